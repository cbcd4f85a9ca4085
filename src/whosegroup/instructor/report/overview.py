"""The chart with which a report begins: what the class confuses, in one look."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from matplotlib.axes import Axes

from ...bank.words import Words
from ...figures.lines import fill
from ...figures.style import styled
from ..findings.model import ExerciseFindings, Share, SortedClass
from .chart_style import Chart, blank, draw_points, look_of, percent_axis
from .wording import Numbers, Row, count, known, percents, say_share, whole

# What is confused: the measure, which of the two kinds was taken for the other (0 for the first),
# and how far below the middle of its row it is drawn.
MISTAKES = (("conflation", 1, -0.17), ("mirror", 0, 0.17))
Sorted = tuple[ExerciseFindings, SortedClass]


@styled
def overview(exercises: Sequence[ExerciseFindings], words: Words) -> Chart | None:
    """Draw conflation and its mirror in each exercise in which cases are sorted.

    Mixed practice draws its cases from the others, and is left out.
    """
    found = [(o, o.sorting) for o in exercises if o.readers and o.sorting and _is_own(o)]
    if not found:
        return None
    chart = "report.charts.overview"
    figure, axes = blank(0.4 * len(found) + 1.4)
    for name, kind, below in MISTAKES:
        shares = {y + below: getattr(sorting, name) for y, (_, sorting) in enumerate(found)}
        _draw(axes, shares, kind, words.say(f"{chart}.{name}"))
    axes.set_yticks(range(len(found)), [fill(one.exercise.title, 24) for one, _ in found])
    axes.tick_params(axis="y", length=0)
    axes.set(xlim=(-0.02, 1.02), ylim=(len(found) - 0.4, -0.6))
    axes.set_xlabel(words.say(f"{chart}.axis"), loc="right")
    percent_axis(axes.xaxis)
    axes.hlines([y + 0.5 for y in range(len(found) - 1)], 0, 1, "0.85", linewidth=0.5, zorder=0)
    figure.legend(loc="outside upper center")
    title, few = words.say(f"{chart}.title"), not any(known(s.low) for *_, s in _shares(found))
    return Chart(
        "overview",
        title,
        figure,
        words.say(f"{chart}.{'caption_few' if few else 'caption'}"),
        _alt(found, words),
        Numbers(
            title,
            list(words["report"]["charts"]["overview"]["heads"].values()),
            [_row(one, name, share, words) for one, name, share in _shares(found)],
        ),
    )


def _is_own(found: ExerciseFindings) -> bool:
    return not found.exercise.settings.draws


def _shares(found: Sequence[Sorted]) -> Iterator[tuple[ExerciseFindings, str, Share]]:
    """Yield each share with its exercise and its name; of each exercise first the conflation."""
    for one, sorting in found:
        for name, *_ in MISTAKES:
            yield one, name, getattr(sorting, name)


def _draw(axes: Axes, shares: dict[float, Share], kind: int, label: str) -> None:
    """Draw shares by their height, each with its interval where it has one."""
    some = {y: share.value for y, share in shares.items() if known(share.value)}
    for y, share in shares.items():
        if known(share.low) and known(share.high):
            axes.hlines(y, share.low, share.high, "0.35", linewidth=1.2)
    draw_points(axes, list(some.values()), list(some), look_of(kind, label), 42)


def _alt(found: Sequence[Sorted], words: Words) -> str:
    chart = "report.charts.overview"
    said = [
        words.say(
            f"{chart}.alt_row",
            title=one.exercise.title,
            conflation=say_share(sorting.conflation, words),
            mirror=say_share(sorting.mirror, words),
        )
        for one, sorting in found
    ]
    exercises = count("exercises", len(found), words)
    return words.say(f"{chart}.alt", exercises=exercises, rows=words.join(said))


def _row(found: ExerciseFindings, name: str, share: Share, words: Words) -> Row:
    cells = [percents(value, words) for value in (share.value, share.low, share.high)]
    label = words.say(f"report.charts.overview.{name}")
    return Row(found.exercise.id, [found.exercise.title, label, *cells, whole(share.of)])
