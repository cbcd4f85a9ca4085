"""In which order a reader meets the exercises, where no built book tells it: in a live notebook.

A checkout has the book's order (`_toc.yml`) and its pages; an installed package has neither, and
goes by the chapters to which the exercises belong.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML, YAMLError

from .course import PracticePage
from .model import Exercise

TOC = "_toc.yml"
SHOWN = re.compile(r"""^(?:.*\bexercise\(\s*["']|```\{exercise\}\s+)([a-z0-9-]+)""", re.MULTILINE)
TRIED = re.compile(r"^```\{try\}\s+([a-z0-9-]+)", re.MULTILINE)
TITLE = re.compile(r"^# (.+)$", re.MULTILINE)


def pages_of(
    root: Path, exercises: Mapping[str, Exercise], titles: Mapping[str, str]
) -> list[PracticePage]:
    """Return the pages with exercises of the book in `root`, or else the chapters as such pages."""
    pages = []
    with suppress(OSError, YAMLError, ValueError):
        for name, over in _in_order(YAML(typ="safe").load((root / TOC).read_text("utf-8")), None):
            text = _text(root, name)
            shown = [id for id in dict.fromkeys(SHOWN.findall(text)) if id in exercises]
            if shown:
                title = TITLE.search(text)
                pages.append(PracticePage(name, title[1] if title else name, over, shown))
    return pages or _by_chapter(exercises, titles)


def tries_of(root: Path) -> dict[str, list[str]]:
    """Return the small tries in each page of the book in `root`; none where there is no book."""
    with suppress(OSError, YAMLError, ValueError):
        names = [
            name
            for name, _ in _in_order(YAML(typ="safe").load((root / TOC).read_text("utf-8")), None)
        ]
        return {name: cases for name in names if (cases := TRIED.findall(_text(root, name)))}
    return {}


def _in_order(part: Any, over: str | None) -> Iterator[tuple[str, str | None]]:
    """Return each page of a table of contents, with the page below which it stands."""
    if isinstance(part, list):
        for each in part:
            yield from _in_order(each, over)
    elif isinstance(part, dict):
        name = part.get("file")
        if isinstance(name, str):
            yield name, over
        for below in ("parts", "chapters", "sections"):
            yield from _in_order(part.get(below), name or over)


def _text(root: Path, name: str) -> str:
    """Return what an author wrote on a page: a chapter, or the cells of a notebook."""
    chapter, notebook = root / f"{name}.md", root / f"{name}.ipynb"
    if chapter.exists():
        return chapter.read_text("utf-8")
    if not notebook.exists():
        return ""
    cells = json.loads(notebook.read_text("utf-8")).get("cells", [])
    return "\n".join("".join(cell.get("source", "")) for cell in cells)


def _by_chapter(exercises: Mapping[str, Exercise], titles: Mapping[str, str]) -> list[PracticePage]:
    """Return chapters in their order; a test that another one follows is first, that one last."""
    tests = {each.settings.begins: id for id, each in exercises.items() if each.settings.begins}
    ends = {*tests, *tests.values()}
    chapters = [
        PracticePage(
            chapter,
            title,
            None,
            [
                id
                for id, each in exercises.items()
                if each.settings.chapter == chapter and id not in ends
            ],
        )
        for chapter, title in titles.items()
    ]
    firsts = [PracticePage(id, exercises[id].title, None, [id]) for id in tests if id in exercises]
    lasts = [PracticePage(id, exercises[id].title, None, [id]) for id in tests.values()]
    return [*firsts, *chapters, *lasts]
