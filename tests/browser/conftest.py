"""A browser with nothing outside within reach, toy pages, and the built book."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from copy import deepcopy
from datetime import timedelta
from functools import cache, partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from tempfile import mkdtemp
from threading import Thread
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Error, Page

TESTS = Path(__file__).parents[1]
BOOK = TESTS.parent / "_build" / "html"
TOY_BANK = TESTS / "fixtures" / "bank"
sys.path[:0] = [str(TESTS), str(Path(__file__).parent)]

from desks import NOTHING_OUTSIDE, Desk, Watch  # noqa: E402
from playing import Playing, storage_key  # noqa: E402
from sorting import Sorting  # noqa: E402

from find_browser import FLAGS, MISSING, find_browser  # noqa: E402
from whosegroup.component.script import script, style  # noqa: E402
from whosegroup.exercises.course import PracticePage, compile_course  # noqa: E402
from whosegroup.exercises.html import course_element, element  # noqa: E402
from whosegroup.exercises.loading import load_exercise  # noqa: E402
from whosegroup.exercises.payload import compile_payload  # noqa: E402


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line(
        "markers", "own_context: the page is of a new browser context, in which anything may be set"
    )


# What a page shows, for whoever reads of a failed test and cannot look at it.
SHOWN = """() => [`${location.href} on ${matchMedia("print").matches ? "paper" : "a screen"}`,
    ...Array.from(document.querySelectorAll("whose-group .wg, whose-group-course"), (one) =>
        `--- ${one.parentElement.getAttribute("exercise")}\\n${one.innerText}`)].join("\\n")"""


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Any:
    """Add to the report of a failed test what its page showed."""
    report = yield
    if report.when == "call" and report.failed:
        used = getattr(item, "funcargs", {})
        for page in [used[name] for name in ("page", "phone") if name in used]:
            with suppress(Error):
                report.sections.append(("what the page showed", page.evaluate(SHOWN)))
    return report


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    path = find_browser()
    if not path:
        pytest.fail(MISSING, pytrace=False)
    return {"executable_path": path, "args": [*FLAGS, NOTHING_OUTSIDE]}


@pytest.fixture(scope="session")
def browser_context_args() -> dict[str, Any]:
    # Scrolling that takes its time would make every click wait for it.
    return {"viewport": {"width": 1280, "height": 800}, "reduced_motion": "reduce"}


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: Any) -> None:
        """Say nothing: the test's own output is what is read."""

    def end_headers(self) -> None:
        """Let pages be asked for anew each time: a test may have rewritten them a moment ago."""
        if self.path.endswith(".html"):
            self.send_header("Cache-Control", "no-store")
        super().end_headers()


def serve(folder: Path) -> tuple[ThreadingHTTPServer, str]:
    """Serve a folder on this machine until `shutdown()`; return the server and its address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder)))
    Thread(target=server.serve_forever, daemon=True).start()
    return server, f"http://127.0.0.1:{server.server_port}"


@pytest.fixture(scope="session")
def serving() -> Callable[[Path], tuple[ThreadingHTTPServer, str]]:
    """Return a way to serve a folder of a test's own."""
    return serve


@pytest.fixture(scope="session")
def book() -> Path:
    """Return the folder of the built book."""
    if not (BOOK / "index.html").exists():
        pytest.fail(f"There is no built book in {BOOK}: run `make book` first.", pytrace=False)
    return BOOK


@pytest.fixture(scope="session")
def book_url(book: Path) -> Iterator[str]:
    """Serve the book under a sub-path, as a course site does."""
    server, address = serve(book.parent)
    yield f"{address}/{book.name}"
    server.shutdown()


@pytest.fixture
def watch() -> Iterator[Watch]:
    """Watch contexts of a test's own: nothing outside is asked for, no error is written."""
    watched = Watch()
    yield watched
    assert watched.seen == []


@pytest.fixture
def new_context(watch: Watch, new_context: Callable[..., BrowserContext]) -> Any:
    """Watch each context that a test makes for itself."""
    return lambda **how: watch(new_context(**how))


def _sit_down(desk: Desk, request: pytest.FixtureRequest) -> Iterator[Page]:
    """Lend a desk to one test, and see afterwards that nothing of it is left."""
    yield desk.page
    call = getattr(request.node, "rep_call", None)
    assert desk.clear(failed=call is None or call.failed) == []


@pytest.fixture(scope="session")
def wide_desk(browser: Browser, browser_context_args: dict[str, Any]) -> Iterator[Desk]:
    desk = Desk(browser, browser_context_args)
    yield desk
    desk.close()


@pytest.fixture(scope="session")
def phone_desk(browser: Browser) -> Iterator[Desk]:
    screen = {"width": 360, "height": 640}
    how = {"viewport": screen, "has_touch": True, "is_mobile": True, "reduced_motion": "reduce"}
    desk = Desk(browser, how)
    yield desk
    desk.close()


@pytest.fixture(scope="session")
def scriptless_desk(browser: Browser, browser_context_args: dict[str, Any]) -> Iterator[Desk]:
    desk = Desk(browser, browser_context_args | {"java_script_enabled": False})
    yield desk
    desk.close()


@pytest.fixture
def page(request: pytest.FixtureRequest) -> Iterator[Page]:
    """Return an empty page; of a context of its own if the test is marked so."""
    if request.node.get_closest_marker("own_context"):
        yield request.getfixturevalue("new_context")().new_page()
    else:
        yield from _sit_down(request.getfixturevalue("wide_desk"), request)


@pytest.fixture
def phone(phone_desk: Desk, request: pytest.FixtureRequest) -> Iterator[Page]:
    """Return an empty page on a narrow screen that is touched."""
    yield from _sit_down(phone_desk, request)


@pytest.fixture
def scriptless(scriptless_desk: Desk, request: pytest.FixtureRequest) -> Iterator[Page]:
    """Return an empty page of a browser that runs no scripts."""
    yield from _sit_down(scriptless_desk, request)


@pytest.fixture(scope="session")
def toy_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, str]]:
    """Serve what all toy pages share; return the folder and its address."""
    folder = tmp_path_factory.mktemp("pages")
    (folder / "whose-group.js").write_text(script(), encoding="utf-8")
    (folder / "whose-group.css").write_text(style(), encoding="utf-8")
    (folder / "empty.html").write_text('<link rel=icon href="data:,">', encoding="utf-8")
    server, address = serve(folder)
    yield folder, address
    server.shutdown()


@pytest.fixture
def toy_pages(toy_site: tuple[Path, str], tmp_path: Path) -> ToyPages:
    """Return a maker of pages that hold toy exercises, without any theme."""
    site, address = toy_site
    folder = Path(mkdtemp(dir=site))
    return ToyPages(folder, f"{address}/{folder.name}", tmp_path / "bank")


# What the book's theme gives a page, in the light and in the dark.
THEMES = """
html[data-theme="light"] { --pst-color-background: #fff; --pst-color-surface: #f3f4f5;
  --pst-color-text-base: #222832; }
html[data-theme="dark"] { --pst-color-background: #14181e; --pst-color-surface: #29313d;
  --pst-color-text-base: #ced6dd; color-scheme: dark; }
html { background: var(--pst-color-background); }
"""


# Another time than that of this machine, by so many milliseconds; it passes as time does.
ANOTHER_TIME = """<script>
{ const Here = Date, ahead = %d;
  Date = class extends Here {
    constructor(...given) { super(...(given.length ? given : [Here.now() + ahead])); }
    static now() { return Here.now() + ahead; }
  }; }
</script>"""


# Below an exercise the ways to keep one's work are folded away. Here they are open, as for who
# has opened them; `test_keeping.py` looks at the fold itself.
OPENED = """<script>
new MutationObserver(() => {
  for (const fold of document.querySelectorAll(".wg-work:not([data-met])")) {
    fold.open = true;
    fold.dataset.met = "";
  }
}).observe(document, { childList: true, subtree: true });
</script>"""

# An exercise with two forms to begin with, one of each kind of unit, and mixed practice.
WAY = ("first-test", "toy", "pairs", "stalls", "keys", "last-test", "mixed")


@cache
def _toy_payload(exercise: str) -> dict[str, Any]:
    return compile_payload(load_exercise(exercise, TOY_BANK))


class ToyPages:
    """Writes `<name>.html` with some exercises in it and serves it."""

    def __init__(self, folder: Path, address: str, own_bank: Path) -> None:
        self.folder, self.address = folder, address
        self._own_bank = own_bank
        self.roots: tuple[Path, ...] = ()
        self.ahead = timedelta()
        self.opened = OPENED

    def own_bank(self) -> Path:
        """Return a copy of the toy bank that a test may spoil; pages are made from it then."""
        self.roots = (Path(shutil.copytree(TOY_BANK, self._own_bank)),)
        return self.roots[0]

    def payload(self, exercise: str = "toy") -> dict[str, Any]:
        """Return the compiled payload of a toy exercise."""
        if self.roots:
            return compile_payload(load_exercise(exercise, self.roots))
        return deepcopy(_toy_payload(exercise))

    def write(self, *exercises: str, name: str = "page", theme: str = "light") -> str:
        """Write a page with these exercises and return its address."""
        body = "\n".join(element(self.payload(exercise)) for exercise in exercises or ("toy",))
        return self._write(body, name, theme)

    def course(
        self,
        *exercises: str,
        name: str = "course",
        theme: str = "light",
        view: str = "whole",
        mine: str | None = None,
    ) -> str:
        """Write the page of a course with these exercises, each on a page of its own."""
        way = self.way(*exercises, mine=mine)
        return self._write(course_element(way, "./", view), name, theme)

    def way(self, *exercises: str, mine: str | None = None) -> dict[str, Any]:
        """Return what the page of a course is given."""
        names = exercises or WAY
        loaded = {name: load_exercise(name, self.roots or TOY_BANK) for name in names}
        pages = [
            PracticePage(
                name, f"Page of {name}", "book/toy", [name], f"{name}.html", "toy-read.html"
            )
            for name in names
        ]
        small = load_exercise("plain", self.roots or TOY_BANK)
        tries = {"book/toy": [small.vignettes[0].id]}
        return compile_course(
            pages,
            {"plain": small, **loaded},
            {"book/toy": "The toy chapter"},
            tries,
            book="A toy book",
            mine=mine,
        )

    def _write(self, body: str, name: str, theme: str) -> str:
        path = self.folder / f"{name}.html"
        time = ANOTHER_TIME % (self.ahead / timedelta(milliseconds=1)) if self.ahead else ""
        path.write_text(
            f"<!doctype html><html lang=en data-theme={theme}>"
            "<head><meta charset=utf-8><title>toy</title>"
            '<meta name=viewport content="width=device-width, initial-scale=1">'
            f'<link rel=icon href="data:,"><style>{THEMES}</style>{time}{self.opened}'
            "<link rel=stylesheet href=/whose-group.css>"
            "<script async src=/whose-group.js></script></head>"
            f"<body><main>{body}</main></body></html>",
            encoding="utf-8",
        )
        return f"{self.address}/{path.name}"

    def play(self, page: Page, exercise: str, theme: str = "light") -> Playing:
        """Open a page of its own with one exercise, and return it."""
        page.goto(self.write(exercise, name=exercise, theme=theme))
        return Playing(page, self.payload(exercise))

    def keep(self, page: Page, exercise: str, work: dict[str, Any]) -> None:
        """Put a work into browser storage, as if it had been done before."""
        page.goto(f"{self.address}/../empty.html")
        page.evaluate(
            "([key, text]) => localStorage.setItem(key, text)",
            [storage_key(self.payload(exercise)), json.dumps(work)],
        )


@pytest.fixture
def sorting(page: Page, toy_pages: ToyPages) -> Sorting:
    """Return a page with the toy exercise, opened."""
    page.goto(toy_pages.write())
    return Sorting(page, toy_pages.payload())


@pytest.fixture
def play(page: Page, toy_pages: ToyPages) -> Callable[..., Playing]:
    """Return a way to open a toy exercise of any type."""
    return partial(toy_pages.play, page)
