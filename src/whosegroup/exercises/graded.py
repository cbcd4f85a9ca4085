"""What hides the key of a graded exercise: aliases for its cases, made with a secret.

The secret lies in the bank of the exercise, which stays with the instructor. An alias is the
HMAC-SHA256 of a case's id under it: without the secret nobody can say which alias is which case,
and the order of the aliases, in which readers meet the cases, says nothing either.
"""

from __future__ import annotations

import hmac
from collections.abc import Iterable
from pathlib import Path

SECRET, LEAST = "graded-secret.txt", 20


def read_secret(folder: Path) -> str | None:
    """Return the secret of the bank in a folder; None where there is none that can be used."""
    try:
        secret = (folder / SECRET).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        return None
    return secret if len(secret) >= LEAST else None


def make_aliases(secret: str, exercise: str, cases: Iterable[str]) -> dict[str, str]:
    """Return for each case of an exercise its alias, in the order in which readers meet them."""
    key = secret.encode()
    made = {id: hmac.digest(key, f"{exercise}/{id}".encode(), "sha256").hex()[:16] for id in cases}
    return dict(sorted(made.items(), key=lambda pair: pair[1]))
