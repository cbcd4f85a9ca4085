"""Marks for graded exercises, as a table that a gradebook can import."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

import pandas as pd

from ...exercises.model import Exercise
from ..handed_in.model import HandedIn


def marks_table(
    answers: pd.DataFrame,
    exercises: Mapping[str, Exercise],
    works: Iterable[HandedIn],
    names: Mapping[str, str] = MappingProxyType({}),
) -> pd.DataFrame:
    """Return one row a reader: the files handed in, and for each exercise the cases that fitted.

    The column says out of how many cases. It is empty for a reader who did not hand the exercise
    in. `names` are those of a class list, by reader; without any there is no column of names.
    """
    handed_in = [work for work in works if work.exercise in exercises]
    files: dict[str, list[str]] = {}
    for work in handed_in:
        files.setdefault(work.reader, []).extend(work.files)
    table = pd.DataFrame({"reader": sorted(files)})
    if names:
        table["name"] = [names.get(reader, "") for reader in table["reader"]]
    for name in sorted(exercises):
        marks = marks_of(name, answers, handed_in)
        column = f"{name} (of {len(exercises[name].vignettes)})"
        table[column] = pd.array([marks.get(r, pd.NA) for r in table["reader"]], dtype="Int64")
    return table.assign(files=[" | ".join(sorted(files[reader])) for reader in table["reader"]])


def marks_of(name: str, answers: pd.DataFrame, works: Iterable[HandedIn]) -> dict[str, int]:
    """Return the mark of each reader who handed an exercise in.

    A mark counts first answers alone; a case left open counts nothing.
    """
    first = answers[(answers["exercise"] == name) & (answers["run"] == 1)]
    points = first.groupby("reader", observed=True)["holds"].sum()
    handed = {work.reader for work in works if work.exercise == name}
    return {reader: int(points.get(reader, 0)) for reader in sorted(handed)}
