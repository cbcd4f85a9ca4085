"""The two mistakes of a class, about the label and about the use, and which power it overlooks."""

from __future__ import annotations

from collections.abc import Collection, Mapping

import pandas as pd

from ...exercises.hand import holders_of
from ...exercises.model import Exercise
from ...exercises.types import TYPES, type_of
from .intervals import shares
from .model import FEW, LOOKS, POWER_COLUMNS, Mistakes, Share
from .reader_measures import USE


def mistakes(first: pd.DataFrame, exercises: Mapping[str, Exercise]) -> Mistakes | None:
    """Return how often the label and the use were mistaken; None where neither was asked.

    Mixed practice is left out: its cases were met before.
    """
    kinds = next((exercise.bank.kinds for exercise in exercises.values()), None)
    own = [name for name, exercise in exercises.items() if not exercise.settings.draws]
    sorts = [name for name in own if type_of(exercises[name].settings).sorts]
    if kinds is None:
        return None
    sorted_here = first["exercise"].isin(sorts)
    acts = first["type"].isin([name for name, type in TYPES.items() if USE in type.counts])
    conflation, mirror, use = shares(
        first,
        [
            (first["answer"] == kinds.first, sorted_here & (first["kind"] == kinds.second)),
            (first["answer"] == kinds.second, sorted_here & (first["kind"] == kinds.first)),
            (first["use"], acts),
        ],
    )
    if not (conflation.of or mirror.of or use.of):
        return None
    first = first[sorted_here]
    shown = _shown({name: exercises[name] for name in sorts})
    missed = _missed(first, shown)
    powers = _powers_table(first, shown, missed)
    return Mistakes(conflation, mirror, use, powers, _overlooked(first, shown, missed))


def _shown(exercises: Mapping[str, Exercise]) -> dict[str, Collection[str]]:
    """Return for each power of the bank the cases that show who has it."""
    shown: dict[str, set[str]] = {}
    for exercise in exercises.values():
        shown |= {power: set() for power in exercise.bank.powers if power not in shown}
        for case in exercise.vignettes:
            for power in holders_of(case, exercise.bank) or ():
                shown[power].add(case.id)
    return {power: sorted(cases) for power, cases in shown.items() if cases}


def _missed(first: pd.DataFrame, shown: Mapping[str, Collection[str]]) -> dict[str, Share]:
    wrong = ~first["holds"]
    asked = [(wrong, first["vignette"].isin(cases)) for cases in shown.values()]
    found = zip(shown, shares(first, asked) if asked else [], strict=True)
    return {power: share for power, share in found if share.of}


def _powers_table(
    first: pd.DataFrame, shown: Mapping[str, Collection[str]], missed: Mapping[str, Share]
) -> pd.DataFrame:
    """Return a row for each power, the one missed most first; equals in the order of the bank.

    A case that shows several counts for each of them.
    """
    tapped = first.loc[~first["holds"] & (first["tapped"] != ""), ["vignette", "tapped"]]
    rows = []
    for power, share in missed.items():
        here = tapped.loc[tapped["vignette"].isin(shown[power]), "tapped"]
        counts = [len(here), int((here == power).sum()), int((here == LOOKS).sum())]
        rows.append([power, share.of, share.value, share.low, share.high, *counts])
    table = pd.DataFrame(rows, columns=list(POWER_COLUMNS))
    numbers = dict.fromkeys(("missed", "missed_low", "missed_high"), float)
    table = table.astype(numbers)
    return table.sort_values("missed", ascending=False, kind="stable", ignore_index=True)


def _overlooked(
    first: pd.DataFrame, shown: Mapping[str, Collection[str]], missed: Mapping[str, Share]
) -> tuple[str, Share] | None:
    """Return the power missed most, if that can be told from how often any is missed.

    Its interval lies above the share of all first answers to cases that show a power.
    """
    enough = {power: share for power, share in missed.items() if share.of >= FEW}
    power = max(enough, key=lambda power: enough[power].value or 0.0, default=None)
    if power is None:
        return None
    any_shown = first["vignette"].isin({case for cases in shown.values() for case in cases})
    usual = (~first.loc[any_shown, "holds"]).mean()
    low = enough[power].low
    return (power, enough[power]) if low is not None and low > usual else None
