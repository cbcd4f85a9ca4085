"""One mistake in a bank is one line, and that line stands where the mistake is."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from private_bank import give_tests
from whosegroup.bank.loading import read_bank
from whosegroup.bank.problems import Problem
from whosegroup.exercises.loading import read_exercises

Change = Callable[[str, str, str], None]
GARDEN, CLINIC = "data/vignettes/en/garden.md", "data/vignettes/en/garden-clinic.md"
TEA, SHED, STALL = (
    "data/vignettes/en/tea.md",
    "data/vignettes/en/shed.md",
    "data/asks/en/stall.md",
)
WORDS = "data/words/en"


def problems_in(*roots: Path) -> list[Problem]:
    bank, problems = read_bank(roots)
    return sorted({*problems, *read_exercises(bank)[1]})


@pytest.mark.parametrize(
    ("file", "old", "new", "line"),
    [
        # A case that cannot be read: its other half, its exercises and its claims name it.
        (GARDEN, "kind: self-help", "kind: selfhelp", 3),
        (GARDEN, "title:", "titel:", 2),
        (GARDEN, "title: ", "title: A: ", 2),
        (GARDEN, "surface=hospital-room}", "surface=hospital-room", 14),
        (SHED, "kind: in-between", "kind: in-betwen", 3),
        (STALL, "kind: ", "knd: ", 3),
        # A case that can be read, and is not as it was.
        (GARDEN, "kind: self-help", "kind: support", 3),
        (GARDEN, "criterion=ownership", "criterion=ownershp", 16),
        (GARDEN, "criterion=helping shows=self-help", "criterion=helping shows=support", 18),
        (GARDEN, "pair: garden-clinic\n", "", 4),
        (GARDEN, "pair: garden-clinic", "pair: garden-clinik", 4),
        (GARDEN, "pair: garden-clinic", "pair: tea", 4),
        (GARDEN, "pair: garden-clinic", "pair: garden", 4),
        # An exercise from which mixed practice draws, and its words.
        ("exercises/toy.yml", "- tea\n", "- te\n", 5),
        ("exercises/toy.yml", "- tea\n", "- shed\n", 5),
        ("exercises/toy.yml", "type: sort", "type: srt", 1),
        ("exercises/plain.yml", "chapter:", "chaptr:", 3),
        ("exercises/first-test.yml", "feedback: end", "feedback: ned", 3),
        (f"{WORDS}/exercises.yml", "toy:\n", "toi:\n", 1),
        (f"{WORDS}/exercises.yml", "toy:\n", "toy: x: y\n", 1),
        (f"{WORDS}/chapters.yml", "book/toy-chapter: ", "book/toy-chapter: x: ", 1),
        (f"{WORDS}/surface_cues.yml", "sharing:\n", "sharin:\n", 7),
        (f"{WORDS}/matches.yml", "bins:\n  bins", "bins: x: y\n  bins", 1),
        (f"{WORDS}/sources.yml", "oka-toy:", "oka-toi:", 1),
        # How long what was met waits.
        ("data/course.yml", "comes_back_after: 3", "comes_back_after: -1", 5),
        ("data/course.yml", "comes_back_after: 3", "comes_back_after: three", 5),
        ("data/course.yml", "comes_back_after", "come_back_after", 5),
        ("data/course.yml", "practice:", "practise:", 4),
        ("data/course.yml", "[0, 1, 3, 7, 21]", "[0, 1, 7, 3, 21]", 6),
        ("data/course.yml", "[0, 1, 3, 7, 21]", "[0, 1, -3]", 6),
        ("data/course.yml", "[0, 1, 3, 7, 21]", "[]", 6),
        ("data/course.yml", "[0, 1, 3, 7, 21]", "21", 6),
        ("data/course.yml", "retest_days: 28", "retest_days: 28.5", 9),
        # Tables.
        ("data/criteria.yml", "weight: strong", "weight: strng", 4),
        ("data/criteria.yml", "ownership: {", "ownership: {{", 2),
        ("data/questions.yml", "leader: {criterion: mandate}", "leader: {criterion: mandat}", 3),
        # What many name: it is said where its words stand, and not of each who names it.
        ("data/criteria.yml", "ownership: {", "onership: {", None),
        ("data/surface_cues.yml", "sharing: {", "sharin: {", None),
        ("data/sources.yml", "oka-toy: {", "oka-toi: {", None),
        ("data/questions.yml", "stories: {", "storis: {", None),
        (f"{WORDS}/matches.yml", "bins:\n  bins", "bns:\n  bins", 1),
        (f"{WORDS}/matches.yml", "    blue: {", "    bue: {", 4),
        ("exercises/bins.yml", "[red, blue, green]", "[red, blue, gren]", None),
        ("exercises/bins.yml", "{id: apple,", "{id: aple,", None),
        ("exercises/pairs.yml", "garden]", "gardn]", 3),
        ("data/decisions/en/key.yml", "yours., next: later", "yours., next: latr", 11),
    ],
)
def test_a_mistake_is_said_in_one_line_where_it_stands(
    toy_root: Path, change: Change, file: str, old: str, new: str, line: int | None
) -> None:
    change(file, old, new)
    [problem] = problems_in(toy_root)
    expected = CLINIC if new == "" else file
    if line is None:
        assert problem.file.startswith(WORDS) and "Did you mean" in problem.remedy
    else:
        assert (problem.file, problem.line) == (expected, line)
    for jargon in ("None", "Traceback", "input should", "valid", "Error"):
        assert jargon not in problem.what + problem.remedy.replace("usable", "")


def test_a_pair_that_goes_in_a_circle_is_said_once(toy_root: Path, change: Change) -> None:
    change(GARDEN, "pair: garden-clinic", "pair: tea")
    change(TEA, "pair: tea-ward", "pair: garden-clinic")
    circle = [p for p in problems_in(toy_root) if p.file in (GARDEN, CLINIC, TEA)]
    assert [problem.file for problem in circle] == [GARDEN]


def test_a_half_without_a_pair_is_not_said_to_name_none(toy_root: Path, change: Change) -> None:
    change(GARDEN, "pair: garden-clinic\n", "")
    [problem] = problems_in(toy_root)
    assert problem.what == "The pair does not point back: 'garden' names no other half."


def test_a_bare_case_in_between_is_one_mistake(toy_root: Path) -> None:
    text = (toy_root / TEA).read_text().replace("kind: self-help", "kind: in-between")
    (toy_root / "data/vignettes/en/new.md").write_text(text.replace("pair: tea-ward\n", ""))
    [problem] = problems_in(toy_root)
    assert problem.what == "The case is 'in-between' and has no `place` and no `reasons`."


@pytest.mark.parametrize("lang", ["jp", "EN", "../en"])
def test_a_language_without_words_is_one_problem(toy_root: Path, lang: str) -> None:
    bank, problems = read_bank((toy_root,), lang)
    [problem] = [*problems, *read_exercises(bank)[1]]
    assert problem.what == f"No words in '{lang}'."
    assert "en" in problem.remedy


def test_a_language_with_words_and_without_cases_is_one_problem(toy_root: Path) -> None:
    (toy_root / "data/words/ja").mkdir()
    for path in (toy_root / WORDS).iterdir():
        (toy_root / "data/words/ja" / path.name).write_text(path.read_text())
    bank, problems = read_bank((toy_root,), "ja")
    assert [p.what for p in [*problems, *read_exercises(bank)[1]]] == ["No cases in 'ja'."]


def test_an_exercise_is_checked_even_where_a_case_of_it_has_a_mistake(
    toy_root: Path, change: Change
) -> None:
    change(TEA, "kind: self-help", "kind: selfhelp")
    change("exercises/plain.yml", "chapter: book/toy-chapter", "chapter: book/toi-chapter")
    change("exercises/plain.yml", "garden-clinic]", "garden-clinik]")
    found = [(problem.file, problem.line) for problem in problems_in(toy_root)]
    assert found == [(TEA, 3), ("exercises/plain.yml", 3), ("exercises/plain.yml", 4)]


# ------------------------------------------------------------------ several banks


@pytest.fixture
def banks(toy_root: Path, tmp_path: Path) -> tuple[Path, Path, Path]:
    """Return the toy bank, and two banks of an instructor's, of a case and an exercise each."""
    give_tests(toy_root, "garden", "garden-clinic")
    made = [toy_root]
    tea = (toy_root / TEA).read_text().replace("pair: tea-ward\n", "")
    for name in ("mine", "private"):
        root = tmp_path / name
        for folder in ("data/vignettes/en", "data/words/en", "exercises"):
            (root / folder).mkdir(parents=True)
        (root / f"data/vignettes/en/{name}-case.md").write_text(tea)
        task = f"type: sort\nchapter: book/toy-chapter\nvignettes: [{name}-case]\n"
        (root / f"exercises/{name}-task.yml").write_text(task)
        words = f"{name}-task:\n  title: A task\n  prompt: Sort.\n"
        (root / "data/words/en/exercises.yml").write_text(words)
        made.append(root)
    return made[0], made[1], made[2]


def test_two_banks_are_read_together(banks: tuple[Path, Path, Path]) -> None:
    assert problems_in(*banks) == []


@pytest.mark.parametrize("file", ["data/vignettes/en/mine-case.md", "exercises/mine-task.yml"])
def test_an_id_that_stands_in_two_banks_is_refused_with_both_files(
    banks: tuple[Path, Path, Path], file: str
) -> None:
    (banks[2] / file).write_text((banks[1] / file).read_text())
    [problem] = problems_in(*banks)
    assert problem.file == (banks[2] / file).as_posix()
    assert (banks[1] / file).as_posix() in problem.what


@pytest.mark.parametrize(
    ("cases", "what"),
    [
        ("tea", "'tea' cannot be practised: it belongs to the test 'first-test'."),
        (
            "tea-ward",
            "'tea-ward' cannot be practised: its other half, 'tea', belongs to the test"
            " 'first-test'.",
        ),
    ],
)
def test_a_practice_of_one_s_own_cannot_take_a_case_of_a_test_or_its_other_half(
    banks: tuple[Path, Path, Path], cases: str, what: str
) -> None:
    give_tests(banks[0], "tea", "garden")
    task = f"type: sort\nchapter: book/toy-chapter\nvignettes:\n  - mine-case\n  - {cases}\n"
    (banks[1] / "exercises/mine-task.yml").write_text(task)
    [problem] = problems_in(*banks)
    assert (problem.file, problem.line) == ((banks[1] / "exercises/mine-task.yml").as_posix(), 5)
    assert problem.what == what


def test_a_test_of_one_s_own_cannot_take_what_the_course_practises(
    banks: tuple[Path, Path, Path],
) -> None:
    task = "type: sort\nchapter: book/toy-chapter\nfeedback: end\nforms:\n  a: [mine-case]\n"
    (banks[1] / "exercises/mine-task.yml").write_text(f"{task}  b:\n    - garden-clinic\n")
    [problem] = problems_in(*banks)
    assert (problem.file, problem.line) == ((banks[1] / "exercises/mine-task.yml").as_posix(), 7)
    assert problem.what.startswith("'garden-clinic' is given away: it stands in ")
