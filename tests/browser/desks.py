"""Browser contexts that tests use one after another, and what is watched in them."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, CDPSession, Page, Request

# Whatever lies outside has no address for this browser: not even a request unseen gets there.
NOTHING_OUTSIDE = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"
INSIDE = ("http://127.0.0.1:", "file:", "data:", "blob:")


class Watch:
    """What pages ask for outside, and what errors they write."""

    def __init__(self) -> None:
        self.seen: list[str] = []

    def __call__(self, context: BrowserContext) -> BrowserContext:
        """Watch a context."""
        context.on("request", self._request)
        context.on("weberror", lambda error: self.seen.append(f"error: {error.error}"))
        context.on("console", self._console)
        return context

    def _request(self, request: Request) -> None:
        if not request.url.startswith(INSIDE):
            self.seen.append(f"asked for {request.url}")

    def _console(self, message: Any) -> None:
        if message.type == "error":
            self.seen.append(f"console: {message.text}")


def _refuse(*_: Any, **__: Any) -> None:
    raise AssertionError("The next test would have it too: mark this one with own_context.")


class Desk:
    """One context with one page, for tests that take turns: a new context costs ten times as much.

    Whoever sits down finds an empty page of the usual size, and nothing kept. What cannot be taken
    back (a script that begins with each page, a clock that was set) needs a context of its own.
    """

    def __init__(self, browser: Browser, how: dict[str, Any]) -> None:
        self._browser, self._how = browser, how
        self._context: BrowserContext | None = None
        self._watch = Watch()
        self._origins: set[str] = set()

    @property
    def page(self) -> Page:
        """Return the page."""
        if not self._context:
            self._context = self._watch(self._browser.new_context(**self._how))
            self._context.on("request", self._remember)
            self._page = self._context.new_page()
            self._page.add_init_script = self._context.add_init_script = _refuse
            self._page.clock.install = _refuse
            self._tools: CDPSession = self._context.new_cdp_session(self._page)
        return self._page

    def clear(self, failed: bool) -> list[str]:
        """Take away all that a test left; return what was seen of it that should not be."""
        if self._context and (failed or self._page.is_closed()):
            # Who knows in which state it is: the next test gets a new one.
            self.close()
        if self._context:
            self._empty()
        seen, self._watch.seen = self._watch.seen, []
        return seen

    def _empty(self) -> None:
        for other in self._context.pages:
            if other != self._page:
                other.close()
        # What a test holds up or answers itself would be held up for the next one too.
        self._page.unroute_all(behavior="ignoreErrors")
        self._page.evaluate("() => { try { sessionStorage.clear() } catch {} }")
        self._page.goto("about:blank")
        # Always, without a look: what an empty page says of itself is not what the next one gets.
        motion = self._how.get("reduced_motion", "no-preference")
        self._page.emulate_media(media="null", color_scheme="light", reduced_motion=motion)
        if self._page.viewport_size != self._how["viewport"]:
            self._page.set_viewport_size(self._how["viewport"])
        for origin in self._origins:
            everything = {"origin": origin, "storageTypes": "all"}
            self._tools.send("Storage.clearDataForOrigin", everything)
        self._origins.clear()

    def close(self) -> None:
        """Close the context."""
        if self._context:
            self._context.close()
            self._context = None

    def _remember(self, request: Request) -> None:
        """Remember where something may have been kept."""
        address = urlsplit(request.url)
        if address.scheme in ("http", "file"):
            self._origins.add(f"{address.scheme}://{address.netloc}")
