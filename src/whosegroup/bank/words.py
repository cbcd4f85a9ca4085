"""Every word that a reader sees, and of which files each table of the bank is made."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from .problems import ContentError, Problem
from .yaml_files import Table, line_of

# The topic that holds what is said of a course's own distinction, under the names of the others.
DISTINCTION = "distinction"


class Parts(dict[str, list[tuple[str, Table]]]):
    """Of which files each table is made, as messages name them, and what each of them holds."""

    def where(self, name: str, *location: str | int) -> tuple[str, int]:
        """Return the file and the line of an entry, or of where it would have its place."""
        files = self[name]
        file, table = next((part for part in files if location[0] in part[1]), files[0])
        return file, line_of(table, location)

    def join(self, name: str) -> tuple[dict[Any, Any], list[Problem]]:
        """Return one table of all its files, in which no entry stands twice."""
        joined: dict[Any, Any] = {}
        problems = []
        for file, table in self[name]:
            problems += [
                Problem(
                    file,
                    line_of(table, [id]),
                    f"'{id}' stands in {self.where(name, id)[0]} already.",
                    "Choose another name.",
                )
                for id in joined.keys() & table.keys()
            ]
            joined = {**table, **joined}
        return (self[name][0][1] if len(self[name]) == 1 else joined), problems


class Words(dict[str, Any]):
    """Every word that a reader sees, by topic (one YAML file each) and id."""

    lang = "en"
    parts = Parts()
    unread: frozenset[str] = frozenset()  # topics of which a file cannot be used, which is said

    def __missing__(self, topic: str) -> Any:
        """Say which file is missing; `get` asks without saying so."""
        what, remedy = "There is no such file.", "Copy it from the course's own words."
        raise ContentError([Problem(*self.where(topic, ""), what, remedy)])

    def where(self, topic: str, *location: str | int) -> tuple[str, int]:
        """Return the file and the line where words stand, or would have their place."""
        own = self.parts.get(DISTINCTION, ())
        if location and any(stands(table, topic, *location) for _, table in own):
            return self.parts.where(DISTINCTION, topic, *location)
        if topic not in self.parts:
            return f"data/words/{self.lang}/{topic}.yml", 1
        return self.parts.where(topic, *location)

    @property
    def between(self) -> str:
        """Return what stands between two sentences; not every language has a blank there."""
        return str(self.get("typography", {}).get("between", " "))

    @property
    def quotes(self) -> str:
        """Return the quotation marks of a language; none where it keeps those of its files."""
        return str(self.get("typography", {}).get("quotes", ""))

    def join(self, sentences: Iterable[str]) -> str:
        """Return sentences as running text."""
        return self.between.join(filter(None, sentences))

    def part_question(self, text: str) -> tuple[str, str]:
        """Return what a text tells and the question at its end; nothing is told where all asks."""
        typography = self.get("typography", {})
        ends = re.escape(str(typography.get("ends", ".!?")))
        asks = re.escape(str(typography.get("asks", "?")))
        closing = re.escape(str(typography.get("quotes", "")))
        parted = re.fullmatch(
            rf"(.*[{ends}][{closing}\"]?)(?:{re.escape(self.between)}|\s+)([^{ends}]+[{asks}])",
            text.strip(),
            flags=re.DOTALL,
        )
        return (parted[1], parted[2].strip()) if parted else ("", text.strip())

    def say(self, path: str, /, **values: object) -> str:
        """Return the words at `topic.key...`, with `{name}` replaced by the values given."""
        found: Any = self
        for key in path.split("."):
            found = found[key]
        return fill(found, **values)


def fill(text: str, /, **values: object) -> str:
    """Replace each `{name}` in our own words; what is put in is never read again."""
    return text.format_map({name: str(value) for name, value in values.items()}) if values else text


def stands(table: Any, *location: str | int) -> bool:
    """Tell whether a table holds something at a location."""
    for key in location:
        if not isinstance(table, dict) or key not in table:
            return False
        table = table[key]
    return True


def laid_in(words: Any, own: Any) -> Any:
    """Return words with others in the places that are left empty for them, and behind the rest.

    Words that are there already stay; `twice` says which these are.
    """
    if words is None or own is None:
        return own if words is None else words
    if isinstance(words, dict) and isinstance(own, dict):
        return {key: laid_in(words.get(key), own.get(key)) for key in {**words, **own}}
    if isinstance(words, list) and isinstance(own, list):
        rest = iter(own)
        return [next(rest, None) if entry is None else entry for entry in words]
    return words


def twice(words: Any, own: Any, *above: str) -> Iterator[tuple[str, ...]]:
    """Yield where words that are laid into others would stand in the place of some."""
    if isinstance(words, dict) and isinstance(own, dict):
        for key in words.keys() & own.keys():
            yield from twice(words[key], own[key], *above, key)
    elif isinstance(words, str) and own is not None:
        yield above


def empty(words: Any, *above: str) -> Iterator[tuple[str, ...]]:
    """Yield the places in which there are no words."""
    if isinstance(words, dict):
        for key, entry in words.items():
            yield from empty(entry, *above, key)
    elif words is None or (isinstance(words, list) and None in words):
        yield above
