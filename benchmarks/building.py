"""What an instructor waits for: a build of the book, and an edit that is seen on a served page."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import nbformat
from jupyter_cache.executors.utils import single_nb_execution
from measuring import BUILT, ROOT, RUNS, head, middle, row, spread
from pages import read_config
from ruamel.yaml import YAML

BENCHMARKS = Path(__file__).parent
JUPYTER_BOOK = Path(sys.executable).with_name("jupyter-book")
SHOW = """
import ipykernel.ipkernel, sys, time
start = time.perf_counter()
from whosegroup import exercise
exercise("two-kinds")._repr_mimebundle_()
assert not {"pandas", "matplotlib"} & set(sys.modules)
print(time.perf_counter() - start)
"""
CHAPTER, VIGNETTE = "book/glossary.md", "data/vignettes/en/twenty-two-chairs.md"


def measure() -> None:
    """Print how long builds take, ours and a plain one taking turns."""
    ours, plain, empty = copy("ours-book"), plain_copy(), empty_book()
    head("Building, everything installed")
    times: dict[str, list[float]] = {"ours": [], "plain": [], "empty": []}
    for _ in range(RUNS):
        for name, book in (("ours", ours), ("plain", plain), ("empty", empty)):
            shutil.rmtree(book / "_build", ignore_errors=True)
            times[name].append(run([JUPYTER_BOOK, "build", book, "-q"], book))
    ratio = middle(times["ours"]) / middle(times["plain"])
    row(
        "clean build of the course", f"{spread(times['ours'], digits=1)}; ratio {ratio:.2f}", "0.85"
    )
    row("the same sources, plain jupyter-book", spread(times["plain"], digits=1))
    row("floor: an empty book", spread(times["empty"], digits=1))
    kernels = [time_of(bare_kernel) for _ in range(RUNS)]
    count = len(list((ROOT / "notebooks").glob("*.ipynb")))
    row(f"floor: a bare kernel (the book starts {count})", spread(kernels))
    shown = [float(run_python(SHOW, ours)) for _ in range(RUNS)]
    row("import and show a sorter, in a kernel's Python", spread(shown), "0.5 s")
    run(["make", "-s", "book"], ours)
    row(
        "`make book`, nothing changed",
        spread([run(["make", "-s", "book"], ours) for _ in range(RUNS)]),
        "1 s",
    )
    for what, name in (("chapter", CHAPTER), ("vignette", VIGNETTE)):
        edits = []
        for number in range(RUNS):
            edit(ours / name, number)
            edits.append(run(["make", "-s", "book"], ours))
        row(f"`make book`, one {what} edited", spread(edits, digits=1))
    serve(ours)


def serve(book: Path) -> None:
    """Print how long it takes until an edit is seen while the book is served."""
    site = book / "_build" / "html"
    command = [sys.executable, "-m", "whosegroup.book.following", "--port", "0"]
    server = subprocess.Popen(command, cwd=book, env=env_of(book), stdout=subprocess.DEVNULL)
    time.sleep(15)  # until all is loaded
    pages = {CHAPTER: "book/glossary.html", VIGNETTE: "notebooks/what-was-conflated.html"}
    for what, name in (("chapter", CHAPTER), ("vignette", VIGNETTE)):
        waits = []
        for number in range(RUNS):
            mark = edit(book / name, 100 + number)
            page = site / pages[name]
            start = time.perf_counter()
            while mark not in page.read_text(encoding="utf-8"):
                time.sleep(0.05)
            waits.append(time.perf_counter() - start)
            time.sleep(25)  # until the notebooks have followed
        row(f"`make serve`: an edited {what} is on its page", spread(waits, digits=1), "3 s")
    server.terminate()
    server.wait()


def edit(path: Path, number: int) -> str:
    """Put a word of its own into the last sentence of a chapter or a case, and return it."""
    text = path.read_text(encoding="utf-8").rstrip("\n")
    text, _, _ = text.partition(" Bench")
    mark = f"Bench{number}"
    path.write_text(f"{text} {mark}.\n", encoding="utf-8")
    return mark


def run(command: list[str | Path], book: Path) -> float:
    """Return the seconds that a command takes in a book's folder."""
    start = time.perf_counter()
    done = subprocess.run(command, cwd=book, env=env_of(book), capture_output=True, text=True)
    if done.returncode:
        sys.exit(done.stdout + done.stderr)
    return time.perf_counter() - start


def run_python(code: str, book: Path) -> str:
    """Return what some code prints in a process of its own."""
    command = [sys.executable, "-c", code]
    return subprocess.check_output(command, cwd=book, env=env_of(book), text=True)


def env_of(book: Path) -> dict[str, str]:
    """Return the environment in which a copy of the book is built from its own content."""
    env = {**os.environ, "WHOSEGROUP_CONTENT": str(book), "PYTHONPATH": str(BENCHMARKS)}
    return {**env, "WHOSEGROUP_WORK": str(book / "_build" / "no-work")}


def time_of(work: Callable[[], object]) -> float:
    """Return the seconds that something takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def bare_kernel() -> None:
    """Start a kernel, let it run one cell, and end it."""
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("1")])
    single_nb_execution(notebook, cwd=None, timeout=60, allow_errors=False)


def copy(name: str) -> Path:
    """Return a copy of the book, installed as this one is."""
    book = BUILT.with_name("bench-building") / name
    shutil.rmtree(book, ignore_errors=True)
    kept = shutil.ignore_patterns("_build", ".git", ".*", "my-work", "__pycache__")
    shutil.copytree(ROOT, book, ignore=kept)
    (book / ".venv").symlink_to(ROOT / ".venv")
    return book


def plain_copy() -> Path:
    """Return a copy of the book that nothing of ours makes faster."""
    book, config = copy("plain-book"), read_config()
    extensions = config["sphinx"]["config"]["extensions"]
    extensions[extensions.index("whosegroup.book.extension")] = "plain"
    YAML().dump(config, book / "_config.yml")
    return book


def empty_book() -> Path:
    """Return a book of one page without anything."""
    book = BUILT.with_name("bench-building") / "empty-book"
    shutil.rmtree(book, ignore_errors=True)
    book.mkdir(parents=True)
    (book / "start.md").write_text("# Start\n")
    (book / "_config.yml").write_text("title: Empty\n")
    (book / "_toc.yml").write_text("format: jb-book\nroot: start\n")
    return book
