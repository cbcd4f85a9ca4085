"""The way through the course: the page "My course", what comes next, marks beside links.

What each page holds of exercises is known when all are read; so these are put into words when they
are written, and pages that show them are written with every build that reads another.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes
from docutils.parsers.rst import directives
from rjsmin import jsmin
from sphinx.util.docutils import SphinxDirective

from ..bank.roots import content_roots
from ..component.script import source
from ..exercises.course import PracticePage, compile_course, count_of
from ..exercises.html import course_element
from ..exercises.loading import load_exercise
from ..exercises.model import Exercise

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

HELD = "whosegroup_exercises"  # among a page's metadata: the exercises that it shows
SHOWS = "whosegroup_course"  # and whether the way through the course stands on it
MARKS = "_static/course-marks.js"


def setup(app: Sphinx) -> None:
    """Register with Sphinx."""
    app.add_directive("course", CourseDirective)
    app.connect("env-updated", _write_again)
    app.connect("doctree-resolved", _write)
    app.connect("html-page-context", _load_marks)


class CourseNode(nodes.General, nodes.Element):
    """The place of the way through the course; `view` is how much of it is shown."""


class CourseDirective(SphinxDirective):
    """Show how far the reader is; with `:view: next`, no more than what comes next."""

    option_spec = {"view": lambda given: directives.choice(given, ("whole", "next"))}

    def run(self) -> list[nodes.Node]:
        self.env.metadata[self.env.docname][SHOWS] = True
        return [CourseNode(view=self.options.get("view", "whole"))]


def note_exercise(env: BuildEnvironment, name: str) -> None:
    """Note that the page which is being read shows an exercise."""
    held = env.metadata[env.docname].setdefault(HELD, [])
    if name not in held:
        held.append(name)


def _write_again(_app: Sphinx, env: BuildEnvironment) -> Iterable[str]:
    return [page for page, facts in env.metadata.items() if SHOWS in facts]


def _in_order(env: BuildEnvironment) -> Iterator[tuple[str, str | None]]:
    """Return each page in the order of the book, with the page below which it stands."""
    seen: set[str] = set()

    def below(page: str, over: str | None) -> Iterator[tuple[str, str | None]]:
        if page not in seen:
            seen.add(page)
            yield page, over
            for child in env.toctree_includes.get(page, ()):
                yield from below(child, page)

    yield from below(env.config.root_doc, None)


def practice_pages(env: BuildEnvironment) -> list[PracticePage]:
    """Return the pages that show exercises, in the order of the book."""
    return [
        PracticePage(page, env.titles[page].astext(), over, env.metadata[page][HELD])
        for page, over in _in_order(env)
        if env.metadata.get(page, {}).get(HELD)
    ]


def _exercises(pages: Iterable[PracticePage]) -> dict[str, Exercise]:
    roots = content_roots()
    return {id: load_exercise(id, roots) for page in pages for id in page.exercises}


def _course(env: BuildEnvironment) -> dict[str, Any]:
    pages = practice_pages(env)
    exercises = _exercises(pages)
    bank = next(iter(exercises.values())).bank if exercises else None
    return compile_course(pages, exercises, bank.words["chapters"] if bank else {})


def _write(app: Sphinx, doctree: nodes.document, page: str) -> None:
    for node in list(doctree.findall(CourseNode)):
        if app.builder.format != "html":
            node.parent.remove(node)
            continue
        root = app.builder.get_relative_uri(page, app.config.root_doc)
        base = root[: len(root) - len(app.builder.get_target_uri(app.config.root_doc))]
        html = course_element(_course(app.env), base or "./", node["view"])
        node.replace_self(nodes.raw("", html, format="html", classes=["wg-output"]))


def _load_marks(app: Sphinx, _page: str, _template: str, context: dict[str, Any], *_: Any) -> None:
    """Let each page mark which pages of its list are done; where there are no exercises, none."""
    script = _marks(app)
    if script:
        digest = hashlib.sha256(script.encode()).hexdigest()[:12]
        tag = f'<script async src="{context["pathto"](MARKS, 1)}?v={digest}"></script>\n'
        context["metatags"] = context.get("metatags", "") + tag


def _marks(app: Sphinx) -> str:
    """Return the script that marks pages, written once a build."""
    known: str | None = getattr(app, "whosegroup_marks", None)
    if known is None:
        known = _write_marks(app)
        app.whosegroup_marks = known  # type: ignore[attr-defined]
    return known


def _write_marks(app: Sphinx) -> str:
    pages = practice_pages(app.env)
    exercises = _exercises(pages)
    if not exercises:
        return ""
    bank = next(iter(exercises.values())).bank
    told = {
        "course": bank.course.course,
        "lang": bank.lang,
        "begun": bank.words.say("course.mark_begun"),
        "done": bank.words.say("course.mark_done"),
        "pages": {
            page.page: {id: count_of(exercises[id]) for id in page.exercises} for page in pages
        },
    }
    data = json.dumps(told, ensure_ascii=False, separators=(",", ":"))
    script = f"(() => {{{jsmin(source('marks'))}mark({data});}})();\n"
    path = Path(app.outdir) / MARKS
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(script, encoding="utf-8")
    return script
