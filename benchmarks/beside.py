"""Another version of this course beside this one, in turns: what pages and commands cost.

    make bench WHAT=beside OTHER=../of-0.7.0

OTHER is a worktree of that version in which `make for-dev for-test book` was run. Each builds its
own cases: between two versions these differ, and so do what pages hold and what a build runs.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from browsing import OURS, feedback, ready, wire
from building import SHOW
from measuring import BUILT, ROOT, RUNS, a_browser, head, middle, row
from pages import build
from peers import PEERS
from server import serve

TURNS = 3  # of what takes long
BUILD = "from pages import build; from measuring import BUILT; build(BUILT)"
CASES = 96  # as many as the fewest of both versions has
# Prints the seconds of a report on a class, which is simulated first.
REPORT = f"""
import shutil
import load
load.CASES = {CASES}
shutil.rmtree(load.FOLDER, ignore_errors=True)
bank, works = load.all_cases(), load.FOLDER / "works"
exercise = load.load_exercise(load.NAME, (load.ROOT, bank))
load.write(load.simulate([exercise], 300, 1, load.Confusion(level=2.5)), works)
print(load.report(bank, works)[0])
"""


@dataclass(frozen=True)
class Side:
    """One of the two versions: where it is, and the Python into which it is installed."""

    root: Path
    python: str

    def run(self, *command: str, cwd: Path | None = None) -> str:
        """Return what a run of its Python prints, in its benchmarks or in another folder."""
        environment = dict(os.environ)
        if self.root != ROOT:
            environment.pop("PYTHONPATH", None)
        environment["WHOSEGROUP_WORK"] = str(self.root / "_build" / "no-work")
        place = cwd or self.root / "benchmarks"
        environment["WHOSEGROUP_CONTENT"] = str(cwd or self.root)
        done = subprocess.run(
            [self.python, *command], cwd=place, env=environment, capture_output=True, text=True
        )
        if done.returncode:
            sys.exit(done.stdout + done.stderr)
        return done.stdout

    def seconds(self, *command: str, cwd: Path | None = None) -> float:
        """Return how long such a run takes."""
        start = time.perf_counter()
        self.run(*command, cwd=cwd)
        return time.perf_counter() - start


def measure() -> None:
    """Print what both versions cost, and the ratio."""
    other = Path(os.environ.get("OTHER", "")).absolute()
    python = other / ".venv" / "bin" / "python"
    if other == ROOT or not python.exists():
        sys.exit("OTHER is no worktree in which `make for-dev for-test book` was run.")
    sides = Side(ROOT, sys.executable), Side(other, str(python))
    head(f"Beside {other.name}: medians in turns")
    compare_pages(*sides)
    compare_commands(*sides)


def line(what: str, figures: list[float], unit: str, digits: int = 2) -> None:
    """Print the figures of both, and the first by the second."""
    ours, theirs = figures
    row(what, f"{ours:.{digits}f} and {theirs:.{digits}f} {unit}; ratio {ours / theirs:.2f}")


def in_turns(what: str, ways: list[Callable[[], float]], unit: str, turns: int) -> None:
    """Print the medians of what is measured by turns."""
    times: list[list[float]] = [[] for _ in ways]
    for _ in range(turns):
        for found, way in zip(times, ways, strict=True):
            found.append(way())
    line(what, list(map(middle, times)), unit)


def compare_pages(ours: Side, theirs: Side) -> None:
    """Compare pages of twelve cases, those of both books, and how fast they are."""
    html, stock = build(BUILT)
    theirs.run("-c", BUILD)
    places = [html, theirs.root / "_build" / "bench" / "ours" / "_build" / "html"]
    books = [side.root / "_build" / "html" for side in (ours, theirs)]
    servers = [serve(place) for place in (*places, stock, *books)]
    at = [address for _, address in servers]
    with a_browser() as browser:
        weights = [wire(browser, f"{each}/ours-12.html", f"{each}/next.html") for each in at[:2]]
        for turn, what in enumerate(("first visit", "next page")):
            line(f"twelve cases, {what}", [one[turn][0] / 1000 for one in weights], "kB", 1)
        pages = [{path.name for path in book.glob("notebooks/*.html")} for book in books]
        for name in sorted(set.intersection(*pages)):
            visits = [wire(browser, f"{each}/notebooks/{name}")[0][0] / 1000 for each in at[3:]]
            line(f"{name}, first visit", visits, "kB", 1)
        first = [lambda each=each: ready(browser, f"{each}/ours-12.html", OURS) for each in at[:2]]
        in_turns("first answer button, slow line", first, "s", RUNS + 2)
        quiz, selector = f"{at[2]}/jupyterquiz.html", PEERS["jupyterquiz"][1]
        for size in (12, 500):
            said: list[list[float]] = [[], [], []]
            for _ in range(TURNS):
                for found, each in zip(said, at[:2], strict=False):
                    found.extend(feedback(browser, f"{each}/ours-{size}.html", 4))
                said[2].extend(feedback(browser, quiz, 4, selector, apart=2))
            mine, old, peer = map(middle, said)
            what = f"feedback, {size} cases, slowed four times"
            line(what, [mine, old], "ms", 0)
            line(f"{what}, beside jupyterquiz", [mine, peer], "ms", 0)
    for server, _ in servers:
        server.shutdown()


def compare_commands(*sides: Side) -> None:
    """Compare what an instructor runs, an exercise that is shown, and a clean build."""
    copies = [copy(side) for side in sides]

    def built(side: Side, book: Path) -> float:
        shutil.rmtree(book / "_build", ignore_errors=True)
        command = Path(side.python).with_name("jupyter-book")
        return side.seconds(str(command), "build", str(book), "-q", cwd=book)

    checks = [lambda s=s: s.seconds("-m", "whosegroup", "check", cwd=s.root) for s in sides]
    in_turns("check", checks, "s", RUNS)
    reports = [lambda s=s: float(s.run("-c", REPORT)) for s in sides]
    in_turns(f"report on 300 readers x {CASES} cases", reports, "s", TURNS)
    shown = [lambda s=s: float(s.run("-c", SHOW, cwd=s.root)) for s in sides]
    in_turns("import and show a sorter", shown, "s", RUNS)
    builds = [lambda s=s, c=c: built(s, c) for s, c in zip(sides, copies, strict=True)]
    in_turns("clean build", builds, "s", TURNS)


def copy(side: Side) -> Path:
    """Return a copy of a version's book."""
    book = BUILT.with_name("bench-beside") / side.root.name
    shutil.rmtree(book, ignore_errors=True)
    kept = shutil.ignore_patterns("_build", ".git", ".*", "my-work", "__pycache__")
    shutil.copytree(side.root, book, ignore=kept)
    return book
