"""From the bytes of a file to the data in it: decoded, found on a platform's page, parsed."""

from __future__ import annotations

import codecs
import csv
import io
import json
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from html import unescape
from typing import Any

from ...work.contract import number, refuse
from .model import suffix

ENCODINGS = {"utf-8-sig": "UTF-8-BOM", "utf-16": "UTF-16", "cp932": "Shift-JIS"}
TAG = re.compile("<[^<>]*>")
DIGITS = 4300  # of a whole number; nobody writes more but to keep a program busy
SEPARATORS = ",;\t"  # of the cells of a table
# What Excel writes above a table to say by what it is parted, and never shows.
SAYS_SEPARATOR = re.compile(rf'\s*"?sep=([{SEPARATORS}])"?[ ;,]*\r?\n', re.IGNORECASE)
SIGN = '"whosegroup-'  # with this begins the format of what an exercise saves


class UnusableError(Exception):
    """A file's content is of no use; `why` is the id of the words for it."""

    def __init__(self, why: str, **values: object) -> None:
        self.why, self.values = why, values


def decode(data: bytes) -> tuple[str, str | None]:
    """Return a file's text, and its encoding where it is not plain UTF-8."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encodings = ["utf-16"]
    elif data.startswith(codecs.BOM_UTF8):
        encodings = ["utf-8-sig"]
    else:
        encodings = ["utf-8", "cp932"]
    for encoding in encodings:
        try:
            return data.decode(encoding), ENCODINGS.get(encoding)
        except UnicodeDecodeError:
            pass
    raise UnusableError("not_text")


def parse(text: str) -> tuple[Any, bool]:
    """Return what JSON text holds, and whether a field stands twice in one table of it."""
    named_twice = False

    def table(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        nonlocal named_twice
        made = dict(pairs)
        named_twice = named_twice or len(made) < len(pairs)
        return made

    try:
        data = json.loads(
            text,
            object_pairs_hook=table,
            parse_int=_whole,
            parse_float=number,
            parse_constant=refuse,
        )
    except RecursionError:
        raise UnusableError("too_deep") from None
    except ValueError as error:
        shown = text.strip()
        at_end = getattr(error, "pos", 0) >= len(text.rstrip())
        is_cut = shown.startswith("{") and (at_end or not shown.endswith("}"))
        why = "cut" if is_cut else "not_json" if shown else "empty"
        raise UnusableError(why) from None
    return data, named_twice


def _whole(digits: str) -> int | float:
    return number(digits) if len(digits) <= DIGITS else refuse(digits)


def pasted(name: str, page: bytes) -> bytes | None:
    """Return the work that a reader pasted into a field of a platform; None where there is none.

    `page` is the file in which the platform hands the field over, as text or as HTML.
    """
    text = page.decode("utf-8-sig", "replace")
    if suffix(name) != ".txt":
        text = unescape(TAG.sub("", text))
    # An editor keeps the spaces of indented text by making them unbreakable.
    text = text.replace("\N{NO-BREAK SPACE}", " ")
    sign = text.find(SIGN)
    begin = text.rfind("{", 0, sign) if sign >= 0 else -1
    if begin < 0:
        return None
    try:
        end = json.JSONDecoder().raw_decode(text, begin)[1]
    except (ValueError, RecursionError):
        end = sign  # it is cut, whatever the platform wrote after it
    return text[begin:end].encode("utf-8", "replace")


def table_rows(text: str) -> list[list[str]]:
    """Return the rows of a table that are not empty, parted by what parts most of its first row.

    Where a line above them says by what they are parted, that holds.
    """
    said = SAYS_SEPARATOR.match(text)
    text = text[said.end() :] if said else text
    first = next((line for line in text.splitlines() if line.strip()), "")
    parted = [next(csv.reader([first], delimiter=one), []) for one in SEPARATORS]
    most = SEPARATORS[max(range(len(parted)), key=lambda n: len(parted[n]))]
    separator = said[1] if said else most
    rows = csv.reader(io.StringIO(text.replace("\0", ""), newline=""), delimiter=separator)
    return [row for row in rows if any(cell.strip() for cell in row)]


def heads_of(heads: Sequence[str], named: Mapping[str, Iterable[str]]) -> dict[str, int]:
    """Return where each column stands that has one of its names; the first of two of one name."""
    places: dict[str, int] = {}
    for place, head in enumerate(heads):
        places.setdefault(_plain(head), place)
    found = {
        id: next((places[_plain(name)] for name in (id, *names) if _plain(name) in places), None)
        for id, names in named.items()
    }
    return {id: place for id, place in found.items() if place is not None}


def _plain(head: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", head).casefold().split())
