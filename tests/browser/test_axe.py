"""axe-core finds nothing in any state of the built book, light and dark, narrow and wide.

Each page as it comes is looked at in `test_site.py`.
"""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from looking import violations
from playing import Playing, storage_key
from playwright.sync_api import Locator, Page, expect
from test_site import MIXED, PRACTICE, STEPPED, begun, exercises_of, themes

from whosegroup.bank.content import exercise_names
from whosegroup.bank.loading import load_bank
from whosegroup.exercises.loading import load_exercise
from whosegroup.exercises.payload import compile_payload
from whosegroup.work.contract import new_work

COURSE, FIRST, CHAPTER = "book/my-course", "book/intro", "book/two-kinds-of-group"
ANY = re.compile("ready|done")
WIDTHS = {360: 640, 1280: 800}

wide_and_narrow = pytest.mark.parametrize("width", WIDTHS)


class Looked:
    """A page of the book in a window of some width, looked at in each state."""

    def __init__(self, page: Page, book_url: str, width: int) -> None:
        self.page, self.address = page, book_url
        page.set_viewport_size({"width": width, "height": WIDTHS[width]})

    def open(self, name: str) -> None:
        """Open a page of the book, and wait for what stands on it."""
        self.page.goto(f"{self.address}/{name}.html")
        for one in self.page.locator("whose-group, whose-group-course").all():
            expect(one).to_have_attribute("data-state", ANY)

    def check(self, state: str, where: Locator | None = None) -> None:
        """See that axe finds nothing, in the light and in the dark."""
        for theme in themes(self.page):
            found = violations(where or self.page, theme == "dark")
            assert found == [], f"{state}, {theme}"

    def keep(self, exercise: str, count: int | None = None) -> None:
        """Put a work into the browser's storage in which so many cases were gone past."""
        payload = compile_payload(load_exercise(exercise))
        cases = [unit["id"] for unit in payload["cases"]][:count]
        attempts = [
            {"at": f"2026-04-13T09:{n:02}:00.000Z", "run": 1, "payload": "", "vignette": id}
            | {"answer": "support"}
            for n, id in enumerate(cases)
        ]
        work = {**new_work(exercise, "en"), "reader": "S-017", "attempts": attempts}
        self.page.evaluate(
            "([key, text]) => localStorage.setItem(key, text)",
            [storage_key(payload), json.dumps(work)],
        )


@pytest.fixture
def looked(page: Page, book_url: str, width: int) -> Looked:
    return Looked(page, book_url, width)


def open_all(playing: Playing, *selectors: str) -> None:
    """Open what is folded, from the outside to the inside."""
    for selector in selectors:
        for summary in playing.root.locator(selector).all():
            summary.evaluate("(node) => node.click()")


@wide_and_narrow
@pytest.mark.parametrize(("name", "place"), STEPPED)
def test_an_exercise_of_each_kind_from_its_first_verdict_to_its_end(
    looked: Looked, name: str, place: int
) -> None:
    looked.open(name)
    playing = begun(looked.page, place)
    looked.check("fresh", playing.root)
    playing.go(right=False)
    open_all(playing, ".wg-more > summary")
    looked.check("what is said, all of it", playing.root)
    for name_of in playing.root.locator("button.wg-term:visible").all()[:3]:
        name_of.evaluate("(node) => node.click()")
        expect(playing.root.locator(".wg-meaning:visible")).to_have_count(1)
        looked.check("a meaning", playing.root)
        looked.page.keyboard.press("Escape")
    if playing.shows('[data-action="look-back"]'):
        playing.act("look-back")
        open_all(playing, ".wg-case-list > li > details > summary")
        looked.check("case by case, in the middle", playing.root)
        playing.act("look-back")
    if playing.shows('[data-action="restart"]'):
        playing.act("restart")
        looked.check("starting again", playing.root)
        playing.act("restart-no")
    if playing.shows('[data-action="next"]'):
        playing.act("next")
    playing.finish()
    looked.check("the end", playing.root)
    open_all(playing, ".wg-case-list > li > details > summary", "details details > summary")
    looked.check("the end, case by case", playing.root)
    playing.press('button[data-action="save"]:not([hidden])')
    looked.check("saved as text", playing.root)


def course_act(page: Page, action: str) -> None:
    page.locator(f'whose-group-course button[data-action="{action}"]').first.click()


@wide_and_narrow
def test_my_course_new_finished_and_about_to_be_deleted(looked: Looked) -> None:
    looked.open(COURSE)
    looked.check("new")
    for exercise in exercise_names():
        if not load_exercise(exercise).settings.draws:
            looked.keep(exercise)
    looked.open(COURSE)
    looked.check("finished")
    for action in ("save", "close", "load", "close", "ask-empty"):
        course_act(looked.page, action)
        looked.check(action, looked.page.locator("whose-group-course"))


@wide_and_narrow
def test_the_first_page_for_who_comes_back(looked: Looked) -> None:
    looked.open(FIRST)
    looked.check("new")
    looked.keep("first-sort", 3)
    looked.open(FIRST)
    expect(looked.page.locator("whose-group-course .wg-next")).to_be_visible()
    looked.check("who comes back")


@wide_and_narrow
def test_the_case_for_who_only_looks(looked: Looked) -> None:
    looked.open(FIRST)
    looked.page.locator("details:has(whose-group) > summary").click()
    looked.check("who only looks")


def answered(where: Locator) -> None:
    """Answer a case in the prose of a page."""
    where.locator("button[data-answer]").first.click()
    for step in ("button[data-passage]", "button[data-confidence]"):
        if where.locator(step).count():
            where.locator(step).first.click()


@wide_and_narrow
def test_a_small_try_answered_and_closed(looked: Looked) -> None:
    looked.open(CHAPTER)
    small = looked.page.locator(f'whose-group[exercise="{load_bank(only=()).course.tries}"]')
    answered(small)
    small.locator(".wg-more > summary").click()
    looked.check("answered")
    small.locator('[data-action="next"]').click()
    looked.check("closed")


@wide_and_narrow
def test_mixed_practice_before_it_can_begin_and_with_a_case(looked: Looked) -> None:
    looked.open(MIXED)
    looked.check("fresh")
    sort = "two-kinds"
    assert sort in [id for name in PRACTICE for id in exercises_of(name)]
    looked.keep(sort)
    looked.open(MIXED)
    payload: dict[str, Any] = compile_payload(load_exercise(exercises_of(MIXED)[0]))
    mixed = Playing(looked.page, payload)
    looked.check("a case")
    mixed.go(right=False)
    open_all(mixed, ".wg-more > summary")
    looked.check("what is said, all of it")
