"""Keep a built book up to date while its files are edited.

    python -m whosegroup.book.following . 4711

It ends when the process of that number has ended, which is the one that began it.
Pages come first, then the notebooks that read what changed. Each build is forked from this process,
which has loaded all that a build needs, and has built a page itself. The next build is begun before
there is an edit: it waits for one where it would look which pages are out of date.
"""

from __future__ import annotations

import io
import multiprocessing
import os
import signal
import sys
import time
from collections.abc import Callable, Iterable, Mapping
from contextlib import redirect_stderr, redirect_stdout, suppress
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..bank.loading import read_bank
from ..bank.roots import content_roots
from ..bank.side_files import is_passed_over
from ..bank.yaml_files import read_yaml
from ..console import accept_any_text
from .notebooks_to_run import LATER
from .pages_to_read import STARTED, UNFINISHED

if TYPE_CHECKING:
    from sphinx.application import Sphinx

EVERY = 0.2  # seconds between two looks at the files
PARTS = ("book", "notebooks", "data", "exercises", "_config.yml", "_toc.yml")
# What a build reads after it has looked what changed; a list of sources it reads before.
READ_LATE = (".ipynb", ".md", ".yml")
# What a build loads beside the extensions that the book names, and loads late.
LOADED = (
    "furo",
    "jupyter_book.cli.main",
    "jupyter_book.sphinx",
    "myst_nb.sphinx_ext",
    "sphinx.builders.gettext",
    "sphinx.builders.html",
    "sphinx.ext.mathjax",
    "whosegroup.figures.bank_figures",
)

Seen = Mapping[Path, tuple[int, int]]


def main(arguments: list[str] | None = None) -> int:
    """Follow the book whose folder is named until interrupted."""
    accept_any_text()
    book, parent = arguments or sys.argv[1:]
    with suppress(KeyboardInterrupt):
        follow(Path(book).resolve(), int(parent))
    return 0


def follow(book: Path, parent: int) -> None:
    """Build a book whenever one of its files has changed, while its parent process lives."""
    # As in every build, no author's own answers are shown.
    os.environ.setdefault("WHOSEGROUP_WORK", str(book / "_build" / "no-work"))
    seen = look(book)
    load(book)
    Build(book).wait()  # for what has been edited since the last one
    rehearse(book)
    waiting: Build | None = Build(book, later=True, held=True)
    while os.getppid() == parent:
        time.sleep(EVERY)
        if (now := look(book)) == seen:
            continue
        files = {path for path in {*seen, *now} if seen.get(path) != now.get(path)}
        # Another file, or another order of them, can be seen on every page.
        whole = set(seen) != set(now) or any(path.parent == book for path in files)
        seen = now
        if waiting and (whole or has_read(files)):
            waiting.end()
            waiting = None
        _say(files, book, (waiting or Build(book, whole, later=True)).go())
        Build(book).wait(unless=partial(has_changed, book, now))
        waiting = Build(book, later=True, held=True) if look(book) == now else None


def has_changed(book: Path, known: Seen) -> bool:
    """Tell whether a file has been edited since this was seen of all of them."""
    return look(book) != known


def has_read(files: Iterable[Path]) -> bool:
    """Tell whether a build that waits for an edit may have read one of these files already."""
    return any(path.suffix not in READ_LATE for path in files)


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
            if not any(is_passed_over(part) or part == "my-work" for part in inner):
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


def rehearse(book: Path) -> None:
    """Build two pages as they are, so that what is done once in a process is done before an edit.

    A build that is forked from this process has these pages' templates, patterns and words at hand.
    """

    def ask_for_pages(app: Sphinx) -> None:
        app.connect("env-get-outdated", lambda _app, env, *_: _any_pages(env))

    STARTED.append(ask_for_pages)
    os.environ[LATER] = "1"  # no notebook is run here
    with redirect_stderr(io.StringIO()), suppress(Exception):  # said by the build before
        build(book)
    del os.environ[LATER]
    STARTED.remove(ask_for_pages)


def _any_pages(env: Any) -> list[str]:
    notebooks = [
        page for page in sorted(env.found_docs) if Path(env.doc2path(page)).suffix == ".ipynb"
    ]
    return [env.config.root_doc, *notebooks[:1]]


class Build:
    """A build in a process of its own.

    With `later` it runs no notebook that is kept; one that is `held` begins, and waits for `go`.
    """

    def __init__(
        self, book: Path, whole: bool = False, later: bool = False, held: bool = False
    ) -> None:
        fork = "fork" in multiprocessing.get_all_start_methods()
        processes: Any = multiprocessing.get_context("fork" if fork else "spawn")
        self.book, self.gate = book, processes.Event()
        if not held:
            self.gate.set()
        arguments = (book, whole, later, self.gate, os.getpid())
        # Whoever ends this process ends what is held; a build of its own runs notebooks beside it.
        self.process = processes.Process(target=_build_alone, args=arguments, daemon=held)
        self.process.start()

    def go(self) -> float:
        """Let a build that is held go on, and wait until it has ended; return the seconds."""
        began = time.monotonic()
        self.gate.set()
        self.wait()
        return time.monotonic() - began

    def wait(self, unless: Callable[[], bool] = lambda: False) -> None:
        """Wait until it has ended, or end it when something happens."""
        while self.process.is_alive():
            self.process.join(EVERY)
            if not self._is_writing() and unless():
                self.end()

    def _is_writing(self) -> bool:
        """Tell whether it has begun to write pages; before, it can be ended without harm."""
        return (self.book / "_build" / ".doctrees" / UNFINISHED).exists()

    def end(self) -> None:
        """End it at once."""
        with suppress(OSError, AttributeError):  # it has ended, or there are no groups here
            os.killpg(self.process.pid, signal.SIGTERM)  # with the notebooks that it runs
        self.process.terminate()
        self.process.join()


def _build_alone(book: Path, whole: bool, later: bool, gate: Any, parent: int) -> None:
    """Build a book in a process that was begun for it; go on when the gate is open."""

    def wait_for_an_edit(_app: Sphinx) -> None:
        while not gate.wait(EVERY):
            if os.getppid() != parent:  # nobody is left who could open it
                os._exit(0)

    if hasattr(os, "setpgrp"):
        os.setpgrp()
    if later:
        os.environ[LATER] = "1"
    STARTED.append(wait_for_an_edit)
    build(book, whole)


def build(book: Path, whole: bool = False) -> None:
    """Build a book; only what is wrong with it is printed."""
    from jupyter_book.cli.main import main

    arguments = ["build", str(book), "-q", "-n", "--keep-going", *(["--all"] if whole else [])]
    with redirect_stdout(io.StringIO()), suppress(SystemExit):
        main(arguments, standalone_mode=False)


if __name__ == "__main__":
    sys.exit(main())
