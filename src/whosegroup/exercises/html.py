"""An exercise as HTML: the element, its payload, and a fallback that reads without scripts."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

from .course import next_alone
from .feedback import SOURCES
from .tags import (
    Unit,
    escaped,
    folded,
    paragraph,
    to_sort,
)
from .types import TYPES

# Among what a notebook's cell gives: the name of the exercise that is to be shown there.
MIME = "application/vnd.whosegroup.exercise+json"
ANCHOR = "exercise_{}"  # where it stands on its page: no heading has an underscore in its name
END = "<!---->"  # tells the sorter that all has come


def element(
    payload: Mapping[str, Any],
    divided: bool = False,
    sent: str = "",
    pages: Mapping[str, str] | None = None,
    shipped: Mapping[str, Any] | None = None,
) -> str:
    """Return `<whose-group>` with everything inside it that a page needs; all text is escaped.

    `shipped` is what is sent of the payload, if that is not all; `sent` is a script that brings it
    in its place. `pages` says where the pages of the book are found that it leads to; what is not
    among them is named, and no link.

    Divided, the data of each case stand beside its words: what is packed for the way looks back 32
    kB for what it has said already, and in a longer payload would say every sentence twice.
    """
    data = shipped or payload
    whole, parts = _divided(data) if divided else (data, [])
    attributes = " ".join(
        f'{name}="{escape(str(payload[name]))}"'
        for name in ("exercise", "type", "feedback", "lang")
    )
    attributes += "".join(f" {fact}" for fact in ("graded", "excerpt") if fact in payload)
    attributes += f' after="{escape(payload["after"]["exercise"])}"' if "after" in payload else ""
    attributes += f' data-pages="{escape(json.dumps(pages))}"' if pages else ""
    attributes += f' id="{ANCHOR.format(escape(payload["exercise"]))}"'
    return (
        f"<whose-group {attributes}>"
        f"{sent or data_script(whole)}"
        f'<div class="wg-plain">{_not_started(payload)}'
        f"{fallback(payload, list(map(data_script, parts)))}</div>"
        f"{END}</whose-group>"
    )


def pages_of(payload: Mapping[str, Any]) -> list[str]:
    """Return the pages of the book that an exercise leads to."""
    goes_on = payload.get("excerpt", {}).get("goes_on", {})
    sources = payload.get("names", {}).get(SOURCES, {})
    places = [goes_on, payload.get("read", {}), *sources.values()]
    named = [payload["glossary"]] if "glossary" in payload else []
    return sorted({*named, *(place["page"] for place in places if "page" in place)})


def course_element(course: Mapping[str, Any], base: str, view: str = "whole") -> str:
    """Return `<whose-group-course>`; `base` is the way from its page to the book's root.

    Without a script the whole view is the list of all practice pages, and "next" shows nothing.
    """
    links = "".join(
        f'<li><a href="{escape(base)}{escape(page["address"])}">{escape(page["title"])}</a></li>'
        for page in course["pages"]
    )
    plain = f'<ol class="wg-plain">{links}</ol>' if view == "whole" else ""
    data = data_script(course if view == "whole" else next_alone(course))
    return (
        f'<whose-group-course view="{escape(view)}" base="{escape(base)}" '
        f'lang="{escape(course["lang"])}">{data}{plain}</whose-group-course>'
    )


def _not_started(payload: Mapping[str, Any]) -> str:
    """Return the sentence over the plain cases; the style sheet shows it where no script does."""
    words = payload["words"]
    said = words["not_started_mixed"] if "draws" in payload else words["not_started"]
    return f'<p class="wg-not-started">{escaped(said)}</p>'


def data_text(data: Mapping[str, Any]) -> str:
    """Return data as JSON that may stand in a script."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")


def data_script(data: Mapping[str, Any]) -> str:
    """Return data as a script that holds them."""
    return f'<script type="application/json">{data_text(data)}</script>'


def _divided(payload: Mapping[str, Any]) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """Return a payload without its cases, and each case with the fragments that it needs first."""
    fragments: list[Any] = list(payload["fragments"])
    parts = []
    for case in payload["cases"]:
        first = [index for index in _said_in(case) if fragments[index] is not None]
        taken = {index: fragments[index] for index in dict.fromkeys(first)}
        for index in taken:
            fragments[index] = None
        parts.append({"case": case, "fragments": taken})
    return {**payload, "cases": [], "fragments": fragments}, parts


def _said_in(unit: Any) -> list[int]:
    """Return the places of all fragments that are said in a case."""
    if isinstance(unit, Mapping):
        own = [index for name in ("say", "more") for index in unit.get(name, ())]
        return own + [index for value in unit.values() for index in _said_in(value)]
    if isinstance(unit, list):
        return [index for value in unit for index in _said_in(value)]
    return []


def fallback(payload: Mapping[str, Any], data: Sequence[str] = ()) -> str:
    """Return the cases as plain HTML, each with its answer folded: for print and no scripts.

    Where a reader acts, each way of going on has its reply folded below it.

    Where nothing is said of what fits, there is no answer either. `data` are put at the cases.
    """
    parts = [paragraph(payload["title"], "strong"), paragraph(payload["prompt"])]
    # What mixed practice draws stands on the pages that it draws from.
    here = [unit for unit in payload["cases"] if "home" not in unit]
    for number, unit in enumerate(here, start=1):
        title = _title(unit, number, payload)
        head = paragraph(title, "strong") if title else ""
        note = paragraph(unit["note"], "em") if "note" in unit else ""
        if payload["feedback"] == "none":
            body = to_sort(unit, payload)
        else:
            body, answer = TYPES[payload["type"]].plain(unit, payload)
            body += folded(payload["words"]["answer"], answer) if answer else ""
        own = data[number - 1] if data else ""
        parts.append(f'<div class="wg-plain-case">{own}{head}{note}{body}</div>')
    return "".join(parts)


def _title(unit: Unit, number: int, payload: Mapping[str, Any]) -> str | None:
    """Return what a case is called; a statement to be matched has no name of its own."""
    words = payload["words"]
    return words["case_number"].format(number=number) if "graded" in payload else unit.get("title")
