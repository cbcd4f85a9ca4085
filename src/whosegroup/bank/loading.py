"""Reading the bank: criteria, surface cues, sources, the words for them, and the cases.

Every mistake in the bank is found in one run, and raised together as one ContentError.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from functools import cache, partial
from pathlib import Path
from typing import Any

from .checks import check_bank
from .content import digest_of, find_files, shown
from .items import read_ask, read_decision
from .kinds import Kinds, check_kinds
from .model import TABLES, Bank, Course, Figures
from .problems import ContentError, Problem, did_you_mean
from .quotes import curled
from .roots import Roots, content_root, content_roots
from .strict import NAME, Strict, check
from .vignettes import read_vignette
from .words import DISTINCTION, Parts, Words, empty, laid_in, twice
from .yaml_files import Table, read_text, read_yaml

# The kinds of content that are one file each: their folder, how their names end, their reader.
FILES = {
    "vignettes": (".md", read_vignette),
    "asks": (".md", read_ask),
    "decisions": (".yml", read_decision),
}


def load_bank(
    root: Path | Roots | None = None, lang: str | None = None, only: Iterable[str] | None = None
) -> Bank:
    """Load the bank; raise ContentError with every problem in it.

    `only` names the vignettes and items to read (a live exercise needs no others); pairs are then
    not checked against each other. The whole bank is that of the book: without what an instructor's
    own bank adds and without the cases kept for graded exercises, which no page may give away.
    """
    if only is None:
        roots = root if isinstance(root, tuple) else (root or content_root(),)
        bank, problems = read_bank(roots, lang)
        cases = {id: case for id, case in bank.vignettes.items() if id not in bank.kept}
        bank = replace(bank, vignettes=cases)
    else:
        bank, problems = read_bank(root, lang, only)
    if problems:
        raise ContentError(problems)
    return bank


def read_bank(
    root: Path | Roots | None = None, lang: str | None = None, only: Iterable[str] | None = None
) -> tuple[Bank, list[Problem]]:
    """Read the bank, of all its roots, and return it with all that is wrong in it."""
    roots = content_roots(root)
    parts, problems = _read_parts(roots, "data", TABLES)
    course, found = _read_settings("course", roots, parts, partial(check, Course))
    problems += found
    lang = lang or (course.language if course else "en")
    kinds, found = _read_settings("kinds", roots, parts, check_kinds)
    problems += found
    figures, found = _read_figures(roots, parts)
    problems += found
    tables: dict[str, Any] = {}
    for name, model in TABLES.items():
        tables[name], found = _read_table(name, model, parts, roots, kinds)
        problems += found
    words, found = read_words(roots, lang)
    problems += found
    tables["claims"] = curled(tables["claims"], words.quotes)  # they quote cases
    files: dict[str, Any] = {}
    amiss: set[str] = set()
    only = None if only is None else set(only)
    for name, (ending, read) in FILES.items():
        paths = find_files(roots, f"data/{name}/{lang}", f"*{ending}")
        paths = [path for path in paths if only is None or path.stem in only]
        files[name], found = _read_files(paths, roots, read, kinds, words.quotes)
        problems += found
        amiss |= {path.stem for path in paths} - files[name].keys()
    bank = Bank(
        roots,
        lang,
        course,
        kinds,
        figures,
        **tables,
        words=words,
        **files,
        parts=parts,
        kept=kept_cases(roots),
        amiss=frozenset(amiss),
    )
    if words and only is None and not (bank.vignettes or amiss):
        remedy = f"Translate those of data/vignettes/en into data/vignettes/{lang}."
        problems.append(Problem(f"data/vignettes/{lang}", 1, f"No cases in '{lang}'.", remedy))
    elif words and kinds and not any(table is None for table in tables.values()):
        problems += check_bank(bank, whole=only is None)
    return bank, problems


def kept_cases(roots: Roots) -> dict[str, str]:
    """Return the cases of graded exercises, each with its exercise; none of what cannot be read."""
    kept: dict[str, str] = {}
    for path in find_files(roots, "exercises", "*.yml"):
        text, _ = read_text(path, path.name)
        # Only a file that bears the word is worth reading; nearly none does.
        data = read_yaml(text, path.name)[0] if "graded" in text else None
        if isinstance(data, Mapping) and data.get("graded") is True:
            cases = data.get("vignettes")
            kept |= {str(id): path.stem for id in (cases if isinstance(cases, list) else [])}
    return kept


def languages(root: Path | Roots | None = None) -> set[str]:
    """Return the languages in which there are words."""
    return {path.parent.name for path in find_files(content_roots(root), "data/words", "*/*.yml")}


def read_words(roots: Path | Roots, lang: str) -> tuple[Words, list[Problem]]:
    """Read every words file of one language; each must hold nothing but text, lists and tables."""
    roots = content_roots(roots)
    folder = f"data/words/{lang}"
    parts, problems = _read_parts(roots, folder)
    if not parts:
        there = {path.parent.name for path in find_files(roots, "data/words", "*/*.yml")}
        remedy = f"{did_you_mean(lang, there)} Copy data/words/en to {folder} and translate it."
        problems.append(Problem(folder, 1, f"No words in '{lang}'.", remedy))
    words = Words()
    words.lang, words.parts = lang, parts
    paths = find_files(roots, folder, "*.yml")
    used = {file for files in parts.values() for file, _ in files}
    words.unread = frozenset(path.stem for path in paths if shown(path, roots) not in used)
    for path in paths:
        words[path.stem] = {}
    for topic in parts:
        words[topic], found = parts.join(topic)
        problems += found
    problems += _lay_distinction(words)
    as_typed = words.get("typography", {}).get("as_typed") or ()
    for topic in parts:
        if topic in words and topic not in as_typed:
            words[topic] = curled(words[topic], words.quotes)
    return words, problems


def _lay_distinction(words: Words) -> list[Problem]:
    """Put what is said of the course's own distinction among the words of each topic."""
    own = words.pop(DISTINCTION, {})
    if DISTINCTION in words.unread:  # said by its reader
        return []
    problems = []
    for topic, entries in own.items():
        if topic not in words:
            where = words.parts.where(DISTINCTION, topic)
            remedy = did_you_mean(topic, words)
            problems.append(Problem(*where, f"There are no words '{topic}'.", remedy))
            continue
        for place in twice(words[topic], entries):
            where = words.where(topic, *place)
            there = words.parts.where(topic, place[0])[0]
            what = f"'{'.'.join(place)}' has words in {there} already."
            problems.append(Problem(*where, what, "Keep them in one of the two."))
        words[topic] = laid_in(words[topic], entries)
    file = words.where(DISTINCTION, "")[0]
    for topic in words.keys() - words.unread:
        for place in empty(words[topic]):
            where = words.where(topic, *place)
            what = f"'{'.'.join(place)}' has no words."
            problems.append(Problem(*where, what, f"Write them in {file}, under `{topic}`."))
    return problems


def _read_parts(
    roots: Roots, folder: str, wanted: Iterable[str] | None = None
) -> tuple[Parts, list[Problem]]:
    """Read the YAML files of a folder in all roots; what cannot be used has no part in the rest."""
    parts, problems = Parts(), []
    for path in find_files(roots, folder, "*.yml"):
        if wanted is not None and path.stem not in wanted:
            continue
        file = shown(path, roots)
        table, found = _read_once(_read_part, path, file, _digest(path))
        problems += found
        if table is not None:
            parts.setdefault(path.stem, []).append((file, table))
    return parts, problems


def _read_part(path: Path, file: str) -> tuple[Table | None, list[Problem]]:
    text, problems = read_text(path, file)
    data, more = read_yaml(text, file)
    if problems or more:
        return None, problems + more
    if data is not None and not isinstance(data, Table):
        remedy = "Write one `name: {...}` line an entry."
        return None, [Problem(file, 1, "This is not a table of entries.", remedy)]
    return Table({}, text) if data is None else data, []


def _read_settings(
    name: str, roots: Roots, parts: Parts, read: Callable[[Any, str], tuple[Any, list[Problem]]]
) -> tuple[Any, list[Problem]]:
    """Read a file of settings, which the course alone has."""
    path = roots[0] / "data" / f"{name}.yml"
    file = shown(path, roots)
    text, problems = read_text(path, file)
    if problems:
        return None, problems
    data, problems = read_yaml(text, file)
    if isinstance(data, Table):
        parts[name] = [(file, data)]
    return (None, problems) if problems else read(data, file)


def _read_figures(roots: Roots, parts: Parts) -> tuple[Any, list[Problem]]:
    """Read what figures show of the bank; a course need say nothing of that."""
    if not (roots[0] / "data" / "figures.yml").exists():
        return Figures(), []
    return _read_settings("figures", roots, parts, partial(check, Figures))


def _read_table(
    name: str, model: type[Strict], parts: Parts, roots: Roots, kinds: Kinds | None
) -> tuple[Any, list[Problem]]:
    if name not in parts:  # what is there and cannot be used has been said
        return None, read_text(roots[0] / "data" / f"{name}.yml", f"data/{name}.yml")[1]
    joined, problems = parts.join(name)
    table: dict[str, Any] = {}
    for id, entry in joined.items():
        table[id], found = check(model, entry, "", kinds=kinds)
        if found or not NAME.fullmatch(str(id)):
            file, line = parts.where(name, id)
            problems += [Problem(file, line, f"{id}: {p.what}", p.remedy) for p in found]
        if not NAME.fullmatch(str(id)):
            what = f"'{id}' cannot be a name."
            problems.append(Problem(file, line, what, "Use small letters and hyphens."))
    return table, problems


def _digest(path: Path) -> str | None:
    try:
        return digest_of([path])
    except OSError:  # said by the file's reader
        return None


@cache
def _read_once(
    read: Any, path: Path, name: str, _made_from: Any, *more: Any
) -> tuple[Any, list[Problem]]:
    """Read a file again only when it has changed: many exercises show one case, and all the words.

    Nobody may change what it returns.
    """
    found: tuple[Any, list[Problem]] = read(path, name, *more)
    return found


def _read_file(
    path: Path, file: str, read: Any, kinds: Kinds | None, quotes: str
) -> tuple[Any, list[Problem]]:
    entry, problems = read(path, file, kinds)
    return curled(entry, quotes), problems


def _read_files(
    paths: Iterable[Path], roots: Roots, read: Any, kinds: Kinds | None, quotes: str
) -> tuple[dict[str, Any], list[Problem]]:
    found: dict[str, Any] = {}
    problems = []
    for path in paths:
        entry, more = _read_once(
            _read_file, path, shown(path, roots), _digest(path), read, kinds, quotes
        )
        problems += more
        if entry and entry.id in found:
            what = f"There is a '{entry.id}' already, in {found[entry.id].file}."
            problems.append(Problem(entry.file, 1, what, "Give the file another name."))
        elif entry:
            found[entry.id] = entry
    return dict(sorted(found.items())), problems
