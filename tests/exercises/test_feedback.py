from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from whosegroup.bank.loading import load_bank
from whosegroup.bank.model import Bank
from whosegroup.exercises.feedback import Feedback, deciding, give_feedback

ROOM, SHARING, OWNERSHIP, MANDATE, HELPING, PLAIN = range(1, 7)  # the lines of garden and its pair


def give(
    bank: Bank, name: str, answer: str, passage: int | None = None, asked: bool = True
) -> Feedback:
    return give_feedback(bank.vignettes[name], answer, passage, bank, asked)


def said(feedback: Feedback) -> list[tuple[str, str]]:
    return [(fragment.role, fragment.text) for fragment in feedback.fragments]


def texts(feedback: Feedback, role: str) -> list[str]:
    return [fragment.text for fragment in feedback.fragments if fragment.role == role]


def test_the_deciding_passages_are_those_with_a_decisive_criterion(toy_bank: Bank) -> None:
    """Helping agrees, and does not settle the case."""
    numbers = [p.number for p in deciding(toy_bank.vignettes["garden"], toy_bank)]
    assert numbers == [OWNERSHIP, MANDATE]


def test_a_right_answer_with_a_deciding_passage_says_what_decides_and_on_whose_word(
    toy_bank: Bank,
) -> None:
    feedback = give(toy_bank, "garden-clinic", "support", OWNERSHIP)
    assert (feedback.verdict, feedback.reason) == ("fits", None)
    assert said(feedback) == [
        ("lead", "It fits: Support group."),
        ("decides", "The agency owns it."),
        ("criterion", "Ownership. What ownership means."),
        ("source", "Source: Oka's toy article"),
    ]


def test_what_decides_is_said_of_the_passage_that_was_tapped(toy_bank: Bank) -> None:
    feedback = give(toy_bank, "garden-clinic", "support", MANDATE)
    assert texts(feedback, "decides") == ["The agency chose the leader."]
    assert texts(feedback, "criterion") == ["Mandate. What mandate means."]


@pytest.mark.parametrize(
    ("passage", "worth"),
    [
        (
            ROOM,
            [
                ("surface", "What you tapped: A hospital room."),
                ("tapped", "Why a hospital room does not decide."),
            ],
        ),
        (HELPING, [("tapped", "Helping confirms and does not settle.")]),
        (PLAIN, [("tapped", "This sentence tells nothing.")]),
    ],
)
def test_the_right_kind_with_a_passage_that_does_not_carry_it_gets_words_of_its_own(
    toy_bank: Bank, passage: int, worth: list[tuple[str, str]]
) -> None:
    feedback = give(toy_bank, "garden-clinic", "support", passage)
    assert (feedback.verdict, feedback.reason) == ("fits", "look-again")
    assert (feedback.misled, feedback.tempting) == (None, None)
    assert said(feedback)[:-3] == [
        ("lead", "The kind fits: Support group. That sentence does not carry it."),
        *worth,
    ]


def test_where_a_passage_is_asked_for_and_none_given_the_answer_is_not_carried(
    toy_bank: Bank,
) -> None:
    assert give(toy_bank, "garden", "self-help").reason == "look-again"


def test_where_no_passage_is_asked_for_the_kind_alone_is_enough(toy_bank: Bank) -> None:
    feedback = give(toy_bank, "tea", "self-help", asked=False)
    assert (feedback.verdict, feedback.reason) == ("fits", None)
    assert texts(feedback, "lead") == ["It fits: Self-help group."]


def test_a_wrong_answer_names_the_surface_cue_that_was_tapped(toy_bank: Bank) -> None:
    feedback = give(toy_bank, "garden-clinic", "self-help", SHARING)
    assert (feedback.verdict, feedback.reason) == ("look-again", None)
    assert feedback.misled.number == SHARING
    assert feedback.tempting is None
    assert said(feedback) == [
        ("lead", "Look again: Support group."),
        ("own", "They share the work, and sharing is found in both kinds."),
        ("surface", "What you tapped: Shared stories."),
        ("tapped", "Why shared stories do not decide."),
        ("decides", "The agency owns it."),
        ("criterion", "Ownership. What ownership means."),
        ("source", "Source: Oka's toy article"),
    ]


def test_a_wrong_answer_on_a_plain_sentence_names_the_cue_that_suggests_it(toy_bank: Bank) -> None:
    """It may have pulled the reader that way, so it is not said to have misled."""
    feedback = give(toy_bank, "garden-clinic", "self-help", PLAIN)
    assert feedback.misled is None
    assert feedback.tempting.number == SHARING
    assert texts(feedback, "tempting") == ["What may have pulled you: Shared stories."]
    assert texts(feedback, "tapped") == ["This sentence tells nothing."]


def test_a_wrong_answer_without_a_passage_names_the_cue_that_suggests_it(toy_bank: Bank) -> None:
    feedback = give(toy_bank, "garden", "support", asked=False)
    assert feedback.misled.number == ROOM
    assert feedback.tempting is None
    assert said(feedback)[2:4] == [
        ("tempting", "What may have pulled you: A hospital room."),
        ("tapped", "The ground is lent, no more."),
    ]


def test_a_cue_that_suggests_the_right_kind_is_not_said_to_have_misled(toy_bank: Bank) -> None:
    """Tea has one surface cue, and it suggests the answer that was wrong; its pair's does too."""
    assert give(toy_bank, "tea", "support", asked=False).misled.number == 2
    bare = replace(
        toy_bank,
        surface_cues={
            id: cue.model_copy(update={"suggests": "self-help"})
            for id, cue in toy_bank.surface_cues.items()
        },
    )
    assert give(bare, "tea", "support", asked=False).misled is None


def test_a_wrong_answer_with_a_deciding_passage_is_told_to_read_it_once_more(
    toy_bank: Bank,
) -> None:
    feedback = give(toy_bank, "garden-clinic", "self-help", MANDATE)
    assert (feedback.misled, feedback.tempting) == (None, None)
    assert texts(feedback, "tapped") == ["You tapped a sentence that decides."]
    assert texts(feedback, "decides") == ["The agency chose the leader."]


def test_a_case_s_own_words_come_before_those_of_the_bank(toy_bank: Bank) -> None:
    """By the kind that was answered, by the line that decides, and by the lines that agree."""
    feedback = give(toy_bank, "garden", "support", ROOM)
    assert said(feedback) == [
        ("lead", "Look again: Self-help group."),
        ("own", "A clinic lends the ground, and a lender does not decide."),
        ("surface", "What you tapped: A hospital room."),
        ("tapped", "The ground is lent, no more."),
        ("decides", "Mr Abe and the others chose the beans. Helping goes both ways here."),
        ("criterion", "Ownership. What ownership means."),
        ("source", "Source: Oka's toy article"),
    ]
    assert texts(give(toy_bank, "garden", "support", PLAIN), "tapped") == ["A sign tells prices."]


def test_what_was_said_of_the_tapped_passage_is_not_said_twice(toy_bank: Bank) -> None:
    feedback = give(toy_bank, "garden", "self-help", HELPING)
    assert texts(feedback, "tapped") == [
        "Helping goes both ways here.",
        "Helping confirms and does not settle.",
    ]
    assert texts(feedback, "decides") == ["Mr Abe and the others chose the beans."]


def test_a_source_leads_to_its_page_or_else_to_the_book_s_list(toy_bank: Bank) -> None:
    kurtz, oka = [
        fragment
        for fragment in give(toy_bank, "garden", "self-help", MANDATE).fragments
        if fragment.role == "source"
    ]
    assert (kurtz.text, kurtz.href, kurtz.page) == (
        "Source: Kurtz's toy book",
        "https://example.org/kurtz?a=1&b=2",
        None,
    )
    assert (oka.text, oka.href, oka.page) == ("Source: Oka's toy article", None, "book/references")


def test_braces_in_a_case_s_words_are_left_alone(toy_root: Path) -> None:
    path = toy_root / "data/vignettes/en/garden.md"
    path.write_text(path.read_text().replace("support: A clinic", "support: A {kind} clinic"))
    own = texts(give(load_bank(toy_root), "garden", "support", ROOM), "own")
    assert own == ["A {kind} clinic lends the ground, and a lender does not decide."]
