"""A build shows the exercises of several banks, and says which of them is none."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from private_bank import lay_private
from small_book import SmallBook, write_notebook
from whosegroup import exercise
from whosegroup.bank.roots import BankError

SEP = os.pathsep


@pytest.fixture
def banks(toy_root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder where things are typed, in which a private bank and another one lie."""
    monkeypatch.setenv("WHOSEGROUP_CONTENT", str(toy_root))
    monkeypatch.setenv("WHOSEGROUP_BANK", f"private{SEP}second bank")
    monkeypatch.chdir(tmp_path)
    lay_private(toy_root)
    second = tmp_path / "second bank"
    for folder in ("data/words/en", "exercises"):
        (second / folder).mkdir(parents=True)
    text = (toy_root / "exercises/plain.yml").read_text()
    (second / "exercises/second.yml").write_text(text)
    (second / "data/words/en/exercises.yml").write_text("second:\n  title: A\n  prompt: B.\n")
    return tmp_path


INDEX = (
    "# Toy\n\n```{toctree}\nlive\n```\n\n```{exercise} midterm\n```\n\n```{exercise} second\n```\n"
)


def test_a_build_shows_what_several_banks_hold_on_pages_and_in_notebooks(banks: Path) -> None:
    """Their names are relative to where the build is typed, and notebooks run elsewhere."""
    (banks / "book").mkdir()
    book = SmallBook(banks / "book", {"index": INDEX}, execution="cache")
    code = "from whosegroup import exercise\nexercise('second')"
    write_notebook(book.folder / "live.ipynb", code)
    assert book.build() == ""
    for page, name in (("index", "midterm"), ("index", "second"), ("live", "second")):
        assert f'<whose-group exercise="{name}"' in book.source(page)


@pytest.mark.parametrize(
    ("named", "said"),
    [
        ("nowhere", "The bank 'nowhere' does not exist in "),
        (f"private{SEP}nowhere", "The bank 'nowhere' does not exist in "),
        ("private/data/vignettes", "'private/data/vignettes' is a part of a bank"),
    ],
)
def test_a_bank_that_is_none_ends_a_build_and_a_cell_with_a_sentence(
    banks: Path, monkeypatch: pytest.MonkeyPatch, named: str, said: str
) -> None:
    monkeypatch.setenv("WHOSEGROUP_BANK", named)
    (banks / "book").mkdir()
    book = SmallBook(banks / "book", {"index": "# A page that shows nothing\n"})
    with pytest.raises(SystemExit) as ended:
        book.build()
    with pytest.raises(BankError) as raised:
        exercise("toy")
    assert raised.value._render_traceback_() == [str(ended.value)]
    assert str(ended.value).startswith(said)
    assert "\n" not in str(ended.value)
    assert not book.html.exists() or not list(book.html.glob("*.html"))


def test_an_exercise_that_no_bank_has_is_said_with_where_one_names_a_bank(
    banks: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("WHOSEGROUP_BANK")
    (banks / "book").mkdir()
    warned = SmallBook(banks / "book", {"index": "# T\n\n```{exercise} second\n```\n"}).build()
    assert "There is no exercise 'second'" in warned
    assert "let WHOSEGROUP_BANK name that" in warned
