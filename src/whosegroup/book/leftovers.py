"""Keeping out of the site what the book does not hold, or no longer holds.

Sphinx writes pages and removes none: a test that was taken out of the table of contents would stay
on the site, with its source. Each build notes what it has made of its pages; the next one removes
what is no longer among it, and nothing else.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment

RECORD = "made-of-pages-{builder}.json"  # beside Sphinx's own record


def setup(app: Sphinx) -> None:
    """Register with Sphinx."""
    app.connect("config-inited", _take_names_literally, priority=950)
    app.connect("env-updated", _write_without_what_is_gone)
    app.connect("build-finished", _take_out)


def _take_names_literally(app: Sphinx, config: Config) -> None:
    """Leave out a file whose name would be read as a pattern, such as `old [1].md`, as well.

    What the table of contents does not name is left out by its name. In a pattern `?` stands for
    any one letter.
    """
    config.exclude_patterns = [
        re.sub(r"[\[*?]", "?", pattern) if Path(app.srcdir, pattern).is_file() else pattern
        for pattern in config.exclude_patterns
    ]


def _write_without_what_is_gone(app: Sphinx, env: BuildEnvironment) -> Iterable[str]:
    """Have all pages written again when one has gone: each lists the others, and so does search.

    The old index of the search would keep the words of the page.
    """
    if not set(_noted(app)["pages"]) - env.found_docs:
        return []
    Path(app.outdir, "searchindex.js").unlink(missing_ok=True)
    return sorted(env.found_docs)


def _take_out(app: Sphinx, exception: Exception | None) -> None:
    """Remove what was made of pages that have gone, and note what has been made."""
    if exception or app.builder.format != "html":
        return
    now = made_of_pages(app)
    for name in set(_noted(app)["files"]) - now:
        Path(app.outdir, name).unlink(missing_ok=True)
    noted = {"pages": sorted(app.env.found_docs), "files": sorted(now)}
    _record(app).write_text(json.dumps(noted, indent=1), encoding="utf-8")


def _record(app: Sphinx) -> Path:
    return Path(app.doctreedir, RECORD.format(builder=app.builder.name))


def _noted(app: Sphinx) -> dict[str, list[str]]:
    """Return which pages the last build had, and the files that were made of them."""
    try:
        noted = json.loads(_record(app).read_text(encoding="utf-8"))
        return {"pages": list(noted["pages"]), "files": list(noted["files"])}
    except (OSError, ValueError, TypeError, KeyError):
        return {"pages": [], "files": []}


def made_of_pages(app: Sphinx) -> set[str]:
    """Return the files of the site that are made of the book's pages, as paths from its folder."""
    env, site = app.env, Path(app.outdir)
    found = {f"_images/{name}" for _, name in env.images.values()}
    found |= {f"_downloads/{name}" for _, name in env.dlfiles.values()}
    for page in env.found_docs:
        # Sphinx promises a builder of any kind, and the site's has a file for each page.
        file = app.builder.get_outfilename(page)  # type: ignore[attr-defined]
        page_file = Path(file).relative_to(site)
        source = Path(env.doc2path(page)).suffix
        suffixes = {source, f"{source}{app.config.html_sourcelink_suffix}"}
        found |= {page_file.as_posix(), f"reports/{page}.err.log"}
        found |= {f"_sources/{page}{suffix}" for suffix in suffixes}
    return found
