"""One row a student, over all exercises."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from ...bank.kinds import Kinds
from ...exercises.types import TYPES
from .model import STUDENT_COLUMNS
from .reader_measures import USE, measures


def students_table(
    first: pd.DataFrame, placements: pd.DataFrame, names: Mapping[str, str], kinds: Kinds
) -> pd.DataFrame:
    """Return a row for each reader, over first answers in all exercises.

    `names` are those of a roster, by reader. Whoever stands there and handed nothing in has a row
    too, with nothing in it.
    """
    done = [table[["reader", "exercise"]].drop_duplicates() for table in (first, placements)]
    exercises = pd.concat([one.astype(str) for one in done]).drop_duplicates()
    counts = exercises.groupby("reader").size()
    found = measures(first, ["reader"], kinds)
    found.index = found.index.astype(str)
    acts = first["type"].isin([name for name, type in TYPES.items() if USE in type.counts])
    use = first[acts].groupby("reader", observed=True)["use"].mean()
    use.index = use.index.astype(str)
    readers = sorted({*counts.index, *names})
    table = found.reindex(readers).assign(
        reader=readers,
        name=[names.get(reader, "") for reader in readers],
        exercises=counts.reindex(readers, fill_value=0),
        use_rate=use.reindex(readers).astype(float),
    )
    table[["answered", "fits"]] = table[["answered", "fits"]].fillna(0).astype(int)
    return table[list(STUDENT_COLUMNS)].reset_index(drop=True)


def no_students() -> pd.DataFrame:
    """Return the table of students without a row."""
    return pd.DataFrame(columns=list(STUDENT_COLUMNS))
