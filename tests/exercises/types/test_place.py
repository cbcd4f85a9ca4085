"""A case on a line of five: bands for each power and for the whole, and their reasons."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from compiled import compiled, pieces, said
from whosegroup.bank.loading import load_bank
from whosegroup.bank.model import Bank
from whosegroup.exercises.fragments import Fragments
from whosegroup.exercises.types import type_of
from whosegroup.exercises.types.place import PARTS, give_reasons, judge_place, judge_unknown

Change = Callable[[str, str, str], None]


def test_a_case_in_between_says_what_is_said_of_each_power_and_place(
    toy_root: Path, fragments: Fragments
) -> None:
    exercise, [unit] = compiled("shed", toy_root, fragments)
    [shed], bank = exercise.vignettes, exercise.bank
    assert [part["id"] for part in unit["parts"]] == list(PARTS)
    for part in unit["parts"]:
        assert part["band"] == getattr(shed.front.place, part["id"])
        places = {str(place): judge_place(shed, part["id"], place) for place in range(1, 6)}
        unknown = {"unknown": judge_unknown(shed, part["id"], bank)}
        assert part["replies"] == places | (unknown if part["id"] != "whole" else {})
        assert pieces(part["say"], fragments) == give_reasons(shed, part["id"], bank)


def test_what_decided_it_for_a_reader_may_tell_who_decides_agree_or_only_look_telling(
    toy_root: Path, change: Change, fragments: Fragments
) -> None:
    file = "data/vignettes/en/shed.md"
    change(file, "They settled who may come]{criterion=ownership", "They help]{criterion=helping")
    _, [unit] = compiled("shed", toy_root, fragments)
    given = {
        line: (reply["verdict"], *(fragment.role for fragment in pieces(reply["say"], fragments)))
        for line, reply in unit["reasons"].items()
    }
    assert given == {
        "1": ("look-again", "lead", "surface"),
        "2": ("defensible", "lead"),
        "3": ("fits", "lead"),
    }


def test_a_work_from_before_is_judged_by_where_it_has_the_whole(
    toy_root: Path, fragments: Fragments
) -> None:
    exercise, [unit] = compiled("shed", toy_root, fragments)
    type = type_of(exercise.settings)

    def verdict(part: str, answer: str) -> str | None:
        reply = type.reply(unit, part, answer, lambda *_: None)
        return reply and reply["verdict"]

    assert [verdict("whole", place) for place in "125"] == [
        "look-again",
        "defensible",
        "look-again",
    ]
    assert [verdict("reason", line) for line in "139"] == ["look-again", "fits", None]
    assert verdict("aims", "1") is None


def test_no_passage_of_a_case_in_between_is_said_to_decide(
    toy_root: Path, fragments: Fragments
) -> None:
    _, [unit] = compiled("shed", toy_root, fragments)
    assert [(line["role"], line["label"]) for line in unit["lines"]] == [
        ("surface", "Only looks telling: Shared stories"),
        ("agrees", "Tells of: Ownership"),
        ("agrees", "Tells of: Mandate"),
    ]


@pytest.mark.parametrize(
    ("part", "verdicts"),
    [
        ("aims", {1: "defensible", 2: "defensible"}),
        ("admission", {1: "fits"}),
        ("leader", {4: "defensible", 5: "defensible"}),
        ("money", {2: "defensible", 3: "defensible", 4: "defensible"}),
        ("continuing", {5: "fits"}),
        ("whole", {2: "defensible", 3: "defensible", 4: "defensible"}),
    ],
)
def test_a_placement_within_a_band_holds_and_fits_only_where_the_band_is_one_place(
    toy_bank: Bank, part: str, verdicts: dict[int, str]
) -> None:
    shed = toy_bank.vignettes["shed"]
    given = {place: judge_place(shed, part, place) for place in range(1, 6)}
    assert given == {**dict.fromkeys(range(1, 6), "look-again"), **verdicts}


@pytest.mark.parametrize(("part", "verdict"), [("money", "defensible"), ("aims", "look-again")])
def test_a_power_may_be_said_not_to_be_shown_where_its_band_is_wide(
    toy_bank: Bank, part: str, verdict: str
) -> None:
    assert judge_unknown(toy_bank.vignettes["shed"], part, toy_bank) == verdict


@pytest.mark.parametrize(
    ("part", "verdict"),
    [
        ("aims", "look-again"),
        ("money", "fits"),
        ("admission", "look-again"),
        ("leader", "look-again"),
    ],
)
def test_where_the_case_marks_its_powers_another_with_a_wide_band_is_not_shown(
    toy_root: Path, change: Change, part: str, verdict: str
) -> None:
    file = "data/vignettes/en/shed.md"
    change(file, "criterion=ownership shows", "criterion=ownership power=admission shows")
    bank = load_bank(toy_root)
    assert judge_unknown(bank.vignettes["shed"], part, bank) == verdict


def test_each_power_has_its_reason_and_the_whole_one_on_either_side(toy_bank: Bank) -> None:
    shed = toy_bank.vignettes["shed"]
    reasons = {part: said(give_reasons(shed, part, toy_bank)) for part in PARTS}
    assert reasons == {
        "aims": [("own", "Aims reason.")],
        "admission": [("own", "Admission reason.")],
        "leader": [("own", "Leader reason.")],
        "money": [("own", "Money reason.")],
        "continuing": [("own", "Continuing reason.")],
        "whole": [
            ("own", "Here: They say who comes."),
            ("own", "There: The town says who leads."),
        ],
    }
