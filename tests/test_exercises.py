from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import whosegroup
from whosegroup.bank import Bank
from whosegroup.exercises import (
    Exercise,
    UnknownExerciseError,
    exercise_names,
    load_exercise,
    read_exercises,
)
from whosegroup.problems import ContentError, Problem

Change = Callable[[str, str, str], None]
TOY = "exercises/toy.yml"


def problems_in(root: Path) -> list[Problem]:
    with pytest.raises(ContentError) as raised:
        load_exercise("toy", root)
    return raised.value.problems


def test_an_exercise_joins_its_cases_in_the_order_of_its_file(toy_exercise: Exercise) -> None:
    assert [v.id for v in toy_exercise.vignettes] == ["garden-clinic", "tea", "garden", "tea-ward"]


def test_title_and_prompt_are_words_of_the_bank(toy_exercise: Exercise) -> None:
    assert toy_exercise.title == "Four toy groups"
    assert toy_exercise.prompt == "Say whose group it is & tap the sentence <that decides>."


def test_evidence_and_confidence_are_asked_for_unless_switched_off(toy_root: Path) -> None:
    (toy_root / TOY).write_text("type: sort\nchapter: book/toy-chapter\nvignettes: [tea]\n")
    asked = load_exercise("toy", toy_root).settings
    plain = load_exercise("plain", toy_root).settings
    assert (asked.evidence, asked.confidence) == (True, True)
    assert (plain.evidence, plain.confidence) == (False, False)


def test_the_names_of_all_exercises_are_known(toy_root: Path) -> None:
    assert exercise_names(toy_root) == ["plain", "toy"]


def test_an_unknown_exercise_gets_the_nearest_name(toy_root: Path) -> None:
    with pytest.raises(UnknownExerciseError) as raised:
        load_exercise("tooy", toy_root)
    assert str(raised.value) == "There is no exercise 'tooy'. Did you mean 'toy'?"


def test_the_book_s_own_exercise_is_offered_to_who_mistypes_it() -> None:
    with pytest.raises(UnknownExerciseError) as raised:
        whosegroup.exercise("two-kindz")
    assert str(raised.value) == "There is no exercise 'two-kindz'. Did you mean 'two-kinds'?"


@pytest.mark.parametrize("name", ["../toy", "toy.yml", "", "{name}", "TOY"])
def test_only_a_name_that_is_listed_is_an_exercise(toy_root: Path, name: str) -> None:
    with pytest.raises(UnknownExerciseError):
        load_exercise(name, toy_root)


def test_a_notebook_shows_one_sentence_and_no_traceback() -> None:
    code = "from whosegroup import exercise; exercise('two-kindz')"
    shown = subprocess.run(
        [sys.executable, "-m", "IPython", "--no-banner", "--colors=NoColor", "-c", code],
        capture_output=True,
        text=True,
    )
    assert "There is no exercise 'two-kindz'." in shown.stdout + shown.stderr
    assert "Traceback" not in shown.stdout + shown.stderr


@pytest.mark.parametrize(
    ("old", "new", "line", "what", "remedy"),
    [
        (
            "- tea\n",
            "- te\n",
            5,
            "There is no usable vignette 'te'.",
            "Did you mean 'tea'?",
        ),
        ("- tea\n", "- garden\n", 6, "'garden' stands there twice.", "Keep one."),
        (
            "- tea\n",
            "- shed\n",
            5,
            "'shed' is 'in-between' and cannot be sorted.",
            "Sort only self-help and support cases.",
        ),
        ("type: sort", "type: sorte", 1, "'type' is 'sorte'.", "Did you mean 'sort'?"),
        ("evidence:", "evidense:", 8, "'evidense' is not a setting here.", "Did you mean"),
        (
            "evidence: true",
            "evidence: yes",
            8,
            "'evidence' is 'yes': input should be a valid boolean.",
            "Mend the value; put text in quotes if it looks like a number.",
        ),
        (
            "chapter: book/toy-chapter",
            "chapter: book/toy-chaptr",
            2,
            "The chapter 'book/toy-chaptr' is not in data/words/en/chapters.yml.",
            "Did you mean 'book/toy-chapter'?",
        ),
        (
            "type: sort\n",
            "type: sort\ntype: sort\n",
            2,
            'Found duplicate key "type".',
            "Keep one of the two.",
        ),
    ],
)
def test_each_mistake_is_said_with_file_line_and_remedy(
    toy_root: Path, change: Change, old: str, new: str, line: int, what: str, remedy: str
) -> None:
    change(TOY, old, new)
    [problem] = problems_in(toy_root)
    assert (problem.file, problem.line, problem.what) == (TOY, line, what)
    assert problem.remedy.startswith(remedy)


def test_an_exercise_without_cases_is_said(toy_root: Path) -> None:
    (toy_root / TOY).write_text("type: sort\nchapter: book/toy-chapter\nvignettes: []\n")
    assert problems_in(toy_root) == [
        Problem(TOY, 3, "It has no cases.", "Name at least one vignette.")
    ]


def test_an_exercise_without_words_is_said(toy_root: Path, change: Change) -> None:
    change("data/words/en/exercises.yml", "toy:\n", "toi:\n")
    assert problems_in(toy_root) == [
        Problem(
            "data/words/en/exercises.yml",
            1,
            "'toy' has no title and prompt.",
            "Add `toy:` with `title` and `prompt`.",
        )
    ]


def test_a_mistake_in_a_case_of_another_exercise_does_not_stop_this_one(toy_root: Path) -> None:
    (toy_root / "data/vignettes/en/garden.md").write_text("no front matter")
    assert load_exercise("plain", toy_root).id == "plain"
    assert [p.file for p in problems_in(toy_root)] == ["data/vignettes/en/garden.md"]


def test_all_exercises_are_read_with_every_problem(
    toy_root: Path, toy_bank: Bank, change: Change
) -> None:
    change(TOY, "- tea\n", "- te\n")
    (toy_root / "exercises/third.yml").write_text("type: sort\n")
    exercises, problems = read_exercises(toy_bank)
    assert [exercise.id for exercise in exercises] == ["plain"]
    assert {p.file for p in problems} == {TOY, "exercises/third.yml"}
