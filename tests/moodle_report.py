"""Moodle's report of a SCORM package's interactions, as it writes it for download as text.

Nobody's data: columns, quotes and empty cells are those of `scormreport_interactions` in Moodle,
and what stands in the cells of answers is what js/platform.js sends, taken from scorm-again.
`fixtures/moodle-interactions.txt` is such a run of three made-up students at the exercises of the
toy bank; `tests/browser/test_platform.py` writes it anew where it is not there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

SAMPLE = Path(__file__).parent / "fixtures" / "moodle-interactions.txt"
HEADS = (
    "Name",
    "Email address",
    "Attempt",
    "Started on",
    "Last accessed on",
    "Score",
    "Toy course",
)
STARTED, LAST = "Monday, 13 April 2026, 9:30 AM", "Monday, 13 April 2026, 10:05 AM"
Row = tuple[str, str, int, Sequence[str]]  # name, email address, attempt, responses


def cell(text: str) -> str:
    """Write a cell as PHP does: what holds a space, a tab or a quote is quoted."""
    return '"' + text.replace('"', '""') + '"' if re.search(r'[\s"\\]', text) else text


def moodle_report(rows: Iterable[Row], heads: Sequence[str] = HEADS, head: str = "Response") -> str:
    """Return the report on attempts; who has not begun has dashes."""
    rows = list(rows)
    most = max((len(responses) for *_, responses in rows), default=0)
    table = [[*heads, *(f"{head} {number}" for number in range(most))]]
    for name, email, attempt, responses in rows:
        state = (
            [str(attempt), STARTED, LAST, "57", "57/100"]
            if attempt
            else ["-"] * 4 + ["Not attempted"]
        )
        table.append([name, email, *state, *responses, *[""] * (most - len(responses))])
    return "".join("\t".join(map(cell, row)) + "\n" for row in table)


def responses(works: Iterable[Mapping[str, Any]]) -> list[str]:
    """Return what js/platform.js tells of the first answers to cases in works."""
    told: dict[tuple[str, str], str] = {}
    for work in works:
        for attempt in work["attempts"]:
            case, exercise = attempt.get("vignette"), work["exercise"]
            if case and "answer" in attempt:
                response = f"{case}: {attempt['answer']} ({exercise})"
                told.setdefault((exercise, case), response)
    return list(told.values())
