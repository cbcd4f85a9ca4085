from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pandas as pd

from whosegroup.bank.loading import load_bank
from whosegroup.bank.model import Bank
from whosegroup.figures.bank_tables import (
    continuum,
    cues_by_kind,
    decisions,
    forms,
    knowing_by_kind,
    labels_by_kind,
    limits,
    powers,
    rules_of_thumb,
    squares,
)

Change = Callable[[str, str, str], None]


def counts(cues: pd.DataFrame) -> dict[tuple[str, str, str], tuple[int, int]]:
    return {
        (r["sort"], r["cue"], r["suggests"]): (r["self-help"], r["support"])
        for _, r in cues.iterrows()
    }


def test_each_cue_is_counted_by_the_kind_of_the_cases_on_which_it_stands(toy_bank: Bank) -> None:
    """Cases in between are left out; a criterion has a row for each kind that it shows."""
    assert counts(cues_by_kind(toy_bank)) == {
        ("agrees", "Form", "self-help"): (1, 0),
        ("agrees", "Form", "support"): (0, 1),
        ("agrees", "Helping", "self-help"): (1, 0),
        ("agrees", "Helping", "support"): (0, 1),
        ("decides", "Mandate", "self-help"): (1, 0),
        ("decides", "Mandate", "support"): (0, 1),
        ("decides", "Ownership", "self-help"): (2, 0),
        ("decides", "Ownership", "support"): (0, 2),
        ("surface", "A hospital room", "support"): (1, 1),
        ("surface", "A nurse in the room", "support"): (1, 0),
        ("surface", "Shared stories", "self-help"): (1, 1),
        ("surface", 'The name "association"', "self-help"): (0, 1),
    }


def test_a_cue_that_stands_twice_in_a_case_is_counted_once(toy_bank: Bank) -> None:
    tea = toy_bank.vignettes["tea"]
    passages = tuple(p for passage in tea.passages for p in (passage, passage))
    twice = toy_bank.vignettes | {"tea": replace(tea, passages=passages)}
    bank = replace(toy_bank, vignettes=twice)
    assert counts(cues_by_kind(bank))["surface", "A nurse in the room", "support"] == (1, 0)


def test_a_rule_of_thumb_is_right_as_often_as_its_cue_is(toy_bank: Bank) -> None:
    rules = rules_of_thumb(cues_by_kind(toy_bank)).set_index("cue")
    columns = ["cases", "right", "share"]
    assert list(rules.loc["A hospital room", columns]) == [2, 1, 0.5]
    assert list(rules.loc["A nurse in the room", columns]) == [1, 0, 0.0]
    assert list(rules.loc["Ownership", "share"]) == [1.0, 1.0]
    assert rules["share"].is_monotonic_increasing


def rows(table: pd.DataFrame) -> list[list[object]]:
    return table.to_numpy(dtype=object).tolist()


def test_a_bank_without_scored_cases_has_a_table_without_rows(toy_root: Path) -> None:
    table = cues_by_kind(load_bank(toy_root, only=["shed"]))
    assert (len(table), list(table.columns)[:3]) == (0, ["cue", "sort", "suggests"])


def test_names_and_places_are_counted_in_the_order_in_which_they_are_named(
    toy_bank: Bank,
) -> None:
    table = labels_by_kind(toy_bank)
    assert list(table.columns) == ["cue", "self-help", "support"]
    assert rows(table) == [['The name "association"', 0, 1], ["A hospital room", 1, 1]]


def test_a_name_that_stands_on_no_case_has_no_row(toy_root: Path, change: Change) -> None:
    change("data/figures.yml", "hospital-room", "nurse-present")
    table = labels_by_kind(load_bank(toy_root, only=["tea"]))
    assert rows(table) == [["A nurse in the room", 1, 0]]


def test_passages_about_knowing_are_counted_by_criterion_whatever_they_show(
    toy_bank: Bank,
) -> None:
    """Cases in between are left out: the shed shows ownership, and is of neither kind."""
    table = knowing_by_kind(toy_bank)
    assert list(table.columns) == ["cue", "self-help", "support"]
    assert rows(table) == [["Helping", 1, 1], ["Ownership", 2, 2]]


def test_each_square_has_what_a_group_was_what_it_was_called_and_a_name(toy_bank: Bank) -> None:
    assert rows(squares(toy_bank)) == [
        ["Self-help group", "Self-help group", "Fits here"],
        ["Self-help group", "Support group", "Mirror"],
        ["Support group", "Self-help group", "Conflation"],
        ["Support group", "Support group", "Fits there"],
    ]


def test_each_case_in_between_has_its_bands(toy_bank: Bank) -> None:
    [row] = rows(continuum(toy_bank))
    assert row == ["The shared shed", (1, 2), (1, 1), (4, 5), (2, 4), (5, 5), (2, 4)]


def test_cases_in_between_go_from_the_members_side_to_the_agency_s(toy_root: Path) -> None:
    """By the middle of the whole's band, and by title where that is the same."""
    shed = (toy_root / "data/vignettes/en/shed.md").read_text()
    for name, title, whole in (
        ("a", "Zinc", "[1, 1]"),
        ("b", "Ash", "[3, 3]"),
        ("c", "Bay", "[5, 5]"),
    ):
        text = shed.replace("The shared shed", title).replace("whole: [2, 4]", f"whole: {whole}")
        (toy_root / f"data/vignettes/en/{name}.md").write_text(text)
    table = continuum(load_bank(toy_root))
    assert list(table["case"]) == ["Zinc", "Ash", "The shared shed", "Bay"]
    assert list(table.index) == [0, 1, 2, 3]


def test_a_bank_without_cases_in_between_has_no_bands(toy_root: Path) -> None:
    table = continuum(load_bank(toy_root, only=["tea"]))
    assert (len(table), list(table.columns)[:2]) == (0, ["case", "aims"])


def test_each_limitation_has_what_is_within_and_what_is_beyond(toy_bank: Bank) -> None:
    table = limits(toy_bank)
    assert list(table.columns) == ["limitation", "inside", "beyond"]
    assert rows(table) == [
        ["Asking", "Inside asking.", "Beyond asking."],
        ["Acting", "Inside acting.", "Beyond acting."],
    ]


def test_each_power_lies_at_one_end_in_the_two_kinds_and_where_the_case_has_it_in_the_others(
    toy_bank: Bank,
) -> None:
    table = powers(toy_bank)
    assert list(table.columns) == ["power", "owned", "sponsored", "between", "on paper"]
    assert rows(table)[0] == ["place part aims", (1, 1), (5, 5), (1, 2), (1, 2)]
    assert list(table["between"]) == [(1, 2), (1, 1), (4, 5), (2, 4), (5, 5)]


def test_the_ways_of_going_on_are_counted_by_what_is_said_of_them(toy_bank: Bank) -> None:
    """A use error is counted as that, and not once more among those to look at again."""
    table = decisions(toy_bank)
    assert list(table.columns) == ["situation", "fits", "defensible", "look-again", "use-error"]
    assert rows(table) == [["The key", 2, 1, 1, 1]]


def test_the_forms_of_a_test_are_counted_side_by_side(toy_bank: Bank) -> None:
    """What decides is counted once a case; a trap is a surface cue that suggests the other kind."""
    table = forms("first-test", toy_bank).set_index("what")
    assert list(table.columns) == ["a", "b"]
    assert {what: tuple(counts) for what, counts in table.iterrows()} == {
        "Self-help group": (1, 1),
        "Support group": (1, 1),
        "Decided by ownership": (2, 2),
        "Decided by mandate": (1, 1),
        "Agreeing": (2, 2),
        "Traps on self-help": (1, 1),
        "Traps on support": (1, 1),
    }


def test_without_a_name_the_forms_are_those_of_the_test_that_the_course_names(
    toy_root: Path, toy_bank: Bank, change: Change
) -> None:
    assert rows(forms(bank=toy_bank)) == []
    change("data/figures.yml", "powers:", "forms: first-test\npowers:")
    assert rows(forms(bank=load_bank(toy_root))) == rows(forms("first-test", toy_bank))


def test_what_one_form_lacks_is_counted_as_nought(toy_root: Path) -> None:
    path = toy_root / "exercises/first-test.yml"
    path.write_text(path.read_text().replace("b: [garden, tea-ward]", "b: [tea-ward]"))
    table = forms("first-test", load_bank(toy_root)).set_index("what")
    assert list(table.loc["Self-help group"]) == [1, 0]
    assert list(table.loc["Decided by mandate"]) == [1, 0]
