"""Judge what a class handed in: each first answer with its verdict, by the key of today.

Every verdict is the payload's, read by `measures` as the page reads it; here it is only gathered.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any, NamedTuple

import pandas as pd

from ...bank.kinds import UNKNOWN as NOT_SHOWN
from ...bank.words import Words
from ...exercises.feedback import DEFENSIBLE, FITS
from ...exercises.model import Exercise
from ...exercises.payload import compile_payload
from ...exercises.types.place import PARTS
from ...work.contract import merge
from ...work.measures import beside, first_answers, part_of, reaction_to, reply_to, unit_of
from ..findings.model import UNKNOWN
from ..handed_in.model import FileProblem, HandedIn
from .answer_rows import Rows
from .keys import Attempt, Key, Keys, Payload, is_untold
from .remarks import Amiss, Remarks

HOLDS = (FITS, DEFENSIBLE)

Reply = Mapping[str, Any]


@dataclass(frozen=True)
class Judged:
    """What a class answered, placed and wrote, in the columns that `findings` names.

    `exercises` are those that were answered. What is empty in `answers` is an empty string.
    """

    answers: pd.DataFrame
    placements: pd.DataFrame
    written: pd.DataFrame
    problems: list[FileProblem]
    exercises: dict[str, Exercise]


def judge(
    works: Iterable[HandedIn],
    load: Callable[[str], Exercise],
    names: Collection[str],
    words: Words,
    translate: Callable[[Exercise], Mapping[str, str]] | None = None,
    progress: Callable[[Iterable[HandedIn]], Iterable[HandedIn]] | None = None,
    compile_for: Callable[[Exercise], Payload] = compile_payload,
    load_in: Callable[[str, str], Exercise | None] | None = None,
) -> Judged:
    """Judge works as `collect` returns them, by the exercises that `load` loads by name.

    `names` are the known exercises. `translate` returns the cases of an exercise by the names under
    which they were shipped, and `compile_for` its payload with the key: for graded exercises these
    are `payload.aliases_of` and `payload.compile_key`. `load_in` loads an exercise in another
    language, that of a work, or returns None where it is not there. Raises what `load` raises for
    content that cannot be used, and nothing for what stands in a work.
    """
    keys = Keys(load, load_in, translate, compile_for)
    rows, remarks = Rows(), Remarks(words, names)
    exercises: dict[str, Exercise] = {}
    for work in (progress or iter)(works):
        name = work.exercise
        if name not in names:
            remarks.unknown(work)
            continue
        key = keys.read_in(name, work.work.get("lang"))
        kept, amiss = _sift(key, work.work["attempts"])
        judged = [
            own.exercise
            for part, own in zip(key.parts, keys.of(name).parts, strict=True)
            if _judge_work(part, work.reader, [a for a in kept if part.has(a)], rows)
        ]
        if judged:
            exercises |= {exercise.id: exercise for exercise in judged}
            remarks.note(work, amiss, "partly")
            if key.foreign:
                remarks.foreign(work, key.exercise.bank.lang)
        else:
            remarks.note(work, amiss, "no")
    remarks.add_foreign()
    found = rows.answers(), rows.placements(), rows.written()
    return Judged(*found, remarks.found, exercises)


# ------------------------------------------------------------------ what a work holds


def _sift(key: Key, attempts: Collection[Attempt]) -> tuple[list[Attempt], Amiss]:
    """Return the answers that can be judged, under the ids of the bank, and what was amiss."""
    kept, amiss = [], Amiss(len(attempts))
    for attempt in attempts:
        unit = key.unit(attempt)
        if unit not in key.units:
            amiss.cases.append(unit_of(attempt))
            continue
        if attempt.get("skipped"):
            continue
        if not key.takes(unit, part_of(attempt), attempt["answer"]):
            amiss.answers += 1
            continue
        if unit != unit_of(attempt):
            attempt = {**attempt, "vignette": unit}
        if not key.knows_reason(attempt):
            amiss.earlier += not key.foreign and not is_untold(attempt)
            if "text" not in attempt:
                attempt = {**attempt, "passage": None}
        kept.append(attempt)
    return kept, amiss


class _First(NamedTuple):
    """The first answer of a run to a case or turn, and what the payload says to it."""

    run: int
    about: str
    attempt: Attempt
    answer: str
    reply: Reply


def _judge_work(key: Key, reader: str, attempts: list[Attempt], rows: Rows) -> bool:
    """Add a work's first answers to the rows; tell whether there were any."""
    if not key.type.judged:
        return _note_written(key, reader, attempts, rows)
    first, held = (_sorted if key.type.sorts else _replied)(key, attempts)
    for run, about, attempt, answer, reply in first:
        case, holds = about.partition("/")[0], reply["verdict"] in HOLDS
        unsaid = holds and not key.knows_reason(attempt)
        # Which sentence was tapped is not told, so what misled is not known either.
        unseen = is_untold(attempt) and key.type.asks_reason(key.exercise.settings)
        shared = (
            key.exercise.id,
            key.payload["type"],
            run,
            about,
            key.kinds[case],
            answer,
            reply["verdict"],
            holds,
            UNKNOWN if unsaid else reply.get("reason") or "",
            ("" if unseen else reply.get("misled")) or "",
            key.cases[case].get("decides", ""),
            bool(reply.get("use")),
            key.tapped(attempt),
        )
        # What a platform tells ends with the first answer.
        eventually = None if is_untold(attempt) else about in held
        rows.answer(reader, shared, attempt.get("confidence"), eventually)
    placed = _placed(attempts) if key.type.places else {}
    for (unit, part), place in placed.items():
        rows.place(reader, key.exercise.id, unit, part, place)
    return bool(first or placed)


def _note_written(key: Key, reader: str, attempts: list[Attempt], rows: Rows) -> bool:
    """Add to the rows whether a reader wrote to each question; tell whether to any."""
    written = {unit_of(attempt) for attempt in attempts if part_of(attempt) == key.type.part}
    for unit in key.cases if written else ():
        rows.wrote(reader, key.exercise.id, unit, unit in written)
    return bool(written)


def _sorted(key: Key, attempts: list[Attempt]) -> tuple[list[_First], set[str]]:
    """Return the first answers to cases that are sorted, and the cases that were sorted rightly."""

    def verdict(attempt: Attempt) -> str:
        return key.cases[attempt["vignette"]]["replies"][attempt["answer"]]["verdict"]

    first = []
    for run in key.runs:
        for about, attempt in first_answers(attempts, key.offered, run).items():
            reply = {**reaction_to(key.cases[about], attempt), "verdict": verdict(attempt)}
            first.append(_First(run, about, attempt, attempt["answer"], reply))
    return first, {a["vignette"] for a in attempts if verdict(a) in HOLDS}


def _replied(key: Key, attempts: list[Attempt]) -> tuple[list[_First], set[str]]:
    """Return the first answers in the other types, as `measures.outcomes` counts them."""
    ordered = merge(attempts, [])
    together: dict[tuple[str, int], list[Attempt]] = defaultdict(list)
    for attempt in ordered:
        together[attempt["at"], attempt["run"]].append(attempt)
    first: dict[str, _First] = {}
    held: set[str] = set()
    for attempt in ordered:
        same = together[attempt["at"], attempt["run"]]
        case = key.cases.get(unit_of(attempt))
        reply = reply_to(key.payload, case, attempt, same) if case else None
        if not case or not reply:
            continue
        about, answer = key.type.about(case, attempt["answer"], partial(beside, same, attempt))
        if reply["verdict"] in HOLDS:
            held.add(about)
        if attempt["run"] == 1:
            first.setdefault(about, _First(1, about, attempt, answer, reply))
    return list(first.values()), held


def _placed(attempts: list[Attempt]) -> dict[tuple[str, str], int]:
    """Return where each case was first placed, by case and part.

    A power that is said not to be shown has no place on the line.
    """
    placed: dict[tuple[str, str], str] = {}
    for attempt in merge(attempts, []):
        if attempt["run"] == 1 and part_of(attempt) in PARTS:
            placed.setdefault((unit_of(attempt), part_of(attempt)), str(attempt["answer"]))
    return {where: int(place) for where, place in placed.items() if place != NOT_SHOWN}
