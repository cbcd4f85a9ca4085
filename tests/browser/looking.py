"""What is looked for on a page: what axe-core finds wrong, and what is too small for a finger."""

from __future__ import annotations

from typing import Any

from axe_playwright_python.base import AXE_SCRIPT
from playing import Playing
from playwright.sync_api import Locator, Page

# axe would ask for what a style sheet imports, by a wrong address; it needs it for no rule here.
# Of what it finds right it need not say everything, which halves its time.
AXE = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"],
    "preload": False,
    "resultTypes": ["violations"],
}
# What another theme can change of a page that is found right in the first.
COLOURS = ["color-contrast", "link-in-text-block"]
RUN_AXE = """(node, options) => axe.run(node, options).then((found) =>
    found.violations.map(({ id, nodes }) => `${id}: ${nodes.map((n) => n.target.join(" "))}`))"""
# Everything that a finger aims at: a label belongs to its box.
TARGETS = "button, summary, input:not([type=checkbox]), .wg-check label"


def violations(where: Page | Locator, rules: list[str] | None = None) -> list[str]:
    """Return what axe-core finds wrong under WCAG 2.2 A and AA, on a page or within something.

    With `rules` it looks for these alone.
    """
    page, place = (where, where.locator("html")) if isinstance(where, Page) else (where.page, where)
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    only = {"runOnly": {"type": "rule", "values": rules}} if rules else {}
    return place.evaluate(RUN_AXE, AXE | only)


def too_small(playing: Playing) -> list[Any]:
    """Return whatever is touched and is smaller than a finger."""
    return playing.root.locator(TARGETS).evaluate_all(
        """(nodes) => nodes
            .filter((node) => node.checkVisibility())
            .map((node) => [node.textContent, node.getBoundingClientRect()])
            .filter(([, box]) => box.height < 44 || box.width < 44)
            .map(([text, box]) => [text, box.width, box.height])"""
    )
