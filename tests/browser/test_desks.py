"""Tests take turns at a desk: none finds what another has left, and none hides what it did."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from desks import Desk
from playwright.sync_api import Browser

LEAVE = """async () => {
    localStorage.left = sessionStorage.left = document.cookie = "left=1";
    await new Promise((done) => { indexedDB.open("left").onsuccess = done; });
}"""
FOUND = """async () => [
    localStorage.length, sessionStorage.length, document.cookie,
    (await indexedDB.databases()).length, innerWidth, matchMedia("print").matches,
    matchMedia("(prefers-color-scheme: dark)").matches,
    matchMedia("(prefers-reduced-motion: reduce)").matches,
]"""
USUAL = [0, 0, "", 0, 1280, False, False, True]


@pytest.fixture
def desk(browser: Browser, browser_context_args: dict[str, Any]) -> Iterator[Desk]:
    """Return a desk of this test's own."""
    desk = Desk(browser, browser_context_args)
    yield desk
    desk.close()


@pytest.mark.parametrize("failed", [False, True])
def test_nothing_is_left_for_the_next_test(desk: Desk, toy_pages: Any, failed: bool) -> None:
    address = toy_pages.write()
    desk.page.goto(address)
    assert desk.page.evaluate(FOUND) == USUAL
    desk.page.evaluate(LEAVE)
    desk.page.set_viewport_size({"width": 360, "height": 640})
    desk.page.emulate_media(media="print", color_scheme="dark", reduced_motion="no-preference")
    desk.page.context.new_page().goto(address)
    assert [*map(bool, desk.page.evaluate(FOUND)[:4])] == [True] * 4
    assert desk.clear(failed) == []
    assert desk.page.url == "about:blank"
    assert len(desk.page.context.pages) == 1
    desk.page.goto(address)
    assert desk.page.evaluate(FOUND) == USUAL


def test_a_page_that_was_closed_is_replaced(desk: Desk) -> None:
    desk.page.close()
    assert desk.clear(failed=False) == []
    assert desk.page.evaluate("1 + 1") == 2


@pytest.mark.parametrize(
    ("code", "seen"),
    [
        ("console.error('broken')", "console: broken"),
        ("setTimeout(() => { throw new Error('broken') })", "error: broken"),
        ("new Image().src = 'http://outside.example/a.png'", "asked for http://outside.example/"),
        ("fetch('https://192.0.2.1/').catch(() => 0)", "asked for https://192.0.2.1/"),
    ],
)
def test_errors_and_what_is_asked_for_outside_are_seen_once(
    desk: Desk, toy_pages: Any, code: str, seen: str
) -> None:
    desk.page.goto(toy_pages.write())
    desk.page.evaluate(f"() => {{ {code} }}")
    desk.page.evaluate("() => new Promise((done) => setTimeout(done))")
    assert any(line.startswith(seen) for line in desk.clear(failed=False))
    assert desk.clear(failed=False) == []


def test_nothing_outside_has_an_address(desk: Desk, toy_pages: Any) -> None:
    desk.page.goto(toy_pages.write())
    by_name = toy_pages.address.replace("127.0.0.1", "localhost")  # answers, to who finds it
    for address in (by_name, "https://192.0.2.1/", "http://outside.example/"):
        reached = "(to) => fetch(to, { mode: 'no-cors' }).then(() => 'yes', () => 'no')"
        assert desk.page.evaluate(reached, address) == "no"


def test_what_would_outlive_the_test_is_refused(desk: Desk) -> None:
    for lasting in (
        lambda: desk.page.add_init_script("1"),
        lambda: desk.page.context.add_init_script("1"),
        lambda: desk.page.clock.install(),
    ):
        with pytest.raises(AssertionError, match="own_context"):
            lasting()


def test_what_a_test_answers_itself_is_not_answered_so_for_the_next(
    desk: Desk, toy_pages: Any
) -> None:
    desk.page.route("**/*.css*", lambda route: route.fulfill(body="p { color: red }"))
    desk.page.route("**/*.js*", lambda _route: None)  # held up for ever
    desk.page.goto(toy_pages.write(), wait_until="commit")
    desk.clear(failed=False)
    desk.page.goto(toy_pages.write())
    desk.page.wait_for_selector("whose-group[data-state]")
    assert "red" not in desk.page.evaluate("document.styleSheets[0].cssRules[0].cssText")
