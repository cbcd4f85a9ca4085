"""Exercises: what readers do with the cases, and how. One short YAML file each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from .bank import FILES, SCORED, Bank, load_bank, read_words, shown
from .content import Strict, check, content_root, line_of, read_text, read_yaml
from .items import Ask, Decision
from .problems import ContentError, Problem, did_you_mean
from .vignettes import Vignette

# The settings that each type of exercise has, beside `type` and `chapter`; the first is required.
OPTIONS = {
    "sort": ("vignettes", "evidence", "confidence", "feedback", "forms", "begins", "draws"),
    "compare": ("vignettes",),
    "place": ("vignettes",),
    "ask": ("items",),
    "decide": ("items",),
    "match": ("bins", "items"),
}


class Item(Strict):
    """A statement to be matched: its bin, and others that can be defended."""

    id: str
    bin: str
    also: list[str] = []


class Settings(Strict):
    """What stands in `exercises/<id>.yml`.

    `chapter` is the page of the book to read again, as `_toc.yml` names it. `forms` are two sets of
    cases of which a reader gets one; `begins` is the exercise that gave the reader the first of
    them. `draws` are the exercises from which mixed practice draws.
    """

    type: Literal["sort", "compare", "place", "ask", "decide", "match"]
    chapter: str
    vignettes: list[str] = []
    items: list[str | Item] = []
    bins: list[str] = []
    forms: dict[str, list[str]] = {}
    begins: str | None = None
    draws: list[str] = []
    evidence: bool = True
    confidence: bool = True
    feedback: Literal["each", "end"] = "each"


@dataclass(frozen=True)
class Exercise:
    """One exercise joined with its cases or items and its words.

    `vignettes` are the cases in the order in which readers meet them, of all forms;
    `homes` names for each case of mixed practice the exercise from which it is drawn.
    """

    id: str
    settings: Settings
    vignettes: tuple[Vignette, ...]
    bank: Bank
    homes: Mapping[str, str]

    @property
    def title(self) -> str:
        """Return the title that readers see."""
        return self.bank.words.say(f"exercises.{self.id}.title")

    @property
    def prompt(self) -> str:
        """Return the sentence or two that tell readers what to do."""
        return self.bank.words.say(f"exercises.{self.id}.prompt")

    @property
    def asks(self) -> list[Ask]:
        """Return the groups to ask about, in order."""
        return [self.bank.asks[name] for name in self.settings.items]

    @property
    def decisions(self) -> list[Decision]:
        """Return the situations to act in, in order."""
        return [self.bank.decisions[name] for name in self.settings.items]


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
    homes, found = find_homes(name, settings, root, lines)
    problems += found
    needed = [*named_cases(settings), *homes, *_files_of(settings)]
    known = {
        folder: {path.stem for path in (root / "data" / folder).glob("*/*.*")} for folder in FILES
    }
    problems += _unknown(name, settings, known, lines)
    if problems:
        raise ContentError(problems)
    return join(name, settings, load_bank(root, lang, only=needed), lines, homes)


def join(
    name: str, settings: Settings, bank: Bank, lines: Any, homes: Mapping[str, str]
) -> Exercise:
    """Join an exercise with its bank; raise ContentError where the two do not fit."""
    problems = check_exercise(name, settings, bank, lines, homes)
    if problems:
        raise ContentError(problems)
    cases = tuple(bank.vignettes[id] for id in (*named_cases(settings), *homes))
    return Exercise(name, settings, cases, bank, homes)


def read_exercises(bank: Bank) -> tuple[list[Exercise], list[Problem]]:
    """Read every exercise against a whole bank; return those that can be used, and all problems."""
    exercises, problems = [], []
    for name in exercise_names(bank.root):
        settings, found, lines = read_settings(name, bank.root)
        if settings is not None:
            homes, more = find_homes(name, settings, bank.root, lines)
            found += more
            known = {folder: getattr(bank, folder) for folder in FILES}
            found += _unknown(name, settings, known, lines)
            if not found:
                found += check_exercise(name, settings, bank, lines, homes)
            if not found:
                exercises.append(join(name, settings, bank, lines, homes))
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
    if settings:
        problems = [
            Problem(
                file,
                line_of(data, [option]),
                f"An exercise of type '{settings.type}' has no '{option}'.",
                f"It may have {', '.join(OPTIONS[settings.type])}.",
            )
            for option in data
            if option not in ("type", "chapter", *OPTIONS[settings.type])
        ]
    return (None if problems else settings), problems, data


def named_cases(settings: Settings) -> list[str]:
    """Return the cases that an exercise names itself, form after form."""
    return [*settings.vignettes, *(id for form in settings.forms.values() for id in form)]


def find_homes(
    name: str, settings: Settings, root: Path, lines: Any
) -> tuple[dict[str, str], list[Problem]]:
    """Return the cases that mixed practice draws, and the exercise that each is drawn from."""
    homes: dict[str, str] = {}
    problems = []
    known = exercise_names(root)
    for index, other in enumerate(settings.draws):
        line = line_of(lines, ["draws", index])
        if other not in known or other == name:
            what = f"There is no other exercise '{other}'."
            remedy = did_you_mean(other, [n for n in known if n != name])
            problems.append(Problem(f"exercises/{name}.yml", line, what, remedy))
            continue
        theirs, found, _ = read_settings(other, root)
        problems += found
        if theirs and (theirs.type != "sort" or theirs.feedback != "each" or theirs.draws):
            what = f"'{other}' is not an exercise in which cases are sorted one by one."
            remedy = "Draw from others."
            problems.append(Problem(f"exercises/{name}.yml", line, what, remedy))
        elif theirs:
            homes |= {id: other for id in theirs.vignettes if id not in homes}
    return homes, problems


def _files_of(settings: Settings) -> list[str]:
    return [item for item in settings.items if isinstance(item, str)]


def _unknown(
    name: str, settings: Settings, known: Mapping[str, Iterable[str]], lines: Any
) -> list[Problem]:
    """Check that each case and item that an exercise names has a file of its sort."""
    cases, items = known["vignettes"], {"ask": "asks", "decide": "decisions"}.get(settings.type)
    places = [("vignette", ["vignettes", n], id, cases) for n, id in enumerate(settings.vignettes)]
    places += [
        ("vignette", ["forms", form, n], id, cases)
        for form, ids in settings.forms.items()
        for n, id in enumerate(ids)
    ]
    places += [
        ("item", ["items", n], id, known[items])
        for n, id in enumerate(settings.items)
        if items and isinstance(id, str)
    ]
    return [
        Problem(
            f"exercises/{name}.yml",
            line_of(lines, place),
            f"There is no usable {what} '{id}'.",
            did_you_mean(id, there),
        )
        for what, place, id, there in places
        if id not in there
    ]


def check_exercise(
    name: str, settings: Settings, bank: Bank, lines: Any, homes: Mapping[str, str]
) -> list[Problem]:
    """Check one exercise against the bank: cases of the right sort, once each, and its words."""
    file = f"exercises/{name}.yml"
    problems = _check_cases(file, settings, bank, lines) + _check_homes(file, homes, bank, lines)
    problems += {
        "compare": _check_compare,
        "ask": _check_items,
        "decide": _check_items,
        "match": _check_match,
    }.get(settings.type, _check_sort)(name, settings, bank, lines)
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


def _check_cases(file: str, settings: Settings, bank: Bank, lines: Any) -> list[Problem]:
    problems = []
    allowed = ("in-between",) if settings.type == "place" else SCORED
    seen: set[str] = set()
    places = [(["vignettes", n], id) for n, id in enumerate(settings.vignettes)]
    for form, ids in settings.forms.items():
        places += [(["forms", form, n], id) for n, id in enumerate(ids)]
    for place, id in places:
        line = line_of(lines, place)
        if id in seen:
            problems.append(Problem(file, line, f"'{id}' stands there twice.", "Keep one."))
        seen.add(id)
        kind = bank.vignettes[id].front.kind if id in bank.vignettes else None
        if kind not in allowed:
            verb = "placed" if settings.type == "place" else "sorted"
            what = f"'{id}' is '{kind}' and cannot be {verb}."
            known = " and ".join(allowed)
            problems.append(Problem(file, line, what, f"Take only {known} cases here."))
    return problems


def _check_homes(file: str, homes: Mapping[str, str], bank: Bank, lines: Any) -> list[Problem]:
    return [
        Problem(
            file,
            line_of(lines, ["draws", lines["draws"].index(home)]),
            f"'{home}' has '{id}', which cannot be sorted.",
            f"Mend exercises/{home}.yml.",
        )
        for id, home in homes.items()
        if id not in bank.vignettes or bank.vignettes[id].front.kind not in SCORED
    ]


def _check_sort(name: str, settings: Settings, bank: Bank, lines: Any) -> list[Problem]:
    file = f"exercises/{name}.yml"
    problems = []
    if sum(map(bool, (settings.vignettes, settings.forms, settings.draws))) != 1:
        what = "It has no cases." if not named_cases(settings) else "It has cases twice over."
        remedy = "Name at least one vignette"
        remedy += ", or `forms`, or `draws`." if settings.type == "sort" else "."
        problems.append(Problem(file, line_of(lines, ["vignettes"]), what, remedy))
    if settings.forms and (len(settings.forms) != 2 or settings.feedback != "end"):
        what = "`forms` are for a test: two of them, with `feedback: end`."
        problems.append(Problem(file, line_of(lines, ["forms"]), what, "Mend one of the two."))
    if settings.begins is not None and settings.begins not in exercise_names(bank.root):
        line = line_of(lines, ["begins"])
        remedy = did_you_mean(settings.begins, exercise_names(bank.root))
        what = f"There is no exercise '{settings.begins}'."
        problems.append(Problem(file, line, what, remedy))
    return problems


def _check_compare(name: str, settings: Settings, bank: Bank, lines: Any) -> list[Problem]:
    file = f"exercises/{name}.yml"
    ids = settings.vignettes
    problems = []
    if not ids:
        what, remedy = "It has no cases.", "Name the two halves of a pair, one after the other."
        problems.append(Problem(file, line_of(lines, ["vignettes"]), what, remedy))
    for place in range(0, len(ids), 2):
        mate = ids[place + 1] if place + 1 < len(ids) else None
        if bank.vignettes[ids[place]].front.pair != mate:
            what = f"'{ids[place]}' is not followed by the other half of its pair."
            remedy = f"Write '{bank.vignettes[ids[place]].front.pair}' on the next line."
            problems.append(Problem(file, line_of(lines, ["vignettes", place]), what, remedy))
        elif len(bank.vignettes[ids[place]].passages) != len(bank.vignettes[mate].passages):
            what = f"'{ids[place]}' and '{mate}' differ in the number of their lines."
            remedy = "Give both the same lines."
            problems.append(Problem(file, line_of(lines, ["vignettes", place]), what, remedy))
    return problems


def _check_items(name: str, settings: Settings, bank: Bank, lines: Any) -> list[Problem]:
    file = f"exercises/{name}.yml"
    problems = []
    if not settings.items:
        what = "It has no items."
        problems.append(Problem(file, line_of(lines, ["items"]), what, "Name at least one."))
    for place, item in enumerate(settings.items):
        line = line_of(lines, ["items", place])
        if isinstance(item, Item):
            what, remedy = f"'{item.id}' is a statement to match.", f"Write `- {item.id}` alone."
            problems.append(Problem(file, line, what, remedy))
        elif item in settings.items[:place]:
            problems.append(Problem(file, line, f"'{item}' stands there twice.", "Keep one."))
    return problems


def _check_match(name: str, settings: Settings, bank: Bank, lines: Any) -> list[Problem]:
    file, problems = f"exercises/{name}.yml", []
    words = _table(bank.words.get("matches", {}), name)
    where = f"data/words/{bank.lang}/matches.yml"
    if len(settings.bins) < 3 or not settings.items:
        what, remedy = "There are too few bins or items.", "Write three bins and an item or more."
        problems.append(Problem(file, line_of(lines, ["bins"]), what, remedy))
    seen: set[str] = set()
    for place, item in enumerate(settings.items):
        line = line_of(lines, ["items", place])
        if not isinstance(item, Item):
            remedy = "Write `- {id: ..., bin: ...}`."
            problems.append(Problem(file, line, f"'{item}' has no bin.", remedy))
            continue
        if item.id in seen:
            problems.append(Problem(file, line, f"'{item.id}' stands there twice.", "Keep one."))
        seen.add(item.id)
        problems += [
            Problem(file, line, f"There is no bin '{bin}'.", did_you_mean(bin, settings.bins))
            for bin in (item.bin, *item.also)
            if bin not in settings.bins
        ]
    needed = {("bins", bin): ("label", "meaning") for bin in settings.bins}
    needed |= {("items", id): ("text", "why") for id in seen}
    for (part, id), keys in needed.items():
        said = _table(_table(words, part), id)
        missing = [key for key in keys if not isinstance(said.get(key), str)]
        if missing:
            what = f"{name}: '{id}' has no words for {', '.join(missing)}."
            problems.append(Problem(where, line_of(words, [part, id]), what, "Write them there."))
    return problems


def _table(words: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    found = words.get(name)
    return found if isinstance(found, Mapping) else {}
