"""Every type of exercise by keys alone, by fingers alone, by ear, in the dark, and on paper."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from looking import too_small, violations
from playing import Playing, place_button, put_on_paper
from playwright.sync_api import Page, expect

from whosegroup.work.contract import new_work
from whosegroup.work.measures import outcomes

Play = Callable[..., Playing]
# One toy exercise of each type, a test, and mixed practice with something due.
EVERY = ["toy", "pairs", "shed", "stalls", "keys", "bins", "last-test", "mixed", "views"]
PLAIN = EVERY[1:6]
every_exercise = pytest.mark.parametrize("exercise", EVERY)


def seed(toy_pages: Any, page: Page) -> None:
    """Let some cases have been met long ago, so that all there is can show."""
    for exercise in ("toy", "first-test"):
        payload = toy_pages.payload(exercise)
        missed = [
            {
                "at": f"2020-01-01T00:00:0{number}.000Z",
                "run": 1,
                "vignette": case["id"],
                "answer": next(k for k, r in case["replies"].items() if r["verdict"] != "fits"),
            }
            for number, case in enumerate(payload["cases"])
        ]
        work = {**new_work(exercise, "en"), "form": "a", "attempts": missed}
        toy_pages.keep(page, exercise, work)


@pytest.fixture
def meet(page: Page, toy_pages: Any) -> Play:
    """Return a way to open a toy exercise, with others done before where they matter."""

    def met(exercise: str, theme: str = "light", on: Page = page) -> Playing:
        if exercise in ("mixed", "last-test"):
            seed(toy_pages, on)
        return toy_pages.play(on, exercise, theme)

    return met


def unlike(playing: Playing) -> Iterator[str]:
    """Do the whole exercise, and pause once at each state that looks unlike those before."""
    seen = set()
    for _ in playing.walk():
        look = playing.root.evaluate(
            """(root) => [
                root.dataset.state,
                root.querySelector(".wg-card").className,
                !!root.querySelector(".wg-case-again"),
                !!root.querySelector("details[open]"),
                JSON.stringify(root.querySelector("[role=status]").dataset),
            ].join(" ")"""
        )
        if look not in seen:
            seen.add(look)
            yield look


def in_theme(page: Page, theme: str) -> None:
    """Show a toy page in the light or in the dark."""
    page.emulate_media(color_scheme=theme)
    page.evaluate("(theme) => { document.documentElement.dataset.theme = theme; }", theme)


def add_a_bin(toy_pages: Any) -> None:
    """Give the toy bins one more: four answers are many."""
    bank = toy_pages.own_bank()
    for file, old, new in (
        ("exercises/bins.yml", "blue, green]", "blue, green, grey]"),
        (
            "data/words/en/matches.yml",
            "  items:",
            "    grey: {label: Grey, meaning: old., missed: Grey is old.}\n  items:",
        ),
    ):
        path = bank / file
        text = path.read_text(encoding="utf-8")
        assert text.count(old) >= 1
        path.write_text(text.replace(old, new, 1), encoding="utf-8")


def focus_is_in(playing: Playing) -> bool:
    """Tell whether the focus is on something of the exercise that is there."""
    return playing.root.evaluate("(root) => root.contains(document.activeElement)")


def focus_shows(playing: Playing) -> bool:
    return playing.page.evaluate(
        """() => {
            const { outlineStyle, outlineWidth } = getComputedStyle(document.activeElement);
            return outlineStyle !== "none" && parseFloat(outlineWidth) >= 2;
        }"""
    )


# -------------------------------------------------------------------- keys


@every_exercise
def test_tab_and_enter_are_enough_and_the_focus_is_never_lost(meet: Play, exercise: str) -> None:
    playing = meet(exercise)
    keyboard = playing.page.keyboard

    def enter(selector: str) -> None:
        playing.tab_to(selector)
        assert focus_shows(playing), selector
        keyboard.press("Enter")
        assert focus_is_in(playing), f"the focus is lost after {selector}"

    if playing.shows('[data-action="begin"]'):
        enter('[data-action="begin"]')
    # As far as the second verdict: the next case, the next turn or the end, then.
    for right in (False, True):
        if playing.shows(".wg-summary"):
            break
        if playing.shows('[data-action="read"]'):
            enter('[data-action="read"]')
            assert playing.in_focus(".wg-case-title")
        for selector in playing.moves(right):
            enter(selector)
        if playing.payload["feedback"] == "each":
            # A second Enter goes past nothing unread.
            assert playing.in_focus(".wg-feedback")
            assert focus_shows(playing)
            keyboard.press("Enter")
            assert playing.status.get_attribute("data-verdict")
            playing.tab_to('[data-action="next"]')
            keyboard.press("Enter")
        assert playing.in_focus(".wg-case-title, .wg-told, .wg-asks, .wg-summary-title")


@every_exercise
def test_skip_and_restart_move_the_focus_to_what_comes(meet: Play, exercise: str) -> None:
    playing = meet(exercise)
    if playing.shows('[data-action="begin"]'):
        playing.act("begin")
    for action in ("skip", "restart"):
        if not playing.shows(f'[data-action="{action}"]'):
            continue
        playing.tab_to(f'[data-action="{action}"]')
        playing.page.keyboard.press("Enter")
        if action == "restart":
            assert playing.in_focus('[data-action="restart-yes"]')
            playing.page.keyboard.press("Enter")
        assert playing.in_focus(".wg-case-title, .wg-summary-title")


def test_digits_choose_a_bin_and_arrows_only_move(meet: Play) -> None:
    bins = meet("bins")
    keyboard, answers = bins.page.keyboard, bins.payload["answers"]
    bins.tab_to(f'[data-answer="{answers[0]["id"]}"]')
    keyboard.press("ArrowUp")
    keyboard.press("ArrowDown")
    keyboard.press("ArrowDown")
    assert bins.in_focus(f'[data-answer="{answers[2]["id"]}"]')
    keyboard.press("ArrowRight")
    assert bins.work() is None
    keyboard.press("2")
    assert [attempt["answer"] for attempt in bins.given()] == [answers[1]["id"]]
    keyboard.press("3")
    assert len(bins.given()) == 1


def test_digits_find_a_sentence_of_a_pair_and_arrows_answer(meet: Play) -> None:
    pairs = meet("pairs")
    case, keyboard = pairs.case, pairs.page.keyboard
    number = [d["verdict"] == "fits" for d in case["differences"]].index(True) + 1
    pairs.tab_to('button[data-passage="1"]')
    keyboard.press(str(number))
    assert pairs.in_focus(f'[data-half="1"] button[data-passage="{number}"]')
    keyboard.press("ArrowDown")
    assert pairs.in_focus(f'[data-half="1"] button[data-passage="{number + 1}"]')
    keyboard.press("ArrowUp")
    keyboard.press("Enter")
    sides = [answer["id"] for answer in pairs.payload["answers"]]
    for half in case["halves"]:
        expect(pairs.root.locator(".wg-half-asked")).to_have_count(1)
        keyboard.press(["ArrowLeft", "ArrowRight"][sides.index(half["kind"])])
    expect(pairs.status).to_have_attribute("data-verdict", "fits")


def test_arrows_move_on_a_line_of_five_and_digits_choose(meet: Play) -> None:
    shed = meet("shed")
    keyboard, parts = shed.page.keyboard, [part["id"] for part in shed.case["parts"][:-1]]
    pressed = shed.root.locator('[aria-pressed="true"]')
    shed.tab_to(place_button(parts[0], "1"))
    keyboard.press("ArrowLeft")
    assert shed.in_focus(place_button(parts[0], "1"))
    for _ in range(6):
        keyboard.press("ArrowRight")
    assert shed.in_focus(place_button(parts[0], "5"))
    expect(pressed).to_have_count(0)
    for place, part in zip("24135", parts, strict=True):
        shed.tab_to(f'[data-part="{part}"]')
        keyboard.press(place)
        assert shed.in_focus(place_button(part, place))
        assert focus_shows(shed)
    shed.tab_to(place_button("reason", "2"))
    keyboard.press("Space")
    expect(pressed).to_have_count(6)
    shed.tab_to('[data-action="check"]')
    keyboard.press("Enter")
    chosen = {attempt["part"]: attempt["answer"] for attempt in shed.given()}
    assert chosen == dict(zip([*parts, "reason"], "241352", strict=True))


def test_digits_take_a_question_and_give_it_back(meet: Play) -> None:
    stalls = meet("stalls")
    keyboard, names = stalls.page.keyboard, [q["id"] for q in stalls.case["questions"]]
    pressed = stalls.root.locator('[aria-pressed="true"]')
    stalls.tab_to(f'[data-answer="{names[0]}"]')
    for digit in "1838":
        keyboard.press(digit)
    expect(pressed).to_have_count(2)
    assert stalls.in_focus(f'[data-answer="{names[7]}"]')
    keyboard.press("ArrowUp")
    assert stalls.in_focus(f'[data-answer="{names[6]}"]')
    keyboard.press("Space")
    stalls.tab_to('[data-action="check"]')
    keyboard.press("Enter")
    assert stalls.in_focus(".wg-asked-title")
    keyboard.press("3")
    given = {attempt.get("part"): attempt["answer"] for attempt in stalls.given()}
    assert given == {None: "cannot-tell", "question": [names[0], names[2], names[6]]}


def test_digits_choose_a_way_of_going_on(meet: Play) -> None:
    keys = meet("keys")
    keyboard, options = keys.page.keyboard, keys.turn["options"]
    keys.tab_to(f'[data-answer="{options[0]["id"]}"]')
    keyboard.press("ArrowDown")
    assert keys.in_focus(f'[data-answer="{options[1]["id"]}"]')
    assert keys.work() is None
    keyboard.press("1")
    expect(keys.status).to_have_attribute("data-verdict", options[0]["verdict"])
    keys.tab_to('[data-action="next"]')
    keyboard.press("Enter")
    keyboard.press("2")
    assert len(keys.given()) == 2


def test_digits_read_a_case_with_a_note_or_leave_it(meet: Play) -> None:
    for key, shown in (("1", ".wg-line"), ("2", "[data-vignette]:not(.wg-note-card)")):
        plain = meet("plain")
        plain.tab_to('[data-action="read"]')
        plain.page.keyboard.press(key)
        expect(plain.root.locator(shown).first).to_be_visible()
        assert plain.in_focus(".wg-case-title")
        assert [a.get("skipped") for a in (plain.work() or {"attempts": []})["attempts"]] == (
            [] if key == "1" else [True]
        )


@every_exercise
def test_what_is_typed_into_the_code_field_is_only_text(meet: Play, exercise: str) -> None:
    playing = meet(exercise)
    before = playing.root.locator(".wg-stage").inner_text()
    playing.root.locator(".wg-reader").press_sequentially("12m3")
    expect(playing.root.locator(".wg-reader")).to_have_value("12m3")
    assert playing.root.locator(".wg-stage").inner_text() == before


@every_exercise
def test_keys_with_a_modifier_are_left_to_the_browser(meet: Play, exercise: str) -> None:
    playing = meet(exercise)
    before = playing.root.locator(".wg-stage").inner_html()
    playing.root.locator("button").first.focus()
    for key in ("Alt+1", "Control+2", "Meta+3"):
        playing.page.keyboard.press(key)
    assert playing.root.locator(".wg-stage").inner_html() == before


# -------------------------------------------------------------------- fingers


def wordy(value: Any, key: str = "") -> Any:
    """Return a payload whose texts run over several lines: one toy word never does."""
    if isinstance(value, dict):
        return {
            name: one if name == "quotes" else wordy(one, key if key == "words" else name)
            for name, one in value.items()
        }
    if isinstance(value, list):
        return [wordy(one, key) for one in value]
    texts = ("words", "text", "label", "meaning", "title", "prompt", "note", "about", "asks")
    more = ", and as many words as there may be in another language"
    return value + more if key in texts and isinstance(value, str) else value


@every_exercise
def test_fingers_are_enough_on_a_narrow_screen(
    meet: Play, toy_pages: Any, phone: Page, exercise: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing runs over the edge, and whatever is touched is large enough, at every step."""
    short = toy_pages.payload
    monkeypatch.setattr(toy_pages, "payload", lambda exercise: wordy(short(exercise)))
    playing = meet(exercise, on=phone)
    playing.way = "tap"
    for look in unlike(playing):
        wide = playing.root.locator("*").evaluate_all(
            """(nodes) => nodes
                .filter((node) => node.checkVisibility())
                .filter((node) => node.getBoundingClientRect().right > 360.5)
                .map((node) => node.outerHTML.slice(0, 80))"""
        )
        assert wide == [], look
        assert phone.evaluate("document.documentElement.scrollWidth") == 360, look
        assert too_small(playing) == [], look


# -------------------------------------------------------------------- by ear, in the light and dark


@every_exercise
def test_axe_finds_nothing_one_region_speaks_and_every_id_is_there_once(
    meet: Play, exercise: str
) -> None:
    playing = meet(exercise)
    live = playing.root.locator('[role="status"], [role="alert"], [aria-live]')
    expect(playing.status).to_have_text("")
    for look in unlike(playing):
        assert live.count() == 1, look
        missing = playing.root.evaluate(
            """(root) => [...root.querySelectorAll("[aria-labelledby], label[for]")]
                .map((node) => node.getAttribute("aria-labelledby") ?? node.htmlFor)
                .filter((id) => document.querySelectorAll(`[id="${id}"]`).length !== 1)"""
        )
        assert missing == [], look
        for theme in ("light", "dark"):
            in_theme(playing.page, theme)
            # In the dark, all but the colours is as it was.
            assert violations(playing.page, theme == "dark") == [], f"{look} in the {theme}"


def test_all_types_on_one_page_do_not_meddle(page: Page, toy_pages: Any) -> None:
    page.goto(toy_pages.write(*PLAIN, name="all"))
    for playing in [Playing(page, toy_pages.payload(exercise)) for exercise in PLAIN]:
        playing.go()
    ids = page.locator("[id]").evaluate_all("(nodes) => nodes.map((node) => node.id)")
    assert len(ids) == len(set(ids)) > 0
    keys = page.evaluate("Object.keys(localStorage)")
    assert {key.rsplit("/", 1)[1] for key in keys} == set(PLAIN)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_what_many_answers_mean_stands_below_them_and_folds(
    meet: Play, toy_pages: Any, theme: str
) -> None:
    add_a_bin(toy_pages)
    bins = meet("bins", theme)
    bins.page.emulate_media(reduced_motion="reduce", color_scheme=theme)
    folded = bins.root.locator("details.wg-meanings")
    meanings = [answer["meaning"] for answer in bins.payload["answers"]]
    assert folded.locator("dd").all_text_contents() == meanings
    expect(folded.locator("dd").first).to_be_visible()
    expect(bins.root.locator(".wg-answer-meaning")).to_have_count(0)
    assert violations(bins.page) == too_small(bins) == []
    bins.tab_to(".wg-answer")
    bins.page.keyboard.press("4")
    assert [attempt["answer"] for attempt in bins.given()] == ["grey"]
    bins.act("next")
    expect(folded.locator("dd").first).to_be_hidden()
    folded.locator("summary").click()
    expect(folded.locator("dd").first).to_be_visible()
    assert violations(bins.page) == too_small(bins) == []


# -------------------------------------------------------------------- on paper


@every_exercise
def test_paper_holds_every_text_and_no_buttons(meet: Play, exercise: str) -> None:
    playing = meet(exercise)
    cases = playing.payload["cases"] if exercise != "mixed" else []
    texts = [playing.payload["title"], *(line for case in cases for line in playing.lines(case))]
    texts += [q["text"] for case in cases for q in case.get("questions", [])]
    for case in cases:
        for turn in case.get("turns", {}).values():
            texts += [turn.get("told", ""), turn["asks"], *(o["text"] for o in turn["options"])]
    for moment in ("begun", "done"):
        put_on_paper(playing.page)
        printed = playing.root.inner_text()
        # Once all is answered, there are the cases that were met, with the answers.
        met = (
            {
                unit.split("/")[0]
                for unit in outcomes(playing.payload, playing.work()["attempts"])["first"]
            }
            if moment == "done" and exercise != "mixed"
            else None
        )
        wanted = (
            texts
            if met is None
            else [
                line
                for case in cases
                for line in playing.lines(case)
                if exercise != "last-test" or case["id"] in met
            ]
        )
        assert [text for text in wanted if text not in printed] == [], moment
        assert playing.root.locator("button:visible:not(.wg-term)").count() == 0, moment
        playing.page.emulate_media(media="screen")
        if playing.shows('[data-action="begin"]'):
            playing.act("begin")
        playing.finish()


@pytest.mark.parametrize("exercise", EVERY)
def test_without_scripts_every_text_can_be_read_and_its_answer_unfolded(
    scriptless: Page, toy_pages: Any, exercise: str
) -> None:
    scriptless.goto(toy_pages.write(exercise))
    payload = toy_pages.payload(exercise)
    shown = scriptless.locator(".wg-plain")
    expect(shown).to_contain_text(payload["prompt"])
    folded = shown.locator("details")
    # Where a reader acts, each way of going on has its reply folded below it.
    turns = [turn for case in payload["cases"] for turn in case.get("turns", {}).values()]
    options = [option for turn in turns for option in turn["options"]]
    count = len(options) or len(payload["cases"])
    expect(folded).to_have_count(0 if exercise == "mixed" else count)
    for one in folded.all():
        expect(one.locator("p").first).to_be_hidden()
        one.locator("summary").click()
        expect(one.locator("p").first).to_be_visible()


@pytest.mark.parametrize("name", ["toy", "pairs"])
def test_in_a_low_window_the_case_can_be_read_and_what_is_asked_is_found(
    page: Page, toy_pages: Any, name: str
) -> None:
    """As at a zoom of 400 %: what can be answered may not lie over the case."""
    page.set_viewport_size({"width": 320, "height": 256})
    playing = toy_pages.play(page, name)
    if playing.shows('[data-action="read"]'):
        playing.act("read")
    line = playing.root.locator(".wg-line").first
    line.evaluate("(node) => node.scrollIntoView({ block: 'start' })")
    panel = playing.root.locator(".wg-panel")
    covered = panel.evaluate("(node) => node.getBoundingClientRect().top < innerHeight / 2")
    assert not covered
    for selector in playing.moves()[:-1]:
        button = playing.root.locator(selector)
        button.scroll_into_view_if_needed()
        button.click()
        if not playing.status.get_attribute("data-verdict"):
            expect(panel).to_be_in_viewport(ratio=0.5)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert violations(playing.root) == []


def test_on_a_phone_the_half_that_is_asked_about_comes_into_view(
    phone: Page, toy_pages: Any
) -> None:
    pairs = toy_pages.play(phone, "pairs")
    pairs.read()
    second = pairs.root.locator('[data-half="2"] button[data-passage]').last
    second.scroll_into_view_if_needed()
    second.tap()
    for half in ("1", "2"):
        title = pairs.root.locator(f'[data-half="{half}"] .wg-half-title')
        top = title.evaluate("(one) => one.getBoundingClientRect().top / innerHeight")
        assert 0 <= top < 0.5, half
        pairs.root.locator("button[data-answer]").first.tap()


def test_who_has_a_keyboard_is_told_of_its_keys(page: Page, phone: Page, toy_pages: Any) -> None:
    for screen, seen in ((page, True), (phone, False)):
        toy = toy_pages.play(screen, "toy")
        told = toy.root.locator(".wg-keys")
        expect(told).to_have_text(toy.words["keys"])
        assert told.is_visible() is seen
