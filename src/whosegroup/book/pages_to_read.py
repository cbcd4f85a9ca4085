"""Which pages are out of date, where Sphinx cannot tell it from the files that they depend on.

Pages depend on the rooms of this package that they are made by; a figure on what its table counts,
not on each case; and all of them on a build that came to its end.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..bank.problems import ContentError
from ..bank.roots import content_root
from .directives import FIGURES, bank_of, figure_digest
from .made_from import content_digest, package_digest

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

UNFINISHED = ".unfinished"
# What else is done once Sphinx has started, before it looks which pages are out of date.
STARTED: list[Callable[[Sphinx], None]] = []


def setup(app: Sphinx) -> None:
    """Register with Sphinx."""
    app.connect("builder-inited", _do_what_is_asked, priority=1000)
    app.connect("env-get-outdated", _find_outdated)
    app.connect("env-updated", _write_all_after_a_break)
    app.connect("build-finished", _note_the_end)


def _do_what_is_asked(app: Sphinx) -> None:
    for work in STARTED:
        work(app)


def _find_outdated(app: Sphinx, env: BuildEnvironment, *_: Any) -> Iterable[str]:
    """Return the pages to be read again: all of them where the package is another than it was."""
    package, content = package_digest(), content_digest((content_root(),))
    was = getattr(env, "whosegroup_made_from", None)
    made_from = (package, content)
    env.whosegroup_made_from = made_from  # type: ignore[attr-defined]  # Sphinx keeps it so
    if was == made_from:
        return []
    if was is None or was[0] != package:
        return sorted(env.found_docs)
    drawn = {page: env.metadata[page].get(FIGURES, {}) for page in sorted(env.found_docs)}
    try:
        bank = bank_of()
    except ContentError:  # said where a figure is to be drawn
        return [page for page, figures in drawn.items() if figures]
    return [
        page
        for page, figures in drawn.items()
        if any(figure_digest(name, bank) != digest for name, digest in figures.items())
    ]


def _mark(app: Sphinx) -> Path:
    return Path(app.doctreedir) / UNFINISHED


def _write_all_after_a_break(app: Sphinx, env: BuildEnvironment) -> Iterable[str]:
    """Have all pages written again if the last build broke off; Sphinx believes them written."""
    broken = _mark(app).exists()
    _mark(app).touch()
    return sorted(env.found_docs) if broken else []


def _note_the_end(app: Sphinx, exception: Exception | None) -> None:
    if exception is None:
        _mark(app).unlink(missing_ok=True)
