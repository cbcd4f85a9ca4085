"""The rules for exercises, over the real files."""

from __future__ import annotations

import json
import re
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest

from whosegroup.bank import SCORED, Bank
from whosegroup.exercises import exercise_names, load_exercise, read_exercises
from whosegroup.payload import compile_payload

ROOT = Path(__file__).parents[1]
NOTEBOOKS = sorted(ROOT.glob("notebooks/*.ipynb"))
every_exercise = pytest.mark.parametrize("name", exercise_names(ROOT))


def shown_in(chapter: str) -> list[str]:
    """Return the cases that a chapter shows in full, and discusses."""
    text = (ROOT / f"{chapter}.md").read_text(encoding="utf-8")
    return re.findall(r"\{vignette\}\s*([\w-]+)", text)


def shown_by_notebooks() -> list[str]:
    """Return the exercises that notebooks show, by the names they give."""
    sources = [
        "".join(cell["source"])
        for path in NOTEBOOKS
        for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]
        if cell["cell_type"] == "code"
    ]
    return re.findall(r"\bexercise\(\s*[\"']([^\"']+)", "\n".join(sources))


def test_every_exercise_can_be_used(real_bank: Bank) -> None:
    exercises, problems = read_exercises(real_bank)
    assert problems == [], "\n".join(map(str, problems))
    assert [exercise.id for exercise in exercises] == exercise_names(ROOT)


@every_exercise
def test_an_exercise_compiles(name: str) -> None:
    assert compile_payload(load_exercise(name, ROOT))["exercise"] == name


@every_exercise
def test_kinds_are_balanced(name: str) -> None:
    kinds = Counter(v.front.kind for v in load_exercise(name, ROOT).vignettes)
    assert abs(kinds["self-help"] - kinds["support"]) <= 1, f"{dict(kinds)}: guessing would pay."
    assert set(kinds) == set(SCORED)


@every_exercise
def test_kinds_do_not_come_in_a_row_or_in_turn(name: str) -> None:
    """Four of a kind in a row, or strictly one after the other, could be learnt instead."""
    kinds = [v.front.kind for v in load_exercise(name, ROOT).vignettes]
    row = re.search(r"(s{4}|h{4})", "".join("h" if k == "self-help" else "s" for k in kinds))
    assert not row
    assert any(a == b for a, b in pairwise(kinds))


@every_exercise
def test_no_case_that_the_chapter_has_shown_is_asked_for(name: str) -> None:
    settings = load_exercise(name, ROOT).settings
    known = set(settings.vignettes) & set(shown_in(settings.chapter))
    assert known == set(), f"{settings.chapter}.md shows these, with what differs in them."


def test_each_exercise_is_shown_in_a_notebook_and_each_that_is_shown_exists() -> None:
    assert sorted(set(shown_by_notebooks())) == exercise_names(ROOT)
