"""`whosegroup --bank`, and what `check` says of banks and sites, as an instructor types it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from lent_words import lend_words
from private_bank import give_tests, lay_private
from whosegroup.cli import main
from whosegroup.exercises.model import Exercise

ROOT = Path(__file__).parents[1]
Run = Callable[..., Result]


@pytest.fixture
def banks(toy_root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, Path]:
    """Return a bank of a case and an exercise of one's own, and a private one with a test."""
    lend_words(toy_root, "handed_in", "judged", "preview", "report", "reporting")
    monkeypatch.setenv("WHOSEGROUP_CONTENT", str(toy_root))
    monkeypatch.delenv("WHOSEGROUP_BANK", raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    give_tests(toy_root, "garden", "garden-clinic")
    _, private = lay_private(toy_root)
    mine = tmp_path / "my bank"
    for folder in ("data/vignettes/en", "data/words/en", "exercises"):
        (mine / folder).mkdir(parents=True)
    tea = (toy_root / "data/vignettes/en/tea.md").read_text().replace("pair: tea-ward\n", "")
    (mine / "data/vignettes/en/own.md").write_text(tea)
    (mine / "exercises/quiet-rooms.yml").write_text(
        "type: sort\nchapter: book/toy-chapter\nvignettes: [own]\n"
    )
    (mine / "data/words/en/exercises.yml").write_text("quiet-rooms:\n  title: A\n  prompt: B.\n")
    return mine, private


@pytest.fixture
def run() -> Run:
    """Return a way to type `whosegroup ...`."""

    def typed(*words: object) -> Result:
        return CliRunner().invoke(main, [str(word) for word in words], catch_exceptions=False)

    return typed


def test_what_is_one_is_counted_as_one(
    run: Run, banks: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch, toy_exercise: Exercise
) -> None:
    monkeypatch.setattr(
        "whosegroup.exercises.loading.read_exercises", lambda bank: ([toy_exercise], [])
    )
    assert run("check").output == "No problem in 5 cases and 1 exercise.\n"


@pytest.mark.parametrize(
    "words",
    [
        ("--bank", "my bank", "--bank", "private"),
        ("--bank", f"my bank{os.pathsep}private"),
        ("--bank", "~/my bank", "--bank", "./private"),
    ],
)
@pytest.mark.parametrize("command", [("list", "exercises"), ("list", "vignettes")])
def test_several_banks_are_read_by_each_command(
    run: Run, banks: tuple[Path, Path], words: tuple[str, ...], command: tuple[str, ...]
) -> None:
    shown = run(*command, *words).output
    expected = ("quiet-rooms", "midterm") if command[1] == "exercises" else ("own", "zinc-lantern")
    assert all(name in shown for name in expected)


def test_the_environment_names_several_banks_for_each_command(
    run: Run, banks: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("WHOSEGROUP_BANK", f"my bank{os.pathsep}~/private")
    assert "quiet-rooms" in run("list", "exercises").output
    made = run(
        "simulate", "class", "--readers", 2, "--exercise", "quiet-rooms", "--exercise", "midterm"
    )
    assert made.exit_code == 0, made.output
    assert len(list((tmp_path / "class").rglob("*.json"))) == 4


COMMANDS = [
    ("check",),
    ("list",),
    ("preview", "toy", "--no-open"),
    ("simulate", "class"),
    ("report", ".", "--out", "out"),
    ("grade", ".", "--out", "out"),
]


@pytest.mark.parametrize("command", COMMANDS, ids=lambda words: words[0])
@pytest.mark.parametrize("way", ["option", "environment"])
@pytest.mark.parametrize(
    ("bank", "said"),
    [
        ("nowhere", "Error: The bank 'nowhere' does not exist in "),
        (f"private{os.pathsep}nowhere", "Error: The bank 'nowhere' does not exist in "),
        ("private/data", "Error: 'private/data' is a part of a bank and not a bank. Name '"),
        ("empty", "Error: The bank 'empty' holds neither `data` nor `exercises`."),
    ],
)
def test_a_bank_that_is_none_is_said_by_every_command_in_one_sentence(
    run: Run,
    banks: tuple[Path, Path],
    monkeypatch: pytest.MonkeyPatch,
    command: tuple[str, ...],
    way: str,
    bank: str,
    said: str,
) -> None:
    Path("empty").mkdir()
    if way == "environment":
        monkeypatch.setenv("WHOSEGROUP_BANK", bank)
    done = run(*command, *(("--bank", bank) if way == "option" else ()))
    assert done.exit_code == 2
    [line] = done.output.splitlines()
    assert line.startswith(said)


def test_a_new_file_goes_into_one_bank(
    run: Run, banks: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WHOSEGROUP_BANK", f"my bank{os.pathsep}private")
    refused = run("new", "vignette", "kettle")
    assert (refused.exit_code, list(Path().rglob("kettle.md"))) == (2, [])
    assert "Name it with --bank." in refused.output
    assert run("new", "vignette", "kettle", "--bank", "my bank").exit_code == 0
    assert Path("my bank/data/vignettes/en/kettle.md").exists()
    refused = run("new", "vignette", "cup", "--bank", "my bank/data")
    assert (refused.exit_code, list(Path().rglob("cup.md"))) == (2, [])


def test_what_is_not_read_makes_a_check_fail(run: Run, banks: tuple[Path, Path]) -> None:
    Path("my bank/data/vignettes/en/my-case.md.txt").write_text("?")
    checked = run("check", "--bank", "my bank")
    assert checked.exit_code == 1
    assert checked.output.splitlines()[0].startswith(
        "my bank/data/vignettes/en/my-case.md.txt:1: This is not read: "
    )
    assert checked.output.splitlines()[1:] == ["Problems: 1."]


def test_an_unknown_language_is_one_line(run: Run, banks: tuple[Path, Path]) -> None:
    checked = run("check", "--lang", "jp", "--bank", "my bank")
    assert checked.exit_code == 1
    assert len(checked.output.splitlines()) == 2
    assert "Known here: en." in checked.output


@pytest.mark.parametrize(
    ("made", "bank", "said"),
    [
        ((), "private", "This is no built site: there is no index.html."),
        (("page.html",), "private", "This is no built site: there is no index.html."),
        (("index.html",), "my bank", "It was not searched: there is no graded exercise"),
    ],
)
def test_a_site_that_could_not_be_searched_is_not_cleared(
    run: Run, banks: tuple[Path, Path], made: tuple[str, ...], bank: str, said: str
) -> None:
    Path("site").mkdir()
    for name in made:
        (Path("site") / name).touch()
    checked = run("check", "--bank", bank, "--site", "site")
    assert checked.exit_code == 1
    assert any(line.startswith(f"site:1: {said}") for line in checked.output.splitlines())


def test_a_secret_in_a_site_is_found_by_the_command(run: Run, banks: tuple[Path, Path]) -> None:
    Path("site/_static").mkdir(parents=True)
    Path("site/index.html").touch()
    shutil.copy("private/graded-secret.txt", "site/_static")
    checked = run("check", "--bank", "private", "--site", "site")
    assert checked.exit_code == 1
    assert "site/_static/graded-secret.txt:1: This is the file of a secret." in checked.output
