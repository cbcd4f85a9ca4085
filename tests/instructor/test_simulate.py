"""A simulated class is the same for the same seed, sound, and confused as it was told to be."""

from __future__ import annotations

import json
import shutil
from collections import Counter
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from whosegroup.bank.content import exercise_names
from whosegroup.bank.loading import read_words
from whosegroup.bank.roots import content_root
from whosegroup.exercises.loading import load_exercise
from whosegroup.exercises.model import Exercise
from whosegroup.instructor.findings.model import ExerciseFindings, Findings
from whosegroup.instructor.findings.statistics import find
from whosegroup.instructor.handed_in.collect import collect
from whosegroup.instructor.handed_in.model import HandedIn
from whosegroup.instructor.judging.judge import judge
from whosegroup.instructor.simulate import Confusion, simulate, write
from whosegroup.work.contract import read_work

FIXTURES = Path(__file__).parents[1] / "fixtures"

BANK = FIXTURES / "bank"
SIMULATED = ("first-test", "toy", "shed", "last-test")
CLASS = 60
PLANTED = Confusion(cue="sharing", misled=0.9, strength=4.0, lean=1.0)


@cache
def exercises() -> list[Exercise]:
    """Return all toy exercises; of some types no work can be simulated."""
    names = [*SIMULATED, *(n for n in exercise_names(BANK) if n not in SIMULATED)]
    return [load_exercise(name, BANK) for name in names]


def works(readers: int = 3, seed: int = 7, confusion: Confusion = PLANTED) -> list[dict[str, Any]]:
    return list(simulate(exercises(), readers, seed, confusion))


def written(folder: Path, seed: int) -> dict[str, bytes]:
    """Return the files of a class by their paths."""
    write(works(seed=seed), folder)
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def test_the_same_seed_gives_the_same_files_and_another_gives_others(tmp_path: Path) -> None:
    one, same, other = (written(tmp_path / str(n), seed) for n, seed in enumerate((7, 7, 8)))
    assert one == same
    assert one.keys() == other.keys()
    assert all(one[name] != other[name] for name in one)


def test_each_reader_has_a_folder_with_a_file_for_each_exercise(tmp_path: Path) -> None:
    readers, names = ("S-001", "S-002", "S-003"), (*SIMULATED, "plain")
    assert set(written(tmp_path, 7)) == {f"{r}/{n}.json" for r in readers for n in names}


def test_works_are_sound_say_that_they_are_simulated_and_have_names_of_their_own() -> None:
    made = works()
    for work in made:
        assert read_work(json.dumps(work), work["exercise"])["simulated"] is True
    assert len({work["work"] for work in made}) == len(made)


def test_a_simulated_class_is_collected_and_judged_without_a_remark(tmp_path: Path) -> None:
    write(works(), tmp_path)
    words = read_words(content_root(), "en")[0]
    collected = collect(tmp_path, words, now=datetime(2026, 5, 1, tzinfo=UTC))
    result = judge(collected.works, loaded, exercise_names(BANK), words)
    assert collected.problems == ()
    assert result.problems == []
    assert set(result.exercises) == {*SIMULATED, "plain"}


def loaded(name: str) -> Exercise:
    return next(exercise for exercise in exercises() if exercise.id == name)


def test_half_of_the_codes_begin_with_each_form_and_the_later_test_has_the_other() -> None:
    forms = {(work["exercise"], work["reader"]): work.get("form") for work in works(20)}
    first = {reader: form for (name, reader), form in forms.items() if name == "first-test"}
    assert Counter(first.values()) == {"a": 10, "b": 10}
    assert first["S-001"] == "b"  # S, -, 0, 0, 1 are 83 + 45 + 48 + 48 + 49 = 273, which is odd
    assert all(forms["last-test", reader] != form for reader, form in first.items())


def test_a_test_asks_each_case_of_its_form_once() -> None:
    for work in works(10):
        if work["exercise"] in ("first-test", "last-test"):
            cases = [attempt["vignette"] for attempt in work["attempts"]]
            assert cases == loaded(work["exercise"]).settings.forms[work["form"]]


def test_in_practice_a_missed_case_comes_back_until_it_fits() -> None:
    kinds = {vignette.id: vignette.front.kind for vignette in loaded("toy").vignettes}
    again = 0
    for work in (work for work in works(20) if work["exercise"] == "toy"):
        for case, kind in kinds.items():
            answers = [a["answer"] for a in work["attempts"] if a["vignette"] == case]
            assert [answer == kind for answer in answers] == [False] * (len(answers) - 1) + [True]
            again += len(answers) > 1
    assert again


def test_it_comes_back_after_as_many_others_as_the_course_says(tmp_path: Path) -> None:
    root = Path(shutil.copytree(BANK, tmp_path / "bank"))
    course = root / "data" / "course.yml"
    course.write_text(course.read_text().replace("comes_back_after: 3", "comes_back_after: 0"))
    missed = Confusion(level=-2)
    [work] = simulate([load_exercise("toy", root)], 1, 7, missed)
    met = [attempt["vignette"] for attempt in work["attempts"]]
    first = list(dict.fromkeys(met))
    assert len(met) > len(first), "A class of this level misses something."
    assert met == sorted(met, key=first.index), "A missed case comes back at once."


def test_times_go_forward() -> None:
    for work in works():
        times = [attempt["at"] for attempt in work["attempts"]]
        assert times == sorted(times)


@cache
def findings(confusion: Confusion = PLANTED) -> Findings:
    """Return what the report finds in a simulated class."""
    handed = [
        HandedIn(work["reader"], work["reader"], work["exercise"], (), work)
        for work in works(CLASS, confusion=confusion)
    ]
    words = read_words(content_root(), "en")[0]
    result = judge(handed, loaded, exercise_names(BANK), words)
    return find(result.answers, result.placements, result.exercises)


def of(name: str, confusion: Confusion = PLANTED) -> ExerciseFindings:
    return next(one for one in findings(confusion).exercises if one.exercise.id == name)


@pytest.mark.parametrize("cue", ["sharing", "called-association", "nurse-present"])
def test_the_report_finds_whichever_cue_is_planted(cue: str) -> None:
    """It misleads all, in the one case in which it suggests the other kind, and so strongly."""
    planted = Confusion(cue=cue, misled=1.0, strength=7.0, lean=0.0)
    first, times = next(iter(of("toy", planted).sorting.misled.items()))
    assert first == cue
    assert times > 0.9 * CLASS


def test_without_a_cue_the_one_misleads_that_most_cases_of_the_second_kind_bear() -> None:
    """In the toy bank two cues have one case each, and the first by name is taken."""
    planted = Confusion(misled=1.0, strength=7.0, lean=0.0)
    cue, times = next(iter(of("toy", planted).sorting.misled.items()))
    assert cue == "called-association"
    assert times > 0.9 * CLASS


def test_a_cue_that_misleads_nobody_is_not_found() -> None:
    planted = Confusion(cue="sharing", misled=0.0, strength=7.0, lean=0.0)
    assert of("toy", planted).sorting.misled.get("sharing", 0) < 0.3 * CLASS


def test_the_report_finds_more_conflation_than_its_reverse() -> None:
    sorting = of("toy").sorting
    assert sorting.conflation.low > sorting.mirror.high
    assert sorting.bias_c.low > 0


def test_the_report_finds_the_reverse_where_the_class_leans_the_other_way() -> None:
    sorting = of("toy", Confusion(misled=0.0, lean=-1.5)).sorting
    assert sorting.mirror.low > sorting.conflation.high


def test_the_later_test_is_better_by_what_was_gained() -> None:
    [change] = findings(Confusion(gain=2.0, level=0.5)).changes
    assert change.readers == CLASS
    assert change.differences["fits"].low > 0


def test_places_lie_on_the_line_and_mostly_in_the_band() -> None:
    shed = of("shed")
    assert sum(shed.placing.spread["shed"].values()) == CLASS
    assert shed.holds.value > 0.5
