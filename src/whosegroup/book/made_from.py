"""What pages are made from beside their own text: rooms of this package, and content.

A page is made by the rooms that `book` stands on, and a notebook runs what it names besides. So
whoever mends the report of a class builds no page anew but those that show one.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from ..bank.content import content_files, digest_of, files_below
from ..bank.roots import Roots

PACKAGE = Path(__file__).parents[1]
ROOMS = ("__init__.py", "bank", "exercises", "figures", "work", "component", "book")
# No page is made by these, but a notebook may run them. Each may use those before it.
OTHER_ROOMS = ("instructor", "console.py", "authoring", "cli.py", "__main__.py")
COMMAND = re.compile(r"^\s*[!%]", re.MULTILINE)  # may run anything


def code_of(notebook: Path) -> str:
    """Return the code of all cells; of a notebook that cannot be read so, all of its text."""
    return "\n".join(filter(None, codes_of(notebook)))


def codes_of(notebook: Path) -> tuple[str, str]:
    """Return the code of the cells that a page shows, and of those that it leaves out.

    Of a notebook that cannot be read so, all of its text is shown.
    """
    text = notebook.read_text(encoding="utf-8", errors="replace")
    try:
        shown: list[str] = []
        left_out: list[str] = []
        for cell in json.loads(text)["cells"]:
            if cell["cell_type"] == "code":
                tags = cell.get("metadata", {}).get("tags", ())
                (left_out if "remove-cell" in tags else shown).append("".join(cell["source"]))
        return "\n".join(shown), "\n".join(left_out)
    except (ValueError, LookupError, TypeError, AttributeError):  # older, or half written
        return text, ""


def rooms_named(code: str) -> tuple[str, ...]:
    """Return the rooms that some code may run beside those that all pages are made by."""
    if COMMAND.search(code):
        return OTHER_ROOMS
    names = [room.removesuffix(".py") for room in OTHER_ROOMS]
    named = [place for place, name in enumerate(names) if re.search(rf"\b{name}\b", code)]
    return OTHER_ROOMS[: max(named) + 1] if named else ()


def package_files(rooms: Iterable[str] = ()) -> list[Path]:
    """Return the files by which pages are made, and those of further rooms.

    What Python has compiled and editors leave is none of them.
    """
    paths = [PACKAGE / room for room in (*ROOMS, *rooms)]
    return [file for path in paths for file in ([path] if path.is_file() else files_below(path))]


@cache
def package_digest(rooms: tuple[str, ...] = ()) -> str:
    """Return the digest of `package_files`, which stays what it is while a process runs."""
    return digest_of(package_files(rooms))


def content_digest(roots: Roots) -> str:
    """Return a digest of all that a page is made from: content, exercises and this package."""
    return f"{package_digest()}{digest_of(content_files(roots))}"
