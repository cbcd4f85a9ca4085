"""What an exercise with bins must hold: bins, statements that go into them, words for both."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from ...bank.checks import is_missed
from ...bank.content import exercise_names
from ...bank.model import Bank
from ...bank.problems import Problem, did_you_mean, nearest
from ..settings import Statement, Written


def check_bins(written: Written, bank: Bank, alone: bool) -> list[Problem]:
    """Check one; what is said of another file is said again only where it is checked `alone`."""
    name, settings, problems = written.name, written.settings, []
    words = _table(bank.words.get("matches", {}), name)
    if len(settings.bins) < 3 or not settings.items:
        what, remedy = "There are too few bins or items.", "Write three bins and an item or more."
        problems.append(written.problem(["bins"], what, remedy))
    seen: set[str] = set()
    for number, statement in enumerate(settings.items):
        where: list[str | int] = ["items", number]
        if not isinstance(statement, Statement):
            what, remedy = f"'{statement}' has no bin.", "Write `- {id: ..., bin: ...}`."
            problems.append(written.problem(where, what, remedy))
            continue
        if statement.id in seen:
            what = f"'{statement.id}' stands there twice."
            problems.append(written.problem(where, what, "Keep one."))
        seen.add(statement.id)
        problems += [
            written.problem(where, f"There is no bin '{bin}'.", did_you_mean(bin, settings.bins))
            for bin in (statement.bin, *statement.also)
            if bin not in settings.bins and bin not in _table(words, "bins")
        ]
    if alone or words or is_missed(bank, "matches", name, exercise_names(bank.roots)):
        problems += _check_words(written, seen, words, bank)
    return problems


def _check_words(
    written: Written, statements: Iterable[str], words: Mapping[str, Any], bank: Bank
) -> list[Problem]:
    """Check that bins and statements have their words, and that no words are idle."""
    name, problems = written.name, []
    if "matches" in bank.words.unread:
        return []
    for part, known, keys in (
        ("bins", written.settings.bins, ("label", "meaning", "missed")),
        ("items", statements, ("text", "why")),
    ):
        said = _table(words, part)
        if not said:
            what = f"{name}: its {part} have no words."
            where = bank.words.where("matches", name, part)
            problems.append(Problem(*where, what, f"Write `{part}:` there."))
            continue
        unknown = {id: nearest(id, known) for id in said if id not in known}
        for id in known:
            missing = [key for key in keys if not isinstance(_table(said, id).get(key), str)]
            if missing and id not in unknown.values():
                what = f"{name}: '{id}' has no words for {', '.join(missing)}."
                where = bank.words.where("matches", name, part, id)
                problems.append(Problem(*where, what, "Write them there."))
        problems += [
            Problem(
                *bank.words.where("matches", name, part, id),
                f"{name}: '{id}' is unknown.",
                did_you_mean(id, known),
            )
            for id in unknown
        ]
    return problems


def _table(words: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    found = words.get(name)
    return found if isinstance(found, Mapping) else {}
