"""What the instructor is told of works whose answers could not all be counted as they stand."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Any

from ...bank.problems import did_you_mean
from ...bank.words import Words
from ..handed_in.model import FileProblem, HandedIn, clean

NAMES = 3  # so many cases are named in a problem


@dataclass
class Amiss:
    """What of a work could not be counted, or not as it stands."""

    total: int
    cases: list[str] = field(default_factory=list)
    answers: int = 0
    earlier: int = 0


class Remarks:
    """What the instructor should know of files whose answers could not all be counted."""

    def __init__(self, words: Words, names: Collection[str]) -> None:
        self.words, self.names = words, names
        self.found: list[FileProblem] = []
        self.nearest: dict[str, str] = {}
        self.other: dict[tuple[str, str], list[HandedIn]] = defaultdict(list)

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

    def foreign(self, work: HandedIn, own: str) -> None:
        """Keep a work in whose language the cases are not there, to be told of with its like."""
        self.other[work.work["lang"], own].append(work)

    def add_foreign(self) -> None:
        """Say once of each language in which the cases are not there, how many works are in it."""
        for (lang, own), works in self.other.items():
            names = self._names(work.exercise for work in works)
            said = {"count": len(works), "lang": clean(lang), "own": own, "names": names}
            what, remedy = (
                self.words.say(f"judged.language.{p}", **said) for p in ("what", "remedy")
            )
            self.found += [FileProblem(file, "partly", what, remedy) for file in works[0].files[:1]]

    def note(self, work: HandedIn, amiss: Amiss, used: str) -> None:
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
