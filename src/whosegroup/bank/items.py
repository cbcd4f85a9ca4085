"""Reading what is practised beside cases: a group to ask about, and a situation to act in.

Each is one file: `data/asks/<language>/<id>.md` and `data/decisions/<language>/<id>.yml`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from pydantic import Field

from .kinds import CANNOT_TELL, AskAnswer, Kinds, ScoredKind
from .mark_slips import holds_mark
from .problems import Problem, did_you_mean, nearest
from .strict import NAME, Strict, check
from .vignettes import Setting, split_front_matter
from .yaml_files import line_of, read_text, read_yaml

ASKED, OFFERED = 3, 8  # how many questions a reader may put, and how many are offered
Verdict = Literal["fits", "defensible", "look-again"]


class Said(Strict):
    """What a group answers to one question; `shows` is there where the answer settles its kind."""

    says: str
    shows: ScoredKind | None = None


class AskFront(Strict):
    """What stands above the few lines that a reader first gets to see of a group."""

    title: str
    kind: AskAnswer
    setting: Setting
    about: str
    answers: dict[str, Said]
    feedback: dict[AskAnswer, str]
    note: str | None = None


@dataclass(frozen=True)
class Ask:
    """A thin case: a leaflet or a remark, and what the group says when it is asked."""

    id: str
    file: str
    front: AskFront
    lines: tuple[str, ...]

    @property
    def settling(self) -> list[str]:
        """Return the questions whose answers settle the kind."""
        return [name for name, said in self.front.answers.items() if said.shows]


class Option(Strict):
    """One way of going on: what the worker does, what is said to it, and the turn that follows."""

    text: str
    verdict: Verdict
    words: str
    use_error: bool = Field(default=False, alias="use-error")
    next: str | None = None


class Turn(Strict):
    """What the situation asks, and the ways of going on."""

    asks: str
    options: dict[str, Option]


class DecisionFile(Strict):
    """What stands in a decision's file; the first turn is the one to begin with."""

    title: str
    about: str
    scene: list[str]
    turns: dict[str, Turn]
    note: str | None = None


@dataclass(frozen=True)
class Decision:
    """A situation in which a worker must act, in one to three turns."""

    id: str
    file: str
    front: DecisionFile


def read_ask(path: Path, shown: str, kinds: Kinds | None) -> tuple[Ask | None, list[Problem]]:
    """Read one group to ask about; `shown` and `kinds` are as for cases."""
    text, problems = read_text(path, shown)
    if problems:
        return None, problems
    front_text, lines, problems = split_front_matter(text, shown)
    if problems:
        return None, problems
    data, problems = read_yaml(front_text, shown, first_line=2)
    front = None
    if not problems:
        front, problems = check(AskFront, data, shown, first_line=2, kinds=kinds)
    problems += _check_name(path, shown)
    if front:
        problems += _check_ask(front, data, shown, kinds)
    problems += [
        Problem(shown, line, "There are no marks in such a text.", "Take it out: readers see it.")
        for line, sentence in lines
        if holds_mark(sentence)
    ]
    if not lines:
        remedy = "Write what a reader first sees of the group below the front matter."
        problems.append(Problem(shown, 1, "There is no text.", remedy))
    if problems or not front:
        return None, problems
    return Ask(path.stem, shown, front, tuple(line for _, line in lines)), []


def _check_ask(front: AskFront, data: Any, shown: str, kinds: Kinds | None) -> list[Problem]:
    problems = []
    if len(front.answers) != OFFERED:
        line = line_of(data, ["answers"], 2)
        what = f"There are answers to {len(front.answers)} questions."
        problems.append(Problem(shown, line, what, f"Answer {OFFERED} of data/questions.yml."))
    for name, said in front.answers.items():
        if said.shows and said.shows != front.kind:
            what = f"The answer to '{name}' shows '{said.shows}', and the group is '{front.kind}'."
            where = line_of(data, ["answers", name], 2)
            problems.append(Problem(shown, where, what, "Mend one of the two."))
    settled = any(said.shows for said in front.answers.values())
    if front.kind != CANNOT_TELL and not settled:
        what = "No answer settles the kind."
        line = line_of(data, ["answers"], 2)
        problems.append(Problem(shown, line, what, f"Mark one with `shows: {front.kind}`."))
    for answer in kinds.asked if kinds else ():
        if answer not in front.feedback:
            where = line_of(data, ["feedback"], 2)
            remedy = f"Add `{answer}:` there."
            problems.append(Problem(shown, where, f"No feedback for '{answer}'.", remedy))
    return problems


def read_decision(
    path: Path, shown: str, _kinds: Kinds | None
) -> tuple[Decision | None, list[Problem]]:
    """Read one situation, which has no kind; `shown` is how messages name its file."""
    text, problems = read_text(path, shown)
    data, found = read_yaml(text, shown)
    problems += found
    front = None
    if not problems:
        front, problems = check(DecisionFile, data, shown)
    problems += _check_name(path, shown)
    if front:
        problems += _check_ids(front, data, shown)
        problems += _check_turns(front, data, shown)
    if problems or not front:
        return None, problems
    return Decision(path.stem, shown, front), []


def _check_name(path: Path, shown: str) -> list[Problem]:
    if NAME.fullmatch(path.stem):
        return []
    remedy = "Use small letters, digits and hyphens: the name is the id."
    return [Problem(shown, 1, f"'{path.stem}' cannot be a name.", remedy)]


def _check_ids(front: DecisionFile, data: Any, shown: str) -> list[Problem]:
    """Check the names that a reader's answer is made of, `turn/option`."""
    places = [["turns", name] for name in front.turns]
    places += [
        ["turns", n, "options", id] for n, turn in front.turns.items() for id in turn.options
    ]
    remedy = "Use small letters, digits and hyphens."
    return [
        Problem(shown, line_of(data, place), f"'{place[-1]}' cannot be a name.", remedy)
        for place in places
        if not NAME.fullmatch(place[-1])
    ]


def _check_turns(front: DecisionFile, data: Any, shown: str) -> list[Problem]:
    problems = []
    order = list(front.turns)
    if not order:
        return [Problem(shown, line_of(data, ["turns"]), "There are no turns.", "Write one.")]
    reached = {order[0]}
    nexts = [o.next for turn in front.turns.values() for o in turn.options.values() if o.next]
    misspelt = {nearest(name, order) for name in nexts if name not in order}
    for place, (name, turn) in enumerate(front.turns.items()):
        where = ["turns", name, "options"]
        if len(turn.options) < 2:
            what = f"The turn '{name}' leaves no choice."
            problems.append(Problem(shown, line_of(data, where), what, "Write two options."))
        elif all(option.verdict == "look-again" for option in turn.options.values()):
            what = f"No option of the turn '{name}' holds."
            remedy = "Let one fit or be defensible."
            problems.append(Problem(shown, line_of(data, where), what, remedy))
        for id, option in turn.options.items():
            if option.use_error and option.verdict != "look-again":
                line = line_of(data, [*where, id, "verdict"])
                what = f"'{id}' is a use error and is said to hold."
                problems.append(Problem(shown, line, what, "Write `verdict: look-again`."))
            if option.next is None:
                continue
            if option.next not in front.turns:
                what, remedy = (
                    f"There is no turn '{option.next}'.",
                    did_you_mean(option.next, order),
                )
            elif order.index(option.next) <= place:
                what, remedy = (
                    f"The turn '{option.next}' lies behind.",
                    "Let turns lead onward only.",
                )
            else:
                reached |= {option.next} if name in reached else set()
                continue
            problems.append(Problem(shown, line_of(data, [*where, id, "next"]), what, remedy))
    problems += [
        Problem(shown, line_of(data, ["turns", n]), f"No option leads to '{n}'.", "Name it.")
        for n in order
        if n not in reached and n not in misspelt
    ]
    return problems


def check_questions(asks: Mapping[str, Ask], questions: Mapping[str, Any]) -> list[Problem]:
    """Check that each question that a group answers is one of the bank's."""
    return [
        Problem(ask.file, 1, f"There is no question '{name}'.", did_you_mean(name, questions))
        for ask in asks.values()
        for name in ask.front.answers
        if name not in questions
    ]
