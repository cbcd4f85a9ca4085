"""What `make book` builds, when, and that it touches nothing else."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

import whosegroup
from small_book import write_notebook
from whosegroup.book import building, made_from

ROOT = Path(__file__).parents[2]
# As a cloud drive, a person, a phone or a shop's sync names a folder.
NAMES = [
    "OneDrive - University",
    "Anna's course",
    'called "the course"',
    "c #1 & d; e",
    "OneDrive - Üniversität (1)'s #1",
    "大学 の 講義",
    "~a {b} `c` !d ^e=f,g+h@i|j",
]
TOC = "format: jb-book\nroot: book/intro\nchapters:\n- file: notebooks/two-kinds\n"
# In place of Jupyter Book: it tells how it was called, and writes one page a chapter.
STUB = """
import json, os, sys
from pathlib import Path
site = Path("_build/html")
site.mkdir(parents=True, exist_ok=True)
work = Path(os.environ["WHOSEGROUP_WORK"])
told = {"options": sys.argv[1:], "here": os.getcwd(), "work": str(work), "kept": os.listdir(work)}
with Path("calls.json").open("a") as calls:
    print(json.dumps(told), file=calls)
if Path("fail").exists():
    sys.exit(1)
for name in ("index.html", "intro.html"):
    site.joinpath(name).write_text("a page")
"""


class Course:
    """A course in a folder of a test's own, whose builds are told and not done."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        for name in ("book", "notebooks"):
            (folder / name).mkdir(parents=True)
        self.write("_config.yml", "title: Toy\n")
        self.write("_toc.yml", TOC)
        self.write("book/intro.md", "# Toy\n")
        self.write("notebooks/two-kinds.ipynb", "{}")
        shutil.copytree(ROOT / "tests" / "fixtures" / "bank", folder, dirs_exist_ok=True)

    def write(self, name: str, text: str) -> None:
        (self.folder / name).write_text(text, encoding="utf-8")

    def calls(self) -> list[dict[str, object]]:
        """Return how Jupyter Book has been called since the last look."""
        calls = self.folder / "calls.json"
        found = (
            [json.loads(line) for line in calls.read_text().splitlines()] if calls.exists() else []
        )
        calls.unlink(missing_ok=True)
        return found

    def build(self) -> str:
        """Build, and return how: not at all, what changed, or the whole."""
        assert building.main() == 0
        calls = self.calls()
        return ("whole" if "--all" in calls[0]["options"] else "changed") if calls else "not"


MakeCourse = Callable[[str], Course]


@pytest.fixture
def make_course(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> MakeCourse:
    monkeypatch.setattr(building, "COMMAND", ("-c", STUB, "build", "."))

    def made(name: str) -> Course:
        course = Course(tmp_path / "drive" / name)
        monkeypatch.setenv("WHOSEGROUP_CONTENT", str(course.folder))
        monkeypatch.chdir(course.folder)
        return course

    return made


@pytest.fixture
def course(make_course: MakeCourse) -> Course:
    return make_course("course")


def everything(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def edit(path: Path) -> None:
    """Let a file of the package look edited."""
    path.write_text(path.read_text(encoding="utf-8") + "\n# A comment.\n", encoding="utf-8")


@pytest.mark.parametrize(
    ("code", "file", "built"),
    [
        ('from whosegroup import exercise\n\nexercise("toy")', "instructor/simulate.py", "not"),
        ('from whosegroup import exercise\n\nexercise("toy")', "authoring/new.py", "not"),
        ('from whosegroup import exercise\n\nexercise("toy")', "bank/marks.py", "changed"),
        ("import whosegroup.instructor.simulate", "instructor/simulate.py", "changed"),
        ("import whosegroup.instructor.simulate", "authoring/new.py", "not"),
    ],
)
def test_an_edit_of_the_package_builds_only_what_is_made_by_it(
    course: Course,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    code: str,
    file: str,
    built: str,
) -> None:
    package = Path(whosegroup.__file__).parent
    ignore = shutil.ignore_patterns("__pycache__")
    copy = Path(shutil.copytree(package, tmp_path / "whosegroup", ignore=ignore))
    monkeypatch.setattr(made_from, "PACKAGE", copy)
    write_notebook(course.folder / "notebooks/two-kinds.ipynb", code)
    assert course.build() == "whole"
    assert course.build() == "not"
    edit(copy / file)
    assert course.build() == built


# ------------------------------------------------------------------------------ nothing outside


@pytest.fixture
def neighbours(tmp_path: Path) -> Iterator[Path]:
    """Yield the folder that holds the course; each of its neighbours must be as it was.

    Each is named as a word of a course's name, or as a piece of it that a shell would cut out.
    """
    drive = tmp_path / "drive"
    pieces = {piece for name in NAMES for piece in (*name.split(), *name.split("'"))}
    for piece in sorted(pieces - {"", *NAMES}):
        held = drive / piece.strip() / "_build" / "no-work"
        held.mkdir(parents=True, exist_ok=True)
        (held / "thesis.txt").write_text("years of work")
    before = everything(drive)
    yield drive
    after = everything(drive)
    assert {name: after.get(name) for name in before} == before


@pytest.mark.parametrize("name", NAMES)
def test_a_build_changes_nothing_outside_the_course(
    neighbours: Path, make_course: MakeCourse, name: str
) -> None:
    course = make_course(name)
    assert course.build() == "whole"
    course.write("book/intro.md", "# Edited\n")
    assert course.build() == "changed"
    changed = {path.parent.name for path in neighbours.rglob("index.html")}
    assert changed == {"html"}
    assert len(list(neighbours.rglob("index.html"))) == 1


@pytest.mark.parametrize("name", NAMES)
def test_the_printed_address_leads_to_the_first_page(
    make_course: MakeCourse, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    course = make_course(name)
    course.build()
    [address] = [word for word in capsys.readouterr().out.split() if word.startswith("file:")]
    assert Path(unquote(urlsplit(address).path)) == course.folder / "_build/html/index.html"
    assert urlsplit(address).fragment == urlsplit(address).query == ""


def test_answers_of_an_author_are_in_no_build(course: Course) -> None:
    kept = course.folder / "_build" / "no-work" / "two-kinds.json"
    kept.parent.mkdir(parents=True)
    kept.write_text("{}")
    building.main()
    [call] = course.calls()
    assert call["kept"] == []
    assert call["work"] == str(course.folder / "_build" / "no-work")
    assert call["here"] == str(course.folder)


def test_a_build_is_quiet(course: Course, capfd: pytest.CaptureFixture[str]) -> None:
    course.build()
    said = capfd.readouterr()
    assert said.err == ""
    assert len(said.out.splitlines()) == 2
    course.build()
    assert len(capfd.readouterr().out.splitlines()) == 1


# ------------------------------------------------------------------------------ what is built


def test_what_has_not_changed_is_not_built_again(course: Course) -> None:
    assert course.build() == "whole"
    assert course.build() == "not"


@pytest.mark.parametrize(
    ("name", "how"),
    [
        ("book/intro.md", "changed"),
        ("notebooks/two-kinds.ipynb", "changed"),
        ("data/criteria.yml", "changed"),
        ("exercises/toy.yml", "changed"),
        ("_toc.yml", "whole"),
        ("_config.yml", "whole"),
    ],
)
def test_an_edited_file_is_built(course: Course, name: str, how: str) -> None:
    course.build()
    path = course.folder / name
    path.write_text(path.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    assert course.build() == how
    assert course.build() == "not"


@pytest.mark.parametrize(
    "name", ["book/new.md", "data/vignettes/en/garden-2.txt", "book/a picture (1).png"]
)
def test_a_file_that_comes_or_goes_makes_the_whole_site_anew(course: Course, name: str) -> None:
    course.build()
    (course.folder / "_build" / "html" / "old.html").write_text("an old page")
    course.write(name, "new")
    try:
        assert course.build() == "whole"
    finally:
        (course.folder / name).unlink()
    assert not (course.folder / "_build" / "html" / "old.html").exists()
    assert course.build() == "whole"


@pytest.mark.parametrize("gone", ["_build/html", "_build/html/intro.html", "_build"])
def test_a_record_counts_only_while_the_site_is_there(course: Course, gone: str) -> None:
    course.build()
    path = course.folder / gone
    shutil.rmtree(path) if path.is_dir() else path.unlink()
    assert course.build() in ("whole", "changed")
    assert (course.folder / "_build/html/intro.html").exists()


@pytest.mark.parametrize("text", ["", "{}", "[1]", '{"course": 1}', '{"seen": 3, "site": null}'])
def test_a_record_that_is_cut_short_is_none(course: Course, text: str) -> None:
    course.build()
    (course.folder / "_build" / "built.json").write_text(text)
    assert course.build() == "whole"


def test_a_moved_course_is_built_again(
    course: Course, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    course.build()
    moved = course.folder.rename(tmp_path / "drive" / "moved")
    monkeypatch.chdir(moved)
    monkeypatch.setenv("WHOSEGROUP_CONTENT", str(moved))
    course.folder = moved
    assert course.build() == "whole"


def test_a_file_that_has_become_older_is_built(course: Course) -> None:
    course.build()
    os.utime(course.folder / "book" / "intro.md", (1, 1))
    assert course.build() == "whole"


def test_after_a_build_that_failed_all_is_built_so_that_its_warnings_come_again(
    course: Course, capsys: pytest.CaptureFixture[str]
) -> None:
    course.build()
    course.write("book/intro.md", "# Edited\n")
    course.write("fail", "")
    for _ in range(2):
        assert building.main() == 1
        assert "The book was not built" in capsys.readouterr().err
    assert "--all" in course.calls()[-1]["options"]
    (course.folder / "fail").unlink()
    assert course.build() == "whole"


def test_a_bank_of_ones_own_is_looked_at_too(
    course: Course, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bank = tmp_path / "my bank (1)"
    (bank / "exercises").mkdir(parents=True)
    monkeypatch.setenv("WHOSEGROUP_BANK", str(bank))
    course.build()
    (bank / "exercises" / "own.txt").write_text("# mine")
    assert course.build() == "whole"


# ------------------------------------------------------------------------------ names of files


@pytest.mark.parametrize(
    "name",
    [
        "notebooks/two-kinds copy.ipynb",
        "notebooks/two-kinds-of-group (1).ipynb",
        "book/für alle.md",
        'book/it\'s "new" & 100%.md',
        "book/$HOME.md",
        "book/old [1].md",
        "book/a:b;c.md",
        "book/a\tb.md",
        "book/前の章.md",
        "book/deeper/still/one.md",
    ],
)
def test_any_name_is_built_or_named(
    course: Course, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    (course.folder / name).parent.mkdir(parents=True, exist_ok=True)
    course.write(name, "# Mine\n")
    course.build()
    named = f"{name} is not named in _toc.yml, so it is not built."
    assert named in capsys.readouterr().out.splitlines()
    course.write("_toc.yml", f"{TOC}- file: {json.dumps(name)}\n")
    course.build()
    assert named not in capsys.readouterr().out


@pytest.mark.parametrize(
    "name",
    [
        "book/.DS_Store",
        "book/._intro.md",
        "book/.~lock.intro.md#",
        "notebooks/.ipynb_checkpoints/two-kinds-checkpoint.ipynb",
        "notebooks/my-work/two-kinds.json",
        "data/vignettes/en/garden.md~",
        "data/vignettes/en/#garden.md#",
        "exercises/Thumbs.db",
        "book/intro.md.crdownload",
    ],
)
def test_what_systems_and_editors_leave_is_passed_over(
    course: Course, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    course.build()
    (course.folder / name).parent.mkdir(parents=True, exist_ok=True)
    course.write(name, "left behind")
    assert course.build() == "not"
    assert Path(name).name not in capsys.readouterr().out


# ------------------------------------------------------------------------------ mistakes


def test_mistakes_in_the_bank_are_said_a_line_each_before_anything_is_built(
    course: Course, capsys: pytest.CaptureFixture[str]
) -> None:
    path = course.folder / "data" / "vignettes" / "en" / "garden.md"
    path.write_text(path.read_text(encoding="utf-8").replace("kind: ", "kind: x"), encoding="utf-8")
    assert building.main() == 1
    said = capsys.readouterr()
    assert course.calls() == []
    assert "data/vignettes/en/garden.md:3: 'kind' is" in said.err
    assert said.err.splitlines()[-1].endswith("The book was not built.")
    assert "is in _build/html" not in said.out


# ------------------------------------------------------------------------------ for once, really


def test_a_course_of_an_odd_name_is_really_built(tmp_path: Path) -> None:
    """Jupyter Book, MyST-NB and jupyter-cache bear the name, and the pages are whole."""
    drive = tmp_path / "drive"
    course = drive / "OneDrive - Üniversität (1)'s #1"
    for part in (*building.PARTS, "_config.yml"):
        source = ROOT / part
        if source.is_dir():
            shutil.copytree(source, course / part, ignore=shutil.ignore_patterns("my-work", ".*"))
        else:
            shutil.copy(source, course / part)
    (course / "book" / "short.md").write_text(
        "# Short\n\n[The cases](../notebooks/short-stories.ipynb)\n"
    )
    toc = "format: jb-book\nroot: book/short\nchapters:\n- file: notebooks/short-stories\n"
    (course / "_toc.yml").write_text(toc)
    notebook = course / "notebooks" / "short-stories.ipynb"
    write_notebook(notebook, 'from whosegroup import exercise\n\nexercise("labels")')
    neighbour = drive / "OneDrive" / "_build" / "no-work" / "thesis.txt"
    neighbour.parent.mkdir(parents=True)
    neighbour.write_text("years of work")
    environment = {**os.environ, "WHOSEGROUP_CONTENT": str(course), "OMP_NUM_THREADS": "1"}
    environment.pop("WHOSEGROUP_WORK")
    command = [sys.executable, "-m", "whosegroup.book.building"]
    done = subprocess.run(command, cwd=course, env=environment, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
    page = course / "_build" / "html" / "notebooks" / "short-stories.html"
    assert "<whose-group " in page.read_text(encoding="utf-8")
    assert neighbour.read_text() == "years of work"
    assert sorted(path.name for path in drive.iterdir()) == sorted(["OneDrive", course.name])
