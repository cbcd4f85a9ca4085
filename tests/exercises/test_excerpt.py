"""Some cases of an exercise alone: compiled from the same words, kept under the same name."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from whosegroup.bank.model import Bank
from whosegroup.exercises.html import pages_of
from whosegroup.exercises.loading import load_exercise
from whosegroup.exercises.payload import (
    compile_excerpt,
    compile_payload,
    shipped_to_page,
)


def test_a_case_alone_is_what_it_is_in_the_whole(toy_bank: Bank) -> None:
    exercise = load_exercise("toy", toy_bank.roots)
    whole, some = compile_payload(exercise), compile_excerpt(exercise, ["tea"])
    assert [case["id"] for case in some["cases"]] == ["tea"]
    assert (some["exercise"], some["course"], some["lang"]) == (
        whole["exercise"],
        whole["course"],
        whole["lang"],
    ), "A browser keeps its answer where it keeps those to the whole."
    assert some["digest"] == whole["digest"], "What is answered is a case of the whole."
    [tea] = [case for case in whole["cases"] if case["id"] == "tea"]
    assert some["cases"][0]["lines"] == tea["lines"]
    assert "excerpt" not in whole and some["excerpt"] == {}


def test_without_names_it_is_the_first_case_of_each_form(toy_bank: Bank) -> None:
    exercise = load_exercise("first-test", toy_bank.roots)
    some = compile_excerpt(exercise, goes_on={"page": "pages/whole", "text": "The whole"})
    firsts = {name: form[:1] for name, form in exercise.settings.forms.items()}
    assert some["forms"] == firsts
    assert {case["id"] for case in some["cases"]} == {id for form in firsts.values() for id in form}
    assert "pages/whole" in pages_of(some), "The page's address is asked for where it is written."


def test_a_case_that_is_not_in_the_exercise_is_refused(toy_bank: Bank) -> None:
    with pytest.raises(ValueError, match="nowhere"):
        compile_excerpt(load_exercise("toy", toy_bank.roots), ["tea", "nowhere"])


def test_no_case_stands_alone_whose_answers_are_handed_in(toy_bank: Bank) -> None:
    toy = load_exercise("toy", toy_bank.roots)
    settings = toy.written.settings.model_copy(update={"feedback": "none"})
    with pytest.raises(ValueError, match="tea"):
        compile_excerpt(replace(toy, written=replace(toy.written, settings=settings)), ["tea"])


ALL = re.compile(".*")
FIXTURES = Path(__file__).parents[1] / "fixtures"
ROOTS = (FIXTURES / "bank", FIXTURES / "in-parts")


def test_what_is_sent_of_a_small_try_has_what_is_said_to_each_answer(toy_bank: Bank) -> None:
    some = compile_excerpt(load_exercise("toy", toy_bank.roots), ["tea"])
    sent = shipped_to_page(some, ALL)
    for name in ("cases", "fragments", "names", "remarks", "words"):
        assert sent[name] == some[name]
    assert set(some) - set(sent) == {"read"}
    assert sent["digest"] == some["digest"]


def test_of_a_test_whose_end_is_elsewhere_verdicts_are_sent_and_no_replies() -> None:
    """Nothing else is said to an answer; a learning platform is told the verdict."""
    some = compile_excerpt(load_exercise("first-parts", ROOTS))
    sent = shipped_to_page(some, ALL)
    assert some["fragments"] and sent["fragments"] == []
    assert not {"names", "glossary", "remarks"} & set(sent)
    text = str(sent["cases"])
    assert "'say'" in str(some["cases"]) and "'say'" not in text and "'more'" not in text
    assert text.count("'verdict'") == str(some["cases"]).count("'verdict'") > 0


def test_only_the_words_that_are_said_are_sent_also_those_of_a_part() -> None:
    some = compile_excerpt(load_exercise("first-parts", ROOTS))
    sent = shipped_to_page(some, re.compile("next|result_.*"))
    assert set(sent["words"]) == {name for name in some["words"] if name.startswith("result_")} | {
        "next"
    }
    for part, whole in zip(sent["parts"], some["parts"], strict=True):
        assert part["words"] and part["words"] != whole["words"]
