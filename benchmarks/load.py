"""How long a check takes, and a report, with its memory, for a class and for ten thousand readers.

The work is simulated. Every tenth reader hands in a record of the course, and of every tenth a
learning platform tells the first answers. Each command is a process of its own, as an instructor
starts it.
"""

from __future__ import annotations

import json
import resource
import shutil
import subprocess
import sys
import time
from pathlib import Path

from measuring import ROOT, RUNS, head, row, spread

from moodle_report import moodle_report, responses
from whosegroup.authoring.balance import scored_cases
from whosegroup.bank.loading import load_bank
from whosegroup.exercises.loading import load_exercise
from whosegroup.instructor.simulate import Confusion, simulate, write
from whosegroup.work.record import make_record

FOLDER = ROOT / "_build" / "bench-load"
NAME = "all-cases"
GROUP = 500  # students in one of a platform's reports
CASES = 86  # of them, so that ten thousand readers come to a million attempts


def all_cases() -> Path:
    """Write a bank of one exercise, in which many scored cases of the course are sorted."""
    bank = FOLDER / "bank"
    (bank / "exercises").mkdir(parents=True)
    (bank / "data/words/en").mkdir(parents=True)
    cases = "".join(f"  - {case.id}\n" for case in scored_cases(load_bank(ROOT))[:CASES])
    text = f"type: sort\nchapter: book/two-kinds-of-group\nvignettes:\n{cases}"
    (bank / f"exercises/{NAME}.yml").write_text(text)
    words = f"{NAME}:\n  title: All cases\n  prompt: Sort them.\n"
    (bank / "data/words/en/exercises.yml").write_text(words)
    return bank


def hand_in(works: Path) -> int:
    """Make records of some works and a platform's reports of others; return how many attempts."""
    course = load_bank(ROOT, only=()).course.course
    paths = sorted(works.rglob("*.json"))
    for path in paths[::10]:
        work = json.loads(path.read_text(encoding="utf-8"))
        record = make_record(course, work["lang"], [work], work["reader"])
        path.write_text(json.dumps(record), encoding="utf-8")
    told = paths[5::10]
    attempts = 0
    for number in range(0, len(told), GROUP):
        group = [
            json.loads(path.read_text(encoding="utf-8")) for path in told[number : number + GROUP]
        ]
        rows = [(work["reader"], "", 1, responses([work])) for work in group]
        attempts += sum(len(answers) for *_, answers in rows)
        (works / f"Course {number}.txt").write_text(moodle_report(rows), encoding="utf-8")
    for path in told:
        path.unlink()
    return attempts + sum(path.read_text().count('"at"') for path in works.rglob("*.json"))


def check() -> float:
    """Return the seconds that a check of the course takes."""
    start = time.perf_counter()
    command = [sys.executable, "-m", "whosegroup", "check"]
    subprocess.run(command, check=True, capture_output=True)
    return time.perf_counter() - start


def report(bank: Path, works: Path) -> tuple[float, float, float]:
    """Return the seconds, those of the processor, and the GB at most that a report takes."""
    command = [sys.executable, "-m", "whosegroup", "report", str(works)]
    command += ["--out", str(FOLDER / "report"), "--bank", str(bank)]
    start, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=True, capture_output=True)
    seconds, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    busy = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    # Of all processes that this one waited for, the largest: run the large report last.
    return seconds, busy, after.ru_maxrss / 1e6


def measure() -> None:
    """Print how long a check and reports take."""
    shutil.rmtree(FOLDER, ignore_errors=True)
    bank = all_cases()
    exercise = load_exercise(NAME, (ROOT, bank))
    head("An instructor's commands")
    cases = len(load_bank(ROOT).vignettes)
    row(f"check of {cases} cases and all exercises", spread([check() for _ in range(RUNS)]), "1 s")
    # The larger class needs no second try to come to its hundred attempts a reader.
    for readers, runs, wanted in ((300, 3, "10 s"), (10_000, 1, "60 s, 2 GB")):
        works = FOLDER / f"works-{readers}"
        write(simulate([exercise], readers, 1, Confusion(level=2.5)), works)
        attempts = hand_in(works)
        times = sorted(report(bank, works) for _ in range(runs))
        seconds, busy, memory = times[len(times) // 2]
        what = f"report on {readers} readers x {CASES} cases, {attempts:,} attempts"
        row(what, f"{seconds:.1f} s ({busy:.1f} of a processor), {memory:.2f} GB", wanted)
    shutil.rmtree(FOLDER)
