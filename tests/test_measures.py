"""Tests of what follows from attempts; fixtures/measures.json binds JavaScript too."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whosegroup.measures import first_answers, passage_of, reaction_to, summarise

FIXTURES = Path(__file__).parent / "fixtures"
PAYLOAD = json.loads((FIXTURES / "payload.json").read_text(encoding="utf-8"))
NAMES = list(json.loads((FIXTURES / "measures.json").read_text(encoding="utf-8")))


@pytest.mark.parametrize("name", NAMES)
def test_the_summary_is_what_the_fixture_says(measures_fixture: dict[str, Any], name: str) -> None:
    case = measures_fixture[name]
    assert summarise(PAYLOAD, case["attempts"]) == case["expected"]


@pytest.mark.parametrize("name", NAMES)
def test_a_summary_is_plain_json(measures_fixture: dict[str, Any], name: str) -> None:
    summary = summarise(PAYLOAD, measures_fixture[name]["attempts"])
    assert json.loads(json.dumps(summary)) == summary


@given(
    st.lists(
        st.fixed_dictionaries(
            {
                "at": st.sampled_from(["2026-04-13T09:30:01.000Z", "2026-04-13T09:30:02.000Z"]),
                "run": st.integers(1, 2),
                "vignette": st.sampled_from([*(case["id"] for case in PAYLOAD["cases"]), "gone"]),
                "answer": st.sampled_from(["self-help", "support"]),
            },
            optional={
                "passage": st.one_of(st.none(), st.integers(-2, 9), st.text(), st.booleans()),
                "confidence": st.sampled_from(["sure", "unsure"]),
            },
        )
    )
)
def test_the_counts_of_a_summary_agree_with_each_other(attempts: list[dict[str, Any]]) -> None:
    summary = summarise(PAYLOAD, attempts)
    table = summary["table"]
    assert summary["answered"] == sum(sum(row.values()) for row in table.values())
    assert summary["fits"] == table["self-help"]["self-help"] + table["support"]["support"]
    wrong = summary["conflation"]["count"] + summary["mirror"]["count"]
    assert wrong == summary["answered"] - summary["fits"] == sum(summary["read_again"].values())
    assert sum(summary["misled"].values()) <= wrong
    assert summary["sure_and_wrong"] <= wrong
    assert summary["wrong_reason"] <= summary["fits"]


def test_first_answers_are_those_of_the_first_run_by_time() -> None:
    def attempt(at: str, run: int, answer: str) -> dict[str, Any]:
        return {"at": at, "run": run, "vignette": "tea", "answer": answer}

    later, first = attempt("2", 1, "support"), attempt("1", 1, "self-help")
    assert first_answers([later, first, attempt("0", 2, "support")]) == {"tea": first}


@pytest.mark.parametrize(("passage", "line"), [(3, 3), ("3", None), (True, None), (None, None)])
def test_a_passage_is_a_number(passage: Any, line: int | None) -> None:
    assert passage_of({"passage": passage}) == line


def test_the_reaction_is_the_one_to_this_answer_and_this_line() -> None:
    case = {
        "replies": {"support": {"reactions": [0, 1]}, "self-help": {"reactions": [1, 2]}},
        "reactions": ["none", "one", "two"],
    }
    assert reaction_to(case, {"answer": "self-help", "passage": 1}) == "two"
    assert reaction_to(case, {"answer": "support", "passage": 1}) == "one"
    assert reaction_to(case, {"answer": "support"}) == "none"
    assert reaction_to(case, {"answer": "support", "passage": 2}) == "none"
