"""When two codes of readers are one: however a phone or a Japanese keyboard wrote them."""

from __future__ import annotations

import re
import unicodedata

# Beside what Unicode calls a dash: what stands in its place on phones and on Japanese keyboards.
# The long mark of katakana is one, and so is the underscore; a dot is none.
DASHES = frozenset("\u30fc\u2212\u02d7\u2043\u2053\u2500\u2501\u23af\u2796~_")
LENGTH = 240  # so much of a code is compared; the time for more could grow with its square
# What is easily read, or typed, for something else: letters for digits.
ALIKE = str.maketrans({"o": "0", "i": "1", "l": "1"})


def same(code: str) -> str:
    """Return what two spellings of one code have in common; the page does the same.

    Full width, decomposed accents and capitals do not count, nor do spaces, what cannot be seen,
    and dashes of any kind. Of nothing but dashes all are kept; empty where there is no code.
    """
    usual = unicodedata.normalize("NFKC", code.strip()[:LENGTH])
    seen = "".join(letter for letter in usual if not _is_unseen(letter))
    kept = "".join(letter for letter in seen if not _is_dash(letter)) or seen
    return unicodedata.normalize("NFKC", kept.lower())


def near(code: str) -> str:
    """Return what a code has in common with others that may be a slip for it: S-17 and S-017."""
    letters = "".join(c for c in same(code).translate(ALIKE) if c.isalnum())
    return re.sub(r"(?<!\d)0+(?=\d)", "", letters) or same(code)


def _is_unseen(letter: str) -> bool:
    category = unicodedata.category(letter)
    return category in ("Cc", "Cf") or category.startswith("Z")


def _is_dash(letter: str) -> bool:
    return letter in DASHES or unicodedata.category(letter) == "Pd"
