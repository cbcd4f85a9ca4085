"""What follows from one reader's attempts. The page derives the same; one fixture binds both."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from .bank import SCORED
from .feedback import FITS
from .work import merge


def first_answers(attempts: Iterable[Mapping[str, Any]]) -> dict[str, Mapping[str, Any]]:
    """Return the first answer to the kind of each case: of run 1, skipped cases left out."""
    first: dict[str, Mapping[str, Any]] = {}
    for attempt in merge(attempts, []):
        is_kind = attempt["run"] == 1 and "part" not in attempt and not attempt.get("skipped")
        if is_kind and attempt.get("answer") in SCORED:
            first.setdefault(attempt.get("vignette"), attempt)
    return first


def summarise(payload: Mapping[str, Any], attempts: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """Return the measures over first answers that both a page and a kernel show.

    `table[kind][answer]` counts; `conflation` is support groups called self-help groups, `mirror`
    the reverse, each with the number of cases of that kind that were answered; `wrong_reason`
    counts answers that fit with a passage that does not carry them; `misled` counts, by surface
    cue, answers that did not fit; `read_again` counts them by the criterion that decided.
    """
    cases = {case["id"]: case for case in payload["cases"]}
    table = {kind: dict.fromkeys(SCORED, 0) for kind in SCORED}
    fits = wrong_reason = sure_and_wrong = 0
    misled: Counter[str] = Counter()
    read_again: Counter[str] = Counter()
    for name, attempt in first_answers(attempts).items():
        if name not in cases:
            continue
        case = cases[name]
        table[case["kind"]][attempt["answer"]] += 1
        reaction = reaction_to(case, attempt)
        if case["replies"][attempt["answer"]]["verdict"] == FITS:
            fits += 1
            wrong_reason += "reason" in reaction
            continue
        sure_and_wrong += attempt.get("confidence") == "sure"
        read_again[case["decides"]] += 1
        if "misled" in reaction:
            misled[reaction["misled"]] += 1
    of = {kind: sum(counts.values()) for kind, counts in table.items()}
    return {
        "answered": sum(of.values()),
        "fits": fits,
        "table": table,
        "conflation": {"count": table["support"]["self-help"], "of": of["support"]},
        "mirror": {"count": table["self-help"]["support"], "of": of["self-help"]},
        "wrong_reason": wrong_reason,
        "sure_and_wrong": sure_and_wrong,
        "misled": dict(sorted(misled.items())),
        "read_again": dict(sorted(read_again.items())),
    }


def reaction_to(case: Mapping[str, Any], attempt: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return what the payload says to one attempt; a line that is not there counts as none."""
    reactions = case["replies"][attempt["answer"]]["reactions"]
    passage = passage_of(attempt) or 0
    return case["reactions"][reactions[passage if 0 <= passage < len(reactions) else 0]]


def passage_of(attempt: Mapping[str, Any]) -> int | None:
    """Return the number of the line that was tapped; None where the file holds no number."""
    passage = attempt.get("passage")
    return passage if type(passage) is int else None
