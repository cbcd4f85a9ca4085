"""Each command of the guide is typed as it stands there, walked elsewhere, or said to be untried.

So is each way of bringing the book to students: the guide says of each whether it was tried.
"""

from __future__ import annotations

import csv
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from moodle_report import moodle_report, responses
from private_bank import IDS, KINDS
from scorm_site import TOY_BANK, write_site
from whosegroup.authoring import preview
from whosegroup.cli import main
from whosegroup.exercises.loading import load_exercise
from whosegroup.instructor.simulate import simulate, write

ROOT = Path(__file__).parents[2]
GUIDE = {
    path.stem: path.read_text(encoding="utf-8")
    for path in sorted((ROOT / "book/instructors").glob("*.md"))
}
BLOCK = re.compile(r"^```sh\n(.*?)^```$", flags=re.MULTILINE | re.DOTALL)
OURS, PYTHON = ".venv/bin/whosegroup ", ".venv/bin/python -c "
LAB = "tests/browser/test_jupyterlab.py"
# What no test of this file types, and where it is walked.
ELSEWHERE = {
    "make book": "tests/book/test_building.py",
    "WHOSEGROUP_BANK=~/private-bank make book": "tests/book/test_banks_in_book.py",
    ".venv/bin/jupyter lab notebooks/": LAB,
    "WHOSEGROUP_BANK=~/my-bank .venv/bin/jupyter lab notebooks/": LAB,
    '.venv/bin/python -m pip install -c constraints.txt -e ".[hub]"': "benchmarks/hub.py",
    ".venv/bin/python benchmarks/run.py hub": "benchmarks/hub.py",
}
# Pages that are typed whole elsewhere.
PAGES_ELSEWHERE = {
    "own-course": "tests/authoring/test_own_course_guide.py",
    "sheets": "tests/content/test_teachers_guide.py",
}
# What nobody has typed: the page says so below it.
UNTRIED = "\nThese lines have not been tried"


def blocks(text: str) -> list[list[str]]:
    """Return the lines of each block of commands."""
    return [block.replace("\\\n", "").splitlines() for block in BLOCK.findall(text)]


def is_untried(page: str, block: list[str]) -> bool:
    return "\n".join(block) + "\n```\n" + UNTRIED in GUIDE[page]


def is_script(block: list[str]) -> bool:
    """Tell whether a block is typed as a whole: in it one moves to another folder."""
    return any(line.startswith("cd ") for line in block)


TYPED = [
    (page, line)
    for page, text in GUIDE.items()
    if page not in PAGES_ELSEWHERE
    for block in blocks(text)
    for line in block
    if not is_script(block) and not is_untried(page, block)
]


def test_there_are_commands_to_type() -> None:
    assert len([line for _, line in TYPED if line.startswith(OURS)]) > 25


@pytest.mark.parametrize(("page", "line"), TYPED, ids=lambda part: part[:60])
def test_each_command_is_typed_here_or_walked_elsewhere(page: str, line: str) -> None:
    if not line.startswith((OURS, PYTHON)):
        assert line in ELSEWHERE, (
            f"{page}: nobody walks this; name where it is, or say it is untried."
        )
        assert (ROOT / ELSEWHERE[line]).is_file()


class Desk:
    """The folder of a course, and a home, in which a teacher types what stands on a page."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.folder, self.home = folder / "course", folder / "home"
        self.said: dict[str, str] = {}
        self.folder.mkdir()
        self.home.mkdir()
        monkeypatch.setenv("HOME", str(self.home))
        monkeypatch.chdir(self.folder)

    def type(self, line: str) -> str:
        """Type one command, and return what it says; a test that it fails is a failure here."""
        words = [re.sub("^~", str(self.home), word) for word in shlex.split(line)]
        if line.startswith(PYTHON):
            command = [sys.executable, *words[1:]]
            return subprocess.run(command, check=True, capture_output=True, text=True).stdout
        result = CliRunner().invoke(main, words[1:])
        assert result.exit_code == 0, f"{line}\n{result.output}{result.exception!r}"
        assert result.exception is None
        return result.output

    def page(self, name: str) -> Iterator[str]:
        """Type the commands of a page one by one, and keep what each says; pause before each."""
        for page, line in TYPED:
            if page == name and line.startswith((OURS, PYTHON)):
                yield line
                self.said[line] = self.type(line)

    def class_of(self, *exercises: str, file: str = "submissions.zip", bank: str = "") -> None:
        """Lay a zip of what a class handed in."""
        roots = (ROOT, self.home / bank) if bank else ROOT
        works = self.folder / "works"
        write(simulate([load_exercise(name, roots) for name in exercises], 5, 1), works)
        shutil.make_archive(str(self.folder / Path(file).stem), "zip", works)

    def fill_in(self, bank: str, **named: str) -> None:
        """Write what a teacher writes into what was begun: words, and cases by their names."""

        def written(found: re.Match[str]) -> str:
            hint = found[0]
            if "name of" in hint:
                return ", ".join(named.values())
            if hint == "TODO two places":
                return "[2, 3]"
            return "book/two-kinds-of-group" if "a page" in hint else "Some words."

        for path in (self.home / bank).rglob("*"):
            if path.suffix in (".md", ".yml"):
                text = path.read_text(encoding="utf-8")
                path.write_text(re.sub(r"TODO[^\]\n]*", written, text), encoding="utf-8")


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, undrawn: None) -> Desk:
    # A preview is served until it is interrupted.
    monkeypatch.setattr(preview, "follow", lambda *_: None)
    monkeypatch.setattr(preview.webbrowser, "open", lambda _: True)
    return Desk(tmp_path, monkeypatch)


def test_cases_are_begun_checked_and_shown(desk: Desk) -> None:
    for line in desk.page("writing-cases"):
        if " check " in line:
            desk.fill_in("my-bank")
            if "--measure" in line:
                break  # it counts what is out of bounds, and fails then
    assert (desk.home / "my-bank/data/vignettes/en/fish-tank-ferns.md").is_file()
    desk.type(f"{OURS}preview fish-tank --bank ~/my-bank")


def test_exercises_are_listed_begun_checked_and_shown(desk: Desk) -> None:
    for half, other, kind in (
        ("fish-tank", "fish-tank-ferns", "self-help"),
        ("fish-tank-ferns", "fish-tank", "support"),
    ):
        desk.type(f"{OURS}new vignette {half} --bank ~/my-bank --kind {kind} --pair {other}")
    desk.fill_in("my-bank")
    for line in desk.page("writing-exercises"):
        if " check " in line:
            desk.fill_in("my-bank", case="fish-tank")
        if " report " in line:
            desk.class_of("quiet-rooms", bank="my-bank")
    assert (desk.folder / "cases.csv").is_file()
    assert (desk.folder / "my-report/report.html").is_file()


def test_a_private_test_is_made_tried_out_and_marked(desk: Desk) -> None:
    for line in desk.page("making-a-test"):
        if line.endswith("check --bank ~/private-bank"):
            desk.fill_in("private-bank", case="first-name")
        if "--site" in line:
            (desk.folder / "_build").mkdir()
            write_site(desk.folder / "_build/html")
        if "submissions.zip" in line:
            desk.class_of("midterm", bank="private-bank")
    marks = marks_in(desk.folder / "midterm-marks")
    assert len(marks) == 5
    assert (desk.folder / "try-out-marks/marks.csv").is_file()
    # What a platform tells of the same answers is marked alike.
    works = simulate([load_exercise("midterm", (ROOT, desk.home / "private-bank"))], 5, 1)
    rows = [(work["reader"], "", 1, responses([work])) for work in works]
    (desk.folder / "Course.txt").write_text(moodle_report(rows), encoding="utf-8")
    desk.type(f"{OURS}grade Course.txt --out told --bank ~/private-bank")
    assert marks_in(desk.folder / "told") == marks


def marks_in(folder: Path) -> dict[str, str]:
    """Return the mark of each reader."""
    with (folder / "marks.csv").open(encoding="utf-8-sig") as file:
        return {row["reader"]: row["midterm (of 1)"] for row in csv.DictReader(file)}


def test_reports_are_made_of_a_zip_and_of_a_platform_s_table(desk: Desk) -> None:
    desk.class_of("two-kinds")
    works = simulate([load_exercise("two-kinds", ROOT)], 3, 1)
    rows = [(work["reader"], "", 1, responses([work])) for work in works]
    (desk.folder / "Course.txt").write_text(moodle_report(rows), encoding="utf-8")
    for _ in desk.page("reading-the-report"):
        shutil.rmtree(desk.folder / "my-report", ignore_errors=True)
    assert (desk.folder / "my-report/report.html").is_file()


def test_a_class_is_made_up_reported_on_and_given_codes(desk: Desk) -> None:
    (desk.folder / "_build/html").mkdir(parents=True)
    (desk.folder / "_build/html/index.html").write_text("A site.", encoding="utf-8")
    desk.class_of("two-kinds")
    for _ in desk.page("running-the-course"):
        pass
    [codes] = [text for line, text in desk.said.items() if "random" in line]
    assert len(set(codes.split())) == 40
    assert (desk.folder / "whose-group.zip").is_file()
    assert (desk.folder / "simulated-report/report.html").is_file()


def test_exercises_are_exported(desk: Desk) -> None:
    for name, kind in zip(IDS[:2], KINDS, strict=True):
        other = IDS[1 - IDS.index(name)]
        desk.type(f"{OURS}new vignette {name} --bank ~/private-bank --kind {kind} --pair {other}")
    desk.type(f"{OURS}new exercise midterm --bank ~/private-bank --graded")
    desk.fill_in("private-bank", case=IDS[0])
    for _ in desk.page("exporting"):
        pass
    assert list((desk.folder / "for-moodle").iterdir())
    assert list((desk.folder / "midterm-for-moodle").iterdir())


def test_a_built_site_is_packed(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WHOSEGROUP_CONTENT", str(TOY_BANK))
    (desk.folder / "_build").mkdir()
    write_site(desk.folder / "_build/html")
    for _ in desk.page("learning-platforms"):
        pass
    assert (desk.folder / "course.zip").is_file()


@pytest.mark.parametrize("page", PAGES_ELSEWHERE)
def test_a_page_that_is_typed_elsewhere_is_named_there(page: str) -> None:
    assert f"{page}.md" in (ROOT / PAGES_ELSEWHERE[page]).read_text(encoding="utf-8")


def test_every_page_with_commands_is_walked_by_one_of_these() -> None:
    own = Path(__file__).read_text(encoding="utf-8")
    pages = {page for page, line in TYPED if line.startswith((OURS, PYTHON))}
    assert pages == set(re.findall(r'desk\.page\("([\w-]+)"\)', own))


def test_a_site_is_put_on_a_branch_of_its_own(desk: Desk) -> None:
    """As for GitHub Pages by hand, with a repository on this machine in the place of GitHub's."""
    [script] = [block for block in blocks(GUIDE["running-the-course"]) if is_script(block)]
    (desk.folder / "_build/html/_static").mkdir(parents=True)
    (desk.folder / "_build/html/_static/book.css").write_text("", encoding="utf-8")
    there = desk.home / "there.git"
    subprocess.run(["git", "init", "-q", "--bare", str(there)], check=True)
    text = "\n".join(script).replace("https://github.com/YOUR-NAME/YOUR-REPOSITORY.git", str(there))
    who = {
        f"GIT_{who}_{what}": "x@example.org"
        for who in ("AUTHOR", "COMMITTER")
        for what in ("NAME", "EMAIL")
    }
    subprocess.run(["sh", "-ec", text], check=True, env={**os.environ, **who}, capture_output=True)
    command = ["git", "-C", str(there), "ls-tree", "-r", "--name-only", "gh-pages"]
    files = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()
    assert files == [".nojekyll", "_static/book.css"]


def test_each_command_and_option_that_is_named_is_there() -> None:
    options = {
        name
        for command in (*main.commands.values(), *main.commands["new"].commands.values())  # type: ignore[attr-defined]
        for option in command.params
        if isinstance(option, click.Option)
        for name in option.opts
    } | {"--help", "--force", "--students"}
    targets = set(re.findall(r"^([\w-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M))
    for page, text in GUIDE.items():
        for code in re.findall(r"(?<!`)`([^`\n]+)`(?!`)", text):
            if " pip " in code:
                continue  # its options are not ours
            for option in re.findall(r"(?<!\S)(--[a-z][\w-]*)", code):
                assert option in options, f"{page}: there is no {option}."
            for name in re.findall(r"\bwhosegroup ([a-z]+)", code):
                assert name in main.commands, f"{page}: there is no command {name}."
            for name in re.findall(r"\bmake ([a-z-]+)", code):
                assert name in targets, f"{page}: there is no `make {name}`."


def test_of_each_way_to_students_it_is_said_whether_it_was_tried() -> None:
    text = GUIDE["running-the-course"]
    part = text.split("## Bring the book to your students\n")[1].split("\n(what-becomes")[0]
    ways = re.findall(r"^\*\*(.+?)\.\*\*$", part, flags=re.MULTILINE)
    rows = re.findall(r"^\| (?!Way|---)(.+?) \| (.+?) \|$", part, flags=re.MULTILINE)
    assert len(ways) > 3
    assert [way for way, _ in rows][: len(ways)] == ways
    for page in ("jupyterhub", "learning-platforms"):
        assert re.search("[Nn]ot tried", GUIDE[page])
