"""A test in parts: one part after the other, each an exercise of a type of its own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterator, Mapping, Sequence
from typing import Any

from ...bank.model import Bank
from ...bank.problems import Problem
from ...bank.strict import NAME
from ..fragments import Fragments
from ..model import Exercise
from ..paper import Paper
from ..settings import RETEST, Part, Settings, Written
from .begins import check_begins
from .type import Beside, Given, Payload, Sentence, Type, Unit, UnitPart


class InParts(Type):
    """Readers go through several parts. Each unit bears its `type`, and the `part` it stands in."""

    options = ("parts", "begins")

    def __init__(self, types: Mapping[str, Type]) -> None:
        self.types = types

    def _of(self, unit: Unit) -> Type:
        return self.types[unit["type"]]

    def check(self, written: Written, bank: Bank, alone: bool) -> list[Problem]:
        """Return what is wrong in the parts, and where their forms do not agree."""
        parts = written.settings.parts
        if not parts:
            what = "There are no parts."
            return [written.problem(["parts"], what, "Write at least one, with a name and a type.")]
        return [
            *check_begins(written, bank),
            *_check_names(written, bank),
            *_check_once(written),
            *(problem for n, part in enumerate(parts) for problem in _check(written, n, part)),
        ]

    def answers(self, exercise: Exercise) -> list[dict[str, Any]]:
        """Return what cases can be called, by name alone; what is answered, each part has."""
        words = exercise.bank.words["kinds"]
        return [{"id": id, "label": words[id]["label"]} for id in exercise.bank.kinds.asked]

    def units(self, exercise: Exercise, fragments: Fragments) -> list[dict[str, Any]]:
        """Compile all units of all parts."""
        return [
            {**unit, "part": name, "type": part.settings.type}
            for part, name in zip(exercise.parts, _names(exercise.settings), strict=True)
            for unit in self.types[part.settings.type].units(part, fragments)
        ]

    def parts(self, exercise: Exercise) -> list[dict[str, Any]]:
        """Compile what a reader is told and can answer in each part."""
        return [
            self._part(exercise, part, settings)
            for part, settings in zip(exercise.parts, exercise.settings.parts, strict=True)
        ]

    def _part(self, exercise: Exercise, part: Exercise, settings: Part) -> dict[str, Any]:
        type, words = self.types[settings.type], exercise.bank.words
        said = words["exercises"][exercise.id][settings.name]
        shipped = {
            "id": settings.name,
            "type": settings.type,
            "title": said["title"],
            "prompt": said["prompt"],
            "answers": type.answers(part),
            "evidence": settings.evidence if "evidence" in type.options else None,
            "confidence": settings.confidence if "confidence" in type.options else None,
            "defined": True if type.sorts and settings.defined else None,
            "rest": settings.rest or None,
            "words": dict(words["types"].get(settings.type) or {}),
        }
        return {key: value for key, value in shipped.items() if value is not None}

    def cases_in(self, unit: Unit) -> Sequence[Unit]:
        """Return the cases that a unit tells, as its own type does."""
        return self._of(unit).cases_in(unit)

    def face(self, unit: Unit) -> str:
        """Return what it tells of, as its own type does."""
        return self._of(unit).face(unit)

    def counts_as(self, unit: Unit, given: Given, kinds: Sequence[str]) -> Mapping[str, bool]:
        """Return what an attempt bears on, as its own type does."""
        return self._of(unit).counts_as(unit, given, kinds)

    def choices(self, unit: Unit, after: str | None = None) -> Sequence[str]:
        """Return what can be answered, as its own type does."""
        return self._of(unit).choices(unit, after)

    def plain(self, unit: Unit, payload: Payload) -> tuple[str, str]:
        """Return a unit as its own type does."""
        return self._of(unit).plain(unit, payload_of(unit, payload))

    def paper(self, unit: Unit, exercise: Exercise, payload: Payload) -> Paper:
        """Return a unit on paper, as its own type does."""
        part = _part_with(exercise, unit["id"]) or exercise
        return self._of(unit).paper(unit, part, payload_of(unit, payload))

    def told(self, unit: Unit, answer: str) -> Unit:
        """Return what is told to an answer, as its own type does."""
        return self._of(unit).told(unit, answer)

    def possible(self, unit: Unit) -> Iterator[tuple[UnitPart, Container[Any] | None]]:
        """Yield what can be answered, as its own type does."""
        return self._of(unit).possible(unit)

    def reply(self, unit: Unit, part: str, answer: Any, beside: Beside) -> Unit | None:
        """Return what its own type replies."""
        return self._of(unit).reply(unit, part, answer, beside)

    def onwards(self, unit: Unit) -> list[str]:
        """Return the answers after which there is more, as its own type does."""
        return self._of(unit).onwards(unit)

    def about(self, unit: Unit, answer: Any, beside: Beside) -> tuple[str, str]:
        """Return what a reply counts for, as its own type does."""
        return self._of(unit).about(unit, answer, beside)

    def title(self, exercise: Exercise, about: str) -> str:
        """Return what readers know something by, as its own type does."""
        part = _part_with(exercise, about)
        return self.types[part.settings.type].title(part, about) if part else about

    def question(self, exercise: Exercise, about: str) -> str | None:
        """Return what a turn of it asks, as its own type does."""
        part = _part_with(exercise, about)
        return self.types[part.settings.type].question(part, about) if part else None

    def lines(self, exercise: Exercise, about: str) -> Sequence[Sentence]:
        """Return a text sentence by sentence, as its own type does."""
        part = _part_with(exercise, about)
        return self.types[part.settings.type].lines(part, about) if part else []


def payload_of(unit: Unit, payload: Payload) -> Payload:
    """Return a payload as it is for one unit: of a test in parts, with what its part has."""
    parts: Sequence[Payload] = payload["parts"]
    part = next(part for part in parts if part["id"] == unit["part"])
    return {**payload, **part, "words": {**payload["words"], **part["words"]}}


def _names(settings: Settings) -> list[str]:
    return [part.name for part in settings.parts]


def _part_with(exercise: Exercise, about: str) -> Exercise | None:
    id = about.partition("/")[0]
    return next(
        (p for p in exercise.parts if id in p.settings.named or id in p.settings.cases), None
    )


def _check_names(written: Written, bank: Bank) -> list[Problem]:
    """Check that each part has a name of its own, and words."""
    names, problems = Counter(_names(written.settings)), []
    said = bank.words.get("exercises", {}).get(written.name)
    for place, part in enumerate(written.settings.parts):
        where: list[str | int] = ["parts", place, "name"]
        if not NAME.fullmatch(part.name) or part.name in ("title", "prompt"):
            remedy = "Use small letters, digits and hyphens."
            problems.append(written.problem(where, f"'{part.name}' cannot be a name.", remedy))
        elif names[part.name] > 1:
            names[part.name] = 1
            what = f"Two parts are called '{part.name}'."
            problems.append(written.problem(where, what, "Give one of them another name."))
        elif isinstance(said, Mapping):
            own = said.get(part.name)
            if not (isinstance(own, Mapping) and {"title", "prompt"} <= own.keys()):
                line = bank.words.where("exercises", written.name)
                what = f"The part '{part.name}' of '{written.name}' has no title and prompt."
                remedy = f"Add `{part.name}:` with `title` and `prompt` there."
                problems.append(Problem(*line, what, remedy))
    return problems


def _check_once(written: Written) -> Iterator[Problem]:
    """Yield each item that stands there twice; of cases that holds in all types."""
    seen: set[str] = set()
    for place, part in enumerate(written.settings.parts):
        where: list[str | int] = ["parts", place, "forms" if part.forms else "items"]
        for name in part.named:
            if name in seen:
                form = next((form for form, ids in part.forms.items() if name in ids), None)
                at = [*where, form] if form else where
                yield written.problem(at, f"'{name}' stands there twice.", "Keep one.")
            seen.add(name)


def _check(written: Written, place: int, part: Part) -> Iterator[Problem]:
    """Yield what is wrong with what one part asks."""
    where: list[str | int] = ["parts", place]
    given = written.data["parts"][place]
    if ("forms" in given) == ("items" in given):
        asks = "twice over" if "forms" in given else "nothing"
        what = f"The part '{part.name}' asks {asks}."
        yield written.problem(
            where, what, "Name its `forms`, or the `items` that all readers meet."
        )
    if place == 0 and part.rest:
        what = "Before the first part there is nothing to rest from."
        yield written.problem([*where, "rest"], what, "Take the `rest` line out.")
    if not part.forms:
        return
    forms = Counter(tuple(part.forms) for part in written.settings.parts if part.forms)
    [(usual, _)] = forms.most_common(1)
    names = list(usual)
    if tuple(part.forms) != usual:
        own, others = ", ".join(part.forms), ", ".join(names)
        what = f"The part '{part.name}' has the forms {own}, and others have {others}."
        yield written.problem([*where, "forms"], what, "Let all parts have the same.")
    elif len([name for name in names if name != RETEST]) != 2:
        what = f"A test has two forms, and beside them a `{RETEST}`, and not {', '.join(names)}."
        yield written.problem([*where, "forms"], what, "Mend them in all parts.")
    elif RETEST in names and written.settings.begins is None:
        what = "Only the test that follows another is taken once more."
        yield written.problem(
            [*where, "forms", RETEST], what, "Take it out, or name what it `begins`."
        )
    elif len({len(form) for form in part.forms.values()}) > 1:
        counts = ", ".join(f"{name}: {len(form)}" for name, form in part.forms.items())
        what = f"The forms of the part '{part.name}' are not of one length ({counts})."
        yield written.problem([*where, "forms"], what, "Let each have as many.")
