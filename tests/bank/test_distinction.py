"""What is said of a course's own distinction stands in a file of its own, among all other words."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from lent_words import WORDS
from whosegroup.authoring.start import STARTER
from whosegroup.bank.loading import read_words
from whosegroup.bank.problems import Problem
from whosegroup.bank.words import DISTINCTION

ASKED = "Whose group is this?"
# What only this course speaks of: the kinds, who holds them, and the article.
OF_THIS_COURSE = re.compile(
    r"self-help|\b(groups?|support|members|agency|agencies|sponsors?|workers?|professionals?|Oka)\b",
    re.IGNORECASE,
)

Change = Callable[[str, str, str], None]


@pytest.fixture
def own(toy_root: Path, change: Change) -> Path:
    """Return the distinction's file of a toy bank that leaves some places empty."""
    change("data/words/en/sorter.yml", f"ask_answer: {said(toy_root)}", "ask_answer:")
    path = toy_root / "data/words/en/distinction.yml"
    path.write_text(f'sorter:\n  ask_answer: "{ASKED}"\n', encoding="utf-8")
    return path


def said(root: Path) -> str:
    return str(read_words(root, "en")[0]["sorter"]["ask_answer"])


def test_its_words_stand_in_the_places_that_are_left_empty(toy_root: Path, own: Path) -> None:
    before = list(read_words(toy_root, "en")[0]["sorter"])
    words, problems = read_words(toy_root, "en")
    assert problems == []
    assert words["sorter"]["ask_answer"] == ASKED
    assert list(words["sorter"]) == before
    assert DISTINCTION not in words
    assert words.where("sorter", "ask_answer") == ("data/words/en/distinction.yml", 2)


def test_entries_of_a_list_are_filled_in_their_order(toy_root: Path, own: Path) -> None:
    (toy_root / "data/words/en/report.yml").write_text("terms: [a, null, b, null]\n")
    own.write_text('sorter: {ask_answer: A?}\nreport: {terms: [one, "two\'s"]}\n')
    words, problems = read_words(toy_root, "en")
    assert problems == []
    assert words["report"]["terms"] == ["a", "one", "b", "two’s"]


def test_what_no_place_is_kept_for_comes_behind_the_rest(toy_root: Path, own: Path) -> None:
    own.write_text("sorter: {ask_answer: A?, more_of_it: B}\n")
    words, problems = read_words(toy_root, "en")
    assert problems == []
    assert list(words["sorter"])[-1] == "more_of_it"


def test_a_place_that_stays_empty_is_said(toy_root: Path, own: Path) -> None:
    own.write_text("feedback: {}\n")
    line = (toy_root / "data/words/en/sorter.yml").read_text().split("ask_answer:")[0].count("\n")
    remedy = "Write them in data/words/en/distinction.yml, under `sorter`."
    assert read_words(toy_root, "en")[1] == [
        Problem("data/words/en/sorter.yml", line + 1, "'ask_answer' has no words.", remedy)
    ]


def test_words_that_stand_in_both_and_a_misspelt_file_are_said(toy_root: Path, own: Path) -> None:
    own.write_text("sorter:\n  ask_answer: A?\n  change: B\nfeedbak:\n  fits: C\n")
    file = "data/words/en/distinction.yml"
    assert read_words(toy_root, "en")[1] == [
        Problem(
            file,
            3,
            "'change' has words in data/words/en/sorter.yml already.",
            "Keep them in one of the two.",
        ),
        Problem(file, 4, "There are no words 'feedbak'.", "Did you mean 'feedback'?"),
    ]


def test_a_distinction_that_cannot_be_read_is_all_that_is_said(toy_root: Path, own: Path) -> None:
    own.write_text("sorter: [\n")
    [problem] = read_words(toy_root, "en")[1]
    assert problem.file == "data/words/en/distinction.yml"


def test_all_other_words_speak_of_no_course_in_particular() -> None:
    """They are copied into courses on other distinctions."""
    lent = [
        path for path in WORDS.glob("*.yml") if not (STARTER / "data/words/en" / path.name).exists()
    ]
    assert {"report", "sorter", "types"} < {path.stem for path in lent}
    for path in lent:
        lines = path.read_text(encoding="utf-8").splitlines()
        words = [line.partition(": ")[2] for line in lines if not line.lstrip().startswith("#")]
        assert [line for line in words if OF_THIS_COURSE.search(line)] == [], path.name
