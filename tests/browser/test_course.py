"""The page "My course": how far one is, and how all is kept, found, passed on and deleted."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from looking import violations
from playing import AT_ONCE, Playing, storage_key
from playwright.sync_api import BrowserContext, Page, expect

from spoilt_work import attempt
from whosegroup.bank.content import exercise_names
from whosegroup.bank.loading import load_bank, read_words
from whosegroup.bank.roots import content_root
from whosegroup.exercises.html import element
from whosegroup.exercises.loading import load_exercise
from whosegroup.exercises.payload import compile_excerpt, compile_payload
from whosegroup.work.contract import new_work
from whosegroup.work.record import make_record, read_record

BOOK = Path(__file__).parents[2] / "_build" / "html"
TOY_BANK = Path(__file__).parents[1] / "fixtures" / "bank"
WORDS = read_words(content_root(), "en")[0]["course"]
COURSE = "toy-course"
ROOT = f"whosegroup/1/{COURSE}/"
FORBIDDEN = """Object.defineProperty(window, "localStorage",
    { get() { throw new DOMException("no", "SecurityError") } });"""
NO_DATABASE = "Object.defineProperty(window, 'indexedDB', { value: undefined });"
COPIES = """() => new Promise((resolve, reject) => {
    const asked = indexedDB.open("whosegroup", 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore("works");
    asked.onerror = () => reject(asked.error);
    asked.onsuccess = () => {
        const all = asked.result.transaction("works").objectStore("works").getAllKeys();
        all.onsuccess = () => { asked.result.close(); resolve(all.result); };
    };
})"""


class MyCourse:
    """The page of a toy course, opened."""

    def __init__(self, page: Page, way: dict[str, Any]) -> None:
        self.page, self.way, self.words = page, way, way["words"]
        self.root = page.locator("whose-group-course")
        self.status = self.root.locator('[role="status"]')
        expect(self.root).to_have_attribute("data-state", "ready")

    def act(self, action: str) -> None:
        """Press a button by what it does."""
        self.root.locator(f'button[data-action="{action}"]').click()

    def states(self) -> dict[str, str]:
        """Return how far each exercise is."""
        shown = self.root.locator("[data-exercise]")
        pairs = shown.evaluate_all(
            "(all) => all.map((one) => [one.dataset.exercise, one.dataset.state])"
        )
        return dict(pairs)

    def type_code(self, code: str) -> None:
        """Type a code, and use it."""
        self.root.get_by_label(self.words["code"], exact=True).fill(code)
        self.act("code")

    def open_text(self, text: str) -> None:
        """Open what was saved, as text."""
        with self.page.expect_file_chooser():
            self.act("load")
        self.root.get_by_label(self.words["paste"]).fill(text)
        self.act("open-text")

    def open_file(self, path: Path) -> None:
        """Open a saved file."""
        self.root.locator('input[type="file"]').set_input_files(path)

    def save(self) -> dict[str, Any]:
        """Save all in one file, and return what it holds."""
        with self.page.expect_download() as download:
            self.act("save")
        text = Path(download.value.path()).read_text(encoding="utf-8")
        assert self.root.locator("textarea").input_value() == text
        record: dict[str, Any] = json.loads(text)
        return record

    def says(self, name: str, **values: object) -> None:
        """Wait until it says this."""
        expect(self.status).to_contain_text(self.words[name].format(**values))

    def delete_everything(self) -> None:
        """Delete all."""
        self.act("ask-empty")
        self.act("empty")
        self.says("emptied")


Open = Callable[..., MyCourse]


@pytest.fixture
def my_course(page: Page, toy_pages: Any) -> Open:
    """Return a way to open the page of the toy course."""

    def opened(on: Page = page, theme: str = "light", **kept: Any) -> MyCourse:
        for exercise, work in kept.items():
            toy_pages.keep(on, exercise.replace("_", "-"), work)
        on.goto(toy_pages.course(theme=theme))
        return MyCourse(on, toy_pages.way())

    return opened


def work(exercise: str = "toy", *answers: dict[str, Any], **more: Any) -> dict[str, Any]:
    """Return a work with one answer, or with these."""
    return {**new_work(exercise, "en"), "attempts": list(answers) or [attempt(1)], **more}


def finished(toy_pages: Any, exercise: str, **more: Any) -> dict[str, Any]:
    """Return a work in which all is answered, and none waits to come back; of a test one form."""
    payload = toy_pages.payload(exercise)
    ids = payload["forms"]["a"] if "forms" in payload else [case["id"] for case in payload["cases"]]
    form = {"form": "a"} if "forms" in payload else {}
    kinds = {case["id"]: case.get("kind") for case in payload["cases"]}
    fits = payload["feedback"] == "each"
    answers = [
        attempt(number, vignette=id, **({"answer": kinds[id]} if fits and kinds[id] else {}))
        for number, id in enumerate(ids)
    ]
    return work(exercise, *answers, **form, **more)


def stored(page: Page) -> dict[str, Any]:
    """Return the works that browser storage holds, by their names."""
    held = page.evaluate("Object.entries(localStorage)")
    return {
        name.removeprefix(ROOT): json.loads(text)
        for name, text in held
        if "#code" not in name and "#emptied" not in name
    }


def record(*works: dict[str, Any], **more: Any) -> str:
    return json.dumps({**make_record(COURSE, "en", works), **more})


def copies(page: Page) -> list[str]:
    """Return the names of the copies in the second home."""
    names: list[str] = page.evaluate(COPIES)
    return names


def wait_for_copies(page: Page, count: int) -> None:
    """Wait until there are so many copies: they come after the answer."""
    page.wait_for_function(f"async (count) => (await ({COPIES})()).length === count", arg=count)


# ---------------------------------------------------------------- the way


def test_who_has_not_begun_is_led_to_the_first_exercise(my_course: Open, page: Page) -> None:
    course = my_course()
    assert set(course.states().values()) == {"new"}
    assert "mixed" not in course.states(), "It never ends."
    first = course.root.locator(".wg-next a")
    title = course.way["exercises"]["first-test"]["title"]
    expect(first).to_have_text(course.words["next_first"].format(title=title))
    expect(first).to_have_attribute("href", "./first-test.html#exercise_first-test")
    expect(course.root.get_by_role("progressbar")).to_have_attribute("value", "0")
    course.act("save")
    course.says("nothing")


def test_what_was_begun_comes_before_what_is_new(my_course: Open, toy_pages: Any) -> None:
    course = my_course(
        first_test=finished(toy_pages, "first-test"),
        stalls=work("stalls", attempt(1, vignette="stall")),
    )
    states = course.states()
    assert (states["first-test"], states["stalls"], states["toy"]) == ("done", "begun", "new")
    title = course.way["exercises"]["stalls"]["title"]
    said = course.words["next_begun"].format(title=title, count=1, of=2)
    expect(course.root.locator(".wg-next a")).to_have_text(said)
    state = course.root.locator('[data-exercise="stalls"]')
    expect(state).to_contain_text(course.words["state_begun"].format(count=1, of=2))


def test_the_way_and_the_practice_page_count_alike(page: Page, toy_pages: Any) -> None:
    """One case is right, one waits to come back, one is skipped: so they say both, till the end."""
    toy = toy_pages.play(page, "toy")
    toy.go()
    toy.act("next")
    toy.go(right=False)
    toy.act("next")
    toy.act("skip")
    total, words = len(toy.cases), toy.words
    said = [
        words["progress"].format(done=2, total=total),
        words["progress_back"].format(back=1),
        words["progress_skipped"].format(skipped=1),
    ]
    expect(toy.root.locator(".wg-count")).to_have_text(" ".join(said))
    page.goto(toy_pages.course("toy", "mixed"))
    course = MyCourse(page, toy_pages.way("toy", "mixed"))
    line = course.root.locator('[data-exercise="toy"]')
    counts = course.words["state_begun"].format(count=2, of=total)
    back = course.words["state_back"].format(back=1)
    apart = course.words["state_gone_past"].format(skipped=1)
    expect(line).to_contain_text(f"{counts} {back} {apart}")
    toy = toy_pages.play(page, "toy")
    toy.finish()
    expect(toy.root).to_have_attribute("data-state", "done")
    page.goto(toy_pages.course("toy", "mixed"))
    expect(line).to_contain_text(f"{course.words['state_done']} {apart}")


def test_when_all_is_done_mixed_practice_says_what_is_due(my_course: Open, toy_pages: Any) -> None:
    works = {
        name: finished(toy_pages, name) for name in toy_pages.way()["exercises"] if name != "mixed"
    }
    course = my_course(**works)
    assert set(course.states().values()) == {"done"}
    assert course.root.get_by_role("progressbar").evaluate("(bar) => bar.value === bar.max")
    due = len(toy_pages.payload("toy")["cases"])
    expect(course.root.locator(".wg-next a")).to_have_text(
        course.words["next_due"].format(count=due)
    )
    expect(course.root.locator(".wg-next a")).to_have_attribute(
        "href", "./mixed.html#exercise_mixed"
    )
    expect(course.root).to_contain_text(course.words["mixed_due"].format(count=due))


def test_a_small_try_is_part_of_its_chapter_and_of_the_whole(my_course: Open) -> None:
    course = my_course(plain=work("plain", attempt(1, vignette="garden-clinic")))
    line = course.root.locator("[data-try]")
    expect(line).to_have_attribute("data-state", "new")  # another case of the same exercise
    bar = course.root.get_by_role("progressbar")
    expect(bar).to_have_attribute("value", "0")
    total = int(str(bar.get_attribute("max")))
    assert total == len(course.states()) + 1
    course.open_text(record(work("plain", attempt(2, vignette="tea"))))
    course.says("opened_one")
    course.root.locator('button[data-action="reopen"]').first.click()
    expect(line).to_have_attribute("data-state", "done")
    title = course.way["exercises"]["plain"]["title"]
    expect(line.get_by_role("link", name=title)).to_have_attribute(
        "href", "./toy-read.html#exercise_plain"
    )
    expect(bar).to_have_attribute("value", "1")
    said = course.words["counted"].format(done=1, total=total)
    expect(course.root.locator(".wg-count")).to_have_text(said)


def test_one_is_told_as_one(my_course: Open) -> None:
    course = my_course(toy=work())
    expect(course.root).to_contain_text(course.words["mixed_due_one"])
    course.open_text(record(work("toy")))
    course.says("opened_one")


def test_both_sorts_stand_beside_each_other(my_course: Open, toy_pages: Any) -> None:
    first = finished(toy_pages, "first-test")  # to both "support", of which one is
    again = [attempt(30 + n, vignette=id, run=2) for n, id in enumerate(("garden", "tea-ward"))]
    first["attempts"] += again
    course = my_course(first_test=first)
    [table] = course.root.locator(".wg-sorts table").all()
    assert re.findall(r"\d", table.inner_text()) == ["0", "1", "0", "1"], "Of the first run alone."
    expect(course.root.locator(".wg-sorts")).to_contain_text(course.words["sort_none"])
    expect(course.root.locator(".wg-sorts")).to_contain_text("1 of 2 fitted")


def test_a_situation_that_was_left_in_the_middle_is_not_done(
    my_course: Open, toy_pages: Any
) -> None:
    [case] = toy_pages.payload("keys")["cases"]
    turn, option = next(
        (name, option["id"])
        for name, turn in case["turns"].items()
        for option in turn["options"]
        if "next" in option
    )
    given = attempt(1, vignette=case["id"], part="option", answer=f"{turn}/{option}")
    assert my_course(keys=work("keys", given)).states()["keys"] == "begun"


def test_an_answer_on_the_same_page_is_seen_at_once(page: Page, toy_pages: Any) -> None:
    address = toy_pages.write("toy")
    way = toy_pages.way()
    toy_pages.course(view="next", name="next")
    next_ = (toy_pages.folder / "next.html").read_text(encoding="utf-8")
    path = toy_pages.folder / "page.html"
    element = re.search(r"<whose-group-course.*</whose-group-course>", next_, re.DOTALL)[0]
    path.write_text(
        path.read_text(encoding="utf-8").replace("<main>", f"<main>{element}"), encoding="utf-8"
    )
    page.goto(address)
    toy = Playing(page, toy_pages.payload("toy"))
    course = MyCourse(page, way)
    expect(course.root).to_be_hidden()
    toy.go()
    title = way["exercises"]["toy"]["title"]
    of = len(toy.cases)
    expect(course.root).to_contain_text(
        course.words["next_begun"].format(title=title, count=1, of=of)
    )


def test_live_the_same_is_shown_without_links_or_buttons(page: Page, toy_pages: Any) -> None:
    page.goto(toy_pages.course())
    page.wait_for_function("window.whoseGroup")
    page.evaluate("document.body.replaceChildren()")
    way, done = toy_pages.way(), finished(toy_pages, "first-test")
    for each in way["pages"]:
        each |= {"address": None, "read_address": None}  # no built book tells them here
    page.evaluate(
        """([course, works]) => { window.leave = whoseGroup.liveCourse(
            { get: (name) => ({ course, works, unread: ["pairs.json"] })[name] },
            document.body); }""",
        [way, {"first-test": done}],
    )
    course = MyCourse(page, way)
    assert course.states()["first-test"] == "done"
    expect(course.root).to_contain_text(course.words["kept_kernel"])
    title = way["exercises"]["toy"]["title"]
    minutes = way["exercises"]["toy"]["minutes"]
    said = course.words["next_chapter"]
    expect(course.root).to_contain_text(
        said.format(chapter="The toy chapter", title=title, minutes=minutes)
    )
    expect(course.root).to_contain_text(course.words["unread_file"].format(name="pairs.json"))
    expect(course.root.locator(".wg-way-chapter")).to_have_text("The toy chapter")
    expect(course.root.locator("[data-try]")).to_have_count(1)
    assert course.root.locator("a, button").count() == 0
    page.evaluate("leave()")
    assert course.root.count() == 0


def test_what_was_skipped_as_a_whole_is_left_in_tests_too(my_course: Open, toy_pages: Any) -> None:
    done = {name: finished(toy_pages, name) for name in ("stalls", "keys", "last-test")}
    for name in ("first-test", "toy", "pairs"):
        done[name] = finished(toy_pages, name)
        for given in done[name]["attempts"]:
            given |= {"answer": None, "skipped": True}
    course = my_course(**done)
    states = course.states()
    assert [states[name] for name in ("first-test", "toy", "pairs")] == ["skipped"] * 3
    assert states["stalls"] == "done"
    line = course.root.locator('[data-exercise="toy"]')
    expect(line).to_contain_text(course.words["state_skipped"])
    expect(line.locator(".wg-way-sign")).to_have_text(course.words["sign_skipped"])
    expect(course.root.get_by_role("progressbar")).to_have_attribute("value", "3")
    said = course.words["counted"].format(done=3, total=len(states) + 1)
    expect(course.root.locator(".wg-count")).to_have_text(said)
    title = course.way["exercises"]["first-test"]["title"]
    expect(course.root.locator(".wg-next a")).to_have_text(
        course.words["next_skipped"].format(title=title)
    )


def test_a_practice_that_is_not_begun_is_led_to_by_its_chapter(
    my_course: Open, toy_pages: Any
) -> None:
    course = my_course(first_test=finished(toy_pages, "first-test"))
    toy = course.way["exercises"]["toy"]
    values = {"chapter": "The toy chapter", "title": toy["title"], "minutes": toy["minutes"]}
    onwards = course.root.locator(".wg-next a")
    expect(onwards).to_have_text(course.words["next_chapter"].format(**values))
    expect(onwards).to_have_attribute("href", "./toy-read.html")
    course = my_course(toy=finished(toy_pages, "toy"))
    pairs = course.way["exercises"]["pairs"]
    said = course.words["next_new"].format(title=pairs["title"], minutes=pairs["minutes"])
    expect(onwards).to_have_text(said)
    expect(onwards).to_have_attribute("href", "./pairs.html#exercise_pairs")


def test_it_is_said_why_what_was_answered_is_gone_on_with(my_course: Open, toy_pages: Any) -> None:
    toy = finished(toy_pages, "toy")
    toy["attempts"][0]["answer"] = next(
        kind for kind in ("self-help", "support") if kind != toy["attempts"][0]["answer"]
    )
    course = my_course(toy=toy)
    back = course.words["next_back"].format(back=1)
    expect(course.root.locator(".wg-next a")).to_contain_text(back)


def test_where_there_is_no_mixed_practice_none_is_named(page: Page, toy_pages: Any) -> None:
    toy_pages.keep(page, "toy", finished(toy_pages, "toy"))
    page.goto(toy_pages.course("toy"))
    expect(page.locator(".wg-next")).to_have_text(toy_pages.way("toy")["words"]["next_all"])


def test_what_has_changed_between_the_two_sorts_is_said_in_a_line(
    my_course: Open, toy_pages: Any
) -> None:
    both = {name: finished(toy_pages, name) for name in ("first-test", "last-test")}
    course = my_course(**both)
    line = course.root.locator("p", has_text=re.compile(r"^Called what they are not: "))
    expect(line).to_have_text(re.compile(r"of 2 the first time, .* of 2 the second\.$"))


@pytest.mark.parametrize("returns", [True, False])
def test_what_its_first_question_leads_on_to_is_led_to_once(
    page: Page, toy_pages: Any, returns: bool
) -> None:
    """On the first page: below the question for who has just answered it, else at the top."""
    forms = toy_pages.payload("first-test")["forms"]
    firsts = [ids[0] for ids in forms.values()]
    if returns:
        begun = work("first-test", attempt(1, vignette=firsts[0]), form=next(iter(forms)))
        toy_pages.keep(page, "first-test", begun)
    page.goto(toy_pages.course("first-test", view="next"))
    whole = load_exercise("first-test", TOY_BANK)
    excerpt = compile_excerpt(whole, firsts, {"page": "first-test", "text": "on"})
    path = toy_pages.folder / "course.html"
    html = element(excerpt, pages={"first-test": "first-test.html"})
    text = path.read_text(encoding="utf-8").replace("</main>", f"{html}</main>")
    path.write_text(text, encoding="utf-8")
    page.reload()
    root = page.locator("whose-group")
    if not returns:
        root.locator("[data-vignette]").wait_for()
        for read in root.locator("[data-action=read]").all():
            read.click()
        root.locator("[data-answer]").first.click()
        page.wait_for_timeout(AT_ONCE)
        root.locator("[data-confidence]").first.click()
    expect(page.get_by_role("progressbar")).to_be_visible()
    expect(page.locator(".wg-next a")).to_have_count(int(returns))
    expect(root.locator("a.wg-primary")).to_have_count(int(not returns))


# ---------------------------------------------------------------- all in one file


def test_who_has_nothing_here_finds_near_the_top_how_to_open_a_file(my_course: Open) -> None:
    course = my_course()
    above = """(root) => root.querySelector('[data-action="load"]')
        .compareDocumentPosition(root.querySelector(".wg-way")) & 4"""
    expect(course.root).to_contain_text(course.words["keep_elsewhere"])
    assert course.root.evaluate(above)
    course.open_text(record(work()))
    course.says("opened_one")
    expect(course.root).not_to_contain_text(course.words["keep_elsewhere"])
    assert not course.root.evaluate(above)


@pytest.mark.parametrize("view", ["whole", "next"])
def test_what_holds_more_is_chosen_before_one_goes_on_with_less(
    my_course: Open, page: Page, toy_pages: Any, view: str
) -> None:
    course = my_course(toy=work())
    course.open_text(record(finished(toy_pages, "toy", reader="S-017")))
    course.says("opened_beside", titles=course.way["exercises"]["toy"]["title"])
    if view == "next":
        page.goto(toy_pages.course(view="next", name="next", mine="course.html"))
        onwards = page.locator(".wg-next a")
        title = course.way["exercises"]["toy"]["title"]
        expect(onwards).to_have_text(course.words["next_beside"].format(title=title))
        onwards.click()
        expect(page).to_have_url(re.compile(r"course\.html$"))
    else:
        page.reload()
    course = MyCourse(page, course.way)
    before = """(root) => root.querySelector('[data-action="reopen"]')
        .compareDocumentPosition(root.querySelector(".wg-way")) & 4"""
    assert course.root.evaluate(before), "The choice stands above all else."
    expect(course.root.locator(".wg-next")).to_have_count(0)
    expect(course.root).to_contain_text(course.words["goes_on"])
    course.act("reopen")
    assert course.states()["toy"] == "done"
    expect(course.root).not_to_contain_text(course.words["goes_on"])
    expect(course.root).to_contain_text(course.words["beside_kept"])
    kept = course.words["beside_work_one"]
    title = course.way["exercises"]["toy"]["title"]
    line = course.root.locator("li", has_text=kept.format(title=title, date="April 13, 2026"))
    expect(line).not_to_contain_text("code")


def test_what_a_newer_version_made_is_named_and_goes_with_the_file(
    my_course: Open, page: Page, toy_pages: Any
) -> None:
    newer = work("pairs", version=2, more={"a": [1]})
    course = my_course(toy=work(), pairs=newer)
    title = course.way["exercises"]["pairs"]["title"]
    expect(course.root.locator(".wg-trouble")).to_have_text(
        course.words["unread"].format(titles=title)
    )
    expect(course.root).to_contain_text(course.words["unread_version"].format(title=title))
    assert newer in course.save()["works"]
    page.goto(toy_pages.write("pairs", name="pairs"))  # sets a copy aside
    Playing(page, toy_pages.payload("pairs")).hears(0)
    course = my_course()
    assert course.save()["works"].count(newer) == 1


def test_what_is_damaged_is_named_and_said_to_be_left_out(my_course: Open, page: Page) -> None:
    course = my_course(toy=work())
    page.evaluate("(root) => localStorage.setItem(`${root}en/pairs`, '{')", ROOT)
    page.reload()
    title = course.way["exercises"]["pairs"]["title"]
    expect(course.root).to_contain_text(course.words["unread_damaged"].format(title=title))
    assert [one["exercise"] for one in course.save()["works"]] == ["toy"]
    course.says("saved_without_one")
    assert page.evaluate("(root) => localStorage.getItem(`${root}en/pairs`)", ROOT) == "{"


def test_of_a_file_that_breaks_off_complete_works_are_opened(my_course: Open) -> None:
    whole = record(work("toy"), work("pairs", attempt(1, vignette="garden-clinic")), work("stalls"))
    course = my_course()
    course.open_text(whole[: whole.index('"stalls"') + 20])
    course.says("opened", opened=2)
    course.says("opened_cut")
    assert stored(course.page).keys() == {"en/toy", "en/pairs"}


def test_a_file_with_a_code_does_not_name_the_answers_without_one(
    my_course: Open, page: Page, toy_pages: Any
) -> None:
    course = my_course(toy=work())
    his = work("pairs", attempt(1, vignette="garden-clinic"))
    course.open_text(record(his, reader="HIS"))
    course.says("opened_nameless")
    assert stored(page)["en/pairs"]["reader"] == "HIS"
    page.goto(toy_pages.write("toy", name="toy"))
    toy = Playing(page, toy_pages.payload())
    toy.go()
    assert "reader" not in toy.work()


def test_a_code_that_is_no_text_is_none(my_course: Open, page: Page) -> None:
    course = my_course()
    course.open_text(record(work("toy", reader={"a": 1})))
    course.says("opened_one")
    course.type_code("S-017")
    course.says("code_not_found")


def test_one_file_takes_the_course_to_another_device(
    my_course: Open, toy_pages: Any, new_context: Callable[..., BrowserContext], tmp_path: Path
) -> None:
    works = {name: finished(toy_pages, name, reader="S-017") for name in ("first-test", "pairs")}
    course = my_course(**works, toy=work(reader="S-017"))
    before = course.states()
    saved = course.save()
    kept, unread = read_record(json.dumps(saved), COURSE)
    assert (sorted(each["exercise"] for each in kept), unread) == (
        ["first-test", "pairs", "toy"],
        0,
    )
    path = tmp_path / "course.json"
    path.write_text(json.dumps(saved), encoding="utf-8")
    other = my_course(on=new_context().new_page())
    assert set(other.states().values()) == {"new"}
    other.open_file(path)
    other.says("opened", opened=3)
    assert other.states() == before
    other.page.goto(toy_pages.write("toy", name="toy"))
    assert Playing(other.page, toy_pages.payload()).work()["attempts"] == [attempt(1)]


def test_the_same_work_is_merged_and_another_one_is_kept_beside(my_course: Open) -> None:
    mine = work("toy", attempt(1), reader="S-017")
    later = {**mine, "attempts": [attempt(2, vignette="garden")]}
    other = work("toy", attempt(3), attempt(4, vignette="garden"), reader="S-018")
    course = my_course(toy=mine)
    course.open_text(record(later, other))
    course.says("opened", opened=2)
    title = course.way["exercises"]["toy"]["title"]
    course.says("opened_beside", titles=title)
    held = stored(course.page)
    assert len(held["en/toy"]["attempts"]) == 2
    assert {each["work"] for each in held.values()} == {mine["work"], other["work"]}
    values = {"title": title, "count": 2, "date": "April 13, 2026", "reader": "S-018"}
    said = course.words["beside_work"] + course.words["beside_code"]
    expect(course.root).to_contain_text(said.format(**values))
    course.act("reopen")
    course.says("went_on", **values)
    held = stored(course.page)
    assert held["en/toy"]["work"] == other["work"]
    assert mine["work"] in {each["work"] for name, each in held.items() if "#" in name}
    assert len(course.save()["works"]) == 2, "The file holds both."


def test_a_single_work_is_opened_too(my_course: Open) -> None:
    course = my_course()
    course.open_text(json.dumps(work("pairs", attempt(1, vignette="garden-clinic"))))
    course.says("opened_one")
    assert "en/pairs" in stored(course.page)


def test_works_of_another_language_are_put_there(my_course: Open) -> None:
    course = my_course()
    course.open_text(record(work("toy", lang="ja"), work("pairs", lang="<script>"), lang="ja"))
    course.says("opened_lang")
    assert stored(course.page).keys() == {"ja/toy", "ja/pairs"}


MINE = work("toy", attempt(1))
BAD: dict[str, tuple[str, str, dict[str, Any]]] = {
    "cut short": (record(MINE)[:-9], "open_damaged", {}),
    "of another course": (record(work(), course="another"), "open_course", {}),
    "newer": (record(work(), version=2), "open_version", {}),
    "no work": (record(), "opened_nothing", {}),
    "nothing": ("", "open_damaged", {}),
    "works that are none": (record(3, {}), "opened_unread", {"unread": 2}),  # type: ignore[arg-type]
    "a newer work": (record(work(version=9)), "opened_newer_one", {}),
    "an exercise that is gone": (record(work("gone")), "opened_gone_one", {}),
    "a path": (record(work("../../x")), "opened_unread_one", {}),
}


@pytest.mark.parametrize("kind", BAD)
def test_of_a_bad_file_what_can_be_used_is_used_and_nothing_here_is_lost(
    my_course: Open, kind: str
) -> None:
    text, said, values = BAD[kind]
    course = my_course(toy=MINE)
    before = stored(course.page)
    course.open_text(text)
    course.says(said, **values)
    assert before.items() <= stored(course.page).items()
    if kind in ("works that are none", "a newer work"):
        sound = work("pairs", attempt(1, vignette="garden-clinic"))
        course.open_text(
            json.dumps({**json.loads(text), "works": [*json.loads(text)["works"], sound]})
        )
        course.says("opened_one")
        course.says(said, **values)
        assert stored(course.page)["en/pairs"] == sound


def test_two_works_of_one_exercise_in_one_file_are_both_kept(my_course: Open) -> None:
    one, other = work("toy", attempt(1)), work("toy", attempt(2))
    course = my_course()
    course.open_text(record(one, other))
    course.says("opened_beside", titles=course.way["exercises"]["toy"]["title"])
    held = stored(course.page)
    assert held["en/toy"] == one, "The first one goes on."
    assert {each["work"] for each in held.values()} == {one["work"], other["work"]}


def test_of_twenty_megabytes_what_has_room_is_kept_and_the_rest_is_said(
    my_course: Open, tmp_path: Path
) -> None:
    course = my_course(toy=MINE)
    path = tmp_path / "large.json"
    large = work("stalls", attempt(1, vignette="stall"), padding="x" * 20_000_000)
    path.write_text(
        record(large, work("pairs", attempt(1, vignette="garden-clinic"))), encoding="utf-8"
    )
    course.open_file(path)
    course.says("open_trouble")
    held = stored(course.page)
    assert held["en/toy"] == MINE
    assert "en/pairs" in held


def test_a_code_is_only_text(my_course: Open) -> None:
    code = "<script>window.pwned = 1</script>"
    course = my_course()
    course.open_text(record(work("toy"), reader=code))
    expect(course.root).to_contain_text(course.words["code_now"].format(code=code))
    assert course.save()["reader"] == code
    assert course.page.evaluate("window.pwned") is None
    course.delete_everything()
    course.type_code(code)
    course.says("code_not_found")
    assert course.page.evaluate("window.pwned") is None
    course.type_code(" ")
    course.says("code_none")


def test_it_is_said_what_a_code_chooses_until_it_has_chosen(
    my_course: Open, toy_pages: Any
) -> None:
    course = my_course()
    tests = [id for id, one in course.way["exercises"].items() if "forms" in one]
    expect(course.root).to_contain_text(course.words["code_chooses"])
    expect(course.root).not_to_contain_text(course.words["code_set_chosen"])
    course = my_course(**{tests[0]: finished(toy_pages, tests[0])})
    expect(course.root).to_contain_text(course.words["code_set_chosen"])
    expect(course.root).not_to_contain_text(course.words["code_chooses"])


# ---------------------------------------------------------------- the second home


def moodle_empties(page: Page) -> None:
    """Forget as Moodle does at a new login."""
    page.evaluate("localStorage.clear()")


def test_what_a_browser_forgot_is_there_again_under_the_code(
    my_course: Open, page: Page, toy_pages: Any
) -> None:
    course = my_course()
    course.type_code("S-017")
    page.goto(toy_pages.write("toy", name="toy"))
    toy = Playing(page, toy_pages.payload())
    expect(toy.root.locator(".wg-reader")).to_have_value("S-017")
    toy.go()
    toy.act("next")
    toy.go()
    given = toy.work()["attempts"]
    wait_for_copies(page, 1)
    moodle_empties(page)
    course = my_course()
    expect(course.root).not_to_contain_text("S-017")
    assert set(course.states().values()) == {"new"}, "Who does not type the code sees nothing."
    course.type_code("S-018")
    course.says("code_not_found")
    course.type_code("s 017")
    expect(course.status).to_contain_text("work on 1 exercise,")
    course.act("restore")
    course.says("code_restored")
    assert course.states()["toy"] == "begun"
    assert stored(page)["en/toy"]["attempts"] == given


@pytest.mark.parametrize("began", [True, False])
def test_a_code_that_is_typed_before_a_test_is_looked_up(
    my_course: Open, page: Page, toy_pages: Any, began: bool
) -> None:
    course = my_course(toy=finished(toy_pages, "toy"))
    course.type_code("S-017")
    wait_for_copies(page, 1)
    moodle_empties(page)
    page.goto(toy_pages.write("first-test", name="first-test"))
    test = Playing(page, toy_pages.payload("first-test"))
    page.evaluate(
        """() => { window.whoseGroupCourse = { mine: "course.html" };
            dispatchEvent(new Event("whose-group-way")); }"""
    )
    test.root.locator(".wg-reader").fill("s017")
    test.act("begin")
    expect(test.status).to_contain_text("April 13, 2026")
    expect(test.root.locator(".wg-opening")).to_be_visible()
    if began:
        test.act("begin")
        expect(test.root.locator("[data-vignette]")).to_be_visible()
        page.goto(toy_pages.course())
    else:
        test.root.get_by_role("link", name=test.words["reader_mine"]).click()
    course = MyCourse(page, course.way)
    expect(course.root).to_contain_text(course.words["code_now"].format(code="s017"))
    expect(course.status).to_contain_text("work on 1 exercise,")
    assert course.states()["toy"] == "new", "It is offered, and not opened unasked."
    course.act("restore")
    course.says("code_restored")
    assert course.states()["toy"] == "done"
    expect(course.root.locator('[data-action="restore"]')).to_have_count(0)


def test_a_code_is_not_changed_on_an_exercise(my_course: Open, page: Page, toy_pages: Any) -> None:
    """Whoever sits down next would give another's answers a name of their own."""
    page.goto(toy_pages.write("toy", name="toy"))
    toy = Playing(page, toy_pages.payload())
    toy.go()
    late = page.context.new_page()
    late.goto(toy_pages.write("first-test", name="first-test"))
    test = Playing(late, toy_pages.payload("first-test"))
    test.root.locator(".wg-reader").fill("CD34")
    other = page.context.new_page()
    other.goto(toy_pages.write("pairs", name="pairs"))
    pairs = Playing(other, toy_pages.payload("pairs"))
    pairs.go()
    pairs.root.locator(".wg-reader").fill("EF56")
    toy.root.locator(".wg-reader").fill("AB12")
    toy.root.locator(".wg-reader").blur()
    pairs.root.locator(".wg-reader").blur()
    expect(pairs.root.locator(".wg-reader")).to_have_value("AB12")
    expect(toy.root.locator(".wg-reader")).to_have_js_property("readOnly", True)
    expect(toy.root.locator(".wg-reader")).to_have_value("AB12")
    test.act("begin")  # where the field stood open before there was a code
    test.go()
    course = my_course()
    expect(course.root).to_contain_text(course.words["code_now"].format(code="AB12"))
    assert {each["reader"] for each in stored(page).values()} == {"AB12"}


def test_answers_of_another_code_keep_it(my_course: Open, page: Page, toy_pages: Any) -> None:
    course = my_course(toy=work(reader="HERS"))
    page.evaluate("(root) => localStorage.setItem(`${root}#code`, 'HIS')", ROOT)
    page.goto(toy_pages.write("toy", name="toy"))
    toy = Playing(page, toy_pages.payload())
    expect(toy.root.locator(".wg-reader")).to_have_value("HERS")
    expect(toy.root.locator(".wg-reader")).to_have_js_property("readOnly", True)
    toy.go()
    assert toy.work()["reader"] == "HERS"
    assert course.words


def test_who_begins_anew_before_the_code_is_typed_loses_nothing(
    my_course: Open, page: Page, toy_pages: Any
) -> None:
    """The new work, as short as it is, must not take the place of the copy of the old one."""
    course = my_course(toy=finished(toy_pages, "toy"))
    course.type_code("S-017")
    wait_for_copies(page, 1)
    old = stored(page)["en/toy"]
    moodle_empties(page)
    page.goto(toy_pages.write("toy", name="toy"))
    toy = Playing(page, toy_pages.payload())
    toy.go()
    course = my_course()
    course.type_code("S-017")
    course.act("restore")
    course.says("code_restored")
    course.says("beside_below")
    course.act("reopen")
    assert stored(page)["en/toy"] == old
    wait_for_copies(page, 2)


def test_where_two_readers_share_a_browser_each_code_has_its_own_works(
    my_course: Open, page: Page
) -> None:
    hers = work("toy", attempt(1))
    course = my_course(toy=hers)
    course.type_code("HERS")
    course.type_code("HIS")
    course.says("code_other", code="HERS", other="HIS")
    assert stored(page)["en/toy"]["reader"] == "HERS", "Nothing is done before he says so."
    course.act("away")
    course.says("code_put_away")
    assert stored(page) == {}
    expect(course.root).to_contain_text(course.words["code_now"].format(code="HIS"))
    his = record(work("toy", attempt(2), reader="HIS"))
    course.open_text(his)
    course.says("opened_one")
    course.type_code("HERS")
    course.act("away")
    course.act("restore")
    course.says("code_restored")
    assert stored(page)["en/toy"]["work"] == hers["work"]
    course.type_code("HIS")
    course.act("away")
    course.act("restore")
    assert stored(page)["en/toy"]["attempts"] == [attempt(2)]


def test_a_file_of_another_reader_is_not_mixed_with_what_is_here(
    my_course: Open, page: Page
) -> None:
    course = my_course(toy=work(reader="HERS"))
    course.type_code("HERS")
    course.open_text(record(work("toy", attempt(2)), reader="HIS"))
    course.says("code_other", code="HERS", other="HIS")
    assert list(stored(page)) == ["en/toy"]
    course.act("away")
    course.says("opened_one")
    assert stored(page)["en/toy"]["reader"] == "HIS"


def test_who_mistyped_a_code_keeps_the_work_open(my_course: Open, page: Page) -> None:
    course = my_course(toy=work())
    course.type_code("S-071")
    course.type_code("S-017")
    course.act("rename")
    course.says("code_not_found")
    assert stored(page)["en/toy"]["reader"] == "S-017"


def test_under_a_mistyped_code_no_copy_stays(my_course: Open, page: Page) -> None:
    course = my_course(toy=work())
    course.type_code("S-071")
    wait_for_copies(page, 1)
    course.type_code("S-017")
    course.act("rename")
    under_it = "(all) => all.length === 1 && all[0].startsWith('s017')"
    page.wait_for_function(f"async () => ({under_it})(await ({COPIES})())")
    course.delete_everything()
    assert copies(page) == []


@pytest.mark.own_context
def test_what_cannot_be_put_away_stays(my_course: Open, page: Page) -> None:
    page.add_init_script(NO_DATABASE)
    course = my_course(toy=work(reader="HERS"))
    course.type_code("HERS")
    course.type_code("HIS")
    course.act("away")
    course.says("code_stays")
    assert stored(page)["en/toy"]["reader"] == "HERS"


def test_what_cannot_be_read_here_is_put_away_and_comes_back(my_course: Open, page: Page) -> None:
    newer = work("pairs", version=9)
    course = my_course(toy=work(), pairs=newer)
    course.type_code("HERS")
    course.type_code("HIS")
    course.act("away")
    course.says("code_put_away")
    assert stored(page) == {}
    course.type_code("HERS")
    course.act("restore")
    assert newer in stored(page).values()


# ---------------------------------------------------------------- leaving


def test_what_is_deleted_does_not_come_back_from_another_tab(
    my_course: Open, page: Page, toy_pages: Any
) -> None:
    course = my_course(pairs=work("pairs", attempt(1, vignette="garden-clinic")))
    course.type_code("S-017")
    tab = page.context.new_page()
    tab.goto(toy_pages.write("toy", name="toy"))
    toy = Playing(tab, toy_pages.payload())
    toy.go()
    wait_for_copies(page, 2)
    course.act("ask-empty")
    course.act("keep")
    assert len(stored(page)) == 2
    course.delete_everything()
    assert set(course.states().values()) == {"new"}
    assert stored(page) == {}
    assert copies(page) == []
    toy.hears(0)
    toy.act("next")
    toy.go()
    assert len(stored(page)["en/toy"]["attempts"]) == 1, "The answer of afterwards alone."
    assert "reader" not in stored(page)["en/toy"]
    tab.goto(toy_pages.write("pairs", name="pairs"))
    assert stored(page).keys() == {"en/toy"}
    assert copies(page) == []


IN_PROGRESS = "Object.keys(sessionStorage).filter((name) => name.endsWith('#turn')).length"


def test_what_is_in_progress_is_deleted_too_in_every_tab(
    my_course: Open, page: Page, toy_pages: Any
) -> None:
    """A verdict is being read in three tabs; in one of them its page has been left since."""
    tabs = [page, page.context.new_page(), page.context.new_page()]
    for tab in tabs:
        tab.goto(toy_pages.write("toy", name="toy"))
        Playing(tab, toy_pages.payload()).go()
        assert tab.evaluate(IN_PROGRESS) == 1
    tabs[2].goto(toy_pages.course())
    course = my_course()
    assert [tab.evaluate(IN_PROGRESS) for tab in tabs] == [1, 1, 1]
    course.delete_everything()
    for tab in tabs:
        tab.wait_for_function(f"() => {IN_PROGRESS} === 0")


def test_all_languages_are_deleted_and_nothing_of_another_course(
    my_course: Open, page: Page
) -> None:
    course = my_course(toy=work())
    page.evaluate(
        """([root]) => {
            localStorage.setItem(`${root}ja/toy`, "{}");
            localStorage.setItem("whosegroup/1/another/en/toy", "{}");
        }""",
        [ROOT],
    )
    course.delete_everything()
    assert list(stored(page)) == ["whosegroup/1/another/en/toy"]


@pytest.mark.own_context
def test_a_full_browser_can_be_emptied(my_course: Open, page: Page) -> None:
    course = my_course(toy=work())
    page.evaluate(
        """() => { let [size, n] = [1 << 22, 0];
            while (size) try { localStorage.setItem(`fill-${n++}`, "x".repeat(size)); }
                catch { size >>= 1; } }"""
    )
    page.reload()
    expect(course.root.locator(".wg-trouble")).to_have_text(course.words["storage_full"])
    course.save()
    course.delete_everything()
    names = page.evaluate("Object.keys(localStorage)")
    assert {name for name in names if not name.startswith("fill-")} <= {f"{ROOT}#emptied"}


def test_a_browser_that_forgets_takes_nothing_from_an_open_page(
    my_course: Open, page: Page, toy_pages: Any
) -> None:
    my_course(toy=work()).delete_everything()
    page.goto(toy_pages.write("toy", name="toy"))
    toy = Playing(page, toy_pages.payload())
    toy.go()
    moodle_empties(page)
    toy.act("next")
    toy.go()
    assert len(toy.work()["attempts"]) == 2


# ---------------------------------------------------------------- two tabs, and no storage


def test_of_twenty_answers_given_in_turn_in_two_tabs_twenty_are_kept(
    my_course: Open, page: Page, toy_pages: Any
) -> None:
    course = my_course()
    course.type_code("S-017")
    address = toy_pages.write("toy", name="toy")
    tabs = []
    for _ in range(2):
        tab = page.context.new_page()
        tab.goto(address)
        tabs.append(Playing(tab, toy_pages.payload()))
    saved = ""
    for number in range(20):
        toy = tabs[number % 2]
        toy.hears(number)
        if toy.shows(".wg-summary"):
            toy.act("restart")
            toy.act("restart-yes")
        elif toy.shows('[data-action="next"]'):
            toy.act("next")
        if toy.shows(".wg-summary"):
            toy.act("restart")
            toy.act("restart-yes")
        toy.go()
        if number == 9:
            saved = json.dumps(course.save())
        if number == 14:
            course.open_text(saved)
    tabs[0].hears(20)
    held = stored(page)["en/toy"]["attempts"]
    assert len(held) == len({each["at"] for each in held}) == 20
    assert len(course.save()["works"][0]["attempts"]) == 20
    wait_for_copies(page, 1)


def test_two_of_these_pages_do_not_wake_each_other_for_ever(my_course: Open, page: Page) -> None:
    my_course()
    other = my_course(on=page.context.new_page())
    other.page.evaluate(
        """() => { window.drawn = 0; new MutationObserver(() => { window.drawn += 1; })
            .observe(document.querySelector(".wg-course"), { childList: true }); }"""
    )
    page.evaluate("(root) => localStorage.setItem(`${root}#code`, 'S-017')", ROOT)
    expect(other.root).to_contain_text(other.words["code_now"].format(code="S-017"))
    other.page.evaluate(
        """() => new Promise((done) => { let n = 0;
            const on = () => ++n < 60 ? requestAnimationFrame(on) : done(); on(); })"""
    )
    assert other.page.evaluate("window.drawn") <= 2


@pytest.mark.own_context
def test_with_storage_forbidden_the_page_says_so_and_offers_the_file(
    my_course: Open, page: Page, toy_pages: Any
) -> None:
    page.add_init_script(FORBIDDEN + NO_DATABASE)
    page.goto(toy_pages.course())
    course = MyCourse(page, toy_pages.way())
    expect(course.root.locator(".wg-trouble")).to_have_text(course.words["storage_forbidden"])
    expect(course.root.locator(".wg-kept")).to_have_text(course.words["kept_not"])
    course.open_text(record(finished(toy_pages, "pairs")))
    course.says("opened_one")
    course.says("open_trouble")
    assert course.states()["pairs"] == "done", "Until the page is closed."
    assert [each["exercise"] for each in course.save()["works"]] == ["pairs"]


def test_from_disk_the_way_is_shown_and_what_may_be_is_said(
    page: Page, toy_pages: Any, tmp_path: Path
) -> None:
    """Chromium has one store for all pages from disk."""
    toy_pages.course()
    toy_pages.write("toy", name="toy")
    for name in ("course.html", "toy.html"):
        text = (toy_pages.folder / name).read_text(encoding="utf-8")
        (tmp_path / name).write_text(
            text.replace("=/whose-group", "=whose-group"), encoding="utf-8"
        )
    for name in ("whose-group.js", "whose-group.css"):
        (tmp_path / name).write_bytes((toy_pages.folder.parent / name).read_bytes())
    page.goto((tmp_path / "toy.html").as_uri())
    Playing(page, toy_pages.payload()).go()
    page.goto((tmp_path / "course.html").as_uri())
    course = MyCourse(page, toy_pages.way())
    assert course.states()["toy"] == "begun"
    expect(course.root.locator(".wg-kept")).to_have_text(course.words["from_disk"])
    tab = page.context.new_page()
    tab.goto((tmp_path / "toy.html").as_uri())
    course.delete_everything()
    Playing(tab, toy_pages.payload()).hears(0)
    tab.reload()
    Playing(tab, toy_pages.payload()).hears(0)
    page.goto((tmp_path / "toy.html").as_uri())
    Playing(page, toy_pages.payload()).hears(0)


# ---------------------------------------------------------------- the record on paper


@pytest.mark.own_context
def test_a_record_is_printed_with_a_name_that_is_kept_nowhere(
    my_course: Open, page: Page, toy_pages: Any, tmp_path: Path
) -> None:
    page.add_init_script(
        """window.print = () => { const paper = document.querySelector(".wg-course-paper");
            window.printed = paper.innerText || paper.textContent;
            window.printing = document.documentElement.classList.contains("wg-prints-course");
            dispatchEvent(new Event("afterprint")); };"""
    )
    course = my_course(first_test=finished(toy_pages, "first-test"), toy=work())
    course.root.get_by_label(course.words["name"]).fill("Aiko <b>Tani</b>")
    course.act("print")
    printed = page.evaluate("window.printed")
    assert page.evaluate("window.printing") is True
    title = course.way["exercises"]["first-test"]["title"]
    for said in (
        "Aiko <b>Tani</b>",
        course.words["print_proves"],
        course.words["print_row"].format(title=title, state=course.words["state_done"]),
        course.words["print_date"].format(first="April 13, 2026"),
        course.words["sorts"],
        "The toy chapter",
        f"{course.words['print_tries']}: {course.words['state_new']}",
    ):
        assert said in printed
    expect(course.root.locator(".wg-course-paper")).to_be_empty()
    assert "Aiko" not in json.dumps([page.evaluate("Object.entries(localStorage)"), course.save()])
    with page.expect_download() as download:
        course.act("save-paper")
    html = Path(download.value.path()).read_text(encoding="utf-8")
    assert "Aiko &lt;b&gt;Tani&lt;/b&gt;" in html
    assert course.words["print_proves"] in html
    assert download.value.suggested_filename == f"whosegroup-{COURSE}-record.html"
    course.open_text(html)
    course.says("open_paper")
    phone = page.context.new_page()
    phone.set_viewport_size({"width": 360, "height": 640})
    path = tmp_path / "record.html"
    path.write_text(html, encoding="utf-8")
    phone.goto(path.as_uri())
    expect(phone.locator("h1")).to_have_text("A toy book")
    assert phone.title() == "A toy book: Aiko <b>Tani</b>"
    assert "width=device-width" in phone.locator("meta[name=viewport]").get_attribute("content")
    assert phone.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_on_paper_there_is_the_record_alone(my_course: Open, page: Page) -> None:
    course = my_course(toy=work())
    page.evaluate("window.print = () => {}")  # it is still printing
    course.act("print")
    page.emulate_media(media="print")
    expect(course.root.locator(".wg-course-paper")).to_be_visible()
    for gone in (".wg-way", "button", ".wg-next"):
        assert not any(each.is_visible() for each in course.root.locator(gone).all())


# ---------------------------------------------------------------- in the book


@pytest.fixture
def two_on_a_page(book: Path) -> tuple[str, list[str]]:
    """Return the first practice page of the book with several exercises, and their names."""
    for path in sorted(book.glob("notebooks/*.html")):
        names = re.findall(r'<whose-group exercise="([^"]+)"', path.read_text(encoding="utf-8"))
        if len(names) > 1:
            return f"notebooks/{path.name}", names
    raise AssertionError("No page has two exercises.")


def test_in_the_book_pages_are_marked_and_an_exercise_ends_with_what_comes_next(
    page: Page, book_url: str, two_on_a_page: tuple[str, list[str]]
) -> None:
    address, [first, second, *_] = two_on_a_page
    payloads = {name: compile_payload(load_exercise(name)) for name in two_on_a_page[1]}

    def finish(name: str, answered: bool = True) -> None:
        payload = payloads[name]
        ids = [case["id"] for case in payload["cases"]]
        answers = [attempt(n, vignette=id) for n, id in enumerate(ids) if answered]
        answers += [attempt(n + 99, vignette=id, skipped=True) for n, id in enumerate(ids)]
        text = json.dumps(work(name, *answers))
        page.evaluate(
            "([key, text]) => localStorage.setItem(key, text)", [storage_key(payload), text]
        )

    def marks() -> list[str]:
        shown = page.locator(".sidebar-tree .wg-way-mark")
        expect(shown).to_have_count(2)  # at the page, and at its chapter, which may be folded
        return shown.evaluate_all("(all) => all.map((one) => one.dataset.state)")

    page.goto(f"{book_url}/{address}")
    expect(page.locator(".wg-way-mark")).to_have_count(0)
    for name in two_on_a_page[1]:
        finish(name, answered=False)
    page.reload()
    assert marks() == ["begun", "begun"], "What was skipped as a whole is left."
    page.evaluate("localStorage.clear()")
    finish(first)
    page.reload()
    assert marks() == ["begun", "begun"]
    step = page.locator(f"#exercise_{first} .wg-step a").first
    title = payloads[second]["title"]
    expect(step).to_have_text(WORDS["step_here"].format(title=title))
    step.click()
    assert page.url.endswith(f"#exercise_{second}")
    for name in two_on_a_page[1]:
        finish(name)
    page.reload()
    assert marks() == ["begun", "done"], "The chapter has a small try, too."
    tries = str(load_bank(only=[]).course.tries)
    payloads[tries] = compile_payload(load_exercise(tries))
    finish(tries)
    page.reload()
    expect(page.locator(".sidebar-tree .wg-way-mark[data-state=done]")).to_have_count(2)
    # By their tries the other chapters are begun.
    expect(page.locator(".sidebar-tree .wg-way-mark[data-state=begun]")).to_have_count(9)
    onwards, mine = page.locator(f"#exercise_{second} .wg-step a").all()
    assert mine.text_content() == WORDS["step_course"]
    # As on "My course" and on the first page: the same is next, and it leads to the same place.
    said, place = onwards.text_content(), onwards.evaluate("(link) => link.href")
    for address in ("book/my-course.html", "index.html"):
        page.goto(f"{book_url}/{address}")
        link = page.locator("whose-group-course .wg-next a")
        expect(link).to_have_text(said)
        assert link.evaluate("(one) => one.href") == place


def test_in_the_book_the_way_leads_to_the_exercise(page: Page, book_url: str) -> None:
    page.goto(f"{book_url}/book/my-course.html")
    lines = page.locator("whose-group-course [data-exercise]")
    names = lines.evaluate_all("(all) => all.map((one) => one.dataset.exercise)")
    endless = {each for each in exercise_names() if load_exercise(each).settings.draws}
    # The small tries stand in the chapters, one in each of which this page tells.
    expect(page.locator("whose-group-course [data-try]")).to_have_count(10)
    told = json.loads(page.locator("whose-group-course > script").text_content() or "")
    assert len(told["tries"]["chapters"]) == 10, "What no line tells of cannot be done."
    elsewhere = {load_bank(only=[]).course.tries}
    expected = set(exercise_names()) - endless - elsewhere
    assert set(names) == expected, "Each exercise stands on the way."
    for link in page.locator("whose-group-course a").all():
        target = link.get_attribute("href").removeprefix("../")
        path, _, place = target.partition("#")
        html = (BOOK / path).read_text(encoding="utf-8")
        assert not place or f'id="{place}"' in html, target


# ---------------------------------------------------------------- everybody can use it


def states_of(course: MyCourse) -> Any:
    """Bring the page into each state there is, and pause there."""
    yield "new"
    course.open_text(
        record(work("toy", attempt(1), reader="HERS"), work("toy", attempt(2)), reader="HERS")
    )
    yield "beside each other"
    course.act("save")
    yield "saved"
    course.act("load")
    yield "opening"
    course.act("close")
    course.type_code("HIS")
    yield "another reader"
    course.act("away")
    expect(course.root.locator('[data-action="away"]')).to_be_hidden()
    course.type_code("HERS")
    expect(course.root.locator('[data-action="restore"]')).to_be_visible()
    yield "found"
    course.act("restore")
    course.act("ask-empty")
    yield "to be deleted"
    course.act("empty")
    course.says("emptied")
    yield "deleted"


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_in_any_state(
    my_course: Open, page: Page, theme: str, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(color_scheme=theme)
    course = my_course(theme=theme)
    for state in states_of(course):
        assert violations(page) == [], state
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), state
        ids = page.locator("[id]").evaluate_all("(all) => all.map((one) => one.id)")
        assert len(ids) == len(set(ids))
        small = course.root.locator("button, input:visible, a").evaluate_all(
            """(all) => all.filter((one) => one.checkVisibility()
                && one.getBoundingClientRect().height < 44).map((one) => one.outerHTML)"""
        )
        assert small == [], state


def test_what_is_said_stands_beside_what_was_pressed_until_the_next_step(
    my_course: Open, page: Page
) -> None:
    page.set_viewport_size({"width": 360, "height": 640})
    course = my_course(toy=work())
    saves = course.root.locator('[data-action="save"]')
    saves.focus()
    page.keyboard.press("Enter")
    expect(course.status).to_have_text(course.words["saved"])
    button, said = saves.bounding_box(), course.status.bounding_box()
    assert button and said
    assert 0 < said["y"] - button["y"] < 200
    course.act("close")
    expect(course.status).to_be_empty()
    course.act("ask-empty")
    group = course.root.get_by_role("group", name=course.words["empty_ask"])
    expect(group.get_by_role("button")).to_have_count(2)


def test_keys_alone_do_everything_and_the_focus_is_never_lost(my_course: Open, page: Page) -> None:
    course = my_course(toy=work())

    def press(action: str) -> None:
        button = course.root.locator(f'[data-action="{action}"]')
        button.focus()
        page.keyboard.press("Enter")

    def in_focus(selector: str) -> None:
        expect(course.root.locator(f"{selector}:focus")).to_have_count(1)

    course.root.get_by_label(course.words["code"], exact=True).focus()
    page.keyboard.type("S-017")
    page.keyboard.press("Enter")
    course.says("code_not_found")
    in_focus("input")
    press("save")
    in_focus('[data-action="save"]')
    press("close")
    in_focus('[data-action="save"]')
    press("ask-empty")
    in_focus('[data-action="keep"]')
    page.keyboard.press("Enter")
    in_focus('[data-action="ask-empty"]')
    course.open_text(record(work("toy", attempt(2))))
    in_focus(".wg-notice")
    press("reopen")
    in_focus(".wg-notice")
    press("ask-empty")
    press("empty")
    in_focus(".wg-notice")
    course.says("emptied")
