"""Reading exercises: one short YAML file each, joined with the bank and checked against it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from pydantic import field_validator
from pydantic_core import PydanticCustomError

from ..bank.content import content_files, exercise_names, find_files, is_for_all, shown
from ..bank.loading import FILES, read_bank, read_words
from ..bank.model import Bank
from ..bank.models import check
from ..bank.problems import ContentError, Problem, did_you_mean
from ..bank.roots import Roots, content_roots
from ..bank.yaml_files import read_text, read_yaml, unfilled
from .checks import check_exercise, check_homes, check_names, has_words
from .model import Exercise
from .settings import Settings, Written
from .together import check_together
from .types import TYPES, type_of


class UnknownExerciseError(LookupError):
    """There is no exercise of this name; the message names the nearest one."""

    def _render_traceback_(self) -> list[str]:
        return [str(self)]


def load_exercise(name: str, root: Path | Roots | None = None, lang: str | None = None) -> Exercise:
    """Load one exercise and only the cases that it needs.

    Raises UnknownExerciseError for a name that is not there, and ContentError with every problem in
    its files.
    """
    roots = content_roots(root)
    names = exercise_names(roots)
    if name not in names:
        words, _ = read_words(roots, lang or "en")
        remedy = did_you_mean(name, names)
        template = words.get("messages", {}).get("no_exercise", "{name}: {remedy}")
        raise UnknownExerciseError(template.format(name=name, remedy=remedy))
    written, problems = read_written(name, roots)
    if written is None:
        raise ContentError(problems)
    homes, found = find_homes(written, roots)
    problems += found
    needed = [*written.cases, *homes, *written.settings.named]
    bank, found = read_bank(roots, lang, only=needed)
    problems += found + check_names(written, known_names(bank.roots, bank.lang))
    if problems:
        raise ContentError(problems)
    problems = check_homes(written, homes, bank) + check_exercise(written, bank, alone=True)
    if problems:
        raise ContentError(problems)
    return _joined(written, bank, homes)


def known_names(roots: Roots, lang: str) -> dict[str, set[str]]:
    """Return the names of all cases and items of a language that have a file."""
    return {
        folder: {path.stem for path in find_files(roots, f"data/{folder}/{lang}", f"*{ending}")}
        for folder, (ending, _) in FILES.items()
    }


def exercise_files(names: Iterable[str], roots: Roots) -> list[Path]:
    """Return the content files that exercises are made from; some may be of a like name only."""
    stems = {stem for name in names for stem in _stems(name, roots)}
    return [path for path in content_files(roots) if path.stem in stems or is_for_all(path)]


def _stems(name: str, roots: Roots) -> set[str]:
    """Return the names of an exercise's files: its own, its cases', its items', its sources'."""
    known = exercise_names(roots)
    written = read_written(name, roots)[0] if name in known else None
    if written is None:
        return {name}
    settings = written.settings
    others = [other for other in (*settings.draws, settings.begins) if other in known]
    sources = [source for other in others if (source := read_written(other, roots)[0])]
    cases = (case for source in (written, *sources) for case in source.cases)
    return {name, *settings.named, *others, *cases}


def read_exercises(bank: Bank) -> tuple[list[Exercise], list[Problem]]:
    """Read every exercise against a whole bank; return those that can be used, and all problems."""
    exercises, problems = [], []
    if not bank.words or not (bank.vignettes or bank.amiss):  # said once, of the language
        return [], []
    known = {folder: getattr(bank, folder) for folder in FILES}
    for name in dict.fromkeys(exercise_names(bank.roots)):
        written, found = read_written(name, bank.roots)
        if written is not None:
            homes, more = find_homes(written, bank.roots)
            found += more + check_names(written, known, bank.amiss) + check_exercise(written, bank)
            if not found and _is_whole(written, bank, homes):
                exercises.append(_joined(written, bank, homes))
        problems += found
    return exercises, problems + check_together(exercises, bank)


def _is_whole(written: Written, bank: Bank, homes: Mapping[str, str]) -> bool:
    """Tell whether all that an exercise needs can be used; what cannot is said where it stands."""
    cases = [*written.cases, *homes]
    return (
        all(id in bank.vignettes for id in cases)
        and bank.amiss.isdisjoint(written.settings.named)
        and not check_homes(written, homes, bank)
        and has_words(written.name, bank)
    )


def _joined(written: Written, bank: Bank, homes: Mapping[str, str]) -> Exercise:
    cases = tuple(bank.vignettes[id] for id in (*written.cases, *homes))
    return Exercise(written, cases, bank, homes)


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


class _OfKnownType(Settings):
    """Settings as a file may have them: their type is one that there is."""

    @field_validator("type", mode="before")
    @classmethod
    def _check_type(cls, name: Any) -> Any:
        if not isinstance(name, str) or name not in TYPES:
            known = ", ".join(TYPES)
            raise PydanticCustomError("literal_error", "Known are {expected}", {"expected": known})
        return name


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
            homes |= {id: other for id in settings.vignettes if id not in homes}
    return homes, problems
