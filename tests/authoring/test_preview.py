from __future__ import annotations

import json
import os
import re
import socket
from collections.abc import Callable, Iterator
from html import unescape
from http.client import HTTPConnection
from pathlib import Path
from threading import Thread

import pytest

from private_bank import SECRET, lay_private
from whosegroup.authoring import preview
from whosegroup.authoring.preview import (
    PreviewError,
    Said,
    find_preview,
    page,
    preview_server,
    serve_preview,
    stamp,
)
from whosegroup.authoring.serving import PortError
from whosegroup.bank.roots import content_root
from whosegroup.bank.yaml_files import read_yaml
from whosegroup.exercises.loading import load_exercise
from whosegroup.exercises.payload import compile_payload

# How soon a server sees that it is to end, in seconds; else it looks twice a second.
SOON = 0.01
DATA = re.compile(r'<script type="application/json">(.*?)</script>', re.DOTALL)


def payload_of(text: str) -> dict:
    return json.loads(DATA.search(text)[1])


def author_s(text: str) -> str:
    """Return what stands below the exercise, without its elements."""
    part = text[text.index('<section class="author">') : text.index("</main>")]
    return unescape(re.sub(r"<[^>]*>", "", part))


def test_an_exercise_is_shown_as_readers_meet_it_but_for_where_answers_are_kept(
    toy_root: Path,
) -> None:
    real = compile_payload(load_exercise("toy", toy_root))
    shown = payload_of(page("toy", (toy_root,)))
    assert shown["course"] == f"{real['course']}-preview"
    assert shown["digest"] != real["digest"]
    apart = ("course", "digest")
    assert {k: v for k, v in shown.items() if k not in apart} == {
        k: v for k, v in real.items() if k not in apart
    }


@pytest.mark.parametrize(
    ("name", "type"), [("garden", "sort"), ("shed", "sort"), ("vignette/shed", "place")]
)
def test_a_case_is_shown_alone_and_an_exercise_of_its_name_comes_first(
    toy_root: Path, name: str, type: str
) -> None:
    (toy_root / "exercises/shed.yml").write_text(
        (toy_root / "exercises/toy.yml").read_text(encoding="utf-8"), encoding="utf-8"
    )
    shown = payload_of(page(name, (toy_root,)))
    assert shown["type"] == type
    alone = name != "shed"
    assert len(shown["cases"]) == (1 if alone else 4)
    assert shown["exercise"] == (f"vignette/{name.removeprefix('vignette/')}" if alone else "shed")


def test_the_author_of_a_case_sees_what_its_marks_say(toy_root: Path) -> None:
    text = author_s(page("garden", (toy_root,)))
    assert "Kind: Self-help group." in text
    assert "Other half: garden-clinic." in text
    assert "Words: 73. Lines: 6." in text
    assert re.search(r"Only looks telling: .* \(hospital-room\), suggests: Support group\.", text)
    assert re.search(r"Decides: .* \(ownership\), shows: Self-help group\.", text)
    assert re.search(r"does not decide: .* \(helping\), shows: Self-help group\.", text)


def test_the_author_of_a_case_sees_what_each_answer_is_told(toy_root: Path) -> None:
    text = author_s(page("garden", (toy_root,)))
    fits, again = text.split("Support group: to be looked at again")
    assert "Self-help group: fits" in fits
    assert "A clinic lends the ground" not in fits
    assert again.count("A clinic lends the ground, and a lender does not decide.") == 1
    assert "Where line 6 was tapped, alsoA sign tells prices." in again


def test_the_author_of_a_case_in_between_sees_its_bands_and_reasons(toy_root: Path) -> None:
    text = author_s(page("vignette/shed", (toy_root,)))
    assert "Places 1 to 2 can be defended.Aims reason." in text
    assert "Only place 5 can be defended.Continuing reason." in text
    assert "The town says who leads." in text
    assert "Decides" not in text


def test_the_author_of_an_exercise_sees_what_stands_in_it(toy_root: Path) -> None:
    assert "The bean garden (garden): Self-help group" in author_s(page("toy", (toy_root,)))
    assert "(stall): " in author_s(page("stalls", (toy_root,)))
    assert "(key)" in author_s(page("keys", (toy_root,)))


def test_a_graded_exercise_is_shown_as_readers_meet_it(toy_root: Path) -> None:
    text = page("midterm", lay_private(toy_root))
    shown = payload_of(text)
    assert shown["graded"] is True
    assert "kind" not in shown["cases"][0]
    assert "zinc-lantern" in author_s(text)
    assert SECRET not in text


def test_text_reaches_the_page_only_as_text(toy_root: Path, change: Callable[..., None]) -> None:
    evil = "</script><script>alert(1)</script><img src=x onerror=alert(2)>"
    change("data/vignettes/en/garden.md", "title: The bean garden", f'title: "{evil}"')
    change("data/vignettes/en/garden.md", "1: The ground is lent, no more.", f'1: "{evil}"')
    for words in ("[They tell each other", "A sign says"):
        change("data/vignettes/en/garden.md", words, f"{evil} {words}")
    for name in ("garden", "toy"):
        text = page(name, (toy_root,))
        assert text.count("<script") == page("tea", (toy_root,)).count("<script")
        assert "<img" not in text
    change("data/vignettes/en/garden.md", "kind: self-help", f'kind: "{evil}"')
    assert "<img" not in page("garden", (toy_root,))


@pytest.mark.parametrize("name", ["garden", "toy"])
def test_problems_stand_in_the_place_of_the_exercise_until_they_are_mended(
    toy_root: Path, name: str
) -> None:
    path = toy_root / "data/vignettes/en/garden.md"
    sound = path.read_text(encoding="utf-8")
    spoilt = sound.replace("kind: self-help", "kind: selfhelp").replace("{surface=sh", "{surfac=sh")
    path.write_text(spoilt, encoding="utf-8")
    text = page(name, (toy_root,))
    assert "<whose-group" not in text
    said = unescape(re.sub(r"<[^>]*>", "", text))
    for line, what in (
        (3, "'kind' is 'selfhelp'. Did you mean 'self-help'?"),
        (15, "A mark cannot have 'surfac'. Did you mean 'surface'?"),
    ):
        assert f"data/vignettes/en/garden.md, line {line} {what}" in said
    path.write_text(sound, encoding="utf-8")
    assert "<whose-group" in page(name, (toy_root,))
    assert 'class="problems"' not in page(name, (toy_root,))


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("gardn", "There is no exercise or vignette 'gardn'. Did you mean 'garden'?"),
        ("vignette/toy", "There is no vignette 'toy'. "),
        ("../toy", "There is no exercise or vignette '../toy'. "),
    ],
)
def test_an_unknown_name_is_said_with_the_nearest(toy_root: Path, name: str, said: str) -> None:
    for look in (find_preview, preview_server):
        with pytest.raises(PreviewError, match=re.escape(said)):
            look(name, (toy_root,))


def test_a_case_that_another_language_alone_has_is_said(toy_root: Path) -> None:
    words = toy_root / "data/words"
    (words / "ja").symlink_to(words / "en")
    text = page("garden", (toy_root,), "ja")
    assert "There is no vignette &#x27;garden&#x27; in the language &#x27;ja&#x27;." in text


def test_a_file_that_is_gone_for_a_moment_is_said_on_the_page(toy_root: Path) -> None:
    (toy_root / "data/vignettes/en/shed.md").unlink()
    (toy_root / "exercises/shed.yml").unlink()
    text = page("shed", (toy_root,))
    assert "There is no exercise or vignette &#x27;shed&#x27;." in text
    assert "<whose-group" not in text


def test_each_of_the_page_s_words_is_there_and_used(
    toy_root: Path, monkeypatch: pytest.MonkeyPatch, change: Callable[..., None]
) -> None:
    read, say = set(), Said.say

    def noted(said: Said, key: str, **values: object) -> str:
        read.add(key)
        return say(said, key, **values)

    monkeypatch.setattr(Said, "say", noted)
    preview_server("toy", (toy_root,)).server_close()
    for name in ("garden", "vignette/shed", "toy", "keys"):
        page(name, (toy_root,))
    change("data/vignettes/en/garden.md", "pair: garden-clinic\n", "")
    page("garden", (toy_root,))
    change("data/vignettes/en/garden.md", "kind: self-help", "kind: selfhelp")
    page("garden", (toy_root,))
    words = read_yaml((content_root() / "data/words/en/preview.yml").read_text("utf-8"), "")[0]
    assert read == set(words)
    assert all(isinstance(text, str) for text in words.values())


# ---------------------------------------------------------------- the server


@pytest.fixture
def ask(toy_root: Path) -> Iterator[Callable[..., tuple[int, str]]]:
    """Serve a preview, and return a way to ask it for a path."""
    server = preview_server("garden", (toy_root,))
    Thread(target=server.serve_forever, args=[SOON], daemon=True).start()

    def asked(path: str, host: str | None = None, method: str = "GET") -> tuple[int, str]:
        connection = HTTPConnection("127.0.0.1", server.server_port)
        headers = {} if host is None else {"Host": host}
        connection.request(method, path, headers=headers)
        answer = connection.getresponse()
        text = answer.read().decode()
        connection.close()
        return answer.status, text

    yield asked
    server.shutdown()
    server.server_close()


def test_the_page_and_its_stamp_are_served(ask: Callable, toy_root: Path) -> None:
    status, text = ask("/")
    assert status == 200
    assert "Six people with sore hands dig behind the clinic" in text
    assert f'data-stamp="{ask("/stamp")[1]}"' in text
    assert ask("/stamp") == (200, stamp((toy_root,)))


@pytest.mark.parametrize(
    "file",
    [
        "data/vignettes/en/garden.md",
        "data/words/en/feedback.yml",
        "exercises/toy.yml",
        "exercises/new.yml",
    ],
)
def test_the_stamp_changes_with_each_file_and_with_no_other(
    ask: Callable, toy_root: Path, file: str
) -> None:
    before = ask("/stamp")
    (toy_root / "data/vignettes/en/.garden.md.swp").write_text("an editor's own")
    (toy_root / "data/vignettes/en/4913").write_text("an editor's own")
    assert ask("/stamp") == before
    with (toy_root / file).open("a", encoding="utf-8") as opened:
        opened.write("\n")
    assert ask("/stamp") != before


@pytest.mark.parametrize(("new", "later"), [("Ten people", 1), ("Sixteen people", 0)])
def test_the_stamp_changes_with_the_time_and_with_the_length_of_a_file(
    toy_root: Path, new: str, later: int
) -> None:
    path = toy_root / "data/vignettes/en/garden.md"
    before, found = stamp((toy_root,)), path.stat()
    path.write_text(path.read_text("utf-8").replace("Six people", new), encoding="utf-8")
    os.utime(path, ns=(found.st_atime_ns, found.st_mtime_ns + later))
    assert stamp((toy_root,)) != before


def test_the_stamp_is_of_both_roots(toy_root: Path) -> None:
    roots = lay_private(toy_root)
    before = stamp(roots)
    (roots[1] / "graded-secret.txt").write_text("another-secret-for-tests", encoding="utf-8")
    assert stamp(roots) != before


@pytest.mark.parametrize(
    "path",
    [
        "/data/course.yml",
        "/../data/course.yml",
        "/%2e%2e/data/course.yml",
        "/stamp/",
        "/?x",
        "/book/references.html",
        "/graded-secret.txt",
    ],
)
def test_nothing_else_is_served(ask: Callable, path: str) -> None:
    status, text = ask(path)
    assert status == 404
    assert text.startswith("There is nothing here but the preview.")


@pytest.mark.parametrize("host", ["evil.example", "evil.example:80", "127.0.0.1.evil.example", ""])
@pytest.mark.parametrize("path", ["/", "/stamp"])
def test_no_other_name_of_this_machine_is_answered(ask: Callable, path: str, host: str) -> None:
    status, text = ask(path, host)
    assert status == 403
    assert "sore hands" not in text


@pytest.mark.parametrize("host", ["localhost:8001", "127.0.0.1", "localhost"])
def test_this_machine_s_own_names_are_answered(ask: Callable, host: str) -> None:
    assert ask("/", host)[0] == 200


def test_nothing_can_be_sent(ask: Callable) -> None:
    assert ask("/", method="POST")[0] == 501


def test_a_busy_port_is_said_with_the_remedy(toy_root: Path) -> None:
    with socket.socket() as busy:
        busy.bind(("127.0.0.1", 0))
        busy.listen()
        port = busy.getsockname()[1]
        with pytest.raises(PortError) as raised:
            serve_preview("garden", (toy_root,), port, open_browser=False)
    assert str(raised.value).startswith(f"Port {port} cannot be used: address already in use.")
    assert str(raised.value).endswith(f"Name another one, for example: --port {port + 1}")


@pytest.mark.parametrize("wanted", [True, False])
def test_the_address_is_told_and_opened_where_that_is_wanted(
    toy_root: Path, monkeypatch: pytest.MonkeyPatch, wanted: bool
) -> None:
    told, opened = [], []
    monkeypatch.setattr(preview.webbrowser, "open", opened.append)
    monkeypatch.setattr(preview, "Thread", _AtOnce)
    monkeypatch.setattr(preview, "serve_until_interrupted", lambda server: server.server_close())
    serve_preview("garden", (toy_root,), open_browser=wanted, ready=told.append)
    assert re.fullmatch(r"http://127\.0\.0\.1:\d+/", told[0])
    assert opened == (told if wanted else [])


class _AtOnce(Thread):
    def start(self) -> None:
        self.run()
