from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path

import pytest

from private_bank import lay_private
from whosegroup.authoring.listing import LISTS, as_csv, as_text, bank_rows
from whosegroup.bank.loading import read_bank
from whosegroup.bank.model import Bank


def row(bank: Bank, id: str, what: str = "vignettes") -> dict:
    return next(row for row in bank_rows(bank, what) if row["id"] == id)


def test_a_case_is_listed_with_what_it_is_and_where_it_stands(toy_bank: Bank) -> None:
    assert row(toy_bank, "garden") == {
        "id": "garden",
        "title": "The bean garden",
        "kind": "self-help",
        "pair": "garden-clinic",
        "matter": "sore hands",
        "place": "hospital",
        "attends": "people themselves",
        "area": "town",
        "words": 73,
        "lines": 6,
        "decided_by": "ownership, mandate",
        "surface_cues": "hospital-room, sharing",
        "note": "no",
        "exercises": "first-test, last-test, pairs, toy",
        "graded": "no",
    }
    assert [r["id"] for r in bank_rows(toy_bank)] == [
        "garden",
        "garden-clinic",
        "shed",
        "tea",
        "tea-ward",
    ]
    assert row(toy_bank, "tea")["note"] == "yes"


def test_nothing_decides_a_case_in_between(toy_bank: Bank) -> None:
    shed = row(toy_bank, "shed")
    assert (shed["decided_by"], shed["pair"]) == ("", "")


def test_cases_and_exercises_of_a_graded_exercise_are_marked(toy_root: Path) -> None:
    bank = read_bank(lay_private(toy_root))[0]
    assert row(bank, "plum-ledger")["graded"] == "yes"
    assert row(bank, "plum-ledger")["exercises"] == "midterm"
    assert row(bank, "midterm", "exercises")["graded"] == "yes"


def test_an_exercise_is_listed_with_its_cases_counted(toy_bank: Bank) -> None:
    assert row(toy_bank, "toy", "exercises") == {
        "id": "toy",
        "type": "sort",
        "title": "Four toy groups",
        "chapter": "book/toy-chapter",
        "feedback": "each",
        "graded": "no",
        "cases": 4,
    }
    assert row(toy_bank, "stalls", "exercises")["cases"] == 2


def test_groups_to_ask_and_situations_are_listed(toy_bank: Bank) -> None:
    stall = row(toy_bank, "stall", "asks")
    assert stall["exercises"] == "stalls"
    assert stall["settled_by"] == ", ".join(toy_bank.asks["stall"].settling)
    assert row(toy_bank, "key", "decisions")["exercises"] == "keys"


@pytest.mark.parametrize("what", LISTS)
def test_all_rows_have_the_same_columns_and_plain_cells(toy_bank: Bank, what: str) -> None:
    rows = bank_rows(toy_bank, what)
    assert len({tuple(row) for row in rows}) == 1
    assert {type(value) for row in rows for value in row.values()} <= {str, int}


ROWS = [
    {"id": "a", "some_title": "Short", "count": 5},
    {"id": "a-very-long-name-that-is-kept-whole-always", "some_title": "x" * 40, "count": 120},
]


def test_a_table_lines_its_columns_up() -> None:
    assert as_text([{"id": "a", "some_title": "b", "count": 5}, ROWS[0]]).splitlines() == [
        "id    some title      count",
        "----  ------------  -------",
        "a     b                   5",
        "a     Short               5",
    ]


@pytest.mark.parametrize("width", [20, 60, 80, 200])
def test_a_table_keeps_names_whole_and_its_lines_within_the_width(width: int) -> None:
    text = as_text(ROWS, width)
    name = ROWS[1]["id"]
    assert name in text
    lines = text.split("\n\nLeft out")[0].splitlines()
    assert max(map(len, lines)) <= max(width, len(name))


def test_columns_without_room_are_named() -> None:
    assert as_text(ROWS, 74).endswith("\n\nLeft out for want of room: count.")
    assert "Left out" not in as_text(ROWS, 200)
    assert "x" * 27 + "…" in as_text(ROWS, 200)


def test_a_cell_cannot_command_the_terminal() -> None:
    assert "\x1b" not in as_text([{"id": "a", "title": "\x1b[31mred\nnext"}])


def test_no_rows_are_said_in_a_sentence() -> None:
    assert as_text([]) == "There is none."
    assert as_csv([]) == ""


def test_csv_holds_every_row_and_is_safe_in_a_spreadsheet(
    toy_root: Path, change: Callable[[str, str, str], None]
) -> None:
    change("data/vignettes/en/tea.md", "title: Tea at four", 'title: "=1+1, \\"quoted\\""')
    rows = bank_rows(read_bank(toy_root)[0])
    read = list(csv.DictReader(io.StringIO(as_csv(rows))))
    assert [line["id"] for line in read] == [row["id"] for row in rows]
    assert read[3]["title"] == "'=1+1, “quoted”"
    assert read[0]["words"] == str(rows[0]["words"])


@pytest.mark.parametrize("start", ["=", "+", "-", "@"])
def test_a_cell_that_begins_like_a_formula_gets_an_apostrophe(start: str) -> None:
    assert as_csv([{"id": f"{start}x"}]) == f"id\n'{start}x\n"


def test_cues_and_criteria_are_listed_with_one_line_each(toy_bank: Bank) -> None:
    cue = row(toy_bank, "sharing", "cues")
    assert cue["suggests"] == toy_bank.surface_cues["sharing"].suggests
    assert cue["why"] == toy_bank.words["surface_cues"]["sharing"]["why"]
    assert cue["cases"] == 3
    criterion = row(toy_bank, "ownership", "criteria")
    assert criterion["weight"] == "decisive"
    assert criterion["asks"] == toy_bank.words["criteria"]["ownership"]["asks"]
