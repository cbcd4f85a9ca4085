"""Tables that are wider than a phone: on their pages a script lets keys come to them and scroll.

No other page asks for it. It bears the words, so that a page need not be written anew for them.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx.util.osutil import relative_uri

from ..bank.loading import load_bank
from ..bank.roots import content_root
from ..component.script import minified, source
from ..exercises.html import data_text
from .builders import is_site

if TYPE_CHECKING:
    from sphinx.application import Sphinx

SCRIPT = "_static/scrolled.js"
TABLES = ('class="table-wrapper', "text_html")


def setup(app: Sphinx) -> None:
    """Register with Sphinx."""
    app.connect("html-page-context", _load)
    app.connect("build-finished", _write)


def _load(app: Sphinx, page: str, _template: str, context: dict[str, Any], *_: Any) -> None:
    body = context.get("body", "")
    if is_site(app.builder) and any(table in body for table in TABLES):
        digest = hashlib.sha256(_script(app).encode()).hexdigest()[:12]
        address = relative_uri(app.builder.get_target_uri(page), SCRIPT)
        tag = f'<script defer src="{address}?v={digest}"></script>\n'
        context["metatags"] = context.get("metatags", "") + tag


def _write(app: Sphinx, exception: Exception | None) -> None:
    """Write the script, also for pages that were not written now."""
    if not exception and is_site(app.builder):
        path = Path(app.outdir, SCRIPT)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(_script(app), encoding="utf-8")


def _script(app: Sphinx) -> str:
    """Return the script, made once a build."""
    known: str | None = getattr(app, "whosegroup_scrolled", None)
    if known is None:
        words = load_bank((content_root(),), only=()).words["pages"]
        told = data_text({"name": words["scrolls"]})
        known = f"(() => {{{minified(source('scrolled'))};letScroll({told});}})();\n"
        app.whosegroup_scrolled = known  # type: ignore[attr-defined]
    return known
