from __future__ import annotations

import json
import re
import socket
from collections.abc import Callable
from html import unescape
from pathlib import Path
from threading import Thread
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

import pytest

from private_bank import SECRET, lay_private
from whosegroup.authoring import preview
from whosegroup.authoring.pages import Said
from whosegroup.authoring.preview import PreviewError, find_preview, look, page, serve_preview
from whosegroup.authoring.serving import PortError, Site, changed
from whosegroup.bank.roots import content_root
from whosegroup.bank.yaml_files import read_yaml
from whosegroup.exercises.loading import load_exercise
from whosegroup.exercises.payload import compile_payload

DATA = re.compile(r'<script type="application/json">(.*?)</script>', re.DOTALL)


def payload_of(text: str) -> dict:
    return json.loads(DATA.search(text)[1])


def author_s(text: str) -> str:
    """Return what stands below the exercise, without its elements."""
    part = text[text.index('<section class="author">') : text.index("</main>")]
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", part)).split())


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
    assert "Where line 6 was tapped, also A sign tells prices." in again


def test_the_author_of_a_case_in_between_sees_its_bands_and_reasons(toy_root: Path) -> None:
    text = author_s(page("vignette/shed", (toy_root,)))
    assert "Places 1 to 2 can be defended. Aims reason." in text
    assert "Only place 5 can be defended. Continuing reason." in text
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
    for begin in (find_preview, serve_preview):
        with pytest.raises(PreviewError, match=re.escape(said)):
            begin(name, (toy_root,))


def test_a_case_that_another_language_alone_has_is_said(toy_root: Path) -> None:
    words = toy_root / "data/words"
    (words / "ja").symlink_to(words / "en")
    text = page("garden", (toy_root,), "ja")
    assert "There is no vignette &#39;garden&#39; in the language &#39;ja&#39;." in text


def test_a_file_that_is_gone_for_a_moment_is_said_on_the_page(toy_root: Path) -> None:
    (toy_root / "data/vignettes/en/shed.md").unlink()
    (toy_root / "exercises/shed.yml").unlink()
    text = page("shed", (toy_root,))
    assert "There is no exercise or vignette &#39;shed&#39;." in text
    assert "<whose-group" not in text


def test_each_of_the_page_s_words_is_there_and_used(
    toy_root: Path, monkeypatch: pytest.MonkeyPatch, change: Callable[..., None]
) -> None:
    read, say = set(), Said.say

    def noted(said: Said, key: str, **values: object) -> str:
        read.add(key)
        return say(said, key, **values)

    monkeypatch.setattr(Said, "say", noted)
    for name in ("garden", "vignette/shed", "toy", "keys"):
        page(name, (toy_root,))
    change("data/vignettes/en/garden.md", "pair: garden-clinic\n", "")
    page("garden", (toy_root,))
    change("data/vignettes/en/garden.md", "kind: self-help", "kind: selfhelp")
    page("garden", (toy_root,))
    (toy_root / "page.html").write_text("<body></body></html>")
    Site(toy_root, Said()).page(toy_root / "page.html")
    words = read_yaml((content_root() / "data/words/en/preview.yml").read_text("utf-8"), "")[0]
    assert read == {*words} - {"not_here"}  # said by the server
    assert all(isinstance(text, str) for text in words.values())


# ---------------------------------------------------------------- the server


@pytest.mark.parametrize(
    "file",
    [
        "data/vignettes/en/garden.md",
        "data/words/en/feedback.yml",
        "exercises/toy.yml",
        "exercises/new.yml",
    ],
)
def test_each_content_file_is_followed_and_no_other(toy_root: Path, file: str) -> None:
    before = look((toy_root,))
    (toy_root / "data/vignettes/en/.garden.md.swp").write_text("an editor's own")
    (toy_root / "_build").mkdir()
    (toy_root / "_build/index.html").write_text("a page")
    assert look((toy_root,)) == before
    with (toy_root / file).open("a", encoding="utf-8") as opened:
        opened.write("\n")
    assert changed(before, look((toy_root,))) == [(toy_root / file).as_posix()]


def test_both_roots_are_followed_and_a_bank_s_secret(toy_root: Path) -> None:
    roots = lay_private(toy_root)
    before = look(roots)
    (roots[1] / "graded-secret.txt").write_text("another-secret-for-tests", encoding="utf-8")
    assert changed(before, look(roots)) == [(roots[1] / "graded-secret.txt").as_posix()]


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
def test_the_page_is_served_and_opened_where_that_is_wanted_and_nothing_else_is(
    toy_root: Path, monkeypatch: pytest.MonkeyPatch, wanted: bool
) -> None:
    told, opened, answers = [], [], []

    def ask_and_end(*_: object) -> None:
        for path in ("", "graded-secret.txt", "book/references.html"):
            try:
                with urlopen(f"{told[0]}{path}") as answer:
                    answers.append(answer.read().decode())
                    assert answer.headers["Content-Security-Policy"].startswith(
                        "default-src 'none'"
                    )
            except HTTPError as error:
                assert error.code == 404
                answers.append(error.read().decode())
        raise KeyboardInterrupt

    monkeypatch.setattr(preview.webbrowser, "open", opened.append)
    monkeypatch.setattr(preview, "Thread", _AtOnce)
    monkeypatch.setattr(preview, "follow", ask_and_end)
    serve_preview("garden", (toy_root,), open_browser=wanted, ready=told.append)
    assert re.fullmatch(r"http://127\.0\.0\.1:\d+/", told[0])
    assert opened == (told if wanted else [])
    shown, *others = answers
    assert "Six people with sore hands dig behind the clinic" in shown
    assert all(text.startswith("There is nothing at this address.") for text in others)
    with pytest.raises(URLError):
        urlopen(told[0])


def test_a_mistake_is_said_in_the_terminal_and_on_the_page_once_it_is_whole(
    toy_root: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    change: Callable[..., None],
) -> None:
    shown = []

    def spoil(_look: object, make: Callable[..., None], _seen: object) -> None:
        change("data/vignettes/en/garden.md", "kind: self-help", "kind: selfhelp")
        make({}, {}, lambda: True)
        assert capsys.readouterr().err == ""
        make({}, {}, lambda: False)
        shown.append(urlopen(told[0]).read().decode())
        assert capsys.readouterr().err == f"data/vignettes/en/garden.md:3: {wrong}\n"
        change("data/vignettes/en/garden.md", "kind: selfhelp", "kind: self-help")
        make({}, {}, lambda: False)
        shown.append(urlopen(told[0]).read().decode())

    told: list[str] = []
    wrong = "'kind' is 'selfhelp'. Did you mean 'self-help'?"
    monkeypatch.setattr(preview, "follow", spoil)
    serve_preview("garden", (toy_root,), open_browser=False, ready=told.append)
    assert capsys.readouterr().err == ""
    assert wrong in unescape(shown[0]) and wrong not in unescape(shown[1])


class _AtOnce(Thread):
    def start(self) -> None:
        self.run()
