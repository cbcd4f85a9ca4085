"""What one file holds: the copy of a work, as far as it is sound.

The text is decoded, its JSON parsed, and of its fields and attempts only those are kept that are
known, of their kind and of sensible size. Whether an exercise or a case exists is judged elsewhere.
"""

from __future__ import annotations

import codecs
import json
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timezone
from itertools import pairwise
from sys import intern
from typing import Any

from ..work import FORMAT, VERSION, Attempt, is_attempt, key, merge
from .handed_in import NAME_LENGTH, Note, clean, megabytes

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
# How Moodle names the folder of one person's files, or the files themselves.
MOODLE = re.compile(r"(.+?)_\d+_assignsubmission_(?:file|onlinetext)(?:_|$)", re.DOTALL)
ENCODINGS = {"utf-8-sig": "UTF-8-BOM", "utf-16": "UTF-16", "cp932": "Shift-JIS"}


@dataclass
class Copy:
    """A work as one file holds it. `owner` is who handed it in, where the platform says so."""

    name: str
    id: str
    exercise: str
    code: str | None
    owner: str | None
    fields: dict[str, Any]
    attempts: list[Attempt]


class _UnusableError(Exception):
    """A file's content is of no use; `why` is the id of the words for it."""

    def __init__(self, why: str, **values: object) -> None:
        self.why, self.values = why, values


def read_copy(name: str, data: bytes, limit: int, latest: datetime, note: Note) -> Copy | None:
    """Return the work that a file of at most `limit` bytes holds, and note what is amiss with it.

    Attempts after `latest` are counted as ahead of their time. None where there is no work.
    """
    try:
        if len(data) > limit:
            raise _UnusableError("too_large", limit=megabytes(limit))
        copy, remarks = _read(name, data, latest)
    except _UnusableError as error:
        note(name, "no", error.why, **error.values)
        return None
    for used, why, values in remarks:
        note(name, used, why, **values)
    return copy


def _read(
    name: str, data: bytes, latest: datetime
) -> tuple[Copy, list[tuple[str, str, dict[str, object]]]]:
    """Return the work in a file, and remarks on it; raises _UnusableError.

    A remark is how far the file was used, the id of the words, and what is filled in.
    """
    text, encoding = _decode(data)
    record, named_twice = _parse(text)
    _check(record)
    given = record["attempts"]
    attempts = [attempt for raw in given if (attempt := _attempt(raw)) is not None]
    bad = {"count": len(given) - len(attempts), "total": len(given)}
    if not attempts:
        raise _UnusableError("bad_attempts", **bad) if given else _UnusableError("no_answer")
    once = _in_order(attempts)
    ahead, untimed = _count_times(once, latest)
    code = record.get("reader")
    remarks: list[tuple[str, str, dict[str, object], Any]] = [
        ("partly", "bad_attempts", bad, bad["count"]),
        ("yes", "repeated", {"count": len(attempts) - len(once)}, len(once) < len(attempts)),
        ("yes", "named_twice", {}, named_twice),
        ("yes", "encoding", {"encoding": encoding}, encoding),
        ("yes", "ahead", {"count": ahead, "total": len(once)}, ahead),
        ("yes", "untimed", {"count": untimed, "total": len(once)}, untimed),
        ("yes", "code_cut", {"limit": NAME_LENGTH}, _is_long(code)),
    ]
    fields = {
        field: record[field]
        for field, kinds in WORK_FIELDS.items()
        if _is_sound(record.get(field), kinds)
    }
    copy = Copy(
        name, record["work"], intern(record["exercise"]), _name(code), _owner(name), fields, once
    )
    return copy, [(used, why, values) for used, why, values, holds in remarks if holds]


def _decode(data: bytes) -> tuple[str, str | None]:
    """Return a file's text, and its encoding where it is not plain UTF-8."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encodings = ["utf-16"]
    elif data.startswith(codecs.BOM_UTF8):
        encodings = ["utf-8-sig"]
    else:
        encodings = ["utf-8", "cp932"]
    for encoding in encodings:
        try:
            return data.decode(encoding), ENCODINGS.get(encoding)
        except UnicodeDecodeError:
            pass
    raise _UnusableError("not_text")


def _parse(text: str) -> tuple[Any, bool]:
    """Return what JSON text holds, and whether a field stands twice in one table of it."""
    named_twice = False

    def table(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        nonlocal named_twice
        made = dict(pairs)
        named_twice = named_twice or len(made) < len(pairs)
        return made

    try:
        return json.loads(text, object_pairs_hook=table, parse_constant=_refuse), named_twice
    except RecursionError:
        raise _UnusableError("too_deep") from None
    except ValueError as error:
        shown = text.strip()
        at_end = getattr(error, "pos", 0) >= len(text.rstrip())
        is_cut = shown.startswith("{") and (at_end or not shown.endswith("}"))
        why = "cut" if is_cut else "not_json" if shown else "empty"
        raise _UnusableError(why) from None


def _refuse(constant: str) -> None:
    raise ValueError(constant)  # NaN and Infinity, which are not JSON


def _check(record: Any) -> None:
    """Raise _UnusableError unless a table is a work, as far as its own fields go."""
    if not isinstance(record, dict) or record.get("format") != FORMAT:
        raise _UnusableError("not_work")
    version = record.get("version")
    if type(version) is not int or version != VERSION:
        shown = clean(str(version)) if isinstance(version, int | float | str) else ""
        raise _UnusableError("version", version=shown or "?", known=VERSION)
    named = isinstance(record.get("work"), str) and record["work"].strip()
    if not named or not isinstance(record.get("attempts"), list):
        raise _UnusableError("damaged")
    exercise = record.get("exercise")
    if not isinstance(exercise, str) or not EXERCISE.fullmatch(exercise):
        raise _UnusableError("no_exercise")


def _attempt(raw: Any) -> Attempt | None:
    """Return an attempt with the fields that are known; None for what is no sound attempt."""
    if type(raw) is not dict:
        return None
    kept = {}
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
    keys = [key(attempt) for attempt in attempts]
    in_order = all(first < second for first, second in pairwise(keys))
    return attempts if in_order else merge(attempts, [])


def _count_times(attempts: Iterable[Attempt], latest: datetime) -> tuple[int, int]:
    """Return how many attempts lie after `latest`, and of how many the time cannot be read."""
    ahead = untimed = 0
    for attempt in attempts:
        try:
            at = datetime.fromisoformat(attempt["at"].replace("Z", "+00:00"))
            ahead += (at if at.tzinfo else at.replace(tzinfo=timezone.utc)) > latest
        except (ValueError, OverflowError):
            untimed += 1
    return ahead, untimed


def _is_long(code: object) -> bool:
    return isinstance(code, str) and len(code.strip()) > NAME_LENGTH


def _owner(name: str) -> str | None:
    """Return whose folder of Moodle's a file lies in; the outermost, which no reader can name."""
    found = (MOODLE.match(part) for part in name.split("/"))
    return next((_name(match[1]) for match in found if match), None)


def _name(text: object) -> str | None:
    """Return a reader's code or name in one spelling, however it was typed; None for none.

    Characters of full width and decomposed accents (NFKC) become the usual ones.
    """
    if not isinstance(text, str):
        return None
    # Cut first: the time that this takes can grow with the square of the length.
    usual = unicodedata.normalize("NFKC", text.strip()[: 4 * NAME_LENGTH])
    return clean(usual.strip()) or None
