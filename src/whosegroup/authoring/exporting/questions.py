"""An exercise as questions with answers, whatever format they are written in.

All is taken from the payload, which has every verdict and every word: nothing is decided here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from ...exercises import tags
from ...exercises.feedback import DEFENSIBLE, FITS
from ...exercises.model import Exercise
from ...exercises.payload import aliases_of, compile_key
from ...exercises.types import TYPES, type_of

SHORT = 60  # so many letters name a question that has no title
# What XML has no way to hold.
_UNHEARD_OF = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class ExportError(ValueError):
    """An exercise that cannot be exported; the message says why, and what to do."""


@dataclass(frozen=True)
class Told:
    """A line of feedback: what it is called, if it has a name, and where its source is found."""

    text: str
    name: str = ""
    href: str = ""


@dataclass(frozen=True)
class Answer:
    """An answer, what it means, and what is told to whoever gives it: at once, and behind that."""

    id: str
    label: str
    meaning: str
    verdict: str
    told: tuple[Told, ...]
    more: tuple[Told, ...]

    @property
    def holds(self) -> bool:
        """Tell whether it counts: it fits, or can be defended."""
        return self.verdict in (FITS, DEFENSIBLE)


@dataclass(frozen=True)
class Question:
    """A case or a statement, and what can be answered.

    `name` is for whoever teaches. `document` tells that each line is a line, and no sentence of
    running text. `about` says where the case comes from; `tags` are what questions are found by.
    """

    id: str
    name: str
    kind: str
    note: str
    lines: tuple[str, ...]
    document: bool
    asks: str
    about: str
    answers: tuple[Answer, ...]
    tags: tuple[str, ...]


@dataclass(frozen=True)
class Quiz:
    """An exercise, or one form of a test, with the words about it.

    `names` is its title, and that of the form; `more` the word for what lies behind feedback.
    """

    id: str
    exercise: str
    form: str
    names: tuple[str, ...]
    about: tuple[str, ...]
    graded: bool
    says: str
    more: str
    questions: tuple[Question, ...]


def quizzes_of(exercise: Exercise) -> list[Quiz]:
    """Return an exercise as quizzes: one, or one for each form of a test, and of each of its parts.

    Of a test in parts only those are asked that a quiz can ask.

    Raises ExportError where no quiz can ask it. A graded exercise comes with its key.
    """
    words = exercise.bank.words
    asked = [part for part in exercise.parts if type_of(part.settings).quizzed]
    if exercise.settings.parts and asked:
        return [quiz for part in asked for quiz in quizzes_of(part)]
    if not type_of(exercise.settings).quizzed:
        values = {"exercise": exercise.id, "type": exercise.settings.type}
        able = ", ".join(name for name, type in TYPES.items() if type.quizzed)
        raise ExportError(words.say("exporting.not_this_type", **values, types=able))
    exercise = _asking_no_sentence(exercise)
    payload = compile_key(exercise)
    # What mixed practice draws is exported with the exercises that it draws from.
    units = {unit["id"]: unit for unit in payload["cases"] if "home" not in unit}
    if not units:
        raise ExportError(words.say("exporting.nothing_own", exercise=exercise.id))
    if exercise.settings.graded:
        units = {id: units[id] for id in aliases_of(exercise).values()}
    forms = exercise.settings.forms or {"": list(units)}
    return [
        _quiz(exercise, form, [units[id] for id in ids], payload) for form, ids in forms.items()
    ]


def _asking_no_sentence(exercise: Exercise) -> Exercise:
    """Return an exercise that asks for no sentence: a quiz elsewhere has no text to tap."""
    settings = exercise.settings.model_copy(update={"evidence": False})
    return replace(exercise, written=replace(exercise.written, settings=settings))


def _quiz(
    exercise: Exercise, form: str, units: Iterable[dict[str, Any]], payload: Mapping[str, Any]
) -> Quiz:
    words, settings = exercise.bank.words, exercise.settings
    names = [exercise.title, *([words.say("exporting.form", form=form)] if form else [])]
    questions = tuple(
        _question(exercise, unit, number, payload) for number, unit in enumerate(units, start=1)
    )
    about = [words.say("exporting.about", exercise=exercise.id, count=len(questions))]
    if settings.graded:
        about.append(words.say("exporting.key"))
    if type_of(settings).asks_confidence(settings):
        about.append(words.say("exporting.certainty"))
    return Quiz(
        id="-".join(filter(None, (*exercise.id.split("."), form))),
        exercise=exercise.id,
        form=form,
        names=tuple(map(cleaned, names)),
        about=tuple(map(cleaned, about)),
        graded=settings.graded,
        says=settings.says,
        more=cleaned(payload["words"]["more"]),
        questions=questions,
    )


def _question(
    exercise: Exercise, unit: Mapping[str, Any], number: int, payload: Mapping[str, Any]
) -> Question:
    type, words = type_of(exercise.settings), payload["words"]
    lines = tuple(cleaned(tags.line_text(line)) for line in unit["lines"])
    counted = f"{number:02}"  # so that platforms, which sort by name, keep the order
    if exercise.settings.graded:  # its page gives no title either
        name = words["case_number"].format(number=counted)
    else:
        title = unit.get("title") or _short(" ".join(lines))
        name = words["numbered"].format(number=counted, title=title)
    criteria = payload.get("names", {}).get("criteria", {})
    decides = [criteria[unit["decides"]]["name"]] if unit.get("decides") in criteria else []
    return Question(
        id=unit["id"],
        name=cleaned(name),
        kind=type.kind(unit, exercise),
        note=cleaned(unit.get("note", "")),
        lines=lines,
        document="genre" in unit,
        asks=cleaned(words["ask_answer"]),
        about=cleaned(unit.get("about") or words.get("about", "")),
        answers=tuple(
            _answer(answer, type.told(unit, answer["id"]), unit, payload)
            for answer in payload["answers"]
        ),
        tags=tuple(map(cleaned, [exercise.id, *decides])),
    )


def _answer(
    answer: Mapping[str, Any],
    reply: Mapping[str, Any],
    unit: Mapping[str, Any],
    payload: Mapping[str, Any],
) -> Answer:
    first, *rest = _told(reply["say"], unit, payload)
    held = [Told(text, name) for name, text in tags.held_in(unit, payload)]
    return Answer(
        id=answer["id"],
        label=cleaned(answer["label"]),
        meaning=cleaned(answer.get("meaning", "")),
        verdict=reply["verdict"],
        told=(first, *held, *rest),  # as a page shows it: the verdict, the powers, why
        more=tuple(_told(reply.get("more", ()), unit, payload)),
    )


def _told(
    indices: Iterable[int], unit: Mapping[str, Any], payload: Mapping[str, Any]
) -> list[Told]:
    words, fragments = payload["words"], payload["fragments"]
    return [
        Told(
            cleaned(tags.quoted(fragment, unit["lines"], payload)),
            cleaned(words.get(f"said_{fragment['role']}", "")),
            tags.named_by(fragment, payload).get("href", ""),
        )
        for fragment in (fragments[index] for index in indices)
    ]


def cleaned(text: str) -> str:
    """Return text in one line, without what no file of XML may hold."""
    return " ".join(_UNHEARD_OF.sub("", text).split())


def _short(text: str) -> str:
    return text if len(text) <= SHORT else f"{text[: SHORT - 1].rstrip()}…"
