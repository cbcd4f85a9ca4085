"""Read what a class handed in, from a folder or from the zip of a learning platform.

Readers' files are not to be trusted: nothing in them is followed, unpacked to disk, executed or
changed, and nothing is read without a bound. Whatever cannot be used becomes a FileProblem beside
the works that can. The files are found in `places` and `zips`, and read in `copies`; `platforms`
and `hints` say who handed each in, and `readers` whose it is; `interactions` reads what a platform
tells of a package. Here the copies of a work are joined.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from itertools import chain
from operator import attrgetter
from pathlib import Path

from ...bank.words import Words
from ...work.contract import FORMAT, VERSION, merge
from .copies import Copy, read_copies
from .hints import hinted
from .interactions import read_interactions
from .model import (
    PATH_LENGTH,
    TABLE_FILES,
    USUAL_LIMITS,
    Collected,
    CollectError,
    FileProblem,
    HandedIn,
    Limits,
    Note,
    Notes,
    Progress,
    clean,
    suffix,
)
from .places import Places
from .platforms import is_page, owners_of
from .readers import may_be_one, name_readers, readers_of, with_code
from .texts import pasted

__all__ = [
    "CollectError",
    "Collected",
    "FileProblem",
    "HandedIn",
    "Limits",
    "clean",
    "collect",
]


def collect(
    place: Path,
    words: Words,
    *,
    now: datetime,
    leave_out: Iterable[Path] = (),
    progress: Progress | None = None,
    limits: Limits = USUAL_LIMITS,
    course: str | None = None,
) -> Collected:
    """Read all work files in a folder (any depth) or zip, and say what was amiss with the others.

    A platform's report on a package may be among them, or be the place itself.

    Folders in `leave_out` are not looked into. `progress` wraps the list of files while they are
    read. A record of another `course` is remarked on. Raises CollectError where `place` is none of
    these.
    """
    notes = Notes(words)
    latest = now.astimezone(UTC) + timedelta(days=1)
    copies: list[Copy] = []
    for name, data in _contents(place, Places(limits, notes), leave_out, progress or iter):
        work = pasted(name, data) if is_page(name) else data
        if work is None:
            notes.files -= 1  # the platform wrote it, and no reader anything into it
        elif (told := read_interactions(name, work, limits.file, words, notes.note)) is not None:
            copies += told
        else:
            copies += read_copies(name, work, limits.file, latest, course, notes.note)
    _own([copy for copy in copies if not copy.told])
    joined = _left_untold(_join(copies, notes.note))
    named = zip(name_readers(joined, notes.note), joined, strict=True)
    works = [_hand_in(reader, work) for reader, work in named]
    works.sort(key=attrgetter("exercise", "reader"))
    return Collected(tuple(works), tuple(sorted(notes.problems)), notes.files)


def _contents(
    place: Path, places: Places, leave_out: Iterable[Path], progress: Progress
) -> Iterator[tuple[str, bytes]]:
    """Return name and content of each file of a class."""
    if place.is_dir():
        return places.in_folder(place, leave_out, progress)
    if place.is_file() and (place.suffix.lower() == ".zip" or zipfile.is_zipfile(place)):
        return places.in_zip(place, progress)
    if place.is_file() and suffix(place.name) in TABLE_FILES:
        return places.alone(place)
    say = places.notes.words.say
    what = say("handed_in.no_place.what", place=clean(str(place), PATH_LENGTH))
    raise CollectError(f"{what} {say('handed_in.no_place.remedy')}")


def _own(copies: Sequence[Copy]) -> None:
    """Put down whose each copy is, as far as the names of files tell."""
    owners = owners_of(copies)
    owners |= hinted(copy for copy in copies if copy.name not in owners)
    for copy in copies:
        copy.owner = owners.get(copy.name)


def _join(copies: Iterable[Copy], note: Note) -> list[list[Copy]]:
    """Return the copies of each reader's work, by file name, and say where there are several.

    One work that two readers handed in is kept apart: a copy must not change what the other gave.
    """
    works: dict[tuple[str, str], list[list[Copy]]] = {}
    for copy in sorted(copies, key=attrgetter("name")):
        groups = works.setdefault((copy.exercise, copy.id), [])
        group = next(
            (group for group in groups if all(may_be_one(copy, other) for other in group)), None
        )
        if group is None:
            groups.append([copy])
        else:
            group.append(copy)
            if copy.name == group[0].name:
                continue  # a record holds what was set aside, too
            other = clean(group[0].name, PATH_LENGTH)
            note(copy.name, "yes", "handed_in_twice", exercise=copy.exercise, other=other)
    for groups in works.values():
        for group in groups if len(groups) > 1 else ():
            others = [clean(g[0].name, PATH_LENGTH) for g in groups if g is not group]
            for copy in group:
                values = {"exercise": copy.exercise, "other": ", ".join(others)}
                note(copy.name, "yes", "two_readers", **values)
    return [group for groups in works.values() for group in groups]


def _left_untold(works: list[list[Copy]]) -> list[list[Copy]]:
    """Leave out what a platform tells of a work that its reader handed in, which holds more."""
    if not any(work[0].told for work in works):
        return works
    whose = [
        (reader, work[0].exercise) for reader, work in zip(readers_of(works), works, strict=True)
    ]
    handed_in = {who for who, work in zip(whose, works, strict=True) if not work[0].told}
    return [
        work
        for who, work in zip(whose, works, strict=True)
        if not work[0].told or who not in handed_in
    ]


def _hand_in(reader: str, copies: Sequence[Copy]) -> HandedIn:
    first, most = copies[0], with_code(copies)
    attempts = first.attempts
    if len(copies) > 1:  # where two hold the same attempt, the first file's stands
        attempts = merge(chain.from_iterable(copy.attempts for copy in reversed(copies)), [])
    work = {
        "format": FORMAT,
        "version": VERSION,
        "work": clean(first.id),
        "exercise": first.exercise,
        **(most or first).fields,
        **({"reader": most.code} if most else {}),
        "attempts": attempts,
    }
    files = tuple(dict.fromkeys(clean(copy.name, PATH_LENGTH) for copy in copies))
    ids = frozenset(chain.from_iterable(copy.ids for copy in copies))
    return HandedIn(reader, most.code if most else None, first.exercise, files, work, ids)
