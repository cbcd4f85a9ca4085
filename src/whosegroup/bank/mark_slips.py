"""What was meant as a mark and is none: readers would see it as it stands.

Each kind of slip is said in its own words. Patterns are compiled where one is needed, which is
hardly ever: nearly all lines are sound.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

Slip = tuple[str, str]  # what is wrong, and the remedy

NAMES = ("criterion", "power", "shows", "surface")
NAMED = rf"(?:{'|'.join(NAMES)})"
FORMS = "Write [passage]{surface=name} or [passage]{criterion=name shows=kind}."
TWO_MARKS = "Two marks in one line.", "Keep one, or break the line in two sentences."
OVER_LINES = "A mark goes over the end of its line.", "Write it and its passage in one line."

# Signs as other keyboards and editors write them, and as a mark has them.
WIDE = {0xFF00 + ord(sign) - 0x20: sign for sign in "[]{}()="} | {0x3010: "[", 0x3011: "]"}
PLAIN = (
    WIDE
    | {0xFF00 + ord(sign) - 0x20: sign for sign in ",;:"}
    | dict.fromkeys(map(ord, "\u3001\uff64"), ",")
    | dict.fromkeys(map(ord, "\u2018\u2019\u201a\u201c\u201d\u201e\u2039\u203a\xab\xbb"), '"')
    | dict.fromkeys(map(ord, "\u300c\u300d\u300e\u300f\uff02\uff07"), '"')
)
# What is still to be seen of a mark in the text that readers get: braces at a bracket, or one of
# its names before `=` or behind a bracket.
BRACES = r"\]\{[^}]*\}?|\[[^\]]*\{[^}]*\}"
UNREAD = rf"(?i)\b{NAMED}\s*=|\{{\s*{NAMED}\s*:|\]\s*[{{\[(]\s*{NAMED}\b"


def _plain(text: str) -> str:
    return text if text.isascii() else text.translate(PLAIN)


def holds_mark(text: str) -> bool:
    """Tell whether a mark, or what was meant as one, stands in a text."""
    plain = _plain(text)
    if not any(sign in plain for sign in "={]"):
        return False
    return bool(re.search(BRACES, text) or re.search(UNREAD, plain))


def find_slip(line: str, text: str) -> Slip | None:
    """Return what is wrong with the writing of a mark in a line of which readers see `text`."""
    if "]{" in line:
        if re.search(r"\]\{[^}]*=\s*[\"'`][^}]*\}", _plain(line)):
            remedy = "Write [passage]{surface=name}, without quotation marks."
            return "A mark's value is in quotation marks.", remedy
        if re.search(r"\]\{[^{}]*\}\s*\{", line):
            return TWO_MARKS
        for name in NAMES:
            if line.count(f"{name}=") > 1:
                return f"A mark has `{name}=` twice.", "Keep one of the two."
    if not holds_mark(text):
        return None
    if text.translate(WIDE) != text:
        return "A mark is written with full-width signs.", f"Type half-width ones. {FORMS}"
    plain = _plain(text)
    if found := re.search(rf"\]\s*(?P<sign>[\[(])\s*{NAMED}\b", plain):
        sort = {"(": "round", "[": "square"}[found["sign"]]
        return f"A mark stands in {sort} brackets.", f"It stands in braces. {FORMS}"
    whole = re.search(r"\[[^\[\]]*\]\{(?P<inner>[^{}]*)\}", plain)
    return _slip_within(whole["inner"]) if whole else ("A mark is not closed.", FORMS)


def _slip_within(inner: str) -> Slip:
    """Return what is wrong between the braces of a mark."""
    if re.search(r"[,;]", inner):
        return "A comma stands in a mark.", f"Write a blank in its place. {FORMS}"
    if re.search(rf"{NAMED}\s*:", inner):
        return "A colon stands in a mark, in the place of `=`.", FORMS
    if re.search(r"\s=|=\s+\S", inner):
        return "Blanks stand around the `=` of a mark.", f"Take them out. {FORMS}"
    if odd := re.search(r"[^A-Za-z0-9_\s=-]", inner):
        return f"'{odd[0]}' stands in a mark.", "Names hold small letters, digits and hyphens."
    alone = next((word for word in inner.split() if "=" not in word.strip("=")), inner.strip())
    if alone.endswith("="):
        return f"Nothing stands behind `{alone}` in a mark.", FORMS
    return f"'{alone}' stands alone in a mark, without `surface=` or another name.", FORMS


def lines_over(lines: Sequence[str]) -> dict[int, int]:
    """Return each line of a mark that is not written in one line, and the line where it begins."""
    text = _plain("\n".join(lines))
    found: dict[int, int] = {}
    mark = rf"\[[^\[\]]*\]\s*[{{(][^{{}}()]*\b{NAMED}\b[^{{}}()]*[}})]"
    for match in re.finditer(mark, text):
        first = text.count("\n", 0, match.start())
        last = first + match[0].count("\n")
        if last > first:
            found |= dict.fromkeys(range(first, last + 1), first)
    return found
