"""Files beside the real ones: what systems and editors leave behind, and copies of somebody's work.

What is hidden or temporary is nobody's work, and is passed over in silence wherever files are
looked for. A copy or a conflict may hold what somebody wrote: it is not read, and is named.
"""

from __future__ import annotations

import os
import re
import unicodedata
from functools import lru_cache
from pathlib import Path, PurePath

# In small letters. `Icon` ends in a carriage return: a folder's picture on a Mac.
OF_SYSTEMS = {
    "thumbs.db",
    "ehthumbs.db",
    "desktop.ini",
    "icon\r",
    "__macosx",
    "__pycache__",
    "$recycle.bin",
    "system volume information",
    "lost+found",
    "@eadir",
    "#recycle",
}
# Compiled where one is asked for: hardly a name in a sound bank needs more than REAL.
FLAGS = re.VERBOSE | re.IGNORECASE | re.DOTALL
TEMPORARY = r"""
    \. .*                          # hidden; `._` of a Mac, `.#` of Emacs
  | ~\$ .*                         # a document that is open in an office program
  | \# .* \#                       # Emacs, while it is not saved
  | .* ~                           # the version before, of many editors
  | .* \. (?: sw[a-p] | tmp | temp | bak | orig
            | crdownload | opdownload | download | part | partial )
  | .* \. sb-[0-9a-f]{8}-\w{6}     # a Mac's editor, while it saves
  | .* ___jb_(?:tmp|old)___
"""
COPY = r"""
    .* \( \s* \d+ \s* \)                         # a browser, a phone, a cloud folder
  | .* (?: [\s_-] | の | 的 )
    (?: copy | copie | kopie | copia | cópia | コピー | 副本 | 복사본 ) \s* \(? \d* \)?
  | (?: copy|copie|kopie|copia|cópia ) (?: \s*\(\d+\) )? \s (?: of|de|von|di ) \s .*
  | .* [(\[] [^()\[\]]* (?: conflict | konflikt | conflit | 競合 ) .*
  | .* \. (?: sync- )? conflict .*                # Syncthing, Resilio
  | .* _conflict- \d .*                           # ownCloud
  | .* [._] (?: base | local | remote | backup ) _ \d+   # git mergetool
"""
# What may belong to a name as well: it is a copy's only where a file of the name before it is.
NUMBERED = re.compile(r"(?P<name>.*?\S)(?: \d+|-[A-Z0-9]*[A-Z][A-Z0-9-]*)", re.DOTALL)
PLAIN = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
# Nearly all that are met. An underscore may begin the word for a copy, which is looked at closer.
REAL = re.compile(r"[a-z0-9-]+(_(?!co|ko|ba|lo|re)[a-z]+)*(\.(md|yml|ipynb|json))?")


def is_passed_over(path: str | os.PathLike[str]) -> bool:
    """Tell whether a file or folder is hidden, temporary or of a system, by its own name alone."""
    return _sort_of(_name(path)) == "passed over"


def is_copy(path: str | os.PathLike[str]) -> bool:
    """Tell whether a file is a copy, or one of two versions that a shared folder could not join.

    No name that a case or an exercise may have is one. `case 2.md` and OneDrive's
    `case-ANNA-PC.md` are so only where `case.md` lies beside them.
    """
    sort = _sort_of(_name(path))
    if sort == "numbered" and (name := NUMBERED.fullmatch(Path(path).stem)):
        return Path(path).with_name(name["name"] + Path(path).suffix).exists()
    return sort == "copy"


def _name(path: str | os.PathLike[str]) -> str:
    return path.name if isinstance(path, PurePath) else PurePath(path).name or str(path)


@lru_cache(maxsize=10_000)  # the same names are asked for again and again
def _sort_of(name: str) -> str:
    """Return which sort of name it is: `passed over`, `copy`, maybe one (`numbered`), or `real`."""
    if REAL.fullmatch(name):
        return "real"
    stem, suffix = PurePath(name).stem, PurePath(name).suffix
    if name.lower() in OF_SYSTEMS or re.fullmatch(TEMPORARY, name, FLAGS):
        return "passed over"
    if "~" in suffix:  # a merge leaves `case.md~HEAD`
        return "copy"
    if PLAIN.fullmatch(stem):
        return "real"
    if any(re.fullmatch(COPY, unicodedata.normalize("NFKC", part), FLAGS) for part in (stem, name)):
        return "copy"
    return "numbered" if NUMBERED.fullmatch(stem) else "real"
