from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from http.client import HTTPConnection
from pathlib import Path
from threading import Thread

import pytest

from whosegroup.authoring.pages import Mistake, Said
from whosegroup.authoring.serving import PortError, Site, changed, follow, open_server
from whosegroup.bank.content import Times

# How soon a server sees that it is to end, in seconds; else it looks twice a second.
SOON = 0.01
WORDS = Said(not_here="There is nothing.", problems="To be mended", problem="{file}, line {line}")


@pytest.fixture
def site(tmp_path: Path) -> Site:
    """Return a site of two pages, in a folder whose name is as awkward as one may be."""
    folder = tmp_path / "Zoë's pages #1 (neu)"
    (folder / "book").mkdir(parents=True)
    for name in ("index.html", "book/start.html"):
        (folder / name).write_text(f"<html><body class='a'><p>{name}</p></body></html>\n", "utf-8")
    (folder / "book.css").write_text("p {}")
    (folder.parent / "outside.html").write_text("<body>outside</body></html>")
    return Site(folder, WORDS, headers={"X-Own": "yes"})


@pytest.fixture
def ask(site: Site) -> Iterator[Callable[..., tuple[int, str]]]:
    """Serve a site, and return a way to ask it for a path."""
    server = open_server(site, 0, "--port ")
    Thread(target=server.serve_forever, args=[SOON], daemon=True).start()

    def asked(path: str, host: str | None = None, method: str = "GET") -> tuple[int, str]:
        connection = HTTPConnection("127.0.0.1", server.server_port)
        headers = {} if host is None else {"Host": host}
        connection.request(method, path, headers=headers)
        answer = connection.getresponse()
        text = answer.read().decode()
        connection.close()
        if host is None:
            assert answer.headers["X-Own"] == "yes" or answer.status >= 400
            assert answer.headers["Cache-Control"] == "no-store"
        return answer.status, text

    yield asked
    server.shutdown()
    server.server_close()


def test_a_busy_port_is_said_with_the_remedy(site: Site) -> None:
    with socket.socket() as busy:
        busy.bind(("127.0.0.1", 0))
        busy.listen()
        port = busy.getsockname()[1]
        with pytest.raises(PortError) as raised:
            open_server(site, port, "make serve PORT=")
    said = str(raised.value)
    assert said.startswith(f"Port {port} cannot be used: address already in use.")
    assert said.endswith(f"Name another one, for example: make serve PORT={port + 1}")


@pytest.mark.parametrize("port", [70000, -1])
def test_a_number_that_no_port_has_is_said_with_the_remedy(site: Site, port: int) -> None:
    with pytest.raises(PortError) as raised:
        open_server(site, port, "make serve PORT=")
    assert str(raised.value).startswith(f"Port {port} cannot be used: ")
    assert str(raised.value).endswith("Name another one, for example: make serve PORT=8001")


def test_no_other_machine_is_let_in(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []

    def refuse(address: tuple[str, int], _handler: object) -> None:
        asked.append(address)
        raise OSError

    monkeypatch.setattr("whosegroup.authoring.serving.ThreadingHTTPServer", refuse)
    with pytest.raises(PortError):
        open_server(site, 8123, "--port ")
    assert asked == [("127.0.0.1", 8123)]


def test_pages_and_files_are_served(ask: Callable, site: Site) -> None:
    for path, page in (("/", "index.html"), ("/book/start.html?x", "book/start.html")):
        status, text = ask(path)
        assert status == 200
        assert f"<p>{page}</p>" in text
        assert text.count("<aside") == 1 and text.index("<body class='a'>") < text.index("<aside")
    assert ask("/book.css") == (200, "p {}")
    assert "<aside" not in (site.folder / "index.html").read_text()


@pytest.mark.parametrize(
    "path", ["/none.html", "/book/", "/stamp", "/../outside.html", "/%2e%2e/outside.html"]
)
def test_nothing_else_is_served(ask: Callable, path: str) -> None:
    assert ask(path) == (404, "There is nothing.")


@pytest.mark.parametrize("host", ["evil.example", "evil.example:80", "127.0.0.1.evil.example", ""])
@pytest.mark.parametrize("path", ["/", "/?stamp", "/book.css", "/none.html"])
@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_no_other_name_of_this_machine_is_answered(
    ask: Callable, path: str, host: str, method: str
) -> None:
    status, text = ask(path, host, method)
    assert status == 403
    assert "index.html" not in text


@pytest.mark.parametrize("host", ["localhost:8001", "127.0.0.1", "localhost"])
def test_this_machine_s_own_names_are_answered(ask: Callable, host: str) -> None:
    assert ask("/", host)[0] == 200


def test_nothing_can_be_sent(ask: Callable) -> None:
    assert ask("/", method="POST")[0] == 501


def test_a_page_is_loaded_anew_when_it_is_another_and_not_when_it_was_made_as_it_was(
    ask: Callable, site: Site
) -> None:
    page = site.folder / "index.html"
    before = ask("/?stamp")
    assert before[0] == 200 and f'"{before[1]}"' in ask("/")[1]
    os.utime(page, (1, 1))
    assert ask("/?stamp") == before
    page.write_text("<body>Another.</body></html>")
    assert ask("/?stamp")[1] not in ("", before[1])


def test_a_page_that_is_half_written_is_not_loaded_yet(ask: Callable, site: Site) -> None:
    (site.folder / "index.html").write_text("<body>Half of")
    assert ask("/?stamp") == (200, "")


def test_a_mistake_stands_above_each_page_as_text_until_it_is_mended(
    ask: Callable, site: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    before = ask("/?stamp")
    site.tell([Mistake("tea.md", 3, "'<img>' is no kind."), Mistake("tea.md", 0, "Other.")])
    assert capsys.readouterr().err == "tea.md:3: '<img>' is no kind.\ntea.md: Other.\n"
    assert ask("/?stamp") != before
    for path in ("/", "/book/start.html"):
        text = ask(path)[1]
        assert "<code>tea.md, line 3</code> &#39;&lt;img&gt;&#39; is no kind." in text
        assert "<code>tea.md</code> Other." in text
    site.tell([Mistake("tea.md", 0, "Other."), Mistake("tea.md", 4, "New.")])
    assert capsys.readouterr().err == "tea.md:4: New.\n"
    site.tell([])
    assert capsys.readouterr().err == ""
    assert ask("/?stamp") == before


# ---------------------------------------------------------------- files that are followed


def followed(looks: list[Times], monkeypatch: pytest.MonkeyPatch) -> list[tuple[Times, Times]]:
    """Return what was made anew while files were found so, one look after the other."""
    made, left = [], [*looks]

    def look() -> Times:
        if not left:
            raise KeyboardInterrupt
        return left.pop(0)

    monkeypatch.setattr("whosegroup.authoring.serving.EVERY", 0)
    with pytest.raises(KeyboardInterrupt):
        follow(look, lambda was, now, _again: made.append((was, now)), looks[0])
    return made


A, B, C = ({"a": [1, 1]}, {"a": [2, 1]}, {"a": [3, 1], "b": [3, 0]})


@pytest.mark.parametrize(
    ("looks", "made"),
    [
        ([A, A, A], []),
        ([A, B, B, B], [(A, B)]),
        ([A, B, C, C], [(A, C)]),
        ([A, B, A, A], []),
        ([A, B, B, C, C], [(A, B), (B, C)]),
    ],
    ids=["nothing", "a save", "while an editor writes", "there and back", "two saves"],
)
def test_pages_are_made_anew_once_files_are_others_and_stay_so(
    monkeypatch: pytest.MonkeyPatch, looks: list[Times], made: list[tuple[Times, Times]]
) -> None:
    assert followed(looks, monkeypatch) == made


def test_what_was_saved_while_pages_were_made_is_known_then_and_made_after(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    files, made = {"a": [1, 1]}, []

    def make(_was: Times, now: Times, again: Callable[[], bool]) -> None:
        made.append(now["a"][0])
        assert not again()
        if len(made) == 2:
            raise KeyboardInterrupt
        files["a"] = [3, 1]
        assert again()

    monkeypatch.setattr("whosegroup.authoring.serving.EVERY", 0)
    seen, files["a"] = dict(files), [2, 1]
    with pytest.raises(KeyboardInterrupt):
        follow(lambda: dict(files), make, seen)
    assert made == [2, 3]


@pytest.mark.parametrize("gone", [True, False])
def test_a_file_that_cannot_be_read_ends_nothing_and_is_said_unless_it_is_back(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], gone: bool
) -> None:
    files, made = {"a": [2, 1]}, []

    def make(_was: Times, now: Times, _again: Callable[[], bool]) -> None:
        made.append(now["a"][0])
        if len(made) == 2:
            raise KeyboardInterrupt
        monkeypatch.setattr("time.sleep", lambda _: files.update(a=[3, 1]))
        if not gone:
            files["a"] = [3, 1]
        raise FileNotFoundError(2, "No such file", "a")

    monkeypatch.setattr("whosegroup.authoring.serving.EVERY", 0)
    with pytest.raises(KeyboardInterrupt):
        follow(lambda: dict(files), make, A)
    assert made == [2, 3]
    assert capsys.readouterr().err == ("[Errno 2] No such file: 'a'\n" if gone else "")


def test_a_file_that_came_or_went_or_is_another_has_changed() -> None:
    assert changed(A, A) == []
    assert changed(B, C) == changed(C, B) == ["a", "b"]


@pytest.mark.parametrize("end", ["SIGINT", "SIGTERM", "SIGHUP"])
def test_a_server_ends_quietly_however_it_is_ended(site: Site, end: str) -> None:
    code = """
import json, signal, sys
from pathlib import Path
from whosegroup.authoring.pages import Said
from whosegroup.authoring.serving import Site, follow, open_server, served

# Whoever runs the tests in the background may have switched interrupts off for all below.
signal.signal(signal.SIGINT, signal.default_int_handler)
with served(open_server(Site(Path(json.loads(sys.argv[1])), Said()), 0, "")):
    print("served", flush=True)
    follow(dict, print, {})
print("ended")
"""
    command = [sys.executable, "-c", code, json.dumps(str(site.folder))]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    with subprocess.Popen(command, **pipes) as server:
        assert server.stdout.readline() == "served\n"
        server.send_signal(getattr(signal, end))
        assert server.communicate(timeout=30) == ("\nended\n", "")
    assert server.returncode == 0
