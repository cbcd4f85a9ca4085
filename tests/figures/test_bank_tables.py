from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pandas as pd

from whosegroup.bank.loading import load_bank
from whosegroup.bank.model import Bank
from whosegroup.figures.bank_tables import (
    continuum,
    limits,
    powers,
    squares,
)

Change = Callable[[str, str, str], None]


def counts(cues: pd.DataFrame) -> dict[tuple[str, str, str], tuple[int, int]]:
    return {
        (r["sort"], r["cue"], r["suggests"]): (r["self-help"], r["support"])
        for _, r in cues.iterrows()
    }


def rows(table: pd.DataFrame) -> list[list[object]]:
    return table.to_numpy(dtype=object).tolist()


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
