"""A group is asked: what is compiled of it is what is said to each answer and question."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import pytest

from compiled import Said, compiled, pieces, reply_in, said
from whosegroup.bank.model import Bank
from whosegroup.exercises.feedback import Fragment
from whosegroup.exercises.fragments import Fragments
from whosegroup.exercises.types.ask import judge_answer, say_worth

WOULD = ("own", "Would have told: Ask about leader? Ask about money?")


def test_a_group_to_ask_says_what_is_said_to_each_answer_and_question(
    toy_root: Path, fragments: Fragments
) -> None:
    exercise, units = compiled("stalls", toy_root, fragments)
    for unit, ask in zip(units, exercise.asks, strict=True):
        assert (unit["lines"], unit["choose"]) == (list(ask.lines), 3)
        assert unit["settling"] == ask.settling
        for path, replies in unit["replies"].items():
            assert set(replies) == set(exercise.bank.kinds.asked)
            for answer, reply in replies.items():
                expected = judge_answer(ask, answer, path == "settled", exercise.bank)
                assert reply_in(reply, fragments) == expected
        assert [question["id"] for question in unit["questions"]] == list(ask.front.answers)
        for question in unit["questions"]:
            name = question["id"]
            assert question["text"] == f"Ask about {name}?"
            assert question["answer"] == f"Said of {name}."
            assert pieces(question["say"], fragments) == say_worth(ask, name, exercise.bank)


def test_a_group_that_no_question_settles_has_no_replies_for_where_one_did(
    toy_root: Path, fragments: Fragments
) -> None:
    _, [stall, corner] = compiled("stalls", toy_root, fragments)
    assert set(stall["replies"]) == {"settled", "open"}
    assert set(corner["replies"]) == {"open"}


def test_two_groups_share_the_pieces_that_they_both_say(
    toy_root: Path, fragments: Fragments
) -> None:
    _, [stall, corner] = compiled("stalls", toy_root, fragments)
    assert stall["questions"][0]["say"] == corner["questions"][0]["say"]
    shared = Fragment("worth", "Leaves open.")
    assert [asdict(f) for f in fragments.all].count(asdict(shared)) == 1


@pytest.mark.parametrize(
    ("name", "answer", "settled", "verdict", "reason", "expected"),
    [
        (
            "stall",
            "support",
            True,
            "fits",
            None,
            [("lead", "Settled: Support group."), ("own", "Told of support.")],
        ),
        (
            "stall",
            "self-help",
            True,
            "look-again",
            None,
            [("lead", "Settled and missed: Support group."), ("own", "Told of self-help.")],
        ),
        (
            "stall",
            "cannot-tell",
            True,
            "look-again",
            None,
            [
                ("lead", "Settled and missed: Support group."),
                ("own", "Told that nobody can tell."),
            ],
        ),
        ("stall", "cannot-tell", False, "defensible", None, [("lead", "Honest."), WOULD]),
        (
            "stall",
            "support",
            False,
            "fits",
            "look-again",
            [("lead", "Lucky: Support group."), WOULD],
        ),
        (
            "stall",
            "self-help",
            False,
            "look-again",
            None,
            [("lead", "Guessed: Support group."), WOULD],
        ),
        (
            "corner",
            "cannot-tell",
            False,
            "fits",
            None,
            [("lead", "Unresolved."), ("own", "Told that nobody can tell.")],
        ),
        (
            "corner",
            "support",
            False,
            "look-again",
            None,
            [("lead", "Unresolved and missed."), ("own", "Told of support.")],
        ),
        (
            "corner",
            "self-help",
            False,
            "look-again",
            None,
            [("lead", "Unresolved and missed."), ("own", "Told of self-help.")],
        ),
    ],
)
def test_an_answer_about_a_group_is_worth_what_the_questions_told(
    toy_bank: Bank,
    name: str,
    answer: str,
    settled: bool,
    verdict: str,
    reason: str | None,
    expected: Said,
) -> None:
    reply = judge_answer(toy_bank.asks[name], answer, settled, toy_bank)
    everything = [*said(reply.fragments), *said(reply.more)]
    assert (reply.verdict, reply.reason, everything) == (verdict, reason, expected)
    # What the case says of an answer speaks of all that could be told: first all is shown.
    assert ("own", toy_bank.asks[name].front.feedback[answer]) not in said(reply.fragments)


@pytest.mark.parametrize(("name", "worth"), [("money", "Settles."), ("help", "Leaves open.")])
def test_a_question_is_said_to_settle_or_to_leave_open(
    toy_bank: Bank, name: str, worth: str
) -> None:
    assert said(say_worth(toy_bank.asks["stall"], name, toy_bank)) == [
        ("worth", worth),
        ("finds", f"What {name} finds."),
        ("courtesy", f"Courtesy: How to ask about {name}."),
    ]
