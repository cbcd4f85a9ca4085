"""How a figure is drawn and written: its width, its colours, its style, and its files."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Any, ParamSpec, TypeVar

import matplotlib.style
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from .fonts import lacks_letters, named_fonts
from .lines import wrap

Given = ParamSpec("Given")
Drawn = TypeVar("Drawn")

# Narrow, so that the words in a figure can be read on a phone, and those of a page most of all:
# 8.5 points are 11 pixels on a screen of 360 (tests/figures/test_bank_figures.py). Fine enough for
# paper.
WIDTH, PAGE, DPI = 4.8, 3.5, 170

# Each colour has one meaning, in figures as on pages (component/css/whose-group.css). Okabe and
# Ito's blue and orange, which colour-blind readers tell apart, are the two kinds; green fits, and
# plum asks to look again. All else is grey, and told apart by its form.
# The first scored kind has the one, the second the other.
COLOURS = ("#0072B2", "#E69F00")
DARK, MIDDLE, PALE = "0.25", "0.5", "0.8"

SALT = "whosegroup"  # from which the parts of an SVG have their names
STYLE = {
    "axes.spines.right": False,
    "axes.spines.top": False,
    "font.size": 9.5,
    "legend.frameon": False,
    "svg.hashsalt": SALT,
    "text.parse_math": False,  # titles may hold amounts of money
}


class Drawing(Figure):
    """A figure that a notebook shows as SVG: a small part of a PNG's weight, and sharp at any size.

    Its words stay words, in a font of the reader's, those as wide as matplotlib's own first.
    """

    def draw(self, renderer: Any) -> None:
        with named_fonts(self):
            super().draw(renderer)

    def _ipython_display_(self) -> None:
        from IPython.display import display

        display({"image/svg+xml": self.as_text(), "text/plain": repr(self)}, raw=True)

    def as_text(self) -> str:
        """Return the SVG with its words as text, as pages show it; the same each time."""
        with matplotlib.rc_context({"svg.fonttype": "none", "svg.hashsalt": SALT}):
            return _saved(self, "svg").decode()

    def as_pdf(self) -> bytes:
        """Return the figure as PDF, for print; the same each time."""
        return _saved(self, "pdf")


def blank(height: float, width: float = WIDTH, **settings: Any) -> tuple[Drawing, Any]:
    """Return an empty figure so many inches high and wide, and its axes (`Figure.subplots`)."""
    figure = Drawing(figsize=(width, height), dpi=DPI, layout="constrained")
    return figure, figure.subplots(**settings)


def label_rows(axes: Axes, labels: Iterable[str], width: int, size: float | None = None) -> None:
    """Name the rows 0, 1, ... of a figure, in lines of so many letters.

    Each line is a text of its own, because an SVG's lines end at the axis by themselves only so.
    """
    size = size or matplotlib.rcParams["font.size"]
    axes.set_yticks([])
    for row, label in enumerate(labels):
        lines = wrap(label, width)
        for number, line in enumerate(lines):
            up = (len(lines) - 1) / 2 - number
            axes.annotate(
                line,
                (0, row),
                xycoords=axes.get_yaxis_transform(),
                xytext=(-7, 1.2 * size * up),
                textcoords="offset points",
                ha="right",
                va="center",
                size=size,
            )


@contextmanager
def style() -> Iterator[None]:
    """Draw the same whatever the user's own settings are."""
    with matplotlib.style.context(["default", STYLE]):
        yield


def styled(draw: Callable[Given, Drawn]) -> Callable[Given, Drawn]:
    """Draw in the style of this module."""

    @wraps(draw)
    def drawn(*args: Given.args, **named: Given.kwargs) -> Drawn:
        with style():
            return draw(*args, **named)

    return drawn


@styled
def as_svg(figure: Figure) -> bytes:
    """Return a figure as SVG, the same each time, with its words drawn: it needs no font.

    Where no font here has a letter, words stay text, which a reader's own fonts may have.
    """
    with matplotlib.rc_context({"svg.fonttype": "none" if lacks_letters(figure) else "path"}):
        return _saved(figure, "svg")


@styled
def as_png(figure: Figure) -> bytes:
    """Return a figure as PNG, the same each time."""
    return _saved(figure, "png")


# What matplotlib would say of a file in it.
UNSAID = {
    "svg": ("Creator", "Date", "Format", "Type"),
    "png": ("Software",),
    "pdf": ("CreationDate", "Creator", "Producer"),
}


def _saved(figure: Figure, format: str) -> bytes:
    file = io.BytesIO()
    figure.savefig(file, format=format, metadata=dict.fromkeys(UNSAID[format]))
    return file.getvalue()
