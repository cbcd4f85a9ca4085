"""Reading the prose of a case: one passage a line, in which at most one part is marked.

A mark is `[passage]{surface=name}` or `[passage]{criterion=name shows=kind}`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from markdown_it import MarkdownIt
from mdit_py_plugins.attrs import attrs_plugin
from mdit_py_plugins.front_matter import front_matter_plugin

from .kinds import Kinds
from .mark_slips import FORMS, NAMES, OVER_LINES, TWO_MARKS, Slip, find_slip, lines_over
from .problems import Problem, did_you_mean


@dataclass(frozen=True)
class Mark:
    """A marked passage: a cue shows a criterion, a surface cue only looks telling.

    `power` is what somebody decides there about the group, where the criterion is a decisive one.
    """

    criterion: str | None = None
    shows: str | None = None
    surface: str | None = None
    power: str | None = None


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
    def criterion(self) -> str:
        """Return the criterion that its mark shows; "" without one."""
        return (self.mark and self.mark.criterion) or ""

    @property
    def shows(self) -> str:
        """Return the kind that its criterion speaks for; "" without one."""
        return (self.mark and self.mark.shows) or ""

    @property
    def power(self) -> str:
        """Return what somebody decides there about the group; "" if nothing is said of that."""
        return (self.mark and self.mark.power) or ""

    @property
    def is_within(self) -> bool:
        """Tell whether words of the sentence stand before it, so that a quotation leaves them out.

        The number of a rule is none of its words.
        """
        return bool(self.marked) and any(sign.isalpha() for sign in self.before)

    @property
    def surface(self) -> str:
        """Return the surface cue that it is; "" if it is none."""
        return (self.mark and self.mark.surface) or ""

    @property
    def is_heading(self) -> bool:
        """Tell whether it only heads what follows: nothing is marked, and it stands in capitals."""
        return not self.mark and self.text.isupper()

    @property
    def text(self) -> str:
        """Return the sentence as a reader sees it."""
        return self.before + self.marked + self.after


@cache
def markdown() -> MarkdownIt:
    """Return the reader of cases: "zero" leaves <script>, $, lists and backticks alone, as text."""
    return MarkdownIt("zero").use(front_matter_plugin).use(attrs_plugin, spans=True)


def read_passages(
    lines: Sequence[tuple[int, str]], shown: str, kinds: Kinds | None = None
) -> tuple[list[Passage], list[Problem]]:
    """Read the lines of a prose, each with its line in the file that messages call `shown`."""
    passages, problems = [], []
    parsed = [_parsed(line) for _, line in lines]
    slips = any(found for *_, found in parsed)
    over = lines_over([line for _, line in lines]) if slips else {}
    for index, (file_line, _) in enumerate(lines):
        (before, marked, after), attributes, found = parsed[index]
        mark = None
        if index in over:
            found = [OVER_LINES] if over[index] == index else []
        elif not found and attributes is not None:
            mark, found = _read_mark(attributes, marked, kinds)
        passages.append(Passage(index + 1, file_line, before, marked, after, mark))
        problems += [Problem(shown, file_line, *slip) for slip in found]
    return passages, problems


def _parsed(line: str) -> tuple[list[str], dict[str, Any] | None, list[Slip]]:
    """Return a line before, within and behind its mark; what the mark holds; and what is wrong."""
    if "[" not in line:  # the half of all lines, which are text as they stand
        slip = find_slip(line, line)
        return [line, "", ""], None, [slip] if slip else []
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
    slip = TWO_MARKS if marks > 1 else find_slip(line, "".join(parts))
    return parts, attributes, [slip] if slip else []


def _read_mark(
    attributes: dict[str, Any], marked: str, kinds: Kinds | None
) -> tuple[Mark, list[Slip]]:
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
        first, *others = kinds.scored if kinds else ("kind",)
        others = [f" or shows={other}" for other in others]
        remedy = f"Write [passage]{{criterion=name shows={first}}}{''.join(others)}."
        slips.append(("A criterion comes with `shows`, and a surface cue without.", remedy))
    elif mark.power is not None and mark.criterion is None:
        remedy = "Write [passage]{criterion=name power=name shows=kind}, or leave `power` out."
        slips.append(("A surface cue shows no `power`.", remedy))
    return mark, slips
