"""Each type of exercise beside sorting: what is answered, what is said, and what is kept of it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playing import HOLDS, Playing, place_button
from playwright.sync_api import Page, expect

from whosegroup.exercises.tags import line_text
from whosegroup.work.contract import new_work, read_work
from whosegroup.work.measures import outcomes

Play = Callable[..., Playing]
# The toy exercise of each type.
TYPES = {"compare": "pairs", "place": "shed", "ask": "stalls", "decide": "keys", "match": "bins"}
every_type = pytest.mark.parametrize("exercise", TYPES.values(), ids=list(TYPES))


def together(attempts: list[dict[str, Any]]) -> bool:
    """Tell whether attempts were given at one moment."""
    return len({attempt["at"] for attempt in attempts}) == 1


def counted(playing: Playing, attempts: list[dict[str, Any]] | None = None) -> list[str]:
    """Return the lines of the summary that count, as Python counts the attempts."""
    found = outcomes(playing.payload, attempts or playing.work()["attempts"])
    of = found["answered"]
    lines = [
        playing.words[f"count_{verdict}"].format(count=count, of=of)
        for verdict, count in found["verdicts"].items()
        if count
    ]
    if found["wrong_reason"]:
        lines.append(playing.words["count_reason"].format(count=found["wrong_reason"]))
    if playing.payload["type"] == "decide":
        lines.append(playing.words["count_use"].format(count=found["use"], of=of))
    return lines


# -------------------------------------------------------------------- comparing


def compare(playing: Playing, difference: int, kinds: list[str], half: int = 1) -> None:
    """Tap a sentence of a half, and say the kind of the first and of the second."""
    playing.press(f'[data-half="{half}"] button[data-passage="{difference}"]')
    for kind in kinds:
        playing.press(f'button[data-answer="{kind}"]')


def kinds_of(playing: Playing) -> list[str]:
    return [half["kind"] for half in playing.case["halves"]]


@pytest.mark.parametrize("half", [1, 2])
@pytest.mark.parametrize("right", [True, False])
def test_compare_says_what_differs_decides_and_would_change(
    play: Play, right: bool, half: int
) -> None:
    pairs = play("pairs")
    case = pairs.case
    number = [d["verdict"] == "fits" for d in case["differences"]].index(True) + 1
    kinds = kinds_of(pairs) if right else kinds_of(pairs)[::-1]
    compare(pairs, number, kinds, half)
    reply = case["replies"]["|".join(kinds)]
    assert reply["verdict"] == ("fits" if right else "look-again")
    expect(pairs.status).to_have_attribute("data-verdict", reply["verdict"])
    assert pairs.status.get_attribute("data-reason") is None
    change = case["change"]
    assert pairs.said() == [
        *pairs.texts(*reply["say"], *case["differences"][number - 1]["say"]),
        *pairs.texts(*change["say"]),
        *(line_text(h["lines"][n - 1]) for n in change["lines"] for h in case["halves"]),
        *(pairs.words[f"half_{number}"] for number in (1, 2)),
        *pairs.texts(*change["more"]),
    ]
    for half in case["halves"]:
        for power, holder in half["hand"].items():
            held = f'[data-power="{power}"][data-holder="{holder}"]'
            expect(pairs.status.locator(held)).to_have_count(1)


def test_compare_with_a_sentence_that_does_not_decide_fits_for_another_reason(play: Play) -> None:
    pairs = play("pairs")
    tapped = pairs.case["differences"]
    number = [d.get("reason") for d in tapped].index("look-again") + 1
    compare(pairs, number, kinds_of(pairs))
    expect(pairs.status).to_have_attribute("data-verdict", "fits")
    expect(pairs.status).to_have_attribute("data-reason", "look-again")
    assert set(pairs.texts(*tapped[number - 1]["say"])) <= set(pairs.said())
    # The headline does not praise what the rest of it corrects.
    assert pairs.said()[:1] == pairs.texts(*pairs.case["unreasoned"]["say"])


def test_compare_marks_nothing_before_the_verdict_and_the_words_that_differ_after(
    play: Play,
) -> None:
    pairs = play("pairs")
    case = pairs.case
    for _ in pairs.steps():
        if pairs.status.get_attribute("data-verdict") is None:
            expect(pairs.root.locator("mark, .wg-label")).to_have_count(0)
    for number, half in enumerate(case["halves"], start=1):
        texts = [line_text(line) for line in half["lines"]]
        places = [
            (texts[int(n) - 1], place) for n, apart in half["differs"].items() for place in apart
        ]
        found = pairs.root.locator(f'[data-half="{number}"] mark').all_text_contents()
        assert found == [text[start:end] for text, (start, end) in places]
        labels = pairs.root.locator(f'[data-half="{number}"] .wg-label:not(.wg-yours)')
        assert labels.all_text_contents() == [
            line["label"]
            for line in half["lines"]
            if not isinstance(line, str) and line["role"] != "surface"
        ]


def test_compare_marks_the_sentence_that_was_tapped_in_its_half_alone(play: Play) -> None:
    pairs = play("pairs")
    compare(pairs, 1, kinds_of(pairs), half=2)
    yours = pairs.root.locator(".wg-yours")
    expect(yours).to_have_text(pairs.words["yours"])
    expect(pairs.root.locator('[data-half="2"] .wg-yours')).to_have_count(1)


def test_compare_says_which_sentence_was_tapped_while_it_asks_for_the_kinds(play: Play) -> None:
    pairs = play("pairs")
    pairs.press('[data-half="2"] button[data-passage="3"]')
    expect(pairs.root).to_contain_text(pairs.words["chosen_2"].replace("{number}", "3"))
    expect(pairs.root.locator('[data-half="2"] .wg-tapped')).to_have_attribute("data-passage", "3")
    expect(pairs.root.locator(".wg-tapped")).to_have_count(1)


def test_compare_may_be_changed_before_the_verdict(play: Play) -> None:
    pairs = play("pairs")
    pairs.press('[data-half="1"] button[data-passage="1"]')
    pairs.press('button[data-answer="support"]')
    pairs.act("change")
    expect(pairs.root.locator('button[data-passage="1"]').first).to_be_focused()
    expect(pairs.root.locator('[aria-pressed="true"]')).to_have_count(0)
    compare(pairs, 2, ["self-help", "support"])
    given = {(a["vignette"], a.get("part")): a["answer"] for a in pairs.given()}
    first, second = (half["id"] for half in pairs.case["halves"])
    expected = {(first, None): "self-help", (second, None): "support", (first, "difference"): "2"}
    assert given == expected


def test_compare_keeps_both_kinds_and_the_difference_as_one_moment(play: Play) -> None:
    pairs = play("pairs")
    case = pairs.case
    compare(pairs, 1, ["support", "support"])
    assert together(pairs.work()["attempts"])
    first, second = (half["id"] for half in case["halves"])
    expected = [
        {"vignette": first, "answer": "support"},
        {"vignette": first, "part": "difference", "answer": "1"},
        {"vignette": second, "answer": "support"},
    ]
    assert sorted(pairs.given(), key=lambda a: (a["vignette"], a.get("part", ""))) == sorted(
        expected, key=lambda a: (a["vignette"], a.get("part", ""))
    )


# -------------------------------------------------------------------- placing


def place(playing: Playing, **places: str) -> None:
    """Choose these places, and see what can be held."""
    for part, chosen in places.items():
        playing.press(place_button(part, chosen))
    playing.act("check")


def within(part: dict[str, Any], inside: bool) -> str:
    return next(p for p, verdict in part["replies"].items() if (verdict != "look-again") == inside)


def powers_of(playing: Playing) -> list[dict[str, Any]]:
    """Return the powers of the case in front; what is last in it is the whole, which is told."""
    return list(playing.case["parts"][:-1])


def reason(playing: Playing, right: bool) -> str:
    """Return a sentence that holds as what decided it, or does not."""
    replies = playing.case["reasons"].items()
    return next(line for line, reply in replies if (reply["verdict"] in HOLDS) == right)


@pytest.mark.parametrize("inside", [True, False])
def test_place_shows_each_band_and_its_reasons(play: Play, inside: bool) -> None:
    shed = play("shed")
    case, powers = shed.case, powers_of(shed)
    chosen = {part["id"]: within(part, inside) for part in powers}
    why = reason(shed, inside)
    place(shed, **chosen, reason=why)
    reply = case["reasons"][why]
    expect(shed.status).to_have_attribute("data-verdict", reply["verdict"])
    count, of = len(powers) if inside else 0, len(powers)
    holding = shed.words["holding"].format(count=count, of=of)
    reasons = shed.texts(*(index for part in case["parts"] for index in part["say"]))
    assert shed.said() == [holding, *shed.told(case, *reply["say"]), *reasons]
    for part in case["parts"]:
        low, high = part["band"]
        shown = shed.status.locator(f'[data-part="{part["id"]}"]')
        place_now = chosen.get(part["id"])
        if place_now is None:
            expect(shown).to_contain_text(shed.words["band_whole"].format(low=low, high=high))
            expect(shown.locator(".wg-here")).to_have_count(0)
        else:
            expect(shown).to_have_attribute("data-verdict", part["replies"][place_now])
            words = shed.words["band_one" if low == high else "band"]
            expect(shown).to_contain_text(words.format(place=place_now, low=low, high=high))
        points = shown.locator(".wg-point").evaluate_all(
            "(all) => all.map((node) => node.matches('.wg-in-band'))"
        )
        assert points == [low <= number <= high for number in range(1, 6)]


def test_place_may_say_that_a_power_is_not_shown(play: Play) -> None:
    shed = play("shed")
    parts = [part["id"] for part in powers_of(shed)]
    place(shed, **dict.fromkeys(parts, "3") | {"money": "unknown"}, reason=reason(shed, True))
    shown = shed.status.locator('[data-part="money"]')
    expect(shown).to_have_attribute("data-verdict", "defensible")
    expect(shown).to_contain_text(shed.words["unknown_defensible"])
    expect(shown.locator(".wg-here")).to_have_count(0)
    given = {attempt["part"]: attempt["answer"] for attempt in shed.given()}
    assert given["money"] == "unknown"


def test_place_shows_the_whole_case_first_and_unfolds_it_over_the_lines_from_a_bar(
    phone: Page, toy_pages: Any
) -> None:
    shed = toy_pages.play(phone, "shed")
    text = shed.root.locator(".wg-card .wg-text")
    assert text.evaluate("(node) => node.scrollHeight <= node.clientHeight")
    assert shed.root.locator(".wg-card").evaluate("(n) => getComputedStyle(n).position") == "static"
    last = shed.root.locator('.wg-row:has([data-part="continuing"])')
    last.evaluate("(node) => node.scrollIntoView({ block: 'end' })")
    bar = shed.root.locator(".wg-case-bar summary")
    expect(bar).to_be_in_viewport(ratio=1)
    assert bar.bounding_box()["height"] < 50
    expect(bar).to_contain_text(shed.case["title"])
    at = last.bounding_box()
    bar.tap()
    over = shed.root.locator(".wg-case-over")
    expect(over).to_be_in_viewport(ratio=0.9)
    assert (
        over.locator(".wg-line").all_text_contents() == text.locator(".wg-line").all_text_contents()
    )
    assert over.evaluate("(node) => [node.tabIndex, getComputedStyle(node).overflowY]") == [
        0,
        "auto",
    ]
    assert last.bounding_box() == at, "the lines stay where they are"


def test_who_goes_on_by_keys_sees_the_lines_and_not_the_case_over_them(
    page: Page, play: Play
) -> None:
    shed = play("shed")
    bar = shed.root.locator(".wg-case-bar")
    for leave in ("Tab", "Escape"):
        bar.locator("summary").focus()
        page.keyboard.press("Enter")
        expect(bar).to_have_attribute("open", "")
        page.keyboard.press("Tab")  # into the text, which can be scrolled
        expect(bar.locator(".wg-case-over")).to_be_focused()
        page.keyboard.press(leave)
        expect(bar).not_to_have_attribute("open", "")
    expect(bar.locator("summary")).to_be_focused()


def test_a_key_that_is_held_answers_once(page: Page, play: Play) -> None:
    toy = play("toy")
    toy.root.locator("[data-answer]").first.focus()
    page.keyboard.down("Enter")
    for _ in range(4):
        page.keyboard.down("Enter")  # as a key repeats itself
    page.keyboard.up("Enter")
    expect(toy.root.locator("button[data-passage]").first).to_be_focused()
    expect(toy.status).not_to_have_attribute("data-verdict", re.compile("."))


def test_what_is_refused_is_said_in_sight_and_said_anew(page: Page, play: Play) -> None:
    stalls = play("stalls")
    page.set_viewport_size({"width": 1280, "height": 400})
    said = """(notice) => { window.said = 0;
        new MutationObserver(() => { window.said += notice.textContent ? 1 : 0; })
            .observe(notice, { childList: true }); }"""
    notice = stalls.status.locator(".wg-notice").first
    notice.evaluate(said)
    for times in (1, 2):
        stalls.act("check")
        expect(notice).to_have_text(stalls.words["asked_few"].format(**stalls.case))
        expect(notice).to_be_in_viewport()
        page.wait_for_function("(times) => window.said >= times", arg=times)


@pytest.mark.parametrize("power", ["aims", "continuing"])
def test_no_line_that_comes_into_sight_lies_under_the_bar(
    phone: Page, toy_pages: Any, power: str
) -> None:
    shed = toy_pages.play(phone, "shed")
    place = shed.root.locator(place_button(power, "2"))
    shed.root.locator('[data-action="check"]').scroll_into_view_if_needed()
    place.evaluate("(node) => node.scrollIntoView({ block: 'start' })")
    bar = shed.root.locator(".wg-case-bar").bounding_box()
    called = shed.root.locator(f'.wg-row:has([data-part="{power}"]) .wg-ask').bounding_box()
    assert called["y"] >= bar["y"] + bar["height"]


def test_each_line_says_what_its_ends_mean(play: Play) -> None:
    shed = play("shed")
    lines = shed.root.locator(".wg-row:has(.wg-line-of-five)")
    assert lines.locator(".wg-ends").count() == lines.count() == len(powers_of(shed))
    for end in ("end_low", "end_high"):
        expect(lines.last).to_contain_text(shed.words[end])


def test_place_of_each_power_may_miss_while_the_reason_holds(play: Play) -> None:
    shed = play("shed")
    powers, why = powers_of(shed), reason(shed, True)
    place(shed, **{part["id"]: within(part, False) for part in powers}, reason=why)
    expect(shed.status).to_have_attribute("data-verdict", "fits")
    expect(shed.status.locator('[data-verdict="look-again"]')).to_have_count(len(powers))
    # Nothing praises what the lines correct: neither what is said first nor its colour.
    first = shed.status.locator(".wg-say").first
    expect(first).to_have_text(shed.words["holding"].format(count=0, of=len(powers)))
    looks = "(node) => getComputedStyle(node).backgroundColor"
    shown = shed.status.locator(".wg-feedback")
    missed = shown.evaluate(looks)
    expect(shed.status).to_have_attribute("data-looks-again", "")
    shed.status.evaluate("(node) => node.removeAttribute('data-looks-again')")
    assert shown.evaluate(looks) != missed


def test_place_asks_for_what_is_missing_and_keeps_the_rest(play: Play) -> None:
    shed = play("shed")
    given, why = [part["id"] for part in powers_of(shed)], reason(shed, True)
    place(shed, **dict.fromkeys(given, "3"))
    missing = shed.words["place_missing"].format(part=shed.words["part_reason"], count=1)
    expect(shed.status).to_have_text(missing)
    expect(shed.root.locator('button[data-part="reason"]').first).to_be_focused()
    still = shed.root.locator(".wg-row-open")
    expect(still).to_have_count(1)
    expect(still).to_contain_text(shed.words["place_open"])
    expect(still).to_be_in_viewport()
    expect(shed.root.locator('[aria-pressed="true"]')).to_have_count(len(given))
    assert shed.work() is None
    shed.press(place_button("reason", why))
    expect(still).to_have_count(0)
    shed.act("check")
    expect(shed.status).not_to_contain_text(missing)
    assert len(shed.given()) == len(given) + 1


def test_place_may_be_changed_before_the_check(play: Play) -> None:
    shed = play("shed")
    parts = [part["id"] for part in powers_of(shed)]
    for part in parts:
        shed.press(place_button(part, "1"))
    shed.press(place_button("reason", reason(shed, False)))
    why = reason(shed, True)
    place(shed, **dict.fromkeys(parts, "2"), reason=why)
    assert {attempt["answer"] for attempt in shed.given()} == {"2", why}


def test_place_keeps_every_power_and_the_reason_as_one_moment(play: Play) -> None:
    shed = play("shed")
    parts = [part["id"] for part in powers_of(shed)]
    chosen = {part: str(1 + number % 5) for number, part in enumerate(parts)}
    chosen["reason"] = reason(shed, True)
    id = shed.id
    place(shed, **chosen)
    assert together(shed.work()["attempts"])
    assert sorted(shed.given(), key=str) == sorted(
        ({"vignette": id, "part": part, "answer": answer} for part, answer in chosen.items()),
        key=str,
    )


def test_a_work_from_before_has_a_place_for_the_whole_and_is_read(
    page: Page, toy_pages: Any
) -> None:
    payload = toy_pages.payload("shed")
    [case] = payload["cases"]
    at = "2026-04-13T09:30:12.345Z"
    common = {"at": at, "run": 1, "payload": "sha256:before", "vignette": case["id"]}
    parts = [part["id"] for part in case["parts"]]
    attempts = [{**common, "part": part, "answer": "3"} for part in parts]
    toy_pages.keep(page, "shed", {**new_work("shed", "en"), "attempts": attempts})
    shed = toy_pages.play(page, "shed")
    expect(shed.root).to_have_attribute("data-state", "done")
    shed.root.locator(".wg-case-list summary").first.click()
    whole = shed.root.locator('.wg-case-list [data-part="whole"]')
    low, high = case["parts"][-1]["band"]
    expect(whole).to_contain_text(shed.words["band"].format(place=3, low=low, high=high))


def test_after_some_groups_that_are_placed_a_rest_is_offered(page: Page, toy_pages: Any) -> None:
    root = toy_pages.own_bank()
    shed = (root / "data/vignettes/en/shed.md").read_text(encoding="utf-8")
    names = ["shed", "barn", "loft"]
    for name in names[1:]:
        (root / f"data/vignettes/en/{name}.md").write_text(shed, encoding="utf-8")
    exercise = root / "exercises/shed.yml"
    text = exercise.read_text(encoding="utf-8")
    exercise.write_text(text.replace("[shed]", f"[{', '.join(names)}]"), encoding="utf-8")
    course = root / "data/course.yml"
    text = course.read_text(encoding="utf-8")
    course.write_text(text.replace("practice:", "practice:\n  rest_after: 2"), encoding="utf-8")
    playing = toy_pages.play(page, "shed")
    rest = playing.words["rest"].format(count=2)
    onwards = playing.root.locator('[data-action="next"]')
    for offered in (False, True, False):
        playing.go()
        assert (rest in playing.said()) is offered
        said = playing.words["next_some"].format(count=1)
        assert (onwards.text_content() == said) is offered
        playing.act("next")
    expect(playing.root).to_have_attribute("data-state", "done")


# -------------------------------------------------------------------- asking


def ask(playing: Playing, questions: list[str], answer: str) -> None:
    """Put these questions, and answer."""
    for name in questions:
        playing.press(f'.wg-choice[data-answer="{name}"]')
    playing.act("check")
    playing.press(f'.wg-answer[data-answer="{answer}"]')


def questions_of(case: dict[str, Any], settling: bool) -> list[str]:
    """Return as many questions as may be put, of which one settles or none does."""
    names = [question["id"] for question in case["questions"]]
    open_ones = [name for name in names if name not in case["settling"]]
    return [*(case["settling"][:1] if settling else []), *open_ones][: case["choose"]]


@pytest.mark.parametrize("settling", [True, False])
@pytest.mark.parametrize("answer", ["self-help", "support", "cannot-tell"])
def test_ask_replies_to_what_was_asked(play: Play, settling: bool, answer: str) -> None:
    stalls = play("stalls")
    case = stalls.case
    questions = questions_of(case, settling)
    ask(stalls, questions, answer)
    reply = case["replies"]["settled" if settling else "open"][answer]
    expect(stalls.status).to_have_attribute("data-verdict", reply["verdict"])
    assert stalls.status.get_attribute("data-reason") == reply.get("reason")
    worth = [q["say"] for q in case["questions"] if q["id"] in questions]
    got = [q["answer"] for q in case["questions"] if q["id"] in {*questions} & {*case["settling"]}]
    assert stalls.said() == [
        *stalls.texts(*reply["say"]),
        *(f"Decides: “{text}”" for text in got),
        stalls.words["others_told"],
        *stalls.texts(*reply.get("more", [])),
        stalls.words["questions_said"],
        *stalls.texts(*(index for say in worth for index in say)),
    ]
    others = [q["answer"] for q in case["questions"] if q["id"] not in questions]
    assert stalls.status.locator("dd").all_text_contents() == others


def test_ask_tells_only_what_was_asked(play: Play) -> None:
    stalls = play("stalls")
    case = stalls.case
    questions = questions_of(case, True)
    for name in questions:
        stalls.press(f'.wg-choice[data-answer="{name}"]')
    expect(stalls.root.locator("dd")).to_have_count(0)
    stalls.act("check")
    answers = [q["answer"] for q in case["questions"] if q["id"] in questions]
    assert stalls.root.locator("dd").all_text_contents() == answers
    expect(stalls.root.locator(".wg-answer")).to_have_count(len(stalls.payload["answers"]))


def test_ask_wants_neither_more_questions_nor_fewer(play: Play) -> None:
    stalls = play("stalls")
    case = stalls.case
    names = [question["id"] for question in case["questions"]]
    pressed = stalls.root.locator('.wg-choice[aria-pressed="true"]')
    stalls.act("check")
    expect(stalls.status).to_have_text(stalls.words["asked_few"].format(**case))
    for name in names[: case["choose"] + 1]:
        stalls.press(f'.wg-choice[data-answer="{name}"]')
    expect(pressed).to_have_count(case["choose"])
    expect(stalls.status).to_have_text(stalls.words["asked_enough"].format(**case))
    stalls.press(f'.wg-choice[data-answer="{names[0]}"]')
    expect(pressed).to_have_count(case["choose"] - 1)
    expect(stalls.status).to_have_text("")
    counted_now = stalls.words["asked"].format(count=case["choose"] - 1, choose=case["choose"])
    expect(stalls.root.locator(".wg-chosen")).to_have_text(counted_now)
    assert stalls.work() is None


def test_ask_forgets_a_hint_that_was_followed(play: Play) -> None:
    stalls = play("stalls")
    stalls.act("check")
    expect(stalls.status).not_to_have_text("")
    for selector in stalls.moves()[:-1]:
        stalls.press(selector)
    expect(stalls.status).to_have_text("")


def test_ask_keeps_the_questions_and_the_answer_as_one_moment(play: Play) -> None:
    stalls = play("stalls")
    id, questions = stalls.id, questions_of(stalls.case, True)
    ask(stalls, questions, "support")
    assert together(stalls.work()["attempts"])
    assert stalls.given() == [
        {"item": id, "answer": "support"},
        {"item": id, "part": "question", "answer": questions},
    ]


# -------------------------------------------------------------------- deciding


def option(playing: Playing, **wanted: Any) -> dict[str, Any]:
    """Return the first way of going on, in the turn in front, that is as wanted."""
    return next(
        one
        for one in playing.turn["options"]
        if all(one.get(name) == value for name, value in wanted.items())
    )


def turn_text(turn: dict[str, Any]) -> str:
    """Return what a turn tells, if it tells anything, and what it asks."""
    return " ".join(turn[name] for name in ("told", "asks") if name in turn)


@pytest.mark.parametrize("verdict", ["fits", "defensible", "look-again"])
def test_decide_says_what_speaks_for_and_against(play: Play, verdict: str) -> None:
    keys = play("keys")
    chosen = option(keys, verdict=verdict)
    keys.press(f'.wg-choice[data-answer="{chosen["id"]}"]')
    expect(keys.status).to_have_attribute("data-verdict", verdict)
    assert keys.said() == keys.texts(*chosen["say"])
    label = keys.words["go_on" if chosen.get("next") else "finish"]
    expect(keys.root.locator('[data-action="next"]')).to_have_text(label)


def test_decide_goes_on_after_either_step_and_tells_what_was_done(play: Play) -> None:
    keys = play("keys")
    case, asked = keys.case, turn_text(keys.turn)
    chosen = option(keys, verdict="look-again")
    keys.press(f'.wg-choice[data-answer="{chosen["id"]}"]')
    keys.act("next")
    now = case["turns"][chosen["next"]]
    expect(keys.root.locator(".wg-asks")).to_have_text(now["asks"])
    expect(keys.root.locator(".wg-told")).to_have_text(now["told"])
    expect(keys.root.locator(".wg-told")).to_be_focused()
    expect(keys.root.locator(".wg-then")).to_have_text(asked)
    did = keys.words["you_did"].format(text=chosen["text"])
    expect(keys.root.locator(".wg-did")).to_have_text(did)
    assert keys.status.get_attribute("data-verdict") is None


def test_decide_takes_one_way_of_going_on_and_no_second(play: Play) -> None:
    keys = play("keys")
    first = keys.turn["options"][0]["id"]
    keys.press(f'.wg-choice[data-answer="{first}"]')
    for one in keys.root.locator(".wg-choice").all():
        one.dispatch_event("click")
    assert len(keys.given()) == 1
    expect(keys.root.locator('.wg-choice[aria-pressed="true"]')).to_have_count(1)


def test_decide_keeps_each_turn(play: Play) -> None:
    keys = play("keys")
    case, path = keys.case, []
    turn = case["begin"]
    for _ in keys.until_end():
        chosen = case["turns"][turn]["options"][0]
        path.append({"item": case["id"], "part": "option", "answer": f"{turn}/{chosen['id']}"})
        keys.press(f'.wg-choice[data-answer="{chosen["id"]}"]')
        keys.act("next")
        turn = chosen.get("next")
    assert keys.given() == path
    assert len(path) > 1
    assert turn is None
    expect(keys.summary).to_be_visible()


@pytest.mark.parametrize("went_on", [True, False])
def test_decide_goes_on_at_its_turn_after_a_reload(play: Play, went_on: bool) -> None:
    """Where the verdict is still being read, it is there again, and leads on."""
    keys = play("keys")
    chosen = option(keys, verdict="fits")
    keys.press(f'.wg-choice[data-answer="{chosen["id"]}"]')
    if went_on:
        keys.act("next")
    keys.page.reload()
    if not went_on:
        assert keys.said() == keys.texts(*chosen["say"])
        keys.act("next")
    expect(keys.root.locator(".wg-asks")).to_have_text(keys.case["turns"][chosen["next"]]["asks"])
    expect(keys.root.locator(".wg-did")).to_contain_text(chosen["text"])
    keys.finish()
    assert len(keys.given()) == 2


# -------------------------------------------------------------------- matching


@pytest.mark.parametrize("verdict", ["fits", "defensible", "look-again"])
def test_match_says_what_fits_what_can_be_defended_and_what_does_not(
    play: Play, verdict: str
) -> None:
    bins = play("bins")
    for _ in bins.until_end():
        if verdict in {reply["verdict"] for reply in bins.case["replies"].values()}:
            break
        bins.go()
        bins.act("next")
    bin, reply = next(b for b in bins.case["replies"].items() if b[1]["verdict"] == verdict)
    before, id = len(bins.work()["attempts"]) if bins.work() else 0, bins.id
    bins.press(f'button[data-answer="{bin}"]')
    expect(bins.status).to_have_attribute("data-verdict", verdict)
    later = [bins.words["comes_back"]] if verdict == "look-again" else []
    assert bins.said() == [*bins.texts(*reply["say"]), *later]
    assert bins.given()[before:] == [{"item": id, "part": "bin", "answer": bin}]


def test_match_brings_back_what_was_missed_and_not_what_can_be_defended(play: Play) -> None:
    bins = play("bins")
    missed, seen = bins.go(right=False), []
    bins.act("next")
    for _ in bins.until_end():
        seen.append(bins.id)
        replies = {reply["verdict"]: bin for bin, reply in bins.case["replies"].items()}
        bins.press(f'button[data-answer="{replies.get("defensible", replies["fits"])}"]')
        bins.act("next")
    assert sorted(seen) == sorted(bins.cases)
    assert seen[-1] == missed


def test_match_of_three_bins_is_never_dragged(play: Play) -> None:
    """Two sides are two answers: only where there are two may a card be pulled."""
    bins = play("bins")
    assert len(bins.payload["answers"]) == 3
    expect(bins.root.locator(".wg-draggable")).to_have_count(0)
    box = bins.root.locator(".wg-case-head").bounding_box()
    bins.page.mouse.move(box["x"] + 300, box["y"] + 10)
    bins.page.mouse.down()
    bins.page.mouse.move(box["x"] + 10, box["y"] + 10, steps=6)
    bins.page.mouse.up()
    assert bins.status.get_attribute("data-verdict") is None
    assert bins.work() is None


@pytest.mark.parametrize("exercise", ["pairs", "shed", "stalls", "keys"])
def test_nothing_is_dragged_at_any_step_beside_sorting(play: Play, exercise: str) -> None:
    playing = play(exercise)
    for _ in playing.steps():
        expect(playing.root.locator(".wg-draggable")).to_have_count(0)


# -------------------------------------------------------------------- every type


@every_type
def test_no_verdict_shows_before_all_is_answered(play: Play, exercise: str) -> None:
    playing = play(exercise)
    *before, after = [playing.status.get_attribute("data-verdict") for _ in playing.steps()]
    assert before == [None] * len(before)
    assert after in HOLDS


@every_type
@pytest.mark.parametrize("right", [True, False])
def test_the_end_counts_what_python_counts(play: Play, exercise: str, right: bool) -> None:
    playing = play(exercise)
    playing.go(right)
    playing.act("next")
    playing.finish()
    remarks = playing.summary.locator(".wg-remarks > li").all_text_contents()
    assert remarks == counted(playing)
    expect(playing.summary).to_contain_text(playing.payload["read"]["text"])
    expect(playing.summary.locator("a")).to_have_count(0)  # where the page lies is not known here


@every_type
def test_the_end_names_each_case_with_how_it_went(play: Play, exercise: str) -> None:
    playing = play(exercise)
    first = playing.go(right=False)
    playing.act("next")
    playing.finish()
    found = outcomes(playing.payload, playing.work()["attempts"])["first"]
    assert "look-again" in {found.get(unit) for unit in (first, *found)}
    for number, (id, case) in enumerate(playing.cases.items(), start=1):
        title = case.get("title") or playing.lines(case)[0]
        title = playing.words["numbered"].format(number=number, title=title)
        # Of a situation the turn that went worst tells.
        verdicts = [verdict for unit, verdict in found.items() if unit.split("/")[0] == id]
        went = next(v for v in ("look-again", "defensible", "fits") if v in verdicts)
        row = playing.summary.locator(f".wg-result:nth-child({number})")
        expect(row).to_have_text(playing.words[f"result_{went}"].format(title=title))
        expect(row).to_have_class(f"wg-result wg-result-{went}")


@every_type
def test_a_reload_in_the_middle_loses_no_answer(play: Play, exercise: str) -> None:
    playing = play(exercise)
    playing.go()
    before = playing.work()
    playing.page.reload()
    expect(playing.root.locator(".wg-card")).to_be_visible()
    assert playing.work() == before
    playing.finish()
    assert playing.work()["attempts"][: len(before["attempts"])] == before["attempts"]
    ids = set(outcomes(playing.payload, playing.work()["attempts"])["first"])
    assert {unit.split("/")[0] for unit in ids} == set(playing.cases)


@every_type
def test_a_reload_at_the_end_shows_the_end(play: Play, exercise: str) -> None:
    playing = play(exercise)
    playing.finish()
    before = playing.summary.inner_text()
    playing.page.reload()
    expect(playing.root).to_have_attribute("data-state", "done")
    assert playing.summary.inner_text() == before


@every_type
def test_what_is_skipped_stays_away_and_counts_for_nothing(play: Play, exercise: str) -> None:
    playing = play(exercise)
    skipped = playing.id
    about = "item" if playing.payload["type"] in ("ask", "decide", "match") else "vignette"
    playing.act("skip")
    assert playing.given() == [{about: skipped, "skipped": True}]
    playing.finish()
    if len(playing.cases) == 1:
        expect(playing.summary).to_contain_text(playing.words["none_answered"])
    expect(playing.summary.locator(".wg-result-skipped")).to_have_count(1)


@every_type
def test_restart_begins_again_and_keeps_the_first_answers(play: Play, exercise: str) -> None:
    playing = play(exercise)
    first = playing.id
    expect(playing.root.locator('[data-action="restart"]')).to_be_disabled()
    playing.go(right=False)
    playing.act("next")
    playing.finish()
    before = playing.summary.locator(".wg-remarks > li").all_text_contents()
    attempts = playing.work()["attempts"]
    playing.restart()
    expect(playing.status).to_contain_text(playing.words["restarted"])
    for _ in range(2):
        assert playing.id == first
        expect(playing.root.locator(".wg-case-again, .wg-did")).to_have_count(0)
        playing.page.reload()
    playing.finish()
    this_time, first_time = playing.summary.locator(".wg-times > div").all()
    expect(this_time).to_contain_text(playing.words["this_time"])
    expect(first_time).to_contain_text(playing.words["first_time"])
    assert first_time.locator("li").all_text_contents() == before
    again = [{**a, "run": 1} for a in playing.work()["attempts"] if a["run"] == 2]
    assert this_time.locator("li").all_text_contents() == counted(playing, again)
    expect(playing.summary.locator(".wg-result-look-again")).to_have_count(0)
    assert [a for a in playing.work()["attempts"] if a["run"] == 1] == attempts
    assert {a["run"] for a in playing.work()["attempts"]} == {1, 2}


@every_type
def test_a_saved_file_opens_in_python_and_on_another_computer(
    play: Play, exercise: str, tmp_path: Path
) -> None:
    playing = play(exercise)
    playing.go()
    with playing.page.expect_download() as download:
        playing.act("save")
    path = tmp_path / "saved.json"
    download.value.save_as(path)
    kept = playing.work()
    assert read_work(path.read_bytes(), exercise) == kept
    playing.page.evaluate("localStorage.clear()")
    playing.page.reload()
    expect(playing.root.locator("progress")).to_have_js_property("value", 0)
    playing.open_file(path)
    expect(playing.status).to_contain_text(playing.words["opened"])
    assert playing.work() == kept
    playing.finish()
    assert playing.work()["attempts"][: len(kept["attempts"])] == kept["attempts"]


@every_type
def test_a_file_that_is_no_work_changes_nothing(play: Play, exercise: str, tmp_path: Path) -> None:
    playing = play(exercise)
    playing.go()
    before = playing.work()
    path = tmp_path / "other.json"
    path.write_text(json.dumps({**before, "exercise": "another"}))
    playing.open_file(path)
    said = playing.words["open_exercise"].split("{title}")[0]
    expect(playing.status).to_contain_text(said)
    assert playing.work() == before


@every_type
def test_a_step_that_was_not_finished_keeps_nothing(play: Play, exercise: str) -> None:
    playing = play(exercise)
    moves = playing.moves()
    for selector in moves[:-1]:
        playing.press(selector)
    assert playing.work() is None


@every_type
def test_two_tabs_lose_no_answer(play: Play, exercise: str) -> None:
    first = play(exercise)
    other_page = first.page.context.new_page()
    other_page.goto(first.page.url)
    tabs = [first, Playing(other_page, first.payload)]
    for tab in tabs:
        for selector in tab.moves()[:-1]:
            tab.press(selector)
    for tab in tabs:
        tab.page.bring_to_front()
        tab.press(tab.moves()[-1])
        expect(tab.status).to_have_attribute("data-verdict", re.compile("|".join(HOLDS)))
        # The other tab hears of it before it answers: what is in front there may change till then.
        heard = "(payload) => whoseGroup.pageStore(payload).work().attempts.length"
        other_page.wait_for_function(heard, arg=first.payload)
    moments = {attempt["at"] for attempt in first.work()["attempts"]}
    assert len(moments) == 2
    assert tabs[1].work() == first.work()


@every_type
def test_text_stays_text(play: Play, exercise: str) -> None:
    """The toy cases hold tags and ampersands: they are shown as written."""
    playing = play(exercise)
    shown = playing.root.locator(".wg-card .wg-line").all_text_contents()
    assert shown == playing.lines(playing.case)
    assert playing.root.locator(".wg-stage b").count() == 0


# -------------------------------------------------------------------- in any language


def test_where_a_language_has_no_blank_between_sentences_none_is_shown(
    page: Page, toy_pages: Any
) -> None:
    path = toy_pages.own_bank() / "data/words/en/typography.yml"
    text = path.read_text(encoding="utf-8").replace('between: " "', 'between: ""')
    path.write_text(text, encoding="utf-8")
    toy = toy_pages.play(page, "toy")
    toy.go()
    toy.status.locator(".wg-more summary").click()
    quotes = toy.status.locator(".wg-say-decides").text_content()
    assert "””" not in quotes and "” “" not in quotes and "”“" in quotes
    meaning = toy.status.locator(".wg-say-criterion").first.text_content()
    assert ".What " in meaning, "What a criterion says of this group, and what it means."
