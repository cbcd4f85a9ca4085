"""Answers that wait for a kernel, and in which version they were given. Node runs the store."""

from __future__ import annotations

from typing import Any

from pure_half import derive, newer_contract
from whosegroup.component.script import source

KEY = "whosegroup/1/toy-course/en/toy/waiting"
# What is there of a browser: a storage, and nothing else.
BROWSER = """
const window = {};
const crypto = { getRandomValues: (bytes) => bytes };
const location = { protocol: "https:" };
const kept = new Map();
const localStorage = {
  getItem: (key) => kept.get(key) ?? null,
  setItem: (key, text) => kept.set(key, text),
};
const sessionStorage = localStorage;
const [setTimeout, clearTimeout, queueMicrotask] = [() => 1, () => {}, (call) => call()];
"""
# Opens a store over what waits, answers once more, and returns what was sent and what waits then.
OPEN = """(key, waiting, given) => {
  const sent = [];
  const record = { ...newWork({ exercise: "toy", lang: "en" }), work: "a" };
  const model = {
    get: (name) => ({ record })[name],
    on() {},
    off() {},
    send: (message) => sent.push(message),
  };
  kept.set(key, JSON.stringify(waiting));
  const store = kernelStore(model, { course: "toy-course", lang: "en", exercise: "toy" });
  const found = store.work().attempts;
  store.update(given);
  return { found, sent, kept: JSON.parse(kept.get(key)) };
}"""


def opened(waiting: list[Any], contract: str = "") -> dict[str, Any]:
    """Return what a store makes of answers that wait, and of one more."""
    parts = [contract or source("contract"), *map(source, ("record", "types"))]
    more = [BROWSER, *map(source, ("stored", "beside", "kernel_store"))]
    [made] = derive([(OPEN, [KEY, waiting, [attempt(9)]])], *more, parts=parts)
    return made


def attempt(second: int, **more: Any) -> dict[str, Any]:
    at = f"2026-04-13T09:30:0{second}.000Z"
    return {"at": at, "run": 1, "vignette": "tea", "answer": "support", **more}


def test_what_waits_says_of_which_version_it_is() -> None:
    made = opened([])
    assert made["kept"] == [{"work": "a", "version": 1, "attempt": attempt(9)}]


def test_what_waits_without_a_version_is_of_the_first() -> None:
    made = opened([{"work": "a", "attempt": attempt(1)}, {"work": "a", "attempt": 3}, None, 5])
    assert made["found"] == [attempt(1)]
    assert [one["version"] for one in made["kept"]] == [1, 1]


def test_what_waits_in_an_older_version_is_brought_up_as_a_work_is() -> None:
    step = (
        "[[1, (work) => ({ ...work, attempts: work.attempts.map((a) => ({ ...a, up: true })) })]]"
    )
    made = opened([{"work": "a", "version": 1, "attempt": attempt(1)}], newer_contract(step))
    assert made["found"] == [attempt(1, up=True)]
    assert made["sent"][-1]["attempts"] == [attempt(1, up=True), attempt(9)]
    assert [one["version"] for one in made["kept"]] == [2, 2]


def test_what_waits_in_a_newer_version_stays_there_and_is_not_sent() -> None:
    newer = {"work": "a", "version": 2, "attempt": {"of": "another shape"}}
    made = opened([newer])
    assert newer in made["kept"]
    assert made["found"] == []
    assert made["sent"][-1]["attempts"] == [attempt(9)]
