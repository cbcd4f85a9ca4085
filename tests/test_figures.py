from __future__ import annotations

from typing import Any

import matplotlib
import matplotlib.pyplot as plt
import pytest
from matplotlib.figure import Figure

from whosegroup.analytics import cues_by_kind, rules_of_thumb
from whosegroup.bank import Bank
from whosegroup.exercises import Exercise
from whosegroup.figures import plot_answers, plot_cues, plot_rules

matplotlib.use("agg")


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


def test_cues_are_drawn_with_one_kind_to_each_side(toy_bank: Bank) -> None:
    cues = cues_by_kind(toy_bank)
    surface, deciding = plot_cues(cues, toy_bank).axes
    for axis, sort in ((surface, "surface"), (deciding, "decides")):
        rows = cues[cues["sort"] == sort]
        left, right = ([bar.get_width() for bar in bars] for bars in axis.containers)
        assert left == [-n for n in rows["self-help"]]
        assert right == list(rows["support"])
    assert surface.get_title(loc="left") == "Only looks telling"
    assert deciding.get_title(loc="left") == "Decides"


def test_a_criterion_that_shows_both_kinds_says_which(toy_bank: Bank) -> None:
    labels = ticks(plot_cues(cues_by_kind(toy_bank), toy_bank))
    assert labels == [
        'The name "association"',
        "Shared stories",
        "A hospital room",
        "A nurse in the room",
        "Mandate: self-help group",
        "Ownership: self-help group",
        "Mandate: support group",
        "Ownership: support group",
    ]


def test_each_rule_of_thumb_has_a_dot_at_the_share_of_its_cases(toy_bank: Bank) -> None:
    rules = rules_of_thumb(cues_by_kind(toy_bank))
    [axis] = plot_rules(rules, toy_bank).axes
    dots = {tuple(dot) for scatter in axis.collections for dot in scatter.get_offsets()}
    assert dots == {(share, row) for row, share in enumerate(rules["share"])}


@pytest.mark.parametrize("plot", [plot_cues, lambda c, b: plot_rules(rules_of_thumb(c), b)])
def test_a_figure_is_shown_once(toy_bank: Bank, plot: Any) -> None:
    """It is the cell's last value; left open, the notebook would draw it a second time."""
    before = plt.get_fignums()
    assert isinstance(plot(cues_by_kind(toy_bank), toy_bank), Figure)
    assert plt.get_fignums() == before
