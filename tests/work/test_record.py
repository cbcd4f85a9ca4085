"""A record is read alike by a page and a kernel: what can be used is used, and the rest counted.

`python tests/work/test_record.py 4000` looks at so many and prints where the two differ.
"""

from __future__ import annotations

import json
import random
import sys
from collections.abc import Iterator
from typing import Any

import pytest

from odd_works import records
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
    "a version that is only true": json.dumps({**WHOLE, "version": True}),
    "names that no exercise has": json.dumps(
        {**WHOLE, "works": [work(name) for name in ("toy", "Bad Name", "", "über", "toy\n")]}
    ),
    "a number larger than all": json.dumps({**WHOLE, "works": [work(), work(odd=0)]}).replace(
        '"odd": 0', '"odd": 1e400'
    ),
    "one work far too deep": json.dumps({**WHOLE, "works": [work(), work(odd=0)]}).replace(
        '"odd": 0', f'"odd": {"[" * 3000}{"]" * 3000}'
    ),
    "far too deep, and no JSON": json.dumps({**WHOLE, "works": [work(), work(odd=0)]}).replace(
        '"odd": 0', f'"odd": {"[" * 3000}"]]"{"]" * 1500},{"]" * 1500}'
    ),
    "a script for a code": json.dumps({**WHOLE, "reader": "<script>alert(1)</script>"}),
}


def by_python(text: str) -> dict[str, Any]:
    try:
        works, unread = read_record(text, COURSE)
    except RecordError as error:
        return {"problem": error.reason}
    return {"works": works, "unread": unread}


def plain(text: str) -> str:
    """Return data as text in which 1 and 1.0 are the same and `true` is neither."""
    return json.dumps(json.loads(text, parse_int=float), sort_keys=True)


def by_node(texts: list[str]) -> list[dict[str, Any]]:
    """Return what JavaScript makes of each text."""
    return derive([("readRecord", [text, {"course": COURSE}]) for text in texts])


def differences(texts: list[str]) -> Iterator[str]:
    """Yield each text of which the two sides make different things, with both."""
    for text, there in zip(texts, by_node(texts), strict=True):
        here = by_python(text)
        if "works" in there:
            there = {"works": there["works"], "unread": there["unread"] + there["newer"]}
        if plain(json.dumps(here)) != plain(json.dumps(there)):
            yield f"{text[:400]!a}\n  Python: {str(here)[:400]}\n  JavaScript: {str(there)[:400]}"


@pytest.fixture(scope="module")
def there() -> dict[str, dict[str, Any]]:
    return dict(zip(TEXTS, by_node([*TEXTS.values()]), strict=True))


@pytest.mark.parametrize("name", TEXTS)
def test_both_sides_read_a_record_alike(name: str) -> None:
    assert list(differences([TEXTS[name]])) == []


def test_both_sides_make_the_same_of_hundreds_of_records() -> None:
    assert list(differences(records(seed=19, count=700))) == []


def test_of_these_records_many_are_sound_and_many_are_not() -> None:
    """Or the two would agree too easily."""
    made = [by_python(text) for text in records(seed=19, count=700)]
    reasons = [it.get("problem", "sound") for it in made]
    for reason, at_least in {"sound": 250, "damaged": 60, "version": 60, "course": 40}.items():
        assert reasons.count(reason) >= at_least, reason
    assert sum(bool(it.get("works")) and bool(it["unread"]) for it in made) >= 100


@pytest.mark.parametrize(
    ("name", "used", "unread"),
    [
        ("names that no exercise has", 1, 4),
        ("a number larger than all", 1, 1),
        ("one work far too deep", 1, 1),
    ],
)
def test_of_what_is_sound_nothing_is_lost(name: str, used: int, unread: int) -> None:
    read = by_python(TEXTS[name])
    assert (len(read["works"]), read["unread"]) == (used, unread)


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


if __name__ == "__main__":
    found = list(differences(records(seed=random.randrange(10**6), count=int(sys.argv[1]))))
    print(*found[:12], f"{len(found)} of {sys.argv[1]} differ.", sep="\n")
