"""Breaking the words of a figure into lines, in languages that write no spaces too."""

from __future__ import annotations

import textwrap
import unicodedata
from itertools import pairwise

SMALL = frozenset("ーぁぃぅぇぉっゃゅょァィゥェォッャュョ")  # no line begins with one


def wrap(text: str, width: int) -> list[str]:
    """Return text in lines as wide as so many Latin letters.

    Between letters twice as wide, as those of Japanese, a line may end wherever none would begin
    with a sign that closes.
    """
    if not any(map(_is_wide, text)):
        return textwrap.wrap(text, width)
    lines, line, wide = [], "", 0
    for word in _words(text):
        own = sum(1 + _is_wide(letter) for letter in word)
        if line and wide + own > width and not _closes(word[0]):
            lines.append(line.rstrip())
            line, wide = "", 0
        line, wide = line + word, wide + own
    return [*lines, line.rstrip()]


def _words(text: str) -> list[str]:
    """Return what a line may not end within: wide letters one by one, and other words."""
    words = [""]
    for before, letter in pairwise(f" {' '.join(text.split())}"):
        if _is_wide(letter) or _is_wide(before) or before == " ":
            words.append("")
        words[-1] += letter
    return [word for word in words if word]


def _is_wide(letter: str) -> bool:
    return unicodedata.east_asian_width(letter) in "WF"


def _closes(letter: str) -> bool:
    return letter in SMALL or unicodedata.category(letter) in ("Pe", "Pf", "Po")


def fill(text: str, width: int) -> str:
    """Return text with its lines broken, none wider than so many Latin letters."""
    return "\n".join(wrap(text, width))


def shorten(text: str, width: int, placeholder: str) -> str:
    """Return text in one line as wide as so many Latin letters; what is left out is marked."""
    if not any(map(_is_wide, text)):
        return textwrap.shorten(text, width, placeholder=placeholder)
    first, *rest = wrap(text, width)
    return f"{wrap(text, width - len(placeholder))[0]}{placeholder}" if rest else first
