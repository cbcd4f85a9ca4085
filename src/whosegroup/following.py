"""Keep a built book up to date while its files are edited.

    python -m whosegroup.following .

Pages come first, then the notebooks that read what changed. Each build is forked from this process,
which has loaded all that a build needs.
"""

from __future__ import annotations

import io
import multiprocessing
import os
import signal
import sys
import time
from collections.abc import Callable, Mapping
from contextlib import redirect_stdout, suppress
from importlib import import_module
from pathlib import Path

from .bank import read_bank
from .content import content_roots, read_yaml
from .execution import LATER
from .freshness import UNFINISHED

EVERY = 0.2  # seconds between two looks at the files
PARTS = ("book", "notebooks", "data", "exercises", "_config.yml", "_toc.yml")
# What a build loads beside the extensions that the book names, and loads late.
LOADED = (
    "jupyter_book.cli.main",
    "jupyter_book.sphinx",
    "myst_nb.sphinx_ext",
    "pydata_sphinx_theme",
    "sphinx.builders.gettext",
    "sphinx.builders.html",
    "sphinx.ext.mathjax",
    "whosegroup.bank_figures",
)

Seen = Mapping[Path, tuple[int, int]]


def main(arguments: list[str] | None = None) -> int:
    """Follow the book whose folder is named until interrupted."""
    [book] = arguments or sys.argv[1:] or ["."]
    with suppress(KeyboardInterrupt):
        follow(Path(book).resolve())
    return 0


def follow(book: Path) -> None:
    """Build a book whenever one of its files has changed, until whoever asked for it has ended."""
    # As in every build, no author's own answers are shown.
    os.environ.setdefault("WHOSEGROUP_WORK", str(book / "_build" / "no-work"))
    parent, seen = os.getppid(), look(book)
    load(book)
    Build(book).wait()  # for what has been edited since the last one
    while os.getppid() == parent:
        time.sleep(EVERY)
        if (now := look(book)) != seen:
            files = {path for path in {*seen, *now} if seen.get(path) != now.get(path)}
            # Another file, or another order of them, can be seen on every page.
            whole = set(seen) != set(now) or any(path.parent == book for path in files)
            seen = now
            _say(files, book, Build(book, whole, later=True).wait())
            Build(book).wait(unless=lambda known=now: look(book) != known)


def _say(files: set[Path], book: Path, seconds: float) -> None:
    names = ", ".join(sorted(Path(os.path.relpath(path, book)).as_posix() for path in files))
    print(f"{names}: changed, and seen on its pages after {seconds:.1f} s", flush=True)


def look(book: Path) -> Seen:
    """Return the files that pages are made from, each with its time and its size."""
    roots = [root / name for root in content_roots() for name in ("data", "exercises")]
    found = {}
    for place in dict.fromkeys([*(book / part for part in PARTS), *roots]):
        for path in (place, *place.rglob("*")):
            inner = path.relative_to(place).parts
            if not any(part.startswith(".") or part == "my-work" for part in inner):
                with suppress(OSError):  # an editor takes a file away before it puts the new one
                    if path.is_file():
                        found[path] = (path.stat().st_mtime_ns, path.stat().st_size)
    return found


def load(book: Path) -> None:
    """Load what every build loads, and read all cases, so that none has to wait for it."""
    config, _ = read_yaml((book / "_config.yml").read_text(encoding="utf-8"), "_config.yml")
    for name in (*LOADED, *config["sphinx"]["config"]["extensions"]):
        with suppress(ImportError):  # said by the build
            import_module(name)
    read_bank()


class Build:
    """A build in a process of its own; with `later` it runs no notebook that is kept."""

    def __init__(self, book: Path, whole: bool = False, later: bool = False) -> None:
        fork = "fork" in multiprocessing.get_all_start_methods()
        processes = multiprocessing.get_context("fork" if fork else "spawn")
        self.book, self.began = book, time.monotonic()
        self.process = processes.Process(target=build, args=(book, whole, later))
        self.process.start()

    def wait(self, unless: Callable[[], bool] = lambda: False) -> float:
        """Wait until it has ended, or end it when something happens; return the seconds it took."""
        while self.process.is_alive():
            self.process.join(EVERY)
            if not self._is_writing() and unless():
                self._end()
        return time.monotonic() - self.began

    def _is_writing(self) -> bool:
        """Tell whether it has begun to write pages; before, it can be ended without harm."""
        return (self.book / "_build" / ".doctrees" / UNFINISHED).exists()

    def _end(self) -> None:
        with suppress(OSError, AttributeError):  # it has ended, or there are no groups here
            os.killpg(self.process.pid, signal.SIGTERM)  # with the notebooks that it runs
        self.process.terminate()
        self.process.join()


def build(book: Path, whole: bool, later: bool) -> None:
    """Build a book; only what is wrong with it is printed."""
    from jupyter_book.cli.main import main

    if hasattr(os, "setpgrp"):
        os.setpgrp()
    if later:
        os.environ[LATER] = "1"
    arguments = ["build", str(book), "-q", "-n", "--keep-going", *(["--all"] if whole else [])]
    with redirect_stdout(io.StringIO()), suppress(SystemExit):
        main(arguments, standalone_mode=False)


if __name__ == "__main__":
    sys.exit(main())
