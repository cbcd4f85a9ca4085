"""Which notebooks run again, and that no page shows what was."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import nbformat
import pytest
from jupyter_cache import get_cache
from sphinx.builders import Builder

from small_book import SmallBook, break_off, write_notebook
from whosegroup.book.made_from import code_of, codes_of
from whosegroup.book.notebooks_to_run import LATER, Reads, digests, files_named, reads_of

Change = Callable[[str, str, str], None]
SHOW = 'from whosegroup import exercise\n\nwork = exercise("plain")\nwork'
COUNT = "from whosegroup.figures.bank_tables import continuum\n\ncontinuum()"
WHOLE = "from whosegroup.bank.loading import load_bank\n\nlen(load_bank().vignettes)"
NOTEBOOKS = {"show": SHOW, "count": COUNT, "whole": WHOLE, "alone": "1 + 1"}


def index_of(names: Iterable[str]) -> str:
    return "# Toy\n\n```{{toctree}}\n{}\n```\n".format("\n".join(names))


class Book(SmallBook):
    """A book of notebooks, which knows when each ran."""

    def runs(self) -> dict[str, Any]:
        """Return when what is kept of each notebook was made."""
        kept = get_cache(str(self.html.parent / ".jupyter_cache"))
        return {Path(record.uri).stem: record.created for record in kept.list_cache_records()}

    def build_and_tell_what_ran(self) -> set[str]:
        before = self.runs() if self.html.exists() else {}
        assert self.build() == ""
        return {name for name, made in self.runs().items() if before.get(name) != made}


MakeBook = Callable[[dict[str, str]], Book]


@pytest.fixture
def make_book(tmp_path: Path, toy_root: Path, monkeypatch: pytest.MonkeyPatch) -> MakeBook:
    """Return a maker of a book of these notebooks, beside the toy bank."""
    monkeypatch.setenv("WHOSEGROUP_CONTENT", str(toy_root))

    def made(notebooks: dict[str, str]) -> Book:
        book = Book(tmp_path / "book", {"index": index_of(notebooks)}, execution="cache")
        for name, code in notebooks.items():
            write_notebook(book.folder / f"{name}.ipynb", code)
        return book

    return made


TEA, GARDEN = "data/vignettes/en/tea.md", "data/vignettes/en/garden.md"
PLACE = ("data/vignettes/en/shed.md", "money: [2, 4]", "money: [3, 4]")
# What of the bank is edited, and what has then changed for which notebooks. A table holds places,
# not words, and what is only shown is read by its page.
EDITS = {
    "words that no page shows": ((GARDEN, "$20", "$21"), {"whole"}),
    "words that a page shows": ((TEA, "last May", "last June"), {"ask", "whole"}),
    "a place": (PLACE, {"count", "whole"}),
}


@pytest.mark.parametrize("edit", EDITS)
def test_what_a_notebook_reads_has_changed_only_where_it_does_more_than_show_it(
    tmp_path: Path, toy_root: Path, change: Change, monkeypatch: pytest.MonkeyPatch, edit: str
) -> None:
    monkeypatch.setenv("WHOSEGROUP_CONTENT", str(toy_root))
    codes = {**NOTEBOOKS, "ask": f"{SHOW}.summary()"}
    paths = {name: write_notebook(tmp_path / f"{name}.ipynb", code) for name, code in codes.items()}
    before = digests(paths, (toy_root,))
    what, changed = EDITS[edit]
    change(*what)
    after = digests(paths, (toy_root,))
    assert {name for name in paths if before[name] != after[name]} == changed


def test_an_edited_case_is_on_its_page_and_runs_no_notebook_that_shows_it(
    make_book: MakeBook, change: Change
) -> None:
    book = make_book({"show": SHOW})
    assert book.build_and_tell_what_ran() == {"show"}
    change(TEA, "last May", "last June")
    assert book.build_and_tell_what_ran() == set()
    assert book.read == {"show"}
    assert "last June" in book.source("show") and "last May" not in book.source("show")


def test_no_page_is_stale_while_an_author_looks_on(
    make_book: MakeBook, change: Change, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Pages come first, and notebooks afterwards."""
    book = make_book({name: NOTEBOOKS[name] for name in ("show", "whole")})
    book.build_and_tell_what_ran()
    assert book.build_and_tell_what_ran() == set()
    monkeypatch.setenv(LATER, "1")
    change(TEA, "last May", "last July")
    assert book.build_and_tell_what_ran() == set()
    assert "last July" in book.source("show") and "last May" not in book.source("show")
    monkeypatch.delenv(LATER)
    assert book.build_and_tell_what_ran() == {"whole"}
    assert "last July" in book.source("show")


def test_a_page_follows_its_notebook_although_the_build_broke_off_when_it_had_run(
    make_book: MakeBook, change: Change, monkeypatch: pytest.MonkeyPatch
) -> None:
    book = make_book({"count": COUNT})
    assert book.build() == ""
    before = book.source("count")
    change(*PLACE)
    with monkeypatch.context() as broken:
        broken.setattr(Builder, "read_doc", break_off)
        with pytest.raises(KeyboardInterrupt):
            book.build()
    assert book.build_and_tell_what_ran() == set()
    assert book.source("count") != before


def test_a_notebook_that_has_gone_is_missed_by_nobody(make_book: MakeBook) -> None:
    book = make_book({"stays": "1 + 1", "goes": "1 + 1"})
    assert book.build() == ""
    (book.folder / "goes.ipynb").unlink()
    for name in ("new", "newer"):
        write_notebook(book.folder / f"{name}.ipynb", "2 + 2")
    book.write("index", index_of(["stays", "new", "newer"]))
    assert book.build() == ""
    assert "4" in book.page("newer").select_one(".output").get_text()


def test_a_notebook_that_failed_for_a_mistake_in_the_bank_runs_when_that_is_mended(
    make_book: MakeBook, change: Change
) -> None:
    book = make_book({"show": SHOW})
    change(TEA, "kind: self-help", "kind: no")
    assert "Its cell 'code' fails: " in book.build()
    change(TEA, "kind: no", "kind: self-help")
    assert book.build() == ""
    assert "last May" in book.source("show")


def test_a_notebook_that_fails_says_how(make_book: MakeBook) -> None:
    book = make_book({"sound": "1 + 1", "broken": 'raise ValueError("no tea")'})
    [said] = book.build().splitlines()
    assert "broken.ipynb: WARNING: Its cell 'code' fails: 'ValueError: no tea'. Run " in said
    [report] = (book.html / "reports").glob("broken*")
    assert "no tea" in report.read_text(encoding="utf-8")
    assert set(book.runs()) == {"sound"}


MADE = 'from whosegroup import exercise\nmine = exercise("a")\n'


@pytest.mark.parametrize(
    ("code", "left_out"),
    [
        ("1 + 1", ""),
        ('from whosegroup import exercise\nexercise("a"); exercise("b", "ja")', ""),
        (f"{MADE}mine", ""),
        (f"{MADE}mine", "mine.summary()\nmine.table()"),
    ],
)
def test_who_only_shows_exercises_reads_nothing_of_the_bank(code: str, left_out: str) -> None:
    assert reads_of(code, left_out) == Reads()


@pytest.mark.parametrize(
    ("code", "left_out"),
    [
        (f"{MADE}mine.summary()", ""),
        (f"{MADE}print(mine)", ""),
        (f"{MADE}other = mine", ""),
        (f"{MADE}mine = 1", "rows = mine.summary()"),
        (MADE, "mine.summary().to_csv('a.csv')"),
        (MADE, "show(mine.summary)"),
        (MADE, "if True:\n    mine.summary()"),
        ('from whosegroup import exercise\nexercise("a").work', ""),
        ('from whosegroup import exercise\nmine = [exercise("a")]', ""),
    ],
)
def test_who_does_more_with_an_exercise_than_show_it_reads_it(code: str, left_out: str) -> None:
    assert reads_of(code, left_out) == Reads(frozenset({"a"}), words=True)


@pytest.mark.parametrize(
    ("code", "tables"),
    [
        ("from whosegroup.figures.bank_tables import squares\nsquares()", {"squares"}),
        (
            "from whosegroup.figures.bank_tables import continuum as c, squares\n"
            "from whosegroup.figures.bank_figures import plot_continuum\n"
            "plot_continuum(c())",
            {"continuum", "squares"},
        ),
        ("from whosegroup.figures.bank_figures import plot_continuum", set()),
    ],
)
def test_what_a_notebook_counts_of_the_bank_is_told_from_its_code(
    code: str, tables: set[str]
) -> None:
    assert reads_of(code) == Reads(tables=frozenset(tables), words=True)


@pytest.mark.parametrize(
    "code",
    [
        "import whosegroup",
        "import json",
        "from pathlib import Path",
        "from whosegroup import exercise as show",
        "from whosegroup import *",
        'from whosegroup import exercise\nname = "a"\nexercise(name)',
        "from whosegroup.bank.loading import load_bank",
        "from whosegroup.figures.bank_tables import load_bank",
        "from whosegroup.figures.bank_tables import no_such_table",
        'from whosegroup.figures.bank_tables import forms\nforms("last-sort")',
        "from whosegroup.figures.bank_tables import squares\nsquares(bank=mine)",
        'from whosegroup import exercise\nexercise("a")\n_.summary()',
        "Out[1].summary()",
        "eval('1')",
        "%matplotlib inline\n1 + 1",
        "",
    ],
)
def test_code_that_may_read_more_is_taken_to_read_everything(code: str) -> None:
    assert reads_of(code) is None
    if code:
        assert reads_of("1 + 1", code) is None


def test_cells_that_a_page_leaves_out_are_known_by_their_tag(tmp_path: Path) -> None:
    path = write_notebook(tmp_path / "a.ipynb", "mine")
    notebook = nbformat.read(path, as_version=4)
    notebook.cells.append(nbformat.v4.new_code_cell("1", metadata={"tags": ["remove-cell"]}))
    notebook.cells.append(nbformat.v4.new_code_cell("2", metadata={"tags": ["hide-cell"]}))
    nbformat.write(notebook, path)
    assert codes_of(path) == ("mine\n2", "1")
    assert code_of(path) == "mine\n2\n1"


def test_a_file_that_a_notebook_names_belongs_to_what_it_reads(
    tmp_path: Path, toy_root: Path
) -> None:
    path = write_notebook(tmp_path / "a.ipynb", 'open("beside.csv").read()')
    (tmp_path / "beside.csv").write_text("1")
    assert files_named(code_of(path), tmp_path) == [tmp_path / "beside.csv"]
    before = digests({"a": path}, (toy_root,))
    (tmp_path / "beside.csv").write_text("2")
    assert digests({"a": path}, (toy_root,)) != before


@pytest.mark.parametrize(
    ("file", "read_by"),
    [
        ("data/vignettes/en/tea.md", {"plain", "mixed", "first-test", "last-test"}),
        ("data/vignettes/en/shed.md", {"shed"}),
        ("data/asks/en/stall.md", {"stalls"}),
        ("exercises/plain.yml", {"plain", "mixed"}),
        ("exercises/first-test.yml", {"first-test", "last-test"}),
        ("data/words/en/sorter.yml", None),
        ("data/criteria.yml", None),
    ],
)
def test_an_exercise_is_made_from_its_own_files_and_those_of_what_it_draws_from(
    tmp_path: Path, toy_root: Path, file: str, read_by: set[str] | None
) -> None:
    names = ("plain", "mixed", "first-test", "last-test", "shed", "stalls", "bins")
    code = 'from whosegroup import exercise\nexercise("{}").summary()'
    paths = {n: write_notebook(tmp_path / f"{n}.ipynb", code.format(n)) for n in names}
    before = digests(paths, (toy_root,))
    with (toy_root / file).open("a", encoding="utf-8") as opened:
        opened.write("\n")
    after = digests(paths, (toy_root,))
    expected = set(names) if read_by is None else read_by
    assert {name for name in names if before[name] != after[name]} == expected
