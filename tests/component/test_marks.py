"""The script on every page of the book counts the works that "My course" counts. Node runs it."""

from __future__ import annotations

import json
from typing import Any

import pytest

from pure_half import derive
from whosegroup.component.script import source
from whosegroup.work.contract import VERSION, new_work

# What is there of a page: two exercises, and what is kept of them.
PAGE = """
const window = {};
const location = { href: "https://book/practice.html" };
const document = {
  currentScript: { src: "https://book/_static/course-marks.js" },
  readyState: "complete",
  querySelectorAll: () => [],
};
const [addEventListener, dispatchEvent, Event] = [() => {}, () => {}, class {}];
const localStorage = { getItem: (key) => given[key] ?? null };
"""
TOLD = {
    "course": "c",
    "lang": "en",
    "version": VERSION,
    "words": {"here": "{title}", "page": "{title}"},
    "exercises": {id: {"count": 1, "title": id} for id in ("first", "second")},
    "pages": {"practice": {"exercises": ["first", "second"], "next": ["on.html", "on"]}},
    "chapters": {},
}
STEPS = "(told) => { mark(told); return window.whoseGroupSteps('first'); }"


def step_after(kept: Any) -> str:
    """Return what comes after the first exercise, where this is kept of the second."""
    text = kept if isinstance(kept, str) else json.dumps(kept)
    shelf = {"whosegroup/1/c/en/second": text}
    [[step]] = derive([(STEPS, [TOLD])], PAGE, source("marks"), given=shelf, parts=("",))
    return step["text"]


def work(**more: Any) -> dict[str, Any]:
    answer = {"at": "2026-04-13T09:30:01.000Z", "run": 1, "vignette": "tea", "answer": "support"}
    return {**new_work("second", "en"), "attempts": [answer], **more}


def test_what_was_done_is_passed_over() -> None:
    assert step_after(work()) == "on"


@pytest.mark.parametrize("kept", [work(version=VERSION + 1), work(attempts=[]), "[]", "", "{"])
def test_what_is_not_read_is_not_done(kept: Any) -> None:
    assert step_after(kept) == "second"
