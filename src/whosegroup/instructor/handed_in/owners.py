"""Whose a file is, as far as names of files and folders tell."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from .model import NAME_LENGTH, clean


@dataclass(frozen=True)
class Owner:
    """Whose file it is: a name, and the number beside it where that tells namesakes apart.

    The number counts in one `place`, and `held` are the exercises that lie there under it. `sure`
    tells whether a platform says so; else it is how somebody called a file or folder.
    """

    name: str
    number: str = ""
    place: str = ""
    held: frozenset[str] = frozenset()
    blind: bool = False
    sure: bool = True

    @property
    def shown(self) -> str:
        """Return what the report calls this reader."""
        return spelt(f"{self.name} {self.number}")

    @property
    def person(self) -> tuple[str, str]:
        """Return what is the same for all files of this reader."""
        return self.name, self.number


def differ(one: Owner, other: Owner) -> bool:
    """Tell whether two are certainly not the same person.

    In the next assignment the same person may have another number, or only a number.
    """
    if one.name != other.name:
        return not (one.blind or other.blind)
    is_together = one.place == other.place and bool(one.held & other.held)
    return one.number != other.number and is_together


def spelt(text: str) -> str:
    """Return a name in one spelling, safe to show: full width and loose accents become usual."""
    # Cut first: the time that this takes can grow with the square of the length.
    return clean(unicodedata.normalize("NFKC", text.strip()[: 4 * NAME_LENGTH]).strip())
