"""What the page "My course" is given."""

from __future__ import annotations

import json

from whosegroup.bank.model import Bank
from whosegroup.exercises.course import PracticePage, compile_course, minutes_of
from whosegroup.exercises.html import course_element
from whosegroup.exercises.loading import read_exercises

PAGES = [
    PracticePage("pages/toy", "Toys", "book/toy-chapter", ["toy", "pairs"]),
    PracticePage("pages/none", "Nothing to do", None, ["of-another-bank"]),
    PracticePage("pages/mixed", "Mixed", None, ["mixed"]),
]


def test_the_way_holds_pages_with_exercises_in_the_order_of_the_book(toy_bank: Bank) -> None:
    exercises = {exercise.id: exercise for exercise in read_exercises(toy_bank)[0]}
    course = compile_course(PAGES, exercises, toy_bank.words["chapters"])
    assert [page["page"] for page in course["pages"]] == ["pages/toy", "pages/mixed"]
    assert course["pages"][0]["exercises"] == ["toy", "pairs"]
    assert course["exercises"].keys() == {"toy", "pairs", "mixed"}
    assert course["course"] == "toy-course"


def test_an_exercise_says_its_cases_and_the_place_of_their_kinds(toy_bank: Bank) -> None:
    exercises = {exercise.id: exercise for exercise in read_exercises(toy_bank)[0]}
    course = compile_course(PAGES, exercises, toy_bank.words["chapters"])
    toy = course["exercises"]["toy"]
    assert toy["cases"] == [v.id for v in exercises["toy"].vignettes]
    kinds = [answer["id"] for answer in course["answers"]]
    assert {id: kinds[place] for id, place in toy["kinds"].items()} == {
        v.id: v.front.kind for v in exercises["toy"].vignettes
    }
    assert course["exercises"]["mixed"]["cases"] == [], "What it draws is met elsewhere."


def test_of_a_test_the_minutes_are_those_of_one_form(toy_bank: Bank) -> None:
    exercises = {exercise.id: exercise for exercise in read_exercises(toy_bank)[0]}
    for exercise in exercises.values():
        assert minutes_of(exercise) >= 0
    assert minutes_of(exercises["toy"]) > 0


def test_without_a_script_the_pages_are_a_list_of_links(toy_bank: Bank) -> None:
    exercises = {exercise.id: exercise for exercise in read_exercises(toy_bank)[0]}
    pages = [PracticePage("pages/toy", "Toys & <b>", None, ["toy"])]
    html = course_element(compile_course(pages, exercises, {}), "../")
    assert '<a href="../pages/toy.html">Toys &amp; &lt;b&gt;</a>' in html
    data = html.split('<script type="application/json">')[1].split("</script>")[0]
    assert json.loads(data)["pages"][0]["title"] == "Toys & <b>"
