"""A sentence of one's own, and one of ours: what is asked and kept, and that nothing is judged."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from bs4 import BeautifulSoup

from compiled import compiled, problems_in
from lent_words import WORDS, lend_words
from pure_half import derive
from whosegroup.authoring.scorm.names import names_of
from whosegroup.bank.words import DISTINCTION
from whosegroup.component.widget import Sorter
from whosegroup.exercises.course import Stop
from whosegroup.exercises.fragments import Fragments
from whosegroup.exercises.html import fallback
from whosegroup.exercises.loading import load_exercise
from whosegroup.exercises.payload import compile_payload
from whosegroup.exercises.types import TYPES
from whosegroup.instructor.reporting import report_on
from whosegroup.work.answer_tables import attempts_table
from whosegroup.work.contract import MOST_WORDS, new_work, read_work, words_of

Change = Callable[[str, str, str], None]
NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
ODD = "<script>alert('it')</script> & \"theirs\" 自助グループ"


def attempt(item: str, minute: int = 0, **more: Any) -> dict[str, Any]:
    at = f"2026-04-13T09:{minute:02}:00.000Z"
    return {"at": at, "run": 1, "item": item, "part": "sentence", "answer": "written", **more}


def work_of(*attempts: dict[str, Any], reader: str = "S-001") -> dict[str, Any]:
    name = {"reader": reader, "work": f"9f2c51d07a3be{reader[-3:]}"}
    return {**new_work("words", "en"), **name, "attempts": list(attempts)}


def test_a_question_has_our_sentence_and_what_to_look_for(
    toy_root: Path, fragments: Fragments
) -> None:
    _, units = compiled("words", toy_root, fragments)
    assert [(unit["id"], unit["lines"]) for unit in units] == [
        ("whose", ["Whose is it?"]),
        ("why", ["Why is it so?"]),
    ]
    said = [fragment.text for fragment in fragments.all]
    assert [said[index] for unit in units for index in unit["say"]] == [
        "It is theirs.",
        "They decide.",
    ]
    assert units[0]["points"] == [
        {"id": "theirs", "text": "that it is theirs"},
        {"id": "not-ours", "text": "that it is not ours"},
    ]
    assert "verdict" not in json.dumps(units)


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ("    asks: Whose is it?\n", "", "words: 'whose' has no words for asks."),
        ("    ours: It is theirs.\n", "", "words: 'whose' has no words for ours."),
        (
            "{theirs: that it is theirs, not-ours: that it is not ours}",
            "{}",
            "words: 'whose' has no words for points.",
        ),
        ("  why:\n", "  wy:\n", "words: 'wy' is unknown."),
    ],
)
def test_words_that_lack_or_belong_to_nothing_are_said(
    toy_root: Path, change: Change, old: str, new: str, what: str
) -> None:
    change("data/words/en/recalls.yml", old, new)
    problems = problems_in(toy_root)
    assert what in [problem.what for problem in problems]
    assert {problem.file for problem in problems} == {"data/words/en/recalls.yml"}


def test_without_a_script_it_is_to_be_written_on_paper_and_ours_is_folded(toy_root: Path) -> None:
    plain = BeautifulSoup(
        fallback(compile_payload(load_exercise("words", toy_root))), "html.parser"
    )
    whose = plain.select_one(".wg-plain-case")
    assert whose is not None
    assert "Whose is it?" in whose.get_text() and "recall elsewhere" in whose.get_text()
    folded = whose.details
    assert folded is not None
    for said in ("It is theirs.", "that it is theirs", "that it is not ours"):
        assert said in folded.get_text()
    folded.decompose()
    assert "It is theirs." not in whose.get_text()


def test_no_quiz_elsewhere_can_ask_it_and_a_package_knows_its_names(toy_root: Path) -> None:
    exercise = load_exercise("words", toy_root)
    assert not TYPES[exercise.settings.type].quizzed
    assert {"whose", "sentence", "points", "written", "theirs"} <= set(names_of([exercise]))


def test_it_is_done_when_each_sentence_is_written(toy_root: Path) -> None:
    stop = Stop(load_exercise("words", toy_root)).as_json()
    assert stop["cases"] == ["whose", "why"] and stop["minutes"] > 0
    assert not {"onwards", "returns"} & stop.keys()


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        (ODD, ODD),
        ("a" * MOST_WORDS + "b", "a" * MOST_WORDS),
        ("😀" * (MOST_WORDS + 1), "😀" * MOST_WORDS),
        ("\ud83d", "\ud83d"),
        (None, ""),
        (7, ""),
        (["It"], ""),
        ({"it": "is"}, ""),
    ],
    ids=["markup", "long", "signs", "half", "null", "number", "list", "table"],
)
def test_what_was_written_is_read_alike_by_both_sides(words: object, shown: str) -> None:
    text = json.dumps(work_of(attempt("whose", words=words)))
    [kept] = read_work(text, "words")["attempts"]
    assert kept["words"] == words, "What cannot be shown stays in the file as it is."
    assert words_of(kept) == shown
    assert words_of(attempt("whose")) == ""
    [there] = derive([("(text) => wordsOf(JSON.parse(text).attempts[0])", [text])])
    assert there == shown


def test_a_notebook_keeps_the_sentence_and_counts_that_there_is_one(
    toy_root: Path, tmp_path: Path
) -> None:
    sorter = Sorter(load_exercise("words", toy_root), tmp_path / "work")
    given = [attempt("whose", words=ODD), attempt("whose", 1, part="points", answer=["theirs"])]
    sorter._receive(None, {"type": "save", "attempts": given}, None)
    assert [one.get("words") for one in sorter.work["attempts"]] == [ODD, None]
    assert sorter.summary().to_numpy().tolist() == [[1, 2]]
    assert sorter.picture().value
    table = attempts_table(load_exercise("words", toy_root), sorter.work)
    assert table["answer"].tolist() == ["written", ["theirs"]]
    assert table["verdict"].isna().all()


@pytest.mark.usefixtures("undrawn")
def test_a_report_says_who_wrote_and_never_what(toy_root: Path, tmp_path: Path) -> None:
    own = toy_root / "data" / "words" / "en"
    there = {path.stem for path in own.glob("*.yml")}
    lend_words(toy_root, *({path.stem for path in WORDS.glob("*.yml")} - there - {DISTINCTION}))
    handed = {
        "S-001": [attempt("whose", words="x" * 900), attempt("why", 1, words="Secret.")],
        "S-002": [attempt("whose", words=ODD), attempt("whose", 1, part="points", answer=[])],
        "S-003": [attempt("whose", answer="else")],
    }
    for reader, attempts in handed.items():
        path = tmp_path / "class" / f"{reader}.json"
        path.parent.mkdir(exist_ok=True)
        path.write_text(json.dumps(work_of(*attempts, reader=reader)))
    reported = report_on(tmp_path / "class", tmp_path / "out", (toy_root,), now=NOW)
    rows = pd.read_csv(tmp_path / "out" / "written.csv").to_numpy().tolist()
    assert rows == [
        ["S-001", "words", "whose", True],
        ["S-001", "words", "why", True],
        ["S-002", "words", "whose", True],
        ["S-002", "words", "why", False],
    ]
    page = BeautifulSoup(reported.page.read_text(encoding="utf-8"), "html.parser")
    section = page.find(id="in-words").find_parent("section")
    cells = [[c.get_text(strip=True) for c in row(["th", "td"])] for row in section("tr")[1:]]
    assert cells == [["Whose is it?", "2", "2"], ["Why is it so?", "1", "2"]]
    for path in (tmp_path / "out").iterdir():
        if path.suffix in (".csv", ".html"):
            text = path.read_text(encoding="utf-8")
            assert "Secret" not in text and "alert" not in text and "xxxx" not in text
    [problem] = reported.problems
    assert problem.file == "S-003.json", "That is no answer that can be given."
