"""A whole course on another distinction is checked, played and reported, in its own words alone."""

from __future__ import annotations

import json
import re
from datetime import datetime
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from other_course import ELSEWHERE, lay_other_course
from whosegroup.bank.content import exercise_names
from whosegroup.bank.loading import read_bank
from whosegroup.bank.strays import find_strays
from whosegroup.exercises.loading import load_exercise, read_exercises
from whosegroup.exercises.payload import compile_payload
from whosegroup.instructor.reporting import report_on
from whosegroup.instructor.simulate import simulate, write
from whosegroup.work.answer_figures import plot_answers
from whosegroup.work.answer_tables import work_summary


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return lay_other_course(tmp_path_factory.mktemp("course") / "Group work")


def test_nothing_in_it_is_to_be_mended(course: Path) -> None:
    bank, problems = read_bank(course)
    exercises, more = read_exercises(bank)
    assert [*problems, *more, *find_strays(bank)] == []
    assert len(bank.vignettes) == 8
    assert {exercise.settings.type for exercise in exercises} == {"compare", "sort"}
    kinds = [case.front.kind for case in bank.vignettes.values()]
    assert {kind: kinds.count(kind) for kind in kinds} == {"group-work": 4, "community-work": 4}


def test_the_words_of_each_exercise_are_its_own(course: Path) -> None:
    for name in exercise_names(course):
        payload = json.dumps(compile_payload(load_exercise(name, course)), ensure_ascii=False)
        assert ELSEWHERE.findall(payload) == []
        assert "Group work" in payload
        assert "Community work" in payload


def test_a_report_and_a_reader_s_own_tables_speak_of_its_distinction(
    course: Path, tmp_path: Path, undrawn: None
) -> None:
    exercises = [load_exercise(name, course) for name in exercise_names(course)]
    works = list(simulate(exercises, 30, 7))
    write(works, tmp_path / "class")
    report_on(tmp_path / "class", tmp_path / "out", (course,), now=datetime(2026, 6, 1, 12))
    page = BeautifulSoup((tmp_path / "out/report.html").read_text("utf-8"), "html.parser")
    alternatives = [image["alt"] for image in page.select("img[alt]")]
    told = "\n".join([page.get_text(" "), *alternatives])
    assert ELSEWHERE.findall(told) == []
    assert re.search(r"to community work, [^.]* called it group work", told)
    for path in (tmp_path / "out").glob("*.csv"):
        assert ELSEWHERE.findall(path.read_text("utf-8")) == []
    [eight] = [exercise for exercise in exercises if exercise.settings.type == "sort"]
    work = next(work for work in works if work["exercise"] == eight.id)
    summary = work_summary(eight, work)
    assert summary.loc["Cases answered", "Count"] == 8
    assert "Community work taken for group work" in summary.index
    shown = f"{summary.to_string()}{plot_answers(eight, work).as_text()}"
    assert ELSEWHERE.findall(shown) == []
