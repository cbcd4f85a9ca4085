"""Every payload keeps to its contract, in all exercises of the course and of the toy bank."""

from __future__ import annotations

import inspect
from pathlib import Path
from typing import Any

import pytest
from pydantic import ConfigDict, TypeAdapter, ValidationError

from whosegroup.bank.content import exercise_names
from whosegroup.exercises import contract
from whosegroup.exercises.contract import Case, Payload
from whosegroup.exercises.loading import load_exercise
from whosegroup.exercises.payload import compile_payload

TESTS = Path(__file__).parents[1]
TOY = TESTS / "fixtures" / "bank"
ALL = [(root, name) for root in (TOY, TESTS.parent) for name in exercise_names(root)]


@pytest.fixture(scope="module")
def checked() -> TypeAdapter[Payload]:
    """Return what reads a payload by its contract to the letter; only cases may hold more."""
    for _, kind in inspect.getmembers(contract, inspect.isclass):
        if kind.__module__ == contract.__name__:
            extra = "allow" if kind is Case else "forbid"
            kind.__pydantic_config__ = ConfigDict(extra=extra, strict=True)
    return TypeAdapter(Payload)


@pytest.mark.parametrize(("root", "name"), ALL, ids=lambda it: it if isinstance(it, str) else "")
def test_a_payload_holds_what_its_contract_says_and_nothing_else(
    checked: TypeAdapter[Payload], root: Path, name: str
) -> None:
    payload = compile_payload(load_exercise(name, root))
    assert checked.validate_python(payload) == payload


@pytest.mark.parametrize(
    "change", [{"more": 1}, {"digest": None}, {"version": 2}, {"cases": [{"lines": []}]}]
)
def test_what_does_not_keep_to_the_contract_is_found(
    checked: TypeAdapter[Payload], change: dict[str, Any]
) -> None:
    payload = compile_payload(load_exercise("toy", TOY))
    with pytest.raises(ValidationError):
        checked.validate_python({**payload, **change})
