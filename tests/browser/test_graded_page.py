"""A graded test: all is answered and handed in, and no word tells what fits."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from looking import too_small, violations
from playing import Playing, put_on_paper
from playwright.sync_api import Page, expect

from private_bank import IDS, NOTED, lay_private, texts_of
from whosegroup.work.contract import read_work
from whosegroup.work.measures import line_digest

WENT = ".wg-result:not(.wg-result-given, .wg-result-skipped)"  # how a case went, beyond whether
VERDICTS = (
    f"mark, .wg-label, .wg-say:not(.wg-say-yours), .wg-yours, {WENT}, .wg-table, [data-verdict]"
)
ANSWERS = ("self-help", "support")


class Graded(Playing):
    """A graded exercise on an open page: nobody there knows what fits, so any answer will do."""

    def _sort(self, case: dict[str, Any], right: bool) -> Iterator[str]:
        yield f'button[data-answer="{ANSWERS[right]}"]'
        if self.payload["evidence"]:
            yield 'button[data-passage="2"]'
        if self.payload["confidence"]:
            yield 'button[data-confidence="unsure"]'

    @property
    def order(self) -> list[str]:
        """Return the aliases in the order in which they are shipped."""
        return [case["id"] for case in self.payload["cases"]]

    def digest(self, alias: str, number: int) -> str:
        """Return the digest of a line of a case."""
        return line_digest(self.cases[alias]["lines"][number - 1])

    def begin(self, code: str = "") -> Graded:
        """Begin with a code, or without one."""
        self.root.locator(".wg-reader").fill(code)
        self.act("begin")
        # A code is looked up before the first case comes.
        expect(self.root.locator("[data-vignette]")).to_be_visible()
        return self

    def skip(self) -> str:
        """Skip the case in front, and return its id."""
        case = self.id
        self.act("skip")
        return case

    def says(self, name: str, **values: Any) -> None:
        """Expect some words on the card at the end."""
        expect(self.summary).to_contain_text(self.words[name].format(**values))

    def says_nothing_of_what_fits(self) -> None:
        """Expect that nothing on the page tells how it went."""
        assert self.status.get_attribute("data-verdict") is None
        assert self.status.get_attribute("data-reason") is None
        expect(self.root.locator(VERDICTS)).to_have_count(0)
        expect(self.root.locator('[data-action="next"], [data-action="restart"]')).to_have_count(0)


@pytest.fixture
def graded_pages(toy_pages: Any) -> Any:
    """Return the maker of pages, over the toy bank and a private one."""
    toy_pages.roots = lay_private(toy_pages.own_bank())
    return toy_pages


@pytest.fixture
def test(page: Page, graded_pages: Any) -> Graded:
    """Return the graded test, opened."""
    return open_on(page, graded_pages)


def open_on(page: Page, pages: Any, theme: str = "light") -> Graded:
    page.goto(pages.write("midterm", name="midterm", theme=theme))
    return Graded(page, pages.payload("midterm"))


def saved(test: Graded, path: Path) -> Any:
    """Save the work by the one button that does, and return the file's name."""
    with test.page.expect_download() as download:
        test.root.locator('[data-action="save"]:visible').click()
    download.value.save_as(path)
    return download.value.suggested_filename


# -------------------------------------------------------------------- before it


def test_before_it_a_reader_learns_what_happens_and_gives_a_code(test: Graded) -> None:
    opening = test.root.locator(".wg-opening")
    for text in ("opening_title", "opening", "opening_teacher"):
        expect(opening).to_contain_text(test.words[text])
    for answer in test.payload["answers"]:
        expect(opening).to_contain_text(answer["meaning"])
    expect(test.root.locator("[data-vignette]")).to_have_count(0)
    expect(test.root).to_have_attribute("feedback", "none")
    expect(test.root).to_have_attribute("graded", "")
    expect(test.root).to_have_attribute("data-state", "ready")
    test.begin("S-017")
    expect(test.root.locator(".wg-case-title")).to_be_focused()
    expect(test.root.locator(".wg-tools .wg-reader")).to_have_value("S-017")
    assert (test.work()["reader"], "form" in test.work()) == ("S-017", False)


def test_a_case_is_called_by_its_number_and_has_its_alias(test: Graded) -> None:
    test.begin()
    for number, alias in enumerate(test.order, start=1):
        assert test.root.locator("[data-vignette]").get_attribute("data-vignette") == alias
        title = test.words["case_number"].format(number=number)
        expect(test.root.locator(".wg-case-title")).to_have_text(title)
        test.read()
        lines = test.root.locator(".wg-line").all_text_contents()
        assert lines in [texts_of(id) for id in IDS]
        test.go()


# -------------------------------------------------------------------- no word of what fits


@pytest.mark.parametrize("answer", [False, True])
def test_no_answer_is_ever_replied_to(test: Graded, answer: bool) -> None:
    for _ in test.begin("S-017").until_end():
        for _ in test.steps(answer):
            test.says_nothing_of_what_fits()
            expect(test.status).to_have_text("")
    test.says_nothing_of_what_fits()
    given = {"answer": ANSWERS[answer], "passage": 2, "confidence": "unsure"}
    assert test.given() == [
        {"vignette": alias, **given, "text": test.digest(alias, 2)} for alias in test.order
    ]
    assert {a["payload"] for a in test.work()["attempts"]} == {test.payload["digest"]}


def test_keys_alone_are_enough(test: Graded) -> None:
    keyboard = test.page.keyboard
    test.root.locator(".wg-reader").focus()
    keyboard.type("S-017")
    keyboard.press("Tab")
    keyboard.press("Enter")
    for number, alias in enumerate(test.order):
        if test.shows('[data-action="read"]'):
            test.tab_to('[data-action="read"]')
            keyboard.press("1")
        test.tab_to("button[data-answer]")
        keyboard.press(str(number % 2 + 1))
        keyboard.press("3")
        keyboard.press("Enter")
        keyboard.press("2")
        test.says_nothing_of_what_fits()
        last = test.given()[-1]
        given = {"answer": ANSWERS[number % 2], "passage": 3, "confidence": "unsure"}
        assert last == {"vignette": alias, **given, "text": test.digest(alias, 3)}
    expect(test.root.locator(".wg-summary-title")).to_be_focused()
    test.tab_to('.wg-hand-in [data-action="save"]')
    with test.page.expect_download() as download:
        keyboard.press("Enter")
    assert download.value.suggested_filename == "whosegroup-midterm-S-017.json"


def test_no_stroke_answers_where_an_answer_stays(test: Graded) -> None:
    test.begin()
    test.read()
    box = test.root.locator(".wg-case-head").bounding_box()
    mouse = test.page.mouse
    mouse.move(box["x"] + 10, box["y"] + 10)
    mouse.down()
    mouse.move(box["x"] + 650, box["y"] + 10, steps=8)
    mouse.up()
    assert test.work() is None or not test.given()
    expect(test.root.locator(".wg-draggable, .wg-chosen")).to_have_count(0)


# -------------------------------------------------------------------- after the last case


def test_at_the_end_it_says_what_is_answered_and_how_to_hand_it_in(test: Graded) -> None:
    test.begin("S-017").finish()
    expect(test.root).to_have_attribute("data-state", "done")
    for name in ("through", "hand_in", "hand_in_code"):
        test.says(name)
    test.says("through_answered", answered=4, total=4)
    expect(test.root.locator('[data-action="back"]')).to_have_count(0)
    expect(test.root.locator('[data-action="save"]:visible')).to_have_count(1)
    expect(test.summary.locator(".wg-reader")).to_have_value("S-017")
    expect(test.root.locator("progress")).to_have_js_property("value", 4)


def test_the_saved_file_is_a_valid_work_with_aliases(test: Graded, tmp_path: Path) -> None:
    test.begin("S-017").finish()
    path = tmp_path / "saved.json"
    assert saved(test, path) == "whosegroup-midterm-S-017.json"
    expect(test.status).to_have_text(test.words["saved_file"])
    work = read_work(path.read_bytes(), "midterm")
    assert (work, work["reader"]) == (test.work(), "S-017")
    assert [attempt["vignette"] for attempt in work["attempts"]] == test.order
    assert not set(IDS) & set(re.findall(r"[\w-]+", path.read_text()))


def test_a_code_that_is_missing_is_asked_for_and_may_still_be_given(
    test: Graded, tmp_path: Path
) -> None:
    """A click on the button right after writing is enough: the button stays where it is."""
    test.begin().finish()
    path = tmp_path / "saved.json"
    assert saved(test, path) == "whosegroup-midterm.json"
    expect(test.status).to_have_text(test.words["saved_nameless"])
    test.summary.locator(".wg-reader").press_sequentially("S-018")
    assert saved(test, path) == "whosegroup-midterm-S-018.json"
    expect(test.status).to_have_text(test.words["saved_file"])
    assert read_work(path.read_bytes(), "midterm")["reader"] == "S-018"


def test_who_skipped_may_go_back_and_skip_again(test: Graded) -> None:
    test.begin("S-017")
    skipped = [test.skip(), test.skip()]
    test.finish()
    test.says("through_answered", answered=2, total=4)
    test.says("through_open", open=2)
    expect(test.root.locator("progress")).to_have_js_property("value", 2)
    expect(test.root).to_have_attribute("data-state", "done")
    test.act("back")
    expect(test.root).to_have_attribute("data-state", "ready")
    expect(test.root.locator(".wg-case-title")).to_be_focused()
    expect(test.root.locator("progress")).to_have_js_property("value", 2)
    expect(test.root.locator(".wg-tools .wg-reader")).to_have_value("S-017")
    expect(test.root.locator('[data-action="save"]:visible')).to_have_count(1)
    assert test.go() == skipped[0]
    assert test.skip() == skipped[1]
    test.says("through_open", open=1)
    test.act("back")
    assert test.go(right=False) == skipped[1]
    test.says("through_answered", answered=4, total=4)
    expect(test.root.locator('[data-action="back"]')).to_have_count(0)
    answered = [attempt for attempt in test.given() if "skipped" not in attempt]
    assert sorted(attempt["vignette"] for attempt in answered) == sorted(test.order)


def test_a_case_with_a_note_may_be_left_and_its_note_comes_first_again(test: Graded) -> None:
    noted = next(case["id"] for case in test.payload["cases"] if case["lines"] == texts_of(NOTED))
    test.begin()
    for _ in test.until_end():
        if test.id == noted:
            expect(test.root.locator(".wg-line")).to_have_count(0)
            test.skip()
        else:
            test.go()
    test.act("back")
    assert test.id == noted
    expect(test.root.locator(".wg-note-card")).to_contain_text(test.case["note"])
    test.go()
    test.says("through_answered", answered=4, total=4)


# -------------------------------------------------------------------- kept, and opened again


def test_a_reload_keeps_answers_the_place_and_the_end(test: Graded) -> None:
    test.begin("S-017").go()
    test.skip()
    before = test.id
    test.page.reload()
    expect(test.root.locator(".wg-opening")).to_have_count(0)
    assert test.id == before
    test.finish()
    test.page.reload()
    test.says("through_answered", answered=3, total=4)
    test.says("through_open", open=1)
    expect(test.summary.locator(".wg-reader")).to_have_value("S-017")


def test_a_saved_work_opens_on_another_computer(test: Graded, tmp_path: Path) -> None:
    test.begin("S-017").go()
    test.skip()
    path, kept, case = tmp_path / "saved.json", test.work(), test.id
    saved(test, path)
    test.page.evaluate("localStorage.clear()")
    test.page.reload()
    expect(test.root.locator(".wg-opening")).to_be_visible()
    test.open_file(path)
    expect(test.root.locator("[data-vignette]")).to_be_visible()
    assert (test.work(), test.id) == (kept, case)
    test.finish()
    test.says("through_open", open=1)


def test_two_tabs_hear_of_each_other_at_the_end(test: Graded, graded_pages: Any) -> None:
    test.begin("S-017").skip()
    test.finish()
    other_page = test.page.context.new_page()
    other = open_on(other_page, graded_pages)
    other.says("through_open", open=1)
    other.act("back")
    other.go()
    test.page.bring_to_front()
    test.says("through_answered", answered=4, total=4)
    expect(test.root.locator('[data-action="back"]')).to_have_count(0)


# -------------------------------------------------------------------- without a grade


def test_an_exercise_without_feedback_is_handed_in_too_and_keeps_its_titles(
    page: Page, toy_pages: Any
) -> None:
    path = toy_pages.own_bank() / "exercises/toy.yml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("feedback: each", "feedback: none"), encoding="utf-8")
    page.goto(toy_pages.write("toy"))
    toy = Graded(page, toy_pages.payload("toy")).begin("S-017")
    title = toy.words["numbered"].format(number=1, title=toy.case["title"])
    expect(toy.root.locator(".wg-case-title")).to_have_text(title)
    for _ in toy.until_end():
        for _ in toy.steps():
            toy.says_nothing_of_what_fits()
    toy.says_nothing_of_what_fits()
    toy.says("through_answered", answered=4, total=4)
    expect(toy.root).not_to_have_attribute("graded", re.compile(".*"))


# -------------------------------------------------------------------- by ear, by finger, on paper


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_and_all_fits_on_a_narrow_screen(
    phone: Page, graded_pages: Any, theme: str
) -> None:
    """At each look there is: before it, a note, each step, and the end with a case left open."""
    phone.emulate_media(color_scheme=theme, reduced_motion="reduce")
    test = open_on(phone, graded_pages, theme)
    test.way = "tap"
    looks = set()
    for _ in test.walk():
        look = test.root.locator(".wg-card").evaluate("(n) => `${n.className} ${n.dataset.step}`")
        if look in looks:
            continue
        looks.add(look)
        assert violations(test.page) == [], look
        assert too_small(test) == [], look
        assert test.page.evaluate("document.documentElement.scrollWidth") == 360, look
        if look.endswith(" answer"):
            test.act("skip")
            test.read()
    assert len(looks) == 6
    test.says("through_open", open=1)


def test_paper_holds_each_case_with_boxes_and_then_with_what_was_answered(test: Graded) -> None:
    for moment in ("begun", "done"):
        put_on_paper(test.page)
        printed = test.root.inner_text()
        assert [text for id in IDS for text in texts_of(id) if text not in printed] == [], moment
        assert printed.count("☐") == (8 if moment == "begun" else 0)
        labels = [answer["label"] for answer in test.payload["answers"]]
        chosen = [test.words["chosen"].format(answer=label) for label in labels]
        assert any(said in printed for said in chosen) == (moment == "done")
        assert test.root.locator("button:visible, .wg-reader:visible").count() == 0, moment
        tells = (
            f"mark, .wg-label:not(.wg-yours), .wg-say:not(.wg-say-yours), {WENT}, [data-verdict]"
        )
        expect(test.root.locator(tells)).to_have_count(0)
        test.page.emulate_media(media="screen")
        if moment == "begun":
            test.begin().finish()


@pytest.mark.own_context
def test_a_browser_that_never_says_what_it_keeps_holds_nobody_up(
    page: Page, toy_pages: Any
) -> None:
    page.add_init_script(
        "Object.defineProperty(window, 'indexedDB', { value: { open: () => ({}) } });"
    )
    test = toy_pages.play(page, "first-test")
    test.root.locator(".wg-reader").fill("S-017")
    test.act("begin")
    expect(test.root.locator("[data-vignette], [data-item]")).to_be_visible()
