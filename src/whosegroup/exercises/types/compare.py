"""Comparing: the two halves of a pair side by side, what differs and decides, the kind of each."""

from __future__ import annotations

from collections.abc import Container, Iterator
from itertools import product
from typing import Any

from ...bank.model import Bank
from ...bank.problems import Problem
from ...bank.vignettes import Vignette
from .. import tags
from ..case_text import compile_lines, head
from ..feedback import FITS, LOOK_AGAIN, Fragment, deciding, say_meaning
from ..fragments import Fragments, Reply
from ..model import Exercise
from ..settings import Settings, Written
from .pairs import check_pairs
from .type import Beside, Payload, Type, Unit, UnitPart

Pair = tuple[Vignette, Vignette]


class Comparing(Type):
    """Readers tap what differs between two cases and decides, and say the kind of each."""

    options = ("vignettes",)
    part = "difference"

    def kinds(self, bank: Bank) -> tuple[str, ...]:
        """Return the two kinds, of which a pair has both."""
        return bank.kinds.scored

    def check(self, written: Written, bank: Bank, alone: bool) -> list[Problem]:
        """Return where two cases that follow each other cannot be compared."""
        return check_pairs(written, bank)

    def asks_reason(self, settings: Settings) -> bool:
        """Tell that each answer is given with the line that differs."""
        return True

    def units(self, exercise: Exercise, fragments: Fragments) -> list[dict[str, Any]]:
        """Compile the pairs, each named after its first half.

        `replies` are by the two kinds joined by `|`, `differences` by line from 1.
        """
        halves = iter(exercise.vignettes)
        return [_unit((first, next(halves)), exercise.bank, fragments) for first in halves]

    def plain(self, unit: Unit, payload: Payload) -> tuple[str, str]:
        """Return the halves with answers to tick; folded, their kinds and what would change."""
        labels, words = tags.labels_of(payload).values(), payload["words"]
        halves = [
            tags.paragraph(words[f"half_{number}"], "em") + tags.prose(half) + tags.boxes(labels)
            for number, half in enumerate(unit["halves"], start=1)
        ]
        right = "|".join(half["kind"] for half in unit["halves"])
        told = tags.texts_of([*unit["replies"][right]["say"], *unit["change"]], payload)
        return "".join(halves), "".join(map(tags.paragraph, told))

    def possible(self, unit: Unit) -> Iterator[tuple[UnitPart, Container[Any] | None]]:
        """Yield the kinds of each half, and the line, which does not decide whether it counts."""
        kinds = {kind for given in unit["replies"] for kind in given.split("|")}
        for half in unit["halves"]:
            yield (half["id"], ""), kinds
        yield (unit["id"], self.part), None

    def reply(self, unit: Unit, part: str, answer: Any, beside: Beside) -> Unit | None:
        """Return the reply to what both halves were called; the line tapped gives its reason."""
        if part != self.part:
            return None
        reply = unit["replies"].get(_both(unit, beside))
        tapped = {str(n): line for n, line in enumerate(unit["differences"], start=1)}
        reason = tapped.get(str(answer), {}).get("reason")
        return reply and {**reply, "reason": reason if reply["verdict"] == FITS else None}

    def about(self, unit: Unit, answer: Any, beside: Beside) -> tuple[str, str]:
        """Return the pair, and what its halves were called."""
        return unit["id"], _both(unit, beside)

    def kind(self, unit: Unit, exercise: Exercise) -> str:
        """Return what stands in tables for two cases of two kinds."""
        return "pair"


def _both(unit: Unit, beside: Beside) -> str:
    return "|".join(str(beside(half["id"], "")) for half in unit["halves"])


def _unit(pair: Pair, bank: Bank, fragments: Fragments) -> dict[str, Any]:
    first = pair[0]
    numbers, kinds = range(1, len(first.passages) + 1), bank.kinds.scored
    return {
        **head(first.id, first.front),
        "decides": deciding(first, bank)[0].criterion,
        "halves": [
            {"id": half.id, "kind": half.front.kind, "lines": compile_lines(half, bank)}
            for half in pair
        ],
        "replies": {
            "|".join(given): fragments.reply(judge_kinds(pair, given, bank))
            for given in product(kinds, kinds)
        },
        "differences": [
            fragments.reply(judge_difference(pair, number, bank)) for number in numbers
        ],
        "change": fragments.say(say_change(pair, bank)),
    }


def judge_kinds(pair: Pair, answers: tuple[str, str], bank: Bank) -> Reply:
    """Decide what a reader called the two halves of a pair."""
    right = [half.front.kind == answer for half, answer in zip(pair, answers, strict=True)]
    path = "fits" if all(right) else "half" if any(right) else "look_again"
    first, second = (bank.words.say(f"kinds.{half.front.kind}.phrase") for half in pair)
    lead = bank.words.say(f"feedback.compare.{path}", first=first, second=second)
    fragments = [Fragment("lead", lead)]
    if answers[0] == answers[1]:
        fragments.append(Fragment("own", bank.words.say("feedback.compare.same_kind")))
    return Reply(FITS if all(right) else LOOK_AGAIN, tuple(fragments))


def judge_difference(pair: Pair, line: int, bank: Bank) -> Reply:
    """Decide whether the line that a reader tapped is one that differs and decides."""
    first, second = (half.passages[line - 1] for half in pair)
    if first in deciding(pair[0], bank):
        path, decided = "carries", FITS
    elif first.text == second.text:
        path, decided = "same", LOOK_AGAIN
    else:
        path, decided = "agrees", LOOK_AGAIN
    texts = [bank.words.say(f"feedback.compare.{path}")]
    own = pair[0].front.feedback.get(line)
    if path == "same" and own:
        texts.append(own)
    reason = None if decided == FITS else LOOK_AGAIN
    return Reply(decided, tuple(Fragment("tapped", text) for text in texts), reason)


def say_change(pair: Pair, bank: Bank) -> tuple[Fragment, ...]:
    """Say what would have to change to make the one the other, and by which criterion."""
    phrase = bank.words.say(f"kinds.{pair[1].front.kind}.phrase")
    fragments = [Fragment("change", bank.words.say("feedback.compare.change", kind=phrase))]
    for passage in deciding(pair[0], bank):
        fragments.append(Fragment("from", passage.text))
        fragments.append(Fragment("to", pair[1].passages[passage.number - 1].text))
    criterion = deciding(pair[0], bank)[0].criterion
    return (*fragments, say_meaning(criterion, pair[0].front.kind, bank))
