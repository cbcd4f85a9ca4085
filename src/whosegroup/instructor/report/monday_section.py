"""The part of the page that says what to do on Monday; `monday` has chosen it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

import pandas as pd

from ...bank.words import Words, fill
from ...exercises.model import Exercise
from ...exercises.types import type_of
from ..findings.model import ExerciseFindings, Monday
from .wording import (
    count,
    decimal,
    kind_of,
    known,
    percent,
    say_share,
    title_of,
    within_sentence,
    zone,
)


class Line(NamedTuple):
    """A sentence of a case; `criterion` is the name of the one by which it decides, or None."""

    text: str
    criterion: str | None = None


def what_to_do(monday: Monday, found: Iterable[ExerciseFindings], words: Words) -> dict[str, Any]:
    """Return for the page what to discuss, to teach again and to mend."""
    exercises = {one.exercise.id: one.exercise for one in found}
    discuss = [_to_discuss(row, exercises, words) for _, row in monday.discuss.iterrows()]
    return {
        "discuss": discuss,
        "teach": _teach(monday, words),
        "mend": _to_mend(monday.mend, exercises, words),
    }


def _named(row: Any, exercises: Mapping[str, Exercise]) -> dict[str, str]:
    """Return a case's title, and of which kind and in which exercise it is."""
    exercise, unit = exercises[row["exercise"]], row["vignette"]
    words, kind = exercise.bank.words, kind_of(exercise, unit)
    if kind is None:
        where = words.say("report.monday.where_plain", exercise=exercise.title)
    else:
        label = words.say(f"kinds.{kind}.label")
        where = words.say("report.monday.where", kind=label, exercise=exercise.title)
    return {"title": title_of(exercise, unit), "where": where}


def _to_mend(
    mend: pd.DataFrame, exercises: Mapping[str, Exercise], words: Words
) -> list[dict[str, Any]]:
    """Return for each reason its words, and the cases to mend for that reason."""
    found = []
    for why, text in words["report"]["monday"]["reasons"].items():
        some = mend[mend["why"] == why]
        if len(some):
            cases = [_with_number(row, exercises, words) for _, row in some.iterrows()]
            found.append({"why": fill(text, **zone()), "cases": cases})
    return found


def _with_number(row: Any, exercises: Mapping[str, Exercise], words: Words) -> dict[str, str]:
    """Return a case named with the number for which it should be mended."""
    named = _named(row, exercises)
    number = decimal(row["discrimination"])
    if row["why"] != "discrimination":
        number = words.say("report.percent", percent=percent(row["facility"]))
    where = words.say("report.monday.mend_case", where=named["where"], number=number)
    return named | {"where": where}


def _to_discuss(row: Any, exercises: Mapping[str, Exercise], words: Words) -> dict[str, Any]:
    exercise, readers = exercises[row["exercise"]], int(row["readers"])
    fits, cue, sure = round(row["facility"] * readers), within_sentence(row["misled_by"], words), 0
    if known(row["sure_and_wrong"]):
        sure = int(row["sure_and_wrong"])
    sentences = [
        words.say(
            "report.monday.first",
            fits=fits,
            readers=count("readers", readers, words),
            percent=percent(row["facility"]),
        ),
        words.say(f"report.monday.why.{row['why']}", sure=sure, wrong=readers - fits, cue=cue),
    ]
    if cue and row["why"] != "misled":
        sentences.append(words.say("report.monday.misled", cue=cue))
    lines = case_lines(exercise, row["vignette"])
    return {**_named(row, exercises), "sentences": sentences, "lines": lines}


def case_lines(exercise: Exercise, unit: str) -> list[Line]:
    """Return the text of a case, a sentence a line, with what decides; empty if it has none."""
    return [Line(*said) for said in type_of(exercise.settings).lines(exercise, unit)]


def _teach(monday: Monday, words: Words) -> dict[str, str] | None:
    if not monday.teach_again:
        return None
    criterion, share = monday.teach_again
    return {
        "name": words.say(f"criteria.{criterion}.name"),
        "share": words.say("report.monday.teach_share", share=say_share(share, words)),
        "meaning": words.say(f"criteria.{criterion}.meaning"),
        "ask": words.say("report.monday.teach_ask", asks=words.say(f"criteria.{criterion}.asks")),
    }
