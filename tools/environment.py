"""Make the virtual environment `.venv`, and keep it as requirements.txt and pyproject.toml say.

    python3 tools/environment.py book|test|dev

`make` runs this in the course's folder with the machine's own Python, before anything is installed,
so it needs the standard library alone, and an old Python gets as far as being told that it is old.
It writes into `.venv` only, and removes a `.venv` only if it made it.
"""

import hashlib
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

OLDEST = (3, 11)
ENVIRONMENT = Path(".venv")
STAMP = ENVIRONMENT / "made-by-make.json"
SOURCES = ("requirements.txt", "constraints.txt", "pyproject.toml")
# What each thing to be done needs beside what is in the line before it.
NEEDS = {
    "book": ["-r", "requirements.txt"],
    "test": ["-c", "constraints.txt", "-e", ".[test]"],
    "dev": ["-c", "constraints.txt", "-e", ".[dev]"],
}
# Jupyter Book looks for files by a pattern that the folder's path begins, and Python's venv takes
# the last for the end of a path; a line break ends a line of make.
UNBEARABLE = "[]*?%$:\\\n\r"


def main(wanted: str) -> str:
    """See to it that everything is installed for what is wanted; return what is wrong, or ""."""
    place = Path.cwd()
    problem = unbearable(place) or too_old() or without_venv(place)
    if problem:
        return problem
    now = digest()
    for need in dict.fromkeys(["book", wanted]):
        stamp = read_stamp()
        if stamp.get(need) != now:
            problem = install(need)
            if problem:
                return problem
            write_stamp(place, **{need: now})
    return ""


def unbearable(place: Path) -> str:
    """Say which letters of the folder's path the tools cannot bear; "" if there are none."""
    found = sorted(set(str(place)) & set(UNBEARABLE))
    if not found:
        return ""
    letters = " ".join("a line break" if letter in "\n\r" else letter for letter in found)
    return (
        f"The name of this folder, or of one above it, holds {letters}, with which the book cannot "
        f"be built: {str(place)!r}. Rename that folder, or move the course into another one."
    )


def too_old() -> str:
    if sys.version_info >= OLDEST:
        return ""
    return "This needs Python 3.11 or newer; name it with: make book PYTHON=python3.12"


def without_venv(place: Path) -> str:
    """Make the environment if there is none that works here; return what is wrong, or ""."""
    stamp, running = read_stamp(), works()
    moved = stamp.get("place", str(place)) != str(place)
    if running and not moved:
        return ""
    if not stamp.get("made") and os.path.lexists(ENVIRONMENT):
        if running:  # somebody's own: pip puts right what leads to the old place
            STAMP.unlink()
            return ""
        return f"The folder {ENVIRONMENT} holds no Python that runs. Rename it, and run make again."
    shutil.rmtree(ENVIRONMENT, ignore_errors=True)
    ENVIRONMENT.mkdir()
    write_stamp(place, made=True)
    if subprocess.call([sys.executable, "-m", "venv", str(ENVIRONMENT)], stdout=subprocess.DEVNULL):
        shutil.rmtree(ENVIRONMENT, ignore_errors=True)
        return "Python's venv is missing; on Debian: apt install python3-venv"
    return ""


def python() -> Path:
    return ENVIRONMENT / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def works() -> bool:
    """Tell whether the environment's Python is there and runs."""
    try:
        return subprocess.call([str(python()), "-c", ""], stderr=subprocess.DEVNULL) == 0
    except OSError:
        return False


def install(need: str) -> str:
    """Install what something needs; return what is wrong, or ""."""
    print(f"Installing into {ENVIRONMENT} what `make {need}` needs; this can take some minutes.")
    sys.stdout.flush()
    command = [str(python()), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    if subprocess.call([*command, *NEEDS[need]]):
        return "Not everything could be installed; what pip said stands above. Run make again."
    return ""


def digest() -> str:
    """Return a digest of the files that say what is installed, and of the Python it is for."""
    found = hashlib.sha256(repr(sys.version_info[:2]).encode())
    for name in SOURCES:
        found.update(Path(name).read_bytes())
    return found.hexdigest()[:16]


def read_stamp() -> dict:
    try:
        return dict(json.loads(STAMP.read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return {}


def write_stamp(place: Path, **more: object) -> None:
    stamp = {**read_stamp(), "place": str(place), **more}
    STAMP.write_text(json.dumps(stamp, indent=1), encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else "book") or 0)
