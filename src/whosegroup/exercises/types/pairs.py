"""Whether the cases of an exercise can be compared two by two."""

from __future__ import annotations

from ...bank.model import Bank
from ...bank.problems import Problem
from ..settings import Written


def check_pairs(written: Written, bank: Bank) -> list[Problem]:
    """Check that cases follow each other in pairs, line for line, decided by the same lines."""
    ids = written.settings.vignettes
    problems = []
    if not ids:
        what, remedy = "It has no cases.", "Name the two halves of a pair, one after the other."
        problems.append(written.problem(["vignettes"], what, remedy))
    for place in range(0, len(ids), 2):
        one, other = ids[place], ids[place + 1] if place + 1 < len(ids) else None
        if (found := _amiss(one, other, bank)) is not None:
            problems.append(written.problem(["vignettes", place], *found))
    return problems


def _amiss(one: str, other: str | None, bank: Bank) -> tuple[str, str] | None:
    """Return what is wrong with two cases as a pair, and the remedy; or None."""
    cases = bank.vignettes
    if one not in cases or (other is not None and other not in cases):
        return None
    half = cases[one].front.pair
    if half is None and not _points_back(one, other, bank):
        return f"'{one}' has no other half.", "Take a case here that has a pair."
    if half != other or other is None:
        if _points_back(one, other, bank):
            return None  # said of the pair itself
        what = f"'{one}' is not followed by the other half of its pair."
        return what, f"Write '{half}' on the next line."
    if len(cases[one].passages) != len(cases[other].passages):
        what = f"'{one}' and '{other}' differ in the number of their lines."
        return what, "Give both the same lines."
    if (
        _is_sure(one, bank)
        and _is_sure(other, bank)
        and _decides(one, bank) != _decides(other, bank)
    ):
        what = f"'{one}' and '{other}' are not decided by the same lines."
        return what, "Mark the same lines of both with a decisive criterion."
    return None


def _points_back(one: str, other: str | None, bank: Bank) -> bool:
    case = bank.vignettes.get(other) if other else None
    return case is not None and case.front.pair == one


def _is_sure(id: str, bank: Bank) -> bool:
    """Tell whether all criteria of a case are known; one that is misspelt is said in the case."""
    known = bank.criteria or {}  # none, where their file cannot be read
    return all(cue.criterion in known for cue in bank.vignettes[id].cues)


def _decides(id: str, bank: Bank) -> list[int]:
    cues = bank.vignettes[id].cues
    return [cue.number for cue in cues if bank.is_decisive(cue.criterion)]
