"""Works of one exercise that lie beside the one in use: set aside, kept, and to be gone back to."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, NotRequired

from typing_extensions import TypedDict

from .contract import WorkError, key, merge, read_work

REASONS = ("damaged", "version", "exercise", "other")


class OtherWork(TypedDict):
    """A work that was set aside, from all its copies; or why a file cannot be read."""

    name: str  # of the file, of several copies the last one's
    work: NotRequired[dict[str, Any]]
    problem: NotRequired[str]  # one of WorkError's reasons


def read_beside(folder: Path, exercise: str, held: Mapping[str, Any]) -> list[OtherWork]:
    """Return the works beside `held` that hold what it does not, and then what cannot be read.

    Copies of one work are one; the later file says whose it is. A file that has gone meanwhile, or
    that this process may not read, is passed over.
    """
    works: dict[str, OtherWork] = {}
    unread: list[OtherWork] = []
    for path in _files(folder, exercise):
        with suppress(OSError):
            try:
                work = read_work(path.read_bytes(), exercise)
            except WorkError as error:
                unread.append({"name": path.name, "problem": error.reason})
                continue
            known = works[work["work"]]["work"] if work["work"] in works else {"attempts": []}
            attempts = merge(work["attempts"], known["attempts"])
            both = {**known, **work, "attempts": attempts}
            works[work["work"]] = {"name": path.name, "work": both}
    return [*(it for it in works.values() if _holds_more(it["work"], held)), *unread]


def _files(folder: Path, exercise: str) -> Iterable[Path]:
    """Return the files that were set aside, in the order in which they were."""
    named = re.compile(rf"{re.escape(exercise)}\.({'|'.join(REASONS)})-(\d+)\.json")
    found = []
    with suppress(OSError):
        for path in folder.iterdir():
            if match := named.fullmatch(path.name):
                found.append((match[1], int(match[2]), path))
    return [path for *_, path in sorted(found)]


def _holds_more(work: Mapping[str, Any], held: Mapping[str, Any]) -> bool:
    keys = {key(attempt) for attempt in held["attempts"]} if work["work"] == held["work"] else set()
    return any(key(attempt) not in keys for attempt in work["attempts"])
