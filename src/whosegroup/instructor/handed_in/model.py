"""What readers handed in, as the rest of the instructor's side knows it, and how it is shown.

The types that reading a class's files makes, the bounds of that reading, and the few helpers that
all of its parts share. Nothing is opened or read here.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from ...bank.words import Words

NAME_LENGTH = 60  # of a reader
PATH_LENGTH = 200  # of a file's name as problems show it
WORK_FILES = (".json", ".txt")  # mail and some systems append the second
TABLE_FILES = (".csv", ".tsv", ".txt")  # as which a platform's report may be saved
# In place of the digest of what a reader saw, where a platform tells the first answer and no more.
UNTOLD = "untold"

Note = Callable[..., None]
Progress = Callable[[Iterable[Any]], Iterable[Any]]


@dataclass(frozen=True)
class Limits:
    """How much is read at most; sizes in bytes.

    A work of a hundred answers has about 30 kB. No honest class comes near these bounds; they stop
    files that were made to fill the memory or to keep the program busy:

    - `file`, of one file: more than a hundred and fifty such works.
    - `members`, of one zip: more files than a large course has. A zip's table of contents is read
      in one piece before anything else, and is bounded by this too.
    - `total`, of what is unpacked from one zip: more than thirty thousand such works, a
      hundred from each of three hundred readers. All works that are used stay in memory.
    - `nested`, as `total`, of a zip that lies in another: it has a bound of its own, so that one
      reader's zip cannot use up what the others may read.
    - `levels`, how many zips may lie within one another, besides the class's own: a reader may
      zip a folder, and a system may zip that once more. Deeper ones are hardly made by chance.
    """

    file: int = 5_000_000
    members: int = 100_000
    total: int = 1_000_000_000
    nested: int = 100_000_000
    levels: int = 2


USUAL_LIMITS = Limits()


@dataclass(frozen=True)
class HandedIn:
    """One reader's work at one exercise, merged from all files in which it was handed in.

    `reader` is what the report calls the reader, safe to show; `code` is what the reader chose.
    `work` is as in the contract on work, without fields that nobody knows. `ids` are what a
    platform knows the reader by beside a name, such as a number or an address.
    """

    reader: str
    code: str | None
    exercise: str
    files: tuple[str, ...]
    work: Mapping[str, Any]
    ids: frozenset[str] = frozenset()


@dataclass(frozen=True, order=True)
class FileProblem:
    """Something about a file that the instructor should know. `used` is `no`, `partly` or `yes`."""

    file: str
    used: str
    what: str
    remedy: str


@dataclass(frozen=True)
class Collected:
    """All works, by exercise and reader; all problems; and how many files were looked at."""

    works: tuple[HandedIn, ...]
    problems: tuple[FileProblem, ...]
    files: int


class CollectError(ValueError):
    """There is nothing to collect from; the text says so to the instructor."""


class Notes:
    """What there is to say about the files, in the instructor's words, and how many there are."""

    def __init__(self, words: Words) -> None:
        self.words = words
        self.problems: list[FileProblem] = []
        self.files = 0

    def note(self, name: str, used: str, why: str, /, **values: object) -> None:
        """Keep a problem with a file; `why` is the id of the words for it."""
        what, remedy = (
            self.words.say(f"handed_in.{why}.{part}", **values) for part in ("what", "remedy")
        )
        self.problems.append(FileProblem(clean(name, PATH_LENGTH), used, what, remedy))


def clean(text: str, limit: int = NAME_LENGTH) -> str:
    r"""Return text that is safe to show: one line, nothing invisible, at most `limit` characters.

    What cannot be printed becomes its escape, such as `\n` or `\u202e`; what is cut ends in `…`.
    Letters that a Mac has taken apart, as it does in names of files, are put together.
    """
    # Cut first: the time that this takes can grow with the square of the length.
    whole = unicodedata.normalize("NFC", text[: 4 * limit])
    shown = "".join(_escaped(character) for character in whole[: limit + 1])
    return shown if len(shown) <= limit else shown[: limit - 1] + "…"


def _escaped(character: str) -> str:
    if character.isprintable():
        return character
    if unicodedata.category(character) == "Zs":  # the wide space in Japanese names, for example
        return " "
    return character.encode("unicode_escape").decode("ascii")


def suffix(name: str) -> str:
    """Return how a file's name ends, in small letters and with the dot."""
    return PurePosixPath(name).suffix.lower()


def megabytes(size: int) -> str:
    """Return a size in bytes as words show it, in megabytes."""
    return f"{size / 1_000_000:g}"
