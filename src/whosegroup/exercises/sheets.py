"""An exercise as a page for paper: worksheets, and keys on paper of their own.

The worksheet of a graded exercise is made from what is shipped of it, which has no key.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from textwrap import shorten
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined, Template

from ..bank.words import Words
from .model import Exercise
from .paper import Paper
from .payload import aliases_of, compile_key, compile_payload
from .tags import joined, line_text
from .types import type_of
from .types.type import Type

SHORT = 160  # so many characters of a text without a title stand in a key


@dataclass(frozen=True)
class Case:
    """One case on a sheet, under its number or its title; a key says where it comes from.

    Where it has no title, a key has its text (`begins`), or how that begins, to find it by.
    """

    head: str
    begins: str
    note: str
    about: str
    paper: Paper


@dataclass(frozen=True)
class Section:
    """Some cases on a sheet: those of one part of a test, or all, which have no heading then.

    `rest` tells that a reader may pause before it; `meanings` are what its answers mean, where a
    reader has that in view.
    """

    cases: tuple[Case, ...]
    meanings: tuple[tuple[str, str], ...] = ()
    title: str = ""
    prompt: str = ""
    rest: bool = False


@dataclass(frozen=True)
class Sheet:
    """An exercise on paper, or one form of a test.

    `faces` are what a test in parts keeps apart, label and use, with the numbers of their cases.
    """

    title: str
    prompt: str
    form: str
    sections: tuple[Section, ...]
    faces: tuple[tuple[str, str], ...] = ()

    @property
    def cases(self) -> tuple[Case, ...]:
        """Return the cases of all sections."""
        return tuple(case for section in self.sections for case in section.cases)


def cases_on_paper(exercise: Exercise) -> dict[str, str]:
    """Return the cases that an exercise has of its own, and under which id a sheet has each.

    A pair is known there by its first half.
    """
    type, payload = type_of(exercise.settings), compile_key(exercise)
    units = [unit for unit in payload["cases"] if "home" not in unit]
    return {id: unit["id"] for unit in units for (id, _), _ in type.possible(unit)}


def sheets_of(
    exercise: Exercise, key: bool = False, only: Collection[str] = (), form: str = ""
) -> list[Sheet]:
    """Return an exercise as sheets, one for each form of a test; none without cases of its own.

    `form` is the only one that is wanted.

    Those of a graded exercise have no key, unless it is asked for. `only` are the ids on a sheet
    of the cases that are wanted, where not all are.
    """
    graded, forms = exercise.settings.graded, exercise.settings.forms
    forms = {form: forms[form]} if form else forms
    payload = compile_key(exercise) if key else compile_payload(exercise)
    aliases = aliases_of(exercise) if graded else {}
    units = {unit["id"]: unit for unit in payload["cases"] if "home" not in unit}
    if graded and key:  # in the order of the worksheet
        units = {id: units[id] for id in aliases.values()}
    if only:
        units = {id: unit for id, unit in units.items() if aliases.get(id, id) in only}
    # A pair is known by its first half.
    parts = {name: [id for id in ids if id in units] for name, ids in forms.items()}
    return [
        _sheet(exercise, payload, name, [units[id] for id in ids])
        for name, ids in (parts or {"": list(units)}).items()
        if ids
    ]


def _sheet(
    exercise: Exercise, payload: Mapping[str, Any], form: str, units: Iterable[Mapping[str, Any]]
) -> Sheet:
    title, say = exercise.title, exercise.bank.words.say
    numbered = list(enumerate(units, start=1))
    cases = [(unit, _case(exercise, payload, unit, number)) for number, unit in numbered]
    parts = payload.get("parts", ())
    sections = [
        Section(
            cases=tuple(case for unit, case in cases if unit["part"] == part["id"]),
            meanings=_meanings(part),
            title=say("types.parts.part_of", number=n, of=len(parts), title=part["title"]),
            prompt=paper.on_paper,
            rest=part.get("rest", False),
        )
        for n, (part, paper) in enumerate(zip(parts, exercise.parts, strict=False), start=1)
    ]
    return Sheet(
        title=say("printing.form", title=title, form=name_of(form)) if form else title,
        prompt=exercise.on_paper,
        form=form,
        sections=tuple(one for one in sections if one.cases)
        or (Section(tuple(case for _, case in cases), _meanings(payload)),),
        faces=_faces(type_of(exercise.settings), payload, numbered) if parts else (),
    )


def file_of(exercise: Exercise, sheet: Sheet) -> str:
    """Return what the file of one sheet is called, without its ending."""
    return f"{exercise.id}-{sheet.form}" if sheet.form else exercise.id


def name_of(form: str) -> str:
    """Return what a form is called on paper: the two of a test go by a letter."""
    return form.upper() if len(form) == 1 else form


def _case(
    exercise: Exercise, payload: Mapping[str, Any], unit: Mapping[str, Any], number: int
) -> Case:
    return Case(
        _head(exercise, unit, number, exercise.bank.words),
        "" if "title" in unit else _begins(unit, payload),
        unit.get("note", ""),
        unit.get("about") or payload["words"].get("about", ""),
        type_of(exercise.settings).paper(unit, exercise, payload),
    )


def _begins(unit: Mapping[str, Any], payload: Mapping[str, Any]) -> str:
    text = joined(map(line_text, unit.get("lines", ())), payload)
    return shorten(text, SHORT, placeholder=" …") if len(text) > SHORT else text


def _meanings(asked: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    answers = asked["answers"]
    return tuple((one["label"], one["meaning"]) for one in answers if one.get("meaning"))


def _faces(
    type: Type, payload: Mapping[str, Any], numbered: Iterable[tuple[int, Mapping[str, Any]]]
) -> tuple[tuple[str, str], ...]:
    """Return which cases tell of the label, of the use, and of who goes too far."""
    found: dict[str, list[str]] = {}
    for number, unit in numbered:
        found.setdefault(type.face(unit), []).append(str(number))
    words, faces = payload["words"], ("label", "use", "guard")
    return tuple((words[f"face_{f}"], ", ".join(found[f])) for f in faces if f in found)


def _head(exercise: Exercise, unit: Mapping[str, Any], number: int, words: Words) -> str:
    """Return what stands above a case: of a graded one its number alone, on the key as well."""
    if exercise.settings.graded:
        return words.say("types.none.case_number", number=number)
    title = unit.get("title", "")
    return words.say("printing.numbered", number=number, title=title).strip()


def page_of(exercise: Exercise, sheets: Sequence[Sheet], keys: Sequence[Sheet]) -> str:
    """Return the page with worksheets, and then keys, each on paper of its own."""
    bank = exercise.bank

    def say(key: str, **values: object) -> str:
        return bank.words.say(f"printing.{key}", **values)

    about = {"lang": bank.lang, "title": exercise.title}
    return _template().render(say=say, sheets=sheets, keys=keys, **about)


@cache
def _template() -> Template:
    environment = Environment(
        loader=PackageLoader("whosegroup.exercises"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("sheets.html.jinja")
