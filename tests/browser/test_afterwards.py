"""What comes after a test is shown to nobody before its end who does not ask for it."""

from __future__ import annotations

from typing import Any

import pytest
from playing import Playing
from playwright.sync_api import BrowserContext, Page, expect

GATE, SHOW = ".wg-afterwards", '[data-action="show-anyway"]'
CASE = "[data-vignette]"


@pytest.fixture
def both(toy_pages: Any) -> str:
    """Return a page with a test, and below it what comes after that."""
    path = toy_pages.own_bank() / "exercises" / "plain.yml"
    path.write_text(path.read_text(encoding="utf-8") + "after: first-test\n", encoding="utf-8")
    address: str = toy_pages.write("first-test", "plain")
    return address


def after(page: Page, toy_pages: Any) -> Playing:
    return Playing(page, toy_pages.payload("plain"))


def test_it_stands_behind_a_line_and_a_button_until_the_test_above_is_done(
    page: Page, toy_pages: Any, both: str
) -> None:
    page.goto(both)
    hidden, test = after(page, toy_pages), Playing(page, toy_pages.payload("first-test"))
    expect(hidden.root.locator(GATE)).to_contain_text("after the test")
    meanings = [answer["meaning"] for answer in hidden.payload["answers"]]
    for meaning in meanings:
        expect(hidden.root).not_to_contain_text(meaning, use_inner_text=True)
    test.act("begin")
    test.go()
    expect(hidden.root.locator(GATE)).to_be_visible()
    test.go()  # the last case
    expect(hidden.root.locator(GATE)).to_have_count(0)
    expect(hidden.root.locator(CASE)).to_be_visible()
    hidden.read()
    expect(hidden.root).to_contain_text(meanings[0])
    page.reload()
    expect(hidden.root.locator(CASE)).to_be_visible()


def test_whoever_asks_is_shown_it_and_goes_on_with_it_after_a_reload(
    page: Page, toy_pages: Any, both: str
) -> None:
    page.goto(both)
    hidden = after(page, toy_pages)
    box = hidden.root.locator(SHOW).bounding_box()
    assert box is not None and box["height"] >= 44
    hidden.tab_to(SHOW)
    page.keyboard.press("Enter")
    assert hidden.in_focus(".wg-case-title")
    hidden.go()
    page.reload()
    expect(hidden.root.locator(GATE)).to_have_count(0)
    expect(hidden.root.locator(CASE)).to_be_visible()


@pytest.mark.own_context
def test_where_nothing_is_kept_the_button_is_there(page: Page, toy_pages: Any, both: str) -> None:
    page.add_init_script(
        "Object.defineProperty(window, 'localStorage', { get() { throw new Error('no'); } });"
    )
    page.goto(both)
    hidden = after(page, toy_pages)
    hidden.press(SHOW)
    expect(hidden.root.locator(CASE)).to_be_visible()


def test_without_a_script_all_is_there_to_be_read(
    new_context: Any, toy_pages: Any, both: str
) -> None:
    context: BrowserContext = new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(both)
    plain = page.locator('whose-group[exercise="plain"]')
    expect(plain.locator(".wg-plain-case")).to_have_count(2)
    expect(plain.locator(".wg-plain-case").first).to_be_visible()


def test_the_six_groups_of_the_course_wait_for_its_first_test(page: Page, book_url: str) -> None:
    page.goto(f"{book_url}/notebooks/where-do-you-stand.html")
    six = page.locator('whose-group[exercise="after-the-test"]')
    expect(six).to_have_attribute("after", "first-sort")
    expect(six.locator(GATE)).to_have_text("These come after the test. Show them anyway")
    expect(six.locator(".wg-answer-meaning")).to_have_count(0)
    six.locator(SHOW).click()
    expect(six.locator(CASE)).to_be_visible()
