"""Figures of the bank, each beside the table that it rests on (`bank_tables`)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import pandas as pd
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.patches import Rectangle

from ..bank.loading import load_bank
from ..bank.model import Bank
from ..bank.words import Words
from . import bank_tables as tables
from .lines import fill
from .style import COLOURS, PAGE, PALE, Drawing, blank, label_rows


def draw(name: str, bank: Bank | None = None) -> Drawing:
    """Draw the figure of this name, for a chapter; raises KeyError for one that is not there."""
    table, plot = FIGURES[name]
    bank = bank or load_bank()
    return plot(table(bank=bank), bank)


def plot_squares(squares: pd.DataFrame, bank: Bank | None = None) -> Drawing:
    """Draw `squares`: what each square of the 2 x 2 picture means."""
    words = (bank or load_bank(only=[])).words
    figure, axes = blank(3.4, PAGE)
    labels = list(dict.fromkeys(squares["was"]))
    for _, row in squares.iterrows():
        x, y = labels.index(row["called"]), labels.index(row["was"])
        axes.add_patch(
            Rectangle(
                (x - 0.48, y - 0.48),
                0.96,
                0.96,
                facecolor=COLOURS[y],
                alpha=0.35 if x == y else 0.15,
                hatch=None if x == y else "//",
                edgecolor="grey",
            )
        )
        axes.text(x, y, fill(row["square"], 15), ha="center", va="center", fontsize=9)
    axes.set(xlim=(-0.5, 1.5), ylim=(1.5, -0.5), xticks=[0, 1], yticks=[0, 1])
    axes.set_xticklabels(labels)
    axes.set_yticklabels(labels, rotation=90, va="center")
    axes.set_xlabel(words.say("summary.you_said"))
    axes.set_ylabel(words.say("summary.group_was"))
    axes.tick_params(length=0)
    return figure


def plot_continuum(bands: pd.DataFrame, bank: Bank | None = None) -> Drawing:
    """Draw `continuum`: a row a case in between, a column a power, coloured from side to side.

    The rows bear no names: readers of the chapter have still to place these cases.
    """
    words = (bank or load_bank(only=[])).words
    columns = [fill(words.say(f"types.place.part_{part}"), 7) for part in bands.columns[1:]]
    return _bands(bands, columns, words)


def plot_powers(bands: pd.DataFrame, bank: Bank | None = None) -> Drawing:
    """Draw `powers`: a row a power, a column a kind of group, coloured from side to side."""
    words = (bank or load_bank(only=[])).words
    columns = [fill(name, 9) for name in bands.columns[1:]]
    return _bands(bands, columns, words, 0.55, rows=bands["power"])


def _bands(
    bands: pd.DataFrame,
    columns: list[str],
    words: Words,
    height: float = 0.42,
    rows: Sequence[str] = (),
) -> Drawing:
    shades = LinearSegmentedColormap.from_list("sides", [COLOURS[0], "#f2f2f2", COLOURS[1]])
    figure, axes = blank(height * len(bands) + 1.5, PAGE)
    for y, (_, row) in enumerate(bands.iterrows()):
        for x, (low, high) in enumerate(row.iloc[1:]):
            middle = (low + high) / 2
            colour = shades((middle - 1) / 4)
            axes.add_patch(Rectangle((x - 0.47, y - 0.45), 0.94, 0.9, facecolor=colour))
            said = str(low) if low == high else f"{low}–{high}"
            dark = middle <= 1.5
            axes.text(
                x, y, said, ha="center", va="center", color="white" if dark else "black", fontsize=9
            )
    axes.set(xlim=(-0.5, len(columns) - 0.5), ylim=(len(bands) - 0.5, -0.5))
    axes.set_xticks(range(len(columns)), columns, fontsize=8.5)
    label_rows(axes, rows, 13, size=8.5)
    axes.xaxis.tick_top()
    axes.set_xlabel(fill(words.say("figures.from_to"), 28), fontsize=9)
    axes.spines[:].set_visible(False)
    axes.tick_params(length=0)
    return figure


def plot_limits(limits: pd.DataFrame, bank: Bank | None = None) -> Drawing:
    """Draw `limits`: within the sponsor's boundary on the left, beyond it on the right."""
    words = (bank or load_bank(only=[])).words
    figure, axes = blank(7.8, PAGE)
    count = len(limits)
    axes.add_patch(
        Rectangle(
            (0.0, -0.5),
            0.47,
            count,
            facecolor=PALE,
            alpha=0.4,
            edgecolor=PALE,
        )
    )
    axes.plot([0.47, 0.47], [-0.5, count - 0.5], color="black", linewidth=2.5)
    for y, (_, row) in enumerate(limits.iterrows()):
        if y:
            axes.axhline(y - 0.5, color="grey", linewidth=0.5)
        head = fill(row["limitation"], 17)
        below = y - 0.2 + 0.12 * head.count("\n")
        axes.text(0.02, y - 0.4, head, va="top", fontsize=10.5, fontweight="bold")
        axes.text(0.02, below, fill(row["inside"], 21), va="top", fontsize=9)
        axes.annotate("", (0.53, y), (0.46, y), arrowprops={"arrowstyle": "->"})
        axes.text(0.55, y - 0.4, fill(row["beyond"], 21), va="top", fontsize=9)
    axes.text(0.02, -0.55, fill(words.say("figures.limits.inside"), 21), va="bottom")
    axes.text(0.55, -0.55, fill(words.say("figures.limits.beyond"), 21), va="bottom")
    axes.set(xlim=(0, 1), ylim=(count - 0.5, -0.9))
    axes.axis("off")
    return figure


# By name, as chapters ask for them: the table that a figure rests on, and what draws it.
FIGURES: Mapping[str, tuple[Callable[..., pd.DataFrame], Callable[..., Drawing]]] = {
    "squares": (tables.squares, plot_squares),
    "continuum": (tables.continuum, plot_continuum),
    "limits": (tables.limits, plot_limits),
    "powers": (tables.powers, plot_powers),
}
