"""Works that were set aside are listed, each once, and never mixed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from spoilt_work import attempt, spoilt
from whosegroup.work.beside import read_beside
from whosegroup.work.contract import new_work
from whosegroup.work.work_file import WorkFile

NONE = new_work("toy", "en")


def of(*attempts: dict[str, Any], **fields: Any) -> dict[str, Any]:
    return {**new_work("toy", "en"), "attempts": list(attempts), **fields}


def put(folder: Path, **files: Any) -> None:
    """Put works, or bytes, into files that bear these names with a hyphen."""
    for name, held in files.items():
        data = held if isinstance(held, bytes) else json.dumps(held).encode()
        (folder / f"toy.{name.replace('_', '-')}.json").write_bytes(data)


def test_where_nothing_was_set_aside_nothing_lies_beside(tmp_path: Path) -> None:
    assert read_beside(tmp_path, "toy", NONE) == []
    assert read_beside(tmp_path / "not-there", "toy", NONE) == []


def test_works_that_were_set_aside_are_read_whatever_the_reason(tmp_path: Path) -> None:
    one, two = of(attempt(1), reader="S-017"), of(attempt(2))
    put(tmp_path, other_1=one, version_1=two)
    assert read_beside(tmp_path, "toy", NONE) == [
        {"name": "toy.other-1.json", "work": one},
        {"name": "toy.version-1.json", "work": two},
    ]


def test_copies_of_one_work_are_one_and_the_later_says_whose(tmp_path: Path) -> None:
    work = of(attempt(1), reader="S-1")
    later = {**work, "reader": "S-2", "attempts": [attempt(3)]}
    put(tmp_path, other_2=work, other_10=later)
    [found] = read_beside(tmp_path, "toy", NONE)
    assert found == {
        "name": "toy.other-10.json",
        "work": {**later, "attempts": [attempt(1), attempt(3)]},
    }


def test_what_the_work_in_use_holds_is_left_out_and_what_it_lacks_is_not(tmp_path: Path) -> None:
    work = of(attempt(1), attempt(2))
    put(tmp_path, other_1={**work, "attempts": [attempt(1)]}, other_2=of())
    assert read_beside(tmp_path, "toy", work) == []
    put(tmp_path, other_3={**work, "attempts": [attempt(9)]})
    [found] = read_beside(tmp_path, "toy", work)
    assert found["work"]["attempts"] == [attempt(1), attempt(9)]


def test_what_cannot_be_read_is_listed_with_its_reason(tmp_path: Path) -> None:
    put(tmp_path, damaged_1=b"{", version_1=spoilt(version=2), exercise_1=spoilt(exercise="plain"))
    assert read_beside(tmp_path, "toy", NONE) == [
        {"name": "toy.damaged-1.json", "problem": "damaged"},
        {"name": "toy.exercise-1.json", "problem": "exercise"},
        {"name": "toy.version-1.json", "problem": "version"},
    ]


@pytest.mark.parametrize(
    "name", ["toy.json", "toy.other-1.json.tmp", "toy-2.other-1.json", "toy.mine-1.json", "toy.txt"]
)
def test_other_files_are_no_works_beside(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text(json.dumps(of(attempt(1))))
    assert read_beside(tmp_path, "toy", NONE) == []


def test_what_may_not_be_read_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / "toy.other-1.json").mkdir()
    (tmp_path / "toy.other-2.json").symlink_to("nowhere")
    put(tmp_path, other_3=of(attempt(1)))
    assert [it["name"] for it in read_beside(tmp_path, "toy", NONE)] == ["toy.other-3.json"]


# ------------------------------------------------------------------ two works in one folder


def test_answers_to_a_work_that_gave_way_stay_with_it(tmp_path: Path) -> None:
    """In another notebook another work was opened meanwhile."""
    first, second = WorkFile("toy", "en", tmp_path), WorkFile("toy", "en", tmp_path)
    mine, _ = first.add(first.open()[0], [attempt(1)], reader="S-1")
    other = of(attempt(2), reader="S-2")
    second.take(other)
    kept, aside = first.add(mine, [attempt(3)], run=2)
    assert kept == other == first.open()[0]
    assert aside == ("other", tmp_path / "toy.other-2.json")
    [beside] = first.beside(kept)
    assert beside["work"] == {**mine, "run": 2, "attempts": [attempt(1), attempt(3)]}


def test_a_work_that_gave_way_comes_back_whole(tmp_path: Path) -> None:
    file = WorkFile("toy", "en", tmp_path)
    mine, _ = file.add(file.open()[0], [attempt(1)])
    file.take(of(attempt(2)))
    file.add(mine, [attempt(3)])
    held, _ = file.open()
    [beside] = file.beside(held)
    back, aside = file.take(beside["work"])
    assert (back["work"], back["attempts"]) == (mine["work"], [attempt(1), attempt(3)])
    assert aside and json.loads(aside[1].read_text()) == held
    assert [it["work"] for it in file.beside(back)] == [held]
