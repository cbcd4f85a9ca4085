"""Work is kept beyond a page, and no page claims what it cannot know."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from looking import too_small, violations
from playing import Playing, storage_key
from playwright.sync_api import Browser, BrowserContext, Frame, Page, expect
from ruamel.yaml import YAML

from spoilt_work import attempt
from whosegroup.work.contract import new_work, read_work
from whosegroup.work.record import make_record

Play = Callable[..., Playing]
FIRST, LAST = "first-test", "last-test"
NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
WORDS = Path(__file__).parents[2] / "data" / "words" / "en"

FORBIDDEN = """Object.defineProperty(window, "localStorage",
    { get() { throw new DOMException("no", "SecurityError") } });"""
FULL = """Storage.prototype.setItem =
    () => { throw new DOMException("full", "QuotaExceededError") };"""
TROUBLE = {"storage_forbidden": FORBIDDEN, "storage_full": FULL}
# What a frame is allowed, and whether a page in it may keep anything. The last one is of another
# site in a browser that lets such frames keep nothing.
FRAMES = {
    "scripts": ('sandbox="allow-scripts"', "", "storage_forbidden"),
    "scripts and origin": ('sandbox="allow-scripts allow-same-origin"', "", None),
    "downloads": ('sandbox="allow-scripts allow-same-origin allow-downloads"', "", None),
    "third party": ("", f"if (parent !== window) {FORBIDDEN}", "storage_forbidden"),
}
NO_CLIPBOARD = "Object.defineProperty(navigator, 'clipboard', { value: undefined });"
REFUSES = """Object.defineProperty(navigator, "clipboard", { value: { writeText: () =>
    Promise.reject(new DOMException("no", "NotAllowedError")) } });"""
NO_COMMAND = "document.execCommand = () => false;"


def held(playing: Playing) -> dict[str, Any]:
    """Return the work as the page holds it, kept or not."""
    return playing.page.evaluate(
        "(payload) => whoseGroup.pageStore(payload).work()", playing.payload
    )


def text_of(playing: Playing) -> str:
    """Return the work as the page shows it as text."""
    return playing.root.locator(".wg-work-text").input_value()


def paste(playing: Playing, text: str) -> None:
    """Open saved work that was kept as text."""
    playing.root.locator('[data-action="load"]:visible').click()
    playing.root.locator(".wg-work-text").fill(text)
    playing.act("open-text")


def save(playing: Playing) -> None:
    """Press the one button that saves."""
    playing.root.locator('[data-action="save"]:visible').click()


def begin(test: Playing, code: str = "") -> Playing:
    """Begin a test."""
    test.root.locator(".wg-reader").fill(code)
    test.act("begin")
    return test


def form(test: Playing) -> str:
    """Return the form whose first case is in front."""
    return next(name for name, ids in test.payload["forms"].items() if test.id in ids)


def taken(payload: dict[str, Any], form: str, when: datetime = NOW) -> dict[str, Any]:
    """Return a test that was taken before."""
    attempts = [
        {
            "at": f"{when + timedelta(minutes=number):%Y-%m-%dT%H:%M:%S}.000Z",
            "run": 1,
            "payload": payload["digest"],
            "vignette": id,
            "answer": "support",
            "confidence": "sure",
        }
        for number, id in enumerate(payload["forms"][form])
    ]
    return {**new_work(payload["exercise"], "en"), "form": form, "attempts": attempts}


@pytest.fixture
def unwatched(browser: Browser) -> Iterator[Callable[..., BrowserContext]]:
    """Return a maker of contexts in which a browser may write that it forbade something."""
    made: list[BrowserContext] = []

    def make(**how: Any) -> BrowserContext:
        made.append(browser.new_context(reduced_motion="reduce", **how))
        return made[-1]

    yield make
    for context in made:
        context.close()


@pytest.fixture
def framed(unwatched: Callable[..., BrowserContext], toy_pages: Any) -> Callable[..., Playing]:
    """Return a way to open a toy exercise in a frame of one of the kinds."""

    def make(kind: str, exercise: str = "toy") -> Playing:
        sandbox, script, _ = FRAMES[kind]
        inner = toy_pages.write(exercise, name=exercise)
        outer = f"<!doctype html><iframe {sandbox} src={inner} width=600 height=900></iframe>"
        toy_pages.folder.joinpath("frame.html").write_text(outer, encoding="utf-8")
        page = unwatched(accept_downloads=kind == "downloads").new_page()
        page.add_init_script(script)
        page.goto(f"{toy_pages.address}/frame.html")
        [frame] = page.main_frame.child_frames
        playing = Playing(frame, toy_pages.payload(exercise))  # type: ignore[arg-type]
        playing.way = "script"
        return playing

    return make


# -------------------------------------------------------------------- files that never come


@pytest.mark.parametrize("kind", FRAMES)
def test_in_each_kind_of_frame_work_can_be_taken_out_and_brought_back(
    framed: Callable[..., Playing], kind: str
) -> None:
    """Whatever became of the file: the text is the work, and opens in the same kind of frame."""
    playing = framed(kind)
    playing.go()
    playing.act("next")
    playing.go(right=False)
    save(playing)
    expect(playing.status).to_contain_text(playing.words["saved_file"])
    text = text_of(playing)
    assert read_work(text, "toy") == held(playing)
    assert len(held(playing)["attempts"]) == 2
    again = framed(kind)
    paste(again, text)
    expect(again.status).to_contain_text(again.words["opened"])
    assert held(again) == json.loads(text)
    expect(again.root.locator(".wg-keep")).to_have_count(0)


@pytest.mark.parametrize("kind", FRAMES)
def test_in_each_kind_of_frame_the_lines_about_keeping_agree(
    framed: Callable[..., Playing], kind: str
) -> None:
    playing = framed(kind)
    agrees(playing, FRAMES[kind][2])
    playing.go()
    agrees(playing, FRAMES[kind][2])


def test_of_a_download_that_never_comes_nothing_is_claimed(
    unwatched: Callable[..., BrowserContext], toy_pages: Any
) -> None:
    page = unwatched(accept_downloads=False).new_page()
    playing = toy_pages.play(page, "toy")
    playing.go()
    save(playing)
    expect(playing.status).to_contain_text(playing.words["saved_file"])
    assert json.loads(text_of(playing)) == playing.work()


@pytest.mark.parametrize("name", ["sorter.yml", "types.yml"])
def test_no_word_says_that_a_file_came_or_that_answers_stay(name: str) -> None:
    """Only the one line about keeping says where answers are; a file *should* be somewhere."""
    text = (WORDS / name).read_text(encoding="utf-8")
    read = YAML(typ="safe").load(text)
    sections = read.values() if name == "types.yml" else [read]
    said = {key: str(text) for section in sections for key, text in section.items()}
    downloads = [text for text in said.values() if "downloads" in text]
    assert downloads
    assert [text for text in downloads if "should be in your downloads" not in text] == []
    claims = re.compile(r"(stays?|(is|are) (safe|kept|saved)) in (this|the|your) browser")
    assert {key for key, text in said.items() if claims.search(text)} <= {"kept_page"}


# -------------------------------------------------------------------- the text


def test_the_text_keeps_up_with_the_work(play: Play) -> None:
    test = begin(play(FIRST))
    test.go()
    with test.page.expect_download():
        save(test)
    test.root.locator(".wg-reader").fill("S-009")
    test.root.locator(".wg-reader").blur()
    assert json.loads(text_of(test))["reader"] == "S-009"
    assert json.loads(text_of(test)) == test.work()
    test.act("close")
    expect(test.root.locator(".wg-work-text")).to_have_count(0)


@pytest.mark.own_context
@pytest.mark.parametrize(
    ("script", "said"),
    [
        ("", "copied"),
        (NO_CLIPBOARD, "copied"),
        (REFUSES, "copied"),
        (NO_CLIPBOARD + NO_COMMAND, "copy_marked"),
        (REFUSES + NO_COMMAND, "copy_marked"),
    ],
    ids=["allowed", "missing", "refused", "missing, no command", "refused, no command"],
)
def test_the_text_is_copied_or_marked_to_be_copied(
    page: Page, toy_pages: Any, script: str, said: str
) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.add_init_script(script)
    playing = toy_pages.play(page, "toy")
    playing.go()
    with page.expect_download():
        save(playing)
    playing.act("copy")
    expect(playing.status).to_contain_text(playing.words[said])
    area = playing.root.locator(".wg-work-text")
    marked = area.evaluate("(n) => n.value.slice(n.selectionStart, n.selectionEnd)")
    assert marked == text_of(playing)
    expect(area).to_be_focused()
    if said == "copied":
        area.evaluate("(n) => { n.readOnly = false; n.value = ''; }")
        page.keyboard.press("ControlOrMeta+v")
        assert json.loads(text_of(playing)) == playing.work()


def test_the_text_opens_in_a_window_of_its_own(play: Play) -> None:
    playing = play("toy")
    playing.go()
    with playing.page.expect_download():
        save(playing)
    with playing.page.context.expect_page() as opened:
        playing.act("window")
    assert json.loads(opened.value.locator("body").inner_text()) == playing.work()
    expect(playing.status).not_to_contain_text(playing.words["no_window"])


def test_where_no_window_may_open_it_is_said(framed: Callable[..., Playing]) -> None:
    playing = framed("scripts")
    save(playing)
    playing.root.locator('[data-action="window"]').click()
    expect(playing.status).to_contain_text(playing.words["no_window"])
    expect(playing.root.locator(".wg-work-text")).to_be_visible()


def recorded(*works: dict[str, Any], **more: Any) -> str:
    return json.dumps({**make_record("toy-course", "en", works, "S-017"), **more})


def test_an_exercise_takes_its_own_work_out_of_a_saved_course(play: Play) -> None:
    """Of two works of it the first goes on, and the other is kept beside."""
    one, other = ({**new_work("toy", "en"), "attempts": [attempt(n)]} for n in (1, 2))
    playing = play("toy")
    paste(playing, quoted(recorded(new_work("plain", "en"), one, other)))
    expect(playing.status).to_contain_text(playing.words["aside_other"])
    assert playing.work() == {**one, "reader": "S-017"}
    expect(playing.root.locator('[data-action="reopen"]')).to_have_count(1)


def test_a_second_test_takes_the_first_one_out_of_a_saved_course_too(play: Play) -> None:
    first = play(FIRST)
    works = [taken(first.payload, "a")]
    last = play(LAST)
    paste(last, recorded(*works))
    expect(last.status).to_contain_text(last.words["opened_other"])
    begin(last)
    assert form(last) == "b"


def quoted(text: str) -> str:
    return "".join(f"> {line}\n" for line in text.splitlines())


@pytest.mark.parametrize(
    "written",
    [
        str,
        lambda text: f"\ufeff\n{text}\n\n",
        lambda text: f"Hello, here is my work: {text} Sent from my phone",
        lambda text: re.sub('"([^"]*)"', "“\\1”", text),
        lambda text: re.sub('"([^"]*)"', "„\\1“", text),
        lambda text: text.replace(" ", "\u00a0"),
        lambda text: text.replace("\n", "\r\n"),
        lambda text: json.dumps(json.loads(text)),
        lambda text: "On Monday I wrote:\n" + quoted(quoted(text)),
    ],
    ids=["as it is", "BOM", "a letter", "round", "low", "hard", "CRLF", "one line", "quoted"],
)
def test_a_copied_text_opens_whatever_a_note_or_a_mail_made_of_it(
    play: Play, written: Callable[[str], str]
) -> None:
    playing = play("toy")
    playing.go()
    with playing.page.expect_download():
        save(playing)
    text, work = text_of(playing), playing.work()
    playing.page.evaluate("localStorage.clear()")
    playing.page.reload()
    paste(playing, written(text))
    expect(playing.status).to_have_text(playing.words["opened"])
    assert playing.work() == work


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("", "open_damaged"),
        ("my work", "open_damaged"),
        ("}{", "open_damaged"),
        (json.dumps(new_work("toy", "en"))[:-9], "open_damaged"),
        (json.dumps({**new_work("toy", "en"), "version": 7}), "open_version"),
        (json.dumps(new_work("other", "en")), "open_exercise"),
        (recorded(new_work("other", "en")), "open_record"),
        (recorded(new_work("toy", "en"), course="another"), "open_course"),
        (recorded(new_work("toy", "en"), version=2), "open_version"),
        (recorded(new_work("toy", "en"))[:-9], "open_damaged"),
    ],
    ids=[
        *("nothing", "words", "braces", "cut off", "version", "exercise"),
        *("record", "course", "newer record", "record cut off"),
    ],
)
def test_a_text_that_cannot_be_opened_changes_nothing_and_stays(
    play: Play, text: str, name: str
) -> None:
    playing = play("toy")
    playing.go()
    before = playing.work()
    paste(playing, text)
    said = playing.words[name].replace("{title}", "other")  # what it is called, only the book knows
    expect(playing.status).to_contain_text(said)
    assert text_of(playing) == text
    assert playing.work() == before


def test_what_is_typed_into_the_text_answers_no_case(play: Play) -> None:
    playing = play("toy")
    playing.root.locator('[data-action="load"]').click()
    playing.root.locator(".wg-work-text").press_sequentially("12 12")
    assert text_of(playing) == "12 12"
    expect(playing.root.locator("button[data-answer]").first).to_be_visible()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_reader_can_use_the_text(phone: Page, toy_pages: Any, theme: str) -> None:
    """With a finger, by its name, in both themes, and without scrolling sideways."""
    test = toy_pages.play(phone, LAST, theme)
    test.way = "tap"

    def fits() -> None:
        assert violations(test.root) == []
        assert too_small(test) == []
        assert phone.evaluate("document.documentElement.scrollWidth <= innerWidth")

    test.root.locator('[data-action="load"]:visible').tap()
    expect(test.root.get_by_label(test.words["paste_label"])).to_be_editable()
    fits()
    begin(test)
    expect(test.root.locator(".wg-keep")).to_have_count(0)
    test.finish()
    with phone.expect_download():
        save(test)
    expect(test.root.get_by_label(test.words["text_label"])).to_have_attribute("readonly", "")
    expect(test.root.locator(".wg-notice").first).to_be_in_viewport(ratio=1)
    fits()


# -------------------------------------------------------------------- where answers are


def agrees(playing: Playing, trouble: str | None) -> None:
    """See that where answers are is said in one place, and by no other line."""
    shown = playing.root.inner_text()
    said = [playing.words[name] for name in (*TROUBLE, "kept_page") if playing.words[name] in shown]
    assert said == [playing.words[trouble or "kept_page"]]
    assert shown.count(said[0]) == 1
    assert (playing.words["kept_not"] in shown) == (trouble is not None)


@pytest.mark.own_context
@pytest.mark.parametrize("trouble", TROUBLE)
@pytest.mark.parametrize("exercise", ["toy", FIRST, "pairs"])
def test_where_nothing_can_be_kept_every_page_says_so_once_from_first_to_last(
    page: Page, toy_pages: Any, trouble: str, exercise: str
) -> None:
    page.add_init_script(TROUBLE[trouble])
    playing = toy_pages.play(page, exercise)
    for _ in playing.walk():
        agrees(playing, trouble)
    with page.expect_download():
        save(playing)
    agrees(playing, trouble)
    expect(playing.status).to_contain_text(playing.words["saved_file"])


@pytest.mark.own_context
def test_storage_that_fills_up_is_said_when_it_does_and_no_longer(
    page: Page, toy_pages: Any
) -> None:
    playing = toy_pages.play(page, "toy")
    agrees(playing, None)
    page.evaluate(f"() => {{ window.real = Storage.prototype.setItem; {FULL} }}")
    playing.go()
    agrees(playing, "storage_full")
    page.evaluate("() => { Storage.prototype.setItem = window.real }")
    playing.act("next")
    playing.go()
    agrees(playing, None)
    assert len(playing.work()["attempts"]) == 2


def test_a_look_whether_something_can_be_kept_leaves_nothing(play: Play) -> None:
    playing = play("toy")
    assert playing.page.evaluate("localStorage.length") == 0


NEWER = json.dumps({**new_work("toy", "en"), "version": 2})


@pytest.mark.own_context
@pytest.mark.parametrize("text", ["{", NEWER], ids=["damaged", "newer"])
def test_what_cannot_be_set_aside_is_not_called_so_and_not_overwritten(
    page: Page, toy_pages: Any, text: str
) -> None:
    page.goto(f"{toy_pages.address}/../empty.html")
    key = storage_key(toy_pages.payload())
    page.evaluate("([key, text]) => localStorage.setItem(key, text)", [key, text])
    page.add_init_script(
        """const set = Storage.prototype.setItem;
        Storage.prototype.setItem = function (key, text) {
            if (!/#(damaged|version)/.test(key)) return set.call(this, key, text);
            throw new DOMException("full", "QuotaExceededError");
        };"""
    )
    playing = toy_pages.play(page, "toy")
    agrees(playing, "storage_full")
    for name in ("aside_damaged", "aside_version"):
        expect(playing.status).not_to_contain_text(playing.words[name])
    playing.go()
    paste(playing, json.dumps(new_work("toy", "en")))
    expect(playing.status).to_contain_text(playing.words["not_replaced"])
    assert page.evaluate("(key) => localStorage.getItem(key)", key) == text


@pytest.mark.own_context
@pytest.mark.parametrize("trouble", TROUBLE)
def test_work_that_has_no_other_place_is_shown_and_not_replaced(
    page: Page, toy_pages: Any, trouble: str
) -> None:
    page.add_init_script(TROUBLE[trouble])
    playing = toy_pages.play(page, "toy")
    playing.go()
    mine = held(playing)
    other = {**new_work("toy", "en"), "attempts": [{**mine["attempts"][0], "answer": "support"}]}
    paste(playing, json.dumps(other))
    expect(playing.status).to_contain_text(playing.words["not_replaced"])
    assert held(playing) == mine == json.loads(text_of(playing))


def test_a_work_that_is_opened_in_one_tab_is_not_mixed_with_another_tab_s(
    play: Play, toy_pages: Any
) -> None:
    playing = play("toy")
    playing.go()
    mine = playing.work()
    other_page = playing.page.context.new_page()
    tab = toy_pages.play(other_page, "toy")
    other = {**new_work("toy", "en"), "attempts": [{**mine["attempts"][0], "answer": "support"}]}
    paste(tab, json.dumps(other))
    expect(tab.status).to_have_text(tab.words["aside_other"])
    playing.page.bring_to_front()
    expect(playing.root.locator(".wg-notice").first).to_have_text(playing.words["aside_other"])
    assert held(playing) == other == playing.work()
    kept = playing.page.evaluate("Object.entries(localStorage)")
    assert mine in [json.loads(text) for key, text in kept if "#other" in key]


# -------------------------------------------------------------------- before a test


@pytest.mark.parametrize("exercise", [FIRST, LAST])
def test_before_a_test_of_which_nothing_is_here_saved_work_may_be_opened(
    play: Play, exercise: str
) -> None:
    test = play(exercise)
    opening = test.root.locator(".wg-opening")
    expect(opening).to_contain_text(test.words["begun_before"])
    expect(test.root.locator('[data-action="load"]:visible')).to_have_count(1)
    work = taken(test.payload, "b")
    paste(test, json.dumps(work))
    expect(test.summary).to_be_visible()
    assert test.work() == work


def test_before_a_second_test_it_is_said_that_the_first_is_not_here(play: Play) -> None:
    first = play(FIRST)
    expect(first.root.locator(".wg-first-missing")).to_have_count(0)
    last = play(LAST)
    missing = last.root.locator(".wg-opening .wg-first-missing")
    expect(missing).to_have_text(last.words["first_missing"])
    expect(missing).to_be_visible()
    expect(last.root.locator(".wg-what-it-is")).to_be_hidden()
    begin(last)
    expect(missing).to_have_count(0)


@pytest.mark.own_context
@pytest.mark.parametrize("script", ["", FORBIDDEN], ids=["kept", "forbidden"])
@pytest.mark.parametrize("earlier", ["a", "b"])
def test_the_first_test_is_opened_before_the_second_which_then_has_other_cases(
    page: Page, toy_pages: Any, earlier: str, script: str
) -> None:
    page.add_init_script(script)
    test = toy_pages.play(page, LAST)
    paste(test, json.dumps(taken(toy_pages.payload(FIRST), earlier)))
    expect(test.status).to_contain_text(test.words["opened_other"])
    expect(test.root.locator(".wg-first-missing")).to_be_hidden()
    what = test.root.locator(".wg-opening .wg-what-it-is")
    expect(what).to_have_text(test.words["opening_other"])
    begin(test, "S-001")
    assert form(test) != earlier
    test.finish()
    expect(test.summary.locator(".wg-change")).to_be_visible()
    expect(test.summary).to_contain_text(test.words["change_few"])


def test_the_first_test_s_own_work_is_set_aside_when_another_is_opened_for_it(
    page: Page, toy_pages: Any, play: Play
) -> None:
    payload = toy_pages.payload(FIRST)
    one, other = taken(payload, "a"), taken(payload, "b")
    toy_pages.keep(page, FIRST, one)
    test = play(LAST)
    expect(test.root.locator(".wg-first-missing")).to_be_hidden()
    paste(test, json.dumps(other))
    expect(test.status).to_have_text(test.words["aside_other"])
    kept = {key: json.loads(text) for key, text in page.evaluate("Object.entries(localStorage)")}
    assert kept[storage_key(payload)] == other
    assert [work for key, work in kept.items() if "#" in key] == [one]


def test_that_the_cases_were_the_same_is_said(page: Page, toy_pages: Any, play: Play) -> None:
    """The second test had begun before the first one was opened beside it."""
    test = begin(play(LAST), "S-001")
    same = taken(toy_pages.payload(FIRST), form(test))
    test.finish()
    expect(test.summary).to_contain_text(test.words["change_unknown"])
    paste(test, json.dumps(same))
    expect(test.summary).to_contain_text(test.words["change_same"])
    expect(test.summary).not_to_contain_text(test.words["change_few"])


# -------------------------------------------------------------------- after a test


@pytest.mark.parametrize(("exercise", "why"), [(FIRST, "keep_first"), (LAST, "keep_last")])
def test_at_the_end_of_a_test_it_is_asked_to_keep_the_file(
    play: Play, tmp_path: Path, exercise: str, why: str
) -> None:
    test = begin(play(exercise), "S-004")
    expect(test.root).not_to_contain_text(test.words[why])
    test.finish()
    for name in (why, "keep", "lasts_page"):
        expect(test.summary).to_contain_text(test.words[name])
    expect(test.root.locator('[data-action="save"]:visible')).to_have_count(1)
    with test.page.expect_download() as download:
        test.summary.locator('[data-action="save"]').click()
    path = tmp_path / "kept.json"
    download.value.save_as(path)
    assert read_work(path.read_bytes(), exercise) == test.work()
    expect(test.summary.locator(".wg-work-text")).to_be_visible()


def test_a_click_right_after_the_code_is_written_saves(play: Play) -> None:
    test = begin(play(FIRST))
    test.finish()
    test.root.locator(".wg-reader").press_sequentially("S-018")
    with test.page.expect_download() as download:
        test.summary.locator('[data-action="save"]').click()
    assert download.value.suggested_filename == "whosegroup-first-test-S-018.json"


def test_before_the_retest_the_test_is_kept_and_after_it_nothing_more_is_promised(
    page: Page, toy_pages: Any, play: Play
) -> None:
    payload = toy_pages.payload(LAST)
    toy_pages.keep(page, LAST, taken(payload, "a", NOW - timedelta(days=999)))
    test = play(LAST)
    expect(test.summary).to_contain_text(test.words["retest_now"])
    expect(test.summary).to_contain_text(test.words["keep_last"])
    test.act("restart")
    expect(test.root.locator(".wg-opening")).not_to_contain_text(test.words["first_missing"])
    expect(test.root.locator(".wg-opening")).not_to_contain_text(test.words["begun_before"])
    test.act("begin")
    assert form(test) == "b"
    test.finish()
    expect(test.summary).to_contain_text(test.words["change_few"])
    expect(test.summary).to_contain_text(test.words["lasts_page"])
    for name in ("keep_last", "retest_later", "retest"):
        said = test.words[name].split("{")[0]
        assert said not in test.summary.locator(".wg-part, p").all_text_contents()
    expect(test.root.locator('[data-action="restart"]')).to_have_count(0)


def test_the_words_of_the_real_tests_name_no_cases_that_they_cannot_know() -> None:
    """A second sort on another device, and a retest, may have the cases of the first."""
    exercises = YAML(typ="safe").load((WORDS / "exercises.yml").read_text(encoding="utf-8"))
    words = YAML(typ="safe").load((WORDS / "types.yml").read_text(encoding="utf-8"))["test"]
    assert "other cases" not in exercises["last-sort"]["prompt"]
    # Before it begins it is known, and said, which it is (`whatItIs` in retest.js).
    always = [key for key in words if not key.startswith("opening_")]
    assert [key for key in always if "of your first sort" in words[key]] == []


# -------------------------------------------------------------------- with a kernel

# A kernel that a test plays: `messages` are what it was sent, and `says(...)` is what it answers.
LIVE = """([payload, record, gone]) => {
    const heard = new Map();
    const values = { payload, record, notice: {}, others: {}, beside: [] };
    const on = (name, listener) => heard.set(name, [...(heard.get(name) ?? []), listener]);
    const tell = (name, said) => (heard.get(name) ?? []).forEach((listener) => listener(said));
    window.kernel = {
        messages: [],
        set(name, value) { values[name] = value; tell(`change:${name}`); },
        says: (message) => tell("msg:custom", message),
    };
    const send = (message) => {
        if (gone) throw new Error("no kernel");
        window.kernel.messages.push(message);
    };
    whoseGroup.live({ get: (name) => values[name], on, off() {}, send }, document.body);
}"""


def live(page: Page, toy_pages: Any, exercise: str = "toy", gone: bool = False) -> Playing:
    """Show an exercise as in a notebook, on a page with nothing else."""
    payload = toy_pages.payload(exercise)
    page.goto(toy_pages.write("plain", name="empty"))
    page.wait_for_function("window.whoseGroup")
    page.evaluate("document.body.replaceChildren()")
    page.evaluate(LIVE, [payload, new_work(exercise, "en"), gone])
    playing = Playing(page, payload)
    playing.way = "script"
    return playing


@pytest.mark.own_context
@pytest.mark.parametrize(
    ("script", "said"),
    [("", "kernel_gone"), (FORBIDDEN, "kernel_gone_unkept"), (FULL, "kernel_gone_unkept")],
    ids=["kept", "forbidden", "full"],
)
def test_answers_wait_in_the_browser_only_where_it_keeps_them(
    page: Page, toy_pages: Any, script: str, said: str
) -> None:
    page.add_init_script(script)
    playing = live(page, toy_pages, gone=True)
    playing.go()
    expect(playing.root.locator(".wg-trouble")).to_have_text(playing.words[said])
    expect(playing.root.locator(".wg-kept")).to_have_text(playing.words["kept_not"])


def test_a_folder_that_cannot_be_written_is_said_in_place_of_the_line_that_all_is_saved(
    page: Page, toy_pages: Any
) -> None:
    playing = live(page, toy_pages)
    expect(playing.root.locator(".wg-kept")).to_have_text(playing.words["kept_kernel"])
    playing.go()
    page.evaluate("kernel.says({ type: 'failed', why: 'Read-only file system' })")
    said = playing.words["not_saved"].format(why="Read-only file system")
    expect(playing.root.locator(".wg-trouble")).to_have_text(said)
    expect(playing.root.locator(".wg-kept")).to_have_text(playing.words["kept_not"])
    page.evaluate("kernel.says({ type: 'saved', keys: [] })")
    expect(playing.root.locator(".wg-trouble")).to_have_text("")
    expect(playing.root.locator(".wg-kept")).to_have_text(playing.words["kept_kernel"])


@pytest.mark.parametrize(("exercise", "said"), [(LAST, "opened"), (FIRST, "opened_other")])
def test_with_a_kernel_a_work_is_called_open_when_the_kernel_has_it(
    page: Page, toy_pages: Any, exercise: str, said: str
) -> None:
    playing = live(page, toy_pages, LAST)
    missing = playing.root.locator(".wg-first-missing")
    expect(missing).to_be_visible()
    work = taken(toy_pages.payload(exercise), "a")
    paste(playing, json.dumps(work))
    expect(playing.status).to_have_text("")
    assert {"type": "open", "work": work} in page.evaluate("kernel.messages")
    trait, value = ("record", work) if exercise == LAST else ("others", {FIRST: work})
    page.evaluate("([trait, value]) => kernel.set(trait, value)", [trait, value])
    page.evaluate("kernel.says({ type: 'saved', keys: [] })")
    expect(playing.status).to_have_text(playing.words[said])
    expect(missing).to_be_hidden()
    expect(playing.summary).to_have_count(int(exercise == LAST))


def test_with_a_kernel_works_that_were_set_aside_are_listed_and_opened_again(
    page: Page, toy_pages: Any
) -> None:
    playing = live(page, toy_pages)
    listed = playing.root.locator(".wg-works details")
    expect(listed).to_be_hidden()
    work = {**new_work("toy", "en"), "reader": "S-017", "attempts": [attempt(1)]}
    damaged = {"name": "toy.damaged-1.json", "problem": "damaged"}
    beside = [{"name": "toy.other-1.json", "work": work}, damaged]
    page.evaluate("(beside) => kernel.set('beside', beside)", beside)
    expect(listed.locator("li")).to_have_count(2)
    expect(listed.locator("li").first).to_contain_text("S-017")
    said = f"{playing.words['others_damaged']} toy.damaged-1.json"
    expect(listed.locator("li").last).to_have_text(said)
    listed.locator("summary").click()
    listed.locator('[data-action="reopen"]').click()
    assert {"type": "open", "work": work} in page.evaluate("kernel.messages")


def test_frames_are_of_the_kinds_that_they_are_called(framed: Callable[..., Playing]) -> None:
    """So that no test above passes because a frame allows more than it should."""
    keeps = "() => { try { localStorage.length; return true } catch { return false } }"
    for kind, (_, _, trouble) in FRAMES.items():
        frame = framed(kind).page
        assert isinstance(frame, Frame)
        assert frame.evaluate(keeps) == (trouble is None)


# ---------------------------------------------------------------- the fold below an exercise


@pytest.mark.own_context
def test_the_ways_to_keep_a_work_are_folded_till_there_is_trouble(
    page: Page, toy_pages: Any
) -> None:
    toy_pages.opened = ""
    toy = toy_pages.play(page, "toy")
    fold = toy.root.locator(".wg-work")
    expect(fold.locator("summary").first).to_have_text(toy.words["my_work"])
    expect(fold.locator('[data-action="save"]')).to_be_hidden()
    expect(fold.locator(".wg-reader")).to_be_hidden()
    fold.locator("summary").first.click()
    expect(fold.locator('[data-action="save"]')).to_be_visible()
    page.add_init_script("Storage.prototype.setItem = () => { throw new Error('full'); };")
    page.reload()
    expect(fold).to_have_attribute("open", "")
    expect(fold.locator('[data-action="save"]')).to_be_visible()
