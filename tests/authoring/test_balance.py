"""What only looks telling is counted, case by case and over a bank."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from whosegroup.authoring.balance import RIGHT, TIED, WRONG, look_of, measure_bank
from whosegroup.bank.loading import load_bank

WHAT = "kinds guessed from what most surface cues suggest"
HOSPITAL, SHARING = "[It rained]{surface=hospital-room}.", "[They talked]{surface=sharing}."


def cases(root: Path) -> list[Path]:
    return sorted(root.glob("data/vignettes/en/*.md"))


def unmarked(text: str) -> str:
    """Return a case in which nothing is marked that only looks telling."""
    return re.sub(r"\[([^\]]*)\]\{surface=[^}]*\}", r"\1", text)


@pytest.mark.parametrize(
    ("added", "look"),
    [
        ([], TIED),
        ([HOSPITAL], WRONG),
        ([SHARING], RIGHT),
        ([HOSPITAL, SHARING], TIED),
        ([HOSPITAL, SHARING, SHARING], RIGHT),
    ],
)
def test_the_look_of_a_case_is_what_most_of_its_cues_suggest(
    toy_root: Path, added: list[str], look: str
) -> None:
    path = toy_root / "data/vignettes/en/tea.md"
    path.write_text("\n".join([unmarked(path.read_text()).rstrip(), *added]) + "\n")
    bank = load_bank(toy_root)
    assert bank.vignettes["tea"].front.kind == "self-help"
    assert look_of(bank.vignettes["tea"], bank) == look


@pytest.mark.parametrize(("true", "holds"), [(0, False), (1, False), (4, True), (9, False)])
def test_a_bank_that_its_look_or_the_opposite_sorts_is_out_of_bounds(
    toy_root: Path, true: int, holds: bool
) -> None:
    """Ten cases, in so many of which the look tells true; a few may differ by chance."""
    tea = toy_root / "data/vignettes/en/tea.md"
    plain = unmarked(tea.read_text()).replace("pair: tea-ward\n", "")
    for path in cases(toy_root):
        path.write_text(unmarked(path.read_text()))
    for number in range(10):
        cue = SHARING if number < true else HOSPITAL
        (toy_root / f"data/vignettes/en/more-{number}.md").write_text(f"{plain.rstrip()}\n{cue}\n")
    [measure] = [m for m in measure_bank(load_bank(toy_root)) if m.what == WHAT]
    assert measure.found.startswith(f"{true} right, {10 - true} wrong, 4 tied")
    assert measure.holds is holds
