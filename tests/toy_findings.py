"""Findings of a class that never was, made by hand: what a report shows, whatever computes it."""

from __future__ import annotations

from functools import cache

import pandas as pd

from whosegroup.exercises.loading import load_exercise
from whosegroup.exercises.model import Exercise
from whosegroup.instructor.findings.model import (
    FEW,
    ITEM_COLUMNS,
    POWER_COLUMNS,
    READER_COLUMNS,
    STUDENT_COLUMNS,
    Change,
    ExerciseFindings,
    Findings,
    Mean,
    Mistakes,
    Monday,
    PlacedClass,
    Share,
    SortedClass,
)

SORTED, PLACED = ("two-kinds", "last-sort.unaided"), "on-the-line"


@cache
def load(name: str) -> Exercise:
    """Load an exercise, or a part of a test by its own name."""
    whole = load_exercise(name.partition(".")[0])
    return next((part for part in whole.parts if part.id == name), whole)


def share(count: int, of: int, interval: bool = True) -> Share:
    """Return a share with an interval that is wide enough to be seen."""
    if not of:
        return Share(count, of, None, None, None)
    value = count / of
    ends = (max(0.0, value - 0.1), min(1.0, value + 0.1)) if interval else (None, None)
    return Share(count, of, value, *ends)


def findings_of(readers: int, *exercises: str, codes: list[str] | None = None) -> Findings:
    """Return the findings of so many readers, whose codes are R-1, R-2 ... or those given.

    Without exercises: some of each type that the report treats in its own way.
    """
    if not readers:
        empty = pd.DataFrame(columns=[*ITEM_COLUMNS, "wrong_reason"])
        nobody = pd.DataFrame(columns=READER_COLUMNS), pd.DataFrame(columns=STUDENT_COLUMNS)
        return Findings(0, empty, *nobody)
    loaded = [load(name) for name in exercises or (*SORTED, PLACED, "which-question", "asking")]
    found = [_found(exercise, readers) for exercise in loaded]
    names = codes or [f"R-{number + 1}" for number in range(readers)]
    people = [_person(name, n, one) for one in loaded for n, name in enumerate(names)]
    students = [
        [name, "", len(loaded), 9, 6, n % 5 / 4, 0.25, None] for n, name in enumerate(names)
    ]
    items = pd.concat([one.items for one in found], ignore_index=True)
    changes = [_change(readers)] if "last-sort.unaided" in {one.id for one in loaded} else []
    sorts = items[items["exercise"].isin(SORTED)]
    return Findings(
        readers,
        items,
        pd.DataFrame(people, columns=READER_COLUMNS),
        pd.DataFrame(students, columns=STUDENT_COLUMNS),
        found,
        changes,
        _monday(sorts, readers) if len(sorts) else None,
        _mistakes(readers) if len(sorts) else None,
    )


def _found(exercise: Exercise, readers: int) -> ExerciseFindings:
    sorts, places = (exercise.settings.type == type for type in ("sort", "place"))
    items = pd.DataFrame(
        [_item(exercise, unit, n, readers) for n, unit in enumerate(_units(exercise))],
        columns=[*ITEM_COLUMNS, "wrong_reason"],
    )
    return ExerciseFindings(
        exercise,
        readers,
        answered=len(items) * readers,
        holds=share(7, 10, readers >= FEW),
        items=items,
        sorting=_sorted(readers) if sorts else None,
        placing=_placed(exercise, readers) if places else None,
    )


def _units(exercise: Exercise) -> list[str]:
    if exercise.settings.items:
        return [one if isinstance(one, str) else one.id for one in exercise.settings.items]
    return [vignette.id for vignette in exercise.vignettes]


def _item(exercise: Exercise, unit: str, n: int, readers: int) -> list[object]:
    kinds = {vignette.id: vignette.front.kind for vignette in exercise.vignettes}
    facility = min(0.1 + n / 8, 1.0)
    low, high = max(0.0, facility - 0.2), min(1.0, facility + 0.1)
    discrimination = None if readers < FEW else 0.6 - n / 12345 if n else -0.2
    cue = "hospital-room" if n < 2 else None
    row = [exercise.id, unit, kinds.get(unit), readers, facility, low, high, discrimination]
    ends = [None, None] if discrimination is None else [discrimination - 0.1, discrimination + 0.1]
    return [*row, *ends, readers // 2, 0.9, cue, 1.0]


def _sorted(readers: int) -> SortedClass:
    few = readers < FEW
    ends = (None, None) if few else (0.25, 0.5)
    return SortedClass(
        table={
            "self-help": {"self-help": 3 * readers, "support": readers},
            "support": {"self-help": 2 * readers, "support": 2 * readers},
        },
        fits=share(5 * readers, 8 * readers, not few),
        conflation=share(2 * readers, 4 * readers, not few),
        mirror=share(readers, 4 * readers, not few),
        wrong_reason=share(readers, 5 * readers, not few),
        sure_and_wrong=share(readers, 3 * readers, not few),
        d_prime=Mean(readers, 0.71, *ends),
        bias_c=Mean(readers, 0.345, *ends),
        alpha=None if readers == 1 else 0.31,
        calibration={"sure": share(4, 5, not few), "unsure": share(1, 3, not few)},
        misled={"hospital-room": 7, "sharing": 2},
        criteria={"ownership": share(5, 12, not few), "mandate": share(1, 12, not few)},
    )


def _placed(exercise: Exercise, readers: int) -> PlacedClass:
    return PlacedClass(
        parts={v.id: "aims" for v in exercise.vignettes},
        spread={v.id: {2: readers - readers // 3, 4: readers // 3} for v in exercise.vignettes},
        bands={v.id: tuple(v.front.place.aims) for v in exercise.vignettes},
        alpha={"aims": 0.5, "whole": None},
    )


def _person(name: str, n: int, exercise: Exercise) -> list[object]:
    if exercise.settings.type != "sort":
        return [name, exercise.id, 8, 6, None, None, None, None, None]
    return [name, exercise.id, 8, 4, n % 5 / 4, n % 3 / 4, 1.23456 - n, -0.5, None]


def _change(readers: int) -> Change:
    def tables(first: float) -> pd.DataFrame:
        rows = [[first, 1 - first, 0.25, first + n / 10] for n in range(readers)]
        return pd.DataFrame(rows, columns=["fits", "conflation_rate", "mirror_rate", "d_prime"])

    few = readers < FEW
    ends, down, level = [(None, None)] * 3 if few else [(0.1, 0.4), (-0.4, -0.1), (-0.1, 0.1)]
    differences = {
        "fits": Mean(readers, 0.25, *ends),
        "conflation_rate": Mean(readers, -0.25, *down),
        "mirror_rate": Mean(readers, 0.0, *level),
        "d_prime": Mean(readers, 0.25, *ends),
    }
    before, after = tables(0.5), tables(0.75)
    return Change(
        "first-sort.unaided", "last-sort.unaided", False, readers, before, after, differences, 2
    )


def _monday(sorts: pd.DataFrame, readers: int) -> Monday:
    discuss = sorts.iloc[1:4].assign(why=["misled", "sure", "hard"])
    mend = sorts[sorts["discrimination_high"] < 0].head(1)
    teach = ("ownership", share(5, 12, readers >= FEW))
    return Monday(discuss, teach, mend)


def _mistakes(readers: int) -> Mistakes:
    few = readers < FEW
    ends = (None, None) if few else (0.5, 0.7)
    rows = [["money", 4 * readers, 0.6, *ends, 9, 2, 5], ["leader", 8, 0.25, *ends, 0, 0, 0]]
    powers = pd.DataFrame(rows, columns=POWER_COLUMNS)
    label = share(2 * readers, 4 * readers, not few), share(readers, 4 * readers, not few)
    use, money = share(3, 12, not few), share(3 * readers, 5 * readers)
    return Mistakes(*label, use, powers, None if few else ("money", money))
