"""README's pictures: there, small, said in words, and made by a command."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Page

ROOT = Path(__file__).parents[2]
sys.path.append(str(ROOT / "tools"))

from pictures import answered_case  # noqa: E402

README = (ROOT / "README.md").read_text(encoding="utf-8")
MOST_BYTES = 60_000


def test_readme_shows_an_answered_case_and_the_report() -> None:
    shown = dict(re.findall(r'<img src="([^"]+)" width="[^"]+" alt="([^"]+)">', README))
    assert list(shown) == [f"docs/pictures/{name}.webp" for name in ("answered-case", "report")]
    for name, said in shown.items():
        assert len(said) > 80
        assert (ROOT / name).stat().st_size <= MOST_BYTES
    assert len(README.splitlines()) <= 150


@pytest.mark.own_context
def test_the_picture_of_a_case_is_what_a_reader_sees_who_was_misled(
    page: Page, book: Path, tmp_path: Path
) -> None:
    page.set_viewport_size({"width": 720, "height": 12_000})
    to = tmp_path / "case.webp"
    answered_case(page, book, to)
    said = page.locator(".wg-status[data-verdict=look-again]")
    assert said.locator(".wg-hand").is_visible() and said.locator(".wg-say-surface").is_visible()
    assert to.stat().st_size <= MOST_BYTES
    width, height = Image.open(to).size
    assert width == 720 and 1000 < height < 2000
