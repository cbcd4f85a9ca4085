"""What importing the package sees to, for all that is imported after it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

# A timer as a slow machine meets it, where making the cache takes longer than the timer waits.
DRAW = """
import threading

class AtOnce:
    def __init__(self, seconds, say): say()
    def start(self): pass
    def cancel(self): pass

threading.Timer = AtOnce
from whosegroup.figures.style import as_png, blank
assert as_png(blank(1)[0])
"""


def stderr_of(code: str, folder: Path) -> str:
    """Return what some code says where matplotlib's own folder is another one."""
    ended = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "MPLCONFIGDIR": str(folder)},
        capture_output=True,
        text=True,
        check=True,
    )
    return ended.stderr


@pytest.mark.parametrize("there", ["nothing", "a file"])
def test_a_first_figure_on_a_machine_says_nothing_of_caches(tmp_path: Path, there: str) -> None:
    """It would stand in the notebook of a reader, or end a build."""
    folder = tmp_path / "matplotlib"
    if there == "a file":
        folder.write_text("where the folder cannot be made")
    assert stderr_of(DRAW, folder) == ""
    assert folder.is_dir() == (there == "nothing")


def test_whatever_else_matplotlib_says_is_still_said(tmp_path: Path) -> None:
    code = """
import whosegroup
from matplotlib.font_manager import FontProperties, findfont
findfont(FontProperties(family="No Such Gothic"))
"""
    assert "No Such Gothic" in stderr_of(code, tmp_path)
