"""The command, as an instructor types it: each of its parts from beginning to end."""

from __future__ import annotations

import csv
import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from lent_words import lend_words
from private_bank import IDS, lay_private
from whosegroup.cli import main
from whosegroup.exercises.graded import SECRET
from whosegroup.exercises.loading import load_exercise
from whosegroup.exercises.payload import aliases_of, compile_payload
from whosegroup.instructor.findings.model import ITEM_COLUMNS, READER_COLUMNS
from whosegroup.instructor.simulate import Confusion, simulate, write
from whosegroup.work.record import make_record

Change = Callable[[str, str, str], None]
ROOT = Path(__file__).parents[1]
EXPORTING = "data/words/en/exporting.yml"


@pytest.fixture
def run(toy_root: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """Return a way to type `whosegroup ...` where the toy bank is the course's own."""
    lend_words(toy_root, "exporting", "handed_in", "judged", "preview", "report", "reporting")
    monkeypatch.setenv("WHOSEGROUP_CONTENT", str(toy_root))

    def typed(*words: object) -> Result:
        return CliRunner().invoke(main, [str(word) for word in words], catch_exceptions=False)

    return typed


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def head(path: Path) -> tuple[str, ...]:
    return tuple(path.read_text(encoding="utf-8-sig").splitlines()[0].split(","))


@pytest.mark.parametrize("command", sorted(main.commands))
def test_every_command_explains_itself(run: Callable[..., Result], command: str) -> None:
    shown = run(command, "--help")
    assert shown.exit_code == 0
    assert (main.commands[command].help or "").split("\n")[0] in shown.output.replace("\n  ", " ")


# ------------------------------------------------------------------ without the extra

WITHOUT = """
import sys
sys.modules.update(dict.fromkeys(sys.argv.pop(1).split(",")))
from whosegroup.cli import main
main(prog_name="whosegroup")
"""
# What an empty folder lets each command do, and which extra it needs.
COMMANDS = {
    "check": (["check"], None),
    "check --measure": (["check", "--measure"], "instructor"),
    "export": (["export", "toy", "--to", "csv", "--out", "out"], None),
    "export --to qti": (["export", "toy", "--to", "qti", "--out", "out"], "export"),
    "list": (["list", "--csv", "list.csv"], None),
    "new": (["new", "vignette", "kettle", "--bank", "own"], None),
    "preview": (["preview", "toi", "--no-open"], None),
    "print": (["print", "toy", "--out", "toy.html"], None),
    "scorm": (["scorm", "--out", "out.zip", "--site", "."], None),
    "simulate": (["simulate", "class", "--readers", "1", "--exercise", "toy"], "instructor"),
    "report": (["report", ".", "--out", "out"], "instructor"),
    "start": (["start", "course"], None),
    "grade": (["grade", ".", "--out", "out"], "instructor"),
}


def optional_modules() -> list[str]:
    """Return what the extras for commands bring, under the names by which it is imported."""
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    extras = tomllib.loads(text)["project"]["optional-dependencies"]
    lines = [*extras["instructor"], *extras["export"]]
    names = [re.match(r"[a-z0-9-]+", line)[0] for line in lines]
    assert {"scipy", "text2qti"} <= set(names)
    return ["sklearn" if name == "scikit-learn" else name for name in names]


def test_each_command_is_tried_without_the_extra() -> None:
    assert {name.split()[0] for name in COMMANDS} == set(main.commands)


@pytest.mark.parametrize(("words", "needs"), COMMANDS.values(), ids=COMMANDS)
def test_where_the_extra_is_missing_a_command_names_it(
    toy_root: Path, tmp_path: Path, words: list[str], needs: str | None
) -> None:
    shutil.copyfile(ROOT / EXPORTING, toy_root / EXPORTING)
    (tmp_path / "empty").mkdir()
    ended = subprocess.run(
        [sys.executable, "-c", WITHOUT, ",".join(optional_modules()), *words],
        cwd=tmp_path / "empty",
        env={**os.environ, "WHOSEGROUP_CONTENT": str(toy_root)},
        capture_output=True,
        text=True,
        check=False,
    )
    said = ended.stderr.splitlines()
    assert "Traceback" not in ended.stderr
    named = [extra for line in said for extra in re.findall(r"whosegroup\[(\w+)\]", line)]
    assert named == ([needs] if needs else [])
    if needs:
        assert ended.returncode == 1
        assert len(said) == 1 and said[0].startswith("Error: This needs ")


# ------------------------------------------------------------------ export


def test_exercises_are_exported_and_what_holds_a_key_is_named(
    run: Callable[..., Result], toy_root: Path, tmp_path: Path
) -> None:
    _, private = lay_private(toy_root)
    exported = run("export", "midterm", "--to", "qti", "--out", tmp_path / "out", "--bank", private)
    assert exported.exit_code == 0
    file = tmp_path / "out" / "midterm.zip"
    assert file.is_file()
    assert exported.stdout == f"Wrote 4 questions into {file}\n"
    assert exported.stderr.startswith(f"{file} holds the key of midterm. ")


@pytest.mark.parametrize("name", ["toi", "stalls"])
def test_what_cannot_be_exported_is_said_in_one_line(
    run: Callable[..., Result], tmp_path: Path, name: str
) -> None:
    exported = run("export", "toy", name, "--to", "moodle", "--out", tmp_path / "out")
    assert exported.exit_code == 1
    [line] = exported.output.splitlines()
    assert line.startswith("Error: ") and f"'{name}'" in line
    assert not (tmp_path / "out").exists()


# ------------------------------------------------------------------ check


def test_a_sound_bank_is_said_to_be_sound(run: Callable[..., Result]) -> None:
    checked = run("check")
    assert checked.exit_code == 0
    assert checked.output == "No problem in 5 cases and 12 exercises.\n"


def test_every_problem_of_bank_and_exercises_is_listed_with_file_line_and_remedy(
    run: Callable[..., Result], change: Change
) -> None:
    change("data/vignettes/en/tea.md", "kind: self-help", "kind: selfhelp")
    change("exercises/plain.yml", "[tea, garden-clinic]", "[teh, garden-clinic]")
    checked = run("check")
    assert checked.exit_code == 1
    lines = checked.output.splitlines()
    expected = "data/vignettes/en/tea.md:3: 'kind' is 'selfhelp'. Did you mean 'self-help'?"
    assert expected in lines
    assert any(line.startswith("exercises/plain.yml:") for line in lines)
    assert lines[-1] == f"Problems: {len(lines) - 1}."


def test_what_is_measured_is_printed_and_counts_where_it_is_out_of_bounds(
    run: Callable[..., Result], toy_root: Path
) -> None:
    assert run("check", "--measure").output.startswith("ok    cases of each kind: 2 and 2\n")
    for number in range(3):
        tea = (toy_root / "data/vignettes/en/tea.md").read_text().replace("pair: tea-ward\n", "")
        (toy_root / f"data/vignettes/en/more-tea-{number}.md").write_text(tea)
    measured = run("check", "--measure")
    assert "LOOK  cases of each kind: 5 and 2" in measured.output
    assert measured.exit_code == 1
    assert run("check").exit_code == 0, "Without --measure only mistakes count."


def test_a_bank_of_one_s_own_is_checked_with_the_course(
    run: Callable[..., Result], toy_root: Path
) -> None:
    _, private = lay_private(toy_root)
    (private / SECRET).unlink()
    checked = run("check", "--bank", private)
    assert checked.exit_code == 1
    assert f"{private.as_posix()}/exercises/midterm.yml:2: There is no secret" in checked.output


def test_a_bank_that_is_not_there_is_said(run: Callable[..., Result], tmp_path: Path) -> None:
    checked = run("check", "--bank", tmp_path / "nowhere")
    assert checked.exit_code == 2
    assert "does not exist" in checked.output


# ------------------------------------------------------------------ new, list


def test_what_is_begun_is_named_with_what_to_do_next(
    run: Callable[..., Result], tmp_path: Path
) -> None:
    begun = run("new", "vignette", "kettle", "--bank", tmp_path / "own", "--kind", "support")
    assert begun.exit_code == 0
    file = tmp_path / "own/data/vignettes/en/kettle.md"
    assert "kind: support" in file.read_text()
    assert f"Wrote {file}" in begun.output and "\n1. " in begun.output
    again = run("new", "vignette", "kettle", "--bank", tmp_path / "own")
    assert again.exit_code == 1
    assert again.output.startswith("Error: ") and "Traceback" not in again.output


def test_a_graded_exercise_and_a_chapter_are_begun_too(
    run: Callable[..., Result], tmp_path: Path
) -> None:
    own = tmp_path / "own"
    assert run("new", "exercise", "quiz", "--bank", own, "--graded").exit_code == 0
    assert "graded: true" in (own / "exercises/quiz.yml").read_text()
    assert (own / SECRET).exists()
    assert run("new", "chapter", "rooms", "--bank", own).exit_code == 0
    assert (own / "book/rooms.md").exists() and (own / "notebooks/rooms.ipynb").exists()


def test_the_bank_is_listed_on_screen_and_in_a_file(
    run: Callable[..., Result], tmp_path: Path
) -> None:
    assert "garden-clinic" in run("list").output
    file = tmp_path / "list.csv"
    assert f"into {file}" in run("list", "exercises", "--csv", file).output
    assert "toy" in {row["id"] for row in rows(file)}
    assert run("list", "everything").exit_code == 2


# ------------------------------------------------------------------ preview


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["toi"], "There is no exercise or vignette 'toi'. Did you mean 'toy'?"),
        (["toy", "--port", "70000"], "Port 70000 cannot be used"),
    ],
)
def test_a_preview_that_cannot_be_is_said(
    run: Callable[..., Result], words: list[str], said: str
) -> None:
    shown = run("preview", "--no-open", *words)
    assert shown.exit_code == 1
    assert said in shown.output


# ------------------------------------------------------------------ report, simulate


def test_a_simulated_class_is_written_and_reported(
    run: Callable[..., Result], tmp_path: Path
) -> None:
    works, out = tmp_path / "class", tmp_path / "report"
    made = run("simulate", works, "--readers", 12, "--exercise", "toy", "--exercise", "plain")
    assert made.output == f"Wrote 24 files of a simulated class of 12 into {works}\n"
    reported = run("report", works, "--out", out)
    assert (out / ".gitignore").read_text(encoding="utf-8") == "*\n"
    assert reported.exit_code == 0, reported.output
    assert "Readers: 12. Files: 24. Remarks on files: 0." in reported.output
    assert head(out / "items.csv") == ITEM_COLUMNS
    assert head(out / "readers.csv") == READER_COLUMNS
    assert rows(out / "problems.csv") == []
    assert len(rows(out / "readers.csv")) == 24
    assert {row["exercise"] for row in rows(out / "items.csv")} == {"toy", "plain"}
    for row in rows(out / "readers.csv"):
        assert row["files"] == f"{row['reader']}/{row['exercise']}.json"
    assert list(out.glob("*.png")) and len(list(out.glob("*.png"))) == len(list(out.glob("*.svg")))
    page = (out / "report.html").read_text(encoding="utf-8")
    assert "simulated" in page.lower()


@pytest.mark.usefixtures("undrawn")
def test_a_zip_says_the_same_as_the_folder(run: Callable[..., Result], tmp_path: Path) -> None:
    works = tmp_path / "class"
    run("simulate", works, "--readers", 5, "--exercise", "toy")
    archive = tmp_path / "class.zip"
    with zipfile.ZipFile(archive, "w") as zipped:
        for path in works.rglob("*.json"):
            zipped.write(path, path.relative_to(works))
    for place, out in ((works, "one"), (archive, "other")):
        assert run("report", place, "--out", tmp_path / out).exit_code == 0
    for name in ("items.csv", "readers.csv", "problems.csv"):
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "other" / name).read_bytes()


def test_nobody_is_reported_as_nobody(run: Callable[..., Result], tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    reported = run("report", tmp_path / "empty", "--out", tmp_path / "report")
    assert reported.exit_code == 1
    assert "Readers: 0." in reported.output
    assert "could be counted. Put the files that readers saved there" in reported.output
    assert head(tmp_path / "report/items.csv") == ITEM_COLUMNS


@pytest.mark.usefixtures("undrawn")
@pytest.mark.parametrize("command", ["report", "grade"])
def test_a_class_of_which_nothing_can_be_counted_is_said(
    run: Callable[..., Result], tmp_path: Path, command: str
) -> None:
    (tmp_path / "class").mkdir()
    (tmp_path / "class" / "essay.docx").write_text("Dear teacher")
    reported = run(command, tmp_path / "class", "--out", tmp_path / "out")
    assert reported.exit_code == 1
    assert f"No answer in {tmp_path / 'class'} could be counted." in reported.output
    assert f"stands in {tmp_path / 'out' / 'problems.csv'}." in reported.output
    assert [row["file"] for row in rows(tmp_path / "out/problems.csv")] == ["essay.docx"]


def test_one_bad_file_does_not_keep_the_class_from_its_report(
    run: Callable[..., Result], tmp_path: Path
) -> None:
    works = tmp_path / "class"
    run("simulate", works, "--readers", 3, "--exercise", "toy")
    (works / "=HYPERLINK(1)\n.json").write_text('{"format": "whosegroup-work"')
    reported = run("report", works, "--out", works / "report")
    assert reported.exit_code == 0
    assert "Readers: 3." in reported.output
    [problem] = rows(works / "report/problems.csv")
    assert problem["used"] == "no"
    assert problem["file"].startswith("'=HYPERLINK"), "No spreadsheet may take it for a formula."
    again = run("report", works, "--out", works / "report")
    assert "Files: 4." in again.output, "The report itself is nobody's work."


def test_a_report_is_not_written_among_the_works(
    run: Callable[..., Result], tmp_path: Path
) -> None:
    (tmp_path / "class").mkdir()
    reported = run("report", tmp_path / "class", "--out", tmp_path / "class")
    assert reported.exit_code == 1
    assert "Name another folder for the report." in reported.output
    assert list((tmp_path / "class").iterdir()) == []


def test_a_mistake_in_the_bank_is_listed_and_no_traceback(
    run: Callable[..., Result], change: Change, tmp_path: Path
) -> None:
    run("simulate", tmp_path / "class", "--readers", 1, "--exercise", "toy")
    change("data/vignettes/en/tea.md", "kind: self-help", "kind: selfhelp")
    reported = run("report", tmp_path / "class", "--out", tmp_path / "report")
    assert reported.exit_code == 1
    assert "data/vignettes/en/tea.md:3: 'kind' is 'selfhelp'." in reported.output


# ------------------------------------------------------------------ grade


def hand_in(folder: Path, roots: tuple[Path, Path], reader: str, right: int) -> None:
    """Write the work of a reader who answered the graded exercise, the first so many rightly."""
    exercise = load_exercise("midterm", roots)
    payload = compile_payload(exercise)
    kinds = {v.id: v.front.kind for v in exercise.vignettes}
    other = {"self-help": "support", "support": "self-help"}
    attempts = []
    for place, (alias, id) in enumerate(aliases_of(exercise).items()):
        kind = kinds[id] if place < right else other[kinds[id]]
        at = f"2026-04-13T09:{place:02}:00.000Z"
        attempt = {"at": at, "run": 1, "payload": payload["digest"], "vignette": alias}
        attempts.append({**attempt, "answer": kind, "passage": 3, "confidence": "sure"})
    work = {"format": "whosegroup-work", "version": 1, "work": reader, "exercise": "midterm"}
    work |= {"lang": "en", "reader": reader, "attempts": attempts}
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{reader}.json").write_text(json.dumps(work))


@pytest.mark.usefixtures("undrawn")
def test_graded_work_is_marked_with_the_key_in_the_bank(
    run: Callable[..., Result], toy_root: Path, tmp_path: Path
) -> None:
    roots = lay_private(toy_root)
    for reader, right in (("S-1", 4), ("S-2", 1), ("=2+3", 3)):
        hand_in(tmp_path / "class", roots, reader, right)
    run("simulate", tmp_path / "class", "--readers", 1, "--exercise", "toy")
    out = tmp_path / "marks"
    graded = run("grade", tmp_path / "class", "--out", out, "--bank", roots[1])
    assert graded.exit_code == 0, graded.output
    marks = {row["reader"]: row["midterm (of 4)"] for row in rows(out / "marks.csv")}
    assert marks == {"S-1": "4", "S-2": "1", "'=2+3": "3"}
    assert {row["vignette"] for row in rows(out / "items.csv")} == set(IDS)
    [problem] = rows(out / "problems.csv")
    assert problem["what"] == "toy is not a graded exercise."

    reported = run("report", tmp_path / "class", "--out", tmp_path / "other", "--bank", roots[1])
    assert reported.exit_code == 0
    told = {row["file"]: row["what"] for row in rows(tmp_path / "other/problems.csv")}
    assert set(told) == {"S-1.json", "S-2.json", "=2+3.json"} or len(told) == 3
    assert {row["exercise"] for row in rows(tmp_path / "other/readers.csv")} == {"toy"}


@pytest.mark.usefixtures("undrawn")
def test_a_class_list_puts_names_to_codes_and_marks_into_gradebooks(
    run: Callable[..., Result], toy_root: Path, tmp_path: Path
) -> None:
    """Two students of one name, a formula, one who is not in the list, and one with two works."""
    roots, works = lay_private(toy_root), tmp_path / "class"
    for reader, right in (("S-1", 4), ("S-2", 1), ("S-3", 2), ("S-4", 3), ("S-9", 2)):
        hand_in(works, roots, reader, right)
    second = json.loads((works / "S-4.json").read_text())
    (works / "S-4-phone.json").write_text(json.dumps({**second, "work": "phone"}))
    roster = tmp_path / "class.csv"
    roster.write_text(
        "Code;Student;ID number;Email address;ID;SIS User ID;SIS Login ID;Section\n"
        "s1;Ito Ken;0017;ken@example.org;17;;ken;A\n"
        "S-2;Ito Ken;0018;other@example.org;18;;other;A\n"
        "S-3;=1+1;0019;;19;;;A\n"
        "S-4;Mori Ai;0020;;20;;;A\n"
        "S-5;Abe Jun;0021;;21;;;A\n",
        encoding="utf-8-sig",
    )
    out, bank = tmp_path / "marks", ["--bank", roots[1]]
    graded = run("grade", works, "--out", out, *bank, "--roster", roster)
    assert graded.exit_code == 0, graded.output
    assert "Not in the class list (1): S-9." in graded.output
    assert "In the class list, and nothing handed in (1): S-5." in graded.output
    assert "the code of one student (1): S-4." in graded.output
    assert "For gradebooks: moodle-midterm.csv, canvas-midterm.csv" in graded.output
    assert list((out / "moodle-midterm.csv").read_text("utf-8-sig").splitlines()) == [
        "Name,ID number,A graded test",  # of the third no address is known
        "Ito Ken,0017,4",
        "Ito Ken,0018,1",
        "'=1+1,0019,2",
    ]
    assert list((out / "canvas-midterm.csv").read_text("utf-8-sig").splitlines()) == [
        "Student,ID,SIS User ID,SIS Login ID,Section,A graded test",
        "    Points Possible,,,,,4",
        "Ito Ken,17,,ken,A,4",
        "Ito Ken,18,,other,A,1",
        "'=1+1,19,,,A,2",
    ]
    names = {row["reader"]: row["name"] for row in rows(out / "marks.csv")}
    assert names["S-1"] == names["S-2"] == "Ito Ken"
    assert (names["S-3"], names["S-9"]) == ("'=1+1", "")
    students = {row["reader"]: row["exercises"] for row in rows(out / "students.csv")}
    assert (students["S-1"], students["S-5"]) == ("1", "0")
    page = (out / "report.html").read_text(encoding="utf-8")
    assert "Abe Jun" in page

    # Of two works of one student the instructor says which counts, and the list lacks nothing.
    twice = tmp_path / "twice"
    twice.mkdir()
    for name in ("S-4.json", "S-4-phone.json"):
        (twice / name).write_bytes((works / name).read_bytes())
    again = run("grade", twice, "--out", tmp_path / "again", *bank, "--roster", roster)
    assert "the code of one student (1): S-4." in again.output
    assert "No file for a gradebook" not in again.output

    plain = run("grade", works, "--out", tmp_path / "plain", *bank)
    assert "No file for a gradebook was made." in plain.output
    assert list(tmp_path.glob("plain/moodle-*")) == list(tmp_path.glob("plain/canvas-*")) == []
    assert "name" not in rows(tmp_path / "plain/marks.csv")[0]


@pytest.mark.usefixtures("undrawn")
def test_an_id_that_a_spreadsheet_takes_for_a_formula_is_named_with_its_row(
    run: Callable[..., Result], toy_root: Path, tmp_path: Path
) -> None:
    """With an apostrophe before it no platform knows the student; a name is known to none."""
    roots, works, roster = lay_private(toy_root), tmp_path / "class", tmp_path / "class.csv"
    for reader in ("S-1", "S-2", "S-3"):
        hand_in(works, roots, reader, 2)
    head = "code,name,ID number,ID\n"
    roster.write_text(head + "S-1,-Ito-,0017,17\nS-2,Abe,-5,18\nS-3,Mori,@x,=19\n")
    graded = run("grade", works, "--out", tmp_path / "out", "--bank", roots[1], "--roster", roster)
    said = [line for line in graded.output.splitlines() if "apostrophe" in line]
    assert len(said) == 2
    assert said[0].startswith("moodle-midterm.csv, row 3 (-5), row 4 (@x): ")
    assert said[1].startswith("canvas-midterm.csv, row 5 (=19): ")
    written = (tmp_path / "out/moodle-midterm.csv").read_text("utf-8-sig").splitlines()
    assert [written[3 - 1], written[4 - 1]] == ["Abe,'-5,2", "Mori,'@x,2"]


@pytest.mark.usefixtures("undrawn")
def test_a_class_list_that_cannot_be_read_stops_the_report(
    run: Callable[..., Result], tmp_path: Path
) -> None:
    run("simulate", tmp_path / "class", "--readers", 1, "--exercise", "toy")
    (tmp_path / "list.csv").write_text("name\nAbe Jun\n")
    out = tmp_path / "out"
    reported = run("report", tmp_path / "class", "--out", out, "--roster", tmp_path / "list.csv")
    assert reported.exit_code == 1
    assert "has no column of codes" in reported.output
    assert not out.exists()


@pytest.mark.usefixtures("undrawn")
def test_one_exercise_alone_is_reported_on(
    run: Callable[..., Result], toy_root: Path, tmp_path: Path
) -> None:
    roots, works = lay_private(toy_root), tmp_path / "class"
    hand_in(works, roots, "S-1", 4)
    run("simulate", works, "--readers", 2, "--exercise", "toy", "--exercise", "plain")
    report = ["report", works, "--out", tmp_path / "out", "--bank", roots[1], "--exercise"]
    assert run(*report, "plain").exit_code == 0
    assert {row["exercise"] for row in rows(tmp_path / "out/readers.csv")} == {"plain"}
    assert rows(tmp_path / "out/problems.csv") == []
    wrong = run(*report, "plane")
    assert wrong.exit_code == 1
    assert "There is no exercise 'plane'. Did you mean 'plain'?" in wrong.output
    other = run(*report, "midterm")
    assert other.exit_code == 1
    assert "midterm is a graded exercise" in other.output
    assert "Run: whosegroup grade" in other.output


@pytest.mark.usefixtures("undrawn")
def test_of_a_record_what_is_graded_is_marked_and_the_rest_is_no_problem(
    run: Callable[..., Result], toy_root: Path, tmp_path: Path
) -> None:
    roots = lay_private(toy_root)
    hand_in(tmp_path / "works", roots, "S-1", 3)
    run("simulate", tmp_path / "works", "--readers", 1, "--exercise", "toy")
    works = [json.loads(path.read_text()) for path in (tmp_path / "works").rglob("*.json")]
    for each in works:
        each["reader"] = "S-1"
    (tmp_path / "class").mkdir()
    (tmp_path / "class/course.json").write_text(json.dumps(make_record("toy-course", "en", works)))
    run("grade", tmp_path / "class", "--out", tmp_path / "marks", "--bank", roots[1])
    assert [row["midterm (of 4)"] for row in rows(tmp_path / "marks/marks.csv")] == ["3"]
    assert rows(tmp_path / "marks/problems.csv") == []
    run("report", tmp_path / "class", "--out", tmp_path / "other", "--bank", roots[1])
    assert {row["exercise"] for row in rows(tmp_path / "other/readers.csv")} == {"toy"}
    assert rows(tmp_path / "other/problems.csv") == []


@pytest.mark.usefixtures("undrawn")
@pytest.mark.parametrize("name", ["Participant", "Sato Yuki"])
def test_nobody_shares_a_row_of_marks_or_of_the_report(
    run: Callable[..., Result], toy_root: Path, tmp_path: Path, name: str
) -> None:
    """Namesakes and blind readers, none of whom typed a code."""
    roots = lay_private(toy_root)
    places = {f"{name}_{500 + right}_assignsubmission_file_/w.json": right for right in range(5)}
    for file, right in places.items():
        folder = (tmp_path / "class" / file).parent
        hand_in(folder, roots, f"w{right}", right)
        work = json.loads((folder / f"w{right}.json").read_text())
        (folder / f"w{right}.json").unlink()
        (tmp_path / "class" / file).write_text(json.dumps({**work, "reader": ""}))
    out = tmp_path / "marks"
    run("grade", tmp_path / "class", "--out", out, "--bank", roots[1])
    given = {
        row["reader"]: (row["midterm (of 4)"], row["files"]) for row in rows(out / "marks.csv")
    }
    assert given == {f"{name} {500 + n}": (str(n), file) for n, file in enumerate(places)}
    people = {row["reader"]: row["files"] for row in rows(out / "readers.csv")}
    assert people == {f"{name} {500 + n}": file for n, file in enumerate(places)}
    assert rows(out / "problems.csv") == []


@pytest.mark.usefixtures("undrawn")
def test_codes_that_look_like_a_slip_are_two_rows_and_one_remark(
    run: Callable[..., Result], toy_root: Path, tmp_path: Path
) -> None:
    roots = lay_private(toy_root)
    for reader, right in (("S-017", 4), ("S-17", 1), ("S-018", 3)):
        hand_in(tmp_path / "class", roots, reader, right)
    run("grade", tmp_path / "class", "--out", tmp_path / "marks", "--bank", roots[1])
    marks = {row["reader"]: row["midterm (of 4)"] for row in rows(tmp_path / "marks/marks.csv")}
    assert marks == {"S-017": "4", "S-17": "1", "S-018": "3"}
    [problem] = rows(tmp_path / "marks/problems.csv")
    assert (problem["file"], problem["used"]) == ("S-17.json", "yes")
    assert "S-017" in problem["what"]


@pytest.mark.usefixtures("undrawn")
def test_every_table_that_is_written_opens_in_a_japanese_excel(
    run: Callable[..., Result], toy_root: Path, tmp_path: Path
) -> None:
    """Without a byte order mark it takes UTF-8 for Shift-JIS."""
    roots = lay_private(toy_root)
    hand_in(tmp_path / "class", roots, "山田 花子", 4)
    run("grade", tmp_path / "class", "--out", tmp_path / "grade", "--bank", roots[1])
    run("report", tmp_path / "class", "--out", tmp_path / "report", "--bank", roots[1])
    for what in ("vignettes", "exercises", "asks", "decisions", "cues", "criteria"):
        run("list", what, "--csv", tmp_path / f"{what}.csv")
    tables = list(tmp_path.glob("**/*.csv"))
    assert len(tables) == 19
    assert [p.name for p in tables if not p.read_bytes().startswith(b"\xef\xbb\xbf")] == []
    assert [row["reader"] for row in rows(tmp_path / "grade/marks.csv")] == ["山田 花子"]


def test_simulating_what_cannot_be_made_up_names_what_can(
    run: Callable[..., Result], tmp_path: Path
) -> None:
    made = run("simulate", tmp_path / "class", "--exercise", "pairs", "--exercise", "toy")
    assert made.exit_code == 1
    assert made.output == (
        "Error: No work can be made up at pairs. "
        "These can be: first-test, last-test, plain, shed, toy.\n"
    )
    assert not (tmp_path / "class").exists()


def test_grading_without_a_bank_says_so_in_the_terminal(
    run: Callable[..., Result], toy_root: Path, tmp_path: Path
) -> None:
    hand_in(tmp_path / "class", lay_private(toy_root), "S-1", 4)
    graded = run("grade", tmp_path / "class", "--out", tmp_path / "marks")
    assert graded.exit_code == 1
    assert graded.output.count("Name your bank with --bank.") == 1


def test_work_made_with_another_secret_cannot_be_marked_and_this_is_said(
    run: Callable[..., Result], toy_root: Path, tmp_path: Path
) -> None:
    roots = lay_private(toy_root)
    hand_in(tmp_path / "class", roots, "S-1", 4)
    (roots[1] / SECRET).write_text("quite-another-secret-than-before\n")
    graded = run("grade", tmp_path / "class", "--out", tmp_path / "marks", "--bank", roots[1])
    assert graded.exit_code == 1
    assert f"stands in {tmp_path / 'marks' / 'problems.csv'}." in graded.output
    assert {row["used"] for row in rows(tmp_path / "marks/problems.csv")} == {"no"}
    marks = rows(tmp_path / "marks/marks.csv")
    assert [row.get("midterm (of 4)", "") for row in marks] in ([], ["0"], [""])


def test_the_planted_confusion_is_found(run: Callable[..., Result], tmp_path: Path) -> None:
    """A class of 60 whom one surface cue misleads, at the course's own exercises."""
    names = ["labels", "names-and-rooms", "two-kinds"]
    works = simulate(
        [load_exercise(name, ROOT) for name in names],
        readers=60,
        seed=11,
        confusion=Confusion(cue="sharing", misled=0.8),
    )
    write(works, tmp_path / "class")
    CliRunner(env={"WHOSEGROUP_CONTENT": str(ROOT)}).invoke(
        main,
        ["report", str(tmp_path / "class"), "--out", str(tmp_path / "out")],
        catch_exceptions=False,
    )
    items = rows(tmp_path / "out/items.csv")
    hardest = min(items, key=lambda row: float(row["facility"]))
    assert (hardest["kind"], hardest["misled_by"]) == ("support", "sharing")
    readers = rows(tmp_path / "out/readers.csv")
    rates = [(float(r["conflation_rate"]), float(r["mirror_rate"])) for r in readers]
    assert sum(c for c, _ in rates) > 1.5 * sum(m for _, m in rates)
