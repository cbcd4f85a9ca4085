"""Reading the file of one exercise: its settings, and the exercises from which it draws."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pydantic import field_validator
from pydantic_core import PydanticCustomError

from ..bank.content import exercise_names, find_files, shown
from ..bank.problems import Problem, did_you_mean
from ..bank.roots import Roots, content_roots
from ..bank.strict import check
from ..bank.yaml_files import read_text, read_yaml, unfilled
from .settings import Settings, Written
from .types import TYPES, type_of


class _OfKnownType(Settings):
    """Settings as a file may have them: their type is one that there is."""

    @field_validator("type", mode="before")
    @classmethod
    def _check_type(cls, name: Any) -> Any:
        if not isinstance(name, str) or name not in TYPES:
            known = ", ".join(TYPES)
            raise PydanticCustomError("literal_error", "Known are {expected}", {"expected": known})
        return name


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
    written = Written(name, path, file, settings, data)
    options = type_of(settings).options
    problems = [
        written.problem(
            [option],
            f"An exercise of type '{settings.type}' has no '{option}'.",
            f"It may have {', '.join(options)}.",
        )
        for option in data
        if option not in ("type", "chapter", *options)
    ]
    return (None if problems else written), problems


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
