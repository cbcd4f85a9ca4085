"""Recalling: a sentence in the reader's own words, then one of ours beside it, with no verdict."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from typing import Any

from ...bank.checks import is_missed
from ...bank.content import exercise_names
from ...bank.model import Bank
from ...bank.problems import Problem, did_you_mean
from .. import tags
from ..feedback import Fragment
from ..fragments import Fragments
from ..model import Exercise
from ..paper import Paper, Task, Text, Told
from ..settings import Written
from .named import check_named
from .type import Beside, Payload, Sentence, Type, Unit, UnitPart

WRITTEN, POINTS = "written", "points"


class Recalling(Type):
    """Readers write a sentence to each question, and tick what of ours stands in it.

    An attempt says `written` and holds the sentence as its `words`; what was ticked is another one.
    """

    options = ("items",)
    topics = ("exercises", "recalls")
    part = "sentence"
    titled = False
    judged = False

    def check(self, written: Written, bank: Bank, alone: bool) -> list[Problem]:
        """Return what is wrong with the questions, and with the words of each."""
        problems = check_named(written)
        known = exercise_names(bank.roots)
        if alone or is_missed(bank, "recalls", written.name, known):
            problems += _check_words(written, bank)
        return problems

    def units(self, exercise: Exercise, fragments: Fragments) -> list[dict[str, Any]]:
        """Compile the questions, each with our sentence, and with what to look for."""
        return [_unit(id, exercise, fragments) for id in exercise.settings.named]

    def plain(self, unit: Unit, payload: Payload) -> tuple[str, str]:
        """Return a question, with where to write; folded, our sentence and what to look for."""
        words = payload["words"]
        ours = "".join(map(tags.paragraph, tags.texts_of(unit["say"], payload)))
        looked = tags.paragraph(words["look_for"]) + tags.points(_points(unit))
        return tags.prose(unit) + tags.paragraph(words["elsewhere"]), ours + looked

    def paper(self, unit: Unit, exercise: Exercise, payload: Payload) -> Paper:
        """Return a question with lines to write on; the key has our sentence."""
        words = payload["words"]
        told = [Told(text, words["ours"]) for text in tags.texts_of(unit["say"], payload)]
        told.append(Told("; ".join(_points(unit)), words["look_for"]))
        return Paper((Text.of(unit),), (Task(words["write"], room=4),), tuple(told))

    def possible(self, unit: Unit) -> Iterator[tuple[UnitPart, Container[Any] | None]]:
        """Yield that a sentence was written, and any points that were ticked."""
        yield (unit["id"], self.part), (WRITTEN,)
        yield (unit["id"], POINTS), None

    def reply(self, unit: Unit, part: str, answer: Any, beside: Beside) -> Unit | None:
        """Return nothing: no sentence of a reader's own is right or wrong here."""
        return None

    def title(self, exercise: Exercise, about: str) -> str:
        """Return the question itself."""
        return next((text for text, _ in self.lines(exercise, about)), about)

    def lines(self, exercise: Exercise, about: str) -> Sequence[Sentence]:
        """Return the question."""
        said = _said(exercise.id, exercise.bank)
        return [(said[about]["asks"], None)] if about in said else []


def _said(name: str, bank: Bank) -> Mapping[str, Any]:
    """Return the words of an exercise's questions, by their names."""
    said = bank.words.get("recalls", {}).get(name)
    return said if isinstance(said, Mapping) else {}


def _points(unit: Unit) -> list[str]:
    return [point["text"] for point in unit["points"]]


def _unit(id: str, exercise: Exercise, fragments: Fragments) -> dict[str, Any]:
    words = _said(exercise.id, exercise.bank)[id]
    return {
        "id": id,
        "lines": [words["asks"]],
        "say": fragments.say([Fragment("own", words["ours"])]),
        "points": [{"id": point, "text": text} for point, text in words["points"].items()],
    }


def _check_words(written: Written, bank: Bank) -> list[Problem]:
    """Check that each question has its words, and that no words are idle."""
    if "recalls" in bank.words.unread:
        return []
    name, asked, said = written.name, written.settings.named, _said(written.name, bank)
    problems = []
    for id in asked:
        entry = said.get(id)
        words = entry if isinstance(entry, Mapping) else {}
        missing = [key for key in ("asks", "ours") if not isinstance(words.get(key), str)]
        points = words.get("points")
        if not (isinstance(points, Mapping) and points) or not all(
            isinstance(text, str) for text in points.values()
        ):
            missing.append("points")
        if missing:
            where = bank.words.where("recalls", name, id)
            what = f"{name}: '{id}' has no words for {', '.join(missing)}."
            problems.append(Problem(*where, what, "Write them there."))
    return problems + [
        Problem(
            *bank.words.where("recalls", name, id),
            f"{name}: '{id}' is unknown.",
            did_you_mean(id, asked),
        )
        for id in said
        if id not in asked
    ]
