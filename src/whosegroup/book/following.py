"""Serve the built book, and build it anew whenever one of its files is saved.

    python -m whosegroup.book.following --port 8000

`make serve` runs this in the course's folder. A build in this process shows what was edited: each
has a new Sphinx application, since one that is kept misses sources and the table of contents. Then
one in a process of its own runs the notebooks that read what changed; the next edit ends it.
"""

from __future__ import annotations

import argparse
import io
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from contextlib import redirect_stderr, redirect_stdout, suppress
from pathlib import Path

from ..authoring.pages import Mistake, said_in
from ..authoring.serving import (
    EVERY,
    Again,
    PortError,
    Site,
    address_of,
    changed,
    follow,
    open_server,
    served,
)
from ..bank.content import Times, times_of
from ..bank.roots import BankError, content_roots
from ..console import accept_any_text
from . import building
from .made_from import OTHER_ROOMS, package_files
from .notebooks_to_run import LATER
from .running import silence

KEPT = building.BUILD / ".jupyter_cache"  # what notebooks gave
BEFORE = building.BUILD / ".jupyter_cache-before"
MANY = 3  # files of which a line tells the names
COLOURS = re.compile(r"\x1b\[[0-9;]*m")
WARNING = re.compile(
    r"(?:(?P<file>[^:]+):(?P<line>\d*):* )?(?:WARNING|ERROR|CRITICAL): (?P<text>.+)"
)
STAYS = "{}: seen. Problems: {}. Pages stay as they are until this is mended."


class UnbuiltError(Exception):
    """The book could not be built at all; the message says why, in a line."""


def main(arguments: list[str] | None = None) -> int:
    """Serve the book in this folder until interrupted; return 1 where the port cannot be had."""
    accept_any_text()
    parser = argparse.ArgumentParser(prog="whosegroup.book.following", description=__doc__)
    parser.add_argument("--port", type=int, default=8000)
    port = parser.parse_args(arguments).port
    try:
        book = FollowedBook(Path.cwd())
        server = open_server(book.site, port, "make serve PORT=")
        with served(server):
            print(f"The book is at {address_of(server)} (Ctrl+C ends this)", flush=True)
            with suppress(UnbuiltError):  # what is loaded now, no edit has to wait for
                build_here()
            follow(building.look, book.show, building.read_record().get("seen", {}))
    except (PortError, BankError) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


class FollowedBook:
    """A built book, and what is left to be done so that it is as `make book` would build it."""

    def __init__(self, course: Path) -> None:
        self.course = course
        self.site = Site(course / building.SITE, said_in(content_roots()))
        self.package = package_now()
        self.whole = False  # all pages are left to be made anew
        self.left_out: list[str] = []  # the pages that no contents name, which was said of each
        building.keep_no_work(course)

    def show(self, was: Times, now: Times, again: Again) -> None:
        """Show what was saved, or say what is wrong in it; then run notebooks, if nothing is."""
        if package_now() != self.package:  # this process would go on with what it has loaded
            os.execv(sys.executable, [sys.executable, *sys.orig_argv[1:]])
        began, names = time.monotonic(), _named(changed(was, now))
        record = {"course": str(self.course), "seen": was}
        self.whole |= building.is_whole(self.course, now, record)
        mistakes = [Mistake.of(problem) for problem in building.look_into_content()[0]]
        built = not mistakes
        if built:
            try:
                mistakes = warnings_in(build_here(), names)
            except UnbuiltError as error:
                built, mistakes = False, [Mistake(names, 0, str(error))]
        if mistakes and again():  # it was half saved, and is looked at anew
            return
        self.site.tell(mistakes)
        if not built:
            print(STAYS.format(names, len(mistakes)), file=sys.stderr, flush=True)
            return
        was_left_out, self.left_out = self.left_out, building.left_out(now)
        for name in self.left_out:
            if name not in was_left_out:
                print(building.LEFT_OUT.format(name), flush=True)
        print(f"{names}: shown after {time.monotonic() - began:.1f} s", flush=True)
        building.keep_no_work(self.course)
        if ended := build_beside(self.whole, again):
            self.whole = False
            self.site.tell([*mistakes, *_mistakes_of(*ended, names)])
            self.note(now)

    def note(self, now: Times) -> None:
        """Let `make book` build nothing again, unless something was warned of since it did."""
        if self.site.mistakes:
            building.RECORD.unlink(missing_ok=True)
        elif building.RECORD.exists():
            building.write_record(self.course, now)


def package_now() -> Times:
    """Return the files of this package, each with its time and its size."""
    return times_of(package_files(OTHER_ROOMS))


def build_here() -> str:
    """Build what was edited, without the notebooks that are kept; return what is warned of.

    Raises UnbuiltError where there is something of which no page can be made.
    """
    from jupyter_book.cli.main import main as jupyter_book

    warnings = io.StringIO()
    # A notebook that is run here has nbclient set signals to what a process has at first.
    handlers = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    os.environ[LATER] = "1"
    try:
        with silence(), redirect_stdout(io.StringIO()), redirect_stderr(warnings):
            jupyter_book(["build", ".", *building.OPTIONS], standalone_mode=False)
    except (Exception, SystemExit) as error:
        cause = error.__cause__ or error
        if isinstance(cause, KeyboardInterrupt):
            raise cause from None
        why = getattr(cause, "orig_exc", None) or cause  # of an extension: what went wrong in it
        raise UnbuiltError(_line(str(why)) or type(why).__name__) from error
    finally:
        del os.environ[LATER]
        for number, handler in handlers.items():
            signal.signal(number, handler)
    return warnings.getvalue()


def build_beside(whole: bool, again: Again) -> tuple[int, str] | None:
    """Build in a process of its own; return its code and what it warns of.

    When a file is saved meanwhile it is ended, with the notebooks that it runs: None. What was kept
    of these is put back, or the next build here would have to wait for them.
    """
    options = [*building.OPTIONS, *(["--all"] if whole else [])]
    shutil.rmtree(BEFORE, ignore_errors=True)
    shutil.copytree(KEPT, BEFORE)
    with subprocess.Popen(
        [sys.executable, *building.COMMAND, *options],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        errors="replace",
        start_new_session=True,
    ) as build:
        try:
            while not again():
                with suppress(subprocess.TimeoutExpired):
                    _, warnings = build.communicate(timeout=EVERY)
                    return build.returncode, warnings
            return None
        finally:
            if build.poll() is None:
                end(build)
                shutil.rmtree(KEPT)
                BEFORE.rename(KEPT)


def end(build: subprocess.Popen) -> None:
    """End a process that leads a group, and all of the group."""
    with suppress(OSError, AttributeError):  # there are no groups on Windows
        os.killpg(build.pid, signal.SIGTERM)
    build.terminate()
    build.wait()


def warnings_in(text: str, names: str) -> list[Mistake]:
    """Return what a build warns of; what says no file is about those that were saved."""
    found = filter(None, map(WARNING.fullmatch, COLOURS.sub("", text).splitlines()))
    return [
        Mistake(_from_here(one["file"]) or names, int(one["line"] or 0), one["text"])
        for one in found
    ]


def _mistakes_of(code: int, text: str, names: str) -> list[Mistake]:
    """Return what was wrong in a build that has ended."""
    found = warnings_in(text, names)
    return found or ([Mistake(names, 0, _line(text[-500:]))] if code else [])


def _from_here(file: str | None) -> str | None:
    path = Path(file or "")
    return path.relative_to(Path.cwd()).as_posix() if path.is_relative_to(Path.cwd()) else file


def _named(names: list[str]) -> str:
    more = len(names) - MANY
    return ", ".join(names[:MANY]) + (f" and {more} more" if more > 0 else "")


def _line(text: str) -> str:
    return " ".join(COLOURS.sub("", text).split())


if __name__ == "__main__":
    sys.exit(main())
