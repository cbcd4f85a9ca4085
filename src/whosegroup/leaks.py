"""Searching a built site for the key of its graded exercises, before anybody else does."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from html import escape
from pathlib import Path

from .exercises import Exercise
from .problems import Problem
from .vignettes import Vignette

# What a browser shows or a reader can open as text; pictures and fonts hold no words.
TEXTS = {".css", ".html", ".inv", ".ipynb", ".js", ".json", ".map", ".md", ".svg", ".txt", ".yml"}
REMEDY = "Take it out of the page, and build the site anew."


def find_leaks(site: Path, exercises: Iterable[Exercise]) -> list[Problem]:
    """Return each place in a site that shows of a graded case what only its instructor may know.

    That is its name, its title, its feedback, its other half and its sources; a title that stands
    in the text of the case, which readers see, is none. Raises OSError where the site cannot be
    read.
    """
    hidden = [
        (variant, f"{what} of a case of '{exercise.id}'")
        for exercise in exercises
        if exercise.settings.graded
        for case in exercise.vignettes
        for what, text in _hidden(case)
        for variant in _variants(text)
    ]
    if not hidden:
        return []
    found = dict(hidden)
    pattern = re.compile("|".join(rf"(?<![\w-]){re.escape(text)}(?![\w-])" for text in found))
    return [problem for path in _files(site) for problem in _search(path, site, pattern, found)]


def _hidden(case: Vignette) -> Iterator[tuple[str, str]]:
    yield "the name", case.id
    if case.front.title.lower() not in case.text.lower():
        yield "the title", case.front.title
    if case.front.pair:
        yield "the other half", case.front.pair
    for said in case.front.feedback.values():
        yield "the feedback", said
    for source in case.front.sources:
        yield "a source", source


def _variants(text: str) -> set[str]:
    """Return a text as it may stand on a page, in a script, or in plain."""
    return {text, escape(text), escape(text, quote=False), json.dumps(text)[1:-1]}


def _files(site: Path) -> Iterator[Path]:
    return (path for path in sorted(site.rglob("*")) if path.is_file() and path.suffix in TEXTS)


def _search(
    path: Path, site: Path, pattern: re.Pattern[str], found: dict[str, str]
) -> Iterator[Problem]:
    text = path.read_text(encoding="utf-8", errors="replace")
    for match in pattern.finditer(text):
        line = text.count("\n", 0, match.start()) + 1
        file = path.relative_to(site.parent).as_posix()
        yield Problem(file, line, f"Here stands {found[match[0]]}: '{match[0]}'.", REMEDY)
