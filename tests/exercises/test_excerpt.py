"""Some cases of an exercise alone: compiled from the same words, kept under the same name."""

from __future__ import annotations

import pytest

from whosegroup.bank.model import Bank
from whosegroup.exercises.html import pages_of
from whosegroup.exercises.loading import load_exercise
from whosegroup.exercises.payload import compile_excerpt, compile_payload


def test_a_case_alone_is_what_it_is_in_the_whole(toy_bank: Bank) -> None:
    exercise = load_exercise("toy", toy_bank.roots)
    whole, some = compile_payload(exercise), compile_excerpt(exercise, ["tea"])
    assert [case["id"] for case in some["cases"]] == ["tea"]
    assert (some["exercise"], some["course"], some["lang"]) == (
        whole["exercise"],
        whole["course"],
        whole["lang"],
    ), "A browser keeps its answer where it keeps those to the whole."
    assert some["digest"] != whole["digest"]
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
