"""How far a reader is in the whole course, in a live notebook: read from the work folder."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import Any

import anywidget
import traitlets

from ..bank.content import exercise_names
from ..bank.roots import content_roots
from ..exercises.course import compile_course
from ..exercises.loading import load_exercise
from ..exercises.way import pages_of, tries_of
from ..work.contract import WorkError, read_work
from ..work.work_file import WorkFile
from .script import script, style

BRIDGE = "\nexport default { render: ({ model, el }) => whoseGroup.liveCourse(model, el) };\n"


class CourseView(anywidget.AnyWidget):
    """The way through the course, what comes next, and both sorts, as when its cell was run."""

    course = traitlets.Dict().tag(sync=True)
    works = traitlets.Dict().tag(sync=True)
    unread: traitlets.List[str] = traitlets.List().tag(
        sync=True
    )  # names of files that are there and cannot be read

    def __init__(self, folder: Path | None = None, lang: str | None = None) -> None:
        roots = content_roots()
        exercises = {name: load_exercise(name, roots, lang) for name in exercise_names(roots)}
        bank = next(iter(exercises.values())).bank
        titles = bank.words["chapters"]
        self._esm = script() + BRIDGE
        self._css = style()
        files = [WorkFile(name, bank.lang, folder) for name in exercises]
        found = {file.exercise: _read(file) for file in files}
        super().__init__(
            course=compile_course(
                pages_of(roots[0], exercises, titles), exercises, titles, tries_of(roots[0])
            ),
            works={name: work for name, work in found.items() if work is not None},
            unread=[
                file.path.name
                for file in files
                if found[file.exercise] is None and file.path.exists()
            ],
        )

    def __repr__(self) -> str:
        return f"CourseView({len(self.works)} works)"


def _read(file: WorkFile) -> dict[str, Any] | None:
    """Return a work as it is; what cannot be read is left for its own exercise to set aside."""
    with suppress(OSError, WorkError):
        return read_work(file.path.read_bytes(), file.exercise)
    return None
