"""A test in parts: what its file may say, what is shipped of it, and who is asked what."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from whosegroup.bank.loading import read_bank
from whosegroup.exercises.loading import load_exercise, read_exercises
from whosegroup.exercises.payload import compile_excerpt, compile_payload
from whosegroup.exercises.types import TYPES
from whosegroup.instructor.judging.keys import Keys
from whosegroup.work.measures import label_and_use

FIXTURES = Path(__file__).parents[2] / "fixtures"
ROOTS = (FIXTURES / "bank", FIXTURES / "in-parts")
FILE = "exercises/first-parts.yml"


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """Return a copy of the bank with tests in parts that a test may spoil."""
    return Path(shutil.copytree(ROOTS[1], tmp_path / "in-parts"))


def mistakes(own: Path) -> list[tuple[str, int, str, str]]:
    """Return what is wrong, each with the end of its file's name."""
    roots = (ROOTS[0], own)
    bank, problems = read_bank(roots)
    problems += read_exercises(bank)[1]
    return [(Path(p.file).relative_to(own).as_posix(), p.line, p.what, p.remedy) for p in problems]


def test_a_sound_test_in_parts_has_no_mistake(own: Path) -> None:
    assert mistakes(own) == []


@pytest.mark.parametrize(
    ("old", "new", "line", "what", "remedy"),
    [
        (
            "    type: decide\n",
            "",
            3,
            "'parts.0.type' is missing.",
            "Add a line `type: ...`.",
        ),
        (
            "type: believe",
            "type: place",
            11,
            "'parts.2.type' is 'place'.",
            "Known here: believe, decide, sort.",
        ),
        (
            "[open-door, our-tool, too-far]",
            "[open-door, our-tol, too-far]",
            12,
            "There is no usable item 'our-tol'.",
            "Did you mean 'our-tool'?",
        ),
        (
            "{a: [cup], b: [lamp]}",
            "{a: [cupp], b: [lamp]}",
            5,
            "There is no usable item 'cupp'.",
            "Did you mean 'cup'?",
        ),
        (
            "[pond, gate]",
            "[pond, gat]",
            10,
            "There is no usable vignette 'gat'.",
            "Did you mean 'gate'?",
        ),
        (
            "{a: [pond, gate], b",
            "{a: [pond], b",
            10,
            "The forms of the part 'before' are not of one length (a: 1, b: 2).",
            "Let each have as many.",
        ),
        (
            "{a: [mill], b: [well]}",
            "{a: [mill], c: [well]}",
            19,
            "The part 'after' has the forms a, c, and others have a, b.",
            "Let all parts have the same.",
        ),
        (
            "{a: [mill], b: [well]}",
            "{a: [mill], b: [pond]}",
            19,
            "'pond' stands there twice.",
            "Keep one.",
        ),
        (
            "[open-door, our-tool, too-far]",
            "[open-door, our-tool, our-tool]",
            13,
            "'our-tool' stands there twice.",
            "Keep one.",
        ),
        (
            "    type: decide\n",
            "    type: decide\n    undecided: true\n",
            5,
            "A part of type 'decide' has no 'undecided'.",
            "It may have forms, items.",
        ),
        (
            "    type: decide\n",
            "    type: decide\n    rest: true\n",
            5,
            "Before the first part there is nothing to rest from.",
            "Take the `rest` line out.",
        ),
        (
            "name: views",
            "name: before",
            6,
            "Two parts are called 'before'.",
            "Give one of them another name.",
        ),
        (
            "    items: [open-door, our-tool, too-far]\n",
            "",
            11,
            "The part 'views' asks nothing.",
            "Name its `forms`, or the `items` that all readers meet.",
        ),
        (
            "chapter: book/toy-chapter\n",
            "chapter: book/toy-chapter\nbegins: first-test2\n",
            2,
            "There is no other exercise 'first-test2'.",
            "Did you mean 'first-test'?",
        ),
        (
            "chapter: book/toy-chapter\n",
            "type: sort\nchapter: book/toy-chapter\n",
            3,
            "An exercise of type 'sort' has no 'parts'.",
            None,
        ),
    ],
)
def test_each_mistake_is_said_in_one_line(
    own: Path, old: str, new: str, line: int, what: str, remedy: str | None
) -> None:
    path = own / FILE
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    found = [one for one in mistakes(own) if one[0] == FILE]
    assert len(found) == 1, found
    assert found[0][2] == what
    assert remedy is None or found[0][3] == remedy
    assert abs(found[0][1] - line) <= 2


def test_without_the_answer_that_leaves_it_open_no_case_can_be_open(own: Path) -> None:
    path = own / FILE
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("    undecided: true\n    defined", "    defined"))
    assert [one[2] for one in mistakes(own) if one[0] == FILE] == [
        "'gate' is 'cannot-tell' and cannot be sorted.",
        "'gate-two' is 'cannot-tell' and cannot be sorted.",
    ]


def test_a_retest_is_of_the_later_test_alone(own: Path) -> None:
    for name in ("first-parts", "last-parts"):
        path = own / f"exercises/{name}.yml"
        text = path.read_text(encoding="utf-8")
        text = text.replace("b: [lamp]}", "b: [lamp], retest: [key]}")
        text = text.replace("b: [barn, gate-two]}", "b: [barn, gate-two], retest: [tea, shed]}")
        text = text.replace("b: [well]}", "b: [well], retest: [garden]}").replace(
            "shed", "tea-ward"
        )
        path.write_text(text, encoding="utf-8")
    said = {one[2] for one in mistakes(own) if one[0] == FILE and "given away" not in one[2]}
    assert said == {"Only the test that follows another is taken once more."}


def test_a_part_without_words_is_said_where_they_would_stand(own: Path) -> None:
    words = own / "data/words/en/exercises.yml"
    text = words.read_text(encoding="utf-8")
    words.write_text(text.replace("  views: {title: Toy views", "  vews: {title: Toy views", 1))
    [(file, _, what, _)] = mistakes(own)
    assert file == "data/words/en/exercises.yml"
    assert what == "The part 'views' of 'first-parts' has no title and prompt."


def test_a_case_of_which_nobody_can_tell_holds_nothing_that_settles_it(own: Path) -> None:
    gate = own / "data/vignettes/en/gate.md"
    text = gate.read_text(encoding="utf-8")
    mark = "[The gate was theirs]{criterion=ownership shows=self-help}.\n"
    gate.write_text(text.replace("The gate was open, and six people went in.\n", mark))
    assert [one[2] for one in mistakes(own)] == ["This passage settles whose group it is."]
    gate.write_text(text.replace("  support: A nurse sits there, and that is all.\n", ""))
    assert [one[2] for one in mistakes(own)] == ["There is no feedback for support."]


def test_each_unit_bears_its_part_and_its_type_and_forms_hold_all_parts() -> None:
    payload = compile_payload(load_exercise("first-parts", ROOTS))
    assert payload["forms"] == {
        "a": ["cup", "pond", "gate", "open-door", "our-tool", "too-far", "mill"],
        "b": ["lamp", "barn", "gate-two", "open-door", "our-tool", "too-far", "well"],
    }
    types = {part["id"]: part["type"] for part in payload["parts"]}
    assert {case["id"]: types[case["part"]] for case in payload["cases"]} == {
        case["id"]: case["type"] for case in payload["cases"]
    }


def test_no_meaning_of_a_kind_is_shipped_before_the_part_that_defines_them() -> None:
    payload = compile_payload(load_exercise("first-parts", ROOTS))
    before, after = (p for p in payload["parts"] if p["type"] == "sort")
    assert not any("meaning" in answer for answer in (*payload["answers"], *before["answers"]))
    assert all(answer["meaning"] for answer in after["answers"])
    assert "defined" not in before and after["defined"] and after["rest"]


def test_the_first_question_alone_is_that_of_the_first_part() -> None:
    payload = compile_excerpt(load_exercise("first-parts", ROOTS))
    assert payload["forms"] == {"a": ["cup"], "b": ["lamp"]}
    assert [part["id"] for part in payload["parts"]] == ["acts"]
    assert [case["id"] for case in payload["cases"]] == ["cup", "lamp"]


def test_a_part_is_an_exercise_by_itself_that_follows_the_same_part() -> None:
    exercise = load_exercise("last-parts", ROOTS)
    assert [part.id for part in exercise.parts] == [
        "last-parts.acts",
        "last-parts.before",
        "last-parts.views",
        "last-parts.after",
    ]
    assert exercise.parts[1].settings.begins == "first-parts.before"
    assert [case.id for case in exercise.parts[1].vignettes] == ["pond", "gate", "barn", "gate-two"]
    plain = load_exercise("toy", ROOTS)
    assert plain.parts == (plain,)


def test_every_answer_is_taken_by_its_part_and_by_no_other() -> None:
    keys = Keys(lambda name: load_exercise(name, ROOTS), None, None, compile_payload)
    key = keys.of("first-parts")
    for unit in key.payload["cases"]:
        for (id, part), answers in TYPES[unit["type"]].possible(unit):
            attempt = {"vignette" if TYPES[unit["type"]].sorts else "item": id, "part": part}
            assert [own.exercise.id for own in key.parts if own.has(attempt)] == [
                f"first-parts.{unit['part']}"
            ]
            assert all(key.takes(id, part, answer) for answer in answers or ())


def test_nothing_is_counted_of_nothing() -> None:
    payload = compile_payload(load_exercise("first-parts", ROOTS))
    assert {tuple(share.values()) for share in label_and_use(payload, []).values()} == {(0, 0)}
