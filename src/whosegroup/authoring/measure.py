"""One thing counted about the cases of a bank."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Measure:
    """One thing counted: what was found, in words and figures, and whether it is within limits."""

    what: str
    found: str
    holds: bool

    def __str__(self) -> str:
        return f"{'ok  ' if self.holds else 'LOOK'}  {self.what}: {self.found}"
