"""The quotation marks that readers see; files may hold the straight ones of a keyboard.

Each stands in the place of one other, so that nothing in a text moves.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from typing import TypeVar

from pydantic import BaseModel

from .marks import Passage

Holding = TypeVar("Holding")

# What is code stays as it is typed.
STRAIGHT = re.compile(r"`[^`]*`|[\"']")
OPENS_AFTER = " \t\n\u3000([{\u2013\u2014/-"


def curled(held: Holding, marks: str) -> Holding:
    """Return words, or whatever holds some, with a language's own marks: `marks` in four letters.

    These are what opens and what closes a quotation, and what opens and closes one within. Names
    stay as they are: none can hold such a sign.
    """
    if len(marks) != 4:
        return held
    found: object = held
    if isinstance(held, str):
        found = _curled(held, marks)
    elif isinstance(held, Passage):
        found = _passage(held, marks)
    elif isinstance(held, Mapping):
        found = {key: curled(value, marks) for key, value in held.items()}
    elif isinstance(held, (list, tuple)):
        found = type(held)(curled(value, marks) for value in held)
    elif isinstance(held, BaseModel):
        found = held.model_copy(update={name: curled(value, marks) for name, value in held})
    elif is_dataclass(held) and not isinstance(held, type):
        shown = [field.name for field in fields(held) if field.compare]
        found = replace(held, **{name: curled(getattr(held, name), marks) for name in shown})
    return found  # type: ignore[return-value]


def _curled(text: str, marks: str) -> str:
    if '"' not in text and "'" not in text:
        return text

    def mark(found: re.Match[str]) -> str:
        sign = found[0]
        if len(sign) > 1:
            return sign
        before = text[found.start() - 1] if found.start() else " "
        # A quotation within another may begin with it.
        after_mark = before in "\"'" and before != sign and _opens(text, found.start() - 1)
        opens = before in OPENS_AFTER or after_mark
        # What begins a word that a digit begins stands for what was left out, as in '90s.
        opens = opens and not (sign == "'" and text[found.end() : found.end() + 1].isdigit())
        return marks[(2 if sign == "'" else 0) + (0 if opens else 1)]

    return STRAIGHT.sub(mark, text)


def _opens(text: str, at: int) -> bool:
    return at == 0 or text[at - 1] in OPENS_AFTER


def _passage(passage: Passage, marks: str) -> Passage:
    """Let a sentence be read as a whole: a mark may begin within a quotation."""
    text = _curled(passage.text, marks)
    first, second = len(passage.before), len(passage.before) + len(passage.marked)
    return replace(passage, before=text[:first], marked=text[first:second], after=text[second:])
