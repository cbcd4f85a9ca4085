"""What chapters show of the bank, in a small book of the toy bank."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import matplotlib
import pytest
from bs4 import Tag

from small_book import PAGES, SmallBook

matplotlib.use("agg")

FIXTURES = Path(__file__).parents[1] / "fixtures"

Change = Callable[[str, str, str], None]


@pytest.fixture
def book(tmp_path: Path, toy_root: Path, monkeypatch: pytest.MonkeyPatch) -> SmallBook:
    """Return a book that a test may spoil, and its bank; it is not built yet."""
    monkeypatch.setenv("WHOSEGROUP_CONTENT", str(toy_root))
    return SmallBook(tmp_path / "book")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> SmallBook:
    """Return the same book, built, to be read alone."""
    book = SmallBook(tmp_path_factory.mktemp("book"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("WHOSEGROUP_CONTENT", str(FIXTURES / "bank"))
        assert book.build() == ""
    return book


def text(tag: Tag) -> str:
    return " ".join(tag.get_text(" ").split())


def test_a_document_shows_on_a_page_what_it_is_and_its_lines(book: SmallBook) -> None:
    shown = "# Toy\n\n```{vignette} tea-ward\n```\n\n```{vignette} garden\n```\n"
    book.write("index", "---\norphan: true\n---\n" + shown)
    book.build()
    document, scene = book.page("index").select("div.wg-vignette")
    assert "wg-web-page" in document["class"] and "wg-scene" in scene["class"]
    assert len(document.select("p")[1].get_text().split("\n")) > 2


def test_each_page_shows_what_it_names(built: SmallBook) -> None:
    chapter = built.page("book/toy-chapter")

    case = chapter.select_one("div.wg-vignette")
    assert case.strong.get_text() == "The bean garden"
    assert "Mr Abe leads because the others chose him, and he likes" in text(case)
    assert "Self-help" not in text(case) and "Invented" not in text(case), "No answer is shown."

    [figure] = chapter.select("figure.bank-figure")
    assert figure.img["alt"] == "Four toy squares."
    assert text(figure.figcaption).startswith("Four squares .")
    assert figure.figcaption.em.get_text() == "squares"
    shown = (built.html / "book" / figure.img["src"]).resolve()
    assert ">Fits here</text>" in shown.read_text(encoding="utf-8")

    [claims] = chapter.select("div.wg-claims")
    assert claims.strong.get_text() == "Taught here:"
    assert [text(point) for point in claims.select("li")] == [
        "Members own what is theirs.",
        "A key is <kept> & given.",
    ]
    other = built.page("book/other-chapter").select("div.wg-claims li")
    assert [text(point) for point in other] == ["A key is <kept> & given."]


def test_the_crosswalk_leads_from_each_claim_to_its_chapters_cases_and_exercises(
    built: SmallBook,
) -> None:
    """Each case with the words in which one sees it; where none shows it, the page says so."""
    [crosswalk] = built.page("crosswalk").select("dl.wg-crosswalk")
    terms, places = crosswalk.select("dt"), crosswalk.select("dd")
    assert [term["id"] for term in terms] == ["claim-owned", "claim-kept"]
    assert [text(term).rstrip(" ¶") for term in terms] == [
        "Members own what is theirs.",
        "A key is <kept> & given.",
    ]
    assert [[text(row) for row in place.select("p")] for place in places] == [
        [
            "In: The toy chapter",
            "Cases: The bean garden, the others chose him; Tea at four, ended the lectures.",
            "Exercises: Four toy groups; A toy pair.",
        ],
        [
            "In: The other chapter ; The toy chapter",
            "No case.",
            "No exercise.",
        ],
    ]
    links = [link["href"] for place in places for link in place.select("a")]
    assert links == ["book/toy-chapter.html", "book/other-chapter.html", "book/toy-chapter.html"]


def test_a_page_never_shows_the_bank_as_it_was(book: SmallBook, change: Change) -> None:
    assert book.build() == ""
    before = book.page("book/toy-chapter").select_one("figure img")["src"]
    change("data/words/en/claims.yml", "Members own what is theirs.", "Members own it.")
    change("data/words/en/figures.yml", "Four toy squares.", "Four.")
    assert book.build() == ""
    chapter = book.page("book/toy-chapter")
    assert "Members own it." in text(chapter) and "Members own it." in text(book.page("crosswalk"))
    assert chapter.select_one("figure img")["alt"] == "Four."
    assert chapter.select_one("figure img")["src"] != before, "The figure is drawn anew."


@pytest.mark.parametrize(
    ("name", "old", "new", "line", "expected"),
    [
        (
            "book/toy-chapter",
            "} garden",
            "} gardn",
            3,
            "There is no vignette 'gardn'. Did you mean 'garden'?",
        ),
        (
            "book/toy-chapter",
            "} squares",
            "} squars",
            6,
            "There is no figure 'squars'. Did you mean 'squares'?",
        ),
        (
            "crosswalk",
            "{crosswalk}",
            "{claims}",
            3,
            "This page teaches no claim. Name it in data/claims.yml.",
        ),
    ],
)
def test_what_is_not_there_is_a_warning_where_it_stands_with_the_remedy(
    book: SmallBook, name: str, old: str, new: str, line: int, expected: str
) -> None:
    book.write(name, PAGES[name].replace(old, new))
    warnings = book.build()
    assert f"{name}.md:{line}: " in warnings
    assert expected in warnings


@pytest.mark.parametrize(
    ("file", "old", "new", "expected"),
    [
        (
            "data/claims.yml",
            "exercises: []",
            "exercises: [shet]",
            "data/claims.yml:3: kept: there is no exercise 'shet'. Did you mean 'shed'?",
        ),
        (
            "data/vignettes/en/tea.md",
            "kind: self-help",
            "kind: no",
            "data/vignettes/en/tea.md:3: 'kind' is 'no'.",
        ),
    ],
)
def test_a_mistake_in_the_bank_is_said_where_a_page_shows_what_rests_on_it_until_it_is_mended(
    book: SmallBook, change: Change, file: str, old: str, new: str, expected: str
) -> None:
    change(file, old, new)
    warnings = book.build()
    assert expected in warnings
    for place in ("book/toy-chapter.md:6", "book/toy-chapter.md:10", "crosswalk.md:3"):
        assert place in warnings
    assert "toy-chapter.md:3" not in warnings, "The case that is shown is sound."
    change(file, new, old)
    assert book.build() == ""


def test_a_page_can_show_an_exercise_without_a_notebook_and_follows_its_cases(
    book: SmallBook, change: Change
) -> None:
    book.write("book/toy-chapter", "# Toy\n\n```{exercise} toy\n```\n")
    book.write("book/other-chapter", "# Other\n")
    assert book.build() == ""
    [exercise] = book.page("book/toy-chapter").select("whose-group[exercise=toy]")
    assert "Four toy groups" in text(exercise)
    change("data/words/en/exercises.yml", "Four toy groups", "Playthings")
    book.build()
    assert "Playthings" in text(book.page("book/toy-chapter"))


@pytest.mark.parametrize(
    ("shown", "expected"),
    [
        ("```{exercise} toi\n```\n", "There is no exercise 'toi'. Did you mean 'toy'?"),
        ("```{vignette} tea\n```\n", "'tea' is kept for the graded exercise 'midterm'."),
    ],
)
def test_what_a_page_cannot_show_is_said(
    book: SmallBook, toy_root: Path, shown: str, expected: str
) -> None:
    graded = "type: sort\nchapter: book/toy-chapter\ngraded: true\nvignettes: [tea]\n"
    (toy_root / "exercises/midterm.yml").write_text(graded)
    book.write("book/other-chapter", f"# Other\n\n{shown}")
    assert expected in book.build()


def test_no_question_stands_alone_where_answers_are_handed_in(
    book: SmallBook, change: Change
) -> None:
    change("exercises/toy.yml", "feedback: each", "feedback: none")
    book.write("book/other-chapter", "# Other\n\n```{exercise} toy\n:first: index\n```\n")
    expected = "The answers to 'toy' are handed in together. Leave out :first: here."
    assert expected in book.build()


def test_all_of_an_exercise_can_be_answered_in_the_prose(book: SmallBook) -> None:
    text = "# Other\n\n```{exercise} words\n:here:\n```\n"
    book.write("book/other-chapter", text)
    book.build()
    [shown] = book.page("book/other-chapter").select("whose-group[excerpt]")
    assert (shown["exercise"], shown["type"]) == ("words", "recall")
    payload = json.loads(shown.script.string)
    assert [case["id"] for case in payload["cases"]] == ["whose", "why"]
    assert "goes_on" not in payload["excerpt"]
