"""What is said in the exercises beside sorting; the words of the toy bank name each path."""

from __future__ import annotations

from pathlib import Path

import pytest

from compiled import Said, told
from whosegroup.bank.model import Bank
from whosegroup.exercises.loading import load_exercise
from whosegroup.exercises.replies import (
    match_reply,
)
from whosegroup.exercises.settings import Statement


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
                ("own", "The sea is blue or green."),
                ("tapped", "Red is what is red."),
            ],
        ),
    ],
)
def test_a_statement_fits_its_bin_can_be_defended_in_others_and_else_is_told_what_the_bin_means(
    toy_bank: Bank, bin: str, verdict: str, expected: Said
) -> None:
    sea = Statement(id="sea", bin="blue", also=["green"])
    assert told(match_reply("bins", sea, bin, toy_bank)) == (verdict, None, expected)


def test_braces_in_the_words_of_a_statement_are_left_alone(toy_root: Path) -> None:
    path = toy_root / "data/words/en/matches.yml"
    path.write_text(path.read_text().replace("what is red.", "'{right}'"))
    exercise = load_exercise("bins", toy_root)
    reply = match_reply("bins", exercise.settings.items[1], "red", exercise.bank)
    assert reply.fragments[-1].text == "Red is {right}"
