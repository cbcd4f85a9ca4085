"""What a learning platform tells of a package: whose answers, in which order, and what is amiss."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from handing_in import NOW, WORDS, put, read, read_both, readers, remarks, saved
from moodle_report import HEADS, SAMPLE, Row, moodle_report
from whosegroup.instructor.handed_in.collect import collect
from whosegroup.instructor.handed_in.model import UNTOLD, Collected, Limits
from whosegroup.instructor.handed_in.roster import Student, students_of

FILE = "Toy course.txt"
ABE: Row = ("Abe Jun", "jun@example.org", 1, ["tea: support (toy)", "garden: self-help (toy)"])
MORI: Row = ("Mori Ai", "ai@example.org", 1, ["tea: self-help (toy)"])
NOBODY: Row = ("Ito Ken", "ken@example.org", 0, [])


def taken(tmp_path: Path, text: str | bytes, name: str = FILE) -> Collected:
    data = text if isinstance(text, bytes) else text.encode()
    return read(put(tmp_path / "class", {name: data}))


def told(found: Collected) -> dict[tuple[str, str], list[tuple[str, Any]]]:
    """Return by reader and exercise the cases with their answers, in order."""
    return {
        (work.reader, work.exercise): [
            (a["vignette"] + (f"/{a['part']}" if "part" in a else ""), a["answer"])
            for a in work.work["attempts"]
        ]
        for work in found.works
    }


def said(name: str, **values: object) -> str:
    return f"{FILE}: {WORDS.say(f'handed_in.interactions_{name}.what', **values)}"


BOTH = {
    ("Abe Jun", "toy"): [("garden", "self-help"), ("tea", "support")],
    ("Mori Ai", "toy"): [("tea", "self-help")],
}


def test_first_answers_come_of_it_and_what_it_lacks_is_said(tmp_path: Path) -> None:
    report = moodle_report([ABE, NOBODY, MORI])
    found = read_both(tmp_path, {FILE: report.encode()})
    assert told(found) == BOTH
    assert remarks(found) == [said("used", count=2)]
    for work in found.works:
        assert (work.code, work.files) == (None, (FILE,))
        for attempt in work.work["attempts"]:
            assert attempt["payload"] == UNTOLD
            assert not {"confidence", "passage"} & set(attempt)


def test_the_sample_of_three_students_is_read(tmp_path: Path) -> None:
    found = taken(tmp_path, SAMPLE.read_bytes())
    assert {work.reader for work in found.works} == {"Abe Jun", "Mori Ai", "Ito Ken"}
    assert {work.exercise for work in found.works} >= {"toy", "pairs", "stalls", "keys"}
    assert remarks(found) == [said("used", count=3)]


@pytest.mark.parametrize(
    "report",
    [
        moodle_report([ABE, MORI]).encode("utf-8-sig"),
        moodle_report([ABE, MORI]).replace("\n", "\r\n").encode(),
        moodle_report([ABE, MORI]).encode("utf-16"),
        moodle_report([ABE, MORI]).replace("\t", ",").encode(),
        moodle_report([ABE, MORI]).replace("\t", ";").encode(),
        "\n".join(
            "\t".join([*cells[::-1], "else"])
            for cells in (line.split("\t") for line in moodle_report([ABE, MORI]).splitlines())
        ).encode()
        + b"\n",
        moodle_report(
            [ABE, MORI],
            ("氏名", "メールアドレス", "受験", "開始日時", "最終アクセス", "評点", "Toy"),
            "応答",
        ).encode(),
        moodle_report([ABE, MORI], ["Vollständiger Name", *HEADS[1:]], "Antwort").encode(),
    ],
    ids=["BOM", "CRLF", "UTF-16", "commas", "semicolons", "order", "Japanese", "German"],
)
def test_however_it_was_saved_it_is_read(tmp_path: Path, report: bytes) -> None:
    name = FILE if b"\t" in report else "report.csv"
    found = taken(tmp_path, report, name)
    assert told(found) == BOTH
    assert said("used", count=2).replace(FILE, name) in remarks(found)
    assert not any("taken for it" in remark for remark in remarks(found))


def test_answers_stand_in_the_order_of_their_numbers(tmp_path: Path) -> None:
    turns = [f"key/option: {turn}/wait (keys)" for turn in ("one", "two")]
    report = moodle_report([("Abe Jun", "", 1, turns)])
    swapped = report.replace("Response 0", "X").replace("Response 1", "Response 0")
    swapped = swapped.replace("X", "Response 1")
    [[first, second]] = told(taken(tmp_path, report)).values()
    assert (first[1], second[1]) == ("one/wait", "two/wait")
    [[first, second]] = told(taken(tmp_path, swapped)).values()
    assert (first[1], second[1]) == ("two/wait", "one/wait")


def test_what_was_answered_together_stays_together(tmp_path: Path) -> None:
    asked = ["stall/question: who money leave (stalls)", "stall: support (stalls)"]
    [work] = taken(tmp_path, moodle_report([("Abe Jun", "", 1, asked)])).works
    one, other = work.work["attempts"]
    assert one["at"] == other["at"]
    assert other["answer"] == ["who", "money", "leave"]


def test_a_second_attempt_comes_after_the_first(tmp_path: Path) -> None:
    again: Row = (*ABE[:2], 10, ["tea: self-help (toy)"])
    second: Row = (*ABE[:2], 2, ["tea: other (toy)"])
    [work] = taken(tmp_path, moodle_report([again, second, ABE])).works
    answers = [a["answer"] for a in work.work["attempts"] if a["vignette"] == "tea"]
    assert answers == ["support", "other", "self-help"]


def test_what_was_answered_in_two_attempts_was_not_answered_together(tmp_path: Path) -> None:
    first: Row = ("Abe Jun", "", 1, ["stall: support (stalls)"])
    second: Row = ("Abe Jun", "", 2, ["stall/question: who money leave (stalls)"])
    [work] = taken(tmp_path, moodle_report([first, second])).works
    one, other = work.work["attempts"]
    assert one["at"] < other["at"]


def test_two_students_of_one_name_are_two(tmp_path: Path) -> None:
    other: Row = (ABE[0], "abe@example.org", 1, ["tea: self-help (toy)"])
    found = taken(tmp_path, moodle_report([ABE, other]))
    assert len(found.works) == 2
    assert sorted(readers(found)) == ["Abe Jun abe@example.org", "Abe Jun jun@example.org"]
    nothing = [(row[0], "", *row[2:]) for row in (ABE, other)]
    assert sorted(readers(taken(tmp_path, moodle_report(nothing)))) == ["Abe Jun 1", "Abe Jun 2"]
    roster = [Student("S-001", "Abe Jun", {}), Student("S-002", "Abe Jun", {})]
    assert students_of(found.works, roster) == {}
    known = [
        replace(one, cells={"email": f"{name}@Example.org"})
        for one, name in zip(roster, ("jun", "abe"), strict=True)
    ]
    assert students_of(found.works, known) == {
        "Abe Jun jun@example.org": known[0],
        "Abe Jun abe@example.org": known[1],
    }
    assert len(students_of(taken(tmp_path, moodle_report([ABE])).works, roster[:1])) == 1


def test_what_a_student_handed_in_too_counts_in_its_place(tmp_path: Path) -> None:
    files = {
        FILE: moodle_report([ABE, MORI]).encode(),
        "Abe Jun_12_assignsubmission_file_/toy.json": saved("a", "S-001", "toy"),
    }
    found = read_both(tmp_path, files)
    assert {(work.reader, work.code) for work in found.works} == {
        ("S-001", "S-001"),
        ("Mori Ai", None),
    }


def test_a_report_that_was_downloaded_twice_counts_once(tmp_path: Path) -> None:
    longer: Row = (*MORI[:3], [*MORI[3], "garden: support (toy)"])
    files = {"a.txt": moodle_report([ABE, MORI]), "b.txt": moodle_report([ABE, longer])}
    found = read_both(tmp_path, {name: text.encode() for name, text in files.items()})
    assert {who: len(answers) for who, answers in told(found).items()} == {
        ("Abe Jun", "toy"): 2,
        ("Mori Ai", "toy"): 2,
    }


def test_a_table_without_a_known_column_of_names_is_said(tmp_path: Path) -> None:
    found = taken(tmp_path, moodle_report([ABE], ["Nimi", *HEADS[1:]], "Vastaus"))
    assert list(readers(found)) == ["Abe Jun"]
    assert said("name", head="Nimi") in remarks(found)


@pytest.mark.parametrize("end", range(1, 60))
def test_a_table_that_is_cut_gives_no_half_answer(tmp_path: Path, end: int) -> None:
    text = moodle_report([ABE, MORI])[:-end]
    answers = {answer for some in told(taken(tmp_path, text)).values() for answer in some}
    assert answers <= {answer for some in BOTH.values() for answer in some}
    assert ("garden", "self-help") in answers


def test_that_a_table_is_cut_is_said(tmp_path: Path) -> None:
    text = moodle_report([MORI, ABE])
    found = taken(tmp_path, text[: text.index('self-help (toy)"\n') + 4])
    assert said("cut", line=3) in remarks(found)
    assert told(found)["Abe Jun", "toy"] == [("tea", "support")]


NONE = {
    "another course": moodle_report([("Abe Jun", "", 1, ["choice_1", "true"])]),
    "SCORM 2004, of which no response is shown": moodle_report([("Abe Jun", "", 1, ["", ""])]),
    "nobody has begun": moodle_report([NOBODY]),
    "a package that did not name the exercise": moodle_report([("A", "", 1, ["tea: support"])]),
    "no row": moodle_report([]),
}


@pytest.mark.parametrize("kind", NONE)
def test_a_table_without_an_answer_of_ours_is_said(tmp_path: Path, kind: str) -> None:
    found = taken(tmp_path, NONE[kind])
    assert found.works == ()
    assert remarks(found) == [said("none")]


def test_what_else_stands_among_the_answers_is_counted(tmp_path: Path) -> None:
    row: Row = (*ABE[:3], ["tea: support (toy)", "x", "&nbsp;", "a: b (toy)"])
    found = taken(tmp_path, moodle_report([row, (*MORI[:3], ["y", "tea: support (toy)"])]))
    assert said("unread", count=2) in remarks(found)


HOSTILE: dict[str, Sequence[str]] = {
    "a formula": ['=HYPERLINK("http://x"): y (toy)', "tea: =1+1 (toy)"],
    "what cannot be seen": ["tea: a\u202eb (toy)", "te\u0000a: support (toy)"],
    "a path": ["tea: support (../toy)", "../../x: y (toy)"],
    "much": ["tea: " + "x" * 9_999 + " (toy)", "tea: " + "x " * 120 + "(toy)"],
    "brackets": ["tea: " + "(" * 200 + " (toy)", ": : : (toy)"],
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_whatever_stands_in_a_cell_harms_nobody(tmp_path: Path, kind: str) -> None:
    rows: list[Row] = [("=1+1", "", 1, HOSTILE[kind]), ABE, ("a\u202eb", "", 1, ABE[3])]
    found = taken(tmp_path, moodle_report(rows))
    assert ("Abe Jun", "toy") in told(found)
    assert all(work.reader.isprintable() for work in found.works)
    for answers in told(found).values():
        for unit, answer in answers:
            assert unit.isprintable()
            assert "".join(answer).isprintable()


def test_a_table_is_read_within_bounds(tmp_path: Path) -> None:
    large = moodle_report([ABE] * 20).encode()
    put(tmp_path / "class", {FILE: large})
    found = collect(tmp_path / "class", WORDS, now=NOW, limits=Limits(file=500))
    assert remarks(found) == [said("large", limit="0.0005")]
    assert remarks(taken(tmp_path, 'Name\tx\n"' + "y" * 200_000)) == [said("damaged")]


def test_a_text_that_is_no_table_is_what_it_was(tmp_path: Path) -> None:
    found = read_both(
        tmp_path, {"a.txt": saved("a", "S-001"), "b.txt": b"Dear teacher, here it is"}
    )
    assert list(readers(found)) == ["S-001"]
    what = WORDS.say("handed_in.not_json.what")
    assert remarks(found) == [f"b.txt: {what}"]
