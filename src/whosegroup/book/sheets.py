"""Printed sheets on the site: the directive `{sheets}` lists a worksheet and a key of each one.

A test has them for each of its forms, and a graded one none: that comes by `whosegroup print`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.util.docutils import SphinxDirective
from sphinx.util.osutil import relative_uri

from ..bank.words import fill
from ..exercises.sheets import file_of, name_of, page_of, sheets_of
from .builders import is_site
from .course_page import practice_pages
from .in_class import class_addresses
from .kept import exercises_of, kept

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from ..exercises.model import Exercise

LISTS = "whosegroup_sheets"  # among a page's metadata: that it lists them
FOLDER = "_static/sheets"


def setup(app: Sphinx) -> None:
    """Register with Sphinx."""
    app.add_directive("sheets", SheetsDirective)
    app.connect("env-updated", _write_again)
    app.connect("doctree-resolved", _list)
    app.connect("build-finished", _ship)


class SheetsNode(nodes.General, nodes.Element):
    """The place of the list."""


class SheetsDirective(SphinxDirective):
    """List the printed sheets of all exercises in the book."""

    def run(self) -> list[nodes.Node]:
        """Return the place; which exercises there are is known when all pages are read."""
        self.env.metadata[self.env.docname][LISTS] = True
        return [SheetsNode()]


def _write_again(_app: Sphinx, env: BuildEnvironment) -> Iterable[str]:
    return [page for page, facts in env.metadata.items() if LISTS in facts]


@dataclass(frozen=True)
class Printed:
    """A worksheet or a key as a file: what it is called, the form of a test, and its text."""

    name: str
    form: str
    key: bool
    text: str


def _printed(app: Sphinx) -> list[tuple[Exercise, list[Printed]]]:
    """Return each exercise of the book that has sheets, with these."""
    ids = (id for page in practice_pages(app) for id in page.exercises)
    exercises = [one for one in exercises_of(app, ids).values() if not one.settings.graded]
    made = [(one, kept(app, one.id, "sheets", partial(_files, one))) for one in exercises]
    return [(one, files) for one, files in made if files]


def _list(app: Sphinx, doctree: nodes.document, page: str) -> None:
    for node in list(doctree.findall(SheetsNode)):
        if not is_site(app.builder):
            node.parent.remove(node)
            continue
        here = app.builder.get_target_uri(page)
        large = class_addresses(app)
        listed = nodes.bullet_list()
        for exercise, files in _printed(app):
            words, chapter = exercise.bank.words["printing"], exercise.settings.chapter
            line = nodes.paragraph("", exercise.title + " ")
            line += nodes.literal("", exercise.id)
            over = exercise.bank.words["chapters"].get(chapter)
            line += nodes.Text(f" ({over}): " if over else ": ")
            for file in files:
                address = relative_uri(here, f"{FOLDER}/{file.name}")
                label = words["listed_key" if file.key else "listed_sheet"]
                if file.form:
                    label = fill(words["listed_form"], label=label, form=name_of(file.form))
                line += [nodes.reference("", label, refuri=address), nodes.Text(" ")]
            if exercise.id in large:
                address = relative_uri(here, large[exercise.id])
                line += nodes.reference("", words["listed_class"], refuri=address)
            listed += nodes.list_item("", line)
        node.replace_self(listed)


def _files(exercise: Exercise) -> list[Printed]:
    """Return the files of an exercise; what the page never tells has no key on the site."""
    found = []
    for sheet in sheets_of(exercise):
        name = file_of(exercise, sheet)
        sheets = page_of(exercise, [sheet], ())
        found.append(Printed(f"{name}.html", sheet.form, False, sheets))
        if exercise.settings.says != "none":
            keys = page_of(exercise, (), [sheet])
            found.append(Printed(f"{name}-key.html", sheet.form, True, keys))
    return found


def _ship(app: Sphinx, exception: Exception | None) -> None:
    """Write the sheets, of pages that were written now and of those that were not."""
    listed = any(LISTS in facts for facts in app.env.metadata.values())
    if exception or not listed or not is_site(app.builder):
        return
    folder = Path(app.outdir) / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    made = set()
    for _, files in _printed(app):
        for file in files:
            (folder / file.name).write_text(file.text, encoding="utf-8")
            made.add(file.name)
    for path in folder.glob("*.html"):
        if path.name not in made:
            path.unlink()
