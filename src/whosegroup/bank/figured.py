"""Whether the cases, cues and criteria are there that `data/figures.yml` names for the figures."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from .content import exercise_names
from .problems import Problem, did_you_mean

if TYPE_CHECKING:
    from .model import Bank


def check_figures(bank: Bank) -> list[Problem]:
    """Check that figures show what is there, and nothing that is kept for a graded exercise."""
    shown = bank.figures
    if shown is None:  # what could not be read is a problem by itself
        return []
    placed = [v.id for v in bank.vignettes.values() if v.front.place and v.id not in bank.kept]
    groups = bank.words.get("figures", {}).get("groups", {})
    wanted: list[tuple[tuple[str | int, ...], str, str, Iterable[str]]] = []
    for place, id in enumerate(shown.labels):
        wanted.append((("labels", place), id, "surface cue", bank.surface_cues))
    for place, id in enumerate(shown.knowing):
        wanted.append((("knowing", place), id, "criterion", bank.criteria))
    for name, id in shown.powers.items():
        wanted.append((("powers", name), id, "case in between", placed))
        wanted.append((("powers", name), name, "name under `groups`", groups))
    if shown.forms is not None:
        wanted.append((("forms",), shown.forms, "exercise", exercise_names(bank.roots)))
    # What its table lacks and what has words all the same is said where the words stand.
    said = {*bank.amiss, *bank.words.get("surface_cues", {}), *bank.words.get("criteria", {})}
    return [
        Problem(
            *bank.parts.where("figures", *place),
            f"There is no {what} '{id}'.",
            did_you_mean(id, known),
        )
        for place, id, what, known in wanted
        if id not in known and id not in said
    ]
