"""Tests of what follows from attempts; fixtures/measures.json binds JavaScript too."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whosegroup.exercises.loading import load_exercise
from whosegroup.exercises.payload import compile_payload
from whosegroup.work.measures import (
    first_answers,
    kinds_in,
    outcomes,
    part_of,
    passage_of,
    reaction_to,
    summarise,
    unit_of,
)

FIXTURES = Path(__file__).parents[1] / "fixtures"
PAYLOAD = json.loads((FIXTURES / "payload.json").read_text(encoding="utf-8"))
OUTCOMES = json.loads((FIXTURES / "outcomes.json").read_text(encoding="utf-8"))
PAYLOADS = {
    name: compile_payload(load_exercise(name, FIXTURES / "bank"))
    for name in sorted({case["exercise"] for case in OUTCOMES.values()})
}
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
    attempts = [attempt("0", 1, "neither"), later, first, attempt("0", 2, "support")]
    assert first_answers(attempts, kinds_in(PAYLOAD)) == {"tea": first}


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


@pytest.mark.parametrize("name", OUTCOMES)
def test_the_outcomes_are_what_the_fixture_says(name: str) -> None:
    case = OUTCOMES[name]
    assert outcomes(PAYLOADS[case["exercise"]], case["attempts"]) == case["expected"]


def test_the_fixture_of_outcomes_has_each_type_beside_sorting() -> None:
    types = {payload["type"] for payload in PAYLOADS.values()}
    assert types == {"compare", "place", "ask", "decide", "match"}


def answers_of(payload: dict[str, Any]) -> st.SearchStrategy[Any]:
    """Return answers of all parts of this exercise, and of none."""
    options = [
        f"{turn}/{option['id']}"
        for case in payload["cases"]
        for turn, asked in case.get("turns", {}).items()
        for option in asked["options"]
    ]
    ids = [answer["id"] for answer in payload["answers"]]
    known = [*ids, *options, "1", "3", "5", "99", "", "gone", "asked/gone"]
    questions = st.lists(st.sampled_from(["aims", "leader", "money", "gone"]), max_size=3)
    return st.one_of(st.sampled_from(known), questions)


@pytest.mark.parametrize("exercise", PAYLOADS)
@given(st.data())
def test_the_counts_of_outcomes_agree_with_each_other(exercise: str, data: st.DataObject) -> None:
    payload = PAYLOADS[exercise]
    halves = [half["id"] for case in payload["cases"] for half in case.get("halves", [])]
    units = st.sampled_from([*(case["id"] for case in payload["cases"]), *halves, "gone"])
    parts = ["difference", "whole", "aims", "question", "option", "bin", "", None]
    attempts = data.draw(
        st.lists(
            st.fixed_dictionaries(
                {
                    "at": st.sampled_from(["1", "2", "3"]),
                    "run": st.integers(1, 2),
                    "vignette": units,
                    "answer": answers_of(payload),
                },
                optional={"part": st.sampled_from(parts), "skipped": st.booleans()},
            ),
            max_size=12,
        )
    )
    found = outcomes(payload, attempts)
    counted = dict.fromkeys(found["verdicts"], 0)
    for verdict in found["first"].values():
        counted[verdict] += 1
    assert found["verdicts"] == counted
    assert found["answered"] == len(found["first"])
    assert found["wrong_reason"] <= found["verdicts"]["fits"]
    assert found["use"] <= found["verdicts"]["look-again"]
    assert json.loads(json.dumps(found)) == found


@pytest.mark.parametrize(
    ("attempt", "unit"),
    [
        ({"vignette": "tea"}, "tea"),
        ({"item": "key"}, "key"),
        ({"vignette": None, "item": "key"}, "key"),
        ({"vignette": "tea", "item": "key"}, "tea"),
    ],
)
def test_an_attempt_is_about_a_case_or_else_about_an_item(
    attempt: dict[str, Any], unit: str
) -> None:
    assert unit_of(attempt) == unit


@pytest.mark.parametrize(
    ("attempt", "part"), [({}, ""), ({"part": None}, ""), ({"part": "aims"}, "aims")]
)
def test_an_attempt_is_at_a_part_of_its_case_or_at_the_whole(
    attempt: dict[str, Any], part: str
) -> None:
    assert part_of(attempt) == part


def test_a_second_run_is_looked_at_by_itself_where_it_is_asked_for() -> None:
    attempts = [
        {"at": "1", "run": 1, "vignette": "tea", "answer": "support"},
        {"at": "2", "run": 2, "vignette": "tea", "answer": "self-help"},
        {"at": "3", "run": 2, "vignette": "garden", "answer": "support"},
    ]
    assert summarise(PAYLOAD, attempts, 2)["mirror"] == {"count": 1, "of": 2}
    assert summarise(PAYLOAD, attempts, 2)["fits"] == 1
    assert summarise(PAYLOAD, attempts)["mirror"] == {"count": 1, "of": 1}
