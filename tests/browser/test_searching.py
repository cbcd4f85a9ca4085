"""What readers type is found: numbers, words without their macrons, and chapters first."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from tempfile import mkdtemp

import pytest
from playwright.sync_api import Page, expect

from small_book import SmallBook

PAGES = {
    "index": "# Toy\n\n```{toctree}\nbook/list\nbook/one\nbook/two\n```\n",
    "book/list": "# List\n\nTōjisha and kanja-kai, in 2008 and 2021.\n",
    "book/one": "# One\n\nHere *tōjisha* are taught, and kanja-kai.\n",
    "book/two": "# Two\n\nIt was in 2008. Cafés there were, and ガ beside カ.\n",
}


@pytest.fixture(scope="module", params=["furo", "basic"])
def found(
    request: pytest.FixtureRequest, toy_site: tuple[Path, str]
) -> Callable[[Page, str], list[str]]:
    """Return a way to search a book of its own: the titles that are found, in their order."""
    site, address = toy_site
    book = SmallBook(Path(mkdtemp(dir=site)), PAGES, request.param, search_last=["book/list"])
    assert book.build() == ""
    place = f"{address}/{book.html.relative_to(site).as_posix()}"

    def search(page: Page, query: str) -> list[str]:
        page.goto(f"{place}/search.html?q={query}")
        expect(page.locator("#search-results h2")).to_have_text("Search Results")  # it has ended
        return page.locator("#search-results li > a").all_inner_texts()

    return search


@pytest.mark.parametrize("query", ["tojisha", "tōjisha", "TOJISHA", "tōjisha kanja"])
def test_a_word_is_found_with_and_without_its_macron(
    page: Page, found: Callable[[Page, str], list[str]], query: str
) -> None:
    assert set(found(page, query)) == {"One", "List"}


def test_a_number_is_found(page: Page, found: Callable[[Page, str], list[str]]) -> None:
    assert found(page, "2008") == ["Two", "List"]
    assert found(page, "2021") == ["List"]
    assert found(page, "2009") == []


def test_what_is_to_be_found_last_comes_last(
    page: Page, found: Callable[[Page, str], list[str]]
) -> None:
    assert found(page, "kanja-kai") == ["One", "List"]


def test_only_latin_letters_lose_their_signs(
    page: Page, found: Callable[[Page, str], list[str]]
) -> None:
    assert found(page, "cafes") == ["Two"]
    assert found(page, "ガ") == ["Two"]
