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
    nb_mime_priority_overrides: [[html, text/html, 5]]
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
def followed(book: Path) -> Iterator[Followed]:
    """Build the book, and serve it, so that it follows its files."""
    env = {**os.environ, "WHOSEGROUP_CONTENT": str(book)}
    command = [sys.executable, "-m", "whosegroup.book.building"]
    subprocess.run(command, cwd=book, env=env, check=True, capture_output=True)
    served = Followed(book, env)
    yield served
    assert served.end() == []


class Followed:
    """A book that is served by a process of its own, and what that says."""

    def __init__(self, book: Path, env: dict[str, str]) -> None:
        self.said = book / "said.txt"
        command = [sys.executable, "-m", "whosegroup.book.following", "--port", "0"]
        with self.said.open("w") as said:
            self.process = subprocess.Popen(command, cwd=book, env=env, stdout=said, stderr=said)
        wait_for(lambda: "(Ctrl+C ends this)" in self.said.read_text())
        self.address = self.said.read_text().split(" is at ")[1].split("/ ")[0]

    def read(self, page: str) -> str:
        with urlopen(f"{self.address}/{page}") as answer:
            return answer.read().decode("utf-8")

    def lines(self) -> list[str]:
        """Return what was said of each save."""
        return self.said.read_text().splitlines()[1:]

    def builds(self) -> list[psutil.Process]:
        return psutil.Process(self.process.pid).children(recursive=True)

    def end(self) -> list[psutil.Process]:
        """End it; return the processes that it has left behind."""
        builds = self.builds()
        self.process.terminate()
        assert self.process.wait(timeout=30) == 0
        return psutil.wait_procs(builds, timeout=30)[1]


def wait_for(true: Callable[[], bool]) -> None:
    for _ in range(600):
        if true():
            return
        time.sleep(0.2)
    pytest.fail("What was edited is not seen.")


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


START, SHOW_PAGE = "book/start.html", "notebooks/show.html"


def test_what_is_edited_is_seen(book: Path, followed: Followed) -> None:
    read = followed.read
    assert "It was so." in read(START)
    before = read(f"{START}?stamp")
    page, bib = book / "book" / "start.md", book / "book" / "references.bib"
    change(page, "It was so.", "It is so.")
    wait_for(lambda: "It is so." in read(START))
    assert read(f"{START}?stamp") != before

    change(book / "data/vignettes/en/tea.md", "last May", "last June")
    wait_for(lambda: "last June" in read(SHOW_PAGE))
    assert "last May" not in read(SHOW_PAGE)
    assert not (book / "notebooks" / "my-work").exists()

    change(bib, "A first title", "Another title")
    wait_for(lambda: "Another title" in read(START))

    (book / "book" / "more.md").write_text("# More\n")
    change(book / "_toc.yml", "chapters:\n", "chapters:\n  - file: book/more\n")
    wait_for(lambda: "<h1>More" in (book / "_build/html/book/more.html").read_text())
    wait_for(lambda: "more.html" in read(START))

    change(book / "_config.yml", "title: Toy", "title: Other")
    wait_for(lambda: "Other" in read(START))

    shipped = book / "_build" / "html" / "_static" / "whose-group.css"
    assert read("_static/whose-group.css") == shipped.read_text("utf-8")
    assert "<aside" not in (book / "_build/html" / START).read_text("utf-8")


def test_a_broken_case_is_said_in_words_until_it_is_mended(book: Path, followed: Followed) -> None:
    case = book / "data/vignettes/en/tea.md"
    change(case, "kind: self-help", "kind: selfhelp")
    wait_for(lambda: "Did you mean" in followed.read(START))
    for page in (START, SHOW_PAGE):
        assert "&#39;kind&#39; is &#39;selfhelp&#39;." in followed.read(page)
        assert "whosegroup-following" in followed.read(page)
    wait_for(lambda: len(followed.lines()) == 2)
    assert followed.lines() == [
        "data/vignettes/en/tea.md:3: 'kind' is 'selfhelp'. Did you mean 'self-help'?",
        STAYS.format("data/vignettes/en/tea.md", 1),
    ]
    change(case, "kind: selfhelp", "kind: self-help")
    change(case, "last May", "last June")
    wait_for(lambda: "last June" in followed.read(SHOW_PAGE))
    assert "Did you mean" not in followed.read(START)


@pytest.mark.parametrize(
    ("name", "old", "new", "said"),
    [
        ("book/start.md", "It was so.", "It was [so](none.md).", "book/start.md:3: 'myst' cross-"),
        ("_toc.yml", "root:", "root: [", "_toc.yml: while parsing a flow "),
        ("book/references.bib", "title =", "title", "book/references.bib: syntax error in line 3"),
        ("notebooks/show.ipynb", '"cells"', "cells", "notebooks/show.ipynb: Notebook does not "),
    ],
)
def test_what_else_is_broken_is_said_in_a_line_and_can_be_mended(
    book: Path, followed: Followed, name: str, old: str, new: str, said: str
) -> None:
    change(book / name, old, new)
    wait_for(lambda: any(line.startswith(said) for line in followed.lines()))
    assert "To be mended first" in followed.read(START)
    change(book / name, new, old)
    wait_for(lambda: "To be mended first" not in followed.read(START))
    change(book / "book/start.md", "It was", "It is")
    wait_for(lambda: "It is so." in followed.read(START))
    assert "Traceback" not in followed.said.read_text()
    assert len(followed.lines()) <= 4


def test_a_save_in_the_middle_of_a_build_is_a_line_and_ends_that_build(
    book: Path, followed: Followed
) -> None:
    notebook, page = book / "notebooks" / "show.ipynb", book / "book" / "start.md"
    slow = book / "slow.txt"
    # It runs quietly where it is first shown, and then waits for as long as the file is there.
    code = f"import pathlib, time\\nwhile pathlib.Path({str(slow)!r}).exists(): time.sleep(0.1)"
    change(notebook, "from whosegroup", f"{code}\\nfrom whosegroup")
    wait_for(lambda: any("notebooks/show.ipynb" in line for line in followed.lines()))
    wait_for(lambda: not followed.builds())
    slow.touch()
    change(book / "data/vignettes/en/tea.md", "last May", "last June")
    wait_for(lambda: "last June" in followed.read(SHOW_PAGE))
    wait_for(lambda: any("ipykernel_launcher" in b.cmdline() for b in followed.builds()))
    running = followed.builds()
    change(page, "It was so.", "It is so.")
    wait_for(lambda: "It is so." in followed.read(START))
    assert psutil.wait_procs(running, timeout=30)[1] == []
    slow.unlink()
    wait_for(lambda: json.loads(RECORD_OF(book))["seen"] == building_look(book))
    assert [line.split(":")[0] for line in followed.lines()] == [
        "notebooks/show.ipynb",
        "data/vignettes/en/tea.md",
        "book/start.md",
    ]


def test_a_server_that_is_ended_in_the_middle_leaves_no_process_behind(
    book: Path, followed: Followed
) -> None:
    change(book / "data/vignettes/en/tea.md", "last May", "last June")
    wait_for(lambda: any("ipykernel_launcher" in b.cmdline() for b in followed.builds()))
    assert followed.end() == []
    assert "Traceback" not in followed.said.read_text()


def test_after_it_nothing_is_left_to_be_built(book: Path, followed: Followed) -> None:
    change(book / "book" / "start.md", "It was so.", "It is so.")
    wait_for(lambda: "It is so." in followed.read(START))
    wait_for(lambda: followed.lines() != [] and not followed.builds())
    followed.end()
    command = [sys.executable, "-m", "whosegroup.book.building"]
    built = subprocess.run(command, cwd=book, env=followed.env, capture_output=True, text=True)
    assert built.stdout.startswith("The book is in ")
