"""Beginning a course of one's own, from the installed package alone.

It holds a small example to be written over. What exercises and reports say in every course is
copied into it from this package, and so is what the book needs to be built.
"""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import unicodedata
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from shlex import quote
from string import Template
from urllib.parse import urlsplit
from urllib.request import url2pathname

from .. import __version__
from ..bank.roots import package_content
from .new import New, WritingError, write

STARTER = Path(__file__).parent / "starter"
NAMING = ("_config.yml", "README.md", "book/intro.md", "data/course.yml")  # the course's own name
NEEDS = ("constraints.txt", "requirements.txt")
WORDS = "data/words/en"
# Jupyter Book looks for files by a pattern that the folder's path begins, and Python's venv takes
# the last for the end of a path; a line break ends a line of make.
UNBEARABLE = set("[]*?%$:\\\n\r")
SIGNIFICANT = re.compile(r"[!#$&*<>@\[\\\]^_`{|}~]")  # which may mean something within a heading


def start(folder: Path, title: str | None = None, package: str | None = None) -> New:
    """Begin a course in a folder that is new or empty; it is called like the folder, or `title`.

    `package` is a wheel, which is put beside the course, or an address that pip takes. Without it
    the course asks for this package where it was installed from, or else by name and version.

    Raises WritingError if nothing could be written.
    """
    _check(folder)
    title = _readable(title or "") or _readable(folder.resolve().name)
    wheel, wanted = _wanted(package)
    example = [path for path in STARTER.rglob("*") if path.is_file()]
    texts = {path.relative_to(STARTER).as_posix(): _text(path) for path in example}
    texts |= {name: Template(texts[name]).substitute(_names(title)) for name in NAMING}
    content = package_content()
    for path in sorted((content / WORDS).glob("*.yml")):
        texts.setdefault(f"{WORDS}/{path.name}", _text(path))
    texts |= {name: _text(content / name) for name in NEEDS}
    texts["requirements.txt"] = _asking_for(wanted, texts["requirements.txt"])
    written = write({folder / name: text for name, text in sorted(texts.items())})
    if wheel:
        written.append(Path(shutil.copy(wheel, folder)))
    steps = [
        f"Go into the folder: cd {quote(str(folder))}",
        "Build the book: make book (without make, as README.md says)",
        "Put your own distinction in the place of the example: README.md says what stands where.",
        "Then run there: whosegroup check",
    ]
    return New(written, steps)


def _check(folder: Path) -> None:
    """Check that nothing is in the way, and that a book can be built there."""
    if folder.is_dir() and not any(folder.iterdir()):
        pass
    elif folder.exists() or folder.is_symlink():
        what = "is not empty" if folder.is_dir() else "is a file"
        raise WritingError(f"{folder} {what}, and a course begins in a new folder. Name another.")
    found = UNBEARABLE & {sign for part in folder.resolve().parts[1:] for sign in part}
    if found:
        signs = " ".join("a line break" if sign in "\n\r" else sign for sign in sorted(found))
        raise WritingError(
            f"The path {_readable(str(folder.resolve()))} holds {signs}, with which no book can be "
            "built. Name another folder."
        )


def _readable(title: str) -> str:
    """Return a title in one line, with a question mark for what is no letter to anybody."""
    return " ".join(title.encode("utf-8", "replace").decode().split())


def _names(title: str) -> dict[str, str]:
    """Return what a course is called in each of its files."""
    return {
        "title": json.dumps(title, ensure_ascii=False),
        "heading": re.sub(SIGNIFICANT, r"\\\g<0>", title),
        "name": _name(title),
    }


def _name(title: str) -> str:
    """Return the name under which a browser keeps answers; letters that it lacks leave a digest."""
    plain = unicodedata.normalize("NFKD", title)
    words = re.findall(r"[a-z0-9]+", plain.encode("ascii", "ignore").decode().lower())
    if not words or any(sign.isalnum() and not sign.isascii() for sign in plain):
        words.append(hashlib.sha256(title.encode()).hexdigest()[:8])
    return "-".join(words if words[0][0].isalpha() else ["course", *words])


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


# ------------------------------------------------------------------ where the package comes from


def _wanted(package: str | None) -> tuple[Path | None, str]:
    """Return the wheel to put beside the course, if any, and how pip asks for the package.

    Its extras have their place between `{}`.
    """
    package = package or _installed_from()
    if package is None:
        return None, f"whosegroup{{}}=={__version__}"
    if "://" in package:
        return None, f"whosegroup{{}} @ {package.replace('{', '%7B').replace('}', '%7D')}"
    wheel = Path(package)
    if wheel.suffix != ".whl" or not wheel.is_file():
        raise WritingError(
            f"'{package}' is neither a wheel (a file whose name ends in .whl) nor an address that "
            "pip takes, such as https://... or git+https://... Name one of these."
        )
    return wheel, f"./{wheel.name}{{}}"


def _installed_from() -> str | None:
    """Return the address or the wheel from which this package was installed, as pip notes it."""
    try:
        noted = json.loads(distribution("whosegroup").read_text("direct_url.json") or "{}")
    except (PackageNotFoundError, ValueError):
        return None
    address, versioned = noted.get("url", ""), noted.get("vcs_info")
    if versioned:
        return f"{versioned['vcs']}+{address}@{versioned['commit_id']}"
    if "archive_info" not in noted:  # a folder, which is on this machine alone
        return None
    if not address.startswith("file:"):
        return str(address)
    wheel = Path(url2pathname(urlsplit(address).path))
    return str(wheel) if wheel.suffix == ".whl" and wheel.is_file() else None


def _asking_for(wanted: str, requirements: str) -> str:
    """Return this course's requirements with the package in the place of the checkout."""
    return re.sub(
        r"^-e \.(\[.*\])$",
        lambda found: wanted.format(found[1]),
        requirements,
        flags=re.MULTILINE,
    )
