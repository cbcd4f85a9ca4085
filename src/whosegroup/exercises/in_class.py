"""An exercise as a class sees it on a wall: one question at a time, the answer behind a key."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from ..bank.kinds import CANNOT_TELL
from .case_text import without_nothing
from .model import Exercise
from .paper import Line, Paper, Task, Text, Told
from .payload import compile_key
from .types import type_of


def is_for_class(exercise: Exercise) -> bool:
    """Tell whether a class can play it: no test, graded or not, and no sentences of one's own."""
    return exercise.settings.says == "each" and type_of(exercise.settings).judged


def compile_class(exercise: Exercise) -> dict[str, Any] | None:
    """Compile what a class is shown; None where it can count no hands (`is_for_class`)."""
    if not is_for_class(exercise):
        return None
    payload, type = compile_key(exercise), type_of(exercise.settings)
    # A class is asked, too, who cannot tell yet, where a reader has to say a kind.
    open_too = exercise.bank.words.say(f"kinds.{CANNOT_TELL}.label") if type.sorts else None
    slides = [
        _slide(unit, paper, _with(task, open_too))
        for unit in payload["cases"]
        if "home" not in unit
        for paper in [type.paper(unit, exercise, payload)]
        for task in paper.tasks
        if task.hands
    ]
    discussed = exercise.bank.words.get("discussion", {}).get(exercise.settings.chapter, [])
    return {
        "exercise": exercise.id,
        "title": exercise.title,
        "discuss": list(discussed),
        "slides": slides,
    }


def _with(task: Task, box: str | None) -> Task:
    """Return a task with one box more to count hands at, if it is not there already."""
    return replace(task, boxes=(*task.boxes, box)) if box and box not in task.boxes else task


def _slide(unit: dict[str, Any], paper: Paper, task: Task) -> dict[str, Any]:
    return without_nothing(
        {
            "id": unit["id"],
            "title": unit.get("title"),
            "note": unit.get("note"),
            "texts": [_text(text) for text in paper.texts],
            "before": task.before or None,
            "asks": task.asks,
            "hint": task.hint or None,
            "boxes": list(task.boxes),
            "fits": list(task.fits),
            "choose": task.choose or None,
            "answers": [list(one) for one in task.answers] or None,
            # What only questions that were put are told, their `answers` say.
            "told": [_told(told) for told in (*(() if task.choose else task.told), *paper.told)],
        }
    )


def _text(text: Text) -> dict[str, Any]:
    decides = text.deciding
    lines = [_line(line, any(line is one for one in decides)) for line in text.lines]
    return {"head": text.head, "document": bool(text.genre), "lines": lines}


def _line(line: Line, marked: bool) -> str | list[str]:
    """Return a sentence, or the parts of one that decides, and for what."""
    if isinstance(line, str):
        return line
    return [*line["parts"], line["label"]] if marked else "".join(line["parts"])


def _told(told: Told) -> list[str]:
    return [told.name, told.text]
