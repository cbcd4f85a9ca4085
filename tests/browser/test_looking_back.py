"""What is in progress and what is over: it survives, is looked back at, and comes on paper."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from looking import too_small, violations
from playing import HOLDS, Playing, put_on_paper
from playwright.sync_api import Page, expect

from whosegroup.work.contract import new_work

Play = Callable[..., Playing]
# The toy exercise of each type.
EVERY = {
    "sort": "toy",
    "compare": "pairs",
    "place": "shed",
    "ask": "stalls",
    "decide": "keys",
    "match": "bins",
}
every_type = pytest.mark.parametrize("exercise", EVERY.values(), ids=list(EVERY))
PRESSED = """(root) => [...root.querySelectorAll(".wg-stage [aria-pressed=true]")]
    .map((one) => one.textContent)"""


def stage(playing: Playing) -> tuple[str, list[str]]:
    """Return what is in front, and what of it is pressed."""
    return playing.root.locator(".wg-stage").inner_text(), playing.root.evaluate(PRESSED)


def shown(playing: Playing) -> str:
    return playing.root.locator(".wg-feedback").inner_text()


def away_and_back(playing: Playing) -> None:
    """Follow a link to another page, and come back."""
    there = playing.page.url
    playing.page.goto(there.rsplit("/", 2)[0] + "/empty.html")
    playing.page.go_back()
    assert playing.page.url == there
    expect(playing.root.locator(".wg-card")).to_be_visible()


def come_again(playing: Playing, way: str) -> None:
    if way == "back":
        away_and_back(playing)
    else:
        playing.page.reload()
        expect(playing.root.locator(".wg-card")).to_be_visible()


# -------------------------------------------------------------------- what is in progress


def test_who_leaves_with_the_answer_comes_back_to_its_verdict(play: Any) -> None:
    """What is kept aside may wait for the verdict to be painted, but not for the page to go."""
    playing = play("plain")
    playing.read()
    case = playing.id
    playing.root.locator("button[data-answer]").first.evaluate(
        "(button) => { button.click(); location.reload(); }"
    )
    expect(playing.status).to_have_attribute("data-verdict", re.compile("fits|look-again"))
    assert playing.id == case


@every_type
@pytest.mark.parametrize("way", ["reload", "back"])
def test_what_is_chosen_before_a_verdict_survives(play: Play, exercise: str, way: str) -> None:
    playing = play(exercise)
    playing.read()
    moves = playing.moves()
    for selector in moves[:-1]:
        playing.press(selector)
    before = stage(playing)
    come_again(playing, way)
    assert stage(playing) == before
    assert playing.work() is None, "What is in progress is no answer."
    playing.press(moves[-1])
    expect(playing.status).to_have_attribute("data-verdict", re.compile("|".join(HOLDS)))


@every_type
@pytest.mark.parametrize("way", ["reload", "back"])
def test_a_verdict_that_is_being_read_survives(play: Play, exercise: str, way: str) -> None:
    playing = play(exercise)
    playing.go(right=False)
    before, said, work = stage(playing), shown(playing), playing.work()
    attributes = "(node) => JSON.stringify(node.dataset)"
    verdict = playing.status.evaluate(attributes)
    come_again(playing, way)
    assert stage(playing) == before
    assert shown(playing) == said
    assert playing.status.evaluate(attributes) == verdict
    assert playing.work() == work, "It is answered once."
    assert playing.in_focus("body"), "What is shown once more takes no focus."
    playing.act("next")
    assert playing.status.get_attribute("data-verdict") is None
    playing.page.reload()
    assert playing.status.get_attribute("data-verdict") is None


def test_a_verdict_of_mixed_practice_survives_too(play: Play, toy_pages: Any, page: Page) -> None:
    case = next(case for case in toy_pages.payload("toy")["cases"])
    wrong = next(k for k, r in case["replies"].items() if r["verdict"] != "fits")
    missed = {"at": "2020-01-01T00:00:00.000Z", "run": 1, "vignette": case["id"], "answer": wrong}
    toy_pages.keep(page, "toy", {**new_work("toy", "en"), "attempts": [missed]})
    mixed = play("mixed")
    mixed.go()
    before = stage(mixed), shown(mixed)
    mixed.page.reload()
    assert (stage(mixed), shown(mixed)) == before


def test_what_is_in_progress_is_of_its_work_alone(play: Play, toy_pages: Any) -> None:
    bins = play("bins")
    bins.go(right=False)
    work = {**bins.work(), "work": "another"}
    toy_pages.keep(bins.page, "bins", work)
    bins.page.goto(toy_pages.write("bins", name="bins"))
    expect(bins.root.locator(".wg-card")).to_be_visible()
    assert bins.status.get_attribute("data-verdict") is None
    assert bins.page.evaluate("sessionStorage.length") == 0, "It is gone."


# -------------------------------------------------------------------- looking back


def opened(playing: Playing, row: int = 0) -> Any:
    """Open a case in the list; return it."""
    item = playing.root.locator(".wg-case-list > li").nth(row)
    playing.point_at(item.locator("summary").first)
    return item


@every_type
def test_an_exercise_in_the_middle_is_looked_back_at(play: Play, exercise: str) -> None:
    playing = play(exercise)
    button = playing.root.locator('[data-action="look-back"]')
    expect(button).to_be_disabled()
    case = playing.case
    playing.go(right=False)
    said = playing.status.locator(".wg-say:not(.wg-say-later)").all_text_contents()
    playing.act("look-back")
    expect(button).to_have_attribute("aria-expanded", "true")
    expect(playing.root.locator(".wg-case-list > li")).to_have_count(1)
    expect(playing.root.locator(".wg-case-list .wg-line")).to_have_count(
        0
    )  # not before it is opened
    item = opened(playing)
    assert item.locator(".wg-review .wg-say:not(.wg-say-yours)").all_text_contents() == said
    assert [text for text in playing.lines(case) if text not in item.inner_text()] == []
    playing.act("look-back")
    expect(playing.root.locator(".wg-case-list")).to_have_count(0)
    expect(button).to_have_attribute("aria-expanded", "false")


@every_type
def test_at_the_end_each_case_opens_with_the_answer_in_words(play: Play, exercise: str) -> None:
    playing = play(exercise)
    playing.go(right=False)
    playing.act("next")
    playing.finish()
    expect(playing.root.locator('[data-action="look-back"]')).to_be_hidden()
    rows = playing.root.locator(".wg-case-list > li")
    for row in range(rows.count()):
        item = opened(playing, row)
        assert item.locator(".wg-review[data-verdict]").count() >= 1
        answer = item.locator(".wg-say-yours, .wg-did, .wg-band")
        assert "undefined" not in item.inner_text()
        assert answer.count() >= 1


def test_both_times_stand_beside_each_other(play: Play) -> None:
    bins = play("bins")
    bins.finish()
    bins.restart()
    bins.go(right=False)
    bins.act("next")
    bins.finish()
    item = opened(bins)
    times = item.locator(".wg-part").all_text_contents()
    assert times == [bins.words["this_time"], bins.words["first_time"]]
    verdicts = item.locator(".wg-review").evaluate_all("(all) => all.map((r) => r.dataset.verdict)")
    assert verdicts[0] == "look-again"
    assert verdicts[-1] != "look-again"


def test_a_test_tells_only_what_was_answered_before_its_end(play: Play) -> None:
    test = play("first-test")
    test.act("begin")
    test.go()
    test.act("look-back")
    item = opened(test)
    expect(item).to_have_class("wg-result wg-result-given")
    expect(item.locator(".wg-say-yours").first).to_be_visible()
    expect(
        item.locator("mark, .wg-hand, [data-verdict], .wg-say:not(.wg-say-yours)")
    ).to_have_count(0)


@every_type
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_in_what_is_looked_back_at_and_asked(
    phone: Page, toy_pages: Any, exercise: str, theme: str
) -> None:
    playing = toy_pages.play(phone, exercise, theme)
    playing.way = "tap"
    playing.go(right=False)
    playing.act("next")
    playing.act("look-back") if playing.root.locator(
        '[data-action="look-back"]'
    ).is_visible() else None
    opened(playing)
    playing.act("restart")
    assert violations(phone) == []
    assert too_small(playing) == []
    assert phone.evaluate("document.documentElement.scrollWidth") == 360


# -------------------------------------------------------------------- starting again


def test_starting_again_is_asked_once_in_its_place(play: Play) -> None:
    playing = play("bins")
    playing.go()
    before = playing.id
    for answer in ("restart-no", "restart"):
        playing.act("restart")
        expect(playing.root.locator(".wg-again")).to_contain_text(playing.words["restart_ask"])
        assert playing.in_focus('[data-action="restart-yes"]')
        playing.act(answer)
        assert playing.in_focus('[data-action="restart"]')
        expect(playing.root.locator(".wg-again")).to_be_hidden()
        assert playing.id == before
    assert {attempt["run"] for attempt in playing.work()["attempts"]} == {1}
    assert "run" not in playing.work()
    playing.restart()
    assert playing.work()["run"] == 2
    expect(playing.status).to_contain_text(playing.words["restarted"])


# -------------------------------------------------------------------- on paper


@every_type
def test_a_finished_page_prints_with_the_answers(play: Play, exercise: str) -> None:
    playing = play(exercise)
    playing.go(right=False)
    playing.act("next")
    playing.finish()
    put_on_paper(playing.page)
    expect(playing.root.locator(".wg-plain")).to_have_count(0)
    rows = playing.root.locator(".wg-case-list > li")
    expect(rows).to_have_count(len(playing.cases))
    for row, case in zip(rows.all(), playing.cases.values(), strict=True):
        printed = row.inner_text()
        assert [text for text in playing.lines(case) if text not in printed] == []
        expect(row.locator(".wg-review").first).to_be_visible()
    playing.page.emulate_media(media="screen")
    expect(playing.root.locator(".wg-case-list > li > details[open]")).to_have_count(0)


@pytest.mark.own_context
def test_a_printer_gets_it_at_once(play: Play) -> None:
    bins = play("bins")
    bins.finish()
    count = """() => {
        const drawn = () => document.querySelectorAll(".wg-review").length;
        addEventListener("beforeprint", () => { window.printed = drawn(); });
    }"""
    bins.page.evaluate(count)
    bins.page.pdf()
    assert bins.page.evaluate("printed") >= len(bins.cases)
