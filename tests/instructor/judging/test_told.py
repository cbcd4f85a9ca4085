"""What a platform tells of first answers is judged as they are, and nothing is made up."""

from __future__ import annotations

import csv
import json
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner

from handing_in import NOW, WORDS, put, zipped
from moodle_report import SAMPLE, moodle_report, responses
from scorm_site import TOY_BANK
from whosegroup.bank.content import exercise_names
from whosegroup.bank.loading import load_bank
from whosegroup.bank.roots import content_roots
from whosegroup.cli import main
from whosegroup.exercises.loading import load_exercise
from whosegroup.instructor.findings.model import Findings
from whosegroup.instructor.findings.statistics import find
from whosegroup.instructor.handed_in.collect import collect
from whosegroup.instructor.judging.judge import Judged, judge
from whosegroup.instructor.reporting import report_on
from whosegroup.instructor.simulate import simulate
from whosegroup.work.record import make_record

ROOTS = (TOY_BANK,)


def judged(place: Path) -> Judged:
    works = collect(place, WORDS, now=NOW).works
    return judge(works, lambda name: load_exercise(name, TOY_BANK), exercise_names(ROOTS), WORDS)


def test_the_sample_is_judged_with_nothing_that_it_does_not_tell() -> None:
    found = judged(SAMPLE)
    assert found.problems == []
    answers = found.answers
    assert set(answers["confidence"]) == {""}
    assert set(answers["misled"]) == set(answers["tapped"]) == {""}
    assert answers["eventually"].isna().all()
    assert set(answers.loc[answers["holds"], "reason"]) == {"unknown"}
    turns = answers.loc[answers["exercise"] == "keys", "vignette"]
    assert set(turns) == {"key/asked", "key/later"}
    for exercise in ("pairs", "stalls", "keys"):
        assert answers.loc[answers["exercise"] == exercise, "holds"].all()
    items = find(answers, found.placements, found.exercises).items
    toy = items[items["exercise"] == "toy"]
    assert len(toy) == 4
    for column in ("sure_and_wrong", "wrong_reason", "eventually"):
        assert toy[column].isna().all()


def test_first_answers_are_the_same_as_from_works(tmp_path: Path) -> None:
    works = list(simulate([load_exercise("two-kinds")], 12, 1))
    files = {f"{work['reader']}.json": json.dumps(work).encode() for work in works}
    rows = [(work["reader"], "", 1, responses([work])) for work in works]
    handed_in = made_of(put(tmp_path / "works", files), tmp_path / "one")
    told = made_of(
        put(tmp_path / "told", {"a.txt": moodle_report(rows).encode()}), tmp_path / "two"
    )
    same = list(told.people.columns[:-1])
    assert told.people[same].equals(handed_in.people[same])
    assert told.readers == 12
    one, two = (found.exercises[0].sorting for found in (handed_in, told))
    assert two.fits == one.fits
    assert one.sure_and_wrong.value is not None
    assert two.sure_and_wrong.value is None
    assert two.wrong_reason.value is None


def made_of(place: Path, out: Path) -> Findings:
    return report_on(place, out, content_roots(), now=datetime.now(UTC)).findings


def test_a_report_is_made_of_records_zips_works_and_what_a_platform_tells(tmp_path: Path) -> None:
    first, second, third, *others = simulate([load_exercise("two-kinds")], 12, 1)
    course = load_bank(content_roots(), only=()).course.course
    record = make_record(course, "en", [first], first["reader"])
    rows = [(work["reader"], "", 1, responses([work])) for work in (first, *others)]
    files = {
        "record.json": json.dumps(record).encode(),
        "one/two.json": json.dumps(second).encode(),
        "others.zip": zipped({"three.json": json.dumps(third).encode()}),
        "Course.txt": moodle_report(rows).encode(),
    }
    found = made_of(put(tmp_path / "class", files), tmp_path / "out")
    # The code in the record is no name that a platform knows; that two readers have it is said.
    assert found.readers == 12 + 1
    page = (tmp_path / "out/report.html").read_text(encoding="utf-8")
    assert "platform" in page
    with (tmp_path / "out/problems.csv").open(encoding="utf-8-sig") as file:
        rows_said = [row for row in csv.DictReader(file) if row["file"] == "Course.txt"]
    assert [row["used"] for row in rows_said] == ["yes", "yes"]
    assert any("bear the name S-001" in row["what"] for row in rows_said)


@pytest.mark.parametrize("command", ["report", "grade"])
def test_the_command_takes_it_alone(tmp_path: Path, command: str) -> None:
    rows = [(f"Reader {n}", "", 1, ["the-blue-chair: self-help (two-kinds)"]) for n in range(3)]
    file = put(tmp_path, {"Course.txt": moodle_report(rows).encode()}) / "Course.txt"
    result = CliRunner().invoke(main, [command, str(file), "--out", str(tmp_path / "out")])
    readers = 3 if command == "report" else 0  # nothing in it is graded
    assert f"Readers: {readers}. Files: 1." in result.output


@pytest.mark.parametrize(
    ("response", "said"),
    [
        ("tea: support (another-course)", "There is no exercise"),
        ("tea: support (two-kinds)", "no longer|does not hold|not in"),
        ("the-blue-chair: gone (two-kinds)", "answer"),
    ],
    ids=["of another course", "a case of another version", "an answer of another version"],
)
def test_what_this_course_does_not_know_is_said_once(
    tmp_path: Path, response: str, said: str
) -> None:
    rows = [(f"Reader {n}", "", 1, [response]) for n in range(3)]
    place = put(tmp_path / "told", {"Course.txt": moodle_report(rows).encode()})
    works = collect(place, WORDS, now=NOW).works
    names = exercise_names(content_roots())
    found = judge(works, load_exercise, names, WORDS)
    assert found.answers.empty
    [what] = {problem.what for problem in found.problems}
    assert re.search(said, what), what


@pytest.mark.usefixtures("undrawn")
def test_a_name_that_is_a_formula_is_text_in_every_table(tmp_path: Path) -> None:
    formula = '=HYPERLINK("http://example.org","x")'
    rows = [(formula, "", 1, ["the-blue-chair: self-help (two-kinds)"])]
    made_of(put(tmp_path / "told", {"a.txt": moodle_report(rows).encode()}), tmp_path / "out")
    for name in ("readers", "students"):
        with (tmp_path / f"out/{name}.csv").open(encoding="utf-8-sig") as file:
            assert [row["reader"] for row in csv.DictReader(file)] == [f"'{formula}"]
    assert formula not in (tmp_path / "out/report.html").read_text(encoding="utf-8")
