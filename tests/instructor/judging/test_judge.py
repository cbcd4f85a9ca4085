"""Works are judged as the page judged them, and what cannot be counted is said, and no error."""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from private_bank import IDS, lay_private
from whosegroup.bank.content import exercise_names
from whosegroup.bank.loading import read_words
from whosegroup.bank.roots import content_root
from whosegroup.bank.words import Words
from whosegroup.exercises.loading import load_exercise
from whosegroup.exercises.model import Exercise
from whosegroup.exercises.payload import (
    aliases_of,
    compile_excerpt,
    compile_key,
    compile_payload,
)
from whosegroup.instructor.findings.model import ANSWER_COLUMNS, PLACEMENT_COLUMNS, UNKNOWN
from whosegroup.instructor.handed_in.model import HandedIn
from whosegroup.instructor.judging.judge import HOLDS, Judged, judge
from whosegroup.work.contract import is_attempt
from whosegroup.work.measures import line_digest, outcomes, summarise

FIXTURES = Path(__file__).parents[2] / "fixtures"

BANK = FIXTURES / "bank"
NAMES = exercise_names(BANK)
OUTCOMES = json.loads((FIXTURES / "outcomes.json").read_text(encoding="utf-8"))
MEASURES = json.loads((FIXTURES / "measures.json").read_text(encoding="utf-8"))
Attempt = dict[str, Any]


@cache
def toy(name: str) -> Exercise:
    return load_exercise(name, BANK)


@cache
def payload(name: str) -> dict[str, Any]:
    return compile_payload(toy(name))


@cache
def words() -> Words:
    return read_words(content_root(), "en")[0]


def work(exercise: str, attempts: Iterable[Attempt], reader: str = "S-001") -> HandedIn:
    handed = {"exercise": exercise, "attempts": list(attempts)}
    return HandedIn(reader, reader, exercise, (f"{reader}.json",), handed)


def judged(exercise: str, *attempts: Attempt, **settings: Any) -> Judged:
    """Return what is made of one reader's work at a toy exercise."""
    return judge([work(exercise, attempts)], toy, NAMES, words(), **settings)


def attempt(second: int, case: str, answer: Any, **more: Any) -> Attempt:
    at = f"2026-04-13T09:30:{second:02}.000Z"
    return {"at": at, "run": 1, "vignette": case, "answer": answer, **more}


def used(result: Judged) -> list[str]:
    return [problem.used for problem in result.problems]


def only(result: Judged) -> pd.Series:
    """Return the one answer that there is."""
    assert len(result.answers) == 1
    return result.answers.iloc[0]


# ------------------------------------------------------------------ as the page does


@pytest.mark.parametrize("name", OUTCOMES)
def test_first_replies_are_those_of_the_fixture(name: str) -> None:
    case = OUTCOMES[name]
    answers = judged(case["exercise"], *case["attempts"]).answers
    found = dict(zip(answers["vignette"], answers["verdict"], strict=True))
    assert found == case["expected"]["first"]
    assert (answers["reason"] == "look-again").sum() == case["expected"]["wrong_reason"]


def assert_summed(attempts: list[Attempt], expected: dict[str, Any]) -> None:
    """Compare the answers to the toy exercise with the summary that a reader is shown."""
    answers = judged("toy", *attempts).answers
    wrong = answers[~answers["holds"]]
    assert len(answers) == expected["answered"]
    assert answers["holds"].sum() == expected["fits"]
    table = answers.groupby(["kind", "answer"], observed=True).size().to_dict()
    plain = {(k, a): n for k, row in expected["table"].items() for a, n in row.items() if n}
    assert table == plain
    assert (answers["reason"] == "look-again").sum() == expected["wrong_reason"]
    assert (wrong["confidence"] == "sure").sum() == expected["sure_and_wrong"]
    # What was tapped although the kind was right a reader is shown; a report counts who was misled.
    misled = answers.loc[answers["misled"] != "", "misled"]
    counted = misled.astype(str).value_counts().to_dict()
    assert counted.items() <= expected["misled"].items()
    assert sum(counted.values()) == (answers["misled"] != "").sum()
    assert wrong["criterion"].astype(str).value_counts().to_dict() == expected["read_again"]


@pytest.mark.parametrize("name", MEASURES)
def test_first_answers_are_summed_as_in_the_fixture(name: str) -> None:
    attempts = MEASURES[name]["attempts"]
    known = [{k: v for k, v in a.items() if k != "payload"} for a in attempts]
    assert_summed(known, MEASURES[name]["expected"])


NOTHING = st.one_of(
    st.none(),
    st.booleans(),
    st.sampled_from([-1, 0, 10**30, 1.5, "", "sure", [], [[]], {}, {"a": 1}]),
)
UNITS = [case["id"] for name in NAMES for case in payload(name)["cases"]]
ANSWERS = ["self-help", "support", "cannot-tell", "asked/give", "later/go", "blue", "1", "3", "5"]
HOSTILE = st.fixed_dictionaries(
    {
        "at": st.sampled_from(["2026-04-13T09:30:01.000Z", "2026-04-13T09:30:02.000Z", "soon"]),
        "run": st.integers(1, 3),
        "answer": st.one_of(st.sampled_from(ANSWERS), st.lists(st.one_of(st.text(), NOTHING))),
    },
    optional={
        "vignette": st.sampled_from([*UNITS, "gone", None]),
        "item": st.one_of(st.sampled_from([*UNITS, "gone"]), NOTHING),
        "part": st.sampled_from(["", "whole", "aims", "question", "option", "bin", "difference"]),
        "passage": st.one_of(st.integers(-9, 9), NOTHING),
        "confidence": st.one_of(st.sampled_from(["sure", "unsure"]), NOTHING),
        "skipped": NOTHING,
        "payload": NOTHING,
    },
).filter(is_attempt)


@given(st.sampled_from(NAMES), st.lists(HOSTILE, max_size=12))
def test_whatever_stands_in_a_work_is_judged_as_the_page_judges_it(
    name: str, attempts: list[Attempt]
) -> None:
    result = judged(name, *attempts)
    answers = result.answers[result.answers["run"] == 1]
    if payload(name)["type"] == "sort":
        summary = summarise(payload(name), attempts)
        assert len(answers) == summary["answered"]
        assert answers["holds"].sum() == summary["fits"]
    else:
        expected = outcomes(payload(name), attempts)["first"]
        assert dict(zip(answers["vignette"], answers["verdict"], strict=True)) == expected
    assert set(result.exercises) <= {name}


# ------------------------------------------------------------------ each type


def test_a_sorted_case_has_all_that_the_payload_says() -> None:
    result = judged("toy", attempt(1, "tea-ward", "self-help", passage=2, confidence="sure"))
    assert only(result).to_dict() == {
        "reader": "S-001",
        "exercise": "toy",
        "type": "sort",
        "run": 1,
        "vignette": "tea-ward",
        "kind": "support",
        "answer": "self-help",
        "verdict": "look-again",
        "holds": False,
        "reason": "",
        "confidence": "sure",
        "misled": "called-association",
        "criterion": "ownership",
        "use": False,
        "tapped": "looks-telling",
        "eventually": False,
    }
    assert result.problems == []
    assert list(result.exercises) == ["toy"]


@pytest.mark.parametrize(
    ("passage", "tapped"),
    [(None, ""), (1, "looks-telling"), (3, "aims"), (4, "leader"), (5, "elsewhere"), (99, "")],
)
def test_a_tapped_sentence_is_told_by_the_power_that_it_shows(
    passage: int | None, tapped: str
) -> None:
    """A criterion that settles nothing is no power, and a line that is not there is none."""
    given = {} if passage is None else {"passage": passage}
    assert only(judged("toy", attempt(1, "garden", "support", **given)))["tapped"] == tapped


def test_a_sentence_tapped_in_an_earlier_text_says_nothing_of_a_power() -> None:
    given = attempt(1, "garden", "support", passage=3, payload="sha256:other")
    assert only(judged("toy", given))["tapped"] == ""


@pytest.mark.parametrize("use", [True, False])
def test_an_option_that_uses_a_members_group_as_a_method_is_told_so(use: bool) -> None:
    [situation] = payload("keys")["cases"][:1]
    turn = situation["turns"][situation["begin"]]
    option = next(one["id"] for one in turn["options"] if one.get("use", False) == use)
    answer = f"{situation['begin']}/{option}"
    given = attempt(1, situation["id"], answer, part="option")
    given["item"] = given.pop("vignette")
    assert only(judged("keys", given))["use"] == use


@pytest.mark.parametrize(
    ("exercise", "given", "expected"),
    [
        (
            "pairs",
            [
                attempt(1, "garden-clinic", "support"),
                attempt(1, "garden", "self-help"),
                attempt(1, "garden-clinic", "5", part="difference"),
            ],
            ("garden-clinic", "pair", "support|self-help", "fits", "look-again"),
        ),
        (
            "stalls",
            [
                attempt(1, None, ["aims", "leader"], item="stall", part="question"),
                attempt(1, None, "support", item="stall"),
            ],
            ("stall", "support", "support", "fits", ""),
        ),
        (
            "keys",
            [attempt(1, None, "asked/leave", item="key", part="option")],
            ("key/asked", "", "leave", "defensible", ""),
        ),
        (
            "bins",
            [attempt(1, None, "green", item="sea", part="bin")],
            ("sea", "blue", "green", "defensible", ""),
        ),
        (
            "shed",
            [attempt(1, "shed", "4", part="aims"), attempt(1, "shed", "5", part="whole")],
            ("shed", "in-between", "5", "look-again", ""),
        ),
    ],
)
def test_each_type_is_judged_by_its_own_units(
    exercise: str, given: list[Attempt], expected: tuple[str, ...]
) -> None:
    answer = only(judged(exercise, *given))
    columns = ["vignette", "kind", "answer", "verdict", "reason"]
    assert tuple(answer[columns]) == expected
    assert answer["holds"] == (expected[3] in HOLDS)


def test_where_a_case_was_first_placed_is_kept_for_each_power() -> None:
    given = [attempt(n, "shed", str(n), part=part) for n in (2, 4) for part in ("aims", "whole")]
    given += [attempt(1, "shed", "1", part="aims", run=2)]
    placements = judged("shed", *given).placements
    assert placements.to_dict("list") == {
        "reader": ["S-001"] * 2,
        "exercise": ["shed"] * 2,
        "vignette": ["shed"] * 2,
        "part": ["aims", "whole"],
        "place": [2, 2],
    }


@pytest.mark.parametrize(("run", "eventually"), [(1, True), (2, True)])
def test_in_practice_a_later_answer_only_tells_what_fitted_in_the_end(
    run: int, eventually: bool
) -> None:
    later = attempt(2, "tea", "self-help", run=run)
    answer = only(judged("toy", attempt(1, "tea", "support"), later))
    assert (answer["holds"], answer["eventually"]) == (False, eventually)


def test_the_second_run_of_a_test_is_its_retest_and_the_third_is_not() -> None:
    given = [attempt(n, "tea", "self-help", run=n) for n in (1, 2, 3)]
    assert list(judged("last-test", *given).answers["run"]) == [1, 2]


def test_mixed_practice_has_answers_of_its_own() -> None:
    given = [attempt(1, "tea", "support", exercise="toy")]
    both = [work("toy", [attempt(1, "tea", "self-help")]), work("mixed", given)]
    answers = judge(both, toy, NAMES, words()).answers
    assert dict(zip(answers["exercise"], answers["holds"], strict=True)) == {
        "toy": True,
        "mixed": False,
    }


def test_nobody_has_tables_with_all_columns() -> None:
    result = judge([], toy, NAMES, words())
    assert list(result.answers.columns) == list(ANSWER_COLUMNS)
    assert list(result.placements.columns) == list(PLACEMENT_COLUMNS)
    assert (len(result.answers), result.problems, result.exercises) == (0, [], {})


def test_progress_sees_each_work() -> None:
    seen = []
    works = [work("toy", [attempt(1, "tea", "support")], f"S-{n}") for n in range(3)]
    judge(works, toy, NAMES, words(), progress=lambda some: (seen.append(w) or w for w in some))
    assert seen == works


# ------------------------------------------------------------------ what is amiss


def test_an_unknown_exercise_is_said_with_the_nearest_one() -> None:
    result = judged("toyy", attempt(1, "tea", "support"))
    [problem] = result.problems
    assert (problem.file, problem.used) == ("S-001.json", "no")
    assert "'toyy'" in problem.what
    assert "'toy'" in problem.remedy
    assert (len(result.answers), result.exercises) == (0, {})


def test_cases_that_are_not_there_are_counted_and_three_are_named_safely() -> None:
    names = ["oak", "elm\u202e", "fir", "yew"]
    given = [attempt(n, name, "support") for n, name in enumerate(names)]
    result = judged("toy", attempt(9, "tea", "support"), *given)
    [problem] = result.problems
    assert problem.used == "partly"
    assert "4 of 5" in problem.what
    assert r"elm\u202e, fir, oak" in problem.what
    assert "yew" not in problem.what
    assert len(result.answers) == 1


@pytest.mark.parametrize("answer", ["in-between", ["self-help"], [], "SUPPORT"])
def test_answers_that_are_not_there_are_counted(answer: Any) -> None:
    result = judged("toy", attempt(1, "tea", answer), attempt(2, "garden", "support"))
    [problem] = result.problems
    assert problem.used == "partly"
    assert "1 of 2" in problem.what
    assert list(result.answers["vignette"]) == ["garden"]


def test_an_item_is_no_case_to_be_sorted() -> None:
    result = judged("toy", attempt(1, None, "support", item="tea"))
    assert used(result) == ["no"]
    assert len(result.answers) == 0


@pytest.mark.parametrize(
    "given",
    [
        [attempt(1, "gone", "support")],
        [attempt(1, "tea", "neither")],
        [attempt(1, "tea", [], skipped=True)],
        [attempt(1, "tea", "support", run=2)],
    ],
    ids=["no case", "no answer", "skipped", "no first run"],
)
def test_a_work_of_which_nothing_is_left_was_not_used(given: list[Attempt]) -> None:
    result = judged("toy", *given)
    assert used(result) == ["no"]
    assert result.exercises == {}


def test_a_skipped_case_is_no_problem() -> None:
    given = [{**attempt(1, "tea", None), "skipped": True}, attempt(2, "garden", "self-help")]
    assert judged("toy", *given).problems == []


def test_each_file_of_a_work_is_named() -> None:
    handed = HandedIn("S-1", None, "gone", ("a.json", "b.json"), {"attempts": []})
    result = judge([handed], toy, NAMES, words())
    assert [problem.file for problem in result.problems] == ["a.json", "b.json"]


def test_answers_to_an_earlier_case_count_without_the_sentence_that_was_tapped() -> None:
    """Line 2 of the garden says today that they share; then it may have said anything.

    So what misled is named as where nothing was tapped: the first cue that suggests the answer.
    """
    given = {
        "right": attempt(1, "tea", "self-help", passage=2, payload="sha256:earlier"),
        "wrong": attempt(2, "garden", "support", passage=2, payload="sha256:earlier"),
        "today": attempt(3, "tea-ward", "support", passage=1, payload=payload("toy")["digest"]),
    }
    result = judged("toy", *given.values())
    [problem] = result.problems
    assert problem.used == "yes"
    assert "2 of 3" in problem.what
    answers = result.answers.set_index("vignette")
    assert dict(answers["holds"]) == {"tea": True, "garden": False, "tea-ward": True}
    assert answers["misled"]["garden"] == "hospital-room"
    assert dict(answers["reason"]) == {"tea": UNKNOWN, "garden": "", "tea-ward": "look-again"}


def test_a_sentence_that_is_still_the_same_counts_in_an_answer_to_an_earlier_case() -> None:
    lines = {case["id"]: case["lines"] for case in payload("toy")["cases"]}
    same = {"passage": 2, "text": line_digest(lines["tea"][1])}
    other = {"passage": 2, "text": line_digest("It was another sentence then.")}
    result = judged(
        "toy",
        attempt(1, "tea", "self-help", payload="sha256:earlier", **same),
        attempt(2, "tea-ward", "support", payload="sha256:earlier", **other),
        attempt(3, "garden", "support", payload="sha256:earlier", **other),
    )
    [problem] = result.problems
    assert "2 of 3" in problem.what
    answers = result.answers.set_index("vignette")
    assert dict(answers["reason"]) == {"tea": "look-again", "tea-ward": UNKNOWN, "garden": ""}
    assert answers["misled"]["garden"] == "hospital-room", "As where nothing was tapped."
    assert dict(answers["tapped"] != "") == {"tea": True, "tea-ward": False, "garden": False}


def test_an_answer_in_a_chapter_is_one_to_the_case_as_it_is_today() -> None:
    alone = compile_excerpt(toy("toy"), ["tea-ward"])
    result = judged("toy", attempt(1, "tea-ward", "support", passage=1, payload=alone["digest"]))
    assert result.problems == []
    assert list(result.answers["reason"]) == ["look-again"], "The sentence that was tapped counts."


# ------------------------------------------------------------------ graded


@pytest.fixture
def midterm(toy_root: Path) -> Exercise:
    return load_exercise("midterm", lay_private(toy_root))


def test_a_graded_exercise_is_judged_by_its_key_under_the_names_of_the_bank(
    midterm: Exercise,
) -> None:
    digest = compile_payload(midterm)["digest"]
    given = [
        attempt(n, alias, "self-help", passage=1, payload=digest)
        for n, alias in enumerate(aliases_of(midterm))
    ]
    result = judge(
        [work("midterm", given)],
        lambda name: midterm,
        ["midterm"],
        words(),
        translate=aliases_of,
        compile_for=compile_key,
    )
    assert result.problems == []  # what was shipped has not changed, though the key is compiled
    kinds = {vignette.id: vignette.front.kind for vignette in midterm.vignettes}
    found = result.answers.set_index("vignette")
    assert set(found.index) == set(IDS)
    assert all(found["holds"][id] == (kinds[id] == "self-help") for id in IDS)


def test_without_its_key_nothing_of_a_graded_exercise_is_judged(midterm: Exercise) -> None:
    given = [attempt(1, alias, "support") for alias in aliases_of(midterm)]
    result = judge([work("midterm", given)], lambda name: midterm, ["midterm"], words())
    assert used(result) == ["no"]
    assert len(result.answers) == 0
