"""A served book that follows its files: pages show an edit, and no file of an author is touched."""

from __future__ import annotations

import json
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
from whosegroup.book.building import LEFT_OUT
from whosegroup.book.following import STAYS

ROOT = Path(__file__).parents[2]
CONFIG = """
title: Toy
only_build_toc_files: true
execute: {execute_notebooks: cache}
bibtex_bibfiles: [book/references.bib]
sphinx:
  config:
    extensions:
      - myst_nb
      - jupyter_book
      - sphinx_comments
      - sphinx_external_toc
      - sphinxcontrib.bibtex
      - whosegroup.book.extension
    html_theme: furo
"""
TOC = "format: jb-book\nroot: book/start\nchapters:\n  - file: notebooks/show\n"
PAGE = "# Start\n\nIt was so {cite:p}`one`.\n\n```{bibliography}\n```\n"
SOURCES = """@book{one,
  author = {Oda, Mari},
  title = {A first title},
  publisher = {Toy},
  year = {2020},
}
"""
BUILD = [sys.executable, "-m", "whosegroup.book.building"]
SHOW = 'from whosegroup import exercise\n\nwork = exercise("plain")\nwork'


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a book of two pages that lies beside its bank, in a folder of an awkward name."""
    book = tmp_path_factory.mktemp("served") / "Zoë's course #1 (neu)"
    shutil.copytree(ROOT / "tests" / "fixtures" / "bank", book)
    for name in ("book", "notebooks"):
        (book / name).mkdir()
    for name, text in (
        ("_config.yml", CONFIG),
        ("_toc.yml", TOC),
        ("book/start.md", PAGE),
        ("book/references.bib", SOURCES),
    ):
        (book / name).write_text(text, "utf-8")
    write_notebook(book / "notebooks" / "show.ipynb", SHOW)
    return book


class Followed:
    """A book that is served by a process of its own, and what that says."""

    def __init__(self, book: Path, env: dict[str, str]) -> None:
        self.said, self.env, self.heard = book / "said.txt", env, 1
        command = [sys.executable, "-m", "whosegroup.book.following", "--port", "0"]
        with self.said.open("w") as said:
            self.process = subprocess.Popen(command, cwd=book, env=env, stdout=said, stderr=said)
        wait_for(lambda: self.said.read_text("utf-8") or self.process.poll() is not None)
        self.address = self.said.read_text().split(" is at ")[1].split("/ ")[0]

    def read(self, page: str) -> str:
        with urlopen(f"{self.address}/{page}") as answer:
            return answer.read().decode("utf-8")

    def lines(self) -> list[str]:
        """Return what was said since this was asked for the last time, once nothing is built."""
        wait_for(lambda: not self.builds())
        lines = self.said.read_text("utf-8").splitlines()
        new, self.heard = lines[self.heard :], len(lines)
        return new

    def has_said(self, words: str) -> bool:
        """Tell whether something was said since the lines were asked for."""
        lines = self.said.read_text("utf-8").splitlines()
        return any(words in line for line in lines[self.heard :])

    def runs_a_notebook(self) -> bool:
        return any("ipykernel_launcher" in build.cmdline() for build in self.builds())

    def builds(self) -> list[psutil.Process]:
        return psutil.Process(self.process.pid).children(recursive=True)

    def end(self) -> list[psutil.Process]:
        """End it; return the processes that it has left behind."""
        builds = self.builds()
        self.process.terminate()
        assert self.process.wait(timeout=30) == 0
        return psutil.wait_procs(builds, timeout=30)[1]


@pytest.fixture(scope="module")
def followed(book: Path) -> Iterator[Followed]:
    """Build the book, and serve it to all tests; each mends what it breaks."""
    env = {**os.environ, "WHOSEGROUP_CONTENT": str(book)}
    subprocess.run(BUILD, cwd=book, env=env, check=True, stdout=subprocess.DEVNULL)
    served = Followed(book, env)
    yield served
    # In the middle of a build it leaves no process behind, and says nothing.
    change(book / "data/vignettes/en/tea.md", "title: Tea at", "title: Teas at")
    wait_for(served.runs_a_notebook)
    assert served.end() == []
    assert "Traceback" not in served.said.read_text("utf-8")


def wait_for(true: Callable[[], object]) -> None:
    for _ in range(300):
        if true():
            return
        time.sleep(0.2)
    pytest.fail("What was edited is not seen.")


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


PROBLEMS = 'class="problems"'


def known(book: Path) -> dict[str, list[int]]:
    """Return the files of which `make book` would take the site to be made."""
    return json.loads((book / "_build" / "built.json").read_text("utf-8"))["seen"]


START, SHOW_PAGE = "book/start.html", "notebooks/show.html"


def test_what_is_edited_is_seen(book: Path, followed: Followed) -> None:
    read = followed.read
    assert "It was so" in read(START)
    before = read(f"{START}?stamp")
    page, bib = book / "book" / "start.md", book / "book" / "references.bib"
    change(page, "It was so", "It is so")
    wait_for(lambda: "It is so" in read(START))
    assert read(f"{START}?stamp") != before

    change(book / "data/vignettes/en/tea.md", "last May", "last June")
    wait_for(lambda: "last June" in read(SHOW_PAGE))
    assert "last May" not in read(SHOW_PAGE)
    assert not (book / "notebooks" / "my-work").exists()

    change(bib, "A first title", "Another title")
    wait_for(lambda: "Another title" in read(START))

    (book / "book" / "more.md").write_text("# More\n")
    change(book / "_toc.yml", "chapters:\n", "chapters:\n  - file: book/more\n")
    wait_for(lambda: "more.html" in read(START))
    assert "<h1>More" in read("book/more.html")

    change(book / "_config.yml", "title: Toy", "title: Other")
    wait_for(lambda: "Other" in read(START))

    shipped = book / "_build" / "html" / "_static" / "whose-group.css"
    assert read("_static/whose-group.css") == shipped.read_text("utf-8")
    assert "whosegroup-following" not in (book / "_build/html" / START).read_text("utf-8")


def test_a_broken_case_is_said_in_words_until_it_is_mended(book: Path, followed: Followed) -> None:
    case = book / "data/vignettes/en/tea.md"
    followed.lines()
    change(case, "kind: self-help", "kind: selfhelp")
    wait_for(lambda: "Did you mean" in followed.read(START))
    for page in (START, SHOW_PAGE):
        assert "&#39;kind&#39; is &#39;selfhelp&#39;." in followed.read(page)
    wait_for(lambda: followed.has_said("Pages stay"))
    assert followed.lines()[-2:] == [
        "data/vignettes/en/tea.md:3: 'kind' is 'selfhelp'. Did you mean 'self-help'?",
        STAYS.format("data/vignettes/en/tea.md", 1),
    ]
    change(case, "kind: selfhelp", "kind: self-help")
    change(case, "last June", "last July")
    wait_for(lambda: "last July" in followed.read(SHOW_PAGE))
    wait_for(lambda: "Did you mean" not in followed.read(START))


@pytest.mark.parametrize(
    ("name", "old", "new", "said"),
    [
        ("book/start.md", "# Start", "# [Start](none.md)", "book/start.md:1: 'myst' cross-refer"),
        ("_toc.yml", "root:", "root: [", "_toc.yml: while parsing a flow "),
        ("book/references.bib", "title =", "title", "book/references.bib: syntax error in line 3"),
        ("notebooks/show.ipynb", '"cells"', "cells", "notebooks/show.ipynb: Notebook does not "),
    ],
)
def test_what_else_is_broken_is_said_in_a_line_and_can_be_mended(
    book: Path, followed: Followed, name: str, old: str, new: str, said: str
) -> None:
    followed.lines()
    change(book / name, old, new)
    wait_for(lambda: PROBLEMS in followed.read(START))
    change(book / name, new, old)
    wait_for(lambda: PROBLEMS not in followed.read(START))
    wait_for(lambda: followed.has_said(": shown after"))
    lines = followed.lines()
    assert len([line for line in lines if line.startswith(said)]) == 1
    assert "Traceback" not in "".join(lines)


def test_a_cell_that_fails_is_said_once_and_in_words(book: Path, followed: Followed) -> None:
    followed.lines()
    path = book / "notebooks" / "show.ipynb"
    write_notebook(path, f"{SHOW}\n1 / 0")
    wait_for(lambda: "ZeroDivisionError" in followed.read(START))
    assert "CellExecutionError" not in followed.read(START)
    said = [line for line in followed.lines() if line.startswith("notebooks/show")]
    assert len([line for line in said if "ZeroDivisionError" in line]) == 1
    assert [line for line in said if "Execut" in line or "traceback" in line] == []
    write_notebook(path, SHOW)
    wait_for(lambda: PROBLEMS not in followed.read(START))


def test_a_page_that_the_contents_do_not_name_is_named_once(book: Path, followed: Followed) -> None:
    followed.lines()
    left = book / "book" / "left.md"
    left.write_text("# Left\n")
    told = LEFT_OUT.format("book/left.md")
    wait_for(lambda: followed.has_said(told))
    change(book / "book" / "start.md", "# ", "# Now ")
    wait_for(lambda: followed.has_said("book/start.md: shown"))
    assert followed.lines().count(told) == 1
    change(book / "book" / "start.md", "# Now ", "# ")
    left.unlink()
    wait_for(lambda: followed.has_said("shown after"))
    followed.lines()


@pytest.fixture
def slow(book: Path, followed: Followed) -> Path:
    """Return a file: the notebook, which is shown by now, runs from now on as long as it is there.

    It does so at rest, for the builds that are waited for are not to wait for it.
    """
    file = book / "slow.txt"
    wait = f"while Path({str(file)!r}).exists(): time.sleep(0.05)"
    code = f"import time\nfrom pathlib import Path\n{wait}\n{SHOW}"
    write_notebook(book / "notebooks" / "show.ipynb", code)
    wait_for(lambda: followed.has_said("notebooks/show.ipynb: shown"))
    followed.lines()
    file.touch()
    return file


def test_a_save_in_the_middle_of_a_build_is_a_line_and_ends_that_build(
    book: Path, followed: Followed, slow: Path
) -> None:
    case, page = book / "data/vignettes/en/tea.md", book / "book" / "start.md"
    change(case, "last July", "last August")
    wait_for(lambda: "last August" in followed.read(SHOW_PAGE))
    wait_for(followed.runs_a_notebook)
    running = followed.builds()
    change(page, "# Start", "# The start")
    wait_for(lambda: "The start" in followed.read(START))
    assert psutil.wait_procs(running, timeout=30)[1] == []
    slow.unlink()
    wait_for(lambda: followed.has_said("book/start.md: shown"))
    told = [line.split(":")[0] for line in followed.lines()[-2:]]
    assert told == ["data/vignettes/en/tea.md", "book/start.md"]


def test_what_it_built_is_built_for_make_book_too(book: Path, followed: Followed) -> None:
    # A build: after a warning nothing is taken to be built.
    subprocess.run(BUILD, cwd=book, env=followed.env, check=True, stdout=subprocess.DEVNULL)
    change(book / "book/start.md", "```{bibliography}", "Lately.\n\n```{bibliography}")
    wait_for(lambda: "Lately." in followed.read(START))
    page = book / "book" / "start.md"
    wait_for(lambda: known(book)["book/start.md"][0] == page.stat().st_mtime_ns)
    built = subprocess.run(BUILD, cwd=book, env=followed.env, capture_output=True, text=True)
    assert built.stdout.startswith("The book is in ")
