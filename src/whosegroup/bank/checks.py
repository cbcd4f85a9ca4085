"""What a bank must hold together: its words, its sources, and the decision rule in each case."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from .content import exercise_names
from .items import check_questions
from .kinds import CANNOT_TELL
from .pairs import check_pairs
from .problems import Problem, did_you_mean, nearest
from .vignettes import Vignette

if TYPE_CHECKING:
    from .model import Bank


def check_bank(bank: Bank, whole: bool = True) -> list[Problem]:
    """Check everything that needs more than one file; `whole` tells whether all cases are there."""
    problems = _check_words(bank) + _check_references(bank)
    problems += check_questions(bank.asks, {**bank.questions, **bank.words.get("questions", {})})
    at_odds = set()
    for vignette in bank.vignettes.values():
        found = check_vignette(vignette, bank)
        at_odds |= {vignette.id} if found else set()
        problems += found
    if whole:
        problems += check_pairs(bank, at_odds) + _check_claims(bank) + _check_figures(bank)
    return problems


def check_vignette(vignette: Vignette, bank: Bank) -> list[Problem]:
    """Check one case against the bank and the decision rule (a scored case has two cues)."""
    problems, unknown = [], set()
    for passage in vignette.passages:
        mark = passage.mark
        if not mark:
            continue
        for name, value, known, topic in (
            ("criterion", mark.criterion, bank.criteria, "criteria"),
            ("surface cue", mark.surface, bank.surface_cues, "surface_cues"),
            ("kind", mark.shows, bank.kinds.shows(vignette.front.kind), ""),
            ("power", mark.power, bank.powers, "powers"),
        ):
            if value is not None and value not in known:
                unknown |= {name}
                if is_said(bank, topic, value):
                    continue
                what = f"There is no {name} '{value}'."
                remedy = did_you_mean(value, known)
                problems.append(Problem(vignette.file, passage.file_line, what, remedy))
    # What a misspelt mark would show is not known, so nothing is missed in its place.
    problems += _check_powers(vignette, bank)
    if vignette.front.kind in bank.kinds.scored and unknown <= {"surface cue", "power"}:
        problems += _check_scored(vignette, bank)
    if vignette.front.kind == CANNOT_TELL:
        problems += _check_open(vignette, bank)
    return problems


def _check_open(vignette: Vignette, bank: Bank) -> list[Problem]:
    """Check that nothing settles a case of which nobody can tell, and that it says so itself."""
    remedy = f"Take the mark out, or make the case of another kind than '{CANNOT_TELL}'."
    problems = [
        Problem(vignette.file, cue.file_line, "This passage settles whose group it is.", remedy)
        for cue in vignette.cues
        if bank.is_decisive(cue.criterion)
    ]
    missing = [answer for answer in bank.kinds.asked if answer not in vignette.front.feedback]
    if missing:
        what = f"There is no feedback for {', '.join(missing)}."
        remedy = "Say under `feedback` what the case shows to each answer, and what it does not."
        problems.append(Problem(vignette.file, vignette.line_of("kind"), what, remedy))
    return problems


def _check_powers(vignette: Vignette, bank: Bank) -> list[Problem]:
    """Check that a power stands only where somebody is said to use one: on a deciding passage."""
    what = "A `power` stands on a passage of '{}', which decides nothing."
    remedy = "Leave it out, or mark the passage with what decides."
    return [
        Problem(vignette.file, cue.file_line, what.format(cue.criterion), remedy)
        for cue in vignette.cues
        if cue.power
        and cue.criterion in (bank.criteria or {})
        and not bank.is_decisive(cue.criterion)
    ]


def _check_scored(vignette: Vignette, bank: Bank) -> list[Problem]:
    kind = vignette.front.kind
    agreeing = [p for p in vignette.cues if p.shows == kind and not bank.is_ground(p.criterion)]
    # What lies beyond the meeting leans one way, and has true exceptions.
    within = [p for p in vignette.cues if not bank.is_beyond(p.criterion)]
    opposed = [p for p in within if p.shows == bank.kinds.other(kind)]
    first = vignette.passages[0].file_line
    if opposed and not agreeing:
        what = f"The case is '{kind}', and its passages show '{opposed[0].shows}'."
        remedy = "Mend its kind, or what they show."
        return [Problem(vignette.file, vignette.line_of("kind"), what, remedy)]
    problems = [
        Problem(
            vignette.file,
            passage.file_line,
            f"This passage shows '{passage.shows}', and the case is '{kind}'.",
            f"Mend one of the two, or make the case `kind: {bank.kinds.between}`.",
        )
        for passage in opposed
    ]
    if problems:
        return problems
    if not any(bank.is_decisive(p.criterion) for p in agreeing):
        decisive = [name for name in bank.criteria if bank.is_decisive(name)]
        what = "No decisive passage: nothing in the case settles its kind."
        remedy = f"Mark one with {' or '.join(f'criterion={name}' for name in decisive)}."
        problems.append(Problem(vignette.file, first, what, remedy))
    elif len(agreeing) < 2:
        what = "Only one passage shows the kind; a scored case needs a second that agrees."
        remedy = f"Mark a second passage with a criterion and shows={kind}."
        problems.append(Problem(vignette.file, first, what, remedy))
    return problems


def _check_words(bank: Bank) -> list[Problem]:
    needed: dict[str, tuple[Iterable[str], tuple[str, ...]]] = {
        "criteria": (bank.criteria, ("name", "meaning", "asks", *bank.kinds.scored)),
        "surface_cues": (bank.surface_cues, ("name", "why")),
        "kinds": ((*bank.kinds.all, CANNOT_TELL), ("label", "phrase", "meaning")),
        "questions": (bank.questions, ("text", "finds", "courtesy")),
        "sources": (bank.sources, ("label", "title", "says")),
        "beliefs": (bank.beliefs, ("text", "why")),
    }
    problems = []
    for topic, (ids, keys) in needed.items():
        words = bank.words.get(topic, {})
        for id in ids:
            if not is_missed(bank, topic, id, ids):
                continue
            entry = words.get(id)
            said = entry if isinstance(entry, Mapping) else {}
            remark = topic == "criteria" and not bank.is_decisive(id)
            expected = (*keys, "weight-remark") if remark else keys
            missing = [key for key in expected if not isinstance(said.get(key), str)]
            if missing:
                where = bank.words.where(topic, id)
                what = f"'{id}' has no words for {', '.join(missing)}."
                problems.append(Problem(*where, what, "Write them there."))
        problems += unknown_words(bank, topic, ids)
    problems += _check_lines(bank, "powers", bank.powers)
    problems += _check_lines(bank, "holders", bank.kinds.holders)
    return problems


def is_missed(bank: Bank, topic: str, id: str, known: Iterable[str]) -> bool:
    """Tell whether words that are not there are to be missed.

    They are not where their file has a mistake of its own, or where they stand under a name that is
    misspelt: that is said there.
    """
    if topic in bank.words.unread:
        return False
    words, known = bank.words.get(topic, {}), set(known)
    if id in words:
        return True
    return all(nearest(other, known) != id for other in words if other not in known)


def is_said(bank: Bank, topic: str, id: str) -> bool:
    """Tell whether a name that its table lacks has words, of which that is said already."""
    return id in bank.words.get(topic, {})


def unknown_words(bank: Bank, topic: str, known: Iterable[str]) -> list[Problem]:
    """Return a problem for each entry of a topic that belongs to nothing."""
    known = set(known)
    return [
        Problem(*bank.words.where(topic, id), f"'{id}' is unknown.", did_you_mean(id, known))
        for id in bank.words.get(topic, {})
        if id not in known
    ]


def _check_lines(bank: Bank, topic: str, ids: Iterable[str]) -> list[Problem]:
    """Check a topic of which each entry is one line of words."""
    said = bank.words.get(topic, {})
    return [
        Problem(*bank.words.where(topic, id), f"'{id}' has no words.", "Add its line.")
        for id in ids
        if not isinstance(said.get(id), str) and is_missed(bank, topic, id, ids)
    ] + unknown_words(bank, topic, ids)


def _check_claims(bank: Bank) -> list[Problem]:
    """Check that each claim of the article has its chapter, and cases the words that show it.

    A claim that no case shows, or no exercise practises, names none.
    """
    problems = []
    exercises = exercise_names(bank.roots)
    chapters = bank.words.get("chapters", {})
    for name, claim in bank.claims.items():
        if claim is None:
            continue
        for key, ids, known in (
            ("chapters", claim.chapters, chapters),
            ("vignettes", claim.vignettes, bank.vignettes),
            ("exercises", claim.exercises, exercises),
        ):
            what = key.removesuffix("s")
            if not ids and key == "chapters":
                where = bank.parts.where("claims", name, key)
                problems.append(Problem(*where, f"{name}: it has no {what}.", "Name one."))
            for place, id in enumerate(ids):
                entry = "claims", name, key, id if key == "vignettes" else place
                if id in bank.amiss or (key == "chapters" and "chapters" in bank.words.unread):
                    continue
                if id not in known:
                    said, remedy = f"{name}: there is no {what} '{id}'.", did_you_mean(id, known)
                    problems.append(Problem(*bank.parts.where(*entry), said, remedy))
                elif key == "vignettes" and id in bank.kept:
                    said = f"{name}: '{id}' is kept for the graded exercise '{bank.kept[id]}'."
                    problems.append(Problem(*bank.parts.where(*entry), said, "Name another."))
                elif key == "vignettes" and not _is_in(claim.vignettes[id], bank.vignettes[id]):
                    said = f"{name}: '{claim.vignettes[id]}' stands in no sentence of '{id}'."
                    remedy = "Copy the words that show the claim from one of its sentences."
                    problems.append(Problem(*bank.parts.where(*entry), said, remedy))
    return problems + _check_lines(bank, "claims", bank.claims)


def _is_in(words: str, vignette: Vignette) -> bool:
    """Tell whether a sentence of a case holds some words."""
    return bool(words.strip()) and any(words in p.text for p in vignette.passages)


def _check_figures(bank: Bank) -> list[Problem]:
    """Check that figures name cases in between that are there, and none of a graded exercise."""
    shown = bank.figures
    if shown is None:  # what could not be read is a problem by itself
        return []
    placed = [v.id for v in bank.vignettes.values() if v.front.place and v.id not in bank.kept]
    groups = bank.words.get("figures", {}).get("groups", {})
    return [
        Problem(
            *bank.parts.where("figures", "powers", name),
            f"There is no {what} '{id}'.",
            did_you_mean(id, known),
        )
        for name, case in shown.powers.items()
        for what, id, known in (
            ("case in between", case, placed),
            ("name under `groups`", name, groups),
        )
        if id not in known and id not in bank.amiss
    ]


def _check_references(bank: Bank) -> list[Problem]:
    problems = []
    for table, entries in (("criteria", bank.criteria), ("beliefs", bank.beliefs)):
        for name, entry in entries.items():
            for place, source in enumerate(entry.sources if entry else []):
                if source not in bank.sources and not is_said(bank, "sources", source):
                    what = f"{name}: there is no source '{source}'."
                    remedy = did_you_mean(source, bank.sources)
                    where = bank.parts.where(table, name, "sources", place)
                    problems.append(Problem(*where, what, remedy))
    for name, power in bank.powers.items():
        by = power.shown_by if power else None
        if not (by is None or by in bank.criteria or is_said(bank, "criteria", by)):
            what = f"{name}: there is no criterion '{by}'."
            where = bank.parts.where("powers", name, "shown_by")
            problems.append(Problem(*where, what, did_you_mean(by, bank.criteria)))
    for name, question in bank.questions.items():
        named = question.criterion if question else None
        if not (named is None or named in bank.criteria or is_said(bank, "criteria", named)):
            what = f"{name}: there is no criterion '{named}'."
            remedy = did_you_mean(named, bank.criteria)
            where = bank.parts.where("questions", name, "criterion")
            problems.append(Problem(*where, what, remedy))
    return problems
