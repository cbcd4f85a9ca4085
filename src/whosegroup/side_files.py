"""Files beside the real ones: what systems and editors leave behind, and copies of somebody's work.

What is hidden or temporary is nobody's work, and is passed over in silence wherever files are
looked for. A copy or a conflict may hold what somebody wrote: it is not read, and is named.
"""

from __future__ import annotations

import os
import re
import unicodedata
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
FLAGS = re.VERBOSE | re.IGNORECASE | re.DOTALL
TEMPORARY = re.compile(
    r"""
    \. .*                          # hidden; `._` of a Mac, `.#` of Emacs
  | ~\$ .*                         # a document that is open in an office program
  | \# .* \#                       # Emacs, while it is not saved
  | .* ~                           # the version before, of many editors
  | .* \. (?: sw[a-p] | tmp | temp | bak | orig
            | crdownload | opdownload | download | part | partial )
  | .* \. sb-[0-9a-f]{8}-\w{6}     # a Mac's editor, while it saves
  | .* ___jb_(?:tmp|old)___
    """,
    FLAGS,
)
COPY = re.compile(
    r"""
    .* \( \s* \d+ \s* \)                         # a browser, a phone, a cloud folder
  | .* (?: [\s_-] | の | 的 )
    (?: copy | copie | kopie | copia | cópia | コピー | 副本 | 복사본 ) \s* \(? \d* \)?
  | (?: copy|copie|kopie|copia|cópia ) (?: \s*\(\d+\) )? \s (?: of|de|von|di ) \s .*
  | .* [(\[] [^()\[\]]* (?: conflict | konflikt | conflit | 競合 ) .*
  | .* \. (?: sync- )? conflict .*                # Syncthing, Resilio
  | .* _conflict- \d .*                           # ownCloud
  | .* [._] (?: base | local | remote | backup ) _ \d+   # git mergetool
    """,
    FLAGS,
)
# What may belong to a name as well: it is a copy's only where a file of the name before it is.
NUMBERED = re.compile(r"(?P<name>.*?\S)(?: \d+|-[A-Z0-9]*[A-Z][A-Z0-9-]*)", re.DOTALL)
PLAIN = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def is_passed_over(path: str | os.PathLike[str]) -> bool:
    """Tell whether a file or folder is hidden, temporary or of a system, by its own name alone."""
    name = PurePath(path).name or str(path)
    return name.lower() in OF_SYSTEMS or TEMPORARY.fullmatch(name) is not None


def is_copy(path: str | os.PathLike[str]) -> bool:
    """Tell whether a file is a copy, or one of two versions that a shared folder could not join.

    No name that a case or an exercise may have is one. `case 2.md` and OneDrive's
    `case-ANNA-PC.md` are so only where `case.md` lies beside them.
    """
    path = Path(path)
    if is_passed_over(path):
        return False
    if "~" in path.suffix:  # a merge leaves `case.md~HEAD`
        return True
    if PLAIN.fullmatch(path.stem):
        return False
    stem, name = (unicodedata.normalize("NFKC", part) for part in (path.stem, path.name))
    if COPY.fullmatch(stem) or COPY.fullmatch(name):
        return True
    numbered = NUMBERED.fullmatch(path.stem)
    return numbered is not None and path.with_name(numbered["name"] + path.suffix).exists()
