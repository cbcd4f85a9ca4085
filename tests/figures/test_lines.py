from __future__ import annotations

import textwrap
import unicodedata

import pytest

from whosegroup.figures.lines import fill, shorten, wrap

ENGLISH = "One that goes on for two lines, or for more."
JAPANESE = (
    "自助グループは当事者が自分たちで運営する会であり、専門職が運営するのはサポートグループです。"
)


def width(line: str) -> int:
    return sum(1 + (unicodedata.east_asian_width(letter) in "WF") for letter in line)


@pytest.mark.parametrize("letters", [8, 17, 26])
def test_english_is_broken_between_words(letters: int) -> None:
    assert wrap(ENGLISH, letters) == textwrap.wrap(ENGLISH, letters)
    assert fill(ENGLISH, letters) == "\n".join(wrap(ENGLISH, letters))


@pytest.mark.parametrize("text", [JAPANESE, f"Zoë {JAPANESE} and more", JAPANESE + "NPO法人の会"])
@pytest.mark.parametrize("letters", [8, 17, 26])
def test_japanese_is_as_wide_as_so_many_latin_letters_and_nothing_is_lost(
    text: str, letters: int
) -> None:
    lines = wrap(text, letters)
    # One letter and one sign that closes may hang over.
    assert max(map(width, lines)) <= letters + 4
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")


@pytest.mark.parametrize("letters", range(4, 40))
def test_no_line_of_japanese_begins_with_a_sign_that_closes_or_a_small_letter(letters: int) -> None:
    assert not [
        line
        for line in wrap(JAPANESE + "「はい」、『会』ショー", letters)
        if line[0] in "、。」』ーョ"
    ]


def test_a_word_of_latin_letters_stays_whole_within_japanese() -> None:
    assert any("self-help" in line for line in wrap("自助グループself-helpの会", 11))


def test_what_is_left_out_is_marked_in_any_language() -> None:
    """The standard library leaves out the whole of a text without spaces."""
    assert shorten(ENGLISH, 20, "…") == textwrap.shorten(ENGLISH, 20, placeholder="…")
    assert shorten(JAPANESE, 20, "…") == "自助グループは当事…"
    assert shorten("自助", 20, "…") == "自助"
    assert wrap("", 5) == []
