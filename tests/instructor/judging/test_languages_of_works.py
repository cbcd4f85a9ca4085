"""Work in another language than the report's is read in its own, and loses no tapped sentence."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from handing_in import NOW
from lent_words import lend_words
from whosegroup.bank.loading import languages
from whosegroup.exercises.loading import load_exercise
from whosegroup.exercises.payload import compile_payload
from whosegroup.instructor.handed_in.model import FileProblem
from whosegroup.instructor.reporting import report_on

pytestmark = pytest.mark.usefixtures("undrawn")


@pytest.fixture
def roots(toy_root: Path) -> Path:
    """Return a toy bank in two languages, in which a case has its sentences in another order."""
    lend_words(toy_root, "handed_in", "judged", "report", "reporting")
    for folder in ("words", "vignettes", "asks", "decisions"):
        shutil.copytree(toy_root / f"data/{folder}/en", toy_root / f"data/{folder}/ja")
    path = toy_root / "data/vignettes/ja/tea.md"
    head, _, text = path.read_text(encoding="utf-8").rpartition("---\n")
    *others, last = text.splitlines(True)
    path.write_text(f"{head}---\n{''.join([last, *others])}", encoding="utf-8")
    report = toy_root / "data/words/ja/report.yml"
    text = report.read_text(encoding="utf-8")
    report.write_text(text.replace("What your class found hard", "クラスの結果"), encoding="utf-8")
    return toy_root


DECIDES = {"en": 3, "ja": 4}  # in which line the deciding sentence stands


def hand_in(folder: Path, roots: Path, reader: str, lang: str, passage: int) -> None:
    """Write the work of a reader who tapped that sentence of one case."""
    known = lang if lang in ("en", "ja") else "en"
    payload = compile_payload(load_exercise("toy", roots, known))
    attempt = {"at": "2026-04-13T09:30:00.000Z", "run": 1, "payload": payload["digest"]}
    attempt |= {"vignette": "tea", "answer": "self-help", "confidence": "sure", "passage": passage}
    work: dict[str, Any] = {"format": "whosegroup-work", "version": 1, "work": reader}
    work |= {"exercise": "toy", "lang": lang, "reader": reader, "attempts": [attempt]}
    folder.mkdir(exist_ok=True)
    (folder / f"{reader}.json").write_text(json.dumps(work), encoding="utf-8")


def wrong_reasons(
    folder: Path, roots: Path, lang: str | None
) -> tuple[tuple[int, int], list[FileProblem]]:
    """Return how many rested on a sentence that does not decide, of how many; and all remarks."""
    made = report_on(folder, folder.parent / f"out-{lang}", (roots,), lang, now=NOW)
    [found] = made.findings.exercises
    share = found.sorting.wrong_reason
    assert found.exercise.bank.lang == (lang or "en")
    return (share.count, share.of), made.problems


@pytest.mark.parametrize("lang", [None, "en", "ja"])
def test_each_work_is_read_against_the_cases_in_its_own_language(
    roots: Path, tmp_path: Path, lang: str | None
) -> None:
    for own, passage in DECIDES.items():
        hand_in(tmp_path / "class", roots, f"{own}-right", own, passage)
    hand_in(tmp_path / "class", roots, "en-wrong", "en", DECIDES["ja"])
    hand_in(tmp_path / "class", roots, "ja-wrong", "ja", DECIDES["en"])
    hand_in(tmp_path / "class", roots, "ja-wrong-too", "ja", 1)
    assert wrong_reasons(tmp_path / "class", roots, lang) == ((3, 5), [])


def test_the_words_of_the_report_are_in_its_own_language(roots: Path, tmp_path: Path) -> None:
    hand_in(tmp_path / "class", roots, "S-1", "en", 3)
    for lang, title in (("ja", "クラスの結果"), ("en", "What your class found hard")):
        made = report_on(tmp_path / "class", tmp_path / lang, (roots,), lang, now=NOW)
        assert f"<h1>{title}</h1>" in made.page.read_text(encoding="utf-8")


@pytest.mark.parametrize("lang", ["ko", "../../data/words/ja", ""])
def test_a_language_that_is_not_there_is_said_once(roots: Path, tmp_path: Path, lang: str) -> None:
    for number in range(3):
        hand_in(tmp_path / "class", roots, f"S-10{number}", lang, 3)
    found, [remark] = wrong_reasons(tmp_path / "class", roots, None)
    assert found == (0, 0)
    assert (remark.file, remark.used) == ("S-100.json", "partly")
    assert f"'{lang}'" in remark.what and ": 3," in remark.what


def test_cases_that_are_not_translated_are_said_once(roots: Path, tmp_path: Path) -> None:
    for number in range(3):
        hand_in(tmp_path / "class", roots, f"S-10{number}", "en" if number else "ja", 3)
    (roots / "data/vignettes/ja/garden.md").unlink()
    found, [remark] = wrong_reasons(tmp_path / "class", roots, None)
    assert found == (0, 2)
    assert remark.file == "S-100.json"
    assert "toy" in remark.what


def test_the_languages_are_those_that_have_words(roots: Path) -> None:
    assert languages(roots) == {"en", "ja"}
