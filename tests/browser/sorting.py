"""What a reader does with the sorter, for tests to say in a line."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Locator, Page, expect

OTHER = {"self-help": "support", "support": "self-help"}


class Sorting:
    """One exercise on an open page, and what its payload knows about the case in front."""

    def __init__(self, page: Page, payload: dict[str, Any]) -> None:
        self.page = page
        self.payload = payload
        self.root: Locator = page.locator(f'whose-group[exercise="{payload["exercise"]}"]')
        self.status = self.root.locator('[role="status"]')
        self.cases = {case["id"]: case for case in payload["cases"]}
        expect(self.root).to_have_attribute("data-state", "ready")

    @property
    def id(self) -> str:
        """Return the id of the case in front."""
        return self.root.locator("[data-vignette]").get_attribute("data-vignette")

    @property
    def kind(self) -> str:
        """Return the kind of the case in front."""
        return self.cases[self.id]["kind"]

    def line(self, role: str | None) -> int:
        """Return the first line of the case in front with that role; None for an unmarked one."""
        for number, line in enumerate(self.cases[self.id]["lines"], start=1):
            if (None if isinstance(line, str) else line["role"]) == role:
                return number
        raise AssertionError(f"{self.id} has no line with the role {role}")

    def answer(self, kind: str, role: str | None = "decides", confidence: str = "sure") -> str:
        """Answer the case in front with a kind, a line of that role, and a confidence."""
        case, number = self.id, self.line(role)
        self.root.locator(f'button[data-answer="{kind}"]').click()
        self.root.locator(f'button[data-passage="{number}"]').click()
        self.root.locator(f'button[data-confidence="{confidence}"]').click()
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

    def act(self, action: str) -> None:
        """Press one of the buttons that act: next, skip, save, load, restart."""
        self.root.locator(f'button[data-action="{action}"]').click()

    def finish(self) -> None:
        """Sort rightly whatever is left."""
        while self.root.get_attribute("data-state") != "done":
            self.right()
            self.act("next")

    def work(self) -> dict[str, Any]:
        """Return the work as browser storage holds it."""
        return self.page.evaluate(
            "(key) => JSON.parse(localStorage.getItem(key))", storage_key(self.payload)
        )


def storage_key(payload: dict[str, Any]) -> str:
    """Return the key under which a page keeps the work."""
    return "/".join(["whosegroup/1", payload["course"], payload["lang"], payload["exercise"]])
