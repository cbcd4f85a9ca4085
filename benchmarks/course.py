"""How long "My course" takes to be drawn, with every exercise of the course finished."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from measuring import ROOT, RUNS, a_browser, head, open_page, row, spread
from playwright.sync_api import Browser, Route
from server import serve

from whosegroup.authoring.scorm.package import COURSE

PAGE = "book/my-course.html"
# From the moment at which the script has run, and begins to draw, to the end of that frame.
WATCH = """
const define = customElements.define.bind(customElements);
customElements.define = (name, made) => {
    const begun = performance.now();
    define(name, made);
    if (name !== "whose-group-course") return;
    requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => { window.drawnIn = performance.now() - begun; };
        port2.postMessage(0);
    });
};
"""
KEEP = "(works) => { for (const [key, work] of works) localStorage.setItem(key, work); }"


def measure() -> None:
    """Print how long the page of a reader takes who has finished everything."""
    html = ROOT / "_build" / "html"
    found = COURSE.search((html / PAGE).read_text(encoding="utf-8"))
    assert found
    course = json.loads(found[1])
    works = finished(course)
    server, address = serve(html)
    head(f'"My course" with {len(works)} finished works')
    with a_browser() as browser:
        for cpu, slowed, wanted in ((1, "", ""), (4, ", slowed four times", "100 ms")):
            times = [drawn(browser, f"{address}/{PAGE}", works, cpu) for _ in range(RUNS)]
            row(f"drawn{slowed}", spread(times, "ms", 0), wanted)
    server.shutdown()


def finished(course: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return for each exercise a work in which all is answered, under its name in storage."""
    kinds = [answer["id"] for answer in course["answers"]]
    works = []
    for exercise, stop in course["exercises"].items():
        forms = stop.get("forms")
        cases = forms["a"] if forms else stop["cases"]
        attempts = [
            {
                "at": f"2026-05-{number // 24 + 1:02}T{number % 24:02}:00:00.000Z",
                "vignette": case,
                "run": 1,
                "answer": kinds[stop.get("kinds", {}).get(case, 0)],
                **({"form": "a"} if forms else {}),
            }
            for number, case in enumerate(cases)
        ]
        if attempts:
            work = {"format": "whosegroup-work", "version": 1, "work": "0123456789abcdef"}
            work |= {"exercise": exercise, "lang": course["lang"], "attempts": attempts}
            key = "/".join(("whosegroup/1", course["course"], course["lang"], exercise))
            works.append((key, json.dumps(work)))
    return works


def drawn(browser: Browser, address: str, works: list[tuple[str, str]], cpu: int) -> float:
    """Return the milliseconds; all else of the page has come before its script."""
    page = open_page(browser, cpu)
    page.goto(address, wait_until="networkidle")
    page.evaluate(KEEP, works)
    page.add_init_script(WATCH)
    held: list[Route] = []
    page.route("**/whose-group.js", lambda route: held.append(route))
    page.reload(wait_until="domcontentloaded")
    page.wait_for_timeout(1000)
    for route in held:
        route.continue_()
    page.wait_for_function("window.drawnIn")
    begun = page.locator("whose-group-course li[data-state]:not([data-state=new])")
    assert begun.count() >= len(works)
    found: float = page.evaluate("drawnIn")
    page.context.close()
    return found
