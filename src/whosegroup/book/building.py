"""Building the book when something that it is made from has changed, and saying so in few words.

    python -m whosegroup.book.building

`make book` runs this in the course's folder. It writes into `_build` only, and removes there only
what an earlier build made. What was built from which files is kept in `_build/built.json`; it
counts only while the course lies where it lay, and while every file of the site is there.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..bank.content import Times, times_of
from ..bank.roots import PARTS as CONTENT
from ..bank.roots import BankError, content_roots
from ..bank.side_files import is_passed_over
from ..console import accept_any_text
from .made_from import code_of, package_files, rooms_named

if TYPE_CHECKING:
    from ..bank.problems import Problem

PARTS = ("book", "notebooks", *CONTENT)
# A change of these can be seen on every page.
WHOLE = ("_config.yml", "_toc.yml")
PAGES = (".md", ".ipynb")
BUILD = Path("_build")
SITE, RECORD, NO_WORK = BUILD / "html", BUILD / "built.json", BUILD / "no-work"
COMMAND = ("-c", "from jupyter_book.cli.main import main; main()", "build", ".")
OPTIONS = ("-q", "-n", "--keep-going")

LEFT_OUT = "{} is not named in _toc.yml, so it is not built."


def main() -> int:
    """Build the book in this folder, if it is not there as its files are now; return 0 if it is."""
    accept_any_text()
    try:
        course, now, record = Path.cwd(), look(), read_record()
    except BankError as why:
        print(why, file=sys.stderr)
        return 1
    if not is_built(course, now, record):
        wrong, unread = look_into_content()
        if wrong:
            last = f"Problems: {len(wrong)}. The book was not built."
            print(*wrong, last, sep="\n", file=sys.stderr)
            return 1
        for said in (*unread, *map(LEFT_OUT.format, left_out(now))):
            print(said)
        print("Building the book; the first time this takes a minute or two.", flush=True)
        if not build(course, whole=is_whole(course, now, record)):
            print("The book was not built: what is wrong stands above.", file=sys.stderr)
            return 1
        write_record(course, now)
    page = (course / SITE / "index.html").as_uri()
    print(f"The book is in {SITE}. Open it at {page} or run: make serve")
    return 0


# ------------------------------------------------------------------------------ what is there


def look() -> Times:
    """Return the files that the book is made from, each with its time and its size."""
    return times_of(inputs())


def inputs() -> Iterator[Path]:
    """Yield the files that the book is made from: of the course, of banks, of this package.

    Of the package these are the rooms that pages are made by, and those that notebooks name.
    """
    for name in WHOLE:
        if Path(name).is_file():
            yield Path(name)
    code = []
    for folder in (*map(Path, PARTS), *banks()):
        for path in files_in(folder):
            code += [code_of(path)] if path.suffix == ".ipynb" else []
            yield path
    yield from package_files(rooms_named("\n".join(code)))


def banks() -> list[Path]:
    """Return the folders of content that lie elsewhere: those of an instructor's banks."""
    here = Path.cwd().resolve()
    return [root / part for root in content_roots() if root.resolve() != here for part in CONTENT]


def files_in(folder: Path) -> Iterator[Path]:
    """Yield the files of a folder that somebody wrote, in order."""
    for place, folders, files in os.walk(folder):
        folders[:] = sorted(n for n in folders if not is_passed_over(n) and n != "my-work")
        yield from (Path(place, name) for name in sorted(files) if not is_passed_over(name))


def left_out(now: Iterable[str]) -> list[str]:
    """Return the chapters and notebooks that the table of contents does not name."""
    from sphinx_external_toc.parsing import parse_toc_yaml

    toc = parse_toc_yaml("_toc.yml")
    found = [name for name in now if name.startswith(("book/", "notebooks/"))]
    return [
        name
        for name in found
        if name.endswith(PAGES) and not {name, str(Path(name).with_suffix(""))} & set(toc)
    ]


def look_into_content() -> tuple[list[Problem], list[Problem]]:
    """Return all that is wrong with cases, exercises and words, and the files that are not read."""
    from ..bank.loading import read_bank
    from ..bank.strays import find_strays
    from ..exercises.loading import read_exercises

    bank, problems = read_bank()
    wrong = sorted({*problems, *read_exercises(bank)[1]})
    return wrong, [] if wrong else sorted(find_strays(bank))


# ------------------------------------------------------------------------------ what was built


def read_record() -> dict[str, Any]:
    try:
        return dict(json.loads(RECORD.read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return {}


def write_record(course: Path, seen: Times) -> None:
    site = sorted(path.relative_to(SITE).as_posix() for path in files_in(SITE))
    record = {"course": str(course), "seen": seen, "site": site}
    RECORD.write_text(json.dumps(record), encoding="utf-8")


def is_built(course: Path, now: Times, record: dict[str, Any]) -> bool:
    """Tell whether the site is what a build would make of the files as they are."""
    same = record.get("course") == str(course) and record.get("seen") == now
    return same and bool(record["site"]) and all((SITE / name).is_file() for name in record["site"])


def is_whole(course: Path, now: Times, record: dict[str, Any]) -> bool:
    """Tell whether the site must be made from nothing, so that nothing of an older one stays.

    That is so if it was made elsewhere, or another way; if a file has come or gone; and if one is
    older than it was, as a shared folder leaves it: Sphinx looks only for newer ones.
    """
    seen: Times = record.get("seen", {})
    if record.get("course") != str(course) or set(seen) != set(now) or not SITE.is_dir():
        return True
    changed = [name for name in now if now[name] != seen[name]]
    return not changed or any(name in WHOLE or now[name][0] < seen[name][0] for name in changed)


def build(course: Path, whole: bool) -> bool:
    """Let Jupyter Book build the site; tell whether it did. What it warns of is printed."""
    RECORD.unlink(missing_ok=True)
    keep_no_work(course)
    if whole:
        shutil.rmtree(SITE, ignore_errors=True)
    command = [sys.executable, *COMMAND, *OPTIONS, "-W", *(["--all"] if whole else [])]
    done = subprocess.run(command, stdout=subprocess.DEVNULL, check=False)
    return done.returncode == 0


def keep_no_work(course: Path) -> None:
    """Show nobody's own answers in a build: keep what notebooks save in a folder that is empty."""
    shutil.rmtree(NO_WORK, ignore_errors=True)
    NO_WORK.mkdir(parents=True)
    os.environ["WHOSEGROUP_WORK"] = str(course / NO_WORK)


if __name__ == "__main__":
    sys.exit(main())
