"""Oka's features stand in enough cases, and lean to the kinds as he says, with exceptions."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from whosegroup.authoring.balance import scored_cases
from whosegroup.bank.loading import read_bank

ROOT = Path(__file__).parents[2]
BANK = read_bank(ROOT)[0]
SCORED = {case.id: case for case in scored_cases(BANK)}
OWN, AGENCY = BANK.kinds.scored
LISTED = YAML(typ="safe").load((Path(__file__).parent / "lots" / "features.yml").read_text("utf-8"))
MARKED = {"authority": "knowledge", "choice": "any door", "frame": "own words", "reach": "others"}
TOGETHER, ALONE = "action with other groups", "action alone"
UNPAID, PAID = "unpaid work", "paid work"
FEATURES = [*MARKED.values(), "action", TOGETHER, UNPAID]
# The fewest cases with a feature, or where it is missing or not allowed.
FEWEST = dict.fromkeys(FEATURES, 20) | {TOGETHER: 8}
every_feature = pytest.mark.parametrize("feature", FEATURES)


def shown() -> Iterator[tuple[str, str, str]]:
    """Yield a feature, a case in which it plays a part, and the kind of which one expects that."""
    for case in SCORED.values():
        for passage in (*case.cues, *case.surface_cues):
            action = [
                name
                for name in (TOGETHER, ALONE)
                if case.id in LISTED[name] and LISTED[name][case.id] in passage.text
            ]
            kind = passage.mark.shows or OWN
            if action or passage.surface == "speaking-up":
                yield "action", case.id, kind
                yield from ((name, case.id, kind) for name in action if name == TOGETHER)
            elif passage.criterion in MARKED:
                yield MARKED[passage.criterion], case.id, kind
    for name, kind in ((UNPAID, OWN), (PAID, AGENCY)):
        yield from ((UNPAID, id, kind) for id in LISTED[name])


SHOWN = set(shown())


def cases(feature: str, kind: str, expected: str) -> set[str]:
    """Return the cases of a kind in which a feature is as one expects it of that or another."""
    found = {id for name, id, of in SHOWN if (name, of) == (feature, expected)}
    return {id for id in found if SCORED[id].front.kind == kind}


@pytest.mark.parametrize("name", LISTED)
def test_listed_words_stand_in_their_cases(name: str) -> None:
    plain = {id: SCORED[id].text.replace("\u2019", "'") for id in LISTED[name]}
    assert {id: said for id, said in LISTED[name].items() if said not in plain[id]} == {}


@every_feature
def test_a_feature_stands_in_enough_cases(feature: str) -> None:
    assert len({id for name, id, _ in SHOWN if name == feature}) >= FEWEST[feature]


@every_feature
def test_a_feature_leans_to_the_kinds_as_oka_says(feature: str) -> None:
    assert len(cases(feature, OWN, OWN)) > len(cases(feature, AGENCY, OWN))
    if feature != TOGETHER:
        assert len(cases(feature, AGENCY, AGENCY)) > len(cases(feature, OWN, AGENCY))


@every_feature
def test_each_kind_has_an_exception(feature: str) -> None:
    assert cases(feature, AGENCY, OWN), "No group of an agency has it."
    if feature != TOGETHER:
        assert cases(feature, OWN, AGENCY), "No group of the people's own lacks it."
