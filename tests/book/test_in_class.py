"""A page asks for the view in class by its address alone; the files for it lie on the site."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from private_bank import lay_private
from small_book import SmallBook

Change = Callable[[str, str, str], None]
PAGE = "# Practice\n\n```{{exercise}} {}\n```\n"


OF_THE_TEST = [f"first-test-{form}{key}.html" for form in "ab" for key in ("", "-key")]


@pytest.fixture
def book(tmp_path: Path, toy_root: Path, monkeypatch: pytest.MonkeyPatch) -> SmallBook:
    private = lay_private(toy_root)[1]
    monkeypatch.setenv("WHOSEGROUP_CONTENT", str(toy_root))
    monkeypatch.setenv("WHOSEGROUP_BANK", str(private))
    names = ("toy", "first-test", "midterm")
    index = "# Toy\n\n```{toctree}\n" + "\n".join(names) + "\nsheets\n```\n"
    pages = {"index": index, "sheets": "# Sheets\n\n```{sheets}\n```\n"}
    return SmallBook(tmp_path / "book", pages | {name: PAGE.format(name) for name in names})


def test_every_page_looks_at_its_address_and_only_practice_is_shown(
    book: SmallBook, change: Change
) -> None:
    assert book.build() == ""
    for name in ("toy", "index", "first-test", "midterm"):
        assert "in-class.js?v=" in book.source(name)
    script = (book.html / "_static" / "in-class.js").read_text(encoding="utf-8")
    assert '"pages":[["Practice","toy.html"]]' in script
    shown = book.html / "_static" / "in-class"
    assert [path.name for path in shown.iterdir()] == ["toy-en.js"]
    before = (shown / "toy-en.js").read_text(encoding="utf-8")
    change("data/words/en/discussion.yml", "Who may put the kettle on?", "Who may not?")
    assert book.build() == ""
    assert (shown / "toy-en.js").read_text(encoding="utf-8") == before.replace(
        "Who may put the kettle on?", "Who may not?"
    )


def test_a_link_opens_practice_before_a_class_and_nothing_else(book: SmallBook) -> None:
    plan = "---\norphan: true\n---\n# Plan\n\n{{in-class}}`{}`\n"
    book.write("plans/plan", plan.format("toy"))
    assert book.build() == ""
    [link] = book.page("plans/plan").select("p > a")
    assert (link["href"], link.get_text()) == ("../toy.html?class=toy", "before a class")
    book.write("plans/plan", plan.format("toy/garden"))
    assert book.build() == book.build("text") == ""
    [link] = book.page("plans/plan").select("p > a")
    assert link["href"] == "../toy.html?class=garden"
    for name in ("first-test", "no-such", "toy/no-such"):
        book.write("plans/plan", plan.format(name))
        assert f"No page shows '{name}' to a class." in book.build()


def test_what_was_practice_and_is_a_test_now_leaves_the_site(
    book: SmallBook, toy_root: Path
) -> None:
    assert book.build() == ""
    shown = book.html / "_static" / "in-class" / "toy-en.js"
    path = toy_root / "exercises" / "toy.yml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("feedback: each", "feedback: none"), encoding="utf-8")
    assert shown.exists() and book.build() == "" and not shown.exists()
    assert not (book.html / "_static" / "sheets" / "toy-key.html").exists()


def test_sheets_are_listed_with_keys_form_by_form_and_none_of_a_graded_one(
    book: SmallBook,
) -> None:
    assert book.build() == ""
    links = [a["href"] for a in book.page("sheets").select('a[href*="_static/sheets"]')]
    names = ["toy.html", "toy-key.html", *OF_THE_TEST]
    assert links == [f"_static/sheets/{name}" for name in names]
    assert [code.text for code in book.page("sheets").select("li code")] == ["toy", "first-test"]
    listed = book.page("sheets").select("li:has(code)")[1].get_text()
    assert "worksheet A key A worksheet B key B" in listed
    shown = [a["href"] for a in book.page("sheets").select('a[href*="?class="]')]
    assert shown == ["toy.html?class=toy"]
    folder = book.html / "_static" / "sheets"
    assert sorted(path.name for path in folder.iterdir()) == sorted(names)
    source = (folder / "toy.html").read_text(encoding="utf-8")
    assert "holds" not in source.split("</style>")[1] and "<mark>" not in source


def test_a_sheet_of_an_exercise_that_has_gone_goes_too(book: SmallBook) -> None:
    assert book.build() == ""
    book.write("toy", "# Practice\n\nNothing.\n")
    assert book.build() == ""
    names = [path.name for path in (book.html / "_static" / "sheets").iterdir()]
    assert sorted(names) == sorted(OF_THE_TEST)
    assert "toy-key" not in book.source("sheets")


def test_print_has_neither(book: SmallBook) -> None:
    assert book.build("text") == ""
    assert "worksheet" not in (book.made("text") / "sheets.txt").read_text(encoding="utf-8")
