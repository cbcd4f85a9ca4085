"""Charts of one exercise in which cases are sorted, or items are chosen between."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from ...exercises.model import Exercise
from ...figures.lines import fill, shorten
from ...figures.style import COLOURS, DARK, MIDDLE, PALE, Drawing, styled
from ..findings.model import ExerciseFindings, Share
from .chart_style import Chart, blank, draw_points, looks_of, paler, percent_axis, scored_kind
from .wording import (
    ZONE,
    Cell,
    Numbers,
    Row,
    count,
    cue_name,
    decimal,
    decimals,
    full_title,
    known,
    percent,
    percents,
    say_share,
    title_of,
    whole,
    wholes,
    zone,
)


@styled
def confusion(found: ExerciseFindings) -> Chart | None:
    """Draw first answers as a 2 x 2 picture: rows the group's kind, columns what it was called.

    None where no cases are sorted.
    """
    if not found.sorting:
        return None
    words, table = found.exercise.bank.words, found.sorting.table
    scored = found.exercise.bank.kinds.scored
    labels = {kind: words.say(f"kinds.{kind}.label") for kind in scored}
    figure, axes = blank(3)
    most = max(max(row.values()) for row in table.values()) or 1
    for y, kind in enumerate(scored):
        for x, answer in enumerate(scored):
            number = table[kind][answer]
            axes.add_patch(
                Rectangle(
                    (x - 0.48, y - 0.48),
                    0.96,
                    0.96,
                    facecolor=paler(COLOURS[y], 0.1 + 0.5 * number / most),
                    edgecolor="0.35",
                    hatch=None if kind == answer else "//",
                )
            )
            box = {"facecolor": "white", "edgecolor": "none", "pad": 3, "alpha": 0.85}
            axes.text(x, y, str(number), ha="center", va="center", fontsize=18, bbox=box)
    chart = "report.charts.confusion"
    axes.set(xlim=(-0.5, 1.5), ylim=(1.5, -0.5))
    axes.set(xlabel=words.say(f"{chart}.called"), ylabel=words.say(f"{chart}.was"))
    axes.set_xticks([0, 1], labels.values())
    axes.set_yticks([0, 1], labels.values(), rotation=90, va="center")
    axes.tick_params(length=0)
    axes.spines[:].set_visible(False)
    rows = [
        Row(kind, [labels[kind], *(whole(table[kind][answer]) for answer in scored)])
        for kind in scored
    ]
    caption, (first, second) = words.say(f"{chart}.title"), scored
    return Chart(
        f"{found.exercise.id}-confusion",
        caption,
        figure,
        words.say(f"{chart}.caption"),
        words.say(
            f"{chart}.alt",
            ss=table[first][first],
            sp=table[first][second],
            ps=table[second][first],
            pp=table[second][second],
        ),
        Numbers(caption, [words.say(f"{chart}.was"), *labels.values()], rows),
    )


@styled
def facility(found: ExerciseFindings) -> Chart:
    """Draw the share of readers for whom each case fitted, hardest first, with its interval."""
    words, rows = found.exercise.bank.words, found.items.reset_index(drop=True)
    figure, axes = blank(0.29 * len(rows) + 1.5)
    axes.axvspan(*ZONE, color="0.93", zorder=0)
    for kind, look in looks_of(found.exercise).items():
        some = rows[[scored_kind(found, unit) == kind for unit in rows["vignette"]]]
        if some.empty:
            continue
        axes.hlines(some.index, some["facility_low"], some["facility_high"], "0.35", linewidth=1.2)
        draw_points(axes, some["facility"], some.index, look, 42)
    titles = [title_of(found.exercise, unit, 44) for unit in rows["vignette"]]
    axes.set_yticks(range(len(rows)), [fill(title, 24) for title in titles])
    axes.tick_params(axis="y", length=0, labelsize=8.5)
    axes.set(xlim=(-0.02, 1.02), ylim=(len(rows) - 0.4, -0.6))
    axes.set_xlabel(words.say("report.charts.facility.axis"), loc="right")
    percent_axis(axes.xaxis)
    axes.grid(axis="y", color="0.85", linewidth=0.5)
    axes.set_axisbelow(True)
    if found.sorting:
        figure.legend(loc="outside upper center", ncols=2)
    return _facility_chart(found, rows, figure)


def _facility_chart(found: ExerciseFindings, rows: pd.DataFrame, figure: Drawing) -> Chart:
    words, chart = found.exercise.bank.words, "report.charts.facility"
    answered = rows[rows["facility"].notna()]
    values = {"cases": len(rows), "hardest": words.say("report.none"), "low": "", "high": ""}
    if len(answered):
        first, last = answered.iloc[0], answered.iloc[-1]
        values |= {
            "hardest": full_title(found.exercise, first["vignette"]),
            "low": percent(first["facility"]),
            "high": percent(last["facility"]),
            "easiest": full_title(found.exercise, last["vignette"]),
        }
    return Chart(
        f"{found.exercise.id}-facility",
        words.say(f"{chart}.title"),
        figure,
        words.say(f"{chart}.caption", **zone()),
        words.say(f"{chart}.{'alt' if len(answered) > 1 else 'alt_one'}", **values),
        items_table(found),
    )


def items_table(found: ExerciseFindings) -> Numbers:
    """Return the table of an exercise's cases; columns in which there is nothing are left out."""
    words, rows = found.exercise.bank.words, found.items
    heads = words["report"]["items"]["heads"]
    columns = [
        name for name in heads if name in rows and (name == "vignette" or rows[name].notna().any())
    ]
    shown: dict[str, Callable[[Any], Cell]] = dict.fromkeys(heads, lambda v: percents(v, words))
    shown |= {
        "vignette": lambda unit: full_title(found.exercise, unit),
        **dict.fromkeys(("readers", "sure_and_wrong", "wrong_reason"), lambda n: wholes(n, words)),
        "discrimination": lambda value: decimals(value, words),
        "misled_by": lambda cue: cue_name(cue, words) or words.say("report.none"),
    }
    return Numbers(
        words.say("report.items.caption"),
        [heads[name] for name in columns],
        [
            Row(row["vignette"], [shown[name](row[name]) for name in columns])
            for _, row in rows.iterrows()
        ],
    )


@styled
def readers(found: ExerciseFindings, people: pd.DataFrame) -> Chart | None:
    """Draw each reader's conflation against its mirror; a circle's area counts readers."""
    words, chart = found.exercise.bank.words, "report.charts.readers"
    mine = people[people["exercise"] == found.exercise.id]
    at = mine.groupby(["mirror_rate", "conflation_rate"]).size().rename("count").reset_index()
    if at.empty:
        return None
    x, y, counts = at["mirror_rate"], at["conflation_rate"], at["count"]
    figure, axes = blank(3.7)
    axes.plot([0, 1], [0, 1], color="0.5", linewidth=0.9, linestyle="--", zorder=1)
    most = max(int(counts.max()), 5)
    areas = 30 + 670 * counts / most
    axes.scatter(x, y, s=areas, color=(MIDDLE, 0.65), edgecolor="black", linewidth=0.7, zorder=3)
    for one in at[areas > 230].itertuples():
        axes.text(
            one.mirror_rate, one.conflation_rate, one.count, zorder=4, ha="center", va="center"
        )
    corners = words["report"]["charts"]["readers"]["corners"]
    first, second = found.exercise.bank.kinds.scored
    said: dict[str, Any] = {
        "fontsize": 8.5,
        "fontstyle": "italic",
        "color": "0.3",
        "transform": axes.transAxes,
    }
    axes.text(0, 1.01, corners[first], ha="left", va="bottom", **said)
    axes.text(1, 1.01, corners["high"], ha="right", va="bottom", **said)
    axes.text(1, 0.01, corners[second], ha="right", va="bottom", **said)
    axes.set(xlim=(-0.1, 1.1), ylim=(-0.1, 1.1), aspect="equal")
    axes.set(xlabel=words.say(f"{chart}.x"), ylabel=words.say(f"{chart}.y"))
    percent_axis(axes.xaxis)
    percent_axis(axes.yaxis)
    alt = words.say(
        f"{chart}.alt",
        readers=count("readers", int(counts.sum()), words),
        points=count("points", len(at), words),
        above=int(counts[y > x].sum()),
        below=int(counts[y < x].sum()),
    )
    heads = [words.say(f"{chart}.{key}") for key in ("y", "x", "count")]
    rows = [
        Row("", [percents(b, words), percents(a, words), whole(n)])
        for a, b, n in zip(x, y, counts, strict=True)
    ]
    title = words.say(f"{chart}.title")
    caption = words.say(f"{chart}.caption")
    name = f"{found.exercise.id}-readers"
    return Chart(name, title, figure, caption, alt, Numbers(title, heads, rows))


@styled
def calibration(found: ExerciseFindings) -> Chart | None:
    """Draw the share of sure and of unsure answers that fitted; None where nobody was asked."""
    words, chart = found.exercise.bank.words, "report.charts.calibration"
    shares = found.sorting.calibration if found.sorting else {}
    if not any(share.of for share in shares.values()):
        return None
    figure, axes = blank(3)
    looks = {"sure": (DARK, "o"), "unsure": (PALE, "^")}
    ticks, rows = [], []
    said: dict[str, str] = {}
    for x, (name, (colour, marker)) in enumerate(looks.items()):
        share = shares.get(name, Share(0, 0, None, None, None))
        label = words.say(f"{chart}.{name}")
        answers = count("plain_answers", share.of, words)
        ticks.append(words.say(f"{chart}.tick", label=label, answers=answers))
        said |= {name: say_share(share, words), f"{name}_of": answers}
        cells = [percents(value, words) for value in (share.value, share.low, share.high)]
        rows.append(Row(name, [label, *cells, whole(share.of)]))
        if not known(share.value):
            continue
        if known(share.low) and known(share.high):
            axes.vlines(x, share.low, share.high, "0.35", linewidth=1.5)
        axes.scatter(x, share.value, s=80, color=colour, marker=marker, edgecolor="black", zorder=3)
        axes.annotate(
            percent(share.value),
            (x, share.value),
            (12, 0),
            textcoords="offset points",
            va="center",
            fontsize=11,
            bbox={"facecolor": "white", "edgecolor": "none", "pad": 1},
        )
    axes.axhline(0.5, color="0.5", linewidth=0.9, linestyle="--", zorder=1)
    axes.set(xlim=(-0.6, 1.6), ylim=(-0.02, 1.02), ylabel=words.say(f"{chart}.axis"))
    axes.set_xticks([0, 1], ticks)
    percent_axis(axes.yaxis)
    title = words.say(f"{chart}.title")
    heads = words["report"]["charts"]["calibration"]["heads"]
    return Chart(
        f"{found.exercise.id}-calibration",
        title,
        figure,
        words.say(f"{chart}.caption"),
        words.say(f"{chart}.alt", **said),
        Numbers(title, [heads[key] for key in ("confidence", "fits", "low", "high", "of")], rows),
    )


@styled
def items(found: ExerciseFindings, mend: Sequence[str]) -> Chart | None:
    """Draw facility against discrimination; only the cases to mend are named."""
    words, chart = found.exercise.bank.words, "report.charts.items"
    rows = found.items.dropna(subset=["facility", "discrimination"])
    if rows.empty:
        return None
    bad = rows[rows["vignette"].isin(list(mend))]
    figure, axes = blank(max(3.3, 0.18 * len(bad) + 1.2))
    axes.axvspan(*ZONE, color="0.93", zorder=0)
    axes.axhline(0, color="0.4", linewidth=0.9, zorder=1)
    for kind, look in looks_of(found.exercise).items():
        some = rows[[scored_kind(found, unit) == kind for unit in rows["vignette"]]]
        if len(some):
            draw_points(axes, some["facility"], some["discrimination"], look, 48)
    low, high = rows["discrimination"].min(), rows["discrimination"].max()
    axes.set(xlim=(-0.03, 1.03), ylim=(min(low, 0) - 0.25, max(high, 0.5) + 0.1))
    axes.set(xlabel=words.say(f"{chart}.x"), ylabel=words.say(f"{chart}.y"))
    percent_axis(axes.xaxis)
    _name_points(axes, found.exercise, bad)
    if found.sorting:
        figure.legend(loc="outside upper center", ncols=2)
    title = words.say(f"{chart}.title")
    heads = words["report"]["items"]["heads"]
    named = "; ".join(full_title(found.exercise, unit) for unit in bad["vignette"])
    return Chart(
        f"{found.exercise.id}-items",
        title,
        figure,
        words.say(f"{chart}.{'caption' if len(bad) else 'caption_none'}"),
        words.say(
            f"{chart}.alt",
            cases=len(rows),
            low=decimal(low),
            high=decimal(high),
            mend=named or words.say(f"{chart}.alt_none"),
        ),
        Numbers(
            title,
            [heads[name] for name in ("vignette", "facility", "discrimination")],
            [
                Row(
                    row["vignette"],
                    [
                        full_title(found.exercise, row["vignette"]),
                        percents(row["facility"], words),
                        decimals(row["discrimination"], words),
                    ],
                )
                for _, row in rows.iterrows()
            ],
        ),
    )


def _name_points(axes: Axes, exercise: Exercise, bad: pd.DataFrame) -> None:
    """Name points in a column beside the picture, in their order, each with a line to its name."""
    bottom, top = axes.get_ylim()
    step = (top - bottom) / max(len(bad), 1)
    rows = bad.sort_values(["discrimination", "facility"], ascending=[False, True])
    for number, row in enumerate(rows.itertuples()):
        axes.annotate(
            shorten(title_of(exercise, row.vignette, 26), 26, placeholder="…"),
            (row.facility, row.discrimination),
            (1.12, top - (number + 0.5) * step),
            va="center",
            fontsize=8,
            annotation_clip=False,
            arrowprops={"arrowstyle": "-", "color": "0.5", "linewidth": 0.6, "relpos": (0, 0.5)},
        )
