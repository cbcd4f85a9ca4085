"""The names that stand in a work, so that a package can write them as short digests."""

from __future__ import annotations

from collections.abc import Collection, Container, Iterable, Iterator
from typing import Any

from ...exercises.model import Exercise
from ...exercises.payload import compile_key
from ...exercises.types import type_of

SURE = ("sure", "unsure")


def names_of(exercises: Iterable[Exercise]) -> list[str]:
    """Return whatever an attempt at these exercises may name: cases, parts, answers, forms.

    Of a graded exercise nothing is named but what its page shows anyway: the exercise, its answers.
    A name that is left out costs room, and nothing else.
    """
    found = set(SURE)
    for exercise in exercises:
        type, settings = type_of(exercise.settings), exercise.settings
        found |= {exercise.id, *settings.forms}
        found |= {
            answer["id"]
            for part in exercise.parts
            for answer in type_of(part.settings).answers(part)
        }
        if settings.graded:
            continue
        cases = compile_key(exercise)["cases"]
        found |= set(_ids(cases))
        for unit in cases:
            for (id, part), answers in type.possible(unit):
                found |= {id, part, *_listed(answers)}
    return sorted(found - {""})


def _ids(data: Any) -> Iterator[str]:
    """Yield each `id` of what is shipped, at whatever depth."""
    if isinstance(data, dict):
        if isinstance(data.get("id"), str):
            yield data["id"]
        data = list(data.values())
    if isinstance(data, list):
        for part in data:
            yield from _ids(part)


def _listed(answers: Container[Any] | None) -> list[str]:
    return [str(answer) for answer in answers] if isinstance(answers, Collection) else []
