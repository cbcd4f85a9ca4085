"""Numbers and names in words: how a page writes a share, a count, or the title of a case."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple, TypeGuard, TypeVar

import pandas as pd

from ...bank.words import Words
from ...exercises.model import Exercise
from ...exercises.types import type_of
from ...figures.lines import shorten
from ..findings.item_analysis import TOO_EASY, TOO_HARD
from ..findings.model import Mean, Share
from .csv_files import DECIMALS

Some = TypeVar("Some")

ZONE = (TOO_HARD, TOO_EASY)  # the facility of a case that has something to show


class Number(NamedTuple):
    """A number of a table, and how it is written there."""

    value: float | int
    text: str


Cell = Number | str


class Row(NamedTuple):
    """A row of a table: what it is about (an id), and its cells, the first of which heads it."""

    about: str
    cells: Sequence[Cell]


class Numbers(NamedTuple):
    """A table of a page: what it holds, the heads of its columns, and its rows."""

    caption: str
    heads: Sequence[str]
    rows: Sequence[Row]


def known(value: Some | None) -> TypeGuard[Some]:
    """Tell whether there is a number."""
    return value is not None and not pd.isna(value)


def rounded(value: float, places: int) -> str:
    """Return a number of so many places with a true minus sign, and none before a zero."""
    number = round(value, places) + 0.0  # minus zero becomes zero
    return f"{number:.{places}f}".replace("-", "\N{MINUS SIGN}")


def percent(value: float) -> str:
    """Return a share as a whole number of per cent, from the number that the tables hold."""
    return rounded(100 * round(value, DECIMALS), 0)


def decimal(value: float) -> str:
    """Return a number with two decimals."""
    return rounded(round(value, DECIMALS), 2)


def percents(value: Any, words: Words) -> Cell:
    """Return a cell with a share in per cent."""
    return Number(value, percent(value)) if known(value) else words.say("report.none")


def decimals(value: Any, words: Words) -> Cell:
    """Return a cell with a number of two decimals."""
    return Number(value, decimal(value)) if known(value) else words.say("report.none")


def whole(value: Any) -> Number:
    """Return a cell with a count."""
    return Number(int(value), str(int(value)))


def wholes(value: Any, words: Words) -> Cell:
    """Return a cell with a count that may be missing."""
    return whole(value) if known(value) else words.say("report.none")


def text_of(cell: Cell) -> str:
    """Return what stands in a cell."""
    return cell if isinstance(cell, str) else cell.text


def zone() -> dict[str, str]:
    """Return the ends of the zone in which a case has something to show, for words."""
    return {"low": percent(ZONE[0]), "high": percent(ZONE[1])}


def count(of: str, number: int, words: Words) -> str:
    """Return "1 reader" or "7 readers"."""
    return words.say(f"report.counts.{of}.{'one' if number == 1 else 'many'}", count=number)


def say_share(share: Share | Mean, words: Words) -> str:
    """Return a share in words, with its interval where it has one."""
    if not known(share.value):
        return words.say("report.nothing")
    if not known(share.low) or not known(share.high):
        return words.say("report.percent", percent=percent(share.value))
    low, high = percent(share.low), percent(share.high)
    return words.say("report.share", percent=percent(share.value), low=low, high=high)


def kind_of(exercise: Exercise, unit: str) -> str | None:
    """Return the kind of a case that is sorted by its kind; None of anything else."""
    if not type_of(exercise.settings).sorts:
        return None
    return next((v.front.kind for v in exercise.vignettes if v.id == unit), None)


def title_of(exercise: Exercise, unit: str, width: int | None = None) -> str:
    """Return what readers know something by; of a statement, its beginning in `width`."""
    type, words = type_of(exercise.settings), exercise.bank.words
    title, question = type.title(exercise, unit), type.question(exercise, unit)
    if question:
        return words.say("report.turn", title=title, asks=question)
    if type.titled:
        return title
    return shorten(title, width or 60, placeholder=words.say("report.short", text=""))


def full_title(exercise: Exercise, unit: str) -> str:
    """Return the title of a case with its kind: two halves of a pair may share a title."""
    words, title, kind = exercise.bank.words, title_of(exercise, unit), kind_of(exercise, unit)
    if kind is None:
        return title
    return words.say("report.titled", title=title, kind=words.say(f"kinds.{kind}.label").lower())


def cue_name(cue: Any, words: Words) -> str:
    """Return the name of a surface cue; empty where there is none."""
    if not known(cue):
        return ""
    return words["surface_cues"].get(cue, {}).get("name", str(cue))


def within_sentence(cue: Any, words: Words) -> str:
    """Return a cue's name as it stands within a sentence; empty where there is none."""
    name = cue_name(cue, words)
    return name[:1].lower() + name[1:]
