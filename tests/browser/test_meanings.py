"""Where a criterion or a surface cue is named its meaning can be opened, by tap, key and reader."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from looking import violations
from playing import Playing
from playwright.sync_api import Locator, Page, expect
from sorting import Sorting


def named(playing: Playing, label: Locator) -> dict[str, str]:
    """Return what the payload says of what a label names."""
    table, id = str(label.get_attribute("data-term")).split(".")
    return playing.payload["names"][table][id]


def opened(playing: Playing) -> Locator:
    return playing.root.locator(".wg-meaning:visible")


def until_placed(page: Page) -> None:
    """Wait until the browser has told that it opened something, and that has its place."""
    page.evaluate("() => new Promise((done) => requestAnimationFrame(() => setTimeout(done)))")


@pytest.mark.parametrize("name", ["toy", "pairs", "shed"])
def test_each_label_opens_its_meaning_and_closes_it(
    play: Callable[..., Playing], name: str
) -> None:
    playing = play(name)
    playing.go()
    labels = playing.root.locator(".wg-card:not(.wg-summary) button.wg-term")
    expect(labels).not_to_have_count(0)
    for label in labels.all():
        said = named(playing, label)
        label.click()
        expect(opened(playing)).to_contain_text(said["name"])
        expect(opened(playing)).to_contain_text(said["meaning"])
        assert violations(playing.root) == []
        label.click()
        expect(opened(playing)).to_have_count(0)


def test_keys_open_it_go_on_to_the_glossary_and_escape_closes_it(
    page: Page, play: Callable[..., Playing]
) -> None:
    playing = play("toy")
    pages = {playing.payload["glossary"]: "../book/glossary.html"}
    playing.root.evaluate("(root, pages) => (root.dataset.pages = pages)", json.dumps(pages))
    playing.go()
    label = playing.root.locator(".wg-card:not(.wg-summary) button.wg-term").first
    label.focus()
    page.keyboard.press("Enter")
    expect(opened(playing)).to_have_count(1)
    page.keyboard.press("Tab")
    entry = str(label.get_attribute("data-term")).replace(".", "-")
    link = opened(playing).get_by_role("link")
    expect(link).to_be_focused()
    expect(link).to_have_attribute("href", f"../book/glossary.html#{entry}")
    page.keyboard.press("Escape")
    expect(opened(playing)).to_have_count(0)
    expect(label).to_be_focused()


def test_a_source_opens_what_it_says_where_it_is_named(
    page: Page, play: Callable[..., Playing]
) -> None:
    playing = play("toy")
    pages = {"book/references": "../book/references.html"}
    playing.root.evaluate("(root, pages) => (root.dataset.pages = pages)", json.dumps(pages))
    playing.go()
    playing.status.locator(".wg-more summary").click()
    sources = playing.status.locator(".wg-say-source button.wg-term")
    expect(sources).not_to_have_count(0)
    for source in sources.all():
        said = named(playing, source)
        source.focus()
        page.keyboard.press("Enter")
        expect(opened(playing)).to_contain_text(said["name"])
        expect(opened(playing)).to_contain_text(said["meaning"])
        assert violations(playing.root) == []
        page.keyboard.press("Tab")
        link = opened(playing).get_by_role("link")
        expect(link).to_be_focused()
        where = said["href"] if "href" in said else pages[said["page"]]
        expect(link).to_have_attribute("href", where)
        page.keyboard.press("Escape")
        expect(opened(playing)).to_have_count(0)
        expect(source).to_be_focused()


def test_it_stands_below_its_name_and_within_a_phone(phone: Page, toy_pages: Any) -> None:
    playing = toy_pages.play(phone, "toy")
    playing.go()
    for label in playing.root.locator(".wg-card:not(.wg-summary) button.wg-term").all():
        label.evaluate("(one) => one.scrollIntoView({ block: 'center', behavior: 'instant' })")
        label.click()
        until_placed(phone)
        place, note = label.bounding_box(), opened(playing).bounding_box()
        assert place and note
        assert place["y"] + place["height"] <= note["y"] <= place["y"] + place["height"] + 20
        assert note["x"] >= 0 and note["x"] + note["width"] <= 360
        label.click()


def test_at_the_end_what_misled_and_what_to_read_again_can_be_opened(sorting: Sorting) -> None:
    sorting.wrong(role="surface")
    sorting.act("next")
    sorting.finish()
    sorting.root.locator(".wg-summary > details.wg-more > summary").click()
    names = sorting.root.locator(".wg-summary button.wg-term")
    expect(names).not_to_have_count(0)
    for name in names.all():
        name.click()
        expect(opened(sorting)).to_contain_text(named(sorting, name)["meaning"])
        name.click()


@pytest.mark.own_context
def test_where_a_browser_has_no_popovers_it_opens_in_its_place(page: Page, toy_pages: Any) -> None:
    page.add_init_script("delete HTMLButtonElement.prototype.popoverTargetElement;")
    playing = toy_pages.play(page, "toy")
    playing.go()
    label = playing.root.locator(".wg-card:not(.wg-summary) button.wg-term").first
    expect(label).to_have_attribute("aria-expanded", "false")
    label.click()
    expect(label).to_have_attribute("aria-expanded", "true")
    expect(opened(playing)).to_contain_text(named(playing, label)["meaning"])
    assert violations(playing.root) == []
    label.click()
    expect(label).to_have_attribute("aria-expanded", "false")
    expect(opened(playing)).to_have_count(0)


def test_it_closes_where_the_focus_goes_on_which_it_would_hide(
    page: Page, play: Callable[..., Playing]
) -> None:
    playing = play("toy")
    playing.go()
    playing.status.locator(".wg-more summary").click()
    source = playing.status.locator(".wg-say-source button.wg-term").first
    source.focus()
    page.keyboard.press("Enter")
    expect(opened(playing)).to_have_count(1)
    # What is read out when a verdict changes has not grown by it.
    expect(playing.status.locator(".wg-meaning")).to_have_count(0)
    page.keyboard.press("Shift+Tab")
    expect(opened(playing)).to_have_count(0)
    expect(source).to_have_attribute("aria-expanded", "false")
    source.click()
    expect(opened(playing)).to_have_count(1)


def test_what_has_been_closed_stays_closed_however_soon_the_focus_goes_on(sorting: Sorting) -> None:
    """A slow browser tells late that it closed something: then the next click opened it again.

    It lay over the button, and the click was lost.
    """
    sorting.right()
    source = sorting.status.locator(".wg-say-source button.wg-term").first
    source.evaluate("(one) => (one.closest('details').open = true)")
    source.click()
    expect(opened(sorting)).to_have_count(1)
    at_once = "(note, next) => { note.hidePopover(); next.focus(); return note.checkVisibility(); }"
    onwards = sorting.root.locator('[data-action="next"]').element_handle()
    assert opened(sorting).evaluate(at_once, onwards) is False
    source.click()
    expect(opened(sorting)).to_have_count(1)


def test_at_the_foot_of_the_screen_it_opens_above_its_name(page: Page, play: Any) -> None:
    playing = play("toy")
    playing.go()
    label = playing.root.locator(".wg-card:not(.wg-summary) button.wg-term").first
    page.set_viewport_size({"width": 900, "height": 300})
    label.evaluate("(one) => one.scrollIntoView({ block: 'end', behavior: 'instant' })")
    label.click()
    until_placed(page)
    note, name = opened(playing).bounding_box(), label.bounding_box()
    assert note and name
    assert note["y"] + note["height"] <= 300
    assert note["y"] + note["height"] <= name["y"]
