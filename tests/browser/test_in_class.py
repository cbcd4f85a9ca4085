"""The view in class: by address, by keys and buttons, on a wall and a phone; it keeps nothing."""

from __future__ import annotations

import math
import re
import zlib
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from looking import violations
from playwright.sync_api import Page, expect

from whosegroup.authoring.printing import print_exercises
from whosegroup.bank.loading import load_bank
from whosegroup.bank.roots import content_roots
from whosegroup.book.in_class import LOADER, script_of, ship
from whosegroup.exercises.html import element
from whosegroup.exercises.in_class import compile_class
from whosegroup.exercises.loading import load_exercise

TOY_BANK = Path(__file__).parents[1] / "fixtures" / "bank"
BARS = '[...document.querySelectorAll(".wg-class-bar span")].map((one) => one.style.width)'
SMALL = """() => [...document.querySelectorAll(".wg-class :is(button, input, summary)")]
    .map((one) => one.getBoundingClientRect())
    .filter(({ width, height }) => width && Math.min(width, height) < 44).length"""
WIDE = "document.documentElement.scrollWidth > document.documentElement.clientWidth"


def write(toy_pages: Any, *names: str, theme: str = "light") -> str:
    """Write a page as the book does, with what it asks for only where its address says so."""
    for name in names:
        shown = compile_class(load_exercise(name, (TOY_BANK,)))
        if shown:
            ship(toy_pages.folder, shown, "en")
    words = load_bank((TOY_BANK,), only=()).words["in_class"]
    (toy_pages.folder / "_static").mkdir(exist_ok=True)
    script = toy_pages.folder / "_static" / "in-class.js"
    pages = [("Practice", "practice.html")]
    script.write_text(script_of(words, pages), encoding="utf-8")
    exercises = "".join(element(toy_pages.payload(name)) for name in names)
    return toy_pages._write(LOADER.format("_static/in-class.js?v=1") + exercises, "page", theme)


def bars(page: Page) -> list[str]:
    found: list[str] = page.evaluate(BARS)
    return found


def storage(page: Page) -> list[str]:
    found: list[str] = page.evaluate("Object.keys(localStorage)")
    return found


def test_by_keys_hands_are_counted_and_the_passage_is_shown(page: Page, toy_pages: Any) -> None:
    address = write(toy_pages, "toy")
    slides: list[Any] = compile_class(load_exercise("toy", (TOY_BANK,)))["slides"]  # type: ignore[index]
    page.goto(f"{address}?class={slides[1]['id']}")
    view = page.locator(".wg-class")
    expect(view).to_be_visible()
    page.keyboard.press("s")  # it has a note
    expect(view.locator("h1")).to_have_text(slides[1]["title"])
    expect(view.locator("h1")).to_be_focused()
    expect(view.locator("mark, .wg-class-holds")).to_have_count(0)
    page.evaluate("document.addEventListener('keydown', () => { window.heard = true; })")
    for key in ("1", "1", "1", "2"):
        page.keyboard.press(f"Digit{key}")
    assert bars(page) == ["75%", "25%", "0%"]
    shares = f"({slides[1]['boxes'][0]} 3, {slides[1]['boxes'][1]} 1)"
    expect(view.get_by_role("status")).to_have_text(f"Hands: 4 {shares}")
    page.keyboard.press("Shift+Digit1")
    page.keyboard.press("Digit3")  # somebody cannot tell yet
    assert [field.input_value() for field in view.locator("input").all()] == ["2", "1", "1"]
    page.keyboard.press("d")
    expect(view.locator("mark").first).to_be_visible()
    holds = [slides[1]["boxes"][place] for place in slides[1]["fits"]]
    assert [
        one.split(" ✓")[0]
        for one in view.locator(".wg-class-holds .wg-class-answer").all_inner_texts()
    ] == holds
    expect(view.get_by_role("status")).to_contain_text(holds[0])
    page.keyboard.press("q")
    expect(view.locator(".wg-class-question")).to_have_text(
        "From the chapter: Who may put the kettle on?"
    )
    page.keyboard.press("ArrowRight")
    expect(view.locator("h1")).to_have_text(slides[2]["title"])
    assert bars(page) == ["0%", "0%", "0%"] and page.url.endswith(f"?class={slides[2]['id']}")
    page.keyboard.press("PageUp")
    assert bars(page) != ["0%", "0%", "0%"]  # what was counted of a case is there while the view is
    page.keyboard.press("Escape")
    expect(view).to_have_count(0)
    assert "class" not in page.url
    expect(page.locator("whose-group")).to_be_visible()
    # Nothing else on the page has heard these keys, and nothing was kept.
    assert page.evaluate("window.heard") is None
    assert [key for key in storage(page) if key.endswith("/toy")] == []


def test_by_buttons_and_fields_and_the_rest_of_the_page_is_out_of_reach(
    page: Page, toy_pages: Any
) -> None:
    page.goto(f"{write(toy_pages, 'toy', 'stalls')}?class")
    view = page.locator(".wg-class")
    expect(view.locator("h1")).to_be_visible()
    expect(page.locator("whose-group").first).to_be_hidden()
    first = view.locator("li").first
    first.locator("button").last.click()
    first.locator("input").fill("9")
    view.locator("li input").nth(1).fill("3")
    assert bars(page) == ["75%", "25%", "0%"]
    previous, onwards, leave = view.locator("header button").all()
    expect(previous).to_have_attribute("aria-disabled", "true")
    title = view.locator("h1").inner_text()
    onwards.click()
    assert view.locator("h1").inner_text() != title
    view.get_by_role("button", name="Show this case").click()
    view.locator(".wg-class-side .wg-class-ways button").first.click()
    expect(view.locator("mark").first).to_be_visible()
    leave.click()
    expect(view).to_have_count(0)


def test_of_a_test_there_is_no_view_and_elsewhere_nothing_is_loaded(
    page: Page, toy_pages: Any
) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    address = write(toy_pages, "toy")
    page.goto(address)
    expect(page.locator("whose-group[data-state]")).to_be_visible()
    page.goto(f"{write(toy_pages, 'first-test')}?class")
    expect(page.locator("whose-group[data-state]")).to_be_visible()
    line = page.locator(".wg-class-none")
    expect(line).to_have_text(
        "There is no case to show to a class on this page. What there is: Practice"
    )
    expect(line).to_be_focused()
    expect(line.locator("a")).to_have_attribute("href", f"{toy_pages.address}/practice.html?class")
    expect(page.locator(".wg-class")).to_have_count(0)
    assert [url for url in asked if "in-class/" in url] == []
    assert len([url for url in asked if "in-class.js" in url]) == 1


def test_a_pair_is_read_text_by_text_and_what_decides_comes_into_sight(
    page: Page, toy_pages: Any
) -> None:
    page.set_viewport_size({"width": 1280, "height": 420})
    slide: Any = compile_class(load_exercise("pairs", (TOY_BANK,)))["slides"][0]  # type: ignore[index]
    page.goto(f"{write(toy_pages, 'pairs')}?class=pairs")
    first, second = (page.get_by_role("group", name=text["head"]) for text in slide["texts"])
    expect(first).to_be_visible()
    expect(page.locator(".wg-class-reading [role=group]:visible")).to_have_count(1)
    page.get_by_role("button", name=slide["texts"][1]["head"]).click()
    expect(second).to_be_visible()
    expect(first).to_have_count(0)
    page.keyboard.press("d")
    expect(second.locator("mark").last).to_be_in_viewport()
    page.keyboard.press("t")
    expect(first.locator("mark").last).to_be_in_viewport()
    chosen = page.get_by_role("button", name=slide["texts"][0]["head"])
    expect(chosen).to_be_focused()
    expect(chosen).to_have_attribute("aria-pressed", "true")


def test_of_a_case_with_a_note_the_note_comes_first(page: Page, toy_pages: Any) -> None:
    slides: list[Any] = compile_class(load_exercise("toy", (TOY_BANK,)))["slides"]  # type: ignore[index]
    [place] = [place for place, one in enumerate(slides) if one.get("note")]
    text = slides[place]["texts"][0]["lines"][-1]
    page.goto(f"{write(toy_pages, 'toy')}?class={slides[place - 1]['id']}")
    view = page.locator(".wg-class")
    page.keyboard.press("ArrowRight")
    expect(view.locator("h1")).to_have_text(slides[place]["title"])
    expect(view.locator(".wg-class-note")).to_have_text(slides[place]["note"])
    for key in ("d", "q", "1"):  # nothing else opens it, and nothing is said of it
        page.keyboard.press(key)
        expect(view).not_to_contain_text(text if isinstance(text, str) else text[1])
        expect(view.locator(".wg-class-side li, .wg-class-side button:visible")).to_have_count(0)
    assert violations(page) == []
    assert page.evaluate(SMALL) == 0
    view.get_by_role("button", name="The next case").click()
    expect(view.locator("h1")).to_have_text(slides[place + 1]["title"])
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("s")
    expect(view.locator(".wg-class-counting li")).to_have_count(len(slides[place]["boxes"]))
    expect(view).to_contain_text(text if isinstance(text, str) else text[1])
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowLeft")  # once asked for it stays
    expect(view.locator(".wg-class-counting li")).to_have_count(len(slides[place]["boxes"]))


def test_a_class_puts_its_questions_and_keeps_their_answers_in_sight(
    page: Page, toy_pages: Any
) -> None:
    page.set_viewport_size({"width": 1280, "height": 720})
    slide: Any = compile_class(load_exercise("stalls", (TOY_BANK,)))["slides"][0]  # type: ignore[index]
    page.goto(f"{write(toy_pages, 'stalls')}?class=stalls")
    told, status = page.locator(".wg-class-told"), page.locator(".wg-class").get_by_role("status")
    questions = page.locator(".wg-class-questions button")
    expect(questions).to_have_count(len(slide["boxes"]))
    page.keyboard.press("d")
    expect(status).to_have_text("0 of 3 chosen. Choose a question first.")
    page.keyboard.press("2")
    questions.nth(0).click()
    page.keyboard.press("Digit4")
    page.keyboard.press("Digit3")
    expect(status).to_contain_text("These are 3 already. Take one back first.")
    page.keyboard.press("Digit4")
    page.keyboard.press("Digit3")
    expect(page.locator(".wg-class-questions [aria-pressed=true]")).to_have_count(3)
    expect(questions.nth(3)).to_have_attribute("aria-pressed", "false")
    answers = [slide["answers"][place][0] for place in (1, 0, 2)]
    expect(told.locator("dd")).to_have_text(answers)
    page.keyboard.press("ArrowRight")
    expect(told.locator("dd")).to_have_text(answers)
    expect(told).to_be_in_viewport(ratio=1)
    page.keyboard.press("d")
    expect(told.locator("small")).to_have_text([slide["answers"][place][1] for place in (1, 0, 2)])
    page.keyboard.press("ArrowRight")
    expect(told).to_have_count(0)  # another group


@pytest.mark.parametrize("size", [(1280, 440), (1280, 360), (360, 640)])
def test_what_is_said_comes_into_view_with_its_last_line(
    page: Page, toy_pages: Any, size: tuple[int, int]
) -> None:
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.goto(f"{write(toy_pages, 'toy')}?class=garden-clinic")
    page.keyboard.press("Digit2")
    page.keyboard.press("d")
    view = page.locator(".wg-class")
    expect(view.locator("[role=status] p").last).to_be_in_viewport(ratio=1)
    # What was counted stands there, and can be counted on again once the answer is hidden.
    expect(view.locator(".wg-class-count")).to_have_text(["0", "1", "0"])
    expect(view.locator("input")).to_have_count(0)
    page.keyboard.press("d")
    assert [field.input_value() for field in view.locator("input").all()] == ["0", "1", "0"]


def test_a_name_that_is_nowhere_is_said_with_what_there_is(page: Page, toy_pages: Any) -> None:
    address = write(toy_pages, "toy", "first-test")
    for asked in ("nonsense", "first-test", "%3Cb%3E"):
        page.goto(f"{address}?class={asked}")
        line = page.locator(".wg-class-none")
        said = asked.replace("%3C", "<").replace("%3E", ">")
        expect(line).to_contain_text(f"There is no case \u201c{said}\u201d to show to a class")
        expect(page.locator(".wg-class")).to_have_count(0)
        assert violations(page) == []
        assert line.locator("a").evaluate("(one) => one.getBoundingClientRect().height") >= 44
    line.locator("a").click()
    expect(page.locator(".wg-class h1")).to_be_visible()


@pytest.mark.parametrize("name", ["toy", "pairs", "shed", "stalls", "keys", "bins"])
def test_axe_finds_nothing_and_all_can_be_touched(page: Page, toy_pages: Any, name: str) -> None:
    for theme in ("light", "dark"):
        page.goto(f"{write(toy_pages, name, theme=theme)}?class={name}")
        expect(page.locator(".wg-class h1")).to_be_visible()
        page.keyboard.press("q")
        page.keyboard.press("d")
        assert violations(page) == []
        assert page.evaluate(SMALL) == 0


def test_on_a_phone_nothing_is_cut_off(phone: Page, toy_pages: Any) -> None:
    for name in ("toy", "pairs", "shed", "keys"):
        phone.goto(f"{write(toy_pages, name)}?class={name}")
        expect(phone.locator(".wg-class h1")).to_be_visible()
        phone.locator(".wg-class-side .wg-class-ways button").first.click()
        assert not phone.evaluate(WIDE)
        assert phone.evaluate(SMALL) == 0


def test_on_a_phone_what_a_group_answers_comes_into_view(phone: Page, toy_pages: Any) -> None:
    phone.goto(f"{write(toy_pages, 'stalls')}?class=stalls")
    phone.locator(".wg-class-questions button").last.click()
    phone.get_by_role("button", name="Show the answers").click()
    expect(phone.locator(".wg-class-told")).to_be_in_viewport(ratio=1)


@pytest.mark.own_context
def test_it_works_from_disk(page: Page, toy_pages: Any) -> None:
    write(toy_pages, "toy")
    path = Path(toy_pages.folder, "page.html")
    source = path.read_text(encoding="utf-8").replace("=/whose-group", "=../whose-group")
    path.write_text(source, encoding="utf-8")
    page.goto(f"{path.as_uri()}?class")
    expect(page.locator(".wg-class h1")).to_be_visible()
    page.keyboard.press("PageDown")
    page.keyboard.press("Escape")
    expect(page.locator(".wg-class")).to_have_count(0)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_in_the_book_it_takes_the_whole_page_and_reads_well(
    page: Page, book_url: str, scheme: Any
) -> None:
    page.emulate_media(color_scheme=scheme)
    page.goto(f"{book_url}/notebooks/two-kinds-of-group.html?class=side-by-side")
    view = page.locator(".wg-class")
    expect(view.locator("h1")).to_be_visible()
    box = view.bounding_box()
    assert box is not None and (box["x"], box["y"], box["width"]) == (0, 0, 1280)
    page.set_viewport_size({"width": 1280, "height": 720})
    page.keyboard.press("d")
    expect(view.locator("mark:visible").first).to_be_in_viewport(ratio=1)
    size = "parseFloat(getComputedStyle(document.querySelector('.wg-class-reading')).fontSize)"
    assert page.evaluate(size) > 17
    assert violations(page) == []
    page.keyboard.press("Escape")
    expect(page.locator("whose-group").first).to_be_visible()


def pages_of(pdf: bytes) -> int:
    return len(re.findall(rb"/Type\s*/Page\b", pdf))


def shown_on(pdf: bytes) -> int:
    """Return how many times a file for paper sets down some text."""
    count = 0
    for stream in re.findall(rb"stream\r?\n(.*?)endstream", pdf, re.DOTALL):
        with suppress(zlib.error):
            count += len(re.findall(rb"\bT[jJ]\b", zlib.decompress(stream)))
    return count


@pytest.mark.own_context
def test_paper_is_filled_and_a_long_pair_goes_on_overleaf(page: Page, tmp_path: Path) -> None:
    for name in ("side-by-side", "asking", "names-and-rooms", "which-question"):
        print_exercises([name], tmp_path / f"{name}.html", False, content_roots())
    page.goto((tmp_path / "side-by-side.html").as_uri())
    first, second = (shown_on(page.pdf(format="A4", page_ranges=number)) for number in ("1", "3"))
    assert first > second / 2 > 0  # the first page is not a heading alone
    page.goto((tmp_path / "asking.html").as_uri())
    cases = page.locator("article.case").count()
    # The first stands below the heading, and then there are two to a page.
    assert pages_of(page.pdf(format="A4")) <= 1 + math.ceil((cases - 1) / 2)
    for name in ("names-and-rooms", "which-question"):
        page.goto((tmp_path / f"{name}.html").as_uri())
        count = pages_of(page.pdf(format="A4"))
        first, last = (shown_on(page.pdf(format="A4", page_ranges=str(n))) for n in (1, count))
        assert last > first / 4  # no page holds a line alone


@pytest.mark.own_context
def test_a_sheet_of_the_book_is_read_and_printed_without_more_files(
    page: Page, book_url: str
) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    for name in ("two-kinds", "two-kinds-key", "on-the-line", "side-by-side", "what-now-key"):
        page.goto(f"{book_url}/_static/sheets/{name}.html")
        assert violations(page) == []
        assert page.pdf(format="A4") and page.pdf(format="Letter")
    assert len([url for url in asked if not url.startswith("data:")]) == 5
