"""Serve the built book on this machine alone: `python -m whosegroup.serve _build/html`."""

from __future__ import annotations

import argparse
import sys
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer


def main(arguments: list[str] | None = None) -> int:
    """Serve a folder until interrupted; return 1 where the port cannot be had."""
    parser = argparse.ArgumentParser(prog="whosegroup.serve", description=__doc__)
    parser.add_argument("folder")
    parser.add_argument("--port", type=int, default=8000)
    options = parser.parse_args(arguments)
    handler = partial(SimpleHTTPRequestHandler, directory=options.folder)
    try:
        server = ThreadingHTTPServer(("127.0.0.1", options.port), handler)
    except (OSError, OverflowError) as error:  # the latter: a number that no port has
        other = options.port + 1 if 1023 < options.port < 65535 else 8001
        why = getattr(error, "strerror", None) or str(error)
        print(
            f"Port {options.port} cannot be used: {why.lower()}. "
            f"Name another one, for example: make serve PORT={other}",
            file=sys.stderr,
        )
        return 1
    print(f"The book is at http://127.0.0.1:{server.server_port}/ (Ctrl+C ends this)", flush=True)
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        print()
    finally:
        server.server_close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
