"""What `make` installs, when, and that it touches nothing else."""

from __future__ import annotations

import importlib.util
import shutil
import subprocess
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
FILE = ROOT / "tools" / "environment.py"


def load() -> ModuleType:
    spec = importlib.util.spec_from_file_location("environment", FILE)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


class Machine:
    """A course's folder on a machine where `venv` and `pip` are told and not done."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.folder, self.tool = folder, load()
        self.calls: list[list[str]] = []
        self.fails: set[str] = set()
        self.monkeypatch = monkeypatch
        folder.mkdir(parents=True, exist_ok=True)
        for name in self.tool.SOURCES:
            (folder / name).write_text("jupyter-book\n")
        monkeypatch.chdir(folder)
        monkeypatch.setattr(self.tool.subprocess, "call", self.call)

    def call(self, command: list[str], **_: Any) -> int:
        what = "venv" if "venv" in command else "pip" if "pip" in command else "runs"
        if what == "runs":
            if not Path(command[0]).exists():
                raise FileNotFoundError(command[0])
            return 0
        self.calls.append(command)
        if what == "venv" and "venv" not in self.fails:
            python = Path(".venv/bin/python")
            python.parent.mkdir(parents=True)
            python.touch()
        return 1 if what in self.fails else 0

    def make(self, wanted: str = "book") -> list[str]:
        """Let make ask for what is wanted; return what was done for it."""
        self.calls.clear()
        assert self.tool.main(wanted) == ""
        return ["venv" if "venv" in call else call[-1] for call in self.calls]


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Machine:
    return Machine(tmp_path / "course", monkeypatch)


def test_all_is_installed_once(machine: Machine) -> None:
    assert machine.make() == ["venv", "requirements.txt"]
    assert machine.make() == []
    assert machine.make("test") == [".[test]"]
    assert machine.make("dev") == [".[dev]"]
    assert machine.make("test") == machine.make("book") == []


@pytest.mark.parametrize("name", ["requirements.txt", "constraints.txt", "pyproject.toml"])
def test_what_is_needed_anew_is_installed(machine: Machine, name: str) -> None:
    machine.make("test")
    (machine.folder / name).write_text("jupyter-book\nrich\n")
    assert machine.make("test") == ["requirements.txt", ".[test]"]


def test_a_moved_course_gets_an_environment_of_its_new_place(
    machine: Machine, tmp_path: Path
) -> None:
    machine.make()
    machine.folder.rename(tmp_path / "moved")
    machine.monkeypatch.chdir(tmp_path / "moved")
    (tmp_path / "moved" / ".venv" / "old").touch()
    assert machine.make() == ["venv", "requirements.txt"]
    assert not (tmp_path / "moved" / ".venv" / "old").exists()


def test_an_environment_whose_python_is_gone_is_made_anew(machine: Machine) -> None:
    machine.make()
    (machine.folder / ".venv" / "bin" / "python").unlink()
    assert machine.make() == ["venv", "requirements.txt"]


def test_an_environment_of_somebody_else_is_filled_and_never_removed(
    machine: Machine, tmp_path: Path
) -> None:
    own = machine.folder / ".venv" / "bin" / "python"
    own.parent.mkdir(parents=True)
    own.write_text("own")
    assert machine.make() == ["requirements.txt"]
    machine.folder.rename(tmp_path / "moved")
    machine.monkeypatch.chdir(tmp_path / "moved")
    assert machine.make() == ["requirements.txt"]
    own = tmp_path / "moved" / ".venv" / "bin" / "python"
    assert own.read_text() == "own"
    own.rename(own.with_name("python-3"))
    said = machine.tool.main("book")
    assert said == "The folder .venv holds no Python that runs. Rename it, and run make again."
    assert own.with_name("python-3").exists()


def test_a_link_to_an_environment_elsewhere_is_left_alone(machine: Machine, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "thesis.txt").touch()
    (machine.folder / ".venv").symlink_to(elsewhere)
    assert "holds no Python that runs" in machine.tool.main("book")
    assert (elsewhere / "thesis.txt").exists()


def test_without_venv_the_package_is_named_and_nothing_stays(machine: Machine) -> None:
    machine.fails = {"venv"}
    assert machine.tool.main("book").endswith("on Debian: apt install python3-venv")
    assert not (machine.folder / ".venv").exists()


def test_what_could_not_be_installed_is_tried_again(machine: Machine) -> None:
    machine.fails = {"pip"}
    assert machine.tool.main("book").startswith("Not everything could be installed")
    machine.fails = set()
    assert machine.make() == ["requirements.txt"]


def test_an_old_python_is_said(machine: Machine) -> None:
    machine.monkeypatch.setattr(machine.tool.sys, "version_info", (3, 9, 2, "final", 0))
    assert machine.tool.main("book").endswith("make book PYTHON=python3.12")
    assert not (machine.folder / ".venv").exists()


@pytest.mark.parametrize("letter", ["[", "]", "%", "$", ":", "*", "?", "\\", "\n"])
@pytest.mark.parametrize("where", ["itself", "above"])
def test_a_name_that_the_tools_cannot_bear_is_refused_before_anything_is_done(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, letter: str, where: str
) -> None:
    odd = tmp_path / f"a{letter}b"
    machine = Machine(odd if where == "itself" else odd / "course", monkeypatch)
    said = machine.tool.main("book")
    assert repr(str(machine.folder)) in said
    assert ("a line break" if letter == "\n" else letter) in said.split(", with which")[0]
    assert "Rename that folder" in said
    assert machine.calls == []
    assert not (machine.folder / ".venv").exists()


# ------------------------------------------------------------------------------ make itself

# In place of Python and of what is installed: each tells where it was called, and does nothing.
STUB = '#!/bin/sh\nprintf "%s|%s|%s\\n" "$PWD" "$WHOSEGROUP_WORK" "$*" >> "$TOLD"\n'
PLACES = ["OneDrive - University", 'Anna\'s "best" course', "c #1 & d; e", "Üniversität (1) 大学"]
TARGETS = ["book", "serve", "test", "check", "outputs", "bench", "clean"]


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("target", TARGETS)
def test_make_does_its_work_in_the_course_and_removes_nothing_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: str, target: str
) -> None:
    course, told = tmp_path / place, tmp_path / "told"
    (course / ".venv" / "bin").mkdir(parents=True)
    (course / "_build" / "no-work").mkdir(parents=True)
    (course / "notebooks").mkdir()
    shutil.copy(ROOT / "Makefile", course)
    commands = [course / ".venv" / "bin" / name for name in TOOLS] + [tmp_path / "python"]
    for command in commands:
        command.write_text(STUB)
        command.chmod(0o755)
    neighbour = tmp_path / place.split()[0] / "_build" / "no-work" / "thesis.txt"
    neighbour.parent.mkdir(parents=True)
    neighbour.touch()
    monkeypatch.setenv("TOLD", str(told))
    for name in ("MAKEFLAGS", "MAKELEVEL"):
        monkeypatch.delenv(name, raising=False)
    command = ["make", target, f"PYTHON={tmp_path / 'python'}"]
    done = subprocess.run(command, cwd=course, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
    calls = [line.split("|") for line in told.read_text().splitlines()] if told.exists() else []
    assert bool(calls) == (target != "clean")
    assert {(here, work) for here, work, _ in calls} <= {
        (str(course), str(course / "_build" / "no-work"))
    }
    assert neighbour.exists()
    assert not (target in ("clean", "outputs") and (course / "_build" / "no-work").exists())


TOOLS = ("python", "ruff", "codespell", "mypy", "nbstripout", "jupyter")


def test_the_first_lines_are_read_by_an_old_python() -> None:
    """A machine with Python 3.8 is told so, and gets no error of syntax."""
    import ast

    ast.parse(FILE.read_text(encoding="utf-8"), feature_version=(3, 7))
    assert sys.version_info >= load().OLDEST
