"""Find the browser that tests and benchmarks drive; with --install, get Debian's if there is none.

CHROMIUM names one to use. Without any browser this says so in a sentence and fails: a test that
skipped itself would look like one that passed.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

# The shell has no window, and so less to do.
NAMES = (
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
)
PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)
# Quiet on a closed network; --no-sandbox because containers run as root.
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
MISSING = (
    "No Chromium or Chrome was found, and apt cannot install one here: "
    "install Chromium or Google Chrome, or name it with CHROMIUM=/path/to/browser."
)


def find_browser() -> str | None:
    """Return the path of an installed Chromium or Chrome, or None."""
    named = os.environ.get("CHROMIUM")
    found = [named] if named else [*map(shutil.which, NAMES), *PLACES]
    return next((path for path in found if path and os.access(path, os.X_OK)), None)


def install() -> None:
    """Install Debian's Chromium by apt, as root or through sudo that asks nothing."""
    if not shutil.which("apt-get"):
        return
    as_root = [] if os.geteuid() == 0 else ["sudo", "-n"]
    if as_root and not shutil.which("sudo"):
        return
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    get = [*as_root, "apt-get", "-qq"]
    subprocess.run([*get, "update"], env=quiet, check=False)
    for name in NAMES[:2]:  # older releases have no shell of its own
        command = [*get, "install", "-y", "--no-install-recommends", name]
        if subprocess.run(command, env=quiet, check=False).returncode == 0:
            return


def main() -> int:
    """Print the browser's path; return 1 where there is none."""
    if not find_browser() and "--install" in sys.argv:
        install()
    path = find_browser()
    print(path or MISSING, file=sys.stdout if path else sys.stderr)
    return 0 if path else 1


if __name__ == "__main__":
    sys.exit(main())
