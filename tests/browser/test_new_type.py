"""A type of exercise is one module and one part of the script: so a page shows it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

import yes_no
from whosegroup.component.script import PARTS, join, source
from whosegroup.exercises.types import TYPES
from whosegroup.work.measures import label_and_use, outcomes

PART = (Path(__file__).parents[1] / "yes_no.js").read_text(encoding="utf-8")


def test_a_page_shows_a_type_that_only_tests_know(
    page: Page, toy_pages: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(TYPES, yes_no.NAME, yes_no.Deciders())
    yes_no.write_exercise(toy_pages.own_bank(), "vignettes: [garden, garden-clinic]\n")
    payload = toy_pages.payload("deciders")
    *parts, hosts = map(source, PARTS)
    script = join([*parts, PART, hosts])
    page.route("**/whose-group.js", lambda route: route.fulfill(body=script))
    page.goto(toy_pages.write("deciders", name="deciders"))
    status = page.locator('[role="status"]')
    for answer, verdict in [("no", "look-again"), ("no", "fits"), ("yes", "fits")]:
        page.locator(f'[data-answer="{answer}"]').click()
        expect(status).to_have_attribute("data-verdict", verdict)
        expect(status).to_contain_text("So it is." if verdict == "fits" else "It is not so.")
        page.locator('[data-action="next"]').click()
    expect(page.locator("whose-group")).to_have_attribute("data-state", "done")
    counted = page.locator(".wg-remarks li")
    expect(counted).to_have_text(["Right: 1 of 2", "Not right: 1 of 2"])
    [kept] = page.evaluate("Object.values(localStorage)")
    attempts = json.loads(kept)["attempts"]
    assert [(a["vignette"], a["answer"]) for a in attempts] == [
        ("garden", "no"),
        ("garden-clinic", "no"),
        ("garden", "yes"),
    ]
    assert outcomes(payload, attempts)["first"] == {"garden": "look-again", "garden-clinic": "fits"}


def test_a_page_shows_it_as_a_part_of_a_test(
    page: Page, toy_pages: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(TYPES, yes_no.NAME, yes_no.Deciders())
    bank = toy_pages.own_bank()
    yes_no.write_exercise(bank)
    yes_no.write_test(bank)
    payload = toy_pages.payload("both-parts")
    *parts, hosts = map(source, PARTS)
    page.route("**/whose-group.js", lambda route: route.fulfill(body=join([*parts, PART, hosts])))
    page.goto(toy_pages.write("both-parts", name="both-parts"))
    begin = page.locator('[data-action="begin"]')
    answered = page.locator("[data-answer='support'], [data-answer='yes']")
    state = page.locator("whose-group")
    for _ in range(10):
        if state.get_attribute("data-state") == "done":
            break
        (
            begin if begin.count() else page.locator('[data-action="read"]').or_(answered).first
        ).click()
    expect(state).to_have_attribute("data-state", "done")
    [kept] = page.evaluate(
        "Object.keys(localStorage).filter((key) => key.endsWith('both-parts'))"
        ".map((key) => localStorage.getItem(key))"
    )
    attempts = json.loads(kept)["attempts"]
    assert [attempt["answer"] for attempt in attempts] == ["support", "yes"]
    found = label_and_use(payload, attempts)
    drawn = page.locator("tr[data-measure]").evaluate_all(
        "(all) => all.map((r) => r.dataset.measure)"
    )
    assert drawn == [name for name, share in found.items() if share["of"]]
    assert sum(found[name]["of"] for name in drawn) == 2, "Of the sorted case alone."
