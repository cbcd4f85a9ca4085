"""A small try within a chapter, and a test's first question on a page of its own."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from playing import AT_ONCE
from playwright.sync_api import Locator, Page, expect

from whosegroup.component.script import PARTS, page_script, parts_on, word_names
from whosegroup.exercises.html import data_script, element
from whosegroup.exercises.loading import load_exercise
from whosegroup.exercises.payload import compile_excerpt, shipped_to_page

ANY = re.compile(r"fits|look-again")
FIXTURES = Path(__file__).parents[1] / "fixtures"
TOY_BANK = FIXTURES / "bank"
ROOTS = (TOY_BANK, FIXTURES / "in-parts")


def write(
    toy_pages: Any,
    exercise: str,
    *ids: str,
    goes_on: dict[str, str] | None = None,
    lean: bool = True,
) -> str:
    """Write a page with an excerpt between two paragraphs, and return its address.

    It has what a page of the book has of it, or all.
    """
    payload = compile_excerpt(load_exercise(exercise, ROOTS), ids, goes_on)
    pages = {goes_on["page"]: "whole.html"} if goes_on else None
    html = element(payload, pages=pages)
    parts = parts_on(html) if lean else PARTS
    if lean:
        sent = data_script(shipped_to_page(payload, word_names(parts)))
        html = element(payload, sent=sent, pages=pages)
    script = f"excerpt-{len(parts)}.js"
    toy_pages.folder.joinpath(script).write_text(page_script(parts), encoding="utf-8")
    path = toy_pages.folder / f"excerpt-{'-'.join((exercise, *ids))}.html"
    path.write_text(
        "<!doctype html><html lang=en><head><meta charset=utf-8><title>toy</title>"
        '<meta name=viewport content="width=device-width, initial-scale=1">'
        '<link rel=icon href="data:,"><link rel=stylesheet href=/whose-group.css>'
        f"<script async src={script}></script></head>"
        f"<body><main><p>Before.</p>{html}<p>After.</p></main></body>"
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


@pytest.mark.own_context
def test_where_nothing_is_kept_it_is_said_that_the_answer_is_not(
    page: Page, toy_pages: Any
) -> None:
    """There is no button to save it by, so none is spoken of."""
    page.add_init_script(
        """Object.defineProperty(window, "localStorage",
            { get() { throw new DOMException("no", "SecurityError") } });"""
    )
    page.goto(write(toy_pages, "toy", "garden"))
    root = page.locator("whose-group")
    words = compile_excerpt(load_exercise("toy", ROOTS), ["garden"], None)["words"]
    expect(root.locator(".wg-trouble")).to_have_text(words["excerpt_storage_forbidden"])
    root.locator("[data-answer=support]").click()
    root.locator("[data-passage]").first.click()
    root.locator("[data-confidence=sure]").click()
    root.locator("[data-action=next]").click()
    expect(root.locator(".wg-summary-title")).to_have_text(words["excerpt_lost"])


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


def test_what_is_in_progress_in_one_excerpt_is_taken_up_there_alone(
    page: Page, toy_pages: Any
) -> None:
    """All excerpts of an exercise have its name; another one, or the whole, begins anew."""
    address = write(toy_pages, "toy", "garden")
    page.goto(address)
    page.locator("[data-answer=support]").click()
    page.locator("[data-passage]").first.click()
    page.reload()
    expect(page.locator("[data-confidence=sure]")).to_be_visible()
    page.locator("[data-confidence=sure]").click()
    expect(page.locator("[role=status]")).to_have_attribute("data-verdict", ANY)
    for elsewhere in (write(toy_pages, "toy", "garden-clinic"), toy_pages.write("toy")):
        page.goto(elsewhere)
        root = page.locator("whose-group")
        expect(root).to_have_attribute("data-state", "ready")
        expect(root.locator("[role=status][data-verdict]")).to_have_count(0)


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


def seen(page: Page, root: Locator) -> str:
    """Return all that is read of an excerpt: its text, what is folded, what only readers hear."""
    page.wait_for_timeout(AT_ONCE)
    return str(root.evaluate(ALL_OF_IT))


ALL_OF_IT = """(root) => {
  const told = [root.dataset.state, root.dataset.paper];
  for (const node of root.querySelectorAll(".wg *")) {
    if (!node.children.length) told.push(node.textContent);
    told.push(node.className, node.getAttribute("aria-label"), node.getAttribute("href"));
  }
  return JSON.stringify(told);
}"""


def test_a_page_that_has_only_what_an_excerpt_uses_shows_all_that_there_is(
    page: Page, toy_pages: Any
) -> None:
    """The same with a payload and a script that lack nothing, at each step."""
    shown: dict[bool, list[str]] = {}
    for lean in (True, False):
        shown[lean] = steps = []
        page.goto(write(toy_pages, "toy", "garden", lean=lean))
        page.evaluate("localStorage.clear(), sessionStorage.clear()")
        page.reload()
        root = page.locator("whose-group")
        begin(root)
        steps.append(seen(page, root))
        for press in ("[data-answer=support]", "[data-passage='1']", "[data-confidence=sure]"):
            root.locator(press).click()
            steps.append(seen(page, root))
        root.locator("[data-action=next]").click()
        root.locator(".wg-case-list summary").first.click()
        for term in root.locator("button[data-term]").all():
            term.evaluate("(term) => term.click()")
        steps.append(seen(page, root))
    assert shown[True] == shown[False]
    assert len(set(shown[True])) == len(shown[True])


def test_no_reply_is_on_a_page_that_says_none(page: Page, toy_pages: Any) -> None:
    goes_on = {"page": "whole", "text": "The whole"}
    shown = {}
    for lean in (True, False):
        page.goto(write(toy_pages, "first-parts", goes_on=goes_on, lean=lean))
        page.evaluate("localStorage.clear(), sessionStorage.clear()")
        page.reload()
        root = page.locator("whose-group")
        shown[lean] = [page.locator("whose-group .wg-prompt").inner_text()]
        begin(root)
        page.wait_for_timeout(AT_ONCE)
        root.locator("[data-answer]").first.click()
        expect(root).to_have_attribute("data-state", "done")
        shown[lean].append(seen(page, root))
        sent = root.locator("script").first.evaluate("(script) => JSON.parse(script.textContent)")
        assert bool(sent["fragments"]) == (not lean)
    assert shown[True] == shown[False]


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
    expect(root.locator("a.wg-button")).to_have_attribute("href", "whole.html#exercise_first-test")
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
    expect(link).to_have_attribute("href", "whole.html#exercise_first-test")
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
