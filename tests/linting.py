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

from whosegroup.component.script import ENDING, OPENING, PARTS, join, source

RULES = Path(__file__).parents[1] / ".oxlintrc.json"
MISSING = "oxlint is not here. Install it: `.venv/bin/python -m pip install -e .[dev]`."


def findings(sources: dict[str, str]) -> list[str]:
    """Return what oxlint finds in the script that these parts make, with part and line."""
    program = which("oxlint", path=str(Path(sys.executable).parent))
    if program is None:
        raise FileNotFoundError(MISSING)
    with TemporaryDirectory() as folder:
        path = Path(folder, "whose-group.js")
        path.write_text(join(sources.values()), encoding="utf-8")
        command = [program, "--config", str(RULES), "--format", "json", str(path)]
        done = subprocess.run(command, capture_output=True, check=False, cwd=folder)
    places = _places(sources)
    return [
        f"{places[one['labels'][0]['span']['line'] - 1]}: {one['message']}"
        for one in json.loads(done.stdout)["diagnostics"]
    ]


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
