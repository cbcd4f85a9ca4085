"""Nothing in the package names what a course holds: a whole bank of somebody else's works as well.

No id of `data/` and `exercises/` stands in it as a text: a case, an exercise, a criterion, a
surface cue, a question, a claim, a source, a chapter, or a kind. What has to be named stands in
data.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import whosegroup
from whosegroup.bank.content import exercise_names
from whosegroup.bank.loading import read_bank

PACKAGE = Path(whosegroup.__file__).parent
ROOT = PACKAGE.parents[1]
# What code calls so for a reason of its own.
OWN_WORDS = {
    "asking": "a part of the script",
    "resources": "an element of a manifest",
    "form": "which of two sets of cases a reader has in a test",
    "terms": "a list of the report's words",
    "tries": "the setting of the course that names their exercise",
}
# Until these ask the bank for its kinds.
NOT_YET: dict[str, set[str]] = {}
FILES = sorted(
    path
    for path in PACKAGE.rglob("*")
    if path.suffix in (".py", ".js", ".css", ".html", ".jinja", ".md", ".yml", ".ipynb")
    and "_content" not in path.parts
)
QUOTED = re.compile(r"\"([^\"\n]*)\"|'([^'\n]*)'|`([^`]*)`|\.([a-z]+)\b(?=[.;,\[\]) ])")
WORDS = re.compile(r"book/[\w-]+|\w+(?:-\w+)+")  # a chapter, or an id of several words
# As a case has an id behind it, or a path to words.
BEHIND = re.compile(
    r"\b(?:(?:criterion|surface|shows)=|kind: *|(?:kinds|criteria|surface_cues)\.)([\w-]+)"
)


def ids_of_the_course() -> set[str]:
    bank, _ = read_bank(ROOT)
    tables = (
        bank.vignettes,
        bank.asks,
        bank.decisions,
        bank.criteria,
        bank.surface_cues,
        bank.questions,
        bank.claims,
        bank.sources,
        bank.words["chapters"],
        bank.kinds.all,
        exercise_names(ROOT),
    )
    return {id for table in tables for id in table}


IDS = ids_of_the_course()


def docstrings(tree: ast.Module) -> set[int]:
    bodies = [
        n.body for n in ast.walk(tree) if isinstance(n, ast.Module | ast.ClassDef | ast.FunctionDef)
    ]
    firsts = [body[0] for body in bodies if body and isinstance(body[0], ast.Expr)]
    return {id(first.value) for first in firsts}


def texts_in(path: Path) -> Iterator[str]:
    """Yield what stands in a file as text of its own: not what it says to maintainers."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".py":
        tree = ast.parse(text)
        skipped = docstrings(tree)
        for node in ast.walk(tree):
            if (
                isinstance(node, ast.Constant)
                and isinstance(node.value, str)
                and id(node) not in skipped
            ):
                yield node.value
            elif isinstance(node, ast.Attribute):
                yield node.attr.replace("_", "-")
    elif path.suffix == ".js":
        yield from ("".join(found) for found in QUOTED.findall(text))
    else:
        yield text


def named_in(path: Path) -> set[str]:
    """Return the ids of the course that stand in a file.

    An id of several words counts wherever it stands. One that is an English word counts where it
    stands alone, as in `"support"`, or as a case or a path to words has it.
    """
    found = set()
    for text in texts_in(path):
        found |= {text.strip(), *WORDS.findall(text), *BEHIND.findall(text)} & IDS
    return found - OWN_WORDS.keys()


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_no_id_of_the_course_stands_in_the_package(path: Path) -> None:
    expected = NOT_YET.get(path.relative_to(PACKAGE).as_posix(), set())
    assert named_in(path) == expected, "Let it come from data, or be asked for."


def test_what_is_excused_is_there() -> None:
    assert {PACKAGE / name for name in NOT_YET} <= set(FILES)
    texts = {text for path in FILES for text in texts_in(path)}
    assert OWN_WORDS.keys() <= texts & IDS


@pytest.mark.parametrize(
    ("name", "text", "named"),
    [
        ("a.py", 'KINDS = ("self-help", "other")', {"self-help"}),
        ("a.py", 'said = f"kinds.support.label"', {"support"}),
        ("a.py", 'cue: str = "sharing"', {"sharing"}),
        ("a.py", 'load("data/vignettes/en/first-cup.md")', {"first-cup"}),
        ("a.py", 'TEXT = "Such as first-cup, or tea."', {"first-cup"}),
        ("a.py", '"""Sharing is no first-cup."""\n# first-cup', set()),
        ("a.py", "reasons.self_help", {"self-help"}),
        ("a.js", "of('support') + table.support['self-help']", {"support", "self-help"}),
        ("a.md", "[TODO]{criterion=ownership shows=$kind}", {"ownership"}),
        (
            "a.yml",
            "chapter: TODO a page, such as book/two-kinds-of-group",
            {"book/two-kinds-of-group"},
        ),
    ],
)
def test_an_id_would_be_found(tmp_path: Path, name: str, text: str, named: set[str]) -> None:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    assert named_in(path) == named
