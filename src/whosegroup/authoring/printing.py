"""Exercises on paper: a worksheet and a key of each, in files that print and ask for nothing.

The key of a graded exercise is a file of its own, so that nobody hands it out with the rest.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from ..bank.content import exercise_names
from ..bank.problems import ContentError, did_you_mean
from ..bank.roots import Roots
from ..exercises.loading import load_exercise
from ..exercises.model import Exercise
from ..exercises.sheets import cases_on_paper, page_of, sheets_of
from ..work.private_folder import make_private

ALL = "all"
PAGES = (".html", ".htm")


class PrintError(ValueError):
    """A sheet that cannot be written; the message says why, and what to do."""


@dataclass(frozen=True)
class Printed:
    """What was written, in sentences, and what to mind about it."""

    wrote: list[str]
    mind: list[str]


def print_exercises(
    names: Sequence[str],
    out: Path,
    key: bool,
    roots: Roots,
    lang: str | None = None,
    only: Sequence[str] = (),
) -> Printed:
    """Write the sheets of some exercises, or of all: into a file, or into a folder one by one.

    `only` are the cases that are wanted of one exercise. Raises UnknownExerciseError, ContentError,
    or PrintError where there is nothing to be printed.
    """
    everything = not names or ALL in names
    wanted = exercise_names(roots) if everything else list(dict.fromkeys(names))
    exercises = [load_exercise(name, roots, lang) for name in wanted]
    chosen = _chosen(exercises, only) if only else set()
    made = {one.id: sheets_of(one, only=chosen) for one in exercises}
    empty = [one for one in exercises if not made[one.id]]
    skipped = [one.bank.words.say("printing.skipped", exercise=one.id) for one in empty]
    if empty and not everything:
        raise PrintError(skipped[0])
    exercises = [one for one in exercises if made[one.id]]
    single = out.suffix.lower() in PAGES
    if single and len(exercises) > 1:
        words = exercises[0].bank.words
        raise PrintError(words.say("printing.name_folder", count=len(exercises), file=out))
    folder = out.parent if single else out
    if key:
        make_private(folder)
    else:
        folder.mkdir(parents=True, exist_ok=True)
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
            keys = sheets_of(exercise, key=True, only=chosen)
            path.write_text(page_of(exercise, (), keys), "utf-8")
            wrote.append(said("printing.wrote", file=path, count=count))
            mind.append(said("printing.holds_key", file=path, exercise=exercise.id))
    return Printed(wrote, mind)


def _chosen(exercises: Sequence[Exercise], only: Sequence[str]) -> set[str]:
    """Return under which ids the sheets of an exercise have these cases."""
    exercise, *others = exercises
    if others:
        raise PrintError(exercise.bank.words.say("printing.name_one", count=len(exercises)))
    known = cases_on_paper(exercise)
    unknown = [name for name in only if name not in known]
    if unknown:
        problem = exercise.written.problem
        raise ContentError(
            problem([], f"There is no case '{name}' in it.", did_you_mean(name, known))
            for name in unknown
        )
    return {known[name] for name in only}
