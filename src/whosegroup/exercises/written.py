"""Reading the file of one exercise: its settings, and the exercises from which it draws."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from pydantic import field_validator, model_validator
from pydantic_core import PydanticCustomError

from ..bank.content import exercise_names, find_files, shown
from ..bank.problems import Problem, did_you_mean
from ..bank.roots import Roots, content_roots
from ..bank.strict import check
from ..bank.yaml_files import read_text, read_yaml, unfilled
from .settings import IN_PARTS, Part, Settings, Written
from .types import TYPES, type_of


class _PartOfKnownType(Part):
    """A part as a file may have it: its type is one that parts can have."""

    @field_validator("type", mode="before")
    @classmethod
    def _check_type(cls, name: Any) -> Any:
        return _one_of([known for known, type in TYPES.items() if type.in_parts], name)


class _OfKnownType(Settings):
    """Settings as a file may have them: their type is one that there is."""

    parts: list[_PartOfKnownType] = []  # type: ignore[assignment]

    @model_validator(mode="before")
    @classmethod
    def _in_parts(cls, data: Any) -> Any:
        in_parts = "parts" in data and "type" not in data
        return {"type": IN_PARTS, **data} if in_parts else data

    @field_validator("type", mode="before")
    @classmethod
    def _check_type(cls, name: Any) -> Any:
        return _one_of(TYPES, name)


def _one_of(known: Iterable[str], name: Any) -> str:
    known = list(known)
    if name not in known:
        expected = {"expected": ", ".join(known)}
        raise PydanticCustomError("literal_error", "Known are {expected}", expected)
    return str(name)


def read_written(name: str, roots: Path | Roots) -> tuple[Written | None, list[Problem]]:
    """Read one exercise file."""
    roots = content_roots(roots)
    path, *others = find_files(roots, "exercises", f"{name}.yml")
    file = shown(path, roots)
    problems = [
        Problem(shown(other, roots), 1, f"There is a '{name}' already, in {file}.", "Rename it.")
        for other in others
    ]
    text, found = read_text(path, file)
    data, more = read_yaml(text, file)
    problems += found + (unfilled(text, file) or more)
    if problems:
        return None, problems
    settings, problems = check(_OfKnownType, data, file)
    if settings is None:
        return None, problems
    written = Written(name, path, file, _whole(settings), data)
    options = type_of(settings).options
    problems = [
        written.problem(
            [option],
            f"An exercise of type '{settings.type}' has no '{option}'.",
            f"It may have {', '.join(options)}.",
        )
        for option in data
        if option not in ("type", "chapter", "after", *options)
    ]
    for place, part in enumerate(settings.parts):
        options = TYPES[part.type].in_parts or ()
        problems += [
            written.problem(
                ["parts", place, option],
                f"A part of type '{part.type}' has no '{option}'.",
                f"It may have {', '.join(options)}.",
            )
            for option in data["parts"][place]
            if option not in ("name", "type", "rest", *options)
        ]
    return (None if problems else written), problems


def form_length(name: str, roots: Roots) -> int:
    """Return how many cases a reader of a test meets, in one form of it; 0 for all else."""
    known = name in exercise_names(roots)
    written = read_written(name, roots)[0] if known else None
    return len(next(iter(written.settings.forms.values()), ())) if written else 0


def _whole(settings: Settings) -> Settings:
    """Return settings in which the whole of a test in parts has the forms of its parts."""
    if not settings.parts:
        return settings
    parts = [_with_items(part) for part in settings.parts]
    names = dict.fromkeys(form for part in parts for form in part.forms)
    forms = {form: [id for part in parts for id in part.of_form(form)] for form in names}
    return settings.model_copy(update={"parts": parts, "forms": forms, "feedback": "end"})


def _with_items(part: Part) -> Part:
    """Return a part with all its items in one list, if what it names are no cases."""
    if TYPES[part.type].content is None or not part.forms:
        return part
    return part.model_copy(update={"items": [id for form in part.forms.values() for id in form]})


def _is_practised(settings: Settings) -> bool:
    """Tell whether cases are sorted one by one, each with its answer, so that they can be drawn."""
    return type_of(settings).sorts and settings.says == "each" and not settings.draws


def find_homes(written: Written, roots: Roots) -> tuple[dict[str, str], list[Problem]]:
    """Return the cases that mixed practice draws, and the exercise that each is drawn from."""
    homes: dict[str, str] = {}
    problems = []
    known = exercise_names(roots) if written.settings.draws else []
    for index, other in enumerate(written.settings.draws):
        where: list[str | int] = ["draws", index]
        if other not in known or other == written.name:
            what = f"There is no other exercise '{other}'."
            remedy = did_you_mean(other, [n for n in known if n != written.name])
            problems.append(written.problem(where, what, remedy))
            continue
        theirs, found = read_written(other, roots)
        problems += found
        settings = theirs.settings if theirs else None
        if settings and not _is_practised(settings):
            what = f"'{other}' is not an exercise in which cases are sorted one by one."
            problems.append(written.problem(where, what, "Draw from others."))
        elif settings:
            known_here = {*written.settings.vignettes, *homes}
            homes |= {id: other for id in settings.vignettes if id not in known_here}
    return homes, problems
