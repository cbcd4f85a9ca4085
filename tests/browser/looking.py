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
RUN_AXE = """(part, options) => axe.run(part, options).then(({ violations }) =>
    violations.map(({ id, nodes }) => `${id}: ${nodes.map((n) => n.target.join(" "))}`))"""
# What another theme can change of a page that is found right in the first. Contrast takes axe more
# time than all else, and texts of one look have one contrast. A look is what a text has of its own,
# and all that is painted behind it.
COLOURS = ["color-contrast", "link-in-text-block"]
OF_EACH_LOOK = 3
UNLIKE = """(part, most) => {
    const seen = (window.looksSeen ??= new Map()), grounds = new Map([[null, ""]]);
    const ground = (node) => {
        if (!grounds.has(node)) {
            const { backgroundColor, backgroundImage, opacity } = getComputedStyle(node);
            const own = [backgroundColor, backgroundImage, opacity].join();
            const clear = own === "rgba(0, 0, 0, 0),none,1";
            grounds.set(node, (clear ? "" : own) + ground(node.parentElement));
        }
        return grounds.get(node);
    };
    const speaks = (node) => node.checkVisibility() && (node.matches("input")
        || [...node.childNodes].some((one) => one.nodeType === Node.TEXT_NODE && one.data.trim()));
    return [part, ...part.querySelectorAll("*")].filter(speaks).filter((node) => {
        const { color, fontSize, fontWeight, textShadow } = getComputedStyle(node);
        const idle = node.closest(":disabled, [aria-disabled=true]") !== null;
        const look = [color, fontSize, fontWeight, textShadow, idle, ground(node)].join();
        seen.set(look, (seen.get(look) ?? 0) + 1);
        return seen.get(look) <= most;
    });
}"""
# Everything that a finger aims at: a label belongs to its box.
TARGETS = "button, summary, input:not([type=checkbox]), .wg-check label"


def violations(where: Page | Locator, colours_alone: bool = False) -> list[str]:
    """Return what axe-core finds wrong under WCAG 2.2 A and AA, on a page or within something.

    It is asked about the colours of the first few texts of each look since the page was opened.
    """
    page, place = (where, where.locator("html")) if isinstance(where, Page) else (where.page, where)
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    others = {"rules": {rule: {"enabled": False} for rule in COLOURS}}
    found = [] if colours_alone else place.evaluate(RUN_AXE, AXE | others)
    unlike = place.evaluate_handle(UNLIKE, OF_EACH_LOOK)
    if unlike.evaluate("(texts) => texts.length"):
        found += unlike.evaluate(RUN_AXE, AXE | {"runOnly": COLOURS})
    return found


def too_small(playing: Playing) -> list[Any]:
    """Return whatever is touched and is smaller than a finger."""
    return playing.root.locator(TARGETS).evaluate_all(
        """(nodes) => nodes
            .filter((node) => node.checkVisibility())
            .map((node) => [node.textContent, node.getBoundingClientRect()])
            .filter(([, box]) => box.height < 44 || box.width < 44)
            .map(([text, box]) => [text, box.width, box.height])"""
    )
