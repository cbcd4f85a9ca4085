"""What CONTRIBUTING says of a case, an exercise and a chapter, done as it is written there."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import matplotlib
import pytest
from click.testing import CliRunner

from small_book import SmallBook
from whosegroup.cli import main

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
TESTS = (
    "test_book_files",
    "test_exercise_files",
    "test_measures",
    "test_uses",
    "test_vignette_files",
    "test_words",
)
# Whose prose and cells stand for those that an author writes.
STAND_IN, CHAPTER, TITLE = "labels-and-look-alikes", "a-new-chapter", "A new chapter"


def section(title: str) -> str:
    """Return the text below a heading, with what is below it, down to the next of its level."""
    mark = re.search(rf"^(#+) {re.escape(title)}$", TEXT, flags=re.MULTILINE)
    assert mark, f"CONTRIBUTING has no heading '{title}'."
    rest = TEXT[mark.end() :]
    end = re.search(rf"^#{{1,{len(mark[1])}}} ", rest, flags=re.MULTILINE)
    return rest[: end.start()] if end else rest


def blocks(title: str, language: str) -> list[str]:
    """Return the fenced blocks of a language below a heading."""
    fenced = rf"^ *(`{{3,}}){language}\n(.*?)^ *\1$"
    found = re.findall(fenced, section(title), flags=re.MULTILINE | re.DOTALL)
    return [text for _, text in found]


def write_case(course: Path) -> None:
    """Write the case that is shown whole, and its other half by what is said of it."""
    whole, differs = blocks("A case", "markdown")
    name = re.search(r"This one would be `([\w-]+)\.md`", section("A case"))
    other = re.search(
        r"Its other half, `([\w-]+)\.md`, has `(kind: [\w-]+)`, `(pair: [\w-]+)`", section("A case")
    )
    assert name and other
    folder = course / "data" / "vignettes" / "en"
    (folder / f"{name[1]}.md").write_text(whole, encoding="utf-8")
    _, front, prose = whole.split("---\n")
    lines, changed = prose.splitlines(), differs.splitlines()
    for place, line in enumerate(lines):
        if "criterion=" in line:
            lines[place] = changed.pop(0)
    assert not changed, "It is said which lines differ."
    feedback = "feedback:\n  self-help: What speaks for the town.\n"
    for place, line in enumerate(lines, start=1):
        feedback += f"  {place}: Why it decides.\n" if "criterion=" in line else ""
    front = re.sub(r"^kind: .*$", other[2], front, flags=re.MULTILINE)
    front = re.sub(r"^pair: .*$", other[3], front, flags=re.MULTILINE)
    front = front[: front.index("feedback:")] + feedback
    half = "---\n".join(["", front, "\n".join(lines) + "\n"])
    (folder / f"{other[1]}.md").write_text(half, encoding="utf-8")


def write_exercise(course: Path) -> str:
    """Write the exercise that is shown, with its words and its cell; return its name."""
    named = re.search(r"^`exercises/([\w-]+)\.yml`:$", section("An exercise"), flags=re.MULTILINE)
    assert named
    written, words, drawn, *_ = blocks("An exercise", "yaml")
    (course / "exercises" / f"{named[1]}.yml").write_text(written, encoding="utf-8")
    add(course / "data/words/en/exercises.yml", words)
    add(course / "exercises/mixed-practice.yml", drawn)
    [code] = blocks("An exercise", "python")
    notebook = course / "notebooks" / f"{STAND_IN}.ipynb"
    cells = json.loads(notebook.read_text(encoding="utf-8"))
    tags = re.search(r"in a cell with the tags `([\w-]+)` and `([\w-]+)`", section("An exercise"))
    assert tags
    cell = {"cell_type": "code", "id": "rooms", "execution_count": None, "outputs": []}
    cell |= {"metadata": {"tags": [tags[1], tags[2]]}, "source": code}
    cells["cells"].append(cell)
    notebook.write_text(json.dumps(cells), encoding="utf-8")
    return named[1]


def write_chapter(course: Path) -> None:
    """Write a chapter and its notebook, and name them where it is said."""
    text = (course / "book" / f"{STAND_IN}.md").read_text(encoding="utf-8")
    text = re.sub(r", and \[[^]]*\]\([^)]*\)\.\n\n```\{claims", ".\n\n```{claims", text)
    chapter = course / "book" / f"{CHAPTER}.md"
    text = text.replace(f"{STAND_IN}.ipynb", f"{CHAPTER}.ipynb")
    chapter.write_text(re.sub("^# .*", f"# {TITLE}", text), encoding="utf-8")
    shown = (course / "notebooks" / f"{STAND_IN}.ipynb").read_text(encoding="utf-8")
    shown = re.sub(r"# Practice: [^\\]*", f"# Practice: {TITLE.lower()}", shown, count=1)
    (course / "notebooks" / f"{CHAPTER}.ipynb").write_text(shown, encoding="utf-8")
    toc, [lines] = course / "_toc.yml", blocks("A chapter", "yaml")
    before = f"      - file: book/{STAND_IN}\n"
    own = lines.replace("<name>", CHAPTER)
    toc.write_text(toc.read_text(encoding="utf-8").replace(before, own + before), encoding="utf-8")
    add(course / "data/words/en/chapters.yml", f"book/{CHAPTER}: {TITLE}\n")
    claims = course / "data/claims.yml"
    named = claims.read_text(encoding="utf-8")
    claims.write_text(named.replace("chapters: [", f"chapters: [book/{CHAPTER}, ", 1), "utf-8")


def add(path: Path, text: str) -> None:
    path.write_text(path.read_text(encoding="utf-8").rstrip("\n") + "\n" + text, encoding="utf-8")


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of the course in which somebody has gone all three walks."""
    course = tmp_path_factory.mktemp("course")
    for name in ("book", "data", "exercises", "notebooks", "tests"):
        shutil.copytree(ROOT / name, course / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("_toc.yml", "_config.yml", "CONTRIBUTING.md", "pyproject.toml"):
        shutil.copy(ROOT / name, course / name)
    (course / "src").symlink_to(ROOT / "src")
    write_case(course)
    write_exercise(course)
    write_chapter(course)
    return course


def check(course: Path) -> list[str]:
    shown = CliRunner().invoke(main, ["check"], env={"WHOSEGROUP_CONTENT": str(course)})
    return shown.output.splitlines()


def test_after_the_walks_the_command_has_nothing_to_say(course: Path) -> None:
    [*_, last] = check(course)
    assert re.search(r"\b0 problems|[Nn]o problem", last), last


@pytest.mark.parametrize("name", TESTS)
def test_after_the_walks_the_course_keeps_every_rule_that_is_tested(
    course: Path, name: str
) -> None:
    file = str(course / "tests" / "content" / f"{name}.py")
    how = (
        "-q",
        "-p",
        "no:nbval",
        "-p",
        "no:playwright",
        "-p",
        "no:cacheprovider",
        "-p",
        "no:xdist",
    )
    command = [sys.executable, "-m", "pytest", *how, file]
    said = {**os.environ, "WHOSEGROUP_CONTENT": str(course)}
    done = subprocess.run(command, cwd=course, env=said, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout[-6000:]


def test_the_mistake_that_is_shown_is_said_in_these_words(course: Path, tmp_path: Path) -> None:
    told = re.search(r"^```\n(data/vignettes/en/([\w-]+\.md):3: .*)\n```$", TEXT, re.MULTILINE)
    assert told
    copy = Path(shutil.copytree(course, tmp_path / "course", symlinks=True))
    path = copy / "data" / "vignettes" / "en" / told[2]
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("kind: self-help", "kind: selfhelp", 1), encoding="utf-8")
    assert told[1] in check(copy)


def test_the_cell_that_is_shown_shows_the_exercise(
    course: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WHOSEGROUP_CONTENT", str(course))
    [code] = blocks("An exercise", "python")
    names: dict[str, object] = {}
    exec(f"from whosegroup import exercise\n{code}", names)
    assert names["rooms"].payload["title"] == "Rooms and money"


def test_what_a_chapter_can_show_is_shown(
    course: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    matplotlib.use("agg")
    monkeypatch.setenv("WHOSEGROUP_CONTENT", str(course))
    [shown] = blocks("A chapter", "markdown")
    pages = {
        "index": f"# Toy\n\n```{{toctree}}\nbook/{CHAPTER}\n```\n",
        f"book/{CHAPTER}": f"# New\n\n{shown}",
    }
    book = SmallBook(tmp_path, pages)
    assert book.build() == ""
    page = book.page(f"book/{CHAPTER}")
    for place in ("div.wg-vignette", "figure.bank-figure", "div.wg-claims", "whose-group"):
        assert len(page.select(place)) == 1, place
