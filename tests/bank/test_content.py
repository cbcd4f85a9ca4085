from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, Literal

import pytest

from private_bank import give_tests
from whosegroup.bank.loading import load_bank, read_bank
from whosegroup.bank.problems import Problem
from whosegroup.bank.roots import content_root, content_roots, lay_over
from whosegroup.bank.strict import Strict, check
from whosegroup.bank.yaml_files import line_of, read_text, read_yaml
from whosegroup.exercises.loading import load_exercise, read_exercises

Change = Callable[[str, str, str], None]


class Inner(Strict):
    place: str


class Table(Strict):
    title: str
    kind: Literal["self-help", "support"]
    setting: Inner
    more: list[str] = []


SOUND = "title: A\nkind: support\nsetting:\n  place: B\n"


def problem_of(text: str, first_line: int = 1) -> Problem:
    """Return the only problem that reading and checking this text finds."""
    data, problems = read_yaml(text, "t.yml", first_line)
    if not problems:
        table, problems = check(Table, data, "t.yml", first_line)
        assert table is None
    assert len(problems) == 1, problems
    return problems[0]


def test_yaml_keeps_no_and_times_as_text() -> None:
    assert read_yaml("a: no\nb: 12:30\nc: off\n", "t.yml") == (
        {"a": "no", "b": "12:30", "c": "off"},
        [],
    )


def test_a_file_that_asks_for_old_rules_is_read_by_the_same_as_all() -> None:
    assert read_yaml("%YAML 1.1\n---\na: no\n", "old.yml")[0] == {"a": "no"}
    assert read_yaml("a: no\n", "t.yml")[0] == {"a": "no"}


@pytest.mark.parametrize(
    ("text", "line", "what"),
    [
        ("title: A: B\n", 1, "a colon and a blank stand within a value"),
        ("title: A\nkind: 'x\n", 2, "a quotation mark is opened and not closed"),
        ("title: A\n\tkind: b\n", 2, "a tab stands there"),
        ("title: @A\n", 1, "a value begins with @"),
        ("title: [A\n", 1, "a list in square brackets is not closed"),
        ("title: \x07\n", 1, "a sign stands there that cannot be seen"),
    ],
)
def test_what_is_not_yaml_is_said_with_its_line(text: str, line: int, what: str) -> None:
    problem = problem_of(text)
    assert (problem.file, problem.line) == ("t.yml", line)
    assert problem.what.startswith(f"This is not YAML: {what}")
    assert problem.remedy


def test_a_key_that_stands_twice_is_said_with_the_second_line() -> None:
    assert problem_of("title: A\nkind: support\ntitle: B\n") == Problem(
        "t.yml", 3, 'Found duplicate key "title".', "Keep one of the two."
    )


@pytest.mark.parametrize("value", ["2026-13-45", "2026-01-01T99:00:00", "!!int many", "!!bool x"])
def test_a_value_that_looks_like_a_date_or_number_and_is_none_is_no_traceback(value: str) -> None:
    problem = problem_of(f"title: {value}\n")
    assert problem.what.startswith("A value here cannot be read")
    assert problem.remedy == "Put dates and numbers in quotes."


def test_yaml_nested_beyond_reason_is_no_traceback() -> None:
    assert problem_of("title: " + "[" * 800).file == "t.yml"


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("title: A\n", "", Problem("t.yml", 1, "'title' is missing.", "Add a line `title: ...`.")),
        (
            "title",
            "titel",
            Problem("t.yml", 1, "'titel' is not a setting here.", "Did you mean 'title'?"),
        ),
        (
            "  place: B",
            "  place: B\n  plaice: B",
            Problem("t.yml", 5, "'setting.plaice' is not a setting here.", "Did you mean 'place'?"),
        ),
        (
            "kind: support",
            "kind: suport",
            Problem("t.yml", 2, "'kind' is 'suport'.", "Did you mean 'support'?"),
        ),
        (
            "kind: support",
            "kind: no",
            Problem("t.yml", 2, "'kind' is 'no'.", "Known here: self-help, support."),
        ),
        (
            "title: A",
            "title: 12",
            Problem(
                "t.yml",
                1,
                "'title' is the number 12, and should be text.",
                "Put it in quotes.",
            ),
        ),
        (
            "  place: B\n",
            "  place: B\nmore:\n  - x\n  - 3\n",
            Problem(
                "t.yml",
                7,
                "'more.1' is the number 3, and should be text.",
                "Put it in quotes.",
            ),
        ),
    ],
)
def test_each_mistake_has_its_line_and_a_remedy(old: str, new: str, expected: Problem) -> None:
    data, _ = read_yaml(SOUND.replace(old, new), "t.yml")
    _, problems = check(Table, data, "t.yml")
    assert expected in problems


class Deep(Strict):
    """Tables of tables, as situations and groups to ask about have them."""

    rows: dict[str, Table]
    things: list[str | Inner] = []


@pytest.mark.parametrize(
    ("text", "line", "what", "remedy"),
    [
        (
            "rows:\n  title:\n    titel: B\n",
            3,
            "'rows.title.titel' is not a setting here.",
            "Did you mean 'title'?",
        ),
        (
            "rows:\n  one:\n    setting:\n      plaice: B\n",
            4,
            "'rows.one.setting.plaice' is not a setting here.",
            "Did you mean 'place'?",
        ),
        (
            "rows: {}\nthings:\n  - place: A\n    plaice: B\n",
            4,
            "'things.0.plaice' is not a setting here.",
            "Did you mean 'place'?",
        ),
    ],
)
def test_a_misspelt_setting_within_tables_and_lists_gets_the_right_one(
    text: str, line: int, what: str, remedy: str
) -> None:
    _, problems = check(Deep, read_yaml(text, "t.yml")[0], "t.yml")
    assert Problem("t.yml", line, what, remedy) in problems


def test_lines_are_counted_from_where_the_text_begins() -> None:
    """Front matter begins on line 2 of its file."""
    assert problem_of(SOUND.replace("support", "suport"), first_line=2).line == 3


@pytest.mark.parametrize("text", ["", "- a\n- b\n", "just text"])
def test_a_file_without_settings_is_told_what_to_write(text: str) -> None:
    problem = problem_of(text)
    assert problem.what == "There are no settings here."
    assert "title, kind, setting, more" in problem.remedy


def test_every_mistake_is_found_in_one_run() -> None:
    data, _ = read_yaml("title: 12\nkind: x\nother: y\n", "t.yml")
    _, problems = check(Table, data, "t.yml")
    assert sorted(p.line for p in problems) == [1, 1, 2, 3]


def test_sound_settings_have_no_problem() -> None:
    data, _ = read_yaml(SOUND, "t.yml")
    table, problems = check(Table, data, "t.yml")
    assert problems == []
    assert table == Table(title="A", kind="support", setting=Inner(place="B"))


@pytest.mark.parametrize(
    ("location", "line"),
    [(["kind"], 2), (["setting", "place"], 4), (["setting", "gone"], 3), (["gone"], 1), ([], 1)],
)
def test_a_setting_s_line_is_its_key_s_or_that_of_the_nearest_above(
    location: list[Any], line: int
) -> None:
    assert line_of(read_yaml(SOUND, "t.yml")[0], location) == line


def test_a_byte_order_mark_is_not_read_as_text(tmp_path: Path) -> None:
    path = tmp_path / "a.yml"
    path.write_bytes(b"\xef\xbb\xbftitle: A\n")
    assert read_text(path, "a.yml") == ("title: A\n", [])


def test_a_file_that_is_not_utf_8_is_said(tmp_path: Path) -> None:
    path = tmp_path / "a.yml"
    path.write_bytes("title: Bär".encode("latin-1"))
    assert read_text(path, "a.yml")[1] == [
        Problem("a.yml", 1, "This is not UTF-8 text.", "Save the file as UTF-8.")
    ]


def test_a_file_that_is_not_there_is_said(tmp_path: Path) -> None:
    assert read_text(tmp_path / "a.yml", "a.yml")[1] == [
        Problem("a.yml", 1, "Cannot be read: No such file or directory.", "Is the file there?")
    ]


def test_the_environment_may_name_another_content(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WHOSEGROUP_CONTENT", str(tmp_path))
    assert content_root() == tmp_path


def test_a_checkout_reads_its_own_content(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("WHOSEGROUP_CONTENT", raising=False)
    assert content_root() == Path(__file__).parents[2]


def own_bank(folder: Path, course: Path) -> Path:
    """Return a bank that is laid over a course: one case, one exercise and its words."""
    for name in ("data/vignettes/en", "data/words/en", "exercises"):
        (folder / name).mkdir(parents=True)
    tea = (course / "data/vignettes/en/tea.md").read_text()
    own = "".join(line for line in tea.splitlines(True) if not line.startswith("pair:"))
    (folder / "data/vignettes/en/own.md").write_text(own)
    words = "own-toy:\n  title: My own\n  prompt: Sort it.\n"
    (folder / "data/words/en/exercises.yml").write_text(words)
    text = "type: sort\nchapter: book/toy-chapter\nvignettes: [own, tea]\n"
    (folder / "exercises/own-toy.yml").write_text(text)
    return folder


@pytest.fixture
def roots(toy_root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, Path]:
    monkeypatch.setenv("WHOSEGROUP_CONTENT", str(toy_root))
    give_tests(toy_root, "garden", "garden-clinic")  # a case of a test cannot be practised
    return (toy_root, own_bank(tmp_path / "own", toy_root))


def test_a_bank_of_one_s_own_is_laid_over_the_course(
    roots: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert content_roots() == roots[:1]
    monkeypatch.setenv("WHOSEGROUP_BANK", str(roots[1]))
    assert content_roots() == lay_over(roots[1]) == roots
    assert [case.id for case in load_exercise("own-toy").vignettes] == ["own", "tea"]
    assert read_bank()[1] == []
    assert "own" not in load_bank().vignettes, "What pages show of the bank is the book's own."


def test_a_bank_that_is_whole_stands_alone(toy_root: Path) -> None:
    assert lay_over(toy_root) == (toy_root,)


@pytest.mark.parametrize(
    ("file", "what"),
    [
        ("data/vignettes/en/tea.md", "There is a 'tea' already, in data/vignettes/en/tea.md."),
        ("exercises/toy.yml", "There is a 'toy' already, in exercises/toy.yml."),
    ],
)
def test_a_file_of_a_name_that_the_course_has_is_said(
    roots: tuple[Path, Path], file: str, what: str
) -> None:
    (roots[1] / file).write_text((roots[0] / file).read_text())
    bank, problems = read_bank(roots)
    problems += read_exercises(bank)[1]
    assert {(p.file, p.what) for p in problems} == {((roots[1] / file).as_posix(), what)}


def test_words_that_the_course_has_are_not_overridden(roots: tuple[Path, Path]) -> None:
    file = roots[1] / "data/words/en/exercises.yml"
    file.write_text(file.read_text() + "toy:\n  title: Not this one\n  prompt: Nor this.\n")
    bank, problems = read_bank(roots)
    [problem] = problems
    assert (problem.file, problem.line) == (file.as_posix(), 4)
    assert problem.what == "'toy' stands in data/words/en/exercises.yml already."
    assert bank.words["exercises"]["toy"]["title"] != "Not this one"


def test_a_mistake_in_one_s_own_bank_is_said_with_its_file_and_line(
    roots: tuple[Path, Path],
) -> None:
    file = roots[1] / "data/words/en/exercises.yml"
    file.write_text(file.read_text() + "own-toi:\n  title: Gone\n  prompt: Gone.\n")
    [problem] = read_exercises(read_bank(roots)[0])[1]
    assert (problem.file, problem.line) == (file.as_posix(), 4)
    assert problem.what == "'own-toi' is unknown."
