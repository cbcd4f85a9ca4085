"""Before and after: how the same readers changed from a test to the one after it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

import pandas as pd

from ...bank.kinds import Kinds
from ...exercises.model import Exercise
from ..handed_in.model import NAME_LENGTH, clean
from .intervals import mean_of
from .model import Change
from .reader_measures import measures

# As `collect` names readers: one without a code, and a second or later work of one code.
UNNAMED, NUMBER = "work ", re.compile(r" \(\d+\)$")
SHORT = NAME_LENGTH - len(" (2)")  # so much of a code is left before the number
MEASURES = ("fits", "conflation_rate", "mirror_rate", "use_rate", "d_prime")


def changes(answers: pd.DataFrame, exercises: Mapping[str, Exercise]) -> list[Change]:
    """Return how the readers of a test changed to the one after it, and to its retest."""
    found = []
    for second in exercises:
        first = exercises[second].settings.begins
        if first is None or first not in exercises:
            continue
        tested = answers.loc[answers["exercise"].isin([first, second]), "reader"]
        doubtful = _in_doubt(tested.unique())
        kinds = exercises[second].bank.kinds
        before = _tested(answers, first, 1, kinds)
        for run in (1, 2):
            after = _tested(answers, second, run, kinds)
            if run == 1 or len(after):
                found.append(_change(first, second, run == 2, before, after, doubtful))
    return found


def _tested(answers: pd.DataFrame, exercise: str, run: int, kinds: Kinds) -> pd.DataFrame:
    """Return the measures of each reader in one run of a test, all of them as shares but d'."""
    some = answers[(answers["exercise"] == exercise) & (answers["run"] == run)]
    table = measures(some, ["reader"], kinds)
    table.index = table.index.astype(str)
    return table.assign(fits=table["fits"] / table["answered"])[list(MEASURES)]


def _in_doubt(readers: Iterable[str]) -> set[str]:
    """Return the readers whom nothing ties to one work in another exercise.

    They have no code, or `collect` kept several works of their code apart by a number: whose work
    is the first and whose the second is not known, so it may differ between exercises.
    """
    codes = {reader: clean(NUMBER.sub("", reader), SHORT) for reader in readers}
    shared = {code for reader, code in codes.items() if NUMBER.search(reader)}
    return {r for r, code in codes.items() if r.startswith(UNNAMED) or code in shared}


def _change(
    first: str,
    second: str,
    retest: bool,
    before: pd.DataFrame,
    after: pd.DataFrame,
    doubtful: set[str],
) -> Change:
    everybody = before.index.union(after.index)
    both = before.index.intersection(after.index).difference(list(doubtful))
    before, after = before.loc[both], after.loc[both]
    asked = [name for name in MEASURES if before[name].notna().any() or not len(both)]
    return Change(
        first=first,
        second=second,
        retest=retest,
        readers=len(both),
        before=before,
        after=after,
        differences={name: mean_of(after[name] - before[name]) for name in asked},
        unpaired=len(everybody) - len(both),
    )
