"""Tables and figures of one reader's work and of the bank (pandas and matplotlib live here)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import matplotlib.pyplot as plt
import pandas as pd
from matplotlib.figure import Figure

from .bank import SCORED, Bank, load_bank
from .exercises import Exercise
from .measures import reaction_to, summarise
from .payload import compile_payload
from .vignettes import Vignette

COLUMNS = [
    "at", "run", "vignette", "title", "kind", "answer", "verdict", "reason", "confidence",
    "passage", "misled_by",
]  # fmt: skip

# Okabe and Ito's blue and orange: told apart by colour-blind readers, and on light and dark.
COLOURS = {"self-help": "#0072B2", "support": "#E69F00"}


def attempts_table(exercise: Exercise, work: Mapping[str, Any]) -> pd.DataFrame:
    """Return one row an attempt, oldest first, with its verdict; skipped cases have no answer."""
    payload = compile_payload(exercise)
    cases = {case["id"]: case for case in payload["cases"]}
    rows = []
    for attempt in work["attempts"]:
        case = cases.get(attempt.get("vignette"))
        row = {name: attempt.get(name) for name in COLUMNS}
        if case:
            row |= {"title": case["title"], "kind": case["kind"]}
            if attempt.get("answer") in case["replies"]:
                reaction = reaction_to(case, attempt)
                row["verdict"] = case["replies"][attempt["answer"]]["verdict"]
                row |= {"reason": reaction.get("reason"), "misled_by": reaction.get("misled")}
        rows.append(row)
    table = pd.DataFrame(rows, columns=COLUMNS)
    return table.astype({"run": "Int64", "passage": "Int64"})


def summary_table(exercise: Exercise, work: Mapping[str, Any]) -> pd.DataFrame:
    """Return the measures over first answers: a count, and of how many, one row a measure."""
    measures = summarise(compile_payload(exercise), work["attempts"])
    words = exercise.bank.words["summary"]
    answered = measures["answered"]
    rows = {
        words["answered"]: (answered, len(exercise.vignettes)),
        words["fits"]: (measures["fits"], answered),
        words["conflation"]: tuple(measures["conflation"].values()),
        words["mirror"]: tuple(measures["mirror"].values()),
        words["wrong_reason"]: (measures["wrong_reason"], measures["fits"]),
        words["sure_and_wrong"]: (measures["sure_and_wrong"], answered - measures["fits"]),
    }
    return pd.DataFrame.from_dict(rows, orient="index", columns=[words["count"], words["of"]])


def plot_answers(exercise: Exercise, work: Mapping[str, Any]) -> Figure:
    """Draw first answers as a 2 x 2 picture: rows the group's kind, columns what it was called."""
    words = exercise.bank.words
    table = summarise(compile_payload(exercise), work["attempts"])["table"]
    labels = [words.say(f"kinds.{kind}.label") for kind in SCORED]
    figure, axes = plt.subplots(figsize=(4.6, 3.4), layout="constrained")
    most = max(max(row.values()) for row in table.values()) or 1
    for y, kind in enumerate(SCORED):
        for x, answer in enumerate(SCORED):
            count = table[kind][answer]
            axes.add_patch(
                plt.Rectangle(
                    (x - 0.48, y - 0.48), 0.96, 0.96, facecolor=COLOURS[kind],
                    alpha=0.12 + 0.5 * count / most, hatch=None if kind == answer else "//",
                )  # fmt: skip
            )
            axes.text(x, y, str(count), ha="center", va="center", fontsize=20)
    axes.set(
        xlim=(-0.5, 1.5), ylim=(1.5, -0.5), xticks=[0, 1], yticks=[0, 1],
        xlabel=words.say("summary.you_said"), ylabel=words.say("summary.group_was"),
    )  # fmt: skip
    axes.set_xticklabels(labels)
    axes.set_yticklabels(labels, rotation=90, va="center")
    axes.tick_params(length=0)
    plt.close(figure)
    return figure


def cues_by_kind(bank: Bank | None = None) -> pd.DataFrame:
    """Return on how many scored cases of each kind every marked cue stands, one row a cue.

    Columns: `cue` (its name), `sort` ("decides", "agrees" or "surface"), `suggests` (the kind that
    it shows or seems to show), and a count for each kind. A criterion has a row for each kind that
    it shows.
    """
    bank = bank or load_bank()
    counts: dict[tuple[str, str, str], dict[str, int]] = {}
    for vignette in bank.vignettes.values():
        kind = vignette.front.kind
        for cue in _cues_on(vignette, bank) if kind in SCORED else ():
            counts.setdefault(cue, dict.fromkeys(SCORED, 0))[kind] += 1
    rows = [
        {"cue": _cue_name(sort, id, bank), "sort": sort, "suggests": suggests, **counts[cue]}
        for cue in sorted(counts)
        for sort, suggests, id in [cue]
    ]
    return pd.DataFrame(rows, columns=["cue", "sort", "suggests", *SCORED])


def _cues_on(vignette: Vignette, bank: Bank) -> set[tuple[str, str, str]]:
    cues = {("surface", bank.surface_cues[p.mark.surface].suggests, p.mark.surface)
            for p in vignette.surface_cues}  # fmt: skip
    for passage in vignette.cues:
        sort = "decides" if bank.is_decisive(passage.mark.criterion) else "agrees"
        cues.add((sort, passage.mark.shows, passage.mark.criterion))
    return cues


def _cue_name(sort: str, id: str, bank: Bank) -> str:
    return bank.words.say(f"{'surface_cues' if sort == 'surface' else 'criteria'}.{id}.name")


def plot_cues(cues: pd.DataFrame, bank: Bank | None = None) -> Figure:
    """Draw `cues_by_kind`: for each cue, its cases of one kind to the left and of the other right."""
    words = (bank or load_bank(only=[])).words
    kinds = {kind: words.say(f"kinds.{kind}.label") for kind in SCORED}
    panels = [(cues[cues["sort"] == sort], words.say(f"figures.{sort}")) for sort in ("surface", "decides")]
    figure, axes = plt.subplots(
        2, 1, figsize=(7, 0.27 * len(cues) + 1.6), sharex=True, layout="constrained",
        height_ratios=[len(rows) + 1 for rows, _ in panels],
    )  # fmt: skip
    for axis, (rows, title) in zip(axes, panels, strict=True):
        axis.set_title(title, loc="left", fontsize=11)
        axis.barh(rows.index.astype(str), -rows[SCORED[0]], color=COLOURS[SCORED[0]], label=kinds[SCORED[0]])
        axis.barh(rows.index.astype(str), rows[SCORED[1]], color=COLOURS[SCORED[1]], hatch="//",
                  edgecolor="white", label=kinds[SCORED[1]])  # fmt: skip
        axis.set_yticks(range(len(rows)), _row_labels(rows, kinds))
        axis.invert_yaxis()
        axis.axvline(0, color="black", linewidth=0.8)
        axis.spines[["top", "right", "left"]].set_visible(False)
        axis.tick_params(axis="y", length=0)
    most = int(cues[list(SCORED)].to_numpy().max())
    axes[-1].set_xticks(range(-most, most + 1, 2), [str(abs(n)) for n in range(-most, most + 1, 2)])
    axes[-1].set_xlabel(words.say("figures.cases"))
    figure.legend(*axes[0].get_legend_handles_labels(), loc="outside upper center", ncols=2, frameon=False)
    plt.close(figure)
    return figure


def _row_labels(rows: pd.DataFrame, kinds: Mapping[str, str]) -> list[str]:
    shows = (rows["sort"] != "surface") & rows["cue"].duplicated(keep=False)
    return [f"{cue}: {kinds[kind].lower()}" if both else cue
            for cue, kind, both in zip(rows["cue"], rows["suggests"], shows, strict=True)]  # fmt: skip


def rules_of_thumb(cues: pd.DataFrame) -> pd.DataFrame:
    """Return how often each cue, taken as a rule by itself, gives the right kind.

    Columns: `cue`, `sort`, `suggests`, `cases` on which it stands, `right` (how many of them are of
    the kind suggested) and `share` (right / cases).
    """
    rules = cues[["cue", "sort", "suggests"]].copy()
    rules["cases"] = cues[list(SCORED)].sum(axis=1)
    rules["right"] = [row[row["suggests"]] for _, row in cues.iterrows()]
    rules["share"] = rules["right"] / rules["cases"]
    return rules.sort_values(["share", "cases", "cue"], ignore_index=True)


def plot_rules(rules: pd.DataFrame, bank: Bank | None = None) -> Figure:
    """Draw `rules_of_thumb`: a dot for each cue, at the share of cases in which it is right."""
    words = (bank or load_bank(only=[])).words
    figure, axis = plt.subplots(figsize=(7, 0.27 * len(rules) + 1.2), layout="constrained")
    kinds = {kind: words.say(f"kinds.{kind}.label") for kind in SCORED}
    looks = {"surface": ("#E69F00", "o"), "agrees": ("#56B4E9", "s"), "decides": ("#0072B2", "D")}
    for sort, (colour, marker) in looks.items():
        rows = rules[rules["sort"] == sort]
        axis.scatter(rows["share"], rows.index, color=colour, marker=marker, s=45, zorder=3,
                     edgecolor="black", linewidth=0.5, label=words.say(f"figures.{sort}"))  # fmt: skip
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
