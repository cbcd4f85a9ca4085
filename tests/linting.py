"""Look at all scripts with oxlint: `python tests/linting.py` prints what it finds.

TypeScript sees wrong shapes and missing names. Oxlint sees what is declared and never used, and a
name of one part that another takes for something else; for both it has to see all parts of a script
together.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from shutil import which
from tempfile import TemporaryDirectory
from typing import Any

import whosegroup
from whosegroup.component.script import ALONE, ENDING, OPENING, PARTS, PLATFORM, source

SEARCH = Path(whosegroup.__file__).parent / "book" / "search"
# What is called by the page on which a script of its own stands.
CALLED = {"marks": "mark", "in_class": "inClass", "scrolled": "letScroll"}
RULES = Path(__file__).parents[1] / ".oxlintrc.json"
NAMES_ALONE = {
    "categories": {"correctness": "off"},
    "env": {"browser": True, "es2020": True},
    "rules": {"no-undef": "error"},
}
MISSING = "oxlint is not here. Install it: `.venv/bin/python -m pip install -e .[dev]`."


def findings(sources: dict[str, str], ending: str = ENDING) -> list[str]:
    """Return what oxlint finds in the script that these parts make, with part and line."""
    code, places = OPENING + "\n".join(sources.values()) + ending, _places(sources, ending)
    return [
        f"{places[one['labels'][0]['span']['line'] - 1]}: {one['message']}"
        for one in _diagnostics(code, RULES.read_text(encoding="utf-8"))
    ]


def all_findings() -> list[str]:
    """Return what oxlint finds in the component's script, and in all that are none of it."""
    alone = [({name: source(name)}, CALLED.get(name, "")) for name in ALONE]
    alone += [({path.stem: path.read_text(encoding="utf-8")}, "") for path in SEARCH.glob("*.js")]
    found = findings({name: source(name) for name in PARTS})
    for sources, called in alone:
        found += findings(sources, f"\nreturn {{ {called} }};\n}})();\n")
    # Of the parts that it shares with the component's, a platform's page does not use all.
    of_platform = findings({name: source(name) for name in PLATFORM}, "\n})();\n")
    shared = tuple(f"{name}.js:" for name in PARTS)
    return found + [one for one in of_platform if not one.startswith(shared)]


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


def _places(sources: dict[str, str], ending: str) -> list[str]:
    """Return for each line of the script where it stands."""
    around = OPENING.count("\n"), ending.count("\n") + 1
    parts = [
        f"{name}.js:{number}"
        for name, text in sources.items()
        for number, _ in enumerate(text.split("\n"), start=1)
    ]
    return ["script.py"] * around[0] + parts + ["script.py"] * around[1]


def main() -> int:
    """Print all that is found; return 1 if there is anything."""
    found = all_findings()
    print("\n".join(found) or "oxlint finds nothing in the scripts.")
    return int(bool(found))


if __name__ == "__main__":
    sys.exit(main())
