"""Readers have the names that their platform knows, and what it adds of its own is nobody's."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from handing_in import WORDS, read_both, readers, remarks, saved, work, zipped
from whosegroup.instructor.handed_in.model import Collected
from whosegroup.instructor.handed_in.platforms import may_be_work

DATE = "2026-04-13-09-30-12"
CLASSES = {
    "Moodle, folders": {
        "Hanako Yamada_12345_assignsubmission_file_/w.json": "Hanako Yamada",
        "Ito Ken_12346_assignsubmission_file/deep/w.json": "Ito Ken",
        "Abe, Jun_12347_assignsubmission_onlinetext_/w.json": "Abe, Jun",
    },
    "Moodle, files": {
        "Hanako Yamada_12345_assignsubmission_file_w.json": "Hanako Yamada",
        "Ito Ken_12346_assignsubmission_file_my_1_2_w.json": "Ito Ken",
    },
    "Moodle, blind": {
        "Participant_500_assignsubmission_file_/w.json": "Participant 500",
        "Participant_501_assignsubmission_file_/w.json": "Participant 501",
    },
    "Moodle, blind, one": {"Participant_12341_assignsubmission_file_/w.json": "Participant 12341"},
    "Moodle, blind, in Japanese": {
        "参加者_500_assignsubmission_file_/w.json": "参加者 500",
        "参加者_501_assignsubmission_file_/w.json": "参加者 501",
    },
    "Moodle, namesakes": {
        "Sato Yuki_7_assignsubmission_file_/w.json": "Sato Yuki 7",
        "Sato Yuki_8_assignsubmission_file_/w.json": "Sato Yuki 8",
        "Ito Ken_9_assignsubmission_file_/w.json": "Ito Ken",
    },
    "Canvas": {
        "yamadahanako_12345_67890_whosegroup-two-kinds.json": "yamadahanako",
        "itoken_LATE_12346_67891_whosegroup-two-kinds-1.json": "itoken",
        "山田太郎_12347_67892_w.json": "山田太郎",
        "sato_yuki_12348_67893_w_1_2.json": "sato_yuki",
    },
    "Canvas, namesakes": {
        "satoyuki_12_100_w.json": "satoyuki 12",
        "satoyuki_LATE_13_101_w.json": "satoyuki 13",
    },
    "Canvas, blind": {
        "anon_Ab1x9_67890_w.json": "anon Ab1x9",
        "LATE_anon_Zz0k2_67891_w.json": "anon Zz0k2",
    },
    "Canvas, zips": {
        "yamadahanako_12345_67890_w.zip": "yamadahanako",
        "itoken_12346_67891_w.zip": "itoken",
    },
    "Blackboard": {
        f"Midterm_user01_attempt_{DATE}_w.json": "user01",
        f"Midterm_user02_attempt_{DATE}_my_w.json": "user02",
    },
    "Blackboard, underscores": {
        f"My_first_test_a_yamada_attempt_{DATE}_w.json": "a_yamada",
        f"My_first_test_b_yamada_attempt_{DATE}_w.json": "b_yamada",
        f"My_first_test_b_attempt_{DATE}_w.json": "b",
    },
    "Blackboard, one": {f"My test_yamada_attempt_{DATE}_w.json": "yamada"},
    "Google Classroom": {
        "Hanako Yamada - whosegroup-two-kinds.json": "Hanako Yamada",
        "whosegroup-two-kinds (1) - Ito Ken.json": "Ito Ken",
        "Abe Jun - file.json": "Abe Jun",
        "Copy of whosegroup-two-kinds - 山田 太郎.json": "山田 太郎",
    },
    "Google Classroom, as students name them": {
        "1/Homework - Ito Ken.json": "Ito Ken",
        "1/Homework - Abe Jun.json": "Abe Jun",
        "2/Homework - Sato Yuki (1).json": "Sato Yuki",
    },
    "a folder a student": {
        "山田 花子/whosegroup-two-kinds.json": "山田 花子",
        "Ito Ken/answers/w.json": "Ito Ken",
        "Abe Jun.zip": "Abe Jun",
    },
    "a folder a student, within others": {
        "Submitted files/山田 花子/Test 1/Version 2/w.json": "山田 花子",
        "Submitted files/Ito Ken/Test 1/Version 1/w.json": "Ito Ken",
    },
}


def handed_in(names: list[str], codes: Callable[[int], str | None]) -> dict[str, bytes]:
    """Return a work for each file, with its code by its number; a zip holds it."""
    files = {name: saved(f"work-{n}", codes(n)) for n, name in enumerate(names)}
    return {
        name: zipped({"w.json": data}) if name.endswith(".zip") else data
        for name, data in files.items()
    }


def named(found: Collected) -> dict[str, str]:
    """Return the reader of each file, or of the zip that holds it."""
    return {
        file.replace(".zip/w.json", ".zip"): name
        for name, files in readers(found).items()
        for file in files
    }


@pytest.mark.parametrize("platform", CLASSES)
def test_without_a_code_the_platform_names_each_reader(tmp_path: Path, platform: str) -> None:
    found = read_both(tmp_path, handed_in(list(CLASSES[platform]), lambda number: None))
    assert named(found) == CLASSES[platform]
    assert remarks(found) == []


@pytest.mark.parametrize("platform", CLASSES)
def test_a_code_goes_before_what_the_platform_says(tmp_path: Path, platform: str) -> None:
    names = list(CLASSES[platform])
    found = read_both(tmp_path, handed_in(names, lambda number: f"S-{number:03}"))
    assert named(found) == {name: f"S-{number:03}" for number, name in enumerate(names)}
    assert remarks(found) == []


def test_a_reader_of_two_assignments_is_one_whatever_the_numbers(tmp_path: Path) -> None:
    """Moodle counts anew in each assignment, whether they lie apart or in one folder."""
    for apart in ("", "week 2/"):
        files = {
            "Hanako Yamada_12_assignsubmission_file_/w.json": saved("a"),
            "Ito Ken_13_assignsubmission_file_/w.json": saved("b"),
            f"{apart}Hanako Yamada_98_assignsubmission_file_/w.json": saved("c", exercise="labels"),
            f"{apart}Ito Ken_99_assignsubmission_file_/w.json": saved("d", exercise="labels"),
        }
        found = read_both(tmp_path / f"in{len(apart)}", files)
        assert {name: len(files) for name, files in readers(found).items()} == {
            "Hanako Yamada": 2,
            "Ito Ken": 2,
        }
        assert remarks(found) == []


def test_namesakes_are_two_also_where_each_did_another_exercise(tmp_path: Path) -> None:
    files = {
        "Sato Yuki_7_assignsubmission_file_/w.json": saved("a"),
        "Sato Yuki_8_assignsubmission_file_/w.json": saved("b", exercise="labels"),
    }
    found = read_both(tmp_path, files)
    assert set(readers(found)) == {"Sato Yuki 7", "Sato Yuki 8"}
    others = {f"Abe {n}_{n}_assignsubmission_file_/w.json": saved(f"c{n}") for n in range(10, 15)}
    found = read_both(tmp_path / "more", files | others)
    assert set(readers(found)) == {
        "Sato Yuki 7",
        "Sato Yuki 8",
        *(f"Abe {n}" for n in range(10, 15)),
    }
    assert remarks(found) == []


def test_blind_readers_of_two_assignments_are_one_by_their_code(tmp_path: Path) -> None:
    files = {
        "1/Participant_12_assignsubmission_file_/w.json": saved("a", "S-017"),
        "1/Participant_13_assignsubmission_file_/w.json": saved("b", "S-018"),
        "2/Participant_98_assignsubmission_file_/w.json": saved("c", "s017", "labels"),
        "2/Participant_99_assignsubmission_file_/w.json": saved("d", "S\uff0d018", "labels"),
    }
    found = read_both(tmp_path, files)
    assert {name: len(files) for name, files in readers(found).items()} == {"S-017": 2, "S-018": 2}
    assert remarks(found) == []


def test_who_forgot_the_code_once_is_known_by_the_platform(tmp_path: Path) -> None:
    files = {
        "1/Ito Ken_12_assignsubmission_file_/w.json": saved("a", "S-017"),
        "2/Ito Ken_98_assignsubmission_file_/w.json": saved("b", exercise="labels"),
    }
    assert list(readers(read_both(tmp_path, files))) == ["S-017"]


def test_several_people_with_one_code_share_no_row_and_this_is_said(tmp_path: Path) -> None:
    files = {
        "Abe Jun_1_assignsubmission_file_/w.json": saved("a", "S-017"),
        "Ito Ken_2_assignsubmission_file_/w.json": saved("b", "s-017", "labels"),
    }
    found = read_both(tmp_path, files)
    assert {name: len(files) for name, files in readers(found).items()} == {
        "S-017 (Abe Jun)": 1,
        "s-017 (Ito Ken)": 1,
    }
    assert len(remarks(found)) == 2


@pytest.mark.parametrize("forgot", ["1", "3"])
def test_who_shares_a_code_and_forgot_it_once_is_told_apart_as_well(
    tmp_path: Path, forgot: str
) -> None:
    """Whichever of the works is read first: only one of them bears the code."""
    files = {
        f"{forgot}/Abe Jun_1_assignsubmission_file_/w.json": saved("a", exercise="labels"),
        "2/Abe Jun_1_assignsubmission_file_/w.json": saved("b", "S-017"),
        "2/Ito Ken_2_assignsubmission_file_/w.json": saved("c", "s-017"),
    }
    found = read_both(tmp_path, files)
    assert {name: len(files) for name, files in readers(found).items()} == {
        "S-017 (Abe Jun)": 2,
        "s-017 (Ito Ken)": 1,
    }
    assert sum("S-017" in remark.what for remark in found.problems) == 1


def test_the_same_work_of_two_namesakes_or_folders_is_kept_apart(tmp_path: Path) -> None:
    for names in (
        (
            "Participant_1_assignsubmission_file_/w.json",
            "Participant_2_assignsubmission_file_/w.json",
        ),
        ("Abe Jun/w.json", "Ito Ken/w.json"),
    ):
        found = read_both(tmp_path / names[0][:3], {name: saved("a") for name in names})
        assert len(readers(found)) == 2
        assert len(remarks(found)) == 2


# ------------------------------------------------------------------ what nobody handed in


def pasted(text: str) -> bytes:
    """Return a page as an editor makes it of text."""
    lines = text.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;").splitlines()
    lines = [line.replace("  ", "&nbsp; ") for line in lines]
    style, said = "<style>p {margin: 0}</style>", "</p><p class='x'>".join(lines)
    return f"<html><head>{style}</head><body><p>{said}</p>Yours, {{R}}</body></html>".encode()


RECEIPT = (
    f"Name: Ken Ito (user01)\nDate Submitted: {DATE}\n\nSubmission Field:\n%s\n\nComments:\n{None}."
)
PAGES = {
    "Moodle": "Ito Ken_1_assignsubmission_onlinetext_/onlinetext.html",
    "Moodle, file": "Ito Ken_1_assignsubmission_onlinetext_onlinetext.html",
    "Canvas": "itoken_12_text.html",
    "Canvas, late": "itoken_LATE_12_text.html",
    "Canvas, link": "itoken_12_link.html",
    "Blackboard": f"Midterm_user01_attempt_{DATE}.txt",
}


@pytest.mark.parametrize("platform", PAGES)
def test_pages_of_a_platform_are_passed_over_without_a_remark(
    tmp_path: Path, platform: str
) -> None:
    name = PAGES[platform]
    text = "Dear teacher, I did {not} like whosegroup."
    page = (RECEIPT % text).encode() if name.endswith(".txt") else pasted(text)
    found = read_both(tmp_path, {name: page, "w.json": saved("a", "S-1")})
    assert (list(readers(found)), remarks(found), found.files) == (["S-1"], [], 1)


@pytest.mark.parametrize("indent", [None, 1, 4])
@pytest.mark.parametrize("platform", PAGES)
def test_work_that_was_pasted_into_a_field_is_read(
    tmp_path: Path, platform: str, indent: int | None
) -> None:
    name = PAGES[platform]
    text = json.dumps(work("a", "R & <D>"), indent=indent)
    page = (RECEIPT % text).encode() if name.endswith(".txt") else pasted(text)
    found = read_both(tmp_path, {name: page})
    assert readers(found) == {"R & <D>": [name]}
    assert remarks(found) == []


def test_work_that_was_pasted_in_part_is_said(tmp_path: Path) -> None:
    page = pasted(json.dumps(work("a", "S-1"))[:-20])
    found = read_both(tmp_path, {PAGES["Moodle"]: page})
    assert remarks(found) == [f"{PAGES['Moodle']}: {WORDS['handed_in']['cut']['what']}"]


def test_other_pages_are_no_platform_s() -> None:
    for name in ("a.html", "text.html", "Ito/onlinetext.html", "my_text.htm", "a_attempt_1.html"):
        assert not may_be_work(name)


# ------------------------------------------------------------------ what no name tells


UNTOLD = {
    "one file": ["w.json"],
    "files of a course site": ["whosegroup-two-kinds.json", "whosegroup-two-kinds (1).json"],
    "a folder a week": ["week 1/a.json", "week 1/b.json", "week 2/c.json", "week 2/d.json"],
    "zips of one name": [
        "1/submission.zip",
        "1/submission (1).zip",
        "2/submission.zip",
        "2/work.zip",
        "2/work (1).zip",
    ],
    "one folder": ["class/a.json", "class/b.json"],
    "files called after the exercise": ["two-kinds - 1/a.json", "two-kinds - 1/b.json"],
    "group": ["Default group_assignsubmission_file_/w.json"],
}


@pytest.mark.parametrize("place", UNTOLD)
def test_where_no_name_tells_whose_a_work_is_this_is_said_once_a_work(
    tmp_path: Path, place: str
) -> None:
    names = UNTOLD[place]
    found = read_both(tmp_path, handed_in(names, lambda number: None))
    assert named(found) == {name: f"work work-{n}" for n, name in enumerate(names)}
    what = WORDS["handed_in"]["nameless"]["what"]
    assert {problem.what for problem in found.problems} == {
        what.format(reader=f"work work-{n}") for n in range(len(names))
    }
    assert len(found.problems) == len(names)
