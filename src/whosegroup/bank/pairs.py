"""Whether the two halves of a pair name each other and differ, each mistake said once."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from .problems import Problem, did_you_mean
from .vignettes import Vignette

if TYPE_CHECKING:
    from .model import Bank


def check_pairs(bank: Bank, at_odds: Collection[str]) -> list[Problem]:
    """Check that halves name each other and differ in kind; each mistake is said in one of them.

    What is `at_odds` with its own kind has no kind that could be compared.
    """
    problems = []
    for vignette in bank.vignettes.values():
        if found := _amiss_with_pair(vignette, bank, at_odds):
            problems.append(Problem(vignette.file, vignette.line_of("pair"), *found))
    return problems


def _amiss_with_pair(
    vignette: Vignette, bank: Bank, at_odds: Collection[str]
) -> tuple[str, str] | None:
    """Return what is wrong with a case's pair and its remedy, if that is to be said here."""
    name = vignette.front.pair
    if name is None or name in bank.amiss:
        return None
    others = [id for id in bank.vignettes if id != vignette.id]
    if name == vignette.id:
        return "The case is named as its own other half.", "Name another, or take the line out."
    if name not in bank.vignettes:
        what = f"There is no usable vignette '{name}' to pair with."
        return what, did_you_mean(name, others)
    mate = bank.vignettes[name]
    if is_astray(vignette, bank):
        if _to_blame(vignette, bank) != vignette.id:
            return None
        named = f"'{mate.front.pair}'" if mate.front.pair else "no other half"
        what = f"The pair does not point back: '{name}' names {named}."
        return what, f"Write `pair: {vignette.id}` in {mate.file}."
    alike = mate.front.kind == vignette.front.kind and not {vignette.id, name} & set(at_odds)
    if not alike or vignette.id > name:
        return None
    return f"Both halves of the pair are '{mate.front.kind}'.", "A pair differs in what decides."


def is_astray(vignette: Vignette, bank: Bank) -> bool:
    """Tell whether a case names another half that does not name it, is not there, or is itself."""
    name = vignette.front.pair
    if name is None or name in bank.amiss:
        return False
    if name == vignette.id or name not in bank.vignettes:
        return True
    return bank.vignettes[name].front.pair != vignette.id


def _to_blame(vignette: Vignette, bank: Bank) -> str:
    """Return the case in which a pair has gone astray: the last one of those that name each other.

    Where they name each other in a circle, that is the first one by name.
    """
    seen = [vignette]
    while (mate := bank.vignettes.get(seen[-1].front.pair or "")) and is_astray(mate, bank):
        if mate in seen:
            return min(case.id for case in seen[seen.index(mate) :])
        seen.append(mate)
    return seen[-1].id
