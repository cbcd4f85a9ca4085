"""Reading exercises: one short YAML file each, joined with the bank and checked against it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from ..bank.content import content_files, exercise_names, find_files, is_for_all
from ..bank.loading import FILES, read_bank, read_words
from ..bank.model import Bank
from ..bank.problems import ContentError, Problem, did_you_mean
from ..bank.roots import Roots, content_roots
from .checks import check_exercise, check_homes, check_names, has_words
from .model import Exercise
from .settings import Written
from .together import check_together
from .written import find_homes, read_written


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
        titles = {
            str(said.get("title")).casefold(): id
            for id, said in words.get("exercises", {}).items()
            if id in names and isinstance(said, dict)
        }
        remedy = did_you_mean(titles.get(name.casefold(), name), names)
        template = words.get("messages", {}).get("no_exercise", "{name}: {remedy}")
        raise UnknownExerciseError(template.format(name=name, remedy=remedy))
    written, problems = read_written(name, roots)
    if written is None:
        raise ContentError(problems)
    homes, found = find_homes(written, roots)
    problems += found
    needed = [*written.cases, *homes, *written.settings.named]
    bank, found = read_bank(roots, lang, only=needed)
    known = {**known_names(bank.roots, bank.lang), "beliefs": set(bank.beliefs or ())}
    problems += found + check_names(written, known)
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
    stems = {stem for name in names for stem in stems_of(name, roots)}
    return [path for path in content_files(roots) if path.stem in stems or is_for_all(path)]


def stems_of(name: str, roots: Roots) -> set[str]:
    """Return the names of an exercise's files: its own, its cases', its items', its sources'."""
    known = exercise_names(roots)
    written = read_written(name, roots)[0] if name in known else None
    if written is None:
        return {name}
    settings = written.settings
    others = [other for other in (*settings.draws, settings.begins) if other in known]
    sources = [source for other in others if (source := read_written(other, roots)[0])]
    cases = (case for source in (written, *sources) for case in source.cases)
    after = [settings.after] if settings.after else []
    return {name, *settings.named, *others, *after, *cases}


def read_exercises(bank: Bank) -> tuple[list[Exercise], list[Problem]]:
    """Read every exercise against a whole bank; return those that can be used, and all problems."""
    exercises, problems = [], []
    if not bank.words or not (bank.vignettes or bank.amiss):  # said once, of the language
        return [], []
    known = {folder: getattr(bank, folder) or {} for folder in (*FILES, "beliefs")}
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
