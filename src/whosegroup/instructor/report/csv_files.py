"""Write tables and other files for instructors: whole or not at all, and safe in a spreadsheet."""

from __future__ import annotations

import csv
import io
import math
import re
import secrets
import unicodedata
from numbers import Integral, Real
from pathlib import Path
from shutil import copymode

import pandas as pd

DECIMALS = 4
_LINE_ENDS = re.compile(r"[\r\n\v\f\x1c-\x1e\x85\u2028\u2029]+")


def write_csv(frame: pd.DataFrame, path: Path) -> None:
    """Write a table as UTF-8 with a row of names; its index is left out.

    It begins with a byte order mark: without one a Japanese Excel takes UTF-8 for Shift-JIS.
    Numbers have at most four decimals, and what is missing is empty. Text that a spreadsheet would
    take for a formula begins with an apostrophe (OWASP, "CSV Injection"); a cell is one line.
    """
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(_cell(name) for name in frame.columns)
    writer.writerows(map(_cell, row) for row in frame.itertuples(index=False, name=None))
    replace_with(path, text.getvalue().encode("utf-8-sig", "replace"))


def _cell(value: object) -> str:
    return safe(value) if isinstance(value, str) else plain(value)


def plain(value: object) -> str:
    """Return a number with at most four decimals, empty where it is missing; else its text."""
    if isinstance(value, bool) or not isinstance(value, Real):
        return "" if value is None or value is pd.NA else safe(str(value))
    if isinstance(value, Integral):
        return str(int(value))
    if not math.isfinite(value):
        return ""
    number = f"{value:.{DECIMALS}f}".rstrip("0").rstrip(".")
    return "0" if number == "-0" else number


def safe(text: str) -> str:
    """Return text as one line that no spreadsheet takes for a formula."""
    text = _LINE_ENDS.sub(" ", text).replace("\0", "")
    first = unicodedata.normalize("NFKC", text.lstrip()[:1])  # full-width signs count too
    return f"'{text}" if text.startswith("\t") or first in ("=", "+", "-", "@") else text


def replace_with(path: Path, content: bytes) -> None:
    """Put a file in its place whole; a link of that name is replaced and not written through.

    A new file is for whom the umask says; one that is there stays for whom it was.
    """
    made = path.parent / f".new-{secrets.token_hex(8)}"
    try:
        with made.open("xb") as file:
            file.write(content)
        if path.is_file() and not path.is_symlink():
            copymode(path, made)
        made.replace(path)
    except BaseException:
        made.unlink(missing_ok=True)
        raise
