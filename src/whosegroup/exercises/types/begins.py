"""The test that another one follows."""

from __future__ import annotations

from ...bank.content import exercise_names
from ...bank.model import Bank
from ...bank.problems import Problem, did_you_mean
from ..settings import Written


def check_begins(written: Written, bank: Bank) -> list[Problem]:
    """Check that the test that gave the reader the first form is there."""
    begins = written.settings.begins
    names = [name for name in exercise_names(bank.roots) if name != written.name]
    if begins is None or begins in names:
        return []
    what, remedy = f"There is no other exercise '{begins}'.", did_you_mean(begins, names)
    return [written.problem(["begins"], what, remedy)]
