from __future__ import annotations

import csv
import os
from pathlib import Path

import pandas as pd
import pytest

from whosegroup.instructor.report.csv_files import plain, replace_with, write_csv


def cells(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


def written(tmp_path: Path, *values: object) -> list[str]:
    """Return what one column of values becomes."""
    write_csv(pd.DataFrame({"value": list(values)}, dtype=object), tmp_path / "t.csv")
    head, *rows = cells(tmp_path / "t.csv")
    assert head == ["value"]
    return [row[0] if row else "" for row in rows]


@pytest.mark.parametrize(
    "text",
    [
        '=HYPERLINK("x")',
        "+1",
        "-1",
        "@SUM(1)",
        "\tx",
        "  =1",
        "\r=1",
        "\n=1",
        "\N{FULLWIDTH EQUALS SIGN}1",
        "\N{FULLWIDTH COMMERCIAL AT}x",
        "\N{IDEOGRAPHIC SPACE}=1",
    ],
)
def test_text_that_a_spreadsheet_would_take_for_a_formula_is_text(
    tmp_path: Path, text: str
) -> None:
    [cell] = written(tmp_path, text)
    assert cell.startswith("'")
    assert cell[1:].strip() == text.strip()


@pytest.mark.parametrize(
    "text", ["S-017", "a=b", "", "'=1", "<script>", 'say "hello", you', "é あ"]
)
def test_other_text_stays_as_it_is(tmp_path: Path, text: str) -> None:
    assert written(tmp_path, text) == [text]


def test_a_cell_is_one_line(tmp_path: Path) -> None:
    assert written(tmp_path, "a\r\nb\n\nc\u2028d") == ["a b c d"]
    assert (tmp_path / "t.csv").read_text(encoding="utf-8").count("\n") == 2


def test_numbers_stay_numbers_with_four_decimals_at_most(tmp_path: Path) -> None:
    values = [0.123456, -0.5, 3, 2.0, -0.00001, True]
    assert written(tmp_path, *values) == ["0.1235", "-0.5", "3", "2", "0", "True"]


def test_what_is_missing_is_empty(tmp_path: Path) -> None:
    assert written(tmp_path, None, float("nan"), pd.NA, float("inf")) == ["", "", "", ""]


def test_pandas_reads_the_same_columns_and_numbers(tmp_path: Path) -> None:
    table = pd.DataFrame({"reader": ["Ö, 1", "b"], "fits": [0.25, None], "answered": [8, 12]})
    write_csv(table, tmp_path / "t.csv")
    pd.testing.assert_frame_equal(pd.read_csv(tmp_path / "t.csv"), table, check_dtype=False)


def test_a_table_begins_with_the_mark_by_which_excel_knows_utf_8(tmp_path: Path) -> None:
    table = pd.DataFrame({"reader": ["山田 花子"], "fits": [1]})
    write_csv(table, tmp_path / "t.csv")
    assert (tmp_path / "t.csv").read_bytes().startswith(b"\xef\xbb\xbfreader,")
    pd.testing.assert_frame_equal(pd.read_csv(tmp_path / "t.csv"), table, check_dtype=False)


def test_text_that_is_no_unicode_does_not_stop_the_writing(tmp_path: Path) -> None:
    assert written(tmp_path, "a\ud800b") == ["a?b"]


def test_a_table_without_rows_has_its_columns(tmp_path: Path) -> None:
    write_csv(pd.DataFrame(columns=["a", "b"]), tmp_path / "t.csv")
    assert cells(tmp_path / "t.csv") == [["a", "b"]]


def test_a_link_is_replaced_and_not_written_through(tmp_path: Path) -> None:
    other = tmp_path / "other.txt"
    other.write_text("theirs")
    link = tmp_path / "t.csv"
    link.symlink_to(other)
    replace_with(link, b"ours")
    assert not link.is_symlink()
    assert (link.read_bytes(), other.read_text()) == (b"ours", "theirs")


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes.")
@pytest.mark.parametrize(("umask", "mode"), [(0o022, 0o644), (0o027, 0o640), (0o077, 0o600)])
def test_a_new_file_is_for_whom_the_umask_says_and_stays_so(
    tmp_path: Path, umask: int, mode: int
) -> None:
    """Marks are not for everybody on a shared machine."""
    path = tmp_path / "marks.csv"
    before = os.umask(umask)
    try:
        replace_with(path, b"first")
    finally:
        os.umask(before)
    replace_with(path, b"second")
    assert (path.read_bytes(), path.stat().st_mode & 0o777) == (b"second", mode)


def test_what_cannot_be_put_in_its_place_leaves_nothing_beside_it(tmp_path: Path) -> None:
    (tmp_path / "t.csv").mkdir()
    with pytest.raises(OSError):
        replace_with(tmp_path / "t.csv", b"ours")
    assert [path.name for path in tmp_path.iterdir()] == ["t.csv"]


def test_a_number_is_written_the_same_in_a_page_and_in_a_table(tmp_path: Path) -> None:
    assert [plain(value) for value in (1 / 3, 0.3, 4)] == written(tmp_path, 1 / 3, 0.3, 4)
