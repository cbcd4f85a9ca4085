"""What pages cost a reader: bytes on the wire, and time to the first button and to feedback."""

from __future__ import annotations

import json

from measuring import BUILT, ROOT, RUNS, a_browser, head, middle, open_page, row, spread
from pages import SIZES, build
from peers import PEERS
from playwright.sync_api import Browser
from server import serve

OURS = "button[data-answer]"
FIRST = "book/intro.html"
# Notes when the first answer button is in sight; runs before anything else on the page.
WATCH = """((selector) => {
    const look = () => {
        const found = document.querySelector(selector);
        if (found?.getClientRects().length) window.readyAt = performance.now();
        else requestAnimationFrame(look);
    };
    look();
})(%s)"""
# From a click to the end of the frame that shows its answer.
PAINT = """(button) => { window.painted = new Promise((done) => {
    button.addEventListener("click", (event) => {
        requestAnimationFrame(() => {
            const { port1, port2 } = new MessageChannel();
            port1.onmessage = () => done(performance.now() - event.timeStamp);
            port2.postMessage(0);
        });
    }, { once: true });
}); }"""
# Loads the pictures that a reader has not come near.
LOAD_PICTURES = """() => Promise.all(Array.from(document.images, (one) => {
    one.loading = "eager";
    return one.decode();
}))"""
# Bytes as they came over the wire, and how many of them were not in the browser's own cache.
SIZES_ON_WIRE = """["navigation", "resource"]
    .flatMap((type) => performance.getEntriesByType(type))
    .map((entry) => [entry.name, entry.transferSize ? entry.encodedBodySize : 0])"""


def measure() -> None:
    """Print what the pages of both small books, and those of the course, cost."""
    ours, stock = build(BUILT)
    (our_server, address), (stock_server, elsewhere) = serve(ours), serve(stock)
    pages = {"ours": (f"{address}/ours-12.html", OURS)}
    pages |= {name: (f"{elsewhere}/{name}.html", found) for name, (_, found) in PEERS.items()}
    with a_browser() as browser:
        weigh(browser, pages, f"{address}/next.html")
        weigh_course(browser)
        wait(browser, pages, address)
        wait_on_first_page(browser)
        answer(browser, pages, address)
        grow(browser, address)
    our_server.shutdown()
    stock_server.shutdown()


def wire(browser: Browser, *addresses: str) -> list[tuple[int, int]]:
    """Return for each page, visited in turn by one reader to its end, its bytes and requests."""
    page = open_page(browser)
    found = []
    for address in addresses:
        page.goto(address, wait_until="networkidle")
        page.evaluate(LOAD_PICTURES)
        sizes = [size for _, size in page.evaluate(SIZES_ON_WIRE) if size]
        found.append((sum(sizes), len(sizes)))
    page.context.close()
    return found


def weigh(browser: Browser, pages: dict[str, tuple[str, str]], following: str) -> None:
    """Print what a page costs on the wire."""
    head("Weight: the same twelve cases, gzipped")
    (first, count), (later, more) = wire(browser, pages["ours"][0], following)
    row("ours, first visit", f"{first / 1000:.0f} kB in {count} requests", "150 kB")
    row("ours, next page", f"{later / 1000:.0f} kB in {more}", "30 kB")
    for name in PEERS:
        [(size, requests)] = wire(browser, pages[name][0])
        ratio = f"{size / first:.1f} times ours"
        row(f"{name}, first visit", f"{size / 1000:.0f} kB in {requests} requests, {ratio}")


def weigh_course(browser: Browser) -> None:
    """Print what the course's own pages from notebooks cost, read to their end."""
    html = ROOT / "_build" / "html"
    server, address = serve(html)
    found = sorted((html / "notebooks").glob("*.html"))
    pages = {path.stem: f"{address}/notebooks/{path.name}" for path in found}
    mixed, (one, other, *_) = pages.pop("mixed-practice"), pages.values()
    first = {name: wire(browser, page)[0][0] for name, page in pages.items()}
    later = {
        name: wire(browser, other if page == one else one, page)[1][0]
        for name, page in pages.items()
    }
    head(f"Weight: the {len(pages)} pages made from notebooks, with all pictures, gzipped")
    for what, sizes, wanted in (("first visit", first, "150 kB"), ("next page", later, "30 kB")):
        most = max(sizes, key=sizes.__getitem__)
        heaviest = f"heaviest {sizes[most] / 1000:.1f} kB ({most})"
        row(what, f"{heaviest}, median {middle([*sizes.values()]) / 1000:.1f} kB", wanted)
    (_, (size, _)) = wire(browser, one, mixed)
    row("mixed practice, next page with its bank", f"{size / 1000:.1f} kB")
    server.shutdown()


def ready(browser: Browser, address: str, selector: str) -> float:
    """Return the seconds until the first answer button is in sight, on a slow phone."""
    page = open_page(browser, cpu=4, slow_line=True)
    page.add_init_script(WATCH % json.dumps(selector))
    page.goto(address, wait_until="commit")
    page.wait_for_function("window.readyAt", timeout=120_000)
    found = page.evaluate("readyAt") / 1000
    page.context.close()
    return found


def wait(browser: Browser, pages: dict[str, tuple[str, str]], address: str) -> None:
    """Print how long a reader waits for the first button; the pages take turns."""
    head("Ready: first answer button at 1.6 Mbit/s, 150 ms, processor slowed four times")
    floors = {
        "unstyled": (f"{address}/unstyled.html", OURS),
        "empty": (f"{address}/empty.html", OURS),
    }
    times: dict[str, list[float]] = {name: [] for name in (*pages, *floors)}
    for _ in range(RUNS + 2):
        for name, (place, selector) in (pages | floors).items():
            times[name].append(ready(browser, place, selector))
    own = middle(times["ours"])
    row("ours", spread(times["ours"]), "1.2 s")
    for name in PEERS:
        wanted = "0.75" if name == "jupyterquiz" else ""
        row(name, f"{spread(times[name])}; ours / this {own / middle(times[name]):.2f}", wanted)
    row("floor: our page with no style sheet", spread(times["unstyled"]))
    row("floor: an empty page with one button", spread(times["empty"]))


def wait_on_first_page(browser: Browser) -> None:
    """Print how long who opens the course waits for its first question."""
    server, address = serve(ROOT / "_build" / "html")
    times = [ready(browser, f"{address}/{FIRST}", OURS) for _ in range(RUNS + 2)]
    head("Ready: the first question on the first page, on the same line and processor")
    row("ours", spread(times), "1.0 s")
    server.shutdown()


def feedback(
    browser: Browser, address: str, cpu: int, selector: str = OURS, apart: int = 0
) -> list[float]:
    """Return the milliseconds from a click to its painted feedback, for each of twelve answers.

    The next case is in the place of the last, or its first button stands so many buttons `apart`.
    """
    page = open_page(browser, cpu)
    page.goto(address, wait_until="networkidle")
    buttons, following = page.locator(selector), page.locator('[data-action="next"]')
    buttons.first.wait_for()
    times: list[float] = []
    while len(times) < 12 and buttons.count():
        button = buttons.nth(apart * len(times))
        button.scroll_into_view_if_needed()
        place = button.bounding_box()
        button.evaluate(PAINT)
        # Pressed as long as a finger presses, and by the mouse itself: what Playwright does at its
        # own clicks would be counted.
        page.mouse.click(place["x"] + 20, place["y"] + 20, delay=80)
        times.append(page.evaluate("window.painted"))
        if following.count():
            following.click()
        page.wait_for_timeout(600)  # as a reader does: until the next case has come to rest
    page.context.close()
    return times


def answer(browser: Browser, pages: dict[str, tuple[str, str]], address: str) -> None:
    """Print how long a reader waits for feedback.

    ipywidgets are left out: without a kernel they answer nothing.
    """
    head("Feedback: from the click to the paint, median of twelve answers")
    floors = {"empty": "says one sentence", "wordy": "shows as many letters, all plain"}
    for cpu, slowed, wanted in ((1, "", "20 ms"), (4, ", slowed four times", "50 ms")):
        own = feedback(browser, f"{address}/ours-12.html", cpu)
        row(f"12 cases{slowed}", spread(own, "ms", 0), wanted)
        many = feedback(browser, f"{address}/ours-500.html", cpu)
        row(f"500 cases{slowed}", spread(many, "ms", 0), wanted)
        for name in ("jupyterquiz", "anywidget"):
            place, selector = pages[name]
            times = feedback(browser, place, cpu, selector, apart=2)
            ratio = f"12 of ours / this {middle(own) / middle(times):.2f}"
            row(f"{name}, which says one sentence{slowed}", f"{spread(times, 'ms', 0)}; {ratio}")
        for name, does in floors.items():
            times = feedback(browser, f"{address}/{name}.html", cpu)
            row(f"floor: an empty page whose button {does}{slowed}", spread(times, "ms", 0))


def grow(browser: Browser, address: str) -> None:
    """Print what an exercise of more cases costs a browser."""
    head("Growth: an exercise of more cases, in the browser")
    for size in SIZES:
        [(bytes_, _)] = wire(browser, f"{address}/ours-{size}.html")
        times, memory = [], []
        for _ in range(RUNS):
            page = open_page(browser)
            session = page.context.new_cdp_session(page)
            session.send("Performance.enable")
            page.goto(f"{address}/ours-{size}.html", wait_until="networkidle")
            session.send("HeapProfiler.collectGarbage")
            found = {
                m["name"]: m["value"] for m in session.send("Performance.getMetrics")["metrics"]
            }
            times.append(found["ScriptDuration"] * 1000)
            memory.append(found["JSHeapUsedSize"] / 1e6)
            page.context.close()
        cost = f"{spread(times, 'ms', 0)} of scripts, {middle(memory):.1f} MB of memory"
        row(f"{size} cases", f"{bytes_ / 1000:.0f} kB on the wire, {cost}")
