"""A web server as a course site has one: compresses what it sends and keeps connections open."""

from __future__ import annotations

import gzip
import mimetypes
from contextlib import suppress
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import unquote, urlsplit


@cache
def packed(path: Path) -> bytes:
    """Return a file as it goes over the wire."""
    return gzip.compress(path.read_bytes(), 6)


def serve(folder: Path) -> tuple[ThreadingHTTPServer, str]:
    """Serve `folder` on this machine; return the server and its address."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            path = folder / unquote(urlsplit(self.path).path).lstrip("/")
            found = path.is_file()
            body = packed(path) if found else b""
            self.send_response(200 if found else 404)
            kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            if found:
                self.send_header("Content-Encoding", "gzip")
                self.send_header("Cache-Control", "max-age=600")
            self.end_headers()
            self.wfile.write(body)

        def handle(self) -> None:
            # A page that is closed while it loads drops its connections.
            with suppress(ConnectionError):
                super().handle()

        def log_message(self, *_: Any) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    Thread(target=server.serve_forever, daemon=True).start()
    return server, f"http://127.0.0.1:{server.server_port}"
