"""An exercise as a page for paper: worksheets, and keys on paper of their own.

The worksheet of a graded exercise is made from what is shipped of it, which has no key.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined, Template

from ..bank.words import Words
from .model import Exercise
from .paper import Paper
from .payload import aliases_of, compile_key, compile_payload
from .types import type_of


@dataclass(frozen=True)
class Case:
    """One case on a sheet, under its number or its title; a key says where it comes from."""

    head: str
    note: str
    about: str
    paper: Paper


@dataclass(frozen=True)
class Sheet:
    """An exercise on paper, or one form of a test."""

    title: str
    prompt: str
    meanings: tuple[tuple[str, str], ...]
    cases: tuple[Case, ...]


def cases_on_paper(exercise: Exercise) -> dict[str, str]:
    """Return the cases that an exercise has of its own, and under which id a sheet has each.

    A pair is known there by its first half.
    """
    type, payload = type_of(exercise.settings), compile_key(exercise)
    units = [unit for unit in payload["cases"] if "home" not in unit]
    return {id: unit["id"] for unit in units for (id, _), _ in type.possible(unit)}


def sheets_of(exercise: Exercise, key: bool = False, only: Collection[str] = ()) -> list[Sheet]:
    """Return an exercise as sheets, one for each form of a test; none without cases of its own.

    Those of a graded exercise have no key, unless it is asked for. `only` are the ids on a sheet
    of the cases that are wanted, where not all are.
    """
    graded, forms = exercise.settings.graded, exercise.settings.forms
    payload = compile_key(exercise) if key else compile_payload(exercise)
    aliases = aliases_of(exercise) if graded else {}
    units = {unit["id"]: unit for unit in payload["cases"] if "home" not in unit}
    if graded and key:  # in the order of the worksheet
        units = {id: units[id] for id in aliases.values()}
    if only:
        units = {id: unit for id, unit in units.items() if aliases.get(id, id) in only}
    # A pair is known by its first half.
    parts = {form: [id for id in ids if id in units] for form, ids in forms.items()}
    return [
        _sheet(exercise, payload, form, [units[id] for id in ids])
        for form, ids in (parts or {"": list(units)}).items()
        if ids
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
                unit.get("about") or payload["words"].get("about", ""),
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
