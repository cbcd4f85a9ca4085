"""A sentence of the reader's own on a page: written, kept, beside ours, and judged by nobody."""

from __future__ import annotations

from typing import Any

import pytest
from playing import Playing
from playwright.sync_api import Page, expect

from whosegroup.work.contract import MOST_WORDS

ODD = "<script>document.title = 'gone'</script> It is theirs."
FIELD, KEEP = ".wg-own-text", '[data-action="keep"]'


@pytest.fixture
def words(page: Page, toy_pages: Any) -> Playing:
    """Return the toy questions on a page."""
    page.set_viewport_size({"width": 320, "height": 700})
    playing: Playing = toy_pages.play(page, "words")
    return playing


def write(playing: Playing, text: str) -> None:
    playing.root.locator(FIELD).fill(text)
    playing.press(KEEP)


def test_a_sentence_is_kept_and_stands_beside_ours_without_a_verdict(words: Playing) -> None:
    label = words.root.get_by_label("recall write")
    expect(label).to_have_attribute("maxlength", str(MOST_WORDS))
    write(words, f"  {ODD}  ")
    beside = words.root.locator(".wg-times")
    expect(beside).to_be_focused()
    expect(beside.locator(".wg-own-words")).to_have_text(ODD)
    expect(beside).to_contain_text("It is theirs.")
    expect(words.status).to_have_text("recall kept own")
    assert words.status.get_attribute("data-verdict") is None
    assert words.page.title() != "gone"
    assert words.given() == [
        {"item": "whose", "part": "sentence", "answer": "written", "words": ODD}
    ]
    words.root.get_by_label("that it is not ours").check()
    words.act("next")
    assert words.given()[1:] == [{"item": "whose", "part": "points", "answer": ["not-ours"]}]


def test_nothing_is_kept_before_there_is_a_sentence(words: Playing) -> None:
    for nothing in ("", "   \n "):
        write(words, nothing)
        expect(words.status).to_have_text("recall write first")
        assert words.work() is None
    expect(words.root.locator(FIELD)).to_be_visible()


def test_what_is_written_and_ticked_outlives_a_reload(words: Playing) -> None:
    words.root.locator(FIELD).fill("Half a sent")
    words.page.reload()
    expect(words.root.locator(FIELD)).to_have_value("Half a sent")
    write(words, "A whole one.")
    words.root.get_by_label("that it is theirs").check()
    words.page.reload()
    expect(words.root.locator(".wg-own-words")).to_have_text("A whole one.")
    expect(words.root.get_by_label("that it is theirs")).to_be_checked()
    expect(words.root.get_by_label("that it is not ours")).not_to_be_checked()


def test_at_the_end_each_stands_beside_ours_with_what_was_ticked(words: Playing) -> None:
    write(words, ODD)
    words.root.get_by_label("that it is theirs").check()
    words.act("next")
    words.act("skip")
    expect(words.root).to_have_attribute("data-state", "done")
    expect(words.summary.locator(".wg-summary-title")).to_have_text("recall summary")
    first, second = words.summary.locator(".wg-case-list > li").all()
    expect(first.locator("summary")).to_contain_text("recall result unknown (1. Whose is it?)")
    expect(second.locator("summary")).to_contain_text("recall result skipped")
    first.locator("summary").click()
    for said in (ODD, "It is theirs.", "recall ticked (that it is theirs)"):
        expect(first).to_contain_text(said)
    expect(first).to_contain_text("recall unticked (that it is not ours)")
    assert not words.summary.locator("[data-verdict]").count()
    # What was skipped can be written after all, and a second time stands for itself.
    words.act("back")
    write(words, "They do.")
    words.act("next")
    words.restart()
    write(words, "Once more.")
    assert [one.get("words") for one in words.given() if one.get("part") == "sentence"] == [
        ODD,
        "They do.",
        "Once more.",
    ]


def test_a_sentence_that_was_not_kept_is_said_to_be_gone(page: Page, toy_pages: Any) -> None:
    """A learning platform has no room for it."""
    at = "2026-04-13T09:00:00.000Z"
    attempt = {"at": at, "run": 1, "item": "whose", "part": "sentence", "answer": "written"}
    toy_pages.keep(
        page,
        "words",
        {
            "format": "whosegroup-work",
            "version": 1,
            "work": "9f2c51d07a3be846",
            "exercise": "words",
            "lang": "en",
            "attempts": [attempt, {**attempt, "at": at.replace("00.", "01."), "item": "why"}],
        },
    )
    words = toy_pages.play(page, "words")
    first = words.summary.locator(".wg-case-list > li").first
    first.locator("summary").click()
    expect(first.locator(".wg-own-words")).to_have_text("recall no words")


def test_in_a_chapter_all_questions_are_answered_in_the_prose(page: Page, book_url: str) -> None:
    """What is written there stands on the practice page too, and counts there."""
    page.goto(f"{book_url}/book/mending-the-curriculum.html")
    asked = page.locator('whose-group[exercise="in-your-own-words"]')
    for number in (1, 2, 3):
        expect(asked.locator(".wg-case-title")).to_have_text(f"{number}. A question")
        asked.locator(FIELD).fill(f"Sentence {number}.")
        asked.locator(KEEP).click()
        expect(asked.locator(".wg-own-words")).to_have_text(f"Sentence {number}.")
        asked.locator('[data-action="next"]').click()
    expect(asked).to_have_attribute("data-state", "done")
    expect(asked.locator(".wg-case-list > li")).to_have_count(3)
    kept = "Your sentences are kept with the rest of your course."
    expect(asked.locator(".wg-summary-title")).to_have_text(kept)
    page.goto(f"{book_url}/notebooks/mending-the-curriculum.html")
    expect(asked).to_have_attribute("data-state", "done")
    page.goto(f"{book_url}/book/my-course.html")
    counted = page.locator('[data-exercise="in-your-own-words"]').first
    expect(counted).to_have_attribute("data-state", "done")


def test_all_is_large_enough_for_a_finger_and_fits_a_small_phone(words: Playing) -> None:
    def sizes(selector: str) -> list[tuple[float, float]]:
        boxes = [one.bounding_box() for one in words.root.locator(selector).all()]
        return [(box["width"], box["height"]) for box in boxes if box]

    assert all(height >= 44 for _, height in sizes(f"{FIELD}, {KEEP}"))
    write(words, "x" * MOST_WORDS)
    assert len(sizes(".wg-ticks label")) == 2
    assert all(height >= 44 for _, height in sizes(".wg-ticks label"))
    assert words.page.evaluate("document.documentElement.scrollWidth") <= 320


def test_by_keys_alone(words: Playing) -> None:
    keyboard = words.page.keyboard
    words.tab_to(FIELD)
    keyboard.type("1 of theirs")  # a figure is no key for an answer here
    words.tab_to(KEEP)
    keyboard.press("Enter")
    words.tab_to(".wg-ticks input")
    keyboard.press("Space")
    words.tab_to('[data-action="next"]')
    keyboard.press("Enter")
    assert words.in_focus(".wg-case-title")
    assert [one["answer"] for one in words.given()] == ["written", ["theirs"]]
