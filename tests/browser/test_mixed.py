"""Mixed practice: what is due by Leitner's boxes, and what waits."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from playing import Playing, storage_key
from playwright.sync_api import Page, expect

from whosegroup.work.contract import new_work

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
DAYS = [0, 1, 3, 7, 21]  # a promise to readers: after how many days each box is due
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
OPEN, NOTED = ("garden-clinic", "garden", "tea-ward"), "tea"  # the toy cases that are drawn


class Shelf:
    """Works of the exercises that mixed practice draws from, and the page with it."""

    def __init__(self, page: Page, toy_pages: Any) -> None:
        self.page, self.toy_pages = page, toy_pages
        self.payload = toy_pages.payload("mixed")
        self.cases = {case["id"]: case for case in self.payload["cases"]}
        self.attempts: dict[str, list[dict[str, Any]]] = {}
        toy_pages.ahead = NOW - datetime.now(UTC)

    def attempt(self, id: str, when: datetime, fits: bool = True) -> dict[str, Any]:
        """Return an answer of another day."""
        kinds = {reply["verdict"]: kind for kind, reply in self.cases[id]["replies"].items()}
        return {
            "at": when.isoformat(timespec="milliseconds").replace("+00:00", "Z"),
            "run": 1,
            "vignette": id,
            "answer": kinds["fits" if fits else "look-again"],
        }

    def met(self, id: str, ago: timedelta, box: int = 0, exercise: str = "toy") -> Shelf:
        """Let a case have been met, last so long ago, so that it stands in this box."""
        kept = self.attempts.setdefault(exercise, [])
        kept.append(self.attempt(id, NOW - ago - 99 * DAY, fits=False))
        for number in range(box):
            kept.append(self.attempt(id, NOW - ago - (box - 1 - number) * MINUTE))
        if not box:
            kept.append(self.attempt(id, NOW - ago, fits=False))
        return self

    def keep(self) -> None:
        """Put the works into browser storage."""
        for exercise, attempts in self.attempts.items():
            work = {**new_work(exercise, "en"), "attempts": attempts}
            self.toy_pages.keep(self.page, exercise, work)

    def open(self) -> Mixed:
        """Put the works into browser storage and open mixed practice."""
        self.keep()
        self.page.goto(self.write())
        return Mixed(self.page, self.payload)

    def write(self) -> str:
        """Write the page with mixed practice, and return its address."""
        return self.toy_pages.write("mixed", name="mixed")

    def pass_time(self, span: timedelta) -> None:
        """Let time pass, and open the page again."""
        self.toy_pages.ahead += span
        self.write()
        self.page.reload()
        expect(self.page.locator(".wg-card")).to_be_visible()


class Mixed(Playing):
    """Mixed practice on a page, with something due or nothing."""

    def due(self, due: int, later: int, fresh: int = 0) -> None:
        """Expect that it says how much is due, and new."""
        expect(self.root.locator(".wg-count")).to_have_text(
            self.words["due"].format(due=due, later=later, fresh=fresh)
        )

    def why(self, why: str, **filled: str) -> None:
        """Expect that it says above the case why it is here."""
        text = self.words[f"why_{why}"].format(**filled)
        expect(self.root.locator(".wg-case-why")).to_have_text(text)

    def clear(self) -> list[str]:
        """Answer rightly whatever is due; return the ids in their order."""
        met = []
        for _ in self.until_end():
            met.append(self.go())
            self.act("next")
        return met


@pytest.fixture
def shelf(page: Page, toy_pages: Any) -> Shelf:
    return Shelf(page, toy_pages)


# -------------------------------------------------------------------- what is due


def test_who_has_met_nothing_is_sent_to_the_practice_pages(shelf: Shelf) -> None:
    mixed = shelf.open()
    expect(mixed.summary).to_contain_text(mixed.words["mixed_none"])
    unmet = mixed.words["mixed_unmet"].format(count=len(OPEN))
    expect(mixed.summary).to_contain_text(unmet)
    mixed.due(0, 0)
    expect(mixed.root.locator('[data-action="ahead"], [data-vignette]')).to_have_count(0)


@pytest.mark.parametrize(
    ("box", "early"), [(0, False), (2, True), (2, False), (4, True), (4, False)]
)
def test_a_case_is_due_when_its_box_says_so_and_not_a_minute_before(
    shelf: Shelf, box: int, early: bool
) -> None:
    ago = DAYS[box] * DAY - (MINUTE if early else timedelta())
    mixed = shelf.met("garden", ago, box).open()
    mixed.due(*((0, 1) if early else (1, 0)))
    assert mixed.shows('[data-vignette="garden"]') != early


def test_after_the_last_box_a_case_stays_in_it(shelf: Shelf) -> None:
    mixed = shelf.met("garden", DAYS[-1] * DAY, len(DAYS) + 3).open()
    assert mixed.clear() == ["garden"]
    shelf.pass_time(DAYS[-1] * DAY - DAY)
    mixed.due(0, 1)
    shelf.pass_time(DAY)
    mixed.due(1, 0)


def test_what_is_least_known_comes_first_then_what_was_seen_longest_ago(shelf: Shelf) -> None:
    shelf.met("garden-clinic", 40 * DAY, 2).met("tea-ward", 5 * DAY).met("garden", 6 * DAY)
    mixed = shelf.open()
    mixed.due(3, 0)
    assert mixed.clear() == ["garden", "tea-ward", "garden-clinic"]
    mixed.due(0, 3)


def test_a_case_met_on_two_pages_is_one_case(shelf: Shelf) -> None:
    """What fitted on one day and on the next stands in the second box, on whichever pages."""
    shelf.met("garden-clinic", 2 * DAY, 1, "toy")
    shelf.attempts["plain"] = [shelf.attempt("garden-clinic", NOW - DAY)]
    mixed = shelf.open()
    mixed.due(0, 1)
    shelf.pass_time(DAYS[2] * DAY - DAY)
    mixed.due(1, 0)


def test_what_was_skipped_or_never_met_is_not_due(shelf: Shelf) -> None:
    skipped = shelf.attempt("garden", NOW - 9 * DAY)
    del skipped["answer"]
    shelf.attempts["toy"] = [{**skipped, "skipped": True}]
    mixed = shelf.open()
    mixed.due(0, 0)


def test_a_work_that_cannot_be_read_is_left_alone(shelf: Shelf) -> None:
    shelf.met("garden", DAY).keep()
    shelf.toy_pages.keep(shelf.page, "plain", {"format": "something else"})
    mixed = shelf.open()
    mixed.due(1, 0)
    key = storage_key(shelf.toy_pages.payload("plain"))
    assert shelf.page.evaluate("(key) => JSON.parse(localStorage.getItem(key)).format", key)


def test_what_is_answered_on_a_practice_page_shows_without_a_reload(shelf: Shelf) -> None:
    mixed = shelf.open()
    mixed.due(0, 0)
    other = shelf.page.context.new_page()
    toy = shelf.toy_pages.play(other, "toy")
    missed = toy.go(right=False)
    mixed.due(1, 0)
    assert mixed.id == missed


# -------------------------------------------------------------------- cases of its own


@pytest.fixture
def own(shelf: Shelf) -> Shelf:
    """Return a shelf of which mixed practice has two cases for itself."""
    root = shelf.toy_pages.own_bank()
    exercise = root / "exercises/mixed.yml"
    exercise.write_text(exercise.read_text() + "vignettes: [tea-ward, garden-clinic]\n")
    return Shelf(shelf.page, shelf.toy_pages)


def test_who_has_met_nothing_meets_its_own_cases_a_few_a_day(own: Shelf) -> None:
    course = own.toy_pages.roots[0] / "data/course.yml"
    course.write_text(course.read_text().replace("new_a_day: 3", "new_a_day: 1"))
    for id in (*OPEN, NOTED):  # the half of a pair would wait for the other
        path = own.toy_pages.roots[0] / f"data/vignettes/en/{id}.md"
        path.write_text(re.sub(r"^pair: .*\n", "", path.read_text(), flags=re.MULTILINE))
    mixed = own.open()
    for id, left in (("tea-ward", 1), ("garden-clinic", 0)):
        mixed.due(0, 1 - left, fresh=1)
        mixed.why("unmet")
        assert mixed.go() == id
        assert "exercise" not in mixed.given()[-1]
        mixed.act("next")
        told = mixed.words["mixed_own"].format(count=1)
        expect(mixed.summary.get_by_text(told, exact=True)).to_have_count(left)
        own.pass_time(23 * HOUR)  # another day, and the first is not due yet


def with_tea(shelf: Shelf) -> Shelf:
    """Let the half that has a note have been met, so that the other one need not wait for it."""
    shelf.attempts.setdefault("toy", []).append(shelf.attempt(NOTED, NOW - 9 * DAY))
    return shelf


def test_of_a_story_that_is_known_the_same_is_said_before_and_what_it_was_after(own: Shelf) -> None:
    mixed = own.met("garden", 9 * DAY, 2).open()
    mixed.why("same")
    assert mixed.go() == "garden"
    assert mixed.said()[-1] == mixed.words["after_same"]
    mixed.act("next")
    own.pass_time(DAY)
    mixed.why("changed")
    assert mixed.go() == "garden-clinic"
    title = mixed.cases["garden"]["title"]
    assert mixed.said()[-1] == mixed.words["after_changed"].format(title=title)


def test_after_a_missed_case_comes_one_with_the_same_trap_and_each_says_why(own: Shelf) -> None:
    ward = own.toy_pages.roots[0] / "data/vignettes/en/tea-ward.md"
    ward.write_text(ward.read_text().replace("=called-association", "=hospital-room"))
    mixed = with_tea(Shelf(own.page, own.toy_pages)).met("garden", 9 * DAY, 2).open()
    mixed.due(1, 0, fresh=1)  # the other half of the garden's pair waits for another day
    mixed.why("same")
    assert mixed.go(right=False) == "garden"
    mixed.act("next")
    title = mixed.cases["garden"]["title"]
    mixed.why("alike", title=title)
    assert mixed.go() == "tea-ward"
    name = mixed.payload["names"]["cues"]["hospital-room"]["name"]
    assert mixed.said()[-1] == mixed.words["after_alike"].format(title=title, name=name)
    mixed.act("next")
    mixed.why("missed")
    assert mixed.go() == "garden"
    mixed.due(0, 2)


def test_that_a_case_is_the_other_half_of_a_pair_is_said_after_its_answer(own: Shelf) -> None:
    course = own.toy_pages.roots[0] / "data/course.yml"
    course.write_text(course.read_text().replace("twin_each: 3", "twin_each: 2"))
    mixed = with_tea(own).met("garden", 9 * DAY, 2).open()  # it was missed once before
    mixed.go(right=False)
    mixed.act("next")
    assert mixed.go() == "tea-ward"  # not at once
    mixed.act("next")
    mixed.why("twin")
    assert mixed.go() == "garden-clinic"
    title = mixed.cases["garden"]["title"]
    assert mixed.said()[-1] == mixed.words["after_twin"].format(title=title)


# -------------------------------------------------------------------- answering


def test_an_answer_names_the_exercise_that_it_was_drawn_from_and_changes_no_other_work(
    shelf: Shelf,
) -> None:
    mixed = shelf.met("garden", DAY).met("tea-ward", DAY).open()
    key = storage_key(shelf.toy_pages.payload("toy"))
    before = shelf.page.evaluate("(key) => localStorage.getItem(key)", key)
    met = mixed.clear()
    homes = [attempt["exercise"] for attempt in mixed.given()]
    assert homes == [mixed.cases[id]["home"] for id in met] == ["toy", "toy"]
    assert shelf.page.evaluate("(key) => localStorage.getItem(key)", key) == before


def test_a_verdict_says_why_as_on_the_practice_page(shelf: Shelf) -> None:
    mixed = shelf.met("garden", DAY).open()
    case = mixed.case
    mixed.go()
    number = next(a["passage"] for a in mixed.given())
    reaction = case["reactions"][case["replies"][case["kind"]]["reactions"][number]]
    assert mixed.said() == mixed.told(case, *reaction["say"], *reaction["more"])


def test_what_is_missed_comes_back_behind_what_is_due_until_it_fits(shelf: Shelf) -> None:
    mixed = shelf.met("garden", 3 * DAY).met("tea-ward", 2 * DAY).open()
    assert mixed.go(right=False) == "garden"
    assert mixed.words["comes_back"] not in mixed.said()
    mixed.due(2, 0)
    mixed.act("next")
    assert mixed.go() == "tea-ward"
    mixed.act("next")
    assert mixed.go(right=False) == "garden"
    mixed.act("next")
    assert mixed.go() == "garden"
    mixed.due(0, 2)
    mixed.act("next")
    expect(mixed.summary).to_be_visible()


def test_what_fits_waits_longer_each_time(shelf: Shelf) -> None:
    mixed = shelf.met("garden", DAY).open()
    for days in DAYS[1:]:
        assert mixed.clear() == ["garden"]
        shelf.pass_time(days * DAY - MINUTE * 2)
        mixed.due(0, 1)
        shelf.pass_time(MINUTE * 2)
        mixed.due(1, 0)


def test_what_is_missed_goes_back_to_the_first_box(shelf: Shelf) -> None:
    mixed = shelf.met("garden", 30 * DAY, 4).open()
    mixed.go(right=False)
    mixed.act("next")
    mixed.clear()
    shelf.pass_time(DAY)
    mixed.due(1, 0)


def test_what_is_skipped_is_left_alone_until_the_day_after(shelf: Shelf) -> None:
    mixed = shelf.met("garden", 3 * DAY).met("tea-ward", 2 * DAY).open()
    mixed.act("skip")
    expect(mixed.root.locator('[data-vignette="tea-ward"]')).to_be_visible()
    mixed.act("skip")
    expect(mixed.summary).to_be_visible()
    shelf.pass_time(MINUTE)
    mixed.due(0, 2)
    shelf.pass_time(DAY)
    mixed.due(2, 0)


def test_a_reload_in_the_middle_goes_on(shelf: Shelf) -> None:
    mixed = shelf.met("garden", 3 * DAY).met("tea-ward", 2 * DAY).open()
    mixed.go()
    mixed.page.reload()
    mixed.act("next")
    expect(mixed.root.locator('[data-vignette="tea-ward"]')).to_be_visible()
    mixed.due(1, 1)
    assert len(mixed.given()) == 1


def test_a_saved_file_is_opened_again(shelf: Shelf, tmp_path: Any) -> None:
    mixed = shelf.met("garden", 3 * DAY).met("tea-ward", 2 * DAY).open()
    mixed.go()
    with mixed.page.expect_download() as download:
        mixed.act("save")
    path = tmp_path / "saved.json"
    download.value.save_as(path)
    kept, key = mixed.work(), storage_key(mixed.payload)
    mixed.page.evaluate("(key) => localStorage.removeItem(key)", key)
    mixed.page.reload()
    mixed.due(2, 0)
    mixed.open_file(path)
    mixed.due(1, 1)
    assert mixed.work() == kept


# -------------------------------------------------------------------- nothing is due


def test_when_nothing_is_due_the_next_day_is_named(shelf: Shelf) -> None:
    mixed = shelf.met("garden", timedelta(), 1).met("tea-ward", timedelta(), 3).open()
    day = mixed.page.evaluate(
        """(at) => new Date(at).toLocaleDateString(
            "en", { year: "numeric", month: "long", day: "numeric" })""",
        (NOW + DAY).isoformat(),
    )
    expect(mixed.summary).to_contain_text(mixed.words["mixed_next"].format(count=2, date=day))
    expect(mixed.summary).to_contain_text(mixed.words["mixed_unmet"].format(count=1))
    expect(mixed.root).to_have_attribute("data-state", "done")
    expect(mixed.root.locator('[data-action="restart"]')).to_have_count(0)


def test_one_may_practise_ahead_what_was_not_seen_for_longest(shelf: Shelf) -> None:
    mixed = shelf.met("garden", MINUTE * 9, 1).met("tea-ward", MINUTE * 8, 4).open()
    mixed.act("ahead")
    expect(mixed.root.locator(".wg-case-title")).to_be_focused()
    met = []
    for _ in range(3):
        met.append(mixed.go())
        mixed.act("next")
    assert met == ["garden", "tea-ward", "garden"]
    mixed.act("skip")
    expect(mixed.root.locator('[data-vignette="garden"]')).to_be_visible()


# -------------------------------------------------------------------- cases with a note


def test_cases_with_a_note_come_only_when_asked_for(shelf: Shelf) -> None:
    mixed = shelf.met(NOTED, DAY).open()
    mixed.due(0, 0)
    box = mixed.summary.get_by_label(mixed.words["mixed_notes"])
    expect(box).not_to_be_checked()
    box.click()
    mixed.due(1, 0)
    expect(mixed.root.locator(".wg-case-note")).to_have_text(mixed.case["note"])
    expect(mixed.root.locator(".wg-case-title")).to_be_focused()
    expect(mixed.root.locator(".wg-line")).to_have_count(0)
    assert mixed.work()["notes"] is True
    mixed.page.reload()
    assert mixed.id == NOTED
    assert mixed.clear() == [NOTED]
    expect(box).to_be_checked()
    box.click()
    assert mixed.work()["notes"] is False
    shelf.pass_time(30 * DAY)
    mixed.due(0, 0)


def test_the_box_that_asks_for_them_keeps_the_focus(shelf: Shelf) -> None:
    mixed = shelf.open()
    box = mixed.summary.get_by_label(mixed.words["mixed_notes"])
    box.focus()
    for checked in (True, False):
        mixed.page.keyboard.press("Space")
        expect(box).to_be_checked(checked=checked)
        expect(box).to_be_focused()


# -------------------------------------------------------------------- two tabs


def test_two_tabs_lose_no_answer(shelf: Shelf) -> None:
    mixed = shelf.met("garden", 4 * DAY).met("tea-ward", 3 * DAY).met("garden-clinic", DAY).open()
    other = mixed.page.context.new_page()
    other.goto(mixed.page.url)
    tabs = [mixed, Mixed(other, mixed.payload)]
    met = []
    for number in range(6):
        tab = tabs[number % 2]
        tab.page.bring_to_front()
        met.append(tab.go(right=number > 2))
        tab.act("next")
        tabs[(number + 1) % 2].hears(number + 1)
    assert sorted(a["vignette"] for a in mixed.given()) == sorted(met)
    assert tabs[1].work() == mixed.work()
    for tab in tabs:
        expect(tab.summary).to_be_visible()
        tab.due(0, 3)
