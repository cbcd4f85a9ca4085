"""Searching a built site for the key of its graded exercises, before anybody else does."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from html import escape
from pathlib import Path

from .exercises import Exercise
from .graded import SECRET, read_secret
from .problems import Problem
from .vignettes import Vignette

# Pictures and fonts hold no words; whatever else lies in a site may be opened as text.
WORDLESS = {".eot", ".gif", ".ico", ".jpeg", ".jpg", ".png", ".ttf", ".webp", ".woff", ".woff2"}
REMEDY = "Take it out of the page, and build the site anew."
AWAY = "Take it out of the site, make another secret before the test, and build anew."
# What the instructors' page calls its cases stands there, whatever a bank calls its own.
GUIDE, EXAMPLES = "making-a-test", {"first-name", "other-name", "another-case"}


class SiteError(ValueError):
    """There is nothing to search, or nothing to search for; the message says so."""


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
    hidden += [
        (secret, f"the secret of '{exercise.id}'")
        for exercise in graded
        if (secret := read_secret(exercise.folder))
    ]
    if not hidden:
        return []
    found = dict(hidden)
    pattern = re.compile("|".join(rf"(?<![\w-]){re.escape(text)}(?![\w-])" for text in found))
    return [problem for path in _files(site) for problem in _search(path, site, pattern, found)]


def check_site(site: Path, exercises: Iterable[Exercise]) -> None:
    """Raise SiteError for a folder that is no built site, and where no exercise is graded."""
    if not (site / "index.html").is_file():
        raise SiteError(
            f"{site}: this is no built site: there is no index.html. "
            "Name the folder that the build made, such as _build/html."
        )
    if not any(exercise.settings.graded for exercise in exercises):
        raise SiteError(
            "No graded exercise could be read, so there is nothing to search the site for. "
            "Name its bank with --bank, and mend what is wrong in it."
        )


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


def _files(site: Path) -> Iterator[Path]:
    return (p for p in sorted(site.rglob("*")) if p.is_file() and p.suffix not in WORDLESS)


def _search(
    path: Path, site: Path, pattern: re.Pattern[str], found: dict[str, str]
) -> Iterator[Problem]:
    file = path.relative_to(site.parent).as_posix()
    if path.name.startswith(Path(SECRET).stem):
        yield Problem(file, 1, "This is the file of a secret.", AWAY)
    text = path.read_bytes().decode(errors="replace")
    examples = EXAMPLES if path.name.startswith(GUIDE) else ()
    for match in pattern.finditer(text):
        if match[0] in examples:
            continue
        line = text.count("\n", 0, match.start()) + 1
        if found[match[0]].startswith("the secret"):  # nobody need read it here too
            yield Problem(file, line, f"Here stands {found[match[0]]}.", AWAY)
        else:
            yield Problem(file, line, f"Here stands {found[match[0]]}: '{match[0]}'.", REMEDY)
