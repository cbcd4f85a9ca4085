"""Placing: a case in between on a line of five, for each power and as a whole; there are bands."""

from __future__ import annotations

from collections.abc import Container, Iterator
from typing import Any

from ...bank.kinds import UNKNOWN
from ...bank.model import Bank
from ...bank.problems import Problem
from ...bank.vignettes import PLACES, POWERS, Vignette
from .. import tags
from ..case_text import compile_lines, head
from ..feedback import DEFENSIBLE, FITS, LOOK_AGAIN, Fragment
from ..fragments import Fragments
from ..hand import holders_of
from ..model import Exercise
from ..paper import Paper, Task, Text, Told, holding
from ..settings import Written
from .type import Beside, Payload, Type, Unit, UnitPart

WHOLE = "whole"
WIDE = 2  # so many steps from the lowest to the highest place: the case shows little
PARTS = (*POWERS, WHOLE)


class Placing(Type):
    """Readers place each power of a group, and the whole, from the members' own to the agency's."""

    options = ("vignettes",)
    part = WHOLE
    places = True

    def kinds(self, bank: Bank) -> tuple[str, ...]:
        """Return the kind of what lies in between."""
        return (bank.kinds.between,)

    def check(self, written: Written, bank: Bank, alone: bool) -> list[Problem]:
        """Return whether there are cases."""
        if written.settings.vignettes:
            return []
        return [written.problem(["vignettes"], "It has no cases.", "Name at least one vignette.")]

    def units(self, exercise: Exercise, fragments: Fragments) -> list[dict[str, Any]]:
        """Compile the cases: for each power and the whole its band, verdicts and reasons."""
        return [_unit(case, exercise.bank, fragments) for case in exercise.vignettes]

    def answers(self, exercise: Exercise) -> list[dict[str, Any]]:
        """Return the places on the line, and that a power is not shown."""
        words = exercise.bank.words
        labels = words["types"]["place"]["places"]
        places = [{"id": str(place), "label": labels[str(place)]} for place in PLACES]
        return [*places, {"id": UNKNOWN, "label": words.say(f"holders.{UNKNOWN}")}]

    def plain(self, unit: Unit, payload: Payload) -> tuple[str, str]:
        """Return a line to tick for each power; folded, where it can be placed and why."""
        words, labels = payload["words"], tags.labels_of(payload)
        on_line = {place: label for place, label in labels.items() if place != UNKNOWN}
        ends = tags.paragraph("; ".join(f"{place}: {label}" for place, label in on_line.items()))
        rows, answers = [], []
        for part in unit["parts"]:
            power = words[f"part_{part['id']}"]
            boxes = [labels[place] if place == UNKNOWN else place for place in part["replies"]]
            rows.append(tags.paragraph(f"{power}: {' '.join(f'☐ {box}' for box in boxes)}"))
            band = "–".join(str(place) for place in dict.fromkeys(part["band"]))
            why = " ".join(tags.texts_of(part["say"], payload))
            answers.append(tags.paragraph(f"{power}: {band}. {why}"))
        return tags.prose(unit) + ends + "".join(rows), "".join(answers)

    def paper(self, unit: Unit, exercise: Exercise, payload: Payload) -> Paper:
        """Return the case with a line to tick for each power and for the whole."""
        words, labels, say = payload["words"], tags.labels_of(payload), exercise.bank.words.say
        ends = (labels[str(end)] for end in (PLACES[0], PLACES[-1]))
        hint = say("printing.line", low=next(ends), high=next(ends))
        tasks = [
            Task(
                words[f"part_{part['id']}"],
                tuple(labels[place] if place == UNKNOWN else place for place in part["replies"]),
                fits=holding(part["replies"].values()),
                told=tuple(map(Told, tags.texts_of(part["say"], payload))),
                hands=True,
                hint=hint,
            )
            for part in unit["parts"]
        ]
        tasks.append(Task(say("printing.why"), room=3))
        return Paper((Text.of(unit),), tuple(tasks))

    def possible(self, unit: Unit) -> Iterator[tuple[UnitPart, Container[Any] | None]]:
        """Yield the places for each power and for the whole."""
        for part in unit["parts"]:
            yield (unit["id"], part["id"]), tuple(part["replies"])

    def reply(self, unit: Unit, part: str, answer: Any, beside: Beside) -> Unit | None:
        """Return the verdict on where the whole was placed, which is the one that counts."""
        if part != self.part:
            return None
        whole = next(one for one in unit["parts"] if one["id"] == self.part)
        verdict = whole["replies"].get(str(answer))
        return verdict and {"verdict": verdict}

    def kind(self, unit: Unit, exercise: Exercise) -> str:
        """Return the kind that all its cases are of."""
        return exercise.bank.kinds.between


def _unit(vignette: Vignette, bank: Bank, fragments: Fragments) -> dict[str, Any]:
    parts: list[dict[str, Any]] = [
        {
            "id": part,
            "band": list(getattr(vignette.front.place, part)),
            "replies": {
                **{str(place): judge_place(vignette, part, place) for place in PLACES},
                **({UNKNOWN: judge_unknown(vignette, part, bank)} if part in POWERS else {}),
            },
            "say": fragments.say(give_reasons(vignette, part, bank)),
        }
        for part in PARTS
    ]
    leads = {
        verdict: fragments.index(Fragment("lead", bank.words.say(f"feedback.place.{verdict}")))
        for verdict in dict.fromkeys(parts[-1]["replies"].values())
    }
    return {
        **head(vignette.id, vignette.front),
        "lines": compile_lines(vignette, bank, tells=True),
        "parts": parts,
        "leads": leads,
    }


def judge_place(vignette: Vignette, part: str, place: int) -> str:
    """Decide one placement: within a band of several places it is defensible, never the one."""
    low, high = getattr(vignette.front.place, part)
    if not low <= place <= high:
        return LOOK_AGAIN
    return FITS if low == high else DEFENSIBLE


def judge_unknown(vignette: Vignette, part: str, bank: Bank) -> str:
    """Decide whether a power is not shown: so it is where the case marks others, and not this one.

    A wide band says that the case shows little of it, so that this can be defended.
    """
    held = holders_of(vignette, bank)
    if held is not None and part not in held:
        return FITS
    low, high = getattr(vignette.front.place, part)
    return DEFENSIBLE if high - low >= WIDE else LOOK_AGAIN


def give_reasons(vignette: Vignette, part: str, bank: Bank) -> tuple[Fragment, ...]:
    """Say what the case shows about one power; of the whole, the reasons on both sides."""
    reason = getattr(vignette.front.reasons, part)
    if isinstance(reason, str):
        return (Fragment("own", reason),)
    return tuple(
        Fragment("own", bank.words.say(f"feedback.place.towards.{side}", text=reason[side]))
        for side in bank.kinds.scored
    )
