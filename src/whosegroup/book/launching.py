"""The links of a notebook's page: download the notebook, or open it where its code runs.

Where that is stands in `_config.yml` under Jupyter Book's own keys, `repository` and
`launch_buttons`. Jupyter Book hands them on as options of the theme.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from html import escape
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlencode

from docutils import nodes
from sphinx.util.osutil import relative_uri

from ..bank.problems import ContentError
from .builders import is_site
from .directives import bank_of

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config

OPTIONS = ("repository_url", "repository_branch", "path_to_docs", "launch_buttons")
CONFIG = "whosegroup_launch"
NOTEBOOK = ".ipynb"
INTERFACES = {"classic": "tree", "jupyterlab": "lab/tree"}
GITHUB, GITLAB = "https://github.com/", "https://gitlab.com/"


def setup(app: Sphinx) -> None:
    """Register with Sphinx."""
    app.add_config_value(CONFIG, {}, "html", [dict])
    app.connect("config-inited", _take_options)
    app.connect("doctree-resolved", _link)


def _take_options(_app: Sphinx, config: Config) -> None:
    """Take what is said of launching from the theme, which may not know it, or show it as well."""
    given = dict(config.html_theme_options)
    setattr(config, CONFIG, {name: given.pop(name) for name in OPTIONS if name in given})
    config.html_theme_options = given


def _link(app: Sphinx, doctree: nodes.document, page: str) -> None:
    """Put the links at the end of a page that is made from a notebook."""
    title = next(doctree.findall(nodes.title), None)
    if not is_site(app.builder) or title is None or _suffix(app, page) != NOTEBOOK:
        return
    try:
        words = bank_of(()).words["pages"]
    except ContentError:  # said where the content is shown
        return
    links = [f'<a download href="{_download(app, page)}">{escape(words["download"])}</a>']
    for place, address in addresses(getattr(app.config, CONFIG), page):
        links.append(f'<a href="{escape(address)}">{escape(words[place])}</a>')
    shown = f'<p class="wg-notebook">{" ".join(links)}</p>'
    title.parent.append(nodes.raw("", shown, format="html"))


def _suffix(app: Sphinx, page: str) -> str:
    return PurePosixPath(app.env.doc2path(page, base=False)).suffix


def _download(app: Sphinx, page: str) -> str:
    """Return where Sphinx puts the copy of a notebook that it was given."""
    more = app.config.html_sourcelink_suffix
    name = f"_sources/{page}{NOTEBOOK}{more if more != NOTEBOOK else ''}"
    return quote(relative_uri(app.builder.get_target_uri(page), name))


def addresses(options: Mapping[str, Any], page: str) -> Iterator[tuple[str, str]]:
    """Yield the places that can open a page's notebook, each with its address there."""
    buttons: Mapping[str, str] = options.get("launch_buttons") or {}
    repository = str(options.get("repository_url") or "").rstrip("/").removesuffix(".git")
    if not repository:
        return
    branch = options.get("repository_branch") or "master"
    path = PurePosixPath(options.get("path_to_docs") or "", page + NOTEBOOK).as_posix()
    interface = INTERFACES[buttons.get("notebook_interface", "classic")]
    if binder := buttons.get("binderhub_url"):
        opened = f"urlpath={quote(f'{interface}/{path}')}"
        yield "binder", f"{binder.rstrip('/')}/v2/{_of_binder(repository)}/{branch}?{opened}"
    if (colab := buttons.get("colab_url")) and repository.startswith(GITHUB):
        name = repository.removeprefix(GITHUB)
        yield "colab", f"{colab.rstrip('/')}/github/{name}/blob/{branch}/{quote(path)}"
    if hub := buttons.get("jupyterhub_url"):
        folder = repository.rpartition("/")[2]
        asked = {"repo": repository, "urlpath": f"{interface}/{folder}/{path}", "branch": branch}
        yield "hub", f"{hub.rstrip('/')}/hub/user-redirect/git-pull?{urlencode(asked)}"


def _of_binder(repository: str) -> str:
    """Return how Binder names a repository."""
    if repository.startswith(GITHUB):
        return f"gh/{repository.removeprefix(GITHUB)}"
    if repository.startswith(GITLAB):
        return f"gl/{quote(repository.removeprefix(GITLAB), safe='')}"
    return f"git/{quote(repository, safe='')}"
