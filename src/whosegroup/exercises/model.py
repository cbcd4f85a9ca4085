"""An exercise joined with what it names and its words: what readers do, and with what."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from ..bank.items import Ask, Decision
from ..bank.model import Bank
from ..bank.vignettes import Vignette
from ..bank.words import Words
from .settings import Part, Settings, Written


@dataclass(frozen=True)
class Exercise:
    """One exercise joined with what it names and its words.

    `vignettes` are the cases in the order of its file, of all forms; `homes` names for each case of
    mixed practice the exercise from which it is drawn.
    """

    written: Written
    vignettes: tuple[Vignette, ...]
    bank: Bank
    homes: Mapping[str, str]

    @property
    def id(self) -> str:
        """Return the name of its file."""
        return self.written.name

    @property
    def settings(self) -> Settings:
        """Return what stands in its file."""
        return self.written.settings

    @property
    def folder(self) -> Path:
        """Return the root in which it lies: the course's own, or an instructor's bank."""
        return self.written.path.parents[1]

    @cached_property
    def parts(self) -> tuple[Exercise, ...]:
        """Return the parts of a test, each as an exercise; any other is its own only part."""
        return tuple(map(self._part, self.settings.parts)) or (self,)

    def _part(self, part: Part) -> Exercise:
        settings, cases = self.settings.of_part(part), set(part.cases)
        written = replace(self.written, name=f"{self.id}.{part.name}", settings=settings)
        some = tuple(vignette for vignette in self.vignettes if vignette.id in cases)
        return replace(self, written=written, vignettes=some)

    @property
    def title(self) -> str:
        """Return the title that readers see; of a part of a test, that of the whole before it."""
        return title_of(self.id, self.bank.words)

    @property
    def prompt(self) -> str:
        """Return the sentence or two that tell readers what to do."""
        return self.bank.words.say(f"exercises.{self.id}.prompt")

    @property
    def on_paper(self) -> str:
        """Return what a sheet says in its place, where nobody taps and nothing comes back."""
        entry = self.bank.words["exercises"]
        for name in self.id.split("."):
            entry = entry[name]
        return str(entry.get("on_paper") or self.prompt)

    @property
    def asks(self) -> list[Ask]:
        """Return the groups to ask about, in order."""
        return [self.bank.asks[name] for name in self.settings.named]

    @property
    def decisions(self) -> list[Decision]:
        """Return the situations to act in, in order."""
        return [self.bank.decisions[name] for name in self.settings.named]


def title_of(id: str, words: Words) -> str:
    """Return the title of an exercise, or of a part of a test, by its id."""
    title = words.say(f"exercises.{id}.title")
    whole, _, part = id.partition(".")
    if not part:
        return title
    return words.say("types.parts.titled", whole=title_of(whole, words), part=title)
