"""What an exercise says to every answer: which there can be, their replies, and their kinds."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from ..bank import SCORED
from ..exercises import Exercise
from ..items import ASK_ANSWERS
from ..measures import unit_of
from ..payload import compile_payload

# The kind of what is neither a self-help group nor a support group.
KINDS = {"place": "in-between", "compare": "pair"}

Attempt = Mapping[str, Any]
Payload = Mapping[str, Any]


@dataclass(frozen=True)
class Key:
    """What an exercise says to every answer; made once for all who did it."""

    exercise: Exercise
    payload: Payload
    digest: str
    aliases: Mapping[str, str]

    @cached_property
    def type(self) -> str:
        return self.payload["type"]

    @cached_property
    def cases(self) -> dict[str, Mapping[str, Any]]:
        return {case["id"]: case for case in self.payload["cases"]}

    @cached_property
    def answers(self) -> dict[tuple[str, str], Container[Any] | None]:
        """Return what can be answered to each case or item, by it and by the part of it.

        None stands for anything: what goes with an answer does not decide whether it is one.
        """
        return {about: given for case in self.cases.values() for about, given in self._of(case)}

    def _of(
        self, case: Mapping[str, Any]
    ) -> Iterator[tuple[tuple[str, str], Container[Any] | None]]:
        id = case["id"]
        match self.type:
            case "compare":
                yield from (((half["id"], ""), SCORED) for half in case["halves"])
                yield (id, "difference"), None
            case "place":
                yield from (((id, part["id"]), tuple(part["replies"])) for part in case["parts"])
            case "ask":
                yield (id, "question"), None
                yield (id, ""), ASK_ANSWERS
            case "decide":
                turns = case["turns"].items()
                options = (f"{turn}/{o['id']}" for turn, it in turns for o in it["options"])
                yield (id, "option"), tuple(options)
            case "match":
                yield (id, "bin"), tuple(case["replies"])
            case _:
                yield (id, ""), tuple(case.get("replies", ()))

    @cached_property
    def units(self) -> set[str]:
        return {unit for unit, _ in self.answers}

    @cached_property
    def kinds(self) -> dict[str, str]:
        """Return the kind of each case; empty where it has none."""
        kinds = {ask.id: ask.front.kind for ask in self.exercise.asks} if self.type == "ask" else {}
        plain = {
            id: KINDS.get(self.type) or case.get("kind", "") for id, case in self.cases.items()
        }
        return plain | kinds

    @cached_property
    def runs(self) -> tuple[int, ...]:
        """Return the runs of which first answers count: of a test also the retest."""
        return (1, 2) if self.payload.get("forms") else (1,)

    def unit(self, attempt: Attempt) -> Any:
        """Return what an attempt is about; an item is no case to be sorted."""
        unit = attempt.get("vignette") if self.type == "sort" else unit_of(attempt)
        return self.aliases.get(unit, unit)

    def takes(self, unit: str, part: str, answer: Any) -> bool:
        """Tell whether this can be answered there."""
        if (unit, part) not in self.answers:
            return False
        possible = self.answers[unit, part]
        return possible is None or (isinstance(answer, str) and answer in possible)

    def is_earlier(self, attempt: Attempt) -> bool:
        """Tell whether an attempt was given to what was shipped before."""
        return attempt.get("payload") not in (None, self.digest)


def make_key(
    exercise: Exercise,
    translate: Callable[[Exercise], Mapping[str, str]] | None,
    compile_for: Callable[[Exercise], Payload],
) -> Key:
    """Return the key of an exercise; the digest is that of what was shipped to readers."""
    payload = compile_for(exercise)
    shipped = compile_payload(exercise) if exercise.settings.graded else payload
    return Key(exercise, payload, shipped["digest"], translate(exercise) if translate else {})
