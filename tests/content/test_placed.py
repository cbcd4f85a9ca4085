"""The cases in between: what can be defended is narrow, said, and no one place fits them all."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path

import pytest

from whosegroup.bank.loading import read_bank
from whosegroup.bank.vignettes import PLACES, POWERS, Vignette
from whosegroup.exercises.feedback import FITS, LOOK_AGAIN
from whosegroup.exercises.loading import read_exercises
from whosegroup.exercises.model import Exercise
from whosegroup.exercises.types.place import PARTS, WHOLE, judge_place, judge_unknown

ROOT = Path(__file__).parents[2]
BANK = read_bank(ROOT)[0]
BETWEEN = {id: v for id, v in BANK.vignettes.items() if v.front.kind == BANK.kinds.between}
PLACING = [e for e in read_exercises(BANK)[0] if e.settings.type == "place"]
MOST = {WHOLE: 1 / 2, **dict.fromkeys(POWERS, 3 / 5)}
CHOICE = re.compile(r"\b(?:choose|or) (\d)\b")  # as reasons say which place something speaks for
every_case = pytest.mark.parametrize("id", BETWEEN)
every_part = pytest.mark.parametrize("part", PARTS)


def holding(case: Vignette, part: str) -> list[int]:
    """Return the places that hold."""
    return [place for place in PLACES if judge_place(case, part, place) != LOOK_AGAIN]


def told(case: Vignette, part: str) -> str:
    """Return what is told of a power, or of the whole."""
    reason = getattr(case.front.reasons, part)
    return reason if isinstance(reason, str) else " ".join(reason.values())


def test_no_page_has_more_than_five_groups_to_place() -> None:
    placed = {exercise.id: len(exercise.vignettes) for exercise in PLACING}
    on_page: Counter[str] = Counter()
    for path in (ROOT / "notebooks").glob("*.ipynb"):
        cells = json.loads(path.read_text("utf-8"))["cells"]
        source = "\n".join("".join(cell["source"]) for cell in cells)
        on_page[path.stem] += sum(n for id, n in placed.items() if f'= exercise("{id}")' in source)
    assert sorted(n for n in on_page.values() if n) == [5, 5, 5]


@every_part
def test_no_one_place_fits_nearly_everywhere(part: str) -> None:
    fits = Counter(place for case in BETWEEN.values() for place in holding(case, part))
    most = MOST[part] * len(BETWEEN)
    assert {place: n for place, n in fits.items() if n > most} == {}


@every_part
@pytest.mark.parametrize("exercise", PLACING, ids=lambda exercise: exercise.id)
def test_no_one_place_fits_all_groups_of_a_page(exercise: Exercise, part: str) -> None:
    always = set.intersection(*(set(holding(case, part)) for case in exercise.vignettes))
    assert always == set()


@every_case
def test_a_band_is_narrow_but_where_the_text_shows_nothing(id: str) -> None:
    case = BETWEEN[id]
    wide = [part for part in PARTS if len(holding(case, part)) > 2]
    silent = [part for part in POWERS if judge_unknown(case, part, BANK) == FITS]
    assert wide == silent
    assert all(len(holding(case, part)) == 3 for part in wide)


@every_case
def test_where_two_places_hold_it_is_said_what_speaks_for_the_other(id: str) -> None:
    case = BETWEEN[id]
    for part in PARTS:
        places, named = holding(case, part), set(map(int, CHOICE.findall(told(case, part))))
        assert named <= set(places), f"{part}: one is told to choose {named}."
        if len(places) == 2:
            assert named, f"{part}: nothing says why {places} can be defended."
        if part == WHOLE and len(places) == 2:
            assert named == set(places)


def test_not_shown_is_right_now_and_then() -> None:
    silent = [
        p for case in BETWEEN.values() for p in POWERS if judge_unknown(case, p, BANK) == FITS
    ]
    assert 3 <= len(silent) <= len(BETWEEN)
