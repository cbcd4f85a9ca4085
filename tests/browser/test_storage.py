"""A reader's answers are never lost: storage full, forbidden, damaged, shared or replaced."""

from __future__ import annotations

import json
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from sorting import OTHER, Sorting, storage_key

from whosegroup.work.contract import new_work


def stored(page: Page) -> dict[str, str]:
    """Return all that browser storage holds."""
    return page.evaluate("Object.fromEntries(Object.entries(localStorage))")


def words(sorting: Sorting, name: str) -> str:
    """Return the sorter's words by their name."""
    return sorting.payload["words"][name]


def open_with(page: Page, toy_pages: Any, text: str) -> Sorting:
    """Open the toy page over storage that holds `text` already."""
    payload = toy_pages.payload()
    address = toy_pages.write()
    page.goto(f"{toy_pages.address}/../empty.html")
    page.evaluate("([key, text]) => localStorage.setItem(key, text)", [storage_key(payload), text])
    page.goto(address)
    return Sorting(page, payload)


@pytest.mark.own_context
def test_full_storage_is_said_and_sorting_goes_on(page: Page, toy_pages: Any) -> None:
    page.add_init_script(
        "Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError') }"
    )
    page.goto(toy_pages.write())
    sorting = Sorting(page, toy_pages.payload())
    sorting.right()
    expect(sorting.status).to_contain_text(words(sorting, "storage_full"))
    sorting.act("next")
    sorting.finish()
    with page.expect_download() as download:
        sorting.act("save")
    work = json.loads(download.value.path().read_text())
    assert len(work["attempts"]) == len(sorting.cases)


@pytest.mark.own_context
def test_forbidden_storage_is_said_and_sorting_goes_on(page: Page, toy_pages: Any) -> None:
    page.add_init_script(
        "Object.defineProperty(window, 'localStorage',"
        "{ get() { throw new DOMException('no', 'SecurityError') } })"
    )
    page.goto(toy_pages.write())
    sorting = Sorting(page, toy_pages.payload())
    expect(sorting.status).to_contain_text(words(sorting, "storage_forbidden"))
    sorting.finish()
    expect(sorting.root).to_have_attribute("data-state", "done")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ('{"format": "whosegroup-work", "versi', "damaged"),
        ("[1, 2, 3]", "damaged"),
        ("null", "damaged"),
        (json.dumps({**new_work("toy", "en"), "version": 2}), "version"),
        (json.dumps({**new_work("toy", "en"), "attempts": [{"at": 3}]}), "damaged"),
        (json.dumps(new_work("other", "en")), "exercise"),
    ],
    ids=["cut off", "a list", "null", "version", "attempt", "exercise"],
)
def test_what_cannot_be_read_is_set_aside_and_said(
    page: Page, toy_pages: Any, text: str, reason: str
) -> None:
    sorting = open_with(page, toy_pages, text)
    expect(sorting.status).to_contain_text(words(sorting, f"aside_{reason}"))
    sorting.right()
    assert len(sorting.work()["attempts"]) == 1
    aside = {key: value for key, value in stored(page).items() if "#" in key}
    assert list(aside.values()) == [text]


def test_twenty_answers_in_two_tabs_in_turn_are_twenty_answers(
    sorting: Sorting, toy_pages: Any
) -> None:
    other_page = sorting.page.context.new_page()
    other_page.goto(toy_pages.write())
    tabs = [sorting, Sorting(other_page, sorting.payload)]
    for given in range(20):
        tab = tabs[given % 2]
        tab.page.bring_to_front()
        if tab.root.get_attribute("data-state") == "done":
            tab.restart()
        tab.answer(OTHER[tab.kind] if given % 3 else tab.kind)
        tab.act("next")
        tabs[(given + 1) % 2].hears(given + 1)
    assert len(sorting.work()["attempts"]) == 20
    for tab in tabs:
        assert tab.work() == sorting.work()


def test_another_tab_s_answer_shows_without_a_reload(sorting: Sorting, toy_pages: Any) -> None:
    other_page = sorting.page.context.new_page()
    other_page.goto(toy_pages.write())
    other = Sorting(other_page, sorting.payload)
    done = sorting.right()
    expect(other.root.locator("progress")).to_have_js_property("value", 1)
    assert other.id != done


def test_a_case_in_hand_stays_in_hand_while_another_tab_answers(
    sorting: Sorting, toy_pages: Any
) -> None:
    other_page = sorting.page.context.new_page()
    other_page.goto(toy_pages.write())
    other = Sorting(other_page, sorting.payload)
    case = other.id
    other.root.locator("button[data-answer]").first.click()
    sorting.right()
    expect(other.root.locator("progress")).to_have_js_property("value", 1)
    assert other.id == case
    expect(other.root.locator("button[data-passage]").first).to_be_visible()


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("{", "open_damaged"),
        (json.dumps({**new_work("toy", "en"), "version": 7}), "open_version"),
        (json.dumps(new_work("other", "en")), "open_exercise"),
    ],
    ids=["damaged", "version", "exercise"],
)
def test_a_file_that_cannot_be_opened_changes_nothing(
    sorting: Sorting, tmp_path: Any, text: str, name: str
) -> None:
    sorting.right()
    before = stored(sorting.page)
    path = tmp_path / "work.json"
    path.write_text(text)
    sorting.root.locator('input[type="file"]').set_input_files(path)
    expect(sorting.status).to_contain_text(words(sorting, name).replace("{title}", "other"))
    assert stored(sorting.page) == before


def test_opening_another_work_sets_this_one_aside(sorting: Sorting, tmp_path: Any) -> None:
    case = sorting.right()
    mine = sorting.work()
    other = {**new_work("toy", "en"), "attempts": [{**mine["attempts"][0], "answer": "support"}]}
    path = tmp_path / "work.json"
    path.write_text(json.dumps(other))
    sorting.root.locator('input[type="file"]').set_input_files(path)
    expect(sorting.status).to_contain_text(words(sorting, "aside_other"))
    assert sorting.work() == other
    aside = [json.loads(text) for key, text in stored(sorting.page).items() if "#" in key]
    assert aside == [mine]
    assert case == mine["attempts"][0]["vignette"]


def test_fields_that_this_version_does_not_know_survive(page: Page, toy_pages: Any) -> None:
    work = {**new_work("toy", "en"), "seen_by": "Ms Abe"}
    sorting = open_with(page, toy_pages, json.dumps(work))
    sorting.right()
    assert sorting.work()["seen_by"] == "Ms Abe"
