"""What types share whose exercises name groups to ask, or situations, under `items`."""

from __future__ import annotations

from ...bank.problems import Problem
from ..settings import Statement, Written


def check_named(written: Written) -> list[Problem]:
    """Check that there are names, each of them once, and nothing else."""
    items = written.settings.items
    problems = []
    if not items:
        problems.append(written.problem(["items"], "It has no items.", "Name at least one."))
    for number, item in enumerate(items):
        if isinstance(item, Statement):
            what, remedy = f"'{item.id}' is a statement to match.", f"Write `- {item.id}` alone."
        elif item in items[:number]:
            what, remedy = f"'{item}' stands there twice.", "Keep one."
        else:
            continue
        problems.append(written.problem(["items", number], what, remedy))
    return problems
