"""The extension in a small book of the toy bank."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest
from bs4 import BeautifulSoup

from small_book import SmallBook
from whosegroup.book.extension import STATIC, _drop_widget_state
from whosegroup.component.script import page_script, parts_on, style
from whosegroup.exercises.html import element
from whosegroup.exercises.model import Exercise
from whosegroup.exercises.payload import compile_payload

Change = Callable[[str, str, str], None]
INDEX = """# Toy

```{vignette} garden
```

```{toctree}
plain
practice
```
"""


@pytest.fixture
def book(
    tmp_path: Path, toy_root: Path, toy_exercise: Exercise, monkeypatch: pytest.MonkeyPatch
) -> SmallBook:
    """Return a book of three pages: one shows a case, one nothing of ours, one an exercise."""
    monkeypatch.setenv("WHOSEGROUP_CONTENT", str(toy_root))
    sorter = element(compile_payload(toy_exercise))
    practice = f"# Practice\n\n```{{raw}} html\n{sorter}\n```\n"
    pages = {"index": INDEX, "plain": "# Plain\n\nNothing here.\n", "practice": practice}
    return SmallBook(tmp_path / "book", pages)


def test_pages_show_cases_and_load_what_they_need_and_no_more(book: SmallBook) -> None:
    assert book.build() == ""
    index, plain, practice = map(book.source, ("index", "plain", "practice"))

    assert "<strong>The bean garden</strong>" in index
    assert "A sign says &lt;b&gt;Beans &amp; `peas`&lt;/b&gt; for $20, and it isn" in index
    assert "surface=" not in index and "Invented" not in index, "A case is shown without its marks."

    [loaded] = BeautifulSoup(practice, "html.parser").select('script[src*="whose-group.js"]')
    assert loaded.has_attr("async"), "A deferred script waits for all of the theme's."
    assert "whose-group.js" not in index + plain, "Only pages with an exercise pay for its script."
    for sheet in ("book.css", "whose-group.css"):
        assert all(sheet in page for page in (index, plain, practice))

    shipped = book.html / "_static"
    [sent] = shipped.glob("*/whose-group.js")
    assert loaded["src"] == f"_static/{sent.parent.name}/whose-group.js"
    assert sent.read_text(encoding="utf-8") == page_script(parts_on(practice))
    assert (shipped / "whose-group.css").read_text(encoding="utf-8") == style()
    assert (shipped / "book.css").read_bytes() == (STATIC / "book.css").read_bytes()


def test_a_page_never_shows_a_case_as_it_was(book: SmallBook, change: Change) -> None:
    """Neither after a change of the case, nor after a mistake in it was mended."""
    file = "data/vignettes/en/garden.md"
    assert book.build() == ""
    change(file, "$20", "$21")
    assert book.build() == ""
    assert "$21" in book.source("index")
    change(file, "kind: self-help", "kind: no")
    assert f"{file}:3: 'kind' is 'no'." in book.build()
    change(file, "kind: no", "kind: self-help")
    change(file, "$21", "$22")
    assert book.build() == ""
    assert "$22" in book.source("index")


def test_a_case_that_is_not_there_is_a_warning_with_the_remedy(book: SmallBook) -> None:
    book.write("index", INDEX.replace("} garden", "} gardn"))
    warnings = book.build()
    assert "index.md:3" in warnings
    assert "There is no vignette 'gardn'. Did you mean 'garden'?" in warnings


def test_a_page_does_not_carry_the_state_of_its_widgets() -> None:
    """MyST-NB would write each widget's whole script into the page."""
    files = {"ipywidgets_state": ("big",), "other": ("small",)}
    app = SimpleNamespace(env=SimpleNamespace(nb_metadata={"page": {"js_files": files}}))
    _drop_widget_state(app, "page")
    _drop_widget_state(app, "a page without a notebook")
    assert files == {"other": ("small",)}


def test_sources_stand_in_one_list_without_roles_that_are_deprecated(book: SmallBook) -> None:
    cited = "```{eval-rst}\n.. [A] One.\n.. [B] Two.\n\nSee [A]_ and [B]_.\n```\n"
    book.write("plain", f"# Plain\n\n{cited}")
    assert book.build() == ""
    plain = book.page("plain")
    lists = plain.select("div.citation-list")
    assert [len(found.select("div.citation")) for found in lists] == [2]
    assert "doc-biblioentry" not in str(lists)
