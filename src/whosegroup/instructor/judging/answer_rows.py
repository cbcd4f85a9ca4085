"""The tables of first answers and of placements, filled row by row."""

from __future__ import annotations

from array import array
from collections.abc import Iterable
from typing import Any

import numpy as np
import pandas as pd

from ..findings.model import ANSWER_COLUMNS, PLACEMENT_COLUMNS, WRITTEN_COLUMNS

CONFIDENCES = ("", "sure", "unsure")
# What is a reader's own; the rest follows from exercise, case and reply, and is kept once for all.
OWN = ("reader", "confidence", "eventually")
SHARED = tuple(column for column in ANSWER_COLUMNS if column not in OWN)


class _Numbers(dict[Any, int]):
    """Values that come again and again, each kept once; `numbers[value]` is its number."""

    def __missing__(self, value: Any) -> int:
        return self.setdefault(value, len(self))


class Rows:
    """The rows of all tables, as numbers of what they hold: a class gives a million of them."""

    def __init__(self) -> None:
        self.readers, self.shared, self.placings = _Numbers(), _Numbers(), _Numbers()
        self.answer_rows = {name: array("i") for name in ("reader", "shared", "confidence", "held")}
        self.place_rows = {name: array("i") for name in ("reader", "placing")}
        self.written_rows: list[tuple[str, str, str, bool]] = []

    def answer(
        self, reader: str, shared: tuple[Any, ...], confidence: Any, held: bool | None
    ) -> None:
        rows = self.answer_rows
        rows["reader"].append(self.readers[reader])
        rows["shared"].append(self.shared[shared])
        rows["confidence"].append(CONFIDENCES.index(confidence) if confidence in CONFIDENCES else 0)
        rows["held"].append(-1 if held is None else held)

    def place(self, reader: str, *placing: Any) -> None:
        self.place_rows["reader"].append(self.readers[reader])
        self.place_rows["placing"].append(self.placings[placing])

    def wrote(self, reader: str, exercise: str, item: str, written: bool) -> None:
        self.written_rows.append((reader, exercise, item, written))

    def written(self) -> pd.DataFrame:
        return pd.DataFrame(self.written_rows, columns=[*WRITTEN_COLUMNS])

    def answers(self) -> pd.DataFrame:
        rows = {name: np.asarray(numbers) for name, numbers in self.answer_rows.items()}
        frame = _spread(self.shared, SHARED, rows["shared"])
        frame["reader"] = _categories(rows["reader"], self.readers)
        frame["confidence"] = _categories(rows["confidence"], CONFIDENCES)
        held = rows["held"].astype(np.float32)
        frame["eventually"] = np.where(held < 0, np.float32(np.nan), held)
        return frame[list(ANSWER_COLUMNS)].astype({"run": int, "holds": bool, "use": bool})

    def placements(self) -> pd.DataFrame:
        rows = {name: np.asarray(numbers) for name, numbers in self.place_rows.items()}
        frame = _spread(self.placings, PLACEMENT_COLUMNS[1:], rows["placing"])
        frame["reader"] = _categories(rows["reader"], self.readers)
        return frame[list(PLACEMENT_COLUMNS)].astype({"place": int})


def _spread(known: Iterable[Any], columns: Iterable[str], rows: np.ndarray) -> pd.DataFrame:
    """Return a table with one of the known rows for each number; text becomes categories."""
    table = pd.DataFrame(list(known), columns=list(columns))
    text = {name: "category" for name in table if name not in ("run", "holds", "use", "place")}
    return table.astype(text).take(rows).reset_index(drop=True)


def _categories(rows: np.ndarray, known: Iterable[str]) -> pd.Categorical:
    return pd.Categorical.from_codes(rows, pd.Index(list(known), dtype=str))
