from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from matplotlib.figure import Figure

from whosegroup.exercises.loading import load_exercise
from whosegroup.exercises.model import Exercise
from whosegroup.work.answer_figures import plot_answers
from whosegroup.work.answer_tables import outcomes_table
from whosegroup.work.contract import new_work


def ticks(figure: Figure) -> list[str]:
    """Return the labels of all rows, as they are drawn."""
    figure.canvas.draw()
    return [label.get_text() for axis in figure.axes for label in axis.get_yticklabels()]


def texts(figure: Figure) -> list[str]:
    return [text.get_text() for axis in figure.axes for text in axis.texts]


def attempt(number: int, vignette: str, answer: str) -> dict[str, Any]:
    return {"at": str(number), "run": 1, "vignette": vignette, "answer": answer}


def test_first_answers_are_drawn_by_what_the_group_was_and_what_was_said(
    toy_exercise: Exercise,
) -> None:
    attempts = [
        attempt(1, "tea", "self-help"),
        attempt(2, "garden", "self-help"),
        attempt(3, "tea-ward", "self-help"),
    ]
    figure = plot_answers(toy_exercise, {"attempts": attempts})
    assert texts(figure) == ["2", "0", "1", "0"]
    assert ticks(figure) == ["Self-help group", "Support group"]
    [axis] = figure.axes
    assert (axis.get_xlabel(), axis.get_ylabel()) == ("You said", "It was")


def test_no_answers_make_a_picture_of_noughts(toy_exercise: Exercise) -> None:
    assert texts(plot_answers(toy_exercise, {"attempts": []})) == ["0", "0", "0", "0"]


@pytest.mark.parametrize("name", ["pairs", "shed", "stalls", "keys", "bins"])
def test_what_is_not_sorted_is_counted_by_its_verdicts(toy_root: Path, name: str) -> None:
    exercise = load_exercise(name, toy_root)
    counts = outcomes_table(exercise, new_work(name, "en")).iloc[:, 0]
    shown = texts(plot_answers(exercise, new_work(name, "en")))
    assert shown[: len(counts)] == [f" {count}" for count in counts]
    assert " ".join(shown[len(counts) :]) == " ".join(counts.index)
