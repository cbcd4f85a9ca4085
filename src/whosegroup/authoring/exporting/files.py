"""From the names of exercises to files that a platform takes in: all of them, or none."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from ...bank.roots import Roots
from ...bank.words import Words
from ...exercises.loading import load_exercise
from ...work.private_folder import make_private
from ..listing import as_csv
from .moodle import as_moodle
from .questions import ExportError, Quiz, quizzes_of
from .table import rows_of


@dataclass(frozen=True)
class Exported:
    """What was written, in sentences, and what to mind about it."""

    wrote: list[str]
    mind: list[str]


@dataclass(frozen=True)
class _File:
    name: str
    quizzes: Sequence[Quiz]
    content: bytes
    remarks: Sequence[str] = ()


def export(
    names: Iterable[str], to: str, out: Path, roots: Roots, lang: str | None = None
) -> Exported:
    """Write exercises into a folder in one of FORMATS.

    Raises UnknownExerciseError, ContentError, or ExportError: for a type that no quiz can ask, and
    where a file is in the way.
    """
    exercises = [load_exercise(name, roots, lang) for name in dict.fromkeys(names)]
    words = exercises[0].bank.words
    quizzes = [quiz for exercise in exercises for quiz in quizzes_of(exercise)]
    files = FORMATS[to](quizzes, words)
    for file in files:
        if (out / file.name).exists():
            raise ExportError(words.say("exporting.in_the_way", file=out / file.name))
    from ...instructor.report.csv_files import replace_with  # brings pandas with it

    make_private(out)
    wrote, mind = [], []
    for file in files:
        path = out / file.name
        replace_with(path, file.content)
        count = sum(len(quiz.questions) for quiz in file.quizzes)
        wrote.append(words.say("exporting.wrote", file=path, count=count))
        graded = dict.fromkeys(quiz.exercise for quiz in file.quizzes if quiz.graded)
        if graded:
            values = {"file": path, "exercises": ", ".join(graded)}
            mind.append(words.say("exporting.holds_key", **values))
        mind += file.remarks
    return Exported(wrote, mind)


def _moodle(quizzes: Sequence[Quiz], _: Words) -> list[_File]:
    return [_File("moodle.xml", quizzes, as_moodle(quizzes))]


def _qti(quizzes: Sequence[Quiz], words: Words) -> list[_File]:
    """Return a file for each quiz: QTI has one in a file."""
    from .qti import QtiError, as_qti, worth_nothing  # an extra

    files = []
    for quiz in quizzes:
        count = worth_nothing(quiz)
        said = words.say("exporting.one_right", exercise=quiz.exercise, count=count)
        try:
            content = as_qti(quiz)
        except QtiError as why:
            refused = words.say("exporting.refused", exercise=quiz.exercise, why=why)
            raise ExportError(refused) from None
        files.append(_File(f"{quiz.id}.zip", [quiz], content, [said] if count else []))
    return files


def _csv(quizzes: Sequence[Quiz], _: Words) -> list[_File]:
    text = as_csv(rows_of(quizzes))
    # With the mark without which a Japanese Excel takes it for Shift-JIS.
    return [_File("cases.csv", quizzes, text.encode("utf-8-sig"))]


FORMATS: dict[str, Callable[[Sequence[Quiz], Words], list[_File]]] = {
    "moodle": _moodle,
    "qti": _qti,
    "csv": _csv,
}
