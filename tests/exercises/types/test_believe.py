"""Statements: on which side of the middle each holds, what it is about, and who does not know."""

from __future__ import annotations

from pathlib import Path

import pytest

from compiled import compiled, pieces, said
from whosegroup.bank.model import Bank
from whosegroup.exercises.fragments import Fragments
from whosegroup.exercises.types.believe import AGREE, ANSWERS, DISAGREE, DO_NOT_KNOW, Believing

KINDS = ("self-help", "support", "cannot-tell")


@pytest.mark.parametrize(
    ("place", "id", "face", "holds"),
    [
        (0, "open-door", "label", AGREE),
        (1, "our-tool", "use", DISAGREE),
        (2, "too-far", "guard", DISAGREE),
    ],
)
def test_a_statement_holds_on_one_side_of_the_middle(
    toy_root: Path, fragments: Fragments, place: int, id: str, face: str, holds: tuple[str, str]
) -> None:
    exercise, units = compiled("views", toy_root, fragments)
    unit, type = units[place], Believing()
    assert (unit["id"], unit["face"], type.face(unit)) == (id, face, face)
    assert type.kind(unit, exercise) == face
    assert list(unit["replies"]) == list(ANSWERS)
    for answer in (*AGREE, *DISAGREE):
        fits = "fits" if answer in holds else "look-again"
        assert unit["replies"][answer]["verdict"] == fits
        given = {"part": "belief", "answer": answer}
        assert type.counts_as(unit, given, KINDS) == {"unknown": False, face: fits != "fits"}


def test_not_to_know_is_no_answer_that_could_hold_and_is_told_why(
    toy_root: Path, fragments: Fragments
) -> None:
    exercise, [unit, *_] = compiled("views", toy_root, fragments)
    type, reply = Believing(), unit["replies"][DO_NOT_KNOW]
    assert "verdict" not in reply and reply["say"]
    assert type.reply(unit, type.part, DO_NOT_KNOW, lambda *_: None) is None
    given = {"part": "belief", "answer": DO_NOT_KNOW}
    assert type.counts_as(unit, given, KINDS) == {"unknown": True}
    why = exercise.bank.words["beliefs"]["open-door"]["why"]
    assert ("own", why) in said(pieces(reply["say"], fragments))


@pytest.mark.parametrize(
    "given",
    [
        {"answer": "agree"},
        {"part": "option", "answer": "agree"},
        {"part": "belief", "answer": "so what"},
        {"part": "belief", "answer": ["agree"]},
    ],
)
def test_what_is_no_answer_to_it_bears_on_nothing(
    toy_root: Path, fragments: Fragments, given: dict[str, object]
) -> None:
    _, [unit, *_] = compiled("views", toy_root, fragments)
    assert Believing().counts_as(unit, given, KINDS) == {}


def test_a_statement_is_its_own_title_and_text(
    toy_bank: Bank, toy_root: Path, fragments: Fragments
) -> None:
    exercise, [unit, *_] = compiled("views", toy_root, fragments)
    text = toy_bank.words["beliefs"]["open-door"]["text"]
    assert unit["lines"] == [text]
    assert Believing().title(exercise, "open-door") == text
    assert Believing().choices(unit) == ANSWERS
    assert Believing().choices(unit, "agree") == ()
