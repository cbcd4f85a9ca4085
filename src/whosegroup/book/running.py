"""Running notebooks side by side, without what libraries say but once.

On a machine where a library runs for the first time, it may say so where a notebook's results stand
(Matplotlib, that it looks for fonts). Such a notebook runs a second time. What it says then it says
always: that, and an error, is a problem which quotes what was said, with the cell.
"""

from __future__ import annotations

import logging
import os
import re
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

import nbformat

if TYPE_CHECKING:
    from jupyter_cache.cache.main import JupyterCacheBase

COLOURS = re.compile(r"\x1b\[[0-9;]*m")
LONGEST = 400  # letters of what is quoted

Problems = list[tuple[Path, str]]


def run(kept: JupyterCacheBase, paths: Iterable[Path], timeout: int) -> Problems:
    """Run the notebooks of which nothing is kept; return what is wrong with any of these.

    `timeout` is in seconds, for a cell.
    """
    paths = list(paths)
    problems = _execute(kept, paths, timeout)
    talkative = [path for path in paths if _said(kept, path)]
    for path in talkative:
        forget(kept, path)
    problems += _execute(kept, talkative, timeout)
    return problems + [(path, said) for path in talkative for said in _said(kept, path)]


def forget(kept: JupyterCacheBase, path: Path) -> None:
    """Drop what is kept of a notebook, so that it is run again."""
    with suppress(KeyError):
        kept.remove_cache(kept.match_cache_notebook(nbformat.read(path, as_version=4)).pk)


def _execute(kept: JupyterCacheBase, paths: Iterable[Path], timeout: int) -> Problems:
    """Run those of which nothing is kept, as many at a time as there are processors."""
    from jupyter_cache.executors import load_executor

    added = {kept.add_nb_to_project(str(path)).uri: path for path in paths}
    left = [record.uri for record in kept.list_unexecuted(filter_uris=[*added])] if added else []
    if not left:
        return []
    silent = logging.Logger(__name__, logging.CRITICAL)
    with silence():
        from ..figures import style as drawing  # noqa: F401 - Matplotlib looks for fonts once, and not in each kernel

        executor = load_executor("local-parallel", kept, logger=silent)
        done = executor.run_and_cache(filter_uris=left, timeout=timeout)
    failed = [kept.get_project_record(uri) for uri in done.excepted]
    return [(added[record.uri], _failure(added[record.uri], record.traceback)) for record in failed]


@contextmanager
def silence() -> Iterator[None]:
    """Keep off the terminal what kernels say while they run: what they show is in the notebooks."""
    sys.stderr.flush()
    before = os.dup(2)
    with Path(os.devnull).open("w") as nowhere:
        os.dup2(nowhere.fileno(), 2)
    try:
        yield
    finally:
        sys.stderr.flush()
        os.dup2(before, 2)
        os.close(before)


def _failure(path: Path, traceback: str) -> str:
    """Say in which cell a notebook failed, and with which error."""
    cells = nbformat.read(path, as_version=4).cells
    cell = next((c for c in cells if c.cell_type == "code" and c.source in traceback), None)
    where = f"Its cell '{cell.id}'" if cell and cell.get("id") else "A cell"
    error = COLOURS.sub("", traceback).strip().splitlines()[-1]
    return f"{where} fails: {_quoted(error)} Run the notebook in JupyterLab to see more."


def _said(kept: JupyterCacheBase, path: Path) -> list[str]:
    """Return a sentence for each cell with a warning among what is kept of a notebook."""
    try:
        cells = kept.merge_match_into_notebook(nbformat.read(path, as_version=4))[1].cells
    except KeyError:
        return []
    found = []
    for number, cell in enumerate(cells, start=1):
        outputs = cell.get("outputs", [])
        text = "".join(out.text for out in outputs if out.get("name") == "stderr")
        if text.strip():
            where = f"Its cell '{cell.id}'" if cell.get("id") else f"Its cell {number}"
            remedy = "Mend what it warns of, or have the cell not say it."
            found.append(f"{where} warns: {_quoted(text)} {remedy}")
    return found


def _quoted(text: str) -> str:
    """Return a text in one line and in quotation marks, cut where it is long."""
    line = " ".join(COLOURS.sub("", text).split())
    return f"'{line if len(line) <= LONGEST else line[: LONGEST - 1] + '…'}'."
