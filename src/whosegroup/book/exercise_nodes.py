"""An exercise on a page: read when the page is read, and put into words when the page is written.

A chapter names it in a directive, a notebook by what a cell gave: its name, in a mime type of ours,
which MyST-NB hands to `ExerciseRenderer` (`myst_nb.mime_renderers` in pyproject.toml).
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes

from ..bank.problems import ContentError
from ..bank.roots import VARIABLE, content_roots
from ..exercises.html import ANCHOR, MIME
from ..exercises.in_class import compile_class
from ..exercises.loading import UnknownExerciseError, exercise_files, load_exercise
from ..exercises.payload import compile_excerpt, compile_payload
from . import in_class
from .builders import is_site, to_be_read
from .course_page import note_exercise
from .payload_files import html_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from myst_nb.core.render import MimeData, NbElementRenderer
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from ..exercises.model import Exercise


def setup(app: Sphinx) -> None:
    """Register with Sphinx."""
    app.connect("doctree-read", _let_links_lead_to)
    app.connect("doctree-resolved", _write)


class ExerciseNode(nodes.General, nodes.Element):
    """An exercise in its place on a page: `payload` is all of it, `shown` what a class can see."""


def _let_links_lead_to(app: Sphinx, doctree: nodes.document) -> None:
    """Let `page.ipynb#exercise_ID` lead to an exercise, as MyST lets links lead to headings."""
    slugs = app.env.metadata[app.env.docname].setdefault("myst_slugs", {})
    for node in doctree.findall(ExerciseNode):
        payload = node["payload"]
        place = ANCHOR.format(payload["exercise"])
        slugs.setdefault(place, (None, place, payload["title"]))


def exercise_node(env: BuildEnvironment, name: str, lang: str | None = None) -> ExerciseNode:
    """Return an exercise as it is now, and let the page be read anew when its files change.

    Raises UnknownExerciseError or ContentError.
    """
    exercise = _load(env, name, lang)
    note_exercise(env, name)
    return ExerciseNode(payload=compile_payload(exercise), shown=compile_class(exercise))


def excerpt_node(
    env: BuildEnvironment, name: str, ids: Sequence[str] | None, goes_on: Mapping[str, str] | None
) -> ExerciseNode:
    """Return some cases of an exercise, or all without `ids`, which are answered where they stand.

    Raises UnknownExerciseError, ContentError, or ValueError for a case that is not in it.
    """
    exercise = _load(env, name)
    every = [*exercise.settings.cases, *exercise.settings.named]
    payload = compile_excerpt(exercise, every if ids is None else ids, goes_on)
    return ExerciseNode(payload=payload, shown=compile_class(exercise))


def _load(env: BuildEnvironment, name: str, lang: str | None = None) -> Exercise:
    roots = content_roots()
    for path in exercise_files([name], roots):
        env.note_dependency(str(path))
    try:
        return load_exercise(name, roots, lang)
    except UnknownExerciseError as error:
        hint = f"If it is in a bank of your own, let {VARIABLE} name that."
        raise UnknownExerciseError(f"{error} {hint}") from error


class ExerciseRenderer:
    """What MyST-NB asks for the exercise that a cell names; it goes before all else of the cell."""

    mime_priority_overrides = (("*", MIME, 1),)

    @staticmethod
    def handle_mime(
        renderer: NbElementRenderer, data: MimeData, inline: bool
    ) -> list[nodes.Element] | None:
        """Return the exercise; nothing in a book that does not load the extension; None if none."""
        if data.mime_type != MIME:
            return None
        named: Any = data.content
        page = renderer.renderer
        env = page.sphinx_env
        if env is None or "whosegroup.book.extension" not in env.app.extensions:
            return []
        try:
            return [exercise_node(env, named["exercise"], named.get("lang"))]
        except (ContentError, UnknownExerciseError) as error:
            return [page.document.reporter.error(str(error), line=data.line)]


def _write(app: Sphinx, doctree: nodes.document, page: str) -> None:
    """Put HTML in the place of each exercise, or its cases to be read where none can be done.

    It is named for what it is: the theme puts a light sheet under any other output that holds no
    table, and the browser would look for one in the whole exercise at each click.
    """
    for node in list(doctree.findall(ExerciseNode)):
        payload = node["payload"]
        if is_site(app.builder):
            html = html_of(app, payload, page)
            if node["shown"]:
                in_class.ship(Path(app.outdir), node["shown"], payload["lang"])
            node.replace_self(nodes.raw("", html, format="html", classes=["wg-output"]))
        elif app.builder.format:
            text = to_be_read(payload)
            text["ids"].append(ANCHOR.format(payload["exercise"]))
            node.replace_self(text)
        else:  # nothing that anybody reads
            node.parent.remove(node)
