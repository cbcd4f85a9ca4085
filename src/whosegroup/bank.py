"""The bank: criteria, surface cues, sources, the words for them, and the cases, read and checked.

Every mistake in the bank is found in one run, and raised together as one ContentError.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from .checks import check_bank
from .content import Strict, check, content_root, line_of, read_text, read_yaml
from .items import Ask, Decision, read_ask, read_decision
from .problems import ContentError, Problem
from .vignettes import NAME, SCORED, Vignette, read_vignette

DECISIVE = "decisive"

# The kinds of content that are one file each: their folder, how their names end, their reader.
FILES = {
    "vignettes": (".md", read_vignette),
    "asks": (".md", read_ask),
    "decisions": (".yml", read_decision),
}
__all__ = ["SCORED", "Bank", "Words", "load_bank", "read_bank", "read_words"]


class Criterion(Strict):
    """Something about a group that bears on its kind (weights: data/criteria.yml)."""

    weight: Literal["ground", "decisive", "one-way", "strong", "typical"]
    sources: list[str]


class SurfaceCue(Strict):
    """Something that only looks telling, and the kind that it suggests."""

    suggests: Literal["self-help", "support"]


class Question(Strict):
    """Something that can be put to a group, and the criterion on which the answer bears, if any."""

    criterion: str | None = None


class Source(Strict):
    """Where a claim stands; `confidence` is S (the article), V1, V2 or V3."""

    url: str | None
    confidence: Literal["S", "V1", "V2", "V3"]


class Claim(Strict):
    """A claim of the article: its code in the fact base, and where it is taught and practised."""

    code: str
    chapters: list[str]
    vignettes: list[str]
    exercises: list[str]


class Course(Strict):
    """Which course this is: its name keeps one course's saved answers apart from another's."""

    course: str
    language: str


class Words(dict[str, Any]):
    """Every word that a reader sees, by topic (one YAML file each) and id."""

    def say(self, path: str, /, **values: object) -> str:
        """Return the words at `topic.key...`, with `{name}` replaced by the values given."""
        found: Any = self
        for key in path.split("."):
            found = found[key]
        return fill(found, **values)


def fill(text: str, /, **values: object) -> str:
    """Replace each `{name}` in our own words; what is put in is never read again."""
    return text.format_map({name: str(value) for name, value in values.items()}) if values else text


TABLES: dict[str, type[Strict]] = {
    "criteria": Criterion,
    "surface_cues": SurfaceCue,
    "sources": Source,
    "questions": Question,
    "claims": Claim,
}


@dataclass(frozen=True)
class Bank:
    """What is true of the cases, in one language."""

    root: Path
    lang: str
    course: Course
    criteria: Mapping[str, Criterion]
    surface_cues: Mapping[str, SurfaceCue]
    sources: Mapping[str, Source]
    questions: Mapping[str, Question]
    claims: Mapping[str, Claim]
    words: Words
    vignettes: Mapping[str, Vignette]
    asks: Mapping[str, Ask]
    decisions: Mapping[str, Decision]

    def is_decisive(self, criterion: str | None) -> bool:
        """Tell whether a criterion settles a case."""
        if criterion not in self.criteria:
            return False
        # One that could not be read is a problem by itself, not one more for each of its cases.
        found = self.criteria[criterion]
        return found is None or found.weight == DECISIVE


def load_bank(
    root: Path | None = None, lang: str | None = None, only: Iterable[str] | None = None
) -> Bank:
    """Load the bank; raise ContentError with every problem in it.

    `only` names the vignettes and items to read (a live exercise needs no others); pairs are then
    not checked against each other.
    """
    bank, problems = read_bank(root, lang, only)
    if problems:
        raise ContentError(problems)
    return bank


def read_bank(
    root: Path | None = None, lang: str | None = None, only: Iterable[str] | None = None
) -> tuple[Bank, list[Problem]]:
    """Read the bank and return it with all that is wrong in it."""
    root = root or content_root()
    data = root / "data"
    course, problems = _read_table(data / "course.yml", root, Course)
    lang = lang or (course.language if course else "en")
    tables: dict[str, Any] = {}
    for name, model in TABLES.items():
        tables[name], found = _read_table(data / f"{name}.yml", root, dict[str, model])
        problems += found
    words, found = read_words(root, lang)
    problems += found
    files: dict[str, Any] = {}
    only = None if only is None else set(only)
    for name, (ending, read) in FILES.items():
        files[name], found = _read_files(data / name / lang, root, ending, read, only)
        problems += found
    bank = Bank(root, lang, course, **tables, words=words, **files)
    if not any(table is None for table in tables.values()):
        problems += check_bank(bank, pairs=only is None)
    return bank, problems


def shown(path: Path, root: Path) -> str:
    """Return a path as messages name it: from the content's root."""
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else path.as_posix()


def read_words(root: Path, lang: str) -> tuple[Words, list[Problem]]:
    """Read every words file of one language; each must hold nothing but text, lists and tables."""
    folder = root / "data" / "words" / lang
    words, problems = Words(), []
    paths = sorted(folder.glob("*.yml"))
    if not paths:
        remedy = f"Copy data/words/en to data/words/{lang} and translate it."
        problems.append(Problem(shown(folder, root), 1, f"No words in '{lang}'.", remedy))
    for path in paths:
        text, found = read_text(path, shown(path, root))
        data, more = read_yaml(text, shown(path, root))
        problems += found + more
        words[path.stem] = data if isinstance(data, Mapping) else {}
    return words, problems


def _read_table(path: Path, root: Path, model: Any) -> tuple[Any, list[Problem]]:
    text, problems = read_text(path, shown(path, root))
    if problems:
        return None, problems
    data, problems = read_yaml(text, shown(path, root))
    if problems:
        return None, problems
    if isinstance(model, type) and issubclass(model, Strict):
        return check(model, data, shown(path, root))
    if data is not None and not isinstance(data, Mapping):
        remedy = "Write one `name: {...}` line an entry."
        return None, [Problem(shown(path, root), 1, "This is not a table of entries.", remedy)]
    inner = model.__args__[1]
    table: dict[str, Any] = {}
    for name, entry in (data or {}).items():
        line = line_of(data, [name])
        table[name], found = check(inner, entry, shown(path, root), line)
        # The entry knows its own lines only where it is a table over several lines.
        problems += [Problem(p.file, line, f"{name}: {p.what}", p.remedy) for p in found]
        if not NAME.fullmatch(str(name)):
            what = f"'{name}' cannot be a name."
            problems.append(
                Problem(shown(path, root), line, what, "Use small letters and hyphens.")
            )
    return table, problems


def _read_files(
    folder: Path, root: Path, ending: str, read: Any, only: set[str] | None
) -> tuple[dict[str, Any], list[Problem]]:
    found, problems = {}, []
    for path in sorted(folder.glob(f"*{ending}")):
        if only is not None and path.stem not in only:
            continue
        entry, more = read(path, shown(path, root))
        problems += more
        if entry:
            found[entry.id] = entry
    return found, problems
