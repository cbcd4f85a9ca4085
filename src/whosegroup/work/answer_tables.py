"""Tables of one reader's work. pandas is loaded only where a table or a figure is made."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from ..exercises.model import Exercise, title_of
from ..exercises.payload import compile_payload
from ..exercises.types import TYPES, type_of
from .measures import (
    PORTRAIT,
    first_answers,
    is_same_line,
    kinds_in,
    label_and_use,
    outcomes,
    part_of,
    passage_of,
    reaction_to,
    reply_to,
    summarise,
    unit_of,
)

# What is shown of label and use: all but how often a reader did not know.
SHOWN = tuple(name for name in PORTRAIT if name != "unknown")
COLUMNS = [
    "at",
    "run",
    "vignette",
    "title",
    "kind",
    "answer",
    "verdict",
    "reason",
    "confidence",
    "passage",
    "misled_by",
]


def attempts_table(exercise: Exercise, work: Mapping[str, Any]) -> pd.DataFrame:
    """Return one row an attempt, oldest first, with its verdict; skipped cases have no answer.

    Where a teacher marks the exercise, nothing is said of what fits.
    """
    payload = compile_payload(exercise)
    cases = {case["id"]: case for case in payload["cases"]}
    rows = []
    for attempt in work["attempts"]:
        case = cases.get(unit_of(attempt))
        type = TYPES[case.get("type", payload["type"])] if case else type_of(exercise.settings)
        sorts = type.sorts
        # An item is no case to be sorted, even under the name of one.
        if sorts and unit_of(attempt) != attempt.get("vignette"):
            case = None
        is_other = case is not None and is_same_line(case, attempt) is False
        passage = None if is_other else passage_of(attempt)
        row = {name: attempt.get(name) for name in COLUMNS} | {"passage": passage}
        row["vignette"] = unit_of(attempt)
        if case and exercise.settings.says != "none":
            row |= {"title": case.get("title"), "kind": case.get("kind")}
            row |= (_sorted if sorts else _replied)(payload, case, attempt, work["attempts"])
        rows.append(row)
    table = pd.DataFrame(rows, columns=COLUMNS)
    return table.astype({"run": "Int64", "passage": "Int64"})


def _sorted(payload: Any, case: Any, attempt: Any, _attempts: Any) -> dict[str, Any]:
    if attempt.get("answer") not in list(case["replies"]):
        return {}
    reaction = reaction_to(case, attempt)
    verdict = case["replies"][attempt["answer"]]["verdict"]
    return {
        "verdict": verdict,
        "reason": reaction.get("reason"),
        "misled_by": reaction.get("misled"),
    }


def _replied(payload: Any, case: Any, attempt: Any, attempts: Any) -> dict[str, Any]:
    reply = reply_to(payload, case, attempt, attempts) or {}
    return {"verdict": reply.get("verdict"), "reason": reply.get("reason")}


def work_summary(exercise: Exercise, work: Mapping[str, Any]) -> pd.DataFrame:
    """Return the measures over first answers, whatever the type of the exercise."""
    if exercise.settings.says == "none":
        return unmarked_table(exercise, work)
    if exercise.settings.parts:
        return portrait_table(exercise, work)
    if not type_of(exercise.settings).judged:
        return written_table(exercise, work)
    sorts = type_of(exercise.settings).sorts
    return (summary_table if sorts else outcomes_table)(exercise, work)


def unmarked_table(exercise: Exercise, work: Mapping[str, Any]) -> pd.DataFrame:
    """Return how many cases are answered, under the words that a teacher says what fits."""
    payload = compile_payload(exercise)
    cases = {case["id"] for case in payload["cases"]}
    answered = first_answers(work["attempts"], kinds_in(payload)).keys() & cases
    names, words = exercise.bank.words["summary"], exercise.bank.words["types"]["none"]
    row = {names["count"]: len(answered), names["of"]: len(cases)}
    return pd.DataFrame(row, [names["answered"]]).rename_axis(columns=words["marked"])


def written_table(exercise: Exercise, work: Mapping[str, Any]) -> pd.DataFrame:
    """Return to how many questions a sentence was written; nothing in it is judged."""
    asked, part = exercise.settings.named, type_of(exercise.settings).part
    wrote = {unit_of(attempt) for attempt in work["attempts"] if part_of(attempt) == part}
    names = exercise.bank.words["summary"]
    row = {names["count"]: len(wrote & set(asked)), names["of"]: len(asked)}
    return pd.DataFrame(row, [names["written"]])


def portrait_table(exercise: Exercise, work: Mapping[str, Any]) -> pd.DataFrame:
    """Return what first answers to a test in parts say of names and of use, a row each."""
    counts = label_and_use(compile_payload(exercise), work["attempts"])
    words, heads = exercise.bank.words["types"]["parts"], exercise.bank.words["summary"]
    rows = {words[f"row_{name}"]: tuple(counts[name].values()) for name in SHOWN}
    columns = [heads["count"], heads["of"]]
    return pd.DataFrame.from_dict(rows, orient="index", columns=columns)


def outcomes_table(exercise: Exercise, work: Mapping[str, Any]) -> pd.DataFrame:
    """Return first replies by verdict, in the words of the exercise: a count, and of how many."""
    counts = outcomes(compile_payload(exercise), work["attempts"])
    words = exercise.bank.words["summary"]
    rows = {words[verdict]: count for verdict, count in counts["verdicts"].items()}
    rows |= {words[name]: counts[name] for name in type_of(exercise.settings).counts}
    table = pd.DataFrame.from_dict(rows, orient="index", columns=[words["count"]])
    return table.assign(**{words["of"]: counts["answered"]})


def progress_table(exercise: Exercise, works: Mapping[str, Mapping[str, Any]]) -> pd.DataFrame:
    """Return what was confused in each test, one row a test: `works` are the works by its name.

    Columns: first answers that fit, the conflation of the two kinds, and its mirror, each as a
    share of the cases answered; a retest is a row of its own. Where a teacher marks the exercise
    there are no rows. Of tests in parts there is a column for each measure of names and of use, and
    no sum.
    """
    if exercise.settings.parts:
        return _portraits_table(exercise, works)
    told = exercise.settings.says != "none"
    payload, words = compile_payload(exercise), exercise.bank.words["summary"]
    columns = [
        words["test"],
        words["answered"],
        words["fits"],
        words["conflation"],
        words["mirror"],
    ]
    rows = []
    for name, work in works.items() if told else ():
        for run in sorted({attempt["run"] for attempt in work["attempts"]}):
            measures = summarise(payload, work["attempts"], run)
            if measures["answered"]:
                shares = [_share(measures[m]) for m in ("conflation", "mirror")]
                fits = measures["fits"] / measures["answered"]
                rows.append([_time(name, run, exercise), measures["answered"], fits, *shares])
    return pd.DataFrame(rows, columns=columns)


def _time(name: str, run: int, exercise: Exercise) -> str:
    title = title_of(name, exercise.bank.words)
    return title if run == 1 else f"{title} ({run})"


def _portraits_table(exercise: Exercise, works: Mapping[str, Mapping[str, Any]]) -> pd.DataFrame:
    payload, words = compile_payload(exercise), exercise.bank.words
    rows = []
    for name, work in works.items():
        for run in sorted({attempt["run"] for attempt in work["attempts"]}):
            found = label_and_use(payload, work["attempts"], run)
            if any(measure["of"] for measure in found.values()):
                rows.append([_time(name, run, exercise), *(_share(found[n]) for n in SHOWN)])
    heads = [words.say(f"types.parts.row_{name}") for name in SHOWN]
    return pd.DataFrame(rows, columns=[words.say("summary.test"), *heads])


def _share(measure: Mapping[str, int]) -> float | None:
    return measure["count"] / measure["of"] if measure["of"] else None


def summary_table(exercise: Exercise, work: Mapping[str, Any]) -> pd.DataFrame:
    """Return the measures over first answers: a count, and of how many, one row a measure."""
    measures = summarise(compile_payload(exercise), work["attempts"])
    words = exercise.bank.words["summary"]
    answered = measures["answered"]
    rows = {
        words["answered"]: (answered, len(exercise.vignettes)),
        words["fits"]: (measures["fits"], answered),
        words["conflation"]: tuple(measures["conflation"].values()),
        words["mirror"]: tuple(measures["mirror"].values()),
        words["wrong_reason"]: (measures["wrong_reason"], measures["fits"]),
        words["sure_and_wrong"]: (measures["sure_and_wrong"], answered - measures["fits"]),
    }
    return pd.DataFrame.from_dict(rows, orient="index", columns=[words["count"], words["of"]])
