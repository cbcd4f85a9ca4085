"""The sorter in a live notebook: shows an exercise, saves every attempt, and hands out the work."""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import anywidget
import traitlets

from .component import script, style
from .exercises import Exercise
from .page import element
from .payload import compile_payload
from .work import WorkError, WorkFile, is_attempt, key, read_work

if TYPE_CHECKING:
    from matplotlib.figure import Figure
    from pandas import DataFrame

# The component is a classic script on pages; as a module it only needs a way out.
BRIDGE = "\nexport default { render: ({ model, el }) => whoseGroup.live(model, el) };\n"


# What a reader sets beside attempts: a code, the run, the form of a test, and whether to be shown
# cases with a note in mixed practice.
FIELDS = ("reader", "run", "form", "notes")


class Sorter(anywidget.AnyWidget):
    """One exercise, shown live. As the last line of a cell it is the sorter itself."""

    payload = traitlets.Dict().tag(sync=True)
    record = traitlets.Dict().tag(sync=True)
    notice = traitlets.Dict().tag(sync=True)
    others = traitlets.Dict().tag(sync=True)

    def __init__(self, exercise: Exercise, folder: Path | None = None) -> None:
        self._exercise = exercise
        self._file = WorkFile(exercise.id, exercise.bank.lang, folder)
        self._esm = script() + BRIDGE
        self._css = style()
        record, aside = self._file.open()
        super().__init__(
            payload=compile_payload(exercise),
            record=record,
            notice=_aside_notice(aside),
            others=self._read_others(),
        )
        self.on_msg(self._receive)

    def _read_others(self) -> dict[str, Any]:
        """Return the works that this one looks into: of the test before, or of what it draws from.

        They are only read: what cannot be is left where it is, for its own sorter to set aside.
        """
        found = {}
        for name in self._others():
            with suppress(OSError, WorkError):
                found[name] = read_work(self._file_of(name).path.read_bytes(), name)
        return found

    def _others(self) -> tuple[str, ...]:
        settings = self._exercise.settings
        return tuple(filter(None, (settings.begins, *settings.draws)))

    def _file_of(self, name: str) -> WorkFile:
        return WorkFile(name, self._exercise.bank.lang, self._file.folder)

    def _read_opened(self, work: Any) -> tuple[dict[str, Any], WorkFile]:
        """Return a saved work that a view opens, and its file: ours, or that of a work it needs."""
        name = work.get("exercise") if isinstance(work, dict) else None
        file = self._file_of(name) if name in self._others() else self._file
        return read_work(json.dumps(work), file.exercise), file

    def __repr__(self) -> str:
        return f"Sorter({self._exercise.id!r})"

    def _repr_mimebundle_(self, **kwargs: Any) -> tuple[dict[str, Any], dict[str, Any]]:
        data, metadata = super()._repr_mimebundle_(**kwargs)
        return {**data, "text/plain": repr(self), "text/html": element(self.payload)}, metadata

    def _receive(self, _widget: Any, message: Any, _buffers: Any) -> None:
        """Save what a view sends, then acknowledge it; a view keeps what is not acknowledged."""
        if not isinstance(message, dict):
            return
        try:
            if message.get("type") == "save":
                attempts = [a for a in message.get("attempts", []) if is_attempt(a)]
                fields = {name: message[name] for name in FIELDS if name in message}
                work = {**self.record, "work": message.get("work") or self.record["work"]}
                self.record, aside = self._file.add(work, attempts, **fields)
            elif message.get("type") == "open":
                opened, file = self._read_opened(message.get("work"))
                attempts = opened["attempts"]
                taken, aside = file.take(opened)
                if file is self._file:
                    self.record = taken
                else:
                    self.others = self._read_others()
            else:
                return
        except WorkError:
            return  # the view read the file by the same rules, and did not send it
        except OSError as error:
            self.send({"type": "failed", "why": error.strerror or str(error)})
            return
        if aside:
            self.notice = _aside_notice(aside)
        self.send({"type": "saved", "keys": ["|".join(key(a)) for a in attempts]})

    @property
    def work(self) -> dict[str, Any]:
        """Return the work as it stands in its file."""
        return self._file.open()[0]

    def table(self) -> DataFrame:
        """Return every attempt as a pandas table, one row an attempt, oldest first."""
        from .analytics import attempts_table

        return attempts_table(self._exercise, self.work)

    def summary(self) -> DataFrame:
        """Return what the first answers say: counts and rates, one row a measure."""
        from .analytics import work_summary

        return work_summary(self._exercise, self.work)

    def plot(self) -> Figure:
        """Draw the first answers as a 2 x 2 picture."""
        from .figures import plot_answers

        return plot_answers(self._exercise, self.work)

    def progress(self) -> DataFrame:
        """Return what was confused in this test and the ones before it, one row a test."""
        from .analytics import progress_table

        works = {**self._read_others(), self._exercise.id: self.work}
        return progress_table(self._exercise, works)

    def plot_progress(self) -> Figure:
        """Draw what was confused, from one test to the next."""
        from .figures import plot_progress

        return plot_progress(self._exercise, self.progress())


def _aside_notice(aside: tuple[str, Path] | None) -> dict[str, str]:
    return {"name": f"aside_{aside[0]}", "file": aside[1].name} if aside else {}
