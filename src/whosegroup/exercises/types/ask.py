"""Asking: three of eight questions are put to a thinly told group, and then its kind is said."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from typing import Any, Literal

from ...bank.items import ASKED, Ask
from ...bank.kinds import CANNOT_TELL
from ...bank.model import Bank
from ...bank.problems import Problem
from .. import tags
from ..case_text import head
from ..feedback import DEFENSIBLE, FITS, LOOK_AGAIN, Fragment
from ..fragments import Fragments, Reply
from ..model import Exercise
from ..paper import Paper, Task, Text, Told, holding
from ..settings import Written
from .named import check_named
from .type import Beside, Payload, Sentence, Type, Unit, UnitPart


class Asking(Type):
    """Readers ask a group, and say its kind or that they cannot tell yet."""

    options = ("items",)
    content: Literal["asks"] = "asks"

    def check(self, written: Written, bank: Bank, alone: bool) -> list[Problem]:
        """Return what is wrong with the groups that are named."""
        return check_named(written)

    def units(self, exercise: Exercise, fragments: Fragments) -> list[dict[str, Any]]:
        """Compile the groups: `replies.settled` is where a question in `settling` was put."""
        return [_unit(ask, exercise.bank, fragments) for ask in exercise.asks]

    def answers(self, exercise: Exercise) -> list[dict[str, Any]]:
        """Return the kinds, and that one cannot tell."""
        words = exercise.bank.words["kinds"]
        return [{"id": answer, **words[answer]} for answer in exercise.bank.kinds.asked]

    def plain(self, unit: Unit, payload: Payload) -> tuple[str, str]:
        """Return the questions to choose from; folded, what each is told and what fits."""
        questions = unit["questions"]
        asked = tags.paragraph(payload["words"]["ask_questions"].format(**unit))
        offered = tags.points(f"☐ {question['text']}" for question in questions)
        told = tags.points(f"{question['text']} {question['answer']}" for question in questions)
        replies = unit["replies"][_path(bool(unit["settling"]))].values()
        fits = next(reply for reply in replies if reply["verdict"] == FITS)
        body = tags.prose(unit) + asked + offered + tags.boxes(tags.labels_of(payload).values())
        return body, told + "".join(
            map(tags.paragraph, tags.texts_of([*fits["say"], *fits.get("more", ())], payload))
        )

    def paper(self, unit: Unit, exercise: Exercise, payload: Payload) -> Paper:
        """Return the questions to choose from, room for what is told, and the kinds to tick."""
        words, said, questions = payload["words"], exercise.bank.words, unit["questions"]
        replies, labels = unit["replies"], tags.labels_of(payload)
        reply = replies[_path(bool(unit["settling"]))]
        fits = holding(one["verdict"] for one in reply.values())
        right = reply[next(answer for answer, one in reply.items() if one["verdict"] == FITS)]
        told = [Told(" ".join(tags.texts_of([*right["say"], *right.get("more", ())], payload)))]
        if unit["settling"]:
            honest = replies[_path(False)][CANNOT_TELL]
            told.append(Told(" ".join(tags.texts_of(honest["say"], payload)), labels[CANNOT_TELL]))
        answers = [
            (one["answer"], " ".join(tags.texts_of(one["say"], payload, "worth")))
            for one in questions
        ]
        tasks = (
            Task(
                words["ask_questions"].format(**unit),
                tuple(question["text"] for question in questions),
                told=tuple(
                    Told(" ".join(answer), question["text"])
                    for answer, question in zip(answers, questions, strict=True)
                ),
                hands=True,
                choose=unit["choose"],
                answers=tuple(answers),
            ),
            Task(said.say("printing.answered"), room=ASKED),
            Task(
                words["ask_answer"], tuple(labels.values()), fits=fits, told=tuple(told), hands=True
            ),
        )
        return Paper((Text.of(unit),), tasks)

    def possible(self, unit: Unit) -> Iterator[tuple[UnitPart, Container[Any] | None]]:
        """Yield the questions, which do not decide whether there is an answer, and the answer."""
        yield (unit["id"], "question"), None
        yield (unit["id"], ""), tuple(unit["replies"][_path(False)])

    def reply(self, unit: Unit, part: str, answer: Any, beside: Beside) -> Unit | None:
        """Return the reply for where a question that was put settled it, or for where none did."""
        if part != self.part:
            return None
        asked = beside(unit["id"], "question") or []
        settled = any(question in asked for question in unit["settling"])
        reply: Unit | None = unit["replies"][_path(settled)].get(str(answer))
        return reply

    def kind(self, unit: Unit, exercise: Exercise) -> str:
        """Return the kind of the group."""
        return exercise.bank.asks[unit["id"]].front.kind

    def title(self, exercise: Exercise, about: str) -> str:
        """Return the title of the group."""
        ask = exercise.bank.asks.get(about)
        return ask.front.title if ask else about

    def lines(self, exercise: Exercise, about: str) -> Sequence[Sentence]:
        """Return what a reader first sees of the group."""
        ask = exercise.bank.asks.get(about)
        return [(line, None) for line in ask.lines] if ask else []


def _unit(ask: Ask, bank: Bank, fragments: Fragments) -> dict[str, Any]:
    questions = [
        {
            "id": name,
            "text": bank.words.say(f"questions.{name}.text"),
            "answer": said.says,
            "say": fragments.say(say_worth(ask, name, bank)),
        }
        for name, said in ask.front.answers.items()
    ]
    replies = {
        _path(settled): {
            answer: fragments.reply(judge_answer(ask, answer, settled, bank))
            for answer in bank.kinds.asked
        }
        for settled in (True, False)
        if not settled or ask.settling
    }
    return {
        **head(ask.id, ask.front),
        "lines": list(ask.lines),
        "questions": questions,
        "choose": ASKED,
        "settling": ask.settling,
        "replies": replies,
    }


def _path(settled: bool) -> str:
    return "settled" if settled else "open"


def judge_answer(ask: Ask, answer: str, settled: bool, bank: Bank) -> Reply:
    """Decide an answer about a group; `settled` tells whether one of the questions put settled it.

    Where none did, the honest answer is "cannot tell yet", whatever the group is.
    """
    kind = ask.front.kind
    lead, decided, reason = _verdict(kind, answer, settled)
    phrase = "" if kind == CANNOT_TELL else bank.words.say(f"kinds.{kind}.phrase")
    fragments = [Fragment("lead", bank.words.say(f"feedback.ask.{lead}", kind=phrase))]
    if kind != CANNOT_TELL and not settled:
        asks = bank.words.join(bank.words.say(f"questions.{name}.text") for name in ask.settling)
        fragments.append(Fragment("own", bank.words.say("feedback.ask.would", text=asks)))
        return Reply(decided, tuple(fragments), reason)
    # It speaks of all the answers, so it comes after those that the reader has not got.
    more = (Fragment("own", ask.front.feedback[answer]),)
    return Reply(decided, tuple(fragments), reason, more)


def _verdict(kind: str, answer: str, settled: bool) -> tuple[str, str, str | None]:
    """Return how the reply begins, the verdict, and the reason."""
    if kind == CANNOT_TELL:
        fits = answer == CANNOT_TELL
        return ("unresolved", FITS, None) if fits else ("unresolved_missed", LOOK_AGAIN, None)
    if settled:
        fits = answer == kind
        return ("settled", FITS, None) if fits else ("settled_missed", LOOK_AGAIN, None)
    if answer == CANNOT_TELL:
        return "honest", DEFENSIBLE, None
    return ("lucky", FITS, LOOK_AGAIN) if answer == kind else ("guessed", LOOK_AGAIN, None)


def say_worth(ask: Ask, name: str, bank: Bank) -> tuple[Fragment, ...]:
    """Say what one question could find out, what its answer is worth here, and how to put it."""
    worth = "settles" if ask.front.answers[name].shows else "open"
    courtesy = bank.words.say(f"questions.{name}.courtesy")
    return (
        Fragment("worth", bank.words.say(f"feedback.ask.{worth}")),
        Fragment("finds", bank.words.say(f"questions.{name}.finds")),
        Fragment("courtesy", bank.words.say("feedback.ask.courtesy", text=courtesy)),
    )
