"""What a reader is told. Pure: a case, an answer and a passage give a verdict and its words.

At a glance: the verdict, and at most four short lines, each with its name. All else lies behind
"More". Who holds which power is in `hand.py`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from ..bank.kinds import CANNOT_TELL
from ..bank.marks import Passage
from ..bank.model import Bank
from ..bank.vignettes import Vignette

FITS, DEFENSIBLE, LOOK_AGAIN = "fits", "defensible", "look-again"
CRITERIA, CUES, SOURCES = "criteria", "cues", "sources"  # the tables of a payload's `names`
QUOTED = 2  # so many deciding sentences at most are said again: a glance takes in no more


@dataclass(frozen=True)
class Fragment:
    """A piece of feedback: what it is for, and its words.

    `lines` are sentences of the case, by number: they are quoted before the words, where they
    stand for themselves. `term` is the criterion or surface cue that it explains (`names` of a
    payload), the meaning of which is added where it is shown; or the source that it names, of which
    more is said to whoever asks.
    """

    role: str
    text: str = ""
    lines: tuple[int, ...] = ()
    term: str | None = None


@dataclass(frozen=True)
class Feedback:
    """The verdict on one answer, and the words that go with it.

    `reason` is "look-again" where the kind fits and the passage does not carry it.
    `misled` is the passage with the surface cue that misled: the one that the reader tapped or,
    where no passage was asked for, the first one that suggests the answer.
    `tempting` is a surface cue that suggests the answer although the reader tapped elsewhere.
    `fragments` are said at once, `more` to whoever asks for more.
    """

    verdict: str
    reason: str | None
    misled: Passage | None
    tempting: Passage | None
    fragments: tuple[Fragment, ...]
    more: tuple[Fragment, ...]


def give_feedback(
    vignette: Vignette, answer: str, passage: int | None, bank: Bank, asked: bool = True
) -> Feedback:
    """Decide one answer to a scored case and say why.

    `passage` is the line that the reader tapped, or None; `asked` tells whether the exercise
    asks for one.
    """
    tapped = vignette.passages[passage - 1] if passage else None
    if answer == vignette.front.kind:
        return _fits(vignette, tapped, bank, asked)
    return _look_again(vignette, answer, tapped, bank)


def give_open_feedback(vignette: Vignette, answer: str, bank: Bank) -> Feedback:
    """Decide one answer to a case of which nobody can tell yet whose group it is.

    The case says in its own words to each answer what is shown, and what is not.
    """
    fits = answer == vignette.front.kind
    lead = Fragment("lead", bank.words.say(f"feedback.{'open' if fits else 'overclaimed'}"))
    own = Fragment("own", vignette.front.feedback.get(answer, ""))
    told = (lead, own) if own.text else (lead,)
    return Feedback(FITS if fits else LOOK_AGAIN, None, None, None, told, ())


def deciding(vignette: Vignette, bank: Bank) -> list[Passage]:
    """Return the passages that settle a scored case, in reading order."""
    return [p for p in vignette.cues if bank.is_decisive(p.criterion)]


def _fits(vignette: Vignette, tapped: Passage | None, bank: Bank, asked: bool) -> Feedback:
    sound = tapped in deciding(vignette, bank) or not asked
    told = _Told(vignette, tapped, bank)
    told.lead("feedback.fits" if sound else "feedback.fits_wrong_passage")
    told.plain()
    told.carrying()
    if tapped and tapped.surface:
        told.only_looks(tapped)
    told.beyond()
    return Feedback(FITS, None if sound else LOOK_AGAIN, None, None, *told.all())


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
    told = _Told(vignette, tapped, bank)
    told.lead("feedback.withheld" if answer == CANNOT_TELL else "feedback.look_again")
    if carries:
        told.at_once.append(Fragment("tapped", bank.words.say("feedback.right_passage_wrong_kind")))
    else:
        told.plain()
    told.carrying()
    told.only_looks(misled or tempting, answer)
    told.beyond()
    return Feedback(LOOK_AGAIN, None, misled, tempting, *told.all())


class _Told:
    """What is said to one answer, put together line by line; nothing is said twice."""

    def __init__(self, vignette: Vignette, tapped: Passage | None, bank: Bank) -> None:
        self.vignette, self.tapped, self.bank = vignette, tapped, bank
        self.own = vignette.front.feedback
        self.at_once: list[Fragment] = []
        self.more: list[Fragment] = []
        self.spoken: list[Passage] = []  # the passages of which something is said

    def all(self) -> tuple[tuple[Fragment, ...], tuple[Fragment, ...]]:
        """Return what is said at once, and what lies behind it."""
        signs = [self._sign(p) for p in self.vignette.surface_cues if p not in self.spoken]
        told = {(fragment.text, fragment.term) for fragment in self.at_once}
        # Of two cues of one sort, too, it is said once.
        signs = [sign for sign in dict.fromkeys(signs) if (sign.text, sign.term) not in told]
        return tuple(self.at_once), (*self.more, *signs, *self._meanings())

    def lead(self, path: str) -> None:
        """Say the verdict."""
        kind = self.bank.words.say(f"kinds.{self.vignette.front.kind}.phrase")
        self.at_once.append(Fragment("lead", self.bank.words.say(path, kind=kind)))

    def plain(self) -> None:
        """Say what the sentence tapped is worth, if it shows nothing or what is true of both."""
        tapped = self.tapped
        ground = tapped and self.bank.is_ground(tapped.criterion)
        if tapped and (ground or not tapped.mark):
            remark = f"criteria.{tapped.criterion}.weight-remark"
            unmarked = "heading" if tapped.is_heading else "plain_passage"
            path = remark if ground else f"feedback.{unmarked}"
            self.at_once.append(
                Fragment("tapped", self.own.get(tapped.number) or self.bank.words.say(path))
            )

    def carrying(self) -> None:
        """Say what settles the case and what agrees with it; first of all the sentence tapped."""
        decides = deciding(self.vignette, self.bank)
        others = [p for p in self.vignette.cues if p not in decides]
        agrees = [p for p in others if self._agrees(p)]
        self._line("decides", self._tapped_first(decides)[:QUOTED])
        self._line("agrees", self._tapped_first(agrees)[:1])

    def beyond(self) -> None:
        """Say what the group can do beyond its meeting, which is not scored."""
        beyond = [p for p in self.vignette.cues if self.bank.is_beyond(p.criterion)]
        self._line("beyond", self._tapped_first(beyond)[:1])

    def only_looks(self, cue: Passage | None, answer: str | None = None) -> None:
        """Say what only looks telling; the case's own words come before those of the bank."""
        texts = [self.own[cue.number]] if cue and cue.number in self.own else []
        texts += [self.own[answer]] if answer in self.own else []
        if texts:
            self.at_once.append(Fragment("surface", texts[0]))
            self.more += [Fragment("own", text) for text in texts[1:]]
        elif cue:
            self.at_once.append(replace(self._sign(cue), role="surface"))
        if cue and (not texts or cue.number in self.own):
            self.spoken.append(cue)

    def _agrees(self, passage: Passage) -> bool:
        """Tell whether a passage speaks for the kind; what is true of both kinds does not."""
        ground, beyond = self.bank.is_ground, self.bank.is_beyond
        return not (ground(passage.criterion) or beyond(passage.criterion))

    def _tapped_first(self, passages: Sequence[Passage]) -> list[Passage]:
        return sorted(passages, key=lambda passage: passage != self.tapped)

    def _line(self, role: str, passages: Iterable[Passage]) -> None:
        """Say some passages in the case's own words about them, or else in theirs."""
        passages = sorted(passages, key=lambda passage: passage.number)
        texts = [self.own[p.number] for p in passages if p.number in self.own]
        if role != "decides" and self.tapped in passages:
            # The reader took it for what decides.
            texts.append(self.bank.words.say(f"criteria.{self.tapped.criterion}.weight-remark"))
        elif role == "beyond":
            texts += [self._tells(p) for p in passages if p.number not in self.own]
            texts += [self._exception(p) for p in passages if p.shows != self.vignette.front.kind]
        quoted = tuple(p.number for p in passages if p.number not in self.own)
        if passages:
            self.at_once.append(Fragment(role, self.bank.words.join(texts), lines=quoted))
            self.spoken += passages

    def _tells(self, passage: Passage) -> str:
        """Say what a passage tells that decides nothing: its criterion's name alone does not."""
        return self.bank.words.say(f"criteria.{passage.criterion}.{passage.shows}")

    def _exception(self, passage: Passage) -> str:
        """Say that a group does what is rather expected of the other kind."""
        kind = self.bank.words.say(f"kinds.{passage.shows}.phrase")
        return self.bank.words.say("feedback.exception", kind=kind)

    def _sign(self, cue: Passage) -> Fragment:
        return Fragment("sign", self.own.get(cue.number, ""), term=f"{CUES}.{cue.surface}")

    def _meanings(self) -> list[Fragment]:
        """Say what the criteria mean that decide, and on whose word."""
        spoken = [p.criterion for p in deciding(self.vignette, self.bank) if p in self.spoken]
        fragments, sources = [], dict[str, None]()
        for criterion in dict.fromkeys(spoken):
            fragments.append(say_meaning(criterion, self.vignette.front.kind, self.bank))
            sources |= dict.fromkeys(self.bank.criteria[criterion].sources)
        return [*fragments, *(_source(source, self.bank) for source in sources)]


def say_meaning(criterion: str, kind: str, bank: Bank) -> Fragment:
    """Say what a criterion says of a group of this kind; what it means is added to that."""
    here = bank.words.say(f"criteria.{criterion}.{kind}")
    return Fragment("criterion", here, term=f"{CRITERIA}.{criterion}")


def _source(source: str, bank: Bank) -> Fragment:
    label = bank.words.say("feedback.source", source=bank.words.say(f"sources.{source}.label"))
    return Fragment("source", label, term=f"{SOURCES}.{source}")
