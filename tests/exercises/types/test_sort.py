"""Sorting: mixed practice, tests of two forms, and how their options agree."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from compiled import compiled, problems_in
from whosegroup.exercises.feedback import deciding
from whosegroup.exercises.fragments import Fragments

Change = Callable[[str, str, str], None]
LIKENESS = ("cues", "trap", "twin")


def test_only_cases_of_mixed_practice_have_a_home(toy_root: Path, fragments: Fragments) -> None:
    _, mixed = compiled("mixed", toy_root, fragments)
    _, toy = compiled("toy", toy_root, fragments)
    assert {unit["home"] for unit in mixed} == {"toy"}
    own = ("home", *LIKENESS)
    assert [{k: v for k, v in unit.items() if k not in own} for unit in mixed] == toy


def test_mixed_practice_knows_what_a_case_has_in_common_with_others(
    toy_root: Path, fragments: Fragments
) -> None:
    """A trap is what suggests another kind than the case's, the first of them."""
    _, mixed = compiled("mixed", toy_root, fragments)
    assert {unit["id"]: tuple(unit[name] for name in LIKENESS) for unit in mixed} == {
        "garden-clinic": (["hospital-room", "sharing"], "sharing", "garden"),
        "garden": (["hospital-room", "sharing"], "hospital-room", "garden-clinic"),
        "tea": (["nurse-present"], "nurse-present", "tea-ward"),
        "tea-ward": (["called-association"], "called-association", "tea"),
    }


def test_a_twin_that_is_not_in_mixed_practice_and_a_cue_that_misleads_nobody_are_left_out(
    toy_root: Path, change: Change, fragments: Fragments
) -> None:
    change("exercises/toy.yml", "  - tea\n", "")
    change("exercises/mixed.yml", "draws: [toy, plain]", "draws: [toy]")
    change(
        "data/surface_cues.yml",
        "called-association: {suggests: self-help}",
        "called-association: {suggests: support}",
    )
    _, mixed = compiled("mixed", toy_root, fragments)
    [ward] = [unit for unit in mixed if unit["id"] == "tea-ward"]
    assert {name: ward[name] for name in LIKENESS if name in ward} == {
        "cues": ["called-association"]
    }


def test_both_forms_of_a_test_are_compiled(toy_root: Path, fragments: Fragments) -> None:
    exercise, units = compiled("first-test", toy_root, fragments)
    assert [unit["id"] for unit in units] == ["tea", "garden-clinic", "garden", "tea-ward"]
    for unit, vignette in zip(units, exercise.vignettes, strict=True):
        assert unit["decides"] == deciding(vignette, exercise.bank)[0].mark.criterion


@pytest.mark.parametrize("feedback", ["end", "none"])
def test_mixed_practice_answers_at_once(toy_root: Path, change: Change, feedback: str) -> None:
    change("exercises/mixed.yml", "draws:", f"feedback: {feedback}\ndraws:")
    assert [(p.file, p.line) for p in problems_in(toy_root)] == [("exercises/mixed.yml", 3)]


def test_a_test_cannot_begin_with_itself(toy_root: Path, change: Change) -> None:
    change("exercises/last-test.yml", "begins: first-test", "begins: last-test")
    assert [p.what for p in problems_in(toy_root)] == ["There is no other exercise 'last-test'."]
