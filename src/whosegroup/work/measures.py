"""What follows from one reader's attempts. The page derives the same; one fixture binds both."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import partial
from typing import Any

from ..exercises.feedback import DEFENSIBLE, FITS, LOOK_AGAIN
from ..exercises.tags import line_text
from ..exercises.types import TYPES
from .contract import merge

# What `label_and_use` counts, in the order in which it is shown.
LABEL = ("conflation", "mirror", "withheld", "overclaimed", "label")
USE = ("errors", "decisions", "use")
PORTRAIT = (*LABEL, *USE, "guard", "unknown")


def first_answers(
    attempts: Iterable[Mapping[str, Any]], answers: Collection[str], run: int = 1
) -> dict[str, Mapping[str, Any]]:
    """Return the first of these answers to each case in a run, skipped cases left out."""
    first: dict[str, Mapping[str, Any]] = {}
    for attempt in merge(attempts, []):
        case = attempt.get("vignette")
        is_kind = attempt["run"] == run and "part" not in attempt and not attempt.get("skipped")
        if is_kind and case is not None and attempt.get("answer") in answers:
            first.setdefault(case, attempt)
    return first


def kinds_in(payload: Mapping[str, Any]) -> list[str]:
    """Return the kinds between which cases are sorted, in the order of the answers.

    To take the second for the first is conflation, and the reverse its mirror (`bank.kinds`).
    """
    return [answer["id"] for answer in payload["answers"]]


def summarise(
    payload: Mapping[str, Any], attempts: Iterable[Mapping[str, Any]], run: int = 1
) -> dict[str, Any]:
    """Return the measures over first answers that both a page and a kernel show.

    They are those of run 1, except where a retest, which is a run of its own, is looked at.

    `table[kind][answer]` counts; `conflation` is cases of the second kind called the first, and
    `mirror` the reverse, each with the number of cases of that kind that were answered;
    `wrong_reason` counts answers that fit with a passage that does not carry them; `misled` counts,
    by surface cue, answers that did not fit, and those that fit of which it was taken for what
    decides; `read_again` counts by the criterion that decided those that did not fit. What is
    shipped without its key counts nowhere.
    """
    cases = {case["id"]: case for case in payload["cases"] if "kind" in case}
    kinds = kinds_in(payload)
    table = {kind: dict.fromkeys(kinds, 0) for kind in kinds}
    fits = wrong_reason = sure_and_wrong = 0
    misled: Counter[str] = Counter()
    read_again: Counter[str] = Counter()
    for name, attempt in first_answers(attempts, kinds, run).items():
        if name not in cases:
            continue
        case = cases[name]
        table[case["kind"]][attempt["answer"]] += 1
        reaction = reaction_to(case, attempt)
        if case["replies"][attempt["answer"]]["verdict"] == FITS:
            fits += 1
            wrong_reason += "reason" in reaction
            if "looked" in reaction:
                misled[reaction["looked"]] += 1
            continue
        sure_and_wrong += attempt.get("confidence") == "sure"
        read_again[case["decides"]] += 1
        if "misled" in reaction:
            misled[reaction["misled"]] += 1
    first, second = kinds
    of = {kind: sum(counts.values()) for kind, counts in table.items()}
    return {
        "answered": sum(of.values()),
        "fits": fits,
        "table": table,
        "conflation": {"count": table[second][first], "of": of[second]},
        "mirror": {"count": table[first][second], "of": of[first]},
        "wrong_reason": wrong_reason,
        "sure_and_wrong": sure_and_wrong,
        "misled": dict(sorted(misled.items())),
        "read_again": dict(sorted(read_again.items())),
    }


def label_and_use(
    payload: Mapping[str, Any], attempts: Iterable[Mapping[str, Any]], run: int = 1
) -> dict[str, dict[str, int]]:
    """Return what first answers to a test in parts say of names and of use, apart from each other.

    Each is a `count`, and `of` how many. `conflation` is cases of the second kind called the
    first, `mirror` the reverse; `withheld` is cases left open that can be told, which is neither of
    these, and `overclaimed` cases named that nobody can tell yet. `label`, `use` and `guard` are
    statements that did not hold, `unknown` those of which a reader did not know; `errors` are use
    errors among decisions, `decisions` the others to look at again. There is no sum.
    """
    kinds = [answer["id"] for answer in payload["answers"]]
    found = {name: {"count": 0, "of": 0} for name in PORTRAIT}
    type, cases = TYPES[payload["type"]], {case["id"]: case for case in payload["cases"]}
    ordered = [a for a in merge(attempts, []) if a["run"] == run and not a.get("skipped")]
    met: set[str] = set()
    for attempt in ordered:
        case = cases.get(unit_of(attempt))
        counted = type.counts_as(case, attempt, kinds) if case else {}
        if not case or not counted:
            continue
        about, _ = type.about(case, attempt["answer"], partial(beside, ordered, attempt))
        if about in met:
            continue
        met.add(about)
        for name, counts in counted.items():
            found[name]["of"] += 1
            found[name]["count"] += counts
    return found


def reaction_to(case: Mapping[str, Any], attempt: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return what the payload says to one attempt; a line that is not there counts as none.

    Where the line that was tapped is another one now, nothing is known against the reason.
    """
    numbers, reactions = case["replies"][attempt["answer"]]["reactions"], case["reactions"]
    if is_same_line(case, attempt) is False:
        sound = (reactions[number] for number in numbers if "reason" not in reactions[number])
        return next(sound, reactions[numbers[0]])
    passage = passage_of(attempt) or 0
    reaction: Mapping[str, Any] = reactions[numbers[passage if 0 <= passage < len(numbers) else 0]]
    return reaction


def is_same_line(case: Mapping[str, Any], attempt: Mapping[str, Any]) -> bool | None:
    """Tell whether the line that was tapped is what it was; None where the file does not tell."""
    passage, text, lines = passage_of(attempt), attempt.get("text"), case.get("lines", ())
    if not passage or not isinstance(text, str):
        return None
    line = lines[passage - 1] if 1 <= passage <= len(lines) else ""
    return line_digest(line) == text


def line_digest(line: str | Mapping[str, Any]) -> str:
    """Return the short digest of a line of a payload by which it is known again (16 bits, FNV-1a).

    It is that of js/tapped.js, which goes by units of UTF-16.
    """
    units = line_text(line).encode("utf-16-le")
    hashed = 0x811C9DC5
    for low, high in zip(units[::2], units[1::2], strict=True):
        hashed = ((hashed ^ (low | high << 8)) * 0x01000193) & 0xFFFFFFFF
    return f"{(hashed ^ (hashed >> 16)) & 0xFFFF:x}"


def passage_of(attempt: Mapping[str, Any]) -> int | None:
    """Return the number of the line that was tapped; None where the file holds no number."""
    passage = attempt.get("passage")
    return passage if type(passage) is int else None


def unit_of(attempt: Mapping[str, Any]) -> Any:
    """Return the case or item that an attempt is about."""
    about = attempt.get("vignette")
    return attempt.get("item") if about is None else about


def part_of(attempt: Mapping[str, Any]) -> str:
    """Return the part of its case that an attempt answers, empty where it answers the whole."""
    part = attempt.get("part")
    return "" if part is None else part


def outcomes(payload: Mapping[str, Any], attempts: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """Return the first replies of run 1 in an exercise beside sorting, counted by verdict.

    `first` names the verdict on each case or item, and of a situation on each of its turns;
    `wrong_reason` counts answers that fit for a reason that does not carry them, `use` counts use
    errors, among `answered` replies.
    """
    type, cases = TYPES[payload["type"]], {case["id"]: case for case in payload["cases"]}
    verdicts = dict.fromkeys((FITS, DEFENSIBLE, LOOK_AGAIN), 0)
    first: dict[str, str] = {}
    wrong_reason = use = 0
    ordered = [a for a in merge(attempts, []) if a["run"] == 1 and not a.get("skipped")]
    for attempt in ordered:
        case = cases.get(unit_of(attempt))
        reply = reply_to(payload, case, attempt, ordered) if case else None
        if not case or not reply:
            continue
        about, _ = type.about(case, attempt["answer"], partial(beside, ordered, attempt))
        if about in first:
            continue
        first[about] = reply["verdict"]
        verdicts[reply["verdict"]] += 1
        wrong_reason += bool(reply.get("reason"))
        use += bool(reply.get("use"))
    return {
        "answered": len(first),
        "verdicts": verdicts,
        "wrong_reason": wrong_reason,
        "use": use,
        "first": first,
    }


def reply_to(
    payload: Mapping[str, Any],
    case: Mapping[str, Any],
    attempt: Mapping[str, Any],
    attempts: Sequence[Mapping[str, Any]],
) -> Mapping[str, Any] | None:
    """Return what the payload replies to an attempt; None where it is no answer by itself.

    `attempts` are all of them: what was given at the same moment belongs together.
    """
    given = partial(beside, attempts, attempt)
    return TYPES[payload["type"]].reply(case, part_of(attempt), attempt.get("answer"), given)


def beside(
    attempts: Sequence[Mapping[str, Any]], attempt: Mapping[str, Any], unit: str, part: str
) -> Any:
    """Return the answer given at the same moment to a unit, under a part."""
    for other in attempts:
        same = other["at"] == attempt["at"] and other["run"] == attempt["run"]
        if same and unit_of(other) == unit and part_of(other) == part:
            return other.get("answer")
    return None
