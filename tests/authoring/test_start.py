"""A course of one's own is begun in an empty folder: it is whole, and it is nobody else's."""

from __future__ import annotations

import json
import os
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from whosegroup import __version__
from whosegroup.authoring import start as starting
from whosegroup.authoring.balance import measure_bank
from whosegroup.authoring.new import WritingError, new_chapter, new_exercise, new_vignette
from whosegroup.authoring.start import STARTER, start
from whosegroup.bank.loading import load_bank
from whosegroup.bank.roots import content_root, package_content
from whosegroup.bank.yaml_files import read_yaml
from whosegroup.cli import main
from whosegroup.exercises.types import TYPES

ROOT = Path(__file__).parents[2]
WORDS = "data/words/en"


@pytest.fixture(autouse=True)
def nowhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Stand in a folder of no course, with nothing named by the environment."""
    monkeypatch.chdir(tmp_path)
    for name in ("WHOSEGROUP_CONTENT", "WHOSEGROUP_BANK"):
        monkeypatch.delenv(name, raising=False)


def typed(*words: str) -> Result:
    return CliRunner().invoke(main, [*words], catch_exceptions=False)


def read(path: Path) -> Any:
    data, problems = read_yaml(path.read_text(encoding="utf-8"), path.name)
    assert problems == []
    return data


def test_in_a_new_course_there_is_nothing_to_mend(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = typed("start", "mine")
    assert shown.exit_code == 0
    files = [path for path in Path("mine").rglob("*") if path.is_file()]
    assert shown.output.startswith(f"Wrote a course of {len(files)} files into mine\n1. ")
    monkeypatch.chdir("mine")
    assert typed("check").output == "No problem in 5 cases and 2 exercises.\n"


def test_it_holds_all_that_the_example_has_and_the_words_of_every_course(tmp_path: Path) -> None:
    start(tmp_path / "mine")
    example = {path.relative_to(STARTER) for path in STARTER.rglob("*") if path.is_file()}
    made = {path.relative_to("mine") for path in Path("mine").rglob("*") if path.is_file()}
    assert {Path("Makefile"), Path(".gitignore"), Path(".github/workflows/pages.yml")} < example
    assert made >= example
    lent = sorted((ROOT / WORDS).glob("*.yml"))
    assert {path.name for path in lent} == {p.name for p in Path("mine", WORDS).glob("*.yml")}
    for path in lent:
        if not (STARTER / WORDS / path.name).exists():
            assert Path("mine", WORDS, path.name).read_bytes() == path.read_bytes()


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("my-course", "my-course"),
        ("My course: 2 of 3", "my-course-2-of-3"),
        ("3 wishes", "course-3-wishes"),
        ("貸すか与えるか", "course-"),
        ("Café Über", "cafe-uber"),
        ("Øst", "st-"),
        ('"Lent" & <b>given</b> `x` $y {z} \\ #1', "lent-b-given-b-x-y-z-1"),
    ],
)
def test_a_course_may_be_called_anything(tmp_path: Path, title: str, name: str) -> None:
    start(tmp_path / "mine", title)
    assert read(Path("mine/_config.yml"))["title"] == title
    known = read(Path("mine/data/course.yml"))["course"]
    assert re.fullmatch(rf"{name}[0-9a-f]{{8}}" if name.endswith("-") else name, known)
    heading = Path("mine/book/intro.md").read_text(encoding="utf-8").splitlines()[0]
    assert re.sub(r"\\(.)", r"\1", heading) == f"# {title}"
    load_bank(tmp_path / "mine")


@pytest.mark.parametrize("title", ["", "  "])
def test_an_empty_title_is_none(tmp_path: Path, title: str) -> None:
    assert typed("start", "mine", "--title", title).exit_code == 0
    assert read(Path("mine/_config.yml"))["title"] == "mine"


@pytest.mark.parametrize("folder", ["a b", "自助か支援か", "it's", "a/b/c", "café & crème"])
def test_it_is_called_like_its_folder(tmp_path: Path, folder: str) -> None:
    shown = typed("start", folder)
    assert shown.exit_code == 0
    assert read(Path(folder, "_config.yml"))["title"] == Path(folder).name
    assert load_bank(tmp_path / folder).vignettes


def test_a_name_of_letters_that_nobody_reads_is_no_traceback(tmp_path: Path) -> None:
    start(tmp_path / "mine", os.fsdecode(b"caf\xe9"))
    assert read(Path("mine/_config.yml"))["title"] == "caf?"


def test_an_empty_folder_will_do_and_one_with_anything_in_it_is_left_alone(tmp_path: Path) -> None:
    Path("empty").mkdir()
    assert typed("start", "empty").exit_code == 0
    Path("full").mkdir()
    Path("full/notes.txt").write_text("mine")
    for folder, what in (("full", "is not empty"), ("full/notes.txt", "is a file")):
        shown = typed("start", folder)
        said = f"Error: {folder} {what}, and a course begins in a new folder. Name another.\n"
        assert (shown.exit_code, shown.output) == (1, said)
    assert [path.name for path in Path("full").iterdir()] == ["notes.txt"]


@pytest.mark.skipif(os.name == "nt", reason="No folder can be called so there.")
@pytest.mark.parametrize("folder", ["a[b]", "what?", "100%", "a:b", "a\nb"])
def test_a_folder_in_which_no_book_can_be_built_is_refused_in_a_line(
    tmp_path: Path, folder: str
) -> None:
    shown = typed("start", folder)
    assert shown.exit_code == 1
    assert "with which no book can be built. Name another folder." in shown.output
    assert shown.output.count("\n") == 1
    assert list(tmp_path.iterdir()) == []


def test_what_cannot_be_written_leaves_nothing_behind(tmp_path: Path, read_only: Any) -> None:
    (tmp_path / "mine").mkdir()
    read_only(tmp_path / "mine", 28)
    with pytest.raises(WritingError, match="cannot be written"):
        start(tmp_path / "mine")
    assert list((tmp_path / "mine").iterdir()) == []


def test_what_to_do_is_said_once(tmp_path: Path) -> None:
    """By the exercise, and not by the chapter above it too."""
    start(tmp_path / "mine")
    pages = Path("mine/book").glob("*.md")
    chapters = "\n".join(page.read_text(encoding="utf-8") for page in pages)
    prompts = [entry["prompt"] for entry in read(Path("mine", WORDS, "exercises.yml")).values()]
    assert len(prompts) == 2
    assert [one for one in prompts if one.rpartition(", ")[2] in chapters] == []


@pytest.mark.skipif(os.name == "nt", reason="There is no make there.")
def test_make_says_that_it_takes_minutes_before_it_does(tmp_path: Path) -> None:
    """With a Python that only says what is asked of it."""
    start(tmp_path / "mine")
    python, inner = tmp_path / "python", tmp_path / "inner"
    inner.write_text('#!/bin/sh\necho "asked: $*"\n')
    copied = 'cp "$(dirname "$0")/inner" .venv/bin/python'
    python.write_text(f"#!/bin/sh\nmkdir -p .venv/bin && {copied}\n")
    for script in (inner, python):
        script.chmod(0o755)
    made = subprocess.run(
        ["make", "-C", "mine", "--no-print-directory", "book", f"PYTHON={python}"],
        capture_output=True,
        text=True,
        check=True,
    )
    [minutes] = [n for n, line in enumerate(made.stdout.splitlines()) if "some minutes" in line]
    [pip] = [n for n, line in enumerate(made.stdout.splitlines()) if "asked: -m pip" in line]
    assert minutes < pip


# What is said of groups of people, which another course need not be about.
OF_GROUPS = re.compile(r"\bgroups?\b|\bworkers?\b|\billness|hearing loss|hospital|tea cups", re.I)


@pytest.mark.parametrize("type", TYPES)
def test_what_an_author_begins_speaks_of_no_group(tmp_path: Path, type: str) -> None:
    start(tmp_path / "mine")
    begun = [
        new_vignette("own-case", tmp_path / "mine"),
        new_vignette("own-other-case", tmp_path / "mine", kind="either"),
        new_exercise("own-task", tmp_path / "mine", type=type),
        new_chapter("own-chapter", tmp_path / "mine"),
    ]
    if "graded" in TYPES[type].options:
        begun.append(new_exercise("own-midterm", tmp_path / "mine", type=type, graded=True))
    written = [path.read_text(encoding="utf-8") for new in begun for path in new.files]
    assert OF_GROUPS.findall("\n".join(written)) == []
    assert "Who may say at last what becomes of it?" in written[0], "It says what decides here."


def test_measuring_a_new_course_speaks_of_no_institution(tmp_path: Path) -> None:
    start(tmp_path / "mine")
    measured = [measure.what for measure in measure_bank(load_bank(tmp_path / "mine"))]
    assert "kinds guessed from the words outside cues" in measured
    assert [what for what in measured if "institution" in what or "collective" in what] == []


# ------------------------------------------------------------------ where the package comes from


def wanted(folder: str = "mine") -> str:
    lines = Path(folder, "requirements.txt").read_text(encoding="utf-8").splitlines()
    [line] = [line for line in lines if "whosegroup" in line]
    assert "-c constraints.txt" in lines
    assert not any(line.startswith("-e") for line in lines)
    return line


def noted(monkeypatch: pytest.MonkeyPatch, note: Any) -> None:
    """Let pip have noted that of where this package was installed from."""

    class Installed:
        def read_text(self, _: str) -> str | None:
            return None if note is None else json.dumps(note)

    monkeypatch.setattr(starting, "distribution", lambda _: Installed())


EXTRAS = "[book,export,instructor]"
VERSION = f"whosegroup{EXTRAS}=={__version__}"


@pytest.mark.parametrize(
    ("note", "line"),
    [
        (None, VERSION),
        ({"url": "file:///home/x", "dir_info": {"editable": True}}, VERSION),
        ({"url": "file:///gone/whosegroup-1-py3-none-any.whl", "archive_info": {}}, VERSION),
        (
            {"url": "https://example.org/w.whl", "archive_info": {}},
            f"whosegroup{EXTRAS} @ https://example.org/w.whl",
        ),
        (
            {
                "url": "https://example.org/w.git",
                "vcs_info": {"vcs": "git", "commit_id": "abc"},
            },
            f"whosegroup{EXTRAS} @ git+https://example.org/w.git@abc",
        ),
    ],
)
def test_the_package_is_asked_for_where_it_came_from(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, note: Any, line: str
) -> None:
    noted(monkeypatch, note)
    start(tmp_path / "mine")
    assert wanted() == line


@pytest.mark.parametrize("named", [True, False])
def test_a_wheel_is_put_beside_the_course(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, named: bool
) -> None:
    wheel = tmp_path / "a folder" / "whosegroup-1.2-py3-none-any.whl"
    wheel.parent.mkdir()
    wheel.write_bytes(b"a wheel")
    noted(monkeypatch, None if named else {"url": wheel.as_uri(), "archive_info": {}})
    shown = typed("start", "mine", *(["--package", str(wheel)] if named else []))
    assert shown.exit_code == 0
    assert wanted() == f"./{wheel.name}{EXTRAS}"
    assert Path("mine", wheel.name).read_bytes() == b"a wheel"


def test_an_address_is_asked_for_as_it_is_typed(tmp_path: Path) -> None:
    address = "git+https://example.org/course.git@v1"
    assert typed("start", "mine", "--package", address).exit_code == 0
    assert wanted() == f"whosegroup{EXTRAS} @ {address}"


@pytest.mark.parametrize("package", ["whosegroup", "gone.whl", "."])
def test_what_is_neither_a_wheel_nor_an_address_is_refused(tmp_path: Path, package: str) -> None:
    shown = typed("start", "mine", "--package", package)
    assert shown.exit_code == 1
    assert shown.output.startswith(f"Error: '{package}' is neither a wheel")
    assert shown.output.count("\n") == 1
    assert not Path("mine").exists()


# ------------------------------------------------------------------ where a course is found


def test_a_course_is_found_from_each_of_its_folders(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert content_root() == package_content()
    start(tmp_path / "mine")
    monkeypatch.chdir("mine/book")
    assert content_root() == tmp_path / "mine"
    monkeypatch.setenv("WHOSEGROUP_CONTENT", "elsewhere")
    assert content_root() == Path("elsewhere")


def test_what_is_begun_there_is_of_that_course(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    start(tmp_path / "mine")
    monkeypatch.chdir("mine")
    made = new_vignette("own-thing", tmp_path / "mine")
    assert "kind: lent" in made.files[0].read_text(encoding="utf-8")
    assert "Then run: whosegroup check" in made.next_steps
    chapter, *_ = new_chapter("own-chapter", tmp_path / "mine").files
    text = chapter.read_text(encoding="utf-8")
    assert "{claims}" not in text, "A course need claim nothing."
    assert "(../notebooks/own-chapter.ipynb)" in text


# ------------------------------------------------------------------ what it has in common


def test_its_book_is_built_as_this_one_is() -> None:
    own, example = read(ROOT / "_config.yml"), read(STARTER / "_config.yml")
    assert example["parse"] == own["parse"]
    assert example["execute"] == own["execute"]
    settings = own["sphinx"]["config"]
    example_settings = example["sphinx"]["config"]
    assert example_settings.pop("html_show_copyright") is False, "Nobody is named yet."
    assert example_settings.items() <= settings.items()
    assert example["sphinx"]["config"]["extensions"] == settings["extensions"]


def test_it_is_published_as_this_one_is() -> None:
    own, example = (read(root / ".github/workflows/pages.yml")["jobs"] for root in (ROOT, STARTER))
    assert example["deploy"] == own["deploy"]
    assert [step.get("uses") for step in example["build"]["steps"]] == [
        step.get("uses") for step in own["build"]["steps"]
    ]
