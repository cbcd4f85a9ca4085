"""Questions as a table, a row each, for a spreadsheet or a program of one's own."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from .questions import Answer, Question, Quiz, Told


def rows_of(quizzes: Sequence[Quiz]) -> list[dict[str, Any]]:
    """Return a row for each question; all have the same columns.

    For each answer that there is anywhere, a column holds what is told to it; it is empty where a
    question has no such answer.
    """
    pairs = [(quiz, question) for quiz in quizzes for question in quiz.questions]
    answers = dict.fromkeys(answer.id for _, question in pairs for answer in question.answers)
    return [
        {
            "exercise": quiz.exercise,
            "form": quiz.form,
            "graded": "yes" if quiz.graded else "no",
            "id": question.id,
            "name": question.name,
            "kind": question.kind,
            "holds": ", ".join(answer.id for answer in question.answers if answer.holds),
            "note": question.note,
            "text": " ".join(question.lines),
            "about": question.about,
            **{f"feedback_{id}": _feedback(question, id) for id in answers},
        }
        for quiz, question in pairs
    ]


def _feedback(question: Question, id: str) -> str:
    given: Iterable[Answer] = (answer for answer in question.answers if answer.id == id)
    return " ".join(_line(line) for answer in given for line in (*answer.told, *answer.more))


def _line(line: Told) -> str:
    return f"{line.name}: {line.text}" if line.name else line.text
