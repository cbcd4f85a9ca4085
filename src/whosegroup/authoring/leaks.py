"""Searching a built site for the key of its graded exercises, before anybody else does."""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import suppress
from html import escape
from pathlib import Path

from ..bank.model import Bank
from ..bank.problems import Problem
from ..bank.vignettes import Vignette
from ..exercises.graded import SECRET, read_secret
from ..exercises.model import Exercise

# Pictures and fonts hold no words; whatever else lies in a site may be opened as text.
WORDLESS = {".eot", ".gif", ".ico", ".jpeg", ".jpg", ".png", ".ttf", ".webp", ".woff", ".woff2"}
REMEDY = "Take it out of the page, and build the site anew."
TOLD = "the secret of a bank"
AWAY = "Take it out of the site, make another secret before the test, and build anew."
# What the instructors' page calls its cases stands there, whatever a bank calls its own.
GUIDE, EXAMPLES = "making-a-test", {"first-name", "other-name", "another-case"}


def find_leaks(site: Path, exercises: Iterable[Exercise]) -> list[Problem]:
    """Return each place in a site that shows of a graded case what only its instructor may know.

    That is its name, its title, its feedback, its other half and its sources, and the secret of its
    bank; a title that stands in the text of the case, which readers see, is none. Raises OSError
    where the site cannot be read.
    """
    graded = [exercise for exercise in exercises if exercise.settings.graded]
    hidden = [
        (variant, f"{what} of a case of '{exercise.id}'")
        for exercise in graded
        for case in exercise.vignettes
        for what, text in _hidden(case)
        for variant in _variants(text)
    ]
    roots = {root for exercise in graded for root in exercise.bank.roots}
    hidden += [(secret, TOLD) for root in sorted(roots) if (secret := read_secret(root))]
    if not hidden:
        return []
    found = dict(hidden)
    pattern = re.compile("|".join(rf"(?<![\w-]){re.escape(text)}(?![\w-])" for text in found))
    return [
        problem for file, text in _texts(site) for problem in _search(file, text, pattern, found)
    ]


def check_site(site: Path, bank: Bank) -> list[Problem]:
    """Return what keeps a search from meaning anything: no site, or no test to search it for."""
    if not (site / "index.html").is_file():
        what = "This is no built site: there is no index.html."
        remedy = "Name the folder that the build made, such as _build/html."
        return [Problem(site.as_posix(), 1, what, remedy)]
    if not bank.kept:
        what = "It was not searched: there is no graded exercise, and so no key to search for."
        remedy = "Name the bank of the test with --bank."
        return [Problem(site.as_posix(), 1, what, remedy)]
    return []


def _hidden(case: Vignette) -> Iterator[tuple[str, str]]:
    yield "the name", case.id
    if case.front.title.lower() not in case.text.lower():
        yield "the title", case.front.title
    if case.front.pair:
        yield "the other half", case.front.pair
    for said in case.front.feedback.values():
        yield "the feedback", said
    for source in case.front.sources:
        yield "a source", source


def _variants(text: str) -> set[str]:
    """Return a text as it may stand on a page, in a script, or in plain."""
    return {text, escape(text), escape(text, quote=False), json.dumps(text)[1:-1]}


def _texts(site: Path) -> Iterator[tuple[str, str]]:
    """Yield the name of each file that may hold words, and its text; of zips, what is in them."""
    for path in sorted(site.rglob("*")):
        file = path.relative_to(site.parent).as_posix()
        if not path.is_file() or path.suffix in WORDLESS:
            continue
        yield file, path.read_bytes().decode(errors="replace")
        if zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as archive, suppress(zipfile.BadZipFile, RuntimeError):
                for name in archive.namelist():
                    yield f"{file}/{name}", archive.read(name).decode(errors="replace")


def _search(
    file: str, text: str, pattern: re.Pattern[str], found: dict[str, str]
) -> Iterator[Problem]:
    name = file.rsplit("/", 1)[-1]
    if name.startswith(Path(SECRET).stem):
        yield Problem(file, 1, "This is the file of a secret.", AWAY)
        return
    examples = EXAMPLES if name.startswith(GUIDE) else ()
    for match in pattern.finditer(text):
        if match[0] in examples:
            continue
        line, what = text.count("\n", 0, match.start()) + 1, found[match[0]]
        if what == TOLD:  # and is not told once more
            yield Problem(file, line, f"Here stands {what}.", AWAY)
        else:
            yield Problem(file, line, f"Here stands {what}: '{match[0]}'.", REMEDY)
