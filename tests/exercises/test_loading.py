from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import whosegroup
from whosegroup.bank.content import exercise_names
from whosegroup.bank.loading import load_bank
from whosegroup.bank.model import Bank
from whosegroup.bank.problems import ContentError, Problem
from whosegroup.exercises.loading import UnknownExerciseError, load_exercise, read_exercises
from whosegroup.exercises.model import Exercise

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
    assert exercise_names(toy_root) == [
        "bins",
        "first-test",
        "keys",
        "last-test",
        "mixed",
        "pairs",
        "plain",
        "shed",
        "stalls",
        "toy",
        "views",
        "words",
    ]


def test_an_unknown_exercise_gets_the_nearest_name(toy_root: Path) -> None:
    with pytest.raises(UnknownExerciseError) as raised:
        load_exercise("tooy", toy_root)
    assert str(raised.value) == "There is no exercise 'tooy'. Did you mean 'toy'?"


def test_who_names_an_exercise_by_its_title_is_told_its_name() -> None:
    with pytest.raises(UnknownExerciseError) as raised:
        whosegroup.exercise("Six groups")
    assert str(raised.value) == "There is no exercise 'Six groups'. Did you mean 'two-kinds'?"


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
            "Take only self-help and support cases here.",
        ),
        ("type: sort", "type: sorte", 1, "'type' is 'sorte'.", "Did you mean 'sort'?"),
        ("evidence:", "evidense:", 8, "'evidense' is not a setting here.", "Did you mean"),
        (
            "evidence: true",
            "evidence: yes",
            8,
            "'evidence' is 'yes', and should be `true` or `false`.",
            "Write one of the two, without quotes.",
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
    remedy = "Name at least one vignette, or `forms`, or `draws`."
    assert problems_in(toy_root) == [Problem(TOY, 3, "It has no cases.", remedy)]


def test_an_exercise_without_words_is_said(toy_root: Path, change: Change) -> None:
    change("data/words/en/exercises.yml", "toy:\n", "other:\n")
    missed = Problem(
        "data/words/en/exercises.yml",
        1,
        "'toy' has no title and prompt.",
        "Add `toy:` with `title` and `prompt`.",
    )
    assert problems_in(toy_root) == [missed]


def test_a_mistake_in_a_case_of_another_exercise_does_not_stop_this_one(toy_root: Path) -> None:
    (toy_root / "data/vignettes/en/garden.md").write_text("no front matter")
    assert load_exercise("plain", toy_root).id == "plain"
    assert [p.file for p in problems_in(toy_root)] == ["data/vignettes/en/garden.md"]


def test_all_exercises_are_read_with_every_problem(toy_root: Path, change: Change) -> None:
    """Mixed practice draws from the exercise that has the mistake, and cannot be used either.

    That is one mistake, and is said where it stands.
    """
    change(TOY, "- tea\n", "- te\n")
    (toy_root / "exercises/third.yml").write_text("type: sort\n")
    exercises, problems = read_exercises(load_bank(toy_root))
    spoilt = {"mixed", "third", "toy"}
    assert [exercise.id for exercise in exercises] == [
        name for name in exercise_names(toy_root) if name not in spoilt
    ]
    assert {p.file for p in problems} == {"exercises/third.yml", TOY}


def test_all_toy_exercises_can_be_used(toy_bank: Bank) -> None:
    exercises, problems = read_exercises(toy_bank)
    assert problems == []
    assert [exercise.id for exercise in exercises] == exercise_names(toy_bank.roots)


def test_an_exercise_has_its_groups_and_situations_in_the_order_of_its_file(toy_root: Path) -> None:
    assert [ask.id for ask in load_exercise("stalls", toy_root).asks] == ["stall", "corner"]
    assert [d.id for d in load_exercise("keys", toy_root).decisions] == ["key"]


def test_a_test_holds_the_cases_of_both_forms(toy_root: Path) -> None:
    exercise = load_exercise("last-test", toy_root)
    assert [v.id for v in exercise.vignettes] == ["tea", "garden-clinic", "garden", "tea-ward"]
    assert exercise.settings.begins == "first-test"


def test_mixed_practice_draws_each_case_once_from_the_first_that_has_it(toy_root: Path) -> None:
    exercise = load_exercise("mixed", toy_root)
    assert exercise.homes == dict.fromkeys(["garden-clinic", "tea", "garden", "tea-ward"], "toy")
    path = toy_root / "exercises/mixed.yml"
    path.write_text(path.read_text().replace("[toy, plain]", "[plain, toy]"))
    again = load_exercise("mixed", toy_root)
    assert [v.id for v in again.vignettes] == ["tea", "garden-clinic", "garden", "tea-ward"]
    assert list(again.homes.values()) == ["plain", "plain", "toy", "toy"]


HEAD = "chapter: book/toy-chapter\n"
BINS = "bins: [red, blue, green]\n"
MAY_HAVE = {
    "sort": "vignettes, evidence, confidence, feedback, graded, forms, begins, draws",
    "compare": "vignettes",
    "place": "vignettes",
    "ask": "items",
    "decide": "items",
    "match": "bins, items",
}
TOYS = {
    "sort": ("toy", "vignettes: [tea]\n"),
    "compare": ("pairs", "vignettes: [garden, garden-clinic]\n"),
    "place": ("shed", "vignettes: [shed]\n"),
    "ask": ("stalls", "items: [stall]\n"),
    "decide": ("keys", "items: [key]\n"),
    "match": ("bins", f"{BINS}items: [{{id: sea, bin: blue}}]\n"),
}
VALUES = {
    "vignettes": "[tea]",
    "items": "[stall]",
    "bins": "[red]",
    "forms": "{a: [tea]}",
    "begins": "toy",
    "draws": "[plain]",
    "evidence": "true",
    "confidence": "true",
    "feedback": "end",
}
FOREIGN = [
    (type, option)
    for type, may in MAY_HAVE.items()
    for option in VALUES
    if option not in may.split(", ")
]


def problems_with(root: Path, name: str, text: str) -> list[tuple[int, str, str]]:
    """Return what is wrong with an exercise of this text: alone the same as among all."""
    (root / f"exercises/{name}.yml").write_text(text)
    with pytest.raises(ContentError) as raised:
        load_exercise(name, root)
    file = f"exercises/{name}.yml"
    alone = {p for p in raised.value.problems if p.file == file}
    among = {p for p in read_exercises(load_bank(root))[1] if p.file == file}
    assert alone == among != set()
    return sorted((p.line, p.what, p.remedy) for p in alone)


@pytest.mark.parametrize(("type", "option"), FOREIGN)
def test_a_setting_of_another_type_is_said(toy_root: Path, type: str, option: str) -> None:
    name, rest = TOYS[type]
    text = f"type: {type}\n{HEAD}{rest}{option}: {VALUES[option]}\n"
    assert problems_with(toy_root, name, text) == [
        (
            text.count("\n"),
            f"An exercise of type '{type}' has no '{option}'.",
            f"It may have {MAY_HAVE[type]}.",
        )
    ]


@pytest.mark.parametrize(
    ("name", "type", "rest", "line", "what", "remedy"),
    [
        (
            "toy",
            "sort",
            "feedback: end\nvignettes: [tea]\nforms:\n  a: [tea-ward]\n  b: [garden]\n",
            4,
            "It has cases twice over.",
            "Name at least one vignette, or `forms`, or `draws`.",
        ),
        (
            "shed",
            "place",
            "vignettes: []\n",
            3,
            "It has no cases.",
            "Name at least one vignette.",
        ),
        (
            "first-test",
            "sort",
            "feedback: end\nforms:\n  a: [tea]\n",
            4,
            "`forms` are for a test: two of them, with `feedback: end`.",
            "Mend one of the two.",
        ),
        (
            "first-test",
            "sort",
            "forms:\n  a: [tea]\n  b: [garden]\n",
            3,
            "`forms` are for a test: two of them, with `feedback: end`.",
            "Mend one of the two.",
        ),
        (
            "first-test",
            "sort",
            "feedback: end\nforms:\n  a: [tea]\n  b: [tea]\n",
            6,
            "'tea' stands there twice.",
            "Keep one.",
        ),
        (
            "first-test",
            "sort",
            "feedback: end\nforms:\n  a: [tea]\n  b: [gardn]\n",
            6,
            "There is no usable vignette 'gardn'.",
            "Did you mean 'garden'?",
        ),
        (
            "first-test",
            "sort",
            "feedback: end\nforms:\n  a: [tea]\n  b: [shed]\n",
            6,
            "'shed' is 'in-between' and cannot be sorted.",
            "Take only self-help and support cases here.",
        ),
        (
            "last-test",
            "sort",
            "feedback: end\nbegins: first-tst\nvignettes: [tea]\n",
            4,
            "There is no other exercise 'first-tst'.",
            "Did you mean 'first-test'?",
        ),
        (
            "mixed",
            "sort",
            "draws:\n  - toy\n  - plane\n",
            5,
            "There is no other exercise 'plane'.",
            "Did you mean 'plain'?",
        ),
        (
            "mixed",
            "sort",
            "draws:\n  - mixed\n",
            4,
            "There is no other exercise 'mixed'.",
            "Known here: bins, first-test, keys, last-test, pairs, plain, shed, stalls, toy, "
            "views, words.",
        ),
        (
            "mixed",
            "sort",
            "draws: [shed]\n",
            3,
            "'shed' is not an exercise in which cases are sorted one by one.",
            "Draw from others.",
        ),
        (
            "mixed",
            "sort",
            "draws: [first-test]\n",
            3,
            "'first-test' is not an exercise in which cases are sorted one by one.",
            "Draw from others.",
        ),
        (
            "plain",
            "sort",
            "draws: [mixed]\n",
            3,
            "'mixed' is not an exercise in which cases are sorted one by one.",
            "Draw from others.",
        ),
        (
            "pairs",
            "compare",
            "vignettes: []\n",
            3,
            "It has no cases.",
            "Name the two halves of a pair, one after the other.",
        ),
        (
            "pairs",
            "compare",
            "vignettes:\n  - garden\n  - garden-clinic\n  - tea\n",
            6,
            "'tea' is not followed by the other half of its pair.",
            "Write 'tea-ward' on the next line.",
        ),
        (
            "pairs",
            "compare",
            "vignettes:\n  - garden\n  - tea-ward\n",
            4,
            "'garden' is not followed by the other half of its pair.",
            "Write 'garden-clinic' on the next line.",
        ),
        (
            "pairs",
            "compare",
            "vignettes: [stall, garden]\n",
            3,
            "There is no usable vignette 'stall'.",
            "Known here: garden, garden-clinic, shed, tea, tea-ward.",
        ),
        (
            "shed",
            "place",
            "vignettes: [tea]\n",
            3,
            "'tea' is 'self-help' and cannot be placed.",
            "Take only in-between cases here.",
        ),
        ("stalls", "ask", "items: []\n", 3, "It has no items.", "Name at least one."),
        ("keys", "decide", "items: []\n", 3, "It has no items.", "Name at least one."),
        (
            "stalls",
            "ask",
            "items: [stal]\n",
            3,
            "There is no usable item 'stal'.",
            "Did you mean 'stall'?",
        ),
        (
            "stalls",
            "ask",
            "items:\n  - stall\n  - key\n",
            5,
            "There is no usable item 'key'.",
            "Known here: corner, stall.",
        ),
        (
            "keys",
            "decide",
            "items: [stall]\n",
            3,
            "There is no usable item 'stall'.",
            "Known here: key.",
        ),
        (
            "stalls",
            "ask",
            "items:\n  - stall\n  - stall\n",
            5,
            "'stall' stands there twice.",
            "Keep one.",
        ),
        (
            "stalls",
            "ask",
            "items:\n  - {id: stall, bin: red}\n",
            4,
            "'stall' is a statement to match.",
            "Write `- stall` alone.",
        ),
        (
            "bins",
            "match",
            "bins: [red, blue]\nitems: [{id: sea, bin: blue}]\n",
            3,
            "There are too few bins or items.",
            "Write three bins and an item or more.",
        ),
        (
            "bins",
            "match",
            f"{BINS}items: []\n",
            3,
            "There are too few bins or items.",
            "Write three bins and an item or more.",
        ),
        (
            "bins",
            "match",
            f"{BINS}items:\n  - sea\n",
            5,
            "'sea' has no bin.",
            "Write `- {id: ..., bin: ...}`.",
        ),
        (
            "bins",
            "match",
            f"{BINS}items:\n  - {{id: sea, bin: blue}}\n  - {{id: sea, bin: red}}\n",
            6,
            "'sea' stands there twice.",
            "Keep one.",
        ),
        (
            "bins",
            "match",
            f"{BINS}items:\n  - {{id: sea, bin: blu}}\n",
            5,
            "There is no bin 'blu'.",
            "Did you mean 'blue'?",
        ),
        (
            "bins",
            "match",
            f"{BINS}items:\n  - {{id: sea, bin: blue, also: [gren]}}\n",
            5,
            "There is no bin 'gren'.",
            "Did you mean 'green'?",
        ),
    ],
)
def test_each_mistake_of_a_type_is_said_with_file_line_and_remedy(
    toy_root: Path, name: str, type: str, rest: str, line: int, what: str, remedy: str
) -> None:
    assert problems_with(toy_root, name, f"type: {type}\n{HEAD}{rest}") == [(line, what, remedy)]


def test_the_halves_of_a_pair_that_are_compared_have_the_same_lines(
    toy_root: Path, change: Change
) -> None:
    change("data/vignettes/en/tea.md", "Nobody has touched the chair of the man who died.\n", "")
    text = f"type: compare\n{HEAD}vignettes: [tea, tea-ward]\n"
    assert problems_with(toy_root, "pairs", text) == [
        (
            3,
            "'tea' and 'tea-ward' differ in the number of their lines.",
            "Give both the same lines.",
        )
    ]


@pytest.mark.parametrize("case", ["te", "shed"])
def test_mixed_practice_says_from_where_a_case_comes_that_cannot_be_sorted(
    toy_root: Path, change: Change, case: str
) -> None:
    change(TOY, "- tea\n", f"- {case}\n")
    text = f"type: sort\n{HEAD}draws:\n  - plain\n  - toy\n"
    (toy_root / "exercises/mixed.yml").write_text(text)
    with pytest.raises(ContentError) as raised:
        load_exercise("mixed", toy_root)
    what, remedy = f"'toy' has '{case}', which cannot be sorted.", "Mend exercises/toy.yml."
    assert raised.value.problems == [Problem("exercises/mixed.yml", 5, what, remedy)]
    among = read_exercises(load_bank(toy_root))[1]
    assert {problem.file for problem in among} == {TOY}, "Of all together it is said once."


@pytest.mark.parametrize(
    ("old", "new", "line", "what"),
    [
        ("red: {label: Red, ", "red: {", 3, "bins: 'red' has no words for label."),
        ("sea: {text: The sea., ", "sea: {", 8, "bins: 'sea' has no words for text."),
        (
            "    leaf: {text: A leaf., why: Leaves are green.}\n",
            "",
            6,
            "bins: 'leaf' has no words for text, why.",
        ),
        (
            "    green: {label: Green, meaning: what is green., missed: It is not green.}",
            "    green: Green",
            5,
            "bins: 'green' has no words for label, meaning, missed.",
        ),
    ],
)
def test_a_bin_or_statement_without_words_is_said(
    toy_root: Path, change: Change, old: str, new: str, line: int, what: str
) -> None:
    file = "data/words/en/matches.yml"
    change(file, old, new)
    with pytest.raises(ContentError) as raised:
        load_exercise("bins", toy_root)
    assert raised.value.problems == [Problem(file, line, what, "Write them there.")]


@pytest.mark.parametrize(
    ("text", "count"),
    [("bins: x\n", 2), ("bins:\n  bins: x\n  items: [y]\n", 2), ("", 2), ("- a\n", 1)],
)
def test_words_of_statements_that_are_no_table_are_no_traceback(
    toy_root: Path, text: str, count: int
) -> None:
    """A table that is none is one problem, and not one more for each word it lacks."""
    (toy_root / "data/words/en/matches.yml").write_text(text)
    with pytest.raises(ContentError) as raised:
        load_exercise("bins", toy_root)
    assert len(raised.value.problems) == count


def test_a_statement_with_a_misspelt_setting_is_said(toy_root: Path) -> None:
    text = f"type: match\n{HEAD}{BINS}items:\n  - {{id: sea, bin: blue, als: [red]}}\n"
    what = "'items.0.als' is not a setting here."
    assert (5, what, "Did you mean 'also'?") in problems_with(toy_root, "bins", text)
