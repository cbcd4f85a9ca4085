"""What a reader is told in the exercises beside sorting. Pure, as `feedback` is for sorting."""

from __future__ import annotations

from ..bank.model import Bank
from .feedback import DEFENSIBLE, FITS, LOOK_AGAIN, Fragment
from .fragments import Reply
from .settings import Statement


def match_reply(exercise: str, statement: Statement, bin: str, bank: Bank) -> Reply:
    """Decide into which bin a statement was put; one that can be defended is no mistake."""
    words = bank.words["matches"][exercise]
    verdict = FITS if bin == statement.bin else DEFENSIBLE if bin in statement.also else LOOK_AGAIN
    labels = {"bin": words["bins"][bin]["label"], "right": words["bins"][statement.bin]["label"]}
    fragments = [
        Fragment("lead", bank.words.say(f"feedback.match.{verdict}", **labels)),
        Fragment("own", words["items"][statement.id]["why"]),
    ]
    if verdict == LOOK_AGAIN:
        chosen = bank.words.say(
            "feedback.match.chosen", **labels, meaning=words["bins"][bin]["meaning"]
        )
        fragments.append(Fragment("tapped", chosen))
    return Reply(verdict, tuple(fragments))
