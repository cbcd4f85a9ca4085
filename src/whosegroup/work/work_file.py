"""The file of one reader's work at one exercise: saved at once, locked, and never lost."""

from __future__ import annotations

import errno
import json
import os
import secrets
import shutil
import warnings
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from filelock import FileLock, SoftFileLock

from .beside import OtherWork, read_beside
from .contract import Attempt, WorkError, merge, new_work, read_work

PATIENCE = 3  # seconds for a lock: less than a view waits for an answer before it asks again
NO_LOCKS = {errno.ENOLCK, errno.ENOSYS, errno.EOPNOTSUPP, errno.ENOTSUP}
# Why and where a file that cannot be used was set aside.
Aside = tuple[str, Path] | None


class WorkFile:
    """One work file, `<folder>/<exercise>.json`, that several tabs and kernels may share.

    Whatever cannot be read, locked or written raises OSError, and the file stays as it was.
    """

    def __init__(self, exercise: str, lang: str, folder: Path | None = None) -> None:
        self.exercise = exercise
        self.lang = lang
        self.folder = folder or Path(os.environ.get("WHOSEGROUP_WORK") or "my-work").absolute()
        self.path = self.folder / f"{exercise}.json"

    @contextmanager
    def _locked(self) -> Iterator[None]:
        self.folder.mkdir(parents=True, exist_ok=True)
        path = self.folder / f".{self.exercise}.lock"
        lock: FileLock | SoftFileLock = FileLock(path, timeout=PATIENCE)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # that a file system has no locks
            try:
                lock.acquire()
            except (NotImplementedError, OSError) as error:
                if isinstance(error, OSError) and error.errno not in NO_LOCKS:
                    raise
                lock = SoftFileLock(path.with_suffix(".held"), timeout=PATIENCE)
                lock.acquire()
        try:
            yield
        finally:
            lock.release()

    def open(self) -> tuple[dict[str, Any], Aside]:
        """Return the work; a file that cannot be used is set aside.

        In a folder where nothing can be locked or written, a sound file is read all the same.
        """
        if not self.path.exists():
            return new_work(self.exercise, self.lang), None
        try:
            with self._locked():
                return self._read()
        except OSError:
            with suppress(WorkError):
                return read_work(self.path.read_bytes(), self.exercise), None
            raise

    def check_writable(self) -> None:
        """Raise OSError where it can be told, without writing, that nothing can be saved."""
        place = self.folder
        while not place.exists() and place != place.parent:
            place = place.parent
        if not place.is_dir():
            raise _error(errno.ENOTDIR, place)
        if not os.access(place, os.W_OK | os.X_OK):
            raise _error(errno.EACCES, place)

    def _read(self) -> tuple[dict[str, Any], Aside]:
        try:
            return read_work(self.path.read_bytes(), self.exercise), None
        except FileNotFoundError:
            return new_work(self.exercise, self.lang), None
        except WorkError as error:
            aside = self._set_aside(error.reason)
            return new_work(self.exercise, self.lang), (error.reason, aside)

    def _set_aside(self, reason: str) -> Path:
        aside = self._free(reason)
        self.path.rename(aside)
        return aside

    def _free(self, reason: str) -> Path:
        """Return the first name for what is set aside that nothing has yet."""
        number = 1
        while (aside := self.path.with_suffix(f".{reason}-{number}.json")).exists():
            number += 1
        return aside

    def add(
        self, work: Mapping[str, Any], attempts: Iterable[Attempt] = (), **fields: Any
    ) -> tuple[dict[str, Any], Aside]:
        """Merge attempts and fields into the file, and return what it then holds.

        `work` is what the caller holds: a file without attempts takes its place as the caller's,
        and one that the caller had not begun joins the file. Where another work was opened here
        meanwhile, the caller's is kept beside it with the attempts, and the two are not mixed.
        """
        with self._locked():
            kept, aside = self._read()
            if kept["work"] != work["work"] and not kept["attempts"]:
                kept = {**kept, **work, "attempts": []}
            elif kept["work"] != work["work"] and work["attempts"]:
                own = {**work, **fields, "attempts": merge(work["attempts"], attempts)}
                return kept, ("other", self._keep_beside(own))
            merged = {**kept, **fields, "attempts": merge(kept["attempts"], attempts)}
            self._replace(merged)
            return merged, aside

    def take(self, work: Mapping[str, Any]) -> tuple[dict[str, Any], Aside]:
        """Put a work that the reader opened in the place of this one.

        The same work is merged; another one that holds attempts is set aside, never overwritten.
        """
        with self._locked():
            kept, aside = self._read()
            if kept["work"] == work["work"]:
                work = {**kept, **work, "attempts": merge(kept["attempts"], work["attempts"])}
            elif kept["attempts"]:
                return dict(work), ("other", self._replace(work, "other"))
            self._replace(work)
            return dict(work), aside

    def beside(self, held: Mapping[str, Any]) -> list[OtherWork]:
        """Return the works of this exercise that lie beside the one in use."""
        return read_beside(self.folder, self.exercise, held)

    def _replace(self, work: Mapping[str, Any], aside: str = "") -> Path:
        """Write the file anew, whole or not at all; the old one may be set aside for a reason."""
        with self._written(work) as made:
            kept = self._set_aside(aside) if aside else self.path
            made.replace(self.path)
        return kept

    def _keep_beside(self, work: Mapping[str, Any]) -> Path:
        """Write a work into a file of its own, beside the one in use."""
        with self._written(work) as made:
            return made.replace(self._free("other"))

    @contextmanager
    def _written(self, work: Mapping[str, Any]) -> Iterator[Path]:
        """Lend a file that holds a work whole, to be put into its place."""
        text = json.dumps(work, ensure_ascii=False, indent=1)
        made = self.folder / f".{self.exercise}-{secrets.token_hex(8)}.tmp"
        try:
            # Half a character pair, which UTF-8 cannot hold, becomes JSON's escape for it.
            with made.open("x", encoding="utf-8", errors="backslashreplace") as file:
                file.write(text)
                file.flush()
                os.fsync(file.fileno())
            # A new file is for whom the umask says, as a group on a hub wants it; others stay so.
            with suppress(OSError):
                shutil.copymode(self.path, made)
            yield made
        except BaseException:
            with suppress(OSError):
                made.unlink()
            raise


def _error(number: int, path: Path) -> OSError:
    return OSError(number, os.strerror(number), str(path))
