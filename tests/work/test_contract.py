"""Readers' work is read and merged, and nothing of it is lost."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any, NotRequired, get_origin

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter
from typing_extensions import get_type_hints

import whosegroup
from spoilt_work import DAMAGED, attempt, spoilt
from whosegroup.instructor.handed_in import copies
from whosegroup.work.contract import (
    Attempt,
    Work,
    WorkError,
    is_attempt,
    key,
    merge,
    new_work,
    read_work,
)

# ------------------------------------------------------------------ reading


def test_new_work_has_all_that_the_contract_asks_for() -> None:
    work = new_work("toy", "en")
    assert re.fullmatch(r"[0-9a-f]{16}", work.pop("work"))
    assert work == {
        "format": "whosegroup-work",
        "version": 1,
        "exercise": "toy",
        "lang": "en",
        "attempts": [],
    }


def test_two_readers_works_have_different_names() -> None:
    assert new_work("toy", "en")["work"] != new_work("toy", "en")["work"]


def test_a_sound_file_is_read_with_fields_that_nobody_knows() -> None:
    work = {**new_work("toy", "en"), "reader": "S-017", "seen": {"by": ["Ms Abe"]}}
    work["attempts"] = [attempt(1, mood="good"), {**attempt(2), "skipped": True}]
    assert read_work(json.dumps(work), "toy") == work
    assert read_work(json.dumps(work).encode(), "toy") == work


@pytest.mark.parametrize("text", DAMAGED.values(), ids=DAMAGED.keys())
def test_what_cannot_be_read_is_damaged(text: bytes) -> None:
    with pytest.raises(WorkError, match="damaged"):
        read_work(text, "toy")


@pytest.mark.parametrize("version", [0, 2, "1", None])
def test_another_version_is_said(version: Any) -> None:
    with pytest.raises(WorkError, match="version"):
        read_work(spoilt(version=version), "toy")


def test_another_exercise_is_said() -> None:
    with pytest.raises(WorkError, match="exercise"):
        read_work(spoilt(exercise="plain"), "toy")


def test_an_attempt_may_be_skipped_be_at_an_item_or_choose_several() -> None:
    assert is_attempt({"at": "1", "run": 1, "vignette": "tea", "skipped": True})
    assert is_attempt({"at": "1", "run": 2, "item": "q1", "answer": "a"})
    assert is_attempt({"at": "1", "run": 1, "vignette": None, "item": "q1", "answer": ["a", "b"]})
    assert is_attempt({"at": "1", "run": 1, "vignette": "tea", "part": "aims", "answer": "a"})


@pytest.mark.parametrize(
    "change",
    [
        {"at": None},
        {"at": 20260413},
        {"run": 0},
        {"run": "1"},
        {"run": True},
        {"vignette": None},
        {"vignette": ["tea"]},
        {"part": 3},
        {"answer": None},
        {"answer": 1},
        {"answer": None, "skipped": "yes"},
    ],
)
def test_what_lacks_time_run_case_or_answer_is_no_attempt(change: dict[str, Any]) -> None:
    assert is_attempt(attempt(1))
    assert not is_attempt({**attempt(1), **change})


@pytest.mark.parametrize("thing", [None, 1, "attempt", [], {}])
def test_what_is_no_table_is_no_attempt(thing: Any) -> None:
    assert not is_attempt(thing)


@given(st.recursive(st.none() | st.booleans() | st.integers() | st.text(), st.lists, max_leaves=5))
def test_nothing_makes_the_check_of_an_attempt_raise(value: Any) -> None:
    for name in attempt(1) | {"part": ""}:
        assert is_attempt({**attempt(1), name: value}) in (True, False)


# ------------------------------------------------------------------ merging

KEYS = st.tuples(st.sampled_from("123"), st.sampled_from(["tea", "garden"]), st.sampled_from("ab"))


def of_key(parts: tuple[str, str, str]) -> dict[str, Any]:
    """Return the one attempt that has this time, case and part."""
    at, vignette, part = parts
    return {"at": at, "run": 1, "vignette": vignette, "part": part, "answer": "|".join(parts)}


LISTS = st.lists(KEYS.map(of_key), max_size=8)


@given(LISTS, LISTS)
def test_merging_loses_nothing_and_adds_nothing(one: list[Any], other: list[Any]) -> None:
    merged = merge(one, other)
    assert {key(a) for a in merged} == {key(a) for a in one} | {key(a) for a in other}
    assert all(a in one or a in other for a in merged)


@given(LISTS, LISTS)
def test_merging_keeps_each_attempt_once_and_in_order_of_time(
    one: list[Any], other: list[Any]
) -> None:
    keys = [key(a) for a in merge(one, other)]
    assert keys == sorted(set(keys))


@given(LISTS, LISTS)
def test_it_does_not_matter_which_list_comes_first(one: list[Any], other: list[Any]) -> None:
    assert merge(one, other) == merge(other, one)


@given(LISTS, LISTS, LISTS)
def test_merging_again_changes_nothing(one: list[Any], other: list[Any], third: list[Any]) -> None:
    merged = merge(one, other)
    assert merge(merged, other) == merge(merged, one) == merge(merged, merged) == merged
    assert merge(merged, third) == merge(one, merge(other, third))


def test_the_same_case_at_another_time_or_in_another_part_is_another_attempt() -> None:
    attempts = [attempt(1), attempt(2), attempt(1, part="aims"), attempt(1, vignette="garden")]
    assert len(merge(attempts, [])) == 4


# ------------------------------------------------------------------ said once


SCRIPT = Path(whosegroup.__file__).parent / "component" / "js" / "contract.js"


@pytest.mark.parametrize(("kind", "unsaid"), [(Attempt, set()), (Work, {"simulated"})])
def test_the_script_says_the_same_of_each_field(kind: Any, unsaid: set[str]) -> None:
    """What only a simulated class has is no page's."""
    text = SCRIPT.read_text(encoding="utf-8")
    [said] = re.findall(rf"@typedef {{object}} {kind.__name__}\n(.*?)\*/", text, flags=re.DOTALL)
    fields = re.findall(r"@property \{[^}]+\} (\[?)(\w+)\]?", said)
    optional = {
        name: get_origin(hint) is NotRequired
        for name, hint in get_type_hints(kind, include_extras=True).items()
    }
    assert {name: bool(bracket) for bracket, name in fields} == {
        name: may_lack for name, may_lack in optional.items() if name not in unsaid
    }


def test_what_is_read_of_hand_ins_is_what_the_contract_knows() -> None:
    unread = {"words"}  # what a reader wrote is nobody's to read in a report
    assert set(copies.FIELDS) == set(Attempt.__annotations__) - unread
    assert set(copies.WORK_FIELDS) <= set(Work.__annotations__)


def test_a_work_that_is_begun_keeps_to_the_contract() -> None:
    work = {**new_work("toy", "en"), "attempts": [attempt(1, passage=2), attempt(2, part="aims")]}
    assert TypeAdapter(Work).validate_python(work, strict=True) == work
