"""Whose works are one reader's, and what the report calls each reader.

A code is what a reader typed, a platform knows who handed a file in, and folders are called after
somebody. One reader has one name in all exercises, and no two have the same.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, combinations, count
from typing import NamedTuple

from ...bank.words import Words
from ...work.codes import near, same
from .copies import Copy
from .model import NAME_LENGTH, FileProblem, HandedIn, Note, Notes, clean
from .owners import Owner, differ

Work = Sequence[Copy]  # the copies of one work, by file name
Person = tuple[str, str]  # a name, and a number where namesakes have one


class Reader(NamedTuple):
    """What all works of one reader have in common: a code, a person, or no more than a record.

    A work that lies in none is known by itself, and those that lie in one by the first of them.

    A code has a person beside it only where several people typed it.
    """

    code: str = ""
    person: Person | None = None
    work: str = ""


def may_be_one(one: Copy, other: Copy) -> bool:
    """Tell whether two copies of the same work may be one reader's, as far as is known.

    A platform knows who handed a file in; where none says so the code does, and else the folder.
    """
    owners = one.owner and other.owner and (one.owner, other.owner)
    if owners and all(owner.sure for owner in owners):
        return not differ(*owners)
    if one.key and other.key:
        return one.key == other.key
    return not owners or not differ(*owners)


def with_code(work: Work) -> Copy | None:
    """Return the copy with the most attempts of those that bear a code, the first by name."""
    coded = (copy for copy in work if copy.key)
    return max(coded, key=lambda copy: len(copy.attempts), default=None)


def name_readers(works: Sequence[Work], note: Note) -> list[str]:
    """Return for each work what its reader is called, and note what cannot be told.

    Of several works of one reader at one exercise each gets a name of its own.
    """
    readers = readers_of(works)
    plain = {reader: _called(reader, of) for reader, of in _by_reader(works, readers).items()}
    names = _Names(plain.values())
    own = {reader: names.give(name) for reader, name in plain.items()}
    done: set[tuple[Reader, str]] = set()
    called = []
    for work, reader in zip(works, readers, strict=True):
        is_first = (reader, work[0].exercise) not in done
        done.add((reader, work[0].exercise))
        called.append(own[reader] if is_first else names.number(plain[reader]))
    _note_doubts(works, readers, [plain[reader] for reader in readers], called, note)
    return called


def readers_of(works: Sequence[Work]) -> list[Reader]:
    """Return for each work whose it is.

    One code is one reader's, unless a platform knows that several people typed it. A work without
    a code goes to the only code of whoever handed it in.
    """
    shared = _shared_codes(works)
    coded: list[Reader | None] = []
    codes: dict[Person, set[Reader]] = defaultdict(set)
    for work in works:
        copy, owner = with_code(work), _owner(work)
        reader: Reader | None = None
        if copy:
            is_shared = copy.key in shared
            reader = Reader(copy.key, owner.person if owner and owner.sure and is_shared else None)
            if owner:
                codes[owner.person].add(reader)
        coded.append(reader)
    together = _together(works)
    return [
        reader or _without_code(work, codes, together)
        for reader, work in zip(coded, works, strict=True)
    ]


def _together(works: Sequence[Work]) -> dict[str, str]:
    """Return for each work without a code by which work all are known that lie in its records.

    What lies in one record is one reader's, and so is what lies in another one with any of it.
    """
    known: dict[str, str] = {}  # by the name of a record or a work, the next one of the same reader

    def first(name: str) -> str:
        while known.setdefault(name, name) != name:
            name = known[name]
        return name

    nameless = [work for work in works if not with_code(work)]
    for work in nameless:
        for copy in work:
            if copy.record:
                known[first(f"record {copy.record}")] = first(f"work {copy.id}")
    least: dict[str, str] = {}
    for work in nameless:
        root = first(f"work {work[0].id}")
        least[root] = min(least.get(root, work[0].id), work[0].id)
    return {work[0].id: least[first(f"work {work[0].id}")] for work in nameless}


def _shared_codes(works: Iterable[Work]) -> set[str]:
    """Return the codes that several people typed, as a platform knows."""
    owners: dict[str, set[Owner]] = defaultdict(set)
    for work in works:
        copy, owner = with_code(work), _owner(work)
        if copy and owner and owner.sure:
            owners[copy.key].add(owner)
    return {
        key for key, some in owners.items() if any(differ(*two) for two in combinations(some, 2))
    }


def _without_code(
    work: Work, codes: Mapping[Person, set[Reader]], together: Mapping[str, str]
) -> Reader:
    owner = _owner(work)
    if not owner:
        return Reader(work=together[work[0].id])
    known = codes.get(owner.person, set())
    return next(iter(known)) if len(known) == 1 else Reader(person=owner.person)


def _owner(work: Work) -> Owner | None:
    """Return who handed a work in; what a platform says goes before what a folder is called."""
    owners = [copy.owner for copy in work if copy.owner]
    return next((owner for owner in owners if owner.sure), owners[0] if owners else None)


def _by_reader(works: Iterable[Work], readers: Iterable[Reader]) -> dict[Reader, list[Work]]:
    found: dict[Reader, list[Work]] = defaultdict(list)
    for work, reader in zip(works, readers, strict=True):
        found[reader].append(work)
    return found


def _called(reader: Reader, works: Sequence[Work]) -> str:
    """Return what a reader would be called if nobody else were: the code as first typed."""
    owner = _owner(works[0])
    if reader.code:
        copies = [copy for copy in chain.from_iterable(works) if copy.key == reader.code]
        first = min(copies, key=lambda copy: (copy.attempts[0]["at"], copy.name))
        return clean(f"{first.code} ({owner.shown})") if owner and reader.person else first.code
    return owner.shown if owner else f"work {clean(reader.work)[:8]}"


class _Names:
    """Names of which no two are the same; `wanted` are those that readers have by themselves."""

    def __init__(self, wanted: Iterable[str]) -> None:
        self.taken, self.given = set(wanted), set[str]()
        self.numbers: dict[str, Iterator[int]] = defaultdict(lambda: count(2))

    def give(self, name: str) -> str:
        """Return the name itself to the first who wants it."""
        if name in self.given:
            return self.number(name)
        self.given.add(name)
        return name

    def number(self, name: str) -> str:
        """Return the name with the next number in brackets that nobody has."""
        numbers = self.numbers[name]
        numbered = (clean(name, NAME_LENGTH - len(f" ({n})")) + f" ({n})" for n in numbers)
        free = next(reader for reader in numbered if reader not in self.taken)
        self.taken.add(free)
        return free


# ------------------------------------------------------------------ what cannot be told


def _note_doubts(
    works: Sequence[Work],
    readers: Sequence[Reader],
    plain: Sequence[str],
    called: Sequence[str],
    note: Note,
) -> None:
    alike: dict[tuple[str, str], list[int]] = defaultdict(list)
    for index, work in enumerate(works):
        alike[work[0].exercise, plain[index]].append(index)
    for (exercise, name), some in alike.items():
        for index in some if len(some) > 1 else ():
            values = {"works": len(some), "exercise": exercise, "name": name}
            for copy in works[index]:
                note(copy.name, "yes", "same_name", reader=called[index], **values)
    named = dict(zip(reversed(readers), reversed(called), strict=True))
    for reader, of in _by_reader(works, readers).items():
        copy, name = of[0][0], named[reader]
        if reader.work:
            note(copy.name, "yes", "nameless", reader=name)
        elif reader.code and reader.person:
            code = next(coded.code for work in of if (coded := with_code(work)))
            note(copy.name, "yes", "shared_code", code=code, reader=name)


def near_codes(works: Iterable[HandedIn], words: Words) -> list[FileProblem]:
    """Return a remark on each code that may be a slip for another one of these works."""
    groups: dict[str, dict[str, HandedIn]] = defaultdict(dict)
    for work in works:
        if work.code and work.files:
            groups[near(work.code)].setdefault(same(work.code), work)
    notes = Notes(words)
    for first, *others in (group.values() for group in groups.values()):
        for other in others:
            values = {"code": other.code, "other": first.code, "file": first.files[0]}
            notes.note(other.files[0], "yes", "near_code", **values)
    return notes.problems
