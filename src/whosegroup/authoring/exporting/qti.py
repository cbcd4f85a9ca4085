"""A quiz as QTI 1.2 by text2qti, in the form that Canvas takes in."""

from __future__ import annotations

from collections.abc import Iterator

from text2qti.config import Config
from text2qti.err import Text2qtiError
from text2qti.qti import QTI
from text2qti.quiz import Quiz as Text2qtiQuiz

from ...exercises.feedback import FITS
from ...exercises.tags import paragraph
from .markup import answer_html, feedback_html, question_html
from .questions import Answer, Question, Quiz

# Markdown leaves a block of HTML as it is; text2qti looks for formulas and code in it before that.
_SIGNS_OF_ITS_OWN = {ord(sign): f"&#{ord(sign)};" for sign in "\\$`"}


class QtiError(ValueError):
    """A quiz that text2qti does not take; the message is its own, in one line."""


def as_qti(quiz: Quiz) -> bytes:
    """Return a quiz as a zip. Raises QtiError."""
    try:
        return QTI(Text2qtiQuiz("\n".join(_written(quiz)), config=Config())).zip_bytes()
    except Text2qtiError as why:
        raise QtiError(" ".join(str(why).split())) from None


def worth_nothing(quiz: Quiz) -> int:
    """Return how many answers can be defended and get no point: QTI has one that is right."""
    return sum(
        answer.holds and answer is not _right(question)
        for question in quiz.questions
        for answer in question.answers
    )


def _right(question: Question) -> Answer:
    return next(answer for answer in question.answers if answer.verdict == FITS)


def _written(quiz: Quiz) -> Iterator[str]:
    """Yield the lines in which text2qti has a quiz."""
    yield f"Quiz title: {', '.join(quiz.names)}"
    if quiz.says == "none":
        yield "show correct answers: false"
    for number, question in enumerate(quiz.questions, start=1):
        right = _right(question)
        yield f"title: {question.name}"
        yield f"{number}. {_block(question_html(question))}"
        if question.about:
            yield f"... {_block(paragraph(question.about))}"
        for answer in question.answers:
            yield f"{'*' if answer is right else ''}a) {_block(answer_html(answer))}"
            yield f"... {_block(feedback_html(answer, quiz.more))}"
        yield ""


def _block(html: str) -> str:
    return f"<div>{html}</div>".translate(_SIGNS_OF_ITS_OWN)
