"""Questions as Moodle XML, which a question bank of Moodle takes in.

Each is a question of the type `multichoice` with one choice, matching too: Moodle's own type of
matching takes several statements as one question, and has no feedback for an answer.
"""

from __future__ import annotations

from collections.abc import Iterable
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

from .markup import answer_html, feedback_html, question_html
from .questions import Question, Quiz

ENCODING = "utf-8"
FULL, NONE = "100", "0"  # the share of a question's mark that an answer gets


def as_moodle(quizzes: Iterable[Quiz]) -> bytes:
    """Return quizzes as one file: a category for each, and its questions."""
    root = Element("quiz")
    for quiz in quizzes:
        _category(root, quiz)
        for question in quiz.questions:
            _question(root, question, quiz)
    ElementTree.indent(root)
    return ElementTree.tostring(root, encoding=ENCODING, xml_declaration=True)


def _category(root: Element, quiz: Quiz) -> None:
    made = SubElement(root, "question", type="category")
    # Without a context, so that it comes into the question bank that the file is read into.
    _text(made, "category", "/".join(name.replace("/", "//") for name in quiz.names))
    _text(made, "info", "\n".join(quiz.about), format="plain_text")
    SubElement(made, "idnumber").text = quiz.id


def _question(root: Element, question: Question, quiz: Quiz) -> None:
    made = SubElement(root, "question", type="multichoice")
    _text(made, "name", question.name)
    _text(made, "questiontext", question_html(question), format="html")
    _text(made, "generalfeedback", question.about, format="plain_text")
    for name, value in (
        ("defaultgrade", "1"),
        ("idnumber", f"{quiz.exercise}/{question.id}"),
        ("single", "true"),
        ("shuffleanswers", "false"),
        ("answernumbering", "none"),
        ("showstandardinstruction", "0"),
    ):
        SubElement(made, name).text = value
    for answer in question.answers:
        fraction = FULL if answer.holds else NONE
        given = _text(made, "answer", answer_html(answer), fraction=fraction, format="html")
        _text(given, "feedback", feedback_html(answer, quiz.more), format="html")
    tags = SubElement(made, "tags")
    for tag in question.tags:
        _text(tags, "tag", tag)


def _text(parent: Element, name: str, text: str, **attributes: str) -> Element:
    """Add an element with a text inside, as Moodle has them."""
    made = SubElement(parent, name, attributes)
    SubElement(made, "text").text = text
    return made
