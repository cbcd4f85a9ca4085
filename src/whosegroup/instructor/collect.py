"""Read what a class handed in, from a folder or from the zip of a learning platform.

Readers' files are not to be trusted: nothing in them is followed, unpacked to disk, executed or
changed, and nothing is read without a bound. Whatever cannot be used becomes a FileProblem beside
the works that can. The files are found in `places` and `zips`, and read in `copies`; here the
copies of a work are joined, and each work gets its reader's name.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta, timezone
from itertools import chain, count
from operator import attrgetter
from pathlib import Path

from ..bank import Words
from ..work import FORMAT, VERSION, merge
from .copies import Copy, read_copy
from .handed_in import (
    NAME_LENGTH,
    PATH_LENGTH,
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
)
from .places import Places

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
) -> Collected:
    """Read all work files in a folder (any depth) or zip, and say what was amiss with the others.

    Folders in `leave_out` are not looked into. `progress` wraps the list of files while they are
    read. Raises CollectError where `place` is neither a folder nor a zip.
    """
    notes = Notes(words)
    latest = now.astimezone(timezone.utc) + timedelta(days=1)
    read = (
        read_copy(name, data, limits.file, latest, notes.note)
        for name, data in _contents(place, Places(limits, notes), leave_out, progress or iter)
    )
    copies = [copy for copy in read if copy]
    works = _name_readers(_join(copies, notes.note), notes.note)
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
    say = places.notes.words.say
    what = say("handed_in.no_place.what", place=clean(str(place), PATH_LENGTH))
    raise CollectError(f"{what} {say('handed_in.no_place.remedy')}")


def _join(copies: Iterable[Copy], note: Note) -> list[list[Copy]]:
    """Return the copies of each reader's work, by file name, and say where there are several.

    One work that two readers handed in is kept apart: a copy must not change what the other gave.
    """
    works: dict[tuple[str, str], list[list[Copy]]] = {}
    for copy in sorted(copies, key=attrgetter("name")):
        groups = works.setdefault((copy.exercise, copy.id), [])
        group = next((group for group in groups if _is_of_one(copy, group)), None)
        if group is None:
            groups.append([copy])
        else:
            group.append(copy)
            other = clean(group[0].name, PATH_LENGTH)
            note(copy.name, "yes", "handed_in_twice", exercise=copy.exercise, other=other)
    for groups in works.values():
        for group in groups if len(groups) > 1 else ():
            others = [clean(g[0].name, PATH_LENGTH) for g in groups if g is not group]
            for copy in group:
                values = {"exercise": copy.exercise, "other": ", ".join(others)}
                note(copy.name, "yes", "two_readers", **values)
    return [group for groups in works.values() for group in groups]


def _is_of_one(copy: Copy, group: Iterable[Copy]) -> bool:
    """Tell whether a copy and others of the same work may be one reader's, as far as is known.

    The platform knows who handed a file in; where it does not say, the code does.
    """
    return all(
        copy.owner == other.owner
        if copy.owner and other.owner
        else copy.code == other.code or None in (copy.code, other.code)
        for other in group
    )


def _most(copies: Iterable[Copy]) -> Copy | None:
    """Return the copy with the most attempts of those that bear a code, the first by name."""
    with_code = (copy for copy in copies if copy.code)
    return max(with_code, key=lambda copy: len(copy.attempts), default=None)


def _name_readers(works: list[list[Copy]], note: Note) -> list[HandedIn]:
    """Return the works with their readers' names, which differ within an exercise."""
    named: dict[tuple[str, str], list[list[Copy]]] = {}
    for copies in works:
        named.setdefault((copies[0].exercise, _reader(copies)), []).append(copies)
    taken = set(named)
    done = []
    for (exercise, name), same in named.items():
        numbers = count(2)
        for copies in same:
            reader = name if copies is same[0] else _free(exercise, name, numbers, taken)
            done.append(_hand_in(reader, copies))
            for copy in copies if len(same) > 1 else ():
                values = {"works": len(same), "exercise": exercise, "name": name, "reader": reader}
                note(copy.name, "yes", "same_name", **values)
    return done


def _reader(copies: list[Copy]) -> str:
    most = _most(copies)
    owner = next((copy.owner for copy in copies if copy.owner), None)
    return (most and most.code) or owner or f"work {clean(copies[0].id)[:8]}"


def _free(exercise: str, name: str, numbers: Iterator[int], taken: set[tuple[str, str]]) -> str:
    """Return the name with the next number in brackets that nobody has in this exercise."""
    named = (clean(name, NAME_LENGTH - len(f" ({n})")) + f" ({n})" for n in numbers)
    free = next(reader for reader in named if (exercise, reader) not in taken)
    taken.add((exercise, free))
    return free


def _hand_in(reader: str, copies: list[Copy]) -> HandedIn:
    first, most = copies[0], _most(copies)
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
    files = tuple(clean(copy.name, PATH_LENGTH) for copy in copies)
    return HandedIn(reader, most.code if most else None, first.exercise, files, work)
