"""What stands in an exercise's file. The exercise itself, with its cases, is in `exercises`."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from ..bank.problems import Problem
from ..bank.strict import Strict
from ..bank.yaml_files import line_of


class Statement(Strict):
    """A statement to be matched: its bin, and others that can be defended."""

    id: str
    bin: str
    also: list[str] = []


class Settings(Strict):
    """What stands in `exercises/<id>.yml`; what of it a type may have, says the type.

    `chapter` is the page of the book to read again, as `_toc.yml` names it. `forms` are two sets of
    cases of which a reader gets one; `begins` is the exercise that gave the reader the first of
    them. `draws` are the exercises from which mixed practice draws. What is `graded` is shipped
    without its key.
    """

    type: str
    chapter: str
    vignettes: list[str] = []
    items: list[str | Statement] = []
    bins: list[str] = []
    forms: dict[str, list[str]] = {}
    begins: str | None = None
    draws: list[str] = []
    evidence: bool = True
    confidence: bool = True
    feedback: Literal["each", "end", "none"] | None = None
    graded: bool = False

    @property
    def named(self) -> list[str]:
        """Return the groups to ask, or the situations, that stand under `items`."""
        return [item for item in self.items if isinstance(item, str)]

    @property
    def statements(self) -> list[Statement]:
        """Return the statements that stand under `items`."""
        return [item for item in self.items if isinstance(item, Statement)]

    @property
    def says(self) -> Literal["each", "end", "none"]:
        """Return when readers are told what fits: after each case, at the end, or not at all."""
        return self.feedback or ("none" if self.graded else "each")


@dataclass(frozen=True)
class Written:
    """An exercise's file as it was read; `data` knows the line of each setting."""

    name: str
    path: Path
    file: str
    settings: Settings
    data: Any

    @property
    def cases(self) -> list[str]:
        """Return the cases that the file names itself, form after form."""
        settings = self.settings
        return [*settings.vignettes, *(id for form in settings.forms.values() for id in form)]

    def problem(self, location: list[str | int], what: str, remedy: str) -> Problem:
        """Return a problem with the setting at a location."""
        return Problem(self.file, line_of(self.data, location), what, remedy)
