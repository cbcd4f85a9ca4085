"""Exercises on paper: a worksheet and a key of each, in files that print and ask for nothing.

The key of a test is a file of its own, so that nobody hands it out with the rest.
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
from ..exercises.sheets import Sheet, cases_on_paper, file_of, page_of, sheets_of
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
    form: str = "",
) -> Printed:
    """Write the sheets of some exercises, or of all: into a file, or into a folder one by one.

    In a folder each form of a test is a file of its own. `only` are the cases that are wanted of
    one exercise, and `form` the form of a test. Raises UnknownExerciseError, ContentError,
    or PrintError where there is nothing to be printed.
    """
    everything = not names or ALL in names
    wanted = exercise_names(roots) if everything else list(dict.fromkeys(names))
    exercises = [load_exercise(name, roots, lang) for name in wanted]
    chosen = _chosen(exercises, only) if only else set()
    if form:
        _check_form(exercises, form)
    made = {one.id: sheets_of(one, only=chosen, form=form) for one in exercises}
    empty = [one for one in exercises if not made[one.id]]
    skipped = [one.bank.words.say("printing.skipped", exercise=one.id) for one in empty]
    if empty and not everything:
        raise PrintError(skipped[0])
    exercises = [one for one in exercises if made[one.id]]
    single = out.suffix.lower() in PAGES
    if exercises and out.suffix and not single and not out.is_dir():
        raise PrintError(exercises[0].bank.words.say("printing.not_a_page", file=out))
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
        said, graded = exercise.bank.words.say, exercise.settings.graded
        apart = exercise.settings.says != "each"
        keys = sheets_of(exercise, True, chosen, form) if graded and key else made[exercise.id]
        for path, places in _files(out, exercise, made[exercise.id], single):
            sheets = [made[exercise.id][place] for place in places]
            path.write_text(page_of(exercise, sheets, sheets if key and not apart else ()), "utf-8")
            count = sum(len(sheet.cases) for sheet in sheets)
            wrote.append(said("printing.wrote", file=path, count=count))
            if key and apart:
                path = path.with_name(f"{path.stem}-key{path.suffix}")
                path.write_text(page_of(exercise, (), [keys[place] for place in places]), "utf-8")
                wrote.append(said("printing.wrote", file=path, count=count))
                if graded:
                    mind.append(said("printing.holds_key", file=path, exercise=exercise.id))
    return Printed(wrote, mind)


def _files(
    out: Path, exercise: Exercise, sheets: Sequence[Sheet], single: bool
) -> list[tuple[Path, Sequence[int]]]:
    """Return the files of worksheets, and which sheets each of them holds."""
    places = range(len(sheets))
    if single:
        return [(out, places)]
    return [(out / f"{file_of(exercise, sheets[place])}.html", [place]) for place in places]


def _check_form(exercises: Sequence[Exercise], form: str) -> None:
    """Hold that one exercise is named, and that it has such a form."""
    exercise, *others = exercises
    say, forms = exercise.bank.words.say, exercise.settings.forms
    if others:
        raise PrintError(say("printing.name_one", count=len(exercises), option="--form"))
    if form not in forms:
        remedy = did_you_mean(form, forms)
        raise PrintError(say("printing.no_form", exercise=exercise.id, form=form, remedy=remedy))


def _chosen(exercises: Sequence[Exercise], only: Sequence[str]) -> set[str]:
    """Return under which ids the sheets of an exercise have these cases."""
    exercise, *others = exercises
    if others:
        count = len(exercises)
        raise PrintError(exercise.bank.words.say("printing.name_one", count=count, option="--only"))
    known = cases_on_paper(exercise)
    unknown = [name for name in only if name not in known]
    if unknown:
        problem = exercise.written.problem
        raise ContentError(
            problem([], f"There is no case '{name}' in it.", did_you_mean(name, known))
            for name in unknown
        )
    return {known[name] for name in only}
