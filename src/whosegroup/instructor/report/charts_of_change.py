"""The chart and the table of one change: the same readers in a test and in a later one."""

from __future__ import annotations

from matplotlib.axes import Axes

from ...bank.words import Words
from ...figures.style import DARK, Drawing, styled
from ..findings.model import Change, Mean
from .chart_style import Chart, blank, percent_axis
from .wording import Numbers, Row, count, decimals, known, percents, text_of, whole

LINES = 60  # up to so many readers are drawn as a line each
SHARES = ("fits", "conflation_rate", "mirror_rate", "use_rate")


def change_id(change: Change) -> str:
    """Return the name of a change's section and of its files."""
    return f"{change.second}-{'retest' if change.retest else 'change'}"


def shares_of(change: Change) -> list[str]:
    """Return the shares that the two tests give."""
    return [name for name in SHARES if name in change.differences]


@styled
def changed(change: Change, words: Words) -> Chart:
    """Draw the same readers before and after, each as a line where there are not too many."""
    chart = "report.charts.change"
    shown = shares_of(change)
    figure, panels = blank(3, ncols=len(shown), sharey=True, squeeze=False)
    panels = panels[0]
    for axes, measure in zip(panels, shown, strict=True):
        before, after = change.before[measure].to_numpy(), change.after[measure].to_numpy()
        if change.readers <= LINES:
            axes.plot([0, 1], [before, after], color="0.55", linewidth=0.7, alpha=0.6)
        _draw_mean(axes, change, measure)
        axes.set_title(words.say(f"{chart}.titles.{measure}"), fontsize=10)
        axes.set(xlim=(-0.2, 1.3), ylim=(-0.03, 1.03))
        axes.set_xticks(
            [0, 1], [words.say(f"report.changes.{when}") for when in ("before", "after")]
        )
        axes.tick_params(axis="x", labelsize=8)
    percent_axis(panels[0].yaxis)
    panels[0].set_ylabel(words.say(f"{chart}.axis"))
    return _change_chart(change, figure, words)


def _draw_mean(axes: Axes, change: Change, measure: str) -> None:
    start, end = change.before[measure].mean(), change.after[measure].mean()
    axes.plot([0, 1], [start, end], color=DARK, marker="D", markeredgecolor="black", linewidth=2.6)
    difference = change.differences.get(measure)
    if difference and known(difference.low) and known(difference.high):
        # The interval is that of the difference, so it is measured from where the readers began.
        axes.vlines(1.14, start + difference.low, start + difference.high, "black", linewidth=1.6)


def _change_chart(change: Change, figure: Drawing, words: Words) -> Chart:
    chart = "report.charts.change"
    said = [
        words.say(
            f"{chart}.alt_row",
            measure=words.say(f"report.changes.measure.{measure}"),
            before=text_of(percents(change.before[measure].mean(), words)),
            after=text_of(percents(change.after[measure].mean(), words)),
        )
        for measure in shares_of(change)
    ]
    few = all(not known(mean.low) for mean in change.differences.values())
    caption = "caption_few" if few else "caption" if change.readers <= LINES else "caption_means"
    return Chart(
        change_id(change),
        words.say(f"{chart}.title"),
        figure,
        words.say(f"{chart}.{caption}"),
        words.say(
            f"{chart}.alt",
            readers=count("readers", change.readers, words),
            rows=words.join(said),
        ),
        change_table(change, words),
    )


def change_table(change: Change, words: Words) -> Numbers:
    """Return each measure before and after, and the mean change with its interval."""
    rows = []
    for measure, name in words["report"]["changes"]["measure"].items():
        if measure not in change.differences:
            continue
        cell = decimals if measure == "d_prime" else percents
        mean = change.differences.get(measure, Mean(0, None, None, None))
        values = [change.before[measure].mean(), change.after[measure].mean()]
        cells = [cell(value, words) for value in (*values, mean.value, mean.low, mean.high)]
        rows.append(Row(measure, [name, *cells, whole(mean.readers)]))
    keys = ("row", "before", "after", "change", "low", "high", "reader_count")
    heads = [words.say(f"report.changes.{key}") for key in keys]
    return Numbers(words.say("report.changes.caption"), heads, rows)
