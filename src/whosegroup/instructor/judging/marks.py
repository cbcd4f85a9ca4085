"""Marks for graded exercises, as a table that a gradebook can import."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pandas as pd

from ...exercises.model import Exercise
from ..handed_in.model import HandedIn


def marks_table(
    answers: pd.DataFrame, exercises: Mapping[str, Exercise], works: Iterable[HandedIn]
) -> pd.DataFrame:
    """Return one row a reader: the files handed in, and for each exercise the cases that fitted.

    A mark counts first answers alone; a case left open counts nothing. The column says out of how
    many cases. It is empty for a reader who did not hand the exercise in.
    """
    handed_in = [work for work in works if work.exercise in exercises]
    files: dict[str, list[str]] = {}
    for work in handed_in:
        files.setdefault(work.reader, []).extend(work.files)
    table = pd.DataFrame({"reader": sorted(files)})
    for name in sorted(exercises):
        first = answers[(answers["exercise"] == name) & (answers["run"] == 1)]
        points = first.groupby("reader", observed=True)["holds"].sum()
        handed = {work.reader for work in handed_in if work.exercise == name}
        column = f"{name} (of {len(exercises[name].vignettes)})"
        marks = [int(points.get(r, 0)) if r in handed else pd.NA for r in table["reader"]]
        table[column] = pd.array(marks, dtype="Int64")
    return table.assign(files=[" | ".join(sorted(files[reader])) for reader in table["reader"]])
