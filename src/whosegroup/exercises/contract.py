"""What a page and a kernel are given to show an exercise: the payload, as far as types share it.

Python has decided every verdict, word and number in it; JavaScript joins, counts and draws.
docs/contracts.md says it in words. What a case holds beside its head is its type's own.
"""

from __future__ import annotations

from typing import Literal, NotRequired

from typing_extensions import TypedDict


class Answer(TypedDict):
    """One of the buttons: its id is what an attempt holds."""

    id: str
    label: str
    meaning: NotRequired[str]
    phrase: NotRequired[str]  # the same within a sentence


class Fragment(TypedDict):
    """One piece of feedback, shipped once; whatever says it names its place in `fragments`."""

    role: str  # what it does in the feedback, such as "lead", "decides" or "source"
    text: NotRequired[str]
    lines: NotRequired[list[int]]  # sentences of the case that are quoted before the text
    term: NotRequired[str]  # what it explains: a table of `names` and an id, with a dot between


class MarkedLine(TypedDict):
    """A sentence of which a passage is marked: before it, the passage, after it."""

    parts: list[str]
    within: NotRequired[Literal[True]]  # words stand before the passage: a quotation shows that
    role: Literal["decides", "agrees", "surface"]
    label: str  # what the mark is called once there is a verdict
    power: NotRequired[str]  # what somebody decides there, where it shows that
    term: str  # the criterion or surface cue that it shows, as in a fragment


class Case(TypedDict):
    """What every case, situation or statement has; all else is its type's own."""

    id: str  # in a graded exercise an alias, which tells nothing
    lines: NotRequired[list[str | MarkedLine]]  # a sentence each, from 1; a pair's are its halves'
    title: NotRequired[str]
    about: NotRequired[str]  # where it comes from
    genre: NotRequired[str]  # what sort of text it is, which gives it its look
    note: NotRequired[str]  # what is said before it, so that it may be skipped
    part: NotRequired[str]  # in a test in parts: the one in which it stands,
    type: NotRequired[str]  # and the type of that
    face: NotRequired[Literal["label", "use", "guard"]]  # what a statement in a test tells of
    home: NotRequired[str]  # in mixed practice: the exercise from which it is drawn


class Named(TypedDict):
    """A power, or who can hold one; who does, a case says in `hand`, by id."""

    id: str
    label: str
    sign: NotRequired[str]  # the shape that stands beside the words of a holder


class NamedTerm(TypedDict):
    """What it is called, and what a criterion means, why a cue is no proof, what a source says."""

    name: str
    meaning: str
    asks: NotRequired[str]  # the question to put to a group
    href: NotRequired[str]  # where a source is found, outside
    page: NotRequired[str]  # or the page of the book, from its root and without an ending


class Read(TypedDict):
    """What to read again."""

    text: str
    page: str


class Part(TypedDict):
    """A part of a test: what the exercise itself has elsewhere."""

    id: str
    type: str
    title: str
    prompt: str
    answers: list[Answer]
    words: dict[str, str | dict[str, str]]  # in place of the same ones of the whole
    evidence: NotRequired[bool]
    confidence: NotRequired[bool]
    defined: NotRequired[Literal[True]]  # whether what the kinds mean is in view
    rest: NotRequired[Literal[True]]  # whether a reader may pause before it


class Schedule(TypedDict, total=False):
    """How long what was met waits, as far as this exercise needs it."""

    gap: int  # so many other cases before a missed one comes back, and between halves of a pair
    boxes: list[int]  # Leitner's: days until each is due
    fresh: int  # so many cases of its own mixed practice brings on one day
    twin: int  # every so-manieth miss brings the other half of the pair
    retest: int  # days until a test may be taken once more
    rest: int  # so many cases, each of which takes long, until a rest is offered


class After(TypedDict):
    """A test before whose end an exercise is shown only to whoever asks for it."""

    exercise: str
    of: int  # so many cases a reader meets in it


class Excerpt(TypedDict):
    """What makes a payload some cases of an exercise, and not all of it."""

    goes_on: NotRequired[Read]  # where the whole is found
    of: NotRequired[int]  # so many cases a reader meets in the whole


class Payload(TypedDict):
    """One exercise, ready to be shown."""

    format: Literal["whosegroup-payload"]
    version: Literal[1]
    digest: str  # "sha256:" and the digest of all the rest; an attempt holds it
    exercise: str  # its id, the name of its file
    type: str
    course: str  # with `lang` and `exercise` the place where a browser keeps the work
    lang: str
    feedback: Literal["each", "end", "none"]
    title: str
    prompt: str
    answers: list[Answer]  # in the order of the buttons
    words: dict[str, str | dict[str, str]]  # of the interface; {braces} are filled in by the page
    fragments: list[Fragment]
    cases: list[Case]
    evidence: NotRequired[bool]  # whether a sentence is to be tapped
    confidence: NotRequired[bool]  # whether "sure" or "unsure" is asked
    graded: NotRequired[Literal[True]]  # shipped without kind, cue, feedback or title
    schedule: NotRequired[Schedule]
    forms: NotRequired[dict[str, list[str]]]  # the cases of each form of a test, by its name
    parts: NotRequired[list[Part]]  # of a test, one after the other; `answers` are of its sorts
    begins: NotRequired[str]  # the test before this one
    after: NotRequired[After]
    excerpt: NotRequired[Excerpt]  # some cases alone, answered in place
    draws: NotRequired[list[str]]  # the exercises that mixed practice draws from
    names: NotRequired[dict[str, dict[str, NamedTerm]]]  # by `criteria`, `cues`, `sources`, by id
    glossary: NotRequired[str]  # the page with the entries of criteria and cues
    powers: NotRequired[list[Named]]  # in the order in which feedback shows them
    holders: NotRequired[list[Named]]
    read: NotRequired[Read]
    remarks: NotRequired[dict[str, dict[str, int]]]  # fragments by confidence and verdict
