"""A test in parts: one after the other, a rest that is kept, one picture, and what it says."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from looking import violations
from playing import storage_key
from playwright.sync_api import Locator, Page, expect

from whosegroup.exercises.html import element
from whosegroup.exercises.loading import load_exercise
from whosegroup.exercises.payload import compile_excerpt
from whosegroup.work.measures import label_and_use

TESTS = Path(__file__).parents[1]
ROOTS = (TESTS / "fixtures" / "bank", TESTS / "fixtures" / "in-parts")
# What is pressed at each case of form a, with all that can go wrong, and of form b, rightly.
WRONG = {
    "cup": "mend",
    "pond": "support",
    "gate": "self-help",
    "open-door": "disagree",
    "our-tool": "do-not-know",
    "too-far": "agree",
    "mill": "cannot-tell",
}
RIGHT = {
    "lamp": "wait",
    "barn": "support",
    "gate-two": "cannot-tell",
    "open-door": "agree",
    "our-tool": "disagree",
    "too-far": "rather-disagree",
    "well": "self-help",
}


class Going:
    """A reader who goes through a test in parts."""

    def __init__(self, page: Page, toy_pages: Any, exercise: str) -> None:
        toy_pages.roots = ROOTS
        self.page, self.payload = page, toy_pages.payload(exercise)
        self.words = self.payload["words"]
        self.address = toy_pages.write(exercise, name=exercise)
        page.goto(self.address)
        self.root: Locator = page.locator("whose-group")
        expect(self.root).to_have_attribute("data-state", "ready")

    def begin(self, form: str | None = None) -> None:
        if form:
            work = {"format": "whosegroup-work", "version": 1, "work": "aa", "lang": "en"}
            work |= {"exercise": self.payload["exercise"], "form": form, "attempts": []}
            self.page.evaluate(
                "([key, text]) => localStorage.setItem(key, text)",
                [storage_key(self.payload), json.dumps(work)],
            )
            self.page.reload()
        self.root.locator("[data-action=begin]").click()

    @property
    def case(self) -> str:
        card = self.root.locator("[data-vignette], [data-item]")
        return card.get_attribute("data-vignette") or card.get_attribute("data-item")

    def answer(self, answer: str, sure: bool = True) -> None:
        self.root.locator(f'button[data-answer="{answer}"]').click()
        if sure and self.root.locator("[data-confidence]").count():
            self.root.locator("[data-confidence=sure]").click()

    def go(self, answers: dict[str, str], until: str | None = None) -> list[str]:
        """Answer case by case, up to a part or to the end; return what was met."""
        met = []
        while self.root.locator(".wg-summary").count() == 0:
            assert self.root.locator("[data-verdict]").count() == 0, (
                "Nothing is said before the end."
            )
            card = self.root.locator(".wg-part-card")
            if card.count():
                met.append(f"[{card.get_attribute('data-part')}]")
                if card.get_attribute("data-part") == until:
                    return met
                card.locator("[data-action=begin]").click()
                continue
            met.append(self.case)
            self.answer(answers[self.case])
        return met

    def work(self) -> dict[str, Any]:
        key = storage_key(self.payload)
        return json.loads(self.page.evaluate("key => localStorage.getItem(key)", key))

    def pictured(self) -> dict[str, list[str]]:
        """Return what the picture says of each measure, a text for each time."""
        rows = self.root.locator(".wg-portrait tr[data-measure]")
        return {
            row.get_attribute("data-measure"): [
                cell.inner_text().split("\n")[0].strip() for cell in row.locator("td").all()
            ]
            for row in rows.all()
        }

    def said(self, attempts: list[dict[str, Any]]) -> dict[str, str]:
        """Return what Python would say of the same attempts."""
        counts = label_and_use(self.payload, attempts)
        return {
            name: self.words["of"].format(**share) if share["of"] else self.words["none"]
            for name, share in counts.items()
        }


def test_the_parts_come_in_their_order_and_nothing_is_said_before_the_end(
    page: Page, toy_pages: Any
) -> None:
    going = Going(page, toy_pages, "first-parts")
    assert going.root.locator(".wg-opening li").count() == 0, "The kinds are not told yet."
    going.begin("a")
    expect(going.root.locator(".wg-prompt")).to_have_text("Say what you do first.")
    met = going.go(WRONG)
    order = ["cup", "[before]", "pond", "gate", "[views]", "open-door", "our-tool", "too-far"]
    assert met == [*order, "[after]", "mill"]
    assert [a.get("vignette") or a.get("item") for a in going.work()["attempts"]] == [
        id for id in met if not id.startswith("[")
    ]
    expect(going.root).to_have_attribute("data-state", "done")


def test_what_the_kinds_mean_is_in_view_in_the_last_part_alone(page: Page, toy_pages: Any) -> None:
    going = Going(page, toy_pages, "first-parts")
    going.begin("a")
    meaning = going.root.get_by_text("Owned by members.")
    going.go(WRONG, until="before")
    expect(meaning).to_have_count(0)
    going.root.locator("[data-action=begin]").click()
    expect(going.root.locator("button[data-answer]")).to_have_count(3)
    expect(meaning).to_have_count(0)
    going.go(WRONG, until="after")
    expect(meaning).to_have_count(1)
    going.root.locator("[data-action=begin]").click()
    expect(meaning).to_have_count(1)


def test_a_rest_is_kept_over_a_reload_and_the_way_back(page: Page, toy_pages: Any) -> None:
    going = Going(page, toy_pages, "first-parts")
    going.begin("a")
    going.go(WRONG, until="after")
    rest = going.root.locator(".wg-part-card[data-rest]")
    expect(rest).to_contain_text(going.words["rest_page"])
    before = going.work()
    page.reload()
    expect(rest).to_be_visible()
    page.goto(f"{toy_pages.address}/../empty.html")
    page.go_back()
    expect(rest).to_be_visible()
    assert going.work() == before
    assert going.go(WRONG) == ["[after]", "mill"]


def test_a_code_that_comes_after_the_set_is_chosen_is_kept_and_says_so(
    page: Page, toy_pages: Any
) -> None:
    going = Going(page, toy_pages, "first-parts")
    going.begin("a")
    going.answer(WRONG[going.case])
    code = going.root.locator(".wg-reader")
    code.fill("S-017")
    code.blur()
    expect(going.root.locator("[role=status]")).to_contain_text(going.words["form_fixed"])
    assert (going.work()["form"], going.work()["reader"]) == ("a", "S-017")


def test_after_a_reload_one_goes_on_where_one_was(page: Page, toy_pages: Any) -> None:
    going = Going(page, toy_pages, "first-parts")
    going.begin("a")
    going.go(WRONG, until="before")
    going.root.locator("[data-action=begin]").click()
    going.answer("support", sure=False)  # half an answer, in the first case of a part
    page.reload()
    expect(going.root.locator("[data-confidence=sure]")).to_be_visible()
    going.root.locator("[data-confidence=sure]").click()
    assert going.case == "gate"
    page.reload()
    assert going.case == "gate", "A part that was begun is not announced again."


def test_the_picture_shows_label_and_use_apart_then_and_now_and_no_sum(
    page: Page, toy_pages: Any
) -> None:
    first = Going(page, toy_pages, "first-parts")
    first.begin("a")
    first.go(WRONG)
    then = first.said(first.work()["attempts"])
    shown = first.pictured()
    assert shown == {name: [then[name]] for name in shown}
    assert {name for name, share in then.items() if share != first.words["none"]} >= set(shown)
    assert "use" not in shown, "The one statement about the use was not known."
    assert then["conflation"] == first.words["of"].format(count=0, of=1), "Withheld, not conflated."
    assert then["withheld"] == first.words["of"].format(count=1, of=2)

    last = Going(page, toy_pages, "last-parts")
    last.begin()
    assert last.work()["form"] == "b", "The later test has the other form."
    last.go(RIGHT)
    now = last.said(last.work()["attempts"])
    shown = last.pictured()
    assert shown == {name: [then[name], now[name]] for name in shown}
    assert shown["use"][0] == last.words["none"] and len(shown) == 10
    faces = last.root.locator(".wg-portrait tbody").evaluate_all(
        "all => all.map(b => b.dataset.face)"
    )
    assert faces == ["label", "use", "guard", "unknown"]
    # A row is a measure, or the name of what stands below it; nothing adds measures up.
    rows = last.root.locator(".wg-portrait tbody tr")
    assert rows.count() == len(shown) + len(faces)
    expect(rows.filter(has=page.locator('[scope="rowgroup"]'))).to_have_count(len(faces))
    expect(last.root.locator(".wg-summary")).to_contain_text(last.words["fewer"])
    marks = last.root.locator(".wg-result").filter(has_text="(toy")
    expect(marks).to_have_count(3)


def test_case_by_case_each_is_said_in_the_words_of_its_part(page: Page, toy_pages: Any) -> None:
    going = Going(page, toy_pages, "first-parts")
    going.begin("a")
    going.go(WRONG)
    items = going.root.locator(".wg-case-list > li > details")
    expect(items).to_have_count(7)
    for item in items.all():
        item.locator("summary").first.click()
    said = items.all_inner_texts()
    assert "decide went ill once (" in said[0]
    assert "Result look again once (" in said[1], "What was said and what it was, of one try."
    expected = ["It is not yours.", "Look again: Self-help group", "They talk, and that is all."]
    expected += ["Not held, disagreed.", "Open, to disagree.", "Not held, agreed."]
    expected += ["Look again, it can be told: Support group"]
    for text, part in zip(said, expected, strict=True):
        assert part in text


def test_in_the_middle_a_statement_is_answered_and_only_at_the_end_not_known(
    page: Page, toy_pages: Any
) -> None:
    going = Going(page, toy_pages, "first-parts")
    words = next(part["words"] for part in going.payload["parts"] if part["type"] == "believe")
    items = going.root.locator(".wg-case-list > li").filter(
        has_text=words["result_given"].partition("(")[0]
    )
    not_known = going.root.locator(".wg-case-list > li.wg-result-unknown")
    going.begin("a")
    going.go(WRONG, until="after")
    going.root.locator("[data-action=begin]").click()
    going.root.locator("[data-action=look-back]").click()
    expect(items).to_have_count(3)
    expect(not_known).to_have_count(0)
    going.go(WRONG)
    expect(items).to_have_count(0)
    expect(not_known).to_have_count(1)
    expect(not_known).to_contain_text(words["result_unknown"].partition("(")[0])


def test_the_part_card_and_the_end_can_be_read_by_everybody(page: Page, toy_pages: Any) -> None:
    going = Going(page, toy_pages, "first-parts")
    going.begin("a")
    going.go(WRONG, until="after")
    assert violations(page) == []
    assert page.evaluate("document.activeElement.className") == "wg-case-title"
    going.go(WRONG)
    page.set_viewport_size({"width": 320, "height": 640})
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_the_retest_has_a_form_of_its_own_where_there_is_one(page: Page, toy_pages: Any) -> None:
    bank = toy_pages.own_bank()
    copy = bank / "exercises"
    for folder in ("data/vignettes/en", "data/decisions/en"):
        for path in (ROOTS[1] / folder).iterdir():
            (bank / folder / path.name).write_bytes(path.read_bytes())
    words = bank / "data/words/en/exercises.yml"
    words.write_text(words.read_text() + (ROOTS[1] / "data/words/en/exercises.yml").read_text())
    for name in ("first-parts", "last-parts"):
        (copy / f"{name}.yml").write_text((ROOTS[1] / f"exercises/{name}.yml").read_text())
    last = copy / "last-parts.yml"
    text = last.read_text().replace("b: [lamp]", "b: [lamp], retest: [key]")
    text = text.replace("b: [barn, gate-two]", "b: [barn, gate-two], retest: [tea, tea-ward]")
    last.write_text(text.replace("b: [well]", "b: [well], retest: [garden]"))
    payload = toy_pages.payload("last-parts")
    answers = {**WRONG, **RIGHT}
    work = {"format": "whosegroup-work", "version": 1, "work": "aa", "lang": "en", "form": "b"}
    attempts = [
        {"at": f"2020-01-01T00:00:0{n}.000Z", "run": 1, "vignette": id, "answer": answers[id]}
        for n, id in enumerate(payload["forms"]["b"])
    ]
    for attempt in attempts:
        if attempt["vignette"] in ("lamp", "open-door", "our-tool", "too-far"):
            attempt["item"] = id = attempt.pop("vignette")
            attempt["part"] = "option" if id == "lamp" else "belief"
            attempt["answer"] = f"asked/{answers[id]}" if id == "lamp" else answers[id]
    toy_pages.keep(page, "last-parts", {**work, "exercise": "last-parts", "attempts": attempts})
    page.goto(toy_pages.write("last-parts", name="last-parts"))
    root = page.locator("whose-group")
    root.locator("[data-action=restart]").click()
    root.locator("[data-action=begin]").click()
    met = root.locator("[data-vignette]").get_attribute("data-vignette")
    assert met == "key", "The retest begins with what stands in no other form."


@pytest.mark.parametrize("form", ["a", "b"])
def test_the_first_question_of_the_course_stands_on_one_screen_of_a_phone(
    page: Page, toy_pages: Any, form: str
) -> None:
    payload = compile_excerpt(load_exercise("first-sort"))
    payload["forms"] = {form: payload["forms"][form]}
    page.goto(toy_pages._write(element(payload), "first", "light"))
    page.set_viewport_size({"width": 360, "height": 640})
    card = page.locator("whose-group .wg-card").bounding_box()
    last = page.locator("whose-group [data-answer]").last.bounding_box()
    assert last["y"] + last["height"] - card["y"] <= 640 - 60, "Over it lies the head of the book."
    page.locator("whose-group [data-answer]").first.click()
    expect(page.locator("whose-group")).to_have_attribute("data-state", "done")
