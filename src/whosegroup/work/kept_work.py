"""A reader's work in a live notebook: what its file holds, and what the file could not take."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from typing import Any

from .beside import OtherWork
from .contract import Attempt, merge, new_work
from .work_file import Aside, WorkFile


class KeptWork:
    """The work of one sorter. What cannot be written is held here, and tried again each time.

    `work` is what the view is given, and `notice` what it has to say, by the name of its words.
    """

    def __init__(self, file: WorkFile) -> None:
        self._file = file
        self._held: list[Attempt] = []
        self._fields: dict[str, Any] = {}
        self._opened = False  # whether `work` is to take the place of what the file holds
        self.notice: dict[str, str] = {}
        try:
            self.work, aside = file.open()
        except OSError as error:
            self.work = new_work(file.exercise, file.lang)
            self.notice = {"name": "not_read", "why": why(error)}
            return
        self.note(aside)
        try:
            file.check_writable()
        except OSError as error:
            self._note_unsaved(error)

    def save(self, attempts: Iterable[Attempt], begun: str | None, **fields: Any) -> None:
        """Save attempts and fields, and all that is held; `begun` names the view's own work.

        Raises OSError where the file cannot take them: then they are held.
        """
        self._held = merge(self._held, attempts)
        self._fields |= fields
        if self._opened:
            self._write(self._file.take, self.now())
        else:
            own = self.work
            if begun not in (None, own["work"]):
                own = {**own, "work": begun, "attempts": []}
            self._write(self._file.add, own, self._held, **self._fields)

    def open(self, opened: Mapping[str, Any]) -> None:
        """Put a work that the reader opened in the place of this one.

        Raises OSError where the file cannot take it: then it is held, and shown all the same.
        """
        if self._held or self._opened:
            with suppress(OSError):
                self.save([], None)  # or it would give way with what the file holds
        try:
            self._write(self._file.take, opened)
        except OSError:
            self.work, self._opened = dict(opened), True
            self._held, self._fields = [], {}
            raise

    def now(self) -> dict[str, Any]:
        """Return the work as it stands in its file, with all that is held."""
        work = self.work
        if not self._opened:
            with suppress(OSError):
                work, _ = self._file.open()
        attempts = merge(work["attempts"], self._held)
        return {**work, **self._fields, "attempts": attempts}

    def beside(self) -> list[OtherWork]:
        """Return the works of this exercise that were set aside, and what cannot be read."""
        return self._file.beside(self.work)

    def _write(
        self, write: Callable[..., tuple[dict[str, Any], Aside]], *what: Any, **fields: Any
    ) -> None:
        try:
            self.work, aside = write(*what, **fields)
        except OSError as error:
            self._note_unsaved(error)
            raise
        self._held, self._fields, self._opened = [], {}, False
        self.note(aside)

    def note(self, aside: Aside) -> None:
        """Say that a file was set aside; where none was, take back that nothing could be saved."""
        if aside:
            self.notice = {"name": f"aside_{aside[0]}", "file": aside[1].name}
        elif self.notice.get("name", "").startswith("not_"):
            self.notice = {}

    def _note_unsaved(self, error: OSError) -> None:
        self.notice = {"name": "not_saved", "why": why(error)}


def why(error: OSError) -> str:
    """Return in the system's own words why a file could not be read or written."""
    # Who waits for a lock is told by filelock alone what that is.
    return error.strerror or os.strerror(errno.EBUSY)
