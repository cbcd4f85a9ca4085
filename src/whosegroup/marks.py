"""Reading the prose of a case: one passage a line, in which at most one part is marked.

A mark is `[passage]{surface=name}` or `[passage]{criterion=name shows=kind}`. What was meant as one
and is none would be shown to readers as it stands, so each kind of slip is said in its own words.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from markdown_it import MarkdownIt
from mdit_py_plugins.attrs import attrs_plugin
from mdit_py_plugins.front_matter import front_matter_plugin

from .problems import Problem, did_you_mean

NAMES = ("criterion", "shows", "surface")
Slip = tuple[str, str]  # what is wrong, and the remedy
FORMS = "Write [passage]{surface=name} or [passage]{criterion=name shows=kind}."
TWO_MARKS = "Two marks in one line.", "Keep one, or break the line in two sentences."
OVER_LINES = "A mark goes over the end of its line.", "Write it and its passage in one line."


@dataclass(frozen=True)
class Mark:
    """A marked passage: a cue shows a criterion, a surface cue only looks telling."""

    criterion: str | None = None
    shows: str | None = None
    surface: str | None = None


@dataclass(frozen=True)
class Passage:
    """One line of the prose: `number` counts from 1, `file_line` is its line in the file.

    `marked` is empty and `mark` None where nothing is marked.
    """

    number: int
    file_line: int
    before: str
    marked: str = ""
    after: str = ""
    mark: Mark | None = None

    @property
    def text(self) -> str:
        """Return the sentence as a reader sees it."""
        return self.before + self.marked + self.after


@cache
def markdown() -> MarkdownIt:
    """Return the reader of cases: "zero" leaves <script>, $, lists and backticks alone, as text."""
    return MarkdownIt("zero").use(front_matter_plugin).use(attrs_plugin, spans=True)


def read_passages(
    lines: Sequence[tuple[int, str]], shown: str
) -> tuple[list[Passage], list[Problem]]:
    """Read the lines of a prose, each with its line in the file that messages call `shown`."""
    passages, problems = [], []
    broken = _over_lines([line for _, line in lines])
    for index, (file_line, line) in enumerate(lines):
        parts, attributes, found = _parsed(line)
        mark = None
        if index in broken:
            first = index - 1 not in broken
            what, remedy = (
                "A mark goes over the end of its line.",
                "Write it, with its passage, in one.",
            )
            found = [(what, remedy)] if first else []
        elif not found and attributes is not None:
            mark, found = _read_mark(attributes, parts[1])
        passages.append(Passage(index + 1, file_line, *parts, mark=mark))
        problems += [Problem(shown, file_line, *slip) for slip in found]
    return passages, problems


def _parsed(line: str) -> tuple[list[str], dict[str, Any] | None, list[Slip]]:
    """Return a line before, within and behind its mark; what the mark holds; and what is wrong."""
    parts = ["", "", ""]
    attributes: dict[str, Any] | None = None
    where, marks = 0, 0
    for token in markdown().parseInline(line)[0].children or []:
        if token.type == "span_open":
            attributes, where, marks = dict(token.attrs), 1, marks + 1
        elif token.type == "span_close":
            where = 2
        else:
            parts[where] += token.content
    if marks > 1 or (marks and BESIDE.search(line)):
        return (
            parts,
            None,
            [("Two marks in one line.", "Keep one, or break the line in two sentences.")],
        )
    slip = find_slip(line, "".join(parts))
    return parts, attributes, [slip] if slip else []


# Signs as other keyboards and editors write them, and as a mark has them.
WIDE = {0xFF00 + code - 0x20: chr(code) for code in map(ord, "[]{}()=")} | {
    0x3010: "[",
    0x3011: "]",
}
ALIKE = (
    {0xFF00 + code - 0x20: chr(code) for code in map(ord, ",;:")}
    | dict.fromkeys(map(ord, "\u3001\uff64"), ",")
    | dict.fromkeys(map(ord, "\u2018\u2019\u201a\u201c\u201d\u201e\u2039\u203a\xab\xbb"), '"')
    | dict.fromkeys(map(ord, "\u300c\u300d\u300e\u300f\uff02\uff07"), '"')
)
PLAIN = WIDE | ALIKE
NAMED = rf"(?:{'|'.join(NAMES)})"
TWICE = re.compile(rf"\]\{{[^}}]*\b(?P<name>{NAMED})=[^}}]*\b(?P=name)=")
BESIDE = re.compile(r"\]\{[^{}]*\}\s*\{")
QUOTED = re.compile(r"\]\{[^}]*=\s*[\"'`][^}]*\}")
# What is still to be seen of a mark in the text that readers get: braces at a bracket, or one of
# its names behind any bracket.
BRACES = re.compile(r"\]\{[^}]*\}?|\[[^\]]*\{[^}]*\}")
UNREAD = re.compile(rf"(?i)\b{NAMED}\s*=|\{{\s*{NAMED}\s*:|\]\s*[{{\[(]\s*{NAMED}\b")
OVER = re.compile(rf"\[[^\[\]]*\]\s*[{{(][^{{}}()]*\b{NAMED}\b[^{{}}()]*[}})]")


def _plain(text: str) -> str:
    return text if text.isascii() else text.translate(PLAIN)


def holds_mark(text: str) -> bool:
    """Tell whether a mark, or what was meant as one, stands in a text."""
    return bool(BRACES.search(text) or UNREAD.search(_plain(text)))


def find_slip(line: str, text: str) -> Slip | None:
    """Return what is wrong with the writing of a mark in a line of which readers see `text`."""
    if QUOTED.search(_plain(line)):
        remedy = "Write [passage]{surface=name}, without quotation marks."
        return "A mark's value is in quotation marks.", remedy
    if twice := TWICE.search(line):
        return f"A mark has `{twice['name']}=` twice.", "Keep one of the two."
    if not holds_mark(text):
        return None
    if text.translate(WIDE) != text:
        return "A mark is written with full-width signs.", f"Type half-width ones. {FORMS}"
    text = _plain(text)
    if found := re.search(rf"\]\s*(?P<sign>[\[(])\s*{NAMED}\b", text):
        sort = {"(": "round", "[": "square"}[found["sign"]]
        return f"A mark stands in {sort} brackets.", f"It stands in braces. {FORMS}"
    whole = re.search(r"\[[^\[\]]*\]\{(?P<inner>[^{}]*)\}", text)
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


def _over_lines(lines: Sequence[str]) -> set[int]:
    """Return the lines on which a mark stands that is not written in one line."""
    text, found = _plain("\n".join(lines)), set()
    for match in OVER.finditer(text):
        if "\n" in match[0]:
            first = text.count("\n", 0, match.start())
            found |= set(range(first, first + match[0].count("\n") + 1))
    return found


def _read_mark(attributes: dict[str, Any], marked: str) -> tuple[Mark, list[Slip]]:
    slips = [
        (f"A mark cannot have '{name}'.", did_you_mean(name, NAMES))
        for name in attributes
        if name not in NAMES
    ]
    mark = Mark(**{name: value for name, value in attributes.items() if name in NAMES})
    if slips:
        return mark, slips
    if not marked.strip():
        slips.append(("A mark has no passage.", "Put what it marks between the brackets."))
    elif (mark.criterion is None) == (mark.surface is None):
        slips.append(("A mark names a criterion or a surface cue: one of the two.", FORMS))
    elif (mark.criterion is None) != (mark.shows is None):
        remedy = "Write [passage]{criterion=name shows=self-help} or shows=support."
        slips.append(("A criterion comes with `shows`, and a surface cue without.", remedy))
    return mark, slips
