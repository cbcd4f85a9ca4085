"""When what was met comes back: in a run, in mixed practice and as a retest, as the course says.

Node runs the pure half of the script, in which there is no page.
"""

from __future__ import annotations

from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from pure_half import Call, derive
from whosegroup.bank.content import exercise_names
from whosegroup.exercises.loading import load_exercise
from whosegroup.exercises.payload import compile_payload

BANK = Path(__file__).parents[1] / "fixtures" / "bank"
PAYLOADS = {name: compile_payload(load_exercise(name, BANK)) for name in exercise_names(BANK)}


# ------------------------------------------------------------------ what is left in a run


def answer(payload: dict[str, Any], index: int, verdict: str, second: int) -> dict[str, Any]:
    case = payload["cases"][index]
    kinds = {reply["verdict"]: kind for kind, reply in case["replies"].items()}
    at = f"2026-04-13T09:30:{second:02}.000Z"
    part = {"part": "bin"} if payload["type"] == "match" else {}
    about = "item" if payload["type"] == "match" else "vignette"
    return {"at": at, "run": 1, about: case["id"], "answer": kinds[verdict], **part}


def queue(
    payload: dict[str, Any], *attempts: dict[str, Any], reopened: tuple[str, ...] = ()
) -> list[int]:
    """Return which cases are left, by their place among all."""
    call = "(payload, work, reopened) => queueOf(payload, work, 1, new Set(reopened))"
    [left] = derive([(call, [payload, {"attempts": attempts}, list(reopened)])])
    return [[case["id"] for case in payload["cases"]].index(id) for id in left]


@pytest.mark.parametrize(
    ("gap", "left"), [(0, [0, 1, 2, 3]), (2, [1, 2, 0, 3]), (99, [1, 2, 3, 0])]
)
@pytest.mark.parametrize("name", ["toy", "bins"])
def test_a_missed_case_waits_behind_as_many_others_as_the_course_says(
    name: str, gap: int, left: list[int]
) -> None:
    payload = deepcopy(PAYLOADS[name])
    payload["schedule"] = {"gap": gap}
    missed = answer(payload, 0, "look-again", 1)
    size = len(payload["cases"])
    expected = [*range(1, size)]
    expected.insert(gap, 0)
    assert queue(payload, missed) == expected[:size]
    assert expected[:4] == left or size != 4
    assert 0 not in queue(payload, missed, answer(payload, 0, "fits", 2))


def test_in_a_test_each_case_is_asked_once() -> None:
    payload = PAYLOADS["first-test"]
    [form, *_] = payload["forms"].values()
    index = [case["id"] for case in payload["cases"]].index(form[0])
    missed = answer(payload, index, "look-again", 1)
    assert index not in queue(payload, missed)


def test_what_is_skipped_is_left_out_until_the_reader_goes_back_to_it() -> None:
    payload = PAYLOADS["toy"]
    first = payload["cases"][0]["id"]
    skipped = {"at": "2026-04-13T09:30:01.000Z", "run": 1, "vignette": first, "skipped": True}
    assert 0 not in queue(payload, skipped)
    assert queue(payload, skipped, reopened=(first,))[0] == 0


@pytest.mark.parametrize(
    ("name", "given", "closed"),
    [
        ("pairs", [{}, {"part": "difference"}], [False, True]),
        ("shed", [{"part": "aims"}, {"part": "whole"}], [False, True]),
        ("stalls", [{"part": "question"}, {}], [False, True]),
    ],
)
def test_a_case_is_done_with_its_last_part(
    name: str, given: list[dict[str, Any]], closed: list[bool]
) -> None:
    payload = PAYLOADS[name]
    common = {"at": "1", "run": 1, "vignette": payload["cases"][0]["id"], "answer": "1"}
    assert [0 not in queue(payload, {**common, **one}) for one in given] == closed


def test_a_situation_is_done_with_an_option_that_leads_nowhere() -> None:
    payload = PAYLOADS["keys"]
    [case, *_] = payload["cases"]
    for turn, asked in case["turns"].items():
        for option in asked["options"]:
            given = {"part": "option", "answer": f"{turn}/{option['id']}"}
            left = queue(payload, {"at": "1", "run": 1, "item": case["id"], **given})
            assert (0 in left) == ("next" in option), option["id"]


# ------------------------------------------------------------------ mixed practice, and a retest

DAY = 86_400_000
MIXED = {**PAYLOADS["mixed"], "schedule": {"gap": 3, "boxes": [0, 2, 5], "fresh": 3, "twin": 3}}
FIRST = MIXED["cases"][0]["id"]


def at(day: float) -> str:
    """Return the moment so many days after the first of January 2026, as a page writes it."""
    return f"2026-01-{1 + int(day):02}T00:00:00.{round(day % 1 * 1000):03}Z"


def plan(
    *days: tuple[float, str], now: float, notes: bool = False, payload: Any = MIXED
) -> dict[str, Any]:
    """Return what comes on a day, of the first case, which was answered on these days."""
    attempts = [
        {"at": at(day), "run": 1, "vignette": FIRST, "skipped": True}
        if verdict == "skip"
        else {**answer(payload, 0, verdict, 0), "at": at(day)}
        for day, verdict in days
    ]
    start = 1_767_225_600_000  # the first of January 2026
    return derive([("schedule", [payload, attempts, start + now * DAY, notes])])[0]


@pytest.mark.parametrize(
    ("days", "box", "wait"),
    [
        ([(0, "look-again")], 0, 0),
        ([(0, "fits")], 1, 2),
        ([(0, "fits"), (2, "fits")], 2, 5),
        ([(0, "fits"), (2, "fits"), (7, "fits")], 2, 5),
        ([(0, "fits"), (2, "fits"), (7, "look-again")], 0, 0),
        ([(0, "fits"), (1, "skip")], 1, 2),
        ([(0, "fits"), (2, "skip")], 1, 3),
    ],
)
def test_a_case_is_due_when_its_box_says_so_and_not_before(
    days: list[tuple[float, str]], box: int, wait: int
) -> None:
    """After a skip it is left alone until the day after."""
    last = max(day for day, verdict in days if verdict != "skip")
    [card] = plan(*days, now=-1)["later"]
    assert card["box"] == box
    assert [one["id"] for one in plan(*days, now=last + wait)["coming"]] == [FIRST]
    assert plan(*days, now=last + wait - 0.001)["coming"] == []


def test_what_was_never_met_or_only_skipped_is_not_met() -> None:
    open_cases = [case for case in MIXED["cases"] if "note" not in case]
    for days in ([], [(0, "skip")]):
        assert plan(*days, now=9)["unmet"] == len(open_cases)
    assert plan((0, "fits"), now=9)["unmet"] == len(open_cases) - 1
    assert plan(now=9, notes=True)["unmet"] == len(MIXED["cases"])
    assert plan(now=9)["noted"] == len(MIXED["cases"]) - len(open_cases) > 0


def test_a_retest_is_offered_as_many_days_after_the_test_as_the_course_says() -> None:
    attempts = [{"at": at(0), "run": 1}, {"at": at(3), "run": 1}, {"at": at(9), "run": 2}]
    calls: list[Call] = [
        ("retestAt", [{"schedule": {"retest": days}}, attempts, 1]) for days in (0, 10)
    ]
    now, later = derive(calls)
    assert later - now == 10 * DAY
    assert now == 1_767_225_600_000 + 3 * DAY
