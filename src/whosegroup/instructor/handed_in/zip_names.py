"""What the files in a zip are called, however the system that made it wrote their names.

A zip says of each name whether it is UTF-8. Where it does not, a Mac wrote UTF-8 all the same, a
Japanese Windows Shift-JIS (cp932), and others what the standard asks for, cp437.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Sequence

UTF_8 = 0x800  # this bit of a member's flags
STANDARD = "cp437"  # as which `zipfile` reads a name that is not said to be UTF-8
# Letters of Japanese, and what else stands in Japanese names: signs, and all that is full width.
LETTERS = (
    "\u3005-\u3007\u3041-\u30ff\u3400-\u9fff\uff10-\uff19\uff21-\uff3a\uff41-\uff5a\uff66-\uff9f"
)
FOREIGN = re.compile(f"[^\0-\x7f\u2010-\u203b\u3000-\u303f\uff00-\uffef{LETTERS}]")
LETTER, WORD = re.compile(f"[{LETTERS}]"), re.compile(f"[{LETTERS}]{{2}}")
AMONG_LATIN = re.compile(f"[A-Za-z][{LETTERS}]|[{LETTERS}][A-Za-z]")


def names_of(members: Sequence[zipfile.ZipInfo]) -> list[str]:
    """Return the name of each member of a zip, as whoever made it saw it."""
    raw = [None if m.flag_bits & UTF_8 else m.orig_filename.encode(STANDARD) for m in members]
    encoding = _encoding([name for name in raw if name and not name.isascii()])
    return [
        member.orig_filename if name is None else name.decode(encoding)
        for member, name in zip(members, raw, strict=True)
    ]


def _encoding(names: Sequence[bytes]) -> str:
    """Return in which encoding all of these names make sense."""
    if _decoded(names, "utf-8") is not None:
        return "utf-8"
    japanese = _decoded(names, "cp932")
    return "cp932" if japanese is not None and _is_japanese("\0".join(japanese)) else STANDARD


def _decoded(names: Sequence[bytes], encoding: str) -> list[str] | None:
    try:
        return [name.decode(encoding) for name in names]
    except UnicodeDecodeError:
        return None


def _is_japanese(text: str) -> bool:
    """Tell Japanese from what else happens to be Shift-JIS, such as a name with an umlaut."""
    if FOREIGN.search(text) or not LETTER.search(text):
        return False
    return bool(WORD.search(text)) or not AMONG_LATIN.search(text)
