"""The search of the book: letters without their signs, numbers too, and chapters first.

Readers type `tojisha` for what the book writes with a macron; Sphinx would find nothing.
"""

from __future__ import annotations

import json
import unicodedata
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx.search import SearchEnglish, SearchLanguage, languages

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config

JS = Path(__file__).parent / "search"
LAST = "search_last"  # a setting: the pages that are found after all others


def setup(app: Sphinx) -> None:
    """Register with Sphinx."""
    app.add_config_value(LAST, [], "html", [list])
    app.connect("config-inited", _prepare)


def without_signs(text: str) -> str:
    """Return text whose letters have lost their macrons and accents, as `js` does in a query.

    Only Latin ones do: in other scripts such a sign makes another letter.
    """
    parts = unicodedata.normalize("NFD", text)
    bare = "".join(letter for letter in parts if not "\u0300" <= letter <= "\u036f")
    return unicodedata.normalize("NFC", bare)


class _WithoutSigns(SearchLanguage):
    """What a language adds to its words: they are told apart without their signs."""

    def split(self, input: str) -> list[str]:
        return super().split(without_signs(input))


def _prepare(app: Sphinx, config: Config) -> None:
    """Give the book's language our rule, and Sphinx the script that ranks what is found."""
    name = config.html_search_language or config.language or "en"
    known: Any = languages.get(name) or languages.get(name.split("_")[0], SearchEnglish)
    if isinstance(known, str):
        module, known = known.rsplit(".", 1)
        known = getattr(import_module(module), known)
    if not issubclass(known, _WithoutSigns):  # of an earlier book of this process
        code = f"{known.js_splitter_code}\n{_source('query')}"
        members = {"lang": name, "js_splitter_code": code}
        app.add_search_language(type(known.__name__, (_WithoutSigns, known), members))
    if not config.html_search_scorer:
        made = Path(app.outdir).parent / ".search-scorer.js"
        made.parent.mkdir(parents=True, exist_ok=True)
        last = json.dumps(getattr(config, LAST))
        made.write_text(_source("scorer").replace("LAST", last), encoding="utf-8")
        config.html_search_scorer = str(made)


def _source(name: str) -> str:
    return JS.joinpath(f"{name}.js").read_text(encoding="utf-8")
