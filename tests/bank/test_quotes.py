"""Straight quotes of a file become those of its language, and never where they are code."""

from __future__ import annotations

from pathlib import Path

import pytest

from whosegroup.bank.loading import load_bank
from whosegroup.bank.marks import Mark, Passage
from whosegroup.bank.quotes import curled

ENGLISH, GERMAN = "“”‘’", "„“‚‘"
BANK = Path(__file__).parents[1] / "fixtures" / "bank"


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ('"Come in," says Mr Tani.', "“Come in,” says Mr Tani."),
        ("the members' own, and nobody's", "the members’ own, and nobody’s"),
        ('the name "association" ("club")', "the name “association” (“club”)"),
        ("\"'Ours' it is,\" he said", "“‘Ours’ it is,” he said"),
        ("\"She said 'no'\"", "“She said ‘no’”"),
        ('You missed "{title}".', "You missed “{title}”."),
        ("in the '90s", "in the ’90s"),
        ('a dash—"so"', "a dash—“so”"),
        ("Write `shows='x'` in \"it\"", "Write `shows='x'` in “it”"),
        ("“already” it’s", "“already” it’s"),
    ],
)
def test_each_straight_quote_becomes_what_opens_or_closes(typed: str, shown: str) -> None:
    assert curled(typed, ENGLISH) == shown
    assert len(typed) == len(shown)


def test_each_language_has_its_own_and_may_have_none() -> None:
    assert curled("\"Komm 'rein'\"", GERMAN) == "„Komm ‚rein‘“"
    assert curled('"x"', "") == '"x"'


def test_a_sentence_is_read_as_a_whole_whatever_is_marked_in_it() -> None:
    mark = Mark(surface="sign")
    passage = Passage(1, 9, 'He said "', 'it\'s "theirs"', '" and went.', mark)
    shown = curled(passage, ENGLISH)
    assert (shown.before, shown.marked, shown.after) == (
        "He said “",
        "it’s “theirs”",
        "” and went.",
    )
    assert shown.mark == mark


def test_nothing_that_a_bank_says_has_straight_quotes() -> None:
    bank = load_bank(BANK)
    typed = bank.words["typography"]["as_typed"]
    words = [words for topic, words in bank.words.items() if topic not in typed]
    held = [*words, *bank.vignettes.values(), *bank.asks.values(), *bank.decisions.values()]
    assert "'" in bank.words.say("messages.no_exercise")
    assert [part for part in held if curled(part, ENGLISH) != part] == []
