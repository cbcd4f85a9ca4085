"""Which folders content is read from: the course's own, and the banks that are laid over it."""

from __future__ import annotations

import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

Roots = tuple[Path, ...]

VARIABLE = "WHOSEGROUP_BANK"
PARTS = ("data", "exercises")  # the folders of a bank that content is read from
WITHIN = ("asks", "decisions", "vignettes", "words")  # the folders in `data`


class BankError(ValueError):
    """A bank that was named cannot be read; the message says which, why, and the remedy."""

    def _render_traceback_(self) -> list[str]:
        """Let IPython show the sentence alone."""
        return [str(self)]


def content_root() -> Path:
    """Return the folder that holds the course's own `data/` and `exercises/`.

    The environment's WHOSEGROUP_CONTENT comes first, then the course in whose folder somebody
    stands, then what this package brings.
    """
    if named := os.environ.get("WHOSEGROUP_CONTENT"):
        return Path(named)
    return _course_around() or package_content()


def _course_around() -> Path | None:
    """Return the course in whose folder, or in a folder of which, a command runs or a notebook."""
    with suppress(OSError):  # that folder is gone
        here = Path.cwd()
        return next((folder for folder in (here, *here.parents) if is_whole(folder)), None)
    return None


def package_content() -> Path:
    """Return the content that this package brings: its checkout's, or the copy inside it."""
    package = Path(__file__).parents[1]
    checkout = package.parents[1]
    return checkout if (checkout / "data" / "criteria.yml").exists() else package / "_content"


def content_roots(root: Path | Roots | None = None) -> Roots:
    """Return all folders that content is read from: `root`, or else the course's and the banks'.

    The environment's WHOSEGROUP_BANK names the banks that an instructor lays over the course, with
    the system's sign between them (`:`, on Windows `;`). Raises BankError for one that is none.
    """
    if root is not None:
        return root if isinstance(root, tuple) else (root,)
    return lay_over(*banks_of_environment())


def banks_of_environment() -> list[Path]:
    """Return the banks that WHOSEGROUP_BANK names; raise BankError for one that is none."""
    return [checked_bank(bank) for bank in banks_named([os.environ.get(VARIABLE, "")])]


def lay_over(*banks: Path) -> Roots:
    """Return the course's own folder and an instructor's banks, whose files are added to it.

    A bank that has criteria of its own is whole and stands in the place of the course.
    """
    whole = [bank for bank in banks if is_whole(bank)]
    laid = [bank for bank in banks if bank not in whole]
    return (*(whole or [content_root()]), *laid)


def is_whole(bank: Path) -> bool:
    """Tell whether a bank has criteria of its own, and so is a course by itself."""
    return (bank / "data" / "criteria.yml").exists()


def banks_named(names: Iterable[str]) -> list[Path]:
    """Return the folders that `--bank` or WHOSEGROUP_BANK names, each once; each may name several.

    A name may begin with `~`, and is relative to where the command was typed.
    """
    found: dict[str, Path] = {}
    for path in (_located(part) for name in names for part in _parted(name)):
        found.setdefault(os.path.realpath(path), path)
    return list(found.values())


def _parted(name: str) -> list[str]:
    """Return the names in one that may hold several; a folder may have the sign in its name."""
    if name.strip() and Path(name).expanduser().is_dir():
        return [name]
    return [part for part in name.split(os.pathsep) if part.strip()]


def _located(name: str) -> Path:
    """Return where a folder lies that was named.

    The programs that run notebooks start them elsewhere, and leave in PWD where they were typed.
    """
    path = Path(name).expanduser()
    typed = Path(os.environ.get("PWD", ""), path)
    return typed if not path.is_absolute() and not path.exists() and typed.exists() else path


def checked_bank(bank: Path, *, new: bool = False) -> Path:
    """Return a bank; raise BankError where it is not there, or is another folder than was meant.

    One that is to be made, `new`, may be missing or empty.
    """
    if not os.path.exists(bank):  # noqa: PTH110 - one that may not be looked at is not there
        if new:
            _check_within(bank)
            return bank
        raise BankError(
            f"The bank '{bank}' does not exist{_from_here(bank)}. "
            f"Mend its name in --bank or in {VARIABLE}."
        )
    if not bank.is_dir():
        raise BankError(f"The bank '{bank}' is a file, and a bank is a folder. Name its folder.")
    if any((bank / part).is_dir() for part in PARTS):
        return bank
    _check_within(bank)
    if not new:
        hint = next((str(inner) for inner in _folders(bank) if _is_bank(inner)), None)
        remedy = f"Did you mean '{hint}'?" if hint else "Name the folder that holds them."
        raise BankError(f"The bank '{bank}' holds neither `data` nor `exercises`. {remedy}")
    return bank


def _check_within(bank: Path) -> None:
    """Refuse a folder that is part of a bank, such as `my-bank/data/vignettes/en`."""
    whole = Path.cwd() / bank
    for outer in whole.parents:
        inner = whole.relative_to(outer).parts
        if inner[0] in PARTS and (inner[1:2] == () or inner[1] in WITHIN) and _is_bank(outer):
            raise BankError(f"'{bank}' is a part of a bank and not a bank. Name '{outer}'.")


def _is_bank(folder: Path) -> bool:
    return any((folder / "data" / part).is_dir() for part in WITHIN) or any(
        folder.glob("exercises/*.yml")
    )


def _folders(folder: Path) -> list[Path]:
    try:
        return sorted(path for path in folder.iterdir() if path.is_dir())
    except OSError:
        return []


def _from_here(bank: Path) -> str:
    return "" if bank.is_absolute() else f" in {Path.cwd()}"
