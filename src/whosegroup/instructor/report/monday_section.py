"""The part of the page that says what to do on Monday; `monday` has chosen it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from ...bank.words import Words
from ...exercises.model import Exercise
from ...exercises.types import type_of
from ..findings.model import ExerciseFindings, Mistakes, Monday
from .wording import (
    Numbers,
    Row,
    count,
    decimal,
    kind_of,
    known,
    percent,
    percents,
    say_share,
    title_of,
    whole,
    within_sentence,
)

TAPPED = ("tapped_power", "tapped_looks")


class Line(NamedTuple):
    """A sentence of a case; `criterion` is the name of the one by which it decides, or None."""

    text: str
    criterion: str | None = None


def what_to_do(monday: Monday, found: Iterable[ExerciseFindings], words: Words) -> dict[str, Any]:
    """Return for the page what to discuss, to teach again and to mend."""
    exercises = {one.exercise.id: one.exercise for one in found}
    return {
        "discuss": [_to_discuss(row, exercises, words) for _, row in monday.discuss.iterrows()],
        "kept": words.say("report.monday.kept") if monday.kept else None,
        "teach": _teach(monday, words),
        "mend": [_to_mend(row, exercises, words) for _, row in monday.mend.iterrows()],
    }


def two_mistakes(found: Mistakes, words: Words) -> dict[str, Any]:
    """Return for the page how the label and the use were mistaken, and which power is overlooked.

    What nobody was asked is left out.
    """
    said = {
        name: words.say(
            f"report.mistakes.{name}",
            answers=count("plain_answers", share.of, words),
            share=say_share(share, words),
        )
        for name in ("conflation", "mirror", "use")
        if (share := getattr(found, name)).of
    }
    return {
        "label": [said[name] for name in ("conflation", "mirror") if name in said],
        "use": said.get("use"),
        "overlooked": _overlooked(found, words),
        "powers": _powers(found, words),
    }


def _overlooked(found: Mistakes, words: Words) -> str | None:
    if found.powers.empty:
        return None
    if not found.overlooked:
        return words.say("report.mistakes.overlooked_none")
    power, share = found.overlooked
    name, said = words.say(f"powers.{power}"), say_share(share, words)
    return words.say("report.mistakes.overlooked", power=name, share=said)


def _powers(found: Mistakes, words: Words) -> Numbers:
    heads = words["report"]["mistakes"]["heads"]
    rows = [
        Row(
            row["power"],
            [
                words.say(f"powers.{row['power']}"),
                *(percents(row[name], words) for name in ("missed", "missed_low", "missed_high")),
                *(whole(row[name]) for name in ("answers", "tapped", *TAPPED)),
            ],
        )
        for _, row in found.powers.iterrows()
    ]
    keys = ("power", "missed", "low", "high", "answers", "tapped", *TAPPED)
    return Numbers(words.say("report.mistakes.caption"), [heads[key] for key in keys], rows)


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


def _to_mend(row: Any, exercises: Mapping[str, Exercise], words: Words) -> dict[str, str]:
    """Return a case named with the number for which it should be mended."""
    named = _named(row, exercises)
    ends = ("discrimination", "discrimination_low", "discrimination_high")
    value, low, high = (decimal(row[name]) for name in ends)
    number = words.say("report.number", value=value, low=low, high=high)
    return named | {"number": words.say("report.monday.mend_number", number=number)}


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
