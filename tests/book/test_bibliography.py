"""Sources are formatted once, and as the style itself does it."""

from __future__ import annotations

import pytest
from pybtex.database import BibliographyData, Entry, Person
from pybtex.plugin import find_plugin
from pybtex.style.formatting import BaseStyle
from pybtex.style.formatting.plain import Style

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
