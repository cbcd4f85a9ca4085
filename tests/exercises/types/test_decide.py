"""A worker's next step: each way of going on has its own reply, turn after turn."""

from __future__ import annotations

from pathlib import Path

import pytest

from compiled import compiled, reply_in, told
from whosegroup.bank.model import Bank
from whosegroup.exercises.fragments import Fragments
from whosegroup.exercises.types.decide import judge_option


def test_a_situation_says_what_is_said_to_each_way_of_going_on(
    toy_root: Path, fragments: Fragments
) -> None:
    exercise, [unit] = compiled("keys", toy_root, fragments)
    [decision] = exercise.decisions
    assert (unit["begin"], unit["lines"]) == ("asked", decision.front.scene)
    assert list(unit["turns"]) == list(decision.front.turns)
    for name, turn in decision.front.turns.items():
        compiled_turn = unit["turns"][name]
        assert (
            " ".join([*filter(None, [compiled_turn.get("told")]), compiled_turn["asks"]])
            == turn.asks
        )
        options = unit["turns"][name]["options"]
        assert [option["id"] for option in options] == list(turn.options)
        for option, way in zip(options, turn.options.values(), strict=True):
            assert option["text"] == way.text
            assert reply_in(option, fragments) == judge_option(way, exercise.bank)
            assert option.get("next") == way.next
            assert option.get("use", False) is way.use_error


def test_what_a_turn_tells_is_parted_from_the_question_at_its_end(
    toy_root: Path, fragments: Fragments
) -> None:
    _, [unit] = compiled("keys", toy_root, fragments)
    turns = {
        name: {key: turn[key] for key in ("told", "asks") if key in turn}
        for name, turn in unit["turns"].items()
    }
    assert turns == {
        "asked": {"asks": "What do you say?"},
        "later": {"told": "He thanks you.", "asks": "And now?"},
    }


@pytest.mark.parametrize(
    ("asks", "parted"),
    [
        ("What now?", {"asks": "What now?"}),
        ("He waits.", {"asks": "He waits."}),
        ("He waits. He nods! And now?", {"told": "He waits. He nods!", "asks": "And now?"}),
        ("'He says \"So?\" What now?'", {"told": "He says “So?”", "asks": "What now?"}),
    ],
)
def test_a_turn_that_only_tells_or_only_asks_is_left_whole(
    toy_root: Path, fragments: Fragments, asks: str, parted: dict[str, str]
) -> None:
    path = toy_root / "data/decisions/en/key.yml"
    path.write_text(path.read_text().replace("What do you say?", asks))
    _, [unit] = compiled("keys", toy_root, fragments)
    turn = unit["turns"]["asked"]
    assert {key: turn[key] for key in ("told", "asks") if key in turn} == parted


@pytest.mark.parametrize(
    ("turn", "option", "verdict", "lead", "own"),
    [
        ("asked", "give", "fits", "Holds.", "It is theirs."),
        ("asked", "leave", "defensible", "Can be defended.", "They can wait."),
        ("asked", "keep", "look-again", "Used as a method.", "It is not yours."),
        ("later", "stay", "look-again", "Look again.", "Not yours."),
    ],
)
def test_a_way_of_going_on_has_its_verdict_and_a_use_error_words_of_its_own(
    toy_bank: Bank, turn: str, option: str, verdict: str, lead: str, own: str
) -> None:
    way = toy_bank.decisions["key"].front.turns[turn].options[option]
    expected = (verdict, None, [("lead", lead), ("own", own)])
    assert told(judge_option(way, toy_bank)) == expected
