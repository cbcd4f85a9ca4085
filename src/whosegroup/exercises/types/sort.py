"""Sorting: whose group a case tells of, with the sentence that decides and how sure a reader is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from ...bank.kinds import CANNOT_TELL
from ...bank.model import Bank
from ...bank.problems import Problem
from ...bank.vignettes import Vignette
from .. import tags
from ..case_text import compile_lines, head
from ..feedback import FITS, deciding, give_feedback, give_open_feedback
from ..fragments import Fragments
from ..hand import holders_of
from ..model import Exercise
from ..paper import Paper, Task, told_of
from ..settings import Asked, Written
from .begins import check_begins
from .type import Beside, Given, Payload, Type, Unit


class Sorting(Type):
    """Readers say the kind of each case: in practice, in a test of two forms, or drawn again."""

    options = (
        "vignettes",
        "evidence",
        "confidence",
        "feedback",
        "graded",
        "forms",
        "begins",
        "draws",
    )
    in_parts = ("forms", "evidence", "confidence", "undecided", "defined")
    sorts = True
    quizzed = True

    def kinds(self, bank: Bank) -> tuple[str, ...]:
        """Return the two kinds between which readers sort."""
        return bank.kinds.scored

    def kinds_in(self, settings: Asked, bank: Bank) -> tuple[str, ...]:
        """Return these two and, where readers may answer so, what nobody can tell."""
        return bank.kinds.asked if settings.undecided else bank.kinds.scored

    def answers(self, exercise: Exercise) -> list[dict[str, Any]]:
        """Return what can be answered; without their meanings where these are not in view."""
        words, settings = exercise.bank.words["kinds"], exercise.settings
        shown = ("label", "phrase", "meaning") if settings.defined else ("label", "phrase")
        return [
            {"id": kind, **{key: words[kind][key] for key in shown}}
            for kind in self.kinds_in(settings, exercise.bank)
        ]

    def check(self, written: Written, bank: Bank, alone: bool) -> list[Problem]:
        """Return where its options do not agree: whence its cases come, and when it answers."""
        settings, problems = written.settings, []
        # Mixed practice may have cases of its own beside those that it draws.
        if bool(settings.vignettes or settings.draws) == bool(settings.forms):
            what = "It has no cases." if not written.cases else "It has cases twice over."
            remedy = "Name at least one vignette, or `forms`, or `draws`."
            problems.append(written.problem(["vignettes"], what, remedy))
        if settings.forms and (len(settings.forms) != 2 or settings.feedback != "end"):
            what = "`forms` are for a test: two of them, with `feedback: end`."
            problems.append(written.problem(["forms"], what, "Mend one of the two."))
        if settings.draws and settings.says != "each":
            what = "What is drawn again when it is due is answered at once, and not "
            what += f"`{settings.says}`."
            problems.append(written.problem(["feedback"], what, "Take the `feedback` line out."))
        return problems + check_begins(written, bank)

    def units(self, exercise: Exercise, fragments: Fragments) -> list[dict[str, Any]]:
        """Compile the cases.

        `replies[answer].reactions[n]` is the place in `reactions` of what to say to that answer
        when line n was tapped, with n = 0 where none was.

        What mixed practice brings after a missed case goes by `cues`, all that only looks telling
        in a case, by `trap`, the first of these that suggests another kind, and by `twin`, the
        other half of its pair where that is among them.
        """
        return [_unit(case, exercise, fragments) for case in exercise.vignettes]

    def plain(self, unit: Unit, payload: Payload) -> tuple[str, str]:
        """Return a case with the kinds to tick; folded, its kind and what decides."""
        labels = tags.labels_of(payload)
        told = self.told(unit, unit["kind"])
        answer = tags.paragraph(f"{labels[unit['kind']]}.", "strong") + tags.hand(unit, payload)
        return tags.to_sort(unit, payload), answer + tags.named(told["say"], unit, payload)

    def paper(self, unit: Unit, exercise: Exercise, payload: Payload) -> Paper:
        """Return a case with the sentence to underline, how sure one is, and what misleads."""
        paper, words = super().paper(unit, exercise, payload), payload["words"]
        more = []
        if self.asks_reason(exercise.settings):
            more.append(Task(exercise.bank.words.say("printing.underline")))
        if self.asks_confidence(exercise.settings):
            more.append(Task(words["ask_confidence"], (words["sure"], words["unsure"])))
        said = (index for one in unit.get("reactions", ()) for index in one["say"])
        misleads = (i for i in dict.fromkeys(said) if payload["fragments"][i]["role"] == "surface")
        told = (*paper.told, *told_of(misleads, unit, payload))
        return replace(paper, tasks=(*paper.tasks, *more), told=told)

    def told(self, unit: Unit, answer: str) -> Unit:
        """Return what is told where no sentence was tapped."""
        reply = unit["replies"][answer]
        return {"verdict": reply["verdict"], **unit["reactions"][reply["reactions"][0]]}

    def returns(self, unit: Unit) -> list[str]:
        """Return the kinds that do not fit."""
        replies = unit["replies"].items()
        return [answer for answer, reply in replies if reply["verdict"] != FITS]

    def face(self, unit: Unit) -> str:
        """Return that it tells what a group is called."""
        return "label"

    def counts_as(self, unit: Unit, given: Given, kinds: Sequence[str]) -> Mapping[str, bool]:
        """Return what was taken for what; to leave open what can be told is neither."""
        answer, (one, other, undecided) = given.get("answer"), kinds
        if "part" in given or not isinstance(answer, str) or answer not in unit["replies"]:
            return {}
        if unit["kind"] == undecided:
            return {"overclaimed": answer != undecided}
        name, wrong = ("conflation", one) if unit["kind"] == other else ("mirror", other)
        return {name: answer == wrong, "withheld": answer == undecided}

    def reply(self, unit: Unit, part: str, answer: Any, beside: Beside) -> Unit | None:
        """Return nothing: what is said depends on the line tapped; see `measures.reaction_to`."""
        return None


def _unit(vignette: Vignette, exercise: Exercise, fragments: Fragments) -> dict[str, Any]:
    if vignette.front.kind == CANNOT_TELL:
        return _open_unit(vignette, exercise, fragments)
    bank, asks_evidence = exercise.bank, exercise.settings.evidence
    numbers = range(len(vignette.passages) + 1) if asks_evidence else range(1)
    reactions: list[dict[str, Any]] = []
    replies = {}
    answers = bank.kinds.asked if exercise.settings.undecided else bank.kinds.scored
    for answer in answers:
        chosen = []
        for number in numbers:
            feedback = give_feedback(vignette, answer, number or None, bank, asks_evidence)
            misled, tempting = feedback.misled, feedback.misled or feedback.tempting
            reaction = {
                "reason": feedback.reason,
                "misled": misled and misled.surface,
                "looked": number and feedback.reason and vignette.passages[number - 1].surface,
                "tempting": tempting and tempting.number,
                "say": fragments.say(feedback.fragments),
                "more": fragments.say(feedback.more),
            }
            reaction = {key: value for key, value in reaction.items() if value}
            if reaction not in reactions:
                reactions.append(reaction)
            chosen.append(reactions.index(reaction))
        replies[answer] = {"verdict": feedback.verdict, "reactions": chosen}
    return {
        **head(vignette.id, vignette.front),
        "home": exercise.homes.get(vignette.id),
        **(_likeness(vignette, exercise) if exercise.settings.draws else {}),
        "kind": vignette.front.kind,
        "decides": deciding(vignette, bank)[0].criterion,
        "hand": holders_of(vignette, bank),
        "lines": compile_lines(vignette, bank),
        "replies": replies,
        "reactions": reactions,
    }


def _open_unit(vignette: Vignette, exercise: Exercise, fragments: Fragments) -> dict[str, Any]:
    """Compile a case of which nobody can tell yet whose group it is."""
    bank, reactions, replies = exercise.bank, [], {}
    for place, answer in enumerate(bank.kinds.asked):
        feedback = give_open_feedback(vignette, answer, bank)
        reactions.append({"say": fragments.say(feedback.fragments)})
        replies[answer] = {"verdict": feedback.verdict, "reactions": [place]}
    return {
        **head(vignette.id, vignette.front),
        "kind": CANNOT_TELL,
        "hand": holders_of(vignette, bank) or None,
        "lines": compile_lines(vignette, bank),
        "replies": replies,
        "reactions": reactions,
    }


def _likeness(vignette: Vignette, exercise: Exercise) -> dict[str, Any]:
    """Return by what another case is like this one: what looks telling in both, or their pair."""
    kind, cues = vignette.front.kind, exercise.bank.surface_cues
    ids = dict.fromkeys(passage.surface for passage in vignette.surface_cues)
    twin = vignette.front.pair
    return {
        "cues": list(ids),
        "trap": next((id for id in ids if cues[id].suggests != kind), None),
        "twin": twin if any(twin == other.id for other in exercise.vignettes) else None,
    }
