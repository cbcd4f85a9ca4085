from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from whosegroup.exercises.loading import load_exercise
from whosegroup.exercises.model import Exercise
from whosegroup.exercises.payload import compile_payload
from whosegroup.work.answer_picture import _in_a_test
from whosegroup.work.answer_tables import (
    SHOWN,
    attempts_table,
    progress_table,
    summary_table,
    work_summary,
)
from whosegroup.work.contract import new_work


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


def test_a_sentence_that_is_another_one_by_now_is_none(toy_exercise: Exercise) -> None:
    table = attempts_table(
        toy_exercise,
        work(
            attempt(1, answer="self-help", passage=2, text="beef"),
            attempt(2, answer="self-help", passage=2),
        ),
    )
    assert "passage" not in row(table) and "reason" not in row(table)
    assert (row(table, 1)["passage"], row(table, 1)["reason"]) == (2, "look-again")


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


# ------------------------------------------------------------------ a test in parts

FIXTURES = Path(__file__).parents[1] / "fixtures"
IN_PARTS = (FIXTURES / "bank", FIXTURES / "in-parts")
PORTRAITS = json.loads((FIXTURES / "portraits.json").read_text(encoding="utf-8"))
[WRONG] = [one for name, one in PORTRAITS.items() if name == "all goes wrong"]


def in_parts(attempts: list[dict[str, Any]]) -> dict[str, Any]:
    return {**new_work("first-parts", "en"), "form": "a", "attempts": attempts}


def test_of_a_test_in_parts_each_attempt_has_the_verdict_of_its_own_part() -> None:
    exercise = load_exercise("first-parts", IN_PARTS)
    table = attempts_table(exercise, in_parts(WRONG["attempts"]))
    assert list(table["verdict"]) == ["look-again"] * 7
    as_item = {**WRONG["attempts"][1], "item": "pond", "vignette": None}
    assert row(attempts_table(exercise, in_parts([as_item]))).get("verdict") is None


def test_of_a_test_in_parts_label_and_use_are_counted_apart() -> None:
    exercise = load_exercise("first-parts", IN_PARTS)
    table = work_summary(exercise, in_parts(WRONG["attempts"]))
    shown = [tuple(share.values()) for name, share in WRONG["expected"].items() if name in SHOWN]
    assert [tuple(counts) for counts in table.to_numpy()] == shown
    works = {name: in_parts(WRONG["attempts"]) for name in ("first-parts", "last-parts")}
    progress = progress_table(exercise, works)
    assert len(progress) == 2 and len(progress.columns) == 1 + len(SHOWN)
    assert list(progress.iloc[0, 1:]) == [1, 1, 0, 1, 1, 1, 0, 1, 1]


def test_the_picture_of_a_test_in_parts_waits_for_its_last_part() -> None:
    exercise = load_exercise("first-parts", IN_PARTS)
    payload = compile_payload(exercise)
    before, after = WRONG["attempts"][:-1], WRONG["attempts"]
    assert _in_a_test(payload, in_parts(before))
    assert not _in_a_test(payload, in_parts(after))
