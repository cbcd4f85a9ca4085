"""Make up a class: simulated work for the instructor's guide, for tests and for benchmarks.

No reader gave these answers, and they say nothing about any class. Each work says so itself:
`"simulated": true`.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np
from scipy.special import expit

from ..bank.kinds import CANNOT_TELL
from ..bank.marks import Passage
from ..bank.vignettes import PLACES, POWERS, Vignette
from ..exercises.feedback import LOOK_AGAIN, deciding
from ..exercises.model import Exercise
from ..exercises.payload import aliases_of, compile_payload
from ..exercises.settings import RETEST
from ..exercises.types import TYPES, type_of
from ..exercises.types.place import REASON
from ..work.codes import same
from ..work.contract import FORMAT, VERSION
from ..work.measures import line_digest

START = datetime(2026, 4, 13, 9, tzinfo=UTC)
LEARNS = 1.5  # how much easier a case is each time that it comes back (logits)

Work = dict[str, Any]


@dataclass(frozen=True)
class Confusion:
    """What the simulated class confuses, beside chance; all strengths are in logits.

    `cue` is a surface cue that misleads the share `misled` of readers, by `strength`; without one,
    that is the cue which makes most cases of the second kind look like the first. `lean` draws all
    readers to the first kind, in cases of the second above all. In a test that follows another one
    everybody is better by `gain`, and the cue and the lean count half. `level` is how able the
    class is on the whole.
    """

    cue: str | None = None
    misled: float = 0.7
    strength: float = 3.0
    lean: float = 0.6
    gain: float = 0.8
    level: float = 1.4


@dataclass(frozen=True)
class _Reader:
    """One reader who never was; `minutes` is when he or she begins, after the first."""

    code: str
    ability: float
    misled: bool
    minutes: float


def simulate(
    exercises: Iterable[Exercise], readers: int, seed: int, confusion: Confusion = Confusion()
) -> Iterator[Work]:
    """Yield simulated works, reader after reader, one for each exercise in the order given.

    Whether a reader is right follows the model of Rasch (1960), the reader's ability less the
    case's difficulty in logits, and what `confusion` adds. Cases are sorted, in tests and in
    practice, where a missed case comes back until it fits, or placed on a line; a test in parts is
    gone through with all that it asks. Exercises of other types, and mixed practice, are left out.
    The same seed gives the same works.
    """
    rng = np.random.default_rng(seed)
    able = [exercise for exercise in exercises if can_simulate(exercise)]
    cue = confusion.cue or _most_misleading(able)
    done = [_Answering(exercise, replace(confusion, cue=cue), rng) for exercise in able]
    ids = sorted({vignette.id for one in done for vignette in one.exercise.vignettes})
    difficulty = dict(zip(ids, rng.normal(0, 0.8, len(ids)), strict=True))
    for number in range(1, readers + 1):
        reader = _Reader(
            f"S-{number:03}",
            confusion.level + rng.normal(),
            rng.random() < confusion.misled,
            rng.uniform(0, 600),
        )
        for day, answering in enumerate(done):
            yield answering.work(reader, START + timedelta(days=day), difficulty)


def write(works: Iterable[Work], folder: Path) -> int:
    """Write each work as `<folder>/<reader>/<exercise>.json`; return how many there are."""
    count = 0
    for work in works:
        path = folder / work["reader"] / f"{work['exercise']}.json"
        path.parent.mkdir(parents=True, exist_ok=True)
        text = json.dumps(work, ensure_ascii=False, indent=1)
        path.write_text(text, encoding="utf-8", newline="\n")
        count += 1
    return count


def can_simulate(exercise: Exercise) -> bool:
    """Tell whether work at an exercise can be made up."""
    settings = exercise.settings
    type = type_of(settings)
    return bool(settings.parts) or type.places or (type.sorts and not settings.draws)


def _most_misleading(exercises: Iterable[Exercise]) -> str | None:
    """Return the surface cue for which most cases of the second kind are taken for the first."""
    found = {
        (vignette.id, passage.surface)
        for exercise in exercises
        for vignette in exercise.vignettes
        for passage in vignette.surface_cues
        if vignette.front.kind == exercise.bank.kinds.second
        and exercise.bank.surface_cues[passage.surface].suggests == exercise.bank.kinds.first
    }
    counts = Counter(cue for _, cue in found)
    return min(counts, key=lambda cue: (-counts[cue], cue), default=None)


class _Answering:
    """How readers answer one exercise."""

    def __init__(self, exercise: Exercise, confusion: Confusion, rng: np.random.Generator) -> None:
        self.exercise, self.settings, self.rng = exercise, exercise.settings, rng
        self.payload = compile_payload(exercise)
        self.cue, self.confusion = confusion.cue or "", confusion
        self.kinds = exercise.bank.kinds
        self.digest = self.payload["digest"]
        self.shipped = {id: alias for alias, id in aliases_of(exercise).items()}
        self.cases = {self.shipped[vignette.id]: vignette for vignette in exercise.vignettes}
        self.again = 1 if self.settings.begins else 0

    def work(self, reader: _Reader, day: datetime, difficulty: Mapping[str, float]) -> Work:
        """Return one reader's work at the exercise, begun some time after `day`."""
        forms = self.settings.forms
        form = self._form(reader.code) if forms else ""
        names = forms[form] if form else list(self.cases)
        clock = _Clock(day + timedelta(minutes=reader.minutes), self.rng)
        if self.settings.parts:
            attempts = self._go_through(reader, names, clock, difficulty)
        else:
            cases = [self.cases[name] for name in names]
            answer = self._place if type_of(self.settings).places else self._sort
            attempts = answer(reader, cases, clock, difficulty)
        return {
            "format": FORMAT,
            "version": VERSION,
            "work": self.rng.bytes(8).hex(),
            "exercise": self.exercise.id,
            "lang": self.exercise.bank.lang,
            "simulated": True,
            "reader": reader.code,
            **({"form": form} if form else {}),
            "attempts": attempts,
        }

    def _form(self, code: str) -> str:
        """Choose the form by the code, and of the later test the other one, as the page does."""
        names = [name for name in self.settings.forms if name != RETEST]
        return names[(sum(map(ord, f"-{same(code)}")) + self.again) % len(names)]

    def _attempt(self, case: Vignette, at: str, **more: Any) -> dict[str, Any]:
        about = {"at": at, "run": 1, "payload": self.digest, "vignette": self.shipped[case.id]}
        return about | more

    def _go_through(
        self,
        reader: _Reader,
        names: list[str],
        clock: _Clock,
        difficulty: Mapping[str, float],
    ) -> list[dict[str, Any]]:
        """Answer all parts of a test, one after the other."""
        units = {unit["id"]: unit for unit in self.payload["cases"]}
        attempts = []
        for name in names:
            unit = units[name]
            if TYPES[unit["type"]].sorts:
                sure = any(
                    p["id"] == unit["part"] and p.get("confidence") for p in self.payload["parts"]
                )
                attempts.append(self._name(reader, self.cases[name], clock, difficulty, sure))
            else:
                attempts += self._reply(reader, unit, clock)
        return attempts

    def _knows(self, reader: _Reader, easier: float = 0.0) -> bool:
        """Tell whether a reader is right where nothing but ability and the course counts."""
        gained = self.again * self.confusion.gain
        return bool(self.rng.random() < expit(reader.ability - 1 + easier + gained))

    def _name(
        self,
        reader: _Reader,
        case: Vignette,
        clock: _Clock,
        difficulty: Mapping[str, float],
        asks_sure: bool,
    ) -> dict[str, Any]:
        """Sort one case; whoever is wrong leaves it open now and then."""
        right = self._knows(reader, 1 + self._easier(reader, case) - difficulty[case.id])
        wrong = (
            self.kinds.first
            if case.front.kind == CANNOT_TELL
            else self.kinds.other(case.front.kind)
        )
        if not right and case.front.kind != CANNOT_TELL and self.rng.random() < 0.25:
            wrong = CANNOT_TELL
        attempt = self._attempt(case, clock.next(), answer=case.front.kind if right else wrong)
        if asks_sure:
            sure = self.rng.random() < expit(0.4 + 0.8 * right + 0.3 * reader.ability)
            attempt["confidence"] = "sure" if sure else "unsure"
        return attempt

    def _reply(
        self, reader: _Reader, unit: Mapping[str, Any], clock: _Clock
    ) -> list[dict[str, Any]]:
        """Answer as long as there is more to come; some do not know, where that can be said."""
        type, attempts = TYPES[unit["type"]], []
        choices = type.choices(unit)
        while choices:
            holds = self._knows(reader)
            replies = {one: type.reply(unit, type.part, one, _nothing) for one in choices}
            known = {one: reply for one, reply in replies.items() if reply}
            chosen = [o for o, r in known.items() if (r["verdict"] != LOOK_AGAIN) == holds]
            unknown = [one for one in choices if one not in known]
            if unknown and self.rng.random() < 0.1:
                chosen = unknown
            chosen = chosen or list(choices)
            answer = chosen[self.rng.integers(len(chosen))]
            attempts.append(self._said(unit, clock.next(), type.part, answer))
            choices = type.choices(unit, answer)
        return attempts

    def _said(self, unit: Mapping[str, Any], at: str, part: str, answer: str) -> dict[str, Any]:
        about = "vignette" if unit["id"] in self.cases else "item"
        said = {"at": at, "run": 1, "payload": self.digest, about: unit["id"]}
        return {**said, **({"part": part} if part else {}), "answer": answer}

    def _sort(
        self,
        reader: _Reader,
        cases: list[Vignette],
        clock: _Clock,
        difficulty: Mapping[str, float],
    ) -> list[dict[str, Any]]:
        attempts = []
        gap = self.exercise.bank.course.practice.comes_back_after
        queue = [(case, 0) for case in cases]
        while queue:
            case, before = queue.pop(0)
            easier = self._easier(reader, case) + LEARNS * before - difficulty[case.id]
            right = self.rng.random() < expit(reader.ability + easier)
            answer = case.front.kind if right else self.kinds.other(case.front.kind)
            attempt = self._attempt(case, clock.next(), answer=answer)
            if self.settings.confidence:
                sure = self.rng.random() < expit(0.4 + 0.8 * right + 0.3 * reader.ability)
                attempt["confidence"] = "sure" if sure else "unsure"
            if self.settings.evidence:
                tapped = self._tap(reader, case, answer)
                attempt |= {"passage": tapped.number, "text": line_digest(tapped.text)}
            attempts.append(attempt)
            if not right and self.settings.says == "each":
                queue.insert(gap, (case, before + 1))
        return attempts

    def _easier(self, reader: _Reader, case: Vignette) -> float:
        """Return what the confusion, and the course between two tests, add to being right."""
        lean = self.confusion.lean
        toward = lean if case.front.kind == self.kinds.first else -lean
        if reader.misled and self._misleading(case):
            toward -= self.confusion.strength
        return toward / (1 + self.again) + self.again * self.confusion.gain

    def _misleading(self, case: Vignette) -> list[Passage]:
        """Return the passages of a case in which the cue suggests the other kind."""
        other = self.exercise.bank.surface_cues.get(self.cue)
        if other is None or other.suggests == case.front.kind:
            return []
        return [passage for passage in case.surface_cues if passage.surface == self.cue]

    def _tap(self, reader: _Reader, case: Vignette, answer: str) -> Passage:
        """Choose the sentence that made the reader so sure."""
        bank, passages = self.exercise.bank, list(case.passages)
        if answer == case.front.kind:
            sound = self.rng.random() < expit(1 + 0.5 * reader.ability)
            wanted = deciding(case, bank) if sound else []
        else:
            wanted = self._misleading(case) if reader.misled else []
            if not wanted and self.rng.random() < 0.5:
                cues = case.surface_cues
                wanted = [p for p in cues if bank.surface_cues[p.surface].suggests == answer]
        chosen = wanted or passages
        return chosen[self.rng.integers(len(chosen))]

    def _place(
        self,
        reader: _Reader,
        cases: list[Vignette],
        clock: _Clock,
        difficulty: Mapping[str, float],
    ) -> list[dict[str, Any]]:
        """Place each power near its band; the lean draws to the end of the first kind."""
        attempts = []
        for case in cases:
            at = clock.next()
            for part in POWERS:
                middle = np.mean(getattr(case.front.place, part))
                spread = 1.2 * expit(difficulty[case.id] - reader.ability + 1)
                place = self.rng.normal(middle - self.confusion.lean / 2, spread)
                place = int(np.clip(round(place), PLACES.start, PLACES.stop - 1))
                attempts.append(self._attempt(case, at, part=part, answer=str(place)))
            tells = [p for p in case.cues if self.exercise.bank.is_decisive(p.criterion)]
            knows = self.rng.random() < expit(reader.ability - difficulty[case.id])
            passages = tells if knows and tells else [p for p in case.passages if p.mark]
            chosen = passages[self.rng.integers(len(passages))].number
            attempts.append(self._attempt(case, at, part=REASON, answer=str(chosen)))
        return attempts


def _nothing(unit: str, part: str) -> None:
    """Return what was given beside an answer: nothing."""


class _Clock:
    """The time of each answer, half a minute to two minutes after the one before."""

    def __init__(self, now: datetime, rng: np.random.Generator) -> None:
        self.now, self.rng = now, rng

    def next(self) -> str:
        """Return the time of the next answer, as a page writes it."""
        self.now += timedelta(seconds=self.rng.uniform(30, 120))
        return f"{self.now:%Y-%m-%dT%H:%M:%S}.{self.now.microsecond // 1000:03}Z"
