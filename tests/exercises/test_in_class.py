"""What a class is shown: every question of practice, with its answer, and nothing of a test."""

from __future__ import annotations

from pathlib import Path

import pytest

from private_bank import lay_private
from whosegroup.bank.content import exercise_names
from whosegroup.exercises.in_class import compile_class
from whosegroup.exercises.loading import load_exercise

TOYS = Path(__file__).parents[1] / "fixtures" / "bank"
TESTS = {"first-test", "last-test"}
OWN = "words"  # sentences of one's own, at which there are no hands to count


@pytest.mark.parametrize("name", sorted(set(exercise_names((TOYS,))) - {*TESTS, OWN}))
def test_each_question_has_answers_to_count_hands_for_and_says_what_holds(name: str) -> None:
    shown = compile_class(load_exercise(name, (TOYS,)))
    assert shown is not None
    for slide in shown["slides"]:
        assert slide["asks"] and len(slide["boxes"]) > 1
        assert all(0 <= place < len(slide["boxes"]) for place in slide["fits"])
        # Some passage decides, or the answers are told one by one.
        marked = [line for text in slide["texts"] for line in text["lines"] if len(line) == 4]
        asked = slide.get("answers")
        assert slide["fits"] or slide["told"] or asked
        assert marked or slide["told"] or asked


def test_of_a_test_a_class_sees_nothing_graded_or_not(toy_root: Path) -> None:
    for name in (*TESTS, OWN):
        assert compile_class(load_exercise(name, (TOYS,))) is None
    assert compile_class(load_exercise("midterm", lay_private(toy_root))) is None


def test_a_passage_that_decides_is_parted_and_says_for_what() -> None:
    shown = compile_class(load_exercise("toy", (TOYS,)))
    assert shown is not None
    [text] = shown["slides"][0]["texts"]
    marked = [line for line in text["lines"] if not isinstance(line, str)]
    assert marked and all(label.strip() for *_, label in marked)


def test_a_class_is_told_what_only_looks_telling() -> None:
    exercise = load_exercise("toy", (TOYS,))
    shown = compile_class(exercise)
    assert shown is not None
    name = exercise.bank.words["sorter"]["said_surface"]
    told = [text for slide in shown["slides"] for one, text in slide["told"] if one == name]
    assert "The ground is lent, no more." in told


def test_a_power_is_a_question_of_its_own_and_a_pair_is_one() -> None:
    placed = compile_class(load_exercise("shed", (TOYS,)))
    pairs = load_exercise("pairs", (TOYS,))
    assert placed is not None
    first = placed["slides"][0]["id"]
    assert len([slide for slide in placed["slides"] if slide["id"] == first]) == 6
    shown = compile_class(pairs)
    assert shown is not None and len(shown["slides"]) == len(pairs.vignettes) // 2


def test_a_class_is_told_no_more_than_what_its_questions_find_out() -> None:
    exercise = load_exercise("stalls", (TOYS,))
    shown = compile_class(exercise)
    assert shown is not None
    [ask, *_] = exercise.asks
    asking, naming = (slide for slide in shown["slides"] if slide["id"] == ask.id)
    answers = [said.says for said in ask.front.answers.values()]
    assert [told for told, _ in asking["answers"]] == answers
    assert len(asking["boxes"]) == len(answers) > asking["choose"] == 3
    assert asking["told"] == [] and "choose" not in naming


@pytest.mark.parametrize(("name", "of"), [("toy", 3), ("plain", 3), ("bins", 3), ("pairs", 2)])
def test_hands_are_counted_for_who_cannot_tell_where_a_kind_is_asked_for(
    name: str, of: int
) -> None:
    exercise = load_exercise(name, (TOYS,))
    shown = compile_class(exercise)
    assert shown is not None
    label = exercise.bank.words["kinds"]["cannot-tell"]["label"]
    for slide in shown["slides"]:
        assert len(slide["boxes"]) == of or name == "pairs"
        assert (slide["boxes"][-1] == label) is (name in ("toy", "plain"))
        assert name == "pairs" or len(slide["boxes"]) - 1 not in slide["fits"] or name == "bins"


def test_what_is_discussed_is_that_of_the_chapter(toy_root: Path) -> None:
    shown = compile_class(load_exercise("toy", (TOYS,)))
    assert shown is not None and len(shown["discuss"]) == 2
    (toy_root / "data/words/en/discussion.yml").unlink()
    without = compile_class(load_exercise("toy", (toy_root,)))
    assert without is not None and without["discuss"] == []
