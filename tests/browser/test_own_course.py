"""A course on another distinction: its book is built as a teacher builds it, and is played."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from sorting import Sorting

from other_course import ELSEWHERE, TITLE, lay_other_course
from whosegroup.authoring.scorm.package import package
from whosegroup.exercises.loading import load_exercise
from whosegroup.exercises.payload import compile_payload

CHAPTER = "book/with-whom-to-what-end"


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of the course, with its book built there."""
    course = lay_other_course(tmp_path_factory.mktemp("course") / "Group work & 共同")
    named = {name: value for name, value in os.environ.items() if "WHOSEGROUP" not in name}
    built = subprocess.run(
        [sys.executable, "-m", "whosegroup.book.building"],
        cwd=course,
        env={**named, "PWD": str(course)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert built.returncode == 0, built.stderr
    return course


@pytest.fixture(scope="module")
def address(course: Path, serving: Callable[[Path], Any]) -> Iterator[str]:
    server, address = serving(course / "_build" / "html")
    yield address
    server.shutdown()


def test_its_exercise_is_played_to_the_end(course: Path, page: Page, address: str) -> None:
    page.goto(f"{address}/{CHAPTER}.html")
    eight = Sorting(page, compile_payload(load_exercise("first-eight", course)))
    missed, *_ = eight.payload["cases"]
    other = {"group-work": "community-work", "community-work": "group-work"}
    again = False
    while True:
        eight.read()
        miss = eight.id == missed["id"] and not again
        again |= miss
        eight.answer(other[eight.kind] if miss else eight.kind)
        eight.press('[data-action="next"]')
        if eight.summary.count():
            break
    expect(eight.summary).to_contain_text("at once: 7 of 8.")
    expect(eight.root).to_contain_text("Group work you took for community work: 1 of 4.")
    assert ELSEWHERE.findall(page.inner_text("body")) == []


def test_each_page_speaks_of_its_own_distinction(course: Path, page: Page, address: str) -> None:
    for name in ("intro", "with-whom-to-what-end", "my-course", "glossary"):
        page.goto(f"{address}/book/{name}.html")
        expect(page).to_have_title(re.compile(re.escape(TITLE)))
        assert ELSEWHERE.findall(page.content()) == []
        assert "Copyright" not in page.inner_text("body"), "Nobody is named yet."


def test_a_package_opens_at_a_chapter_that_shows_its_exercise_itself(
    course: Path, tmp_path: Path
) -> None:
    out = tmp_path / "course.zip"
    packed = package(course / "_build" / "html", out, "1.2", CHAPTER, (course,))
    assert packed.done == 2
    with zipfile.ZipFile(out) as file:
        told = re.search(r'id="told">(.*?)</script>', file.read("platform.html").decode())
    assert told and json.loads(told[1])["first"] == f"{CHAPTER}.html"
