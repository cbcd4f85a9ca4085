"""Pieces of feedback are shipped once, whatever the type of exercise that says them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from compiled import compiled
from whosegroup.bank.content import exercise_names
from whosegroup.exercises.feedback import Fragment
from whosegroup.exercises.fragments import Fragments, Reply
from whosegroup.exercises.loading import load_exercise
from whosegroup.exercises.payload import compile_payload

TOYS = exercise_names(Path(__file__).parents[1] / "fixtures" / "bank")


def test_a_piece_of_feedback_is_kept_once_and_keeps_its_number(fragments: Fragments) -> None:
    one, other = Fragment("own", "One."), Fragment("own", "Other.", term="cues.x")
    assert fragments.say([one, other, one]) == [0, 1, 0]
    assert fragments.index(Fragment("lead", "One.")) == 2, "A role of its own is another piece."
    assert fragments.as_json() == [
        {"role": "own", "text": "One."},
        {"role": "own", "text": "Other.", "term": "cues.x"},
        {"role": "lead", "text": "One."},
    ]


def test_a_reply_has_a_reason_only_where_there_is_one(fragments: Fragments) -> None:
    one = (Fragment("own", "One."),)
    assert fragments.reply(Reply("fits", one)) == {"verdict": "fits", "say": [0]}
    assert fragments.reply(Reply("fits", one, "look-again")) == {
        "verdict": "fits",
        "reason": "look-again",
        "say": [0],
    }


@pytest.mark.parametrize(
    ("name", "file", "old"),
    [
        ("pairs", "data/vignettes/en/garden-clinic.md", "about: Invented for these tests.\n"),
        ("shed", "data/vignettes/en/shed.md", "about: Invented for these tests.\n"),
        ("stalls", "data/asks/en/stall.md", "about: Invented for these tests.\n"),
        ("keys", "data/decisions/en/key.yml", "about: Invented for these tests.\n"),
    ],
)
def test_a_content_note_is_shipped_with_each_type(
    toy_root: Path, fragments: Fragments, name: str, file: str, old: str
) -> None:
    assert "note" not in compiled(name, toy_root, Fragments())[1][0]
    path = toy_root / file
    path.write_text(path.read_text().replace(old, f"{old}note: It speaks of loss.\n"))
    assert compiled(name, toy_root, fragments)[1][0]["note"] == "It speaks of loss."


def indices_in(data: Any, key: str | None = None) -> set[int]:
    """Return the numbers of all fragments that a compiled unit says."""
    if isinstance(data, dict):
        return {i for name, value in data.items() for i in indices_in(value, name)} | (
            set(data["leads"].values()) if "leads" in data else set()
        )
    if isinstance(data, list):
        own = set(data) if key in ("say", "more") else set()
        return own | {i for value in data if not isinstance(value, int) for i in indices_in(value)}
    return set()


@pytest.mark.parametrize("name", TOYS)
def test_each_piece_of_feedback_is_shipped_once_and_said_somewhere(
    toy_root: Path, name: str
) -> None:
    payload = compile_payload(load_exercise(name, toy_root))
    pieces = [json.dumps(piece) for piece in payload["fragments"]]
    assert len(pieces) == len(set(pieces))
    remarks = {i for remark in payload.get("remarks", {}).values() for i in remark.values()}
    assert indices_in(payload["cases"]) | remarks == set(range(len(pieces)))


@pytest.mark.parametrize("name", TOYS)
def test_nothing_that_is_missing_is_shipped_as_null(toy_root: Path, name: str) -> None:
    payload = compile_payload(load_exercise(name, toy_root))
    assert "null" not in json.dumps(payload, separators=("\n", "\n")).split("\n")
