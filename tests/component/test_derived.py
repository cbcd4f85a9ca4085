"""What JavaScript derives from attempts is what Python derives, and what the course says.

Node runs the pure half, in which there is no page at all.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import pytest

from pure_half import Call, derive
from whosegroup.bank.content import exercise_names
from whosegroup.exercises.course import Stop
from whosegroup.exercises.loading import load_exercise
from whosegroup.exercises.payload import compile_payload
from whosegroup.exercises.types import TYPES
from whosegroup.work.codes import same
from whosegroup.work.measures import (
    PORTRAIT,
    label_and_use,
    line_digest,
    outcomes,
    summarise,
)

FIXTURES = Path(__file__).parents[1] / "fixtures"
ROOTS = (FIXTURES / "bank", FIXTURES / "in-parts")
TOYS = exercise_names(ROOTS)
PAYLOADS = {name: compile_payload(load_exercise(name, ROOTS)) for name in TOYS}
PARTS = [name for name, payload in PAYLOADS.items() if "parts" in payload]
SORTS = [name for name, payload in PAYLOADS.items() if payload["type"] == "sort"]
OTHERS = [name for name in TOYS if name not in (*SORTS, *PARTS)]
MEASURES, OUTCOMES, CODES, PORTRAITS = (
    json.loads((FIXTURES / f"{name}.json").read_text(encoding="utf-8"))
    for name in ("measures", "outcomes", "codes", "portraits")
)
SUMMARISE = "(name, attempts, run) => summarise(given[name], attempts, run)"
PORTRAY = "(name, attempts, run) => labelAndUse(given[name], attempts, run)"
COUNT = "(name, attempts) => outcomes(given[name], attempts)"
SPELLINGS = [*CODES["different"], *(code for codes in CODES["same"] for code in codes)]
WORKS = 400  # made up for each exercise


# ------------------------------------------------------------------ works that nobody did


def made_up(name: str) -> list[list[dict[str, Any]]]:
    """Return lists of attempts at an exercise, some of them at nothing that there is."""
    random, payload = Random(name), PAYLOADS[name]
    return [
        [one for _ in range(random.randrange(8)) for one in _given(random, payload)]
        for _ in range(WORKS)
    ]


def _given(random: Random, payload: dict[str, Any]) -> list[dict[str, Any]]:
    """Return one attempt, or all that belong together where several are given at once."""
    case = random.choice(payload["cases"])
    ids = [answer["id"] for answer in payload["answers"]]
    together = [{"vignette": half["id"]} for half in case.get("halves", [])]
    together += [{"item": case["id"]}] if "questions" in case else []
    together = [{**about, "answer": random.choice(ids)} for about in together]
    if "halves" in case:
        number = random.randrange(len(case["differences"]) + 2)
        together.append({"vignette": case["id"], "part": "difference", "answer": str(number)})
    elif "questions" in case:
        asked = random.sample([question["id"] for question in case["questions"]], case["choose"])
        together.append({"item": case["id"], "part": "question", "answer": asked})
    if "turns" in case and "parts" in payload:
        turn, asked = random.choice(list(case["turns"].items()))
        answer = f"{turn}/{random.choice(asked['options'])['id']}"
        together.append({"item": case["id"], "part": "option", "answer": answer})
    if "face" in case:
        answer = random.choice(list(case["replies"]))
        together.append({"item": case["id"], "part": "belief", "answer": answer})
    if not together or random.random() < 0.3:
        return [_attempt(random, payload)]
    moment = {"at": f"2026-04-13T09:31:{random.randrange(60):02}.000Z", "run": 1}
    return [{**moment, **one} for one in together]


def _attempt(random: Random, payload: dict[str, Any]) -> dict[str, Any]:
    cases = payload["cases"]
    units = [*(case["id"] for case in cases), "gone"]
    units += [half["id"] for case in cases for half in case.get("halves", [])]
    answers: list[Any] = [
        answer["id"] for one in (payload, *payload.get("parts", ())) for answer in one["answers"]
    ]
    answers += ["1", "3", "", "gone"]
    answers += [
        f"{turn}/{option['id']}"
        for case in cases
        for turn, asked in case.get("turns", {}).items()
        for option in asked["options"]
    ]
    answers += [["leader"], ["aims", "money"], [], ["self-help"], "length", "constructor"]
    parts = [
        "difference",
        "whole",
        "aims",
        "question",
        "option",
        "bin",
        "belief",
        "",
        None,
        *[...] * 8,
    ]
    passages = [0, 1, 2, 3, 4, 99, -1, "2", "length", None, True, ...]
    made = {
        "at": f"2026-04-13T09:30:0{random.randrange(4)}.000Z",
        "run": random.choice([1, 1, 1, 2]),
        random.choice(["vignette", "vignette", "item"]): random.choice(units),
        "answer": random.choice(answers),
        "part": random.choice(parts),
        "passage": random.choice(passages),
        "text": random.choice(["0000", 5, None, *_digests(cases), *[...] * 8]),
        "confidence": random.choice(["sure", "unsure", ...]),
        "skipped": random.choice([True, False, *[...] * 8]),
    }
    return {key: value for key, value in made.items() if value is not ...}


def _digests(cases: list[dict[str, Any]]) -> list[str]:
    """Return the digests of lines that are there, as a page writes them beside a line's number."""
    return [line_digest(line) for case in cases for line in case.get("lines", ())]


def letters(number: int) -> str:
    """Return a code as somebody might type it, with whatever keyboard."""
    random = Random(number)
    known = "Ss017 -_~\u00ad\u200b\u3000\uff33\uff10\u2010\u2212\u30fc\u301c"
    known += "\u00e9e\u0301\u304c\u304b\u3099\u03a3\u03c3\uff76\u0130"
    return "".join(random.choice(known) for _ in range(random.randrange(8)))


TYPED = [*SPELLINGS, *map(letters, range(500))]
CALLS: dict[str, list[Call]] = {
    "measures": [(SUMMARISE, ["toy", case["attempts"]]) for case in MEASURES.values()],
    "outcomes": [(COUNT, [case["exercise"], case["attempts"]]) for case in OUTCOMES.values()],
    "codes": [("sameCode", [code]) for code in TYPED],
    **{f"made up {n}": [(SUMMARISE, [n, a, r]) for a in made_up(n) for r in (1, 2)] for n in SORTS},
    **{f"made up {n}": [(COUNT, [n, a]) for a in made_up(n)] for n in OTHERS},
    **{f"made up {n}": [(PORTRAY, [n, a, r]) for a in made_up(n) for r in (1, 2)] for n in PARTS},
    "portraits": [(PORTRAY, [one["exercise"], one["attempts"], 1]) for one in PORTRAITS.values()],
}


@cache
def derived() -> dict[str, list[Any]]:
    """Return what JavaScript makes of all the calls above, of one run of Node."""
    found = iter(derive([call for calls in CALLS.values() for call in calls], given=PAYLOADS))
    return {name: [next(found) for _ in calls] for name, calls in CALLS.items()}


# ------------------------------------------------------------------ as Python derives it


def test_there_is_no_page_in_the_pure_half() -> None:
    page = "() => [typeof document, typeof location, typeof localStorage]"
    assert derive([(page, [])]) == [["undefined"] * 3]


def test_the_measures_are_what_the_fixture_says() -> None:
    assert derived()["measures"] == [case["expected"] for case in MEASURES.values()]


def test_the_outcomes_are_what_the_fixture_says() -> None:
    assert derived()["outcomes"] == [case["expected"] for case in OUTCOMES.values()]


def test_what_is_said_of_label_and_use_is_what_the_fixture_says() -> None:
    assert derived()["portraits"] == [one["expected"] for one in PORTRAITS.values()]
    for one in PORTRAITS.values():
        assert label_and_use(PAYLOADS[one["exercise"]], one["attempts"]) == one["expected"]


@pytest.mark.parametrize("name", PARTS)
def test_of_works_that_nobody_did_both_say_the_same_of_label_and_use(name: str) -> None:
    works = [(attempts, run) for attempts in made_up(name) for run in (1, 2)]
    expected = [label_and_use(PAYLOADS[name], attempts, run) for attempts, run in works]
    for measure in PORTRAIT:
        assert any(one[measure]["count"] for one in expected), measure
    assert derived()[f"made up {name}"] == expected


@pytest.mark.parametrize("name", sorted({one["exercise"] for one in PORTRAITS.values()}))
def test_my_course_shows_of_label_and_use_what_the_picture_counts(name: str) -> None:
    exercise = load_exercise(name, ROOTS)
    course = {
        "exercises": {name: Stop(exercise).as_json()},
        "answers": [{"id": kind} for kind in exercise.bank.kinds.scored],
    }
    works = [{"attempts": one["attempts"]} for one in PORTRAITS.values() if one["exercise"] == name]
    call = "(course, name, work) => picturedOf(course, name, work)"
    for work, shown in zip(works, derive([(call, [course, name, w]) for w in works]), strict=True):
        counts = label_and_use(PAYLOADS[name], work["attempts"])
        if shown:
            both = {key: counts["use"][key] + counts["decisions"][key] for key in ("count", "of")}
            both["count"] += counts["errors"]["count"]
            assert shown["use"] == both
            assert shown["left"] == counts["withheld"]["count"]


@pytest.mark.parametrize("name", SORTS)
def test_of_works_that_nobody_did_both_derive_the_same_measures(name: str) -> None:
    expected = [summarise(PAYLOADS[name], a, run) for a in made_up(name) for run in (1, 2)]
    assert any(one["wrong_reason"] for one in expected) or not PAYLOADS[name]["evidence"]
    assert derived()[f"made up {name}"] == expected


@pytest.mark.parametrize("name", OTHERS)
def test_of_works_that_nobody_did_both_derive_the_same_outcomes(name: str) -> None:
    expected = [outcomes(PAYLOADS[name], attempts) for attempts in made_up(name)]
    judged = TYPES[PAYLOADS[name]["type"]].judged
    assert (len({json.dumps(one["verdicts"]) for one in expected}) > 1) is judged
    assert derived()[f"made up {name}"] == expected


def test_codes_are_compared_as_python_compares_them() -> None:
    assert derived()["codes"] == list(map(same, TYPED))


def test_both_sides_know_a_line_by_the_same_digest() -> None:
    texts = ["", "They said yes.", "会員が決めた。", "a \U0001f600 b", "e\u0301", "x" * 900]
    lines = [*texts, {"parts": ["They ", "said", " yes."], "role": "decides"}]
    assert derive([("lineDigest", [line]) for line in lines]) == list(map(line_digest, lines))
    assert line_digest(lines[1]) == line_digest(lines[-1])
    assert len(set(map(line_digest, texts))) == len(texts)


# What a reader tapped in the toy case "tea", and what becomes of it when the case is edited.
EDITED = {
    "as it was": ("", ""),
    "a sentence before it": ("The kettle boils", "It rained.\nThe kettle boils"),
    "the sentence itself": ("ended the lectures last May", "ended the lectures in May"),
    "another sentence": ("cuts the cake", "cuts a cake"),
}


@pytest.mark.parametrize(("number", "wrong"), [(3, 0), (2, 1)])
@pytest.mark.parametrize("name", EDITED)
def test_an_edit_makes_no_wrong_reason_of_a_right_one(
    toy_root: Path, name: str, number: int, wrong: int
) -> None:
    before = next(case for case in PAYLOADS["toy"]["cases"] if case["id"] == "tea")
    path = toy_root / "data/vignettes/en/tea.md"
    text = path.read_text(encoding="utf-8")
    old, new = EDITED[name]
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    payload = compile_payload(load_exercise("toy", toy_root))
    attempt = {
        "at": "2026-04-13T09:30:01.000Z",
        "run": 1,
        "vignette": "tea",
        "answer": "self-help",
        "passage": number,
        "text": line_digest(before["lines"][number - 1]),
        "payload": PAYLOADS["toy"]["digest"],
    }
    stays = before["lines"][number - 1] == case_of(payload, "tea")["lines"][number - 1]
    found = summarise(payload, [attempt])
    assert derive([("summarise", [payload, [attempt]])]) == [found]
    assert (found["fits"], found["wrong_reason"]) == (1, wrong if stays else 0)
    assert found["misled"] == ({"nurse-present": 1} if wrong and stays else {})
    [was] = derive([("types.sort.was", [case_of(payload, "tea"), [attempt]])])
    assert was["passage"] == (number if stays else None)


def test_without_its_digest_a_tapped_line_is_read_by_its_number_as_before() -> None:
    about = {"at": "2026-04-13T09:30:01.000Z", "run": 1, "vignette": "tea", "answer": "self-help"}
    for more in ({}, {"text": None}, {"text": 5}, {"payload": "sha256:earlier"}):
        attempt = {**about, "passage": 2, **more}
        found = summarise(PAYLOADS["toy"], [attempt])
        assert found["wrong_reason"] == 1
        assert derive([("summarise", [PAYLOADS["toy"], [attempt]])]) == [found]


def case_of(payload: dict[str, Any], id: str) -> dict[str, Any]:
    return next(case for case in payload["cases"] if case["id"] == id)


def test_the_kinds_are_those_of_the_payload() -> None:
    """No kind is named in the code: with other ids the numbers are the same."""
    text, attempts = (
        json.dumps(PAYLOADS["toy"]),
        json.dumps([c["attempts"] for c in MEASURES.values()]),
    )
    other = [
        json.loads(t.replace('"self-help"', '"red"').replace('"support"', '"blue"'))
        for t in (text, attempts)
    ]
    found = derive([("summarise", [other[0], one]) for one in other[1]])
    named = json.dumps(found).replace('"red"', '"self-help"').replace('"blue"', '"support"')
    assert json.loads(named) == [case["expected"] for case in MEASURES.values()]


# ------------------------------------------------------------------ forms


def test_spellings_of_one_code_get_the_same_form() -> None:
    forms = {"forms": {"a": [], "b": []}}
    groups = [*CODES["same"], [f"S-{number:03}" for number in range(20)]]
    found = iter(derive([("firstForm", [forms, code]) for codes in groups for code in codes]))
    *spellings, numbers = [[next(found) for _ in codes] for codes in groups]
    assert all(len(set(names)) == 1 for names in spellings)
    assert numbers.count("a") == 10


def test_a_second_test_has_the_other_form_and_a_retest_that_of_the_first() -> None:
    forms = {"a": ["x"], "b": ["y"]}
    last, work = {"forms": forms, "begins": "first", "cases": []}, {"form": "b", "attempts": []}
    calls: list[Call] = [
        ("firstForm", [last, "S-1", {"form": "a"}]),
        ("firstForm", [last, "S-1", {"form": "b"}]),
        ("listOf", [last, work, 1]),
        ("listOf", [last, work, 2]),
        ("listOf", [last, work, 3]),
        ("listOf", [last, {"attempts": []}, 1]),
    ]
    assert derive(calls) == ["b", "a", ["y"], ["x"], ["y"], ["x"]]
