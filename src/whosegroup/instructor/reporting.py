"""From what a class handed in to a report in a folder: collect, judge, find, write."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import pandas as pd

from ..bank.content import exercise_names
from ..bank.loading import languages, load_bank
from ..bank.problems import did_you_mean
from ..bank.roots import Roots, content_roots
from ..bank.words import Words, fill
from ..exercises.loading import load_exercise
from ..exercises.payload import aliases_of, compile_key
from ..exercises.written import read_written
from ..work.private_folder import make_private
from .findings.model import Findings
from .findings.statistics import find
from .handed_in.collect import collect
from .handed_in.model import Collected, FileProblem, HandedIn, clean
from .handed_in.readers import near_codes
from .handed_in.roster import Student, read_roster, students_of
from .judging.gradebooks import KNOWS_STUDENTS, gradebooks
from .judging.grades import marks_table
from .judging.judge import judge
from .report.csv_files import safe, write_csv
from .report.writing import write_report

Progress = Callable[[Iterable], Iterable]


class AskedError(ValueError):
    """An exercise was asked for that this cannot report on; the message says what to do."""


class OutError(ValueError):
    """The folder for the report cannot be used; the message says why, and what to do."""


@dataclass(frozen=True)
class Reported:
    """What was written and where, for the command to say."""

    findings: Findings
    problems: list[FileProblem]
    collected: Collected
    page: Path
    said: list[str] = field(default_factory=list)  # of the class list and the gradebooks


def report_on(
    work: Path,
    out: Path,
    roots: Roots,
    lang: str | None = None,
    *,
    graded: bool = False,
    now: datetime,
    progress: Progress | None = None,
    only: Collection[str] = (),
    roster: Path | None = None,
) -> Reported:
    """Report on all work at exercises that are graded, or on all at those that are not.

    Writes `report.html`, its tables and figures into `out`, and `marks.csv` if `graded`; with a
    class list (`roster`) also the marks as gradebooks import them. `only` names the exercises, if
    not all are wanted. Raises CollectError, OutError, AskedError, RosterError, or ContentError with
    the bank's problems.
    """
    if work.is_dir() and out.resolve() == work.resolve():
        raise OutError(f"{out} is the folder of the work. Name another folder for the report.")
    bank = load_bank(roots, lang, only=())
    _check_asked(only, roots, graded, bank.words)
    students = read_roster(roster, bank.words) if roster else []
    collected = collect(
        work, bank.words, now=now, leave_out=[out], progress=progress, course=bank.course.course
    )
    asked = [work for work in collected.works if not only or work.exercise in only]
    works, others = _parted(asked, roots, graded)
    said = bank.words["reporting"]["not_graded" if graded else "graded"]
    # A record holds the whole course: where something of it is wanted, the rest is no problem.
    used = {file for work in works for file in work.files}
    unused = {file: other.exercise for other in others for file in other.files if file not in used}
    problems = [
        FileProblem(file, "no", fill(said["what"], exercise=exercise), said["remedy"])
        for file, exercise in unused.items()
    ]
    spoken = languages(roots)
    judged = judge(
        works,
        lambda name: load_exercise(name, roots, lang),
        exercise_names(roots),
        bank.words,
        translate=aliases_of,
        compile_for=compile_key,
        load_in=lambda name, own: load_exercise(name, roots, own) if own in spoken else None,
    )
    near = near_codes(works, bank.words)
    problems = sorted({*collected.problems, *problems, *judged.problems, *near})
    handed = {(work.reader, work.exercise): work.files for work in works}
    # A test in parts was handed in as a whole.
    handed_in = handed | {
        (reader, name): handed[reader, name.partition(".")[0]]
        for name in judged.exercises
        for reader in {work.reader for work in works}
        if (reader, name.partition(".")[0]) in handed
    }
    known = students_of(works, students)
    names = {reader: student.name for reader, student in known.items()}
    silent = {student.code: student.name for student in _silent(students, known)}
    findings = find(
        judged.answers,
        judged.placements,
        judged.exercises,
        handed_in,
        {**silent, **names},
        judged.written,
    )
    make_private(out)
    page = write_report(
        findings,
        problems,
        out,
        bank=bank,
        files=collected.files,
        made=now,
        simulated=any(work.work.get("simulated") is True for work in works),
    )
    said = _said_of_roster(works, students, known, bank.words) if roster else []
    if graded:
        marks = marks_table(judged.answers, judged.exercises, works, names)
        write_csv(marks, out / "marks.csv")
        books = gradebooks(judged.answers, judged.exercises, works, known)
        for file, table in books.items():
            write_csv(table, out / file)
            said += _said_of_ids(file, table, bank.words)
        files = ", ".join(books) or None
        # Who is listed twice, or not at all, has been named above: that is another matter.
        if files or not any(one.cells.keys() & KNOWS_STUDENTS for one in known.values()):
            how = "made" if files else "none"
            said += [bank.words.say(f"reporting.gradebooks.{how}", files=files)]
    return Reported(findings, problems, collected, page, said)


def _check_asked(only: Collection[str], roots: Roots, graded: bool, words: Words) -> None:
    """Raise AskedError for an exercise that is not there, or that is left to the other command."""
    names = exercise_names(roots)
    for name in only:
        if name not in names:
            nearest = did_you_mean(name, names)
            raise AskedError(words.say("reporting.asked", exercise=clean(name), nearest=nearest))
        written, _ = read_written(name, roots)
        if written and written.settings.graded != graded:
            said = words["reporting"]["not_graded" if graded else "graded"]
            raise AskedError(f"{fill(said['what'], exercise=name)} {said['remedy']}")


def _silent(students: Iterable[Student], known: Mapping[str, Student]) -> list[Student]:
    """Return the students of the class list of whom nothing was handed in."""
    codes = {student.code for student in known.values()}
    return [student for student in students if student.code not in codes]


def _said_of_roster(
    works: Iterable[HandedIn],
    students: Iterable[Student],
    known: Mapping[str, Student],
    words: Words,
) -> list[str]:
    """Return what the instructor should know of the class list, beside whose work is whose."""
    times = Counter(student.code for student in known.values())
    found = {
        "unknown": sorted({work.reader for work in works} - known.keys()),
        "silent": sorted(student.code for student in _silent(students, known)),
        "several": sorted(code for code, count in times.items() if count > 1),
    }
    return [
        words.say(f"reporting.roster.{name}", readers=", ".join(some), count=len(some))
        for name, some in found.items()
        if some
    ]


def _said_of_ids(file: str, table: pd.DataFrame, words: Words) -> list[str]:
    """Return what to mend in a gradebook's file, in which nothing may look like a formula."""
    rows = [
        words.say("reporting.gradebooks.row", row=number, cell=cell)
        for number, row in enumerate(table.itertuples(index=False, name=None), start=2)
        for cell in row[1:]  # the first is the name
        if isinstance(cell, str) and safe(cell) != cell
    ]
    said = words.say("reporting.gradebooks.apostrophe", file=file, rows=", ".join(rows))
    return [said] if rows else []


def _parted(
    works: Iterable[HandedIn], roots: Roots, graded: bool
) -> tuple[list[HandedIn], list[HandedIn]]:
    """Part works at graded exercises from the others; of those of unknown ones the judge tells."""
    is_graded = {}
    for name in exercise_names(roots):
        written, _ = read_written(name, roots)
        is_graded[name] = bool(written and written.settings.graded)
    wanted: list[HandedIn] = []
    others: list[HandedIn] = []
    for work in works:
        (wanted if is_graded.get(work.exercise, graded) == graded else others).append(work)
    return wanted, others


def find_in(works: Iterable[Mapping[str, Any]], roots: Roots | None = None) -> Findings:
    """Return what works say that were never handed in, such as those of a simulated class."""
    roots = content_roots(roots)
    judged = judge(
        [HandedIn(work["reader"], work["reader"], work["exercise"], (), work) for work in works],
        lambda name: load_exercise(name, roots),
        exercise_names(roots),
        load_bank(roots, only=()).words,
    )
    return find(judged.answers, judged.placements, judged.exercises, written=judged.written)
