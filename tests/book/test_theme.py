"""Furo in a small book: one style sheet for all pages, and on each what it needs beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from small_book import SmallBook
from whosegroup.component.script import minified, style

FIXTURES = Path(__file__).parents[1] / "fixtures"
PAGES = {
    "index": "# Toy\n\n```{toctree}\n:caption: Chapters\n\ncode\nplain\nfolded\n```\n",
    "code": "# Code\n\n```python\nprint(1)\n```\n",
    "plain": "# Plain\n\nNothing here.\n",
    "folded": "# Folded\n\n```{dropdown} More\nInside.\n```\n",
}
EXTENSIONS = ("sphinx_copybutton", "sphinx_togglebutton", "sphinx_design")
BOOK = re.compile(r"^_static/book-[0-9a-f]{12}\.css$")


class ThemedBook(SmallBook):
    def __init__(self, folder: Path) -> None:
        super().__init__(folder, PAGES, "furo", EXTENSIONS)

    def sheets(self, name: str) -> list[str]:
        return [link["href"] for link in self.page(name).select("link[rel=stylesheet]")]

    def files(self, name: str) -> set[str]:
        """Return the names of the scripts and sheets beside the book's own that a page asks for."""
        asked = [script["src"] for script in self.page(name).select("script[src]")]
        asked += [sheet for sheet in self.sheets(name) if not BOOK.match(sheet)]
        return {address.partition("?")[0].rpartition("/")[2] for address in asked}


@pytest.fixture(scope="module", autouse=True)
def toy_content() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("WHOSEGROUP_CONTENT", str(FIXTURES / "bank"))
        yield


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> ThemedBook:
    """Return a book that is built, to be read alone."""
    book = ThemedBook(tmp_path_factory.mktemp("themed"))
    assert book.build() == ""
    return book


def test_all_pages_share_one_sheet_with_the_rules_of_the_theme_and_of_the_exercises(
    built: ThemedBook,
) -> None:
    [sheet] = {one for name in PAGES for one in built.sheets(name) if BOOK.match(one)}
    assert sheet == built.sheets("code")[-1], "What is the book's own has the last word."
    rules = (built.html / sheet).read_text("utf-8")
    assert ".sidebar-drawer" in rules and minified(style(), "text/css") in rules


def test_the_sheet_has_another_name_when_its_rules_have_changed_and_the_old_pages_keep_theirs(
    tmp_path: Path,
) -> None:
    book = ThemedBook(tmp_path)
    assert book.build() == ""
    [before] = book.sheets("plain")
    (tmp_path / "more.css").write_text("p { color: red; }")
    book.set(html_static_path=["more.css"], html_css_files=["more.css"])
    assert book.build() == ""
    [now] = book.sheets("plain")
    assert now != before
    assert "p{color:red}" in (book.html / now).read_text("utf-8")
    assert (book.html / before).exists()


def test_a_page_asks_for_what_has_work_there_and_for_nothing_else(built: ThemedBook) -> None:
    of_code = {"pygments.css", "copybutton.css", "copybutton.js", "clipboard.min.js"}
    of_folds = {"sphinx-design.min.css"}
    assert of_code <= built.files("code") and not of_folds & built.files("code")
    assert of_folds <= built.files("folded") and not of_code & built.files("folded")
    assert not (of_code | of_folds | {"togglebutton.js"}) & built.files("plain")
    assert "furo.js" in built.files("plain")


def test_a_browser_may_keep_whatever_a_page_asks_for_because_its_address_has_a_digest(
    built: ThemedBook,
) -> None:
    asked = built.page("code").select("script[src], link[rel=stylesheet]")
    addresses = [node.get("src") or node["href"] for node in asked]
    assert len(addresses) > 5
    digest = re.compile(r"\?v=[0-9a-f]{8}|-[0-9a-f]{12}\.css$")
    assert [one for one in addresses if not digest.search(one)] == []


def test_captions_between_the_chapters_are_headings_of_a_level(built: ThemedBook) -> None:
    captions = built.page("plain").select("[role=heading]")
    assert [(one.get_text(), one["aria-level"]) for one in captions] == [("Chapters", "2")]


def test_no_page_is_written_again_by_another_build_of_the_same_process(tmp_path: Path) -> None:
    book = ThemedBook(tmp_path)
    assert book.build() == ""
    page = book.html / "plain.html"
    page.write_text("as it was")
    assert book.build() == ""
    assert page.read_text() == "as it was"


def test_what_jupyter_book_hands_to_its_own_theme_is_nothing_to_warn_of(tmp_path: Path) -> None:
    book = ThemedBook(tmp_path)
    options = {"search_bar_text": "Search", "analytics": {}, "home_page_in_toc": True}
    options |= {"use_edit_page_button": True, "extra_footer": "", "launch_buttons": {}}
    book.set(html_theme_options=options)
    assert book.build() == ""
