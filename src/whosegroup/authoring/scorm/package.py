"""From a built site to one file that a learning platform takes in.

The whole book is one thing to open there: a page of its own holds it in a frame, so that the
session with the platform lasts from page to page (`component/js/platform.js`).
"""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape, unescape
from pathlib import Path
from typing import Any

from ...bank.roots import Roots
from ...component.script import minified, platform_script, source
from ...exercises.html import data_text
from ...exercises.loading import UnknownExerciseError, load_exercise
from ...exercises.model import Exercise
from ...exercises.types import type_of
from .manifest import manifest
from .names import names_of

START, SCRIPT, STYLE, ON_PAGES = (
    "platform.html",
    "_static/platform.js",
    "_static/platform.css",
    "_static/platform-page.js",
)
MANIFEST = "imsmanifest.xml"
COURSE = re.compile(
    r'<whose-group-course view="whole"[^>]*><script type="application/json">(.*?)</script>',
    re.DOTALL,
)
TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)
LEADS_ON = re.compile(r'http-equiv="refresh" content="0; *url=([^"]+)"')
HEAD = re.compile(r"<head[^>]*>")
LEFT_OUT = {".buildinfo", ".nojekyll", "objects.inv", MANIFEST}
LONG_AGO = (1980, 1, 1, 0, 0, 0)  # the same site gives the same package

LOOK = """html, body { height: 100%; margin: 0; }
html { background: Canvas; color: CanvasText; color-scheme: light dark; }
body { display: flex; flex-direction: column; font: 1rem/1.5 sans-serif; }
[role="status"] { margin: 0; padding: .75rem 1rem; border-bottom: 3px solid; }
[role="status"][hidden] { display: none; }
iframe { flex: 1; width: 100%; border: 0; }
@media print { [role="status"] { display: none; } }
"""
PAGE = """<!DOCTYPE html>
<html lang="{lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<link rel="stylesheet" href="{style}">
</head>
<body>
<p role="status" hidden></p>
<noscript><p>{no_script}</p></noscript>
<iframe title="{frame}"></iframe>
<script type="application/json" id="told">{told}</script>
<script src="{script}"></script>
</body>
</html>
"""


class ScormError(ValueError):
    """The site cannot be packed; the message says why, and the remedy."""


@dataclass(frozen=True)
class Packed:
    """What was written: the file, how many files are in it, and how many exercises complete it."""

    file: Path
    files: int
    done: int


def package(
    site: Path, out: Path, version: str, only: str | None, roots: Roots, lang: str | None = None
) -> Packed:
    """Write a package of a built site.

    With `only`, the name of a chapter, it opens there, and only the exercises of that chapter
    count; the rest of the book is there to read. Raises ScormError, ContentError, OSError.
    """
    course = _course_of(site)
    exercises = _exercises(course, roots, lang)
    first = _first_page(site)
    told = _told(course, exercises, version, only, first)
    title = _title(site, first)
    added = {
        START: _start_page(title, told),
        SCRIPT: platform_script(),
        STYLE: LOOK,
        ON_PAGES: minified(source("platform_page")),
    }
    there = {
        path.relative_to(site).as_posix(): path
        for path in sorted(site.rglob("*"))
        if path.is_file() and path.name not in LEFT_OUT
    }
    names = sorted({*there, *added})
    content: dict[str, bytes] = {MANIFEST: manifest(version, course["course"], title, START, names)}
    for name in names:
        made = added.get(name)
        content[name] = made.encode() if made is not None else _page(name, there[name])
    _write(out, content)
    return Packed(out, len(content), len(told["done"]))


def _course_of(site: Path) -> dict[str, Any]:
    """Return the way through the book, as its page "My course" has it."""
    for path in sorted(site.rglob("*.html")):
        if found := COURSE.search(path.read_text(encoding="utf-8")):
            course: dict[str, Any] = json.loads(found[1])
            return course
    raise ScormError(
        f"{site} is no built site with a page on how far a reader is. "
        "Build the book first (make book), or name the folder of the site with --site."
    )


def _exercises(course: Mapping[str, Any], roots: Roots, lang: str | None) -> dict[str, Exercise]:
    try:
        return {id: load_exercise(id, roots, lang or course["lang"]) for id in course["exercises"]}
    except UnknownExerciseError as why:
        raise ScormError(f"The site was built with other files: {why} Build it anew.") from None


def _first_page(site: Path) -> str:
    """Return the page that a site begins with, whither its `index.html` may lead on."""
    found = LEADS_ON.search((site / "index.html").read_text(encoding="utf-8"))
    return found[1] if found else "index.html"


def _title(site: Path, page: str) -> str:
    found = TITLE.search((site / page).read_text(encoding="utf-8"))
    return " ".join(unescape(found[1]).split()) if found else page


def _told(
    course: Mapping[str, Any],
    exercises: Mapping[str, Exercise],
    version: str,
    only: str | None,
    first: str,
) -> dict[str, Any]:
    """Return what the page that a platform opens is given."""
    bank = next(iter(exercises.values())).bank
    counts, words = bank.course.platform, bank.words["platform"]
    pages, opened = _counting(course["pages"], only)
    endless = [id for id, exercise in exercises.items() if exercise.settings.draws]
    here = [id for page in pages for id in page["exercises"] if id not in endless]
    for id in (*counts.done, *counts.score):
        if id not in exercises:
            raise ScormError(f"data/course.yml names '{id}' under platform, and no page shows it.")
    for id in counts.score:
        parts = exercises[id].parts
        sorts = any(type_of(part.settings).sorts for part in parts)
        if not sorts or exercises[id].settings.graded:
            raise ScormError(f"data/course.yml: '{id}' is no sort whose key the book has.")
    # The page needs of all words only its own.
    slim = {key: value for key, value in course.items() if key not in ("words", "boxes")}
    return {
        "version": version,
        "course": slim,
        "naming": {
            "lang": course["lang"],
            "names": names_of(exercises.values()),
            "endless": endless,
        },
        "first": opened or first,
        "done": [id for id in here if id in (counts.done or here)],
        "score": [id for id in counts.score if id in here],
        "words": words,
    }


def _counting(
    pages: list[Mapping[str, Any]], only: str | None
) -> tuple[list[Mapping[str, Any]], str | None]:
    """Return the pages whose exercises count, and which page is opened first, if it is another."""
    if only is None:
        return pages, None
    wanted = only.rsplit("/", 1)[-1]
    chapters = {str(page["read"] or page["page"]).rsplit("/", 1)[-1]: page for page in pages}
    if wanted not in chapters:
        raise ScormError(
            f"There is no chapter '{only}' with exercises. There are: {', '.join(chapters)}."
        )
    first = chapters[wanted]
    found = [
        page for page in pages if (page["read"] or page["page"]) == (first["read"] or first["page"])
    ]
    return found, str(first["read_address"] or first["address"])


def _start_page(title: str, told: Mapping[str, Any]) -> str:
    words = told["words"]["page"]
    return PAGE.format(
        lang=escape(told["course"]["lang"]),
        title=escape(title),
        style=STYLE,
        script=SCRIPT,
        frame=escape(words["title"]),
        no_script=escape(words["no_script"]),
        told=data_text(told),
    )


def _page(name: str, path: Path) -> bytes:
    """Return a file of the site; each page first of all looks for the page that holds it."""
    content = path.read_bytes()
    if not name.endswith(".html"):
        return content
    tag = f'<script src="{"../" * name.count("/")}{ON_PAGES}"></script>'
    return HEAD.sub(lambda head: f"{head[0]}\n{tag}", content.decode(), count=1).encode()


def _write(out: Path, content: Mapping[str, bytes]) -> None:
    """Write the package whole, or leave what was there."""
    out.parent.mkdir(parents=True, exist_ok=True)
    begun = out.with_name(f".{out.name}.begun")
    try:
        with zipfile.ZipFile(begun, "w", zipfile.ZIP_DEFLATED) as file:
            for name, each in content.items():
                about = zipfile.ZipInfo(name, LONG_AGO)
                about.compress_type = zipfile.ZIP_DEFLATED
                file.writestr(about, each)
        begun.replace(out)
    finally:
        begun.unlink(missing_ok=True)
