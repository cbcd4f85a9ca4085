"""Which pages are made anew where Sphinx alone would leave them as they are."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from sphinx.builders.html import StandaloneHTMLBuilder

from small_book import SmallBook, break_off
from whosegroup.book import directives
from whosegroup.book import pages_to_read as freshness

Change = Callable[[str, str, str], None]
TEA = "data/vignettes/en/tea.md"


@pytest.fixture
def book(tmp_path: Path, toy_root: Path, monkeypatch: pytest.MonkeyPatch) -> SmallBook:
    monkeypatch.setenv("WHOSEGROUP_CONTENT", str(toy_root))
    made = SmallBook(tmp_path / "book")
    assert made.build() == ""
    return made


def pages_read(book: SmallBook) -> set[str]:
    """Build a book and return the pages that were read for it."""
    assert book.build() == ""
    return book.read


def test_a_figure_is_drawn_again_when_its_table_is_another_and_not_for_every_word(
    book: SmallBook, change: Change
) -> None:
    book.write("book/toy-chapter", "# Toy\n\n```{bank-figure} continuum\nPlaces.\n```\n")
    assert book.build() == ""
    [before] = book.page("book/toy-chapter").select("img")
    assert pages_read(book) == set()
    change(TEA, "last May", "last June")
    assert pages_read(book) == {"crosswalk"}
    change("data/vignettes/en/shed.md", "money: [2, 4]", "money: [3, 4]")
    assert pages_read(book) == {"book/toy-chapter", "crosswalk"}
    [after] = book.page("book/toy-chapter").select("img")
    assert before["src"] != after["src"]


def test_all_pages_are_read_again_when_the_package_is_another(
    book: SmallBook, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert pages_read(book) == set()
    monkeypatch.setattr(freshness, "package_digest", lambda: "another")
    everything = {"index", "book/toy-chapter", "book/other-chapter", "crosswalk"}
    assert pages_read(book) == everything
    assert pages_read(book) == set()


def test_no_page_stays_as_it_was_when_a_build_broke_off_while_it_wrote(
    book: SmallBook, change: Change, monkeypatch: pytest.MonkeyPatch
) -> None:
    change("data/vignettes/en/garden.md", "$20", "$21")
    with monkeypatch.context() as broken:
        broken.setattr(StandaloneHTMLBuilder, "write_doc", break_off)
        with pytest.raises(KeyboardInterrupt):
            book.build()
    assert "$21" not in book.source("book/toy-chapter")
    assert book.build() == ""
    assert "$21" in book.source("book/toy-chapter")


def test_the_bank_is_read_once_for_all_pages(
    book: SmallBook, change: Change, monkeypatch: pytest.MonkeyPatch
) -> None:
    book.write("book/toy-chapter", "# Toy\n\n```{bank-figure} continuum\nPlaces.\n```\n")
    change(TEA, "Nobody has touched", "[Nobody]{surface=hospital-room} has touched")
    reads: list[object] = []
    load = directives.load_bank
    monkeypatch.setattr(
        directives, "load_bank", lambda *args, **only: reads.append(only) or load(*args, **only)
    )
    assert book.build() == ""
    assert reads == [{"only": None}]
