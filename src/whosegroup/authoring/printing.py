"""Exercises on paper: a worksheet and a key of each, in one file that prints and asks for nothing.

The worksheet of a graded exercise is made from what is shipped of it, which has no key; its key is
a file of its own, so that nobody hands it out with the rest.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..bank.content import exercise_names
from ..bank.roots import Roots
from ..bank.words import Words
from ..exercises.loading import load_exercise
from ..exercises.model import Exercise
from ..exercises.paper import Paper
from ..exercises.payload import aliases_of, compile_key, compile_payload
from ..exercises.types import type_of
from .pages import Said, render

ALL = "all"
PAGES = (".html", ".htm")


class PrintError(ValueError):
    """A sheet that cannot be written; the message says why, and what to do."""


@dataclass(frozen=True)
class Printed:
    """What was written, in sentences, and what to mind about it."""

    wrote: list[str]
    mind: list[str]


@dataclass(frozen=True)
class Case:
    """One case on a sheet, under its number or its title."""

    head: str
    note: str
    paper: Paper


@dataclass(frozen=True)
class Sheet:
    """An exercise on paper, or one form of a test."""

    title: str
    prompt: str
    meanings: tuple[tuple[str, str], ...]
    cases: tuple[Case, ...]


def print_exercises(
    names: Sequence[str], out: Path, key: bool, roots: Roots, lang: str | None = None
) -> Printed:
    """Write the sheets of some exercises, or of all: into a file, or into a folder one by one.

    Raises UnknownExerciseError, ContentError, or PrintError where there is nothing to be printed.
    """
    everything = not names or ALL in names
    wanted = exercise_names(roots) if everything else list(dict.fromkeys(names))
    exercises = [load_exercise(name, roots, lang) for name in wanted]
    made = {one.id: sheets_of(one) for one in exercises}
    empty = [one for one in exercises if not made[one.id]]
    skipped = [one.bank.words.say("printing.skipped", exercise=one.id) for one in empty]
    if empty and not everything:
        raise PrintError(skipped[0])
    exercises = [one for one in exercises if made[one.id]]
    single = out.suffix.lower() in PAGES
    if single and len(exercises) > 1:
        words = exercises[0].bank.words
        raise PrintError(words.say("printing.name_folder", count=len(exercises), file=out))
    (out.parent if single else out).mkdir(parents=True, exist_ok=True)
    wrote, mind = [], skipped
    for exercise in exercises:
        path = out if single else out / f"{exercise.id}.html"
        said, apart = exercise.bank.words.say, exercise.settings.graded
        sheets = made[exercise.id]
        path.write_text(page_of(exercise, sheets, sheets if key and not apart else ()), "utf-8")
        count = sum(len(sheet.cases) for sheet in sheets)
        wrote.append(said("printing.wrote", file=path, count=count))
        if key and apart:
            path = path.with_name(f"{path.stem}-key{path.suffix}")
            keys = sheets_of(exercise, key=True)
            path.write_text(page_of(exercise, (), keys), "utf-8")
            wrote.append(said("printing.wrote", file=path, count=count))
            mind.append(said("printing.holds_key", file=path, exercise=exercise.id))
    return Printed(wrote, mind)


def sheets_of(exercise: Exercise, key: bool = False) -> list[Sheet]:
    """Return an exercise as sheets, one for each form of a test; none without cases of its own.

    Those of a graded exercise have no key, unless it is asked for.
    """
    graded, forms = exercise.settings.graded, exercise.settings.forms
    payload = compile_key(exercise) if key else compile_payload(exercise)
    units = {unit["id"]: unit for unit in payload["cases"] if "home" not in unit}
    if graded and key:  # in the order of the worksheet
        units = {id: units[id] for id in aliases_of(exercise).values()}
    if not units:
        return []
    # A pair is known by its first half.
    parts = {form: [id for id in ids if id in units] for form, ids in forms.items()}
    return [
        _sheet(exercise, payload, form, [units[id] for id in ids])
        for form, ids in (parts or {"": list(units)}).items()
    ]


def _sheet(
    exercise: Exercise, payload: Mapping[str, Any], form: str, units: Iterable[Mapping[str, Any]]
) -> Sheet:
    title, say = exercise.title, exercise.bank.words.say
    answers = payload["answers"]
    return Sheet(
        title=say("printing.form", title=title, form=form.upper()) if form else title,
        prompt=exercise.prompt,
        meanings=tuple((one["label"], one["meaning"]) for one in answers if one.get("meaning")),
        cases=tuple(
            Case(
                _head(exercise, unit, number, exercise.bank.words),
                unit.get("note", ""),
                type_of(exercise.settings).paper(unit, exercise, payload),
            )
            for number, unit in enumerate(units, start=1)
        ),
    )


def _head(exercise: Exercise, unit: Mapping[str, Any], number: int, words: Words) -> str:
    """Return what stands above a case: of a graded one its number alone, on the key as well."""
    if exercise.settings.graded:
        return words.say("types.none.case_number", number=number)
    title = unit.get("title", "")
    return words.say("printing.numbered", number=number, title=title).strip()


def page_of(exercise: Exercise, sheets: Sequence[Sheet], keys: Sequence[Sheet]) -> str:
    """Return the page with worksheets, and then keys, each on paper of its own."""
    bank = exercise.bank
    said = Said(bank.words["printing"])
    about = {"lang": bank.lang, "title": exercise.title}
    return render("sheets", said, sheets=sheets, keys=keys, **about)
