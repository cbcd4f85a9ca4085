"""How content files are read: text, and YAML in which each part knows its line."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from . import yaml_mistakes
from .problems import Problem

# What templates leave for an author to write; what it is to be stands behind it.
TODO = re.compile(r"\bTODO\b([^\]]*)")


def read_text(path: Path, shown: str) -> tuple[str, list[Problem]]:
    """Read a UTF-8 file, with or without a byte order mark."""
    try:
        return path.read_text(encoding="utf-8-sig"), []
    except UnicodeDecodeError:
        return "", [Problem(shown, 1, "This is not UTF-8 text.", "Save the file as UTF-8.")]
    except OSError as error:
        return "", [Problem(shown, 1, f"Cannot be read: {error.strerror}.", "Is the file there?")]


def unfilled(text: str, shown: str) -> list[Problem]:
    """Return a problem for each line on which a template's TODO still stands, but for comments."""
    lines = enumerate(text.split("\n"), start=1)
    found = [(n, TODO.search(line)) for n, line in lines if not line.lstrip().startswith("#")]
    return [
        Problem(shown, n, f"TODO: {hint[1].strip(' .') or 'this line'}.", "Write it in its place.")
        for n, hint in found
        if hint
    ]


class Table(dict[Any, Any]):
    """What a YAML file holds, and the text of it, in which the line of a key is looked up."""

    def __init__(self, data: Mapping[Any, Any], text: str) -> None:
        super().__init__(data)
        self._text = text

    @cached_property
    def located(self) -> Any:
        """Return the same data, of which each part knows its line; reading it so takes long.

        None where this reader, which is stricter about odd characters, cannot read it.
        """
        try:
            return YAML(typ="rt", pure=True).load(self._text)
        except Exception:
            return None


def read_yaml(text: str, shown: str, first_line: int = 1) -> tuple[Any, list[Problem]]:
    """Read YAML text that begins on `first_line` of the file `shown`.

    YAML 1.2: `no` and `12:30` stay strings. A value that a remark has cut short is a problem.
    """
    try:
        # A reader each time: one that met `%YAML 1.1` would read every later file by those rules.
        data = YAML(typ="safe").load(text)
    except Exception:  # said in full by the slower reader, which knows more
        try:
            data = YAML(typ="rt", pure=True).load(text)
        except Exception as error:
            line, what, remedy = yaml_mistakes.say(error, text)
            return None, [Problem(shown, line + first_line, what, remedy)]
    if cut := yaml_mistakes.cut_values(text):
        return None, [Problem(shown, line + first_line, what, remedy) for line, what, remedy in cut]
    return (Table(data, text) if isinstance(data, dict) else data), []


def line_of(data: Any, location: Sequence[str | int], first_line: int = 1) -> int:
    """Return the line on which the key at `location` of a file's table stands.

    Where it does not stand there, return that of the nearest one above it.
    """
    line = first_line
    part: Any = data.located if isinstance(data, Table) else None
    for key in location:
        lines = getattr(part, "lc", None)
        if lines is None:
            break
        try:
            place = lines.key(key) if isinstance(part, Mapping) else lines.item(key)
            part = part[key]
        except (KeyError, IndexError, TypeError, AttributeError):
            break
        line = place[0] + first_line
    return line
