"""One reader's work at one exercise: how it is written down, read and merged.

It is the same from a page and from a kernel. Attempts are only ever appended; everything
else follows from them.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterable, Mapping
from typing import Any

FORMAT, VERSION = "whosegroup-work", 1
Attempt = dict[str, Any]


class WorkError(ValueError):
    """A work file that cannot be used. `reason` is `damaged`, `version` or `exercise`."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)


def new_work(exercise: str, lang: str) -> dict[str, Any]:
    """Return the work of a reader who has not begun."""
    return {
        "format": FORMAT,
        "version": VERSION,
        "work": secrets.token_hex(8),
        "exercise": exercise,
        "lang": lang,
        "attempts": [],
    }


def read_work(text: str | bytes, exercise: str) -> dict[str, Any]:
    """Read a work file's text; unknown fields are kept. Raises WorkError with the reason."""
    try:
        work = json.loads(text)
    except (ValueError, RecursionError):
        raise WorkError("damaged") from None
    if not isinstance(work, dict) or work.get("format") != FORMAT or not _is_shallow(work):
        raise WorkError("damaged")
    if work.get("version") != VERSION:
        raise WorkError("version")
    if not isinstance(work.get("work"), str) or not _are_attempts(work.get("attempts")):
        raise WorkError("damaged")
    if work.get("exercise") != exercise:
        raise WorkError("exercise")
    return work


def _is_shallow(data: Any, levels: int = 40) -> bool:
    # What is read must also be written again, which takes more stack a level than reading.
    within = data.values() if isinstance(data, dict) else data if isinstance(data, list) else ()
    return levels > 0 and all(_is_shallow(part, levels - 1) for part in within)


def _are_attempts(attempts: Any) -> bool:
    return isinstance(attempts, list) and all(is_attempt(attempt) for attempt in attempts)


def is_attempt(attempt: Any) -> bool:
    """Tell whether something is an attempt: when, in which run, at what, with which answer."""
    return (
        isinstance(attempt, dict)
        and isinstance(attempt.get("at"), str)
        and type(attempt.get("run")) is int
        and attempt["run"] >= 1
        and all(isinstance(part, str) for part in key(attempt))
        and (isinstance(attempt.get("answer"), str | list) or attempt.get("skipped") is True)
    )


def key(attempt: Mapping[str, Any]) -> tuple[str, str, str]:
    """Return what makes an attempt one and the same within a work."""
    about = attempt.get("item") if attempt.get("vignette") is None else attempt["vignette"]
    part = attempt.get("part")
    return (attempt["at"], about, "" if part is None else part)


def merge(attempts: Iterable[Attempt], more: Iterable[Attempt]) -> list[Attempt]:
    """Return both lists as one, each attempt once, in the order of time."""
    together = {key(attempt): attempt for attempt in (*more, *attempts)}
    return [together[k] for k in sorted(together)]
