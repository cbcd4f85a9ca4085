"""Compiling one exercise into one JSON, in which every verdict and every word is decided.

A page and a kernel show the same payload; JavaScript only joins its pieces.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from .bank import SCORED
from .exercises import Exercise
from .feedback import FITS, LOOK_AGAIN, Fragment, deciding, give_feedback
from .vignettes import Passage, Vignette

FORMAT, VERSION = "whosegroup-payload", 1

# How the words about confidence depend on the verdict; the rest need none.
REMARKS = (("sure", LOOK_AGAIN), ("unsure", FITS))


class _Fragments:
    """Shared pieces of feedback, each kept once; `index` numbers a piece."""

    def __init__(self) -> None:
        self.all: dict[Fragment, int] = {}

    def index(self, fragment: Fragment) -> int:
        return self.all.setdefault(fragment, len(self.all))

    def as_json(self) -> list[dict[str, str]]:
        return [{k: v for k, v in asdict(f).items() if v is not None} for f in self.all]


def compile_payload(exercise: Exercise) -> dict[str, Any]:
    """Compile an exercise; the result is plain JSON data, and the same for the same files."""
    bank, settings = exercise.bank, exercise.settings
    fragments = _Fragments()
    cases = [_case(vignette, exercise, fragments) for vignette in exercise.vignettes]
    remarks: dict[str, dict[str, int]] = {}
    for confidence, verdict in REMARKS:
        text = bank.words.say(f"feedback.confidence.{confidence}.{verdict}")
        remarks.setdefault(confidence, {})[verdict] = fragments.index(Fragment("remark", text))
    payload = {
        "format": FORMAT,
        "version": VERSION,
        "exercise": exercise.id,
        "type": settings.type,
        "lang": bank.lang,
        "course": bank.course.course,
        "feedback": settings.feedback,
        "evidence": settings.evidence,
        "confidence": settings.confidence,
        "title": exercise.title,
        "prompt": exercise.prompt,
        "answers": [{"id": kind, **bank.words["kinds"][kind]} for kind in SCORED],
        "words": plain(bank.words["sorter"]),
        "names": {
            "criteria": {
                id: {key: bank.words.say(f"criteria.{id}.{key}") for key in ("name", "asks")}
                for id in sorted({case["decides"] for case in cases})
            },
            "cues": {
                id: {"name": bank.words.say(f"surface_cues.{id}.name")}
                for id in sorted(
                    {p.mark.surface for v in exercise.vignettes for p in v.surface_cues}
                )
            },
        },
        "read": {"text": bank.words.say(f"chapters.{settings.chapter}"), "page": settings.chapter},
        "remarks": remarks,
        "fragments": fragments.as_json(),
        "cases": cases,
    }
    return {**payload, "digest": digest(payload)}


def digest(payload: Mapping[str, Any]) -> str:
    """Return the payload's own name: `sha256:` and the digest of all that is shipped."""
    text = json.dumps(payload, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return "sha256:" + hashlib.sha256(text.encode()).hexdigest()


def plain(data: Any) -> Any:
    """Turn what the YAML reader returns into plain dicts, lists, strings and numbers."""
    return json.loads(json.dumps(data))


def _case(vignette: Vignette, exercise: Exercise, fragments: _Fragments) -> dict[str, Any]:
    """Compile one case.

    `replies[answer].reactions[n]` is the place in `reactions` of what to say to that answer when
    line n was tapped, with n = 0 where none was.
    """
    reactions: list[dict[str, Any]] = []
    replies = {}
    numbers = range(len(vignette.passages) + 1) if exercise.settings.evidence else range(1)
    for answer in SCORED:
        chosen = []
        for number in numbers:
            feedback = give_feedback(
                vignette, answer, number or None, exercise.bank, exercise.settings.evidence
            )
            reaction = {
                "reason": feedback.reason,
                "misled": feedback.misled and feedback.misled.mark.surface,
                "tempting": (m := feedback.misled or feedback.tempting) and m.number,
                "say": [fragments.index(fragment) for fragment in feedback.fragments],
            }
            reaction = {key: value for key, value in reaction.items() if value}
            if reaction not in reactions:
                reactions.append(reaction)
            chosen.append(reactions.index(reaction))
        replies[answer] = {"verdict": feedback.verdict, "reactions": chosen}
    case = {
        "id": vignette.id,
        "title": vignette.front.title,
        "kind": vignette.front.kind,
        "decides": deciding(vignette, exercise.bank)[0].mark.criterion,
        "about": vignette.front.about,
        "note": vignette.front.note,
        "lines": [_line(passage, exercise) for passage in vignette.passages],
        "replies": replies,
        "reactions": reactions,
    }
    return {key: value for key, value in case.items() if value is not None}


def _line(passage: Passage, exercise: Exercise) -> str | dict[str, Any]:
    """Compile one sentence: text alone, or its parts with the label that a verdict gives it."""
    mark, bank = passage.mark, exercise.bank
    if not mark:
        return passage.text
    if mark.surface:
        role, name = "surface", bank.words.say(f"surface_cues.{mark.surface}.name")
    else:
        role = "decides" if bank.is_decisive(mark.criterion) else "agrees"
        name = bank.words.say(f"criteria.{mark.criterion}.name")
    label = bank.words.say(f"feedback.label.{role}", name=name)
    return {"parts": [passage.before, passage.marked, passage.after], "role": role, "label": label}
