"""A reader's code is one code however it was typed, and what only looks alike is not joined."""

from __future__ import annotations

import json
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whosegroup.work.codes import near, same

CODES = json.loads((Path(__file__).parents[1] / "fixtures/codes.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("spellings", CODES["same"], ids=lambda spellings: spellings[0])
def test_spellings_of_one_code_are_one(spellings: list[str]) -> None:
    assert {code: same(code) for code in spellings} == dict.fromkeys(spellings, same(spellings[0]))


def test_other_codes_stay_apart() -> None:
    for one, other in combinations(CODES["different"], 2):
        assert same(one) != same(other), (one, other)


@pytest.mark.parametrize("codes", CODES["near"], ids=lambda codes: codes[0])
def test_codes_that_may_be_a_slip_are_near_and_not_the_same(codes: list[str]) -> None:
    assert len({near(code) for code in codes}) == 1
    assert len({same(code) for code in codes}) == len(codes)


def test_the_codes_of_a_class_are_not_near_each_other() -> None:
    for one, other in combinations(CODES["far"], 2):
        assert near(one) != near(other), (one, other)
    assert len({near(f"S-{number:03}") for number in range(1000)}) == 1000


@given(st.text(max_size=50))
def test_any_text_is_compared_and_what_is_the_same_is_near(code: str) -> None:
    assert same(same(code)) == same(code)
    assert near(same(code)) == near(code)
