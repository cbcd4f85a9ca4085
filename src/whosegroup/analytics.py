"""Tables of one reader's work and of the bank. Only here and in `figures` is pandas loaded."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from .bank import SCORED, Bank, load_bank
from .exercises import Exercise
from .measures import passage_of, reaction_to, summarise
from .payload import compile_payload
from .vignettes import Vignette

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
    """Return one row an attempt, oldest first, with its verdict; skipped cases have no answer."""
    payload = compile_payload(exercise)
    cases = {case["id"]: case for case in payload["cases"]}
    rows = []
    for attempt in work["attempts"]:
        case = cases.get(attempt.get("vignette"))
        row = {name: attempt.get(name) for name in COLUMNS} | {"passage": passage_of(attempt)}
        if case:
            row |= {"title": case["title"], "kind": case["kind"]}
            if attempt.get("answer") in list(case["replies"]):
                reaction = reaction_to(case, attempt)
                row["verdict"] = case["replies"][attempt["answer"]]["verdict"]
                row |= {"reason": reaction.get("reason"), "misled_by": reaction.get("misled")}
        rows.append(row)
    table = pd.DataFrame(rows, columns=COLUMNS)
    return table.astype({"run": "Int64", "passage": "Int64"})


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


def cues_by_kind(bank: Bank | None = None) -> pd.DataFrame:
    """Return on how many scored cases of each kind every marked cue stands, one row a cue.

    Columns: `cue` (its name), `sort` ("decides", "agrees" or "surface"), `suggests` (the kind that
    it shows or seems to show), and a count for each kind. A criterion has a row for each kind that
    it shows.
    """
    bank = bank or load_bank()
    counts: dict[tuple[str, str, str], dict[str, int]] = {}
    for vignette in bank.vignettes.values():
        kind = vignette.front.kind
        for cue in _cues_on(vignette, bank) if kind in SCORED else ():
            counts.setdefault(cue, dict.fromkeys(SCORED, 0))[kind] += 1
    rows = [
        {"cue": _cue_name(sort, id, bank), "sort": sort, "suggests": suggests, **counts[cue]}
        for cue in sorted(counts)
        for sort, suggests, id in [cue]
    ]
    return pd.DataFrame(rows, columns=["cue", "sort", "suggests", *SCORED])


def _cues_on(vignette: Vignette, bank: Bank) -> set[tuple[str, str, str]]:
    cues = {
        ("surface", bank.surface_cues[p.mark.surface].suggests, p.mark.surface)
        for p in vignette.surface_cues
    }
    for passage in vignette.cues:
        sort = "decides" if bank.is_decisive(passage.mark.criterion) else "agrees"
        cues.add((sort, passage.mark.shows, passage.mark.criterion))
    return cues


def _cue_name(sort: str, id: str, bank: Bank) -> str:
    return bank.words.say(f"{'surface_cues' if sort == 'surface' else 'criteria'}.{id}.name")


def rules_of_thumb(cues: pd.DataFrame) -> pd.DataFrame:
    """Return how often each cue, taken as a rule by itself, gives the right kind.

    Columns: `cue`, `sort`, `suggests`, `cases` on which it stands, `right` (how many of them are of
    the kind suggested) and `share` (right / cases).
    """
    rules = cues[["cue", "sort", "suggests"]].copy()
    rules["cases"] = cues[list(SCORED)].sum(axis=1)
    rules["right"] = [row[row["suggests"]] for _, row in cues.iterrows()]
    rules["share"] = rules["right"] / rules["cases"]
    return rules.sort_values(["share", "cases", "cue"], ignore_index=True)
