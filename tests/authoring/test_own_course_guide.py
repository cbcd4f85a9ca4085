"""The guide's page on a course of one's own, typed as it stands there, from a wheel alone."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "book/instructors/own-course.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```sh\n(.*?)^```$", PAGE, flags=re.MULTILINE | re.DOTALL)
COURSE = "our-course"


def run(command: list[str], folder: Path, **more: str) -> str:
    """Run a command with nothing of this course in its environment, and nothing to download."""
    own = ("WHOSEGROUP", "PYTHONPATH", "PWD", "VIRTUAL_ENV", "MAKE")
    env = {name: value for name, value in os.environ.items() if not name.startswith(own)}
    env |= {"PIP_NO_INDEX": "1", "PIP_DISABLE_PIP_VERSION_CHECK": "1", **more}
    env["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), env["PATH"]])
    ended = subprocess.run(
        command, cwd=folder, env=env, capture_output=True, text=True, check=False
    )
    assert ended.returncode == 0, ended.stdout + ended.stderr
    return ended.stdout


def borrow(environment: Path) -> None:
    """Let an environment find what is installed here, without the links to this package."""
    names = {"base": str(environment), "platbase": str(environment)}
    place = Path(sysconfig.get_path("purelib", "venv", names))
    place.mkdir(parents=True, exist_ok=True)
    here = [path for path in sys.path if Path(path).name.endswith("-packages")]
    (place / "borrowed.pth").write_text("\n".join(here), encoding="utf-8")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder in which somebody has typed all of the page, with a wheel to begin with."""
    folder = tmp_path_factory.mktemp("own course")
    how = ["wheel", "--quiet", "--no-deps", "--no-build-isolation", "--wheel-dir", str(folder)]
    run([sys.executable, "-m", "pip", *how, str(ROOT)], folder)
    typed = ""
    for block in BLOCKS:
        for environment in (folder / "tools", folder / COURSE / ".venv"):
            if environment.parent.is_dir():
                borrow(environment)
        at = folder / COURSE if typed else folder
        typed += run(["bash", "-ec", block.replace(f"cd {COURSE}\n", "")], at)
    (folder / "typed.txt").write_text(typed, encoding="utf-8")
    return folder


def test_the_page_is_typed_from_its_first_command_to_its_last(folder: Path) -> None:
    typed = (folder / "typed.txt").read_text(encoding="utf-8")
    assert f"into {COURSE}\n" in typed
    assert "The book is in _build/html." in typed
    assert "No problem in 5 cases and 2 exercises." in typed
    assert "The report is in report/report.html" in typed
    assert len(BLOCKS) == 5
    assert "our-first-case" in {path.stem for path in (folder / COURSE).rglob("data/*/en/*.md")}


def test_the_course_is_made_by_the_wheel_beside_it(folder: Path) -> None:
    course = folder / COURSE
    [wheel] = [path.name for path in course.glob("*.whl")]
    wanted = (course / "requirements.txt").read_text(encoding="utf-8")
    assert f"\n./{wheel}[" in wanted
    where = "import whosegroup; print(whosegroup.__file__)"
    [python] = [p for p in (course / ".venv").glob("*/python*") if p.stem == "python"]
    assert str(course / ".venv") in run([str(python), "-c", where], folder)


def test_its_chapter_has_both_exercises(folder: Path) -> None:
    page = (folder / COURSE / "_build/html/book/lent-or-given.html").read_text(encoding="utf-8")
    assert page.count("<whose-group ") == 2
    assert "self-help" not in page
