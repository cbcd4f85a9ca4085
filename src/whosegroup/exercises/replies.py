"""What a reader is told in the exercises beside sorting. Pure, as `feedback` is for sorting."""

from __future__ import annotations

from ..bank.model import Bank
from ..bank.vignettes import Vignette
from .feedback import DEFENSIBLE, FITS, LOOK_AGAIN, Fragment, deciding
from .fragments import Reply
from .settings import Statement


def compare_kinds(pair: tuple[Vignette, Vignette], answers: tuple[str, str], bank: Bank) -> Reply:
    """Decide what a reader called the two halves of a pair."""
    right = [half.front.kind == answer for half, answer in zip(pair, answers, strict=True)]
    path = "fits" if all(right) else "half" if any(right) else "look_again"
    first, second = (bank.words.say(f"kinds.{half.front.kind}.phrase") for half in pair)
    lead = bank.words.say(f"feedback.compare.{path}", first=first, second=second)
    fragments = [Fragment("lead", lead)]
    if answers[0] == answers[1]:
        fragments.append(Fragment("own", bank.words.say("feedback.compare.same_kind")))
    return Reply(FITS if all(right) else LOOK_AGAIN, tuple(fragments))


def compare_difference(pair: tuple[Vignette, Vignette], line: int, bank: Bank) -> Reply:
    """Decide whether the line that a reader tapped is one that differs and decides."""
    first, second = (half.passages[line - 1] for half in pair)
    if first in deciding(pair[0], bank):
        path, verdict = "carries", FITS
    elif first.text == second.text:
        path, verdict = "same", LOOK_AGAIN
    else:
        path, verdict = "agrees", LOOK_AGAIN
    texts = [bank.words.say(f"feedback.compare.{path}")]
    own = pair[0].front.feedback.get(line)
    if path == "same" and own:
        texts.append(own)
    reason = None if verdict == FITS else LOOK_AGAIN
    return Reply(verdict, tuple(Fragment("tapped", text) for text in texts), reason)


def compare_change(pair: tuple[Vignette, Vignette], bank: Bank) -> tuple[Fragment, ...]:
    """Say what would have to change to make the one the other, and by which criterion."""
    lines = [p.number for p in deciding(pair[0], bank)]
    label = bank.words.say(f"kinds.{pair[1].front.kind}.phrase")
    fragments = [Fragment("change", bank.words.say("feedback.compare.change", kind=label))]
    for number in lines:
        fragments.append(Fragment("from", pair[0].passages[number - 1].text))
        fragments.append(Fragment("to", pair[1].passages[number - 1].text))
    criterion = pair[0].passages[lines[0] - 1].mark.criterion
    name, meaning = (bank.words.say(f"criteria.{criterion}.{key}") for key in ("name", "meaning"))
    said = bank.words.say("feedback.criterion", name=name, meaning=meaning)
    return (*fragments, Fragment("criterion", said))


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
