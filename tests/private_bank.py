"""An instructor's own bank, laid over the toy bank: four cases, a graded exercise, and a secret."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from whosegroup.exercises.graded import SECRET as SECRET_FILE

SECRET, OTHER_SECRET = "a-secret-for-tests-alone", "another-secret-for-tests"
IDS = ("zinc-lantern", "plum-ledger", "moss-ferry", "opal-ladder")
KINDS = ("self-help", "support")
NOTED = "moss-ferry"

# What readers must not learn of a case, as it is and as it might be.
HIDDEN: dict[str, tuple[Any, Any]] = {
    "title": ("The walrus title", "The gannet title"),
    "kinds": (KINDS, KINDS[::-1]),
    "setting": (
        "{matter: walrus matter, place: walrus place, attends: walrus folk, area: walrus area}",
        "{matter: gannet matter, place: gannet place, attends: gannet folk, area: gannet area}",
    ),
    "about": ("About the walrus.", "About the gannet."),
    "pairs": (("plum-ledger", "zinc-lantern", "opal-ladder", "moss-ferry"), IDS[::-1]),
    "sources": ("[walrus-source]", "[gannet-source]"),
    "feedback": ("The walrus decides.", "The gannet decides."),
    "marks": (
        ("surface=hospital-room", "criterion=ownership shows={kind}", None),
        (None, "surface=sharing", "criterion=ownership shows={kind}"),
    ),
    "order": (IDS, IDS[::-1]),
    "chapter": ("book/toy-chapter", "book/other-chapter"),
}

CASE = """---
title: {title} {number}
kind: {kind}
setting: {setting}
about: {about}
pair: {pair}
sources: {sources}
{note}feedback:
  {other}: {feedback}
---
{prose}
"""


def lay_private(toy_root: Path, secret: str = SECRET, **changed: Any) -> tuple[Path, Path]:
    """Write the bank beside the toy bank, some of what is hidden changed; return both roots."""
    root = toy_root.parent / "private"
    hidden = {name: values[0] for name, values in HIDDEN.items()} | changed
    _write(root / SECRET_FILE, f"{secret}\n")
    cases = ", ".join(hidden["order"])
    exercise = f"type: sort\ngraded: true\nchapter: {hidden['chapter']}\nvignettes: [{cases}]\n"
    _write(root / "exercises/midterm.yml", exercise)
    words = "midterm:\n  title: A graded test\n  prompt: Say whose group it is.\n"
    _write(root / "data/words/en/exercises.yml", words)
    for index, id in enumerate(IDS):
        _write(root / f"data/vignettes/en/{id}.md", _case(index, hidden))
    return toy_root, root


def give_tests(root: Path, one: str, other: str) -> None:
    """Let the two tests of a copy of the toy bank have these cases, so that others are free."""
    for name in ("first-test", "last-test"):
        path = root / f"exercises/{name}.yml"
        head = path.read_text(encoding="utf-8").split("forms:")[0]
        path.write_text(f"{head}forms:\n  a: [{one}]\n  b: [{other}]\n", encoding="utf-8")


def _case(index: int, hidden: dict[str, Any]) -> str:
    kind, other = hidden["kinds"][index % 2], hidden["kinds"][1 - index % 2]
    texts = texts_of(IDS[index])
    marks = [*hidden["marks"], "criterion=mandate shows={kind}", None]
    lines = [
        f"[{text[:-1]}]{{{mark.format(kind=kind)}}}." if mark else text
        for text, mark in zip(texts, marks, strict=True)
    ]
    values = {**hidden, "pair": hidden["pairs"][index], "kind": kind, "other": other}
    note = f"note: {note_of(IDS[index])}\n" if IDS[index] == NOTED else ""
    return CASE.format(**values, note=note, number=index, prose="\n".join(lines))


def texts_of(id: str) -> list[str]:
    """Return the sentences of a case, in which its name does not stand."""
    hut = f"hut {(IDS.index(id) + 1) * 7}"
    return [
        f"The door of {hut} stands open.",
        f"Somebody lights the stove of {hut} at six.",
        f"Those who come to {hut} settled its hours.",
        f"They chose who rings the bell of {hut}.",
        f"Nobody counts the chairs of {hut}, and <b>nobody</b> minds.",
    ]


def note_of(id: str) -> str:
    """Return the content note of a case."""
    return f"This case speaks of a fire in hut {(IDS.index(id) + 1) * 7}."


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
