"""Figures of one reader's work and of the bank, each beside the table that it rests on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import matplotlib.pyplot as plt
import pandas as pd
from matplotlib.figure import Figure

from .bank import SCORED, Bank, load_bank
from .exercises import Exercise
from .measures import summarise
from .payload import compile_payload

# Narrow, so that the words in a figure can be read on a phone; fine enough for paper.
WIDTH, DPI = 4.8, 170

# Okabe and Ito's blue and orange: told apart by colour-blind readers, and on light and dark.
COLOURS = {"self-help": "#0072B2", "support": "#E69F00"}


def plot_answers(exercise: Exercise, work: Mapping[str, Any]) -> Figure:
    """Draw first answers as a 2 x 2 picture: rows the group's kind, columns what it was called."""
    words = exercise.bank.words
    table = summarise(compile_payload(exercise), work["attempts"])["table"]
    labels = [words.say(f"kinds.{kind}.label") for kind in SCORED]
    figure, axes = plt.subplots(figsize=(WIDTH, 3.6), dpi=DPI, layout="constrained")
    most = max(max(row.values()) for row in table.values()) or 1
    for y, kind in enumerate(SCORED):
        for x, answer in enumerate(SCORED):
            count = table[kind][answer]
            axes.add_patch(
                plt.Rectangle(
                    (x - 0.48, y - 0.48),
                    0.96,
                    0.96,
                    facecolor=COLOURS[kind],
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
    plt.close(figure)
    return figure


def plot_cues(cues: pd.DataFrame, bank: Bank | None = None) -> Figure:
    """Draw `cues_by_kind`: each cue's cases of one kind to the left, of the other to the right."""
    words = (bank or load_bank(only=[])).words
    kinds = {kind: words.say(f"kinds.{kind}.label") for kind in SCORED}
    panels = [
        (cues[cues["sort"] == sort], words.say(f"figures.{sort}"))
        for sort in ("surface", "decides")
    ]
    figure, axes = plt.subplots(
        2,
        1,
        figsize=(WIDTH, 0.3 * len(cues) + 1.8),
        dpi=DPI,
        sharex=True,
        layout="constrained",
        height_ratios=[len(rows) + 1 for rows, _ in panels],
    )
    for axis, (rows, title) in zip(axes, panels, strict=True):
        axis.set_title(title, loc="left", fontsize=11)
        axis.barh(
            rows.index.astype(str),
            -rows[SCORED[0]],
            color=COLOURS[SCORED[0]],
            label=kinds[SCORED[0]],
        )
        axis.barh(
            rows.index.astype(str),
            rows[SCORED[1]],
            color=COLOURS[SCORED[1]],
            hatch="//",
            edgecolor="white",
            label=kinds[SCORED[1]],
        )
        axis.set_yticks(range(len(rows)), _row_labels(rows, kinds))
        axis.invert_yaxis()
        axis.axvline(0, color="black", linewidth=0.8)
        axis.spines[["top", "right", "left"]].set_visible(False)
        axis.tick_params(axis="y", length=0)
    most = int(cues[list(SCORED)].to_numpy().max())
    ticks = range(-most, most + 1, max(1, most // 3))
    axes[-1].set_xticks(ticks, [str(abs(n)) for n in ticks])
    axes[-1].set_xlabel(words.say("figures.cases"))
    figure.legend(
        *axes[0].get_legend_handles_labels(), loc="outside upper center", ncols=2, frameon=False
    )
    plt.close(figure)
    return figure


def _row_labels(rows: pd.DataFrame, kinds: Mapping[str, str]) -> list[str]:
    shows = (rows["sort"] != "surface") & rows["cue"].duplicated(keep=False)
    return [
        f"{cue}: {kinds[kind].lower()}" if both else cue
        for cue, kind, both in zip(rows["cue"], rows["suggests"], shows, strict=True)
    ]


def plot_rules(rules: pd.DataFrame, bank: Bank | None = None) -> Figure:
    """Draw `rules_of_thumb`: a dot for each cue, at the share of cases in which it is right."""
    words = (bank or load_bank(only=[])).words
    figure, axis = plt.subplots(
        figsize=(WIDTH, 0.3 * len(rules) + 1.6), dpi=DPI, layout="constrained"
    )
    kinds = {kind: words.say(f"kinds.{kind}.label") for kind in SCORED}
    looks = {"surface": ("#E69F00", "o"), "agrees": ("#56B4E9", "s"), "decides": ("#0072B2", "D")}
    for sort, (colour, marker) in looks.items():
        rows = rules[rules["sort"] == sort]
        if rows.empty:
            continue
        axis.scatter(
            rows["share"],
            rows.index,
            color=colour,
            marker=marker,
            s=45,
            zorder=3,
            edgecolor="black",
            linewidth=0.5,
            label=words.say(f"figures.{sort}"),
        )
    axis.axvline(0.5, color="black", linewidth=0.8, linestyle="--", zorder=1)
    axis.set_yticks(range(len(rules)), _row_labels(rules, kinds))
    axis.set(xlim=(0, 1.05), xlabel=words.say("figures.share"))
    axis.invert_yaxis()
    axis.grid(axis="y", linewidth=0.4)
    axis.spines[["top", "right", "left"]].set_visible(False)
    axis.tick_params(axis="y", length=0)
    figure.legend(loc="outside upper center", ncols=3, frameon=False)
    plt.close(figure)
    return figure
