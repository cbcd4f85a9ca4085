"""What one file holds: the copy of a work, or in a record those of several, as far as it is sound.

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
from ...work.record import RECORD
from ...work.record import VERSION as RECORD_VERSION
from .model import NAME_LENGTH, Note, clean, megabytes
from .owners import Owner
from .texts import UnusableError, decode, parse

TEXT_LENGTH = 200  # of an id within an attempt
LARGE = 10**9  # larger numbers than any run or line

# What an attempt may hold; other fields stay in the file, and so do sentences of a reader's own.
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
    "text": (str,),
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
    `owner` is who handed the file in, as far as names of files tell. `record` is the file, if it is
    a record: all that lies in one is one reader's. `told` says that it is what a platform tells of
    a work, and no work that a reader handed in; `ids` are what it knows the reader by, beside a
    name.
    """

    name: str
    id: str
    exercise: str
    code: str
    key: str
    fields: dict[str, Any]
    attempts: list[Attempt]
    owner: Owner | None = None
    record: str = ""
    told: bool = False
    ids: frozenset[str] = frozenset()


Remark = tuple[str, str, dict[str, object]]  # how far it was used, the words, what is filled in


def read_copies(
    name: str, data: bytes, limit: int, latest: datetime, course: str | None, note: Note
) -> list[Copy]:
    """Return the works that a file of at most `limit` bytes holds, and note what is amiss with it.

    Attempts after `latest` are counted as ahead of their time. None where there is no work.
    """
    try:
        if len(data) > limit:
            raise UnusableError("too_large", limit=megabytes(limit))
        copies, remarks = _read(name, data, latest, course)
    except UnusableError as error:
        note(name, "no", error.why, **error.values)
        return []
    for used, why, values in remarks:
        note(name, used, why, **values)
    return copies


def _read(
    name: str, data: bytes, latest: datetime, course: str | None
) -> tuple[list[Copy], list[Remark]]:
    """Return the works in a file, and remarks on them; raises UnusableError."""
    text, encoding = decode(data)
    found, named_twice = parse(text)
    remarks: list[Remark] = []
    if named_twice:
        remarks.append(("yes", "named_twice", {}))
    if encoding:
        remarks.append(("yes", "encoding", {"encoding": encoding}))
    if isinstance(found, dict) and found.get("format") == RECORD:
        copies, of_works = _read_record(name, found, latest, course)
    else:
        copy, of_works = _read_work(name, found, latest)
        copies = [copy]
    return copies, remarks + of_works


def _read_record(
    name: str, record: dict[str, Any], latest: datetime, course: str | None
) -> tuple[list[Copy], list[Remark]]:
    """Return the works of a record that can be used; raises UnusableError where it has none.

    What bears no code has that of the record, or the only one that lies in it.
    """
    given, version = record.get("works"), record.get("version")
    if type(version) is not int or version != RECORD_VERSION:
        shown = clean(str(version)) if isinstance(version, int | float | str) else ""
        raise UnusableError("version", version=shown or "?", known=RECORD_VERSION)
    if not isinstance(given, list):
        raise UnusableError("damaged")
    copies: list[Copy] = []
    remarks: list[Remark] = []
    unread = 0
    for work in given:
        try:
            copy, said = _read_work(name, work, latest)
        except UnusableError as error:
            unread += error.why != "no_answer"
        else:
            copies.append(copy)
            remarks += [each for each in said if each not in remarks]
    if not copies:
        raise (
            UnusableError("record_unread", total=len(given))
            if unread
            else UnusableError("no_answer")
        )
    if unread:
        remarks.append(("partly", "record_works", {"count": unread, "total": len(given)}))
    of = record.get("course")
    if course is not None and of != course:
        shown = clean(of) if isinstance(of, str) else "?"
        remarks.append(("yes", "record_course", {"course": shown}))
    codes = {copy.key: copy.code for copy in copies if copy.key}
    code, key = _code(record.get("reader"))
    if not key and len(codes) == 1:
        [(key, code)] = codes.items()
    for copy in copies:
        copy.record = name
        if not copy.key:
            copy.code, copy.key = code, key
    return copies, remarks


def _read_work(name: str, found: Any, latest: datetime) -> tuple[Copy, list[Remark]]:
    """Return a work, and remarks on it; raises UnusableError."""
    record = _checked(found)
    given = record["attempts"]
    attempts = [attempt for raw in given if (attempt := sound_attempt(raw)) is not None]
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


def sound_attempt(raw: Any) -> Attempt | None:
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
