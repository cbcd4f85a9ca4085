"""What is wrong in a content file, said so that its author can mend it: where, what, remedy."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches


@dataclass(frozen=True, order=True)
class Problem:
    """One mistake in one file; `line` counts from 1."""

    file: str
    line: int
    what: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.what} {self.remedy}"


class ContentError(ValueError):
    """Content that cannot be used. Its text lists every problem found in one run, a line each."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = sorted(set(problems))
        super().__init__("\n".join(str(problem) for problem in self.problems))

    def _render_traceback_(self) -> list[str]:
        """Let IPython show the sentences alone: a traceback tells an author of cases nothing."""
        return str(self).splitlines()


MANY = 12


def nearest(word: object, known: Iterable[str]) -> str | None:
    """Return the known name that a misspelt one is most like, if it is like any."""
    near = get_close_matches(str(word), sorted(map(str, known)), n=1, cutoff=0.6)
    return near[0] if near else None


def did_you_mean(word: object, known: Iterable[str]) -> str:
    """Return the remedy for a misspelt name: the nearest known one, or else some or all of them."""
    known = sorted(map(str, known))
    if near := nearest(word, known):
        return f"Did you mean '{near}'?"
    more = f" and {len(known) - MANY} more" if len(known) > MANY else ""
    return f"Known here: {', '.join(known[:MANY]) or 'none yet'}{more}."


def count(number: int, one: str, many: str) -> str:
    """Return a number with its noun, for example `1 case` or `3 cases`."""
    return f"{number} {one if number == 1 else many}"
