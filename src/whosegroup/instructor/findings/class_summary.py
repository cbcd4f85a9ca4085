"""What a class did in one exercise: what it confused, where it placed, how far it agreed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

import krippendorff
import pandas as pd

from ...bank.vignettes import PLACES
from ...exercises.feedback import LOOK_AGAIN
from ...exercises.model import Exercise
from ...exercises.types.place import PARTS
from .intervals import mean_of, shares
from .model import UNKNOWN, PlacedClass, SortedClass
from .reader_measures import measures

SAID = ("sure", "unsure")


def sorted_class(first: pd.DataFrame, exercise: Exercise) -> SortedClass:
    """Return what a class did in one exercise in which cases are sorted."""
    holds, kind, answer = first["holds"], first["kind"], first["answer"]
    sure, settings, kinds = first["confidence"] == "sure", exercise.settings, exercise.bank.kinds
    given = sorted(set(first["criterion"]) - {""})
    fits, conflation, mirror, wrong_reason, sure_and_wrong, *others = shares(
        first,
        [
            (holds, True),
            (answer == kinds.first, kind == kinds.second),
            (answer == kinds.second, kind == kinds.first),
            (
                first["reason"] == LOOK_AGAIN,
                holds & (first["reason"] != UNKNOWN) & settings.evidence,
            ),
            (sure, ~holds & (first["confidence"] != "") & settings.confidence),
            *((holds, (first["confidence"] == said) & settings.confidence) for said in SAID),
            *((~holds, first["criterion"] == criterion) for criterion in given),
        ],
    )
    readers = measures(first, ["reader"], kinds)
    labels = kinds.asked if settings.undecided else kinds.scored
    misled = first.loc[first["misled"] != "", "misled"].astype(str).value_counts()
    return SortedClass(
        table={
            k: {a: int(((kind == k) & (answer == a)).sum()) for a in kinds.scored}
            for k in kinds.scored
        },
        fits=fits,
        conflation=conflation,
        mirror=mirror,
        wrong_reason=wrong_reason,
        sure_and_wrong=sure_and_wrong,
        d_prime=mean_of(readers["d_prime"]),
        bias_c=mean_of(readers["bias_c"]),
        alpha=agreement(first["vignette"], first["answer"], labels, "nominal"),
        calibration=dict(zip(SAID, others, strict=False)),
        misled=dict(sorted(misled.items(), key=lambda item: (-item[1], item[0]))),
        criteria=dict(zip(given, others[len(SAID) :], strict=True)),
    )


def placed_class(placements: pd.DataFrame, exercise: Exercise) -> PlacedClass:
    """Return what a class did in one exercise in which cases are placed on a line of five."""
    places = placements.groupby(["vignette", "part"], observed=True)["place"]
    apart: dict[tuple[str, str], float] = places.std(ddof=0).to_dict()
    counts = placements.groupby(["vignette", "part", "place"], observed=True).size().to_dict()
    most: dict[str, str] = {}
    for vignette in exercise.vignettes:
        spreads = {part: apart[at] for part in PARTS if (at := (vignette.id, part)) in apart}
        if spreads:
            most[vignette.id] = max(spreads, key=spreads.__getitem__)
    fronts = {vignette.id: vignette.front for vignette in exercise.vignettes}
    parts = {part: placements[placements["part"] == part] for part in PARTS}
    return PlacedClass(
        parts=most,
        spread={
            id: {place: counts.get((id, part, place), 0) for place in PLACES}
            for id, part in most.items()
        },
        bands={
            id: (band[0], band[1])
            for id, part in most.items()
            if (band := getattr(fronts[id].place, part, None))
        },
        alpha={
            part: agreement(table["vignette"], table["place"], PLACES, "ordinal")
            for part, table in parts.items()
            if len(table)
        },
    )


def agreement(
    cases: pd.Series,
    values: pd.Series,
    domain: Iterable[str] | Iterable[int],
    level: Literal["nominal", "ordinal"],
) -> float | None:
    """Return Krippendorff's alpha over readers; None where it is undefined.

    That is where no case was answered by two readers, or where all of these answers are the same.
    """
    counts = pd.crosstab(cases, values).reindex(columns=list(domain), fill_value=0)
    counts = counts.to_numpy()[counts.sum(axis=1) > 1]
    if (counts.sum(axis=0) > 0).sum() < 2:
        return None
    return float(krippendorff.alpha(value_counts=counts, level_of_measurement=level))
