"""What the page "My course" is given."""

from __future__ import annotations

import json
import re
from pathlib import Path

from private_bank import lay_private
from pure_half import derive
from whosegroup.bank.loading import load_bank
from whosegroup.bank.model import Bank
from whosegroup.exercises.course import PracticePage, Stop, compile_course, count_of, next_alone
from whosegroup.exercises.html import course_element, data_text
from whosegroup.exercises.loading import load_exercise, read_exercises
from whosegroup.exercises.payload import compile_payload
from whosegroup.work.contract import new_work

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


def test_small_tries_count_by_their_chapters_and_take_no_time(toy_bank: Bank) -> None:
    exercises = {exercise.id: exercise for exercise in read_exercises(toy_bank)[0]}
    without = compile_course(PAGES, exercises, {})
    tries = {"book/toy-chapter": ["tea"], "book/intro": ["garden-clinic"]}
    course = compile_course(PAGES, exercises, {}, tries)
    assert course["tries"] == {
        "exercise": "plain",
        "chapters": {"book/toy-chapter": ["tea"]},
    }, "Who only looks, at a page that is no chapter of the way, has nothing to do there."
    assert "plain" in course["exercises"], "What was saved of them is known."
    assert course["pages"] == without["pages"]
    assert "tries" not in without


def minutes(root: Path, words_a_minute: int, seconds_a_case: int) -> dict[str, int]:
    """Return how long exercises take a reader of this speed."""
    path = root / "data/course.yml"
    text = path.read_text(encoding="utf-8")
    for name, number in (("words_a_minute", words_a_minute), ("seconds_a_case", seconds_a_case)):
        text = re.sub(rf"(?<={name}: )\d+", str(number), text)
    path.write_text(text, encoding="utf-8")
    return {each.id: Stop(each).minutes for each in read_exercises(load_bank(root))[0]}


def test_minutes_are_of_what_is_read_and_of_a_test_those_of_one_form(
    toy_bank: Bank, toy_root: Path
) -> None:
    exercises = {exercise.id: exercise for exercise in read_exercises(toy_bank)[0]}
    toy, both = (
        sum(len(v.text.split()) for v in exercises[name].vignettes)
        for name in ("toy", "first-test")
    )
    read = minutes(toy_root, 1, 0)
    assert read.pop("mixed") == 0, "It never ends."
    assert all(read.values()), "Whatever a type has to read counts."
    assert toy < read["toy"] < 2 * toy, "Its cases, and what can be answered."
    assert read["first-test"] < both
    assert minutes(toy_root, 10**6, 60)["toy"] == len(exercises["toy"].vignettes) + 1


def test_what_is_counted_is_what_the_page_counts(toy_bank: Bank) -> None:
    for exercise in read_exercises(toy_bank)[0]:
        stop, payload = Stop(exercise), compile_payload(exercise)
        if stop.is_endless:
            assert (stop.cases, count_of(stop.as_json())) == ([], 0)
            continue
        assert stop.cases == [unit["id"] for unit in payload["cases"]]
        [met, *_] = payload.get("forms", {"": stop.cases}).values()
        assert count_of(stop.as_json()) == len(met)


def test_what_comes_back_on_a_page_is_what_returns(toy_bank: Bank) -> None:
    """The two count alike: a case waits on the page when "My course" says so."""
    found = set()
    for exercise in read_exercises(toy_bank)[0]:
        stop, payload = Stop(exercise), compile_payload(exercise)
        if stop.is_endless or payload["type"] not in {"sort", "match"}:
            continue
        about = {"sort": ("vignette", {}), "match": ("item", {"part": "bin"})}[payload["type"]]
        answers = [(case, a["id"]) for case in stop.cases for a in payload["answers"]]
        calls = []
        for case, answer in answers:
            at = {"at": "2026-04-13T09:30:01.000Z", "run": 1, "answer": answer}
            attempt = {**at, about[0]: case, **about[1]}
            work = {**new_work(exercise.id, "en"), "attempts": [attempt]}
            calls.append(("queueOf", [payload, work, 1]))
        queues = derive(calls)
        for (case, answer), left in zip(answers, queues, strict=True):
            returns = answer in stop.returns.get(case, [])
            if payload.get("forms") is None:
                assert (case in left) is returns, (exercise.id, case, answer)
            found.add((payload["type"], payload["feedback"], returns))
    assert ("sort", "each", True) in found and ("match", "each", True) in found
    assert ("sort", "end", True) not in found and ("sort", "none", True) not in found


def test_of_a_graded_exercise_nothing_is_told_that_its_page_hides(toy_root: Path) -> None:
    exercise = load_exercise("midterm", lay_private(toy_root))
    told = json.dumps(Stop(exercise).as_json())
    assert not [vignette.id for vignette in exercise.vignettes if vignette.id in told]
    assert "kinds" not in told


def test_without_a_script_the_pages_are_a_list_of_links(toy_bank: Bank) -> None:
    exercises = {exercise.id: exercise for exercise in read_exercises(toy_bank)[0]}
    pages = [PracticePage("pages/toy", "Toys & <b>", None, ["toy"], "pages/toy.html")]
    html = course_element(compile_course(pages, exercises, {}), "../")
    assert '<a href="../pages/toy.html">Toys &amp; &lt;b&gt;</a>' in html
    data = html.split('<script type="application/json">')[1].split("</script>")[0]
    assert json.loads(data)["pages"][0]["title"] == "Toys & <b>"


def test_a_page_that_shows_only_what_comes_next_is_given_no_more(toy_bank: Bank) -> None:
    exercises = {exercise.id: exercise for exercise in read_exercises(toy_bank)[0]}
    whole = compile_course(PAGES, exercises, toy_bank.words["chapters"])
    some = next_alone(whole)
    assert [page["exercises"] for page in some["pages"]] == [["toy", "pairs"], ["mixed"]]
    assert "way" in whole["words"] and "way" not in some["words"]
    assert some["words"]["next_begun"] == whole["words"]["next_begun"]
    assert [id for id, stop in some["exercises"].items() if "kinds" in stop] == ["mixed"]
    assert some["exercises"]["toy"]["cases"] == whole["exercises"]["toy"]["cases"]
    assert data_text(some) in course_element(whole, "../", "next")
