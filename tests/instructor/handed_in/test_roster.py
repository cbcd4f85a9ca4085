"""The class list: whatever a platform, a spreadsheet or a joker wrote into it."""

from __future__ import annotations

from pathlib import Path

import pytest

from handing_in import WORDS
from whosegroup.instructor.handed_in.model import HandedIn
from whosegroup.instructor.handed_in.roster import (
    RosterError,
    Student,
    read_roster,
    students_of,
)

PLAIN = "code,name,Email address\nS-001,Abe Jun,jun@example.org\nS-002,Mori Ai,\n"


def read(tmp_path: Path, text: str | bytes) -> list[Student]:
    path = tmp_path / "class.csv"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_roster(path, WORDS)


def told(students: list[Student]) -> list[tuple[str, str]]:
    return [(student.code, student.name) for student in students]


@pytest.mark.parametrize(
    "data",
    [
        PLAIN.encode(),
        PLAIN.encode("utf-8-sig"),
        PLAIN.encode("utf-16"),
        PLAIN.replace(",", ";").encode(),
        PLAIN.replace(",", "\t").replace("\n", "\r\n").encode(),
        ("\n" + PLAIN.replace("\n", "\n,,\n")).encode(),
        PLAIN.replace("code,name", "CODE , Full  Name").encode(),
        ("sep=;\r\n" + PLAIN.replace(",", ";")).encode("utf-8-sig"),
        ("SEP=\t\n" + PLAIN.replace(",", "\t")).encode("utf-16"),
    ],
    ids=[
        "plain",
        "BOM",
        "UTF-16",
        "semicolons",
        "tabs",
        "empty rows",
        "other heads",
        "sep=;",
        "sep=tab",
    ],
)
def test_however_it_was_saved_names_go_with_codes(tmp_path: Path, data: bytes) -> None:
    students = read(tmp_path, data)
    assert told(students) == [("S-001", "Abe Jun"), ("S-002", "Mori Ai")]
    assert students[0].cells["email"] == "jun@example.org"
    assert "email" not in students[1].cells


def test_a_japanese_spreadsheet_is_read(tmp_path: Path) -> None:
    text = "code,name\nS-001,山田 花子\n"
    assert told(read(tmp_path, text.encode("cp932"))) == [("S-001", "山田 花子")]


def test_the_export_of_a_gradebook_with_a_column_of_codes_will_do(tmp_path: Path) -> None:
    canvas = "Student,ID,SIS User ID,SIS Login ID,Section,Essay (12),code\n"
    canvas += "    Points Possible,,,,,10,\n" + '"Abe, Jun",17,,jun,A,9,S-001\n'
    [student] = read(tmp_path, canvas)
    assert (student.code, student.name) == ("S-001", "Abe, Jun")
    cells = {"canvas_id": "17", "sis_login_id": "jun", "section": "A"}
    assert cells.items() <= student.cells.items()
    moodle = "First name,Last name,ID number,Code\nJun,Abe,0017,S-001\n"
    [student] = read(tmp_path, moodle)
    assert (student.name, student.cells["id_number"]) == ("Abe Jun", "0017")


def test_a_formula_and_a_row_that_is_cut_are_text(tmp_path: Path) -> None:
    text = 'code,name\nS-001,"=HYPERLINK(""x"")"\nS-002\nS-003,a\u202eb\n'
    assert told(read(tmp_path, text)) == [
        ("S-001", '=HYPERLINK("x")'),
        ("S-002", ""),
        ("S-003", "a\\u202eb"),
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "no column of codes"),
        ("name,mail\nAbe Jun,x\n", "no column of codes"),
        ("code,name\n,Abe Jun\n", "no row with a code"),
        ("code,name\nS-001,Abe\ns001,Mori\n", "the code s001 stands in row 3 and in row 2"),
        ('code,name\n"S-001,Abe\nS-002,Mori\n', "a quotation mark in row 2 is closed in a later"),
        ('code,name\nS-001,Abe\n"S-002,Mori\n"S-003",Ito\n', "quotation mark in row 3 is closed"),
        ('code,no,name\nS-001,"A,Abe\nS-002,B,Mori\nS-003,C,Ito\n', "quotation mark in row 2"),
        (b"code\n\x81\xff\xfe", "cannot be read"),
        (b"x" * 5_000_001, "cannot be read"),
        (b"code\n" + b"x" * 200_000, "cannot be read"),
    ],
    ids=[
        "empty",
        "no codes",
        "no code",
        "a code twice",
        "open to the end",
        "open to a later row",
        "open in another column",
        "no text",
        "too large",
        "a huge cell",
    ],
)
def test_what_is_no_class_list_is_said(tmp_path: Path, text: str | bytes, said: str) -> None:
    with pytest.raises(RosterError, match=said):
        read(tmp_path, text)


def test_lines_and_quotation_marks_that_are_meant_do_no_harm(tmp_path: Path) -> None:
    text = 'code,name,"what\nwas said"\nS-001,"Abe ""Jun""","two\nlines"\nS-002,5" Mori,"x"\n'
    assert told(read(tmp_path, text)) == [("S-001", 'Abe "Jun"'), ("S-002", '5" Mori')]


def work(reader: str, code: str | None = None) -> HandedIn:
    return HandedIn(reader, code, "toy", (), {})


def test_a_reader_is_found_by_code_however_typed_and_else_by_a_name_that_one_has() -> None:
    jun, ai, other, also = (
        Student(code, name, {})
        for code, name in [("S-001", "Abe Jun"), ("S-002", "Mori Ai"), ("X", "Ito"), ("Y", "Ito")]
    )
    works = [
        work("s001", "s001"),
        work("s001 (2)", "s001"),
        work("S-002"),
        work("abe jun"),
        work("Ito"),
        work("Mori Ai", "S-999"),
    ]
    assert students_of(works, [jun, ai, other, also]) == {
        "s001": jun,
        "s001 (2)": jun,
        "S-002": ai,
        "abe jun": jun,
    }
