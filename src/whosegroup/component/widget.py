"""The sorter in a live notebook: shows an exercise, saves every attempt, and hands out the work."""

from __future__ import annotations

import json
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import anywidget
import traitlets

from ..exercises.html import MIME
from ..exercises.model import Exercise
from ..exercises.payload import compile_payload
from ..work.contract import WorkError, is_attempt, key_text, read_work
from ..work.kept_work import KeptWork, why
from ..work.work_file import WorkFile
from .script import script, style

if TYPE_CHECKING:
    from ipywidgets import HTML
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
    beside: Any = traitlets.List().tag(sync=True)

    def __init__(
        self, exercise: Exercise, folder: Path | None = None, lang: str | None = None
    ) -> None:
        self._exercise, self._lang = exercise, lang
        self._file = WorkFile(exercise.id, exercise.bank.lang, folder)
        self._esm = script() + BRIDGE
        self._css = style()
        self._kept = KeptWork(self._file)
        self._pictures: list[HTML] = []
        super().__init__(
            payload=compile_payload(exercise),
            record=self._kept.work,
            notice=self._kept.notice,
            others=self._read_others(),
            beside=self._kept.beside(),
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
        """Return what a notebook shows, and what is asked for: the book shows it as it is then."""
        data, metadata = super()._repr_mimebundle_(**kwargs) or ({}, {})
        asked = {"exercise": self._exercise.id, **({"lang": self._lang} if self._lang else {})}
        return {**data, "text/plain": repr(self), MIME: asked}, metadata

    def _receive(self, _widget: Any, message: Any, _buffers: Any) -> None:
        """Save what a view sends, then acknowledge it; a view keeps what is not acknowledged."""
        if not isinstance(message, dict):
            return
        try:
            answers = self._keep(message)
        except WorkError:
            return  # the view read the file by the same rules, and did not send it
        self.record, self.notice = self._kept.work, self._kept.notice
        self.beside = self._kept.beside()
        for answer in answers:
            self.send(answer)
        self._draw(*self._pictures)  # which takes a while, and the view need not wait for it

    def _keep(self, message: dict[str, Any]) -> list[dict[str, Any]]:
        """Keep what a view sent, and return what to answer."""
        opens = message.get("type") == "open"
        if opens:
            opened, file = self._read_opened(message.get("work"))
            attempts, keep = opened["attempts"], partial(self._open, opened, file)
        elif message.get("type") == "save":
            attempts = [a for a in message.get("attempts", []) if is_attempt(a)]
            fields = {name: message[name] for name in FIELDS if name in message}
            keep = partial(self._kept.save, attempts, message.get("work"), **fields)
        else:
            return []
        try:
            keep()
        except OSError as error:
            # A work that was opened is shown all the same, and need not be sent again.
            received = [{"type": "saved", "keys": []}] if opens else []
            return [*received, {"type": "failed", "why": why(error)}]
        return [{"type": "saved", "keys": [key_text(a) for a in attempts]}]

    def _open(self, opened: dict[str, Any], file: WorkFile) -> None:
        """Put a saved work in the place of ours, or of one that ours looks into."""
        if file is self._file:
            return self._kept.open(opened)
        self._kept.note(file.take(opened)[1])
        self.others = self._read_others()

    @property
    def work(self) -> dict[str, Any]:
        """Return the work as it stands in its file, with what could not be saved there."""
        return self._kept.now()

    def table(self) -> DataFrame:
        """Return every attempt as a pandas table, one row an attempt, oldest first."""
        from ..work.answer_tables import attempts_table

        return attempts_table(self._exercise, self.work)

    def summary(self) -> DataFrame:
        """Return what the first answers say: counts and rates, one row a measure."""
        from ..work.answer_tables import work_summary

        return work_summary(self._exercise, self.work)

    def plot(self) -> Figure:
        """Draw the first answers as a 2 x 2 picture."""
        from ..work.answer_figures import plot_answers

        return plot_answers(self._exercise, self.work)

    def picture(self) -> HTML:
        """Return a picture of the first answers that is drawn anew with each answer."""
        from ipywidgets import HTML

        shown = HTML()
        self._pictures.append(shown)
        self._draw(shown)
        return shown

    def _draw(self, *pictures: HTML) -> None:
        """Draw pictures of the work as it is now."""
        if pictures:
            from ..work.answer_picture import picture_html

            drawn = picture_html(self._exercise, self.payload, self.work)
            for picture in pictures:
                picture.value = drawn

    def progress(self) -> DataFrame:
        """Return what was confused in this test and the ones before it, one row a test."""
        from ..work.answer_tables import progress_table

        works = {**self._read_others(), self._exercise.id: self.work}
        return progress_table(self._exercise, works)

    def plot_progress(self) -> Figure:
        """Draw what was confused, from one test to the next."""
        from ..work.answer_figures import plot_progress

        return plot_progress(self._exercise, self.progress())
