"""What the first answers of a class say: of each case, each reader, each exercise, and of change.

Nothing depends on the order of the readers.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

import pandas as pd

from ...exercises.model import Exercise
from ...exercises.types import type_of
from .change import changes
from .class_summary import placed_class, sorted_class
from .intervals import shares
from .item_analysis import items_table, no_items
from .mistakes import mistakes
from .model import WRITTEN_COLUMNS, ExerciseFindings, Findings
from .monday import monday
from .portraits import portraits
from .reader_measures import Files, no_readers, readers_table
from .students import no_students, students_table


def find(
    answers: pd.DataFrame,
    placements: pd.DataFrame,
    exercises: Mapping[str, Exercise],
    files: Files = MappingProxyType({}),
    names: Mapping[str, str] = MappingProxyType({}),
    written: pd.DataFrame | None = None,
) -> Findings:
    """Return all that the report shows, from the tables that `judge` returns.

    `files` names for each reader and exercise the files that were handed in, `names` are those of
    a roster, by reader. `written` says who wrote to what; nobody, if it is left out.
    """
    answers, placements = tidy(answers), tidy(placements)
    first = answers[answers["run"] == 1]
    # All exercises are of one course.
    kinds = next((exercise.bank.kinds for exercise in exercises.values()), None)
    people = readers_table(first, files, kinds) if kinds else no_readers()
    students = students_table(first, placements, names, kinds) if kinds else no_students()
    exercises = {
        name: exercises[name] for name in sorted(exercises, key=lambda n: _place(exercises[n]))
    }
    found = [
        _exercise(
            exercises[name],
            first[first["exercise"] == name],
            placements[placements["exercise"] == name],
        )
        for name in exercises
    ]
    items = pd.concat([no_items(), *(one.items for one in found if len(one.items))])
    items = items.reset_index(drop=True)
    written = pd.DataFrame(columns=[*WRITTEN_COLUMNS]) if written is None else written
    readers = {one for table in (answers, placements, written) for one in table["reader"].unique()}
    return Findings(
        readers=len(readers),
        items=items,
        people=people,
        students=students,
        exercises=found,
        changes=changes(answers, exercises),
        monday=monday(items, first, exercises),
        mistakes=mistakes(first, exercises),
        portraits=portraits(answers, exercises),
        written=written.sort_values([*WRITTEN_COLUMNS], ignore_index=True),
    )


def _place(exercise: Exercise) -> tuple[int, str, int]:
    """Return where an exercise stands in the course, whose chapters are listed in their order.

    The parts of a test stand there as its file has them.
    """
    chapters = list(exercise.bank.words["chapters"])
    whole, _, name = exercise.id.partition(".")
    parts = [part["name"] for part in exercise.written.data.get("parts", ())]
    place = parts.index(name) if name else 0
    return chapters.index(exercise.settings.chapter), whole, place


def tidy(table: pd.DataFrame) -> pd.DataFrame:
    """Return a table with its text as categories, in the order of their names.

    All that `find` asks expects this: so a class of thousands stays small, and it does not matter
    who was read first.
    """
    text = table.select_dtypes(exclude=["number", "bool"])
    return table.assign(**{name: _ordered(column) for name, column in text.items()})


def _ordered(column: pd.Series) -> pd.Series:
    found = column.astype("category").cat.remove_unused_categories()
    return found.cat.set_categories(sorted(found.cat.categories))


def _exercise(
    exercise: Exercise, first: pd.DataFrame, placements: pd.DataFrame
) -> ExerciseFindings:
    type = type_of(exercise.settings)
    sorting = sorted_class(first, exercise) if type.sorts else None
    return ExerciseFindings(
        exercise=exercise,
        readers=first["reader"].nunique(),
        answered=len(first),
        holds=sorting.fits if sorting else shares(first, [(first["holds"], True)])[0],
        items=items_table(first, exercise),
        sorting=sorting,
        placing=placed_class(placements, exercise) if type.places else None,
    )
