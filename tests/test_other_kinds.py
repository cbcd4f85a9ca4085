"""The whole course holds with kinds that are called otherwise: all that differs is their names."""

from __future__ import annotations

import json
import shutil
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from lent_words import lend_words
from other_kinds import NAME, NAMES, rename_kinds
from whosegroup.authoring.balance import measure_bank
from whosegroup.authoring.listing import bank_rows
from whosegroup.authoring.new import new_vignette
from whosegroup.bank.content import exercise_names
from whosegroup.bank.loading import load_bank, read_bank
from whosegroup.bank.roots import lay_over
from whosegroup.exercises.loading import load_exercise, read_exercises
from whosegroup.exercises.payload import compile_payload
from whosegroup.figures.bank_figures import FIGURES, draw
from whosegroup.instructor.reporting import report_on
from whosegroup.instructor.simulate import simulate, write
from whosegroup.work.answer_figures import plot_answers
from whosegroup.work.answer_tables import work_summary
from whosegroup.work.measures import summarise

ROOT = Path(__file__).parents[1]
NOW = datetime(2026, 6, 1, 12)
# What a report says beside the toy bank's own words.
TOPICS = ("report", "reporting", "judged", "handed_in")


@pytest.fixture
def banks(toy_root: Path, tmp_path: Path) -> tuple[Path, Path]:
    """Return the toy bank with a report's words, and a copy whose kinds are called otherwise."""
    lend_words(toy_root, *TOPICS)
    other = shutil.copytree(toy_root, tmp_path / "other")
    return toy_root, rename_kinds(Path(other))


def renamed(data: Any) -> Any:
    """Return plain data with the other names of the kinds, but for digests and other made names."""
    made = ("digest", "payload", "work")
    match data:
        case dict():
            return {renamed(k): renamed(v) for k, v in data.items() if k not in made}
        case list() | tuple():
            return [renamed(one) for one in data]
        case str():
            return NAME.sub(lambda found: NAMES[found[1]], data)
    return data


def loaded(root: Path) -> list[Any]:
    return [load_exercise(name, root) for name in exercise_names(root)]


def test_tables_and_figures_of_the_bank_are_the_same(banks: tuple[Path, Path]) -> None:
    bank, other = map(load_bank, banks)
    for name, (table, _) in FIGURES.items():
        one, same = (json.loads(table(bank=b).to_json(orient="split")) for b in (bank, other))
        assert renamed(one) == same, name
        # A label may be written small, and is then as the name of the kind.
        one, same = (renamed(draw(name, b).as_text()) for b in (bank, other))
        assert one == same, name


def test_authors_are_told_the_same(banks: tuple[Path, Path]) -> None:
    bank, other = map(load_bank, banks)
    assert list(map(str, measure_bank(bank))) == list(map(str, measure_bank(other)))
    assert renamed(bank_rows(bank, "asks")) == renamed(bank_rows(other, "asks"))


@pytest.mark.parametrize("kind", [None, "ray", "ember"])
def test_a_case_that_is_begun_names_the_kinds_criteria_and_cues_of_its_bank(
    banks: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch, tmp_path: Path, kind: str | None
) -> None:
    _, other = banks
    for file in ("data/criteria.yml", "data/words/en/criteria.yml", "data/figures.yml"):
        path = other / file
        path.write_text(
            path.read_text().replace("ownership", "holding").replace("mandate", "reins")
        )
    monkeypatch.setenv("WHOSEGROUP_CONTENT", str(other))
    [file] = new_vignette("own-case", tmp_path / "mine", kind=kind).files
    text = file.read_text(encoding="utf-8").replace("TODO two places", "[2, 3]")
    file.write_text(text.replace("TODO", "Words"), encoding="utf-8")
    bank, problems = read_bank(lay_over(tmp_path / "mine"))
    assert [problem for problem in problems if problem.file.endswith("own-case.md")] == []
    case = bank.vignettes["own-case"]
    assert case.front.kind == (kind or "wave")
    assert [cue.mark.criterion for cue in case.cues] == ["holding", "reins"]


def test_every_exercise_is_checked_and_compiled_the_same(banks: tuple[Path, Path]) -> None:
    one, other = ([compile_payload(exercise) for exercise in loaded(root)] for root in banks)
    assert [renamed(payload) for payload in one] == [renamed(payload) for payload in other]
    assert renamed(one) != one
    assert read_exercises(load_bank(banks[1]))[1] == []


def test_a_simulated_class_its_measures_and_its_report_are_the_same(
    banks: tuple[Path, Path], tmp_path: Path, undrawn: None
) -> None:
    told = []
    for number, root in enumerate(banks):
        exercises = loaded(root)
        works = list(simulate(exercises, 12, 7))
        folder = tmp_path / f"class-{number}"
        write(works, folder / "work")
        report_on(folder / "work", folder / "out", (root,), now=NOW)
        toy = next(exercise for exercise in exercises if exercise.id == "toy")
        [first, *_] = [work for work in works if work["exercise"] == toy.id]
        told.append(
            {
                "works": works,
                "measures": summarise(compile_payload(toy), first["attempts"]),
                "table": json.loads(work_summary(toy, first).to_json(orient="split")),
                "figure": plot_answers(toy, first).as_text(),
                **{path.name: path.read_text("utf-8") for path in folder.glob("out/*.csv")},
                "report": (folder / "out/report.html").read_text("utf-8"),
            }
        )
    one, other = told
    for name in one:
        assert renamed(one[name]) == renamed(other[name]), name
    assert "wave" in other["items.csv"]
    assert sum(row["wave"] for row in other["measures"]["table"].values()) > 0
