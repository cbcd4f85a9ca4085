"""A record is taken wherever a work is: several copies of one reader."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from handing_in import NOW, WORDS, put, read_both, readers, remarks, saved, work
from whosegroup.instructor.handed_in.collect import collect
from whosegroup.instructor.handed_in.model import Limits
from whosegroup.work.record import make_record

COURSE = "whose-group-is-it"


def record(*works: Any, code: str | None = None, **more: Any) -> bytes:
    return json.dumps({**make_record(COURSE, "en", works, code), **more}).encode()


def said(name: str, **values: object) -> str:
    return WORDS.say(f"handed_in.{name}.what", **values)


def test_a_record_is_several_works_of_one_reader(tmp_path: Path) -> None:
    ours = record(work("a", "S-017"), work("b", None, "labels"), code="s017")
    found = read_both(tmp_path, {"course.json": ours, "one.json": saved("c", "S-018")})
    assert {(each.reader, each.exercise, each.code) for each in found.works} == {
        ("S-017", "two-kinds", "S-017"),
        ("S-017", "labels", "s017"),
        ("S-018", "two-kinds", "S-018"),
    }
    assert remarks(found) == []
    assert found.files == 2


def test_a_work_without_a_code_takes_the_only_one_of_its_record(tmp_path: Path) -> None:
    ours = record(work("a", "S-017"), work("b", None, "labels"))
    assert list(readers(read_both(tmp_path, {"course.json": ours}))) == ["S-017"]


def test_works_of_one_record_without_any_code_are_one_reader(tmp_path: Path) -> None:
    """And so is a later record, in which there is more; another one is another reader."""
    one, other = work("a1", None), work("b1", None, "labels")
    found = read_both(
        tmp_path,
        {
            "again.json": record(other, work("c1", None, "first-sort")),
            "before.json": record(one, other),
            "somebody.json": record(work("d1", None), work("e1", None, "labels")),
        },
    )
    exercises = {
        name: sorted(each.exercise for each in found.works if each.reader == name)
        for name in readers(found)
    }
    assert exercises == {
        "work a1": ["first-sort", "labels", "two-kinds"],
        "work d1": ["labels", "two-kinds"],
    }
    assert len([each for each in remarks(found) if "no code" in each]) == 2


def test_a_platform_says_whose_a_record_is(tmp_path: Path) -> None:
    names = [
        f"{name}_{n}_assignsubmission_file_/course.json" for n, name in ((1, "Aiko"), (2, "Ken"))
    ]
    files = {
        name: record(work(f"a{n}", None), work(f"b{n}", None, "labels"))
        for n, name in enumerate(names)
    }
    assert list(readers(read_both(tmp_path, files))) == ["Aiko", "Ken"]


def test_a_work_alone_and_in_a_record_counts_once(tmp_path: Path) -> None:
    files = {
        "course.json": record(work("a", "S-017"), work("a", "S-017", minute=1)),
        "one.json": saved("a", "S-017", minute=2),
    }
    [found] = read_both(tmp_path, files).works
    assert found.files == ("course.json", "one.json")
    assert len(found.work["attempts"]) == 3


def test_two_works_of_one_exercise_in_a_record_are_kept_apart_and_said(tmp_path: Path) -> None:
    found = read_both(tmp_path, {"course.json": record(work("a"), work("b"), code="S-017")})
    assert list(readers(found)) == ["S-017", "S-017 (2)"]
    assert len(remarks(found)) == 2


def test_what_can_be_used_of_a_record_is_used_and_the_rest_is_said(tmp_path: Path) -> None:
    spoilt = [3, {**work("x"), "version": 9}, {**work("y"), "exercise": "../x"}, {}]
    ours = record(work("a"), *spoilt, {**work("z"), "attempts": []}, code="S-017")
    found = read_both(tmp_path, {"course.json": ours})
    assert list(readers(found)) == ["S-017"]
    assert remarks(found) == [f"course.json: {said('record_works', count=4, total=6)}"]


BAD = {
    "cut short": (record(work("a"))[:-9], said("cut")),
    "newer": (record(work("a"), version=2), said("version", version=2, known=1)),
    "true is no version": (record(work("a"), version=True), said("version", version=True, known=1)),
    "works that are no list": (record(works={}), said("damaged")),
    "nothing begun": (record(), said("no_answer")),
    "nothing of use": (record(3, {}), said("record_unread", total=2)),
    "as deep as can be": (
        b'{"format": "whosegroup-record", "works": ' + b"[" * 99_999,
        said("too_deep"),
    ),
}


@pytest.mark.parametrize("kind", BAD)
def test_a_record_of_which_nothing_can_be_used_is_said(tmp_path: Path, kind: str) -> None:
    data, what = BAD[kind]
    found = read_both(tmp_path, {"course.json": data})
    assert found.works == ()
    assert remarks(found) == [f"course.json: {what}"]


def test_a_record_of_another_course_is_used_and_said(tmp_path: Path) -> None:
    put(tmp_path, {"course.json": record(work("a"), code="S-017")})
    here = collect(tmp_path, WORDS, now=NOW, course=COURSE)
    there = collect(tmp_path, WORDS, now=NOW, course="another")
    assert here.works == there.works
    assert remarks(here) == []
    assert remarks(there) == [f"course.json: {said('record_course', course=COURSE)}"]


def test_a_record_has_the_bounds_of_a_file(tmp_path: Path) -> None:
    put(tmp_path, {"course.json": record(work("a"), code="S-017")})
    found = collect(tmp_path, WORDS, now=NOW, limits=Limits(file=100))
    assert found.works == ()


def test_a_record_that_was_pasted_into_a_field_is_read(tmp_path: Path) -> None:
    name = "Aiko_1_assignsubmission_onlinetext_/onlinetext.html"
    page = b"<p>" + record(work("a"), work("b", None, "labels")).replace(b'"', b"&quot;") + b"</p>"
    assert len(read_both(tmp_path, {name: page}).works) == 2
