"""Attempts and work files for tests, and what may have become of a file."""

from __future__ import annotations

import json
from typing import Any

from whosegroup.work.contract import new_work


def attempt(number: int, **more: Any) -> dict[str, Any]:
    """Return one attempt; the numbers are its time."""
    at = f"2026-04-13T09:30:{number:02}.000Z"
    return {"at": at, "run": 1, "vignette": "tea", "answer": "support", **more}


def spoilt(**fields: Any) -> bytes:
    return json.dumps({**new_work("toy", "en"), **fields}).encode()


DAMAGED = {
    "empty": b"",
    "cut short": spoilt()[:-20],
    "not JSON": b"Dear teacher,",
    "not UTF-8": spoilt(reader="x").replace(b'"x"', b'"\xe4"'),
    "not a table": b"[1, 2]",
    "null": b"null",
    "another format": spoilt(format="other"),
    "no attempts": spoilt(attempts=None),
    "no name": spoilt(work=3),
    "an attempt that is none": spoilt(attempts=[attempt(1), {"at": 3}]),
    "a part that is no text": spoilt(attempts=[attempt(1, part=["aims"])]),
    "so deep that it cannot be parsed": b"[" * 100_000,
    "so deep that it could not be written again": spoilt(deep=json.loads("[" * 300 + "]" * 300)),
}
