"""The theme in a small book: one style sheet of what its pages use, and scripts with work."""

from __future__ import annotations

import re
from io import BytesIO, StringIO
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from fontTools.ttLib import TTFont
from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace, patch_docutils

from whosegroup.theme import SHEET

CONF = """
extensions = ["myst_nb", "sphinx_copybutton", "sphinx_togglebutton", "whosegroup.sphinx_ext"]
html_theme = "sphinx_book_theme"
exclude_patterns = ["_build"]
nb_execution_mode = "off"
"""
PAGES = {
    "index": "# Toy\n\n```{toctree}\ncode\nplain\n```\n",
    "code": "# Code\n\n```python\nprint(1)\n```\n",
    "plain": "# Plain\n\nNothing here.\n",
}


class ThemedBook:
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir()
        (folder / "conf.py").write_text(CONF)
        for name, text in PAGES.items():
            self.write(name, text)

    def write(self, name: str, text: str) -> None:
        (self.folder / f"{name}.md").write_text(text)

    @property
    def html(self) -> Path:
        return self.folder / "_build" / "html"

    def build(self) -> None:
        place, warnings = str(self.folder), StringIO()
        with patch_docutils(place), docutils_namespace():
            trees = str(self.folder / "_build" / "doctrees")
            app = Sphinx(place, place, str(self.html), trees, "html", status=None, warning=warnings)
            app.build()
        assert warnings.getvalue() == ""

    def page(self, name: str) -> BeautifulSoup:
        return BeautifulSoup((self.html / f"{name}.html").read_text("utf-8"), "html.parser")

    def sheet(self) -> str:
        return (self.html / "_static" / SHEET).read_text("utf-8")

    def links(self, name: str) -> list[str]:
        return [link["href"] for link in self.page(name).select("link[rel=stylesheet]")]

    def scripts(self, name: str) -> list[str]:
        addresses = [script["src"] for script in self.page(name).select("script[src]")]
        return [address.partition("?")[0].rpartition("/")[2] for address in addresses]


@pytest.fixture
def themed(tmp_path: Path, toy_root: Path, monkeypatch: pytest.MonkeyPatch) -> ThemedBook:
    monkeypatch.setenv("WHOSEGROUP_CONTENT", str(toy_root))
    book = ThemedBook(tmp_path / "themed")
    book.build()
    return book


def test_a_page_has_one_style_sheet_with_a_digest_and_no_script_for_icons(
    themed: ThemedBook,
) -> None:
    [link] = themed.links("plain")
    assert re.fullmatch(rf"_static/{SHEET}\?v=[0-9a-f]{{12}}", link)
    assert "fontawesome.js" not in themed.scripts("plain")
    assert {"bootstrap.js", "pydata-sphinx-theme.js"} <= set(themed.scripts("plain"))


def test_the_sheet_holds_the_rules_that_pages_use_and_of_the_icons_only_theirs(
    themed: ThemedBook,
) -> None:
    sheet = themed.sheet()
    assert ".bd-article-container" in sheet
    assert 'html[data-theme="dark"] .highlight .nb' in sheet, "The theme's own colours of code."
    assert "p.centered" not in sheet
    used = {name for tag in themed.page("plain").select("[class*=fa-]") for name in tag["class"]}
    assert all(f".{icon}:before" in sheet for icon in used & {"fa-bars", "fa-magnifying-glass"})
    [source] = re.findall(r"src:url\(([a-z0-9-]+\.woff2)\)", sheet)
    font = TTFont(BytesIO((themed.html / "_static" / source).read_bytes()))
    icons = {ord(point) for point in re.findall("[\ue000-\uf8ff]", sheet)}
    assert icons & set(font.getBestCmap()) and len(font.getBestCmap()) <= len(icons)


def test_what_a_page_newly_uses_comes_into_the_sheet_and_every_page_asks_for_it(
    themed: ThemedBook,
) -> None:
    before = themed.links("code")
    themed.write("plain", "# Plain\n\n```{centered} New here\n```\n")
    themed.build()
    assert "p.centered" in themed.sheet()
    assert themed.links("code") == themed.links("plain") != before


def test_an_edit_that_uses_nothing_new_leaves_the_other_pages_as_they_are(
    themed: ThemedBook,
) -> None:
    page = themed.html / "code.html"
    before = page.stat().st_mtime_ns
    themed.write("plain", "# Plain\n\nOther words.\n")
    themed.build()
    assert "Other words." in themed.page("plain").get_text()
    assert page.stat().st_mtime_ns == before


def test_scripts_are_loaded_where_they_have_work(themed: ThemedBook) -> None:
    assert "copybutton.js" in themed.scripts("code")
    for idle in ("copybutton.js", "clipboard.min.js", "togglebutton.js"):
        assert idle not in themed.scripts("plain")
