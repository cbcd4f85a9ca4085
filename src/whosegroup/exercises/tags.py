"""The pieces of HTML that plain cases are made from; all text in them is escaped."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from html import escape
from typing import Any

Unit = Mapping[str, Any]
Payload = Mapping[str, Any]


def escaped(text: str) -> str:
    """Return text as it stands between tags, where quotes may stay what they are."""
    return escape(text, quote=False)


def line_text(line: str | Mapping[str, Any]) -> str:
    """Return a compiled sentence as a reader sees it."""
    return line if isinstance(line, str) else "".join(line["parts"])


def paragraph(text: str, inside: str = "") -> str:
    """Return a paragraph; `inside` names an element that is all of it, such as `em`."""
    return f"<p><{inside}>{escaped(text)}</{inside}></p>" if inside else f"<p>{escaped(text)}</p>"


def prose(unit: Unit) -> str:
    """Return the text of a case."""
    return paragraph(" ".join(line_text(line) for line in unit["lines"]))


def points(texts: Iterable[str]) -> str:
    """Return a list."""
    return "<ul>" + "".join(f"<li>{escaped(text)}</li>" for text in texts) + "</ul>"


def folded(text: str, inside: str) -> str:
    """Return HTML that is folded away below a text."""
    return f"<details><summary>{escaped(text)}</summary>{inside}</details>"


def boxes(labels: Iterable[str]) -> str:
    """Return answers with a box to tick by hand."""
    return "<p>" + " ".join(f"<span>☐ {escaped(label)}</span>" for label in labels) + "</p>"


def labels_of(payload: Payload) -> dict[str, str]:
    """Return the label of each answer."""
    return {answer["id"]: answer["label"] for answer in payload["answers"]}


def to_sort(unit: Unit, payload: Payload) -> str:
    """Return a case with its answers to tick."""
    return prose(unit) + boxes(labels_of(payload).values())


def texts_of(indices: Iterable[int], payload: Payload, *roles: str) -> list[str]:
    """Return the texts of fragments, all of them or those of some roles."""
    fragments = [payload["fragments"][index] for index in indices]
    return [f["text"] for f in fragments if not roles or f["role"] in roles]
