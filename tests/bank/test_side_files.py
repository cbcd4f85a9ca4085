"""What systems leave behind is nobody's; a copy is somebody's; and a real name is neither."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest

from whosegroup.bank.side_files import is_copy, is_passed_over
from whosegroup.instructor.handed_in import places, zips

LEFT_BEHIND = [
    "._nine-books.md",
    ".DS_Store",
    "Thumbs.db",
    "thumbs.db",
    "desktop.ini",
    "~$case.docx",
    "case.md~",
    "#case.md#",
    ".#case.md",
    "case.md.swp",
    ".case.md.swp",
    ".case.md.swo",
    "case.md.tmp",
    "case.md.crdownload",
    "case.md.part",
    "case.md.bak",
    ".ipynb_checkpoints",
    "__MACOSX",
    "__pycache__",
    "@eaDir",
    "$RECYCLE.BIN",
    ".~lock.case.docx#",
    "case.md.~1~",
    "case.md.sb-1a2b3c4d-Xy12Zq",
    "case.md___jb_tmp___",
    "~WRL0001.tmp",
    ".nine-books.md.icloud",
    ".git",
]
COPIES = [
    "nine-books (1).md",
    "nine-books(2).md",
    "nine-books\uff081\uff09.md",
    "nine-books copy.md",
    "nine-books copy 2.md",
    "nine-books - Copy.md",
    "nine-books - Copy (3).md",
    "Copy of nine-books.md",
    "Kopie von nine-books.md",
    "nine-books - Kopie.md",
    "nine-books - コピー.md",
    "nine-books のコピー.md",
    "nine-books のコピー 2.md",
    "nine-books (Anna's conflicted copy 2026-04-01).md",
    "nine-books (conflicted copy 2026-04-01 101500).md",
    "nine-books (Anna の競合コピー 2026-04-01).md",
    "nine-books (Case Conflict).md",
    "nine-books.sync-conflict-20260401-101500-ABCDEFG.md",
    "nine-books_conflict-20260401-101500.md",
    "nine-books_LOCAL_1234.md",
    "nine-books.md~HEAD",
    "two-kinds-of-group copy.ipynb",
]
REAL = [
    "nine-books.md",
    "photo-copy.md",
    "copy.md",
    "copy-of-a-key.md",
    "conflict.md",
    "the-conflict.md",
    "remote-1.md",
    "a.md",
    "two-kinds-of-group.ipynb",
    "exercises.yml",
    "surface_cues.yml",
    "_toc.yml",
    "graded-secret.txt",
    "S-017.json",
    "local_news.md",
    "Makefile",
    "README.md",
    "Participant_12341_assignsubmission_file_",
]


@pytest.mark.parametrize("name", [*LEFT_BEHIND, "Icon\r"])
def test_what_is_hidden_temporary_or_of_a_system_is_passed_over(name: str) -> None:
    assert is_passed_over(name)
    assert is_passed_over(Path("data/vignettes/en") / name)
    assert not is_copy(name), "Nobody's work is named to anybody."


@pytest.mark.parametrize("name", COPIES)
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_a_copy_that_a_person_or_a_folder_made_is_told(name: str, form: str) -> None:
    name = unicodedata.normalize(form, name)
    assert is_copy(name) and is_copy(Path("data") / name)
    assert not is_passed_over(name), "It holds somebody's work."


@pytest.mark.parametrize("name", REAL)
def test_a_real_name_is_neither(name: str) -> None:
    assert not is_passed_over(name) and not is_copy(name)


def test_only_the_own_name_of_a_file_counts() -> None:
    assert not is_passed_over("/home/anna/.local/share/bank/data/case.md")
    assert not is_copy("my-bank (1)/data/case.md")


@pytest.mark.parametrize("name", ["week 2.md", "week-ANNA-PC.md"])
def test_what_may_be_a_name_is_a_copy_only_beside_its_original(tmp_path: Path, name: str) -> None:
    assert not is_copy(tmp_path / name)
    (tmp_path / "week.md").touch()
    assert is_copy(tmp_path / name)


def test_hand_ins_are_looked_at_by_the_same_rule() -> None:
    assert places.is_passed_over is zips.is_passed_over is is_passed_over
