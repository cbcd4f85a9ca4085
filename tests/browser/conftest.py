"""A browser with nothing outside within reach, toy pages, and the built book."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page

TESTS = Path(__file__).parents[1]
BOOK = TESTS.parent / "_build" / "html"
sys.path[:0] = [str(TESTS), str(Path(__file__).parent)]

from playing import Playing, storage_key  # noqa: E402
from sorting import Sorting  # noqa: E402

from find_browser import FLAGS, MISSING, find_browser  # noqa: E402
from whosegroup.component import script, style  # noqa: E402
from whosegroup.exercises import load_exercise  # noqa: E402
from whosegroup.page import element  # noqa: E402
from whosegroup.payload import compile_payload  # noqa: E402


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    path = find_browser()
    if not path:
        pytest.fail(MISSING, pytrace=False)
    return {"executable_path": path, "args": FLAGS}


@pytest.fixture(scope="session")
def browser_context_args() -> dict[str, Any]:
    # Scrolling that takes its time would make every click wait for it.
    return {"viewport": {"width": 1280, "height": 800}, "reduced_motion": "reduce"}


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: Any) -> None:
        """Say nothing: the test's own output is what is read."""


def serve(folder: Path) -> tuple[ThreadingHTTPServer, str]:
    """Serve a folder on this machine until `shutdown()`; return the server and its address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder)))
    Thread(target=server.serve_forever, daemon=True).start()
    return server, f"http://127.0.0.1:{server.server_port}"


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
def watch() -> Iterator[Callable[[BrowserContext], BrowserContext]]:
    """Watch a context: nothing outside is reached for, no error reaches the console."""
    seen: list[str] = []

    def allow(route: Any) -> None:
        if route.request.url.startswith(("http://127.0.0.1", "file:", "data:", "blob:")):
            route.continue_()
        else:
            seen.append(f"asked for {route.request.url}")
            route.abort()

    def watched(context: BrowserContext) -> BrowserContext:
        context.route("**/*", allow)
        context.on("weberror", lambda error: seen.append(f"error: {error.error}"))
        context.on(
            "console", lambda m: seen.append(f"console: {m.text}") if m.type == "error" else None
        )
        return context

    yield watched
    assert seen == []


@pytest.fixture
def context(context: BrowserContext, watch: Callable[..., BrowserContext]) -> BrowserContext:
    return watch(context)


@pytest.fixture
def toy_pages(toy_root: Path, tmp_path: Path) -> Iterator[ToyPages]:
    """Return a maker of pages that hold toy exercises, without any theme."""
    folder = tmp_path / "pages"
    folder.mkdir()
    server, address = serve(folder)
    yield ToyPages(toy_root, folder, address)
    server.shutdown()


# What the book's theme gives a page, in the light and in the dark.
THEMES = """
html[data-theme="light"] { --pst-color-background: #fff; --pst-color-surface: #f3f4f5;
  --pst-color-text-base: #222832; }
html[data-theme="dark"] { --pst-color-background: #14181e; --pst-color-surface: #29313d;
  --pst-color-text-base: #ced6dd; color-scheme: dark; }
html { background: var(--pst-color-background); }
"""


class ToyPages:
    """Writes `<name>.html` with some exercises in it and serves it."""

    def __init__(self, root: Path, folder: Path, address: str) -> None:
        self.root, self.folder, self.address = root, folder, address
        (folder / "whose-group.js").write_text(script(), encoding="utf-8")
        (folder / "whose-group.css").write_text(style(), encoding="utf-8")

    def payload(self, exercise: str = "toy") -> dict[str, Any]:
        """Return the compiled payload of a toy exercise."""
        return compile_payload(load_exercise(exercise, self.root))

    def write(self, *exercises: str, name: str = "page", theme: str = "light") -> str:
        """Write a page with these exercises and return its address."""
        body = "\n".join(element(self.payload(exercise)) for exercise in exercises or ("toy",))
        path = self.folder / f"{name}.html"
        path.write_text(
            f"<!doctype html><html lang=en data-theme={theme}>"
            "<head><meta charset=utf-8><title>toy</title>"
            '<meta name=viewport content="width=device-width, initial-scale=1">'
            f'<link rel=icon href="data:,"><style>{THEMES}</style>'
            "<link rel=stylesheet href=whose-group.css>"
            "<script async src=whose-group.js></script></head>"
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
        page.goto(f"{self.address}/whose-group.css")
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
