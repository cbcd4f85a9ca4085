"""What is said in the exercises beside sorting; the words of the toy bank name each path."""

from __future__ import annotations

from pathlib import Path

import pytest

from compiled import Said, said, told
from whosegroup.bank.model import Bank
from whosegroup.bank.vignettes import Vignette
from whosegroup.exercises.loading import load_exercise
from whosegroup.exercises.replies import (
    compare_change,
    compare_difference,
    compare_kinds,
    match_reply,
)
from whosegroup.exercises.settings import Statement

ROOM, SHARING, OWNERSHIP, MANDATE, HELPING, SIGN = range(1, 7)  # the lines of garden and its pair


@pytest.fixture
def pair(toy_bank: Bank) -> tuple[Vignette, Vignette]:
    """Return the clinic's garden, which has words on no line, and then the other."""
    return toy_bank.vignettes["garden-clinic"], toy_bank.vignettes["garden"]


BOTH = "Support group, Self-help group."


@pytest.mark.parametrize(
    ("answers", "verdict", "expected"),
    [
        (("support", "self-help"), "fits", [("lead", f"Both fit: {BOTH}")]),
        (("self-help", "support"), "look-again", [("lead", f"Neither fits: {BOTH}")]),
        (
            ("support", "support"),
            "look-again",
            [("lead", f"One fits: {BOTH}"), ("own", "Two of one kind.")],
        ),
        (
            ("self-help", "self-help"),
            "look-again",
            [("lead", f"One fits: {BOTH}"), ("own", "Two of one kind.")],
        ),
    ],
)
def test_a_pair_fits_where_both_halves_do(
    toy_bank: Bank,
    pair: tuple[Vignette, Vignette],
    answers: tuple[str, str],
    verdict: str,
    expected: Said,
) -> None:
    assert told(compare_kinds(pair, answers, toy_bank)) == (verdict, None, expected)


@pytest.mark.parametrize("line", [OWNERSHIP, MANDATE])
def test_a_line_that_differs_and_decides_carries_the_answer(
    toy_bank: Bank, pair: tuple[Vignette, Vignette], line: int
) -> None:
    expected = ("fits", None, [("tapped", "Differs and decides.")])
    assert told(compare_difference(pair, line, toy_bank)) == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (ROOM, "The same in both."),
        (SIGN, "The same in both."),
        (HELPING, "Differs and agrees."),
    ],
)
def test_a_line_that_is_the_same_or_only_agrees_does_not_carry_it(
    toy_bank: Bank, pair: tuple[Vignette, Vignette], line: int, expected: str
) -> None:
    reply = compare_difference(pair, line, toy_bank)
    assert told(reply) == ("look-again", "look-again", [("tapped", expected)])


def test_a_case_s_own_words_are_added_to_a_line_that_is_the_same_and_to_no_other(
    toy_bank: Bank, pair: tuple[Vignette, Vignette]
) -> None:
    """The first half of the pair says them; what it says of its kind is not of this exercise."""
    turned = pair[1], pair[0]
    assert said(compare_difference(turned, ROOM, toy_bank).fragments) == [
        ("tapped", "The same in both."),
        ("tapped", "The ground is lent, no more."),
    ]
    for line, expected in ((OWNERSHIP, "Differs and decides."), (HELPING, "Differs and agrees.")):
        assert said(compare_difference(turned, line, toy_bank).fragments) == [("tapped", expected)]


def test_what_would_change_the_one_into_the_other_is_each_deciding_line_and_its_criterion(
    toy_bank: Bank, pair: tuple[Vignette, Vignette]
) -> None:
    first, second = pair
    assert said(compare_change(pair, toy_bank)) == [
        ("change", "Changed into Self-help group:"),
        ("from", first.passages[OWNERSHIP - 1].text),
        ("to", second.passages[OWNERSHIP - 1].text),
        ("from", first.passages[MANDATE - 1].text),
        ("to", second.passages[MANDATE - 1].text),
        ("criterion", "Ownership. What ownership means."),
    ]


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
