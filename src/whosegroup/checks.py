"""What a bank must hold together: its words, its sources, and the decision rule in each case."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from .content import line_of
from .items import CANNOT_TELL, check_questions
from .problems import Problem, did_you_mean
from .vignettes import KINDS, SCORED, Vignette

if TYPE_CHECKING:
    from .bank import Bank


def check_bank(bank: Bank, pairs: bool = True) -> list[Problem]:
    """Check everything that needs more than one file; `pairs` tells whether all cases are there."""
    problems = _check_words(bank) + _check_references(bank)
    problems += check_questions(bank.asks, bank.questions)
    for vignette in bank.vignettes.values():
        problems += check_vignette(vignette, bank)
        if pairs:
            problems += _check_pair(vignette, bank)
    return problems + (_check_claims(bank) if pairs else [])


def check_vignette(vignette: Vignette, bank: Bank) -> list[Problem]:
    """Check one case against the bank and the decision rule (a scored case has two cues)."""
    problems = []
    for passage in vignette.passages:
        mark = passage.mark
        if not mark:
            continue
        for name, value, known in (
            ("criterion", mark.criterion, bank.criteria),
            ("surface cue", mark.surface, bank.surface_cues),
            ("kind", mark.shows, SCORED),
        ):
            if value is not None and value not in known:
                what = f"There is no {name} '{value}'."
                remedy = did_you_mean(value, known)
                problems.append(Problem(vignette.file, passage.file_line, what, remedy))
    if vignette.front.kind in SCORED:
        problems += _check_scored(vignette, bank)
    return problems


def _check_scored(vignette: Vignette, bank: Bank) -> list[Problem]:
    kind = vignette.front.kind
    agreeing = [p for p in vignette.cues if p.mark.shows == kind]
    opposed = [p for p in vignette.cues if p.mark.shows in SCORED and p.mark.shows != kind]
    first = vignette.passages[0].file_line
    problems = [
        Problem(
            vignette.file,
            passage.file_line,
            f"This passage shows '{passage.mark.shows}', and the case is '{kind}'.",
            "Mend one of the two, or make the case `kind: in-between`.",
        )
        for passage in opposed
    ]
    if not any(bank.is_decisive(p.mark.criterion) for p in agreeing):
        decisive = [name for name in bank.criteria if bank.is_decisive(name)]
        what = "No decisive passage: nothing in the case settles its kind."
        remedy = f"Mark one with {' or '.join(f'criterion={name}' for name in decisive)}."
        problems.append(Problem(vignette.file, first, what, remedy))
    elif len(agreeing) < 2:
        what = "Only one passage shows the kind; a scored case needs a second that agrees."
        remedy = f"Mark a second passage with a criterion and shows={kind}."
        problems.append(Problem(vignette.file, first, what, remedy))
    return problems


def _check_pair(vignette: Vignette, bank: Bank) -> list[Problem]:
    name = vignette.front.pair
    if name is None:
        return []
    line = vignette.pair_line
    if name not in bank.vignettes:
        others = [id for id in bank.vignettes if id != vignette.id]
        remedy = did_you_mean(name, others)
        what = f"There is no usable vignette '{name}' to pair with."
        return [Problem(vignette.file, line, what, remedy)]
    mate = bank.vignettes[name]
    if mate.front.pair != vignette.id:
        what = f"The pair does not point back: '{name}' names '{mate.front.pair}'."
        return [Problem(vignette.file, line, what, f"Write `pair: {vignette.id}` in {mate.file}.")]
    if mate.front.kind == vignette.front.kind:
        what = f"Both halves of the pair are '{mate.front.kind}'."
        return [Problem(vignette.file, line, what, "A pair differs in what decides.")]
    return []


def _check_words(bank: Bank) -> list[Problem]:
    needed: dict[str, tuple[Iterable[str], tuple[str, ...]]] = {
        "criteria": (bank.criteria, ("name", "meaning", "asks", *SCORED)),
        "surface_cues": (bank.surface_cues, ("name", "why")),
        "kinds": ((*KINDS, CANNOT_TELL), ("label", "phrase", "meaning")),
        "questions": (bank.questions, ("text", "finds", "courtesy")),
    }
    problems = []
    for topic, (ids, keys) in needed.items():
        file = f"data/words/{bank.lang}/{topic}.yml"
        words = bank.words.get(topic, {})
        for id in ids:
            entry = words.get(id)
            said = entry if isinstance(entry, Mapping) else {}
            remark = topic == "criteria" and not bank.is_decisive(id)
            expected = (*keys, "weight-remark") if remark else keys
            missing = [key for key in expected if not isinstance(said.get(key), str)]
            if missing:
                line = line_of(words, [id])
                what = f"'{id}' has no words for {', '.join(missing)}."
                problems.append(Problem(file, line, what, "Write them there."))
        problems += [
            Problem(file, line_of(words, [id]), f"'{id}' is unknown.", did_you_mean(id, ids))
            for id in words
            if id not in ids
        ]
    return problems


def _check_claims(bank: Bank) -> list[Problem]:
    """Check that each claim of the article has its chapter, its cases and its exercise."""
    file, problems = "data/claims.yml", []
    exercises = [path.stem for path in (bank.root / "exercises").glob("*.yml")]
    chapters = bank.words.get("chapters", {})
    said = bank.words.get("claims", {})
    for name, claim in bank.claims.items():
        for what, ids, known in (
            (
                ("chapter", claim.chapters, chapters),
                ("vignette", claim.vignettes, bank.vignettes),
                ("exercise", claim.exercises, exercises),
            )
            if claim
            else ()
        ):
            if not ids:
                problems.append(Problem(file, 1, f"{name}: it has no {what}.", "Name one."))
            problems += [
                Problem(file, 1, f"{name}: there is no {what} '{id}'.", did_you_mean(id, known))
                for id in ids
                if id not in known
            ]
        if not isinstance(said.get(name), str):
            where = f"data/words/{bank.lang}/claims.yml"
            problems.append(Problem(where, 1, f"'{name}' has no words.", "Add its line."))
    return problems


def _check_references(bank: Bank) -> list[Problem]:
    labels = bank.words.get("sources", {})
    problems = []
    for name, criterion in bank.criteria.items():
        for source in criterion.sources if criterion else []:
            if source not in bank.sources:
                what = f"{name}: there is no source '{source}'."
                remedy = did_you_mean(source, bank.sources)
                problems.append(Problem("data/criteria.yml", 1, what, remedy))
    for name, question in bank.questions.items():
        if question and question.criterion is not None and question.criterion not in bank.criteria:
            what = f"{name}: there is no criterion '{question.criterion}'."
            remedy = did_you_mean(question.criterion, bank.criteria)
            problems.append(Problem("data/questions.yml", 1, what, remedy))
    return problems + [
        Problem(
            f"data/words/{bank.lang}/sources.yml", 1, f"'{source}' has no label.", "Add its line."
        )
        for source in bank.sources
        if not isinstance(labels.get(source), str)
    ]
