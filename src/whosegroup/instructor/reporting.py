"""From what a class handed in to a report in a folder: collect, judge, find, write."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from ..bank.content import exercise_names
from ..bank.loading import languages, load_bank
from ..bank.roots import Roots, content_roots
from ..bank.words import fill
from ..exercises.loading import load_exercise
from ..exercises.payload import aliases_of, compile_key
from ..exercises.written import read_written
from .findings.model import Findings
from .findings.statistics import find
from .handed_in.collect import collect
from .handed_in.model import Collected, FileProblem, HandedIn
from .handed_in.readers import near_codes
from .judging.judge import judge
from .judging.marks import marks_table
from .report.csv_files import write_csv
from .report.writing import write_report

Progress = Callable[[Iterable], Iterable]


class OutError(ValueError):
    """The folder for the report cannot be used; the message says why, and what to do."""


@dataclass(frozen=True)
class Reported:
    """What was written and where, for the command to say."""

    findings: Findings
    problems: list[FileProblem]
    collected: Collected
    page: Path


def report_on(
    work: Path,
    out: Path,
    roots: Roots,
    lang: str | None = None,
    *,
    graded: bool = False,
    now: datetime,
    progress: Progress | None = None,
) -> Reported:
    """Report on all work at exercises that are graded, or on all at those that are not.

    Writes `report.html`, `items.csv`, `readers.csv`, `problems.csv` and figures into `out`, and
    `marks.csv` if `graded`. Raises CollectError, OutError, or ContentError with the bank's
    problems.
    """
    if work.is_dir() and out.resolve() == work.resolve():
        raise OutError(f"{out} is the folder of the work. Name another folder for the report.")
    bank = load_bank(roots, lang, only=())
    collected = collect(
        work, bank.words, now=now, leave_out=[out], progress=progress, course=bank.course.course
    )
    works, others = _parted(collected.works, roots, graded)
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
    handed_in = {(work.reader, work.exercise): work.files for work in works}
    findings = find(judged.answers, judged.placements, judged.exercises, handed_in)
    out.mkdir(parents=True, exist_ok=True)
    page = write_report(
        findings,
        problems,
        out,
        bank=bank,
        files=collected.files,
        made=now,
        simulated=any(work.work.get("simulated") is True for work in works),
    )
    if graded:
        write_csv(marks_table(judged.answers, judged.exercises, works), out / "marks.csv")
    return Reported(findings, problems, collected, page)


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
    return find(judged.answers, judged.placements, judged.exercises)
