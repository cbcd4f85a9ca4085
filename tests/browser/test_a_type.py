"""A type of exercise that nothing has heard of is shown by its own part of the script alone."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from whosegroup.component.script import PARTS, join, source

# The reader says how often a bell rang; the case says how often it did.
BELL = """
{
  const ring = (board, turn, answer) => {
    save(board, [attemptAt(board, turn.kase.id, { answer })]);
    showVerdict(board, turn);
  };
  types.bell = {
    about: "item",
    named: "data-item",
    closes: (payload, kase, { answer }) => (answer === kase.rang ? "done" : "again"),
    replyTo: (payload, kase, { answer }) => ({
      verdict: answer === kase.rang ? "fits" : "look-again",
    }),
    begin: () => ({ step: "bell" }),
    draw(board, turn) {
      const ways = answers(board, (id) => ring(board, turn, id));
      const shown = card(board, turn, types.bell.text(board, turn));
      put(board.stage, shown, turn.step === "bell" ? ways : null);
    },
    keys: (event, stage) => keysOfAnswers(event, stage),
    untouched: ({ step }) => step === "bell",
    was: (kase, [{ answer }]) => ({ answer }),
    text: (board, { kase }) => kase.title,
    answered: (board, { given }) => yours("{answer} times", given[0].answer),
    said: (board, { kase }, remarks) => [remarks, paragraph("rang", kase.rang)],
    end: (board) => countedEnd(board),
  };
}
"""
CASES = [
    {"id": "noon", "title": "At noon", "rang": "2"},
    {"id": "one", "title": "At one", "rang": "1"},
]


@pytest.fixture
def payload(toy_pages: Any) -> dict[str, Any]:
    answers = [{"id": id, "label": id, "meaning": f"{id} times"} for id in "12"]
    how = {"type": "bell", "exercise": "bells", "cases": CASES, "answers": answers}
    return {**toy_pages.payload("bins"), **how, "schedule": {"gap": 1}}


def test_a_type_of_one_s_own_is_asked_answered_counted_and_kept(
    page: Page, toy_pages: Any, payload: dict[str, Any]
) -> None:
    page.goto(f"{toy_pages.address}/../empty.html")
    *parts, hosts = map(source, PARTS)
    page.add_script_tag(content=join([*parts, BELL, hosts]))
    show = """(payload) => {
        const root = document.createElement("whose-group");
        document.body.append(root);
        whoseGroup.mount(root, payload, whoseGroup.pageStore(payload));
    }"""
    page.evaluate(show, payload)
    status, words = page.locator('[role="status"]'), payload["words"]
    shown = []
    for press, verdict in [("1", "look-again"), ("1", "fits"), ("2", "fits")]:
        shown.append(page.locator("[data-item]").get_attribute("data-item"))
        page.locator(f'[data-answer="{press}"]').press(press)
        expect(status).to_have_attribute("data-verdict", verdict)
        page.locator('[data-action="next"]').click()
    assert shown == ["noon", "one", "noon"]
    counts = [words["count_fits"], words["count_look-again"]]
    expect(page.locator(".wg-remarks li")).to_have_text([c.format(count=1, of=2) for c in counts])
    page.locator(".wg-case-list summary").first.click()
    said = page.locator(".wg-review .wg-say")
    expect(said).to_have_text(["1 times", "2", "2 times", "2"])
    attempts = page.evaluate("(payload) => whoseGroup.pageStore(payload).work().attempts", payload)
    assert [(a["item"], a["answer"]) for a in attempts] == [
        ("noon", "1"),
        ("one", "1"),
        ("noon", "2"),
    ]
