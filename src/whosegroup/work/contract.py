"""One reader's work at one exercise: how it is written down, read, brought up and merged.

It is the same from a page and from a kernel: js/contract.js does the same, fixtures/works.json
binds both, and docs/contracts.md says it in words. Attempts are only ever appended; everything
else follows from them.
"""

from __future__ import annotations

import json
import math
import re
import secrets
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, NoReturn, NotRequired, TypeGuard, TypeVar

from typing_extensions import TypedDict

FORMAT, VERSION = "whosegroup-work", 1
MOST_RUNS = 999_999_999
LEVELS = 40  # of tables and lists in one another; what is read must also be written again
MOST_WORDS = 1000  # characters of a sentence of the reader's own; of a longer one no more is shown
DEEP = 200  # of these Python reads so many at once
SIGN = re.compile(r'"(?:[^"\\]|\\.)*"|[][{}]', re.DOTALL)  # text in JSON, and brackets
SAFE = 2**53 - 1  # whole numbers beyond it lose digits in a browser


class Attempt(TypedDict):
    """One answer, or one case skipped. What nobody knows beside these fields is kept."""

    at: str  # when: UTC as JavaScript writes it, "2026-04-13T09:30:12.345Z"
    run: int  # 1, and one more each time the reader starts again; first answers are those of run 1
    answer: NotRequired[str | list[str]]  # the id of what was chosen; absent only where skipped
    skipped: NotRequired[bool]  # true where the reader went on without an answer
    vignette: NotRequired[str | None]  # the case that it is about, by its id;
    item: NotRequired[str | None]  # or, where there is none, what else: a statement, a situation
    part: NotRequired[str | None]  # of the case, where it has several; none is the whole
    confidence: NotRequired[str]  # "sure" or "unsure"
    passage: NotRequired[int | None]  # the line of the prose that was tapped, from 1
    words: NotRequired[str]  # what the reader wrote, where an answer is a text of their own
    text: NotRequired[str | None]  # a short digest of that line: whether it is still the same
    payload: NotRequired[str]  # the digest of what was shown
    exercise: NotRequired[str]  # where the case is at home, if in another exercise


class Work(TypedDict):
    """One reader's attempts at one exercise. What nobody knows beside these fields is kept."""

    format: str  # FORMAT
    version: int  # VERSION
    work: str  # its own name, 16 hexadecimal digits by chance; attempts merge only under one name
    exercise: str
    attempts: list[Attempt]
    lang: NotRequired[str]  # in which language the exercise was met
    reader: NotRequired[str]  # the code that the reader typed
    run: NotRequired[int]  # the run that has begun, before there is an attempt in it
    form: NotRequired[str]  # with which form of a test the reader began
    notes: NotRequired[bool]  # whether mixed practice shows cases with a note
    simulated: NotRequired[bool]  # true where no person gave these answers


Step = Callable[[dict[str, Any]], Mapping[str, Any]]
Given = TypeVar("Given", bound=Mapping[str, Any])

# By version: what makes a work of it one of the next version. js/contract.js has the same steps.
UPGRADES: Mapping[int, Step] = {}


class WorkError(ValueError):
    """A work file that cannot be used. `reason` is `damaged`, `version` or `exercise`."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)


def new_work(exercise: str, lang: str) -> dict[str, Any]:
    """Return the work of a reader who has not begun."""
    return {
        "format": FORMAT,
        "version": VERSION,
        "work": secrets.token_hex(8),
        "exercise": exercise,
        "lang": lang,
        "attempts": [],
    }


def read_work(
    text: str | bytes, exercise: str, steps: Mapping[int, Step] = UPGRADES
) -> dict[str, Any]:
    """Read a work file's text; unknown fields are kept. Raises WorkError with the reason."""
    try:
        read = parse(text)
    except ValueError:
        raise WorkError("damaged") from None
    return work_in(read, exercise, steps)


def work_in(read: Any, exercise: str, steps: Mapping[int, Step] = UPGRADES) -> dict[str, Any]:
    """Return what was read as a work of an exercise. Raises WorkError with the reason."""
    if not isinstance(read, dict) or read.get("format") != FORMAT or not _is_writable(read):
        raise WorkError("damaged")
    work = upgrade(read, steps)
    if not isinstance(work.get("work"), str) or not _are_attempts(work.get("attempts")):
        raise WorkError("damaged")
    if work.get("exercise") != exercise:
        raise WorkError("exercise")
    return work


def upgrade(work: dict[str, Any], steps: Mapping[int, Step] = UPGRADES) -> dict[str, Any]:
    """Return a work of an older version as one of this, step by step.

    Raises WorkError where no step leads here, as from a newer version, or where a step meets what
    it cannot read.
    """
    version = work.get("version")
    while type(version) is int and version < VERSION and version in steps:
        try:
            work = {**steps[version](work), "version": version + 1}
        except (LookupError, TypeError, ValueError, AttributeError):
            raise WorkError("damaged") from None
        version += 1
    if type(version) is not int or version != VERSION:
        raise WorkError("version")
    return work


def parse(text: str | bytes) -> Any:
    """Return what JSON holds as a browser reads it. Raises ValueError for what is none.

    What lies too deep for Python to read stands there as a number larger than all.
    """
    try:
        return _load(text)
    except RecursionError:
        if isinstance(text, bytes):
            text = text.decode(json.detect_encoding(text), "surrogatepass")
        return [_load(piece) for piece in _in_pieces(text)][-1]


def _load(text: str | bytes) -> Any:
    return json.loads(text, parse_int=number, parse_float=number, parse_constant=refuse)


def _in_pieces(text: str) -> Iterator[str]:
    """Yield JSON in pieces that are not deep, the inner ones first; the last is the whole."""
    pieces: list[list[str]] = [[]]
    depth = begin = 0
    for sign in SIGN.finditer(text):
        if sign[0] in "[{":
            depth += 1
            if depth % DEEP == 0:
                pieces[-1].append(text[begin : sign.start()])
                pieces.append([])
                begin = sign.start()
        elif sign[0] in "]}":
            if depth > 0 and depth % DEEP == 0:
                yield "".join(pieces.pop()) + text[begin : sign.end()]
                pieces[-1].append("1e999")
                begin = sign.end()
            depth -= 1
    if len(pieces) > 1:
        raise ValueError("brackets are open")
    yield "".join(pieces[0]) + text[begin:]


def number(digits: str) -> int | float:
    """Return a number of JSON as a browser reads it: 1.0 is 1, and long ones lose digits."""
    value = float(digits)
    return int(value) if value.is_integer() and abs(value) <= SAFE else value


def refuse(constant: str) -> NoReturn:
    """Raise ValueError for NaN and Infinity, which are not JSON."""
    raise ValueError(constant)


def _is_writable(data: Any, levels: int = LEVELS) -> bool:
    """Tell whether data can be written again: not too deep, and no number larger than all."""
    if isinstance(data, float):
        return levels > 0 and math.isfinite(data)
    within = data.values() if isinstance(data, dict) else data if isinstance(data, list) else ()
    return levels > 0 and all(_is_writable(part, levels - 1) for part in within)


def _are_attempts(attempts: Any) -> bool:
    return isinstance(attempts, list) and all(is_attempt(attempt) for attempt in attempts)


def is_attempt(attempt: Any) -> TypeGuard[Attempt]:
    """Tell whether something is an attempt: when, in which run, at what, with which answer."""
    return (
        isinstance(attempt, dict)
        and isinstance(attempt.get("at"), str)
        and type(attempt.get("run")) is int
        and 1 <= attempt["run"] <= MOST_RUNS
        and all(isinstance(part, str) for part in key(attempt))
        and (isinstance(attempt.get("answer"), str | list) or attempt.get("skipped") is True)
    )


def words_of(attempt: Mapping[str, Any]) -> str:
    """Return what a reader wrote, no longer than it can be; empty where there is no text."""
    words = attempt.get("words")
    return words[:MOST_WORDS] if isinstance(words, str) else ""


def key(attempt: Mapping[str, Any]) -> tuple[str, str, str]:
    """Return what makes an attempt one and the same within a work."""
    about: Any = attempt.get("item") if attempt.get("vignette") is None else attempt["vignette"]
    part = attempt.get("part")
    return (attempt["at"], about, "" if part is None else part)


def key_text(attempt: Mapping[str, Any]) -> str:
    """Return the key as one text, by which a page and a kernel tell each other what is saved."""
    return "|".join(re.sub(r"[\\|]", r"\\\g<0>", part) for part in key(attempt))


def in_time(attempt: Mapping[str, Any]) -> tuple[bytes, ...]:
    """Return what attempts are sorted by: their keys, compared as a browser compares texts."""
    return tuple(part.encode("utf-16-be", "surrogatepass") for part in key(attempt))


def merge(attempts: Iterable[Given], more: Iterable[Given]) -> list[Given]:
    """Return both lists as one, each attempt once, in the order of time.

    Both are of one work. Where they have the same attempt, the first list's stands.
    """
    together = {key(attempt): attempt for attempt in (*more, *attempts)}
    return sorted(together.values(), key=in_time)
