from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from whosegroup.bank.checks import check_vignette
from whosegroup.bank.loading import load_bank
from whosegroup.bank.marks import Mark
from whosegroup.bank.model import Bank
from whosegroup.exercises.case_text import compile_lines
from whosegroup.exercises.feedback import Feedback, Fragment, deciding, give_feedback

ROOM, SHARING, OWNERSHIP, MANDATE, HELPING, PLAIN = range(1, 7)  # the lines of garden and its pair


def give(
    bank: Bank, name: str, answer: str, passage: int | None = None, asked: bool = True
) -> Feedback:
    return give_feedback(bank.vignettes[name], answer, passage, bank, asked)


def pieces(fragments: Iterable[Fragment]) -> list[tuple[Any, ...]]:
    """Return of each piece its role, the lines that it quotes, what it explains, and its words."""
    return [tuple(filter(None, (f.role, f.lines, f.term, f.text))) for f in fragments]


def said(feedback: Feedback) -> list[tuple[Any, ...]]:
    return pieces(feedback.fragments)


def more(feedback: Feedback) -> list[tuple[Any, ...]]:
    return pieces(feedback.more)


def texts(feedback: Feedback, role: str) -> list[str]:
    return [fragment.text for fragment in feedback.fragments if fragment.role == role]


def test_the_deciding_passages_are_those_with_a_decisive_criterion(toy_bank: Bank) -> None:
    """Helping agrees, and does not settle the case."""
    numbers = [p.number for p in deciding(toy_bank.vignettes["garden"], toy_bank)]
    assert numbers == [OWNERSHIP, MANDATE]


def test_a_right_answer_says_what_decides_and_what_agrees(toy_bank: Bank) -> None:
    feedback = give(toy_bank, "garden-clinic", "support", OWNERSHIP)
    assert (feedback.verdict, feedback.reason) == ("fits", None)
    assert said(feedback) == [
        ("lead", "It fits: Support group."),
        ("decides", (OWNERSHIP, MANDATE)),
        ("agrees", (HELPING,)),
    ]


def test_what_it_means_and_on_whose_word_lies_behind_more(toy_bank: Bank) -> None:
    assert more(give(toy_bank, "garden-clinic", "support", OWNERSHIP)) == [
        ("sign", "cues.hospital-room"),
        ("sign", "cues.sharing"),
        ("criterion", "criteria.ownership", "The agency owns it."),
        ("criterion", "criteria.mandate", "The agency chose the leader."),
        ("source", "sources.oka-toy", "Source: Oka’s toy article"),
        ("source", "sources.kurtz-toy", "Source: Kurtz’s toy book"),
    ]


def test_of_many_deciding_sentences_two_are_said_again_and_the_one_tapped_is_among_them(
    toy_bank: Bank,
) -> None:
    garden = toy_bank.vignettes["garden-clinic"]
    third = replace(garden.passages[HELPING - 1], mark=Mark("ownership", "support", power="money"))
    passages = (*garden.passages[: HELPING - 1], third, *garden.passages[HELPING:])
    case = replace(garden, passages=passages)
    for tapped, expected in ((None, (3, 4)), (MANDATE, (3, 4)), (HELPING, (3, 5))):
        [line] = [f for f in give_feedback(case, "support", tapped, toy_bank).fragments if f.lines]
        assert (line.role, line.lines) == ("decides", expected)


def test_beyond_the_meeting_has_a_line_of_its_own_and_agrees_with_nothing(toy_bank: Bank) -> None:
    assert said(give(toy_bank, "tea", "self-help", asked=False)) == [
        ("lead", "It fits: Self-help group."),
        ("decides", (3,)),
        ("beyond", (4,), "It has no end."),
    ]


def test_an_exception_beyond_the_meeting_is_said_and_changes_nothing(toy_bank: Bank) -> None:
    """Oka's features lean one way: a quiet self-help group is still one."""
    tea, form = toy_bank.vignettes["tea"], 4
    quiet = replace(tea.passages[form - 1], mark=Mark("form", "support"))
    tea = replace(tea, passages=(*tea.passages[: form - 1], quiet, *tea.passages[form:]))
    assert check_vignette(tea, toy_bank)[0].what.startswith("Only one passage shows the kind")
    for tapped, words in (
        (None, "It has an end. Sooner expected of: Support group."),
        (form, "Form only colours."),
    ):
        feedback = give_feedback(tea, "self-help", tapped, toy_bank)
        [line] = [f for f in feedback.fragments if f.role == "beyond"]
        assert (feedback.verdict, line.lines, line.text) == ("fits", (form,), words)


def test_what_is_true_of_both_kinds_agrees_with_neither(toy_bank: Bank) -> None:
    ground = toy_bank.criteria["helping"].model_copy(update={"weight": "ground"})
    bank = replace(toy_bank, criteria={**toy_bank.criteria, "helping": ground})
    assert [f[0] for f in said(give(bank, "garden-clinic", "support", asked=False))] == [
        "lead",
        "decides",
    ]
    tapped = give(bank, "garden-clinic", "support", HELPING)
    assert ("tapped", "Helping confirms and does not settle.") in said(tapped)
    line = compile_lines(bank.vignettes["garden-clinic"], bank)[HELPING - 1]
    assert line["label"] == "Tells of: Helping"


@pytest.mark.parametrize(
    ("passage", "named"),
    [
        (
            ROOM,
            [
                ("decides", (OWNERSHIP, MANDATE)),
                ("agrees", (HELPING,)),
                ("surface", "cues.hospital-room"),
            ],
        ),
        (
            HELPING,
            [
                ("decides", (OWNERSHIP, MANDATE)),
                ("agrees", (HELPING,), "Helping confirms and does not settle."),
            ],
        ),
        (
            PLAIN,
            [
                ("tapped", "This sentence tells nothing."),
                ("decides", (OWNERSHIP, MANDATE)),
                ("agrees", (HELPING,)),
            ],
        ),
    ],
)
def test_the_right_kind_with_a_passage_that_does_not_carry_it_gets_words_of_its_own(
    toy_bank: Bank, passage: int, named: list[Any]
) -> None:
    feedback = give(toy_bank, "garden-clinic", "support", passage)
    assert (feedback.verdict, feedback.reason) == ("fits", "look-again")
    assert (feedback.misled, feedback.tempting) == (None, None)
    assert said(feedback) == [
        ("lead", "The kind fits: Support group. That sentence does not carry it."),
        *named,
    ]


@pytest.mark.parametrize("asked", [True, False])
@pytest.mark.parametrize("answer", ["self-help", "support"])
@pytest.mark.parametrize("name", ["garden", "garden-clinic", "tea", "tea-ward"])
def test_nothing_is_said_twice_and_no_line_has_a_name_twice(
    toy_bank: Bank, name: str, answer: str, asked: bool
) -> None:
    for line in range(len(toy_bank.vignettes[name].passages) + 1 if asked else 1):
        feedback = give(toy_bank, name, answer, line or None, asked)
        everything = [*feedback.fragments, *feedback.more]
        said = [piece for f in everything for piece in (f.text, *f.lines) if piece]
        assert len(said) == len(set(said))
        roles = [fragment.role for fragment in feedback.fragments]
        assert len(roles) == len(set(roles))


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
        ("decides", (OWNERSHIP, MANDATE)),
        ("agrees", (HELPING,)),
        ("surface", "They share the work, and sharing is found in both kinds."),
    ]
    assert ("sign", "cues.sharing") in more(feedback)


def test_a_wrong_answer_on_a_plain_sentence_names_the_cue_that_suggests_it(toy_bank: Bank) -> None:
    """It may have pulled the reader that way, so it is not said to have misled."""
    feedback = give(toy_bank, "garden-clinic", "self-help", PLAIN)
    assert feedback.misled is None
    assert feedback.tempting.number == SHARING
    assert texts(feedback, "surface") == [
        "They share the work, and sharing is found in both kinds."
    ]
    assert texts(feedback, "tapped") == ["This sentence tells nothing."]


def test_a_wrong_answer_without_a_passage_names_the_cue_that_suggests_it(toy_bank: Bank) -> None:
    feedback = give(toy_bank, "garden", "support", asked=False)
    assert feedback.misled.number == ROOM
    assert feedback.tempting is None
    assert said(feedback)[-1] == ("surface", "The ground is lent, no more.")
    assert ("own", "A clinic lends the ground, and a lender does not decide.") in more(feedback)


def test_where_a_case_has_no_words_of_its_own_those_of_the_bank_say_what_pulled(
    toy_bank: Bank,
) -> None:
    feedback = give(toy_bank, "tea", "support", asked=False)
    assert said(feedback)[-2] == ("surface", "cues.nurse-present")
    assert "sign" not in [role for role, *_ in more(feedback)]


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
    assert said(feedback)[2] == ("decides", (OWNERSHIP, MANDATE))


def test_a_case_s_own_words_come_before_those_of_the_bank(toy_bank: Bank) -> None:
    """By the line that decides, that agrees or that was tapped, and by the kind answered."""
    feedback = give(toy_bank, "garden", "support", ROOM)
    assert said(feedback) == [
        ("lead", "Look again: Self-help group."),
        ("decides", (MANDATE,), "Mr Abe and the others chose the beans."),
        ("agrees", "Helping goes both ways here."),
        ("surface", "The ground is lent, no more."),
    ]
    own = ("own", "A clinic lends the ground, and a lender does not decide.")
    assert more(feedback)[0] == own
    assert texts(give(toy_bank, "garden", "support", PLAIN), "tapped") == ["A sign tells prices."]


def test_two_cues_of_one_sort_are_explained_once(toy_bank: Bank) -> None:
    tea = toy_bank.vignettes["tea"]
    again = replace(tea.passages[4], mark=Mark(surface="nurse-present"))
    case = replace(tea, passages=(*tea.passages[:4], again))
    for tapped in (None, 2, 5):
        feedback = give_feedback(case, "support", tapped, toy_bank)
        told = [fragment.term for fragment in (*feedback.fragments, *feedback.more)]
        assert told.count("cues.nurse-present") == 1


def test_feedback_names_the_sources_of_what_decides(toy_bank: Bank) -> None:
    oka, kurtz = [
        fragment
        for fragment in give(toy_bank, "garden", "self-help", MANDATE).more
        if fragment.role == "source"
    ]
    assert (kurtz.text, kurtz.term) == ("Source: Kurtz’s toy book", "sources.kurtz-toy")
    assert (oka.text, oka.term) == ("Source: Oka’s toy article", "sources.oka-toy")


def test_braces_in_a_case_s_words_are_left_alone(toy_root: Path) -> None:
    path = toy_root / "data/vignettes/en/garden.md"
    path.write_text(path.read_text().replace("support: A clinic", "support: A {kind} clinic"))
    told = give(load_bank(toy_root), "garden", "support", ROOM).more
    own = [fragment.text for fragment in told if fragment.role == "own"]
    assert own == ["A {kind} clinic lends the ground, and a lender does not decide."]


@pytest.mark.parametrize(
    ("text", "expected"),
    [("WHO LEADS?", "This only heads."), ("Who?", "This sentence tells nothing.")],
)
def test_a_heading_that_was_tapped_is_called_one(toy_bank: Bank, text: str, expected: str) -> None:
    garden = toy_bank.vignettes["garden"]
    line = replace(garden.passages[HELPING - 1], before=text, marked="", after="", mark=None)
    passages = (*garden.passages[: HELPING - 1], line, *garden.passages[HELPING:])
    case = replace(
        garden, passages=passages, front=garden.front.model_copy(update={"feedback": {}})
    )
    feedback = give_feedback(case, "self-help", HELPING, toy_bank)
    assert texts(feedback, "tapped") == [expected]
