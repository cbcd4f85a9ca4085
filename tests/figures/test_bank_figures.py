from __future__ import annotations

import gzip
import re
from typing import Any

import matplotlib
import pytest
from matplotlib.figure import Figure
from matplotlib.text import Annotation
from matplotlib.transforms import Transform

from whosegroup.bank.model import Bank
from whosegroup.figures import bank_figures
from whosegroup.figures.bank_figures import (
    FIGURES,
    draw,
    plot_continuum,
    plot_limits,
    plot_powers,
    plot_squares,
)
from whosegroup.figures.bank_tables import (
    continuum,
    limits,
    powers,
    squares,
)


def ticks(figure: Figure) -> list[str]:
    """Return the labels of all rows, as they are drawn."""
    figure.canvas.draw()
    return [label.get_text() for axis in figure.axes for label in axis.get_yticklabels()]


def columns(figure: Figure) -> list[str]:
    figure.canvas.draw()
    return [label.get_text() for axis in figure.axes for label in axis.get_xticklabels()]


def names_a_row(text: Any) -> bool:
    return isinstance(text, Annotation) and isinstance(text.xycoords, Transform)


def texts(figure: Figure) -> list[str]:
    """Return what is written in a figure beside the names of its rows."""
    return [text.get_text() for axis in figure.axes for text in axis.texts if not names_a_row(text)]


def rows(figure: Figure) -> list[str]:
    """Return the names of all rows, the lines of each joined."""
    found: dict[float, list[str]] = {}
    for text in filter(names_a_row, figure.axes[0].texts):
        assert text.get_ha() == "right"
        found.setdefault(text.xy[1], []).append(text.get_text())
    assert list(found) == list(range(len(found)))
    return [" ".join(lines) for lines in found.values()]


def test_each_square_stands_where_what_was_meets_what_was_said(toy_bank: Bank) -> None:
    figure = plot_squares(squares(toy_bank), toy_bank)
    [axis] = figure.axes
    places = {text.get_text(): text.get_position() for text in axis.texts}
    assert places == {
        "Fits here": (0, 0),
        "Mirror": (1, 0),
        "Conflation": (0, 1),
        "Fits there": (1, 1),
    }
    assert columns(figure) == ticks(figure) == ["Self-help group", "Support group"]
    assert (axis.get_xlabel(), axis.get_ylabel()) == ("You said", "It was")
    hatched = [patch.get_hatch() for patch in axis.patches]
    assert hatched == [None, "//", "//", None], "What does not fit is not told by colour alone."


def test_bands_are_drawn_as_one_place_or_as_two_with_a_dash(toy_bank: Bank) -> None:
    figure = plot_continuum(continuum(toy_bank), toy_bank)
    assert texts(figure) == ["1–2", "1", "4–5", "2–4", "5", "2–4"]
    assert figure.axes[0].get_xlabel() == "From one to five"
    drawn = ["".join(label.split()) for label in columns(figure)]
    assert drawn == [
        f"placepart{part}"
        for part in ("aims", "admission", "leader", "money", "continuing", "whole")
    ], "They have the names that readers place them by."


def test_the_rows_of_cases_still_to_be_placed_bear_no_names(toy_bank: Bank) -> None:
    figure = plot_continuum(continuum(toy_bank), toy_bank)
    assert rows(figure) == ticks(figure) == []


def test_the_colour_of_a_band_goes_from_one_side_to_the_other(toy_bank: Bank) -> None:
    figure = plot_continuum(continuum(toy_bank), toy_bank)
    aims, admission, leader, money, continuing, whole = [
        matplotlib.colors.to_hex(patch.get_facecolor()) for patch in figure.axes[0].patches
    ]
    assert admission.lower() == bank_figures.COLOURS[0].lower()
    assert continuing.lower() == bank_figures.COLOURS[1].lower()
    assert money == whole, "The same middle has the same colour."
    assert len({aims, admission, leader, money, continuing}) == 5


def test_each_power_has_a_row_and_each_kind_of_group_a_column(toy_bank: Bank) -> None:
    figure = plot_powers(powers(toy_bank), toy_bank)
    assert columns(figure) == ["owned", "sponsored", "between", "on paper"]
    assert rows(figure) == [
        f"place part {power}" for power in ("aims", "admission", "leader", "money", "continuing")
    ]
    assert texts(figure)[:4] == ["1", "5", "1–2", "1–2"]


def test_each_limitation_is_drawn_with_what_lies_on_both_sides_of_the_line(
    toy_bank: Bank,
) -> None:
    drawn = [text for text in texts(plot_limits(limits(toy_bank), toy_bank)) if text]
    assert drawn == [
        "Asking",
        "Inside asking.",
        "Beyond asking.",
        "Acting",
        "Inside acting.",
        "Beyond acting.",
        "Inside",
        "Beyond",
    ]


def test_a_figure_is_drawn_by_name_from_its_own_table(toy_bank: Bank) -> None:
    drawn = {name: draw(name, toy_bank) for name in FIGURES}
    assert texts(drawn["squares"]) == ["Fits here", "Mirror", "Conflation", "Fits there"]
    assert texts(drawn["continuum"])[0] == texts(drawn["powers"])[2] == "1–2"
    assert texts(drawn["limits"])[0] == "Asking"


def test_a_name_that_is_no_figure_s_is_not_drawn(toy_bank: Bank) -> None:
    with pytest.raises(KeyError):
        draw("gone", toy_bank)


def test_each_figure_says_what_it_shows_to_who_does_not_see_it(real_bank: Bank) -> None:
    assert set(real_bank.words["figures"]["alt"]) == set(FIGURES)


@pytest.mark.parametrize("name", FIGURES)
def test_a_figure_weighs_no_more_than_a_page_of_words(real_bank: Bank, name: str) -> None:
    assert len(gzip.compress(draw(name, real_bank).as_text().encode(), 6)) < 5_000


@pytest.mark.parametrize("name", FIGURES)
def test_the_words_of_a_figure_can_be_read_on_a_phone(name: str, toy_bank: Bank) -> None:
    """On a screen of 360 pixels the page leaves 328 for a figure; 11 is the least that is read."""
    svg = draw(name, toy_bank).as_text()
    [wide] = re.findall(r'viewBox="0 0 ([\d.]+) ', svg)
    sizes = re.findall(r"(?:font:|font-size:)\D*([\d.]+)px", svg)
    assert sizes
    assert min(map(float, sizes)) * 328 / float(wide) >= 11
