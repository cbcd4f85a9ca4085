"""The way through the course: the page "My course", what comes next, marks beside links.

What each page holds of exercises is known when all are read; so these are put into words when they
are written, and pages that show them are written with every build that reads another.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.util.docutils import SphinxDirective
from sphinx.util.osutil import relative_uri

from ..component.script import minified, source
from ..exercises.course import PracticePage, Stop, compile_course, count_of, open_after
from ..exercises.html import course_element, data_text
from ..work.contract import VERSION
from .builders import from_top, is_site, on_the_site
from .kept import exercises_of, kept

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from ..exercises.model import Exercise

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
    """Return each page in the order of the book, with the chapter below which it stands."""
    first, seen = env.config.root_doc, set()

    def below(page: str, over: str | None) -> Iterator[tuple[str, str | None]]:
        if page not in seen:
            seen.add(page)
            yield page, over
            for child in env.toctree_includes.get(page, ()):
                # All stand below the first page, which is no chapter.
                yield from below(child, None if page == first else page)

    yield from below(first, None)


def practice_pages(app: Sphinx) -> list[PracticePage]:
    """Return the pages that show exercises, in the order of the book."""
    env, address = app.env, partial(from_top, app)
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


def _course(app: Sphinx) -> dict[str, Any]:
    """Return the way through the book, compiled once a build."""
    known: dict[str, Any] | None = getattr(app, "whosegroup_course", None)
    if known is None:
        pages = practice_pages(app)
        exercises = exercises_of(app, (id for page in pages for id in page.exercises))
        bank = next(iter(exercises.values())).bank if exercises else None
        tries = {page: facts[TRIED] for page, facts in app.env.metadata.items() if TRIED in facts}
        if bank and bank.course.tries and tries:
            exercises |= exercises_of(app, [bank.course.tries])
        known = compile_course(
            pages,
            exercises,
            bank.words["chapters"] if bank else {},
            tries,
            stop_of=partial(_stop_of, app),
            book=app.config.html_title or app.config.project,
            mine=_mine(app),
        )
        app.whosegroup_course = known  # type: ignore[attr-defined]
    return known


def _stop_of(app: Sphinx, exercise: Exercise) -> Stop:
    return kept(app, exercise.id, "stop", partial(Stop, exercise))


def _mine(app: Sphinx) -> str | None:
    """Return where "My course" is."""
    shown = (page for page, _ in _in_order(app.env) if app.env.metadata[page].get(SHOWS) == WHOLE)
    page = next(shown, None)
    return app.builder.get_target_uri(page) if page else None


def _write(app: Sphinx, doctree: nodes.document, page: str) -> None:
    for node in list(doctree.findall(CourseNode)):
        if not is_site(app.builder):
            node.replace_self(on_the_site("course_to_be_read") if node["view"] == WHOLE else [])
            continue
        base = "../" * app.builder.get_target_uri(page).partition("#")[0].count("/")
        html = course_element(_course(app), base, node["view"])
        node.replace_self(nodes.raw("", html, format="html", classes=["wg-output"]))


def _load_marks(app: Sphinx, page: str, _template: str, context: dict[str, Any], *_: Any) -> None:
    """Let each page mark which pages of its list are done; where there are no exercises, none."""
    script = _marks(app) if is_site(app.builder) else ""
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
    address = partial(from_top, app)
    order = [page for page, _ in _in_order(env)]
    follows = dict(pairwise(order))
    chapters: dict[str, list[str]] = {}
    for page in course["pages"]:
        if page["read"]:
            chapters.setdefault(page["read"], []).append(page["page"])
    words = course["words"]
    told = {
        "course": course["course"],
        "lang": course["lang"],
        "version": VERSION,
        "words": {
            "begun": words["mark_begun"],
            "done": words["mark_done"],
            "here": words["step_here"],
            "again": words["step_again"],
            "fresh": words["next_new"],
            "chapter": words["next_chapter"],
            "page": words["step_page"],
            "course": words["step_course"],
        },
        "exercises": {
            id: {
                "title": exercise["title"],
                "count": count_of(exercise),
                **{part: exercise[part] for part in ("minutes",) if part in exercise},
                **({"test": True} if "forms" in exercise else {}),
                **({"open": open} if (open := open_after(exercise)) else {}),
            }
            for id, exercise in course["exercises"].items()
        },
        "pages": {
            page["page"]: {
                "exercises": page["exercises"],
                "at": page["address"],
                **({"read": [page["read_address"], page["chapter"]]} if page["chapter"] else {}),
                **({"next": [address(to), env.titles[to].astext()]} if to else {}),
            }
            for page in course["pages"]
            for to in [follows.get(page["page"])]
        },
        "chapters": chapters,
        **({"tries": course["tries"]} if "tries" in course else {}),
        **({"mine": course["mine"]} if "mine" in course else {}),
    }
    script = f"(() => {{{minified(source('marks'))};mark({data_text(told)});}})();\n"
    path = Path(app.outdir) / MARKS
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(script, encoding="utf-8")
    return script
