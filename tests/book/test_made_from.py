"""What pages are made from: content, and the rooms of the package by which they are made."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

import whosegroup
from small_book import SmallBook, write_notebook
from whosegroup.book import made_from
from whosegroup.book.made_from import (
    OTHER_ROOMS,
    ROOMS,
    code_of,
    content_digest,
    package_digest,
    package_files,
    rooms_named,
)
from whosegroup.book.notebooks_to_run import digests

Change = Callable[[str, str, str], None]
PACKAGE = Path(whosegroup.__file__).parent
# A file of each room that somebody might edit, and whether a page is made by it.
FILES = [
    ("__init__.py", True),
    ("bank/marks.py", True),
    ("exercises/html.py", True),
    ("figures/style.py", True),
    ("work/measures.py", True),
    ("component/js/contract.js", True),
    ("book/furo/base.html", True),
    ("instructor/report/wording.py", False),
    ("authoring/new.py", False),
    ("authoring/templates/chapter.md", False),
    ("console.py", False),
    ("cli.py", False),
    ("__main__.py", False),
]


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a copy of the package, from which digests are taken."""
    ignore = shutil.ignore_patterns("__pycache__")
    copy = Path(shutil.copytree(PACKAGE, tmp_path / "whosegroup", ignore=ignore))
    monkeypatch.setattr(made_from, "PACKAGE", copy)
    return copy


@pytest.fixture(autouse=True)
def _as_in_a_process_of_its_own() -> None:
    package_digest.cache_clear()


def comment(path: Path) -> None:
    """Add a comment to a file that is there, and let digests be taken as in another process."""
    with path.open("r+", encoding="utf-8") as file:
        file.seek(0, os.SEEK_END)
        file.write("\n# A comment.\n")
    package_digest.cache_clear()


def test_every_room_of_the_house_either_makes_pages_or_does_not() -> None:
    rooms = {path.name for path in PACKAGE.iterdir()} - {"__pycache__", "py.typed"}
    assert {*ROOMS, *OTHER_ROOMS} == rooms
    assert {file.split("/")[0] for file, _ in FILES} == rooms


@pytest.mark.parametrize(("file", "makes_pages"), FILES)
def test_a_comment_changes_the_digest_where_it_stands_in_what_makes_pages(
    toy_root: Path, package: Path, file: str, makes_pages: bool
) -> None:
    before, content = package_digest(), content_digest((toy_root,))
    comment(package / file)
    assert (package_digest() != before) == makes_pages
    assert (content_digest((toy_root,)) != content) == makes_pages


@pytest.mark.parametrize(
    ("code", "rooms"),
    [
        ('from whosegroup import exercise\nexercise("plain")', ()),
        ("from whosegroup.figures.bank_tables import squares", ()),
        ("from whosegroup.instructor.simulate import simulate", OTHER_ROOMS[:1]),
        ("from whosegroup.authoring.balance import measure_bank", OTHER_ROOMS[:3]),
        ("from whosegroup import instructor, cli", OTHER_ROOMS[:4]),
        ("!whosegroup report", OTHER_ROOMS),
        ("  %run -m whosegroup", OTHER_ROOMS),
        ("instructors = 5 % 2", ()),
    ],
)
def test_a_notebook_may_run_the_rooms_that_it_names_and_what_these_use(
    code: str, rooms: tuple[str, ...]
) -> None:
    assert rooms_named(code) == rooms


def test_what_editors_and_python_leave_makes_no_page(package: Path) -> None:
    before = package_files()
    (package / "bank/__pycache__").mkdir()
    (package / "bank/__pycache__/marks.cpython-312.pyc").write_text("")
    (package / "bank/marks.py~").write_text("")
    assert package_files() == before


@pytest.mark.parametrize("text", ["{}", "[]", "half {", '{"cells": [{"cell_type": "code"}]}'])
def test_a_notebook_that_cannot_be_read_may_run_whatever_stands_in_it(
    tmp_path: Path, text: str
) -> None:
    (tmp_path / "odd.ipynb").write_text(text)
    assert code_of(tmp_path / "odd.ipynb") == text


@pytest.mark.parametrize(
    ("file", "read_by"),
    [
        ("instructor/simulate.py", {"teaches"}),
        ("authoring/new.py", set()),
        ("cli.py", set()),
        ("figures/style.py", {"shows", "counts", "reads", "teaches"}),
    ],
)
def test_a_comment_lets_only_notebooks_run_that_read_its_room(
    tmp_path: Path, toy_root: Path, package: Path, file: str, read_by: set[str]
) -> None:
    codes = {
        "shows": 'from whosegroup import exercise\n\nexercise("plain")',
        "counts": "from whosegroup.figures.bank_tables import squares\n\nsquares()",
        "reads": "from whosegroup.bank.loading import load_bank\n\nload_bank()",
        "teaches": "from whosegroup.instructor.simulate import simulate",
    }
    paths = {name: write_notebook(tmp_path / f"{name}.ipynb", c) for name, c in codes.items()}
    before = digests(paths, (toy_root,))
    comment(package / file)
    after = digests(paths, (toy_root,))
    assert {name for name in paths if before[name] != after[name]} == read_by


@pytest.mark.parametrize(
    ("file", "anew"),
    [
        ("instructor/report/wording.py", False),
        ("authoring/new.py", False),
        ("work/measures.py", True),
    ],
)
def test_a_comment_lets_only_pages_be_made_anew_that_are_made_by_its_room(
    tmp_path: Path,
    toy_root: Path,
    package: Path,
    monkeypatch: pytest.MonkeyPatch,
    file: str,
    anew: bool,
) -> None:
    monkeypatch.setenv("WHOSEGROUP_CONTENT", str(toy_root))
    book = SmallBook(tmp_path / "book")
    assert book.build() == ""
    comment(package / file)
    written = {path: path.stat().st_mtime_ns for path in book.html.rglob("*.html")}
    assert book.build() == ""
    everything = {"index", "book/toy-chapter", "book/other-chapter", "crosswalk"}
    assert book.read == (everything if anew else set())
    now = {path: path.stat().st_mtime_ns for path in book.html.rglob("*.html")}
    assert (written == now) != anew


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("data/vignettes/en/tea.md", "cake", "pie"),
        ("data/words/en/kinds.yml", "Owned by members.", "Owned."),
        ("exercises/toy.yml", "- tea\n", "- tea-ward\n"),
    ],
)
def test_the_digest_changes_with_whatever_a_page_is_made_from(
    toy_root: Path, change: Change, file: str, old: str, new: str
) -> None:
    before = content_digest((toy_root,))
    assert content_digest((toy_root,)) == before
    change(file, old, new)
    changed = content_digest((toy_root,))
    assert changed != before
    (toy_root / file).unlink()
    assert content_digest((toy_root,)) not in (before, changed)
