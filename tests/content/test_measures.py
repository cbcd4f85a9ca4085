"""Nothing but what decides tells the kinds apart, over the whole bank."""

from __future__ import annotations

from collections import Counter
from statistics import mean

import pytest
import textstat

from whosegroup.authoring.balance import measure_bank, scored_cases
from whosegroup.bank.model import Bank
from whosegroup.bank.vignettes import Vignette

DOCUMENTS = {"leaflet", "web page", "note", "minutes", "by-laws", "message", "notice"}


@pytest.fixture(scope="session")
def scored(real_bank: Bank) -> list[Vignette]:
    return scored_cases(real_bank)


def by_kind(cases: list[Vignette]) -> dict[str, list[Vignette]]:
    kinds = sorted({v.front.kind for v in cases})
    return {kind: [v for v in cases if v.front.kind == kind] for kind in kinds}


def test_there_are_cases_enough_and_as_many_of_each_kind(
    real_bank: Bank, scored: list[Vignette]
) -> None:
    one, other = map(len, by_kind(scored).values())
    assert abs(one - other) <= 1
    assert len(scored) >= 140
    assert len([v for v in scored if v.front.pair]) >= 2 * 36
    assert len(real_bank.vignettes) - len(scored) >= 16


def test_a_third_are_documents_and_each_case_has_its_genre_and_level(
    scored: list[Vignette],
) -> None:
    assert [v.id for v in scored if not (v.front.genre and v.front.level)] == []
    documents = Counter(v.front.genre for v in scored if v.front.genre in DOCUMENTS)
    assert set(documents) == DOCUMENTS
    assert documents.total() >= 48
    assert {v.front.level for v in scored} == {1, 2, 3}


def test_each_power_is_seen_on_both_kinds(real_bank: Bank, scored: list[Vignette]) -> None:
    """What is decided about says nothing about who decides."""
    for kind, cases in by_kind(scored).items():
        seen = Counter(
            p.power or ("leader" if p.criterion == "mandate" else "")
            for v in cases
            for p in v.cues
            if real_bank.is_decisive(p.criterion)
        )
        assert "" not in seen, f"Some deciding passages of {kind} say no power."
        assert min(seen[power] for power in seen) >= 15, seen
        assert len(seen) == 5


def test_every_criterion_is_shown_by_four_cases_or_more(
    real_bank: Bank, scored: list[Vignette]
) -> None:
    counts = Counter(id for v in scored for id in {p.mark.criterion for p in v.cues})
    assert {id: counts[id] for id in real_bank.criteria if counts[id] < 4} == {}


def test_every_surface_cue_stands_on_two_cases_or_more_of_each_kind(
    real_bank: Bank, scored: list[Vignette]
) -> None:
    scored_kinds = real_bank.kinds.scored
    counts = {cue: dict.fromkeys(scored_kinds, 0) for cue in real_bank.surface_cues}
    for vignette in scored:
        for cue in {p.mark.surface for p in vignette.surface_cues}:
            counts[cue][vignette.front.kind] += 1
    assert {cue: n for cue, n in counts.items() if min(n.values()) < 2} == {}


@pytest.mark.parametrize(
    "level", [textstat.automated_readability_index, textstat.coleman_liau_index]
)
def test_one_kind_reads_as_easily_as_the_other(scored: list[Vignette], level: object) -> None:
    """In school grades, by two formulas."""
    one, other = (mean(level(v.text) for v in cases) for cases in by_kind(scored).values())
    assert abs(one - other) <= 0.5


def test_every_measure_of_the_bank_is_within_its_limits(real_bank: Bank) -> None:
    measures = measure_bank(real_bank)
    assert len(measures) > 15
    assert [str(measure) for measure in measures if not measure.holds] == []
