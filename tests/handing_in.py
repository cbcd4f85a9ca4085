"""Works as a class hands them in, for tests of how they are read."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from whosegroup.bank.loading import read_words
from whosegroup.bank.roots import content_root
from whosegroup.instructor.handed_in.collect import collect
from whosegroup.instructor.handed_in.model import Collected

NOW = datetime(2026, 4, 20, 12, tzinfo=UTC)
WORDS = read_words(content_root(), "en")[0]


def work(
    id: str = "a1", code: str | None = None, exercise: str = "two-kinds", minute: int = 0
) -> dict[str, Any]:
    """Return a work of one attempt; without a code if there is none."""
    at = f"2026-04-13T09:{minute:02}:00.000Z"
    attempt = {"at": at, "run": 1, "vignette": "case", "answer": "support"}
    made = {"format": "whosegroup-work", "version": 1, "work": id, "exercise": exercise}
    made |= {"lang": "en", **({"reader": code} if code is not None else {})}
    return {**made, "attempts": [attempt]}


def saved(*arguments: Any, **more: Any) -> bytes:
    return json.dumps(work(*arguments, **more), ensure_ascii=False).encode()


def put(folder: Path, files: Mapping[str, bytes]) -> Path:
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return folder


def zipped(files: Mapping[str, bytes]) -> bytes:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return kept.getvalue()


def zipped_as(encoding: str, files: Mapping[str, bytes]) -> bytes:
    """Return a zip whose names are in an encoding that it does not name, as some systems make."""

    class Unsaid(zipfile.ZipInfo):
        def _encodeFilenameFlags(self) -> tuple[bytes, int]:  # noqa: N802 (zipfile's own name)
            return self.filename.encode(encoding), self.flag_bits & ~0x800

    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w") as archive:
        for name, data in files.items():
            archive.writestr(Unsaid(name), data)
    return kept.getvalue()


def read(place: Path) -> Collected:
    return collect(place, WORDS, now=NOW)


def read_both(folder: Path, files: Mapping[str, bytes]) -> Collected:
    """Return what is read from files in a folder, which must be the same from their zip."""
    put(folder / "class", files)
    put(folder, {"class.zip": zipped(files)})
    found = read(folder / "class")
    assert read(folder / "class.zip") == found
    return found


def readers(found: Collected) -> dict[str, list[str]]:
    """Return the files of each reader."""
    named: dict[str, list[str]] = {}
    for handed_in in found.works:
        named.setdefault(handed_in.reader, []).extend(handed_in.files)
    return named


def remarks(found: Collected) -> list[str]:
    return [f"{problem.file}: {problem.what}" for problem in found.problems]
