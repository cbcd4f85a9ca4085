"""The way through the course: the page "My course", what comes next, marks beside links.

What each page holds of exercises is known when all are read; so these are put into words when they
are written, and pages that show them are written with every build that reads another.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from contextlib import suppress
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.util.docutils import SphinxDirective
from sphinx.util.osutil import relative_uri

from ..bank.problems import ContentError
from ..bank.roots import content_roots
from ..component.script import minified, source
from ..exercises.course import PracticePage, compile_course, count_of, open_after
from ..exercises.html import course_element, data_text
from ..exercises.loading import UnknownExerciseError, load_exercise
from ..exercises.model import Exercise
from ..work.contract import VERSION

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

HELD = "whosegroup_exercises"  # among a page's metadata: the exercises that it shows
TRIED = "whosegroup_tries"  # and the cases that stand alone in its prose
SHOWS = "whosegroup_course"  # and how much of the way through the course stands on it
WHOLE, NEXT = "whole", "next"
MARKS = "_static/course-marks.js"


def setup(app: Sphinx) -> None:
    """Register with Sphinx."""
    app.add_directive("course", CourseDirective)
    app.connect("env-updated", _write_again)
    app.connect("doctree-resolved", _write)
    app.connect("html-page-context", _load_marks)


class CourseNode(nodes.General, nodes.Element):
    """The place of the way through the course; `view` is how much of it is shown."""


def _view(given: str | None) -> str:
    if given not in (WHOLE, NEXT):
        raise ValueError(f"{given} is neither {WHOLE} nor {NEXT}")
    return given


class CourseDirective(SphinxDirective):
    """Show how far the reader is; with `:view: next`, no more than what comes next."""

    option_spec = {"view": lambda given: _view(given)}

    def run(self) -> list[nodes.Node]:
        view = self.options.get("view", WHOLE)
        facts = self.env.metadata[self.env.docname]
        facts[SHOWS] = WHOLE if WHOLE in (view, facts.get(SHOWS)) else NEXT
        return [CourseNode(view=view)]


def note_exercise(env: BuildEnvironment, name: str) -> None:
    """Note that the page which is being read shows an exercise."""
    held = env.metadata[env.docname].setdefault(HELD, [])
    if name not in held:
        held.append(name)


def note_try(env: BuildEnvironment, case: str) -> None:
    """Note that a case stands alone in the prose of the page which is being read."""
    tried = env.metadata[env.docname].setdefault(TRIED, [])
    if case not in tried:
        tried.append(case)


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


def practice_pages(app: Sphinx) -> list[PracticePage]:
    """Return the pages that show exercises, in the order of the book."""
    env, address = app.env, app.builder.get_target_uri
    return [
        PracticePage(
            page,
            env.titles[page].astext(),
            over,
            env.metadata[page][HELD],
            address(page),
            address(over) if over else None,
        )
        for page, over in _in_order(env)
        if env.metadata.get(page, {}).get(HELD)
    ]


def exercises_of(names: Iterable[str]) -> dict[str, Exercise]:
    """Return these exercises; what is wrong with one its own page has said."""
    roots = content_roots()
    found = {}
    for id in dict.fromkeys(names):
        with suppress(UnknownExerciseError, ContentError):
            found[id] = load_exercise(id, roots)
    return found


def _course(app: Sphinx) -> dict[str, Any]:
    """Return the way through the book, compiled once a build."""
    known: dict[str, Any] | None = getattr(app, "whosegroup_course", None)
    if known is None:
        pages = practice_pages(app)
        exercises = exercises_of(id for page in pages for id in page.exercises)
        bank = next(iter(exercises.values())).bank if exercises else None
        tries = {page: facts[TRIED] for page, facts in app.env.metadata.items() if TRIED in facts}
        if bank and bank.course.tries and tries:
            exercises |= exercises_of([bank.course.tries])
        known = compile_course(pages, exercises, bank.words["chapters"] if bank else {}, tries)
        app.whosegroup_course = known  # type: ignore[attr-defined]
    return known


def _write(app: Sphinx, doctree: nodes.document, page: str) -> None:
    for node in list(doctree.findall(CourseNode)):
        if app.builder.format != "html":
            node.parent.remove(node)
            continue
        base = "../" * app.builder.get_target_uri(page).count("/")
        html = course_element(_course(app), base, node["view"])
        node.replace_self(nodes.raw("", html, format="html", classes=["wg-output"]))


def _load_marks(app: Sphinx, page: str, _template: str, context: dict[str, Any], *_: Any) -> None:
    """Let each page mark which pages of its list are done; where there are no exercises, none."""
    script = _marks(app)
    if script:
        digest = hashlib.sha256(script.encode()).hexdigest()[:12]
        address = relative_uri(app.builder.get_target_uri(page), MARKS)
        tag = f'<script async src="{address}?v={digest}"></script>\n'
        context["metatags"] = context.get("metatags", "") + tag


def _marks(app: Sphinx) -> str:
    """Return the script that marks pages, written once a build."""
    known: str | None = getattr(app, "whosegroup_marks", None)
    if known is None:
        known = _write_marks(app)
        app.whosegroup_marks = known  # type: ignore[attr-defined]
    return known


def _write_marks(app: Sphinx) -> str:
    course, env = _course(app), app.env
    if not course["pages"]:
        return ""
    address = app.builder.get_target_uri
    order = [page for page, _ in _in_order(env)]
    follows = dict(pairwise(order))
    chapters: dict[str, list[str]] = {}
    for page in course["pages"]:
        if page["read"]:
            chapters.setdefault(page["read"], []).append(page["page"])
    mine = next((page for page in order if env.metadata[page].get(SHOWS) == WHOLE), None)
    words = course["words"]
    told = {
        "course": course["course"],
        "lang": course["lang"],
        "version": VERSION,
        "words": {
            "begun": words["mark_begun"],
            "done": words["mark_done"],
            "here": words["step_here"],
            "page": words["step_page"],
            "course": words["step_course"],
        },
        "exercises": {
            id: {
                "title": exercise["title"],
                "count": count_of(exercise),
                **({"open": open} if (open := open_after(exercise)) else {}),
            }
            for id, exercise in course["exercises"].items()
        },
        "pages": {
            page["page"]: {
                "exercises": page["exercises"],
                **({"next": [address(to), env.titles[to].astext()]} if to else {}),
            }
            for page in course["pages"]
            for to in [follows.get(page["page"])]
        },
        "chapters": chapters,
        **({"tries": course["tries"]} if "tries" in course else {}),
        **({"mine": address(mine)} if mine else {}),
    }
    script = f"(() => {{{minified(source('marks'))};mark({data_text(told)});}})();\n"
    path = Path(app.outdir) / MARKS
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(script, encoding="utf-8")
    return script
