"""Statements and bins: what is said to each of them, and words for both."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from compiled import Said, compiled, problems_in, reply_in, told
from whosegroup.bank.model import Bank
from whosegroup.exercises.fragments import Fragments
from whosegroup.exercises.loading import load_exercise
from whosegroup.exercises.settings import Statement
from whosegroup.exercises.types.match import judge_bin

Change = Callable[[str, str, str], None]


def test_a_statement_says_what_is_said_to_each_bin(toy_root: Path, fragments: Fragments) -> None:
    exercise, units = compiled("bins", toy_root, fragments)
    assert [(unit["id"], unit["kind"], unit["lines"]) for unit in units] == [
        ("apple", "red", ["An apple."]),
        ("sea", "blue", ["The sea."]),
        ("leaf", "green", ["A leaf."]),
    ]
    for unit, item in zip(units, exercise.settings.items, strict=True):
        assert list(unit["replies"]) == ["red", "blue", "green"]
        for bin, reply in unit["replies"].items():
            assert reply_in(reply, fragments) == judge_bin("bins", item, bin, exercise.bank)


@pytest.mark.parametrize(
    ("bin", "verdict", "expected"),
    [
        ("blue", "fits", [("lead", "Fits: Blue."), ("own", "The sea is blue or green.")]),
        (
            "green",
            "defensible",
            [("lead", "Can be defended: Green, Blue."), ("own", "The sea is blue or green.")],
        ),
        (
            "red",
            "look-again",
            [
                ("lead", "Look again: Red, Blue."),
                ("tapped", "Red: It is not red."),
                ("own", "The sea is blue or green."),
            ],
        ),
    ],
)
def test_a_statement_fits_its_bin_can_be_defended_in_others_and_else_is_told_what_the_bin_means(
    toy_bank: Bank, bin: str, verdict: str, expected: Said
) -> None:
    sea = Statement(id="sea", bin="blue", also=["green"])
    assert told(judge_bin("bins", sea, bin, toy_bank)) == (verdict, None, expected)


def test_braces_in_the_words_of_a_statement_are_left_alone(toy_root: Path) -> None:
    path = toy_root / "data/words/en/matches.yml"
    path.write_text(path.read_text().replace("It is not red.", "'{right}'"))
    exercise = load_exercise("bins", toy_root)
    reply = judge_bin("bins", exercise.settings.items[1], "red", exercise.bank)
    assert reply.fragments[1].text == "Red: {right}"


def test_words_of_a_statement_that_is_gone_are_said(toy_root: Path, change: Change) -> None:
    change("exercises/bins.yml", "  - {id: leaf, bin: green}\n", "")
    [problem] = problems_in(toy_root)
    assert problem.file == "data/words/en/matches.yml"
    assert "leaf:" in (toy_root / problem.file).read_text().splitlines()[problem.line - 1]
    assert problem.what == "bins: 'leaf' is unknown."
