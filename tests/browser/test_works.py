"""Other works of an exercise that a browser keeps are listed, and can be gone back to."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from playing import Playing, storage_key
from playwright.sync_api import Page, expect
from sorting import Sorting

from spoilt_work import attempt
from whosegroup.work.contract import new_work

Play = Callable[..., Playing]


def of(exercise: str, *attempts: dict[str, Any], **fields: Any) -> dict[str, Any]:
    return {**new_work(exercise, "en"), "attempts": list(attempts), **fields}


def kept(page: Page) -> dict[str, Any]:
    """Return what was set aside in the browser, by the end of its name."""
    held = page.evaluate("Object.entries(localStorage)")
    return {key.split("#")[1]: text for key, text in held if "#" in key}


@pytest.fixture
def over(page: Page, toy_pages: Any) -> Callable[..., Sorting]:
    """Return a way to open the toy page where things were set aside before."""

    def opened(exercise: str = "toy", work: Any = None, **aside: Any) -> Sorting:
        payload = toy_pages.payload(exercise)
        key = storage_key(payload)
        texts = {f"{key}#{name.replace('_', '-')}": text for name, text in aside.items()}
        page.goto(f"{toy_pages.address}/../empty.html")
        for name, held in {**texts, **({key: work} if work else {})}.items():
            text = held if isinstance(held, str) else json.dumps(held, separators=(",", ":"))
            page.evaluate("([name, text]) => localStorage.setItem(name, text)", [name, text])
        page.goto(toy_pages.write(exercise))
        return Sorting(page, payload)

    return opened


def others(playing: Playing) -> Any:
    return playing.root.locator(".wg-works details")


def lines(playing: Playing) -> list[str]:
    return [" ".join(text.split()) for text in others(playing).locator("li").all_text_contents()]


def said(playing: Playing, count: int, date: str, reader: str = "–") -> str:
    line = playing.words["others_work"].format(count=count, date=date, reader=reader)
    return f"{line} {playing.words['others_open']}"


def go_back(playing: Playing, line: int = 0) -> None:
    others(playing).evaluate("(node) => { node.open = true }")
    others(playing).locator('[data-action="reopen"]').nth(line).click()


def test_where_nothing_else_is_kept_nothing_is_listed(play: Play) -> None:
    playing = play("toy")
    playing.go()
    expect(others(playing)).to_be_hidden()


def test_a_work_that_gave_way_is_listed_and_opened_again(over: Any, toy_pages: Any) -> None:
    """The present one gives way in its turn: neither is mixed with the other, and none is lost."""
    mine = of("toy", attempt(1), attempt(2, vignette="garden"), reader="S-017")
    other = of("toy", attempt(3), {**attempt(4, vignette="garden"), "skipped": True})
    sorting = over(work=mine, other_1=other)
    assert lines(sorting) == [said(sorting, 1, "April 13, 2026")]
    go_back(sorting)
    expect(sorting.status).to_contain_text(sorting.words["aside_other"])
    assert sorting.work() == other
    assert lines(sorting) == [said(sorting, 2, "April 13, 2026", "S-017")]
    go_back(sorting)
    expect(others(sorting).locator("li")).to_contain_text("1")
    assert sorting.work() == mine
    assert [json.loads(text) for text in kept(sorting.page).values()] == [other, mine]


def test_copies_of_one_work_are_one_and_works_are_not_mixed(over: Any) -> None:
    first, second = of("toy", attempt(1)), of("toy", attempt(7))
    later = {**first, "attempts": [attempt(2)], "reader": "S-1"}
    sorting = over(other_1=first, other_2=second, other_10=later)
    assert lines(sorting) == [
        said(sorting, 2, "April 13, 2026", "S-1"),
        said(sorting, 1, "April 13, 2026"),
    ]
    go_back(sorting)
    expect(others(sorting).locator("li")).to_have_count(1)
    assert sorting.work() == {**later, "attempts": [attempt(1), attempt(2)]}


def test_what_the_open_work_holds_is_not_listed_and_what_it_lacks_is(over: Any) -> None:
    mine = of("toy", attempt(1), attempt(2))
    sorting = over(work=mine, other_1={**mine, "attempts": [attempt(1)]}, other_2=of("toy"))
    expect(others(sorting)).to_be_hidden()
    sorting = over(work=mine, other_1={**mine, "attempts": [attempt(9)]})
    go_back(sorting)
    expect(others(sorting)).to_be_hidden()
    assert sorting.work()["attempts"] == [attempt(1), attempt(2), attempt(9)]


def test_what_cannot_be_read_is_listed_and_its_text_shown(over: Any) -> None:
    newer = json.dumps({**of("toy", attempt(1)), "version": 2})
    sorting = over(damaged_1="{", version_1=newer, exercise_1=of("plain", attempt(1)))
    words, text = sorting.words, sorting.words["others_text"]
    reasons = ("damaged", "exercise", "version")
    assert lines(sorting) == [f"{words[f'others_{reason}']} {text}" for reason in reasons]
    others(sorting).locator("summary").click()
    shows = others(sorting).locator('[data-action="show"]')
    for line, shown in ((2, newer), (0, "{")):
        shows.nth(line).click()
        area = sorting.root.locator(".wg-work-text")
        expect(area).to_have_value(shown)
        expect(area).to_have_attribute("readonly", "")
    sorting.right()
    expect(sorting.root.locator(".wg-work-text")).to_have_value("{")


def test_a_version_that_can_be_read_by_now_is_opened(over: Any) -> None:
    """It was set aside by a book that was older."""
    sorting = over(version_1=of("toy", attempt(1)))
    go_back(sorting)
    expect(others(sorting)).to_be_hidden()
    assert sorting.work()["attempts"] == [attempt(1)]


def test_another_exercise_s_works_are_not_listed(over: Any, page: Page) -> None:
    over(other_1=of("toy", attempt(1)))
    sorting = over("plain")
    expect(others(sorting)).to_be_hidden()


@pytest.mark.own_context
def test_an_answer_stays_with_its_work_although_another_tab_opened_another(
    page: Page, toy_pages: Any
) -> None:
    """Also where the browser has not told this tab of it yet."""
    page.add_init_script("addEventListener('storage', (e) => e.stopImmediatePropagation(), true)")
    page.goto(toy_pages.write())
    sorting = Sorting(page, toy_pages.payload())
    sorting.right()
    sorting.act("next")
    mine, other = sorting.work(), of("toy", attempt(1))
    key = storage_key(sorting.payload)
    page.evaluate("([key, text]) => localStorage.setItem(key, text)", [key, json.dumps(other)])
    sorting.right()
    assert sorting.work() == other
    [aside] = [json.loads(text) for text in kept(page).values()]
    assert aside["work"] == mine["work"]
    assert aside["attempts"][:1] == mine["attempts"]
    assert len(aside["attempts"]) == 2
    expect(others(sorting).locator("li")).to_have_count(1)
    assert lines(sorting) == [said(sorting, 2, _today(page))]


def _today(page: Page) -> str:
    how = "{ year: 'numeric', month: 'long', day: 'numeric' }"
    return str(page.evaluate(f"new Date().toLocaleDateString('en', {how})"))


# ------------------------------------------------------------------ cases that are gone

GONE = "gone-by-now"


@pytest.mark.parametrize(
    ("exercise", "part", "about"),
    [
        ("toy", None, "vignette"),
        ("pairs", "difference", "vignette"),
        ("shed", "whole", "vignette"),
        ("stalls", None, "item"),
        ("keys", "option", "item"),
        ("bins", "bin", "item"),
        ("mixed", None, "vignette"),
    ],
)
def test_answers_about_cases_that_are_gone_are_kept_said_and_counted_nowhere(
    over: Any, toy_pages: Any, exercise: str, part: str | None, about: str
) -> None:
    parted = {"part": part} if part else {}
    gone = [
        {**attempt(n), "vignette": None, about: f"{GONE}-{n}", "answer": "1", **parted}
        for n in (1, 2)
    ]
    sorting = over(exercise, work=of(exercise, *gone))
    line = sorting.root.locator(".wg-works p")
    expect(line).to_have_text(sorting.words["gone"].format(count=2))
    progress = sorting.root.locator("progress")
    done = 1 if exercise == "mixed" else 0  # where nothing is due, all of none is done
    expect(progress).to_have_js_property("value", done)
    expect(progress).to_have_js_property("max", max(1, 0 if done else len(sorting.cases)))
    assert sorting.work()["attempts"] == gone


def test_at_the_end_of_a_second_run_cases_that_are_gone_are_left_out(over: Any) -> None:
    answers = [{**attempt(run, run=run), "vignette": GONE} for run in (1, 2)]
    sorting = over("plain", work=of("plain", *answers, run=2))
    sorting.finish()
    expect(sorting.root).to_have_attribute("data-state", "done")
    expect(sorting.root.locator(".wg-summary")).not_to_contain_text(GONE)
    expect(sorting.root.locator(".wg-works p")).to_have_text(sorting.words["gone"].format(count=2))


def test_where_every_case_is_there_nothing_is_said_of_any_that_is_gone(play: Play) -> None:
    playing = play("pairs")
    playing.go()
    expect(playing.root.locator(".wg-works p")).to_be_hidden()
