from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from functools import partial
from http.client import HTTPConnection
from pathlib import Path
from threading import Thread
from urllib.request import urlopen

import pytest

from whosegroup.authoring.serving import Following, address_of, main, open_server


def test_a_busy_port_is_said_with_the_remedy(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with socket.socket() as busy:
        busy.bind(("127.0.0.1", 0))
        busy.listen()
        port = busy.getsockname()[1]
        assert main([str(tmp_path), "--port", str(port)]) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.startswith(f"Port {port} cannot be used: address already in use.")
    assert said.err.endswith(f"Name another one, for example: make serve PORT={port + 1}\n")


@pytest.mark.parametrize("port", ["70000", "-1"])
def test_a_number_that_no_port_has_is_said_with_the_remedy(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], port: str
) -> None:
    assert main([str(tmp_path), "--port", port]) == 1
    said = capsys.readouterr().err
    assert said.startswith(f"Port {port} cannot be used: ")
    assert said.endswith("Name another one, for example: make serve PORT=8001\n")


def test_no_other_machine_is_let_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []

    def refuse(address: tuple[str, int], _handler: object) -> None:
        asked.append(address)
        raise OSError

    monkeypatch.setattr("whosegroup.authoring.serving.ThreadingHTTPServer", refuse)
    main([str(tmp_path), "--port", "8123"])
    assert asked == [("127.0.0.1", 8123)]


def test_the_book_is_served_until_the_server_is_interrupted(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("the book")
    server = subprocess.Popen(
        [sys.executable, "-m", "whosegroup.authoring.serving", str(tmp_path), "--port", "0"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        # Whoever runs the tests in the background may have switched interrupts off for all below.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )
    try:
        address = server.stdout.readline().split()[4]
        host, port = address.removeprefix("http://").removesuffix("/").split(":")
        assert host == "127.0.0.1"
        connection = HTTPConnection(host, int(port))
        connection.request("GET", "/")
        assert connection.getresponse().read() == b"the book"
        connection.close()
        server.send_signal(signal.SIGINT)
        _, errors = server.communicate(timeout=30)
    finally:
        server.kill()
    assert server.returncode == 0
    assert "Traceback" not in errors


def test_a_page_that_is_made_anew_as_it_was_is_not_loaded_anew(tmp_path: Path) -> None:
    page = tmp_path / "index.html"
    server = open_server(0, partial(Following, directory=str(tmp_path)), "--port ")
    Thread(target=server.serve_forever, daemon=True).start()

    def stamp_of(text: str, time: int) -> bytes:
        page.write_text(text)
        os.utime(page, (time, time))
        with urlopen(f"{address_of(server)}?changed") as answer:
            return answer.read()

    try:
        before = stamp_of("The page.", 1)
        assert stamp_of("The page.", 2) == before
        assert stamp_of("Another.", 2) != before
    finally:
        server.shutdown()
        server.server_close()
