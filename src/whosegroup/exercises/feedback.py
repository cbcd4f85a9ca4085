"""What a reader is told. Pure: a case, an answer and a passage give a verdict and its words."""

from __future__ import annotations

from dataclasses import dataclass

from ..bank.marks import Passage
from ..bank.model import Bank
from ..bank.vignettes import Vignette

FITS, DEFENSIBLE, LOOK_AGAIN = "fits", "defensible", "look-again"


@dataclass(frozen=True)
class Fragment:
    """A piece of feedback: what it is for, its words, and where a source's link leads.

    `href` is an address, `page` a page of this book; at most one of them is set.
    """

    role: str
    text: str
    href: str | None = None
    page: str | None = None


@dataclass(frozen=True)
class Feedback:
    """The verdict on one answer, and the words that go with it.

    `reason` is "look-again" where the kind fits and the passage does not carry it.
    `misled` is the passage with the surface cue that misled: the one that the reader tapped or,
    where no passage was asked for, the first one that suggests the answer.
    `tempting` is a surface cue that suggests the answer although the reader tapped elsewhere.
    """

    verdict: str
    reason: str | None
    misled: Passage | None
    tempting: Passage | None
    fragments: tuple[Fragment, ...]


def give_feedback(
    vignette: Vignette, answer: str, passage: int | None, bank: Bank, asked: bool = True
) -> Feedback:
    """Decide one answer to a scored case and say why.

    `passage` is the line that the reader tapped, or None; `asked` tells whether the exercise
    asks for one. The order is: verdict, what misled or what the tapped passage is worth, what
    decides, and on whose word.
    """
    tapped = vignette.passages[passage - 1] if passage else None
    if answer == vignette.front.kind:
        return _fits(vignette, tapped, bank, asked)
    return _look_again(vignette, answer, tapped, bank)


def deciding(vignette: Vignette, bank: Bank) -> list[Passage]:
    """Return the passages that settle a scored case, in reading order."""
    return [p for p in vignette.cues if bank.is_decisive(p.criterion)]


def _fits(vignette: Vignette, tapped: Passage | None, bank: Bank, asked: bool) -> Feedback:
    carries = tapped in deciding(vignette, bank)
    sound = carries or not asked
    lead = "feedback.fits" if sound else "feedback.fits_wrong_passage"
    fragments = [_lead(lead, vignette.front.kind, bank)]
    if tapped and not carries:
        fragments += _worth(tapped, vignette, bank)
    fragments += _decides(vignette, tapped, bank)
    return Feedback(FITS, None if sound else LOOK_AGAIN, None, None, tuple(fragments))


def _look_again(vignette: Vignette, answer: str, tapped: Passage | None, bank: Bank) -> Feedback:
    carries = tapped in deciding(vignette, bank)
    misled = tapped if tapped in vignette.surface_cues else None
    tempting = None
    if not misled and not carries:
        suggesting = [
            p for p in vignette.surface_cues if bank.surface_cues[p.surface].suggests == answer
        ]
        tempting = suggesting[0] if suggesting else None
        if tapped is None:
            misled, tempting = tempting, None
    own = vignette.front.feedback.get(answer)
    fragments = [_lead("feedback.look_again", vignette.front.kind, bank)]
    if own:
        fragments.append(Fragment("own", own))
    if carries:
        fragments.append(Fragment("tapped", bank.words.say("feedback.right_passage_wrong_kind")))
    elif tapped:
        fragments += _worth(tapped, vignette, bank)
    elif misled:
        # Nothing was tapped, so nothing is named as tapped.
        fragments += [_named("tempting", misled, bank), *_worth(misled, vignette, bank)[1:]]
    if tempting:
        fragments.append(_named("tempting", tempting, bank))
    fragments += _decides(vignette, tapped, bank)
    return Feedback(LOOK_AGAIN, None, misled, tempting, tuple(fragments))


def _lead(path: str, kind: str, bank: Bank) -> Fragment:
    return Fragment("lead", bank.words.say(path, kind=bank.words.say(f"kinds.{kind}.phrase")))


def _named(role: str, passage: Passage, bank: Bank) -> Fragment:
    name = bank.words.say(f"surface_cues.{passage.surface}.name")
    return Fragment(role, bank.words.say(f"feedback.{role}", name=name))


def _worth(tapped: Passage, vignette: Vignette, bank: Bank) -> list[Fragment]:
    """Say what a passage is worth that does not settle the case."""
    own = vignette.front.feedback.get(tapped.number)
    if tapped.surface:
        why = own or bank.words.say(f"surface_cues.{tapped.surface}.why")
        return [_named("surface", tapped, bank), Fragment("tapped", why)]
    if tapped.criterion:
        remark = bank.words.say(f"criteria.{tapped.criterion}.weight-remark")
        return [Fragment("tapped", text) for text in (own, remark) if text]
    return [Fragment("tapped", own or bank.words.say("feedback.plain_passage"))]


def _decides(vignette: Vignette, tapped: Passage | None, bank: Bank) -> list[Fragment]:
    """Say what settles the case, what agrees, which criterion that is, and on whose word."""
    carrying = deciding(vignette, bank)
    main = tapped if tapped in carrying else carrying[0]
    criterion = main.criterion
    own = vignette.front.feedback
    texts = [own.get(main.number) or bank.words.say(f"criteria.{criterion}.{vignette.front.kind}")]
    # What was said of a tapped passage is not said twice.
    agreeing = [p for p in vignette.cues if p not in (main, tapped)]
    texts += [own[p.number] for p in agreeing if p.number in own]
    name = bank.words.say(f"criteria.{criterion}.name")
    meaning = bank.words.say(f"criteria.{criterion}.meaning")
    criterion_line = bank.words.say("feedback.criterion", name=name, meaning=meaning)
    return [
        Fragment("decides", bank.words.say("feedback.decides", texts=" ".join(texts))),
        Fragment("criterion", criterion_line),
        *(_source(source, bank) for source in bank.criteria[criterion].sources),
    ]


def _source(source: str, bank: Bank) -> Fragment:
    label = bank.words.say("feedback.source", source=bank.words.say(f"sources.{source}"))
    href = bank.sources[source].url
    return Fragment("source", label, href, None if href else "book/references")
