"""No letter in what is said ends a command, whatever console or file it is said to."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from whosegroup.book import following
from whosegroup.cli import main
from whosegroup.console import accept_any_text

TEXT = "Zoë 自助 \udce9"  # the last as in the name of a file that is not UTF-8


ENCODINGS = ["cp932", "cp1252", "ascii", "utf-8"]  # each lacks a letter


def narrow(encoding: str, monkeypatch: pytest.MonkeyPatch) -> io.TextIOWrapper:
    """Let output be in an encoding, and strict, as it is in a pipe or a file."""
    stream = io.TextIOWrapper(io.BytesIO(), encoding=encoding, write_through=True)
    for name in ("stdout", "stderr"):
        monkeypatch.setattr(sys, name, stream)
    return stream


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_what_the_output_lacks_is_written_by_its_number(
    monkeypatch: pytest.MonkeyPatch, encoding: str
) -> None:
    output = narrow(encoding, monkeypatch)
    with pytest.raises(UnicodeEncodeError):
        print(TEXT)
    accept_any_text()
    print(TEXT, end="")
    written = output.buffer.getvalue().decode(encoding)
    assert written.encode("ascii", "backslashreplace").decode() == ascii(TEXT)[1:-1]


def enter_command() -> None:
    main(["--version"], standalone_mode=False)


def enter_serve() -> None:
    following.main(["--port", "70000"])


@pytest.mark.parametrize("enter", [enter_command, enter_serve])
@pytest.mark.parametrize("encoding", ENCODINGS)
def test_every_entrance_sees_to_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, encoding: str, enter: Callable[[], None]
) -> None:
    output = narrow(encoding, monkeypatch)
    monkeypatch.chdir(tmp_path)
    enter()
    print(TEXT)
    assert b"Zo" in output.buffer.getvalue()


def test_an_output_that_is_no_file_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """As a notebook's, or none at all."""
    monkeypatch.setattr(sys, "stdout", io.StringIO())
    monkeypatch.setattr(sys, "stderr", None)
    accept_any_text()
    print(TEXT)


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_commands_end_well_whatever_is_in_titles_and_paths(
    toy_root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, encoding: str
) -> None:
    tea = toy_root / "data/vignettes/en/tea.md"
    title = "title: Zoë 自助"
    text = tea.read_text(encoding="utf-8").replace("title: Tea at four", title)
    assert title in text
    tea.write_text(text, encoding="utf-8")
    monkeypatch.setenv("WHOSEGROUP_CONTENT", str(toy_root))
    own = tmp_path / "Zoë 自助"
    for words in (
        ["list"],
        ["list", "--csv", f"{own}.csv"],
        ["new", "vignette", "kettle", "--bank", str(own)],
        ["check", "--bank", str(own)],
        ["simulate", str(own / "class"), "--readers", "1", "--exercise", "toy"],
    ):
        ended = CliRunner(charset=encoding).invoke(main, words)
        assert not isinstance(ended.exception, UnicodeError), words
        assert "Zo" in ended.output, words
