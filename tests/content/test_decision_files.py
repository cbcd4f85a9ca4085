"""The rules for decisions, over the real files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from whosegroup.bank.items import Decision, Option, Turn
from whosegroup.bank.loading import read_bank
from whosegroup.exercises.loading import read_exercises

ROOT = Path(__file__).parents[2]
BANK = read_bank(ROOT)[0]
EXERCISES = read_exercises(BANK)[0]
SMALL = [d for d in BANK.decisions.values() if len(d.front.turns) == 1]
LONG = [d for d in BANK.decisions.values() if len(d.front.turns) > 1]

SITUATION = 55  # words that a small decision has at most before it asks
SAID = 14  # words that one of its options has at most
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


def test_a_small_decision_is_short() -> None:
    for decision in SMALL:
        assert sum(map(words, decision.front.scene)) <= SITUATION, decision.id
    for name, options in every_turn(SMALL):
        assert max(words(option.text) for option in options) <= SAID, name


def test_options_are_of_like_length() -> None:
    for name, options in every_turn(SMALL):
        lengths = [len(option.text) for option in options]
        assert max(lengths) <= LONGER * min(lengths), name


def test_neither_length_nor_place_gives_away_what_fits_in_a_small_decision() -> None:
    turns = [options for _, options in every_turn(SMALL)]
    longest = [max(options, key=lambda option: len(option.text)) for options in turns]
    assert sum(option.verdict == "fits" for option in longest) <= len(turns) / 3
    for place in range(3):
        assert sum(options[place].verdict == "fits" for options in turns) <= len(turns) / 2
