"""A pair side by side: what differs and decides, and the kinds of both halves."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from compiled import Said, compiled, pieces, problems_in, reply_in, said, told
from whosegroup.bank.model import Bank
from whosegroup.bank.vignettes import Vignette
from whosegroup.exercises.fragments import Fragments
from whosegroup.exercises.tags import line_text
from whosegroup.exercises.types.compare import judge_difference, judge_kinds, say_change

Change = Callable[[str, str, str], None]


ROOM, SHARING, OWNERSHIP, MANDATE, HELPING, SIGN = range(1, 7)  # the lines of garden and its pair
BOTH = "Support group, Self-help group."


def test_a_pair_is_one_unit_named_after_its_first_half(
    toy_root: Path, fragments: Fragments
) -> None:
    exercise, [unit] = compiled("pairs", toy_root, fragments)
    assert unit["id"] == "garden-clinic"
    assert unit["decides"] == "ownership"
    assert [(half["id"], half["kind"]) for half in unit["halves"]] == [
        ("garden-clinic", "support"),
        ("garden", "self-help"),
    ]
    for half, vignette in zip(unit["halves"], exercise.vignettes, strict=True):
        assert list(map(line_text, half["lines"])) == [p.text for p in vignette.passages]


def test_a_pair_says_what_is_said_to_each_two_kinds_and_to_each_line(
    toy_root: Path, fragments: Fragments
) -> None:
    exercise, [unit] = compiled("pairs", toy_root, fragments)
    pair, bank = exercise.vignettes, exercise.bank
    assert set(unit["replies"]) == {
        f"{one}|{other}" for one in bank.kinds.scored for other in bank.kinds.scored
    }
    for given, reply in unit["replies"].items():
        assert reply_in(reply, fragments) == judge_kinds(pair, tuple(given.split("|")), bank)
    assert len(unit["differences"]) == len(pair[0].passages)
    for line, reply in enumerate(unit["differences"], start=1):
        assert reply_in(reply, fragments) == judge_difference(pair, line, bank)
    assert pieces(unit["change"]["say"], fragments) == (say_change(pair, bank),)
    told = judge_kinds(pair, ("support", "self-help"), bank, carried=False)
    assert pieces(unit["unreasoned"]["say"], fragments) == told.fragments


def test_two_pairs_are_two_units(toy_root: Path, fragments: Fragments) -> None:
    path = toy_root / "exercises/pairs.yml"
    path.write_text(path.read_text().replace("garden]", "garden, tea-ward, tea]"))
    _, units = compiled("pairs", toy_root, fragments)
    assert [unit["id"] for unit in units] == ["garden-clinic", "tea-ward"]


@pytest.fixture
def pair(toy_bank: Bank) -> tuple[Vignette, Vignette]:
    """Return the clinic's garden, which has words on no line, and then the other."""
    return toy_bank.vignettes["garden-clinic"], toy_bank.vignettes["garden"]


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
    assert told(judge_kinds(pair, answers, toy_bank)) == (verdict, None, expected)


@pytest.mark.parametrize("line", [OWNERSHIP, MANDATE])
def test_a_line_that_differs_and_decides_carries_the_answer(
    toy_bank: Bank, pair: tuple[Vignette, Vignette], line: int
) -> None:
    expected = ("fits", None, [("tapped", "Differs and decides.")])
    assert told(judge_difference(pair, line, toy_bank)) == expected


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
    reply = judge_difference(pair, line, toy_bank)
    assert told(reply) == ("look-again", "look-again", [("tapped", expected)])


def test_a_case_s_own_words_are_added_to_a_line_that_is_the_same_and_to_no_other(
    toy_bank: Bank, pair: tuple[Vignette, Vignette]
) -> None:
    """The first half of the pair says them; what it says of its kind is not of this exercise."""
    turned = pair[1], pair[0]
    assert said(judge_difference(turned, ROOM, toy_bank).fragments) == [
        ("tapped", "The same in both."),
        ("tapped", "The ground is lent, no more."),
    ]
    for line, expected in ((OWNERSHIP, "Differs and decides."), (HELPING, "Differs and agrees.")):
        assert said(judge_difference(turned, line, toy_bank).fragments) == [("tapped", expected)]


def test_what_would_change_the_one_into_the_other_is_each_deciding_line(
    toy_root: Path, fragments: Fragments
) -> None:
    _, [unit] = compiled("pairs", toy_root, fragments)
    assert unit["change"]["lines"] == [OWNERSHIP, MANDATE]
    assert said(pieces(unit["change"]["say"], fragments)) == [
        ("change", "Changed into Self-help group:")
    ]
    assert said(pieces(unit["change"]["more"], fragments)) == [("criterion", "The agency owns it.")]


def test_the_words_that_differ_are_told_by_where_they_stand(
    toy_root: Path, fragments: Fragments
) -> None:
    """Line by line, in each half: all other words stand in both, in the same order."""
    exercise, [unit] = compiled("pairs", toy_root, fragments)
    marked = [
        {
            int(line): [vignette.passages[int(line) - 1].text[start:end] for start, end in places]
            for line, places in half["differs"].items()
        }
        for half, vignette in zip(unit["halves"], exercise.vignettes, strict=True)
    ]
    assert marked[0][MANDATE] == ["Ms Ito"]
    assert marked[1][MANDATE] == ["the others"]
    assert marked[0].keys() == marked[1].keys() == {OWNERSHIP, MANDATE, HELPING}


def test_each_half_shows_who_holds_what(toy_root: Path, fragments: Fragments) -> None:
    _, [unit] = compiled("pairs", toy_root, fragments)
    assert [half["hand"] for half in unit["halves"]] == [
        {"aims": "support", "leader": "support"},
        {"aims": "self-help", "leader": "self-help"},
    ]


def test_halves_that_are_decided_by_different_lines_cannot_be_compared(
    toy_root: Path, change: Change
) -> None:
    line = "[Mr Abe leads because the others chose him]{criterion=mandate shows=self-help}"
    weaker = line.replace("mandate", "helping")
    change("data/vignettes/en/garden.md", line, weaker)
    what = "'garden-clinic' and 'garden' are not decided by the same lines."
    assert what in {problem.what for problem in problems_in(toy_root)}
