"""The glossary: its entries, and the words of other pages that lead there at their first use."""

from __future__ import annotations

from pathlib import Path

import pytest
from bs4 import Tag

from small_book import SmallBook

WORDS = """
criteria-ownership: [ownership]
term-tea-group: [tea group, tea groups, "members' tea"]
"""
GLOSSARY = """# Glossary

```{meanings} criteria
```

```{meanings} cues
```

tea group, kettle club
: A group of a tea group.

other thing
: ファイル.
"""
CHAPTER = """# Ownership of a tea group

Two *Tea Groups* have ownership; the tea group has it, and ownership.
It is called a "tea group", and no teagroup or tea-group.

> A tea group, somebody says.

```{vignette} garden
```
"""
LATER = """# Later

`tea group` [a tea group](https://example.org) "the members' tea" is the members' tea.
"""


@pytest.fixture
def book(tmp_path: Path, toy_root: Path, monkeypatch: pytest.MonkeyPatch) -> SmallBook:
    """Return a book that has a glossary; it is not built yet."""
    monkeypatch.setenv("WHOSEGROUP_CONTENT", str(toy_root))
    (toy_root / "data/words/en/glossary.yml").write_text(WORDS, encoding="utf-8")
    pages = {
        "index": "# Toy\n\n```{toctree}\nbook/one\nbook/two\nbook/glossary\n```\n",
        "book/one": CHAPTER,
        "book/two": LATER,
        "book/glossary": GLOSSARY,
    }
    return SmallBook(tmp_path / "book", pages, myst_enable_extensions=["deflist"])


def links(book: SmallBook, page: str) -> list[Tag]:
    return book.page(page).select("a.glossary-term")


def test_each_criterion_and_cue_has_its_entry_under_the_name_that_exercises_give(
    book: SmallBook,
) -> None:
    assert book.build() == ""
    page = book.page("book/glossary")
    assert page.select_one("dt#criteria-ownership").get_text() == "Ownership"
    assert page.select_one("dt#criteria-ownership + dd").get_text().strip() == (
        "What ownership means. Who owns it?"
    )
    assert page.select_one("dt#cues-hospital-room").get_text() == "A hospital room"
    assert page.select_one("dt#term-tea-group").get_text() == "tea group, kettle club"


def test_the_first_use_of_a_word_leads_to_its_entry(book: SmallBook) -> None:
    assert book.build() == ""
    assert [(link.get_text(), link["href"]) for link in links(book, "book/one")] == [
        ("Tea Groups", "glossary.html#term-tea-group"),
        ("ownership", "glossary.html#criteria-ownership"),
    ]
    assert links(book, "book/one")[0].parent.name == "em"
    assert links(book, "book/glossary") == []


def test_no_heading_link_code_quotation_or_case_is_changed(book: SmallBook) -> None:
    assert book.build() == ""
    assert [link.get_text() for link in links(book, "book/two")] == ["members’ tea"]
    page = book.page("book/one")
    for kept in ("h1", "blockquote", ".wg-vignette"):
        assert page.select_one(kept) and not page.select(f"{kept} a.glossary-term")


def test_pages_follow_when_other_words_lead_there(book: SmallBook, toy_root: Path) -> None:
    assert book.build() == ""
    path = toy_root / "data/words/en/glossary.yml"
    path.write_text("term-tea-group: [tea group]\n", encoding="utf-8")
    assert book.build() == ""
    assert [link.get_text() for link in links(book, "book/one")] == ["tea group"]


def test_a_word_that_leads_nowhere_is_said(book: SmallBook, toy_root: Path) -> None:
    path = toy_root / "data/words/en/glossary.yml"
    path.write_text("term-coffee: [coffee]\n", encoding="utf-8")
    assert "glossary.yml names 'term-coffee', and the glossary has no such entry" in book.build()


def test_a_list_that_is_not_there_is_said(book: SmallBook) -> None:
    book.write("book/glossary", "# Glossary\n\n```{meanings} tables\n```\n")
    assert "There is no list 'tables'. Write criteria or cues." in book.build()


def test_a_book_without_a_glossary_has_no_such_links(book: SmallBook) -> None:
    (book.folder / "book/glossary.md").unlink()
    book.write("index", "# Toy\n\n```{toctree}\nbook/one\nbook/two\n```\n")
    assert book.build() == ""
    assert links(book, "book/one") == []


def test_beside_a_test_no_word_leads_to_what_it_asks(book: SmallBook) -> None:
    for name, shown in {
        "two": "{exercise} first-test\n:first: book/one",
        "one": "{exercise} toy",
    }.items():
        page = book.folder / f"book/{name}.md"
        page.write_text(f"# Page\n\nA tea group.\n\n```{shown}\n```\n", encoding="utf-8")
    book.build()
    assert links(book, "book/two") == []
    assert len(links(book, "book/one")) == 1
