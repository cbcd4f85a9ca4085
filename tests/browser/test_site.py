"""The built book: every page there, whole, quiet, accessible, and the same from disk."""

from __future__ import annotations

import gzip
import json
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest
from bs4 import BeautifulSoup
from looking import violations
from playing import Playing, put_on_paper
from playwright.sync_api import Locator, Page, Route, expect
from sorting import Sorting
from sphinx_external_toc.parsing import parse_toc_yaml

from whosegroup.authoring.leaks import find_leaks
from whosegroup.bank.loading import read_bank
from whosegroup.bank.roots import content_roots
from whosegroup.exercises.loading import read_exercises
from whosegroup.exercises.written import read_written

ROOT = Path(__file__).parents[2]


def exercises_of(page: str) -> list[str]:
    """Return the exercises that a page's notebook shows."""
    path = ROOT / f"{page}.ipynb"
    if not path.exists():
        return []
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    code = "\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "code")
    return re.findall(r'\bexercise\("([^"]+)"', code)


def kind_of(page: str, place: int) -> tuple[object, ...]:
    """Return what decides how the steps of an exercise on a page look."""
    written, _ = read_written(exercises_of(page)[place], content_roots(ROOT))
    assert written is not None
    settings = written.settings
    return settings.type, settings.evidence, settings.feedback


PAGES = list(parse_toc_yaml(ROOT / "_toc.yml"))
PRACTICE = [page for page in PAGES if exercises_of(page)]
# Mixed practice has nothing to show to a reader who has not begun; its tests are on toy pages.
MIXED = "notebooks/mixed-practice"
# The second page of a chapter, or its first, has the chapter's picture.
WITHOUT_PICTURE = {
    MIXED,
    "notebooks/what-a-professional-should-do",
    "notebooks/knowing-from-experience",
    "notebooks/labels-and-look-alikes",
    "notebooks/mending-the-curriculum",
    "notebooks/two-kinds-of-group",
    "notebooks/what-was-conflated",
    "notebooks/where-do-you-stand-now",
}
# Loads a page's pictures, and returns of each its words and its shape as it is and as it is shown.
LOOK_AT_PICTURES = """
async (all) => {
  all.forEach((one) => { one.loading = "eager"; });
  await Promise.all(all.map((one) => one.decode()));
  return all.map((one) => ({
    alt: one.alt,
    width: one.clientWidth,
    shape: one.naturalHeight / one.naturalWidth,
    shown: one.clientHeight / one.clientWidth,
  }));
}
"""
WIDE = ":is(.table-wrapper, .output.text_html)"  # what holds a table, maybe too wide for a phone
# Keys come to each that scrolls, which has a name then, and to no other.
STOPS = """(wide) => [...document.querySelectorAll(wide)].every((one) => {
    const scrolls = one.scrollWidth > one.clientWidth;
    return ["tabindex", "aria-label"].every((fact) => one.hasAttribute(fact) === scrolls);
})"""
LOOK = """(node) => {
    const [own, before] = [getComputedStyle(node), getComputedStyle(node, "::before")];
    const { fontSize, fontWeight, backgroundColor, textDecoration, borderRadius, margin } = own;
    const letters = [before.content, fontSize, fontWeight];
    return [...letters, backgroundColor, textDecoration, borderRadius, margin];
}"""
# Of a divided payload: what stands beside each case, also while the plain cases wait.
PARTS = """(exercise) => {
  const waiting = exercise.querySelector("template")?.content ?? exercise;
  return Array.from(waiting.querySelectorAll(".wg-plain-case > script"), (one) => one.textContent);
}
"""
EXERCISES = [
    (page, place) for page in PRACTICE if page != MIXED for place in range(len(exercises_of(page)))
]
# Of each kind of exercise the first in the book: the steps of all others look as its steps.
STEPPED = list({kind_of(*where): where for where in reversed(EXERCISES)}.values())
every_exercise = pytest.mark.parametrize(("name", "place"), EXERCISES)
# What has the focus has a ring; of the theme's boxes that open its lists, their label has it.
FOCUS_SHOWS = """() => {
    const seen = (node) => {
        const { outlineStyle, outlineWidth, visibility } = getComputedStyle(node);
        const [box] = node.getClientRects();
        const inSight = box && box.right > 0 && box.left < innerWidth && visibility === "visible";
        return inSight && outlineStyle !== "none" && parseFloat(outlineWidth) >= 2;
    };
    const node = document.activeElement;
    return node === document.body || [node, ...(node.labels ?? [])].some(seen);
}"""
# Nothing, such as the theme's head, lies over it.
IS_ON_TOP = """(node) => {
    const { left, top, bottom } = node.getBoundingClientRect();
    const [x, ends] = [left + 24, [top + 2, bottom - 2]];
    return ends.every((y) => node.contains(document.elementFromPoint(x, y)));
}"""
SORTER = "notebooks/two-kinds-of-group", 1  # an exercise in which cases are sorted one by one


def payload_at(page: Page, place: int) -> dict[str, Any]:
    exercise = page.locator("whose-group").nth(place)
    payload = json.loads(exercise.locator("> script").text_content())
    for text in exercise.evaluate(PARTS):
        part = json.loads(text)
        payload["cases"].append(part["case"])
        for index, fragment in part["fragments"].items():
            payload["fragments"][int(index)] = fragment
    return payload


def begun(page: Page, place: int) -> Playing:
    """Return one of the exercises on an open page, begun."""
    playing = Playing(page, payload_at(page, place))
    for action in ("begin", "show-anyway"):
        if playing.shows(f'[data-action="{action}"]'):
            playing.act(action)
    return playing


def open_sorter(page: Page, address: str, place: int = 0) -> Sorting:
    """Open a page and return an exercise on it in which cases are sorted."""
    page.goto(address)
    return Sorting(page, payload_at(page, place))


def is_there(link: str) -> bool:
    """Tell whether a link leads to a page of the book that was built, or out of the book."""
    parts = urlsplit(link)
    return parts.scheme != "file" or Path(unquote(parts.path)).exists()


def themes(page: Page) -> Iterator[str]:
    """Show the page in the light and then in the dark: it follows what the system prefers."""
    for theme in ("light", "dark"):
        page.emulate_media(color_scheme=theme)
        until_light(page, theme == "light")
        yield theme


def until_light(page: Page, light: bool) -> None:
    """Wait until the ground of the page is light, or dark: a busy browser takes its time."""
    page.wait_for_function(
        """(light) => {
            const ground = getComputedStyle(document.body).backgroundColor.match(/[\\d.]+/g);
            const [r, g, b] = ground.map(Number);
            return r + g + b > 3 * 127 === light; }""",
        arg=light,
    )


def is_light(shown: Locator) -> bool:
    """Tell whether the ground of something is nearer to white than to black."""
    ground = shown.evaluate("(node) => getComputedStyle(node).backgroundColor")
    return sum(map(float, re.findall(r"[\d.]+", ground)[:3])) > 3 * 127


def exercises_on(page: Page, name: str) -> Iterator[Playing]:
    """Begin one exercise after another on an open page."""
    for place in range(len(exercises_of(name)) if name != MIXED else 0):
        yield begun(page, place)


def test_there_are_practice_pages() -> None:
    assert len(PRACTICE) >= 11
    assert MIXED in PRACTICE


@pytest.mark.parametrize("name", PAGES)
def test_every_page_is_built_and_holds_its_exercises(book: Path, name: str) -> None:
    html = (book / f"{name}.html").read_text(encoding="utf-8")
    held = re.findall(r'<whose-group exercise="([^"]+)"', html)
    # A chapter holds what its directives name: a small try, or the first question of a test.
    assert held == exercises_of(name) or name not in PRACTICE
    assert "_esm" not in html
    assert ("whose-group.js" in html) == bool(held or "<whose-group-course" in html)
    assert not re.search(r'<(script|link|img|iframe)[^>]+(src|href)="(https?:)?//', html)


@pytest.mark.parametrize("name", PRACTICE)
def test_a_page_with_exercises_weighs_no_more_than_a_slow_line_bears(book: Path, name: str) -> None:
    """A page that follows another asks for its HTML and its pictures, and for little more.

    The heaviest of version 0.7.0 was 29.5 kB. Five pages have one exercise more since, each of 9 to
    10 kB; an exercise by itself weighs what it weighed. A test in parts holds two forms of three
    decisions and twelve groups with three answers, and ten statements.
    """
    path = book / f"{name}.html"
    html = path.read_bytes()
    pictures = BeautifulSoup(html, "html.parser").select("[role=main] img")
    sent = [html, *((path.parent / one["src"]).read_bytes() for one in pictures)]
    assert sum(map(packed, sent)) <= 49_500


@pytest.mark.parametrize("name", [page for page in PAGES if page not in PRACTICE])
def test_what_is_answered_in_a_chapter_weighs_little_beside_the_chapter(
    book: Path, name: str
) -> None:
    """A small try; on the first page the first question and what comes next. With the script."""
    path = book / f"{name}.html"
    html = path.read_text(encoding="utf-8")
    read = re.sub(r"<whose-group.*?</whose-group(-course)?>", "", html, flags=re.DOTALL)
    scripts = [path.parent / one for one in re.findall(r'src="([^"]+whose-group\.js)"', html)]
    sent, plain = map(packed, (html.encode(), read.encode()))
    more = sent - plain + sum(packed(script.read_bytes()) for script in scripts)
    assert more <= 30_000


def packed(sent: bytes) -> int:
    """Return how many bytes something is on its way."""
    return len(gzip.compress(sent, 6))


def test_the_book_as_it_was_built_holds_no_key(book: Path) -> None:
    """The course has no graded exercise; a fork that has one is searched for it."""
    bank = os.environ.get("WHOSEGROUP_BANK")
    roots = (ROOT, Path(bank)) if bank else content_roots(ROOT)
    exercises, _ = read_exercises(read_bank(roots)[0])
    assert find_leaks(book, exercises) == []


@pytest.mark.parametrize("name", PAGES)
def test_every_page_is_whole_and_quiet_and_axe_finds_nothing(
    page: Page, book_url: str, name: str
) -> None:
    """No error in the console and no request to anywhere else: the fixture `page` holds it."""
    page.goto(f"{book_url}/{name}.html")
    expect(page.locator("[role=main] h1").first).to_be_visible()
    figures = page.locator("[role=main] img").evaluate_all(LOOK_AT_PICTURES)
    assert bool(figures) == (name not in WITHOUT_PICTURE) or name not in PRACTICE
    for figure in figures:
        assert len(figure["alt"]) > 40 and figure["width"] > 300
        assert figure["shown"] == pytest.approx(figure["shape"], rel=0.02)
    page.wait_for_load_state("networkidle")
    check(page, page, name)
    page.set_viewport_size({"width": 360, "height": 640})
    for fold in page.locator(f"details:has({WIDE})").all():
        fold.evaluate("(node) => { node.open = true; }")
    page.wait_for_function(STOPS, arg=WIDE)
    assert violations(page) == [], f"{name} on a phone"


@pytest.mark.parametrize(("name", "place"), STEPPED)
def test_axe_finds_nothing_at_any_step_of_an_exercise_of_each_kind(
    page: Page, book_url: str, name: str, place: int
) -> None:
    page.goto(f"{book_url}/{name}.html")
    playing = begun(page, place)
    for _ in playing.steps(right=False):
        check(page, playing.root, f"{playing.payload['exercise']} on {name}")


def check(page: Page, where: Page | Locator, name: str) -> None:
    """See that axe finds nothing on a page, or in a part of it, in the light and in the dark."""
    for theme in themes(page):
        # In the dark, all but the colours is as it was.
        assert violations(where, theme == "dark") == [], f"{name} in the {theme}"


def test_pictures_have_their_place_before_they_come_and_come_when_a_reader_is_near(
    book: Path,
) -> None:
    pages = [BeautifulSoup((book / f"{n}.html").read_text("utf-8"), "html.parser") for n in PAGES]
    pictures = [picture for page in pages for picture in page.select("[role=main] img")]
    assert len(pictures) > 15
    for picture in pictures:
        assert picture["loading"] == "lazy"
        assert int(picture["width"]) > 0 and int(picture["height"]) > 0


def test_no_table_on_a_page_breaks_off_in_the_middle_of_a_sentence(book: Path) -> None:
    pages = [BeautifulSoup((book / f"{n}.html").read_text("utf-8"), "html.parser") for n in PAGES]
    cells = [cell.get_text() for page in pages for cell in page.select("[role=main] :is(td, th)")]
    assert len(cells) > 100
    assert [cell for cell in cells if cell.endswith("...")] == []


@pytest.mark.parametrize("where", ["disk", "server"])
def test_mixed_practice_gets_its_cases_from_a_script_of_its_own(
    page: Page, book: Path, book_url: str, where: str
) -> None:
    place = book.as_uri() if where == "disk" else book_url
    page.goto(f"{place}/{MIXED}.html")
    expect(page.locator("whose-group[exercise=mixed-practice] .wg")).to_be_visible()
    html = (book / f"{MIXED}.html").read_text(encoding="utf-8")
    [address] = re.findall(r'src="\.\./(_static/exercises/[^"?]+)\?v=[0-9a-f]{12}"', html)
    assert (book / address).is_file()
    assert len(html) < 80_000, "Only its own cases stand in it as text."


@every_exercise
def test_every_exercise_can_be_done_from_disk_and_read_on_paper(
    page: Page, book: Path, name: str, place: int
) -> None:
    page.goto((book / f"{name}.html").as_uri())
    playing = begun(page, place)
    playing.go(right=False)
    playing.way = "script"
    put_on_paper(page)
    printed = page.locator("[role=main]").inner_text()
    lines = [line for case in playing.payload["cases"] for line in playing.lines(case)]
    assert [line for line in lines if line not in printed] == []
    expect(page.locator(".wg").first).to_be_hidden()
    page.emulate_media(media="screen")
    playing.finish()
    expect(playing.summary).to_be_visible()
    links = playing.summary.locator("a").evaluate_all("(all) => all.map((node) => node.href)")
    for link in links:
        assert is_there(link), link
    assert done_after_reload(playing) or done_after_reload(playing), "The work was not kept."


def done_after_reload(playing: Playing) -> bool:
    """Finish an exercise, reload its page, and tell whether it is still finished.

    A Chromium with much to do now and then forgets at a reload all that a page from disk has put
    into its storage just before, and rarely what belongs to the tab too: a page of ten lines that
    does nothing else lost the one 25 times of 805, and both 2 times.
    """
    if playing.shows('[data-action="begin"]'):
        playing.act("begin")
    playing.finish()
    playing.page.reload()
    expect(playing.root).to_have_attribute("data-state", re.compile("ready|done"))
    return playing.root.get_attribute("data-state") == "done"


def test_what_storage_forgets_of_a_page_from_disk_its_tab_still_has(page: Page, book: Path) -> None:
    name, place = SORTER
    sorting = open_sorter(page, (book / f"{name}.html").as_uri(), place)
    sorting.wrong()
    work = sorting.work()
    page.evaluate("localStorage.clear()")  # as Chromium does by itself at times
    page.reload()
    expect(sorting.root).to_have_attribute("data-state", re.compile("ready|done"))
    assert sorting.work() == work


def test_mixed_practice_draws_what_was_missed_on_another_page(page: Page, book_url: str) -> None:
    name, place = SORTER
    sorting = open_sorter(page, f"{book_url}/{name}.html", place)
    missed = sorting.wrong()
    page.goto(f"{book_url}/{MIXED}.html")
    mixed = Sorting(page, payload_at(page, 0))
    for _ in mixed.cases:  # there may be others before it, in which the same thing looks telling
        if mixed.id == missed:
            break
        mixed.right()
        mixed.act("next")
    expect(mixed.root.locator(".wg-case-why")).to_have_text(mixed.words["why_missed"])


def test_links_of_the_feedback_lead_to_pages_that_are_there(page: Page, book: Path) -> None:
    name, place = SORTER
    sorting = open_sorter(page, (book / f"{name}.html").as_uri(), place)
    seen = set()
    for _ in sorting.until_end():
        sorting.right()
        sorting.status.locator(".wg-more summary").click()
        for source in sorting.status.locator(".wg-say-source button.wg-term").all():
            source.click()
            links = sorting.root.locator(".wg-meaning a")
            seen |= set(links.evaluate_all("(a) => a.map((one) => one.href)"))
            page.keyboard.press("Escape")
        sorting.act("next")
    assert seen
    assert all(map(is_there, seen))


@pytest.mark.parametrize("name", PAGES)
def test_a_phone_shows_every_page_without_scrolling_sideways(
    phone: Page, book_url: str, name: str
) -> None:
    phone.goto(f"{book_url}/{name}.html")
    for playing in exercises_on(phone, name):
        playing.way = "script"
        playing.go(right=False)
        assert sideways(phone) == [], playing.payload["exercise"]
    assert sideways(phone) == []
    assert phone.evaluate("document.documentElement.scrollWidth") <= 360


def sideways(page: Page) -> list[str]:
    """Return what of the exercises reaches beyond a phone's right edge."""
    return page.evaluate(
        "[...document.querySelectorAll('whose-group *')].filter((n) => n.checkVisibility() &&"
        " n.getBoundingClientRect().right > 361).map((n) => n.className)"
    )


def test_a_verdict_looks_on_a_page_of_the_book_as_on_a_page_without_a_theme(
    page: Page, book_url: str, toy_pages: Any
) -> None:
    """Its sign, its marks and its labels, of which the book's sheet must have kept the rules."""
    name, place = SORTER
    toy = toy_pages.play(page, "toy")
    toy.go(right=False)
    wanted = looks_of(toy)
    sorting = open_sorter(page, f"{book_url}/{name}.html", place)
    sorting.go(right=False)
    assert looks_of(sorting) == wanted
    assert "↺" in wanted[0][0]


def looks_of(playing: Playing) -> list[list[str]]:
    """Return what tells the parts of a verdict apart: the lead, who holds what, what decides."""
    return [
        playing.root.locator(part).first.evaluate(LOOK)
        for part in (".wg-say-lead", ".wg-hand dd", ".wg-mark.wg-decides", ".wg-label.wg-decides")
    ]


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_sorter_follows_the_theme(page: Page, book_url: str, theme: str) -> None:
    page.emulate_media(color_scheme="dark" if theme == "light" else "light")
    page.goto(f"{book_url}/{SORTER[0]}.html")
    page.evaluate("(theme) => { localStorage.theme = theme; }", theme)
    sorting = open_sorter(page, f"{book_url}/{SORTER[0]}.html", SORTER[1])
    assert is_light(sorting.root.locator(".wg-card")) == (theme == "light")


@pytest.mark.parametrize("chosen", ["dark", "auto"])
def test_paper_is_white_and_holds_the_page_alone(page: Page, book_url: str, chosen: str) -> None:
    page.goto(f"{book_url}/{SORTER[0]}.html")
    page.evaluate("(theme) => { localStorage.theme = theme; }", chosen)
    page.reload()
    page.emulate_media(color_scheme="dark")
    until_light(page, False)
    page.emulate_media(color_scheme="dark", media="print")
    until_light(page, True)
    assert violations(page.locator("[role=main]"), True) == []
    for around in (".sidebar-tree", ".toc-tree", ".related-pages", ".theme-toggle"):
        for one in page.locator(around).all():
            expect(one).to_be_hidden()


def test_answer_buttons_stay_in_sight_on_a_phone(page: Page, book_url: str) -> None:
    page.set_viewport_size({"width": 360, "height": 640})
    sorting = open_sorter(page, f"{book_url}/{SORTER[0]}.html", SORTER[1])
    sorting.root.locator(".wg-case-title").evaluate("(n) => n.scrollIntoView({ block: 'start' })")
    for answer in ("self-help", "support"):
        box = sorting.root.locator(f'button[data-answer="{answer}"]').bounding_box()
        assert box["y"] + box["height"] <= 640


def test_a_chapter_shows_its_pair_without_the_answer(page: Page, book: Path) -> None:
    page.goto((book / "book" / "two-kinds-of-group.html").as_uri())
    shown = page.locator(".wg-vignette")
    expect(shown).to_have_count(2)
    assert "]{" not in shown.all_inner_texts()[0]
    html = (book / "book" / "two-kinds-of-group.html").read_text(encoding="utf-8")
    assert "shows=" not in html and "data-passage" not in html


def test_the_book_can_be_searched(page: Page, book_url: str) -> None:
    page.goto(f"{book_url}/book/intro.html")
    field = page.get_by_role("textbox", name="Search")
    field.fill("encapsulated")
    field.press("Enter")
    expect(page.locator("#search-results a").first).to_be_visible()
    check(page, page, "search")


def test_the_colours_can_be_chosen_and_the_contents_opened_on_a_phone(
    phone: Page, book_url: str
) -> None:
    phone.goto(f"{book_url}/{PRACTICE[0]}.html")
    body, chosen = phone.locator("body"), []
    for _ in range(2):
        phone.locator(".theme-toggle:visible").tap()
        chosen.append(body.get_attribute("data-theme"))
    assert sorted(chosen) == ["dark", "light"]
    phone.reload()
    expect(body).to_have_attribute("data-theme", chosen[-1])
    entry = phone.locator(".sidebar-tree").get_by_role("link", name="Glossary")
    expect(entry).not_to_be_in_viewport()
    phone.locator("label[for=__navigation]:visible").first.tap()
    entry.tap()
    expect(phone.locator("[role=main] h1")).to_contain_text("Glossary")


def test_each_page_leads_to_the_one_before_and_the_one_after(page: Page, book_url: str) -> None:
    for before, name, after in zip(PAGES, PAGES[1:], PAGES[2:], strict=False):
        page.goto(f"{book_url}/{name}.html")
        for place, where in ((".prev-page", before), (".next-page", after)):
            assert page.locator(place).evaluate("(a) => a.href") == f"{book_url}/{where}.html"


@pytest.mark.parametrize("width", [360, 1024, 1440])
def test_keys_can_leap_over_the_contents_and_always_show_where_they_are(
    page: Page, book_url: str, width: int
) -> None:
    """Also where the lists beside the page are shut: as on a phone, or on a page that is zoomed."""
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(f"{book_url}/{PRACTICE[0]}.html")
    skip = page.locator(".skip-to-content:visible")
    page.keyboard.press("Tab")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    assert page.url.endswith("#furo-main-content")
    page.reload()
    for _ in range(30):
        page.keyboard.press("Tab")
        assert page.evaluate(FOCUS_SHOWS), page.evaluate("document.activeElement.outerHTML")


@pytest.mark.parametrize("width", [360, 1440])
def test_keys_open_the_contents_and_the_chapters_in_them(
    page: Page, book_url: str, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(f"{book_url}/book/intro.html")
    contents = page.get_by_label("Toggle site navigation sidebar")
    if width == 360:
        tab_to(page, contents)
        page.keyboard.press("Space")
    chapter = page.locator(".toctree-checkbox").first
    inside = page.locator(".sidebar-tree .toctree-l2 a").first
    expect(inside).to_be_hidden()
    tab_to(page, chapter)
    page.keyboard.press("Space")
    expect(inside).to_be_visible()
    tab_to(page, inside)
    page.keyboard.press("Enter")
    expect(page.locator("whose-group").first).to_be_visible()


@pytest.mark.parametrize(("width", "height"), [(320, 256), (360, 640), (1024, 800), (1440, 900)])
def test_who_follows_a_link_into_a_page_sees_the_heading(
    page: Page, book_url: str, width: int, height: int
) -> None:
    """It stands below the theme's head, which in a low window goes up with the page."""
    page.set_viewport_size({"width": width, "height": height})
    page.goto(f"{book_url}/book/two-kinds-of-group.html")
    sections = page.locator("[role=main] section section[id]")
    for name in sections.evaluate_all("(all) => all.map((one) => one.id)"):
        page.goto(f"{book_url}/book/two-kinds-of-group.html#{name}")
        heading = page.locator(f'section[id="{name}"] > :is(h2, h3)').first
        expect(heading).to_be_in_viewport(ratio=1)
        assert heading.evaluate(IS_ON_TOP), name


def test_in_a_low_window_the_head_of_the_theme_goes_up_with_the_page(
    page: Page, book_url: str
) -> None:
    """As at a zoom of 400 %. Keys still come to what it holds, and see it."""
    page.set_viewport_size({"width": 320, "height": 256})
    page.goto(f"{book_url}/book/two-kinds-of-group.html")
    head = page.locator(".mobile-header")
    expect(head).to_be_in_viewport()
    page.mouse.wheel(0, 900)
    expect(head).not_to_be_in_viewport()
    contents = page.get_by_label("Toggle site navigation sidebar")
    contents.focus()
    expect(head).to_be_in_viewport()
    page.keyboard.press("Space")
    expect(page.locator(".sidebar-tree a").first).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


@pytest.mark.parametrize(("width", "height"), [(360, 640), (1440, 900)])
def test_keys_come_to_the_way_back_to_the_top(
    page: Page, book_url: str, width: int, height: int
) -> None:
    """The theme offers it to whoever turns back on a page in which nothing is answered."""
    page.set_viewport_size({"width": width, "height": height})
    page.goto(f"{book_url}/book/glossary.html")
    back = page.locator(".back-to-top")
    page.mouse.wheel(0, 3000)
    page.wait_for_function("scrollY > 2000")
    page.mouse.wheel(0, -200)
    expect(back).to_be_visible()
    box = back.bounding_box()
    assert min(box["width"], box["height"]) >= 44
    tab_to(page, back, most=100)  # past the contents, which stand before it on a wide page
    assert page.evaluate(FOCUS_SHOWS)
    page.keyboard.press("Enter")
    page.wait_for_function("scrollY === 0")
    expect(page.locator("[role=main] h1")).to_be_in_viewport()


def tab_to(page: Page, wanted: Locator, most: int = 40) -> None:
    """Press Tab until the focus is there."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if wanted.evaluate("(node) => node === document.activeElement"):
            return
    raise AssertionError(f"Tab never comes to {wanted}")


def test_exercises_start_while_a_style_sheet_is_still_on_its_way(page: Page, book_url: str) -> None:
    """No script between the sheets and the exercises waits for the one and holds up the other."""
    held: list[Route] = []
    page.route("**/*.css*", lambda route: held.append(route))
    name = PRACTICE[0]
    page.goto(f"{book_url}/{name}.html", wait_until="commit")
    started = page.locator("whose-group[data-state]")
    expect(started).to_have_count(len(exercises_of(name)))
    assert held
    for route in held:
        route.continue_()
    expect(started.first).to_be_visible()


@pytest.mark.parametrize("name", PRACTICE)
def test_the_notebook_of_a_practice_page_can_be_downloaded(book: Path, name: str) -> None:
    page = book / f"{name}.html"
    [link] = BeautifulSoup(page.read_text("utf-8"), "html.parser").select(
        ".wg-notebook a[download]"
    )
    got = json.loads((page.parent / link["href"]).read_text("utf-8"))
    assert got == json.loads((ROOT / f"{name}.ipynb").read_text("utf-8"))


def test_what_is_marked_in_a_case_stays_when_the_list_of_pages_is_marked(
    page: Page, book_url: str
) -> None:
    """Both are marks, and the script of the one may not take away the others."""
    name, place = SORTER
    sorting = open_sorter(page, f"{book_url}/{name}.html", place)
    sorting.go(right=False)
    expect(page.locator(".sidebar-tree .wg-way-mark").first).to_be_attached()
    decides = sorting.root.locator(".wg-mark.wg-decides").first
    expect(decides).to_be_visible()
    page.evaluate("dispatchEvent(new Event('pageshow'))")
    page.evaluate("() => new Promise((done) => setTimeout(done, 300))")
    expect(decides).to_be_visible()


def test_paper_has_no_link_to_skip_by_and_a_box_or_a_row_stays_whole(
    page: Page, book_url: str
) -> None:
    page.goto(f"{book_url}/book/glossary.html")
    ours, themes = page.locator(".skip-to-content").all()
    expect(ours).to_have_css("display", "block")
    page.emulate_media(media="print")
    for link in (ours, themes):
        expect(link).to_be_hidden()
    whole = """() => ["wg-vignette", "admonition", "row"].map((name) => {
        const box = document.createElement(name === "row" ? "tr" : "div");
        box.className = name;
        document.querySelector('[role="main"]').append(box);
        return getComputedStyle(box).breakInside; })"""
    assert page.evaluate(whole) == ["avoid"] * 3


@pytest.mark.parametrize("name", ["sessions", "handouts"])
def test_each_plan_and_each_hand_out_begins_on_paper_of_its_own(
    page: Page, book_url: str, name: str
) -> None:
    page.goto(f"{book_url}/book/instructors/{name}.html")
    page.emulate_media(media="print")
    parts = page.locator("[role=main] > section > section")
    begins = parts.evaluate_all("(all) => all.map((one) => getComputedStyle(one).breakBefore)")
    assert len(begins) > 5 and set(begins) == {"page"}


def test_a_hand_out_holds_nothing_for_teachers_on_paper(page: Page, book_url: str) -> None:
    page.goto(f"{book_url}/book/instructors/handouts.html")
    theirs = page.locator("#hand-outs > :not(section), #hand-outs details")
    on_screen = [one for one in theirs.all() if one.is_visible()]
    assert len(on_screen) > 5
    page.emulate_media(media="print")
    assert [one.inner_text() for one in on_screen if one.is_visible()] == []
    expect(page.locator("#hand-outs > section").first).to_be_visible()
