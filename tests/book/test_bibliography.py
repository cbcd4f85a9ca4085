"""Citations name a source in short, and show its grade; sources are formatted once."""

from __future__ import annotations

import logging
from types import SimpleNamespace
from typing import Any

import pytest
from docutils import nodes
from pybtex.database import BibliographyData, Entry, Person
from pybtex.plugin import find_plugin
from pybtex.style.formatting import BaseStyle
from pybtex.style.formatting.plain import Style
from sphinxcontrib.bibtex.plugin import find_plugin as find_reference_style
from sphinxcontrib.bibtex.style.referencing import format_references
from sphinxcontrib.bibtex.style.template import SphinxReferenceInfo

from whosegroup.bank.problems import ContentError
from whosegroup.book import bibliography


def source(title: str = "Tea", **fields: str) -> Entry:
    entry = Entry("misc", {"title": title, **fields}, {"author": [Person("Ada Hill")]})
    entry.key = "hill"
    return entry


@pytest.fixture
def formatted(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the titles of what is formatted, in their order."""
    titles: list[str] = []
    format_entry = BaseStyle.format_entry

    def note(self: BaseStyle, label: str, entry: Entry, bib_data: object = None) -> object:
        titles.append(entry.fields["title"])
        return format_entry(self, label, entry, bib_data)

    monkeypatch.setattr(BaseStyle, "format_entry", note)
    monkeypatch.setattr(bibliography, "_formatted", {})
    bibliography.setup()
    return titles


def test_a_source_is_formatted_again_only_when_it_or_its_label_has_changed(
    formatted: list[str],
) -> None:
    style = find_plugin("pybtex.style.formatting", "plain")()
    first = style.format_entry("1", source())
    assert style.format_entry("1", source()) is first
    assert formatted == ["Tea"]
    assert style.format_entry("2", source()).label == "2"
    assert "Cake" in str(style.format_entry("1", source("Cake")).text)
    assert formatted == ["Tea", "Tea", "Cake"]
    assert str(first.text) == str(Style().format_entry("1", source()).text)


def test_a_source_that_takes_from_another_is_formatted_each_time(formatted: list[str]) -> None:
    book = Entry("book", {"title": "Groups", "publisher": "Hill"})
    part = source(crossref="groups")
    BibliographyData({"groups": book, "hill": part})
    style = find_plugin("pybtex.style.formatting", "plain")()
    style.format_entry("1", part)
    style.format_entry("1", part)
    assert formatted == ["Tea", "Tea"]


def test_styles_are_set_up_once_in_a_process() -> None:
    bibliography.setup()
    style = find_plugin("pybtex.style.formatting", "alpha")
    bibliography.setup()
    assert find_plugin("pybtex.style.formatting", "alpha") is style


WORDS = {"grade_weak": "weak", "grade_weak_rest": " source"}


def cited(role: str, *entries: Entry) -> Any:
    """Return a citation of these, as the book's style puts it."""
    there = SphinxReferenceInfo(None, "page", "list", "id", None, "", "")  # type: ignore[arg-type]
    style = find_reference_style(*bibliography.REFERENCES)()
    return format_references(style, role, [(entry, None, there) for entry in entries])


@pytest.fixture
def words(monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """Let the book's words for grades be these."""
    bibliography.setup()
    said = dict(WORDS)
    bank = SimpleNamespace(words={"pages": said})
    monkeypatch.setattr(bibliography, "bank_of", lambda _only: bank)
    return said


def test_a_source_is_called_by_its_author_and_its_year(words: dict[str, str]) -> None:
    assert str(cited("p", source(year="2011"))) == "[Hill, 2011]"
    assert str(cited("t", source(year="2011"))) == "Hill [2011]"


def test_of_a_source_without_a_year_no_year_is_said(words: dict[str, str]) -> None:
    assert str(cited("p", source(), source(year="2003"))) == "[Hill; Hill, 2003]"
    assert str(cited("t", source())) == "Hill"


def test_a_source_without_an_author_is_called_by_its_key_and_not_by_its_title(
    words: dict[str, str],
) -> None:
    exam = Entry("misc", {"key": "Exam 27", "title": "27th examination, question 113"})
    assert str(cited("p", exam)) == "[Exam 27]"
    assert str(cited("p", Entry("misc", {"title": "Tea"}))) == "[Tea]"


def test_a_long_author_has_a_short_name(words: dict[str, str]) -> None:
    assert str(cited("p", source(shortauthor="Ten groups", year="2004"))) == "[Ten groups, 2004]"


def test_a_grade_stands_beside_the_source_that_it_is_of(words: dict[str, str]) -> None:
    assert str(cited("p", source(grade="weak"), source())) == "[Hill\u00a0weak; Hill]"
    assert str(cited("t", source(grade="weak", year="2004"))) == "Hill [2004]\u00a0weak"


def test_who_listens_hears_the_whole_name_of_a_grade(words: dict[str, str]) -> None:
    backend = find_plugin("pybtex.backends", "docutils")()
    [shown] = bibliography.Grade("weak", " source").render(backend)
    assert isinstance(shown, nodes.inline)
    assert shown.astext() == "weak source"
    [rest] = shown.findall(nodes.inline, include_self=False)
    assert (rest.astext(), rest["classes"]) == (" source", ["source-grade-rest"])


def test_a_grade_without_words_is_said(
    words: dict[str, str], caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    logger = logging.getLogger("whosegroup.book.bibliography")
    monkeypatch.setattr(bibliography.logging, "getLogger", lambda _name: logger)
    assert str(cited("p", source(grade="wek"))) == "[Hill]"
    assert "Source 'hill' has the grade 'wek', and data/words: pages.yml" in caplog.text


def test_a_bank_that_cannot_be_read_keeps_no_citation_back(
    words: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def wrong(_only: object) -> None:
        raise ContentError([])

    monkeypatch.setattr(bibliography, "bank_of", wrong)
    assert str(cited("p", source(grade="weak"))) == "[Hill]"


def test_other_ways_of_citing_are_as_they_were(words: dict[str, str]) -> None:
    assert str(cited("year", source(year="2011"))) == "2011"
