"""The class list: which name goes with which code, and what a gradebook knows each student by.

It comes from a learning platform or a spreadsheet, with a column of codes added: whatever stands in
it is text, and what it is called there is in the words for this report.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from ...bank.words import Words
from ...work.codes import same
from .model import PATH_LENGTH, HandedIn, clean
from .texts import UnusableError, decode, heads_of, table_rows

LARGEST = 5_000_000  # bytes; a class of ten thousand has about one million
IDS = {"id_number", "username", "email"}  # by which platforms know students
CODE, NAME, PARTS = "code", "name", ("last_name", "first_name")


class RosterError(ValueError):
    """The class list cannot be used; the message says why, and what to do."""


@dataclass(frozen=True)
class Student:
    """A row of the class list. `cells` are by the ids of columns; what is empty is left out."""

    code: str
    name: str
    cells: Mapping[str, str]


def read_roster(path: Path, words: Words) -> list[Student]:
    """Return the students of a class list, those without a code left out; raises RosterError.

    It may have a byte order mark, be in UTF-16 or Shift-JIS, and part its cells by commas,
    semicolons or tabs. Columns that nobody asks for are passed over.
    """

    def wrong(why: str, **values: object) -> RosterError:
        shown = clean(str(path), PATH_LENGTH)
        return RosterError(words.say(f"reporting.roster.{why}", file=shown, **values))

    try:
        text, _ = decode(_read(path))
        rows = table_rows(text)
    except (UnusableError, csv.Error):
        raise wrong("unread") from None
    named = words["reporting"]["roster"]["columns"]
    # A quotation mark that nobody closes takes what follows into its cell.
    if rows and "\n" in rows[-1][-1] and text.count('"') % 2:
        raise wrong("open_quote", line=len(rows))
    columns = heads_of(rows[0] if rows else [], named)
    if CODE not in columns:
        raise wrong("no_code", names=", ".join(named[CODE]))
    students: list[Student] = []
    lines: dict[str, int] = {}
    for line, row in enumerate(rows[1:], start=2):
        cells = {id: clean(row[at].strip()) for id, at in columns.items() if at < len(row)}
        cells = {id: cell for id, cell in cells.items() if cell}
        if any("\n" in row[at].strip() for at in columns.values() if at < len(row)):
            raise wrong("open_quote", line=line)
        code = same(cells.get(CODE, ""))
        if not code:
            continue
        if code in lines:
            raise wrong("twice", code=cells[CODE], line=line, other=lines[code])
        lines[code] = line
        parts = " ".join(cells[part] for part in PARTS if part in cells)
        students.append(Student(cells[CODE], cells.get(NAME, parts), cells))
    if not students:
        raise wrong("nobody")
    return students


def _read(path: Path) -> bytes:
    if path.stat().st_size > LARGEST:
        raise UnusableError("too_large")
    return path.read_bytes()


def students_of(works: Iterable[HandedIn], roster: Iterable[Student]) -> dict[str, Student]:
    """Return the student of each reader who stands in the class list.

    It is by the code that the reader typed; without one by the number or address by which a
    platform knows the reader, or by what the report calls the reader, which may be the code, or the
    name of one student alone.
    """
    roster = list(roster)
    by_code = {same(student.code): student for student in roster}
    by_name: dict[str, list[Student]] = defaultdict(list)
    by_id: dict[str, list[Student]] = defaultdict(list)
    for student in roster:
        by_name[same(student.name)].append(student)
        for id in IDS & student.cells.keys():
            by_id[student.cells[id].casefold()].append(student)
    found = {}
    for work in works:
        coded = by_code.get(same(work.code or work.reader))
        known = [student for id in work.ids for student in by_id.get(id.casefold(), ())]
        named = [] if work.code else known or by_name.get(same(work.reader), [])
        if coded or len({student.code for student in named}) == 1:
            found[work.reader] = coded or named[0]
    return found
