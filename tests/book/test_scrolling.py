"""Pages with tables ask for the script that lets keys scroll them; no other page does."""

from __future__ import annotations

from pathlib import Path

import pytest

from small_book import SmallBook

ROW = "| One | Two |\n|---|---|\n| 1 | 2 |\n"


@pytest.fixture
def book(tmp_path: Path, toy_root: Path, monkeypatch: pytest.MonkeyPatch) -> SmallBook:
    monkeypatch.setenv("WHOSEGROUP_CONTENT", str(toy_root))
    pages = {"index": "# Toy\n\n```{toctree}\ndeep/table\n```\n", "deep/table": f"# Table\n\n{ROW}"}
    return SmallBook(tmp_path / "book", pages, "furo")


def test_the_script_is_there_where_a_table_is(book: SmallBook) -> None:
    assert book.build() == ""
    [script] = book.page("deep/table").select('script[src*="scrolled"]')
    assert (book.html / "deep" / script["src"].partition("?")[0]).is_file()
    assert "scrolled" not in book.source("index")


def test_it_says_what_the_words_say_now(book: SmallBook, toy_root: Path) -> None:
    assert book.build() == ""
    words = toy_root / "data/words/en/pages.yml"
    text = words.read_text(encoding="utf-8")
    words.write_text(text.replace("A table to scroll", "A wide one"), encoding="utf-8")
    assert book.build() == ""
    assert "A wide one" in (book.html / "_static/scrolled.js").read_text(encoding="utf-8")


def test_what_is_no_site_has_none(book: SmallBook) -> None:
    book.set(version="1", copyright="Nobody")
    assert book.build("epub") == ""
    page = (book.made("epub") / "deep/table.xhtml").read_text(encoding="utf-8")
    assert "<td" in page and "<script" not in page
