from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from whosegroup.bank.loading import load_bank
from whosegroup.bank.model import Bank
from whosegroup.exercises.hand import SIGNS, compile_names, holders_of
from whosegroup.exercises.loading import load_exercise
from whosegroup.exercises.payload import compile_payload


def test_who_holds_each_power_is_read_from_the_case(toy_bank: Bank) -> None:
    """The aims by their mark, the leader by the criterion alone; the rest is not shown."""
    assert holders_of(toy_bank.vignettes["garden"], toy_bank) == {
        "aims": "self-help",
        "leader": "self-help",
    }


def test_where_a_case_does_not_say_over_what_somebody_decides_it_has_no_hand(
    toy_bank: Bank,
) -> None:
    """What is marked without a power may be any of them, so none can be called "not shown"."""
    assert holders_of(toy_bank.vignettes["tea"], toy_bank) is None


@pytest.mark.parametrize(
    ("mark", "held"),
    [
        ("power=leader shows=self-help", {"leader": "both"}),  # the town chooses the leader, too
        ("power=leader shows=support", {"leader": "support"}),
        ("power=money shows=both", {"leader": "support", "money": "both"}),
        ("power=money shows=other", {"leader": "support", "money": "other"}),
    ],
)
def test_in_a_case_in_between_a_power_may_be_held_by_both_or_by_another(
    toy_root: Path, mark: str, held: dict[str, str]
) -> None:
    path = toy_root / "data/vignettes/en/shed.md"
    text = path.read_text(encoding="utf-8")
    assert "criterion=ownership shows=self-help" in text
    text = text.replace("ownership shows=self-help", f"ownership {mark}")
    path.write_text(text, encoding="utf-8")
    bank = load_bank(toy_root)
    assert holders_of(bank.vignettes["shed"], bank) == held


def test_the_names_are_shipped_once_and_only_where_a_hand_is_shown(toy_root: Path) -> None:
    named = compile_names(load_bank(toy_root))
    powers = ["aims", "admission", "leader", "money", "continuing"]
    assert [power["id"] for power in named["powers"]] == powers
    holders = ["self-help", "support", "both", "other", "unknown"]
    assert [holder["id"] for holder in named["holders"]] == holders
    assert len(set(SIGNS)) == len(SIGNS)
    toy = load_exercise("toy", toy_root)
    payload = compile_payload(toy)
    assert {key: payload[key] for key in named} == named
    tea = tuple(case for case in toy.vignettes if "tea" in case.id)
    assert not named.keys() & compile_payload(replace(toy, vignettes=tea)).keys()
