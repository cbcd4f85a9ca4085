"""A served book that follows its files: pages show an edit, and no file of an author is touched."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.request import urlopen

import psutil
import pytest

from small_book import write_notebook
from whosegroup.book.following import has_read, look

ROOT = Path(__file__).parents[2]
CONFIG = """
title: Toy
execute: {execute_notebooks: cache}
sphinx:
  config:
    extensions: [myst_nb, jupyter_book, sphinx_external_toc, whosegroup.book.extension]
    html_theme: basic
"""
SHOW = 'from whosegroup import exercise\n\nwork = exercise("plain")\nwork'


@pytest.fixture
def book(tmp_path: Path, toy_root: Path) -> Path:
    """Return a book of two pages that lies beside its bank, as the course does."""
    (toy_root / "_config.yml").write_text(CONFIG)
    (toy_root / "_toc.yml").write_text(
        "format: jb-book\nroot: book/start\nchapters:\n  - file: notebooks/show\n"
    )
    for name in ("book", "notebooks"):
        (toy_root / name).mkdir()
    (toy_root / "book" / "start.md").write_text("# Start\n\nIt was so.\n")
    write_notebook(toy_root / "notebooks" / "show.ipynb", SHOW)
    return toy_root


@pytest.fixture
def address(book: Path, tmp_path: Path) -> Iterator[str]:
    """Build the book, serve it, and follow its files."""
    env = {**os.environ, "WHOSEGROUP_CONTENT": str(book), "WHOSEGROUP_WORK": str(tmp_path / "none")}
    build = [Path(sys.executable).with_name("jupyter-book"), "build", book, "-q"]
    subprocess.run(build, env=env, check=True, capture_output=True)
    site = book / "_build" / "html"
    command = [
        sys.executable,
        "-m",
        "whosegroup.authoring.serving",
        site,
        "--port",
        "0",
        "--follow",
        book,
    ]
    server = subprocess.Popen(command, env=env, stdout=subprocess.PIPE, text=True)
    assert server.stdout is not None
    yield server.stdout.readline().split(" is at ")[1].split("/ ")[0]
    builds = psutil.Process(server.pid).children(recursive=True)
    server.terminate()
    server.wait(timeout=30)
    server.stdout.close()
    _, left = psutil.wait_procs(builds, timeout=30)
    assert not left


def read(address: str) -> str:
    with urlopen(address) as answer:
        return answer.read().decode("utf-8")


def wait_for(true: Callable[[], bool]) -> None:
    for _ in range(600):
        if true():
            return
        time.sleep(0.2)
    pytest.fail("What was edited is not seen.")


def test_an_edited_page_and_an_edited_case_are_seen(book: Path, address: str) -> None:
    start, show = f"{address}/book/start.html", f"{address}/notebooks/show.html"
    assert "It was so." in read(start)
    assert "location.reload()" in read(start)
    before = read(f"{start}?changed")
    assert before == read(f"{start}?changed") and before in read(start)

    page = book / "book" / "start.md"
    page.write_text(page.read_text().replace("It was so.", "It is so."))
    wait_for(lambda: "It is so." in read(start))
    assert read(f"{start}?changed") != before

    case = book / "data" / "vignettes" / "en" / "tea.md"
    case.write_text(case.read_text("utf-8").replace("last May", "last June"), "utf-8")
    wait_for(lambda: "last June" in read(show))
    assert "last May" not in read(show)
    assert not (book / "notebooks" / "my-work").exists()

    config = book / "_config.yml"
    config.write_text(config.read_text().replace("title: Toy", "title: Other"))
    wait_for(lambda: "Other" in read(start))
    page.write_text(page.read_text().replace("It is so.", "It will be so."))
    wait_for(lambda: "It will be so." in read(start))
    assert "Other" in read(start)

    shipped = book / "_build" / "html" / "_static" / "whose-group.css"
    assert read(f"{address}/_static/whose-group.css") == shipped.read_text("utf-8")


def test_files_that_pages_are_made_from_are_followed_and_no_others(book: Path) -> None:
    before = look(book)
    names = {path.relative_to(book).as_posix() for path in before if path.is_relative_to(book)}
    assert {"_config.yml", "_toc.yml", "book/start.md", "exercises/toy.yml"} <= names
    for name in ("book/.start.md.swp", "notebooks/my-work/toy.json", "_build/html/index.html"):
        (book / name).parent.mkdir(parents=True, exist_ok=True)
        (book / name).write_text("x")
    assert look(book) == before
    shutil.copy(book / "book" / "start.md", book / "book" / "other.md")
    assert set(look(book)) - set(before) == {book / "book" / "other.md"}


def test_a_build_that_waits_has_read_sources_and_neither_pages_nor_cases() -> None:
    late = [Path(name) for name in ("book/start.md", "notebooks/show.ipynb", "exercises/toy.yml")]
    assert not has_read(late)
    assert has_read([*late, Path("book/references.bib")])
