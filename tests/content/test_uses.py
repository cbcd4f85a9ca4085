"""What each case is for, as it was drawn: none is shown twice by chance."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from whosegroup.bank.kinds import CANNOT_TELL
from whosegroup.bank.loading import read_bank
from whosegroup.exercises.loading import read_exercises
from whosegroup.exercises.settings import RETEST

ROOT = Path(__file__).parents[2]
LOTS = Path(__file__).parent / "lots"
BRIEFS = {brief["id"]: brief for brief in YAML().load((LOTS / "briefs.yml").read_text("utf-8"))}
WRITTEN = dict(YAML().load((LOTS / "written.yml").read_text("utf-8")))
RETOLD = dict(YAML().load((LOTS / "retold.yml").read_text("utf-8")))
LEFT = dict(YAML().load((LOTS / "left.yml").read_text("utf-8")))
MOVED = dict(YAML().load((LOTS / "moved.yml").read_text("utf-8")))
USES = {WRITTEN[id]: brief["use"] for id, brief in BRIEFS.items()} | MOVED
BANK = read_bank(ROOT)[0]
EXERCISES = {exercise.id: exercise for exercise in read_exercises(BANK)[0]}

# How many cases each use needs.
NEEDED = {
    "test a": 10,
    "test b": 10,
    "retest": 10,
    "small try": 10,
    "compare": 12,
    "mixed": 20,
    "look": 1,
}


def use_of(exercise: str) -> dict[str, str]:
    """Return what each case that an exercise names is for, by the place where it stands."""
    settings = EXERCISES[exercise].settings
    if settings.forms:
        forms = {form: form if form == RETEST else f"test {form}" for form in settings.forms}
        told = {id for id, case in BANK.vignettes.items() if case.front.kind != CANNOT_TELL}
        return {id: forms[form] for form in forms for id in settings.forms[form] if id in told}
    chapters = [chapter for chapter in BANK.words["chapters"] if chapter in CHAPTERS]
    if settings.draws:
        return dict.fromkeys(settings.vignettes, "mixed")
    if exercise == BANK.course.tries:
        *tries, look = settings.vignettes
        return {**dict.fromkeys(tries, "small try"), look: "look"}
    if settings.type == "compare":
        return dict.fromkeys(settings.vignettes, "compare")
    return dict.fromkeys(settings.vignettes, f"chapter {chapters.index(settings.chapter) + 1}")


CHAPTERS = {exercise.settings.chapter for exercise in EXERCISES.values()}


def test_each_brief_has_its_case_and_each_case_its_brief_or_stands_in_a_chapter() -> None:
    assert set(WRITTEN) == set(BRIEFS)
    assert len(set(WRITTEN.values())) == len(WRITTEN)
    assert set(WRITTEN.values()) <= set(BANK.vignettes)


@pytest.mark.parametrize("id", BRIEFS)
def test_a_case_has_the_kind_the_genre_and_the_level_of_its_brief(id: str) -> None:
    asked, front = {**BRIEFS[id], **RETOLD.get(id, {})}, BANK.vignettes[WRITTEN[id]].front
    assert (front.kind, front.genre, front.level) == (
        asked["kind"],
        asked["genre"],
        asked["level"],
    )


def test_what_is_told_otherwise_than_drawn_is_another_thing() -> None:
    again = [id for id, told in RETOLD.items() for name in told if told[name] == BRIEFS[id][name]]
    assert again == []


@pytest.mark.parametrize("id", BRIEFS)
def test_what_a_case_left_of_its_brief_is_recorded(id: str) -> None:
    brief, case = BRIEFS[id], BANK.vignettes[WRITTEN[id]]
    powers = {p.power or ("leader" if p.criterion == "mandate" else "") for p in case.cues}
    shown = powers | {p.surface for p in case.surface_cues}
    missing = {*brief["traps"], *brief["powers"]} - shown - set(LEFT.get(id, []))
    assert missing == set(), f"Show it, or write under {id} in lots/left.yml that it could not be."


def test_in_the_tests_no_genre_goes_with_a_kind() -> None:
    met = {id for name in ("first-sort", "last-sort") for id in use_of(name)}
    genres = counted_genres(met)
    for genre, kinds in genres.items():
        assert kinds.total() < 4 or min(kinds[kind] for kind in BANK.kinds.scored) > 0, genre
    assert max(genres["scene"].values()) <= 2 * min(genres["scene"].values())


def counted_genres(cases: set[str]) -> dict[str, Counter[str]]:
    """Return how many cases of each genre are of each kind."""
    fronts = [case.front for id, case in BANK.vignettes.items() if id in cases]
    genres = {front.genre: Counter[str]() for front in fronts}
    for front in fronts:
        genres[front.genre][front.kind] += 1
    return genres


def test_there_are_cases_enough_for_every_use() -> None:
    drawn = Counter(USES.values())
    assert {use: n for use, n in NEEDED.items() if drawn[use] < n} == {}
    assert {drawn[f"chapter {number}"] for number in range(1, 11)} == {6}


def test_each_case_stands_where_it_is_meant_to_and_nowhere_else() -> None:
    """An exercise for which none was meant may show any case of practice once more.

    That it shows none of a test is checked with all else.
    """
    scored = [e for e in EXERCISES.values() if e.settings.type in ("sort", "compare", "parts")]
    elsewhere = [
        (case, exercise.id, USES.get(case))
        for exercise in scored
        for uses in [use_of(exercise.id)]
        if any(USES.get(case) == use for case, use in uses.items())
        for case, use in uses.items()
        if USES.get(case, use) != use
    ]
    assert elsewhere == []
