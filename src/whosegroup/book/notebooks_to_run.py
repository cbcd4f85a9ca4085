"""Which of the book's notebooks are run: each only when something that it reads has changed.

What a notebook gave is kept by jupyter-cache, which knows a notebook by its cells alone. What else
it reads is known here: the rooms of this package that pages are made by and those that it names,
the exercises and the tables that it counts with or else the whole bank, and files. An exercise that
it only shows is none of that: its page reads it (`exercise_nodes`).
"""

from __future__ import annotations

import ast
import json
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from inspect import signature
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.util.logging import getLogger

from ..bank.content import content_files, digest_of, is_for_all
from ..bank.problems import ContentError
from ..bank.roots import Roots, content_roots
from ..exercises.loading import UnknownExerciseError, exercise_files
from .directives import bank_of, table_digest
from .made_from import codes_of, package_digest, rooms_named
from .running import forget, run

if TYPE_CHECKING:
    from pandas import DataFrame
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

LOGGER = getLogger(__name__)
RECORD = "read-by-notebooks.json"
# By these, and by what begins with `_`, code can come at what it does not name.
INDIRECT = {"Out", "eval", "exec", "get_ipython", "globals", "locals", "vars"}
# Set while `make serve` shows an edited page, before it runs the notebooks that read what changed.
LATER = "WHOSEGROUP_NOTEBOOKS_LATER"


def setup(app: Sphinx) -> None:
    """Register with Sphinx."""
    app.connect("env-before-read-docs", _run_what_changed)


def _run_what_changed(app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
    if app.config.nb_execution_mode != "cache":
        return
    if os.environ.get(LATER):  # one that fails now is run again then, and what fails is said
        app.config.suppress_warnings = [*app.config.suppress_warnings, "mystnb.exec"]
        return
    from jupyter_cache import get_cache

    folder = Path(app.config.nb_execution_cache_path)
    folder.mkdir(parents=True, exist_ok=True)
    kept, known = get_cache(str(folder)), _read_record(folder)
    paths = {name: Path(env.doc2path(name)) for name in sorted(env.found_docs)}
    notebooks = {name: path for name, path in paths.items() if path.suffix == ".ipynb"}
    now = digests(notebooks, content_roots())
    # Pages are known by Sphinx's own record, which is kept only when all have been read.
    shown = getattr(env, "whosegroup_shown", {})
    env.whosegroup_shown = now  # type: ignore[attr-defined]  # Sphinx keeps what it is given so
    for name, path in notebooks.items():
        if known.get(name) != now[name]:
            forget(kept, path)
        if shown.get(name) != now[name] and name not in docnames:
            docnames.append(name)
    read = {n: notebooks[n] for n in docnames if n in notebooks}
    if problems := run(kept, read.values(), app.config.nb_execution_timeout):
        app.config.suppress_warnings = [*app.config.suppress_warnings, "mystnb.exec"]  # said here
    places = {path: name for name, path in read.items()}
    for path, problem in problems:
        LOGGER.warning(problem, location=places[path], type="whosegroup")
    (folder / RECORD).write_text(json.dumps(now, indent=1), encoding="utf-8")


def _read_record(folder: Path) -> dict[str, str]:
    try:
        return dict(json.loads((folder / RECORD).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return {}


# ------------------------------------------------------------------------------ what is read


@dataclass(frozen=True)
class Reads:
    """What some code reads of the bank: these exercises, what these tables count, and words."""

    exercises: frozenset[str] = frozenset()
    tables: frozenset[str] = frozenset()
    words: bool = False


def digests(notebooks: Mapping[str, Path], roots: Roots) -> dict[str, str]:
    """Return for each notebook the digest of all that its outputs follow from beside its cells."""
    everything = digest_of(content_files(roots))

    @cache
    def of_exercise(name: str) -> str:
        return digest_of(exercise_files([name], roots))

    @cache
    def of_table(name: str) -> str:
        table = _table(name)
        return table_digest(table(bank=bank_of())) if table else ""

    def of_reads(reads: Reads | None) -> list[str]:
        if reads is None:
            return [everything]
        try:
            tables = [of_table(name) for name in sorted(reads.tables)]
        except (ContentError, UnknownExerciseError):  # said when the notebook runs
            tables = [everything]
        words = [for_all] if reads.words else []
        return [*words, *map(of_exercise, sorted(reads.exercises)), *tables]

    for_all = digest_of(filter(is_for_all, content_files(roots)))
    found = {}
    for name, path in notebooks.items():
        shown, left_out = codes_of(path)
        code = f"{shown}\n{left_out}"
        package, own = package_digest(rooms_named(code)), digest_of(files_named(code, path.parent))
        found[name] = " ".join([package, own, *of_reads(reads_of(shown, left_out))])
    return found


def reads_of(code: str, left_out: str = "") -> Reads | None:
    """Return what some code reads of the bank; None where it may read more than can be told.

    That is where it imports anything but `exercise`, tables and figures, asks a table for anything
    but the whole bank, names what it has not made, or is not Python alone. To show an exercise is
    not to read it, nor to ask one for its answers in a cell that is `left_out` of the page.
    """
    shown, unseen = _parsed(code).body, _parsed(left_out).body
    if not shown or (left_out and not unseen):
        return None
    named, reads_nothing = _only_shown(shown, unseen)
    exercises, tables, words = set(), set(), False
    for node in ast.walk(ast.Module([*shown, *unseen], [])):
        match node:
            case ast.ImportFrom(module="whosegroup", names=[ast.alias("exercise", None)]):
                pass
            case ast.ImportFrom(module="whosegroup.figures.bank_figures"):
                words = True  # these draw what they are given
            case ast.ImportFrom(module="whosegroup.figures.bank_tables", names=names):
                if not all(_table(name.name) for name in names):
                    return None
                words = True
                tables |= {name.name for name in names if _counts_bank(name.name)}
            case ast.Import() | ast.ImportFrom():
                return None
            case ast.Name(name) if name in INDIRECT or name.startswith("_"):
                return None
            case ast.Name(name, ast.Load()) if node not in reads_nothing:
                exercises |= named.get(name, set())
            case ast.Call(func=ast.Name("exercise"), args=[ast.Constant(str(name)), *_]):
                exercises |= {name} if node not in reads_nothing else set()
            case ast.Call(func=ast.Name("exercise")):
                return None
            case ast.Call(func=ast.Name(name), args=args, keywords=keywords):
                if (args or keywords) and _counts_bank(name):
                    return None
    return Reads(frozenset(exercises), frozenset(tables), words or bool(exercises))


def _only_shown(
    shown: list[ast.stmt], unseen: list[ast.stmt]
) -> tuple[dict[str, set[str]], set[ast.AST]]:
    """Return the exercises that have a name in a notebook, and the places that read none.

    There one is made or shown, or, unseen, asked for its answers.
    """
    named: dict[str, set[str]] = {}
    places: set[ast.AST] = set()
    for statement in (*shown, *unseen):
        match statement:
            case ast.Assign(
                targets=[ast.Name(name)],
                value=ast.Call(func=ast.Name("exercise"), args=[ast.Constant(str(id)), *_]) as made,
            ):
                named.setdefault(name, set()).add(id)
                places.add(made)
            case ast.Expr((ast.Name() | ast.Call(func=ast.Name("exercise"))) as place):
                places.add(place)
            case ast.Expr(ast.Call(func=ast.Attribute(value=ast.Name() as asked), args=[])) if (
                statement in unseen
            ):
                places.add(asked)
    return named, places


def _table(name: str) -> Callable[..., DataFrame] | None:
    """Return the function that makes a table, if there is one of this name."""
    from ..figures import bank_tables

    found = getattr(bank_tables, name, None)
    return found if getattr(found, "__module__", "") == bank_tables.__name__ else None


def _counts_bank(name: str) -> bool:
    """Tell whether a table is made from the bank, and not from another table."""
    return (table := _table(name)) is not None and "bank" in signature(table).parameters


def files_named(code: str, folder: Path) -> list[Path]:
    """Return the files whose paths, from a folder, stand in some code."""
    texts = {n.value for n in ast.walk(_parsed(code)) if isinstance(n, ast.Constant)}
    named = [folder / text for text in texts if isinstance(text, str) and len(text) < 200]
    return [path for path in named if path.is_file()]


def _parsed(code: str) -> ast.Module:
    """Return the parts of some code; nothing where it is not Python alone."""
    try:
        return ast.parse(code)
    except (SyntaxError, ValueError):
        return ast.Module([], [])
