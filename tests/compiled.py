"""What tests of exercises share: their units, the words of these, and what is wrong with them."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from whosegroup.bank.loading import read_bank
from whosegroup.bank.problems import Problem
from whosegroup.exercises.feedback import Fragment
from whosegroup.exercises.fragments import Fragments, Reply
from whosegroup.exercises.loading import load_exercise, read_exercises
from whosegroup.exercises.model import Exercise
from whosegroup.exercises.payload import compile_units

Said = list[tuple[str, str]]
Units = list[dict[str, Any]]


def problems_in(root: Path) -> list[Problem]:
    bank, problems = read_bank(root)
    return sorted({*problems, *read_exercises(bank)[1]})


def compiled(name: str, root: Path, fragments: Fragments) -> tuple[Exercise, Units]:
    exercise = load_exercise(name, root)
    return exercise, compile_units(exercise, fragments)


def pieces(indices: Iterable[int], fragments: Fragments) -> tuple[Fragment, ...]:
    return tuple(list(fragments.all)[index] for index in indices)


def reply_in(unit: dict[str, Any], fragments: Fragments) -> Reply:
    return Reply(
        unit["verdict"],
        pieces(unit["say"], fragments),
        unit.get("reason"),
        pieces(unit.get("more", ()), fragments),
    )


def said(fragments: tuple[Fragment, ...]) -> Said:
    return [(fragment.role, fragment.text) for fragment in fragments]


def told(reply: Reply) -> tuple[str, str | None, Said]:
    return reply.verdict, reply.reason, said(reply.fragments)
