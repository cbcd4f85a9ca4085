"""One reader's work at one exercise: read, merged, saved at once, and never lost.

The file is the same from a page and from a kernel. Attempts are only ever appended; everything
else follows from them.
"""

from __future__ import annotations

import json
import os
import secrets
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from filelock import FileLock

FORMAT, VERSION = "whosegroup-work", 1
Attempt = dict[str, Any]


class WorkError(ValueError):
    """A work file that cannot be used. `reason` is `damaged`, `version` or `exercise`."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)


def new_work(exercise: str, lang: str) -> dict[str, Any]:
    """Return the work of a reader who has not begun."""
    return {
        "format": FORMAT,
        "version": VERSION,
        "work": secrets.token_hex(8),
        "exercise": exercise,
        "lang": lang,
        "attempts": [],
    }


def read_work(text: str | bytes, exercise: str) -> dict[str, Any]:
    """Read a work file's text; unknown fields are kept. Raises WorkError with the reason."""
    try:
        work = json.loads(text)
    except (ValueError, RecursionError):
        raise WorkError("damaged") from None
    if not isinstance(work, dict) or work.get("format") != FORMAT or not _is_shallow(work):
        raise WorkError("damaged")
    if work.get("version") != VERSION:
        raise WorkError("version")
    if not isinstance(work.get("work"), str) or not _are_attempts(work.get("attempts")):
        raise WorkError("damaged")
    if work.get("exercise") != exercise:
        raise WorkError("exercise")
    return work


def _is_shallow(data: Any, levels: int = 40) -> bool:
    # What is read must also be written again, which takes more stack a level than reading.
    within = data.values() if isinstance(data, dict) else data if isinstance(data, list) else ()
    return levels > 0 and all(_is_shallow(part, levels - 1) for part in within)


def _are_attempts(attempts: Any) -> bool:
    return isinstance(attempts, list) and all(is_attempt(attempt) for attempt in attempts)


def is_attempt(attempt: Any) -> bool:
    """Tell whether something is an attempt: when, in which run, at what, with which answer."""
    return (
        isinstance(attempt, dict)
        and isinstance(attempt.get("at"), str)
        and type(attempt.get("run")) is int
        and attempt["run"] >= 1
        and all(isinstance(part, str) for part in key(attempt))
        and (isinstance(attempt.get("answer"), str | list) or attempt.get("skipped") is True)
    )


def key(attempt: Mapping[str, Any]) -> tuple[str, str, str]:
    """Return what makes an attempt one and the same within a work."""
    about = attempt.get("item") if attempt.get("vignette") is None else attempt["vignette"]
    part = attempt.get("part")
    return (attempt["at"], about, "" if part is None else part)


def merge(attempts: Iterable[Attempt], more: Iterable[Attempt]) -> list[Attempt]:
    """Return both lists as one, each attempt once, in the order of time."""
    together = {key(attempt): attempt for attempt in (*more, *attempts)}
    return [together[k] for k in sorted(together)]


class WorkFile:
    """One work file, `<folder>/<exercise>.json`, that several tabs and kernels may share."""

    def __init__(self, exercise: str, lang: str, folder: Path | None = None) -> None:
        self.exercise = exercise
        self.lang = lang
        self.folder = folder or Path(os.environ.get("WHOSEGROUP_WORK") or "my-work").absolute()
        self.path = self.folder / f"{exercise}.json"

    def _locked(self) -> FileLock:
        self.folder.mkdir(parents=True, exist_ok=True)
        return FileLock(self.folder / f".{self.exercise}.lock", timeout=10)

    def open(self) -> tuple[dict[str, Any], tuple[str, Path] | None]:
        """Return the work, and why and where a file that cannot be used was set aside."""
        if not self.path.exists():
            return new_work(self.exercise, self.lang), None
        with self._locked():
            return self._read()

    def _read(self) -> tuple[dict[str, Any], tuple[str, Path] | None]:
        try:
            return read_work(self.path.read_bytes(), self.exercise), None
        except FileNotFoundError:
            return new_work(self.exercise, self.lang), None
        except WorkError as error:
            aside = self._set_aside(error.reason)
            return new_work(self.exercise, self.lang), (error.reason, aside)

    def _set_aside(self, reason: str) -> Path:
        number = 1
        while (aside := self.path.with_suffix(f".{reason}-{number}.json")).exists():
            number += 1
        self.path.rename(aside)
        return aside

    def add(
        self, work: Mapping[str, Any], attempts: Iterable[Attempt] = (), **fields: Any
    ) -> tuple[dict[str, Any], tuple[str, Path] | None]:
        """Merge attempts and fields into the file, and return what it then holds.

        `work` is what the caller holds: a file without attempts takes its place as the caller's.
        """
        with self._locked():
            kept, aside = self._read()
            if kept["work"] != work["work"] and not kept["attempts"]:
                kept = {**kept, **work, "attempts": []}
            merged = {**kept, **fields, "attempts": merge(kept["attempts"], attempts)}
            self._replace(merged)
            return merged, aside

    def take(self, work: Mapping[str, Any]) -> tuple[dict[str, Any], tuple[str, Path] | None]:
        """Put a work that the reader opened in the place of this one.

        The same work is merged; another one that holds attempts is set aside, never overwritten.
        """
        with self._locked():
            kept, aside = self._read()
            if kept["work"] == work["work"]:
                work = {**kept, **work, "attempts": merge(kept["attempts"], work["attempts"])}
            elif kept["attempts"]:
                aside = ("other", self._set_aside("other"))
            self._replace(work)
            return dict(work), aside

    def _replace(self, work: Mapping[str, Any]) -> None:
        text = json.dumps(work, ensure_ascii=False, indent=1)
        handle, name = tempfile.mkstemp(dir=self.folder, prefix=f".{self.exercise}-", suffix=".tmp")
        try:
            # Half a character pair, which UTF-8 cannot hold, becomes JSON's escape for it.
            with os.fdopen(handle, "w", encoding="utf-8", errors="backslashreplace") as file:
                file.write(text)
                file.flush()
                os.fsync(file.fileno())
            Path(name).replace(self.path)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
