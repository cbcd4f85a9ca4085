"""What pages are written with is made once, and never what it was before a file was saved."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sphinx.application import Sphinx

from small_book import SmallBook
from whosegroup.book import course_page, kept

Change = Callable[[str, str, str], None]
PAGES = {
    "index": "# Toy\n\nFirst.\n\n```{course}\n```\n\n```{sheets}\n```\n\n"
    "```{toctree}\npractice\nmore\n```\n",
    "practice": "# Practice\n\n```{exercise} toy\n```\n",
    "more": "# More\n\n```{exercise} plain\n```\n",
}
CASE, SHOWN = "data/vignettes/en/garden.md", "toy.html"


@pytest.fixture
def book(tmp_path: Path, toy_root: Path, monkeypatch: pytest.MonkeyPatch) -> SmallBook:
    monkeypatch.setenv("WHOSEGROUP_CONTENT", str(toy_root))
    book = SmallBook(tmp_path / "book", PAGES)
    assert book.build() == ""
    return book


@pytest.fixture
def loaded(book: SmallBook, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the exercises that are loaded from now on to write pages with."""
    found: list[str] = []
    load = kept.load_exercise

    def noting(id: str, *how: Any) -> Any:
        found.append(id)
        return load(id, *how)

    monkeypatch.setattr(kept, "load_exercise", noting)
    return found


def sheet(book: SmallBook) -> str:
    return (book.html / "_static" / "sheets" / SHOWN).read_text(encoding="utf-8")


def test_a_word_in_a_chapter_loads_no_exercise_anew(book: SmallBook, loaded: list[str]) -> None:
    book.write("index", PAGES["index"].replace("First.", "Then."))
    assert book.build() == ""
    assert "Then." in book.source("index") and loaded == []
    assert {path.name for path in (book.html / "_static" / "sheets").iterdir()} >= {SHOWN}


def test_an_edit_to_a_case_loads_the_exercises_that_have_it_once(
    book: SmallBook, loaded: list[str], toy_root: Path
) -> None:
    path = toy_root / CASE
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("title: ", "title: Another ", 1), encoding="utf-8")
    assert book.build() == ""
    assert "Another " in sheet(book) and loaded == ["toy"]


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("data/words/en/printing.yml", "numbered: ", "numbered: No. "),
        ("data/words/en/exercises.yml", "Four toy groups", "Quite other groups"),
    ],
)
def test_an_edit_to_words_is_seen_wherever_they_are_said(
    book: SmallBook, toy_root: Path, name: str, old: str, new: str
) -> None:
    path, before = toy_root / name, sheet(book)
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    assert book.build() == ""
    assert sheet(book) != before and book.source("index") != ""


def test_a_case_that_was_another_only_while_pages_were_written_is_again_as_it_was(
    book: SmallBook, toy_root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is saved when its state was noted already, and is undone before the next build."""
    path, before = toy_root / CASE, sheet(book)
    text = path.read_text(encoding="utf-8")
    find, write = kept._state_of, path.write_text

    def state_of(app: Sphinx, id: str) -> Any:
        state = find(app, id)
        write(text.replace("title: ", "title: Another ", 1), encoding="utf-8")
        return state

    path.write_text(f"{text}\n", encoding="utf-8")  # or there was nothing to load
    with monkeypatch.context() as patched:
        patched.setattr(kept, "_state_of", state_of)
        book.build()
    assert "Another " in sheet(book)
    path.write_text(f"{text}\n", encoding="utf-8")
    assert book.build() == ""
    assert sheet(book) == before


def test_a_file_that_was_saved_twice_in_a_moment_is_seen_with_the_next_edit(
    book: SmallBook, toy_root: Path
) -> None:
    """Its time and its size are what they were."""
    path = toy_root / CASE
    text, time = path.read_text(encoding="utf-8"), path.stat().st_mtime_ns
    [title] = [line for line in text.splitlines() if line.startswith("title: ")]
    path.write_text(text.replace(title, title[:-1] + "Q"), encoding="utf-8")
    os.utime(path, ns=(time, time))
    book.write("index", PAGES["index"].replace("First.", "Then."))
    assert book.build() == ""
    assert f"{title[7:-1]}Q" in sheet(book)


def test_what_the_way_through_the_course_says_of_an_exercise_follows_its_cases(
    book: SmallBook, toy_root: Path, loaded: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    found: list[int] = []
    compiled = course_page.compile_course

    def noting(*given: Any, **named: Any) -> Any:
        course = compiled(*given, **named)
        found.append(course["exercises"]["toy"]["minutes"])
        return course

    monkeypatch.setattr(course_page, "compile_course", noting)
    book.write("index", PAGES["index"].replace("First.", "Then."))
    assert book.build() == ""
    path = toy_root / CASE
    text = path.read_text(encoding="utf-8").rstrip("\n")
    path.write_text(f"{text}{' and so on' * 400}\n", encoding="utf-8")
    book.build()
    assert found[1] > found[0]


def test_what_has_gone_has_no_sheet(book: SmallBook, toy_root: Path) -> None:
    (toy_root / "exercises/plain.yml").unlink()
    book.build()
    assert not (book.html / "_static/sheets/plain.html").exists()
