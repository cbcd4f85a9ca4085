"""Where the files of a class are: in a folder or in its zip, and how a file on disk is opened.

No link is followed, nothing but an ordinary file is opened, and nothing is read without a bound.
"""

from __future__ import annotations

import io
import os
import stat
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from errno import EFBIG, EINVAL
from pathlib import Path

from ...bank.side_files import is_passed_over
from .model import Limits, Notes, Progress, clean, suffix
from .platforms import may_be_work
from .zips import Budget, Zips, largest_piece

READ_ONLY = os.O_RDONLY | sum(
    getattr(os, flag, 0) for flag in ("O_NOFOLLOW", "O_NONBLOCK", "O_CLOEXEC", "O_BINARY")
)


@dataclass(frozen=True)
class Places:
    """Looks for files within `limits`; what is amiss goes to `notes`.

    Files are named from the place in which they are looked for. A content longer than the limit
    of a file is cut one byte beyond it.
    """

    limits: Limits
    notes: Notes

    def in_folder(
        self, place: Path, leave_out: Iterable[Path], progress: Progress
    ) -> Iterator[tuple[str, bytes]]:
        """Yield name and content of each file in a folder (any depth) and in the zips there.

        Folders in `leave_out` are not looked into.
        """
        for name, path in progress(self._walk(place, leave_out)):
            if suffix(name) == ".zip":
                yield from self._unpack(name, f"{name}/", path, level=1)
                continue
            self.notes.files += 1
            if may_be_work(name):
                yield from self._read(name, path)
            else:
                self.notes.note(name, "no", "not_work")

    def in_zip(self, place: Path, progress: Progress) -> Iterator[tuple[str, bytes]]:
        """Yield name and content of each file in the zip of a class, which may itself be a link.

        It does not count among the levels: no reader handed it in.
        """
        path = os.path.realpath(place)
        return self._unpack(Path(path).name, "", path, level=0, progress=progress)

    def alone(self, place: Path) -> Iterator[tuple[str, bytes]]:
        """Yield name and content of the only file there is, which may itself be a link."""
        self.notes.files += 1
        yield from self._read(place.name, os.path.realpath(place))

    def _walk(self, place: Path, leave_out: Iterable[Path]) -> list[tuple[str, str]]:
        """Return the ordinary files in a folder, named from there, each with its path."""
        left_out = {os.path.realpath(folder) for folder in leave_out}
        found = []
        folders = [("", os.path.realpath(place))]
        while folders:
            prefix, folder = folders.pop()
            for name, path, mode in self._entries(prefix, folder):
                if stat.S_ISDIR(mode):
                    if path not in left_out:
                        folders.append((f"{name}/", path))
                elif stat.S_ISREG(mode):
                    found.append((name, path))
                else:
                    self.notes.files += 1
                    self.notes.note(name, "no", "link" if stat.S_ISLNK(mode) else "special")
        return found

    def _entries(self, prefix: str, folder: str) -> Iterator[tuple[str, str, int]]:
        """Yield name, path and mode of what lies in a folder."""
        try:
            with os.scandir(folder) as found:
                entries = [entry for entry in found if not is_passed_over(entry.name)]
        except OSError as error:
            self.notes.note(prefix or Path(folder).name, "no", "unreadable", reason=_reason(error))
            return
        for entry in entries:
            try:
                mode = entry.stat(follow_symlinks=False).st_mode
            except OSError as error:
                self.notes.note(prefix + entry.name, "no", "unreadable", reason=_reason(error))
            else:
                yield prefix + entry.name, entry.path, mode

    def _read(self, name: str, path: str) -> Iterator[tuple[str, bytes]]:
        """Yield name and content of a file on disk, unless it cannot be opened."""
        try:
            with _open(path) as file:
                data = file.read(self.limits.file + 1)
        except OSError as error:
            self.notes.note(name, "no", "unreadable", reason=_reason(error))
        else:
            yield name, data

    def _unpack(
        self, shown: str, prefix: str, path: str, *, level: int, progress: Progress = iter
    ) -> Iterator[tuple[str, bytes]]:
        """Yield what a zip on disk holds, unless it cannot be opened."""
        try:
            file = _open(path)
        except OSError as error:
            self.notes.files += 1
            self.notes.note(shown, "no", "unreadable", reason=_reason(error))
            return
        with file:
            file.most = largest_piece(self.limits)
            zips, budget = Zips(self.limits, self.notes), Budget(self.limits.total)
            yield from zips.contents(shown, prefix, file, budget, level, progress)


class BoundedReader(io.BufferedReader):
    """A file of which no piece larger than `most` bytes is read at once."""

    most = sys.maxsize

    def read(self, size: int | None = -1, /) -> bytes:
        if size is not None and size > self.most:
            raise OSError(EFBIG, os.strerror(EFBIG))
        return super().read(size)


def _open(path: str) -> BoundedReader:
    """Open an ordinary file and nothing else, even where it was replaced since it was found."""
    handle = io.FileIO(os.open(path, READ_ONLY))
    if not stat.S_ISREG(os.fstat(handle.fileno()).st_mode):
        handle.close()
        raise OSError(EINVAL, os.strerror(EINVAL))
    return BoundedReader(handle)


def _reason(error: OSError) -> str:
    return clean(error.strerror or type(error).__name__)
