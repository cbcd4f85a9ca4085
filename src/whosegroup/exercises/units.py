"""Compiling one case or item of each type of exercise; `payload` puts them together.

Every verdict and every word is decided here; fragments of feedback are shared by their number.
"""

from __future__ import annotations

from typing import Any

from ..bank.vignettes import SCORED, Vignette
from .case_text import compile_lines, head, without_nothing
from .feedback import deciding, give_feedback
from .fragments import Fragments
from .model import Exercise
from .types import TYPES


def compile_units(exercise: Exercise, fragments: Fragments) -> list[dict[str, Any]]:
    """Compile all cases or items of an exercise, in the order in which readers meet them."""
    if exercise.settings.type in TYPES:
        units = TYPES[exercise.settings.type].units(exercise, fragments)
        return [without_nothing(unit) for unit in units]
    match exercise.settings.type:
        case _:
            units = [_sorted(vignette, exercise, fragments) for vignette in exercise.vignettes]
    return [without_nothing(unit) for unit in units]


def _sorted(vignette: Vignette, exercise: Exercise, fragments: Fragments) -> dict[str, Any]:
    """Compile one case to be sorted.

    `replies[answer].reactions[n]` is the place in `reactions` of what to say to that answer when
    line n was tapped, with n = 0 where none was.
    """
    reactions: list[dict[str, Any]] = []
    replies = {}
    numbers = range(len(vignette.passages) + 1) if exercise.settings.evidence else range(1)
    for answer in SCORED:
        chosen = []
        for number in numbers:
            feedback = give_feedback(
                vignette, answer, number or None, exercise.bank, exercise.settings.evidence
            )
            reaction = {
                "reason": feedback.reason,
                "misled": feedback.misled and feedback.misled.mark.surface,
                "tempting": (m := feedback.misled or feedback.tempting) and m.number,
                "say": fragments.say(feedback.fragments),
            }
            reaction = {key: value for key, value in reaction.items() if value}
            if reaction not in reactions:
                reactions.append(reaction)
            chosen.append(reactions.index(reaction))
        replies[answer] = {"verdict": feedback.verdict, "reactions": chosen}
    return {
        **head(vignette.id, vignette.front),
        "home": exercise.homes.get(vignette.id),
        "kind": vignette.front.kind,
        "decides": deciding(vignette, exercise.bank)[0].mark.criterion,
        "lines": compile_lines(vignette, exercise.bank),
        "replies": replies,
        "reactions": reactions,
    }
