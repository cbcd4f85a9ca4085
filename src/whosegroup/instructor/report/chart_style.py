"""How a chart is drawn: narrow enough for a phone and for half a page; no colour stands alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from matplotlib.axes import Axes
from matplotlib.colors import to_rgb

from ...exercises.model import Exercise
from ...figures import style as drawing
from ...figures.style import COLOURS, PALE, Drawing, style
from ..findings.model import ExerciseFindings
from .wording import Numbers, kind_of

WIDTH = 3.9  # inches
MARKERS = ("o", "s")  # of the first and of the second kind, as their colours
OTHER = (PALE, "D")  # what is no case of one of the two kinds


class Look(NamedTuple):
    """How the points of one kind look, and what they are called in the legend."""

    colour: str
    marker: str
    label: str


@dataclass(frozen=True)
class Chart:
    """One chart; `name` is that of its files, `alt` says it to who does not see it."""

    name: str
    title: str
    figure: Drawing
    caption: str
    alt: str
    numbers: Numbers

    def _repr_svg_(self) -> str:
        """Let a notebook show the chart."""
        with style():
            return self.figure.as_text()

    @property
    def tall(self) -> bool:
        """Tell whether the chart is as tall as two others."""
        width, height = self.figure.get_size_inches()
        return height > 1.5 * width

    @property
    def wide(self) -> bool:
        """Tell whether the numbers need the whole width of a printed page."""
        return len(self.numbers.heads) > 5 or len(self.numbers.rows) > 14


def blank(height: float, **settings: Any) -> tuple[Drawing, Any]:
    """Return an empty figure so many inches high, and its axes."""
    return drawing.blank(height, WIDTH, **settings)


def scored_kind(found: ExerciseFindings, unit: str) -> str:
    """Return the kind of a case that is of one of the two kinds; empty of anything else."""
    kind = kind_of(found.exercise, unit)
    return kind if kind in found.exercise.bank.kinds.scored else ""


def looks_of(exercise: Exercise) -> dict[str, Look]:
    """Return the look of each kind, and of what is of none."""
    words = exercise.bank.words
    looks = {
        kind: look_of(place, words.say(f"kinds.{kind}.label"))
        for place, kind in enumerate(exercise.bank.kinds.scored)
    }
    return looks | {"": Look(*OTHER, words.say("report.charts.facility.other"))}


def look_of(place: int, label: str) -> Look:
    """Return the look of the first (0) or the second (1) of the two kinds."""
    return Look(COLOURS[place], MARKERS[place], label)


def draw_points(
    axes: Axes, x: Sequence[float], y: Sequence[float], look: Look, size: float
) -> None:
    """Draw points of one kind; `size` is their area in square points."""
    axes.scatter(
        x,
        y,
        s=size,
        color=look.colour,
        marker=look.marker,
        edgecolor="black",
        linewidth=0.6,
        zorder=3,
        label=look.label,
    )


def paler(colour: str, share: float) -> tuple[float, ...]:
    """Return a colour mixed with white; opaque, because what is hatched would pale with it."""
    return tuple(1 - share * (1 - part) for part in to_rgb(colour))


def percent_axis(axis: Any) -> None:
    """Write the shares of an axis in per cent."""
    steps = range(0, 101, 20)
    axis.set_ticks([step / 100 for step in steps], [str(step) for step in steps])
