"""Pages of an author's own, made by Jinja2 from `templates/`, and the words on them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any, NamedTuple

from jinja2 import Environment, PackageLoader, StrictUndefined

from ..bank.content import find_files
from ..bank.problems import Problem
from ..bank.roots import Roots, content_root
from ..bank.words import fill
from ..bank.yaml_files import read_text, read_yaml


class Mistake(NamedTuple):
    """One mistake as it is said to an author; line 0 is none."""

    file: str
    line: int
    text: str

    @classmethod
    def of(cls, problem: Problem) -> Mistake:
        return cls(problem.file, problem.line, f"{problem.what} {problem.remedy}")

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.text}" if self.line else f"{self.file}: {self.text}"


class Said(dict[str, Any]):
    """What these pages say to an author; a word that is missing is shown by its name."""

    def say(self, key: str, /, **values: object) -> str:
        """Return the words of a key, with `{name}` replaced by the values given."""
        return fill(str(self.get(key, key)), **values)


def said_in(roots: Roots, lang: str | None = None) -> Said:
    """Return the pages' words: a bank may have its own, in its language, or else the course's."""
    for folder in (lang or "en", "en"):
        for path in find_files((*roots, content_root()), f"data/words/{folder}", "preview.yml"):
            data, _ = read_yaml(read_text(path, "")[0], "")
            if isinstance(data, Mapping):
                return Said(data)
    return Said()


def render(name: str, said: Said, /, **values: object) -> str:
    """Return a template filled in. Text is escaped, unless it is HTML already (`Markup`)."""
    return _templates().get_template(f"{name}.html.jinja").render(say=said.say, **values)


@cache
def _templates() -> Environment:
    return Environment(
        loader=PackageLoader("whosegroup.authoring"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
