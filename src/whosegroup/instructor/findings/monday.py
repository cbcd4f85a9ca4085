"""What to do next: cases to discuss, a criterion to teach again, cases to mend."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from ...exercises.model import Exercise
from ...exercises.types import type_of
from .intervals import shares
from .item_analysis import top_cues
from .model import FEW, Monday, Share

DISCUSS, MEND = 5, 3  # so many cases at most: more is no plan for one lesson


def monday(
    items: pd.DataFrame, first: pd.DataFrame, exercises: Mapping[str, Exercise]
) -> Monday | None:
    """Return what to do next, from exercises in which cases are sorted, mixed practice aside."""
    sorts = {
        name: exercise
        for name, exercise in exercises.items()
        if type_of(exercise.settings).sorts and not exercise.settings.draws
    }
    items = items[items["exercise"].isin(list(sorts))]
    if items.empty:
        return None
    first = first[first["exercise"].isin(list(sorts))]
    mend = _mend(items)
    kept = _kept(first, sorts)
    sound = items[~items["vignette"].isin(mend["vignette"]) & ~items["exercise"].isin(list(kept))]
    return Monday(_discuss(sound, first, sorts), _teach_again(first), mend, bool(kept))


def _kept(first: pd.DataFrame, exercises: Mapping[str, Exercise]) -> set[str]:
    """Return the tests whose cases nobody discusses yet.

    Of two tests with the same forms readers get one form in each, so that what is discussed after
    the first would be known in the second. Both are kept until every reader who did the first has
    done the second; as long as nobody handed that in, the first alone.
    """
    done = {name: set(first.loc[first["exercise"] == name, "reader"]) for name in exercises}
    after = {exercise.settings.begins: name for name, exercise in exercises.items()}
    kept = set()
    for name, exercise in exercises.items():
        second = after.get(name)
        begins = bool(exercise.settings.forms) and not exercise.settings.begins
        if begins and done[name] - (done[second] if second else set()):
            kept |= {name, second} if second else {name}
    return kept


def _discuss(
    items: pd.DataFrame, first: pd.DataFrame, exercises: Mapping[str, Exercise]
) -> pd.DataFrame:
    """Return at most five cases that were missed, each with why it should be talked about.

    A first answer that did not fit counts one, and one that was sure counts two; the cases with
    most come first. A case that two exercises share is named once, and of a matched pair the second
    only where both were hard, with at most half of the first answers fitting. Why: "misled" where
    one surface cue accounts for half or more of what did not fit, "sure" where half or more of that
    was sure, else "hard".
    """
    wrong = (items["readers"] * (1 - items["facility"])).round()
    sure = items["sure_and_wrong"].fillna(0)
    times = {
        (name, case): row["times"]
        for name in exercises
        for case, row in top_cues(first[first["exercise"] == name]).iterrows()
    }
    misled = pd.Series(
        [times.get(about, 0) for about in zip(items["exercise"], items["vignette"], strict=True)],
        items.index,
    )
    why = np.select([2 * misled >= wrong, 2 * sure >= wrong], ["misled", "sure"], "hard")
    ranked = items.assign(why=why, score=wrong + sure)[wrong > 0].sort_values(
        ["score", "facility", "vignette", "exercise"], ascending=[False, True, True, True]
    )
    pairs = {
        v.id: v.front.pair or "" for exercise in exercises.values() for v in exercise.vignettes
    }
    taken: dict[str, int] = {}
    hard = ranked["facility"] <= 0.5
    for index, case in ranked["vignette"].items():
        other = taken.get(pairs.get(case, ""))
        if case in taken or (other is not None and not (hard[index] and hard[other])):
            continue
        taken[case] = index
        if len(taken) == DISCUSS:
            break
    return ranked.loc[list(taken.values())].drop(columns="score").reset_index(drop=True)


def _teach_again(first: pd.DataFrame) -> tuple[str, Share] | None:
    """Return the criterion that was missed most, of those with enough answers; ties by name."""
    counts = first["criterion"].value_counts()
    enough = sorted(name for name, count in counts.items() if name and count >= FEW)
    if not enough:
        return None
    missed = shares(first, [(~first["holds"], first["criterion"] == name) for name in enough])
    name, share = max(zip(enough, missed, strict=True), key=lambda found: found[1].value or 0.0)
    return (name, share) if share.count else None


def _mend(items: pd.DataFrame) -> pd.DataFrame:
    """Return at most three cases whose text may be the trouble, lowest discrimination first.

    They are those of which this cannot well be chance: the whole interval lies below 0. A case
    that two exercises share is named once.
    """
    below = items[(items["discrimination_high"] < 0) & (items["readers"] >= FEW)]
    below = below.sort_values(["discrimination", "vignette", "exercise"])
    return below.drop_duplicates("vignette").head(MEND).reset_index(drop=True)
