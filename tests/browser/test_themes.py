"""A book in any theme: its exercises start, and can be read in the light and in the dark."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from looking import violations
from playing import Playing
from playwright.sync_api import Page, expect

from small_book import SmallBook
from whosegroup.exercises.html import element

# The course's own, the one that it had, one that is always white, and one without any look.
THEMES = ("furo", "sphinx_book_theme", "alabaster", "basic")
# The second complains in the console where no mode is named.
CONTEXT = {"default_mode": "auto"}


@pytest.fixture(scope="module")
def in_theme(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., str]]:
    """Return a way to build a book of one exercise in a theme, once; it returns the address."""
    built: dict[str, str] = {}

    def build(theme: str, payload: dict[str, Any]) -> str:
        if theme not in built:
            page = f"# Toy\n\n```{{raw}} html\n{element(payload)}\n```\n"
            book = SmallBook(
                tmp_path_factory.mktemp(theme), {"index": page}, theme, html_context=CONTEXT
            )
            assert book.build() == ""
            built[theme] = (book.html / "index.html").as_uri()
        return built[theme]

    yield build


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_an_exercise_starts_and_can_be_read_in_any_theme(
    page: Page, toy_pages: Any, in_theme: Callable[..., str], theme: str, scheme: str
) -> None:
    payload = toy_pages.payload("toy")
    page.emulate_media(color_scheme=scheme)
    page.goto(in_theme(theme, payload))
    playing = Playing(page, payload)
    expect(playing.root).to_have_attribute("data-state", "ready")
    for _ in playing.steps(right=False):
        assert violations(playing.root) == []
    expect(playing.status).to_have_attribute("data-verdict", "look-again")


@pytest.mark.parametrize("theme", THEMES)
def test_no_style_sheet_stands_before_the_script_of_the_exercises(
    page: Page, toy_pages: Any, in_theme: Callable[..., str], theme: str
) -> None:
    page.goto(in_theme(theme, toy_pages.payload("toy")))
    order = page.locator("script[src*='whose-group.js'], link[rel=stylesheet]")
    names = order.evaluate_all("(all) => all.map((one) => one.localName)")
    assert names[0] == "script" and names.count("script") == 1 and "link" in names
