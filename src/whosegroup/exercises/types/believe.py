"""Believing: how far a reader agrees with a statement, in four steps, or cannot say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ...bank.model import Bank
from ...bank.problems import Problem
from .. import tags
from ..case_text import without_nothing
from ..feedback import FITS, LOOK_AGAIN, Fragment
from ..fragments import Fragments, Reply
from ..model import Exercise
from ..settings import Written
from .named import check_named
from .type import Beside, Given, Payload, Sentence, Type, Unit

# From disagree to agree; to say that one does not know stands apart.
DISAGREE, AGREE = ("disagree", "rather-disagree"), ("rather-agree", "agree")
DO_NOT_KNOW = "do-not-know"
ANSWERS = (*DISAGREE, *AGREE, DO_NOT_KNOW)


class Believing(Type):
    """Readers say how far they agree with each statement; on one side of the middle it holds."""

    options = ("items",)
    in_parts = ("items",)
    content = "beliefs"
    part = "belief"
    titled = False

    def check(self, written: Written, bank: Bank, alone: bool) -> list[Problem]:
        """Return what is wrong with the statements that are named."""
        return check_named(written)

    def answers(self, exercise: Exercise) -> list[dict[str, Any]]:
        """Return the steps."""
        words = exercise.bank.words["types"]["believe"]["steps"]
        return [{"id": answer, "label": words[answer]} for answer in ANSWERS]

    def units(self, exercise: Exercise, fragments: Fragments) -> list[dict[str, Any]]:
        """Compile the statements, each with its face: what it is about."""
        return [_unit(id, exercise.bank, fragments) for id in exercise.settings.named]

    def plain(self, unit: Unit, payload: Payload) -> tuple[str, str]:
        """Return a statement with the steps to tick; folded, what is said to it."""
        fits = next(reply for reply in unit["replies"].values() if reply.get("verdict") == FITS)
        said = "".join(map(tags.paragraph, tags.texts_of(fits["say"], payload)))
        return tags.to_sort(unit, payload), said

    def face(self, unit: Unit) -> str:
        """Return what a statement is about; a guard counts for neither."""
        return str(unit["face"])

    def counts_as(self, unit: Unit, given: Given, kinds: Sequence[str]) -> Mapping[str, bool]:
        """Return whether the reader did not know or, who did, held what does not hold."""
        answer = given.get("answer")
        reply = unit["replies"].get(answer) if isinstance(answer, str) else None
        if reply is None or given.get("part") != self.part:
            return {}
        if "verdict" not in reply:
            return {"unknown": True}
        return {"unknown": False, self.face(unit): reply["verdict"] != FITS}

    def reply(self, unit: Unit, part: str, answer: Any, beside: Beside) -> Unit | None:
        """Return the reply; not to know is no answer that could hold or not."""
        reply = unit["replies"].get(str(answer)) if part == self.part else None
        return reply if reply and "verdict" in reply else None

    def kind(self, unit: Unit, exercise: Exercise) -> str:
        """Return what a statement is about."""
        return self.face(unit)

    def title(self, exercise: Exercise, about: str) -> str:
        """Return the statement itself."""
        return next((text for text, _ in self.lines(exercise, about)), about)

    def lines(self, exercise: Exercise, about: str) -> Sequence[Sentence]:
        """Return the statement."""
        words = exercise.bank.words["beliefs"]
        return [(words[about]["text"], None)] if about in words else []


def _unit(id: str, bank: Bank, fragments: Fragments) -> dict[str, Any]:
    belief, words = bank.beliefs[id], bank.words["beliefs"][id]
    holds = AGREE if belief.keyed == "agree" else DISAGREE
    own = Fragment("own", words["why"])
    replies: dict[str, Any] = {}
    for answer in ANSWERS:
        path = "held" if answer in holds else "open" if answer == DO_NOT_KNOW else "not_held"
        lead = Fragment("lead", bank.words.say(f"feedback.believe.{path}_{belief.keyed}"))
        verdict = FITS if answer in holds else LOOK_AGAIN
        reply = fragments.reply(Reply(verdict, (lead, own)))
        replies[answer] = reply if answer != DO_NOT_KNOW else {"say": reply["say"]}
    return without_nothing(
        {
            "id": id,
            "face": "guard" if belief.guard else belief.face,
            "lines": [words["text"]],
            "replies": replies,
        }
    )
