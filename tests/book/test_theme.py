"""The theme in a small book: one style sheet of what its pages use, and scripts with work."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from small_book import SmallBook
from whosegroup.book.theme import SHEET
from whosegroup.component.script import style

FIXTURES = Path(__file__).parents[1] / "fixtures"
PAGES = {
    "index": "# Toy\n\n```{toctree}\ncode\nplain\n```\n",
    "code": "# Code\n\n```python\nprint(1)\n```\n",
    "plain": "# Plain\n\nNothing here.\n",
}


class ThemedBook(SmallBook):
    def __init__(self, folder: Path, *more: str) -> None:
        extensions = ("sphinx_copybutton", "sphinx_togglebutton", *more)
        super().__init__(folder, PAGES, "sphinx_book_theme", extensions)

    def sheet(self) -> str:
        return (self.html / "_static" / SHEET).read_text("utf-8")

    def links(self, name: str) -> list[str]:
        return [link["href"] for link in self.page(name).select("link[rel=stylesheet]")]

    def scripts(self, name: str) -> list[str]:
        addresses = [script["src"] for script in self.page(name).select("script[src]")]
        return [address.partition("?")[0].rpartition("/")[2] for address in addresses]


@pytest.fixture(scope="module", autouse=True)
def toy_content() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("WHOSEGROUP_CONTENT", str(FIXTURES / "bank"))
        yield


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> ThemedBook:
    """Return a book that is built, to be read alone."""
    book = ThemedBook(tmp_path_factory.mktemp("themed"))
    assert book.build() == ""
    return book


def test_a_page_has_one_style_sheet_with_a_digest_and_no_script_for_icons(
    built: ThemedBook,
) -> None:
    [link] = built.links("plain")
    assert re.fullmatch(rf"_static/{SHEET}\?v=[0-9a-f]{{12}}", link)
    assert "fontawesome.js" not in built.scripts("plain")
    assert {"bootstrap-on-demand.js", "pydata-sphinx-theme.js"} <= set(built.scripts("plain"))
    assert "bootstrap.js" not in built.scripts("plain")
    [waiting] = built.page("plain").select("script[data-on-demand]")
    assert re.fullmatch(
        r"_static/scripts/bootstrap\.js\?digest=[0-9a-f]+", waiting["data-on-demand"]
    )


def test_a_theme_that_is_not_the_books_keeps_its_scripts(tmp_path: Path) -> None:
    book = SmallBook(tmp_path, {"index": "# Plain\n"}, "pydata_sphinx_theme")
    assert book.build() == ""
    addresses = [script["src"] for script in book.page("index").select("script[src]")]
    assert any("/scripts/bootstrap.js" in address for address in addresses)
    assert not any("on-demand" in address for address in addresses)


def test_the_sheet_holds_the_rules_that_pages_use_and_of_the_icons_only_theirs(
    built: ThemedBook,
) -> None:
    sheet = built.sheet()
    assert ".bd-article-container" in sheet
    assert 'html[data-theme="dark"] .highlight .nb' in sheet, "The theme's own colours of code."
    assert ".bs-tooltip-auto" in sheet, "The arrow of a tooltip, whose class has two parts."
    assert "p.centered" not in sheet
    used = {name for tag in built.page("plain").select("[class*=fa-]") for name in tag["class"]}
    assert all(f".{icon}:before" in sheet for icon in used & {"fa-bars", "fa-magnifying-glass"})
    [(source, _)] = re.findall(r"src:url\(([a-z0-9-]+\.woff2)\?v=([0-9a-f]{12})\)", sheet)
    font = TTFont(BytesIO((built.html / "_static" / source).read_bytes()))
    icons = {ord(point) for point in re.findall("[\ue000-\uf8ff]", sheet)}
    assert icons & set(font.getBestCmap()) and len(font.getBestCmap()) <= len(icons)


def test_the_sheet_holds_every_rule_of_the_sorter(built: ThemedBook) -> None:
    """It names classes by parts: of `wg-say-lead` no page and no script has the whole word."""
    sheet = re.sub(r"\s", "", built.sheet())
    rules = re.findall(r"[^{}]+\{[^{}]*\}", re.sub(r"/\*.*?\*/", "", style(), flags=re.DOTALL))
    assert len(rules) > 100
    assert [rule for rule in rules if re.sub(r"\s", "", rule) not in sheet] == []


def test_every_page_asks_for_a_new_sheet_when_a_page_uses_what_is_new_and_else_stays(
    tmp_path: Path,
) -> None:
    themed = ThemedBook(tmp_path / "themed")
    assert themed.build() == ""
    links = themed.links("code")

    page = themed.html / "code.html"
    written = page.stat().st_mtime_ns
    themed.write("plain", "# Plain\n\nOther words.\n")
    assert themed.build() == ""
    assert "Other words." in themed.page("plain").get_text()
    assert page.stat().st_mtime_ns == written

    themed.write("plain", "# Plain\n\n```{centered} New here\n```\n")
    assert themed.build() == ""
    assert "p.centered" in themed.sheet()
    assert themed.links("code") == themed.links("plain") != links


def test_a_browser_may_keep_whatever_a_page_asks_for_because_its_address_has_a_digest(
    built: ThemedBook,
) -> None:
    asked = built.page("code").select("script[src], link[rel=stylesheet], link[rel=icon]")
    addresses = [node.get("src") or node["href"] for node in asked]
    assert len(addresses) > 5
    assert [one for one in addresses if not re.search(r"\?(v|digest)=[0-9a-f]{8}", one)] == []


def test_no_page_is_written_again_by_another_build_of_the_same_process(tmp_path: Path) -> None:
    book = ThemedBook(tmp_path, "sphinx_book_theme")
    assert book.build() == ""
    page = book.html / "plain.html"
    page.write_text("as it was")
    assert book.build() == ""
    assert page.read_text() == "as it was"


def test_scripts_are_loaded_where_they_have_work(built: ThemedBook) -> None:
    assert "copybutton.js" in built.scripts("code")
    for idle in ("copybutton.js", "clipboard.min.js", "togglebutton.js"):
        assert idle not in built.scripts("plain")
