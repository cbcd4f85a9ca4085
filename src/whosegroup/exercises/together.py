"""What exercises must hold together: nothing gives a test away, and no word is idle."""

from __future__ import annotations

from collections.abc import Container, Iterable
from typing import TYPE_CHECKING

from ..bank.checks import unknown_words
from ..bank.content import exercise_names, find_files, shown
from ..bank.problems import Problem
from ..bank.vignettes import Vignette
from ..bank.yaml_files import read_text, unfilled
from .checks import named_cases
from .types import TYPES

if TYPE_CHECKING:
    from ..bank.model import Bank
    from .model import Exercise


def check_together(exercises: Iterable[Exercise], bank: Bank) -> list[Problem]:
    """Check what exercises must hold together: nothing gives a graded one away, no word is idle."""
    problems = []
    for topic in dict.fromkeys(topic for type in TYPES.values() for topic in type.topics):
        problems += unknown_words(bank, topic, exercise_names(bank.roots))
    for path in find_files(bank.roots, f"data/words/{bank.lang}", "*.yml"):
        problems += unfilled(read_text(path, path.name)[0], shown(path, bank.roots))
    usable = {exercise.id: exercise for exercise in exercises}
    tests = [exercise for exercise in usable.values() if exercise.settings.forms]
    for exercise in usable.values():
        begins = usable.get(exercise.settings.begins or "")
        if begins and not begins.settings.forms:
            what = f"'{begins.id}' is no test with two forms."
            remedy = "Name the test that comes before this one."
            problems.append(exercise.written.problem(["begins"], what, remedy))
        own = exercise.folder != bank.roots[0]
        if exercise.settings.graded:
            problems += _given_away(exercise, usable.values())
        elif own and exercise in tests:  # those of one's own are told of it themselves
            practice = [e for e in usable.values() if e.folder == bank.roots[0] and e not in tests]
            problems += _given_away(exercise, practice)
        elif own:
            problems += _practised(exercise, tests)
    return problems


def _given_away(test: Exercise, others: Iterable[Exercise]) -> list[Problem]:
    """Return where another exercise shows the kind of a case, or that of its other half."""
    problems = []
    shown = {case.id: o.id for o in others if not o.settings.graded for case in o.vignettes}
    for (place, _), case in zip(named_cases(test.written), test.vignettes, strict=False):
        if (given := _whole_or_half(case, shown)) is not None:
            id, half = given
            what = f"'{case.id}' is given away: {half} stands in '{shown[id]}' with its kind."
            remedy = "Take another case for one of the two."
            problems.append(test.written.problem(place, what, remedy))
    return problems


def _practised(practice: Exercise, tests: Iterable[Exercise]) -> list[Problem]:
    """Return where an exercise of an instructor's own bank shows a case of a test, or its half.

    Of the course's own exercises that is a matter of its content.
    """
    problems = []
    tested = {case.id: test.id for test in reversed(list(tests)) for case in test.vignettes}
    for place, id in named_cases(practice.written):
        if (given := _whole_or_half(practice.bank.vignettes[id], tested)) is not None:
            known, half = given
            what = f"'{id}' cannot be practised: {half} belongs to the test '{tested[known]}'."
            problems.append(practice.written.problem(place, what, "Take another case here."))
    return problems


def _whole_or_half(case: Vignette, known: Container[str]) -> tuple[str, str] | None:
    """Return which of a case and its other half is known, if one is, and what to call it."""
    if case.id in known:
        return case.id, "it"
    pair = case.front.pair
    return (pair, f"its other half, '{pair}',") if pair is not None and pair in known else None
