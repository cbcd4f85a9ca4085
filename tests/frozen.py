"""What must stay as it is while the code is moved: `python tests/frozen.py` notes it anew.

It is all of toy banks, so that an edit to the course changes none of it but the sentences of a
report. Who notes it anew says in the commit what is different now, and why.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from bs4 import BeautifulSoup

from lent_words import WORDS, lend_words
from whosegroup.bank.content import exercise_names
from whosegroup.bank.loading import read_bank
from whosegroup.bank.words import DISTINCTION
from whosegroup.exercises.html import element
from whosegroup.exercises.loading import load_exercise, read_exercises
from whosegroup.exercises.payload import compile_payload
from whosegroup.instructor.reporting import report_on
from whosegroup.instructor.simulate import simulate, write

FIXTURES = Path(__file__).parent / "fixtures"
TOY = FIXTURES / "bank"
ROOTS = (TOY, FIXTURES / "in-parts")  # together they have exercises of all types
NOTED = FIXTURES / "frozen.json"
REMEDY = """is not what was noted. If you did not mean that, mend it. If you did, note it anew with
`.venv/bin/python tests/frozen.py`, and say in the commit what is different now, and why."""
NOW = datetime(2026, 6, 1, 12)
READERS, SEED = 12, 7

# A bank of mistakes: in which file, what, and what stands there instead.
MISTAKES = [
    ("data/vignettes/en/garden.md", "kind: self-help", "kind: selfhelp"),
    ("data/vignettes/en/tea.md", "title: ", "titel: "),
    ("data/vignettes/en/tea-ward.md", "surface=called-association", "surface=call"),
    ("data/vignettes/en/garden-clinic.md", "criterion=ownership", "criterion=owner"),
    ("data/vignettes/en/shed.md", "whole: [2, 4]", "whole: [2, 7]"),
    ("data/asks/en/corner.md", "kind: ", "kind: no-"),
    ("data/decisions/en/key.yml", "verdict: fits", "verdict: fine"),
    ("data/criteria.yml", "weight: strong", "weight: light"),
    ("data/claims.yml", "[book/toy-chapter]", "[book/nowhere]"),
    ("data/words/en/kinds.yml", "label: ", "lable: "),
    ("exercises/toy.yml", "- tea-ward", "- tea-wart"),
    ("exercises/pairs.yml", "[garden-clinic, garden]", "[garden-clinic, tea]"),
    ("exercises/bins.yml", "bin: red", "bin: rad"),
    ("exercises/stalls.yml", "[stall, corner]", "[stall, stall]"),
    ("exercises/mixed.yml", "draws: [toy, plain]", "draws: [toy, pairs]"),
    ("exercises/last-test.yml", "begins: first-test", "begins: toy"),
]


def digest(text: str | bytes) -> str:
    data = text.encode() if isinstance(text, str) else text
    return hashlib.sha256(data).hexdigest()[:16]


def payloads() -> dict[str, list[str]]:
    """Return for each exercise the digests of its payload and of its element, whole and divided."""
    found = {}
    for name in exercise_names(ROOTS):
        payload = compile_payload(load_exercise(name, ROOTS))
        whole = [element(payload), element(payload, divided=True)]
        found[name] = [payload["digest"], *map(digest, whole)]
    return found


def report(folder: Path) -> dict[str, str]:
    """Return the digests of all tables, and of the text, of the report on a simulated class."""
    toy = Path(shutil.copytree(TOY, folder / "toy"))
    there = {path.stem for path in (toy / "data" / "words" / "en").glob("*.yml")}
    lend_words(toy, *({path.stem for path in WORDS.glob("*.yml")} - there - {DISTINCTION}))
    roots = (toy, *ROOTS[1:])
    exercises = [load_exercise(name, roots) for name in exercise_names(roots)]
    write(simulate(exercises, READERS, SEED), folder / "class")
    report_on(folder / "class", folder / "out", roots, now=NOW)
    tables = {path.name: digest(path.read_bytes()) for path in folder.glob("out/*.csv")}
    page = (folder / "out" / "report.html").read_text(encoding="utf-8")
    text = BeautifulSoup(page, "html.parser").get_text(" ", strip=True)
    return {**tables, "report.html": digest(text)}


def mistakes(folder: Path) -> Iterator[tuple[str, list[str]]]:
    """Yield for each mistake, put into the toy bank alone, what is said of it."""
    for number, (file, old, new) in enumerate(MISTAKES):
        root = Path(shutil.copytree(TOY, folder / f"bank-{number}"))
        text = (root / file).read_text(encoding="utf-8")
        assert old in text, f"{file} holds no {old!r}"
        (root / file).write_text(text.replace(old, new, 1), encoding="utf-8")
        yield f"{file}: {new.strip()}", said(root)
    root = Path(shutil.copytree(TOY, folder / "bank"))
    for file, old, new in MISTAKES:
        text = (root / file).read_text(encoding="utf-8")
        (root / file).write_text(text.replace(old, new, 1), encoding="utf-8")
    yield "all of them", said(root)


def said(root: Path) -> list[str]:
    """Return what `whosegroup check` would list."""
    bank, problems = read_bank((root,))
    problems = {*problems, *read_exercises(bank)[1]}
    return [str(problem).replace(f"{root}/", "") for problem in sorted(problems)]


def facts() -> dict[str, Any]:
    """Return all that must stay as it is."""
    with TemporaryDirectory() as folder:
        return {
            "payloads": payloads(),
            "report": report(Path(folder)),
            "mistakes": dict(mistakes(Path(folder))),
        }


def different(found: dict[str, Any], noted: dict[str, Any]) -> str:
    """Return in words what is not as it was noted; nothing where all is."""
    names = sorted(name for name in found | noted if found.get(name) != noted.get(name))
    return f"{', '.join(names)} {REMEDY}" if names else ""


if __name__ == "__main__":
    NOTED.write_text(json.dumps(facts(), indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    sys.exit(0)
