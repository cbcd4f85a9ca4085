"""What a type of exercise is: what its file may have, what is shipped of it, and how it is judged.

All else in the package asks a type by the names below, and never for which type it is.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, Literal, Protocol

from ...bank.model import Bank
from ...bank.problems import Problem
from .. import tags
from ..feedback import deciding
from ..fragments import Fragments
from ..model import Exercise
from ..paper import Paper, Task, Text, held_by, holding, told_of
from ..settings import Asked, Settings, Written

# One thing that is answered, as it is shipped: a case, a pair, a group to ask, a situation, a
# statement.
Unit = Mapping[str, Any]
Payload = Mapping[str, Any]
# The answer given at the same moment to a unit and a part of it, None where there was none.
Beside = Callable[[str, str], Any]
# What was given: an attempt, or what of it says which part was answered, and with what.
Given = Mapping[str, Any]
# A unit and a part of it.
UnitPart = tuple[str, str]
# A sentence, and the name of the criterion by which it decides, if it does.
Sentence = tuple[str, str | None]


class Type(Protocol):
    """One type of exercise: what readers do with each case, group, situation or statement.

    A type says what is its own; what holds for most is said here. The facts:

    - `options`: what its file may have beside `type` and `chapter`; the first is required.
    - `in_parts`: what it may have as a part of a test; None where it can be no part of one.
    - `content`: what it names under `items`, a table of the bank; None where it names nothing.
    - `topics`: the tables of words in which each exercise has an entry.
    - `part`: the part under which an answer is saved; empty where it answers the whole.
    - `titled`: whether what is answered has a title; else it is known by its own text.
    - `sorts`: whether each answer is the kind of a case, so that what is confused can be counted.
    - `places`: whether cases are placed on a line, for each power.
    - `quizzed`: whether a quiz elsewhere can ask it: each unit is one question, and `answers` are
      all that can be said to it.
    - `judged`: whether an answer can hold or not; else it is only known that there is one.
    - `counts`: what is counted of first replies beside their verdicts, by its name in a reply.

    What it is in a test in parts, beside others, it says by `face`, `counts_as` and `choices`.
    """

    options: tuple[str, ...]
    in_parts: tuple[str, ...] | None = None
    content: Literal["asks", "decisions", "beliefs"] | None = None
    topics: tuple[str, ...] = ("exercises",)
    part: str = ""
    titled: bool = True
    sorts: bool = False
    places: bool = False
    quizzed: bool = False
    judged: bool = True
    counts: tuple[str, ...] = ()

    # ------------------------------------------------------------- what its file says

    @abstractmethod
    def check(self, written: Written, bank: Bank, alone: bool) -> list[Problem]:
        """Return what is wrong in an exercise of this type, beside what holds for every type.

        Mistakes in other files are said there; `alone` tells that only this exercise is checked, so
        that they have to be said here.
        """

    def kinds(self, bank: Bank) -> tuple[str, ...]:
        """Return of which kinds its cases may be; none where it has no cases."""
        return ()

    def kinds_in(self, settings: Asked, bank: Bank) -> tuple[str, ...]:
        """Return of which kinds the cases of one exercise may be."""
        return self.kinds(bank)

    def asks_confidence(self, settings: Settings) -> bool:
        """Tell whether readers say how sure they are."""
        return "confidence" in self.options and settings.confidence

    def asks_reason(self, settings: Settings) -> bool:
        """Tell whether readers tap the sentence by which they answer."""
        return "evidence" in self.options and settings.evidence

    # ------------------------------------------------------------- what is shipped

    @abstractmethod
    def units(self, exercise: Exercise, fragments: Fragments) -> list[dict[str, Any]]:
        """Compile all that is answered, in the order in which readers meet it.

        Each has an `id` and `lines`, and what every answer is told, as numbers of `fragments`.
        """

    def answers(self, exercise: Exercise) -> list[dict[str, Any]]:
        """Return what a reader can answer, each with its `id` and `label`."""
        words = exercise.bank.words["kinds"]
        return [{"id": kind, **words[kind]} for kind in self.kinds(exercise.bank)]

    def words(self, exercise: Exercise) -> Mapping[str, Any]:
        """Return what readers are told in an exercise of this type."""
        return exercise.bank.words["types"].get(exercise.settings.type) or {}

    def parts(self, exercise: Exercise) -> list[dict[str, Any]]:
        """Compile what a reader is told and can answer in each part; empty where there is one."""
        return []

    def cases_in(self, unit: Unit) -> Sequence[Unit]:
        """Return the cases that a unit tells, each with its lines: itself, if not several."""
        return (unit,)

    def face(self, unit: Unit) -> str:
        """Return what it tells of in a test: `label`, `use` or `guard`; empty for none of them."""
        return ""

    @abstractmethod
    def plain(self, unit: Unit, payload: Payload) -> tuple[str, str]:
        """Return a unit as HTML for print and no scripts, and its answer, which is folded away."""

    def paper(self, unit: Unit, exercise: Exercise, payload: Payload) -> Paper:
        """Return a unit as it is done on paper or in class, with its key where it has one."""
        task = Task(
            payload["words"]["ask_answer"], tuple(tags.labels_of(payload).values()), hands=True
        )
        if "replies" not in unit:
            return Paper((Text.of(unit),), (task,))
        told = [self.told(unit, answer["id"]) for answer in payload["answers"]]
        fits = holding(one.get("verdict", "") for one in told)
        first = told[fits[0]]
        task = replace(task, fits=fits)
        powers = exercise.bank.words.say("printing.powers")
        said = [*held_by(unit, payload, powers), *told_of(first["say"], unit, payload)]
        return Paper((Text.of(unit),), (task,), tuple(said))

    def told(self, unit: Unit, answer: str) -> Unit:
        """Return what is told to an answer of something `quizzed`, whatever else was asked."""
        told: Unit = unit["replies"][answer]
        return told

    # ------------------------------------------------------------- what was answered

    def possible(self, unit: Unit) -> Iterator[tuple[UnitPart, Container[Any] | None]]:
        """Yield where a unit can be answered, and with what; None stands for anything."""
        yield (unit["id"], self.part), tuple(unit.get("replies", ()))

    def reply(self, unit: Unit, part: str, answer: Any, beside: Beside) -> Unit | None:
        """Return what is replied to an answer, None where it is no answer by itself.

        A reply has a `verdict`, and a `reason` where what fits is not carried by its reason.
        """
        return unit["replies"].get(str(answer)) if part == self.part else None

    def counts_as(self, unit: Unit, given: Given, kinds: Sequence[str]) -> Mapping[str, bool]:
        """Return what an attempt bears on in the picture of a test, and whether it counts there.

        The names are those of `work.measures`; nothing where it is no answer, or bears on none.
        `kinds` are the two between which cases are sorted, and the answer that leaves one open.
        """
        return {}

    def choices(self, unit: Unit, after: str | None = None) -> Sequence[str]:
        """Return what can be answered first, and after an answer; none where that ends it."""
        answers = dict(self.possible(unit))[unit["id"], self.part]
        return tuple(str(one) for one in _listed(answers)) if after is None else ()

    def onwards(self, unit: Unit) -> list[str]:
        """Return the answers after which there is more of a unit to come; none if each ends it."""
        return []

    def returns(self, unit: Unit) -> list[str]:
        """Return the answers after which a unit comes back; none if it never does."""
        return []

    def about(self, unit: Unit, answer: Any, beside: Beside) -> tuple[str, str]:
        """Return what a reply counts for, the id of the unit (or `id/turn`); and the answer."""
        return unit["id"], answer

    # ------------------------------------------------------------- what a teacher reads

    def kind(self, unit: Unit, exercise: Exercise) -> str:
        """Return the kind of what is answered, as it stands in tables; empty where it has none."""
        kind: str = unit.get("kind", "")
        return kind

    def title(self, exercise: Exercise, about: str) -> str:
        """Return what readers know something by; `about` is as `about` returns it."""
        cases = {vignette.id: vignette.front.title for vignette in exercise.vignettes}
        return cases.get(about, about)

    def question(self, exercise: Exercise, about: str) -> str | None:
        """Return what a part of it asks, where its parts count by themselves."""
        return None

    def lines(self, exercise: Exercise, about: str) -> Sequence[Sentence]:
        """Return a text sentence by sentence, with the names of what decides; empty without one."""
        case = next((vignette for vignette in exercise.vignettes if vignette.id == about), None)
        if case is None:
            return []
        settles, words = deciding(case, exercise.bank), exercise.bank.words
        return [
            (
                passage.text,
                words.say(f"criteria.{passage.criterion}.name") if passage in settles else None,
            )
            for passage in case.passages
        ]


def _listed(answers: Container[Any] | None) -> Sequence[Any]:
    return answers if isinstance(answers, Sequence) else ()
