"""Compiling one exercise into one JSON, in which every verdict and every word is decided.

A page and a kernel show the same payload; JavaScript only joins its pieces.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from .bank import SCORED
from .exercises import Exercise
from .feedback import FITS, LOOK_AGAIN, Fragment
from .items import ASK_ANSWERS
from .units import Fragments, compile_units
from .vignettes import PLACES

FORMAT, VERSION = "whosegroup-payload", 1

# How the words about confidence depend on the verdict; the rest need none.
REMARKS = (("sure", LOOK_AGAIN), ("unsure", FITS))


def compile_payload(exercise: Exercise) -> dict[str, Any]:
    """Compile an exercise; the result is plain JSON data, and the same for the same files."""
    bank, settings = exercise.bank, exercise.settings
    fragments = Fragments()
    cases = compile_units(exercise, fragments)
    sorts = settings.type == "sort"
    payload = {
        "format": FORMAT,
        "version": VERSION,
        "exercise": exercise.id,
        "type": settings.type,
        "lang": bank.lang,
        "course": bank.course.course,
        "feedback": settings.says,
        "evidence": settings.evidence if sorts else None,
        "confidence": settings.confidence if sorts else None,
        "forms": settings.forms or None,
        "begins": settings.begins,
        "draws": settings.draws or None,
        "title": exercise.title,
        "prompt": exercise.prompt,
        "answers": _answers(exercise),
        "words": _words(exercise),
        "names": _names(exercise, cases) if sorts else None,
        "read": {"text": bank.words.say(f"chapters.{settings.chapter}"), "page": settings.chapter},
        "remarks": _remarks(exercise, fragments) if sorts else None,
        "fragments": fragments.as_json(),
        "cases": cases,
    }
    payload = plain({key: value for key, value in payload.items() if value is not None})
    return {**payload, "digest": digest(payload)}


def digest(payload: Mapping[str, Any]) -> str:
    """Return the payload's own name: `sha256:` and the digest of all that is shipped."""
    text = json.dumps(payload, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return "sha256:" + hashlib.sha256(text.encode()).hexdigest()


def plain(data: Any) -> Any:
    """Turn what the YAML reader returns into plain dicts, lists, strings and numbers."""
    return json.loads(json.dumps(data))


def _answers(exercise: Exercise) -> list[dict[str, Any]]:
    """Return what a reader can answer: the kinds, the bins, or the places on the line."""
    words, settings = exercise.bank.words, exercise.settings
    if settings.type == "match":
        bins = words["matches"][exercise.id]["bins"]
        return [{"id": bin, **bins[bin]} for bin in settings.bins]
    if settings.type == "place":
        labels = words["types"]["place"]["places"]
        return [{"id": str(place), "label": labels[str(place)]} for place in PLACES]
    if settings.type == "decide":
        return []
    ids = ASK_ANSWERS if settings.type == "ask" else SCORED
    return [{"id": kind, **words["kinds"][kind]} for kind in ids]


def _words(exercise: Exercise) -> dict[str, Any]:
    """Return the interface's words: the common ones, and those of what this exercise does."""
    words, settings = exercise.bank.words, exercise.settings
    parts = [settings.type]
    parts += ["test"] if settings.says == "end" else []
    parts += ["mixed"] if settings.draws else []
    together = dict(words["sorter"])
    for part in parts:
        together |= words["types"].get(part) or {}
    return together


def _names(exercise: Exercise, cases: list[dict[str, Any]]) -> dict[str, Any]:
    """Return the names that a summary needs, of criteria and of surface cues."""
    words = exercise.bank.words
    cues = {p.mark.surface for v in exercise.vignettes for p in v.surface_cues}
    return {
        "criteria": {
            id: {key: words.say(f"criteria.{id}.{key}") for key in ("name", "asks")}
            for id in sorted({case["decides"] for case in cases})
        },
        "cues": {id: {"name": words.say(f"surface_cues.{id}.name")} for id in sorted(cues)},
    }


def _remarks(exercise: Exercise, fragments: Fragments) -> dict[str, dict[str, int]]:
    remarks: dict[str, dict[str, int]] = {}
    for confidence, verdict in REMARKS:
        text = exercise.bank.words.say(f"feedback.confidence.{confidence}.{verdict}")
        remarks.setdefault(confidence, {})[verdict] = fragments.index(Fragment("remark", text))
    return remarks
