"""What the book does not hold is not on its site."""

from __future__ import annotations

from pathlib import Path

import pytest

from small_book import SmallBook, write_notebook

TOC = "root: index\nsubtrees:\n- entries:\n  - file: kept\n"
ETOC = "external_toc_exclude_missing = True\nsuppress_warnings = ['myst-nb.lexer']\n"


@pytest.fixture
def book(tmp_path: Path, toy_root: Path, monkeypatch: pytest.MonkeyPatch) -> SmallBook:
    """Return a book whose contents stand in `_toc.yml`."""
    monkeypatch.setenv("WHOSEGROUP_CONTENT", str(toy_root))
    pages = {"index": "# Toy\n", "kept": "# Kept\n"}
    made = SmallBook(tmp_path / "book", pages, extensions=("sphinx_external_toc",))
    (made.folder / "conf.py").open("a").write(ETOC)
    (made.folder / "_toc.yml").write_text(TOC)
    return made


def site_says(book: SmallBook, word: str) -> list[str]:
    """Return the files of the site in whose name or text a word stands."""
    files = [path for path in book.html.rglob("*") if path.is_file()]
    return [
        path.relative_to(book.html).as_posix()
        for path in files
        if word in path.name or word.encode() in path.read_bytes()
    ]


@pytest.mark.parametrize("suffix", [".md", ".ipynb"])
def test_a_page_that_is_taken_out_of_the_contents_leaves_the_site(
    book: SmallBook, suffix: str
) -> None:
    if suffix == ".md":
        book.write("thursdays/gone", "# Gone\n\nzanzibar\n\n![A dot](zanzibar.svg)\n")
        dot = "<svg xmlns='http://www.w3.org/2000/svg'/>"
        (book.folder / "thursdays" / "zanzibar.svg").write_text(dot)
    else:
        (book.folder / "thursdays").mkdir()
        write_notebook(book.folder / "thursdays" / "gone.ipynb", "'zanzibar'")
    (book.folder / "_toc.yml").write_text(f"{TOC}  - file: thursdays/gone\n")
    assert book.build() == ""
    assert "thursdays/gone.html" in site_says(book, "zanzibar")
    (book.folder / "_toc.yml").write_text(TOC)
    assert book.build() == ""
    assert site_says(book, "zanzibar") == []
    assert (book.html / "kept.html").exists()


def test_what_others_have_put_beside_the_pages_stays(book: SmallBook) -> None:
    book.build()
    (book.html / "CNAME").write_text("groups.example.org")
    (book.html / "own.html").write_text("by hand")
    book.write("kept", "# Kept, and edited\n")
    book.build()
    assert (book.html / "CNAME").exists()
    assert (book.html / "own.html").exists()


@pytest.mark.parametrize("name", ["old [1]", "what?", "a*b", "[x]", "*"])
def test_a_name_that_looks_like_a_pattern_is_left_out_as_any_other(
    book: SmallBook, name: str
) -> None:
    book.write(name, "# Left out\n\nzanzibar\n")
    assert book.build() == ""
    assert site_says(book, "zanzibar") == []
