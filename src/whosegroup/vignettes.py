"""Reading one case: a Markdown file with front matter and one sentence a line."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Literal

from markdown_it import MarkdownIt
from mdit_py_plugins.attrs import attrs_plugin
from mdit_py_plugins.front_matter import front_matter_plugin
from pydantic import Field

from .content import Strict, Table, check, line_of, read_text, read_yaml, unfilled
from .problems import Problem, did_you_mean

KINDS = ("self-help", "support", "in-between")
SCORED = KINDS[:2]
POWERS = ("aims", "admission", "leader", "money", "continuing")
PLACES = range(1, 6)  # from "the members' own" to "the agency's own"
Kind = Literal["self-help", "support", "in-between"]
NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


class Setting(Strict):
    """The scene's surface, which never decides: kept so that its balance can be counted."""

    matter: str
    place: str
    attends: str
    area: str


class Place(Strict):
    """Where a case in between may be placed: for each power and as a whole, the accepted band."""

    aims: list[int]
    admission: list[int]
    leader: list[int]
    money: list[int]
    continuing: list[int]
    whole: list[int]


class BothSides(Strict):
    """What speaks for placing a case nearer to one side, and what for the other."""

    self_help: str = Field(alias="self-help")
    support: str


class Reasons(Strict):
    """What readers are told about each band; of the whole, the reasons on both sides."""

    aims: str
    admission: str
    leader: str
    money: str
    continuing: str
    whole: BothSides


class FrontMatter(Strict):
    """What stands above the prose of a case."""

    title: str
    kind: Kind
    setting: Setting
    about: str
    pair: str | None = None
    feedback: dict[str | int, str] = {}
    note: str | None = None
    sources: list[str] = []
    place: Place | None = None
    reasons: Reasons | None = None


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


@dataclass(frozen=True)
class Vignette:
    """One case. `id` is the file's name; `file` and `settings` are for messages."""

    id: str
    file: str
    front: FrontMatter
    passages: tuple[Passage, ...]
    settings: Table | None = field(default=None, repr=False, compare=False)

    def line_of(self, setting: str) -> int:
        """Return the line of the file on which a setting stands."""
        return line_of(self.settings, [setting], first_line=2)

    @property
    def text(self) -> str:
        """Return the prose, one sentence a line."""
        return "\n".join(passage.text for passage in self.passages)

    @property
    def cues(self) -> list[Passage]:
        """Return the passages that show a criterion."""
        return [p for p in self.passages if p.mark and p.mark.criterion]

    @property
    def surface_cues(self) -> list[Passage]:
        """Return the passages that only look telling."""
        return [p for p in self.passages if p.mark and p.mark.surface]


@cache
def _markdown() -> MarkdownIt:
    # "zero" leaves <script>, $, lists and backticks alone: they stay text.
    return MarkdownIt("zero").use(front_matter_plugin).use(attrs_plugin, spans=True)


def read_vignette(path: Path, shown: str) -> tuple[Vignette | None, list[Problem]]:
    """Read one case; `shown` is how messages name its file."""
    text, problems = read_text(path, shown)
    problems += unfilled(text, shown)
    if problems:
        return None, problems
    if not NAME.fullmatch(path.stem):
        remedy = "Use small letters, digits and hyphens: the name is the case's id."
        problems.append(Problem(shown, 1, f"'{path.stem}' cannot be a name.", remedy))
    tokens, found = _tokens(text, shown)
    if found:
        return None, problems + found
    data, found = read_yaml(tokens[0].content, shown, first_line=2)
    problems += found
    front = None
    if not found:
        front, found = check(FrontMatter, data, shown, first_line=2)
        problems += found
    passages: list[Passage] = []
    for token in tokens:
        if token.type != "inline":
            continue
        for offset, line in enumerate(token.content.split("\n")):
            passage, found = _read_passage(
                line.strip(), len(passages) + 1, token.map[0] + 1 + offset, shown
            )
            passages.append(passage)
            problems += found
    if not passages:
        end = len(text.splitlines()) or 1
        problems.append(
            Problem(shown, end, "The case has no prose.", "Write it below the front matter.")
        )
    if front:
        problems += _check_feedback(front, len(passages), data, shown)
        problems += _check_place(front, data, shown)
    if problems or not front:
        return None, problems
    return Vignette(path.stem, shown, front, tuple(passages), data), []


def _tokens(text: str, shown: str) -> tuple[list[Any], list[Problem]]:
    tokens = _markdown().parse(text)
    if tokens and tokens[0].type == "front_matter":
        return tokens, []
    remedy = "Begin the file with `---`, the settings, and `---`."
    return [], [Problem(shown, 1, "There is no front matter.", remedy)]


def split_front_matter(text: str, shown: str) -> tuple[str, list[str], list[Problem]]:
    """Return a file's settings, which begin on its second line, and its lines of plain prose."""
    tokens, problems = _tokens(text, shown)
    if problems:
        return "", [], problems
    prose = [token.content for token in tokens if token.type == "inline"]
    lines = [line.strip() for part in prose for line in part.split("\n")]
    return tokens[0].content, lines, []


def _read_passage(
    line: str, number: int, file_line: int, shown: str
) -> tuple[Passage, list[Problem]]:
    parts = ["", "", ""]
    attributes: dict[str, Any] | None = None
    where, marks = 0, 0
    for token in _markdown().parseInline(line)[0].children or []:
        if token.type == "span_open":
            attributes, where, marks = dict(token.attrs), 1, marks + 1
        elif token.type == "span_close":
            where = 2
        else:
            parts[where] += token.content
    problems = []
    if marks > 1:
        remedy = "Keep one, or break the line in two sentences."
        problems.append(Problem(shown, file_line, "Two marks in one line.", remedy))
    unread = re.search(r"\]\{[^}]*\}?|\[[^\]]*\{[^}]*\}", "".join(parts))
    if re.search(r"\]\{[^}]*=[\"'][^}]*\}", line):
        remedy = "Write [passage]{surface=name}, without quotation marks."
        problems.append(Problem(shown, file_line, "A mark's value is in quotation marks.", remedy))
    elif unread or re.search(r"\{(criterion|surface|shows)=", "".join(parts)):
        remedy = "Write [passage]{surface=name} or [passage]{criterion=name shows=kind}."
        problems.append(Problem(shown, file_line, "A mark is not closed.", remedy))
    mark = None
    if attributes is not None:
        mark, found = _read_mark(attributes, shown, file_line)
        problems += found
    return Passage(number, file_line, *parts, mark=mark), problems


def _read_mark(attributes: dict[str, Any], shown: str, line: int) -> tuple[Mark, list[Problem]]:
    problems = []
    for name in attributes:
        if name not in ("criterion", "shows", "surface"):
            remedy = did_you_mean(name, ("criterion", "shows", "surface"))
            problems.append(Problem(shown, line, f"A mark cannot have '{name}'.", remedy))
    mark = Mark(**{k: v for k, v in attributes.items() if k in ("criterion", "shows", "surface")})
    if not problems and (mark.criterion is None) == (mark.surface is None):
        remedy = "Write [passage]{surface=name} or [passage]{criterion=name shows=kind}."
        what = "A mark names a criterion or a surface cue: one of the two."
        problems.append(Problem(shown, line, what, remedy))
    elif not problems and (mark.criterion is None) != (mark.shows is None):
        remedy = "Write [passage]{criterion=name shows=self-help} or shows=support."
        what = "A criterion comes with `shows`, and a surface cue without."
        problems.append(Problem(shown, line, what, remedy))
    return mark, problems


def _check_feedback(front: FrontMatter, last: int, data: Any, shown: str) -> list[Problem]:
    problems = []
    for key in front.feedback:
        if isinstance(key, str) and key not in KINDS:
            what = f"There is feedback for '{key}', which is neither a kind nor a line."
            remedy = did_you_mean(key, KINDS)
        elif isinstance(key, int) and not 1 <= key <= last:
            what = f"There is feedback for line {key}, and the prose has lines 1 to {last}."
            remedy = "Count the lines of the prose from 1."
        else:
            continue
        problems.append(Problem(shown, line_of(data, ["feedback", key], 2), what, remedy))
    return problems


def _check_place(front: FrontMatter, data: Any, shown: str) -> list[Problem]:
    problems = []
    between = front.kind == "in-between"
    for name in ("place", "reasons"):
        if (getattr(front, name) is not None) != between:
            line = line_of(data, [name if name in data else "kind"], 2)
            what = f"The case is '{front.kind}' and has {'no ' if between else ''}`{name}`."
            remedy = "Bands and reasons belong to cases of `kind: in-between`, and to each of them."
            problems.append(Problem(shown, line, what, remedy))
    for name, band in front.place or ():
        if len(band) != 2 or not PLACES.start <= band[0] <= band[-1] < PLACES.stop:
            what = f"The band '{name}' is {list(band)}."
            remedy = "Write the lowest and the highest place, for example [2, 3], within 1 to 5."
            problems.append(Problem(shown, line_of(data, ["place", name], 2), what, remedy))
    return problems
