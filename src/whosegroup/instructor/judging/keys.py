"""What an exercise says to every answer: which there can be, their replies, and their kinds."""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from ...bank.problems import ContentError
from ...exercises.feedback import deciding
from ...exercises.hand import power_of
from ...exercises.model import Exercise
from ...exercises.payload import compile_payload
from ...exercises.types import TYPES
from ...exercises.types.type import Type
from ...work.measures import is_same_line, passage_of, unit_of
from ..findings.model import ELSEWHERE, LOOKS
from ..handed_in.model import UNTOLD

Attempt = Mapping[str, Any]
Payload = Mapping[str, Any]
LoadTranslated = Callable[[str, str], Exercise | None]


@dataclass(frozen=True)
class Key:
    """What an exercise says to every answer; made once for all who did it.

    `foreign` tells that those who did it read other words than these, in another language.
    """

    exercise: Exercise
    payload: Payload
    digest: str
    aliases: Mapping[str, str]
    foreign: bool = False

    @cached_property
    def type(self) -> Type:
        return TYPES[self.payload["type"]]

    @cached_property
    def cases(self) -> dict[str, Mapping[str, Any]]:
        return {case["id"]: case for case in self.payload["cases"]}

    @cached_property
    def answers(self) -> dict[tuple[str, str], Container[Any] | None]:
        """Return what can be answered, by the unit and by the part of it.

        None stands for anything: what goes with an answer does not decide whether it is one.
        """
        return {
            about: given
            for case in self.cases.values()
            for about, given in self.type.possible(case)
        }

    @cached_property
    def parts(self) -> tuple[Key, ...]:
        """Return the keys of a test's parts, each an exercise of its own; else this one alone."""
        if "parts" not in self.payload:
            return (self,)
        return tuple(
            replace(self, exercise=exercise, payload=self._payload_of(exercise, part))
            for exercise, part in zip(self.exercise.parts, self.payload["parts"], strict=True)
        )

    def _payload_of(self, exercise: Exercise, part: Mapping[str, Any]) -> Payload:
        cases = [case for case in self.payload["cases"] if case["part"] == part["id"]]
        forms = {"forms": exercise.settings.forms} if exercise.settings.forms else {}
        return {**part, **forms, "cases": cases}

    @cached_property
    def units(self) -> set[str]:
        return {unit for unit, _ in self.answers}

    @cached_property
    def kinds(self) -> dict[str, str]:
        """Return the kind of each case; empty where it has none."""
        return {id: self.type.kind(case, self.exercise) for id, case in self.cases.items()}

    @cached_property
    def runs(self) -> tuple[int, ...]:
        """Return the runs of which first answers count: of a test also the retest."""
        return (1, 2) if self.payload.get("forms") else (1,)

    @cached_property
    def shows(self) -> dict[tuple[str, int], str]:
        """Return what each sentence shows, by its case and number; see `tapped`."""
        bank, found = self.exercise.bank, {}
        for case in self.exercise.vignettes:
            settles = deciding(case, bank)
            for passage in case.passages:
                power = power_of(passage, bank) if passage in settles else None
                looks = LOOKS if passage.surface else ELSEWHERE
                found[case.id, passage.number] = power or looks
        return found

    def tapped(self, attempt: Attempt) -> str:
        """Return the power that the tapped sentence shows, or how else it looks; empty for none."""
        passage = passage_of(attempt) if self.knows_reason(attempt) else None
        return self.shows.get((unit_of(attempt), passage), "") if passage else ""

    def unit(self, attempt: Attempt) -> Any:
        """Return what an attempt is about; an item is no case to be sorted."""
        unit: Any = attempt.get("vignette") if self.type.sorts else unit_of(attempt)
        return self.aliases.get(unit, unit)

    @cached_property
    def offered(self) -> list[str]:
        """Return what a case that is sorted can be called."""
        return [answer["id"] for answer in self.payload["answers"]]

    def has(self, attempt: Attempt) -> bool:
        """Tell whether an attempt is about something here."""
        return self.unit(attempt) in self.units

    def takes(self, unit: str, part: str, answer: Any) -> bool:
        """Tell whether this can be answered there."""
        if (unit, part) not in self.answers:
            return False
        possible = self.answers[unit, part]
        return possible is None or (isinstance(answer, str) and answer in possible)

    def is_earlier(self, attempt: Attempt) -> bool:
        """Tell whether an attempt was given to other sentences than are read here, or may be."""
        return self.foreign or attempt.get("payload") not in (None, self.digest)

    def knows_reason(self, attempt: Attempt) -> bool:
        """Tell whether the sentence that an attempt names is what it was to the reader."""
        case = self.cases.get(self.unit(attempt), {})
        same = is_same_line(case, attempt)
        return same if same is not None else not self.is_earlier(attempt)


def is_untold(attempt: Attempt) -> bool:
    """Tell whether this is no more than what a platform tells of a first answer."""
    return attempt.get("payload") == UNTOLD


class Keys:
    """The keys of a class's exercises, each in the language of the report and in those of works.

    `load` loads an exercise by name, and `load_in` by name and language, or returns None where it
    is not there; the others are as for `judge`.
    """

    def __init__(
        self,
        load: Callable[[str], Exercise],
        load_in: LoadTranslated | None,
        translate: Callable[[Exercise], Mapping[str, str]] | None,
        compile_for: Callable[[Exercise], Payload],
    ) -> None:
        self.load, self.load_in = load, load_in
        self.translate, self.compile_for = translate, compile_for
        self.made: dict[tuple[str, Any], Key] = {}

    def of(self, name: str) -> Key:
        """Return the key of an exercise in the language of the report."""
        if (name, None) not in self.made:
            self.made[name, None] = self._make(self.load(name))
        return self.made[name, None]

    def read_in(self, name: str, lang: Any) -> Key:
        """Return the key by which to read a work in that language, `foreign` if there is none."""
        key = self.of(name)
        if self.load_in is None or not isinstance(lang, str) or lang == key.exercise.bank.lang:
            return key
        if (name, lang) not in self.made:
            self.made[name, lang] = self._read_in(self.load_in, name, lang) or replace(
                key, foreign=True
            )
        return self.made[name, lang]

    def _read_in(self, load_in: LoadTranslated, name: str, lang: str) -> Key | None:
        try:
            exercise = load_in(name, lang)
            return self._make(exercise) if exercise else None
        except ContentError:
            return None

    def _make(self, exercise: Exercise) -> Key:
        """Return the key of an exercise; the digest is that of what was shipped to readers."""
        payload = self.compile_for(exercise)
        shipped = compile_payload(exercise) if exercise.settings.graded else payload
        aliases = self.translate(exercise) if self.translate else {}
        return Key(exercise, payload, shipped["digest"], aliases)
