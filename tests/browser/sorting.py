"""What a reader does with the sorter, for tests to say in a line."""

from __future__ import annotations

from typing import Any

from playing import Playing, storage_key
from playwright.sync_api import expect

__all__ = ["OTHER", "Sorting", "storage_key"]

OTHER = {"self-help": "support", "support": "self-help"}


class Sorting(Playing):
    """An exercise to sort on an open page, answered in every way there is."""

    @property
    def kind(self) -> str:
        """Return the kind of the case in front."""
        return self.case["kind"]

    def line(self, role: str | None) -> int:
        """Return the first line of the case in front with that role; None for an unmarked one."""
        for number, line in enumerate(self.case["lines"], start=1):
            if (None if isinstance(line, str) else line["role"]) == role:
                return number
        raise AssertionError(f"{self.id} has no line with the role {role}")

    def answer(self, kind: str, role: str | None = "decides", confidence: str = "sure") -> str:
        """Answer the case in front with a kind, a line of that role, and a confidence."""
        self.read()
        case, number = self.id, self.line(role)
        self.press(f'button[data-answer="{kind}"]')
        self.press(f'button[data-passage="{number}"]')
        self.press(f'button[data-confidence="{confidence}"]')
        expect(self.status).to_have_attribute(
            "data-verdict", "fits" if self.kind == kind else "look-again"
        )
        return case

    def right(self, **how: Any) -> str:
        """Answer the case in front rightly."""
        return self.answer(self.kind, **how)

    def wrong(self, **how: Any) -> str:
        """Answer the case in front wrongly."""
        return self.answer(OTHER[self.kind], **how)
