"""An extension that only lets Jupyter Book build the course: nothing of what makes that faster."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from whosegroup.book.directives import DIRECTIVES
from whosegroup.book.extension import STATIC
from whosegroup.component.script import script

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config


def setup(app: Sphinx) -> dict[str, Any]:
    """Register with Sphinx."""
    for name, directive in DIRECTIVES.items():
        app.add_directive(name, directive)
    app.add_css_file("book.css")
    app.add_css_file("whose-group.css")
    app.add_js_file("whose-group.js", loading_method="async")
    app.connect("config-inited", _prepare)
    return {}


def _prepare(app: Sphinx, config: Config) -> None:
    made = Path(app.outdir).parent / ".component"
    made.mkdir(parents=True, exist_ok=True)
    made.joinpath("whose-group.js").write_text(script(), encoding="utf-8")
    config.html_static_path = [*config.html_static_path, str(STATIC), str(made)]
