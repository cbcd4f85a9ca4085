from __future__ import annotations

import errno
import json
import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock

import whosegroup
from whosegroup.bank.model import Bank
from whosegroup.component.script import script, style
from whosegroup.component.widget import Sorter
from whosegroup.exercises.html import MIME
from whosegroup.exercises.loading import load_exercise
from whosegroup.exercises.model import Exercise
from whosegroup.exercises.payload import compile_payload
from whosegroup.work.contract import key_text, new_work

Send = Callable[..., list[dict[str, Any]]]


def attempt(number: int, **more: Any) -> dict[str, Any]:
    at = f"2026-04-13T09:30:{number:02}.000Z"
    return {"at": at, "run": 1, "vignette": "tea", "answer": "support", **more}


@pytest.fixture
def sorter(toy_exercise: Exercise) -> Sorter:
    return Sorter(toy_exercise)


@pytest.fixture
def send(monkeypatch: pytest.MonkeyPatch) -> Send:
    """Return a way to play a view: it sends a message and returns what the kernel answers."""
    answers: list[dict[str, Any]] = []
    monkeypatch.setattr(Sorter, "send", lambda _sorter, content: answers.append(content))

    def sent(sorter: Sorter, message: Any = None, **fields: Any) -> list[dict[str, Any]]:
        answers.clear()
        sorter._handle_custom_msg(message or {"type": "save", "attempts": [], **fields}, [])
        return list(answers)

    return sent


def kept(folder: Path) -> dict[str, Any]:
    return json.loads((folder / "toy.json").read_text(encoding="utf-8"))


def test_a_sorter_carries_the_payload_and_the_work_so_far(
    sorter: Sorter, toy_exercise: Exercise
) -> None:
    assert sorter.payload == compile_payload(toy_exercise)
    assert sorter.record["exercise"] == "toy"
    assert sorter.record["attempts"] == []
    assert sorter.notice == {}


def test_the_script_is_the_page_s_with_a_way_out(sorter: Sorter) -> None:
    """A classic script holds neither import nor export; a module needs its default export."""
    assert sorter._esm.startswith(script())
    assert not re.search(r"^\s*(import|export)\b", script(), flags=re.MULTILINE)
    assert sorter._css == style()
    bridge = sorter._esm.removeprefix(script())
    assert re.fullmatch(r"\s*export default \{ render: .*whoseGroup\.live\(.*\};\s*", bridge)


def test_an_attempt_is_saved_before_it_is_acknowledged(
    sorter: Sorter, send: Send, work_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[list[Any]] = []
    monkeypatch.setattr(Sorter, "send", lambda *_: seen.append(kept(work_folder)["attempts"]))
    send(sorter, attempts=[attempt(1)])
    assert seen == [[attempt(1)]]


def test_each_attempt_is_acknowledged_by_its_time_case_and_part(sorter: Sorter, send: Send) -> None:
    """The keys are those by which the view keeps what is not acknowledged."""
    answers = send(sorter, attempts=[attempt(1), attempt(2, part="aims"), attempt(3, part=None)])
    assert answers == [
        {
            "type": "saved",
            "keys": [
                "2026-04-13T09:30:01.000Z|tea|",
                "2026-04-13T09:30:02.000Z|tea|aims",
                "2026-04-13T09:30:03.000Z|tea|",
            ],
        }
    ]
    assert len(sorter.record["attempts"]) == 3


def test_what_is_no_attempt_is_neither_kept_nor_acknowledged(sorter: Sorter, send: Send) -> None:
    answers = send(sorter, attempts=[{"at": 1}, None, attempt(1)])
    assert answers[0]["keys"] == ["2026-04-13T09:30:01.000Z|tea|"]
    assert sorter.record["attempts"] == [attempt(1)]


@pytest.mark.parametrize("message", ["save", 3, ["save"], {"type": "other"}])
def test_a_message_of_another_sort_is_left_alone(
    sorter: Sorter, send: Send, work_folder: Path, message: Any
) -> None:
    assert send(sorter, message) == []
    assert not work_folder.exists()


def test_when_nothing_can_be_written_the_view_is_told_why(
    sorter: Sorter, send: Send, work_folder: Path
) -> None:
    work_folder.write_text("a file where the folder should be")
    assert send(sorter, attempts=[attempt(1)]) == [{"type": "failed", "why": "File exists"}]
    assert sorter.record["attempts"] == []


def test_an_exercise_runs_in_a_folder_that_is_read_only_and_says_so(
    toy_exercise: Exercise, send: Send, work_folder: Path, read_only: Callable[..., None]
) -> None:
    work = played("toy", attempt(1))
    put(work_folder, work)
    read_only(work_folder, errno.EACCES)
    sorter = Sorter(toy_exercise)
    assert sorter.record == work
    assert sorter.notice == {"name": "not_saved", "why": "Permission denied"}
    assert send(sorter, attempts=[attempt(2)]) == [{"type": "failed", "why": "Permission denied"}]
    assert kept(work_folder) == work


def test_an_exercise_runs_where_the_folder_cannot_be_made(
    toy_exercise: Exercise, send: Send, work_folder: Path
) -> None:
    work_folder.write_text("a file where the folder should be")
    sorter = Sorter(toy_exercise)
    assert sorter.notice == {"name": "not_saved", "why": "Not a directory"}
    assert [answer["type"] for answer in send(sorter, attempts=[attempt(1)])] == ["failed"]


def test_what_could_not_be_saved_is_shown_and_saved_as_soon_as_it_can_be(
    sorter: Sorter, send: Send, work_folder: Path
) -> None:
    """Another view may ask by then: what is held is the kernel's."""
    work_folder.write_text("a file where the folder should be")
    send(sorter, attempts=[attempt(1)], reader="S-017")
    assert sorter.notice["name"] == "not_saved"
    assert (sorter.work["attempts"], sorter.work["reader"]) == ([attempt(1)], "S-017")
    assert list(sorter.table()["vignette"]) == ["tea"]
    work_folder.unlink()
    assert len(send(sorter, attempts=[attempt(2)])[0]["keys"]) == 1
    assert kept(work_folder)["attempts"] == [attempt(1), attempt(2)]
    assert kept(work_folder)["reader"] == "S-017"
    assert sorter.notice == {}


def test_a_saved_work_is_opened_where_nothing_can_be_written_and_takes_its_place_later(
    sorter: Sorter, send: Send, work_folder: Path, tmp_path: Path
) -> None:
    send(sorter, attempts=[attempt(1)])
    mine = kept(work_folder)
    work_folder.rename(tmp_path / "away")
    work_folder.write_text("a file where the folder should be")
    other = played("toy", attempt(2), reader="S-017")
    failed = {"type": "failed", "why": "File exists"}
    assert send(sorter, type="open", work=other) == [{"type": "saved", "keys": []}, failed]
    assert sorter.record == sorter.work == other
    assert send(sorter, attempts=[attempt(3)], work=other["work"]) == [failed]
    assert sorter.work["attempts"] == [attempt(2), attempt(3)]
    work_folder.unlink()
    (tmp_path / "away").rename(work_folder)
    send(sorter, attempts=[attempt(4)], work=other["work"])
    assert kept(work_folder)["attempts"] == [attempt(2), attempt(3), attempt(4)]
    assert json.loads((work_folder / "toy.other-1.json").read_text()) == mine


def test_answers_that_are_held_go_with_their_own_work_when_another_is_opened(
    sorter: Sorter, send: Send, work_folder: Path
) -> None:
    work_folder.write_text("a file where the folder should be")
    send(sorter, attempts=[attempt(1)])
    work_folder.unlink()
    other = played("toy", attempt(2))
    send(sorter, type="open", work=other)
    assert kept(work_folder)["attempts"] == [attempt(2)]
    aside = json.loads((work_folder / "toy.other-1.json").read_text())
    assert aside["attempts"] == [attempt(1)]


def test_a_file_that_cannot_be_read_is_said_and_left_untouched(
    toy_exercise: Exercise, send: Send, work_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As one that belongs to somebody else."""
    put(work_folder, played("toy", attempt(1)))
    before = kept(work_folder)

    def denied(_: Path) -> bytes:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", denied)
    sorter = Sorter(toy_exercise)
    assert sorter.notice == {"name": "not_read", "why": "Permission denied"}
    assert [answer["type"] for answer in send(sorter, attempts=[attempt(2)])] == ["failed"]
    assert sorter.work["attempts"] == [attempt(2)]
    assert kept(work_folder) == before


def test_who_waits_for_somebody_else_s_lock_is_told_in_the_system_s_words(
    sorter: Sorter, send: Send, work_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("whosegroup.work.work_file.PATIENCE", 0)
    work_folder.mkdir()
    with FileLock(work_folder / ".toy.lock"):
        [failed] = send(sorter, attempts=[attempt(1)])
    assert failed == {"type": "failed", "why": os.strerror(errno.EBUSY)}
    send(sorter, attempts=[attempt(2)])
    assert kept(work_folder)["attempts"] == [attempt(1), attempt(2)]


@pytest.mark.parametrize("name", ["not_saved", "not_read"])
def test_what_a_sorter_says_of_trouble_names_it_and_what_to_do(real_bank: Bank, name: str) -> None:
    said = real_bank.words["sorter"][name]
    assert "{why}" in said
    assert "save your work to a file" in said


def test_answers_are_taken_up_again_when_the_cell_is_run_again(
    sorter: Sorter, send: Send, toy_exercise: Exercise
) -> None:
    send(sorter, attempts=[attempt(1)], reader="S-017", run=2)
    again = Sorter(toy_exercise)
    assert again.record == sorter.record
    assert (again.record["reader"], again.record["run"]) == ("S-017", 2)


def test_of_twenty_answers_in_two_notebooks_in_turn_twenty_are_kept(
    toy_exercise: Exercise, send: Send, work_folder: Path
) -> None:
    sorters = [Sorter(toy_exercise), Sorter(toy_exercise)]
    for number in range(20):
        sorter = sorters[number % 2]
        send(sorter, work=sorter.record["work"], attempts=[attempt(number)])
    assert kept(work_folder)["attempts"] == [attempt(number) for number in range(20)]


def test_a_damaged_file_is_set_aside_and_said(toy_exercise: Exercise, work_folder: Path) -> None:
    work_folder.mkdir()
    (work_folder / "toy.json").write_text("{")
    sorter = Sorter(toy_exercise)
    assert sorter.notice == {"name": "aside_damaged", "file": "toy.damaged-1.json"}
    assert (work_folder / "toy.damaged-1.json").read_text() == "{"


def test_opening_another_reader_s_work_leaves_nothing_of_the_first_one_s_in_it(
    sorter: Sorter, send: Send, work_folder: Path
) -> None:
    send(sorter, attempts=[attempt(1)], reader="S-017")
    other = {**new_work("toy", "en"), "attempts": [attempt(2)], "seen_by": "Ms Abe"}
    send(sorter, type="open", work=other)
    assert kept(work_folder) == sorter.record == other
    assert sorter.notice == {"name": "aside_other", "file": "toy.other-1.json"}
    assert json.loads((work_folder / "toy.other-1.json").read_text())["reader"] == "S-017"


def test_a_work_that_was_set_aside_is_told_to_the_view_and_opened_again(
    sorter: Sorter, send: Send, work_folder: Path
) -> None:
    send(sorter, attempts=[attempt(1)], reader="S-017")
    mine, other = sorter.record, played("toy", attempt(2))
    assert sorter.beside == []
    send(sorter, type="open", work=other)
    assert sorter.beside == [{"name": "toy.other-1.json", "work": mine}]
    assert Sorter(sorter._exercise).beside == sorter.beside
    send(sorter, type="open", work=sorter.beside[0]["work"])
    assert kept(work_folder) == sorter.record == mine
    assert [beside["work"] for beside in sorter.beside] == [other]


def test_answers_given_before_another_notebook_opened_another_work_are_not_mixed_into_it(
    sorter: Sorter, send: Send, toy_exercise: Exercise, work_folder: Path
) -> None:
    send(sorter, attempts=[attempt(1)])
    mine, other = sorter.record["work"], played("toy", attempt(2))
    send(Sorter(toy_exercise), type="open", work=other)
    send(sorter, work=mine, attempts=[attempt(3)])
    assert kept(work_folder) == sorter.record == other
    assert sorter.notice["name"] == "aside_other"
    [beside] = sorter.beside
    assert (beside["work"]["work"], beside["work"]["attempts"]) == (mine, [attempt(1), attempt(3)])


@pytest.mark.parametrize(
    ("name", "gone"),
    [
        ("toy", {}),
        ("pairs", {"part": "difference", "answer": "1"}),
        ("shed", {"part": "whole", "answer": "1"}),
        ("stalls", {}),
        ("keys", {"part": "option", "answer": "asked/keep"}),
        ("bins", {"part": "bin", "answer": "red"}),
        ("mixed", {}),
        ("first-test", {}),
    ],
)
def test_answers_about_cases_that_are_gone_stay_in_the_table_and_count_nowhere(
    toy_root: Path, send: Send, name: str, gone: dict[str, Any]
) -> None:
    sorter = Sorter(load_exercise(name, toy_root))
    before = sorter.summary()
    send(sorter, attempts=[attempt(1, vignette="gone", **gone)])
    table = sorter.table()
    assert list(table["vignette"]) == ["gone"]
    assert list(table["answer"]) == [gone.get("answer", "support")]
    assert table[["title", "kind", "verdict"]].isna().all(axis=None)
    assert sorter.summary().equals(before)
    assert sorter.plot().axes


def test_the_work_of_the_test_before_is_opened_where_it_belongs(
    send: Send, work_folder: Path, toy_root: Path
) -> None:
    """The file of that test is opened on the page of the second, which needs it."""
    sorter = Sorter(load_exercise("last-test", toy_root))
    before = sorter.record
    first = {**new_work("first-test", "en"), "form": "b", "attempts": [attempt(1)]}
    assert send(sorter, type="open", work=first) == [
        {"type": "saved", "keys": ["2026-04-13T09:30:01.000Z|tea|"]}
    ]
    assert sorter.others == {"first-test": first}
    assert sorter.record == before
    assert json.loads((work_folder / "first-test.json").read_text()) == first
    other = {**new_work("first-test", "en"), "attempts": [attempt(2)]}
    send(sorter, type="open", work=other)
    assert sorter.others == {"first-test": other}
    assert json.loads((work_folder / "first-test.other-1.json").read_text()) == first


def test_the_work_of_an_exercise_that_is_not_looked_into_is_not_opened(
    sorter: Sorter, send: Send, work_folder: Path
) -> None:
    assert send(sorter, type="open", work=new_work("first-test", "en")) == []
    assert not work_folder.exists()


def test_work_is_read_from_the_file_which_another_kernel_may_have_changed(
    sorter: Sorter, send: Send, toy_exercise: Exercise
) -> None:
    send(Sorter(toy_exercise), attempts=[attempt(1)])
    assert sorter.work["attempts"] == [attempt(1)]


def test_a_cell_gives_a_view_the_name_to_a_log_and_what_was_asked_for_to_the_book(
    sorter: Sorter, toy_exercise: Exercise
) -> None:
    """Nothing of an exercise that may change stays in a cell."""
    view = "application/vnd.jupyter.widget-view+json"
    data, _ = sorter._repr_mimebundle_()
    assert set(data) == {view, "text/plain", MIME}
    assert data["text/plain"] == repr(sorter) == "Sorter('toy')"
    assert data[MIME] == {"exercise": "toy"}
    data, _ = Sorter(toy_exercise, lang="en")._repr_mimebundle_()
    assert data[MIME] == {"exercise": "toy", "lang": "en"}


def test_table_summary_and_plot_are_of_the_work_so_far(sorter: Sorter, send: Send) -> None:
    send(sorter, attempts=[attempt(1)])
    assert list(sorter.table()["verdict"]) == ["look-again"]
    assert sorter.summary().loc["Mirror", "Count"] == 1
    assert sorter.plot().axes


def test_a_picture_is_drawn_anew_with_each_answer_after_the_view_has_been_told(
    sorter: Sorter, send: Send, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = sorter.picture(), sorter.picture()
    assert first.value == second.value and "Mirror: 0 / 0" in first.value
    before = first.value
    told: list[list[Any]] = []
    first.observe(lambda _: told.append(sent), "value")
    sent: list[Any] = []
    monkeypatch.setattr(Sorter, "send", lambda _, content: sent.append(content))
    sorter._handle_custom_msg({"type": "save", "attempts": [attempt(1)]}, [])
    assert "Mirror: 1 / 1" in first.value == second.value != before
    assert first.value.count("<svg") == 1 and "<?xml" not in first.value
    assert told == [[{"type": "saved", "keys": [key_text(attempt(1))]}]]


def test_a_picture_of_a_test_waits_for_the_last_case(toy_root: Path, send: Send) -> None:
    test = Sorter(load_exercise("first-test", toy_root))
    picture, [cases, _] = test.picture(), test.payload["forms"].values()
    for number, case in enumerate(cases, start=1):
        assert "Later." in picture.value and "Mirror" not in picture.value
        send(test, attempts=[attempt(number, vignette=case)])
    assert "Later." not in picture.value and "Mirror" in picture.value


def test_a_notebook_names_the_exercise_and_may_name_the_folder(
    toy_root: Path, tmp_path: Path, send: Send, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WHOSEGROUP_CONTENT", str(toy_root))
    sorter = whosegroup.exercise("toy", folder=tmp_path / "mine")
    send(sorter, attempts=[attempt(1)])
    assert kept(tmp_path / "mine")["attempts"] == [attempt(1)]


def played(exercise: str, *attempts: dict[str, Any], **fields: Any) -> dict[str, Any]:
    return {**new_work(exercise, "en"), "attempts": list(attempts), **fields}


def put(folder: Path, work: dict[str, Any]) -> None:
    folder.mkdir(exist_ok=True)
    (folder / f"{work['exercise']}.json").write_text(json.dumps(work))


def test_an_exercise_that_looks_into_no_other_has_no_others(sorter: Sorter) -> None:
    assert sorter.others == {}


def test_a_second_test_sees_the_first_one(toy_root: Path, work_folder: Path) -> None:
    first = played("first-test", attempt(1), form="b", reader="S-017")
    put(work_folder, first)
    put(work_folder, played("toy", attempt(2)))
    assert Sorter(load_exercise("last-test", toy_root)).others == {"first-test": first}


def test_mixed_practice_sees_what_it_draws_from(toy_root: Path, work_folder: Path) -> None:
    toy = played("toy", attempt(1))
    put(work_folder, toy)
    mixed = Sorter(load_exercise("mixed", toy_root))
    assert mixed.others == {"toy": toy}
    # All by which a view says what comes next, and why, is there.
    assert mixed.payload["schedule"] == {
        "gap": 3,
        "boxes": [0, 1, 3, 7, 21],
        "fresh": 3,
        "twin": 3,
    }
    assert {case["id"]: case["twin"] for case in mixed.payload["cases"]} == {
        "garden-clinic": "garden",
        "garden": "garden-clinic",
        "tea": "tea-ward",
        "tea-ward": "tea",
    }


@pytest.mark.parametrize("text", ["{", '{"format": "other"}', ""])
def test_another_work_that_cannot_be_read_is_left_where_it_is(
    toy_root: Path, work_folder: Path, text: str
) -> None:
    """Its own sorter sets it aside."""
    work_folder.mkdir()
    (work_folder / "first-test.json").write_text(text)
    sorter = Sorter(load_exercise("last-test", toy_root))
    assert (sorter.others, sorter.notice) == ({}, {})
    assert (work_folder / "first-test.json").read_text() == text


def test_another_exercise_s_work_under_the_name_of_the_first_test_is_not_taken_for_it(
    toy_root: Path, work_folder: Path
) -> None:
    put(work_folder, played("toy", attempt(1)))
    (work_folder / "toy.json").rename(work_folder / "first-test.json")
    assert Sorter(load_exercise("last-test", toy_root)).others == {}


def test_the_form_of_a_test_and_the_wish_for_cases_with_notes_are_kept(
    toy_root: Path, send: Send
) -> None:
    sorter = Sorter(load_exercise("first-test", toy_root))
    send(sorter, attempts=[attempt(1)], form="b", notes=True)
    again = Sorter(load_exercise("first-test", toy_root))
    assert (again.record["form"], again.record["notes"]) == ("b", True)


def test_a_field_that_is_not_a_reader_s_is_not_kept(sorter: Sorter, send: Send) -> None:
    send(sorter, attempts=[attempt(1)], exercise="other", format="other", extra=1)
    assert (sorter.record["exercise"], sorter.record["format"]) == ("toy", "whosegroup-work")
    assert "extra" not in sorter.record


MOMENT = "2026-04-13T09:30:01.000Z"


def at_once(unit: str, answer: Any, part: str | None = None) -> dict[str, Any]:
    parted = {} if part is None else {"part": part}
    return {"at": MOMENT, "run": 1, "vignette": unit, "answer": answer, **parted}


@pytest.mark.parametrize(
    ("name", "attempts", "expected"),
    [
        (
            "pairs",
            [
                at_once("garden-clinic", "support"),
                at_once("garden", "self-help"),
                at_once("garden-clinic", "3", "difference"),
            ],
            {"Fitting": 1, "Defensible": 0, "Look again": 0},
        ),
        (
            "shed",
            [at_once("shed", "2", "aims"), at_once("shed", "3", "whole")],
            {"Fitting": 0, "Defensible": 1, "Look again": 0},
        ),
        (
            "stalls",
            [at_once("stall", ["money"], "question"), at_once("stall", "self-help")],
            {"Fitting": 0, "Defensible": 0, "Look again": 1},
        ),
        (
            "keys",
            [at_once("key", "asked/keep", "option")],
            {"Fitting": 0, "Defensible": 0, "Look again": 1, "Use": 1},
        ),
        (
            "bins",
            [at_once("apple", "red", "bin")],
            {"Fitting": 1, "Defensible": 0, "Look again": 0},
        ),
    ],
)
def test_the_summary_of_each_type_counts_first_replies_by_verdict(
    toy_root: Path, send: Send, name: str, attempts: list[dict[str, Any]], expected: dict[str, int]
) -> None:
    sorter = Sorter(load_exercise(name, toy_root))
    assert set(sorter.summary()["Out of"]) == {0}
    send(sorter, attempts=attempts)
    assert sorter.summary()["Count"].to_dict() == expected
    assert set(sorter.summary()["Out of"]) == {1}
    verdicts = sorter.table()["verdict"].dropna()
    assert len(verdicts) == 1, "What is no answer by itself has no verdict."


def test_progress_has_a_row_a_test_and_one_a_retest(
    toy_root: Path, work_folder: Path, send: Send
) -> None:
    put(
        work_folder,
        played(
            "first-test",
            attempt(1, vignette="garden-clinic", answer="self-help"),
            attempt(2, vignette="tea", answer="self-help"),
        ),
    )
    sorter = Sorter(load_exercise("last-test", toy_root))
    assert list(sorter.progress()["Test"]) == ["A first toy test"]
    send(
        sorter,
        attempts=[
            attempt(3, vignette="tea-ward", answer="support"),
            attempt(4, vignette="garden", answer="support"),
            attempt(5, vignette="tea", answer="self-help", run=2),
        ],
    )
    table = sorter.progress()
    assert list(table.columns) == ["Test", "Answered", "Fitting", "Conflated", "Mirror"]
    rows = table.astype(object).where(table.notna(), None).to_numpy().tolist()
    assert rows == [
        ["A first toy test", 2, 0.5, 1.0, 0.0],
        ["A last toy test", 2, 0.5, 0.0, 1.0],
        ["A last toy test (2)", 1, 1.0, None, 0.0],
    ]


def test_progress_is_drawn_from_one_test_to_the_next(
    toy_root: Path, work_folder: Path, send: Send
) -> None:
    put(work_folder, played("first-test", attempt(1, vignette="tea-ward", answer="self-help")))
    sorter = Sorter(load_exercise("last-test", toy_root))
    send(sorter, attempts=[attempt(2, vignette="garden-clinic", answer="support")])
    figure = sorter.plot_progress()
    lines = {line.get_label(): list(line.get_ydata()) for line in figure.axes[0].lines}
    assert lines["Conflated"] == [1.0, 0.0]
    assert figure.axes[0].get_ylabel() == "Share"


def test_where_no_test_was_answered_progress_says_so(toy_root: Path) -> None:
    sorter = Sorter(load_exercise("last-test", toy_root))
    assert len(sorter.progress()) == 0
    figure = sorter.plot_progress()
    assert [text.get_text() for text in figure.axes[0].texts] == ["Nothing yet"]
    assert figure.legends == []
