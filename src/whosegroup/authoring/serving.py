"""Pages on this machine alone, which follow the files that they are made from.

`make serve` and `whosegroup preview` share this: files are looked at, and when one is saved, pages
are made anew in a folder. A page that is open loads itself anew when it is another than it was.
What is wrong in the files stands above each page until it is mended.

Files are looked at every moment instead of waiting for the system to tell: the builds look at the
same files in the same way (`times_of`), and a shared folder or a Windows disk tells Linux nothing.
"""

from __future__ import annotations

import hashlib
import re
import signal
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path
from threading import Thread
from typing import Any, BinaryIO

from ..bank.content import Times
from .pages import Mistake, Said, render

HOME = ("127.0.0.1", "localhost")
EVERY = 0.2  # seconds between two looks at the files
STAMP = "stamp"  # asked of a page's address, it answers with a digest of the page
BODY = re.compile(r"<body\b[^>]*>")

Again = Callable[[], bool]  # tells whether a file has been saved since
Make = Callable[[Times, Times, Again], None]  # makes pages anew, from files as they were and are


class PortError(OSError):
    """The port cannot be had; the message says why, and names another one."""


@dataclass
class Site:
    """A folder of pages, what they say beside their own text, and what is wrong in their files."""

    folder: Path
    said: Said
    lang: str = "en"
    headers: Mapping[str, str] = field(default_factory=dict)
    mistakes: Sequence[Mistake] = ()

    def page(self, file: Path) -> tuple[bytes, str]:
        """Return a page as it is sent, and its digest, which is empty while it is half written."""
        text = file.read_text(encoding="utf-8", errors="replace")
        mistakes = tuple(self.mistakes)
        digest = hashlib.sha256(f"{text}{mistakes}".encode()).hexdigest()
        values = {"stamp": digest, "mistakes": mistakes, "lang": self.lang}
        follower = render("following", self.said, **values)
        sent = BODY.sub(lambda body: body[0] + follower, text, count=1)
        return sent.encode(), digest if text.rstrip().endswith("</html>") else ""

    def tell(self, mistakes: Sequence[Mistake]) -> None:
        """Say above all pages what is wrong, if anything, and in the terminal what is new of it."""
        new = [mistake for mistake in mistakes if mistake not in self.mistakes]
        self.mistakes = tuple(mistakes)
        print(*new, sep="\n", end="\n" if new else "", file=sys.stderr, flush=True)


class Handler(SimpleHTTPRequestHandler):
    """Serves the files of a site, and each page with what lets it follow.

    A name that some other site has given to this machine (DNS rebinding) is not answered.
    """

    def __init__(self, *args: Any, site: Site) -> None:
        self.site = site
        super().__init__(*args, directory=str(site.folder))

    def do_GET(self) -> None:
        with suppress(ConnectionError):  # the browser has gone on already
            super().do_GET()

    def send_head(self) -> BinaryIO | None:
        if (self.headers.get("Host") or "").rsplit(":", 1)[0] not in HOME:
            self.send_error(HTTPStatus.FORBIDDEN)
            return None
        path, _, asked = self.path.partition("?")
        file = Path(self.translate_path(path))
        file = file / "index.html" if file.is_dir() and path.endswith("/") else file
        if file.suffix != ".html" or not file.is_file():
            return super().send_head()
        page, digest = self.site.page(file)
        if asked == STAMP:
            return self._answer(HTTPStatus.OK, digest.encode(), "text/plain")
        return self._answer(HTTPStatus.OK, page, "text/html")

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        if code != HTTPStatus.NOT_FOUND:
            super().send_error(code, message, explain)
        elif content := self._answer(code, self.site.said.say("not_here").encode(), "text/plain"):
            self.copyfile(content, self.wfile)

    def list_directory(self, _path: Any) -> None:
        """Show no folder's list of files: none of them is meant to be found so."""
        self.send_error(HTTPStatus.NOT_FOUND)

    def _answer(self, status: int, content: bytes, type: str) -> BinaryIO:
        self.send_response(status)
        self.send_header("Content-Type", f"{type}; charset=utf-8")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        return BytesIO(content)

    def end_headers(self) -> None:
        for name, value in {"Cache-Control": "no-store", **self.site.headers}.items():
            self.send_header(name, value)
        super().end_headers()

    def log_message(self, *_: Any) -> None:
        """Say nothing: a line for each look at a page would bury what is said of the files."""


def open_server(site: Site, port: int, option: str) -> ThreadingHTTPServer:
    """Return a server of a site for this machine alone; port 0 takes any that is free.

    Raises PortError, whose remedy is `option` with another port behind it.
    """
    try:
        return ThreadingHTTPServer((HOME[0], port), partial(Handler, site=site))
    except (OSError, OverflowError) as error:  # the latter: a number that no port has
        other = port + 1 if 1023 < port < 65535 else 8001
        why = getattr(error, "strerror", None) or str(error)
        raise PortError(
            f"Port {port} cannot be used: {why.lower()}. "
            f"Name another one, for example: {option}{other}"
        ) from error


def address_of(server: ThreadingHTTPServer) -> str:
    """Return where a browser finds what a server has."""
    return f"http://{HOME[0]}:{server.server_port}/"


@contextmanager
def served(server: ThreadingHTTPServer) -> Iterator[None]:
    """Serve meanwhile, until Ctrl+C is pressed, the terminal is closed, or the process ended."""
    ends = [getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)]
    before = {end: signal.signal(end, signal.default_int_handler) for end in ends}
    Thread(target=server.serve_forever, args=[EVERY], daemon=True).start()
    try:
        yield
    except KeyboardInterrupt:
        print()
    finally:
        server.shutdown()
        server.server_close()
        for end, handler in before.items():
            signal.signal(end, handler)


def follow(look: Callable[[], Times], make: Make, seen: Times) -> None:
    """Have pages made anew whenever files are others than they were, until this is interrupted.

    They are, once two looks agree: before, an editor may still be writing.
    """
    before = seen
    while True:
        time.sleep(EVERY)
        now = look()
        if now == before != seen:
            was, seen = seen, now
            try:
                make(was, now, lambda now=now: look() != now)  # type: ignore[misc]  # of this round
            except OSError as error:  # a file was gone for a moment, and is looked at anew
                if look() == now:
                    print(error, file=sys.stderr, flush=True)
        before = now


def changed(was: Times, now: Times) -> list[str]:
    """Return the names of the files that are others than they were, that came, or that went."""
    return sorted(name for name in {*was, *now} if was.get(name) != now.get(name))
