"""What a class's first answers say, in tables and numbers; `report` shows them and decides nothing.

All shares are between 0 and 1. Intervals are of 95 per cent. What cannot be computed is NaN in a
table and None elsewhere.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import pandas as pd

from ...exercises.model import Exercise

# The columns that other tools may rely on. Counts: `readers`, `sure_and_wrong` (and `wrong_reason`)
# of readers, `answered` and `fits` of cases. Shares: `facility`, `eventually` and the rates.
# `misled_by` is the id of a surface cue, or None. What an exercise does not ask for is NaN.
# `files` are those in which the reader's work was handed in, joined by " | ".
ITEM_COLUMNS = (
    "exercise",
    "vignette",
    "kind",
    "readers",
    "facility",
    "facility_low",
    "facility_high",
    "discrimination",
    "discrimination_low",
    "discrimination_high",
    "sure_and_wrong",
    "eventually",
    "misled_by",
)
READER_COLUMNS = (
    "reader",
    "exercise",
    "answered",
    "fits",
    "conflation_rate",
    "mirror_rate",
    "d_prime",
    "bias_c",
    "files",
)
# One row a reader, over all exercises. `name` is that of the class list; `exercises` counts those
# with a first answer, or a placement; `use_rate` is a share of answers in situations to act in.
STUDENT_COLUMNS = (
    "reader",
    "name",
    "exercises",
    "answered",
    "fits",
    "conflation_rate",
    "mirror_rate",
    "use_rate",
)
# One row a power, the most missed first: first answers to the cases that show it, the share of them
# that did not fit, with its interval; and of these where a sentence was tapped, in how many that
# one shows the power, or only looks telling.
POWER_COLUMNS = (
    "power",
    "answers",
    "missed",
    "missed_low",
    "missed_high",
    "tapped",
    "tapped_power",
    "tapped_looks",
)

# One row a reader, exercise, run and case: the first answer to the case in that run.
# What is empty is an empty string. `holds`: it fits or can be defended; `eventually`: some answer
# of that reader did, in any run, NaN where only the first is known; `reason` is "look-again" where
# the kind fits for a reason that does not carry it, and UNKNOWN where the case was other than today
# when it was answered, or no reason is known; `misled` is the surface cue that misled, `criterion`
# the one that decides the case. `use` tells that the answer treats a members' group as the worker's
# method. `tapped` is the power that the sentence shows which was tapped, if that decides the case;
# LOOKS where it only looks telling, and else ELSEWHERE.
ANSWER_COLUMNS = (
    "reader",
    "exercise",
    "type",
    "run",
    "vignette",
    "kind",
    "answer",
    "verdict",
    "holds",
    "reason",
    "confidence",
    "misled",
    "criterion",
    "use",
    "tapped",
    "eventually",
)
# One row a reader, exercise, case and power (or the whole): where it was placed, from 1 to 5.
PLACEMENT_COLUMNS = ("reader", "exercise", "vignette", "part", "place")

# One row a reader, exercise and question to which a sentence is asked: whether one was written.
WRITTEN_COLUMNS = ("reader", "exercise", "item", "written")

UNKNOWN = "unknown"
LOOKS, ELSEWHERE = "looks-telling", "elsewhere"
FEW = 10  # fewer readers than this say little, and the report says so


@dataclass(frozen=True)
class Share:
    """A share of a count, with its interval; `value` is None where nothing was counted.

    `low` and `high` are None where there are too few readers for an interval.
    """

    count: int
    of: int
    value: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True)
class Mean:
    """A mean over `readers`, with its interval; None where it cannot be had."""

    readers: int
    value: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True)
class SortedClass:
    """What a class did in one exercise in which cases are sorted. `table[kind][answer]` counts."""

    table: Mapping[str, Mapping[str, int]]
    fits: Share
    conflation: Share
    mirror: Share
    wrong_reason: Share  # of the answers that fit, where a sentence was asked for; else of == 0
    sure_and_wrong: Share  # of the answers that did not fit, where confidence was asked for
    d_prime: Mean
    bias_c: Mean
    alpha: float | None  # Krippendorff's, nominal
    calibration: Mapping[str, Share]  # "sure", "unsure": the share of them that fits
    misled: Mapping[str, int]  # surface cue: how many first answers it misled, most first
    criteria: Mapping[str, Share]  # criterion: the share of first answers that did not fit


@dataclass(frozen=True)
class PlacedClass:
    """What a class did in one exercise in which cases are placed."""

    parts: Mapping[str, str]  # vignette: the power, or the whole, on which readers parted most
    spread: Mapping[str, Mapping[int, int]]  # vignette: place of that -> readers
    bands: Mapping[str, tuple[int, int]]  # vignette: the accepted band of that
    alpha: Mapping[str, float | None]  # part ("aims" ... "whole"): Krippendorff's, ordinal


@dataclass(frozen=True)
class ExerciseFindings:
    """One exercise: how many readers, what was answered, and the table of its cases."""

    exercise: Exercise
    readers: int
    answered: int
    holds: Share
    items: pd.DataFrame  # ITEM_COLUMNS and `wrong_reason`, hardest first
    sorting: SortedClass | None = None
    placing: PlacedClass | None = None


@dataclass(frozen=True)
class Change:
    """The same readers in a test and in a later one: paired, in points of share."""

    first: str  # exercise
    second: str
    retest: bool  # the second is the retest, run 2 of `second`
    readers: int
    before: pd.DataFrame  # one row a reader: fits, conflation_rate, mirror_rate, d_prime
    after: pd.DataFrame
    differences: Mapping[str, Mean]  # measure: after - before; without interval under FEW readers
    unpaired: int  # readers of either test who are not in both, or cannot be told apart


# One row a test in parts, run and measure: what `label_and_use` counts of one reader, of the class.
PORTRAIT_COLUMNS = ("exercise", "run", "measure", "count", "answers", "share", "low", "high")


@dataclass(frozen=True)
class Monday:
    """What to do next; no case is both to discuss and to mend."""

    discuss: pd.DataFrame  # at most five rows of items, with `why`: "hard", "sure" or "misled"
    teach_again: tuple[str, Share] | None  # criterion, and the share of answers that did not fit
    mend: pd.DataFrame  # at most three rows of items, whose discrimination lies below 0
    kept: bool = False  # some cases are not to be discussed before readers have met them in a test


@dataclass(frozen=True)
class Mistakes:
    """What a class took for what: the label, and the use, which are two mistakes and two numbers.

    A share of which nothing was asked has `of` == 0. `powers` are POWER_COLUMNS, `overlooked` the
    power that is missed more often than the rest, if one is.
    """

    conflation: Share
    mirror: Share
    use: Share
    powers: pd.DataFrame
    overlooked: tuple[str, Share] | None


@dataclass(frozen=True)
class Findings:
    """Everything that the report shows."""

    readers: int
    items: pd.DataFrame  # ITEM_COLUMNS and `wrong_reason`
    people: pd.DataFrame  # READER_COLUMNS
    students: pd.DataFrame  # STUDENT_COLUMNS
    exercises: list[ExerciseFindings] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    monday: Monday | None = None
    mistakes: Mistakes | None = None
    portraits: pd.DataFrame = field(default_factory=lambda: pd.DataFrame(columns=PORTRAIT_COLUMNS))
    written: pd.DataFrame = field(default_factory=lambda: pd.DataFrame(columns=WRITTEN_COLUMNS))
