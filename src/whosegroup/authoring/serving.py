"""Serve pages on this machine alone; the built book by its folder, `_build/html`.

With `--follow .` the book is built again whenever one of its files changes, and pages that are open
show what is new in them.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import partial
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from ..console import accept_any_text

HOME = ("127.0.0.1", "localhost")
STAMP = "changed"  # asked of a page's address, it answers with a digest of the page
# A page that is half written is left for the next look.
RELOAD = """
<script>setInterval(async () => {
  const answer = await fetch(`${location.pathname}?%s`).catch(() => null);
  if (answer?.ok && (await answer.text()) !== "%s") location.reload();
}, 300);</script>
"""


class PortError(OSError):
    """The port cannot be had; the message says why, and names another one."""


def main(arguments: list[str] | None = None) -> int:
    """Serve a folder until interrupted; return 1 where the port cannot be had."""
    accept_any_text()
    parser = argparse.ArgumentParser(prog="whosegroup.authoring.serving", description=__doc__)
    parser.add_argument("folder")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--follow", metavar="BOOK")
    options = parser.parse_args(arguments)
    plain = SimpleHTTPRequestHandler if options.follow is None else Following
    handler = partial(plain, directory=options.folder)
    try:
        server = open_server(options.port, handler, "make serve PORT=")
    except PortError as error:
        print(error, file=sys.stderr)
        return 1
    print(f"The book is at {address_of(server)} (Ctrl+C ends this)", flush=True)
    with following(options.follow):
        serve_until_interrupted(server)
    return 0


@contextmanager
def following(book: str | None) -> Iterator[None]:
    """Keep a book up to date meanwhile, in a process of its own."""
    if book is None:
        yield
        return
    command = [sys.executable, "-m", "whosegroup.book.following", book, str(os.getpid())]
    process = subprocess.Popen(command)
    try:
        yield
    finally:
        process.terminate()
        process.wait()


class Following(SimpleHTTPRequestHandler):
    """Serves a book's pages, each of which loads itself anew when its file has changed."""

    def do_GET(self) -> None:
        path, _, asked = self.path.partition("?")
        page = Path(self.translate_path(path))
        page = page / "index.html" if page.is_dir() and path.endswith("/") else page
        if page.suffix == ".html" and page.is_file():
            with suppress(ConnectionError):  # the browser has gone on already
                self._answer(page, asked == STAMP)
        else:
            super().do_GET()

    def _answer(self, page: Path, stamp: bool) -> None:
        content = page.read_bytes()
        made = hashlib.sha256(content).hexdigest()  # a page that is made anew may be as it was
        content = made.encode() if stamp else content + (RELOAD % (STAMP, made)).encode()
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/plain" if stamp else "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_: Any) -> None:
        """Say nothing: a line for each look at a page would bury what a build says."""


def open_server(port: int, handler: Callable[..., Any], option: str) -> ThreadingHTTPServer:
    """Return a server for this machine alone; port 0 takes any that is free.

    Raises PortError, whose remedy is `option` with another port behind it.
    """
    try:
        return ThreadingHTTPServer((HOME[0], port), handler)
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


def serve_until_interrupted(server: ThreadingHTTPServer) -> None:
    """Serve until Ctrl+C is pressed."""
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        print()
    finally:
        server.server_close()


def pages_handler(
    pages: Mapping[str, Callable[[], str]], headers: Mapping[str, str], not_here: str
) -> type[BaseHTTPRequestHandler]:
    """Return a handler that serves these pages, made anew each time, and nothing else.

    A name that some other site has given to this machine (DNS rebinding) is not answered.
    """

    class Pages(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            host = (self.headers.get("Host") or "").rsplit(":", 1)[0]
            with suppress(ConnectionError):  # the browser has gone on already
                if host not in HOME:
                    self.send_error(HTTPStatus.FORBIDDEN)
                elif make := pages.get(self.path):
                    self.answer(HTTPStatus.OK, make())
                else:
                    self.answer(HTTPStatus.NOT_FOUND, not_here, "text/plain")

        def answer(self, status: HTTPStatus, text: str, type: str = "text/html") -> None:
            content = text.encode("utf-8", "replace")
            self.send_response(status)
            self.send_header("Content-Type", f"{type}; charset=utf-8")
            self.send_header("Content-Length", str(len(content)))
            self.send_header("Cache-Control", "no-store")
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: Any) -> None:
            """Say nothing: a line for each look at the files would bury the rest."""

    return Pages


if __name__ == "__main__":
    sys.exit(main())
