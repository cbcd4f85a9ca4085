"""Reading one case: a Markdown file with front matter and one sentence a line."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from .kinds import Kind, Kinds
from .marks import Passage, markdown, read_passages
from .problems import Problem, did_you_mean, nearest
from .strict import NAME, Strict, check
from .yaml_files import Table, line_of, read_text, read_yaml, unfilled

POWERS = ("aims", "admission", "leader", "money", "continuing")
PLACES = range(1, 6)  # the line, from the end of the first scored kind to that of the second
DASHES = r"[-–—_=*`~]+|- - -"  # what an editor or a hand makes of `---`
SETTING = r"[a-z]+:"


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


class Reasons(Strict):
    """What readers are told about each band; of the whole, the reasons on both sides."""

    aims: str
    admission: str
    leader: str
    money: str
    continuing: str
    whole: dict[str, str]


# What sort of text a case is.
Genre = Literal[
    "scene",
    "leaflet",
    "web page",
    "notice",
    "minutes",
    "note",
    "message",
    "by-laws",
    "talk",
]


class FrontMatter(Strict):
    """What stands above the prose of a case; `level` is how hard it is to judge, from 1 to 3."""

    title: str
    kind: Kind
    setting: Setting
    about: str
    pair: str | None = None
    genre: Genre | None = None
    level: Literal[1, 2, 3] | None = None
    feedback: dict[str | int, str] = {}
    note: str | None = None
    sources: list[str] = []
    place: Place | None = None
    reasons: Reasons | None = None


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
        return [p for p in self.passages if p.criterion]

    @property
    def surface_cues(self) -> list[Passage]:
        """Return the passages that only look telling."""
        return [p for p in self.passages if p.surface]


def read_vignette(
    path: Path, shown: str, kinds: Kinds | None
) -> tuple[Vignette | None, list[Problem]]:
    """Read one case; `shown` is how messages name its file.

    Without `kinds`, which then could not be read, nothing is said of its kind.
    """
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
        front, found = check(FrontMatter, data, shown, first_line=2, kinds=kinds)
        problems += found
    passages, found = read_passages(_lines(tokens), shown, kinds)
    problems += found
    if not passages:
        end = len(text.splitlines()) or 1
        problems.append(
            Problem(shown, end, "The case has no prose.", "Write it below the front matter.")
        )
    if front and kinds:
        problems += _check_feedback(front, len(passages), data, shown, kinds)
        problems += _check_place(front, data, shown, kinds)
        problems += _check_sides(front, data, shown, kinds)
    if problems or not front:
        return None, problems
    return Vignette(path.stem, shown, front, tuple(passages), data), []


def _tokens(text: str, shown: str) -> tuple[list[Any], list[Problem]]:
    tokens = markdown().parse(text)
    if tokens and tokens[0].type == "front_matter":
        return tokens, []
    return [], [Problem(shown, *_without_front_matter(text))]


def _without_front_matter(text: str) -> tuple[int, str, str]:
    """Return the line, the mistake and the remedy where settings do not stand between two `---`."""
    lines = [line.strip() for line in text.split("\n")]
    first = next((n for n, line in enumerate(lines) if line), None)
    remedy = "Begin the file with `---`, the settings, and `---`."
    if first is None:
        return 1, "The file is empty.", remedy
    begin = lines[first]
    if begin == "---" and first == 0:
        what = "The settings have no end: the second `---` is missing."
        return 1, what, "Write it on a line of its own, between the settings and the prose."
    if begin == "---":
        return 1, "Something stands above the first `---`.", "Let it be the first line."
    if re.fullmatch(DASHES, begin):
        return first + 1, f"This line is '{begin}' and not `---`.", "Type three hyphens."
    if re.match(SETTING, begin) and "---" in lines:
        return first + 1, "The settings have no beginning.", "Write `---` on a line above them."
    return 1, "There is no front matter.", remedy


def _lines(tokens: list[Any]) -> list[tuple[int, str]]:
    """Return the lines of the prose, each with its line in the file."""
    return [
        (token.map[0] + 1 + offset, line.strip())
        for token in tokens
        if token.type == "inline"
        for offset, line in enumerate(token.content.split("\n"))
    ]


def split_front_matter(text: str, shown: str) -> tuple[str, list[tuple[int, str]], list[Problem]]:
    """Return a file's settings, which begin on its second line, and its lines of plain prose.

    Each line of prose comes with its line in the file.
    """
    tokens, problems = _tokens(text, shown)
    if problems:
        return "", [], problems
    return tokens[0].content, _lines(tokens), []


def _check_feedback(
    front: FrontMatter, last: int, data: Any, shown: str, kinds: Kinds
) -> list[Problem]:
    problems = []
    for key in front.feedback:
        if isinstance(key, str) and key not in kinds.cases:
            what = f"There is feedback for '{key}', which is neither a kind nor a line."
            remedy = did_you_mean(key, kinds.cases)
        elif isinstance(key, int) and not 1 <= key <= last:
            what = f"There is feedback for line {key}, and the prose has lines 1 to {last}."
            remedy = "Count the lines of the prose from 1."
        else:
            continue
        problems.append(Problem(shown, line_of(data, ["feedback", key], 2), what, remedy))
    return problems


def _check_place(front: FrontMatter, data: Any, shown: str, kinds: Kinds) -> list[Problem]:
    problems = []
    between = front.kind == kinds.between
    if amiss := [n for n in ("place", "reasons") if (getattr(front, n) is not None) != between]:
        names = f" and {'no ' if between else ''}".join(f"`{name}`" for name in amiss)
        what = f"The case is '{front.kind}' and has {'no ' if between else ''}{names}."
        belong = f"Bands and reasons belong to cases of `kind: {kinds.between}`"
        remedy = f"{belong}, and to each of them."
        line = line_of(data, [amiss[0] if amiss[0] in data else "kind"], 2)
        problems.append(Problem(shown, line, what, remedy))
    for name, band in front.place or ():
        if len(band) != 2 or not PLACES.start <= band[0] <= band[-1] < PLACES.stop:
            what = f"The band '{name}' is {list(band)}."
            remedy = "Write the lowest and the highest place, for example [2, 3], within 1 to 5."
            problems.append(Problem(shown, line_of(data, ["place", name], 2), what, remedy))
    return problems


def _check_sides(front: FrontMatter, data: Any, shown: str, kinds: Kinds) -> list[Problem]:
    """Check that the whole of a case in between has its reasons for each side."""
    if front.reasons is None:
        return []
    where = ["reasons", "whole"]
    unknown = [side for side in front.reasons.whole if side not in kinds.scored]
    missed = [side for side in kinds.scored if side not in front.reasons.whole]
    problems = [
        Problem(
            shown,
            line_of(data, [*where, side], 2),
            f"'reasons.whole.{side}' is not a setting here.",
            did_you_mean(side, kinds.scored),
        )
        for side in unknown
    ]
    return problems + [
        Problem(
            shown,
            line_of(data, [*where, side], 2),
            f"'reasons.whole.{side}' is missing.",
            f"Add a line `{side}: ...`.",
        )
        for side in missed
        if nearest(side, unknown) is None
    ]
