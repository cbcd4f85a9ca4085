"""What libraries say but once reaches no page; what they say always is quoted."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from jupyter_cache import get_cache

from small_book import SmallBook, write_notebook

ONCE = """
import sys
from pathlib import Path

if not Path("said").exists():
    Path("said").touch()
    print({what!r}, file=sys.stderr)
"""
ALWAYS = 'import warnings\nwarnings.warn("the kettle is on", stacklevel=1)'


@pytest.fixture
def book(tmp_path: Path, toy_root: Path, monkeypatch: pytest.MonkeyPatch) -> SmallBook:
    """Return a book whose one notebook a test writes."""
    monkeypatch.setenv("WHOSEGROUP_CONTENT", str(toy_root))
    pages = {"index": "# Toy\n\n```{toctree}\ntold\n```\n"}
    made = SmallBook(tmp_path / "book", pages, execution="cache")
    (made.folder / "conf.py").open("a").write('nb_output_stderr = "remove"\n')
    return made


def kept(book: SmallBook) -> list[Any]:
    """Return the cells that are kept of the notebook."""
    cache = get_cache(str(book.html.parent / ".jupyter_cache"))
    [record] = cache.list_cache_records()
    return cache.get_cache_bundle(record.pk).nb.cells


@pytest.mark.parametrize(
    "what", ["Matplotlib is building the font cache; this may take a moment.", "hello at first use"]
)
def test_what_is_said_once_neither_breaks_a_build_nor_enters_a_page_or_the_cache(
    book: SmallBook, what: str
) -> None:
    write_notebook(book.folder / "told.ipynb", ONCE.format(what=what) + "1 + 41")
    assert book.build() == ""
    assert (book.folder / "said").exists()
    assert what not in book.page("told").get_text().replace(repr(what), "")
    [cell] = [cell for cell in kept(book) if cell.cell_type == "code"]
    assert [output.output_type for output in cell.outputs] == ["execute_result"]
    assert cell.outputs[0].data["text/plain"] == "42"


def test_what_is_said_always_is_quoted_with_its_notebook_and_cell(book: SmallBook) -> None:
    write_notebook(book.folder / "told.ipynb", ALWAYS)
    for _ in range(2):  # what is kept of it does not make it sound
        [said] = book.build().splitlines()
        assert "told.ipynb: WARNING: Its cell 'code' warns: '" in said
        assert "UserWarning: the kettle is on" in said
        assert "Mend what it warns of, or have the cell not say it." in said
        (book.folder / "conf.py").open("a").write("project = 'again'\n")


def test_what_a_cell_says_at_length_is_cut(book: SmallBook) -> None:
    write_notebook(book.folder / "told.ipynb", "import sys\nprint('tea ' * 2000, file=sys.stderr)")
    [said] = book.build().splitlines()
    assert "tea tea" in said
    assert len(said) < 800


def test_kernels_say_nothing_on_the_terminal(
    book: SmallBook, capfd: pytest.CaptureFixture[str]
) -> None:
    write_notebook(book.folder / "told.ipynb", "import os\nos.write(2, b'a kernel speaks')")
    assert book.build() == ""
    assert "kernel" not in capfd.readouterr().err.lower()
