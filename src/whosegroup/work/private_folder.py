"""Folders for what is nobody else's: marks, names, keys. A repository passes over them."""

from __future__ import annotations

from pathlib import Path


def make_private(folder: Path) -> None:
    """Make a folder that git does not track; one that is there already stays as it is."""
    new = not folder.exists()
    folder.mkdir(parents=True, exist_ok=True)
    if new:
        (folder / ".gitignore").write_text("*\n", encoding="utf-8")
