"""All works of a course in one file, as the page "My course" saves it and a kernel reads it.

js/record.js reads the same, and docs/contracts.md says it in words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any, NotRequired

from typing_extensions import TypedDict

from .contract import Work, WorkError, parse, work_in

RECORD, VERSION = "whosegroup-record", 1
NAMED = re.compile(r"[a-z0-9-]{1,80}")  # how an exercise can be called


class Record(TypedDict):
    """One reader's works of a course."""

    format: str  # RECORD
    version: int  # VERSION
    course: str
    lang: str
    works: list[Work]  # of each exercise one or more
    reader: NotRequired[str]  # the code that the reader typed


class RecordError(ValueError):
    """A file that is no record of this course. `reason` is `damaged`, `version` or `course`."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)


def make_record(
    course: str, lang: str, works: Iterable[Mapping[str, Any]], reader: str | None = None
) -> dict[str, Any]:
    """Return the record that works make together."""
    return {
        "format": RECORD,
        "version": VERSION,
        "course": course,
        "lang": lang,
        **({"reader": reader} if reader else {}),
        "works": list(works),
    }


def read_record(text: str | bytes, course: str) -> tuple[list[dict[str, Any]], int]:
    """Return the works of a record that can be used, and how many cannot.

    Of a record that breaks off, complete works are used, and what comes after them counts as one.
    Raises RecordError for what is no record, a newer one, or one of another course.
    """
    try:
        return _works_in(text, course)
    except RecordError as error:
        if error.reason != "damaged":
            raise
    works, unread = _works_in(_until_cut(text), course)
    return works, unread + 1


def _until_cut(text: str | bytes) -> str:
    """Return a record up to its last complete work; nothing if there is none."""
    whole = text.decode("utf-8", "replace") if isinstance(text, bytes) else text
    depth = end = 0
    for sign in re.finditer(r'"[^"\\]*(?:\\.[^"\\]*)*(?:"|\\?\Z)|[\[{\]}]', whole, re.DOTALL):
        if sign[0] in "[{":
            depth += 1
        elif sign[0] in "]}":
            depth -= 1
            if depth == 2:
                end = sign.end()
    return f"{whole[:end]}]}}" if end else ""


def _works_in(text: str | bytes, course: str) -> tuple[list[dict[str, Any]], int]:
    """Return the works of a record that can be used, and how many cannot.

    Raises RecordError for what is no record, a newer one, or one of another course.
    """
    try:
        record = parse(text)
    except ValueError:
        raise RecordError("damaged") from None
    if not isinstance(record, dict) or record.get("format") != RECORD:
        raise RecordError("damaged")
    given, version = record.get("works"), record.get("version")
    if not isinstance(given, list):
        raise RecordError("damaged")
    if type(version) is not int or version != VERSION:
        raise RecordError("version")
    if record.get("course") != course:
        raise RecordError("course")
    works = []
    for work in given:
        exercise = work.get("exercise") if isinstance(work, dict) else None
        if isinstance(exercise, str) and NAMED.fullmatch(exercise):
            try:
                works.append(work_in(work, exercise))
            except WorkError:
                continue
    return works, len(given) - len(works)
