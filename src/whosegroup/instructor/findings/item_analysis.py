"""What a class's first answers say of each case: facility, discrimination and what misled."""

from __future__ import annotations

import numpy as np
import pandas as pd

from ...exercises.feedback import LOOK_AGAIN
from ...exercises.model import Exercise
from ...exercises.types import type_of
from .intervals import correlation, wilson
from .model import ITEM_COLUMNS, UNKNOWN

TOO_HARD, TOO_EASY = 0.2, 0.95  # facility below or above which a case shows little


def items_table(first: pd.DataFrame, exercise: Exercise) -> pd.DataFrame:
    """Return a row for each case that was answered, hardest first, from first answers to it.

    `sure_and_wrong` and `wrong_reason` count readers, and are NaN where the exercise asks for no
    confidence, or for no reason, and where nobody's is known. `eventually` is a share of those of
    whom it is known, `misled_by` the surface cue that misled most, None where none did.
    """
    if first.empty:
        return no_items()
    wrong, said = ~first["holds"], first["confidence"] != ""
    unseen = first["reason"] == UNKNOWN
    by_case = first.assign(
        sure_and_wrong=wrong & (first["confidence"] == "sure"),
        wrong_reason=first["reason"] == LOOK_AGAIN,
    ).groupby("vignette", observed=True)
    table = by_case.agg(
        kind=("kind", "first"),
        readers=("holds", "size"),
        held=("holds", "sum"),
        facility=("holds", "mean"),
        sure_and_wrong=("sure_and_wrong", "sum"),
        wrong_reason=("wrong_reason", "sum"),
        eventually=("eventually", "mean"),
    )
    table.index = table.index.astype(str)
    table = table.astype({"kind": str, "sure_and_wrong": float, "wrong_reason": float})
    type, settings = type_of(exercise.settings), exercise.settings
    if not type.asks_confidence(settings) or not said.any():
        table["sure_and_wrong"] = np.nan
    if not type.asks_reason(settings) or (unseen.any() and unseen[first["holds"]].all()):
        table["wrong_reason"] = np.nan
    low, high = wilson(table["held"], table["readers"])
    found = discrimination(first).reindex(table.index)
    found_low, found_high = correlation(found, table["readers"])
    table = table.assign(
        exercise=exercise.id,
        facility_low=low,
        facility_high=high,
        discrimination=found,
        discrimination_low=found_low,
        discrimination_high=found_high,
        misled_by=top_cues(first)["misled"],
    ).reset_index()
    table["misled_by"] = table["misled_by"].astype(object).where(table["misled_by"].notna(), None)
    table = table.sort_values(["facility", "vignette"], ignore_index=True)
    return table[[*ITEM_COLUMNS, "wrong_reason"]]


def no_items() -> pd.DataFrame:
    """Return the table of cases where none was answered."""
    numbers = dict.fromkeys([*ITEM_COLUMNS[4:12], "wrong_reason"], float)
    frame = pd.DataFrame(columns=[*ITEM_COLUMNS, "wrong_reason"], dtype=object)
    return frame.astype({**numbers, "readers": int})


def discrimination(first: pd.DataFrame) -> pd.Series:
    """Return the corrected item-rest correlation of each case, by its id.

    It is Pearson's correlation, over readers, of the answer to a case (1 where it holds, else 0)
    with the reader's mean over the other cases that the reader answered (corrected as by Henrysson,
    1963). NaN under three readers and where all are alike.
    """
    held = _matrix(first, first["holds"])
    answered = held.notna().sum(axis=1)
    others = (answered - 1).where(answered > 1)
    rest = held.rsub(held.sum(axis=1), axis=0).div(others, axis=0)
    held = held.where(rest.notna())
    vary = (held.count() >= 3) & (held.std() > 1e-9) & (rest.std() > 1e-9)
    with np.errstate(invalid="ignore", divide="ignore"):
        return held.corrwith(rest).where(vary).round(12) + 0.0


def _matrix(first: pd.DataFrame, values: pd.Series) -> pd.DataFrame:
    """Return values as a table of readers and cases; NaN where a case was not answered."""
    rows, readers = pd.factorize(first["reader"], sort=True)
    columns, cases = pd.factorize(first["vignette"], sort=True)
    table = np.full((len(readers), len(cases)), np.nan)
    table[rows, columns] = values
    return pd.DataFrame(table, readers.astype(str), cases.astype(str))


def top_cues(first: pd.DataFrame) -> pd.DataFrame:
    """Return for each case the surface cue that misled most, and how many answers; ties by name."""
    misled = first[first["misled"] != ""].groupby(["vignette", "misled"], observed=True)
    times = misled.size().rename("times").reset_index().astype({"vignette": str, "misled": str})
    times = times.sort_values(["times", "misled"], ascending=[False, True])
    return times.drop_duplicates("vignette").set_index("vignette")
