"""What is compiled for a page or a kernel; fixtures/payload.json is what JavaScript is to read.

If a change to it is meant: `python tests/test_payload.py` writes the fixture anew.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any, get_args

import pytest

from whosegroup.bank.content import exercise_names
from whosegroup.bank.vignettes import Genre
from whosegroup.component.script import style
from whosegroup.exercises.feedback import give_feedback
from whosegroup.exercises.html import fallback
from whosegroup.exercises.loading import load_exercise
from whosegroup.exercises.model import Exercise
from whosegroup.exercises.payload import compile_payload, digest
from whosegroup.exercises.tags import line_text

FIXTURES = Path(__file__).parents[1] / "fixtures"
FIXTURE = FIXTURES / "payload.json"
TOYS = exercise_names(FIXTURES / "bank")
MIXED = {"gap": 3, "boxes": [0, 1, 3, 7, 21], "fresh": 3, "twin": 3}
Change = Callable[[str, str, str], None]


@pytest.fixture
def payload(toy_exercise: Exercise) -> dict[str, Any]:
    return compile_payload(toy_exercise)


def test_the_payload_is_the_one_that_javascript_reads(payload: dict[str, Any]) -> None:
    expected = json.loads(FIXTURE.read_text(encoding="utf-8"))
    assert payload == expected, "If this is meant: python tests/test_payload.py renews the fixture."


def test_the_payload_says_its_format_and_version(payload: dict[str, Any]) -> None:
    assert (payload["format"], payload["version"]) == ("whosegroup-payload", 1)


def test_the_payload_is_plain_json(payload: dict[str, Any]) -> None:
    assert json.loads(json.dumps(payload)) == payload


def test_the_same_files_make_the_same_payload(payload: dict[str, Any], toy_root: Path) -> None:
    assert compile_payload(load_exercise("toy", toy_root)) == payload


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("data/vignettes/en/garden.md", "$20", "$21"),
        ("data/vignettes/en/garden.md", "A sign tells prices.", "A sign."),
        ("data/words/en/sorter.yml", "Ask answer", "Ask"),
        ("data/words/en/feedback.yml", "It fits:", "Fits:"),
        ("data/sources.yml", "b=2", "b=3"),
        ("exercises/toy.yml", "confidence: true", "confidence: false"),
    ],
)
def test_the_digest_changes_with_anything_that_is_shipped(
    payload: dict[str, Any], toy_root: Path, change: Change, file: str, old: str, new: str
) -> None:
    change(file, old, new)
    assert compile_payload(load_exercise("toy", toy_root))["digest"] != payload["digest"]


def test_the_digest_is_of_all_the_rest(payload: dict[str, Any]) -> None:
    rest = {key: value for key, value in payload.items() if key != "digest"}
    assert payload["digest"] == digest(rest)
    assert payload["digest"].startswith("sha256:")


def test_each_fragment_is_shipped_once_and_said_somewhere(payload: dict[str, Any]) -> None:
    fragments = [json.dumps(fragment) for fragment in payload["fragments"]]
    assert len(fragments) == len(set(fragments))
    reactions = [reaction for case in payload["cases"] for reaction in case["reactions"]]
    said = {index for reaction in reactions for part in ("say", "more") for index in reaction[part]}
    said |= {index for remark in payload["remarks"].values() for index in remark.values()}
    assert said == set(range(len(fragments)))


def whole(fragment: dict[str, Any]) -> dict[str, Any]:
    """Return a fragment with all that it may have."""
    nothing = {"text": "", "term": None}
    return {**nothing, **fragment, "lines": tuple(fragment.get("lines", ()))}


@pytest.mark.parametrize("name", ["toy", "plain"])
@pytest.mark.parametrize("answer", ["self-help", "support"])
def test_each_reaction_says_what_feedback_says(toy_root: Path, name: str, answer: str) -> None:
    """For each case, each answer and each line, with none tapped as line 0."""
    exercise = load_exercise(name, toy_root)
    payload, asked = compile_payload(exercise), exercise.settings.evidence
    for case, vignette in zip(payload["cases"], exercise.vignettes, strict=True):
        reply = case["replies"][answer]
        assert len(reply["reactions"]) == (len(vignette.passages) + 1 if asked else 1)
        for line, index in enumerate(reply["reactions"]):
            expected = give_feedback(vignette, answer, line or None, exercise.bank, asked)
            reaction = case["reactions"][index]
            said = [payload["fragments"][number] for number in reaction["say"]]
            assert list(map(whole, said)) == [asdict(piece) for piece in expected.fragments]
            behind = [payload["fragments"][number] for number in reaction["more"]]
            assert list(map(whole, behind)) == [asdict(piece) for piece in expected.more]
            assert reply["verdict"] == expected.verdict
            assert reaction.get("reason") == expected.reason
            cue = expected.misled.mark.surface if expected.misled else None
            assert reaction.get("misled") == cue
            pull = expected.misled or expected.tempting
            assert reaction.get("tempting") == (pull.number if pull else None)


def test_the_lines_of_a_case_are_its_sentences(
    payload: dict[str, Any], toy_exercise: Exercise
) -> None:
    for case, vignette in zip(payload["cases"], toy_exercise.vignettes, strict=True):
        assert [line_text(line) for line in case["lines"]] == [p.text for p in vignette.passages]


def test_a_marked_line_has_the_label_that_a_verdict_gives_it(payload: dict[str, Any]) -> None:
    garden = next(case for case in payload["cases"] if case["id"] == "garden")
    assert garden["lines"][0] == {
        "parts": ["", "Six people with sore hands dig behind the clinic", "."],
        "role": "surface",
        "label": "Only looks telling: A hospital room",
        "term": "cues.hospital-room",
    }
    assert [line["role"] for line in garden["lines"][1:5]] == [
        "surface",
        "decides",
        "decides",
        "agrees",
    ]
    assert garden["lines"][3]["label"] == "Decides: Leader"


def test_markup_and_money_are_shipped_as_text(payload: dict[str, Any]) -> None:
    sign = "A sign says <b>Beans & `peas`</b> for $20, and it isn’t a joke."
    assert [case["lines"][5] for case in payload["cases"] if "garden" in case["id"]] == [sign, sign]


def test_only_a_case_with_a_note_has_one(payload: dict[str, Any]) -> None:
    notes = {case["id"]: case["note"] for case in payload["cases"] if "note" in case}
    assert notes == {"tea": "This case speaks of a death."}


def test_what_sort_of_text_a_case_is_gives_it_its_look(toy_root: Path) -> None:
    """A page's style knows it by a name without a gap; without scripts, too."""
    payload = compile_payload(load_exercise("toy", toy_root))
    genres = {case["id"]: case["genre"] for case in payload["cases"] if "genre" in case}
    assert genres == {"tea-ward": "web-page"}
    assert fallback(payload).count('<div data-genre="web-page"><p>The kettle') == 1


def test_each_genre_has_its_look() -> None:
    """A scene is told, and a talk spoken; all else is a document and looks like one."""
    for genre in set(get_args(Genre)) - {"scene"}:
        assert f'[data-genre="{genre.replace(" ", "-")}"]' in style()


def test_sure_and_unsure_are_remarked_on_where_it_helps(payload: dict[str, Any]) -> None:
    said = {
        (confidence, verdict): payload["fragments"][index]["text"]
        for confidence, remark in payload["remarks"].items()
        for verdict, index in remark.items()
    }
    assert said == {
        ("sure", "look-again"): "You were sure, and it did not fit.",
        ("unsure", "fits"): "You were unsure, and it fitted.",
    }


def test_what_criteria_and_cues_are_called_and_mean_is_shipped_once(
    payload: dict[str, Any],
) -> None:
    names = payload["names"]
    assert names["criteria"]["ownership"] == {
        "name": "Ownership",
        "meaning": "What ownership means.",
        "asks": "Who owns it?",
    }
    assert {id: said["name"] for id, said in names["cues"].items()} == {
        "called-association": "The name “association”",
        "hospital-room": "A hospital room",
        "nurse-present": "A nurse in the room",
        "sharing": "Shared stories",
    }
    assert names["sources"] == {
        "oka-toy": {
            "name": "A toy article, by Oka",
            "meaning": "Whose a toy is.",
            "page": "book/references",
        },
        "kurtz-toy": {
            "name": "A toy book, by Kurtz",
            "meaning": "Who winds a toy up.",
            "href": "https://example.org/kurtz?a=1&b=2",
        },
    }
    assert payload["glossary"] == "book/glossary"
    shipped = json.dumps(payload)
    for table in names.values():
        assert all(shipped.count(json.dumps(said["meaning"])) == 1 for said in table.values())


@pytest.mark.parametrize("name", ["toy", "pairs", "shed"])
def test_whatever_names_a_criterion_or_a_cue_finds_its_meaning(toy_root: Path, name: str) -> None:
    payload = compile_payload(load_exercise(name, toy_root))
    named = re.findall(r'"term": "(\w+)\.([\w-]+)"', json.dumps(payload))
    assert named and all(payload["names"][table][id]["meaning"] for table, id in named)


def test_what_to_read_again_is_named(payload: dict[str, Any]) -> None:
    assert payload["read"] == {"text": "The toy chapter", "page": "book/toy-chapter"}


@pytest.mark.parametrize(
    ("name", "answers"),
    [
        ("toy", ["self-help", "support"]),
        ("pairs", ["self-help", "support"]),
        ("shed", ["1", "2", "3", "4", "5", "unknown"]),
        ("stalls", ["self-help", "support", "cannot-tell"]),
        ("keys", []),
        ("bins", ["red", "blue", "green"]),
    ],
)
def test_each_type_has_its_answers(toy_root: Path, name: str, answers: list[str]) -> None:
    payload = compile_payload(load_exercise(name, toy_root))
    assert [answer["id"] for answer in payload["answers"]] == answers
    assert all(answer["label"] for answer in payload["answers"])


def test_each_type_has_its_own_words_beside_the_common_ones(toy_root: Path) -> None:
    words = {
        name: compile_payload(load_exercise(name, toy_root))["words"]
        for name in ("toy", "bins", "first-test", "mixed", "keys")
    }
    assert words["toy"]["ask_answer"] == "Ask answer"
    assert words["bins"]["ask_answer"] == "match ask answer"
    assert "comes_back" not in words["keys"]
    assert {name for name, said in words.items() if "opening" in said} == {"first-test"}
    assert {name for name, said in words.items() if "summary_mixed" in said} == {"mixed"}


def test_only_what_a_type_has_is_shipped(toy_root: Path) -> None:
    payloads = {name: compile_payload(load_exercise(name, toy_root)) for name in TOYS}
    sorts = {"toy", "plain", "first-test", "last-test", "mixed"}
    for key in ("evidence", "confidence", "remarks"):
        assert {name for name, payload in payloads.items() if key in payload} == sorts
    marked = sorts | {"pairs", "shed"}
    assert {name for name, payload in payloads.items() if "names" in payload} == marked
    assert {name for name, payload in payloads.items() if "forms" in payload} == {
        "first-test",
        "last-test",
    }
    assert {name: p["begins"] for name, p in payloads.items() if "begins" in p} == {
        "last-test": "first-test"
    }
    assert {name: p["draws"] for name, p in payloads.items() if "draws" in p} == {
        "mixed": ["toy", "plain"]
    }
    assert payloads["last-test"]["forms"] == {
        "a": ["tea", "garden-clinic"],
        "b": ["garden", "tea-ward"],
    }


def test_what_waits_is_told_how_long_and_nothing_else_is(toy_root: Path) -> None:
    payloads = {name: compile_payload(load_exercise(name, toy_root)) for name in TOYS}
    assert {name: payload.get("schedule") for name, payload in payloads.items()} == {
        **{
            name: {"gap": 3}
            for name in ("toy", "plain", "pairs", "stalls", "keys", "bins", "views", "words")
        },
        "shed": {"gap": 3, "rest": 5},
        "first-test": None,
        "last-test": {"retest": 28},
        "mixed": MIXED,
    }


@pytest.mark.parametrize(
    ("old", "new", "name", "schedule"),
    [
        ("comes_back_after: 3", "comes_back_after: 0", "toy", {"gap": 0}),
        ("[0, 1, 3, 7, 21]", "[2]", "mixed", {**MIXED, "boxes": [2]}),
        ("new_a_day: 3", "new_a_day: 0", "mixed", {**MIXED, "fresh": 0}),
        ("twin_each: 3", "twin_each: 2", "mixed", {**MIXED, "twin": 2}),
        ("retest_days: 28", "retest_days: 90", "last-test", {"retest": 90}),
    ],
)
def test_how_long_is_the_course_s_to_say(
    toy_root: Path, change: Change, old: str, new: str, name: str, schedule: dict[str, Any]
) -> None:
    change("data/course.yml", old, new)
    assert compile_payload(load_exercise(name, toy_root))["schedule"] == schedule


if __name__ == "__main__":
    renewed = compile_payload(load_exercise("toy", FIXTURES / "bank"))
    text = json.dumps(renewed, ensure_ascii=False, indent=1)
    FIXTURE.write_text(f"{text}\n", encoding="utf-8")
