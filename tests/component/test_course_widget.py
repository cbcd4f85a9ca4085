"""`course()` in a live notebook: the book's way, with what lies in the work folder, unchanged."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from spoilt_work import attempt
from whosegroup import course
from whosegroup.bank.model import Bank
from whosegroup.exercises.loading import read_exercises
from whosegroup.exercises.way import pages_of, tries_of
from whosegroup.work.contract import new_work

TOY = Path(__file__).parents[1] / "fixtures" / "bank"


def test_it_shows_what_the_folder_holds_and_changes_nothing(
    monkeypatch: pytest.MonkeyPatch, work_folder: Path
) -> None:
    monkeypatch.setenv("WHOSEGROUP_CONTENT", str(TOY))
    work_folder.mkdir()
    work = {**new_work("toy", "en"), "attempts": [attempt(1)]}
    for name, text in (
        ("toy", json.dumps(work)),
        ("plain", "damaged"),
        ("pairs", json.dumps(new_work("another", "en"))),
    ):
        (work_folder / f"{name}.json").write_text(text, encoding="utf-8")
    before = {path.name: path.read_bytes() for path in work_folder.iterdir()}
    shown = course()
    assert shown.works == {"toy": work}
    assert shown.unread == ["pairs.json", "plain.json"], "What cannot be read is not passed over."
    assert "toy" in {id for page in shown.course["pages"] for id in page["exercises"]}
    assert {path.name: path.read_bytes() for path in work_folder.iterdir()} == before


def test_where_no_folder_is_nothing_is_begun_and_none_is_made(
    monkeypatch: pytest.MonkeyPatch, work_folder: Path
) -> None:
    monkeypatch.setenv("WHOSEGROUP_CONTENT", str(TOY))
    assert (course().works, course().unread) == ({}, [])
    assert not work_folder.exists()


def test_the_order_is_that_of_the_book_where_there_is_one(toy_bank: Bank, tmp_path: Path) -> None:
    exercises = {each.id: each for each in read_exercises(toy_bank)[0]}
    chapter = "  - file: book/toy\n    sections:\n    - file: nb/toy\n"
    toc = f"root: book/intro\nparts:\n- chapters:\n{chapter}"
    (tmp_path / "_toc.yml").write_text(toc, encoding="utf-8")
    (tmp_path / "book").mkdir()
    (tmp_path / "nb").mkdir()
    text = (
        '# Toys\n\n```{exercise} pairs\n```\n\nSee {doc}`exercise` and `exercise("toy")` there.\n'
    )
    (tmp_path / "book/toy.md").write_text(text.split("\n\nSee")[0], encoding="utf-8")
    cells = [{"source": ["# Practice\n"]}, {"source": ['exercise("toy")\n', "exercise('gone')"]}]
    (tmp_path / "nb/toy.ipynb").write_text(json.dumps({"cells": cells}), encoding="utf-8")
    pages = pages_of(tmp_path, exercises, toy_bank.words["chapters"])
    assert [(each.title, each.chapter, each.exercises) for each in pages] == [
        ("Toys", None, ["pairs"]),
        ("Practice", "book/toy", ["toy"]),
    ]

    (tmp_path / "book/toy.md").write_text("# Toys\n\n```{try} garden\n```\n", encoding="utf-8")
    assert tries_of(tmp_path) == {"book/toy": ["garden"]}
    assert tries_of(tmp_path / "nb") == {}


@pytest.mark.parametrize("toc", [None, "[", "- 3", "root: x"])
def test_without_the_book_chapters_are_the_way_between_the_two_tests(
    toy_bank: Bank, tmp_path: Path, toc: str | None
) -> None:
    exercises = {each.id: each for each in read_exercises(toy_bank)[0]}
    if toc:
        (tmp_path / "_toc.yml").write_text(toc, encoding="utf-8")
    pages = pages_of(tmp_path, exercises, toy_bank.words["chapters"])
    met = [id for page in pages for id in page.exercises]
    assert (met[0], met[-1]) == ("first-test", "last-test")
    assert sorted(met) == sorted(exercises)
