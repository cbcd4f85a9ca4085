"""No page of a built site gives a graded exercise away, and a page that did would be found."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from private_bank import IDS, lay_private
from small_book import SmallBook
from whosegroup.exercises import load_exercise
from whosegroup.leaks import find_leaks

FIXTURES = Path(__file__).parent / "fixtures"


@pytest.fixture(scope="module")
def roots(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Return the toy bank and an instructor's own, to be read alone."""
    toy_root = shutil.copytree(FIXTURES / "bank", tmp_path_factory.mktemp("banks") / "bank")
    return lay_private(toy_root)


@pytest.fixture(scope="module")
def graded_book(tmp_path_factory: pytest.TempPathFactory, roots: tuple[Path, Path]) -> SmallBook:
    """Return a book, to be read alone, of a graded exercise and all else that pages show."""
    book = SmallBook(tmp_path_factory.mktemp("book"))
    book.write("book/other-chapter", "# Other\n\n```{exercise} midterm\n```\n\n```{claims}\n```\n")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("WHOSEGROUP_CONTENT", str(roots[0]))
        patch.setenv("WHOSEGROUP_BANK", str(roots[1]))
        assert book.build() == ""
    return book


def test_no_file_of_a_built_site_holds_the_key_of_a_graded_exercise(
    graded_book: SmallBook, roots: tuple[Path, Path]
) -> None:
    shown = graded_book.source("book/other-chapter")
    assert '<whose-group exercise="midterm"' in shown and "graded" in shown
    assert find_leaks(graded_book.html, [load_exercise("midterm", roots)]) == []


@pytest.mark.parametrize("told", [IDS[0], "The walrus title 2", "The walrus decides."])
@pytest.mark.parametrize("file", ["searchindex.js", "_sources/index.md.txt", "new.html"])
def test_a_site_that_tells_is_found_out(
    graded_book: SmallBook, roots: tuple[Path, Path], tmp_path: Path, told: str, file: str
) -> None:
    site = shutil.copytree(graded_book.html, tmp_path / "html")
    path = site / file
    before = path.read_text(encoding="utf-8") if path.exists() else ""
    path.write_text(f"{before}\n<p>{told}</p>\n", encoding="utf-8")
    problems = find_leaks(site, [load_exercise("midterm", roots)])
    assert {problem.file for problem in problems} == {f"html/{file}"}
    assert {problem.line for problem in problems} == {before.count("\n") + 2}


def test_an_exercise_that_is_not_graded_has_nothing_to_hide(
    graded_book: SmallBook, roots: tuple[Path, Path]
) -> None:
    assert find_leaks(graded_book.html, [load_exercise("toy", roots)]) == []
