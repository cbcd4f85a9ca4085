"""Printed sheets on the site: the directive `{sheets}` lists a worksheet and a key of each one.

A test has them for each of its forms, and a graded one none: that comes by `whosegroup print`.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.util.docutils import SphinxDirective
from sphinx.util.osutil import relative_uri

from ..bank.words import fill
from ..exercises.sheets import Sheet, file_of, name_of, page_of, sheets_of
from .builders import is_site
from .course_page import exercises_of, practice_pages
from .in_class import class_addresses

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


def _printed(app: Sphinx) -> list[Exercise]:
    exercises = exercises_of(id for page in practice_pages(app) for id in page.exercises).values()
    return [one for one in exercises if not one.settings.graded and sheets_of(one)]


def _list(app: Sphinx, doctree: nodes.document, page: str) -> None:
    for node in list(doctree.findall(SheetsNode)):
        if not is_site(app.builder):
            node.parent.remove(node)
            continue
        here = app.builder.get_target_uri(page)
        large = class_addresses(app)
        listed = nodes.bullet_list()
        for exercise in _printed(app):
            words, chapter = exercise.bank.words["printing"], exercise.settings.chapter
            line = nodes.paragraph("", exercise.title + " ")
            line += nodes.literal("", exercise.id)
            over = exercise.bank.words["chapters"].get(chapter)
            line += nodes.Text(f" ({over}): " if over else ": ")
            for name, sheet, key in _files(exercise):
                address = relative_uri(here, f"{FOLDER}/{name}")
                label = words["listed_key" if key else "listed_sheet"]
                if sheet.form:
                    label = fill(words["listed_form"], label=label, form=name_of(sheet.form))
                line += [nodes.reference("", label, refuri=address), nodes.Text(" ")]
            if exercise.id in large:
                address = relative_uri(here, large[exercise.id])
                line += nodes.reference("", words["listed_class"], refuri=address)
            listed += nodes.list_item("", line)
        node.replace_self(listed)


def _files(exercise: Exercise) -> list[tuple[str, Sheet, bool]]:
    """Return the files of an exercise: what each is called and holds, and whether it is a key.

    What the page never tells has no key on the site.
    """
    keys = (False,) if exercise.settings.says == "none" else (False, True)
    return [
        (f"{file_of(exercise, sheet)}{'-key' if key else ''}.html", sheet, key)
        for sheet in sheets_of(exercise)
        for key in keys
    ]


def _ship(app: Sphinx, exception: Exception | None) -> None:
    """Write the sheets, of pages that were written now and of those that were not."""
    listed = any(LISTS in facts for facts in app.env.metadata.values())
    if exception or not listed or not is_site(app.builder):
        return
    folder = Path(app.outdir) / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    made = set()
    for exercise in _printed(app):
        for name, sheet, key in _files(exercise):
            text = page_of(exercise, () if key else [sheet], [sheet] if key else ())
            (folder / name).write_text(text, encoding="utf-8")
            made.add(name)
    for path in folder.glob("*.html"):
        if path.name not in made:
            path.unlink()
