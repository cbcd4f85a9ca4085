"""The sorter, as a reader meets it: answers, words, coming back, the end, keys and fingers."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from playing import put_on_paper
from playwright.sync_api import Page, expect
from sorting import OTHER, Sorting, storage_key

from whosegroup.work.contract import read_work
from whosegroup.work.measures import line_digest


def test_a_right_answer_with_the_deciding_sentence_fits(sorting: Sorting) -> None:
    sorting.right()
    expect(sorting.status).to_have_attribute("data-verdict", "fits")
    assert sorting.status.get_attribute("data-reason") is None
    decided = sorting.root.locator("mark.wg-decides").first
    text = sorting.cases[sorting.id]["lines"][sorting.line("decides") - 1]["parts"][1]
    expect(decided).to_have_text(text)
    expect(sorting.root.locator(".wg-label.wg-decides").first).to_contain_text("Decides")


def test_the_verdict_names_the_criterion_and_its_source(sorting: Sorting) -> None:
    sorting.right()
    criterion = sorting.payload["names"]["criteria"][sorting.cases[sorting.id]["decides"]]["name"]
    meant = sorting.status.locator(".wg-say-criterion").first
    expect(meant).to_be_hidden()
    sorting.status.locator(".wg-more summary").click()
    expect(meant).to_contain_text(criterion)
    texts = [f["text"] for f in sorting.payload["fragments"] if f["role"] == "source"]
    said = sorting.status.locator(".wg-say-source").first.inner_text()
    assert any(said.endswith(text) for text in texts)


def line_power(line: str | dict[str, Any]) -> list[str]:
    """Return the power that a sentence shows somebody use."""
    return [line["power"]] if isinstance(line, dict) and "power" in line else []


def test_the_verdict_shows_who_holds_each_power_as_far_as_the_case_does(sorting: Sorting) -> None:
    sorting.right()
    held, payload = sorting.cases[sorting.id]["hand"], sorting.payload
    said = {holder["id"]: f"{holder['sign']} {holder['label']}" for holder in payload["holders"]}
    powers = sorting.status.locator("[data-power]")
    expect(powers).to_have_count(len(payload["powers"]))
    for place, power in enumerate(payload["powers"]):
        holder = held.get(power["id"], "unknown")
        expect(powers.nth(place)).to_have_attribute("data-power", power["id"])
        expect(powers.nth(place)).to_have_attribute("data-holder", holder)
        lines = sorting.cases[sorting.id]["lines"]
        numbers = [n for n, line in enumerate(lines, 1) if power["id"] in line_power(line)]
        shown = f"{power['label']} in {numbers[0]}" if numbers else power["label"]
        assert len(numbers) < 2 and bool(numbers) == (power["id"] in held)
        expect(powers.nth(place).locator("dt")).to_have_text(shown)
        expect(powers.nth(place).locator("dd")).to_have_text(said[holder])


def test_a_case_that_does_not_say_who_holds_what_shows_no_hand(sorting: Sorting) -> None:
    while "hand" in sorting.cases[sorting.id]:
        sorting.right()
        sorting.act("next")
    sorting.right()
    expect(sorting.status).to_have_attribute("data-verdict", "fits")
    expect(sorting.status.locator("[data-power]")).to_have_count(0)


def test_a_wrong_answer_names_the_surface_cue_that_was_tapped(sorting: Sorting) -> None:
    sorting.wrong(role="surface")
    expect(sorting.status).to_have_attribute("data-verdict", "look-again")
    said = sorting.status.locator(".wg-say-surface").inner_text()
    assert said.startswith("Looks telling: ")
    expect(sorting.root.locator("mark.wg-surface")).to_have_count(1)
    expect(sorting.root.locator("mark.wg-decides").first).to_be_visible()


def test_the_right_kind_with_another_sentence_gets_words_of_its_own(sorting: Sorting) -> None:
    sorting.right(role=None)
    expect(sorting.status).to_have_attribute("data-verdict", "fits")
    expect(sorting.status).to_have_attribute("data-reason", "look-again")


def test_sure_and_unsure_are_remarked_on_where_it_helps(sorting: Sorting) -> None:
    remark = sorting.status.locator(".wg-say-remark")
    sorting.right(confidence="unsure")
    expect(remark).to_have_count(1)
    sorting.act("next")
    sorting.right(confidence="sure")
    expect(remark).to_have_count(0)
    sorting.act("next")
    sorting.wrong(confidence="sure")
    expect(remark).to_have_count(1)


def test_no_verdict_shows_before_sentence_and_confidence_are_given(sorting: Sorting) -> None:
    sorting.root.locator('button[data-answer="support"]').click()
    expect(sorting.root.locator("mark")).to_have_count(0)
    assert sorting.status.get_attribute("data-verdict") is None
    sorting.root.locator("button[data-passage]").first.click()
    expect(sorting.root.locator("mark")).to_have_count(0)
    assert sorting.status.get_attribute("data-verdict") is None


def test_an_answer_can_be_changed_before_the_verdict(sorting: Sorting) -> None:
    sorting.root.locator(f'button[data-answer="{OTHER[sorting.kind]}"]').click()
    sorting.act("change")
    sorting.right()
    assert [a["answer"] for a in sorting.work()["attempts"]] == [sorting.kind]


def test_a_missed_case_comes_back_behind_others_until_it_fits(sorting: Sorting) -> None:
    missed = sorting.wrong()
    sorting.act("next")
    met = []
    for _ in sorting.until_end():
        met.append(sorting.id)
        sorting.right()
        sorting.act("next")
    assert missed in met
    assert met.index(missed) == min(3, len(sorting.cases) - 1)


def test_the_end_counts_first_answers_in_a_table(sorting: Sorting) -> None:
    first = sorting.kind
    sorting.wrong(role="surface")
    sorting.act("next")
    sorting.finish()
    expect(sorting.root).to_have_attribute("data-state", "done")
    table = {kind: dict.fromkeys(OTHER, 0) for kind in OTHER}
    for case in sorting.payload["cases"]:
        table[case["kind"]][case["kind"]] += 1
    table[first][first] -= 1
    table[first][OTHER[first]] += 1
    numbers = sorting.root.locator(".wg-table .wg-number").all_text_contents()
    kinds = [answer["id"] for answer in sorting.payload["answers"]]
    assert numbers == [str(table[kind][answer]) for kind in kinds for answer in kinds]
    expect(sorting.root.locator(".wg-summary")).to_contain_text(sorting.payload["read"]["text"])


def test_a_reload_in_the_middle_goes_on_where_it_was(sorting: Sorting) -> None:
    done = sorting.right()
    sorting.act("next")
    before = sorting.id
    sorting.page.reload()
    expect(sorting.root).to_have_attribute("data-state", "ready")
    assert sorting.id == before != done
    assert len(sorting.work()["attempts"]) == 1


def test_a_reload_at_the_end_still_shows_the_end(sorting: Sorting) -> None:
    sorting.finish()
    sorting.page.reload()
    expect(sorting.root).to_have_attribute("data-state", "done")
    expect(sorting.root.locator(".wg-went")).to_be_visible()
    expect(sorting.root.locator(".wg-table")).to_be_hidden()
    sorting.root.locator(".wg-summary > details.wg-more > summary").click()
    expect(sorting.root.locator(".wg-table")).to_be_visible()


def test_the_end_says_in_three_lines_how_it_went(sorting: Sorting) -> None:
    sorting.wrong()
    sorting.act("next")
    sorting.finish()
    words, total = sorting.payload["words"], len(sorting.cases)
    counts = {"went_both": total - 1, "went_kind": 0, "went_again": 1}
    expect(sorting.root.locator(".wg-went li")).to_have_text(
        [words[name].format(count=count, of=total) for name, count in counts.items()]
    )


def test_restart_begins_a_second_run_and_keeps_first_answers(sorting: Sorting) -> None:
    sorting.wrong()
    sorting.act("next")
    sorting.finish()
    fits = sorting.root.locator(".wg-cell-fits .wg-number")
    before = fits.all_text_contents()
    sorting.restart()
    expect(sorting.root).to_have_attribute("data-state", "ready")
    sorting.page.reload()
    expect(sorting.root).to_have_attribute("data-state", "ready")
    sorting.finish()
    # The picture is of this time: what was missed then fits now.
    assert (
        sum(map(int, fits.all_text_contents())) == sum(map(int, before)) + 1 == len(sorting.cases)
    )
    assert {a["run"] for a in sorting.work()["attempts"]} == {1, 2}


def test_a_skipped_case_costs_nothing_and_stays_away(sorting: Sorting) -> None:
    skipped = sorting.id
    sorting.act("skip")
    assert sorting.id != skipped
    sorting.finish()
    assert sum(a.get("skipped", False) for a in sorting.work()["attempts"]) == 1
    told = sorting.root.locator(".wg-result-skipped > details > summary")
    expect(told).to_have_count(1)
    # It can still be answered: the list does not say what it is.
    labels = {answer["label"] for answer in sorting.payload["answers"]}
    assert [label for label in labels if label in str(told.text_content())] == []


def test_where_all_was_skipped_nothing_is_counted(sorting: Sorting) -> None:
    for _ in sorting.cases:
        sorting.act("skip")
    expect(sorting.summary).to_contain_text(sorting.words["none_answered"])
    expect(sorting.summary).not_to_contain_text("0 of 0")
    expect(sorting.summary.locator("table")).to_have_count(0)


def test_skipped_cases_are_offered_again_at_the_end(sorting: Sorting) -> None:
    skipped = sorting.id
    sorting.act("skip")
    total, words = len(sorting.cases), sorting.words
    count = sorting.root.locator(".wg-count")
    said = f"{words['progress'].format(done=0, total=total)} "
    expect(count).to_have_text(said + words["progress_skipped"].format(skipped=1))
    sorting.finish()
    back = sorting.summary.locator('[data-action="back"]')
    expect(back).to_have_text(words["skipped_again"].format(count=1))
    back.click()
    assert sorting.id == skipped
    sorting.right()
    sorting.act("next")
    expect(sorting.summary.locator('[data-action="back"]')).to_have_count(0)
    expect(count).to_have_text(words["progress"].format(done=total, total=total))


def test_each_attempt_holds_what_the_contract_says(sorting: Sorting) -> None:
    case = sorting.right(confidence="unsure")
    work = sorting.work()
    assert re.fullmatch(r"[0-9a-f]{16}", work["work"])
    attempt = work["attempts"][0]
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", attempt.pop("at"))
    assert attempt == {
        "run": 1,
        "payload": sorting.payload["digest"],
        "vignette": case,
        "answer": sorting.kind,
        "confidence": "unsure",
        "passage": sorting.line("decides"),
        "text": line_digest(sorting.case["lines"][sorting.line("decides") - 1]),
    }


def test_a_saved_file_opens_in_python_and_in_another_browser(
    sorting: Sorting, new_context: Any, tmp_path: Any
) -> None:
    sorting.root.locator(".wg-reader").fill("S-017")
    sorting.wrong()
    sorting.act("next")
    sorting.right()
    with sorting.page.expect_download() as download:
        sorting.act("save")
    path = tmp_path / download.value.suggested_filename
    download.value.save_as(path)
    work = read_work(path.read_bytes(), "toy")
    assert len(work["attempts"]) == 2
    assert work["reader"] == "S-017"

    other = new_context().new_page()
    other.goto(sorting.page.url)
    opened = Sorting(other, sorting.payload)
    opened.root.locator('input[type="file"]').set_input_files(path)
    expect(opened.root.locator("progress")).to_have_js_property("value", 1)
    assert opened.work() == work


def test_keys_alone_are_enough(sorting: Sorting) -> None:
    page = sorting.page
    page.locator("body").click(position={"x": 1, "y": 1})
    sorting.tab_to("button[data-answer]")
    number = {"self-help": "1", "support": "2"}
    page.keyboard.press(number[OTHER[sorting.kind]])
    for _ in range(sorting.line("surface") - 1):
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.keyboard.press("1")
    expect(sorting.status).to_have_attribute("data-verdict", "look-again")
    sorting.tab_to('[data-action="next"]')
    page.keyboard.press("Enter")
    for _ in range(len(sorting.cases)):
        if sorting.shows('[data-action="read"]'):
            page.keyboard.press("1")
        page.keyboard.press({"self-help": "ArrowLeft", "support": "ArrowRight"}[sorting.kind])
        page.keyboard.press(str(sorting.line("decides")))
        page.keyboard.press("Enter")
        page.keyboard.press("ArrowRight")
        expect(sorting.status).to_have_attribute("data-verdict", "fits")
        sorting.tab_to('[data-action="next"]')
        page.keyboard.press("Enter")
    expect(sorting.root).to_have_attribute("data-state", "done")
    expect(sorting.root.locator(".wg-summary-title")).to_be_focused()


def test_focus_is_never_lost_on_the_way(sorting: Sorting) -> None:
    def focused() -> bool:
        return sorting.page.evaluate("!!document.activeElement.closest('whose-group')")

    sorting.root.locator(f'button[data-answer="{sorting.kind}"]').click()
    assert focused()
    sorting.root.locator("button[data-passage]").first.click()
    assert focused()
    sorting.root.locator('button[data-confidence="sure"]').click()
    expect(sorting.status.locator(".wg-feedback")).to_be_focused()
    sorting.act("next")
    expect(sorting.root.locator(".wg-case-title")).to_be_focused()


def test_letters_and_digits_in_the_code_field_are_only_text(sorting: Sorting) -> None:
    sorting.root.locator(".wg-reader").press_sequentially("12m")
    expect(sorting.root.locator(".wg-reader")).to_have_value("12m")
    expect(sorting.root.locator("button[data-answer]")).to_have_count(2)


def test_digits_with_a_modifier_are_left_to_the_browser(sorting: Sorting) -> None:
    sorting.root.locator("button[data-answer]").first.focus()
    sorting.page.keyboard.press("Alt+1")
    expect(sorting.root.locator("button[data-answer]")).to_have_count(2)


def test_fingers_alone_are_enough(phone: Page, toy_pages: Any) -> None:
    phone.goto(toy_pages.write())
    sorting = Sorting(phone, toy_pages.payload())
    sorting.way = "tap"
    sorting.finish()
    assert phone.evaluate("document.documentElement.scrollWidth") == 360


@pytest.mark.parametrize(("to", "answer"), [(-400, "self-help"), (400, "support")])
def test_a_card_may_be_dragged_to_a_side(sorting: Sorting, to: int, answer: str) -> None:
    head = sorting.root.locator(".wg-case-head").bounding_box()
    x, y = head["x"] + head["width"] / 2, head["y"] + head["height"] / 2
    mouse = sorting.page.mouse
    mouse.move(x, y)
    mouse.down()
    mouse.move(x + to / 2, y, steps=3)
    mouse.move(x + to, y, steps=3)
    mouse.up()
    label = next(a["label"] for a in sorting.payload["answers"] if a["id"] == answer)
    expect(sorting.root.locator(".wg-chosen")).to_contain_text(label)


def test_a_short_drag_decides_nothing(sorting: Sorting) -> None:
    head = sorting.root.locator(".wg-case-head").bounding_box()
    sorting.page.mouse.move(head["x"] + 50, head["y"] + 8)
    sorting.page.mouse.down()
    sorting.page.mouse.move(head["x"] + 90, head["y"] + 8, steps=4)
    sorting.page.mouse.up()
    expect(sorting.root.locator("button[data-answer]")).to_have_count(2)


@pytest.mark.parametrize(("across", "down"), [(0.4, 0), (0.9, 0.5)], ids=["short", "diagonal"])
def test_a_stroke_that_brushes_by_answers_nothing(
    sorting: Sorting, across: float, down: float
) -> None:
    head = sorting.root.locator(".wg-case-head").bounding_box()
    width = head["width"]
    x, y = head["x"] + 4, head["y"] + 8
    sorting.page.mouse.move(x, y)
    sorting.page.mouse.down()
    sorting.page.mouse.move(x + 60, y, steps=3)
    sorting.page.mouse.move(x + width * across, y + width * down, steps=6)
    sorting.page.mouse.up()
    expect(sorting.root.locator("button[data-answer]")).to_have_count(2)


def test_for_its_verdict_a_case_stays_where_it_is_and_is_pulled_no_more(
    page: Page, toy_pages: Any
) -> None:
    page.goto(toy_pages.write("plain"))
    plain = Sorting(page, toy_pages.payload("plain"))
    plain.read()
    card = plain.root.locator(".wg-card").element_handle()
    unmarked = [n for n, line in enumerate(plain.case["lines"], 1) if isinstance(line, str)]
    kept = [card.query_selector(f'[data-passage="{number}"]') for number in unmarked]
    plain.press(f'button[data-answer="{plain.kind}"]')
    assert all(node and node.evaluate("(n) => n.isConnected") for node in [card, *kept])
    expect(plain.root.locator("[data-answer], .wg-skip")).to_have_count(0)
    expect(plain.root.locator(".wg-mark.wg-decides")).not_to_have_count(0)
    head = plain.root.locator(".wg-case-head").bounding_box()
    page.mouse.move(head["x"] + 200, head["y"] + 8)
    page.mouse.down()
    page.mouse.move(head["x"] + 500, head["y"] + 8, steps=6)
    assert card.evaluate("(n) => n.style.transform") == ""
    page.mouse.up()
    assert len(plain.work()["attempts"]) == 1


def test_in_a_test_no_stroke_answers(page: Page, toy_pages: Any) -> None:
    page.goto(toy_pages.write("first-test"))
    test = Sorting(page, toy_pages.payload("first-test"))
    test.act("begin")
    test.read()
    expect(test.root.locator("button[data-answer]")).to_have_count(2)
    expect(test.root.locator(".wg-draggable")).to_have_count(0)


def test_a_second_tap_at_the_same_place_is_not_taken(phone: Page, toy_pages: Any) -> None:
    """The panel shrinks after the first one, and something else comes to lie there."""
    phone.goto(toy_pages.write())
    sorting = Sorting(phone, toy_pages.payload())
    box = sorting.root.locator("button[data-answer]").first.bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    tapped = phone.evaluate(
        """([x, y]) => {
            const tap = () => {
                const at = document.elementFromPoint(x, y);
                const how = { bubbles: true, cancelable: true, clientX: x, clientY: y, detail: 1 };
                at.dispatchEvent(new MouseEvent("click", how));
                return document.querySelector(".wg-card").className;
            };
            const passages = () => document.querySelectorAll("button[data-passage]").length;
            tap();
            const first = passages();
            // A sentence is moved under the finger.
            const place = `left: ${x - 20}px; top: ${y - 20}px; width: 40px`;
            const line = document.querySelector("button[data-passage]");
            line.style.cssText = `position: fixed; z-index: 9; ${place}`;
            tap();
            return [first, passages()];
        }""",
        [x, y],
    )
    assert tapped[0] == tapped[1] > 0, "The step is still that of the sentences."
    phone.wait_for_timeout(450)
    phone.touchscreen.tap(x, y)
    expect(sorting.root.locator("button[data-passage]")).to_have_count(0)


def test_what_sticks_never_covers_the_first_lines_of_the_case(phone: Page, toy_pages: Any) -> None:
    phone.goto(toy_pages.write())
    sorting = Sorting(phone, toy_pages.payload())
    phone.add_style_tag(content="main { padding-top: 420px; padding-bottom: 60rem }")
    first = sorting.root.locator(".wg-lines > li").first
    panel = sorting.root.locator(".wg-panel")
    # However little of the exercise is in sight, and however it is scrolled.
    for top in (0, 60, 160, 300):
        phone.evaluate("(top) => scrollTo(0, top)", top)
        line, asked = first.bounding_box(), panel.bounding_box()
        assert line["y"] + min(line["height"], 30) <= asked["y"]
    assert asked["y"] + asked["height"] == pytest.approx(640, abs=1), "There it sticks."


def test_what_skips_a_case_comes_after_what_answers_it(sorting: Sorting) -> None:
    order = sorting.root.locator(".wg-stage button").evaluate_all(
        "(all) => all.map(({ dataset }) => dataset.action ?? dataset.answer)"
    )
    assert order[-1] == "skip" and len(order) == 3


def test_an_exercise_may_ask_for_the_kind_alone(page: Page, toy_pages: Any) -> None:
    page.goto(toy_pages.write("plain"))
    sorting = Sorting(page, toy_pages.payload("plain"))
    sorting.read()
    sorting.root.locator(f'button[data-answer="{OTHER[sorting.kind]}"]').click()
    expect(sorting.status).to_have_attribute("data-verdict", "look-again")
    attempt = sorting.work()["attempts"][0]
    assert "passage" not in attempt and "confidence" not in attempt


def test_two_exercises_on_a_page_do_not_meddle(page: Page, toy_pages: Any) -> None:
    page.goto(toy_pages.write("toy", "plain"))
    toy = Sorting(page, toy_pages.payload("toy"))
    plain = Sorting(page, toy_pages.payload("plain"))
    plain.read()
    toy.right()
    expect(plain.root.locator("button[data-answer]")).to_have_count(2)
    assert plain.status.get_attribute("data-verdict") is None
    plain.press(f'button[data-answer="{plain.kind}"]')
    assert len(toy.work()["attempts"]) == len(plain.work()["attempts"]) == 1
    ids = page.locator("[id]").evaluate_all("(nodes) => nodes.map((node) => node.id)")
    assert len(ids) == len(set(ids))


def test_the_same_exercise_twice_on_a_page_shares_its_work(page: Page, toy_pages: Any) -> None:
    page.goto(toy_pages.write("toy", "toy"))
    roots = page.locator("whose-group")
    expect(roots.first).to_have_attribute("data-state", "ready")
    roots.first.locator('[data-action="skip"]').click()
    expect(roots.nth(1).locator("progress")).to_have_js_property("value", 1)


def test_text_of_a_case_stays_text(page: Page, toy_pages: Any) -> None:
    payload = toy_pages.payload()
    # Without straight quotes, which are not kept (tests/bank/test_quotes.py).
    nasty = "A <script>broken = 1</script> <img src=x onerror=broken=1> $20 `x` “q” `'s`"
    path = next(toy_pages.own_bank().glob(f"data/vignettes/*/{payload['cases'][0]['id']}.md"))
    path.write_text(path.read_text().rstrip() + f"\n{nasty}\n")
    page.goto(toy_pages.write())
    expect(page.locator(".wg-lines")).to_contain_text(nasty)
    sorting = Sorting(page, toy_pages.payload())
    sorting.wrong()
    expect(page.locator(".wg-lines")).to_contain_text(nasty)
    assert page.evaluate("window.broken") is None


def test_the_frame_speaks_once(sorting: Sorting) -> None:
    """One live region, and it is empty until there is a verdict."""
    assert sorting.root.locator('[role="status"], [aria-live], [role="alert"]').count() == 1
    expect(sorting.status).to_have_text("")


def test_every_button_is_big_enough_for_a_finger(sorting: Sorting) -> None:
    def small() -> list[Any]:
        return sorting.root.locator("button, input").evaluate_all(
            """(nodes) => nodes
                .filter((node) => node.checkVisibility())
                .map((node) => [node.textContent, node.getBoundingClientRect()])
                .filter(([, box]) => box.height < 44 || box.width < 44)
                .map(([text]) => text)"""
        )

    assert small() == []
    sorting.root.locator("button[data-answer]").first.click()
    assert small() == []
    sorting.root.locator("button[data-passage]").first.click()
    assert small() == []
    sorting.root.locator('button[data-confidence="sure"]').click()
    assert small() == []


def test_nothing_moves_for_those_who_asked_for_calm(page: Page, toy_pages: Any) -> None:
    page.emulate_media(reduced_motion="reduce")
    page.goto(toy_pages.write())
    sorting = Sorting(page, toy_pages.payload())
    card = sorting.root.locator(".wg-card")
    assert card.evaluate("(n) => getComputedStyle(n).transitionDuration") == "0s"
    sorting.right()
    assert (
        sorting.root.locator(".wg-feedback").evaluate("(n) => getComputedStyle(n).animationName")
        == "none"
    )


def test_without_scripts_the_cases_can_be_read(scriptless: Page, toy_pages: Any) -> None:
    scriptless.goto(toy_pages.write())
    for case in toy_pages.payload()["cases"]:
        assert case["title"] in scriptless.locator(".wg-plain").inner_text()
    answer = scriptless.locator(".wg-plain details").first
    answer.locator("summary").click()
    expect(answer.locator("p").first).to_be_visible()


def test_on_paper_the_cases_are_there_and_the_buttons_are_not(sorting: Sorting) -> None:
    sorting.right()
    put_on_paper(sorting.page)
    expect(sorting.root.locator(".wg")).to_be_hidden()
    expect(sorting.root.locator(".wg-plain")).to_be_visible()


COUNT_AT_PRINTING = """() => {
  window.printed = [];
  const shown = () => document.querySelectorAll(".wg-plain").length;
  addEventListener("beforeprint", () => printed.push(shown()));
}"""


def test_the_plain_cases_are_on_the_page_only_for_a_printer(sorting: Sorting) -> None:
    plain = sorting.root.locator(".wg-plain")
    expect(plain).to_have_count(0)
    sorting.page.evaluate(COUNT_AT_PRINTING)
    sorting.page.pdf()
    assert sorting.page.evaluate("printed") == [1]
    expect(plain).to_have_count(0)


def test_a_page_saved_half_way_goes_on_when_it_is_opened(sorting: Sorting, toy_pages: Any) -> None:
    sorting.right()
    page = sorting.page
    toy_pages.folder.joinpath("saved.html").write_text(page.content(), encoding="utf-8")
    page.goto(f"{toy_pages.address}/saved.html")
    expect(sorting.root.locator(".wg")).to_have_count(1)
    expect(sorting.root).to_have_attribute("data-state", "ready")
    sorting.finish()
    expect(sorting.root.locator(".wg-summary")).to_be_visible()


def test_on_paper_the_end_is_there_too(sorting: Sorting) -> None:
    sorting.finish()
    put_on_paper(sorting.page)
    expect(sorting.root.locator(".wg-table")).to_be_visible()
    expect(sorting.root.locator(".wg-tools")).to_be_hidden()


def test_after_a_restart_the_end_tells_how_this_round_went(sorting: Sorting) -> None:
    sorting.wrong()
    sorting.act("next")
    sorting.finish()
    sorting.restart()
    sorting.finish()
    total = len(sorting.cases)
    words = sorting.payload["words"]
    end = sorting.root.locator(".wg-summary")
    expect(end).to_contain_text(words["summary_again"].format(fits=total, answered=total))
    of = words["of"].format
    row = end.locator(".wg-change tbody tr").first.locator("td")
    expect(row).to_have_text([of(count=total - 1, of=total), of(count=total, of=total)])
    expect(end.locator(".wg-number").first).to_have_text(
        str(
            sum(
                case["kind"] == sorting.payload["answers"][0]["id"]
                for case in sorting.cases.values()
            )
        )
    )


def test_unsure_with_another_sentence_is_not_praised(sorting: Sorting) -> None:
    sorting.right(role=None, confidence="unsure")
    expect(sorting.status.locator(".wg-say-remark")).to_have_count(0)


def test_the_script_may_come_before_the_exercise_is_parsed(page: Page, toy_pages: Any) -> None:
    """An element that the parser has only begun waits for its children."""
    address = toy_pages.write()
    path = toy_pages.folder / "page.html"
    path.write_text(path.read_text().replace("<script async", "<script"))
    page.goto(address)
    expect(page.locator("whose-group")).to_have_attribute("data-state", "ready")


def test_mounting_again_replaces_what_was_there(sorting: Sorting) -> None:
    sorting.page.evaluate(
        """(payload) => {
            const store = whoseGroup.pageStore(payload);
            whoseGroup.mount(document.querySelector("whose-group"), payload, store);
        }""",
        sorting.payload,
    )
    expect(sorting.root.locator(".wg")).to_have_count(1)


def test_the_key_of_storage_is_what_other_tools_rely_on(sorting: Sorting) -> None:
    sorting.right()
    keys = sorting.page.evaluate("Object.keys(localStorage)")
    assert keys == [storage_key(sorting.payload)]
    assert json.loads(json.dumps(sorting.work()))["exercise"] == "toy"


def test_a_quotation_shows_that_its_sentence_began_before_it(page: Page, toy_pages: Any) -> None:
    path = toy_pages.own_bank() / "data/vignettes/en/garden.md"
    old = "[Mr Abe leads because the others chose him]"
    text = path.read_text(encoding="utf-8").replace(old, "Mr Abe leads, for [the others chose him]")
    path.write_text(text, encoding="utf-8")
    playing = toy_pages.play(page, "toy")
    while playing.id != "garden":
        playing.go()
        playing.act("next")
    playing.go()
    decides = playing.status.locator(".wg-say-decides")
    expect(decides).to_contain_text("Decides: “… the others chose him”")
    garden = playing.cases["garden"]
    said = [line for each in garden["reactions"] for line in playing.told(garden, *each["say"])]
    assert decides.text_content() in said, "Python quotes alike."
