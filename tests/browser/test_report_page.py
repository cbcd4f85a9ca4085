"""What a report looks like on paper."""

from __future__ import annotations

import pytest
from click.testing import CliRunner
from playwright.sync_api import Locator, Page, expect

from whosegroup.cli import main

PAPER = {"width": 680, "height": 990}  # A4 within its margins


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Return the address of a report on a simulated class."""
    folder = tmp_path_factory.mktemp("report")
    work, out = str(folder / "class"), str(folder / "report")
    for typed in (["simulate", work, "--readers", "12"], ["report", work, "--out", out]):
        typed += ["--exercise", "two-kinds"]
        assert CliRunner().invoke(main, typed, catch_exceptions=False).exit_code == 0
    return (folder / "report" / "report.html").as_uri()


def test_on_paper_what_is_folded_stays_folded_and_nobody_is_named(page: Page, report: str) -> None:
    page.goto(report)
    folded, opened = page.locator("details").nth(0), page.locator("details").nth(1)
    opened.locator("summary").click()
    page.emulate_media(media="print")
    expect(folded).to_be_hidden()
    expect(opened.locator(":scope > :not(summary)").first).to_be_visible()
    expect(page.get_by_text("S-001").locator("visible=true")).to_have_count(0)
    expect(page.locator("#readers")).to_be_hidden()


def test_on_paper_two_small_pictures_stand_in_a_row_unless_their_numbers_are_wanted(
    page: Page, report: str
) -> None:
    page.set_viewport_size(PAPER)
    page.goto(report)
    page.emulate_media(media="print")
    first, second, third = page.locator(".part .picture:not(.tall)").all()[:3]
    assert beside(first, second)
    assert not beside(second, third)
    first.locator("details").evaluate("(node) => { node.open = true; }")
    assert not beside(first, second)
    assert beside(first.locator("figure"), first.locator("details"))
    assert page.evaluate("document.documentElement.scrollWidth") <= PAPER["width"]


def beside(one: Locator, other: Locator) -> bool:
    """Tell whether the other begins to the right of the one, and as high."""
    left, right = one.bounding_box(), other.bounding_box()
    return right["x"] >= left["x"] + left["width"] and abs(right["y"] - left["y"]) < 20
