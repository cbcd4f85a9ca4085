"""Comparing: the two halves of a pair side by side, what differs and decides, the kind of each."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence
from difflib import SequenceMatcher
from itertools import product
from typing import Any

from ...bank.model import Bank
from ...bank.problems import Problem
from ...bank.vignettes import Vignette
from .. import tags
from ..case_text import compile_lines, head
from ..feedback import FITS, LOOK_AGAIN, Fragment, deciding, say_meaning
from ..fragments import Fragments, Reply
from ..hand import holders_of
from ..model import Exercise
from ..paper import Paper, Task, Text, held_by
from ..settings import Settings, Written
from .pairs import check_pairs
from .type import Beside, Payload, Type, Unit, UnitPart

Pair = tuple[Vignette, Vignette]
WORD = re.compile("[\\w\u2019'-]+|[^\\w\\s]")


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
        change = unit["change"]
        told = tags.texts_of([*unit["replies"][right]["say"], *change["say"]], payload)
        told += [
            tags.line_text(half["lines"][number - 1])
            for number in change["lines"]
            for half in unit["halves"]
        ]
        hands = [
            tags.paragraph(words[f"half_{number}"], "em") + held
            for number, half in enumerate(unit["halves"], start=1)
            if (held := tags.hand(half, payload))
        ]
        return "".join(halves), "".join([*map(tags.paragraph, told), *hands])

    def paper(self, unit: Unit, exercise: Exercise, payload: Payload) -> Paper:
        """Return both halves, with the sentence that differs to be underlined in either."""
        labels, words = tags.labels_of(payload), payload["words"]
        order, powers = list(labels), exercise.bank.words["printing"]["powers_of"]
        texts, tasks, told = [], [], []
        for half, number, asks in zip(unit["halves"], (1, 2), ("first", "second"), strict=True):
            name = words[f"half_{number}"]
            texts.append(Text.of({**unit, **half}, name))
            fits = (order.index(half["kind"]),)
            # One hand says both: the halves are of two kinds.
            counts = number == 1
            asked = Task(words[f"ask_{asks}"], tuple(labels.values()), fits=fits, hands=counts)
            tasks.append(asked)
            told += held_by(half, payload, powers.format(half=name))
        tasks.append(Task(exercise.bank.words.say("printing.underline_difference")))
        return Paper(tuple(texts), tuple(tasks), tuple(told))

    def cases_in(self, unit: Unit) -> Sequence[Unit]:
        """Return both halves."""
        halves: Sequence[Unit] = unit["halves"]
        return halves

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
            {
                "id": half.id,
                "kind": half.front.kind,
                **({"hand": held} if (held := holders_of(half, bank)) else {}),
                "lines": compile_lines(half, bank),
                "differs": words_apart(half, other),
            }
            for half, other in (pair, pair[::-1])
        ],
        "replies": {
            "|".join(given): fragments.reply(judge_kinds(pair, given, bank))
            for given in product(kinds, kinds)
        },
        "differences": [
            fragments.reply(judge_difference(pair, number, bank)) for number in numbers
        ],
        "unreasoned": {
            "say": fragments.say(judge_kinds(pair, kinds_of(pair), bank, False).fragments)
        },
        "change": {
            "lines": [passage.number for passage in deciding(first, bank)],
            "say": fragments.say([say_change(pair, bank)]),
            "more": fragments.say(
                [say_meaning(deciding(first, bank)[0].criterion, first.front.kind, bank)]
            ),
        },
    }


def kinds_of(pair: Pair) -> tuple[str, str]:
    """Return what the halves are."""
    return pair[0].front.kind, pair[1].front.kind


def judge_kinds(pair: Pair, answers: tuple[str, str], bank: Bank, carried: bool = True) -> Reply:
    """Decide what a reader called the two halves of a pair; `carried` by a line that decides."""
    right = [half.front.kind == answer for half, answer in zip(pair, answers, strict=True)]
    fits = "fits" if carried else "fits_wrong_passage"
    path = fits if all(right) else "half" if any(right) else "look_again"
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
    texts = [bank.words.say(f"feedback.compare.{path}", number=line)]
    own = pair[0].front.feedback.get(line)
    if path == "same" and own:
        texts.append(own)
    reason = None if decided == FITS else LOOK_AGAIN
    return Reply(decided, tuple(Fragment("tapped", text) for text in texts), reason)


def say_change(pair: Pair, bank: Bank) -> Fragment:
    """Say that the deciding lines would have to change to make the one the other."""
    phrase = bank.words.say(f"kinds.{pair[1].front.kind}.phrase")
    return Fragment("change", bank.words.say("feedback.compare.change", kind=phrase))


def words_apart(half: Vignette, other: Vignette) -> dict[str, list[tuple[int, int]]]:
    """Return by line where words of a half stand that are not in the other's: from, to."""
    apart: dict[str, list[tuple[int, int]]] = {}
    for here, there in zip(half.passages, other.passages, strict=True):
        if here.text == there.text:
            continue
        words = list(WORD.finditer(here.text))
        same = SequenceMatcher(
            None, [word[0] for word in words], WORD.findall(there.text), autojunk=False
        )
        apart[str(here.number)] = [
            (words[start].start(), words[end - 1].end())
            for tag, start, end, *_ in same.get_opcodes()
            if tag != "equal" and end > start
        ]
    return apart
