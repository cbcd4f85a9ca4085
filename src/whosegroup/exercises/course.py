"""What the page "My course" is given: the way through the book, and what tells how far a reader is.

Like a payload it holds every word and every number of policy; JavaScript counts and draws by it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import ceil
from typing import Any

from .model import Exercise
from .payload import plain
from .types import type_of

FORMAT, VERSION = "whosegroup-course", 1
WORDS_A_MINUTE = 110  # a slow reader of English as a second language
MINUTES_AN_ANSWER = 0.4


@dataclass(frozen=True)
class PracticePage:
    """A page with exercises, in the order of the book: its address, its title, its chapter's."""

    page: str
    title: str
    chapter: str | None
    exercises: Sequence[str]


def compile_course(
    pages: Iterable[PracticePage], exercises: Mapping[str, Exercise], titles: Mapping[str, str]
) -> dict[str, Any]:
    """Compile the way through the book; plain JSON data. `titles` are those of chapters.

    `pages` are in the order of the book. Exercises of an instructor's own bank that stand on no
    page are left out.
    """
    listed = [page for page in pages if any(id in exercises for id in page.exercises)]
    shown = [id for page in listed for id in page.exercises if id in exercises]
    bank = exercises[shown[0]].bank if shown else None
    return plain(
        {
            "format": FORMAT,
            "version": VERSION,
            "course": bank.course.course if bank else "",
            "lang": bank.lang if bank else "en",
            "boxes": bank.course.practice.box_days if bank else [],
            "answers": answers_of(exercises[shown[0]]) if bank else [],
            "words": dict(bank.words["course"]) if bank else {},
            "pages": [
                {
                    "page": page.page,
                    "title": page.title,
                    "chapter": titles.get(page.chapter or "", ""),
                    "read": page.chapter,
                    "minutes": sum(minutes_of(exercises[id]) for id in _known(page, exercises)),
                    "exercises": _known(page, exercises),
                }
                for page in listed
            ],
            "exercises": {id: _standing(exercises[id]) for id in dict.fromkeys(shown)},
        }
    )


def answers_of(exercise: Exercise) -> list[dict[str, str]]:
    """Return the two kinds and what they are called."""
    bank = exercise.bank
    return [{"id": k, "label": bank.words.say(f"kinds.{k}.label")} for k in bank.kinds.scored]


def minutes_of(exercise: Exercise) -> int:
    """Return about how many minutes an exercise takes a slow reader; of a test, one form of it."""
    settings = exercise.settings
    words = sum(len(v.text.split()) for v in exercise.vignettes if v.id not in exercise.homes)
    answers = len(exercise.vignettes) + len(settings.items) - len(exercise.homes)
    share = 1 / (len(settings.forms) or 1)
    return ceil((words / WORDS_A_MINUTE + answers * MINUTES_AN_ANSWER) * share)


def count_of(exercise: Exercise) -> int:
    """Return how many cases a reader meets in an exercise: of a test, those of one form.

    What mixed practice draws is met elsewhere, and it never ends.
    """
    forms = list(exercise.settings.forms.values())
    return 0 if exercise.settings.draws else len(forms[0]) if forms else len(_units(exercise))


def _units(exercise: Exercise) -> list[str]:
    units = [v.id for v in exercise.vignettes if v.id not in exercise.homes]
    settings = exercise.settings
    return [*units, *(statement.id for statement in settings.statements), *settings.named]


def _known(page: PracticePage, exercises: Mapping[str, Exercise]) -> list[str]:
    return [id for id in page.exercises if id in exercises]


def _standing(exercise: Exercise) -> dict[str, Any]:
    """Return what tells how far a work is, and what its first answers say."""
    settings, scored = exercise.settings, exercise.bank.kinds.scored
    sorts = type_of(settings).sorts and not settings.graded
    facts = {
        "title": exercise.title,
        "cases": _units(exercise) if not settings.forms else None,
        "forms": settings.forms or None,
        "begins": settings.begins,
        "draws": settings.draws or None,
        "graded": settings.graded or None,
        "kinds": {v.id: scored.index(v.front.kind) for v in exercise.vignettes} if sorts else None,
    }
    return {name: fact for name, fact in facts.items() if fact is not None}
