"""An exercise as HTML: the element, its payload, and a fallback that reads without scripts."""

from __future__ import annotations

import json
from collections.abc import Mapping
from html import escape
from typing import Any


def element(payload: Mapping[str, Any]) -> str:
    """Return `<whose-group>` with everything inside it that a page needs; all text is escaped."""
    data = json.dumps(payload, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    attributes = " ".join(
        f'{name}="{escape(str(payload[name]))}"'
        for name in ("exercise", "type", "feedback", "lang")
    )
    return (
        f"<whose-group {attributes}>"
        f'<script type="application/json">{data}</script>'
        f'<div class="wg-plain">{fallback(payload)}</div>'
        "</whose-group>"
    )


def fallback(payload: Mapping[str, Any]) -> str:
    """Return the cases as plain HTML, each with its answer folded: for print and no scripts."""
    words = payload["words"]
    labels = {answer["id"]: answer["label"] for answer in payload["answers"]}
    parts = [
        f"<p><strong>{escape(payload['title'])}</strong></p>",
        f"<p>{escape(payload['prompt'])}</p>",
    ]
    for case in payload["cases"]:
        note = f"<p><em>{escape(case['note'])}</em></p>" if "note" in case else ""
        prose = " ".join(escape(line_text(line)) for line in case["lines"])
        boxes = " ".join(f"<span>☐ {escape(label)}</span>" for label in labels.values())
        reaction = case["reactions"][case["replies"][case["kind"]]["reactions"][0]]
        said = [payload["fragments"][index] for index in reaction["say"]]
        why = " ".join(escape(f["text"]) for f in said if f["role"] in ("decides", "criterion"))
        parts.append(
            f'<div class="wg-plain-case"><p><strong>{escape(case["title"])}</strong></p>{note}'
            f"<p>{prose}</p><p>{boxes}</p>"
            f"<details><summary>{escape(words['answer'])}</summary>"
            f"<p><strong>{escape(labels[case['kind']])}.</strong> {why}</p></details></div>"
        )
    return "".join(parts)


def line_text(line: str | Mapping[str, Any]) -> str:
    """Return a compiled sentence as a reader sees it."""
    return line if isinstance(line, str) else "".join(line["parts"])
