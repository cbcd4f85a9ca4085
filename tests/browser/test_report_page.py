"""What a report looks like on paper."""

from __future__ import annotations

from pathlib import Path

from click.testing import CliRunner
from playwright.sync_api import Page, expect

from whosegroup.cli import main


def test_on_paper_what_is_folded_stays_folded_and_nobody_is_named(
    page: Page, tmp_path: Path
) -> None:
    work, out = str(tmp_path / "class"), str(tmp_path / "report")
    for typed in (["simulate", work, "--readers", "12"], ["report", work, "--out", out]):
        typed += ["--exercise", "two-kinds"]
        assert CliRunner().invoke(main, typed, catch_exceptions=False).exit_code == 0
    page.goto((tmp_path / "report" / "report.html").as_uri())
    folded, opened = page.locator("details").nth(0), page.locator("details").nth(1)
    opened.locator("summary").click()
    page.emulate_media(media="print")
    expect(folded).to_be_hidden()
    expect(opened.locator(":scope > :not(summary)").first).to_be_visible()
    expect(page.get_by_text("S-001").locator("visible=true")).to_have_count(0)
    expect(page.locator("#readers")).to_be_hidden()
