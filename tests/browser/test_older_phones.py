"""On a phone of five years every exercise works; where one cannot start, its cases can be read."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from desks import Watch
from playing import Playing, storage_key
from playwright.sync_api import Page, Route, expect

from phone_styles import aged_style
from phones import taken_away
from whosegroup.bank.content import exercise_names
from whosegroup.component.script import style
from whosegroup.exercises import types
from whosegroup.exercises.loading import load_exercise
from whosegroup.exercises.settings import IN_PARTS
from whosegroup.exercises.tags import line_text
from whosegroup.work.contract import new_work

pytestmark = pytest.mark.own_context
BANK = Path(__file__).parents[1] / "fixtures" / "bank"
# Of each type the first exercise of the toy bank, but of sorting the one that has all steps.
TYPES = {
    load_exercise(name, BANK).settings.type: name
    for name in (*reversed(exercise_names(BANK)), "toy")
}
# Takes from a page, before any script of it, what the oldest phones lack, and has them pass over
# the option of a listener that they do not know. Returns how much was there.
AGE = """((gone) => {
    let count = 0;
    for (const [name, part] of gone) {
        const owner = part ? globalThis[name] : globalThis;
        for (const place of part && owner ? [owner, owner.prototype] : [globalThis])
            if (place && Object.hasOwnProperty.call(place, part || name))
                count += delete place[part || name];
    }
    const { addEventListener } = EventTarget.prototype;
    EventTarget.prototype.addEventListener = function (type, listener, how) {
        const { signal, ...known } = typeof how === "object" ? { ...how } : { capture: how };
        return addEventListener.call(this || globalThis, type, listener, known);
    };
    globalThis.takenAway = count;
})(%s);"""


STARTED = 'whose-group:is([data-state="ready"], [data-state="done"])'
# What the driver of the browser itself needs.
DRIVER = [["BigInt64Array"], ["BigUint64Array"]]


@pytest.fixture
def old(page: Page) -> Page:
    """Return a page of a browser that is as old as the oldest phones."""
    gone = [one for one in taken_away() if one not in DRIVER]
    page.add_init_script(AGE % json.dumps(gone))
    return page


def test_what_the_oldest_phones_lack_is_taken_away(old: Page, toy_pages: Any) -> None:
    old.goto(toy_pages.write())
    assert old.evaluate("takenAway") > 100
    lacking = """[Object.hasOwn, [].at, "".at, [].findLast, [].toSorted, globalThis.WeakRef,
        globalThis.structuredClone, crypto.randomUUID, navigator.locks, document.body.inert]"""
    assert old.evaluate(f"{lacking}.every((one) => one === undefined)")
    assert old.evaluate("[[].flat, ''.matchAll, document.body.replaceChildren].every(Boolean)")


@pytest.mark.parametrize("exercise", TYPES.values(), ids=list(TYPES))
def test_an_old_phone_plays_every_type_to_its_end_and_has_it_after_a_reload(
    old: Page, toy_pages: Any, exercise: str
) -> None:
    playing = toy_pages.play(old, exercise)
    playing.go(right=False)
    old.reload()
    playing = Playing(old, playing.payload)
    for _ in playing.walk():
        pass
    expect(playing.root).to_have_attribute("data-state", "done")
    # What was opened is folded again.
    told = ".wg-went > li, .wg-remarks > li, .wg-number, .wg-case-list > li > details > summary"
    work, summary = playing.work(), playing.summary.locator(told).all_text_contents()
    old.reload()
    expect(playing.root).to_have_attribute("data-state", "done")
    expect(playing.summary).to_be_visible()
    assert (playing.work(), playing.summary.locator(told).all_text_contents()) == (work, summary)


def test_every_type_is_among_these() -> None:
    # A test in parts is made of the others.
    assert set(TYPES) == set(types.TYPES) - {IN_PARTS}


@pytest.mark.parametrize("exercise", ["first-test", "mixed"])
def test_an_old_phone_shows_tests_and_mixed_practice(
    old: Page, toy_pages: Any, exercise: str
) -> None:
    playing = toy_pages.play(old, exercise)
    for _ in playing.walk():
        pass
    expect(playing.root).to_have_attribute("data-state", "done")


def test_every_exercise_of_the_book_starts_on_an_old_phone(
    old: Page, book: Path, book_url: str
) -> None:
    """Beside the theme's own scripts, whose errors would be seen too."""
    shown = 0
    for path in sorted((book / "notebooks").glob("*.html")):
        count = path.read_text("utf-8").count("<whose-group ")
        old.goto(f"{book_url}/notebooks/{path.name}")
        expect(old.locator("whose-group")).to_have_count(count)
        expect(old.locator(STARTED)).to_have_count(count)
        shown += count
    assert shown > 10


# ------------------------------------------------------------------------------ how it looks

SIGNS = """(root) => Array.from(root.querySelectorAll("*"), (node) =>
    ["::before", "::after"].map((place) => getComputedStyle(node, place).content)
).flat().map((content) => content.replace(' / ""', "")).filter((content) => content !== "none")"""
GAPS = """(row) => Array.from(row.children).filter((one) => one.offsetWidth)
    .map((one) => one.getBoundingClientRect())
    .map((box, at, all) => all[at + 1]?.top < box.bottom ? all[at + 1].left - box.right : 9)"""
RING = "(node) => getComputedStyle(node).outlineStyle"


@pytest.fixture
def plainly(page: Page) -> Page:
    """Return a page whose style sheet is understood as on the oldest phones."""
    aged = aged_style(style())
    assert len(aged) < len(style()) and "focus-visible" not in aged
    page.route(
        re.compile(r"whose-group\.css"),
        lambda route: route.fulfill(body=aged, content_type="text/css"),
    )
    return page


@pytest.mark.parametrize("exercise", TYPES.values(), ids=list(TYPES))
def test_all_signs_stand_there_on_an_old_phone_too(
    plainly: Page, toy_pages: Any, new_context: Any, exercise: str
) -> None:
    now = toy_pages.play(new_context().new_page(), exercise)
    old = toy_pages.play(plainly, exercise)
    found = 0
    for _ in zip(now.walk(), old.walk(), strict=True):
        signs = now.root.evaluate(SIGNS)
        assert old.root.evaluate(SIGNS) == signs
        found += len(signs)
    assert found


def test_what_stands_in_a_row_keeps_apart_on_an_old_phone(plainly: Page, toy_pages: Any) -> None:
    playing = toy_pages.play(plainly, "toy")
    for row in (".wg-work-ways", ".wg-progress", ".wg-tools .wg-reader-place"):
        assert min(playing.root.locator(row).evaluate(GAPS)) >= 4, row


def test_a_ring_shows_the_focus_where_keys_and_fingers_cannot_be_told_apart(
    plainly: Page, toy_pages: Any
) -> None:
    playing = toy_pages.play(plainly, "toy")
    playing.tab_to("button[data-answer]")
    assert playing.root.locator("button:focus").evaluate(RING) == "solid"


def test_a_ring_shows_the_focus_of_keys_and_not_of_a_mouse(page: Page, toy_pages: Any) -> None:
    playing = toy_pages.play(page, "toy")
    button = playing.root.locator('button[data-action="load"]')
    with page.expect_file_chooser():
        button.click()
    assert button.evaluate("(node) => node === document.activeElement")
    assert button.evaluate(RING) == "none"
    page.keyboard.press("Shift+Tab")
    assert playing.root.locator("button:focus").evaluate(RING) == "solid"


# ------------------------------------------------------------------------------ it cannot start


def opened(page: Page, toy_pages: Any, spoil: Callable[[str], str] = str) -> dict[str, Any]:
    """Open the toy page, spoilt, over some work; return its payload, and see what stands there."""
    payload = toy_pages.payload()
    work = json.dumps({**new_work("toy", "en"), "reader": "S-017"})
    page.goto(f"{toy_pages.address}/../empty.html")
    page.evaluate("([key, text]) => localStorage.setItem(key, text)", [storage_key(payload), work])
    address = toy_pages.write()
    path = toy_pages.folder / "page.html"
    path.write_text(spoil(path.read_text(encoding="utf-8")), encoding="utf-8")
    page.goto(address)
    return payload


def stands_plain(page: Page, payload: dict[str, Any]) -> None:
    """See that the cases can be read, with one sentence over them, and that nothing was lost."""
    root = page.locator("whose-group")
    sentence = root.locator(".wg-not-started")
    expect(sentence).to_have_count(1)
    expect(sentence).to_be_visible()
    expect(sentence).to_have_text(payload["words"]["not_started"])
    shown = root.locator(":scope > .wg-plain").inner_text()
    assert [
        line for case in payload["cases"] for line in case["lines"] if line_text(line) not in shown
    ] == []
    assert root.locator(".wg, template").count() == 0
    kept = page.evaluate("Object.entries(localStorage)")
    assert [key for key, _ in kept] == [storage_key(payload)]
    assert json.loads(kept[0][1])["reader"] == "S-017"


def said(watch: Watch) -> list[str]:
    """Return what was written to the browser's console, which was meant to be."""
    seen, watch.seen = watch.seen, []
    return seen


BROKEN = {
    "not JSON": ('"format":', '"format"'),
    "cut off": ("</script><div", "x</script><div"),
    "no cases": ('"cases":[', '"kases":['),
    "no answers": ('"answers":', '"replies":'),
    "no words": ('"words":', '"said":'),
    "an unknown type": ('"type":"sort"', '"type":"guess"'),
}


@pytest.mark.parametrize(("there", "then"), BROKEN.values(), ids=list(BROKEN))
def test_where_a_payload_is_broken_its_cases_stand_there_with_a_sentence(
    page: Page, toy_pages: Any, watch: Watch, there: str, then: str
) -> None:
    payload = opened(page, toy_pages, lambda text: text.replace(there, then, 1))
    expect(page.locator("whose-group")).to_have_attribute("data-state", "failed")
    stands_plain(page, payload)
    assert len(said(watch)) == 1


NEEDED = ["Element.prototype.setAttribute", "Element.prototype.append", "matchMedia", "Set"]


@pytest.mark.parametrize("needed", NEEDED)
def test_where_a_browser_lacks_what_is_needed_the_cases_stand_there_with_a_sentence(
    page: Page, toy_pages: Any, watch: Watch, needed: str
) -> None:
    page.add_init_script(f"{needed} = undefined;")
    payload = opened(page, toy_pages)
    expect(page.locator("whose-group")).to_have_attribute("data-state", "failed")
    stands_plain(page, payload)
    assert "TypeError" in said(watch)[0]


def test_what_cannot_start_hears_nothing_more_of_its_work(
    page: Page, toy_pages: Any, watch: Watch
) -> None:
    """Whoever is told of a change draws it, and what is half there would break off again."""
    payload = opened(page, toy_pages, lambda text: text.replace('"answers":', '"replies":', 1))
    expect(page.locator("whose-group")).to_have_attribute("data-state", "failed")
    page.evaluate("(payload) => whoseGroup.pageStore(payload).update([], { run: 2 })", payload)
    expect(page.locator("whose-group")).to_have_attribute("data-state", "failed")
    assert len(said(watch)) == 1


def test_another_exercise_of_the_page_works_where_one_cannot_start(
    page: Page, toy_pages: Any, watch: Watch
) -> None:
    address = toy_pages.write("toy", "pairs")
    path = toy_pages.folder / "page.html"
    path.write_text(path.read_text("utf-8").replace('"format":', '"format"', 1), "utf-8")
    page.goto(address)
    expect(page.locator("whose-group").first).to_have_attribute("data-state", "failed")
    Playing(page, toy_pages.payload("pairs")).finish()
    assert len(said(watch)) == 1


def test_a_page_saved_where_an_exercise_could_not_start_starts_in_another_browser(
    page: Page, toy_pages: Any, watch: Watch
) -> None:
    page.add_init_script("if (!location.search) matchMedia = undefined;")
    payload = opened(page, toy_pages)
    expect(page.locator("whose-group")).to_have_attribute("data-state", "failed")
    (toy_pages.folder / "saved.html").write_text(page.content(), encoding="utf-8")
    assert said(watch)
    page.goto(f"{toy_pages.address}/saved.html?new")
    playing = Playing(page, payload)
    expect(page.get_by_text(payload["words"]["not_started"])).to_have_count(0)
    playing.finish()


# ------------------------------------------------------------------------------ no script comes

SCRIPTS: dict[str, Callable[[Route], None]] = {
    "not understood": lambda route: route.fulfill(
        body="class A { #b = 1", content_type="text/javascript"
    ),
    "breaks off": lambda route: route.fulfill(body="throw 1", content_type="text/javascript"),
    "not found": lambda route: route.fulfill(status=404),
}


@pytest.mark.parametrize("answer", SCRIPTS.values(), ids=list(SCRIPTS))
def test_where_no_script_runs_the_cases_stand_there_with_a_sentence_after_a_while(
    page: Page, toy_pages: Any, watch: Watch, answer: Callable[[Route], None]
) -> None:
    page.route(re.compile(r"whose-group\.js"), answer)
    payload = opened(page, toy_pages)
    expect(page.locator(".wg-not-started")).to_be_hidden()
    page.evaluate("document.getAnimations().forEach((waiting) => waiting.finish())")
    stands_plain(page, payload)
    said(watch)


def test_where_scripts_are_off_the_sentence_stands_there_at_once(
    scriptless: Page, toy_pages: Any
) -> None:
    scriptless.goto(toy_pages.write())
    expect(scriptless.locator(".wg-not-started")).to_be_visible()


def test_on_paper_and_beside_an_exercise_that_works_there_is_no_such_sentence(
    page: Page, toy_pages: Any
) -> None:
    playing = toy_pages.play(page, "toy")
    page.emulate_media(media="print")
    expect(playing.root.locator(".wg-plain")).to_be_visible()
    expect(playing.root.locator(".wg-not-started")).to_be_hidden()


# ------------------------------------------------------------------------------ a live notebook

LIVE = """(payload) => {
    const model = {
        get: (name) => ({ payload, record: { work: "w", attempts: [] }, notice: {} })[name],
        on() {}, off() {}, send() {},
    };
    const place = document.createElement("div");
    document.body.append(place);
    whoseGroup.live(model, place)();
}"""


def test_in_a_live_notebook_the_sentence_stands_where_the_exercise_would(
    page: Page, toy_pages: Any, watch: Watch
) -> None:
    page.goto(toy_pages.write("pairs"))
    payload = toy_pages.payload()
    page.evaluate(LIVE, {**payload, "cases": None})
    root = page.locator('whose-group[exercise="toy"]')
    expect(root).to_have_attribute("data-state", "failed")
    expect(root).to_have_text(payload["words"]["not_started_kernel"])
    expect(root.locator(".wg-not-started")).to_be_visible()
    assert len(said(watch)) == 1
