"""What a match exercise must hold: bins, items that go into them, and words for both."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from ..bank.checks import is_missed
from ..bank.content import exercise_names
from ..bank.problems import Problem, did_you_mean, nearest
from .settings import Statement, Written

if TYPE_CHECKING:
    from ..bank.model import Bank

Place = list[str | int]


def check_match(written: Written, bank: Bank, alone: bool) -> list[Problem]:
    """Check one; what is said of another file is said again only where it is checked `alone`."""
    name, settings, problems = written.name, written.settings, []
    words = _table(bank.words.get("matches", {}), name)
    if len(settings.bins) < 3 or not settings.items:
        what, remedy = "There are too few bins or items.", "Write three bins and an item or more."
        problems.append(written.problem(["bins"], what, remedy))
    seen: set[str] = set()
    for place, item in enumerate(settings.items):
        where: Place = ["items", place]
        if not isinstance(item, Statement):
            remedy = "Write `- {id: ..., bin: ...}`."
            problems.append(written.problem(where, f"'{item}' has no bin.", remedy))
            continue
        if item.id in seen:
            problems.append(written.problem(where, f"'{item.id}' stands there twice.", "Keep one."))
        seen.add(item.id)
        problems += [
            written.problem(where, f"There is no bin '{bin}'.", did_you_mean(bin, settings.bins))
            for bin in (item.bin, *item.also)
            if bin not in settings.bins and bin not in _table(words, "bins")
        ]
    if alone or words or is_missed(bank, "matches", name, exercise_names(bank.roots)):
        problems += _check_match_words(written, seen, words, bank)
    return problems


def _check_match_words(
    written: Written, items: Iterable[str], words: Mapping[str, Any], bank: Bank
) -> list[Problem]:
    """Check that bins and items have their words, and that no words are idle."""
    name, problems = written.name, []
    if "matches" in bank.words.unread:
        return []
    for part, known, keys in (
        ("bins", written.settings.bins, ("label", "meaning")),
        ("items", items, ("text", "why")),
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
