"""What pages are written with of exercises: made once, and kept while its files stay as they are.

`make serve` builds many times in one process, mostly for a word in a chapter or in a case. What a
page is read from is never taken from here: a file that is saved between the two would be older than
its page, and be seen by no later build.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from ..bank.content import content_files, is_for_all
from ..bank.problems import ContentError
from ..bank.roots import content_roots
from ..exercises.loading import UnknownExerciseError, load_exercise, stems_of

if TYPE_CHECKING:
    from sphinx.application import Sphinx

    from ..exercises.model import Exercise

Made = TypeVar("Made")
State = dict[Path, Hashable]  # each file of content, and what tells that it is as it was
_kept: dict[tuple[str, str], tuple[State, Any]] = {}  # by exercise and what was made of it


def kept(app: Sphinx, id: str, what: str, make: Callable[[], Made]) -> Made:
    """Return what is made of an exercise, from an earlier build if it would be the same now."""
    state = _state_of(app, id)
    if (id, what) not in _kept or _kept[id, what][0] != state:
        _kept[id, what] = state, make()
    made: Made = _kept[id, what][1]
    return made


def exercises_of(app: Sphinx, ids: Iterable[str]) -> dict[str, Exercise]:
    """Return these exercises; what is wrong with one its own page has said."""
    found = {id: kept(app, id, "loaded", partial(_load, id)) for id in dict.fromkeys(ids)}
    return {id: exercise for id, exercise in found.items() if exercise}


def _load(id: str) -> Exercise | None:
    try:
        return load_exercise(id, content_roots())
    except (UnknownExerciseError, ContentError):
        return None


def _state_of(app: Sphinx, id: str) -> State:
    """Return the content as it is in this build; only of cases that are not its own, the names."""
    states: dict[str, State] = app.__dict__.setdefault("whosegroup_content", {})
    if not states:
        states[""] = {path: _state(path) for path in content_files(content_roots())}
    if id not in states:
        own = stems_of(id, content_roots())
        states[id] = {
            path: state
            if path.stem in own or is_for_all(path) or path.parent.name == "exercises"
            else None
            for path, state in states[""].items()
        }
    return states[id]


def _state(path: Path) -> Hashable:
    """Return when a file was saved, and a digest of what it holds.

    The time tells of one that was saved in the middle of a build, and again as it was before; the
    digest of one that was saved twice in a moment.
    """
    try:
        return path.stat().st_mtime_ns, sha256(path.read_bytes()).digest()
    except OSError:  # its editor is about to put the new one there
        return None
