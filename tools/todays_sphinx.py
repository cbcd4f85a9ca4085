"""Build the book with the Sphinx of today and without Jupyter Book: the way on, once it is needed.

    python3 tools/todays_sphinx.py

`make sphinx` runs this in the course's folder, after `make book` has made `.venv`: Jupyter Book
writes down there what it hands to Sphinx of `_config.yml`, which is all that is needed of it. What
is newest is installed beside it, nothing held back by constraints.txt; the site comes into
`_build/sphinx/html`. It writes into `_build/sphinx` only.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from environment import ENVIRONMENT

PLACE = Path("_build", "sphinx")
SITE, CONF = PLACE / "html", PLACE / "conf.py"
SCRIPT = "_static/*/whose-group.js"
SETTINGS = ("_config.yml", "_toc.yml")
NEEDED = (
    "furo",
    "ipykernel",
    "minify-go",
    "myst-nb",
    "sphinx>=9",
    "sphinx-comments",
    "sphinx-copybutton",
    "sphinx-design",
    "sphinx-external-toc",
    "sphinx-togglebutton",
    "sphinxcontrib-bibtex",
)
# What Jupyter Book adds to its list of extensions, for itself.
ITS_OWN = ("jupyter_book", "sphinx_jupyterbook_latex", "sphinx_multitoc_numbering")
# Files are named from where the settings lie, which here is not beside the pages.
MORE = """
extensions = [name for name in extensions if name not in {own}]
html_favicon = {course!r} + html_favicon
bibtex_bibfiles = [{course!r} + name for name in bibtex_bibfiles]
"""


def main() -> int:
    """Build the book; return 0 if it was built and its exercises can start."""
    shutil.rmtree(SITE, ignore_errors=True)
    PLACE.mkdir(parents=True, exist_ok=True)
    python = make_environment()
    if not python or not write_settings():
        return 1
    options = ("-q", "-W", "-n", "--keep-going", "-E", "-c", str(PLACE), ".", str(SITE))
    work = {"WHOSEGROUP_WORK": str(PLACE.absolute() / "no-work")}
    if subprocess.call([python, "-m", "sphinx", *options], env={**os.environ, **work}):
        return 1
    if not any(SITE.glob(SCRIPT)):
        print(f"{SITE / SCRIPT} is missing, so no exercise starts.", file=sys.stderr)
        return 1
    version = ("-c", "import sphinx; print(sphinx.__version__)")
    said = subprocess.run([python, *version], capture_output=True, text=True, check=True).stdout
    print(f"The book is in {SITE}, built by Sphinx {said.strip()}.")
    return 0


def make_environment() -> str:
    """Install the newest of all that is needed; return the Python that has it, or ""."""
    folder = PLACE / "venv"
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    if not python.exists() and subprocess.call([sys.executable, "-m", "venv", str(folder)]):
        return ""
    pip = ("-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--upgrade")
    installed = subprocess.call([str(python), *pip, *NEEDED, "-e", ".[instructor]"]) == 0
    return str(python.absolute()) if installed else ""


def write_settings() -> bool:
    """Let Jupyter Book write `conf.py`, and take out what is there for itself."""
    for name in SETTINGS:
        shutil.copy(name, PLACE / name)
    folder = ENVIRONMENT / ("Scripts" if os.name == "nt" else "bin")
    command = [str(folder / "jupyter-book"), "config", "sphinx", str(PLACE)]
    if subprocess.call(command, stdout=subprocess.DEVNULL):
        return False
    with CONF.open("a", encoding="utf-8") as conf:
        conf.write(MORE.format(own=ITS_OWN, course=f"{Path.cwd().as_posix()}/"))
    return True


if __name__ == "__main__":
    sys.exit(main())
