"""The hand: who holds each power of a group, as far as its case shows it."""

from __future__ import annotations

from typing import Any

from ..bank.kinds import BOTH
from ..bank.marks import Passage
from ..bank.model import Bank
from ..bank.vignettes import Vignette
from .feedback import deciding

# The signs of those who can hold a power, in the order of `Kinds.holders`: shape, not colour, tells
# them apart beside their words, on paper too.
SIGNS = ("●", "■", "◐", "◆", "○")


def power_of(passage: Passage, bank: Bank) -> str | None:
    """Return the power that a deciding passage shows somebody use; None where none is known."""
    by_criterion = (
        name for name, power in bank.powers.items() if power.shown_by == passage.criterion
    )
    return passage.power or next(by_criterion, None)


def holders_of(vignette: Vignette, bank: Bank) -> dict[str, str] | None:
    """Return who holds each power that a case shows, in the order of the powers.

    None where a passage decides and nobody has said over what: to call a power "not shown" might
    then be wrong.
    """
    shown: dict[str, set[str]] = {}
    for passage in deciding(vignette, bank):
        power = power_of(passage, bank)
        if power is None:
            return None
        shown.setdefault(power, set()).add(passage.shows)
    held = {power: shown[power] for power in bank.powers if power in shown}
    return {power: next(iter(by)) if len(by) == 1 else BOTH for power, by in held.items()} or None


def compile_names(bank: Bank) -> dict[str, Any]:
    """Return what the powers are called and those who can hold them, once for all cases."""
    holders = zip(bank.kinds.holders, SIGNS, strict=True)
    words = bank.words
    return {
        "powers": [{"id": id, "label": words.say(f"powers.{id}")} for id in bank.powers],
        "holders": [
            {"id": id, "label": words.say(f"holders.{id}"), "sign": sign} for id, sign in holders
        ],
    }
