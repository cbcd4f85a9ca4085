"""What lies in a bank and is not read is named; what systems leave there is not."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from private_bank import give_tests
from whosegroup.bank.content import content_files, digest_of
from whosegroup.bank.loading import load_bank, read_bank
from whosegroup.bank.strays import find_strays
from whosegroup.exercises.loading import read_exercises

EN = "data/vignettes/en"
ENDS = "This is not read: its name does not end in `.md`."
YML = "This is not read: its name does not end in `.yml`."
FOLDER = "Nothing in this folder is read."
COPY = "This is a copy, or one side of a conflict, and is not read."
OUTSIDE = "This is not read: it lies outside `data` and `exercises`."


@pytest.fixture
def roots(toy_root: Path, tmp_path: Path) -> tuple[Path, Path]:
    """Return the toy bank and a bank of one case that is laid over it."""
    give_tests(toy_root, "garden", "garden-clinic")
    own = tmp_path / "own"
    (own / EN).mkdir(parents=True)
    (own / "exercises").mkdir()
    tea = (toy_root / EN / "tea.md").read_text().replace("pair: tea-ward\n", "")
    (own / EN / "own.md").write_text(tea)
    return toy_root, own


def strays(roots: tuple[Path, ...]) -> list[tuple[str, str, str]]:
    bank, problems = read_bank(roots)
    assert problems == read_exercises(bank)[1] == []
    own = f"{roots[-1].as_posix()}/"
    return [(p.file.removeprefix(own), p.what, p.remedy) for p in find_strays(bank)]


def put(root: Path, file: str) -> None:
    (root / file).parent.mkdir(parents=True, exist_ok=True)
    (root / file).write_text((root / EN / "own.md").read_text())


def test_a_bank_of_which_all_is_read_has_none(roots: tuple[Path, Path]) -> None:
    assert strays(roots) == []


@pytest.mark.parametrize(
    ("file", "where", "what", "remedy"),
    [
        (f"{EN}/my-case.md.txt", None, ENDS, "Call it my-case.md,"),
        (f"{EN}/my-case.MD", None, ENDS, "Call it my-case.md,"),
        (f"{EN}/my-case", None, ENDS, "Call it my-case.md,"),
        (f"{EN}/my-case.txt", None, ENDS, "Call it my-case.md,"),
        (f"{EN}/my-case.markdown", None, ENDS, "Call it my-case.md,"),
        (f"{EN}/my-case.docx", None, ENDS, "Save its text as plain text, under the name my-case"),
        (f"{EN}/my-case.yml", None, ENDS, "Call it my-case.md,"),
        ("exercises/quiz.yaml", None, YML, "Call it quiz.yml,"),
        ("exercises/quiz.yml.txt", None, YML, "Call it quiz.yml,"),
        ("exercises/my-case.md", None, YML, "Call it my-case.yml, or move it elsewhere"),
        ("data/words/en/exercises.yaml", None, YML, "Call it exercises.yml,"),
        ("data/decisions/en/key.YML", None, YML, "Call it key.yml,"),
        (f"{EN}/week-one/my-case.md", f"{EN}/week-one", FOLDER, "Move its files into data/vign"),
        ("data/vignettes/my-case.md", "data/vignettes", FOLDER, f"Move its files into {EN}."),
        ("exercises/old/quiz.yml", "exercises/old", FOLDER, "Move its files into exercises"),
        ("data/vignete/en/my-case.md", "data/vignete/en", FOLDER, "Did you mean 'vignettes'?"),
        (
            "data/vignettes/EN/my-case.md",
            "data/vignettes/EN",
            "There are no words in 'EN'.",
            "Known here: en.",
        ),
        (
            "data/criterias.yml",
            None,
            "This is not read: there is no such table.",
            "Did you mean 'criteria'?",
        ),
        (
            "data/words/en/exercise.yml",
            None,
            "This is not read: there are no such words.",
            "Did you mean 'exercises'?",
        ),
        ("my-case.md", None, OUTSIDE, f"Move it into {EN}."),
        ("vignettes/en/my-case.md", "vignettes", OUTSIDE, "Call it data/vignettes."),
        ("excercises/quiz.yml", "excercises", OUTSIDE, "Call it exercises."),
        (f"{EN}/own (1).md", None, COPY, "Keep what you want of it"),
        (f"{EN}/own copy.md", None, COPY, "Keep what you want of it"),
        (f"{EN}/own 2.md", None, COPY, "Keep what you want of it"),
        (f"{EN}/own (Anna's conflicted copy 2026-04-01).md", None, COPY, "Keep what you want"),
        (f"{EN}/own.sync-conflict-20260401-101500-ABCDEFG.md", None, COPY, "Keep what you want"),
    ],
)
def test_what_looks_like_content_and_is_not_read_is_named_once(
    roots: tuple[Path, Path], file: str, where: str | None, what: str, remedy: str
) -> None:
    if file.startswith("data/words"):
        (roots[1] / "data/words/en").mkdir(parents=True)
        (roots[1] / file).write_text("")
    else:
        put(roots[1], file)
    [(found, said, mended)] = strays(roots)
    assert (found, said) == (where or file, what)
    assert mended.startswith(remedy)


def test_a_folder_that_is_not_read_is_named_once_and_not_once_a_file(
    roots: tuple[Path, Path],
) -> None:
    for name in ("a", "b", "c"):
        put(roots[1], f"{EN}/week-one/{name}.md")
    assert [where for where, *_ in strays(roots)] == [f"{EN}/week-one"]


SIDE = ["._own.md", ".DS_Store", "Thumbs.db", "desktop.ini", "~$own.docx", "own.md~", "#own.md#"]
SIDE += [".#own.md", "own.md.swp", "own.md.tmp", "own.md.crdownload", "Icon\r", ".hidden/own.md"]


@pytest.mark.parametrize("name", SIDE)
@pytest.mark.parametrize("folder", [EN, "exercises", "data", "."])
def test_what_systems_and_editors_leave_is_passed_over_by_all(
    roots: tuple[Path, Path], folder: str, name: str
) -> None:
    before = digest_of(content_files(roots)), load_bank(roots[0]).vignettes.keys()
    path = roots[1] / folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"\0\xff of a system")
    assert strays(roots) == []
    assert path not in content_files(roots)
    assert (digest_of(content_files(roots)), load_bank(roots[0]).vignettes.keys()) == before


def test_a_copy_is_not_read_and_spoils_nothing(roots: tuple[Path, Path]) -> None:
    before = digest_of(content_files(roots))
    for name in ("own (1).md", "own copy.md", "own 2.md"):
        put(roots[1], f"{EN}/{name}")
    bank, problems = read_bank(roots)
    assert problems == []
    assert set(bank.vignettes) == {"garden", "garden-clinic", "shed", "tea", "tea-ward", "own"}
    assert digest_of(content_files(roots)) == before


@pytest.mark.parametrize("made", ["data", "exercises", "data/vignettes/en"])
def test_a_bank_of_which_nothing_is_read_is_said(
    roots: tuple[Path, Path], made: str, tmp_path: Path
) -> None:
    shutil.rmtree(roots[1])
    (roots[1] / made).mkdir(parents=True)
    [problem] = find_strays(read_bank(roots)[0])
    assert (problem.file, problem.what) == (roots[1].as_posix(), "Nothing is read from here.")


def test_pages_and_notes_beside_the_folders_of_a_bank_are_no_strays(
    roots: tuple[Path, Path],
) -> None:
    for file in ("README.md", "book/rooms.md", "graded-secret.txt", "cases.csv", "marks/a.csv"):
        path = roots[1] / file
        path.parent.mkdir(exist_ok=True)
        path.write_text("# Notes\n")
    assert strays(roots) == []
