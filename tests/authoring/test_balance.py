"""Nothing but what decides tells the kinds apart, over the whole bank."""

from __future__ import annotations

from collections import Counter
from statistics import mean

import pytest
import textstat

from whosegroup.authoring.balance import (
    guessed_from_words,
    measure_bank,
    most_frequent_place,
    scored_cases,
    uneven_settings,
)
from whosegroup.bank.model import Bank
from whosegroup.bank.vignettes import Setting, Vignette


@pytest.fixture(scope="session")
def scored(real_bank: Bank) -> list[Vignette]:
    return scored_cases(real_bank)


def by_kind(cases: list[Vignette]) -> dict[str, list[Vignette]]:
    kinds = sorted({v.front.kind for v in cases})
    return {kind: [v for v in cases if v.front.kind == kind] for kind in kinds}


def test_there_are_cases_enough_and_as_many_of_each_kind(
    real_bank: Bank, scored: list[Vignette]
) -> None:
    assert [len(cases) for cases in by_kind(scored).values()] == [len(scored) / 2] * 2
    assert len(scored) >= 96
    assert len([v for v in scored if v.front.pair]) >= 72
    assert len([v for v in scored if len(v.text.split()) >= 150]) >= 12
    assert len(real_bank.vignettes) - len(scored) >= 16


def test_every_criterion_is_shown_by_four_cases_or_more(
    real_bank: Bank, scored: list[Vignette]
) -> None:
    counts = Counter(id for v in scored for id in {p.mark.criterion for p in v.cues})
    assert {id: counts[id] for id in real_bank.criteria if counts[id] < 4} == {}


def test_every_surface_cue_stands_on_two_cases_of_each_kind_and_on_both_alike(
    real_bank: Bank, scored: list[Vignette]
) -> None:
    scored_kinds = real_bank.kinds.scored
    counts = {cue: dict.fromkeys(scored_kinds, 0) for cue in real_bank.surface_cues}
    for vignette in scored:
        for cue in {p.mark.surface for p in vignette.surface_cues}:
            counts[cue][vignette.front.kind] += 1
    numbers = {cue: tuple(count.values()) for cue, count in counts.items()}
    uneven = {cue: n for cue, n in numbers.items() if min(n) < 2 or max(n) - min(n) > 1}
    assert uneven == {}, f"Of {scored_kinds}, these stand on too few, or on one kind more."


@pytest.mark.parametrize("aspect", Setting.model_fields)
def test_no_part_of_the_setting_goes_with_a_kind(
    real_bank: Bank, scored: list[Vignette], aspect: str
) -> None:
    assert uneven_settings(scored, real_bank.kinds, aspect) == {}


@pytest.mark.parametrize(
    "length",
    [lambda v: len(v.text.split()), lambda v: len(v.passages), lambda v: len(v.surface_cues)],
    ids=["words", "lines", "surface cues"],
)
def test_length_says_nothing_about_the_kind(scored: list[Vignette], length: object) -> None:
    one, other = (mean(map(length, cases)) for cases in by_kind(scored).values())
    assert abs(one - other) <= 0.05 * max(one, other)


@pytest.mark.parametrize(
    "level", [textstat.automated_readability_index, textstat.coleman_liau_index]
)
def test_one_kind_reads_as_easily_as_the_other(scored: list[Vignette], level: object) -> None:
    """In school grades, by two formulas."""
    one, other = (mean(level(v.text) for v in cases) for cases in by_kind(scored).values())
    assert abs(one - other) <= 0.3


def test_the_deciding_passage_has_no_place_of_its_own(
    real_bank: Bank, scored: list[Vignette]
) -> None:
    assert most_frequent_place(scored, real_bank) <= 0.5


def test_every_measure_of_the_bank_is_within_its_limits(real_bank: Bank) -> None:
    """Among them how many kinds words alone give away."""
    measures = measure_bank(real_bank)
    assert len(measures) > 8
    assert [str(measure) for measure in measures if not measure.holds] == []


def test_a_word_that_gives_the_kind_away_would_be_found(scored: list[Vignette]) -> None:
    """The classifier can see what the test above is to find."""
    telling = {"self-help": "They voted, and voted again.", "support": "A facilitator facilitated."}
    texts = [f"{v.text} {telling[v.front.kind]}" for v in scored]
    assert guessed_from_words(texts, scored) > 0.8 * len(scored)
