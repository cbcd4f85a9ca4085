"""The pieces of HTML that plain cases are made from; all text in them is escaped."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from html import escape
from typing import Any

from ..bank.kinds import UNKNOWN

Unit = Mapping[str, Any]
Payload = Mapping[str, Any]

STOPS = (".", "!", "?", "。")
# The lines of feedback that bear a name, in the words of sorter.yml.
ROLES = ("decides", "agrees", "surface", "beyond")


def escaped(text: str) -> str:
    """Return text as it stands between tags, where quotes may stay what they are."""
    return escape(text, quote=False)


def line_text(line: str | Mapping[str, Any]) -> str:
    """Return a compiled sentence as a reader sees it."""
    return line if isinstance(line, str) else "".join(line["parts"])


def passage_text(line: str | Mapping[str, Any]) -> str:
    """Return what is marked in a sentence, with the stop behind it; or else all of it."""
    if isinstance(line, str):
        return line
    _, marked, after = line["parts"]
    return f"{marked}{after[:1] if after[:1] in STOPS else ''}"


def paragraph(text: str, inside: str = "") -> str:
    """Return a paragraph; `inside` names an element that is all of it, such as `em`."""
    return f"<p><{inside}>{escaped(text)}</{inside}></p>" if inside else f"<p>{escaped(text)}</p>"


def prose(unit: Unit) -> str:
    """Return the text of a case; of a document each line is a line (see the style sheet)."""
    between = "\n" if "genre" in unit else " "
    text = paragraph(between.join(line_text(line) for line in unit["lines"]))
    return f'<div data-genre="{escape(unit["genre"])}">{text}</div>' if "genre" in unit else text


def joined(sentences: Iterable[str], payload: Payload) -> str:
    """Return sentences as running text, as the language sets it."""
    between: str = payload["words"]["between"]
    return between.join(filter(None, sentences))


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


def quoted(fragment: Mapping[str, Any], lines: Sequence[Any], payload: Payload) -> str:
    """Return what a fragment says of a case: the sentences that it quotes, and its own words."""
    said = []
    for number in fragment.get("lines", ()):
        line = lines[number - 1]
        within = not isinstance(line, str) and "within" in line
        frame = payload["words"]["quoted_within" if within else "quoted"]
        said.append(frame.format(text=_within(passage_text(line), payload["words"]["quotes"])))
    return joined([*said, text_of(fragment, payload)], payload)


def _within(text: str, quotes: str) -> str:
    """Return a text that is quoted, with the inner marks where it quotes something itself."""
    return text.translate(str.maketrans(quotes[:2], quotes[2:]))


def text_of(fragment: Mapping[str, Any], payload: Payload) -> str:
    """Return a fragment's own words, with those that explain what it names."""
    text: str = fragment.get("text", "")
    named = named_by(fragment, payload)
    if not named or fragment["role"] == "source":
        return text
    both = fragment["role"] == "criterion"
    text = joined([text, named["meaning"]], payload) if both else text or named["meaning"]
    explained: str = payload["words"]["explained"]
    return explained.format(name=named["name"], text=text)


def named_by(fragment: Mapping[str, Any], payload: Payload) -> Mapping[str, Any]:
    """Return what a fragment names, with its meaning; empty where it names nothing."""
    if "term" not in fragment:
        return {}
    table, id = fragment["term"].split(".")
    named: Mapping[str, Any] = payload["names"][table][id]
    return named


def named(indices: Iterable[int], unit: Unit, payload: Payload) -> str:
    """Return the lines of feedback that have a name, each as a paragraph."""
    names = {role: payload["words"].get(f"said_{role}") for role in ROLES}
    said = [payload["fragments"][index] for index in indices]
    return "".join(
        f"<p><strong>{escaped(name)}:</strong> {escaped(quoted(one, unit['lines'], payload))}</p>"
        for one in said
        if (name := names.get(one["role"]))
    )


def hand(unit: Unit, payload: Payload) -> str:
    """Return who holds each power of a group; nothing where its case does not say it."""
    held = [f"{power}: {holder}" for power, holder in held_in(unit, payload)]
    return points(held) if held else ""


def held_in(unit: Unit, payload: Payload) -> list[tuple[str, str]]:
    """Return each power with who holds it; none where a case does not say it."""
    if not unit.get("hand"):
        return []
    holders = {holder["id"]: holder for holder in payload["holders"]}
    held = []
    for power in payload["powers"]:
        holder = holders[unit["hand"].get(power["id"], UNKNOWN)]
        held.append((power["label"], f"{holder['sign']} {holder['label']}"))
    return held


def texts_of(indices: Iterable[int], payload: Payload, *roles: str) -> list[str]:
    """Return the texts of fragments, all of them or those of some roles."""
    fragments = [payload["fragments"][index] for index in indices]
    return [text_of(f, payload) for f in fragments if not roles or f["role"] in roles]
