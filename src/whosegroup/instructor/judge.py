"""Judge what a class handed in: each first answer with its verdict, by the key of today.

Every verdict is the payload's, read by `measures` as the page reads it; here it is only gathered.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import pandas as pd

from ..bank import Words
from ..exercises import Exercise
from ..feedback import FITS
from ..measures import first_answers, part_of, reaction_to, reply_to, unit_of
from ..payload import compile_payload
from ..problems import did_you_mean
from ..replies import DEFENSIBLE
from ..work import merge
from .answer_rows import Rows
from .findings import UNKNOWN
from .handed_in import FileProblem, HandedIn, clean
from .keys import Attempt, Key, Payload, make_key

HOLDS = (FITS, DEFENSIBLE)
NAMES = 3  # so many cases are named in a problem

Reply = Mapping[str, Any]


@dataclass(frozen=True)
class Judged:
    """The first answers and placements of a class, in the columns that `findings` names.

    `exercises` are those that were answered. What is empty in `answers` is an empty string.
    """

    answers: pd.DataFrame
    placements: pd.DataFrame
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
) -> Judged:
    """Judge works as `collect` returns them, by the exercises that `load` loads by name.

    `names` are the known exercises. `translate` returns the cases of an exercise by the names under
    which they were shipped, and `compile_for` its payload with the key: for graded exercises these
    are `payload.aliases_of` and `payload.compile_key`. Raises what `load` raises for content that
    cannot be used, and nothing for what stands in a work.
    """
    keys: dict[str, Key] = {}
    rows, problems, exercises = Rows(), _Problems(words, names), {}
    for work in (progress or iter)(works):
        name = work.exercise
        if name not in names:
            problems.unknown(work)
            continue
        if name not in keys:
            keys[name] = make_key(load(name), translate, compile_for)
        kept, amiss = _sift(keys[name], work.work["attempts"])
        if _judge_work(keys[name], work.reader, kept, rows):
            exercises[name] = keys[name].exercise
            problems.note(work, amiss, "partly")
        else:
            problems.note(work, amiss, "no")
    return Judged(rows.answers(), rows.placements(), problems.found, exercises)


# ------------------------------------------------------------------ what a work holds


@dataclass
class _Amiss:
    """What of a work could not be counted, or not as it stands."""

    total: int
    cases: list[str] = field(default_factory=list)
    answers: int = 0
    earlier: int = 0


def _sift(key: Key, attempts: Collection[Attempt]) -> tuple[list[Attempt], _Amiss]:
    """Return the answers that can be judged, under the ids of the bank, and what was amiss."""
    kept, amiss = [], _Amiss(len(attempts))
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
        if key.is_earlier(attempt):
            amiss.earlier += 1
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
    first, held = (_sorted if key.type == "sort" else _replied)(key, attempts)
    for run, about, attempt, answer, reply in first:
        case, holds = about.partition("/")[0], reply["verdict"] in HOLDS
        unsaid = holds and key.is_earlier(attempt)
        shared = (
            key.exercise.id,
            key.type,
            run,
            about,
            key.kinds[case],
            answer,
            reply["verdict"],
            holds,
            UNKNOWN if unsaid else reply.get("reason") or "",
            reply.get("misled") or "",
            key.cases[case].get("decides", ""),
        )
        rows.answer(reader, shared, attempt.get("confidence"), about in held)
    placed = _placed(attempts) if key.type == "place" else {}
    for (unit, part), place in placed.items():
        rows.place(reader, key.exercise.id, unit, part, place)
    return bool(first or placed)


def _sorted(key: Key, attempts: list[Attempt]) -> tuple[list[_First], set[str]]:
    """Return the first answers to cases that are sorted, and the cases that were sorted rightly."""

    def verdict(attempt: Attempt) -> str:
        return key.cases[attempt["vignette"]]["replies"][attempt["answer"]]["verdict"]

    first = []
    for run in key.runs:
        for about, attempt in first_answers(attempts, run).items():
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
        reply = case and reply_to(key.payload, case, attempt, same)
        if not reply:
            continue
        about, answer = _named(key.type, case, attempt, same)
        if reply["verdict"] in HOLDS:
            held.add(about)
        if attempt["run"] == 1:
            first.setdefault(about, _First(1, about, attempt, answer, reply))
    return list(first.values()), held


def _named(
    type: str, case: Mapping[str, Any], attempt: Attempt, same: list[Attempt]
) -> tuple[str, str]:
    """Return what a reply counts for, a situation's turns apart, and the answer in short."""
    if type == "decide":
        turn, _, option = attempt["answer"].partition("/")
        return f"{case['id']}/{turn}", option
    if type == "compare":
        kinds = {unit_of(other): other["answer"] for other in same if part_of(other) == ""}
        return case["id"], "|".join(kinds[half["id"]] for half in case["halves"])
    return case["id"], attempt["answer"]


def _placed(attempts: list[Attempt]) -> dict[tuple[str, str], int]:
    """Return where each case was first placed, by case and part."""
    placed: dict[tuple[str, str], int] = {}
    for attempt in merge(attempts, []):
        if attempt["run"] == 1:
            placed.setdefault((unit_of(attempt), part_of(attempt)), int(attempt["answer"]))
    return placed


# ------------------------------------------------------------------ what the instructor is told


class _Problems:
    """What the instructor should know of files whose answers could not all be counted."""

    def __init__(self, words: Words, names: Collection[str]) -> None:
        self.words, self.names = words, names
        self.found: list[FileProblem] = []
        self.nearest: dict[str, str] = {}

    def add(self, work: HandedIn, used: str, why: str, **values: object) -> None:
        what, remedy = (
            self.words.say(f"judged.{why}.{part}", **values) for part in ("what", "remedy")
        )
        self.found += [FileProblem(file, used, what, remedy) for file in work.files]

    def unknown(self, work: HandedIn) -> None:
        name = work.exercise
        if name not in self.nearest:
            self.nearest[name] = did_you_mean(name, self.names)
        self.add(work, "no", "unknown", exercise=clean(name), nearest=self.nearest[name])

    def note(self, work: HandedIn, amiss: _Amiss, used: str) -> None:
        """Say what was amiss with a work; `used` is "no" where nothing of it was left."""
        said = {"exercise": work.exercise, "total": amiss.total}
        if amiss.cases:
            names = self._names(amiss.cases)
            self.add(work, used, "cases", count=len(amiss.cases), names=names, **said)
        if amiss.answers:
            self.add(work, used, "answers", count=amiss.answers, **said)
        if amiss.earlier and used != "no":
            self.add(work, "yes", "earlier", count=amiss.earlier, **said)
        if used == "no" and not amiss.cases and not amiss.answers:
            self.add(work, used, "nothing", **said)

    def _names(self, cases: Iterable[Any]) -> str:
        names = sorted({clean(str(case)) for case in cases})
        shown = ", ".join(names[:NAMES])
        return self.words.say("judged.more", names=shown) if len(names) > NAMES else shown
