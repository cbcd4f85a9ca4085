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


class Asked(Strict):
    """What readers are asked, in an exercise or in a part of a test.

    `forms` are two sets of cases of which a reader gets one, and `retest` a third, for the retest.
    `undecided` lets readers answer, too, that nobody can tell yet; `defined` tells whether they
    have in view what the kinds mean.
    """

    type: str
    vignettes: list[str] = []
    items: list[str | Statement] = []
    bins: list[str] = []
    forms: dict[str, list[str]] = {}
    evidence: bool = True
    confidence: bool = True
    undecided: bool = False
    defined: bool = True

    @property
    def named(self) -> list[str]:
        """Return the groups to ask, the situations or the beliefs that stand under `items`."""
        return [item for item in self.items if isinstance(item, str)]

    @property
    def cases(self) -> list[str]:
        """Return the cases, form after form."""
        if self.items:
            return []
        return [*self.vignettes, *(id for form in self.forms.values() for id in form)]


class Part(Asked):
    """One part of a test; before one with `rest` a reader may pause."""

    name: str
    evidence: bool = False
    rest: bool = False

    def of_form(self, form: str) -> list[str]:
        """Return what a reader of a form meets in it; without forms all meet the same."""
        return self.forms.get(form, []) if self.forms else self.named


class Settings(Asked):
    """What stands in `exercises/<id>.yml`; what of it a type may have, says the type.

    `chapter` is the page of the book to read again, as `_toc.yml` names it. `begins` is the
    exercise that gave the reader the first of two forms. `after` is a test before whose end this
    one is shown only to whoever asks for it. `draws` are the exercises from which mixed practice
    draws. What is `graded` is shipped without its key. A test in `parts` has in its
    `forms` all that stands in those of its parts.
    """

    chapter: str
    begins: str | None = None
    after: str | None = None
    draws: list[str] = []
    feedback: Literal["each", "end", "none"] | None = None
    graded: bool = False
    parts: list[Part] = []

    @property
    def named(self) -> list[str]:
        """Return what stands under `items`, of all parts."""
        return [*super().named, *(name for part in self.parts for name in part.named)]

    @property
    def cases(self) -> list[str]:
        """Return the cases, form after form, and part after part."""
        return [id for part in self.parts for id in part.cases] if self.parts else super().cases

    def of_part(self, part: Part) -> Settings:
        """Return a part as an exercise of its own; what its forms name beside cases are items."""
        asked = {name: getattr(part, name) for name in Asked.model_fields}
        begins = self.begins and f"{self.begins}.{part.name}"
        forms = {} if part.items else part.forms
        return Settings(
            **asked | {"forms": forms}, chapter=self.chapter, begins=begins, feedback=self.feedback
        )

    @property
    def statements(self) -> list[Statement]:
        """Return the statements that stand under `items`."""
        return [item for item in self.items if isinstance(item, Statement)]

    @property
    def says(self) -> Literal["each", "end", "none"]:
        """Return when readers are told what fits: after each case, at the end, or not at all."""
        return self.feedback or ("none" if self.graded else "each")


# What an exercise in parts is called among the types, and the form that the retest has.
IN_PARTS, RETEST = "parts", "retest"


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
        return self.settings.cases

    @property
    def asked(self) -> list[tuple[list[str | int], Asked]]:
        """Return each part with its place in the file; the whole of what has none."""
        parts = self.settings.parts
        return [(["parts", n], part) for n, part in enumerate(parts)] or [([], self.settings)]

    def problem(self, location: list[str | int], what: str, remedy: str) -> Problem:
        """Return a problem with the setting at a location."""
        return Problem(self.file, line_of(self.data, location), what, remedy)
