"""A type of exercise is one part of the script, and nothing else has to know its name."""

from __future__ import annotations

from pathlib import Path

import pytest

from pure_half import Call, derive
from whosegroup.bank.content import exercise_names
from whosegroup.exercises.loading import load_exercise

BANK = Path(__file__).parents[1] / "fixtures" / "bank"
TYPES = sorted({load_exercise(name, BANK).settings.type for name in exercise_names(BANK)})

# A type that nothing else has heard of: cases are put in a row, and one row fits.
ROWS = """
types.row = {
  about: "item",
  closes: (payload, kase, attempt) => (attempt.answer.length < 2 ? "again" : "done"),
  replyTo: (payload, kase, { answer }) => ({
    verdict: answer.join("") === kase.row ? "fits" : "defensible",
  }),
  countsFor: (kase, attempt) => `${kase.id} of ${attempt.answer.length}`,
};
"""


def test_a_type_is_one_part_and_nothing_else_has_to_know_it() -> None:
    payload = {
        "type": "row",
        "cases": [{"id": "x", "row": "ab"}, {"id": "y"}],
        "schedule": {"gap": 1},
    }
    given = [
        {"at": str(number), "run": 1, "item": "x", "answer": row}
        for number, row in enumerate([["a"], ["a", "b"], ["b", "a"]])
    ]
    calls: list[Call] = [
        ("queueOf", [payload, {"attempts": given[:1]}, 1]),
        ("queueOf", [payload, {"attempts": given}, 1]),
        ("outcomes", [payload, given]),
    ]
    begun, done, counted = derive(calls, ROWS)
    assert (begun, done) == (["y", "x"], ["y"])
    assert counted["first"] == {"x of 1": "defensible", "x of 2": "fits"}


@pytest.mark.parametrize("type", TYPES)
def test_each_type_has_all_that_a_type_has(type: str) -> None:
    has = """(type) => ["closes", "replyTo", "begin", "draw", "keys", "untouched", "was", "text",
        "answered", "said"].filter((name) => typeof types[type][name] !== "function")"""
    assert derive([(has, [type])]) == [[]]
