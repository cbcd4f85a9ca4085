"""What the wording of cases gives away is counted."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from whosegroup.authoring.balance import measure_bank, scored_cases
from whosegroup.authoring.wording import (
    guessed_from_words,
    longest_decides,
    most_frequent_rule,
    most_repeated,
    one_of,
    outside_cues,
)
from whosegroup.bank.loading import load_bank
from whosegroup.bank.model import Bank


def found(bank: Bank, what: str) -> str:
    [measure] = [m for m in measure_bank(bank) if m.what == what]
    return f"{'ok' if measure.holds else 'LOOK'} {measure.found}"


def test_words_outside_cues_are_those_of_no_passage_that_bears_a_criterion(toy_bank: Bank) -> None:
    said = outside_cues(toy_bank.vignettes["garden"])
    assert "dig behind the clinic" in said and "how the winter was" in said
    assert "chose him" not in said
    assert ", and he likes “early” beans." in said, "Only the marked part bears the criterion."


def test_the_longest_sentence_is_that_with_most_words(toy_bank: Bank) -> None:
    assert longest_decides(toy_bank.vignettes["garden"], toy_bank)
    assert not longest_decides(toy_bank.vignettes["shed"], toy_bank)


def test_words_are_found_whole_and_in_any_case() -> None:
    finds = one_of(["the others", "they"], r"\b\d{4}\b")
    assert finds("The Others left.") and finds("In 2021.")
    assert not finds("The otherworldly theyre.")
    assert finds.count("They and the others, in 1999") == 3


def test_a_rule_is_counted_in_the_direction_in_which_it_sorts_more(toy_bank: Bank) -> None:
    cases = scored_cases(toy_bank)
    right = [v.front.kind == cases[0].front.kind for v in cases]
    assert most_frequent_rule(right, cases) == most_frequent_rule([not r for r in right], cases)
    assert most_frequent_rule(right, cases) == len(cases)
    assert most_frequent_rule([True] * len(cases), cases) == len(cases) / 2


def test_a_verb_that_many_deciding_passages_share_is_named(toy_root: Path) -> None:
    bank = load_bank(toy_root)
    deciders = [p for v in scored_cases(bank) for p in v.cues if bank.is_decisive(p.criterion)]
    others = [p for v in scored_cases(bank) for p in v.passages if p not in deciders]
    word, times = most_repeated(deciders, others, {"the", "mrs", "mr", "others", "and"}, [])
    said = [p for p in deciders if word in p.marked.lower().split()]
    assert word and times >= len(said) > 0
    assert most_repeated([], others, set(), []) == ("", 0)


def test_the_forms_of_a_verb_are_counted_together(toy_root: Path) -> None:
    bank = load_bank(toy_root)
    deciders = [p for v in scored_cases(bank) for p in v.cues if bank.is_decisive(p.criterion)]
    others = [p for v in scored_cases(bank) for p in v.passages if p not in deciders]
    said = [{*p.marked.lower().split()} for p in deciders]
    rest = set().union(*said) - {"settled", "chose"}
    one, other = (sum(word in words for words in said) for word in ("settled", "chose"))
    assert most_repeated(deciders, others, rest, [])[1] == max(one, other)
    both = sum(bool(words & {"settled", "chose"}) for words in said)
    assert most_repeated(deciders, others, rest, [["settle", "settled", "chose"]]) == (
        "settle",
        both,
    )
    assert both > max(one, other)


@pytest.mark.parametrize(
    ("kind", "added", "what"),
    [
        ("self-help", "They came.", "kinds guessed from the words outside cues"),
        ("support", "The clinic is a clinic.", "kinds guessed from an institution named twice"),
    ],
)
def test_what_is_added_to_one_kind_alone_is_seen(
    toy_root: Path, kind: str, added: str, what: str
) -> None:
    for path in toy_root.glob("data/vignettes/en/*.md"):
        text = path.read_text()
        if f"kind: {kind}\n" in text:
            path.write_text(f"{text.rstrip()}\n{added * 3}\n")
    assert found(load_bank(toy_root), what).startswith("LOOK 4 of 4")


def test_a_word_that_gives_the_kind_away_would_be_found(real_bank: Bank) -> None:
    """The classifier can see what it is to find; sixty cases show it as well as all."""
    scored = scored_cases(real_bank)[:60]
    telling = {"self-help": "They voted, and voted again.", "support": "A facilitator facilitated."}
    texts = [f"{v.text} {telling[v.front.kind]}" for v in scored]
    assert guessed_from_words(texts, scored) > 0.8 * len(scored)


@pytest.mark.parametrize("named", ["collective", "institution"])
def test_what_a_course_has_no_words_for_is_not_counted(toy_root: Path, named: str) -> None:
    counted = [m for m in measure_bank(load_bank(toy_root)) if named in m.what]
    assert len(counted) == 1
    path = toy_root / "data/words/en/wording.yml"
    path.write_text(re.sub(rf"(?m)^{named}:.*$", f"{named}: []", path.read_text()))
    assert [m for m in measure_bank(load_bank(toy_root)) if named in m.what] == []
