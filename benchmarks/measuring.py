"""What all measurements share: the rows of the table, medians, and a browser on a slow line."""

from __future__ import annotations

import os
import statistics
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).parents[1]
BUILT = ROOT / "_build" / "bench"
sys.path.insert(0, str(ROOT / "tests"))

from find_browser import FLAGS, MISSING, find_browser  # noqa: E402

RUNS = 5
CORES = os.cpu_count()
# 1.6 Mbit/s each way down, 750 kbit/s up, 150 ms until the first byte.
SLOW = {"offline": False, "latency": 150, "downloadThroughput": 200_000, "uploadThroughput": 94_000}


def head(title: str) -> None:
    """Begin a table."""
    print(f"\n### {title}\n\n| what | figure | wanted |\n|---|---|---|", flush=True)


def row(what: str, figure: str, wanted: str = "") -> None:
    """Print one row of the table."""
    print(f"| {what} | {figure} | {wanted} |", flush=True)


def middle(values: Sequence[float]) -> float:
    """Return the median."""
    return statistics.median(values)


def spread(values: Sequence[float], unit: str = "s", digits: int = 2) -> str:
    """Return a median with the least and the most of what was measured."""
    low, mid, high = (f"{v:.{digits}f}" for v in (min(values), middle(values), max(values)))
    return f"{mid} {unit} ({low} to {high})"


@contextmanager
def a_browser() -> Iterator[Browser]:
    """Start the browser that tests use; nothing outside this machine is found by its name."""
    path = find_browser()
    if not path:
        sys.exit(MISSING)
    flags = [*FLAGS, "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=flags)
        yield browser
        browser.close()


def open_page(browser: Browser, cpu: int = 1, slow_line: bool = False) -> Page:
    """Return a new page with an empty cache, on a processor slowed `cpu` times."""
    page = browser.new_context(viewport={"width": 360, "height": 740}).new_page()
    session = page.context.new_cdp_session(page)
    if slow_line:
        session.send("Network.enable")
        session.send("Network.emulateNetworkConditions", SLOW)
    session.send("Emulation.setCPUThrottlingRate", {"rate": cpu})
    return page
