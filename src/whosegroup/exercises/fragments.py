"""Pieces of feedback as they are shipped: each kept once, and said by its number."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

from .feedback import Fragment


@dataclass(frozen=True)
class Reply:
    """The verdict on one answer and its words; the rest as in `feedback.Feedback`."""

    verdict: str
    fragments: tuple[Fragment, ...]
    reason: str | None = None
    more: tuple[Fragment, ...] = ()


class Fragments:
    """Shared pieces of feedback, each kept once; `index` numbers a piece."""

    def __init__(self) -> None:
        self.all: dict[Fragment, int] = {}

    def index(self, fragment: Fragment) -> int:
        """Return the number of a piece, which is kept from now on."""
        return self.all.setdefault(fragment, len(self.all))

    def say(self, fragments: Iterable[Fragment]) -> list[int]:
        """Return the numbers of pieces that are said one after the other."""
        return [self.index(fragment) for fragment in fragments]

    def reply(self, reply: Reply) -> dict[str, Any]:
        """Return a reply as it is shipped."""
        said = {"verdict": reply.verdict, "reason": reply.reason, "say": self.say(reply.fragments)}
        said |= {"more": self.say(reply.more) or None}
        return {key: value for key, value in said.items() if value is not None}

    def as_json(self) -> list[dict[str, Any]]:
        """Return all pieces in the order of their numbers."""
        return [{k: v for k, v in asdict(f).items() if v} for f in self.all]
