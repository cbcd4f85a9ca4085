"""Moving code changes nothing that readers, teachers and their files meet."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import frozen

NOTED = json.loads(frozen.NOTED.read_text(encoding="utf-8"))


@pytest.mark.parametrize("course", ["course", "toy"])
def test_payloads_and_elements_are_what_they_were(course: str) -> None:
    root = frozen.ROOT if course == "course" else frozen.TOY
    assert frozen.payloads(root) == NOTED["payloads"][course]


@pytest.mark.usefixtures("undrawn")
def test_the_report_on_a_simulated_class_is_what_it_was(tmp_path: Path) -> None:
    assert frozen.report(frozen.ROOT, tmp_path) == NOTED["report"]


def test_what_is_said_of_mistakes_is_what_it_was(tmp_path: Path) -> None:
    found: dict[str, Any] = dict(frozen.mistakes(tmp_path))
    assert found == NOTED["mistakes"]
    assert all(found.values())
