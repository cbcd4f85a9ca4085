"""What folders and files are called, where no platform says who handed them in.

A folder a student, as mail and shared drives are sorted, a zip a student, or "NAME - FILE". It
names a reader only where what lies there can be one reader's, and so in most of the folders beside.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from .owners import Owner, spelt

if TYPE_CHECKING:
    from .copies import Copy

# What browsers, drives and mail add to a name when there is one already, and endings.
ADDED = re.compile(r"( ?\(\d+\))?(\.json|\.txt|\.zip)*$", re.IGNORECASE)
OURS = re.compile(r"(copy of )?whosegroup", re.IGNORECASE)  # how a saved file's name begins


def hinted(copies: Iterable[Copy]) -> dict[str, Owner]:
    """Return by their files' names whose copies are, as far as folders and files tell."""
    copies = list(copies)
    by_folder = _by_folder(copies)
    return by_folder | _by_file(copy for copy in copies if copy.name not in by_folder)


def _by_folder(copies: Sequence[Copy]) -> dict[str, Owner]:
    """Return the owners by the outermost folders of which most can be a student's each.

    Folders of one name are one student's, wherever they lie.
    """
    paths = {copy.name: copy.name.split("/")[:-1] for copy in copies}
    for depth in range(max(map(len, paths.values()), default=0)):
        folders: dict[str, list[Copy]] = defaultdict(list)
        for copy in copies:
            if len(paths[copy.name]) > depth:
                folders[_bare(paths[copy.name][depth])].append(copy)
        own = {name: some for name, some in folders.items() if _may_be_of_one(name, some)}
        if len(folders) > 1 and 2 * len(own) > len(folders):
            return {copy.name: _owner(name) for name, some in own.items() for copy in some}
    return {}


def _by_file(copies: Iterable[Copy]) -> dict[str, Owner]:
    """Return the owners by names of files such as "NAME - FILE" or "FILE - NAME".

    Which is the name is plain where the other is as the exercise called it; of all the rest, it is
    the one of which there are more.
    """
    called: Mapping[str, list[Copy]] = defaultdict(list)
    rest: list[tuple[Copy, str, str]] = []
    for copy in copies:
        parts = _bare(copy.name.rpartition("/")[2]).split(" - ")
        first, last = parts[0], parts[-1]
        if len(parts) == 1:
            continue
        if OURS.match(first) or OURS.match(last):
            called[last if OURS.match(first) else first].append(copy)
        else:
            rest.append((copy, first, last))
    ends_in_names = len({last for *_, last in rest}) > len({first for _, first, _ in rest})
    for copy, first, last in rest:
        called[last if ends_in_names else first].append(copy)
    own = {name: some for name, some in called.items() if _may_be_of_one(name, some)}
    return {copy.name: _owner(name) for name, some in own.items() for copy in some}


def _may_be_of_one(name: str, copies: Iterable[Copy]) -> bool:
    """Tell whether this can be a reader's name, and these copies one reader's."""
    codes: set[str] = set()
    works: dict[str, set[str]] = defaultdict(set)
    for copy in copies:
        codes.add(copy.key)
        works[copy.exercise].add(copy.id)
    is_one = len(codes) == 1 and "" not in codes
    is_one = is_one or (len(codes - {""}) < 2 and all(len(ids) == 1 for ids in works.values()))
    return is_one and bool(spelt(name)) and name not in works and not OURS.match(name)


def _bare(name: str) -> str:
    return ADDED.sub("", name)


def _owner(name: str) -> Owner:
    return Owner(spelt(name), sure=False)
