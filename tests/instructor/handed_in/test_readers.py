"""One reader is one reader: however the code was typed, on whichever device, and never two."""

from __future__ import annotations

from pathlib import Path

from handing_in import WORDS, read_both, readers, remarks, saved
from whosegroup.instructor.handed_in.readers import near_codes


def test_a_reader_whose_code_is_typed_in_other_ways_is_one(tmp_path: Path) -> None:
    """On a phone, on a laptop, with a Japanese keyboard; shown is what was typed first."""
    found = read_both(
        tmp_path,
        {
            "a.json": saved("a", "s017 ", "labels", 2),
            "b.json": saved("b", "S-017", "first-test", 1),
            "c.json": saved("c", "\uff33\u30fc\uff10\uff11\uff17", "two-kinds", 3),
        },
    )
    assert readers(found) == {"S-017": ["b.json", "a.json", "c.json"]}
    assert remarks(found) == []
    assert near_codes(found.works, WORDS) == []


def test_what_is_shown_is_the_code_as_it_was_typed_first(tmp_path: Path) -> None:
    code = "\uff33\u30fc\uff10\uff11\uff17"
    files = {"a.json": saved("a", "S-017", minute=5), "b.json": saved("b", code, "labels", 1)}
    assert list(readers(read_both(tmp_path, files))) == [code]


def test_both_devices_attempts_at_one_work_are_joined(tmp_path: Path) -> None:
    files = {"laptop.json": saved("a", "S-017", minute=5), "phone.json": saved("a", "s 017")}
    found = read_both(tmp_path, files)
    assert readers(found) == {"S-017": ["laptop.json", "phone.json"]} or readers(found) == {
        "s 017": ["laptop.json", "phone.json"]
    }
    assert len(found.works[0].work["attempts"]) == 2


def test_two_works_of_one_reader_at_an_exercise_are_kept_apart_and_said(tmp_path: Path) -> None:
    files = {"laptop.json": saved("a", "S-017"), "phone.json": saved("b", "s017", minute=1)}
    found = read_both(tmp_path, files)
    assert readers(found) == {"S-017": ["laptop.json"], "S-017 (2)": ["phone.json"]}
    assert len(remarks(found)) == 2


def test_codes_that_may_be_a_slip_are_two_readers_and_a_remark(tmp_path: Path) -> None:
    files = {"a.json": saved("a", "S-017"), "b.json": saved("b", "S-17", "labels")}
    found = read_both(
        tmp_path, files | {"c.json": saved("c", "S-17"), "d.json": saved("d", "S-018")}
    )
    assert set(readers(found)) == {"S-017", "S-17", "S-018"}
    [remark] = near_codes(found.works, WORDS)
    assert {remark.file, remark.used} < {"a.json", "b.json", "c.json", "yes"}
    assert "S-017" in remark.what and "S-17" in remark.what


def test_no_two_readers_have_the_same_name(tmp_path: Path) -> None:
    """Whatever is a code, a name or a number: each row is one reader's."""
    long = "x" * 100
    files = {
        "Hanako_1_assignsubmission_file_/w.json": saved("a"),
        "Ito_2_assignsubmission_file_/w.json": saved("b", "Hanako", "labels"),
        "Abe_3_assignsubmission_file_/w.json": saved("c", "Hanako (2)"),
        "long1.json": saved("d", f"{long}1"),
        "long2.json": saved("e", f"{long}2", "labels"),
        "one.json": saved("12345678-1"),
        "two.json": saved("12345678-2", None, "labels"),
        "code.json": saved("f", "work 12345678", "last-test"),
    }
    found = read_both(tmp_path, files)
    assert sorted(map(len, readers(found).values())) == [1] * len(files)
    assert all(len(name) <= 60 for name in readers(found))


def test_second_works_of_one_code_share_no_row_across_exercises(tmp_path: Path) -> None:
    files = {
        f"{name}{n}.json": saved(f"{name}{n}", "S-1", name)
        for name in ("labels", "two-kinds")
        for n in (1, 2)
    }
    found = read_both(tmp_path, files)
    assert {name: len(files) for name, files in readers(found).items()} == {
        "S-1": 2,
        "S-1 (2)": 1,
        "S-1 (3)": 1,
    }
