"""What each reader's first answers say: how many fit, and how the two kinds were told apart."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd
from scipy import stats

from ...bank.kinds import CANNOT_TELL, Kinds
from ...exercises.types import TYPES
from .model import READER_COLUMNS

USE = "use"  # as a type counts it beside its verdicts
Files = Mapping[tuple[str, str], Sequence[str]]  # of each reader and exercise
COUNTED = (
    "answered",
    "fits",
    "conflation",
    "mirror",
    "of_first",
    "of_second",
    "named_first",
    "named_second",
    "use",
    "acts",
)


def readers_table(first: pd.DataFrame, files: Files, kinds: Kinds) -> pd.DataFrame:
    """Return a row for each reader and exercise; `fits` counts the first answers that hold."""
    table = measures(first, ["reader", "exercise"], kinds).reset_index()
    table = table.astype({"reader": str, "exercise": str})
    whose = zip(table["reader"], table["exercise"], strict=True)
    table["files"] = pd.Series([" | ".join(files.get(one, ())) for one in whose], dtype=object)
    return table[list(READER_COLUMNS)]


def no_readers() -> pd.DataFrame:
    """Return the table of readers without a row."""
    return pd.DataFrame(columns=list(READER_COLUMNS))


def measures(first: pd.DataFrame, by: Sequence[str], kinds: Kinds) -> pd.DataFrame:
    """Return answered, fits and what was confused, a row for each reader (and exercise).

    With the second kind as the signal, after the log-linear correction (Hautus 1995; Stanislaw and
    Todorov 1999): H = cases of the second kind called so, F = cases of the first called the second,
    each as (x + 0.5) / (n + 1); d' = z(H) - z(F); c = -(z(H) + z(F)) / 2. Rates are not corrected.
    A case that was left open counts in a rate, and not in d' and c.
    NaN in exercises where nothing is sorted, and where no case of a kind was answered. `use_rate`
    is of what was decided in situations.
    """
    counts = _counts(first, kinds)[[*by, *COUNTED]].groupby(list(by), observed=True).sum()
    noise, signal = (counts[of].where(counts[of] > 0) for of in ("of_first", "of_second"))
    mirror, conflation = counts["mirror"], counts["conflation"]
    named_noise, named = (
        counts["named_first"].where(noise > 0),
        counts["named_second"].where(signal > 0),
    )
    hits = stats.norm.ppf((named - conflation + 0.5) / (named + 1))
    alarms = stats.norm.ppf((mirror + 0.5) / (named_noise + 1))
    return counts[["answered", "fits"]].assign(
        conflation_rate=conflation / signal,
        mirror_rate=mirror / noise,
        d_prime=hits - alarms,
        bias_c=-(hits + alarms) / 2,
        use_rate=counts["use"] / counts["acts"].where(counts["acts"] > 0),
    )


def _counts(first: pd.DataFrame, kinds: Kinds) -> pd.DataFrame:
    """Return with each answer what it counts for, as 0 or 1."""
    sorts = first["type"].isin([name for name, type in TYPES.items() if type.sorts])
    acts = first["type"].isin([name for name, type in TYPES.items() if USE in type.counts])
    of_first, of_second = (sorts & (first["kind"] == kind) for kind in kinds.scored)
    named = first["answer"] != CANNOT_TELL
    return first[["reader", "exercise"]].assign(
        answered=1,
        fits=first["holds"].astype(int),
        conflation=(of_second & (first["answer"] == kinds.first)).astype(int),
        mirror=(of_first & (first["answer"] == kinds.second)).astype(int),
        of_first=of_first.astype(int),
        of_second=of_second.astype(int),
        named_first=(of_first & named).astype(int),
        named_second=(of_second & named).astype(int),
        use=(acts & first["use"]).astype(int),
        acts=acts.astype(int),
    )
