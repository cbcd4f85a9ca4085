"""The links of a practice page: to its notebook, and to where it can be opened live."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from jupyter_book.config import get_final_config
from ruamel.yaml import YAML

from small_book import SmallBook, write_notebook
from whosegroup.book.launching import OPTIONS, addresses

ROOT = Path(__file__).parents[2]
PAGE = "notebooks/asking"
PLACES = {
    "binderhub_url": "https://mybinder.org",
    "colab_url": "https://colab.research.google.com/",
    "jupyterhub_url": "https://hub.example.org",
}
GITHUB = {"repository_url": "https://github.com/who/course", "repository_branch": "main"}


def opened(**options: Any) -> dict[str, str]:
    return dict(addresses({"launch_buttons": PLACES, **GITHUB, **options}, PAGE))


def test_a_notebook_is_opened_from_its_place_in_the_repository() -> None:
    found = opened()
    assert list(found) == ["binder", "colab", "hub"]
    path = f"{PAGE}.ipynb"
    assert found["binder"] == f"https://mybinder.org/v2/gh/who/course/main?urlpath=tree/{path}"
    assert found["colab"] == (
        f"https://colab.research.google.com/github/who/course/blob/main/{path}"
    )
    hub = urlsplit(found["hub"])
    assert (hub.netloc, hub.path) == ("hub.example.org", "/hub/user-redirect/git-pull")
    assert parse_qs(hub.query) == {
        "repo": ["https://github.com/who/course"],
        "urlpath": [f"tree/course/{path}"],
        "branch": ["main"],
    }


def test_a_book_in_a_folder_of_its_repository_and_jupyterlab_are_found_in_the_address() -> None:
    buttons = {**PLACES, "notebook_interface": "jupyterlab"}
    found = opened(path_to_docs="teaching/book/", launch_buttons=buttons)
    assert found["binder"].endswith(f"?urlpath=lab/tree/teaching/book/{PAGE}.ipynb")
    assert found["colab"].endswith(f"/blob/main/teaching/book/{PAGE}.ipynb")
    assert "lab%2Ftree%2Fcourse%2Fteaching%2Fbook%2Fnotebooks" in found["hub"]


@pytest.mark.parametrize(
    ("repository", "named"),
    [
        ("https://github.com/who/course.git", "gh/who/course"),
        ("https://gitlab.com/who/course", "gl/who%2Fcourse"),
        ("https://git.example.org/who/course", "git/https%3A%2F%2Fgit.example.org%2Fwho%2Fcourse"),
    ],
)
def test_binder_takes_any_repository_and_colab_those_of_github(repository: str, named: str) -> None:
    found = opened(repository_url=repository)
    assert found["binder"].startswith(f"https://mybinder.org/v2/{named}/main?")
    assert ("colab" in found) == ("github.com" in repository)


@pytest.mark.parametrize(
    "options", [{"launch_buttons": {}}, {"launch_buttons": None}, {"repository_url": ""}]
)
def test_where_nothing_is_named_there_is_no_link(options: dict[str, Any]) -> None:
    assert opened(**options) == {}


@pytest.mark.parametrize("theme", ["furo", "alabaster"])
def test_a_notebooks_page_has_the_links_below_its_title_and_no_other_page_has(
    tmp_path: Path, toy_root: Path, monkeypatch: pytest.MonkeyPatch, theme: str
) -> None:
    monkeypatch.setenv("WHOSEGROUP_CONTENT", str(toy_root))
    pages = {"index": "# Toy\n\n```{toctree}\nin/nb\nplain\n```\n", "plain": "# Plain\n"}
    book = SmallBook(tmp_path / "book", pages, theme, suppress_warnings=["myst-nb.lexer"])
    (book.folder / "in").mkdir()
    notebook = write_notebook(book.folder / "in" / "nb.ipynb", "print(1)")
    options = {"launch_buttons": PLACES, **GITHUB}
    book.set(html_theme_options=options)
    assert book.build() == "", "A theme does not see what it would warn of."
    page = book.page("in/nb")
    [line] = page.select(".wg-notebook")
    assert line.find_previous_sibling().name != "h1"
    assert line.find_next_sibling() is None, "It is the last of the page."
    download, *live = line.select("a")
    copy = book.html / "in" / download["href"]
    assert download.has_attr("download") and copy.read_bytes() == notebook.read_bytes()
    assert [link["href"] for link in live] == list(dict(addresses(options, "in/nb")).values())
    assert book.page("plain").select(".wg-notebook") == []


def test_what_the_courses_configuration_says_of_launching_comes_to_the_extension(
    tmp_path: Path,
) -> None:
    """Options of the theme in the course's own file would take the place of Jupyter Book's."""
    config = YAML(typ="safe").load((ROOT / "_config.yml").read_text("utf-8"))
    config["repository"] = {"url": "https://github.com/who/course", "branch": "main"}
    config["repository"]["path_to_book"] = "book"
    config["launch_buttons"] = PLACES
    path = tmp_path / "_config.yml"
    YAML().dump(config, path)
    cli = {"latex_individualpages": False}
    final, _ = get_final_config(user_yaml=path, cli_config=cli)
    assert set(OPTIONS) <= set(final["html_theme_options"])
