"""Readers' work is read, merged and saved, and never lost."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whosegroup.work import WorkError, WorkFile, is_attempt, key, merge, new_work, read_work


def attempt(number: int, **more: Any) -> dict[str, Any]:
    """Return one attempt; the numbers are its time."""
    at = f"2026-04-13T09:30:{number:02}.000Z"
    return {"at": at, "run": 1, "vignette": "tea", "answer": "support", **more}


def kept(file: WorkFile) -> dict[str, Any]:
    return json.loads(file.path.read_text(encoding="utf-8"))


@pytest.fixture
def file(tmp_path: Path) -> WorkFile:
    return WorkFile("toy", "en", tmp_path / "work")


# ------------------------------------------------------------------ reading


def test_new_work_has_all_that_the_contract_asks_for() -> None:
    work = new_work("toy", "en")
    assert re.fullmatch(r"[0-9a-f]{16}", work.pop("work"))
    assert work == {
        "format": "whosegroup-work",
        "version": 1,
        "exercise": "toy",
        "lang": "en",
        "attempts": [],
    }


def test_two_readers_works_have_different_names() -> None:
    assert new_work("toy", "en")["work"] != new_work("toy", "en")["work"]


def test_a_sound_file_is_read_with_fields_that_nobody_knows() -> None:
    work = {**new_work("toy", "en"), "reader": "S-017", "seen": {"by": ["Ms Abe"]}}
    work["attempts"] = [attempt(1, mood="good"), {**attempt(2), "skipped": True}]
    assert read_work(json.dumps(work), "toy") == work
    assert read_work(json.dumps(work).encode(), "toy") == work


def spoilt(**fields: Any) -> bytes:
    return json.dumps({**new_work("toy", "en"), **fields}).encode()


DAMAGED = {
    "empty": b"",
    "cut short": spoilt()[:-20],
    "not JSON": b"Dear teacher,",
    "not UTF-8": spoilt(reader="x").replace(b'"x"', b'"\xe4"'),
    "not a table": b"[1, 2]",
    "null": b"null",
    "another format": spoilt(format="other"),
    "no attempts": spoilt(attempts=None),
    "no name": spoilt(work=3),
    "an attempt that is none": spoilt(attempts=[attempt(1), {"at": 3}]),
    "a part that is no text": spoilt(attempts=[attempt(1, part=["aims"])]),
    "so deep that it cannot be parsed": b"[" * 100_000,
    "so deep that it could not be written again": spoilt(deep=json.loads("[" * 300 + "]" * 300)),
}


@pytest.mark.parametrize("text", DAMAGED.values(), ids=DAMAGED.keys())
def test_what_cannot_be_read_is_damaged(text: bytes) -> None:
    with pytest.raises(WorkError, match="damaged"):
        read_work(text, "toy")


@pytest.mark.parametrize("version", [0, 2, "1", None])
def test_another_version_is_said(version: Any) -> None:
    with pytest.raises(WorkError, match="version"):
        read_work(spoilt(version=version), "toy")


def test_another_exercise_is_said() -> None:
    with pytest.raises(WorkError, match="exercise"):
        read_work(spoilt(exercise="plain"), "toy")


def test_an_attempt_may_be_skipped_be_at_an_item_or_choose_several() -> None:
    assert is_attempt({"at": "1", "run": 1, "vignette": "tea", "skipped": True})
    assert is_attempt({"at": "1", "run": 2, "item": "q1", "answer": "a"})
    assert is_attempt({"at": "1", "run": 1, "vignette": None, "item": "q1", "answer": ["a", "b"]})
    assert is_attempt({"at": "1", "run": 1, "vignette": "tea", "part": "aims", "answer": "a"})


@pytest.mark.parametrize(
    "change",
    [
        {"at": None},
        {"at": 20260413},
        {"run": 0},
        {"run": "1"},
        {"run": True},
        {"vignette": None},
        {"vignette": ["tea"]},
        {"part": 3},
        {"answer": None},
        {"answer": 1},
        {"answer": None, "skipped": "yes"},
    ],
)
def test_what_lacks_time_run_case_or_answer_is_no_attempt(change: dict[str, Any]) -> None:
    assert is_attempt(attempt(1))
    assert not is_attempt({**attempt(1), **change})


@pytest.mark.parametrize("thing", [None, 1, "attempt", [], {}])
def test_what_is_no_table_is_no_attempt(thing: Any) -> None:
    assert not is_attempt(thing)


@given(st.recursive(st.none() | st.booleans() | st.integers() | st.text(), st.lists, max_leaves=5))
def test_nothing_makes_the_check_of_an_attempt_raise(value: Any) -> None:
    for name in attempt(1) | {"part": ""}:
        assert is_attempt({**attempt(1), name: value}) in (True, False)


# ------------------------------------------------------------------ merging

KEYS = st.tuples(st.sampled_from("123"), st.sampled_from(["tea", "garden"]), st.sampled_from("ab"))


def of_key(parts: tuple[str, str, str]) -> dict[str, Any]:
    """Return the one attempt that has this time, case and part."""
    at, vignette, part = parts
    return {"at": at, "run": 1, "vignette": vignette, "part": part, "answer": "|".join(parts)}


LISTS = st.lists(KEYS.map(of_key), max_size=8)


@given(LISTS, LISTS)
def test_merging_loses_nothing_and_adds_nothing(one: list[Any], other: list[Any]) -> None:
    merged = merge(one, other)
    assert {key(a) for a in merged} == {key(a) for a in one} | {key(a) for a in other}
    assert all(a in one or a in other for a in merged)


@given(LISTS, LISTS)
def test_merging_keeps_each_attempt_once_and_in_order_of_time(
    one: list[Any], other: list[Any]
) -> None:
    keys = [key(a) for a in merge(one, other)]
    assert keys == sorted(set(keys))


@given(LISTS, LISTS)
def test_it_does_not_matter_which_list_comes_first(one: list[Any], other: list[Any]) -> None:
    assert merge(one, other) == merge(other, one)


@given(LISTS, LISTS, LISTS)
def test_merging_again_changes_nothing(one: list[Any], other: list[Any], third: list[Any]) -> None:
    merged = merge(one, other)
    assert merge(merged, other) == merge(merged, one) == merge(merged, merged) == merged
    assert merge(merged, third) == merge(one, merge(other, third))


def test_the_same_case_at_another_time_or_in_another_part_is_another_attempt() -> None:
    attempts = [attempt(1), attempt(2), attempt(1, part="aims"), attempt(1, vignette="garden")]
    assert len(merge(attempts, [])) == 4


# ------------------------------------------------------------------ the file


def test_the_environment_names_the_folder(work_folder: Path) -> None:
    assert WorkFile("toy", "en").path == work_folder / "toy.json"


def test_without_it_work_is_kept_beside_the_notebook(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And stays there when the notebook changes its folder later."""
    monkeypatch.delenv("WHOSEGROUP_WORK")
    monkeypatch.chdir(tmp_path)
    file = WorkFile("toy", "en")
    monkeypatch.chdir("/")
    assert file.path == tmp_path / "my-work" / "toy.json"


def test_to_look_at_an_exercise_writes_nothing(file: WorkFile) -> None:
    work, aside = file.open()
    assert (work["attempts"], aside) == ([], None)
    assert not file.folder.exists()


def test_what_is_added_is_in_the_file_at_once_and_taken_up_again(file: WorkFile) -> None:
    work, _ = file.open()
    returned, aside = file.add(work, [attempt(1)])
    assert aside is None
    assert kept(file) == returned == {**work, "attempts": [attempt(1)]}
    assert WorkFile("toy", "en", file.folder).open() == (returned, None)


def test_an_attempt_that_is_sent_twice_is_kept_once(file: WorkFile) -> None:
    work, _ = file.open()
    file.add(work, [attempt(1)])
    file.add(work, [attempt(1), attempt(2)])
    assert kept(file)["attempts"] == [attempt(1), attempt(2)]


def test_fields_are_kept_beside_attempts(file: WorkFile) -> None:
    work, _ = file.open()
    file.add(work, reader="S-017")
    file.add(work, [attempt(1)], run=2)
    assert (kept(file)["reader"], kept(file)["run"]) == ("S-017", 2)


def test_fields_that_nobody_knows_survive_an_answer(file: WorkFile) -> None:
    work, _ = file.open()
    file.add(work, [attempt(1, mood="good")])
    file.path.write_text(json.dumps({**kept(file), "seen": "by Ms Abe"}))
    file.add(work, [attempt(2)])
    assert kept(file)["seen"] == "by Ms Abe"
    assert kept(file)["attempts"][0]["mood"] == "good"


def test_any_text_can_be_kept(file: WorkFile) -> None:
    """Half a character pair too, which a browser can send and UTF-8 cannot hold."""
    work, _ = file.open()
    file.add(work, [attempt(1)], reader='日本 "é" \ud83d')
    assert file.open()[0]["reader"] == '日本 "é" \ud83d'
    assert "日本" in file.path.read_text(encoding="utf-8")


def test_of_twenty_answers_from_two_tabs_in_turn_twenty_are_kept(tmp_path: Path) -> None:
    tabs = [WorkFile("toy", "en", tmp_path) for _ in range(2)]
    works = [tab.open()[0] for tab in tabs]
    for number in range(20):
        turn = number % 2
        works[turn], _ = tabs[turn].add(works[turn], [attempt(number)])
    assert kept(tabs[0])["attempts"] == [attempt(number) for number in range(20)]
    assert works[1]["work"] == works[0]["work"] == kept(tabs[0])["work"]


PROCESS = """
import sys, pathlib
from whosegroup.work import WorkFile
first, folder = int(sys.argv[1]), pathlib.Path(sys.argv[2])
file = WorkFile("toy", "en", folder)
work, _ = file.open()
(folder.parent / f"ready-{first}").touch()
while not (folder.parent / "go").exists():
    pass
for number in range(first, 60, 2):
    at = f"2026-04-13T09:30:{number:02}.000Z"
    answer = {"at": at, "run": 1, "vignette": "tea", "answer": "support"}
    work, _ = file.add(work, [answer])
"""


def test_of_answers_from_two_processes_at_once_all_are_kept(tmp_path: Path) -> None:
    folder = tmp_path / "work"
    processes = [
        subprocess.Popen([sys.executable, "-c", PROCESS, str(first), str(folder)])
        for first in range(2)
    ]
    while not all((tmp_path / f"ready-{first}").exists() for first in range(2)):
        assert all(process.poll() is None for process in processes)
        time.sleep(0.01)
    (tmp_path / "go").touch()
    assert [process.wait() for process in processes] == [0, 0]
    assert kept(WorkFile("toy", "en", folder))["attempts"] == [attempt(n) for n in range(60)]


def test_a_reader_of_the_file_never_sees_half_of_it(file: WorkFile) -> None:
    """The new file takes the place of the old one, which an open reader still holds whole."""
    work, _ = file.add(file.open()[0], [attempt(1)])
    with file.path.open(encoding="utf-8") as reader:
        file.add(work, [attempt(2)])
        assert json.load(reader)["attempts"] == [attempt(1)]
    assert kept(file)["attempts"] == [attempt(1), attempt(2)]


def test_a_disk_that_fills_up_while_writing_leaves_the_file_as_it_was(
    file: WorkFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    work, _ = file.add(file.open()[0], [attempt(1)])
    before = file.path.read_bytes()

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space left"):
        file.add(work, [attempt(2)])
    assert file.path.read_bytes() == before
    assert [path.name for path in file.folder.glob("*.tmp")] == []
    assert [path.name for path in file.folder.glob(".*.tmp")] == []


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        *((text, "damaged") for text in DAMAGED.values()),
        (spoilt(version=2), "version"),
        (spoilt(exercise="plain"), "exercise"),
    ],
    ids=[*DAMAGED, "another version", "another exercise"],
)
def test_a_file_that_cannot_be_used_is_set_aside_and_never_overwritten(
    file: WorkFile, text: bytes, reason: str
) -> None:
    file.folder.mkdir()
    file.path.write_bytes(text)
    work, aside = file.open()
    assert work["attempts"] == []
    assert aside == (reason, file.folder / f"toy.{reason}-1.json")
    file.add(work, [attempt(1)])
    assert aside[1].read_bytes() == text
    assert kept(file)["attempts"] == [attempt(1)]


def test_a_file_that_is_damaged_in_the_middle_of_sorting_is_set_aside_too(file: WorkFile) -> None:
    work, _ = file.add(file.open()[0], [attempt(1)])
    file.path.write_bytes(b"{")
    added, aside = file.add(work, [attempt(2)])
    assert aside == ("damaged", file.folder / "toy.damaged-1.json")
    assert aside[1].read_bytes() == b"{"
    assert (added["work"], added["attempts"]) == (work["work"], [attempt(2)])


def test_a_second_damaged_file_gets_a_name_of_its_own(file: WorkFile) -> None:
    file.folder.mkdir()
    for number in (1, 2, 3):
        file.path.write_bytes(b"{" * number)
        assert file.open()[1] == ("damaged", file.folder / f"toy.damaged-{number}.json")
    aside = sorted(file.folder.glob("toy.damaged-*.json"))
    assert [path.read_bytes() for path in aside] == [b"{", b"{{", b"{{{"]


def test_a_work_file_opened_over_another_sets_that_one_aside(file: WorkFile) -> None:
    mine, _ = file.add(file.open()[0], [attempt(1)], reader="S-017")
    other = new_work("toy", "en")
    other = {**other, "attempts": [attempt(2)], "seen_by": "Ms Abe"}
    added, aside = file.take(other)
    assert aside == ("other", file.folder / "toy.other-1.json")
    assert json.loads(aside[1].read_text()) == mine
    assert added == kept(file) == other


def test_a_work_file_opened_over_itself_is_merged(file: WorkFile) -> None:
    mine, _ = file.add(file.open()[0], [attempt(1)])
    added, aside = file.take({**mine, "attempts": [attempt(2)]})
    assert aside is None
    assert added["attempts"] == [attempt(1), attempt(2)]


def test_answers_of_a_second_sorter_join_the_work_that_is_there(file: WorkFile) -> None:
    """Both began before there was a file, each with a name for the work of its own."""
    first, second = file.open()[0], file.open()[0]
    file.add(first, [attempt(1)])
    added, aside = file.add(second, [attempt(2)])
    assert aside is None
    assert added == {**first, "attempts": [attempt(1), attempt(2)]}


def test_a_reader_s_code_given_before_any_answer_is_not_lost(file: WorkFile) -> None:
    first, second = file.open()[0], file.open()[0]
    file.add(first, reader="S-017")
    file.add(second, [attempt(1)])
    assert (kept(file)["reader"], kept(file)["attempts"]) == ("S-017", [attempt(1)])
