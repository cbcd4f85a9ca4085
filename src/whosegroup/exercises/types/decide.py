"""Deciding: what a worker does now, in a situation of one to three turns."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from string import ascii_lowercase
from typing import Any, Literal

from ...bank.items import Decision, Option
from ...bank.model import Bank
from ...bank.problems import Problem
from .. import tags
from ..case_text import head, without_nothing
from ..feedback import LOOK_AGAIN, Fragment
from ..fragments import Fragments, Reply
from ..model import Exercise
from ..paper import Paper, Task, Text, Told
from ..settings import Written
from .named import check_named
from .type import Beside, Given, Payload, Sentence, Type, Unit, UnitPart


class Deciding(Type):
    """Readers choose a way of going on, turn after turn; an answer is `turn/option`."""

    options = ("items",)
    in_parts = ("forms", "items")
    content: Literal["decisions"] = "decisions"
    part = "option"
    counts = ("use",)

    def check(self, written: Written, bank: Bank, alone: bool) -> list[Problem]:
        """Return what is wrong with the situations that are named."""
        return check_named(written)

    def units(self, exercise: Exercise, fragments: Fragments) -> list[dict[str, Any]]:
        """Compile the situations: their turns by name, the first of them to begin with."""
        return [_unit(decision, exercise.bank, fragments) for decision in exercise.decisions]

    def plain(self, unit: Unit, payload: Payload) -> tuple[str, str]:
        """Return all turns, with the reply to each way of going on folded below it."""
        body = [tags.prose(unit)]
        for turn in unit["turns"].values():
            asked = tags.joined([turn.get("told", ""), turn["asks"]], payload)
            body.append(tags.paragraph(asked, "em"))
            for option in turn["options"]:
                said = tags.paragraph(tags.joined(tags.texts_of(option["say"], payload), payload))
                body.append(tags.folded(f"☐ {option['text']}", said))
        return "".join(body), ""

    def paper(self, unit: Unit, exercise: Exercise, payload: Payload) -> Paper:
        """Return all turns as numbered steps; each way of going on says which step comes next."""
        say = exercise.bank.words.say
        steps = {name: number for number, name in enumerate(unit["turns"], start=1)}
        tasks = []
        for name, turn in unit["turns"].items():
            boxes, told = [], []
            for letter, option in zip(ascii_lowercase, turn["options"], strict=False):
                box = say("printing.option", letter=letter, text=option["text"])
                onwards = steps.get(option.get("next", ""))
                boxes.append(say("printing.onwards", text=box, step=onwards) if onwards else box)
                told.append(Told(" ".join(tags.texts_of(option["say"], payload)), f"{letter})"))
            asks = turn["asks"]
            if len(steps) > 1:
                asks = say("printing.step", step=steps[name], asks=asks)
            before = turn.get("told", "")
            tasks.append(Task(asks, tuple(boxes), told=tuple(told), hands=True, before=before))
        if exercise.settings.says == "each":  # a test asks for no words of one's own
            tasks.append(Task(say("printing.reason"), room=4))
        return Paper((Text.of(unit),), tuple(tasks))

    def possible(self, unit: Unit) -> Iterator[tuple[UnitPart, Container[Any] | None]]:
        """Yield every way of going on, of all turns."""
        turns = unit["turns"].items()
        options = (f"{name}/{option['id']}" for name, turn in turns for option in turn["options"])
        yield (unit["id"], self.part), tuple(options)

    def reply(self, unit: Unit, part: str, answer: Any, beside: Beside) -> Unit | None:
        """Return the way of going on, which has its own reply."""
        if part != self.part:
            return None
        name, _, chosen = str(answer).partition("/")
        options = unit["turns"].get(name, {"options": []})["options"]
        return next((option for option in options if option["id"] == chosen), None)

    def face(self, unit: Unit) -> str:
        """Return that it tells what is made of a group."""
        return "use"

    def counts_as(self, unit: Unit, given: Given, kinds: Sequence[str]) -> Mapping[str, bool]:
        """Return whether it is a use error or, if not that, to be looked at again."""
        reply = self.reply(unit, given.get("part") or "", given.get("answer"), _alone)
        if reply is None:
            return {}
        use = bool(reply.get("use"))
        return {"errors": use, "decisions": reply["verdict"] == LOOK_AGAIN and not use}

    def choices(self, unit: Unit, after: str | None = None) -> Sequence[str]:
        """Return the ways of going on in the first turn, or in that to which an answer leads."""
        turn = unit["begin"]
        if after is not None:
            turn = (self.reply(unit, self.part, after, _alone) or {}).get("next")
        return (
            tuple(f"{turn}/{one['id']}" for one in unit["turns"][turn]["options"]) if turn else ()
        )

    def onwards(self, unit: Unit) -> list[str]:
        """Return the options that lead to another turn, as they are saved."""
        turns = unit["turns"].items()
        return [f"{t}/{o['id']}" for t, turn in turns for o in turn["options"] if "next" in o]

    def about(self, unit: Unit, answer: Any, beside: Beside) -> tuple[str, str]:
        """Return the turn, which counts by itself, and the option."""
        turn, _, option = str(answer).partition("/")
        return f"{unit['id']}/{turn}", option

    def title(self, exercise: Exercise, about: str) -> str:
        """Return the title of the situation."""
        decision = exercise.bank.decisions.get(about.partition("/")[0])
        return decision.front.title if decision else about

    def question(self, exercise: Exercise, about: str) -> str | None:
        """Return what the turn asks."""
        name, _, turn = about.partition("/")
        decision = exercise.bank.decisions.get(name)
        found = decision.front.turns.get(turn) if decision else None
        return found.asks if found else None

    def lines(self, exercise: Exercise, about: str) -> Sequence[Sentence]:
        """Return the scene."""
        decision = exercise.bank.decisions.get(about.partition("/")[0])
        return [(line, None) for line in decision.front.scene] if decision else []


def _alone(unit: str, part: str) -> None:
    """Return what is given at the same moment: nothing."""


def _unit(decision: Decision, bank: Bank, fragments: Fragments) -> dict[str, Any]:
    turns = {
        name: {
            **_told_and_asked(turn.asks, bank),
            "options": [
                _option(id, option, bank, fragments) for id, option in turn.options.items()
            ],
        }
        for name, turn in decision.front.turns.items()
    }
    lines, begin = list(decision.front.scene), next(iter(turns))
    return {**head(decision.id, decision.front), "lines": lines, "begin": begin, "turns": turns}


def _option(id: str, option: Option, bank: Bank, fragments: Fragments) -> dict[str, Any]:
    return without_nothing(
        {
            "id": id,
            "text": option.text,
            "next": option.next,
            "use": option.use_error or None,
            **fragments.reply(judge_option(option, bank)),
        }
    )


def _told_and_asked(text: str, bank: Bank) -> dict[str, str]:
    told, asks = bank.words.part_question(text)
    return {"told": told, "asks": asks} if told else {"asks": asks}


def judge_option(option: Option, bank: Bank) -> Reply:
    """Say what speaks for or against one way of going on."""
    path = "use_error" if option.use_error else option.verdict
    lead = bank.words.say(f"feedback.decide.{path}")
    return Reply(option.verdict, (Fragment("lead", lead), Fragment("own", option.words)))
