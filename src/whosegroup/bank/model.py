"""What a bank holds, in one language: criteria, surface cues, sources, words, cases, items."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated, Literal

from pydantic import Field, field_validator
from pydantic_core import PydanticCustomError

from .items import Ask, Decision
from .kinds import Kinds, ScoredKind
from .roots import Roots
from .strict import Strict
from .vignettes import Vignette
from .words import Parts, Words

DECISIVE, GROUND = "decisive", "ground"


class Criterion(Strict):
    """Something about a group that bears on its kind (weights: data/criteria.yml).

    `beyond` is true of what such a group can do, or cannot, beyond its meeting.
    """

    weight: Literal["ground", "decisive", "one-way", "strong", "typical"]
    sources: list[str]
    beyond: bool = False


class Power(Strict):
    """Something that somebody decides about a group.

    `shown_by` is the criterion that shows it where a mark names no power.
    """

    shown_by: str | None = None


class SurfaceCue(Strict):
    """Something that only looks telling, and the kind that it suggests."""

    suggests: ScoredKind


class Question(Strict):
    """Something that can be put to a group, and the criterion on which the answer bears, if any."""

    criterion: str | None = None


class Belief(Strict):
    """A statement about such groups, and on which side of the middle it holds.

    `face` is what it is about: what a group is called, or what a worker makes of it. A `guard`
    counts for neither: it shows who has learnt too much of it.
    """

    face: Literal["label", "use"]
    keyed: Literal["agree", "disagree"]
    guard: bool = False
    sources: list[str]


class Source(Strict):
    """Where a claim stands; `confidence` is S (the article), V1, V2 or V3."""

    url: str | None
    confidence: Literal["S", "V1", "V2", "V3"]


class Claim(Strict):
    """A claim of the article: its code in the fact base, and where it is taught and practised.

    `vignettes` are the cases in which one sees something of it, each with the words that show it.
    """

    code: str
    chapters: list[str]
    vignettes: dict[str, str]
    exercises: list[str]


Count = Annotated[int, Field(ge=0)]


class Practice(Strict):
    """How long what a reader has met waits before it is met again, and how long practice takes.

    A missed case comes back after `comes_back_after` others; in mixed practice a case waits as many
    days as its box says, and at most `new_a_day` are new; there a miss brings another case with the
    same trap, and every `twin_each`th miss the other half of the pair (0: none does). A test that
    follows another is offered once more after `retest_days`.
    How long an exercise takes is told for somebody who reads so many `words_a_minute`, and needs
    `seconds_a_case` to answer and to read what is said. After `rest_after` cases that are placed,
    which takes long, a reader is told that this is a good moment to rest.
    """

    comes_back_after: Count
    box_days: list[Count] = Field(min_length=1)
    new_a_day: Count
    twin_each: Count
    retest_days: Count
    words_a_minute: int = Field(ge=1)
    seconds_a_case: Count
    rest_after: int = Field(5, ge=1)

    @field_validator("box_days")
    @classmethod
    def _no_box_is_shorter(cls, days: list[int]) -> list[int]:
        if days != sorted(days):
            raise PydanticCustomError("not_rising", "no box may be shorter than the one before it")
        return days


class Platform(Strict):
    """What a learning platform is told of a reader: what completes the course, and the score.

    `done` are the exercises that have to be done; without any, all are. `score` are sorts, of which
    first answers that fit make the score; without any, it is how far the reader is.
    """

    done: list[str] = []
    score: list[str] = []


class Course(Strict):
    """Which course this is: its name keeps one course's saved answers apart from another's."""

    course: str
    language: str
    practice: Practice
    platform: Platform = Platform()
    tries: str | None = None  # the exercise whose cases chapters show one by one


class Figures(Strict):
    """What the figures show where they do not show the whole bank; what is left out is not drawn.

    `powers` are the cases beside the two kinds, each under the name that `words/` gives it.
    """

    powers: dict[str, str] = {}


# Beside the tables: each of these is one file, of the course alone.
SETTINGS = ("course", "kinds", "figures")
TABLES: dict[str, type[Strict]] = {
    "criteria": Criterion,
    "powers": Power,
    "surface_cues": SurfaceCue,
    "sources": Source,
    "beliefs": Belief,
    "questions": Question,
    "claims": Claim,
}


@dataclass(frozen=True)
class Bank:
    """What is true of the cases, in one language.

    `parts` knows where each table stands; `kept` names for each case of a graded exercise that
    exercise: nothing in the book may show what kind such a case is of. `amiss` names what is there
    and cannot be used, for mistakes of its own, which are said where they stand.
    """

    roots: Roots
    lang: str
    course: Course
    kinds: Kinds
    figures: Figures
    criteria: Mapping[str, Criterion]
    powers: Mapping[str, Power]
    surface_cues: Mapping[str, SurfaceCue]
    sources: Mapping[str, Source]
    beliefs: Mapping[str, Belief]
    questions: Mapping[str, Question]
    claims: Mapping[str, Claim]
    words: Words
    vignettes: Mapping[str, Vignette]
    asks: Mapping[str, Ask]
    decisions: Mapping[str, Decision]
    parts: Parts = field(default_factory=Parts, repr=False)
    kept: Mapping[str, str] = field(default_factory=dict)
    amiss: frozenset[str] = frozenset()

    def is_beyond(self, criterion: str) -> bool:
        """Tell whether a criterion is of what a group can do beyond its meeting."""
        # What could not be read is a problem by itself.
        found = (self.criteria or {}).get(criterion)
        return found is not None and found.beyond

    def is_ground(self, criterion: str) -> bool:
        """Tell whether a criterion is true of both kinds, so that it speaks for neither."""
        found = (self.criteria or {}).get(criterion)
        return found is not None and found.weight == GROUND

    def is_decisive(self, criterion: str) -> bool:
        """Tell whether a criterion settles a case."""
        if self.criteria is None:  # what could not be read is a problem by itself
            return True
        if criterion not in self.criteria:
            return False
        # One that could not be read is a problem by itself, not one more for each of its cases.
        found = self.criteria[criterion]
        return found is None or found.weight == DECISIVE
