"""The rules for cases, over the real files: a case a test, each with what to do about it."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from pathlib import Path

import pytest

from whosegroup.bank.checks import check_vignette
from whosegroup.bank.loading import read_bank
from whosegroup.bank.model import Bank
from whosegroup.bank.vignettes import Vignette, read_vignette
from whosegroup.exercises.feedback import deciding

ROOT = Path(__file__).parents[2]
FILES = sorted(ROOT.glob("data/vignettes/*/*.md"))
OTHER = {"self-help": "support", "support": "self-help"}

# Words of a title or a file's name that would give the kind away.
TELLING = re.compile(
    r"\b(self|help|selfhelp|support|peers?|members?|own|owned|owner|led|professionals?|staff"
    r"|agency|sponsor|association|club|patients)\b"
)

# The fewest and the most words and lines, and the most words of a sentence.
WORDS, LINES, SENTENCE = (70, 210), (6, 16), 25
KINDS = read_bank(ROOT, only=())[0].kinds
every_file = pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)


def read(path: Path) -> Vignette:
    vignette, problems = read_vignette(path, path.relative_to(ROOT).as_posix(), KINDS)
    assert vignette, "\n".join(map(str, problems))
    return vignette


def test_the_bank_has_no_problem() -> None:
    problems = read_bank(ROOT)[1]
    assert problems == [], "\n".join(map(str, problems))


@every_file
def test_a_case_keeps_the_decision_rule(path: Path, real_bank: Bank) -> None:
    problems = check_vignette(read(path), real_bank)
    assert problems == [], "\n".join(map(str, problems))


@every_file
def test_a_case_is_short_enough_for_a_phone_and_long_enough_to_be_a_scene(path: Path) -> None:
    vignette = read(path)
    words, lines = len(vignette.text.split()), len(vignette.passages)
    (fewest, most), (few, many) = WORDS, LINES
    assert fewest <= words <= most, f"It has {words} words; {fewest} to {most} are asked for."
    assert few <= lines <= many, f"It has {lines} lines; {few} to {many} are asked for."


@every_file
def test_a_sentence_can_be_read_in_one_breath(path: Path) -> None:
    long = [p.text for p in read(path).passages if len(p.text.split()) > SENTENCE]
    assert long == [], f"Make two sentences of it: {SENTENCE} words are enough."


@every_file
def test_a_scored_case_has_words_for_the_wrong_kind(path: Path) -> None:
    vignette = read(path)
    if vignette.front.kind in KINDS.scored:
        wrong = OTHER[vignette.front.kind]
        told = vignette.front.feedback
        assert wrong in told, f"Say under `feedback` what misleads who answers '{wrong}'."


@every_file
def test_what_decides_says_which_power_it_shows(path: Path, real_bank: Bank) -> None:
    vignette = read(path)
    if vignette.front.kind in KINDS.scored:
        silent = [
            p.text
            for p in deciding(vignette, real_bank)
            if p.criterion == "ownership" and not p.power
        ]
        assert silent == [], (
            "Write power=aims, admission, leader, money or continuing into the mark."
        )


@every_file
def test_a_case_says_that_it_is_invented(path: Path) -> None:
    about = read(path).front.about
    assert "invented" in about.lower(), f"`about` is {about!r}; a real group is never a case."


@every_file
def test_neither_title_nor_name_gives_the_kind_away(path: Path) -> None:
    vignette = read(path)
    told = TELLING.findall(f"{vignette.front.title} {vignette.id}".lower())
    assert told == [], "Name the case after something in its scene."


@every_file
def test_a_case_in_between_has_powers_on_both_sides_or_power_on_paper_only(path: Path) -> None:
    """Where every power lies on one side, the case is of one kind.

    Of power on paper only, several bands hold what the rules say and what people do.
    """
    vignette = read(path)
    if vignette.front.kind != KINDS.between:
        return
    bands = [band for name, band in vignette.front.place if name != "whole"]
    apart = any(high <= 2 for _, high in bands) and any(low >= 4 for low, _ in bands)
    on_paper = sum(low <= 2 < high for low, high in bands) > 1
    assert apart or on_paper, "Mend the bands, or give the case one of the two kinds."


@every_file
def test_a_case_of_death_or_grief_says_so_beforehand(path: Path) -> None:
    vignette = read(path)
    told = re.findall(r"\b(died|dead|death|suicide|stillb\w+|funeral|grave)\b", vignette.text)
    assert not told or vignette.front.note, f"It speaks of {told}: add a `note`."


def _outside(vignette: Vignette, bank: Bank) -> list[str]:
    decide = deciding(vignette, bank)
    return [word for p in vignette.passages if p not in decide for word in p.text.split()]


@every_file
def test_a_pair_differs_in_what_decides_and_in_little_else(path: Path, real_bank: Bank) -> None:
    vignette = read(path)
    if not vignette.front.pair:
        return
    mate = real_bank.vignettes[vignette.front.pair]
    words = _outside(vignette, real_bank), _outside(mate, real_bank)
    alike = SequenceMatcher(None, *words, autojunk=False).ratio()
    assert alike >= 0.75, f"Outside what decides, {alike:.0%} of its words are those of {mate.id}."
    assert vignette.front.setting == mate.front.setting, f"{mate.id} is set elsewhere."
