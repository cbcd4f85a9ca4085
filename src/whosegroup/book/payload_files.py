"""Exercises that are heavy for a page: their data stand so that they pack well, or in a script.

Mixed practice holds what all others hold, and shows nothing of it before it is begun: its payload
is a script of its own, which browsers keep.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx.util.osutil import relative_uri

from ..component.script import parts_on, word_names
from ..exercises.html import data_text, element
from ..exercises.payload import shipped_to_page
from .builders import addresses

if TYPE_CHECKING:
    from sphinx.application import Sphinx

WINDOW = 32_768  # bytes that gzip looks back for what it need not say again
FOLDER = "_static/exercises"
# The script puts the payload where it stands itself, so that the sorter finds it as on other pages.
SCRIPT = (
    'document.currentScript.replaceWith(Object.assign(document.createElement("script"), '
    '{{ type: "application/json", textContent: {text} }}));\n'
)


def html_of(app: Sphinx, payload: Mapping[str, Any], page: str) -> str:
    """Return an exercise as HTML for a page of the site, which holds only what it shows."""
    shipped = shipped_with(payload)
    text, pages = data_text(shipped), addresses(app, shipped, page)
    if "excerpt" in payload or len(text) <= WINDOW:
        return element(payload, pages=pages, shipped=shipped)
    if "draws" not in payload:
        return element(payload, divided=True, pages=pages, shipped=shipped)
    address = _ship(app, payload, text, page)
    return element(payload, sent=f'<script async src="{address}"></script>', pages=pages)


def shipped_with(payload: Mapping[str, Any]) -> dict[str, Any]:
    """Return what is sent of a payload to a page whose script is the one that it needs."""
    return shipped_to_page(payload, word_names(parts_on(element(payload))))


def _ship(app: Sphinx, payload: Mapping[str, Any], text: str, page: str) -> str:
    """Write the script, and return the address at which a page finds it."""
    path = Path(app.outdir) / FOLDER / f"{payload['exercise']}-{payload['lang']}.js"
    path.parent.mkdir(parents=True, exist_ok=True)
    script = SCRIPT.format(text=json.dumps(text, ensure_ascii=False))
    path.write_text(script, encoding="utf-8")
    digest = hashlib.sha256(script.encode()).hexdigest()[:12]
    address = relative_uri(app.builder.get_target_uri(page), f"{FOLDER}/{path.name}")
    return f"{address}?v={digest}"
