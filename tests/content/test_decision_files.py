"""The rules for decisions, over the real files."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from whosegroup.bank.items import Decision, Option, Turn
from whosegroup.bank.loading import read_bank
from whosegroup.exercises.loading import read_exercises

ROOT = Path(__file__).parents[2]
BANK = read_bank(ROOT)[0]
EXERCISES = read_exercises(BANK)[0]
SMALL = [d for d in BANK.decisions.values() if len(d.front.turns) == 1]
LONG = [d for d in BANK.decisions.values() if len(d.front.turns) > 1]

SITUATION = 55  # words that a small decision has at most before it asks
SCENE = 110  # words that another situation has at most before its first turn
ASKED = 60  # words of what a turn tells and asks
SMALL_OPTION, OPTION = 14, 16  # words that an option has at most
SENTENCE = 25  # words
LONGER = 1.2  # how much longer than the shortest option of a turn the longest may be


def words(text: str) -> int:
    return len(text.split())


def every_turn(decisions: list[Decision]) -> Iterator[tuple[str, list[Option]]]:
    for decision in decisions:
        for name, turn in decision.front.turns.items():
            yield f"{decision.id}/{name}", list(turn.options.values())


def test_there_are_six_situations_with_a_use_error_and_more_than_one_way_that_holds() -> None:
    assert len(LONG) >= 6
    for decision in LONG:
        turns = [list(turn.options.values()) for turn in decision.front.turns.values()]
        assert any(option.use_error for turn in turns for option in turn), decision.id
        holding = [[o for o in turn if o.verdict != "look-again"] for turn in turns]
        assert max(map(len, holding)) >= 2, decision.id


def test_each_situation_of_several_turns_is_decided_once() -> None:
    named = [e.settings.named for e in EXERCISES if e.settings.type == "decide"]
    decided = [name for names in named for name in names if name not in {d.id for d in SMALL}]
    assert sorted(decided) == sorted(decision.id for decision in LONG)


def longest_way(turns: Mapping[str, Turn], name: str) -> int:
    options = turns[name].options.values()
    return 1 + max(longest_way(turns, o.next) if o.next else 0 for o in options)


def test_a_situation_has_two_or_three_turns_whatever_is_done() -> None:
    for decision in LONG:
        first = next(iter(decision.front.turns))
        assert 2 <= longest_way(decision.front.turns, first) <= 3, decision.id


def test_a_small_decision_has_one_option_that_fits_and_one_use_error() -> None:
    assert len(SMALL) >= 9, "Three for each form of the test, and three for the retest."
    for name, options in every_turn(SMALL):
        verdicts = sorted(option.verdict for option in options)
        assert verdicts == ["fits", "look-again", "look-again"], name
        assert sum(option.use_error for option in options) == 1, name


@pytest.mark.parametrize("id", BANK.decisions)
def test_a_decision_is_short(id: str) -> None:
    decision = BANK.decisions[id]
    small = decision in SMALL
    assert sum(map(words, decision.front.scene)) <= (SITUATION if small else SCENE)
    for name, turn in decision.front.turns.items():
        assert words(turn.asks) <= ASKED, name
    for name, options in every_turn([decision]):
        assert max(words(o.text) for o in options) <= (SMALL_OPTION if small else OPTION), name


@pytest.mark.parametrize("id", BANK.decisions)
def test_no_sentence_of_a_decision_is_long(id: str) -> None:
    front = BANK.decisions[id].front
    told = [*front.scene, *(turn.asks for turn in front.turns.values())]
    replies = [o.words for turn in front.turns.values() for o in turn.options.values()]
    sentences = [s for text in [*told, *replies] for s in re.split(r"(?<=[.?!])['\"]?\s", text)]
    assert [s for s in sentences if words(s) > SENTENCE] == []


def test_options_are_of_like_length() -> None:
    for name, options in every_turn([*SMALL, *LONG]):
        lengths = [len(option.text) for option in options]
        assert max(lengths) <= LONGER * min(lengths), name


def test_the_longest_option_does_not_tell_what_fits() -> None:
    """The longest once fitted in 25 of 33 turns; two of five options fit."""
    turns = [options for _, options in every_turn(LONG)]
    longest = [max(options, key=lambda option: len(option.text)) for options in turns]
    assert sum(option.verdict == "fits" for option in longest) <= len(turns) * 0.45


def test_neither_length_nor_place_gives_away_what_fits_in_a_small_decision() -> None:
    turns = [options for _, options in every_turn(SMALL)]
    longest = [max(options, key=lambda option: len(option.text)) for options in turns]
    assert sum(option.verdict == "fits" for option in longest) <= len(turns) / 3
    for place in range(3):
        assert sum(options[place].verdict == "fits" for options in turns) <= len(turns) / 2
