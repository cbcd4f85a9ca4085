"""Measure speed and size, and print the figures: medians and ratios of one run on one machine.

    make bench

Nothing here passes or fails; the figures of two runs are not compared with each other.
"""

from __future__ import annotations

import gzip
import json
import os
import shutil
import statistics
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from pages import build
from playwright.sync_api import Browser, Page, sync_playwright
from server import serve

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests"))

from find_browser import FLAGS, MISSING, find_browser  # noqa: E402
from whosegroup.component import script, style  # noqa: E402

RUNS = 5
SLOW = {"offline": False, "latency": 150, "downloadThroughput": 200_000, "uploadThroughput": 94_000}
FIRST_BUTTON = {"ours": "button[data-answer]", "quiz": ".MCButton"}

# Notes when each first answer button is in sight; runs before anything else on the page.
WATCH = """((selectors) => {
    window.readyAt = {};
    const look = () => {
        for (const [name, selector] of Object.entries(selectors)) {
            const found = !(name in readyAt) && document.querySelector(selector);
            if (found && found.getClientRects().length) readyAt[name] = performance.now();
        }
        requestAnimationFrame(look);
    };
    look();
})(%s)"""

# From a click to the end of the frame that shows its answer.
PAINT = """(selector) => new Promise((done) => {
    const button = document.querySelector(selector);
    button.addEventListener("click", (event) => {
        requestAnimationFrame(() => {
            const { port1, port2 } = new MessageChannel();
            port1.onmessage = () => done(performance.now() - event.timeStamp);
            port2.postMessage(0);
        });
    }, { once: true });
    window.clickable = true;
})"""


def row(what: str, value: str, limit: str = "") -> None:
    """Print one row of the table."""
    print(f"| {what} | {value} | {limit} |", flush=True)


def throttled(browser: Browser, cpu: int = 4, slow_net: bool = True) -> Page:
    """Return a new page with an empty cache, on a slow line and a slow processor."""
    page = browser.new_context(viewport={"width": 360, "height": 740}).new_page()
    session = page.context.new_cdp_session(page)
    if slow_net:
        session.send("Network.enable")
        session.send("Network.emulateNetworkConditions", SLOW)
    session.send("Emulation.setCPUThrottlingRate", {"rate": cpu})
    return page


def ready(browser: Browser, address: str, page_name: str, *wanted: str) -> list[float]:
    """Return the milliseconds until the first answer button of each is in sight on a page."""
    page = throttled(browser)
    page.add_init_script(WATCH % json.dumps({name: FIRST_BUTTON[name] for name in wanted}))
    page.goto(f"{address}/{page_name}.html", wait_until="commit")
    page.wait_for_function(f"Object.keys(readyAt).length === {len(wanted)}", timeout=60_000)
    found = page.evaluate("readyAt")
    page.context.close()
    return [found[name] for name in wanted]


def feedback(browser: Browser, address: str, cpu: int) -> list[float]:
    """Return the milliseconds from click to painted feedback, one for each case."""
    page = throttled(browser, cpu, slow_net=False)
    page.goto(f"{address}/ours.html", wait_until="networkidle")
    times = []
    while page.locator("whose-group").get_attribute("data-state") == "ready":
        waiting = page.evaluate_handle(
            f"() => {{ window.painted = ({PAINT})('button[data-answer]'); }}"
        )
        waiting.dispose()
        page.locator("button[data-answer]").first.click(delay=80)  # as long as a finger presses
        times.append(page.evaluate("window.painted"))
        page.locator('[data-action="next"]').click()
        page.wait_for_timeout(600)  # as a reader does: until the next case has come to rest
        if len(times) == 12:
            break
    page.context.close()
    return times


def wire(browser: Browser, address: str, name: str) -> tuple[int, int]:
    """Return the bytes that a first visit to a page costs, and the number of requests."""
    page = browser.new_context().new_page()
    page.goto(f"{address}/{name}.html", wait_until="networkidle")
    sizes = page.evaluate(
        """["navigation", "resource"]
            .flatMap((type) => performance.getEntriesByType(type))
            .map((entry) => entry.encodedBodySize)"""
    )
    page.context.close()
    return sum(sizes), len(sizes)


def show_time() -> list[tuple[float, str]]:
    """Return the seconds that a fresh kernel's Python takes to import, load and show a sorter."""
    code = (
        "import ipykernel.ipkernel, sys, time; start = time.perf_counter()\n"
        "from whosegroup import exercise\n"
        "exercise('two-kinds')._repr_mimebundle_()\n"
        "print(time.perf_counter() - start, {'pandas', 'matplotlib'} & set(sys.modules) or 'none')"
    )
    env = {**os.environ, "WHOSEGROUP_CONTENT": str(ROOT)}
    env.pop("PYTHONDONTWRITEBYTECODE", None)
    run = [sys.executable, "-c", code]
    lines = [subprocess.check_output(run, env=env, text=True) for _ in range(RUNS + 1)][1:]
    return [(float(line.split()[0]), line.split(maxsplit=1)[1].strip()) for line in lines]


def book_time() -> tuple[float, float]:
    """Return the seconds of a clean `make book` (already installed) and of an unchanged one."""
    copy = ROOT / "_build" / "bench-book"
    shutil.rmtree(copy, ignore_errors=True)
    ignore = shutil.ignore_patterns("_build", ".git", ".*", "my-work")
    shutil.copytree(ROOT, copy, ignore=ignore)
    (copy / ".venv").symlink_to(ROOT / ".venv")
    env = {**os.environ, "WHOSEGROUP_CONTENT": str(copy)}
    times = []
    for _ in range(2):
        start = time.perf_counter()
        subprocess.run(["make", "-s", "book"], cwd=copy, env=env, check=True, capture_output=True)
        times.append(time.perf_counter() - start)
    shutil.rmtree(copy)
    return times[0], times[1]


def main() -> int:
    """Measure everything and print one table."""
    path = find_browser()
    if not path:
        print(MISSING, file=sys.stderr)
        return 1
    html = build(ROOT / "_build" / "bench")
    server, address = serve(html)
    print(f"Medians of {RUNS} runs on this machine ({os.cpu_count()} cores).\n")
    print("| what | figure | wanted |\n|---|---|---|")
    packed = sum(len(gzip.compress(text.encode(), 9)) for text in (script(), style()))
    row("script and style, gzip", f"{packed / 1000:.1f} kB")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        pages(browser, address)
        browser.close()
    server.shutdown()
    shown = show_time()
    loaded = ", ".join(sorted({names for _, names in shown}))
    median = statistics.median(seconds for seconds, _ in shown)
    row(
        "import and show a sorter, in a kernel",
        f"{median:.2f} s, heavy imports: {loaded}",
        "0.5 s, none",
    )
    clean, unchanged = book_time()
    row("`make book`, clean, installed", f"{clean:.0f} s", "60 s")
    row("`make book`, nothing changed", f"{unchanged:.2f} s")
    return 0


def pages(browser: Browser, address: str) -> None:
    """Measure pages side by side: ours and jupyterquiz's take turns."""
    both = [ready(browser, address, name, "ours", "quiz") for name in ("both", "turned") * RUNS]
    for order, runs in (("ours first", both[::2]), ("jupyterquiz first", both[1::2])):
        ours, quiz = (statistics.median(values) / 1000 for values in zip(*runs, strict=True))
        what = f"first answer button, both on one page, {order}"
        row(what, f"{ours:.2f} s, jupyterquiz {quiz:.2f} s (ratio {ours / quiz:.2f})", "ratio 1")
    alone = [ready(browser, address, name, name) for name in ("ours", "quiz") * RUNS]
    ours, quiz = (statistics.median(n for [n] in runs) / 1000 for runs in (alone[::2], alone[1::2]))
    row(
        "the same, each on a page of its own",
        f"{ours:.2f} s, jupyterquiz {quiz:.2f} s (ratio {ours / quiz:.2f})",
    )
    sizes: dict[str, Any] = {name: wire(browser, address, name) for name in FIRST_BUTTON}
    for name, label in (("ours", "page on the wire, first visit"), ("quiz", "jupyterquiz's page")):
        size, count = sizes[name]
        row(label, f"{size / 1000:.0f} kB in {count} requests")
    for cpu, wanted in ((1, ""), (4, "50 ms")):
        painted = statistics.median(feedback(browser, address, cpu))
        row(f"click to painted feedback, CPU / {cpu}", f"{painted:.0f} ms", wanted)


if __name__ == "__main__":
    sys.exit(main())
