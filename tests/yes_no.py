"""A type of exercise that only tests know: whether those in a case decide for themselves.

It shows what a type costs: this module, and `yes_no.js`. All else asks it what it is.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from whosegroup.bank.model import Bank
from whosegroup.bank.problems import Problem
from whosegroup.exercises import tags
from whosegroup.exercises.case_text import compile_lines, head
from whosegroup.exercises.feedback import FITS, LOOK_AGAIN, Fragment
from whosegroup.exercises.fragments import Fragments, Reply
from whosegroup.exercises.model import Exercise
from whosegroup.exercises.settings import Written
from whosegroup.exercises.types.type import Payload, Type, Unit

NAME = "yes-no"
WORDS = """
yes-no:
  "yes": They do
  "no": Others do
  fits: So it is.
  look-again: It is not so.
  ask_answer: Do they decide?
  comes_back: It comes back.
  count_fits: "Right: {count} of {of}"
  count_look-again: "Not right: {count} of {of}"
"""


class Deciders(Type):
    """Readers say of each case whether those in it decide for themselves."""

    options = ("vignettes", "confidence")
    in_parts = ("forms",)
    quizzed = True
    right = {"self-help": "yes", "support": "no"}

    def kinds(self, bank: Bank) -> tuple[str, ...]:
        return bank.kinds.scored

    def check(self, written: Written, bank: Bank, alone: bool) -> list[Problem]:
        if written.settings.vignettes:
            return []
        return [written.problem(["vignettes"], "It has no cases.", "Name one.")]

    def units(self, exercise: Exercise, fragments: Fragments) -> list[dict[str, Any]]:
        words = exercise.bank.words
        return [
            {
                **head(case.id, case.front),
                "kind": case.front.kind,
                "lines": compile_lines(case, exercise.bank),
                "replies": {
                    answer: fragments.reply(
                        Reply(verdict, (Fragment("lead", words.say(f"types.{NAME}.{verdict}")),))
                    )
                    for answer in self.right.values()
                    for verdict in [FITS if answer == self.right[case.front.kind] else LOOK_AGAIN]
                },
            }
            for case in exercise.vignettes
        ]

    def answers(self, exercise: Exercise) -> list[dict[str, Any]]:
        words = exercise.bank.words["types"][NAME]
        return [{"id": answer, "label": words[answer]} for answer in self.right.values()]

    def plain(self, unit: Unit, payload: Payload) -> tuple[str, str]:
        label = tags.labels_of(payload)[self.right[unit["kind"]]]
        return tags.to_sort(unit, payload), tags.paragraph(label)


def write_exercise(bank: Path, text: str = "vignettes: [tea, garden-clinic]\n") -> None:
    """Put an exercise of this type into a copy of the toy bank, with its words."""
    exercise = f"type: {NAME}\nchapter: book/toy-chapter\n{text}"
    (bank / "exercises" / "deciders.yml").write_text(exercise, encoding="utf-8")
    words = bank / "data" / "words" / "en"
    for file, more in (
        ("types.yml", WORDS),
        ("exercises.yml", "deciders:\n  title: Deciders\n  prompt: Do they decide?\n"),
    ):
        with (words / file).open("a", encoding="utf-8") as table:
            table.write(more)


IN_PARTS = f"""
chapter: book/toy-chapter
parts:
  - name: kinds
    type: sort
    undecided: true
    confidence: false
    forms: {{a: [tea], b: [garden]}}
  - name: deciders
    type: {NAME}
    forms: {{a: [garden-clinic], b: [tea-ward]}}
"""
SAID = """
both-parts:
  title: Both
  prompt: First the one, then the other.
  kinds: {title: Kinds, prompt: Whose group is it?}
  deciders: {title: Deciders, prompt: Do they decide?}
"""


def write_test(bank: Path) -> None:
    """Put a test of which this type is a part beside an exercise of it."""
    (bank / "exercises" / "both-parts.yml").write_text(IN_PARTS, encoding="utf-8")
    with (bank / "data" / "words" / "en" / "exercises.yml").open("a", encoding="utf-8") as table:
        table.write(SAID)
