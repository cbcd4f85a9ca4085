"""Placing: the powers of a case in between on a line of five, and by what; there are bands."""

from __future__ import annotations

from collections.abc import Container, Iterator
from typing import Any

from ...bank.kinds import UNKNOWN
from ...bank.marks import Passage
from ...bank.model import Bank
from ...bank.problems import Problem
from ...bank.vignettes import PLACES, POWERS, Vignette
from .. import tags
from ..case_text import compile_lines, head
from ..feedback import CUES, DEFENSIBLE, FITS, LOOK_AGAIN, Fragment
from ..fragments import Fragments, Reply
from ..hand import holders_of
from ..model import Exercise
from ..paper import Paper, Task, Text, Told, holding
from ..settings import Written
from .type import Beside, Payload, Type, Unit, UnitPart

WHOLE = "whole"  # told, and no longer asked: works from before have a place for it
REASON = "reason"  # the sentence that decided it for the reader
WIDE = 2  # so many steps from the lowest to the highest place: the case shows little
PARTS = (*POWERS, WHOLE)


class Placing(Type):
    """Readers place each power, from the members' own to the agency's, and say what decided it."""

    options = ("vignettes",)
    part = REASON
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
            if part["id"] != WHOLE:
                rows.append(tags.paragraph(f"{power}: {' '.join(f'☐ {box}' for box in boxes)}"))
            band = "–".join(str(place) for place in dict.fromkeys(part["band"]))
            why = tags.joined(tags.texts_of(part["say"], payload), payload)
            answers.append(tags.paragraph(f"{power}: {band}. {why}"))
        reasons = [tags.passage_text(unit["lines"][int(number) - 1]) for number in unit["reasons"]]
        asked = tags.paragraph(words[f"part_{REASON}"]) + tags.points(f"☐ {r}" for r in reasons)
        return tags.prose(unit) + ends + "".join(rows) + asked, "".join(answers)

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
        """Yield the places for each power, the reasons, and the places of the whole."""
        for part in unit["parts"]:
            yield (unit["id"], part["id"]), tuple(part["replies"])
        yield (unit["id"], REASON), tuple(unit["reasons"])

    def reply(self, unit: Unit, part: str, answer: Any, beside: Beside) -> Unit | None:
        """Return the verdict on what decided it; in a work from before, on where the whole is."""
        if part == REASON:
            reply: Unit | None = unit["reasons"].get(str(answer))
            return reply
        whole = next(one for one in unit["parts"] if one["id"] == WHOLE)
        verdict = whole["replies"].get(str(answer)) if part == WHOLE else None
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
    return {
        **head(vignette.id, vignette.front),
        "lines": compile_lines(vignette, bank, tells=True),
        "parts": parts,
        "reasons": {
            str(passage.number): fragments.reply(judge_reason(passage, bank))
            for passage in vignette.passages
            if passage.mark
        },
    }


def judge_reason(passage: Passage, bank: Bank) -> Reply:
    """Decide what decided it for a reader: who decides something, what agrees, or a mere look."""
    looks = Fragment("surface", term=f"{CUES}.{passage.surface}") if passage.surface else None
    decides = bank.is_decisive(passage.criterion)
    verdict = LOOK_AGAIN if looks else FITS if decides else DEFENSIBLE
    lead = Fragment("lead", bank.words.say(f"feedback.place.{verdict}"))
    return Reply(verdict, (lead, looks) if looks else (lead,))


def judge_place(vignette: Vignette, part: str, place: int) -> str:
    """Decide one placement: within a band of several places it is defensible, never the one."""
    low, high = getattr(vignette.front.place, part)
    if not low <= place <= high:
        return LOOK_AGAIN
    return FITS if low == high else DEFENSIBLE


def judge_unknown(vignette: Vignette, part: str, bank: Bank) -> str:
    """Decide whether a power is not shown: where its band is wide, the case shows little of it.

    It shows nothing where it marks other powers, and not this one. What is shared bears no mark,
    since it is neither side's, but its band is narrow.
    """
    low, high = getattr(vignette.front.place, part)
    if high - low < WIDE:
        return LOOK_AGAIN
    held = holders_of(vignette, bank)
    return FITS if held is not None and part not in held else DEFENSIBLE


def give_reasons(vignette: Vignette, part: str, bank: Bank) -> tuple[Fragment, ...]:
    """Say what the case shows about one power; of the whole, the reasons on both sides."""
    reason = getattr(vignette.front.reasons, part)
    if isinstance(reason, str):
        return (Fragment("own", reason),)
    return tuple(
        Fragment("own", bank.words.say(f"feedback.place.towards.{side}", text=reason[side]))
        for side in bank.kinds.scored
    )
