"""Tests: two forms, no word before the end, what has changed, and once more after four weeks."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from playing import Playing, storage_key
from playwright.sync_api import Page, expect

from whosegroup.work.contract import new_work, read_work
from whosegroup.work.measures import summarise

Play = Callable[..., Playing]
NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
FIRST, LAST = "first-test", "last-test"


def begin(test: Playing, code: str = "") -> Playing:
    """Begin a test with a code, or without one."""
    test.root.locator(".wg-reader").fill(code)
    test.act("begin")
    expect(test.root.locator(".wg-opening:not(.wg-part-card)")).to_have_count(0)
    return test


def form(test: Playing) -> str:
    """Return the form whose first case is in front."""
    return next(name for name, ids in test.payload["forms"].items() if test.id in ids)


def work_of(payload: dict[str, Any], form: str, when: datetime, missed: int = 0) -> dict[str, Any]:
    """Return a test that was taken before, with its first cases missed."""
    cases = {case["id"]: case for case in payload["cases"]}
    attempts = []
    for number, id in enumerate(payload["forms"][form]):
        kinds = {reply["verdict"]: kind for kind, reply in cases[id]["replies"].items()}
        at = (when + timedelta(minutes=number)).isoformat(timespec="milliseconds")
        attempts.append(
            {
                "at": at.replace("+00:00", "Z"),
                "run": 1,
                "payload": payload["digest"],
                "vignette": id,
                "answer": kinds["look-again" if number < missed else "fits"],
                "confidence": "sure",
            }
        )
    return {**new_work(payload["exercise"], "en"), "form": form, "attempts": attempts}


@pytest.fixture
def clock(toy_pages: Any) -> Callable[[timedelta], None]:
    """Begin at a time that is always the same; return a way to let time pass until a reload."""
    toy_pages.ahead = NOW - datetime.now(UTC)

    def passes(span: timedelta) -> None:
        toy_pages.ahead += span
        toy_pages.write(LAST, name=LAST)

    return passes


# -------------------------------------------------------------------- the forms


def test_before_a_test_its_answers_are_explained_and_no_case_shows(play: Play) -> None:
    test = play(FIRST)
    opening = test.root.locator(".wg-opening")
    expect(opening).to_contain_text(test.words["opening_title"])
    expect(opening).to_contain_text(test.words["opening"])
    for answer in test.payload["answers"]:
        expect(opening).to_contain_text(answer["label"])
        expect(opening).to_contain_text(answer["meaning"])
    expect(test.root.locator("[data-vignette]")).to_have_count(0)
    expect(test.root.locator(".wg-reader")).to_have_count(1)
    begin(test)
    expect(test.root.locator("[data-vignette]")).to_have_count(1)
    expect(test.root.locator(".wg-case-title")).to_be_focused()
    expect(test.root.locator(".wg-tools .wg-reader")).to_have_count(1)


def test_half_of_the_codes_begin_with_each_form_and_the_second_test_gives_the_other(
    play: Play,
) -> None:
    """On another computer too, where the first test is not known: the code alone decides."""
    begun: dict[str, list[str]] = {}
    for exercise in (FIRST, LAST):
        test = play(exercise)
        for number in range(10):
            test.page.evaluate("localStorage.clear()")
            test.page.reload()
            begin(test, f"S-{number:03}")
            begun.setdefault(exercise, []).append(form(test))
            assert test.work()["form"] == begun[exercise][-1]
    assert all(one != other for one, other in pairwise(begun[FIRST]))
    assert all(one != other for one, other in zip(begun[FIRST], begun[LAST], strict=True))


def test_a_code_may_be_written_small(play: Play) -> None:
    test = play(FIRST)
    found = []
    for code in ("S-007", " s-007 "):
        test.page.evaluate("localStorage.clear()")
        test.page.reload()
        begin(test, code)
        found.append(form(test))
    assert found[0] == found[1]
    assert test.work()["reader"] == "s-007"


@pytest.mark.parametrize("earlier", ["a", "b"])
@pytest.mark.parametrize("code", ["", "S-001", "S-002"])
def test_the_second_test_gives_the_form_that_the_first_did_not(
    page: Page, toy_pages: Any, play: Play, earlier: str, code: str
) -> None:
    toy_pages.keep(page, FIRST, work_of(toy_pages.payload(FIRST), earlier, NOW))
    assert form(begin(play(LAST), code)) != earlier


def test_without_a_code_a_reader_gets_a_form_and_keeps_it(play: Play) -> None:
    test = begin(play(FIRST))
    chosen = form(test)
    assert "reader" not in test.work()
    test.page.reload()
    begin(test, "S-001")
    assert form(test) == chosen
    begun = test.go()
    for _ in range(2):
        test.page.reload()
        expect(test.root.locator("[data-vignette]")).to_be_visible()
        assert (form(test), test.id != begun) == (chosen, True)


def test_only_the_cases_of_the_form_are_met_each_once(play: Play) -> None:
    test = begin(play(FIRST), "S-001")
    ids, met = test.payload["forms"][form(test)], []
    for _ in test.until_end():
        met.append(test.id)
        test.go(right=False)
    assert met == ids
    assert [attempt["vignette"] for attempt in test.given()] == ids
    expect(test.summary.locator(".wg-result")).to_have_count(len(ids))


# -------------------------------------------------------------------- no word before the end


def test_nothing_tells_before_the_last_case_how_it_went(play: Play) -> None:
    test = begin(play(FIRST), "S-001")
    for _ in test.until_end():
        right = len(test.root.locator("progress").evaluate("(n) => 'x'.repeat(n.value)")) % 2 == 0
        for _ in test.steps(right):
            if test.shows(".wg-summary"):
                break
            assert test.status.get_attribute("data-verdict") is None
            assert test.status.get_attribute("data-reason") is None
            expect(test.status).to_have_text("")
            expect(test.root.locator("mark, .wg-label, .wg-say, .wg-yours")).to_have_count(0)
            expect(test.root.locator('[data-action="next"]')).to_have_count(0)


def test_at_the_end_each_case_can_be_looked_at_with_its_marks_and_words(play: Play) -> None:
    test = begin(play(FIRST), "S-001")
    test.go(right=False)
    test.finish()
    rows = test.summary.locator(".wg-result")
    expect(rows.locator("mark").first).to_be_hidden()
    first = {a["vignette"]: a["answer"] for a in test.given()}
    confidence = {a["vignette"]: a["confidence"] for a in test.given()}
    for number, id in enumerate(test.payload["forms"][test.work()["form"]]):
        case, row = test.cases[id], rows.nth(number)
        reply = case["replies"][first[id]]
        label = next(a["label"] for a in test.payload["answers"] if a["id"] == case["kind"])
        title = test.words["numbered"].format(number=number + 1, title=case["title"])
        chosen = next(a["label"] for a in test.payload["answers"] if a["id"] == first[id])
        told = test.words[f"result_{reply['verdict']}_once"]
        said = told.format(title=title, kind=label, answer=chosen)
        expect(row.locator("summary").first).to_have_text(said)
        row.locator("summary").first.click()
        assert row.locator("summary").first.bounding_box()["height"] >= 44
        reaction = case["reactions"][reply["reactions"][0]]
        remarks = test.payload["remarks"].get(confidence[id], {})
        assert row.locator(".wg-say").all_text_contents() == [
            test.words["chosen"].format(answer=chosen),
            test.words[f"were_{confidence[id]}"],
            *test.told(case, *reaction["say"]),
            *test.texts(*[remarks[reply["verdict"]]] if reply["verdict"] in remarks else []),
            *test.told(case, *reaction["more"]),
        ]
        expect(row.locator(".wg-review")).to_have_attribute("data-verdict", reply["verdict"])
        marked = [
            line["parts"][1]
            for place, line in enumerate(case["lines"], start=1)
            if not isinstance(line, str)
            and (line["role"] != "surface" or place == reaction.get("tempting"))
        ]
        assert row.locator("mark").all_text_contents() == marked
        expect(row.locator("mark").first).to_be_visible()


def test_at_the_end_the_answers_of_this_test_are_counted(play: Play) -> None:
    test = begin(play(FIRST), "S-001")
    test.go(right=False)
    test.finish()
    found = summarise(test.payload, test.work()["attempts"])
    expect(test.summary).to_contain_text(test.words["summary_test"].format(**found))
    numbers = test.summary.locator(".wg-number").all_text_contents()
    assert numbers == [str(n) for row in found["table"].values() for n in row.values()]
    remarks = test.summary.locator(".wg-remarks").inner_text()
    assert test.words["sure_and_wrong"].format(count=1) in remarks
    assert found["fits"] == found["answered"] - 1


def test_a_case_that_was_skipped_is_looked_at_without_a_verdict(play: Play) -> None:
    test = begin(play(FIRST), "S-001")
    test.act("skip")
    test.finish()
    expect(test.summary).to_contain_text(test.words["left_out"].format(count=1))
    row = test.summary.locator(".wg-result-skipped")
    row.locator("summary").first.click()
    case = test.cases[test.payload["forms"][test.work()["form"]][0]]
    said = row.locator(".wg-say").all_text_contents()
    reaction = case["reactions"][case["replies"][case["kind"]]["reactions"][0]]
    told = test.told(case, *reaction["say"][1:], *reaction["more"])
    assert told
    assert said == [test.words["not_answered"], *told]


def test_a_test_is_not_begun_again_at_will(play: Play, clock: Any) -> None:
    test = begin(play(FIRST))
    expect(test.root.locator('[data-action="restart"]')).to_have_count(0)
    test.finish()
    expect(test.root.locator('[data-action="restart"]')).to_have_count(0)


def test_a_saved_test_opens_with_its_form_on_another_computer(play: Play, tmp_path: Path) -> None:
    test = begin(play(FIRST), "S-004")
    test.go()
    with test.page.expect_download() as download:
        test.act("save")
    path = tmp_path / "saved.json"
    download.value.save_as(path)
    kept, case = test.work(), test.id
    assert read_work(path.read_bytes(), FIRST) == kept
    assert kept["reader"] == "S-004"
    test.page.evaluate("localStorage.clear()")
    test.page.reload()
    test.open_file(path)
    expect(test.root.locator("[data-vignette]")).to_be_visible()
    assert (test.work(), test.id) == (kept, case)
    expect(test.root.locator(".wg-reader")).to_have_value("S-004")


# -------------------------------------------------------------------- what has changed


def change_table(test: Playing) -> list[list[str]]:
    rows = test.summary.locator(".wg-change tbody tr").all()
    return [row.locator("td").all_text_contents() for row in rows]


def as_changed(test: Playing, *found: dict[str, Any]) -> list[list[str]]:
    """Return the table that these measures make, column by column."""
    columns = [
        [{"count": m["fits"], "of": m["answered"]}, m["conflation"], m["mirror"]] for m in found
    ]
    return [[test.words["of"].format(**cell) for cell in row] for row in zip(*columns, strict=True)]


@pytest.mark.parametrize("missed", [0, 1, 2])
def test_the_second_test_shows_what_has_changed(
    page: Page, toy_pages: Any, play: Play, missed: int
) -> None:
    payload = toy_pages.payload(FIRST)
    before = work_of(payload, "a", NOW, missed=missed)
    toy_pages.keep(page, FIRST, before)
    test = begin(play(LAST))
    test.go(right=False)
    test.finish()
    then = summarise(payload, before["attempts"])
    now = summarise(test.payload, test.work()["attempts"])
    assert then["fits"] == then["answered"] - missed
    assert change_table(test) == as_changed(test, then, now)
    heads = test.summary.locator(".wg-change th").all_text_contents()
    names = ("change_then", "this_time", "change_fits", "change_conflation", "change_mirror")
    assert heads == [test.words[name] for name in names]
    expect(test.summary).to_contain_text(test.words["change_few"])


def test_without_the_first_test_the_second_says_that_it_cannot_compare(play: Play) -> None:
    test = begin(play(LAST), "S-001")
    test.finish()
    expect(test.summary).to_contain_text(test.words["change_unknown"])
    expect(test.summary.locator(".wg-change")).to_have_count(0)


def test_a_first_test_that_cannot_be_read_is_left_alone(
    page: Page, toy_pages: Any, play: Play
) -> None:
    toy_pages.keep(page, FIRST, {"format": "something else"})
    test = begin(play(LAST), "S-001")
    test.finish()
    expect(test.summary).to_contain_text(test.words["change_unknown"])
    key = storage_key(toy_pages.payload(FIRST))
    kept = page.evaluate("(key) => JSON.parse(localStorage.getItem(key))", key)
    assert kept == {"format": "something else"}


def test_the_first_test_has_nothing_to_compare_with(play: Play) -> None:
    test = begin(play(FIRST))
    test.finish()
    expect(test.summary.locator(".wg-change")).to_have_count(0)
    expect(test.summary).not_to_contain_text(test.words["changed"])


def test_the_field_neither_capitalises_nor_corrects(play: Play) -> None:
    field = play("first-test").root.locator(".wg-reader")
    for name, value in {
        "autocapitalize": "none",
        "autocorrect": "off",
        "spellcheck": "false",
        "autocomplete": "off",
    }.items():
        expect(field).to_have_attribute(name, value)


# -------------------------------------------------------------------- after four weeks


@pytest.mark.own_context  # in which a clock may be stopped
@pytest.mark.parametrize(("early", "offered"), [(1, False), (0, True), (-400_000, True)])
def test_a_retest_is_offered_after_four_weeks_and_not_before(
    page: Page, toy_pages: Any, play: Play, early: int, offered: bool
) -> None:
    """`early` tells by how many seconds the four weeks are not yet over."""
    payload = toy_pages.payload(LAST)
    work = work_of(payload, "a", NOW)
    last = datetime.fromisoformat(work["attempts"][-1]["at"])
    page.clock.install(time=NOW)
    page.clock.pause_at(last + timedelta(days=28, seconds=-early))
    toy_pages.keep(page, LAST, work)
    page.goto(toy_pages.write(LAST))
    summary = page.locator(".wg-summary")
    expect(summary).to_be_visible()
    expect(page.locator('[data-action="restart"]')).to_have_count(int(offered))
    said = payload["words"]["retest_now"]
    expect(summary).to_contain_text(said) if offered else expect(summary).not_to_contain_text(said)


def test_until_then_the_day_is_named(play: Play, clock: Any) -> None:
    test = begin(play(LAST))
    test.finish()
    last = test.work()["attempts"][-1]["at"]
    day = test.page.evaluate(
        """(at) => {
            const day = new Date(at);
            day.setTime(day.getTime() + 28 * 24 * 3600 * 1000);
            return day.toLocaleDateString("en", { year: "numeric", month: "long", day: "numeric" });
        }""",
        last,
    )
    expect(test.summary).to_contain_text(test.words["retest_later"].format(date=day))


def test_the_first_test_is_not_taken_again(page: Page, toy_pages: Any, clock: Any) -> None:
    """Its other form belongs to the second."""
    toy_pages.keep(page, FIRST, work_of(toy_pages.payload(FIRST), "a", NOW - timedelta(days=99)))
    page.goto(toy_pages.write(FIRST))
    expect(page.locator(".wg-summary")).to_be_visible()
    expect(page.locator('[data-action="restart"]')).to_have_count(0)
    words = toy_pages.payload(FIRST)["words"]
    expect(page.locator(".wg-summary")).not_to_contain_text(words["retest"])


@pytest.mark.parametrize("reloaded", [False, True])
def test_the_retest_gives_the_other_form_and_is_compared_with_the_test(
    play: Play, clock: Any, reloaded: bool
) -> None:
    """It begins as the test did, with what the answers mean and the code that was given."""
    test = begin(play(LAST), "S-001")
    first = form(test)
    test.go(right=False)
    test.finish()
    before = test.work()["attempts"]
    clock(timedelta(days=28))
    test.page.reload()
    test.act("restart")
    if reloaded:
        test.page.reload()
    else:
        expect(test.status).to_have_text(test.words["retest_begun"])
        expect(test.root.locator(".wg-case-title")).to_be_focused()
    expect(test.root.locator(".wg-reader")).to_have_value("S-001")
    expect(test.root.locator(".wg-what-it-is")).to_have_text(test.words["opening_retest"])
    test.act("begin")
    assert form(test) != first
    expect(test.root.locator("progress")).to_have_js_property("value", 0)
    test.finish()
    attempts = test.work()["attempts"]
    assert attempts[: len(before)] == before
    assert {a["run"] for a in attempts[len(before) :]} == {2}
    then, now = (summarise(test.payload, attempts, run) for run in (1, 2))
    assert change_table(test) == as_changed(test, then, now)
    expect(test.summary).to_contain_text(test.words["summary_test"].format(**now))
    # And not at once again.
    expect(test.root.locator('[data-action="restart"]')).to_have_count(0)


def test_a_retest_with_the_cases_of_the_first_test_says_so_before_it_begins(
    page: Page, toy_pages: Any, play: Play
) -> None:
    long_ago = NOW - timedelta(days=99)
    for exercise, name in ((FIRST, "a"), (LAST, "b")):
        toy_pages.keep(page, exercise, work_of(toy_pages.payload(exercise), name, long_ago))
    test = play(LAST)
    test.act("restart")
    what = test.root.locator(".wg-opening .wg-what-it-is")
    expect(what).to_have_text(test.words["opening_retest_same"])
    test.act("begin")
    assert form(test) == "a"


def test_a_second_test_with_the_same_cases_says_so_before_it_begins(
    page: Page, toy_pages: Any, play: Play
) -> None:
    test = begin(play(LAST), "S-001")
    toy_pages.keep(page, FIRST, work_of(toy_pages.payload(FIRST), form(test), NOW))
    test = play(LAST)
    what = test.root.locator(".wg-opening .wg-what-it-is")
    expect(what).to_have_text(test.words["opening_same"])


def test_a_retest_of_an_opened_work_begins_with_what_the_answers_mean(
    play: Play, clock: Any, tmp_path: Path
) -> None:
    test = begin(play(LAST), "S-001")
    path = tmp_path / "old.json"
    path.write_text(json.dumps(work_of(test.payload, "b", NOW - timedelta(days=99))))
    test.open_file(path)
    expect(test.summary).to_be_visible()
    test.act("restart")
    expect(test.root.locator(".wg-opening")).to_be_visible()
    test.act("begin")
    assert form(test) == "a"


# -------------------------------------------------------------------- two tabs


def test_two_tabs_of_a_test_lose_no_answer_and_ask_nothing_twice(
    play: Play, toy_pages: Any
) -> None:
    first = play(FIRST)
    other_page = first.page.context.new_page()
    other_page.goto(first.page.url)
    other = Playing(other_page, first.payload)
    begin(first, "S-001")
    chosen = form(first)
    done = first.go(right=False)
    expect(other.root.locator("[data-vignette]")).to_be_visible()
    other.page.bring_to_front()
    assert (form(other), other.id != done) == (chosen, True)
    other.go()
    expect(first.summary).to_be_visible()
    expect(other.summary).to_be_visible()
    assert len(first.given()) == len(first.payload["forms"][chosen])
    assert json.dumps(first.work()) == json.dumps(other.work())


def test_a_code_that_is_being_typed_is_not_lost_to_another_tab(play: Play) -> None:
    first = play(FIRST)
    other_page = first.page.context.new_page()
    other_page.goto(first.page.url)
    other = Playing(other_page, first.payload)
    other.root.locator(".wg-reader").press_sequentially("S-0")
    begin(first)
    other.page.bring_to_front()
    expect(other.root.locator(".wg-reader")).to_have_value("S-0")
    other.act("begin")
    assert form(other) == form(first)
    assert other.work()["reader"] == "S-0"
