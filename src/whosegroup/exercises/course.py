"""What the page "My course" is given: the way through the book, and what tells how far a reader is.

Like a payload it holds every word and every number of policy; JavaScript counts and draws by it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import ceil
from types import MappingProxyType
from typing import Any

from ..bank.kinds import CANNOT_TELL
from .case_text import without_nothing
from .feedback import LOOK_AGAIN
from .model import Exercise
from .payload import aliases_of, compile_key
from .types import type_of

FORMAT, VERSION = "whosegroup-course", 1
SECONDS = 60  # in a minute
# Of words and of a page, what is said where only what comes next is shown.
SAID = ("title", "next", "bar", "counted", "between")
PLACED = ("address", "title", "chapter", "read_address", "exercises")
FOLDED = re.compile(r"<details>.*?</details>", re.DOTALL)
TAG = re.compile(r"<[^>]*>")
WORD = re.compile(r"(?=\S*[^\W\d_])\S+")  # boxes to tick and the numbers beside them are none


@dataclass(frozen=True)
class PracticePage:
    """A page with exercises, in the order of the book: its name and title, and its chapter's name.

    `address` and `read` are where a built book has the page and its chapter.
    """

    page: str
    title: str
    chapter: str | None
    exercises: Sequence[str]
    address: str = ""
    read: str | None = None


@dataclass(frozen=True)
class Stop:
    """An exercise of the way, and what a reader meets in it."""

    exercise: Exercise

    @cached_property
    def _key(self) -> Mapping[str, Any]:
        return compile_key(self.exercise)

    @property
    def is_endless(self) -> bool:
        """Tell whether it draws what is met elsewhere: mixed practice, which never ends."""
        return bool(self.exercise.settings.draws)

    @cached_property
    def cases(self) -> list[str]:
        """Return the names of all that is answered, as the page has them and attempts name them."""
        if self.is_endless:
            return []
        if self.exercise.settings.graded:
            return list(aliases_of(self.exercise))
        return [unit["id"] for unit in self._key["cases"]]

    @cached_property
    def onwards(self) -> dict[str, list[str]]:
        """Return for each case those answers after which there is more of it to come."""
        return self._answers(type_of(self.exercise.settings).onwards)

    @cached_property
    def returns(self) -> dict[str, list[str]]:
        """Return for each case those answers after which it comes back."""
        if self.exercise.settings.says != "each":
            return {}
        return self._answers(type_of(self.exercise.settings).returns)

    def _answers(self, those: Callable[[Mapping[str, Any]], list[str]]) -> dict[str, list[str]]:
        units = [] if self.is_endless else self._key["cases"]
        return {unit["id"]: answers for unit in units if (answers := those(unit))}

    @cached_property
    def minutes(self) -> int:
        """Return about how many minutes it takes a slow reader; of a test, one form of it.

        What is read is what stands on paper, without the answers that are folded away there.
        """
        if self.is_endless:
            return 0
        type, practice = type_of(self.exercise.settings), self.exercise.bank.course.practice
        units = self._key["cases"]
        shown = " ".join(type.plain(unit, self._key)[0] for unit in units)
        words = len(WORD.findall(TAG.sub(" ", FOLDED.sub(" ", shown))))
        minutes = words / practice.words_a_minute + len(units) * practice.seconds_a_case / SECONDS
        return ceil(minutes / (len(self.exercise.settings.forms) or 1))

    @cached_property
    def use(self) -> dict[str, dict[str, int]]:
        """Return of a test in parts, by case, which answers about the use are to look at again.

        It is 1 for those that are, 0 for the others, and -1 for who did not know.
        """
        type = type_of(self.exercise.settings)
        found = {}
        for unit in self._key["cases"]:
            if type.face(unit) != "use":
                continue
            for (id, part), answers in type.possible(unit):
                replies = {a: type.reply(unit, part, a, _nothing) for a in _listed(answers)}
                found[id] = {
                    a: int(reply["verdict"] == LOOK_AGAIN) if reply else -1
                    for a, reply in replies.items()
                }
        return found

    def as_json(self) -> dict[str, Any]:
        """Return what tells how far a work is, and what its first answers say."""
        settings, scored = self.exercise.settings, self.exercise.bank.kinds.scored
        parts = self.exercise.parts
        sorts = any(type_of(part.settings).sorts for part in parts) and not settings.graded
        told = [v for v in self.exercise.vignettes if v.front.kind in scored]
        kinds = {v.id: scored.index(v.front.kind) for v in told} if sorts else None
        return without_nothing(
            {
                "title": self.exercise.title,
                "minutes": self.minutes or None,
                "cases": self.cases if not settings.forms else None,
                "onwards": self.onwards or None,
                "returns": self.returns or None,
                "forms": settings.forms or None,
                "begins": settings.begins,
                "draws": settings.draws or None,
                "kinds": kinds,
                "open": CANNOT_TELL if settings.parts and kinds else None,
                "use": (settings.parts and self.use) or None,
            }
        )


def compile_course(
    pages: Iterable[PracticePage],
    exercises: Mapping[str, Exercise],
    titles: Mapping[str, str],
    tries: Mapping[str, Sequence[str]] = MappingProxyType({}),
    *,
    stop_of: Callable[[Exercise], Stop] = Stop,
    book: str | None = None,
    mine: str | None = None,
) -> dict[str, Any]:
    """Compile the way through the book; plain JSON data. `titles` are those of chapters.

    `book` is what the book is called, and `mine` where in it "My course" is.

    `pages` are in the order of the book. Exercises of an instructor's own bank that stand on no
    page are left out. `tries` are the cases that stand alone in the prose of pages; those of
    chapters count, and take no time of their own. `stop_of` may return stops that were kept.
    """
    stops = {id: stop_of(exercise) for id, exercise in exercises.items()}
    listed = [page for page in pages if _known(page, stops)]
    shown = dict.fromkeys(id for page in listed for id in _known(page, stops))
    bank = stops[next(iter(shown))].exercise.bank if shown else None
    small = bank.course.tries if bank else None
    if small in stops and tries:
        shown[small] = None
    over = dict.fromkeys(page.chapter for page in listed if page.chapter)
    chapters = {chapter: tries[chapter] for chapter in over if chapter in tries}
    return {
        "format": FORMAT,
        "version": VERSION,
        "course": bank.course.course if bank else "",
        "lang": bank.lang if bank else "en",
        "boxes": bank.course.practice.box_days if bank else [],
        "answers": [
            {"id": kind, "label": bank.words.say(f"kinds.{kind}.label")}
            for kind in bank.kinds.scored
        ]
        if bank
        else [],
        "words": {"between": bank.words.between, **bank.words["course"]} if bank else {},
        "pages": [
            {
                "page": page.page,
                "address": page.address,
                "title": page.title,
                "chapter": titles.get(page.chapter or "", ""),
                "read": page.chapter,
                "read_address": page.read,
                "minutes": sum(stops[id].minutes for id in _known(page, stops)),
                "exercises": _known(page, stops),
            }
            for page in listed
        ],
        "exercises": {id: stops[id].as_json() for id in shown},
        **without_nothing({"book": book, "mine": mine}),
        **(
            {"tries": {"exercise": small, "chapters": chapters}}
            if small in shown and chapters
            else {}
        ),
    }


def next_alone(course: Mapping[str, Any]) -> dict[str, Any]:
    """Return what of the way tells what comes next, for a page that shows no more of it.

    What groups are is needed there for mixed practice alone, which counts what is due.
    """
    return {
        **course,
        "words": {k: v for k, v in course["words"].items() if k in SAID or k.startswith("next_")},
        "pages": [{part: page[part] for part in PLACED} for page in course["pages"]],
        "exercises": {
            id: {k: v for k, v in stop.items() if k not in ("kinds", "use") or "draws" in stop}
            for id, stop in course["exercises"].items()
        },
    }


def open_after(stop: Mapping[str, Any]) -> dict[str, list[str]]:
    """Return for each case those answers after which it is not done."""
    tables = [stop.get("onwards", {}), stop.get("returns", {})]
    return {case: answers for table in tables for case, answers in table.items()}


def count_of(stop: Mapping[str, Any]) -> int:
    """Return how many cases a reader meets in an exercise: of a test, those of one form."""
    forms = list(stop.get("forms", {}).values())
    return len(forms[0] if forms else stop["cases"])


def _nothing(unit: str, part: str) -> None:
    """Return what was given beside an answer that stands alone."""


def _listed(answers: Container[Any] | None) -> list[Any]:
    return list(answers) if isinstance(answers, Iterable) else []


def _known(page: PracticePage, stops: Mapping[str, Stop]) -> list[str]:
    return [id for id in page.exercises if id in stops]
