"""What lies in a bank and is not read, although its author may believe that it is."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from difflib import get_close_matches
from pathlib import Path

from .content import files_below, find_files, shown
from .loading import FILES
from .model import SETTINGS, TABLES, Bank
from .problems import Problem, did_you_mean
from .roots import PARTS, WITHIN
from .side_files import is_copy, is_passed_over
from .yaml_files import read_text

# The folders that hold a folder a language, and how the names of their files end.
ENDINGS = {name: ending for name, (ending, _) in FILES.items()} | {"words": ".yml"}
KNOWN_TABLES = {*TABLES, *SETTINGS}
DOCUMENTS = (".doc", ".docx", ".odt", ".pages", ".pdf", ".rtf")
CASE = r"(?ms)\A---\s.*?^kind:.*?^---\s"
COPY = (
    "This is a copy, or one side of a conflict, and is not read.",
    "Keep what you want of it in the file that it was made from, and move it elsewhere.",
)
OUTSIDE = "This is not read: it lies outside `data` and `exercises`."


def find_strays(bank: Bank) -> list[Problem]:
    """Return each file in a bank's folders that is not read, and each bank that adds nothing."""
    problems: dict[Problem, None] = {}
    known = Known(bank)
    for root in bank.roots:
        files = [path for part in PARTS for path in files_below(root / part)]
        found = [problem for path in files if (problem := _stray(path, root, known))]
        found += [] if root == bank.roots[0] else _outside(root, bank)
        if not (files or found):
            remedy = "Is it the right folder?"
            found = [Problem(shown(root, bank.roots), 1, "Nothing is read from here.", remedy)]
        problems |= dict.fromkeys(found)
    return list(problems)


class Known:
    """What the names of folders and files may be, looked up once for all of a bank."""

    def __init__(self, bank: Bank) -> None:
        self.roots, self.lang = bank.roots, bank.lang
        words = find_files(bank.roots, "data/words", "*/*.yml")
        self.languages = {path.parent.name for path in words}
        # A bank may add to the topics of words that the course has, and to no others.
        self.topics = {path.stem for path in words if path.is_relative_to(bank.roots[0])}


def _stray(path: Path, root: Path, known: Known) -> Problem | None:
    """Return why a file is not read, if it is not; of a whole folder that is said once."""
    where = shown(path, known.roots)
    if is_copy(path):
        return Problem(where, 1, *COPY)
    *folders, _ = path.relative_to(root).parts
    ending = _ending_in(folders)
    if ending is None:
        what, remedy = "Nothing in this folder is read.", _right_folder(folders, known.lang)
        return Problem(shown(path.parent, known.roots), 1, what, remedy)
    if os.path.normcase(path.suffix) != ending:
        what = f"This is not read: its name does not end in `{ending}`."
        return Problem(where, 1, what, _right_name(path, ending))
    if folders == ["data"] and path.stem not in KNOWN_TABLES:
        remedy = did_you_mean(path.stem, KNOWN_TABLES)
        return Problem(where, 1, "This is not read: there is no such table.", remedy)
    if folders == ["data"] and path.stem in SETTINGS and root != known.roots[0]:
        what = f"This is not read: the course has its own {path.name}."
        return Problem(where, 1, what, "Change it there, or take this one out.")
    if len(folders) == 3 and folders[2] not in known.languages:
        remedy = did_you_mean(folders[2], known.languages)
        what = f"There are no words in '{folders[2]}'."
        return Problem(shown(path.parent, known.roots), 1, what, remedy)
    if folders[1:2] == ["words"] and path.stem not in known.topics:
        remedy = did_you_mean(path.stem, known.topics)
        return Problem(where, 1, "This is not read: there are no such words.", remedy)
    return None


def _ending_in(folders: list[str]) -> str | None:
    """Return how the names of files end that are read from a folder; None where none are."""
    match folders:
        case ["data"] | ["exercises"]:
            return ".yml"
        case ["data", name, _] if name in ENDINGS:
            return ENDINGS[name]
    return None


def _right_folder(folders: list[str], lang: str) -> str:
    if folders[0] == "exercises":
        return "Move its files into exercises itself."
    if folders[1] not in ENDINGS:
        return did_you_mean(folders[1], ENDINGS)
    language = folders[2] if len(folders) > 2 else lang
    return f"Move its files into data/{folders[1]}/{language}."


def _right_name(path: Path, ending: str) -> str:
    name = path.name.lower().split(".")[0] + ending
    if path.suffix.lower() in DOCUMENTS:
        return f"Save its text as plain text, under the name {name}."
    return f"Call it {name}, or move it elsewhere if it does not belong here."


def _outside(root: Path, bank: Bank) -> Iterator[Problem]:
    """Yield what lies beside `data` and `exercises`, and belongs in them."""
    known = {part: part for part in PARTS} | {name: f"data/{name}" for name in WITHIN}
    for entry in sorted(root.iterdir()):
        name = entry.name
        if is_passed_over(name) or name in PARTS:
            continue
        near = get_close_matches(name.lower(), known, n=1, cutoff=0.8)
        if entry.is_dir() and near:
            yield Problem(shown(entry, bank.roots), 1, OUTSIDE, f"Call it {known[near[0]]}.")
        elif entry.suffix.lower() == ".md" and re.match(CASE, read_text(entry, "")[0]):
            remedy = f"Move it into data/vignettes/{bank.lang}."
            yield Problem(shown(entry, bank.roots), 1, OUTSIDE, remedy)
