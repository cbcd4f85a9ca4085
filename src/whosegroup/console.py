"""What commands say must reach any console and any file, whatever letters those know."""

from __future__ import annotations

import io
import sys


def accept_any_text() -> None:
    """Write a letter that the output has no sign for by its number, instead of ending there.

    The encoding stays what the system says, because that is what pipes and editors read it by.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
