"""Matching: a statement into one of several bins; in some it can be defended."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ...bank.model import Bank
from ...bank.problems import Problem
from .. import tags
from ..feedback import DEFENSIBLE, FITS, LOOK_AGAIN, Fragment
from ..fragments import Fragments, Reply
from ..model import Exercise
from ..settings import Statement, Written
from .bins import check_bins
from .type import Payload, Sentence, Type, Unit


class Matching(Type):
    """Readers put statements, which the exercise brings with it, into bins of its own."""

    options = ("bins", "items")
    topics = ("exercises", "matches")
    part = "bin"
    titled = False
    quizzed = True

    def check(self, written: Written, bank: Bank, alone: bool) -> list[Problem]:
        """Return what is wrong with the bins, the statements and the words of both."""
        return check_bins(written, bank, alone)

    def units(self, exercise: Exercise, fragments: Fragments) -> list[dict[str, Any]]:
        """Compile the statements, each with its reply for each bin."""
        return [_unit(one, exercise, fragments) for one in exercise.settings.statements]

    def answers(self, exercise: Exercise) -> list[dict[str, Any]]:
        """Return the bins."""
        bins = exercise.bank.words["matches"][exercise.id]["bins"]
        shown = ("label", "meaning")
        return [
            {"id": bin, **{key: bins[bin][key] for key in shown}} for bin in exercise.settings.bins
        ]

    def plain(self, unit: Unit, payload: Payload) -> tuple[str, str]:
        """Return a statement with the bins to tick; folded, its own bin and why."""
        told = tags.texts_of(unit["replies"][unit["kind"]]["say"], payload)
        return tags.to_sort(unit, payload), tags.paragraph(tags.joined(told, payload))

    def returns(self, unit: Unit) -> list[str]:
        """Return the bins in which it can be defended by nobody."""
        replies = unit["replies"].items()
        return [bin for bin, reply in replies if reply["verdict"] == LOOK_AGAIN]

    def title(self, exercise: Exercise, about: str) -> str:
        """Return the statement itself."""
        said: Mapping[str, Any] = exercise.bank.words.get("matches", {}).get(exercise.id, {})
        text: str = said.get("items", {}).get(about, {}).get("text", about)
        return " ".join(text.split())

    def lines(self, exercise: Exercise, about: str) -> Sequence[Sentence]:
        """Return the statement."""
        return [(self.title(exercise, about), None)]


def _unit(statement: Statement, exercise: Exercise, fragments: Fragments) -> dict[str, Any]:
    bank, bins = exercise.bank, exercise.settings.bins
    return {
        "id": statement.id,
        "kind": statement.bin,
        "lines": [bank.words["matches"][exercise.id]["items"][statement.id]["text"]],
        "replies": {
            bin: fragments.reply(judge_bin(exercise.id, statement, bin, bank)) for bin in bins
        },
    }


def judge_bin(exercise: str, statement: Statement, bin: str, bank: Bank) -> Reply:
    """Decide into which bin a statement was put; one that can be defended is no mistake.

    Of one that is missed it is said first why the bin that was chosen does not fit here.
    """
    words = bank.words["matches"][exercise]
    right, own = words["bins"][statement.bin], words["items"][statement.id]["why"]
    decided = FITS if bin == statement.bin else DEFENSIBLE if bin in statement.also else LOOK_AGAIN
    labels = {"bin": words["bins"][bin]["label"], "right": right["label"]}
    fragments = [Fragment("lead", bank.words.say(f"feedback.match.{decided}", **labels))]
    if decided == LOOK_AGAIN:
        missed = words["bins"][bin]["missed"]
        chosen = bank.words.say("feedback.match.chosen", **labels, missed=missed)
        fragments.append(Fragment("tapped", chosen))
    return Reply(decided, (*fragments, Fragment("own", own)))
