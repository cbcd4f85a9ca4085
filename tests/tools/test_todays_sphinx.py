"""Building with the newest Sphinx: what it installs, and the settings that it is given."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from whosegroup.bank.yaml_files import read_yaml

ROOT = Path(__file__).parents[2]
sys.path.append(str(ROOT / "tools"))

import todays_sphinx as tool  # noqa: E402

CONF = """extensions = ['myst_nb', 'jupyter_book', 'whosegroup.book.extension']
html_favicon = 'book/favicon.svg'
bibtex_bibfiles = ['book/references.bib']
"""


def test_all_that_the_book_s_settings_name_is_installed() -> None:
    """An extension that is added to _config.yml is not there without Jupyter Book by itself."""
    config = read_yaml((ROOT / "_config.yml").read_text(encoding="utf-8"), "_config.yml")[0]
    settings = config["sphinx"]["config"]
    named = {name.replace("_", "-").replace(".", "-") for name in settings["extensions"]}
    left_out = {name.replace("_", "-") for name in tool.ITS_OWN}
    named = {name for name in named - left_out if not name.startswith("whosegroup")}
    assert {*named, settings["html_theme"]} <= set(tool.NEEDED)


def test_the_settings_name_files_from_the_course_and_nothing_of_jupyter_book(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in tool.SETTINGS:
        Path(name).touch()
    tool.PLACE.mkdir(parents=True)
    commands: list[list[str]] = []

    def write(command: list[str], **_: object) -> int:
        commands.append(command)
        tool.CONF.write_text(CONF, encoding="utf-8")
        return 0

    monkeypatch.setattr(tool.subprocess, "call", write)
    assert tool.write_settings()
    assert [command[1:] for command in commands] == [["config", "sphinx", str(tool.PLACE)]]
    given: dict[str, object] = {}
    exec(tool.CONF.read_text(encoding="utf-8"), given)
    assert given["extensions"] == ["myst_nb", "whosegroup.book.extension"]
    assert given["html_favicon"] == f"{tmp_path.as_posix()}/book/favicon.svg"
    assert given["bibtex_bibfiles"] == [f"{tmp_path.as_posix()}/book/references.bib"]


def test_a_site_on_which_no_exercise_starts_is_a_failure(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(tool, "make_environment", lambda: sys.executable)
    monkeypatch.setattr(tool, "write_settings", lambda: True)
    monkeypatch.setattr(tool.subprocess, "call", lambda *_, **__: 0)
    assert tool.main() == 1
    assert "no exercise starts" in capsys.readouterr().err
    script = tool.SITE / tool.SCRIPT.replace("*", "0123")
    script.parent.mkdir(parents=True)
    monkeypatch.setattr(tool.shutil, "rmtree", lambda *_, **__: None)
    script.touch()
    assert tool.main() == 0
