"""Moving code changes nothing that readers, teachers and their files meet."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import frozen
from whosegroup.bank.content import exercise_names
from whosegroup.exercises.loading import load_exercise
from whosegroup.exercises.types import TYPES

NOTED = json.loads(frozen.NOTED.read_text(encoding="utf-8"))


def test_payloads_and_elements_are_what_they_were() -> None:
    assert not frozen.different(frozen.payloads(), NOTED["payloads"])


@pytest.mark.usefixtures("undrawn")
def test_the_report_on_a_simulated_class_is_what_it_was(tmp_path: Path) -> None:
    assert not frozen.different(frozen.report(tmp_path), NOTED["report"])


def test_what_is_said_of_mistakes_is_what_it_was(tmp_path: Path) -> None:
    found = dict(frozen.mistakes(tmp_path))
    assert not frozen.different(found, NOTED["mistakes"])
    assert all(found.values())


def test_exercises_of_all_types_are_looked_at_and_none_of_the_course() -> None:
    """Whoever edits a case has nothing to do with what is noted here."""
    names = exercise_names(frozen.ROOTS)
    types = {load_exercise(name, frozen.ROOTS).settings.type for name in names}
    assert types == TYPES.keys()
    assert all(root.is_relative_to(frozen.FIXTURES) for root in frozen.ROOTS)


def test_what_is_different_is_named_with_what_to_do() -> None:
    said = frozen.different({"toy": ["1"], "new": []}, {"toy": ["2"], "gone": []})
    assert said.startswith("gone, new, toy is not what was noted")
    assert "tests/frozen.py" in said
    assert frozen.different({"toy": 1}, {"toy": 1}) == ""
