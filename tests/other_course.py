"""A whole course on another distinction, begun as a teacher begins one, and written over."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from whosegroup.authoring.start import start

OWN = Path(__file__).parent / "courses" / "group-or-community"
TITLE = "Group work or community work"
# What a teacher takes out of the example.
EXAMPLE = ("book/lent-or-given.md", "exercises", "data/vignettes")
# What the first course speaks of, and the example that the second was begun with.
ELSEWHERE = re.compile(
    r"self-help|\bsupport|\bagency|\bagencies|\bsponsor|\bwhose group|\bmembers'|\bOka\b"
    r"|\blent\b|\b(?:a|the) given\b|\bgiven things?\b|\blender",
    re.IGNORECASE,
)


def lay_other_course(folder: Path) -> Path:
    """Begin a course in a folder, and put the other course's own files in the example's place."""
    start(folder, TITLE)
    for name in EXAMPLE:
        path = folder / name
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    shutil.copytree(OWN, folder, dirs_exist_ok=True)
    return folder
