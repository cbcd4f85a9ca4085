from __future__ import annotations

from typing import Any

from matplotlib.figure import Figure

from whosegroup.exercises.model import Exercise
from whosegroup.work.answer_figures import plot_answers


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
