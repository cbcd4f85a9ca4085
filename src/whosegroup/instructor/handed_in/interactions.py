"""What a learning platform tells of a package: each first answer, in Moodle's report.

It is a table with a row for each attempt of a student. An answer says by itself what it is,
`CASE: ANSWER (EXERCISE)` or `CASE/PART: ANSWER (EXERCISE)`, as js/platform.js writes it, so it is
known in whatever column, and under a heading in whatever language. How sure somebody was, what was
tapped, when, and every later answer are not in it.
"""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from html import unescape
from typing import Any

from ...bank.words import Words
from ...work.contract import Attempt, merge
from .copies import Copy, sound_attempt
from .model import NAME_LENGTH, TABLE_FILES, UNTOLD, Note, clean, megabytes, suffix
from .owners import Owner, spelt
from .texts import UnusableError, decode, heads_of, table_rows

ANSWER = re.compile(
    r"(?P<unit>[^\s:/]+)(?:/(?P<part>[^\s:]+))?: (?P<answer>\S.*) \((?P<exercise>[a-z0-9-]{1,80})\)"
)
LONGEST = 255  # characters of an answer, by the standard
NUMBERED = re.compile(r".*?(\d{1,6})")
NUMBER = re.compile(r"\d{1,6}")
PERSON = ("id_number", "username", "email")  # what tells namesakes apart


@dataclass
class _Student:
    """A student, and what the report tells of each attempt by its number."""

    name: str
    ids: frozenset[str] = frozenset()
    number: str = ""
    rows: dict[int, list[re.Match[str]]] = field(default_factory=dict)


def read_interactions(
    name: str, data: bytes, limit: int, words: Words, note: Note
) -> list[Copy] | None:
    """Return what a platform's report tells, as works, and note what is amiss with it.

    None where the file is no table.
    """
    if suffix(name) not in TABLE_FILES:
        return None
    try:
        text, encoding = decode(data[: limit + 1])
    except UnusableError:
        return None
    if text.lstrip().startswith("{") or not _is_table(name, text):
        return None
    if len(data) > limit:
        note(name, "no", "interactions_large", limit=megabytes(limit))
        return []
    try:
        rows = table_rows(text)
    except csv.Error:
        note(name, "no", "interactions_damaged")
        return []
    if encoding and encoding != "UTF-8-BOM":  # with which platforms and spreadsheets write them
        note(name, "yes", "encoding", encoding=encoding)
    return _Report(name, rows, _is_cut(text, rows), words, note).copies()


def _is_table(name: str, text: str) -> bool:
    first = next((line for line in text.splitlines() if line.strip()), "")
    return suffix(name) != ".txt" or "\t" in first


def _is_cut(text: str, rows: Sequence[Sequence[str]]) -> bool:
    """Tell whether a table ends within a row: a platform ends each row, and fills it."""
    is_ended = text.endswith(("\n", "\r"))
    return len(rows) > 1 and not is_ended and bool(rows[-1][-1].strip())


def _told(cell: str) -> re.Match[str] | None:
    return ANSWER.fullmatch(unescape(cell.strip())) if len(cell) <= 2 * LONGEST else None


class _Report:
    """A platform's report, read column by column; `note` is told what is amiss."""

    def __init__(
        self, name: str, rows: list[list[str]], is_cut: bool, words: Words, note: Note
    ) -> None:
        self.name, self.note, self.is_cut = name, note, is_cut
        self.heads, self.rows = rows[0] if rows else [], rows[1:]
        if is_cut:
            self.rows[-1] = self.rows[-1][:-1]  # half an answer may look like a whole one
        known = words["reporting"]["interactions"]["columns"]
        self.columns = heads_of(self.heads, known)
        self.answers = self._answers()

    def copies(self) -> list[Copy]:
        """Return the works of all students, and note how much they hold."""
        if not self.answers:
            self.note(self.name, "no", "interactions_none")
            return []
        copies = [copy for student in self._students() for copy in self._works(student)]
        if "name" not in self.columns:
            head = clean(self.heads[0]) if self.heads else ""
            self.note(self.name, "yes", "interactions_name", head=head)
        if self.is_cut:
            self.note(self.name, "partly", "interactions_cut", line=len(self.rows) + 1)
        if unread := self._unread():
            self.note(self.name, "partly", "interactions_unread", count=unread)
        people = {copy.owner for copy in copies}
        self.note(self.name, "yes", "interactions_used", count=len(people))
        return copies

    def _answers(self) -> list[int]:
        """Return in which columns answers stand, in the order in which they were given."""
        width = max(map(len, self.rows), default=0)
        found = [at for at in range(width) if any(_told(r[at]) for r in self.rows if at < len(r))]
        heads = [NUMBERED.fullmatch(self.heads[at].strip()) for at in found if at < len(self.heads)]
        numbers = [int(head[1]) for head in heads if head]
        if len(set(numbers)) < len(found):
            return found  # not all are numbered
        return [at for _, at in sorted(zip(numbers, found, strict=True))]

    def _unread(self) -> int:
        """Return how many cells hold something where answers stand, and are none of this book."""
        cells = (row[at] for row in self.rows for at in self.answers if at < len(row))
        return sum(bool(unescape(cell).strip()) and not _told(cell) for cell in cells)

    def _cell(self, row: Sequence[str], id: str) -> str:
        at = self.columns.get(id, 0 if id == "name" else len(row))
        return row[at].strip() if at < len(row) else ""

    def _students(self) -> list[_Student]:
        """Return the students; who has one name and the same attempt twice are two people."""
        named: dict[str, dict[str, list[_Student]]] = defaultdict(lambda: defaultdict(list))
        for row in self.rows:
            told = [match for at in self.answers if at < len(row) and (match := _told(row[at]))]
            if not told:
                continue
            name = spelt(self._cell(row, "name"))
            ids = [cell for known in PERSON if (cell := self._cell(row, known))]
            id = next(iter(ids), "")
            number = self._cell(row, "attempt")
            same = named[name][id]
            if NUMBER.fullmatch(number):
                attempt = int(number)
                student = next((one for one in same if attempt not in one.rows), None)
            else:  # rows without a number are one student's, in the order in which they stand
                student = same[0] if same else None
                attempt = len(student.rows) if student else 0
            if student is None:
                student = _Student(name, frozenset(ids))
                same.append(student)
            student.rows[attempt] = told
        for by_id in named.values():
            if sum(map(len, by_id.values())) > 1:
                _number(by_id)
        return [one for by_id in named.values() for some in by_id.values() for one in some]

    def _works(self, student: _Student) -> list[Copy]:
        """Return a work for each exercise that a student answered.

        All that was told of one attempt stands at one moment, for answers that belong together
        must; a turn that follows within a situation is the next one.
        """
        works: dict[str, dict[tuple[str, str, str], Attempt]] = defaultdict(dict)
        for number, told in sorted(student.rows.items()):
            for match in told:
                exercise, unit, part = match["exercise"], match["unit"], match["part"]
                known = works[exercise]
                again = 0
                while (at := f"{number:06}.{again:03}", unit, part or "") in known:
                    again += 1
                raw: dict[str, Any] = {"at": at, "run": 1, "vignette": unit, "payload": UNTOLD}
                raw |= {"part": part} if part else {}
                answer = match["answer"]
                raw["answer"] = answer.split() if " " in answer else answer
                attempt = sound_attempt(raw)
                if attempt:
                    known[at, unit, part or ""] = attempt
        owner = Owner(student.name, student.number, self.name, frozenset(works))
        of = f"{student.name} {student.number}".strip()
        return [
            Copy(
                name=self.name,
                id=f"told of {of}" if student.name else f"told in {self.name}",
                exercise=exercise,
                code="",
                key="",
                fields={},
                attempts=merge(attempts.values(), []),
                owner=owner if student.name else None,
                told=True,
                ids=student.ids,
            )
            for exercise, attempts in works.items()
            if attempts
        ]


def _number(by_id: Mapping[str, Collection[_Student]]) -> None:
    """Give namesakes what tells them apart: what the platform knows, or a number."""
    place = 0
    for id, some in by_id.items():
        for student in some:
            place += 1
            is_own = id and len(some) == 1
            student.number = clean(id, NAME_LENGTH // 2) if is_own else str(place)
