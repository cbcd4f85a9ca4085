"""Marks as the gradebooks of learning platforms import them, by what the class list says.

- Moodle ("Grades", "Import", "CSV file") finds each student by one column, and refuses the whole
  file for one who is not found.
- Canvas ("Grades", "Import") wants its own first columns in their order, and in the second row how
  many points there are.

Both take an empty cell for "no mark", and would take away one that is there. So there is a file for
each exercise, and only those are in it who handed it in.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

import pandas as pd

from ...exercises.model import Exercise
from ..handed_in.model import HandedIn
from ..handed_in.roster import Student
from .grades import marks_of

# The columns of each by their ids in a class list, and by what the platforms call them.
MOODLE = {"id_number": "ID number", "email": "Email address", "username": "Username"}
CANVAS = {
    "canvas_id": "ID",
    "sis_user_id": "SIS User ID",
    "sis_login_id": "SIS Login ID",
    "section": "Section",
}
KNOWS_STUDENTS = {*MOODLE, *CANVAS}
POINTS = "    Points Possible"


def gradebooks(
    answers: pd.DataFrame,
    exercises: Mapping[str, Exercise],
    works: Iterable[HandedIn],
    students: Mapping[str, Student],
) -> dict[str, pd.DataFrame]:
    """Return tables by the names of their files; none for a platform that the list says nothing of.

    Who is not in the class list is left out, and so are readers who are one student there: which
    of their marks counts is for the instructor to say.
    """
    times = Counter(student.code for student in students.values())
    known = {reader: one for reader, one in students.items() if times[one.code] == 1}
    works = list(works)
    tables = {}
    for name, exercise in sorted(exercises.items()):
        marks = marks_of(name, answers, works)
        rows = [(known[reader], mark) for reader, mark in marks.items() if reader in known]
        for platform, make, columns in (("moodle", _moodle, MOODLE), ("canvas", _canvas, CANVAS)):
            told = [row for row in rows if row[0].cells.keys() & columns.keys()]
            if told:
                tables[f"{platform}-{name}.csv"] = make(told, exercise)
    return tables


def _moodle(rows: list[tuple[Student, int]], exercise: Exercise) -> pd.DataFrame:
    """Return a table with the columns in which all have something, or else with all of them.

    One of these columns is chosen there to find students by, and must not be empty.
    """
    have = {id for student, _ in rows for id in MOODLE if id in student.cells}
    whole = {id for id in have if all(id in student.cells for student, _ in rows)}
    heads = {id: head for id, head in MOODLE.items() if id in (whole or have)}
    return pd.DataFrame(
        [[s.name, *(s.cells.get(id, "") for id in heads), mark] for s, mark in rows],
        columns=["Name", *heads.values(), exercise.title],
    )


def _canvas(rows: list[tuple[Student, int]], exercise: Exercise) -> pd.DataFrame:
    points = [POINTS, *("" for _ in CANVAS), len(exercise.vignettes)]
    return pd.DataFrame(
        [points, *([s.name, *(s.cells.get(id, "") for id in CANVAS), mark] for s, mark in rows)],
        columns=["Student", *CANVAS.values(), exercise.title],
    )
