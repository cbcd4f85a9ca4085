"""What leads from an exercise to another page leads there, from any depth of any kind of site."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from playing import Playing
from playwright.sync_api import Page, expect
from sorting import Sorting

from small_book import SmallBook

DEEP = "parts/first/deep/page"
PAGES = {
    "index": f"# Toy\n\n```{{toctree}}\nbook/toy-chapter\nbook/references\n{DEEP}\n```\n",
    "book/toy-chapter": "# Toy chapter\n\nThe chapter.\n",
    "book/references": "# References\n\nThe sources.\n",
    DEEP: "# Deep\n\n```{exercise} toy\n```\n",
}
PLACES = {
    "html": (f"{DEEP}.html", "book/toy-chapter.html"),
    "dirhtml": (f"{DEEP}/", "book/toy-chapter/"),
    "singlehtml": ("index.html", "index.html#document-book/toy-chapter"),
}


@pytest.fixture(scope="module")
def sites(toy_site: tuple[Path, str]) -> str:
    """Return the address below which lies the same book, as each builder makes it."""
    folder, address = toy_site
    tests = Path(__file__).parents[1]
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("WHOSEGROUP_CONTENT", str(tests / "fixtures" / "bank"))
        icon = str(tests.parent / "book" / "favicon.svg")
        book = SmallBook(folder / "deep", PAGES, html_favicon=icon)
        for builder in PLACES:
            assert book.build(builder) == ""
    return f"{address}/{book.html.parent.relative_to(folder).as_posix()}"


@pytest.mark.parametrize("builder", PLACES)
def test_a_reader_goes_from_a_deep_page_to_the_chapter_to_read_again(
    page: Page, toy_pages: Any, sites: str, builder: str
) -> None:
    at, chapter = PLACES[builder]
    page.goto(f"{sites}/{builder}/{at}")
    playing = Playing(page, toy_pages.payload("toy"))
    playing.go(right=False)
    playing.act("next")
    playing.finish()
    playing.summary.locator("details").evaluate_all(
        "(all) => all.forEach((one) => one.open = true)"
    )
    playing.summary.locator("a").click()
    expect(page).to_have_url(re.compile(re.escape(f"{sites}/{builder}/{chapter}") + "$"))
    expect(page.get_by_role("heading", name="Toy chapter")).to_be_in_viewport()


def test_a_source_that_is_found_nowhere_else_leads_to_the_list_of_sources(
    page: Page, toy_pages: Any, sites: str
) -> None:
    page.goto(f"{sites}/html/{PLACES['html'][0]}")
    sorting = Sorting(page, toy_pages.payload("toy"))
    sorting.right()
    sorting.status.locator(".wg-more summary").click()
    sorting.status.locator(".wg-say-source button.wg-term").first.click()
    sorting.root.locator(".wg-meaning a").first.click()
    expect(page).to_have_url(f"{sites}/html/book/references.html")
