"""Look at the joined script with oxlint: `python tests/linting.py` prints what it finds.

TypeScript sees wrong shapes and missing names. Oxlint sees what is declared and never used, and a
name of one part that another takes for something else; for both it has to see all parts together.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from shutil import which
from tempfile import TemporaryDirectory
from typing import Any

from whosegroup.component.script import ENDING, OPENING, PARTS, join, source

RULES = Path(__file__).parents[1] / ".oxlintrc.json"
NAMES_ALONE = {
    "categories": {"correctness": "off"},
    "env": {"browser": True, "es2020": True},
    "rules": {"no-undef": "error"},
}
MISSING = "oxlint is not here. Install it: `.venv/bin/python -m pip install -e .[dev]`."


def findings(sources: dict[str, str]) -> list[str]:
    """Return what oxlint finds in the script that these parts make, with part and line."""
    places = _places(sources)
    return [
        f"{places[one['labels'][0]['span']['line'] - 1]}: {one['message']}"
        for one in _diagnostics(join(sources.values()), RULES.read_text(encoding="utf-8"))
    ]


def missing(code: str) -> list[str]:
    """Return what oxlint says of the names that a script uses and that are nowhere."""
    return [one["message"] for one in _diagnostics(code, json.dumps(NAMES_ALONE))]


def _diagnostics(code: str, rules: str) -> list[dict[str, Any]]:
    program = which("oxlint", path=str(Path(sys.executable).parent))
    if program is None:
        raise FileNotFoundError(MISSING)
    with TemporaryDirectory() as folder:
        path, config = Path(folder, "whose-group.js"), Path(folder, "rules.json")
        path.write_text(code, encoding="utf-8")
        config.write_text(rules, encoding="utf-8")
        command = [program, "--config", str(config), "--format", "json", str(path)]
        done = subprocess.run(command, capture_output=True, check=False, cwd=folder)
    found: list[dict[str, Any]] = json.loads(done.stdout)["diagnostics"]
    return found


def _places(sources: dict[str, str]) -> list[str]:
    """Return for each line of the script where it stands."""
    around = OPENING.count("\n"), ENDING.count("\n") + 1
    parts = [
        f"{name}.js:{number}"
        for name, text in sources.items()
        for number, _ in enumerate(text.split("\n"), start=1)
    ]
    return ["script.py"] * around[0] + parts + ["script.py"] * around[1]


def main() -> int:
    """Print all that is found; return 1 if there is anything."""
    found = findings({name: source(name) for name in PARTS})
    print("\n".join(found) or "oxlint finds nothing in the script.")
    return int(bool(found))


if __name__ == "__main__":
    sys.exit(main())
