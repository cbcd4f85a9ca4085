"""What one file holds: the copy of a work, as far as it is sound.

Of its fields and attempts only those are kept that are known, of their kind and of sensible size.
Whether an exercise or a case exists is judged elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import pairwise
from sys import intern
from typing import Any

from ...work.codes import same
from ...work.contract import (
    FORMAT,
    VERSION,
    Attempt,
    WorkError,
    in_time,
    is_attempt,
    merge,
    upgrade,
)
from .model import NAME_LENGTH, Note, clean, megabytes
from .owners import Owner
from .texts import UnusableError, decode, parse

TEXT_LENGTH = 200  # of an id within an attempt
LARGE = 10**9  # larger numbers than any run or line

# What an attempt may hold; other fields stay in the file.
FIELDS: dict[str, tuple[type, ...]] = {
    "at": (str,),
    "run": (int,),
    "payload": (str,),
    "vignette": (str,),
    "item": (str,),
    "part": (str,),
    "answer": (str, list),
    "confidence": (str,),
    "passage": (int,),
    "skipped": (bool,),
    "exercise": (str,),
}
# What else of a work is kept.
WORK_FIELDS: dict[str, tuple[type, ...]] = {
    "lang": (str, int),
    "form": (str, int),
    "run": (str, int),
    "simulated": (bool,),
}
EXERCISE = re.compile(r"[a-z0-9-]{1,80}")


@dataclass(eq=False)
class Copy:
    """A work as one file holds it, and whose it is.

    `code` is as the reader typed it, safe to show; `key` is what its spellings have in common.
    `owner` is who handed the file in, as far as names of files tell.
    """

    name: str
    id: str
    exercise: str
    code: str
    key: str
    fields: dict[str, Any]
    attempts: list[Attempt]
    owner: Owner | None = None


def read_copy(name: str, data: bytes, limit: int, latest: datetime, note: Note) -> Copy | None:
    """Return the work that a file of at most `limit` bytes holds, and note what is amiss with it.

    Attempts after `latest` are counted as ahead of their time. None where there is no work.
    """
    try:
        if len(data) > limit:
            raise UnusableError("too_large", limit=megabytes(limit))
        copy, remarks = _read(name, data, latest)
    except UnusableError as error:
        note(name, "no", error.why, **error.values)
        return None
    for used, why, values in remarks:
        note(name, used, why, **values)
    return copy


def _read(
    name: str, data: bytes, latest: datetime
) -> tuple[Copy, list[tuple[str, str, dict[str, object]]]]:
    """Return the work in a file, and remarks on it; raises UnusableError.

    A remark is how far the file was used, the id of the words, and what is filled in.
    """
    text, encoding = decode(data)
    record, named_twice = parse(text)
    record = _checked(record)
    given = record["attempts"]
    attempts = [attempt for raw in given if (attempt := _attempt(raw)) is not None]
    bad: dict[str, object] = {"count": len(given) - len(attempts), "total": len(given)}
    if not attempts:
        raise UnusableError("bad_attempts", **bad) if given else UnusableError("no_answer")
    once = _in_order(attempts)
    ahead, untimed = _count_times(once, latest)
    typed = record.get("reader")
    code, code_key = _code(typed)
    remarks: list[tuple[str, str, dict[str, object], Any]] = [
        ("partly", "bad_attempts", bad, bad["count"]),
        ("yes", "repeated", {"count": len(attempts) - len(once)}, len(once) < len(attempts)),
        ("yes", "named_twice", {}, named_twice),
        ("yes", "encoding", {"encoding": encoding}, encoding),
        ("yes", "ahead", {"count": ahead, "total": len(once)}, ahead),
        ("yes", "untimed", {"count": untimed, "total": len(once)}, untimed),
        ("yes", "code_cut", {"limit": NAME_LENGTH}, _is_long(typed)),
    ]
    fields = {
        field: record[field]
        for field, kinds in WORK_FIELDS.items()
        if _is_sound(record.get(field), kinds)
    }
    exercise = intern(record["exercise"])
    copy = Copy(name, record["work"], exercise, code, code_key, fields, once)
    return copy, [(used, why, values) for used, why, values, holds in remarks if holds]


def _checked(record: Any) -> dict[str, Any]:
    """Return a table as a work of this version; raises UnusableError where it is none."""
    if not isinstance(record, dict) or record.get("format") != FORMAT:
        raise UnusableError("not_work")
    try:
        work = upgrade(record)
    except WorkError as error:
        version = record.get("version")
        shown = clean(str(version)) if isinstance(version, int | float | str) else ""
        raise UnusableError(error.reason, version=shown or "?", known=VERSION) from None
    named = isinstance(work.get("work"), str) and work["work"].strip()
    if not named or not isinstance(work.get("attempts"), list):
        raise UnusableError("damaged")
    exercise = work.get("exercise")
    if not isinstance(exercise, str) or not EXERCISE.fullmatch(exercise):
        raise UnusableError("no_exercise")
    return work


def _attempt(raw: Any) -> Attempt | None:
    """Return an attempt with the fields that are known; None for what is no sound attempt."""
    if type(raw) is not dict:
        return None
    kept: dict[str, Any] = {}
    for name, value in raw.items():
        kinds = FIELDS.get(name)
        if kinds is None:
            continue
        if value is not None and not _is_sound(value, kinds):
            return None
        # A class gives few different answers, and many times: each is kept once.
        kept[name] = intern(value) if type(value) is str and name != "at" else value
    return kept if is_attempt(kept) else None


def _is_sound(value: Any, kinds: tuple[type, ...]) -> bool:
    """Tell whether a value is of one of these kinds, of sensible size, and can be written."""
    kind = type(value)
    if kind not in kinds:
        return False
    if kind is str:
        return len(value) <= TEXT_LENGTH and value.isprintable()
    if kind is list:
        return all(_is_sound(part, (str,)) for part in value)
    return -LARGE < value < LARGE


def _in_order(attempts: list[Attempt]) -> list[Attempt]:
    """Return attempts as `merge` does, each once and by time; a sound file has them so already."""
    places = [in_time(attempt) for attempt in attempts]
    in_order = all(first < second for first, second in pairwise(places))
    return attempts if in_order else merge(attempts, [])


def _count_times(attempts: Iterable[Attempt], latest: datetime) -> tuple[int, int]:
    """Return how many attempts lie after `latest`, and of how many the time cannot be read."""
    ahead = untimed = 0
    for attempt in attempts:
        try:
            at = datetime.fromisoformat(attempt["at"].replace("Z", "+00:00"))
            ahead += (at if at.tzinfo else at.replace(tzinfo=UTC)) > latest
        except (ValueError, OverflowError):
            untimed += 1
    return ahead, untimed


def _is_long(code: object) -> bool:
    return isinstance(code, str) and len(code.strip()) > NAME_LENGTH


def _code(typed: object) -> tuple[str, str]:
    """Return a reader's code as it was typed, and what it is compared by; both empty for none."""
    if not isinstance(typed, str) or not (compared := same(typed)):
        return "", ""
    return clean(typed.strip()), compared
