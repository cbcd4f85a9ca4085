"""Exercises: which cases a reader sorts, and how. One short YAML file each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from .bank import SCORED, Bank, load_bank, read_words, shown
from .content import Strict, check, content_root, line_of, read_text, read_yaml
from .problems import ContentError, Problem, did_you_mean
from .vignettes import Vignette


class Settings(Strict):
    """What stands in `exercises/<id>.yml`.

    `chapter` is the page of the book to read again, as `_toc.yml` names it.
    """

    type: Literal["sort"]
    chapter: str
    vignettes: list[str]
    evidence: bool = True
    confidence: bool = True
    feedback: Literal["each"] = "each"


@dataclass(frozen=True)
class Exercise:
    """One exercise joined with its cases and its words."""

    id: str
    settings: Settings
    vignettes: tuple[Vignette, ...]
    bank: Bank

    @property
    def title(self) -> str:
        """Return the title that readers see."""
        return self.bank.words.say(f"exercises.{self.id}.title")

    @property
    def prompt(self) -> str:
        """Return the sentence or two that tell readers what to do."""
        return self.bank.words.say(f"exercises.{self.id}.prompt")


class UnknownExerciseError(LookupError):
    """There is no exercise of this name; the message names the nearest one."""

    def _render_traceback_(self) -> list[str]:
        return [str(self)]


def exercise_names(root: Path | None = None) -> list[str]:
    """Return the names of all exercises, sorted."""
    return sorted(path.stem for path in ((root or content_root()) / "exercises").glob("*.yml"))


def load_exercise(name: str, root: Path | None = None, lang: str | None = None) -> Exercise:
    """Load one exercise and only the cases that it needs.

    Raises UnknownExerciseError for a name that is not there, and ContentError with every problem in
    its files.
    """
    root = root or content_root()
    names = exercise_names(root)
    if name not in names:
        words, _ = read_words(root, lang or "en")
        remedy = did_you_mean(name, names)
        template = words.get("messages", {}).get("no_exercise", "{name}: {remedy}")
        raise UnknownExerciseError(template.format(name=name, remedy=remedy))
    settings, problems, lines = read_settings(name, root)
    if settings is None:
        raise ContentError(problems)
    folder = root / "data" / "vignettes"
    known = sorted({path.stem for path in folder.glob("*/*.md")})
    problems += _unknown_vignettes(name, settings, known, lines)
    if problems:
        raise ContentError(problems)
    return join(name, settings, load_bank(root, lang, only=settings.vignettes), lines)


def join(name: str, settings: Settings, bank: Bank, lines: Any) -> Exercise:
    """Join an exercise with its bank; raise ContentError where the two do not fit."""
    problems = check_exercise(name, settings, bank, lines)
    if problems:
        raise ContentError(problems)
    return Exercise(name, settings, tuple(bank.vignettes[v] for v in settings.vignettes), bank)


def read_exercises(bank: Bank) -> tuple[list[Exercise], list[Problem]]:
    """Read every exercise against a whole bank; return those that can be used, and all problems."""
    exercises, problems = [], []
    for name in exercise_names(bank.root):
        settings, found, lines = read_settings(name, bank.root)
        if settings is not None:
            found += _unknown_vignettes(name, settings, sorted(bank.vignettes), lines)
            if not found:
                found += check_exercise(name, settings, bank, lines)
            if not found:
                exercises.append(join(name, settings, bank, lines))
        problems += found
    return exercises, problems


def read_settings(name: str, root: Path) -> tuple[Settings | None, list[Problem], Any]:
    """Read one exercise file; the third value knows the line of each setting."""
    path = root / "exercises" / f"{name}.yml"
    file = shown(path, root)
    text, problems = read_text(path, file)
    data, found = read_yaml(text, file)
    problems += found
    if problems:
        return None, problems, data
    settings, problems = check(Settings, data, file)
    return settings, problems, data


def _unknown_vignettes(
    name: str, settings: Settings, known: list[str], lines: Any
) -> list[Problem]:
    return [
        Problem(
            f"exercises/{name}.yml",
            line_of(lines, ["vignettes", index]),
            f"There is no usable vignette '{vignette}'.",
            did_you_mean(vignette, known),
        )
        for index, vignette in enumerate(settings.vignettes)
        if vignette not in known
    ]


def check_exercise(name: str, settings: Settings, bank: Bank, lines: Any) -> list[Problem]:
    """Check one exercise against the bank: cases that can be sorted, once each, and its words."""
    file = f"exercises/{name}.yml"
    problems = []
    if not settings.vignettes:
        remedy = "Name at least one vignette."
        problems.append(Problem(file, line_of(lines, ["vignettes"]), "It has no cases.", remedy))
    for index, id in enumerate(settings.vignettes):
        line = line_of(lines, ["vignettes", index])
        if id in settings.vignettes[:index]:
            problems.append(Problem(file, line, f"'{id}' stands there twice.", "Keep one."))
        if bank.vignettes[id].front.kind not in SCORED:
            what = f"'{id}' is '{bank.vignettes[id].front.kind}' and cannot be sorted."
            problems.append(Problem(file, line, what, "Sort only self-help and support cases."))
    chapters = bank.words.get("chapters", {})
    if settings.chapter not in chapters:
        what = f"The chapter '{settings.chapter}' is not in data/words/{bank.lang}/chapters.yml."
        remedy = did_you_mean(settings.chapter, chapters)
        problems.append(Problem(file, line_of(lines, ["chapter"]), what, remedy))
    entry = bank.words.get("exercises", {}).get(name)
    if not isinstance(entry, Mapping) or not {"title", "prompt"} <= entry.keys():
        words = f"data/words/{bank.lang}/exercises.yml"
        what = f"'{name}' has no title and prompt."
        problems.append(Problem(words, 1, what, f"Add `{name}:` with `title` and `prompt`."))
    return problems
