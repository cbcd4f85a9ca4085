from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import whosegroup
from whosegroup.exercises import Exercise
from whosegroup.page import element
from whosegroup.payload import compile_payload
from whosegroup.widget import Sorter, static_text
from whosegroup.work import new_work

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
    script = static_text("whose-group.js")
    assert sorter._esm.startswith(script)
    assert not re.search(r"^\s*(import|export)\b", script, flags=re.MULTILINE)
    bridge = sorter._esm.removeprefix(script)
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


def test_work_is_read_from_the_file_which_another_kernel_may_have_changed(
    sorter: Sorter, send: Send, toy_exercise: Exercise
) -> None:
    send(Sorter(toy_exercise), attempts=[attempt(1)])
    assert sorter.work["attempts"] == [attempt(1)]


def test_a_page_shows_the_element_and_a_log_the_name(sorter: Sorter) -> None:
    data, _ = sorter._repr_mimebundle_()
    assert data["text/html"] == element(sorter.payload)
    assert data["text/plain"] == repr(sorter) == "Sorter('toy')"
    assert "application/vnd.jupyter.widget-view+json" in data


def test_table_summary_and_plot_are_of_the_work_so_far(sorter: Sorter, send: Send) -> None:
    send(sorter, attempts=[attempt(1)])
    assert list(sorter.table()["verdict"]) == ["look-again"]
    assert sorter.summary().loc["Mirror", "Count"] == 1
    assert sorter.plot().axes


def test_a_notebook_names_the_exercise_and_may_name_the_folder(
    toy_root: Path, tmp_path: Path, send: Send, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WHOSEGROUP_CONTENT", str(toy_root))
    sorter = whosegroup.exercise("toy", folder=tmp_path / "mine")
    send(sorter, attempts=[attempt(1)])
    assert kept(tmp_path / "mine")["attempts"] == [attempt(1)]
