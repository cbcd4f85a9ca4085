"""The theme, Furo, where its pages need a little more: one style sheet, and nothing that is idle.

With another theme all that is done for Furo alone is left undone, and exercises work just as well.
"""

from __future__ import annotations

import hashlib
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

from ..component.script import minified
from .builders import writes_pages

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config

FURO = "furo"
SHEET = "_static/book-{digest}.css"  # the digest lets servers and browsers keep it for ever
# What Jupyter Book hands to its own theme, and Furo would warn of.
UNKNOWN_TO_FURO = {
    "analytics",
    "extra_footer",
    "home_page_in_toc",
    "navbar_footer_text",
    "search_bar_text",
    "use_edit_page_button",
    "use_issues_button",
    "use_repository_button",
}
# What must stand on a page for the files of an extension to have something to do there.
CODE = 'class="highlight'
NEEDED_FOR = {
    "clipboard": CODE,
    "copybutton": CODE,
    "design-tabs": "sd-tab-",
    "mystnb": 'class="cell',
    "pygments": CODE,
    "sphinx-design": "sd-",
    "tex-mml-chtml": 'class="math',
    "togglebutton": "toggle",
}


def setup(app: Sphinx) -> None:
    """Register with Sphinx."""
    app.connect("config-inited", _set_options)
    # Before Furo makes its own list of the chapters.
    app.connect("html-page-context", _level_captions, priority=400)
    app.connect("html-page-context", _drop_idle_files, priority=850)
    app.connect("html-page-context", _join_sheets, priority=950)


def _set_options(_app: Sphinx, config: Config) -> None:
    if config.html_theme == FURO:
        known = {k: v for k, v in config.html_theme_options.items() if k not in UNKNOWN_TO_FURO}
        # A page's source is of no use to its readers; a notebook can be downloaded (launching).
        config.html_theme_options = {"top_of_page_buttons": [], **known}
        config.templates_path = [*config.templates_path, str(Path(__file__).parent / FURO)]


def _level_captions(
    _app: Sphinx, _page: str, _template: str, context: dict[str, Any], *_: Any
) -> None:
    """Give the captions between the chapters a level: Sphinx calls them headings, of no level."""
    if listed := context.get("toctree"):

        def levelled(**how: Any) -> str:
            return str(listed(**how)).replace('role="heading"', 'role="heading" aria-level="2"')

        context["toctree"] = levelled


def _drop_idle_files(
    _app: Sphinx, _page: str, _template: str, context: dict[str, Any], *_: Any
) -> None:
    body = context.get("body", "")
    for files in ("css_files", "script_files"):
        context[files] = [one for one in context.get(files, []) if _has_work(one, body)]


def _has_work(file: Any, body: str) -> bool:
    said = str(getattr(file, "attributes", {}).get("body") or "")
    needed = NEEDED_FOR["togglebutton"] if "toggle" in said else NEEDED_FOR.get(_stem(file), "")
    return needed in body


def _stem(file: Any) -> str:
    return PurePosixPath(getattr(file, "filename", None) or "").name.partition(".")[0]


def _join_sheets(app: Sphinx, _page: str, _template: str, context: dict[str, Any], *_: Any) -> None:
    """Let all pages ask for the same one sheet; what only some pages need stays beside it."""
    if app.config.html_theme != FURO or not writes_pages(app.builder):
        return
    site, given = Path(app.outdir), context["css_files"]
    # Of a file that is copied to the site at the end of a build, nothing is there yet.
    joined = [f for f in given if _stem(f) not in NEEDED_FOR and (site / f.filename).is_file()]
    text = "\n".join((site / file.filename).read_text(encoding="utf-8") for file in joined)
    name = SHEET.format(digest=hashlib.sha256(text.encode()).hexdigest()[:12])
    if not (site / name).exists():
        (site / name).write_text(minified(text, "text/css"), encoding="utf-8")
    context["css_files"] = [*(file for file in given if file not in joined), name]
