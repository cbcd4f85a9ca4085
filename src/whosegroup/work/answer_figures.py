"""Figures of one reader's work, each beside the table that it rests on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd
from matplotlib.patches import Rectangle

from ..exercises.model import Exercise
from ..exercises.payload import compile_payload
from ..exercises.types import type_of
from ..figures.lines import fill
from ..figures.style import COLOURS, Drawing, blank, label_rows
from .answer_tables import outcomes_table, portrait_table
from .measures import summarise

LABEL = 30  # letters a line


def plot_answers(exercise: Exercise, work: Mapping[str, Any]) -> Drawing:
    """Draw first answers as a 2 x 2 picture: rows the group's kind, columns what it was called.

    Where no kinds are sorted, first replies are counted by their verdict; of a test in parts, what
    groups are called and what is made of them is counted, apart from each other. Where a teacher
    marks the exercise, the figure says no more than that.
    """
    words, scored = exercise.bank.words, exercise.bank.kinds.scored
    if exercise.settings.says == "none":
        return _say_unmarked(exercise)
    if exercise.settings.parts:
        return _plot_replies(portrait_table(exercise, work))
    if not type_of(exercise.settings).sorts:
        return _plot_replies(outcomes_table(exercise, work))
    table = summarise(compile_payload(exercise), work["attempts"])["table"]
    labels = [words.say(f"kinds.{kind}.label") for kind in scored]
    figure, axes = blank(3.6)
    most = max(max(row.values()) for row in table.values()) or 1
    for y, kind in enumerate(scored):
        for x, answer in enumerate(scored):
            count = table[kind][answer]
            axes.add_patch(
                Rectangle(
                    (x - 0.48, y - 0.48),
                    0.96,
                    0.96,
                    facecolor=COLOURS[y],
                    alpha=0.12 + 0.5 * count / most,
                    hatch=None if kind == answer else "//",
                )
            )
            axes.text(x, y, str(count), ha="center", va="center", fontsize=20)
    axes.set(
        xlim=(-0.5, 1.5),
        ylim=(1.5, -0.5),
        xticks=[0, 1],
        yticks=[0, 1],
        xlabel=words.say("summary.you_said"),
        ylabel=words.say("summary.group_was"),
    )
    axes.set_xticklabels(labels)
    axes.set_yticklabels(labels, rotation=90, va="center")
    axes.tick_params(length=0)
    return figure


def _plot_replies(table: pd.DataFrame) -> Drawing:
    """Draw the counts of first replies, a bar a verdict or a measure."""
    counts = table.iloc[:, 0]
    figure, axes = blank(0.8 + 0.4 * len(counts))
    axes.barh(range(len(counts)), counts, color=COLOURS[0], alpha=0.6)
    for y, count in enumerate(counts):
        axes.text(count, y, f" {count}", va="center")
    label_rows(axes, counts.index, LABEL)
    axes.set(xticks=[], xlim=(0, 1.15 * max(1, *counts)))
    return figure


def _say_unmarked(exercise: Exercise) -> Drawing:
    return plot_words(exercise.bank.words.say("types.none.marked"))


def plot_words(text: str) -> Drawing:
    """Say something in the place of a figure."""
    figure, axes = blank(1)
    axes.text(0.5, 0.5, fill(text, 48), transform=axes.transAxes, ha="center", va="center")
    axes.set_axis_off()
    return figure


def plot_progress(exercise: Exercise, table: pd.DataFrame) -> Drawing:
    """Draw `progress_table`: what was confused, from one test to the next."""
    if exercise.settings.says == "none":
        return _say_unmarked(exercise)
    words = exercise.bank.words["summary"]
    figure, axes = blank(3.2)
    of_first, of_second = COLOURS
    looks = {words["conflation"]: (of_second, "o"), words["mirror"]: (of_first, "s")}
    if exercise.settings.parts:
        said = exercise.bank.words["types"]["parts"]
        looks = {said["row_conflation"]: (of_second, "o"), said["row_errors"]: (of_first, "s")}
    for name, (colour, marker) in looks.items():
        axes.plot(
            table[words["test"]],
            table[name].astype(float),
            color=colour,
            marker=marker,
            markersize=8,
            markeredgecolor="black",
            label=name,
        )
    axes.set(ylim=(-0.05, 1.05), ylabel=words["share"])
    axes.spines[["top", "right"]].set_visible(False)
    if len(table):
        figure.legend(loc="outside upper center", frameon=False)
    else:
        axes.text(0.5, 0.5, words["nothing_yet"], transform=axes.transAxes, ha="center")
        axes.set_xticks([])
    return figure
