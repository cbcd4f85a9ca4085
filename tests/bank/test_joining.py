"""Sentences are joined, and a question is told from what stands before it, as the language does."""

from __future__ import annotations

import pytest

from whosegroup.bank.words import Words

ENGLISH = {"between": " ", "ends": ".!?", "asks": "?", "quotes": "“”‘’"}
JAPANESE = {"between": "", "ends": "。\uff01\uff1f", "asks": "\uff1f", "quotes": "「」『』"}


def words(typography: dict[str, str]) -> Words:
    return Words({"typography": typography})


def test_sentences_are_joined_as_the_language_does() -> None:
    assert words(ENGLISH).join(["One.", "", "Two."]) == "One. Two."
    assert words(JAPANESE).join(["一。", "", "二。"]) == "一。二。"
    assert Words({}).join(["One.", "Two."]) == "One. Two.", "A bank may say nothing of it."


@pytest.mark.parametrize(
    ("typography", "text", "told", "asks"),
    [
        (ENGLISH, "They meet. What do you do?", "They meet.", "What do you do?"),
        (ENGLISH, "She says, “Come.” What now?", "She says, “Come.”", "What now?"),
        (ENGLISH, "What do you do?", "", "What do you do?"),
        (JAPANESE, "会は続く。どうしますか\uff1f", "会は続く。", "どうしますか\uff1f"),
        (JAPANESE, "「来て。」どうしますか\uff1f", "「来て。」", "どうしますか\uff1f"),
        (JAPANESE, "どうしますか\uff1f", "", "どうしますか\uff1f"),
    ],
)
def test_the_question_at_the_end_is_parted_from_what_is_told(
    typography: dict[str, str], text: str, told: str, asks: str
) -> None:
    assert words(typography).part_question(text) == (told, asks)
