"""A type of exercise is one module: nothing else in Python has to know that it is there."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from bs4 import BeautifulSoup

import yes_no
from compiled import problems_in
from lent_words import WORDS, lend_words
from pure_half import derive
from whosegroup.authoring.listing import bank_rows
from whosegroup.authoring.preview import page
from whosegroup.bank.loading import read_bank
from whosegroup.bank.words import DISTINCTION
from whosegroup.component.widget import Sorter
from whosegroup.exercises.html import element, fallback
from whosegroup.exercises.loading import load_exercise
from whosegroup.exercises.payload import compile_payload
from whosegroup.exercises.types import TYPES
from whosegroup.instructor.reporting import report_on
from whosegroup.instructor.simulate import simulate, write
from whosegroup.work.answer_tables import attempts_table
from whosegroup.work.contract import new_work
from whosegroup.work.measures import label_and_use

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)


@pytest.fixture
def bank(toy_root: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the toy bank with an exercise of the new type, and with the words of reports."""
    monkeypatch.setitem(TYPES, yes_no.NAME, yes_no.Deciders())
    yes_no.write_exercise(toy_root)
    own = toy_root / "data" / "words" / "en"
    there = {path.stem for path in own.glob("*.yml")}
    lend_words(toy_root, *({path.stem for path in WORDS.glob("*.yml")} - there - {DISTINCTION}))
    return toy_root


def done(answers: dict[str, str], reader: str = "S-001") -> dict[str, Any]:
    """Return a work of the new exercise with these answers to its cases."""
    attempts = [
        {"at": f"2026-04-13T09:0{n}:00.000Z", "run": 1, "vignette": case, "answer": answer}
        for n, (case, answer) in enumerate(answers.items())
    ]
    work = {**new_work("deciders", "en"), "reader": reader, "work": f"9f2c51d07a3be{reader[-3:]}"}
    return work | {"attempts": attempts}


def test_without_its_module_there_is_no_such_type(toy_root: Path) -> None:
    yes_no.write_exercise(toy_root)
    [problem] = [problem for problem in problems_in(toy_root) if "type" in problem.what]
    assert problem.what == "'type' is 'yes-no'."
    assert (
        problem.remedy
        == "Known here: ask, believe, compare, decide, match, parts, place, recall, sort."
    )


def test_it_is_checked(bank: Path) -> None:
    assert problems_in(bank) == []
    rows = {row["id"]: row for row in bank_rows(read_bank(bank)[0], "exercises")}
    assert (rows["deciders"]["type"], rows["deciders"]["cases"]) == (yes_no.NAME, 2)


@pytest.mark.parametrize(
    ("type", "text", "what", "remedy"),
    [
        ("yes-no", "vignettes: []", "It has no cases.", "Name one."),
        ("yes-noo", "vignettes: [tea]", "'type' is 'yes-noo'.", "Did you mean 'yes-no'?"),
        (
            "yes-no",
            "vignettes: [tea]\nevidence: true",
            "An exercise of type 'yes-no' has no 'evidence'.",
            "It may have vignettes, confidence.",
        ),
        (
            "yes-no",
            "vignettes: [shed]",
            "'shed' is 'in-between' and cannot be sorted.",
            "Take only self-help and support cases here.",
        ),
        (
            "yes-no",
            "vignettes: [teah]",
            "There is no usable vignette 'teah'.",
            "Did you mean 'tea'?",
        ),
    ],
)
def test_what_is_wrong_with_it_is_said(
    bank: Path, type: str, text: str, what: str, remedy: str
) -> None:
    head = f"type: {type}\nchapter: book/toy-chapter\n"
    (bank / "exercises/deciders.yml").write_text(head + text + "\n")
    assert [(problem.what, problem.remedy) for problem in problems_in(bank)] == [(what, remedy)]


def test_it_is_compiled(bank: Path) -> None:
    payload = compile_payload(load_exercise("deciders", bank))
    assert json.loads(json.dumps(payload)) == payload
    assert (payload["type"], payload["confidence"], "evidence" in payload) == (
        "yes-no",
        True,
        False,
    )
    assert payload["answers"] == [
        {"id": "yes", "label": "They do"},
        {"id": "no", "label": "Others do"},
    ]
    assert payload["words"]["ask_answer"] == "Do they decide?"
    assert [fragment["text"] for fragment in payload["fragments"]] == ["So it is.", "It is not so."]
    verdicts = [
        {answer: reply["verdict"] for answer, reply in case["replies"].items()}
        for case in payload["cases"]
    ]
    assert verdicts == [
        {"yes": "fits", "no": "look-again"},
        {"yes": "look-again", "no": "fits"},
    ]


def test_it_is_shown_with_scripts_and_without(bank: Path) -> None:
    payload = compile_payload(load_exercise("deciders", bank))
    shown = BeautifulSoup(element(payload), "html.parser").find("whose-group")
    assert (shown["exercise"], shown["type"]) == ("deciders", "yes-no")
    assert json.loads(shown.script.string) == payload
    plain = BeautifulSoup(fallback(payload), "html.parser")
    answers = [answer.get_text() for answer in plain.select("details > p")]
    assert answers == ["They do", "Others do"]
    assert plain.get_text().count("☐ They do") == 2
    assert "Deciders" in page("deciders", (bank,))


def test_it_is_counted_in_a_notebook(bank: Path) -> None:
    exercise, given = load_exercise("deciders", bank), {"tea": "no", "garden-clinic": "no"}
    sorter = Sorter(exercise)
    sorter._receive(None, {"type": "save", "attempts": done(given)["attempts"]}, None)
    assert sorter.summary().iloc[:, 0].tolist() == [1, 0, 1], "One fits, one is to be looked at."
    table = attempts_table(exercise, done(given))
    assert table["verdict"].tolist() == ["look-again", "fits"]


@pytest.mark.usefixtures("undrawn")
def test_it_is_judged_and_reported(bank: Path, tmp_path: Path) -> None:
    given = {"S-001": ("yes", "no"), "S-002": ("yes", "yes"), "S-003": ("no", "so what")}
    for reader, answers in given.items():
        work = done(dict(zip(("tea", "garden-clinic"), answers, strict=True)), reader)
        path = tmp_path / "class" / f"{reader}.json"
        path.parent.mkdir(exist_ok=True)
        path.write_text(json.dumps(work))
    reported = report_on(tmp_path / "class", tmp_path / "out", (bank,), now=NOW)
    items = pd.read_csv(tmp_path / "out/items.csv").set_index("vignette")
    assert items["exercise"].tolist() == ["deciders"] * 2
    assert items["readers"].to_dict() == {"tea": 3, "garden-clinic": 2}
    assert items["facility"].round(2).to_dict() == {"tea": 0.67, "garden-clinic": 0.5}
    [section] = reported.findings.exercises
    assert (section.sorting, section.placing, section.holds.count) == (None, None, 3)
    [problem] = reported.problems
    assert problem.file == "S-003.json", "One answer is none that can be given."
    text = BeautifulSoup(reported.page.read_text(encoding="utf-8"), "html.parser").get_text(" ")
    assert "Deciders" in text
    assert "Tea" in text


# ------------------------------------------------------------------ as a part of a test


@pytest.fixture
def both_parts(bank: Path) -> Path:
    yes_no.write_test(bank)
    return bank


def in_both(id: str, answer: str, second: int) -> dict[str, Any]:
    at = f"2026-04-13T09:30:0{second}.000Z"
    return {"at": at, "run": 1, "vignette": id, "answer": answer}


def test_it_can_be_a_part_of_a_test(both_parts: Path) -> None:
    assert problems_in(both_parts) == []
    payload = compile_payload(load_exercise("both-parts", both_parts))
    assert [part["type"] for part in payload["parts"]] == ["sort", yes_no.NAME]
    assert [answer["id"] for answer in payload["parts"][1]["answers"]] == ["yes", "no"]


def test_what_it_does_not_bear_on_it_does_not_count_in(both_parts: Path) -> None:
    """A "yes" is none of the names that a group can be called, and no use that is made of it."""
    payload = compile_payload(load_exercise("both-parts", both_parts))
    given = [in_both("garden-clinic", "yes", 1), in_both("tea", "support", 2)]
    found = label_and_use(payload, given)
    assert found["mirror"] == {"count": 1, "of": 1}
    assert found["withheld"] == {"count": 0, "of": 1}
    assert sum(share["of"] for share in found.values()) == 2
    part = (Path(__file__).parents[2] / "yes_no.js").read_text(encoding="utf-8")
    assert derive([("labelAndUse", [payload, given])], part) == [found]
    work = {**new_work("both-parts", "en"), "attempts": given}
    assert attempts_table(load_exercise("both-parts", both_parts), work)["verdict"].tolist() == [
        "look-again",
        "look-again",
    ]


def test_a_simulated_class_answers_it_as_it_can_be_answered(both_parts: Path) -> None:
    works = list(simulate([load_exercise("both-parts", both_parts)], readers=20, seed=1))
    given = [attempt for work in works for attempt in work["attempts"]]
    said = {a["answer"] for a in given if a["vignette"] in ("garden-clinic", "tea-ward")}
    assert said == {"yes", "no"}
    kinds = {a["answer"] for a in given if a["vignette"] in ("tea", "garden")}
    assert kinds <= {"self-help", "support", "cannot-tell"}
    assert not any("part" in attempt for attempt in given)


@pytest.mark.usefixtures("undrawn")
def test_as_a_part_it_is_judged_and_reported(both_parts: Path, tmp_path: Path) -> None:
    works = simulate([load_exercise("both-parts", both_parts)], readers=8, seed=1)
    write(works, tmp_path / "class")
    report_on(tmp_path / "class", tmp_path / "out", (both_parts,), now=NOW)
    items = pd.read_csv(tmp_path / "out/items.csv")
    assert set(items["vignette"]) == {"tea", "garden", "garden-clinic", "tea-ward"}


def test_no_class_is_made_up_of_what_is_neither_sorted_nor_placed(bank: Path) -> None:
    assert list(simulate([load_exercise("deciders", bank)], readers=3, seed=1)) == []
