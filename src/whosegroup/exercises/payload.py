"""Compiling one exercise into one JSON, in which every verdict and every word is decided.

A page and a kernel show the same payload; JavaScript only joins its pieces. A graded exercise is
shipped without its key: what tells what fits, or which case of the bank is which.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from ..bank.problems import ContentError, Problem
from .case_text import compile_hidden, without_nothing
from .feedback import CRITERIA, CUES, FITS, LOOK_AGAIN, SOURCES, Fragment
from .fragments import Fragments
from .graded import SECRET, make_aliases, read_secret
from .hand import compile_names
from .model import Exercise
from .settings import Part
from .types import type_of
from .written import form_length

FORMAT, VERSION = "whosegroup-payload", 1
GLOSSARY = "book/glossary"  # where each criterion and surface cue has an entry (book/glossary.py)
REFERENCES = "book/references"  # the list of all sources

# What is said of each thing that has a name and a meaning, and where its words are.
MEANINGS = {
    CRITERIA: ("criteria", {"name": "name", "meaning": "meaning", "asks": "asks"}),
    CUES: ("surface_cues", {"name": "name", "meaning": "why"}),
    SOURCES: ("sources", {"name": "title", "meaning": "says"}),
}

# How the words about confidence depend on the verdict; the rest need none.
REMARKS = (("sure", LOOK_AGAIN), ("unsure", FITS))


def compile_payload(exercise: Exercise) -> dict[str, Any]:
    """Compile what is shipped; plain JSON data, and the same for the same files."""
    return _compile_graded(exercise) if exercise.settings.graded else compile_key(exercise)


def compile_key(exercise: Exercise) -> dict[str, Any]:
    """Compile an exercise with all that it says, under the ids of the bank.

    Of a graded exercise this is for marking, on the instructor's machine alone.
    """
    bank, settings = exercise.bank, exercise.settings
    fragments, type = Fragments(), type_of(settings)
    cases = compile_units(exercise, fragments)
    sorts = any(type_of(part.settings).sorts for part in exercise.parts)
    hands = (
        compile_names(bank)
        if any("hand" in told for case in cases for told in type.cases_in(case))
        else {}
    )
    return _sealed(
        **_asked(exercise),
        forms=settings.forms or None,
        begins=settings.begins,
        draws=settings.draws or None,
        **_names(exercise, cases, fragments),
        **hands,
        read={"text": bank.words.say(f"chapters.{settings.chapter}"), "page": settings.chapter},
        remarks=_remarks(exercise, fragments) if sorts else None,
        fragments=fragments.as_json(),
        cases=cases,
    )


def compile_excerpt(
    exercise: Exercise, ids: Sequence[str] = (), goes_on: Mapping[str, str] | None = None
) -> dict[str, Any]:
    """Compile some cases of an exercise alone, answered in place and kept as answers to the whole.

    It bears the digest of the whole, whose sentences are read here.

    Without `ids` these are the first case, or the first of each form. `goes_on` is the page on
    which the whole is found, and what its link says. Raises ValueError for a case that is not in
    the exercise, and for any where nothing is said of what fits: such answers are handed in.
    """
    settings = exercise.settings
    first = [form[0] for form in settings.forms.values()]
    wanted = list(ids) or first or [exercise.vignettes[0].id]
    known = {vignette.id for vignette in exercise.vignettes} | {*settings.named}
    handed_in = settings.says == "none"
    if handed_in or not known.issuperset(wanted):
        raise ValueError(", ".join(id for id in wanted if handed_in or id not in known))
    forms = {name: [id for id in form if id in wanted] for name, form in settings.forms.items()}
    parts = [part for part in (_only(part, wanted) for part in settings.parts) if part]
    settings = settings.model_copy(update={"forms": forms, "parts": parts, "after": None})
    some = replace(
        exercise,
        written=replace(exercise.written, settings=settings),
        vignettes=tuple(v for v in exercise.vignettes if v.id in wanted),
    )
    payload = compile_key(some)
    words = {**exercise.bank.words["types"]["excerpt"], **payload["words"]}
    whole = list(exercise.settings.forms.values()) or [list(known)]
    onwards = {"goes_on": goes_on, "of": len(whole[0])} if goes_on else {}
    own = {"words": words, "excerpt": onwards, "digest": compile_payload(exercise)["digest"]}
    return {**payload, **plain(own)}


def shipped_to_page(payload: Mapping[str, Any], said: re.Pattern[str]) -> dict[str, Any]:
    """Return what a page is sent of a payload: only the words whose names match `said`.

    Of an excerpt no reply is sent where nothing is said before the end of the whole. Where to read
    again, the whole tells.
    """
    sent = _with_words(payload, said)
    if "parts" in payload:
        sent["parts"] = [_with_words(part, said) for part in payload["parts"]]
    if "excerpt" not in payload:
        return sent
    left = {"read"}
    if payload["feedback"] != "each":
        left |= {"names", "glossary", "remarks"}
        sent |= {"fragments": [], "cases": _without(("say", "more"), payload["cases"])}
    return {name: value for name, value in sent.items() if name not in left}


def _with_words(one: Mapping[str, Any], said: re.Pattern[str]) -> dict[str, Any]:
    """Return a payload, or a part of one, with no other words than these."""
    return {**one, "words": {name: w for name, w in one["words"].items() if said.fullmatch(name)}}


def _without(names: Sequence[str], data: Any) -> Any:
    """Return data without what has one of these names, however deep it lies."""
    if isinstance(data, Mapping):
        return {key: _without(names, value) for key, value in data.items() if key not in names}
    return [_without(names, value) for value in data] if isinstance(data, list) else data


def _only(part: Part, wanted: Sequence[str]) -> Part | None:
    """Return a part with only what is wanted; None where nothing in it is."""
    forms = {name: [id for id in form if id in wanted] for name, form in part.forms.items()}
    items = [id for id in part.named if id in wanted]
    some = part.model_copy(update={"forms": forms, "items": items})
    return some if items or any(forms.values()) else None


def compile_units(exercise: Exercise, fragments: Fragments) -> list[dict[str, Any]]:
    """Compile all that is answered in an exercise, in the order in which readers meet it."""
    units = type_of(exercise.settings).units(exercise, fragments)
    return [without_nothing(unit) for unit in units]


def _compile_graded(exercise: Exercise) -> dict[str, Any]:
    """Compile a graded exercise without its key: nothing hidden may change what is shipped."""
    cases = [
        compile_hidden(exercise.bank.vignettes[id], alias)
        for alias, id in aliases_of(exercise).items()
    ]
    return _sealed(**_asked(exercise), graded=True, fragments=[], cases=cases)


def aliases_of(exercise: Exercise) -> dict[str, str]:
    """Return the id of each case by the name that it is shipped under, in the order of the page.

    In an exercise that is not graded that name is the id. Raises ContentError where the secret that
    makes the aliases has gone.
    """
    ids = [vignette.id for vignette in exercise.vignettes]
    if not exercise.settings.graded:
        return {id: id for id in ids}
    secret = read_secret(exercise.folder)
    if secret is None:
        what = "There is no secret to hide the cases of a graded exercise with."
        raise ContentError([Problem(SECRET, 1, what, "Put the one back that there was.")])
    return {alias: id for id, alias in make_aliases(secret, exercise.id, ids).items()}


def _asked(exercise: Exercise) -> dict[str, Any]:
    """Return what a reader meets beside the cases: it says nothing of any of them."""
    bank, settings = exercise.bank, exercise.settings
    type = type_of(settings)
    return {
        "format": FORMAT,
        "version": VERSION,
        "exercise": exercise.id,
        "type": settings.type,
        "lang": bank.lang,
        "course": bank.course.course,
        "feedback": settings.says,
        "evidence": settings.evidence if "evidence" in type.options else None,
        "confidence": settings.confidence if "confidence" in type.options else None,
        "title": exercise.title,
        "prompt": exercise.prompt,
        "answers": type.answers(exercise),
        "after": _after(exercise),
        "parts": type.parts(exercise) or None,
        "schedule": _schedule(exercise),
        "words": _words(exercise),
    }


def _after(exercise: Exercise) -> dict[str, Any] | None:
    """Return the test after which an exercise is shown, and how many cases a reader meets in it."""
    name = exercise.settings.after
    return {"exercise": name, "of": form_length(name, exercise.bank.roots)} if name else None


def _schedule(exercise: Exercise) -> dict[str, Any] | None:
    """Return how long what was met waits, in cases or days; None where nothing comes back.

    Boxes, new cases and twins are mixed practice's, and only a test that begins another is offered
    again.
    """
    settings, practice = exercise.settings, exercise.bank.course.practice
    waits = {
        "gap": practice.comes_back_after if settings.says == "each" else None,
        "boxes": practice.box_days if settings.draws else None,
        "fresh": practice.new_a_day if settings.draws else None,
        "twin": practice.twin_each if settings.draws else None,
        "retest": practice.retest_days if settings.begins else None,
        "rest": practice.rest_after if type_of(settings).places else None,
    }
    return {name: wait for name, wait in waits.items() if wait is not None} or None


def _sealed(**payload: Any) -> dict[str, Any]:
    """Return a payload as plain data, without what it does not have and with its digest."""
    payload = plain({key: value for key, value in payload.items() if value is not None})
    return {**payload, "digest": digest(payload)}


def digest(payload: Mapping[str, Any]) -> str:
    """Return the payload's own name: `sha256:` and the digest of all that is shipped."""
    text = json.dumps(payload, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return "sha256:" + hashlib.sha256(text.encode()).hexdigest()


def plain(data: Any) -> Any:
    """Turn what the YAML reader returns into plain dicts, lists, strings and numbers."""
    return json.loads(json.dumps(data))


def _words(exercise: Exercise) -> dict[str, Any]:
    """Return the interface's words: the common ones, and those of what this exercise does."""
    words, settings = exercise.bank.words, exercise.settings
    parts = {"end": ["test"], "none": ["none"]}.get(settings.says, [])
    parts += [settings.type]
    parts += ["mixed"] if settings.draws else []
    parts += ["after"] if settings.after else []
    together = {"between": words.between, "quotes": words.quotes, **words["sorter"]}
    for part in parts:
        together |= words["types"].get(part) or {}
    return together


def _names(exercise: Exercise, cases: list[dict[str, Any]], fragments: Fragments) -> dict[str, Any]:
    """Return what criteria, surface cues and sources are called and say, of those named here."""
    words = exercise.bank.words
    terms = {fragment.term for fragment in fragments.all} | {
        line["term"]
        for case in cases
        for told in type_of(exercise.settings).cases_in(case)
        for line in told.get("lines", ())
        if isinstance(line, dict)
    }
    names: dict[str, dict[str, dict[str, str]]] = {table: {} for table in MEANINGS}
    for term in sorted(filter(None, terms)):
        table, id = term.split(".")
        topic, keys = MEANINGS[table]
        names[table][id] = {key: words.say(f"{topic}.{id}.{said}") for key, said in keys.items()}
        if table == SOURCES:
            url = exercise.bank.sources[id].url
            names[table][id] |= {"href": url} if url else {"page": REFERENCES}
    return {"names": names, "glossary": GLOSSARY} if any(names.values()) else {}


def _remarks(exercise: Exercise, fragments: Fragments) -> dict[str, dict[str, int]]:
    remarks: dict[str, dict[str, int]] = {}
    for confidence, verdict in REMARKS:
        text = exercise.bank.words.say(f"feedback.confidence.{confidence}.{verdict}")
        remarks.setdefault(confidence, {})[verdict] = fragments.index(Fragment("remark", text))
    return remarks
