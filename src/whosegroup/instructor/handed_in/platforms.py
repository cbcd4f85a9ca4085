"""Who handed a file in, as learning platforms say it in the names of files and folders.

- Moodle: a folder `NAME_NUMBER_assignsubmission_file_` (in some versions without the underscore at
  the end), or that before the file's own name; `Participant_NUMBER_...` where marking is blind. The
  number is of one assignment: in the next one the same reader has another.
- Canvas: `NAME_NUMBER_NUMBER_FILE`, with `LATE` after the name, or `anon_LETTERS_NUMBER_FILE`.
- Blackboard: `ASSIGNMENT_USER_attempt_DATE_FILE`, and a receipt without `_FILE` for each.

What readers typed into a field of the platform lies beside their files as a page of its own.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from itertools import chain, takewhile
from typing import TYPE_CHECKING

from .model import TABLE_FILES, WORK_FILES, suffix
from .owners import Owner, spelt

if TYPE_CHECKING:
    from .copies import Copy

MOODLE = re.compile(
    r"(?P<name>.+?)_(?P<number>\d+)_assignsubmission_(?:file|onlinetext)(?:_|$)", re.DOTALL
)
MOODLE_PAGE = re.compile(r".+_assignsubmission_onlinetext(?:_|$)", re.DOTALL)
CANVAS = re.compile(r"(?P<name>\w+?)_(?:LATE_)?(?P<number>\d+)_(?:\d+_.+|(?:text|link)\.html)")
CANVAS_BLIND = re.compile(
    r"(?:LATE_)?(?P<name>anon)_(?P<number>\w+?)_(?:\d+_.+|(?:text|link)\.html)"
)
BLACKBOARD = re.compile(r"(?P<name>.+)_attempt_\d{4}(?:-\d\d){5}(?:_.+|\.txt)", re.DOTALL)
PAGES = re.compile(r".+_(?:text|link)\.html|.+_attempt_\d{4}(?:-\d\d){5}\.txt", re.DOTALL)
# What platforms write in place of every name where marking is blind.
BLIND = {
    "anon",
    "participant",
    "参加者",
    "参与者",
    "참가자",
    "teilnehmer",
    "teilnehmerin",
    "participante",
}


def owners_of(copies: Iterable[Copy]) -> dict[str, Owner]:
    """Return by their files' names who handed copies in, where a platform says so."""
    found = {copy: owner for copy in copies if (owner := _claimed(copy.name))}
    held: dict[tuple[str, ...], set[str]] = defaultdict(set)
    places: dict[str, dict[str, dict[str, list[Copy]]]] = {}
    heads: dict[str, set[str]] = defaultdict(set)
    for copy, owner in found.items():
        held[(owner.place, *owner.person)].add(copy.exercise)
        names = places.setdefault(owner.place, {})
        names.setdefault(owner.name, {}).setdefault(owner.number, []).append(copy)
        if not owner.number:
            heads[owner.place].add(owner.name)
    shared = set(chain.from_iterable(map(_namesakes, places.values())))
    users = {place: _users(some) for place, some in heads.items()}
    named = {}
    for copy, owner in found.items():
        is_numbered = owner.blind or owner.name in shared
        named[copy.name] = replace(
            owner,
            name=owner.name if owner.number else spelt(users[owner.place][owner.name]),
            number=owner.number if is_numbered else "",
            held=frozenset(held[(owner.place, *owner.person)]),
        )
    return named


def _namesakes(names: Mapping[str, Mapping[str, list[Copy]]]) -> set[str]:
    """Return which names of one place several people have, by the copies of each name and number.

    Where most names have several numbers, and never at one exercise, the files of several
    assignments were put together. The same work under two numbers is no sign either.
    """
    several = {
        name
        for name, numbers in names.items()
        if len(numbers) > 1 and len({copy.id for copies in numbers.values() for copy in copies}) > 1
    }
    again = {name for name in several if not _meet(names[name].values())}
    return several - again if len(again) > 1 and 2 * len(again) > len(names) else several


def _meet(copies: Iterable[Iterable[Copy]]) -> bool:
    """Tell whether several numbers have an exercise in common."""
    exercises = [exercise for some in copies for exercise in {copy.exercise for copy in some}]
    return len(set(exercises)) < len(exercises)


def _claimed(name: str) -> Owner | None:
    """Return what the outermost part of a path says, which no reader can name."""
    parts = name.split("/")
    for depth, part in enumerate(parts):
        is_handed_in = depth == len(parts) - 1 or suffix(part) == ".zip"
        match = MOODLE.match(part) or (is_handed_in and _of_a_file(part))
        if match:
            groups = {"number": "", **match.groupdict()}
            place, called = "/".join(parts[:depth]), spelt(groups["name"])
            if called:
                return Owner(called, groups["number"], place, blind=called.lower() in BLIND)
    return None


def _of_a_file(part: str) -> re.Match[str] | None:
    kinds = (BLACKBOARD, CANVAS_BLIND, CANVAS)
    return next((match for kind in kinds if (match := kind.fullmatch(part))), None)


def _users(heads: Iterable[str]) -> dict[str, str]:
    """Return the user of each ASSIGNMENT_USER of one place; either may hold underscores.

    What all have in common is the assignment; if that is nothing, a user's name has no underscore.
    """
    split = {head: head.split("_") for head in heads}
    begun = takewhile(lambda parts: len(set(parts)) == 1, zip(*split.values(), strict=False))
    common = min(len(list(begun)), min(map(len, split.values())) - 1) if len(split) > 1 else 0
    return {
        head: "_".join(parts[common:] if common else parts[-1:]) for head, parts in split.items()
    }


def is_page(name: str) -> bool:
    """Tell whether a platform wrote a file: a receipt, or what a reader typed into a field."""
    parts = name.split("/")
    if any(map(MOODLE_PAGE.match, parts)):
        return suffix(name) in (".html", ".htm", ".txt")
    return bool(PAGES.fullmatch(parts[-1]))


def may_be_work(name: str) -> bool:
    """Tell whether a file is looked into, by its name."""
    return suffix(name) in (*WORK_FILES, *TABLE_FILES) or is_page(name)
