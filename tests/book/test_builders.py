"""Every road to a reader: pages at any depth, every kind of site, print and plain text."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urldefrag
from xml.etree import ElementTree

import matplotlib
import pytest
from bs4 import BeautifulSoup, Tag

from small_book import SmallBook, write_notebook
from whosegroup.book import payload_files
from whosegroup.book.builders import to_be_read
from whosegroup.exercises.html import MIME
from whosegroup.exercises.loading import load_exercise
from whosegroup.exercises.payload import compile_payload
from whosegroup.exercises.tags import line_text

matplotlib.use("agg")

BANK = Path(__file__).parents[1] / "fixtures" / "bank"
NAMES = sorted(path.stem for path in (BANK / "exercises").glob("*.yml"))
SHOWN = "```{exercise} toy\n```\n"
INDENTED = "\n".join(f"  {line}" for line in SHOWN.splitlines())
DEEP = "parts/first/deep/page"
# Exercises wherever Markdown lets one stand, on pages at every depth.
PAGES = {
    "index": f"# Toy\n\n{SHOWN}\n```{{toctree}}\nbook/toy-chapter\nbook/other-chapter\n"
    f"book/references\n{DEEP}\nparts/nested\nparts/first/noted\ncrosswalk\nway/mine\n```\n",
    "book/toy-chapter": f"# Toy chapter\n\n{SHOWN}\n```{{bank-figure}} squares\nFour.\n```\n",
    "book/other-chapter": "# Other\n\n```{figure} house.svg\n:alt: A house.\n\nOurs.\n```\n"
    "\n```{figure} none.svg\n:alt: None.\n\nNo SVG.\n```\n",
    "book/references": "# References\n\nNothing.\n",
    DEEP: f"# Deep\n\n{SHOWN}",
    "parts/nested": f"# Nested\n\n````{{note}}\n{SHOWN}````\n\n- A point\n\n{INDENTED}\n\n"
    "```{include} first/included.txt\n```\n",
    "crosswalk": "# Crosswalk\n\n```{crosswalk}\n```\n",
    "way/mine": "# My course\n\n```{course}\n```\n\n```{course}\n:view: next\n```\n",
}
CODE = """from whosegroup import exercise
exercise("toy")"""
SHOWN_ON = {"index": 1, "book/toy-chapter": 1, DEEP: 1, "parts/nested": 3, "parts/first/noted": 1}
TITLE, SITE_ONLY = "Four toy groups", "To be read here, and done on the site."
COURSE_ON_SITE = "Your way through it is shown on the site."
# What pandas gives: HTML, and no XML.
TABLE = (
    "<div>\n<style scoped>\n  th { color: red }\n</style>\n<table><tr><td>7</td></tr></table></div>"
)


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> SmallBook:
    """Return the book; each test has it built by the builder that it is about."""
    book = SmallBook(tmp_path_factory.mktemp("book"), PAGES)
    book.folder.joinpath("parts/first/included.txt").write_text(SHOWN, encoding="utf-8")
    _write_shown(book.folder / "parts/first/noted.ipynb")
    size = 'xmlns="http://www.w3.org/2000/svg" width="9" height="9"'
    house = f'<svg {size}><path d="M0 9V4L4 0L9 9z"/></svg>'
    (book.folder / "book/house.svg").write_text(house, encoding="utf-8")
    (book.folder / "book/none.svg").write_text("none", encoding="utf-8")
    return book


def _write_shown(path: Path) -> None:
    """Write a notebook whose cell has shown an exercise.

    It names that beside the widget and the name of an object, which some builders would prefer.
    """
    write_notebook(path, CODE)
    notebook = json.loads(path.read_text(encoding="utf-8"))
    shown = {
        MIME: {"exercise": "toy", "lang": "en"},
        "application/vnd.jupyter.widget-view+json": {"model_id": "a"},
        "text/plain": "Sorter()",
    }
    output = {"output_type": "display_data", "metadata": {}, "data": shown}
    table = {**output, "data": {"text/html": TABLE, "text/plain": "7"}}
    notebook["cells"][1]["outputs"] = [output, table]
    notebook["metadata"]["language_info"] = {"name": "python", "pygments_lexer": "ipython3"}
    path.write_text(json.dumps(notebook), encoding="utf-8")


@pytest.fixture
def build(book: SmallBook, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Return a way to build the book, which shows the toy bank; it warns of nothing."""
    monkeypatch.setenv("WHOSEGROUP_CONTENT", str(BANK))

    def built(builder: str) -> Path:
        assert book.build(builder) == ""
        return book.made(builder)

    return built


def _exercises(page: Path) -> list[Tag]:
    return BeautifulSoup(page.read_text(encoding="utf-8"), "html.parser").select("whose-group")


def _page(site: Path, builder: str, name: str) -> Path:
    if builder == "html" or name == "index":
        return site / f"{name}.html"
    return site / name / "index.html"


def _leads_to(page: Path, address: str) -> tuple[Path, str]:
    """Return the file and the place on it to which a link of a page leads."""
    path, place = urldefrag(unquote(address))
    file = (page.parent / path).resolve() if path else page
    return (file / "index.html" if file.is_dir() else file), place


@pytest.mark.parametrize("builder", ["html", "dirhtml"])
def test_an_exercise_at_any_depth_starts_and_leads_to_the_pages_it_names(
    build: Any, builder: str
) -> None:
    site = build(builder)
    for name, count in SHOWN_ON.items():
        page = _page(site, builder, name)
        exercises = _exercises(page)
        assert [one["exercise"] for one in exercises] == ["toy"] * count, name
        for one in exercises:
            pages = json.loads(one["data-pages"])
            assert {n: _leads_to(page, to)[0] for n, to in pages.items()} == {
                named: _page(site, builder, named) for named in pages
            }
            assert set(pages) == {"book/toy-chapter", "book/references"}
        html = BeautifulSoup(page.read_text(encoding="utf-8"), "html.parser")
        [script] = html.select('script[src*="whose-group.js"]')
        assert _leads_to(page, script["src"].partition("?")[0])[0].is_file()


def test_a_book_in_one_page_shows_them_all_and_leads_to_its_own_parts(build: Any) -> None:
    page = build("singlehtml") / "index.html"
    assert not re.search(r'<script[^>]+src="(https?:)?//', page.read_text("utf-8"))
    exercises = _exercises(page)
    assert len(exercises) == sum(SHOWN_ON.values())
    html = BeautifulSoup(page.read_text(encoding="utf-8"), "html.parser")
    for one in exercises:
        for address in json.loads(one["data-pages"]).values():
            file, place = _leads_to(page, address)
            assert file == page and html.find(id=place)
    for way in html.select("whose-group-course"):
        data = json.loads(way.script.string)
        shown = [one["address"] for one in data["pages"]]
        assert shown == [a["href"].removeprefix(way["base"]) for a in way.select("a")] or not (
            way.select("a")
        )
        for address in shown:
            file, place = _leads_to(page, way["base"] + address)
            assert file == page and (not place or html.find(id=place)), address


@pytest.mark.parametrize(("builder", "made"), [("latex", ".tex"), ("text", ".txt"), ("man", ".1")])
def test_print_and_plain_text_hold_the_cases_to_be_read_and_say_so(
    build: Any, book: SmallBook, builder: str, made: str
) -> None:
    book.set(man_pages=[("index", "toy", "Toy", [], 1)])
    files = [path for path in build(builder).rglob(f"*{made}") if path.name != "sphinx.tex"]
    text = " ".join(" ".join(f.read_text(encoding="utf-8") for f in files).split())
    text = text.replace("\\sphinxhyphen{}", "-").replace("\\-", "-")
    assert text.count(TITLE) >= sum(SHOWN_ON.values())
    assert text.count(SITE_ONLY) == sum(SHOWN_ON.values())
    assert "Mr Abe leads because the others chose him" in text
    assert "whose-group" not in text and "Sorter()" not in text
    assert "The toy chapter" in text, "The crosswalk names the chapter of a claim."
    assert text.count(COURSE_ON_SITE) == 1, "What comes next is said by the page My course."


def test_print_has_the_figures_as_it_can_take_them(build: Any) -> None:
    made = build("latex")
    for name in ("squares-*", "house*"):
        [figure] = made.glob(name)
        assert figure.suffix == ".pdf" and figure.read_bytes().startswith(b"%PDF")
    text = "".join(path.read_text(encoding="utf-8") for path in made.glob("*.tex"))
    assert "Ours." in text and "No SVG." in text, "What cannot be read keeps its caption."


def test_an_e_book_holds_the_cases_as_text_and_no_script(build: Any, book: SmallBook) -> None:
    book.set(version="1", copyright="Nobody")
    made = build("epub")
    page = (made / f"{DEEP}.xhtml").read_text(encoding="utf-8")
    assert SITE_ONLY in page and TITLE in page
    assert "whose-group" not in page.replace("whose-group.css", "")
    assert COURSE_ON_SITE in (made / "way/mine.xhtml").read_text(encoding="utf-8")
    assert "<td>7</td>" in (made / "parts/first/noted.xhtml").read_text(encoding="utf-8")


def test_each_page_of_an_e_book_is_xml_and_runs_nothing(build: Any, book: SmallBook) -> None:
    """A reader of e-books shows nothing at all of a page that is not."""
    book.set(version="1", copyright="Nobody")
    pages = list(build("epub").rglob("*.xhtml"))
    assert len(pages) > len(PAGES)
    for page in pages:
        assert [tag.tag for tag in ElementTree.parse(page).iter() if "script" in tag.tag] == [], (
            page
        )


def test_pages_that_others_put_together_hold_the_exercise(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its script stands among what such a page is to have in its head."""
    monkeypatch.setenv("WHOSEGROUP_CONTENT", str(BANK))
    book = SmallBook(tmp_path, {"index": f"# Toy\n\n{SHOWN}"}, "furo")
    assert book.build("json") == ""
    page = json.loads((book.made("json") / "index.fjson").read_text(encoding="utf-8"))
    assert "<whose-group " in page["body"] and "whose-group.js" in page["metatags"]


def test_what_is_translated_elsewhere_is_no_part_of_a_catalogue(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WHOSEGROUP_CONTENT", str(BANK))
    book = SmallBook(tmp_path, {"index": f"# Toy\n\n{SHOWN}"})
    assert book.build("gettext") == ""
    text = (book.made("gettext") / "index.pot").read_text(encoding="utf-8")
    assert "Toy" in text and "Mr Abe" not in text


def test_an_exercise_whose_data_are_heavy_leads_on_as_well(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its data stand at its cases; those of mixed practice are a script of their own."""
    monkeypatch.setattr(payload_files, "WINDOW", 0)
    monkeypatch.setenv("WHOSEGROUP_CONTENT", str(BANK))
    shown = "".join(f"```{{exercise}} {name}\n```\n\n" for name in ("toy", "mixed"))
    contents = "```{toctree}\nbook/toy-chapter\nbook/references\nin/a/deep\n```\n"
    pages = {name: PAGES[name] for name in ("book/toy-chapter", "book/references")}
    pages |= {"index": f"# Toy\n\n{contents}", "in/a/deep": f"# Deep\n\n{shown}"}
    book = SmallBook(tmp_path, pages)
    assert book.build() == ""
    page = book.html / "in/a/deep.html"
    for one in _exercises(page):
        for name, address in json.loads(one["data-pages"]).items():
            assert _leads_to(page, address)[0] == book.html / f"{name}.html"
    [data] = book.page("in/a/deep").select("whose-group > script[src]")
    assert _leads_to(page, data["src"].partition("?")[0])[0].is_file()


def test_a_page_that_the_book_does_not_hold_has_no_address(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WHOSEGROUP_CONTENT", str(BANK))
    book = SmallBook(tmp_path, {"index": f"# Toy\n\n{SHOWN}"})
    assert book.build() == ""
    [one] = _exercises(book.html / "index.html")
    assert not one.has_attr("data-pages")


@pytest.mark.parametrize("builder", ["html", "dirhtml", "singlehtml"])
def test_a_site_whose_first_page_lies_in_a_folder_can_be_opened_at_its_own_address(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, builder: str
) -> None:
    monkeypatch.setenv("WHOSEGROUP_CONTENT", str(BANK))
    pages = {
        "book/toy-chapter": "# First\n\n```{toctree}\nother\n```\n\n## Second\n\nHere.\n",
        "book/other": f"# Other\n\n{SHOWN}\n[](toy-chapter.md#second)\n",
    }
    book = SmallBook(tmp_path, pages, root_doc="book/toy-chapter", myst_heading_anchors=2)
    assert book.build(builder) == ""
    front = book.made(builder) / "index.html"
    html = BeautifulSoup(front.read_text(encoding="utf-8"), "html.parser")
    if builder == "singlehtml":
        [shown] = html.select("whose-group")
        assert json.loads(shown["data-pages"])["book/toy-chapter"] == "#", "The first page's top."
        found = html.select("[role=main] a[href], link[rel=stylesheet]")
        links = [one["href"] for one in found if one["href"] != "https://example.org"]
        assert any("#" in link for link in links) and any(".css" in link for link in links)
    else:
        [content] = [meta["content"] for meta in html.select("meta[http-equiv=refresh]")]
        links = [content.partition("url=")[2]]
    for link in links:
        file, place = _leads_to(front, link.partition("?")[0])
        assert file.is_file()
        assert builder != "singlehtml" or not place or html.find(id=place)


@pytest.mark.parametrize("name", NAMES)
def test_an_exercise_of_any_type_can_be_read_as_text(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WHOSEGROUP_CONTENT", str(BANK))
    payload = compile_payload(load_exercise(name, BANK))
    text = to_be_read(payload).astext()
    assert payload["title"] in text
    texts = [case for unit in payload["cases"] for case in unit.get("halves", [unit])]
    lines = [line_text(line) for case in texts for line in case["lines"]]
    assert [line for line in lines if line not in text] == (lines if "draws" in payload else [])
