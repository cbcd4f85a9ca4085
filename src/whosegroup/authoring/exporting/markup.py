"""Questions, answers and feedback as the HTML that platforms show; text reaches it as text."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from ...exercises.tags import escaped, paragraph
from .questions import Answer, Question, Told


def question_html(question: Question) -> str:
    """Return what is asked: the note, if there is one, the case, and the question."""
    between = "<br>" if question.document else " "
    text = f"<p>{between.join(map(escaped, question.lines))}</p>"
    note = paragraph(question.note, "em") if question.note else ""
    return note + text + paragraph(question.asks, "strong")


def answer_html(answer: Answer) -> str:
    """Return an answer with what it means."""
    if not answer.meaning:
        return paragraph(answer.label)
    return f"<p><strong>{escaped(answer.label)}:</strong> {escaped(answer.meaning)}</p>"


def feedback_html(answer: Answer, more: str) -> str:
    """Return all that is told to an answer; `more` stands above what a page folds away."""
    first, rest = answer.told[0], answer.told[1:]
    said = paragraph(first.text, "strong") + _lines(rest)
    return said + (paragraph(more, "em") + _lines(answer.more) if answer.more else "")


def _lines(told: Iterable[Told]) -> str:
    return "".join(f"<p>{_named(line)}{_linked(line)}</p>" for line in told)


def _named(line: Told) -> str:
    return f"<strong>{escaped(line.name)}:</strong> " if line.name else ""


def _linked(line: Told) -> str:
    text = escaped(line.text)
    return f'<a href="{escape(line.href)}">{text}</a>' if line.href else text
