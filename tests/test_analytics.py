from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from whosegroup.analytics import attempts_table, cues_by_kind, rules_of_thumb, summary_table
from whosegroup.bank import Bank
from whosegroup.exercises import Exercise
from whosegroup.work import new_work


def attempt(number: int, **more: Any) -> dict[str, Any]:
    at = f"2026-04-13T09:30:{number:02}.000Z"
    return {"at": at, "run": 1, "vignette": "tea", "answer": "support", **more}


def work(*attempts: dict[str, Any]) -> dict[str, Any]:
    return {**new_work("toy", "en"), "attempts": list(attempts)}


def row(table: pd.DataFrame, number: int = 0) -> dict[str, Any]:
    """Return one row with nothing where a value is missing."""
    return {name: value for name, value in table.iloc[number].items() if not pd.isna(value)}


def test_the_table_has_a_row_an_attempt_with_its_verdict(toy_exercise: Exercise) -> None:
    table = attempts_table(
        toy_exercise,
        work(
            attempt(1, passage=2, confidence="sure"),
            attempt(2, answer="self-help", passage=1, run=2),
        ),
    )
    assert row(table, 0) == {
        "at": "2026-04-13T09:30:01.000Z",
        "run": 1,
        "vignette": "tea",
        "title": "Tea at four",
        "kind": "self-help",
        "answer": "support",
        "verdict": "look-again",
        "confidence": "sure",
        "passage": 2,
        "misled_by": "nurse-present",
    }
    assert (row(table, 1)["verdict"], row(table, 1)["reason"]) == ("fits", "look-again")


def test_a_table_without_attempts_has_its_columns(toy_exercise: Exercise) -> None:
    table = attempts_table(toy_exercise, work())
    assert len(table) == 0
    assert list(table.columns[:5]) == ["at", "run", "vignette", "title", "kind"]


@pytest.mark.parametrize(
    "odd",
    [
        {"answer": ["support"]},
        {"answer": "in-between"},
        {"answer": None, "skipped": True},
        {"vignette": "gone"},
        {"vignette": None, "item": "tea"},
    ],
)
def test_what_is_no_answer_to_a_case_of_this_exercise_has_no_verdict(
    toy_exercise: Exercise, odd: dict[str, Any]
) -> None:
    table = attempts_table(toy_exercise, work(attempt(1, **odd)))
    assert len(table) == 1
    assert "verdict" not in row(table)


@pytest.mark.parametrize("passage", ["2", None, [2], 2.5, True])
def test_a_passage_that_is_no_number_is_none(toy_exercise: Exercise, passage: Any) -> None:
    table = attempts_table(toy_exercise, work(attempt(1, passage=passage)))
    assert "passage" not in row(table)
    assert row(table)["verdict"] == "look-again"


def test_the_summary_counts_first_answers_each_out_of_how_many(toy_exercise: Exercise) -> None:
    table = summary_table(
        toy_exercise,
        work(
            attempt(1, vignette="garden-clinic", answer="self-help", confidence="sure", passage=2),
            attempt(2, vignette="tea-ward", answer="support", passage=1),
            attempt(3, vignette="garden", answer="self-help", passage=3),
            attempt(4, vignette="garden-clinic", answer="support", passage=3),
        ),
    )
    assert {name: tuple(values) for name, values in table.iterrows()} == {
        "Answered": (3, 4),
        "Fitting": (2, 3),
        "Conflated": (1, 2),
        "Mirror": (0, 1),
        "Wrong reason": (1, 2),
        "Sure and wrong": (1, 1),
    }
    assert list(table.columns) == ["Count", "Out of"]


def counts(cues: pd.DataFrame) -> dict[tuple[str, str, str], tuple[int, int]]:
    return {
        (r["sort"], r["cue"], r["suggests"]): (r["self-help"], r["support"])
        for _, r in cues.iterrows()
    }


def test_each_cue_is_counted_by_the_kind_of_the_cases_on_which_it_stands(toy_bank: Bank) -> None:
    """Cases in between are left out; a criterion has a row for each kind that it shows."""
    assert counts(cues_by_kind(toy_bank)) == {
        ("agrees", "Form", "self-help"): (1, 0),
        ("agrees", "Form", "support"): (0, 1),
        ("agrees", "Helping", "self-help"): (1, 0),
        ("agrees", "Helping", "support"): (0, 1),
        ("decides", "Mandate", "self-help"): (1, 0),
        ("decides", "Mandate", "support"): (0, 1),
        ("decides", "Ownership", "self-help"): (2, 0),
        ("decides", "Ownership", "support"): (0, 2),
        ("surface", "A hospital room", "support"): (1, 1),
        ("surface", "A nurse in the room", "support"): (1, 0),
        ("surface", "Shared stories", "self-help"): (1, 1),
        ("surface", 'The name "association"', "self-help"): (0, 1),
    }


def test_a_cue_that_stands_twice_in_a_case_is_counted_once(toy_bank: Bank) -> None:
    tea = toy_bank.vignettes["tea"]
    passages = tuple(p for passage in tea.passages for p in (passage, passage))
    object.__setattr__(tea, "passages", passages)
    assert counts(cues_by_kind(toy_bank))["surface", "A nurse in the room", "support"] == (1, 0)


def test_a_rule_of_thumb_is_right_as_often_as_its_cue_is(toy_bank: Bank) -> None:
    rules = rules_of_thumb(cues_by_kind(toy_bank)).set_index("cue")
    columns = ["cases", "right", "share"]
    assert list(rules.loc["A hospital room", columns]) == [2, 1, 0.5]
    assert list(rules.loc["A nurse in the room", columns]) == [1, 0, 0.0]
    assert list(rules.loc["Ownership", "share"]) == [1.0, 1.0]
    assert rules["share"].is_monotonic_increasing
