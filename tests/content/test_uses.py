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
BANK = read_bank(ROOT)[0]
EXERCISES = {exercise.id: exercise for exercise in read_exercises(BANK)[0]}

# How many cases each use needs.
NEEDED = {
    "test a": 14,
    "test b": 14,
    "retest": 14,
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
def test_a_case_is_what_its_brief_asked_for(id: str) -> None:
    brief, front = BRIEFS[id], BANK.vignettes[WRITTEN[id]].front
    genre = RETOLD.get(id, brief["genre"])
    assert (front.kind, front.genre, front.level) == (brief["kind"], genre, brief["level"])


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
    drawn = Counter(brief["use"] for brief in BRIEFS.values())
    assert {use: n for use, n in NEEDED.items() if drawn[use] < n} == {}
    assert {drawn[f"chapter {number}"] for number in range(1, 11)} == {6}


def test_each_case_stands_where_it_was_drawn_for_and_nowhere_else() -> None:
    """An exercise for which none was drawn may show any case of practice once more.

    That it shows none of a test is checked with all else.
    """
    drawn = {WRITTEN[id]: brief["use"] for id, brief in BRIEFS.items()}
    scored = [e for e in EXERCISES.values() if e.settings.type in ("sort", "compare", "parts")]
    elsewhere = [
        (case, exercise.id, drawn.get(case))
        for exercise in scored
        for uses in [use_of(exercise.id)]
        if any(drawn.get(case) == use for case, use in uses.items())
        for case, use in uses.items()
        if drawn.get(case, use) != use
    ]
    assert elsewhere == []
