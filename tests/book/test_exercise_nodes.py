"""Exercises that pages show, as their files are when a page is read, whatever a notebook keeps."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

import whosegroup
from small_book import SmallBook, write_notebook
from whosegroup.bank.content import exercise_names
from whosegroup.book import payload_files
from whosegroup.component.script import LIVE, source
from whosegroup.exercises.html import MIME, element, fallback
from whosegroup.exercises.loading import load_exercise
from whosegroup.exercises.payload import compile_payload

Change = Callable[[str, str, str], None]
TOYS = exercise_names(Path(__file__).parents[1] / "fixtures" / "bank")
COURSE = Path(__file__).parents[2]
TEA = "data/vignettes/en/tea.md"
CHAPTER = "---\norphan: true\n---\n# Chapter\n\n```{{exercise}} {}\n```\n"
VIEW = "application/vnd.jupyter.widget-view+json"


@pytest.fixture
def bank(toy_root: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("WHOSEGROUP_CONTENT", str(toy_root))
    return toy_root


def book_of(folder: Path, *names: str, ours: bool = True, **more: str) -> SmallBook:
    """Return a book with a notebook for each exercise, in which a cell has given its name."""
    toctree = "\n".join(names)
    book = SmallBook(folder, {"index": f"# T\n\n```{{toctree}}\n{toctree}\n```\n"}, ours=ours)
    for name in names:
        data = {
            VIEW: {"model_id": "gone"},
            "text/plain": "Sorter(...)",
            "text/html": "as it was",
            MIME: {"exercise": name, **more},
        }
        write_notebook(folder / f"{name}.ipynb", "shown", data=data, execution_count=1)
    return book


def test_a_notebook_and_a_directive_show_each_type_alike(tmp_path: Path, bank: Path) -> None:
    book = book_of(tmp_path / "book", *TOYS)
    for name in TOYS:
        book.write(f"chapter-{name}", CHAPTER.format(name))
    assert book.build() == ""
    for name in TOYS:
        payload = compile_payload(load_exercise(name, bank))
        shown = element(payload, shipped=payload_files.shipped_with(payload))
        for page in (name, f"chapter-{name}"):
            source = book.source(page)
            placed = f'<div class="wg-output">{shown}</div>'.replace("\n", "")
            assert placed in source.replace("\n", "")
            assert "whose-group.js" in source
            assert "as it was" not in source and "Sorter(" not in source and VIEW not in source


def test_a_link_leads_to_an_exercise_on_its_page(tmp_path: Path, bank: Path) -> None:
    book = book_of(tmp_path / "book", "plain")
    book.write("chapter", CHAPTER.format("toy") + "[There](plain.ipynb#exercise_plain)\n")
    assert book.build() == book.build("dirhtml") == book.build("text") == book.build("latex") == ""
    assert book.page("chapter").select("a[href='plain.html#exercise_plain']")
    assert book.page("plain").find(id="exercise_plain")
    book.write("chapter", CHAPTER.format("toy") + "[There](plain.ipynb#exercise_tea)\n")
    assert "'exercise_tea'" in book.build()


def test_a_page_is_sent_no_word_that_only_a_live_notebook_says(tmp_path: Path, bank: Path) -> None:
    payload = compile_payload(load_exercise("plain", bank))
    shipped = payload_files.shipped_with(payload)
    assert set(payload["words"]) - set(shipped["words"]) >= {"not_started_kernel", "kernel_gone"}
    assert {"next", "storage_full", "result_fits"} <= set(shipped["words"])
    assert {**shipped, "words": payload["words"]} == payload


def test_a_page_shows_an_exercise_as_it_is_and_no_notebook_need_run(
    tmp_path: Path, bank: Path, change: Change
) -> None:
    book = book_of(tmp_path / "book", "plain", "shed")
    assert book.build() == ""
    change(TEA, "last May", "last June")
    assert book.build() == ""
    assert book.read == {"plain"}
    assert "last June" in book.source("plain") and "last May" not in book.source("plain")


def test_what_is_wrong_with_an_exercise_is_said_of_the_page_until_it_is_mended(
    tmp_path: Path, bank: Path, change: Change
) -> None:
    book = book_of(tmp_path / "book", "plain", "plane")
    said = book.build()
    assert "plane.ipynb" in said and "There is no exercise 'plane'" in said
    assert "let WHOSEGROUP_BANK name that" in said
    change(TEA, "kind: self-help", "kind: no")
    said = book.build()
    assert "plain.ipynb" in said and f"{TEA}:3: 'kind' is 'no'." in said
    change(TEA, "kind: no", "kind: self-help")
    assert "plain.ipynb" not in book.build()
    assert "last May" in book.source("plain")


def test_a_language_is_shown_that_a_cell_asks_for(tmp_path: Path, bank: Path) -> None:
    assert "No words in 'ja'." in book_of(tmp_path / "book", "plain", lang="ja").build()


def test_other_builders_show_the_plain_cases(tmp_path: Path, bank: Path) -> None:
    book = book_of(tmp_path / "book", *TOYS)
    book.write("chapter", CHAPTER.format("plain"))
    assert book.build("text") == book.build("latex") == ""
    for page, name in [("chapter", "plain"), *zip(TOYS, TOYS, strict=True)]:
        text = (book.html.with_name("text") / f"{page}.txt").read_text(encoding="utf-8")
        plain = fallback(compile_payload(load_exercise(name, bank)))
        said = BeautifulSoup(plain, "html.parser").get_text(" ")
        assert (
            re.findall(r"\w+", said) == re.findall(r"\w+", text)[-len(re.findall(r"\w+", said)) :]
        )


def test_a_book_that_does_not_load_the_extension_shows_what_else_there_is(
    tmp_path: Path, bank: Path
) -> None:
    book = book_of(tmp_path / "book", "plain", ours=False)
    assert book.build("text") == ""
    text = (book.html.with_name("text") / "plain.txt").read_text(encoding="utf-8")
    assert "Sorter(...)" in text


def test_what_is_heavy_for_a_page_is_divided_or_sent_as_a_script(
    tmp_path: Path, bank: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(payload_files, "WINDOW", 0)
    book = book_of(tmp_path / "book", "plain", "mixed")
    assert book.build() == ""
    payload = compile_payload(load_exercise("plain", bank))
    shipped = payload_files.shipped_with(payload)
    assert element(payload, divided=True, shipped=shipped) in book.source("plain")
    [script] = book.page("mixed").select("whose-group > script")
    sent = book.html / script["src"].split("?v=")[0]
    assert "Object.assign" in sent.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", exercise_names(COURSE))
def test_what_a_page_is_not_sent_is_said_by_somebody_else(name: str) -> None:
    """By what a live notebook has beside, or by Python: a word that nobody says is a slip."""
    payload = compile_payload(load_exercise(name, COURSE))
    modules = Path(whosegroup.__file__).parent.rglob("*.py")
    said = "".join([*map(source, LIVE), *(path.read_text("utf-8") for path in modules)])
    left = set(payload["words"]) - set(payload_files.shipped_with(payload)["words"])
    assert left, "Else nothing is held here."
    assert {word for word in left if not re.search(rf"\b{word}\b", said)} == set()
