"""What each reader's first answers say: how many fit, and how the two kinds were told apart."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd
from scipy import stats

from ...bank.vignettes import SCORED
from ...exercises.types import TYPES
from .model import READER_COLUMNS

Files = Mapping[tuple[str, str], Sequence[str]]  # of each reader and exercise
COUNTED = ("answered", "fits", "conflation", "mirror", *SCORED)


def readers_table(first: pd.DataFrame, files: Files) -> pd.DataFrame:
    """Return a row for each reader and exercise; `fits` counts the first answers that hold."""
    table = measures(first, ["reader", "exercise"]).reset_index()
    table = table.astype({"reader": str, "exercise": str})
    whose = zip(table["reader"], table["exercise"], strict=True)
    table["files"] = pd.Series([" | ".join(files.get(one, ())) for one in whose], dtype=object)
    return table[list(READER_COLUMNS)]


def measures(first: pd.DataFrame, by: Sequence[str]) -> pd.DataFrame:
    """Return answered, fits and what was confused, a row for each reader (and exercise).

    With "support" as the signal, after the log-linear correction (Hautus 1995; Stanislaw and
    Todorov 1999): H = support groups called support, F = self-help groups called support, each as
    (x + 0.5) / (n + 1); d' = z(H) - z(F); c = -(z(H) + z(F)) / 2. Rates are not corrected. NaN in
    exercises where nothing is sorted, and where no case of a kind was answered.
    """
    counts = _counts(first)[[*by, *COUNTED]].groupby(list(by), observed=True).sum()
    helped, steered = (counts[kind].where(counts[kind] > 0) for kind in SCORED)
    mirror, conflation = counts["mirror"], counts["conflation"]
    hits = stats.norm.ppf((steered - conflation + 0.5) / (steered + 1))
    alarms = stats.norm.ppf((mirror + 0.5) / (helped + 1))
    return counts[["answered", "fits"]].assign(
        conflation_rate=conflation / steered,
        mirror_rate=mirror / helped,
        d_prime=hits - alarms,
        bias_c=-(hits + alarms) / 2,
    )


def _counts(first: pd.DataFrame) -> pd.DataFrame:
    """Return with each answer what it counts for, as 0 or 1."""
    sorts = first["type"].isin([name for name, type in TYPES.items() if type.sorts])
    kinds = {kind: sorts & (first["kind"] == kind) for kind in SCORED}
    return first[["reader", "exercise"]].assign(
        answered=1,
        fits=first["holds"].astype(int),
        conflation=(kinds["support"] & (first["answer"] == "self-help")).astype(int),
        mirror=(kinds["self-help"] & (first["answer"] == "support")).astype(int),
        **{kind: kinds[kind].astype(int) for kind in SCORED},
    )
