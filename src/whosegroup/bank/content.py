"""Where the content lies: its files, their digests, and how messages name them.

How they are read is in `yaml_files` and `tables`, whose names can be had here too.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from .roots import PARTS, Roots, content_roots
from .side_files import is_copy, is_passed_over

Times = dict[str, list[int]]  # when each file was saved, and its size


def find_files(roots: Roots, folder: str, pattern: str) -> list[Path]:
    """Return the files of a folder in all roots, by name, those of the first root first."""
    return [
        path for root in roots for path in sorted((root / folder).glob(pattern)) if is_read(path)
    ]


def is_read(path: Path) -> bool:
    """Tell whether a file is content, and neither a side file nor a copy."""
    return not (is_passed_over(path) or is_copy(path))


def exercise_names(root: Path | Roots | None = None) -> list[str]:
    """Return the names of all exercises, sorted."""
    return sorted(path.stem for path in find_files(content_roots(root), "exercises", "*.yml"))


def content_files(roots: Roots) -> list[Path]:
    """Return all files that content is read from."""
    return [
        path
        for root in roots
        for part in PARTS
        for path in files_below(root / part)
        if not is_copy(path)
    ]


def files_below(folder: Path) -> list[Path]:
    """Return the files in a folder and in its folders, but for those that are passed over."""
    found = []
    for place, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not is_passed_over(name)]
        found += [Path(place, name) for name in names if not is_passed_over(name)]
    return sorted(path for path in found if path.is_file())


def is_for_all(path: Path) -> bool:
    """Tell whether every exercise reads a content file: words, and tables of criteria and such."""
    return path.parent.name == "data" or "words" in path.parts


def digest_of(files: Iterable[Path]) -> str:
    """Return a digest of the names and contents of files."""
    digest = hashlib.sha256()
    for path in sorted(files):
        digest.update(path.as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:16]


def times_of(files: Iterable[Path]) -> Times:
    """Return files by name, each with its time and its size; one that is gone by then is left out.

    An editor takes a file away before it puts the new one there.
    """
    found: Times = {}
    for path in files:
        with suppress(OSError):
            stat = path.stat()
            found[path.as_posix()] = [stat.st_mtime_ns, stat.st_size]
    return found


def shown(path: Path, roots: Roots) -> str:
    """Return a path as messages name it: from its root, which is named unless it is the course's.

    A root is named as it was given, so that the path leads there from where the author stands.
    """
    first = roots[0]
    return path.relative_to(first).as_posix() if path.is_relative_to(first) else path.as_posix()
