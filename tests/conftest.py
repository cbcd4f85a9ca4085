"""A toy bank, small enough to know by heart, and an empty folder for readers' work."""

from __future__ import annotations

import io
import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from other_kinds import rename_kinds
from whosegroup.bank.loading import load_bank, read_bank
from whosegroup.bank.model import Bank
from whosegroup.exercises.fragments import Fragments
from whosegroup.exercises.loading import load_exercise
from whosegroup.exercises.model import Exercise

FIXTURES = Path(__file__).parent / "fixtures"
ROOT = Path(__file__).parents[1]

# The same examples in each run, however long they take: a red test stays red until it is mended.
settings.register_profile("repeatable", derandomize=True, deadline=None)
settings.load_profile("repeatable")


@pytest.fixture(autouse=True)
def work_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Keep readers' work in a folder of the test's own, which is not there yet."""
    folder = tmp_path / "kept-work"
    monkeypatch.setenv("WHOSEGROUP_WORK", str(folder))
    return folder


@pytest.fixture
def read_only(monkeypatch: pytest.MonkeyPatch) -> Callable[[Path, int], None]:
    """Return a way to let nothing be written in a folder, whoever runs the tests.

    The superuser, as whom tests may run, would be let through by the folder's mode.
    """

    def forbid(folder: Path, number: int) -> None:
        def guard(module: Any, name: str, writes: Callable[..., bool]) -> None:
            real = getattr(module, name)

            def guarded(path: Any, *args: Any, **kwargs: Any) -> Any:
                inside = not isinstance(path, int) and folder in (p := Path(path), *p.parents)
                if inside and writes(*args, *kwargs.values()):
                    raise OSError(number, os.strerror(number), str(path))
                return real(path, *args, **kwargs)

            monkeypatch.setattr(module, name, guarded)

        changing = os.O_WRONLY | os.O_RDWR | os.O_CREAT
        guard(os, "open", lambda flags, *_: bool(flags & changing))
        guard(io, "open", lambda mode="r", *_: bool(set(mode) & set("wxa+")))
        for name in ("mkdir", "rename", "replace", "unlink", "chmod"):
            guard(os, name, lambda *_: True)
        real = os.access
        monkeypatch.setattr(
            os,
            "access",
            lambda path, mode, **more: (
                not (mode & os.W_OK and folder in (Path(path), *Path(path).parents))
                and real(path, mode, **more)
            ),
        )

    return forbid


@pytest.fixture
def toy_root(tmp_path: Path) -> Path:
    """Return a copy of the toy bank that a test may spoil."""
    return Path(shutil.copytree(FIXTURES / "bank", tmp_path / "bank"))


@pytest.fixture
def other_kinds(toy_root: Path) -> Path:
    """Return a copy of the toy bank in which the kinds have other names, and all else is alike."""
    return rename_kinds(toy_root)


@pytest.fixture(scope="session")
def toy_bank() -> Bank:
    """Return the toy bank as it is, for all tests; who spoils a copy loads that."""
    return load_bank(FIXTURES / "bank")


@pytest.fixture(scope="session")
def toy_exercise() -> Exercise:
    """Return an exercise of the toy bank as it is, for all tests."""
    return load_exercise("toy", FIXTURES / "bank")


@pytest.fixture
def fragments() -> Fragments:
    """Return a place for pieces of feedback in which there are none yet."""
    return Fragments()


@pytest.fixture
def change(toy_root: Path) -> Callable[[str, str, str], None]:
    """Return a way to put one text in the place of another in a file of the toy bank."""

    def changed(file: str, old: str, new: str) -> None:
        path = toy_root / file
        text = path.read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{file} holds {old!r} {text.count(old)} times"
        path.write_text(text.replace(old, new), encoding="utf-8")

    return changed


@pytest.fixture
def undrawn(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a report be written fast: with its charts, but with pictures that show nothing.

    For tests that look at no picture, of classes whose pictures other tests have drawn.
    """
    for name in ("as_png", "as_svg"):
        monkeypatch.setattr(
            f"whosegroup.instructor.report.writing.{name}", lambda figure: b"undrawn"
        )


@pytest.fixture(scope="session")
def measures_fixture() -> dict[str, dict[str, Any]]:
    """Return attempts at the toy exercise and what both Python and JavaScript make of them."""
    return json.loads((FIXTURES / "measures.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def real_bank() -> Bank:
    """Return the bank of the book; whether it has problems is a test of its own."""
    return read_bank(ROOT)[0]
