"""A case on paper or on a wall: what is read, what is asked, and what the key says of it.

Each type of exercise says that of its own units (`Type.paper`); a worksheet and the view in class
draw the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from . import tags
from .feedback import DEFENSIBLE, FITS

# A sentence, as it is compiled: text, or the parts of it with what it is marked for.
Line = str | Mapping[str, Any]


@dataclass(frozen=True)
class Text:
    """A text to read, sentence by sentence; of a document (`genre`) each line is a line."""

    lines: tuple[Line, ...]
    head: str = ""
    genre: str = ""

    @classmethod
    def of(cls, unit: tags.Unit, head: str = "") -> Text:
        """Return the text of something compiled."""
        return cls(tuple(unit["lines"]), head, unit.get("genre", ""))

    @property
    def deciding(self) -> list[Mapping[str, Any]]:
        """Return the sentences that decide; where none does so alone, those that tell something."""
        marked = [line for line in self.lines if not isinstance(line, str)]
        roles = {line["role"] for line in marked}
        role = "decides" if "decides" in roles else "agrees"
        return [line for line in marked if line["role"] == role]


@dataclass(frozen=True)
class Told:
    """A line of the key, and what it is called, if it has a name."""

    text: str
    name: str = ""


@dataclass(frozen=True)
class Task:
    """Something asked: boxes to tick, or `room`, which is how many lines there are to write on.

    `before` is read first, `hint` says what the boxes mean. `fits` are the boxes that hold, by
    their places. `hands` tells that a class counts its hands. Where boxes are questions, of which
    so many can be chosen (`choose`), `answers` are what is told to each, and what that is worth.
    """

    asks: str
    boxes: tuple[str, ...] = ()
    room: int = 0
    fits: tuple[int, ...] = ()
    told: tuple[Told, ...] = ()
    hands: bool = False
    before: str = ""
    hint: str = ""
    choose: int = 0
    answers: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Paper:
    """One case, pair, group, situation or statement."""

    texts: tuple[Text, ...]
    tasks: tuple[Task, ...]
    told: tuple[Told, ...] = ()


def holding(verdicts: Iterable[str]) -> tuple[int, ...]:
    """Return the places of the answers that fit or can be defended."""
    return tuple(place for place, verdict in enumerate(verdicts) if verdict in (FITS, DEFENSIBLE))


def told_of(indices: Iterable[int], unit: tags.Unit, payload: tags.Payload) -> list[Told]:
    """Return what is said to an answer, but for the verdict on it."""
    words = payload["words"]
    return [
        Told(text, words.get(f"said_{fragment['role']}", ""))
        for fragment in (payload["fragments"][index] for index in indices)
        if fragment["role"] != "lead" and (text := _said(fragment, unit, payload))
    ]


def _said(fragment: Mapping[str, Any], unit: tags.Unit, payload: tags.Payload) -> str:
    """Return what a fragment says; the sentences that decide are marked, and not said again."""
    if fragment["role"] == "decides":
        return tags.text_of(fragment, payload)
    return tags.quoted(fragment, unit["lines"], payload)


def held_by(unit: tags.Unit, payload: tags.Payload, name: str) -> list[Told]:
    """Return in one line who holds each power of a group, where its case says so."""
    held = [f"{power}: {holder}" for power, holder in tags.held_in(unit, payload)]
    return [Told("; ".join(held), name)] if held else []
