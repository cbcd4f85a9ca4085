"""A work file is saved at once, shared, locked, and never lost."""

from __future__ import annotations

import errno
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import filelock
import pytest

from spoilt_work import DAMAGED, attempt, spoilt
from whosegroup.work import work_file
from whosegroup.work.contract import new_work
from whosegroup.work.work_file import WorkFile


def kept(file: WorkFile) -> dict[str, Any]:
    return json.loads(file.path.read_text(encoding="utf-8"))


@pytest.fixture
def file(tmp_path: Path) -> WorkFile:
    return WorkFile("toy", "en", tmp_path / "work")


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
from whosegroup.work.work_file import WorkFile
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


# ------------------------------------------------------------------ where nothing can be written


def lacks_locks(monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    """Let the file system be one without locks, as some of those that a hub shares are."""

    def fail(*_: Any, **__: Any) -> None:
        raise error

    monkeypatch.setattr(filelock.FileLock, "acquire", fail)


NO_LOCKS = [
    NotImplementedError("FileSystem does not appear to support flock"),
    *(OSError(n, os.strerror(n)) for n in (errno.ENOLCK, errno.ENOSYS, errno.EOPNOTSUPP)),
]


@pytest.mark.parametrize("error", NO_LOCKS, ids=str)
def test_work_is_saved_on_a_file_system_without_locks(
    file: WorkFile, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    lacks_locks(monkeypatch, error)
    work, _ = file.add(file.open()[0], [attempt(1)])
    file.add(work, [attempt(2)])
    assert kept(file)["attempts"] == [attempt(1), attempt(2)]
    assert file.open()[0]["attempts"] == [attempt(1), attempt(2)]


def test_without_locks_two_still_take_turns(
    file: WorkFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    lacks_locks(monkeypatch, OSError(errno.ENOLCK, "No locks available"))
    monkeypatch.setattr(work_file, "PATIENCE", 0)
    with file._locked(), pytest.raises(OSError, match=r"could not be acquired|held"):
        WorkFile("toy", "en", file.folder).add(new_work("toy", "en"), [attempt(1)])
    file.add(file.open()[0], [attempt(2)])
    assert kept(file)["attempts"] == [attempt(2)]


@pytest.mark.parametrize("number", [errno.EACCES, errno.EROFS, errno.EIO])
def test_any_other_trouble_with_a_lock_is_said(
    file: WorkFile, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    lacks_locks(monkeypatch, OSError(number, os.strerror(number)))
    with pytest.raises(OSError, match=os.strerror(number)):
        file.add(new_work("toy", "en"), [attempt(1)])
    assert not file.path.exists()


@pytest.mark.parametrize("number", [errno.EACCES, errno.EROFS])
def test_a_sound_file_is_read_where_nothing_can_be_written(
    file: WorkFile, read_only: Callable[..., None], number: int
) -> None:
    work, _ = file.add(file.open()[0], [attempt(1)])
    (file.folder / ".toy.lock").unlink(missing_ok=True)
    before = sorted(file.folder.iterdir())
    read_only(file.folder, number)
    assert file.open() == (work, None)
    with pytest.raises(OSError, match=os.strerror(number)):
        file.add(work, [attempt(2)])
    assert kept(file)["attempts"] == [attempt(1)]
    assert sorted(file.folder.iterdir()) == before


def test_a_file_is_read_while_somebody_else_holds_its_lock(
    file: WorkFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    work, _ = file.add(file.open()[0], [attempt(1)])
    monkeypatch.setattr(work_file, "PATIENCE", 0)
    with filelock.FileLock(file.folder / ".toy.lock"):
        assert file.open() == (work, None)
        with pytest.raises(OSError, match="lock"):
            file.add(work, [attempt(2)])


def test_a_damaged_file_that_cannot_be_set_aside_is_left_and_said(
    file: WorkFile, read_only: Callable[..., None]
) -> None:
    file.folder.mkdir()
    file.path.write_bytes(b"{")
    read_only(file.folder, errno.EACCES)
    for look in (file.open, lambda: file.add(new_work("toy", "en"), [attempt(1)])):
        with pytest.raises(PermissionError):
            look()
    assert [(path.name, path.read_bytes()) for path in file.folder.iterdir()] == [
        ("toy.json", b"{")
    ]


def test_work_that_cannot_take_the_place_of_another_leaves_that_where_it_is(
    file: WorkFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine, _ = file.add(file.open()[0], [attempt(1)])

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space left"):
        file.take({**new_work("toy", "en"), "attempts": [attempt(2)]})
    assert kept(file) == mine
    assert list(file.folder.glob("toy*")) == [file.path]


def test_that_nothing_can_be_written_is_known_before_anything_is(
    tmp_path: Path, read_only: Callable[..., None]
) -> None:
    (tmp_path / "file").write_text("a file where the folder should be")
    with pytest.raises(OSError, match="Not a directory"):
        WorkFile("toy", "en", tmp_path / "file").check_writable()
    deep = WorkFile("toy", "en", tmp_path / "course" / "my-work")
    deep.check_writable()
    read_only(tmp_path, errno.EACCES)
    with pytest.raises(PermissionError):
        deep.check_writable()
    assert sorted(tmp_path.iterdir()) == [tmp_path / "file"]


# ------------------------------------------------------------------ who may read it


@pytest.mark.skipif(os.name == "nt", reason="Windows has no umask.")
@pytest.mark.parametrize(("umask", "mode"), [(0o022, 0o644), (0o027, 0o640), (0o077, 0o600)])
def test_a_new_file_is_for_whom_the_umask_says(file: WorkFile, umask: int, mode: int) -> None:
    """As a group of instructors on a hub wants it, and as any other file there."""
    before = os.umask(umask)
    try:
        file.add(file.open()[0], [attempt(1)])
    finally:
        os.umask(before)
    assert file.path.stat().st_mode & 0o777 == mode


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes.")
@pytest.mark.parametrize("mode", [0o600, 0o640, 0o664])
def test_a_file_that_is_there_stays_for_whom_it_was(file: WorkFile, mode: int) -> None:
    work, _ = file.add(file.open()[0], [attempt(1)])
    file.path.chmod(mode)
    file.add(work, [attempt(2)])
    assert file.path.stat().st_mode & 0o777 == mode
