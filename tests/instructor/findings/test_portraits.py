"""What a class calls groups and what it makes of them: the sum of what each reader's end says."""

from __future__ import annotations

from collections import Counter
from functools import cache
from typing import Any

import pandas as pd
import pytest

from whosegroup.bank.kinds import CANNOT_TELL
from whosegroup.exercises.loading import load_exercise
from whosegroup.exercises.payload import compile_payload
from whosegroup.instructor.findings.model import PORTRAIT_COLUMNS, Findings
from whosegroup.instructor.reporting import find_in
from whosegroup.instructor.simulate import simulate
from whosegroup.work.measures import PORTRAIT, label_and_use

TESTS = ("first-sort", "last-sort")


@cache
def works() -> list[dict[str, Any]]:
    return list(simulate([load_exercise(name) for name in TESTS], 12, 3))


@cache
def findings() -> Findings:
    return find_in(works())


@pytest.mark.parametrize("test", TESTS)
def test_the_class_is_the_sum_of_its_readers(test: str) -> None:
    payload = compile_payload(load_exercise(test))
    expected: Counter[tuple[str, str]] = Counter()
    for work in works():
        if work["exercise"] == test:
            for name, share in label_and_use(payload, work["attempts"]).items():
                expected[name, "count"] += share["count"]
                expected[name, "of"] += share["of"]
    table = findings().portraits
    assert tuple(table) == PORTRAIT_COLUMNS
    mine = table[table["exercise"] == test].set_index("measure")
    # Who did not know has no verdict, and no row.
    assert list(mine.index) == [name for name in PORTRAIT if name != "unknown"]
    for name, row in mine.iterrows():
        assert (row["count"], row["answers"]) == (expected[name, "count"], expected[name, "of"])
        assert row["low"] <= row["share"] <= row["high"]


def test_each_part_has_its_items_and_the_files_of_the_whole() -> None:
    parts = {f"{test}.{part.name}" for test in TESTS for part in load_exercise(test).settings.parts}
    assert set(findings().items["exercise"]) == parts
    assert [one.exercise.id for one in findings().exercises] == [
        part.id for test in TESTS for part in load_exercise(test).parts
    ]


def test_parts_are_compared_before_and_after_by_what_they_ask() -> None:
    compared = {change.second: set(change.differences) for change in findings().changes}
    assert compared["last-sort.decisions"] == {"fits", "use_rate"}
    assert compared["last-sort.beliefs"] == {"fits"}
    sorting = {"fits", "conflation_rate", "mirror_rate", "d_prime"}
    assert compared["last-sort.unaided"] == compared["last-sort.defined"] == sorting


def test_a_case_that_is_left_open_is_in_a_rate_and_in_no_d_prime() -> None:
    """Whoever leaves all of one kind open has named none of them rightly."""
    payload = compile_payload(load_exercise("first-sort"))
    kinds = {case["id"]: case["kind"] for case in payload["cases"] if "kind" in case}
    told = [id for id in payload["forms"]["a"] if kinds.get(id, CANNOT_TELL) != CANNOT_TELL]

    def people(answers: dict[str, str]) -> pd.Series:
        attempts = [
            {"at": f"2026-01-01T00:00:{n:02}.000Z", "run": 1, "vignette": id, "answer": answer}
            for n, (id, answer) in enumerate(answers.items())
        ]
        work = {"format": "whosegroup-work", "version": 1, "work": "aa", "lang": "en"}
        found = find_in(
            [{**work, "reader": "R", "exercise": "first-sort", "form": "a", "attempts": attempts}]
        )
        rows = found.people.set_index("exercise")
        return rows.loc["first-sort.unaided"]

    right = {id: kinds[id] for id in told}
    open_support = {id: CANNOT_TELL if kinds[id] == "support" else kinds[id] for id in told}
    assert people(open_support)["conflation_rate"] == 0
    assert people(open_support)["d_prime"] < people(right)["d_prime"]
