"""The preview's page follows its files by itself."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from whosegroup.authoring.pages import Mistake, Said
from whosegroup.authoring.serving import Site, address_of, open_server, served

PREVIEW = """
import sys
from pathlib import Path
from whosegroup.authoring.preview import serve_preview

serve_preview(sys.argv[1], (Path(sys.argv[2]),), open_browser=False)
"""


@pytest.fixture
def show(page: Page, toy_root: Path) -> Iterator[Callable[[str], Locator]]:
    """Return a way to open the preview of something, as its exercise."""
    previews = []

    def shown(name: str) -> Locator:
        command = [sys.executable, "-u", "-c", PREVIEW, name, toy_root]
        preview = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        previews.append(preview)
        assert preview.stdout is not None
        page.goto(preview.stdout.readline().strip())
        return page.locator("whose-group")

    yield shown
    page.goto("about:blank")  # or it would ask a server that is gone
    for preview in previews:
        preview.terminate()
        preview.communicate(timeout=30)


def test_the_page_shows_a_new_text_by_itself(
    page: Page, show: Callable[[str], Locator], change: Callable[[str, str, str], None]
) -> None:
    case = show("garden").locator("[data-vignette]")
    expect(case).to_contain_text("Six people with sore hands")
    change("data/vignettes/en/garden.md", "[Six people", "[Sixteen people")
    expect(case).to_contain_text("Sixteen people with sore hands")
    change("data/vignettes/en/garden.md", "kind: self-help", "kind: selfhelp")
    expect(page.locator(".problems")).to_contain_text("Did you mean 'self-help'?")
    expect(case).to_have_count(0)
    change("data/vignettes/en/garden.md", "kind: selfhelp", "kind: self-help")
    expect(case).to_contain_text("Sixteen people with sore hands")
    expect(page.locator(".problems")).to_have_count(0)


def test_a_case_that_was_answered_begins_anew_when_its_text_changes(
    show: Callable[[str], Locator], change: Callable[[str, str, str], None]
) -> None:
    exercise = show("garden")
    exercise.locator('[data-answer="self-help"]').click()
    exercise.locator('[data-passage="3"]').click()
    exercise.locator('[data-confidence="sure"]').click()
    expect(exercise.locator('[role="status"]')).to_have_attribute("data-verdict", "fits")
    change("data/vignettes/en/garden.md", "[Six people", "[Sixteen people")
    expect(exercise.locator("[data-vignette]")).to_contain_text("Sixteen people")
    expect(exercise.locator('[data-answer="support"]')).to_be_visible()


def test_an_exercise_goes_on_where_it_was_or_begins_anew_at_a_press(
    page: Page, show: Callable[[str], Locator], change: Callable[[str, str, str], None]
) -> None:
    exercise = show("toy")
    case = exercise.locator("[data-vignette]")
    first = case.get_attribute("data-vignette")
    exercise.locator('[data-action="skip"]').click()
    expect(case).not_to_have_attribute("data-vignette", first)
    second = case.get_attribute("data-vignette")
    change("data/words/en/exercises.yml", "title: Four toy groups", "title: Four new groups")
    expect(exercise).to_contain_text("Four new groups")
    expect(case).to_have_attribute("data-vignette", second)
    page.locator("header button").click()
    expect(case).to_have_attribute("data-vignette", first)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_is_as_wide_as_a_phone_and_in_its_colours(
    page: Page, show: Callable[[str], Locator], scheme: str
) -> None:
    page.set_viewport_size({"width": 360, "height": 800})
    page.emulate_media(color_scheme=scheme)
    show("garden")
    for folded in page.locator(".author summary").all():
        folded.click()
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    expect(page.locator("html")).to_have_attribute("data-theme", scheme)


def test_the_page_says_when_the_preview_has_ended(
    page: Page, show: Callable[[str], Locator]
) -> None:
    show("garden")
    expect(page.locator(".ended")).to_be_hidden()
    page.evaluate("() => { window.fetch = () => Promise.reject(new Error('gone')); }")
    expect(page.locator(".ended")).to_be_visible()


def test_a_mistake_stands_above_any_page_until_it_is_mended(page: Page, tmp_path: Path) -> None:
    evil = "<img src=x onerror=document.body.remove()>"
    head = '<!doctype html><html lang="en"><head><title>A page</title></head>'
    long = '<p style="height: 300vh">The book.</p>'
    (tmp_path / "a page.html").write_text(f"{head}<body>{long}</body></html>")
    site = Site(tmp_path, Said(problems="To be mended"))
    page.set_viewport_size({"width": 320, "height": 256})  # 400 % zoom
    with served(server := open_server(site, 0, "")):
        page.goto(f"{address_of(server)}a%20page.html")
        page.evaluate("scrollTo(0, 500)")
        site.tell([Mistake("tea.md", 3, evil)] * 40)
        section = page.locator(".problems")
        expect(section).to_contain_text(evil)
        expect(section).to_be_in_viewport()
        assert section.bounding_box()["height"] <= 256 / 2 + 30
        assert page.evaluate("document.documentElement.scrollWidth") == 320
        expect(page.locator("img")).to_have_count(0)
        site.tell([])
        expect(section).to_have_count(0)
        expect(page.get_by_text("The book.")).to_be_attached()
        page.goto("about:blank")
