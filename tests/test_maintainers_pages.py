"""The pages for maintainers name what there is, and say it once."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

import whosegroup
from whosegroup.component.script import ALONE, PARTS, PLATFORM

PACKAGE = Path(whosegroup.__file__).parent
DOCS = PACKAGE.parents[1] / "docs"
HOUSE = (DOCS / "house.md").read_text(encoding="utf-8")
LAYER = HOUSE.split("## The layer over Jupyter Book")[1].split("\n## ")[0]
SCRIPT = HOUSE.split("| Parts |")[1].split("\n\n")[0]


def named(text: str) -> Counter[str]:
    """Return how often each name stands there as what a line is about."""
    heads = [row.split(" | ")[0] for row in text.splitlines() if row.startswith("| `")]
    heads += re.findall(r"(?:^- |\. )(`\w+`)(?:: |, )", text, re.MULTILINE)
    return Counter(name for head in heads for name in re.findall(r"`(\w+)`", head))


def test_each_part_of_the_script_has_its_line() -> None:
    assert named(SCRIPT) == Counter({*PARTS, *ALONE, *PLATFORM})


def test_each_module_of_the_layer_is_named_once() -> None:
    there = {path.stem for path in (PACKAGE / "book").glob("*.py")} - {"__init__", "extension"}
    assert named(LAYER) == Counter(there - {"made_from"}), "What pages are made from is told above."


@pytest.mark.parametrize("page", ["house.md", "contracts.md"])
def test_nothing_is_said_twice(page: str) -> None:
    lines = (DOCS / page).read_text(encoding="utf-8").splitlines()
    begins = [line.split(":")[0] for line in lines if re.match(r"[-|] *[`<]", line)]
    begins += [re.split(r" \| ", line)[0] for line in lines if line.startswith("| ")]
    assert [one for one, times in Counter(begins).items() if times > 1 and "---" not in one] == []
    assert "not built yet" not in " ".join(lines).lower()
