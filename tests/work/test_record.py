"""A record is read alike by a page and a kernel: what can be used is used, and the rest counted."""

from __future__ import annotations

import json
from typing import Any

import pytest

from pure_half import derive
from whosegroup.work.contract import new_work
from whosegroup.work.record import RecordError, make_record, read_record

COURSE = "toy-course"
ATTEMPT = {"at": "2026-04-13T09:30:01.000Z", "run": 1, "vignette": "tea", "answer": "support"}


def work(exercise: str = "toy", **more: Any) -> dict[str, Any]:
    return {**new_work(exercise, "en"), "attempts": [ATTEMPT], **more}


WHOLE = make_record(COURSE, "en", [work(), work("plain"), work()], "S-017")
TEXTS = {
    "whole": json.dumps(WHOLE),
    "empty": json.dumps(make_record(COURSE, "en", [])),
    "a work cut short among others": json.dumps(
        {**WHOLE, "works": [work(), {"format": "x"}, 3, None]}
    ),
    "a newer work among others": json.dumps({**WHOLE, "works": [work(), work(version=2)]}),
    "cut short": json.dumps(WHOLE)[:-20],
    "cut at its end": json.dumps(WHOLE)[:-1],
    "cut in its first work": json.dumps(WHOLE)[:250],
    "cut in a text with brackets": json.dumps({**WHOLE, "works": [work(), work(note='"]}\\')]})[
        :-6
    ],
    "cut, of another course": json.dumps({**WHOLE, "course": "another"})[:-20],
    "a work that is cut": json.dumps(work(note=[{}]))[:-1],
    "of another course": json.dumps({**WHOLE, "course": "another"}),
    "of a newer version": json.dumps({**WHOLE, "version": 2}),
    "no record": json.dumps({"format": "whosegroup-payload", "works": []}),
    "works that are no list": json.dumps({**WHOLE, "works": {}}),
    "a list": "[]",
    "nothing": "",
    "a script for a code": json.dumps({**WHOLE, "reader": "<script>alert(1)</script>"}),
}


def by_python(text: str) -> dict[str, Any]:
    try:
        works, unread = read_record(text, COURSE)
    except RecordError as error:
        return {"problem": error.reason}
    return {"works": works, "unread": unread}


@pytest.fixture(scope="module")
def there() -> dict[str, dict[str, Any]]:
    """Return what JavaScript makes of each text."""
    calls = [("readRecord", [text, {"course": COURSE}]) for text in TEXTS.values()]
    return dict(zip(TEXTS, derive(calls), strict=True))


@pytest.mark.parametrize("name", TEXTS)
def test_both_sides_read_a_record_alike(name: str, there: dict[str, dict[str, Any]]) -> None:
    here, page = by_python(TEXTS[name]), there[name]
    assert here.get("problem") == page.get("problem")
    assert here.get("works") == page.get("works")
    assert here.get("unread", 0) == page.get("unread", 0) + page.get("newer", 0)


@pytest.mark.parametrize(
    ("name", "problem"),
    [
        ("cut in its first work", "damaged"),
        ("cut, of another course", "course"),
        ("a work that is cut", "damaged"),
        ("of another course", "course"),
        ("of a newer version", "version"),
        ("no record", "damaged"),
    ],
)
def test_what_is_no_record_of_this_course_is_told_apart(name: str, problem: str) -> None:
    assert by_python(TEXTS[name]) == {"problem": problem}


def test_what_can_be_used_is_used(there: dict[str, dict[str, Any]]) -> None:
    assert by_python(TEXTS["a work cut short among others"])["unread"] == 3
    newer = there["a newer work among others"]
    assert (len(newer["works"]), newer["unread"], newer["newer"]) == (1, 0, 1)
    for name, works in (
        ("cut short", 2),
        ("cut at its end", 3),
        ("cut in a text with brackets", 1),
    ):
        assert (len(there[name]["works"]), there[name]["cut"]) == (works, True)


def test_a_single_work_is_a_record_of_one() -> None:
    [read] = derive([("readRecord", [json.dumps(work(reader="S-017")), {"course": COURSE}])])
    assert [one["exercise"] for one in read["works"]] == ["toy"]
    assert read["reader"] == "S-017"


@pytest.mark.parametrize(
    ("met", "state"),
    [([], "new"), (["tea"], "begun"), (["tea", "garden"], "done"), (["gone"], "new")],
)
def test_how_far_a_work_is_follows_from_the_cases_that_are_there(
    met: list[str], state: str
) -> None:
    attempts = [{**ATTEMPT, "vignette": id} for id in met]
    [standing] = derive([("standingOf", [["tea", "garden"], {**work(), "attempts": attempts}])])
    assert standing["state"] == state
    assert standing["of"] == 2


def test_a_case_that_comes_back_is_answered_and_not_done() -> None:
    returns = {"tea": ["support"], "garden": ["self-help"]}
    given = [
        {**ATTEMPT, "vignette": "tea", "answer": "support"},
        {**ATTEMPT, "vignette": "garden", "answer": None, "skipped": True},
        {**ATTEMPT, "vignette": "tea", "answer": "self-help"},
    ]
    cases, after = ["tea", "garden"], {"returns": returns}
    waits, done = derive(
        [("standingOf", [cases, {**work(), "attempts": given[:n]}, after]) for n in (2, 3)]
    )
    assert waits == {"state": "begun", "count": 1, "back": 1, "skipped": 1, "of": 2}
    assert done == {"state": "done", "count": 1, "back": 0, "skipped": 1, "of": 2}


def test_a_case_of_which_there_is_more_to_come_is_not_done() -> None:
    onwards = {"tea": ["first/ask", "first/wait"]}
    given = [{**ATTEMPT, "part": "option", "answer": answer} for answer in ("first/ask", "then/go")]
    cases, after = ["tea"], {"onwards": onwards}
    begun, done = derive(
        [("standingOf", [cases, {**work(), "attempts": given[:n]}, after]) for n in (1, 2)]
    )
    assert (begun["state"], begun["count"]) == ("begun", 0)
    assert (done["state"], done["count"]) == ("done", 1)
