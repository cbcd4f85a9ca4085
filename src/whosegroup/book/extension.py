"""The sorter and the cases on the pages of the book. Registers; the work is done elsewhere."""

from __future__ import annotations

import hashlib
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.util.images import get_image_size
from sphinx.util.osutil import relative_uri

from .. import __version__
from ..bank.roots import VARIABLE, BankError, banks_of_environment
from ..component.script import page_script, parts_on, style
from . import (
    bibliography,
    builders,
    course_page,
    exercise_nodes,
    glossary,
    in_class,
    launching,
    leftovers,
    scrolling,
    searching,
    sheets,
    theme,
)
from . import notebooks_to_run as execution
from . import pages_to_read as freshness
from .directives import DIRECTIVES

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config

STATIC = Path(__file__).parent / "static"
SCRIPT = "_static/{digest}/whose-group.js"  # so that servers and browsers keep it for ever


def setup(app: Sphinx) -> dict[str, Any]:
    """Register with Sphinx."""
    for name, directive in DIRECTIVES.items():
        app.add_directive(name, directive)
    app.add_node(nodes.citation, override=True, html=(_visit_citation, _depart_citation))
    app.add_node(nodes.image, override=True, html=(_visit_image, None))
    app.add_css_file("book.css")
    app.add_css_file("whose-group.css")
    launching.setup(app)
    theme.setup(app)
    freshness.setup(app)
    execution.setup(app)
    builders.setup(app)
    course_page.setup(app)
    exercise_nodes.setup(app)
    glossary.setup(app)
    in_class.setup(app)
    leftovers.setup(app)
    scrolling.setup(app)
    searching.setup(app)
    sheets.setup(app)
    bibliography.setup()
    app.connect("config-inited", _find_banks)
    app.connect("config-inited", _prepare)
    app.connect("html-page-context", _drop_widget_state, priority=100)
    app.connect("html-page-context", _load_sorter)
    app.connect("html-page-context", _call_folds_by_what_they_say)
    return {"version": __version__, "parallel_read_safe": True, "parallel_write_safe": True}


def _find_banks(_app: Sphinx, _config: Config) -> None:
    """Say which bank is not there, and end, before anything is built without it.

    Notebooks run in a folder of their own, from which a relative name would lead elsewhere.
    """
    try:
        banks = banks_of_environment()
    except BankError as why:
        sys.exit(str(why))  # Jupyter Book shows two tracebacks around any other error
    if banks:
        os.environ[VARIABLE] = os.pathsep.join(str(bank.absolute()) for bank in banks)


def _prepare(app: Sphinx, config: Config) -> None:
    """Serve the sorter's style, and never show a page made from content that has changed since."""
    made = Path(app.outdir).parent / ".component"
    made.mkdir(parents=True, exist_ok=True)
    made.joinpath("whose-group.css").write_text(style(), encoding="utf-8")
    # A new list: the old one may be a default that every build of a process shares.
    config.html_static_path = [*config.html_static_path, str(STATIC), str(made)]
    config.nb_execution_cache_path = str(Path(app.outdir).parent / ".jupyter_cache")


def _drop_widget_state(app: Sphinx, page: str, *_: Any) -> None:
    # MyST-NB would embed each widget's whole state, the script included, in the page.
    shown: dict[str, Any] = getattr(app.env, "nb_metadata", {})
    shown.get(page, {}).get("js_files", {}).pop("ipywidgets_state", None)


def _load_sorter(app: Sphinx, page: str, _tmpl: str, context: dict[str, Any], *_: Any) -> None:
    """Load the sorter's script where there is a sorter: what a page needs, before any style sheet.

    Of all that a script of an extension could stand in, every theme shows this first, and no script
    or sheet of its own can hold it up there.
    """
    body = context.get("body", "")
    if "<whose-group" not in body:
        return
    sent = page_script(parts_on(body))
    name = SCRIPT.format(digest=hashlib.sha256(sent.encode()).hexdigest()[:12])
    path = Path(app.outdir, name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(sent, encoding="utf-8")
    address = relative_uri(app.builder.get_target_uri(page), name)
    tag = f'<script async fetchpriority="high" src="{address}"></script>\n'
    context["metatags"] = tag + context.get("metatags", "")


def _call_folds_by_what_they_say(
    _app: Sphinx, _page: str, _tmpl: str, context: dict[str, Any], *_: Any
) -> None:
    # MyST-NB gives every fold a name beside its text, which nobody who speaks to a page can see.
    body = context.get("body", "")
    context["body"] = body.replace('<summary aria-label="Toggle hidden content">', "<summary>")


def _visit_image(writer: Any, node: nodes.Element) -> None:
    """Let a picture be loaded when a reader comes near it, into a place that is kept for it."""
    size = get_image_size(Path(writer.builder.srcdir) / node["uri"])
    kept = 'width="{}" height="{}" '.format(*size) if size else ""
    type(writer).visit_image(writer, node)
    shown = f'<img loading="lazy" decoding="async" {kept}'
    writer.body[-1] = writer.body[-1].replace("<img ", shown, 1)


def _visit_citation(writer: Any, node: nodes.Element) -> None:
    # docutils gives each source a role that is deprecated, in a list that may not hold its links.
    if not isinstance(node.previous_sibling(), nodes.citation):
        writer.body.append('<div class="citation-list">\n')
    writer.body.append(writer.starttag(node, "div", classes=["citation"]))


def _depart_citation(writer: Any, node: nodes.Element) -> None:
    last = not isinstance(node.next_node(descend=False, siblings=True), nodes.citation)
    writer.body.append("</div>\n" + ("</div>\n" if last else ""))
