"""What a class calls groups and what it makes of them, apart from each other, in each test."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from ...bank.kinds import CANNOT_TELL
from ...exercises.model import Exercise
from ...exercises.types import TYPES
from .intervals import shares
from .model import PORTRAIT_COLUMNS
from .reader_measures import USE


def portraits(answers: pd.DataFrame, exercises: Mapping[str, Exercise]) -> pd.DataFrame:
    """Return a row for each test in parts, run and measure; what nobody was asked is left out.

    The measures are those of `measures.label_and_use`, of all first answers of the run. To leave
    open what can be told is no conflation, and there is no sum.
    """
    rows = []
    parts = {name: name.partition(".")[0] for name in exercises if "." in name}
    for whole in sorted(set(parts.values())):
        kinds = next(exercises[name].bank.kinds for name in parts if parts[name] == whole)
        here = answers[answers["exercise"].isin([n for n, of in parts.items() if of == whole])]
        for run in sorted(here["run"].unique()):
            some = here[here["run"] == run]
            sorts, acts = (
                some["type"].isin(names)
                for names in (
                    [name for name, type in TYPES.items() if type.sorts],
                    [name for name, type in TYPES.items() if USE in type.counts],
                )
            )
            kind, answer = some["kind"], some["answer"]
            told = sorts & kind.isin(kinds.scored)
            wrong = ~some["holds"]
            asked = {
                "conflation": (answer == kinds.first, sorts & (kind == kinds.second)),
                "mirror": (answer == kinds.second, sorts & (kind == kinds.first)),
                "withheld": (answer == CANNOT_TELL, told),
                "overclaimed": (answer != CANNOT_TELL, sorts & (kind == CANNOT_TELL)),
                "label": (wrong, ~sorts & (kind == "label")),
                "errors": (some["use"], acts),
                "decisions": (wrong & ~some["use"].astype(bool), acts),
                "use": (wrong, ~sorts & (kind == "use")),
                "guard": (wrong, ~sorts & (kind == "guard")),
            }
            found = zip(asked, shares(some, list(asked.values())), strict=True)
            rows += [
                [whole, int(run), name, one.count, one.of, one.value, one.low, one.high]
                for name, one in found
                if one.of
            ]
    return pd.DataFrame(rows, columns=list(PORTRAIT_COLUMNS))
