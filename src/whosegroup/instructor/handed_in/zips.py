"""What lies in a zip: the files that may be read, each within its bounds, none unpacked to disk.

A zip is not to be trusted: its names may lead out of it, its files may share one packed part, and
what it says of sizes may be false. What cannot be read is noted, and the others are read.
"""

from __future__ import annotations

import io
import re
import stat
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from operator import attrgetter
from typing import BinaryIO

from ...bank.side_files import is_passed_over
from .model import Limits, Notes, Progress, megabytes, suffix
from .platforms import may_be_work
from .zip_names import names_of

# bzip2 and LZMA cannot be unpacked within a bound of memory.
COMPRESSIONS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
ENCRYPTED = 1  # this bit of a member's flags
HEADER = 30  # bytes that stand before a member's name in a zip, at least
PIECE = 4096  # bytes that `zipfile` reads at once, at least
ENTRY = 256  # bytes for a member in a zip's table of contents, generously


def largest_piece(limits: Limits) -> int:
    """Return how many bytes of a zip are read at once, at most: its table of contents, or a file.

    What asks for more is no sound zip within these limits.
    """
    return max(limits.file + PIECE, ENTRY * limits.members)


@dataclass
class Budget:
    """How many bytes may still be read from a zip, of `limit` in all."""

    limit: int
    spent: int = 0

    def spend(self, size: int) -> bool:
        """Take `size` bytes, and tell whether there were so many."""
        self.spent += size
        return self.spent <= self.limit


@dataclass(frozen=True)
class Zips:
    """Reads zips within `limits`; what is amiss goes to `notes`."""

    limits: Limits
    notes: Notes

    def contents(
        self,
        shown: str,
        prefix: str,
        file: BinaryIO,
        budget: Budget,
        level: int,
        progress: Progress = iter,
    ) -> Iterator[tuple[str, bytes]]:
        """Yield name and content of each file in an open zip, and in the zips that it holds.

        The zip is itself `shown`, and what it holds is named after `prefix`; `level` is how many
        zips that were handed in it is and lies in. A content longer than the limit of a file is
        cut one byte beyond it.
        """
        # A hostile zip makes `zipfile` raise nearly anything, here and where a member is read.
        try:
            archive = zipfile.ZipFile(file)
        except Exception:
            self.notes.files += 1
            self.notes.note(shown, "no", "zip_damaged")
            return
        limits, members = self.limits, archive.infolist()
        overlapping = _overlapping(members, archive.start_dir)
        named = list(zip(members, names_of(members), strict=True))
        for member, called in progress(named[: limits.members]):
            parts = _parts(called)
            if _is_empty_folder(member, called) or any(map(is_passed_over, parts or ())):
                continue
            self.notes.files += 1
            name = prefix + ("/".join(parts) if parts else called)
            if why := _why_not(member, parts, id(member) in overlapping, limits.file):
                self.notes.note(name, "no", why, limit=megabytes(limits.file))
            elif not budget.spend(member.file_size):
                self.notes.note(shown, "partly", "zip_total", limit=megabytes(budget.limit))
                break
            elif (is_zip := suffix(name) == ".zip") and level >= limits.levels:
                self.notes.note(name, "no", "zip_deep")
            elif (data := self._read(archive, member)) is None:
                self.notes.note(name, "no", "member_damaged")
            elif is_zip:
                self.notes.files -= 1  # what it holds is counted in its place
                yield from self._nested(name, data, budget, level + 1)
            else:
                yield name, data
        if len(members) > limits.members:
            counts = {"count": len(members), "limit": limits.members}
            self.notes.note(shown, "partly", "zip_members", **counts)

    def _read(self, archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes | None:
        """Return the content of a member; None where it is damaged."""
        try:
            with archive.open(member) as file:
                return file.read(self.limits.file + 1)
        except Exception:
            return None

    def _nested(
        self, name: str, data: bytes, budget: Budget, level: int
    ) -> Iterator[tuple[str, bytes]]:
        """Yield what a zip within a zip holds; the zips that lie in it share its budget."""
        nested = self.limits.nested
        inner = budget if budget.limit <= nested else Budget(nested)
        return self.contents(name, f"{name}/", io.BytesIO(data), inner, level)


def _parts(called: str) -> list[str] | None:
    """Return the path of a zip's member in parts; None where it leads out or is no path."""
    name = called.replace("\\", "/")
    parts = [part for part in name.split("/") if part not in ("", ".")]
    leads_out = name.startswith("/") or ".." in parts or re.match("[A-Za-z]:", name)
    return None if leads_out or "\0" in name or not parts else parts


def _is_empty_folder(member: zipfile.ZipInfo, called: str) -> bool:
    return called.endswith(("/", "\\")) and member.file_size == 0


def _overlapping(members: Iterable[zipfile.ZipInfo], end: int) -> set[int]:
    """Return the `id` of each member that reaches into the next one, or beyond the last's `end`.

    Where many members share the same packed bytes, a small zip unpacks to any size.
    """
    ordered = sorted(members, key=attrgetter("header_offset"))
    ends = [*(member.header_offset for member in ordered[1:]), end]
    return {
        id(member)
        for member, end in zip(ordered, ends, strict=False)
        if member.header_offset + HEADER + len(member.orig_filename) + member.compress_size > end
    }


def _why_not(
    member: zipfile.ZipInfo, parts: list[str] | None, overlaps: bool, limit: int
) -> str | None:
    """Return the id of the words for why a member is not to be read; None where it is."""
    mode = stat.S_IFMT(member.external_attr >> 16)
    ending = suffix(parts[-1]) if parts else ""
    reasons = {
        "outside": not parts,
        "link": mode == stat.S_IFLNK,
        "special": mode not in (0, stat.S_IFREG, stat.S_IFLNK),
        "not_work": ending != ".zip" and not may_be_work("/".join(parts or [""])),
        "encrypted": member.flag_bits & ENCRYPTED,
        "compression": member.compress_type not in COMPRESSIONS,
        "overlapping": overlaps,
        "zip_large": ending == ".zip" and member.file_size > limit,
        "too_large": member.file_size > limit,
    }
    return next((why for why, holds in reasons.items() if holds), None)
