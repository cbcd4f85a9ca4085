"""A small try within a chapter, and a test's first question on a page of its own."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from playing import AT_ONCE
from playwright.sync_api import Locator, Page, expect

from whosegroup.exercises.html import element
from whosegroup.exercises.loading import load_exercise
from whosegroup.exercises.payload import compile_excerpt

ANY = re.compile(r"fits|look-again")
TOY_BANK = Path(__file__).parents[1] / "fixtures" / "bank"


def write(toy_pages: Any, exercise: str, *ids: str, goes_on: dict[str, str] | None = None) -> str:
    """Write a page with an excerpt between two paragraphs, and return its address."""
    payload = compile_excerpt(load_exercise(exercise, TOY_BANK), ids, goes_on)
    pages = {goes_on["page"]: "whole.html"} if goes_on else None
    path = toy_pages.folder / f"excerpt-{exercise}.html"
    path.write_text(
        "<!doctype html><html lang=en><head><meta charset=utf-8><title>toy</title>"
        '<meta name=viewport content="width=device-width, initial-scale=1">'
        '<link rel=icon href="data:,"><link rel=stylesheet href=/whose-group.css>'
        "<script async src=/whose-group.js></script></head>"
        f"<body><main><p>Before.</p>{element(payload, pages=pages)}<p>After.</p></main></body>"
    )
    return f"{toy_pages.address}/{path.name}"


def begin(root: Locator) -> None:
    """Read on where a case has a note before it."""
    root.locator("[data-vignette]").wait_for()
    if root.locator("[data-action=read]").count():
        root.locator("[data-action=read]").click()


def kept(page: Page, exercise: str) -> dict[str, Any]:
    key = f"whosegroup/1/toy-course/en/{exercise}"
    return json.loads(page.evaluate("key => localStorage.getItem(key)", key))


def test_a_small_try_is_answered_in_place_and_kept_with_its_case(
    page: Page, toy_pages: Any
) -> None:
    page.goto(write(toy_pages, "toy", "garden"))
    root = page.locator("whose-group")
    expect(root.locator("[data-vignette]")).to_have_attribute("data-vignette", "garden")
    assert root.locator("[data-action=save], .wg-bar").count() == 0, "The whole has these."
    root.locator("[data-answer=support]").click()
    root.locator("[data-passage]").first.click()
    page.wait_for_timeout(AT_ONCE)
    root.locator("[data-confidence=sure]").click()
    expect(root.locator("[role=status]")).to_have_attribute("data-verdict", ANY)
    root.locator("[data-action=next]").click()
    expect(root).to_have_attribute("data-state", "done")
    [attempt] = kept(page, "toy")["attempts"]
    assert (attempt["vignette"], attempt["answer"]) == ("garden", "support")


def test_after_a_reload_the_answer_and_what_was_said_are_there(page: Page, toy_pages: Any) -> None:
    address = write(toy_pages, "toy", "garden")
    page.goto(address)
    page.locator("[data-answer=self-help]").click()
    page.locator("[data-passage]").first.click()
    page.locator("[data-confidence=unsure]").click()
    page.reload()
    expect(page.locator("[role=status]")).to_have_attribute("data-verdict", ANY)
    page.locator("[data-action=next]").click()
    page.reload()
    result = page.locator(".wg-case-list > li > details")
    expect(result).to_have_count(1)
    result.locator("summary").first.click()
    expect(result.locator("[data-verdict]").first).to_be_visible()


def test_answers_to_cases_elsewhere_in_the_exercise_are_not_called_gone(
    page: Page, toy_pages: Any
) -> None:
    for case in ("garden", "garden-clinic"):
        page.goto(write(toy_pages, "toy", case))
        page.locator("[data-answer=support]").click()
        page.locator("[data-passage]").first.click()
        page.locator("[data-confidence=sure]").click()
        expect(page.locator("[role=status]")).to_have_attribute("data-verdict", ANY)
    assert [a["vignette"] for a in kept(page, "toy")["attempts"]] == ["garden", "garden-clinic"]
    expect(page.locator(".wg-works")).to_have_count(0)


@pytest.mark.parametrize("form", ["a", "b"])
def test_the_first_question_of_a_test_is_kept_with_its_form_and_leads_to_the_rest(
    page: Page, toy_pages: Any, form: str
) -> None:
    address = write(toy_pages, "first-test", goes_on={"page": "whole", "text": "The whole"})
    exercise = load_exercise("first-test", TOY_BANK)
    page.goto(f"{toy_pages.address}/../empty.html")
    work = {"format": "whosegroup-work", "version": 1, "work": "aa", "exercise": "first-test"}
    page.evaluate(
        "([key, text]) => localStorage.setItem(key, text)",
        [
            "whosegroup/1/toy-course/en/first-test",
            json.dumps({**work, "lang": "en", "form": form, "attempts": []}),
        ],
    )
    page.goto(address)
    root = page.locator("whose-group")
    first = exercise.settings.forms[form][0]
    expect(root.locator("[data-vignette]")).to_have_attribute("data-vignette", first)
    begin(root)
    page.wait_for_timeout(AT_ONCE)
    root.locator("[data-answer]").first.click()
    if root.locator("[data-passage]").count() and exercise.settings.evidence:
        root.locator("[data-passage]").first.click()
    page.wait_for_timeout(AT_ONCE)
    root.locator("[data-confidence=sure]").click()
    expect(root).to_have_attribute("data-state", "done")
    assert root.locator("[data-verdict]").count() == 0, "Nothing is said before the last one."
    expect(root.locator("a.wg-button")).to_have_attribute("href", "whole.html")
    assert kept(page, "first-test")["form"] == form


def answer_first(page: Page, root: Locator) -> None:
    """Answer the first question of a test, surely, as a hand does that looks before it taps."""
    begin(root)
    page.wait_for_timeout(AT_ONCE)
    root.locator("[data-answer]").first.click()
    if root.locator("[data-step=evidence]").count():
        root.locator("[data-passage]").first.click()
    page.wait_for_timeout(AT_ONCE)
    root.locator("[data-confidence=sure]").click()
    expect(root).to_have_attribute("data-state", "done")


def test_who_has_a_code_is_led_to_where_it_is_asked_for_until_the_first_answer(
    page: Page, toy_pages: Any
) -> None:
    page.goto(write(toy_pages, "first-test", goes_on={"page": "whole", "text": "The whole"}))
    root = page.locator("whose-group")
    link = root.locator(".wg-code-elsewhere a")
    expect(link).to_have_attribute("href", "whole.html")
    answer_first(page, root)
    expect(link).to_be_hidden()


def test_the_card_says_how_far_the_whole_is(page: Page, toy_pages: Any) -> None:
    words = load_exercise("first-test", TOY_BANK).bank.words["types"]["excerpt"]
    form = load_exercise("first-test", TOY_BANK).settings.forms["a"]
    address = write(toy_pages, "first-test", goes_on={"page": "whole", "text": "The whole"})
    work = {"format": "whosegroup-work", "version": 1, "work": "aa", "exercise": "first-test"}
    attempts = [
        {"at": f"2020-01-01T00:00:0{n}.000Z", "run": 1, "vignette": id, "answer": "self-help"}
        for n, id in enumerate(form)
    ]
    for met, said, leads in (
        (1, words["excerpt_first"], words["excerpt_go_on"].format(text="The whole")),
        (2, words["excerpt_begun"].format(count=2, of=len(form)), None),
        (len(form), words["excerpt_done"], words["excerpt_picture"]),
    ):
        if met == 2 and len(form) == 2:
            continue
        page.goto(f"{toy_pages.address}/../empty.html")
        kept = {**work, "lang": "en", "form": "a", "attempts": attempts[:met]}
        page.evaluate(
            "([key, text]) => localStorage.setItem(key, text)",
            ["whosegroup/1/toy-course/en/first-test", json.dumps(kept)],
        )
        page.goto(address)
        expect(page.locator(".wg-summary-title")).to_have_text(said)
        if leads:
            expect(page.locator(".wg-summary a.wg-button")).to_have_text(leads)


def test_whoever_has_no_form_yet_keeps_the_one_that_was_shown(page: Page, toy_pages: Any) -> None:
    page.goto(write(toy_pages, "first-test", goes_on={"page": "whole", "text": "The whole"}))
    root = page.locator("whose-group")
    shown = root.locator("[data-vignette]").get_attribute("data-vignette")
    answer_first(page, root)
    forms = load_exercise("first-test", TOY_BANK).settings.forms
    assert forms[kept(page, "first-test")["form"]][0] == shown


@pytest.mark.parametrize("width", [360, 1280])
def test_the_text_goes_on_right_below_it(page: Page, toy_pages: Any, width: int) -> None:
    """Before the answer, with what is said to it, and at its end."""
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(write(toy_pages, "toy", "garden"))
    root = page.locator("whose-group")

    def blank() -> float:
        """Return how much is empty below the last thing that is seen."""
        return root.evaluate(
            """(root) => root.getBoundingClientRect().bottom - Math.max(
                ...[...root.querySelectorAll("p, button, .wg-card")]
                    .map((node) => node.getBoundingClientRect().bottom))"""
        )

    begin(root)
    root.evaluate("(root) => root.scrollIntoView({ block: 'end' })")
    assert blank() < 8
    root.locator("[data-answer=support]").click()
    root.locator("[data-passage]").first.click()
    page.wait_for_timeout(AT_ONCE)
    root.locator("[data-confidence=sure]").click()
    assert blank() < 8
    root.locator("[data-action=next]").click()
    expect(root).to_have_attribute("data-state", "done")
    assert blank() < 8
