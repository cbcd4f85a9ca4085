"""Exercises before a class: `?class` in a page's address shows its cases large, one at a time.

No page is heavier for it than by the line that looks at the address. The script, and what it shows
of each exercise, are files that are asked for there alone; from disk, too. A page without cases has
the line as well: it says so, and names the pages that have some.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.util.docutils import SphinxRole
from sphinx.util.logging import getLogger
from sphinx.util.osutil import relative_uri

from ..bank.content import exercise_names
from ..bank.loading import load_bank
from ..bank.roots import content_root, content_roots
from ..component.script import minified, source, style
from ..exercises.html import data_text
from ..exercises.in_class import compile_class, is_for_class
from ..exercises.written import read_written
from .builders import is_site, writes_pages
from .course_page import practice_pages
from .kept import exercises_of

if TYPE_CHECKING:
    from sphinx.application import Sphinx

logger = getLogger(__name__)
SCRIPT, FOLDER = "_static/in-class.js", "_static/in-class"
PLAYED = 'feedback="each"'  # what stands at an exercise that a class can play
LOADER = (
    "<script>/[?&]class(?=[=&]|$)/.test(location.search)&&document.head.append(Object.assign("
    'document.createElement("script"),{{src:"{}"}}))</script>\n'
)


def setup(app: Sphinx) -> None:
    """Register with Sphinx."""
    app.add_role("in-class", InClassRole())
    app.connect("doctree-resolved", _lead_to)
    app.connect("html-page-context", _load)
    app.connect("build-finished", _take_out)


class InClassNode(nodes.Inline, nodes.Element):
    """The place of a link that opens an exercise before a class."""


class InClassRole(SphinxRole):
    """Lead to an exercise before a class, by its id, or to one of its cases: `EXERCISE/CASE`.

    Its page is known when all are read.
    """

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Return the place."""
        place = InClassNode(shown=self.text)
        self.set_source_info(place)
        return [place], []


def _lead_to(app: Sphinx, doctree: nodes.document, page: str) -> None:
    """Put a link in each place, and plain words where no browser can show an exercise large."""
    places = list(doctree.findall(InClassNode))
    addresses = class_addresses(app) if places else {}
    for place in places:
        id, _, case = place["shown"].partition("/")
        words = load_bank((content_root(),), only=()).words["printing"]["listed_class"]
        known = id in addresses and (not case or case in _cases(app, id))
        if not known:
            logger.warning(f"No page shows '{place['shown']}' to a class.", location=place)
        if not known or not is_site(app.builder):
            place.replace_self(nodes.Text(words))
            continue
        address = addresses[id].replace(f"={id}", f"={case or id}")
        refuri = relative_uri(app.builder.get_target_uri(page), address)
        place.replace_self(nodes.reference("", words, refuri=refuri, internal=True))


def _cases(app: Sphinx, id: str) -> set[str]:
    [exercise] = exercises_of(app, [id]).values()
    shown = compile_class(exercise)
    return {slide["id"] for slide in shown["slides"]} if shown else set()


def class_addresses(app: Sphinx) -> dict[str, str]:
    """Return where each exercise that a class can be shown is large, from the site's top."""
    shown = {id: one.address for one in reversed(practice_pages(app)) for id in one.exercises}
    return {
        one.id: f"{shown[one.id]}?class={one.id}"
        for one in exercises_of(app, shown).values()
        if is_for_class(one)
    }


def ship(site: Path, shown: Mapping[str, Any], lang: str) -> None:
    """Write what a class is shown of an exercise into a site."""
    name = f"{shown['exercise']}-{lang}"
    path = site / FOLDER / f"{name}.js"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f'whoseGroupInClass("{name}",{data_text(shown)});\n', encoding="utf-8")


def script_of(words: Mapping[str, str], pages: Iterable[tuple[str, str]] = ()) -> str:
    """Return the script, with its style, its words, and the pages that have cases: title, address.

    Addresses are those from the top of the site.
    """
    told = data_text({"style": style("in-class"), "words": words, "pages": list(pages)})
    return f"(() => {{{minified(source('in_class'))};inClass({told});}})();\n"


def _take_out(app: Sphinx, exception: Exception | None) -> None:
    """Remove what an earlier build shipped of an exercise that has gone, or is a test by now."""
    roots = content_roots()
    names = exercise_names(roots)
    for path in [] if exception else Path(app.outdir, FOLDER).glob("*.js"):
        id = path.stem.rpartition("-")[0]
        written = read_written(id, roots)[0] if id in names else None
        if id not in names or (written and written.settings.says != "each"):
            path.unlink()


def _load(app: Sphinx, page: str, template: str, context: dict[str, Any], *_: Any) -> None:
    played = PLAYED in context.get("body", "")
    if played or (template == "page.html" and _pages(app)):
        digest = hashlib.sha256(_script(app).encode()).hexdigest()[:12]
        address = relative_uri(app.builder.get_target_uri(page), SCRIPT)
        context["metatags"] = context.get("metatags", "") + LOADER.format(f"{address}?v={digest}")


def _pages(app: Sphinx) -> list[tuple[str, str]]:
    """Return the pages that a class can be shown, found once a build."""
    known: list[tuple[str, str]] | None = getattr(app, "whosegroup_shown_pages", None)
    if known is None:
        known = [
            (page.title, page.address)
            for page in (practice_pages(app) if writes_pages(app.builder) else ())
            for shown in [exercises_of(app, page.exercises).values()]
            if any(one.settings.says == "each" for one in shown)
        ]
        app.whosegroup_shown_pages = known  # type: ignore[attr-defined]
    return known


def _script(app: Sphinx) -> str:
    """Return the script, written once a build."""
    known: str | None = getattr(app, "whosegroup_in_class", None)
    if known is None:
        known = script_of(load_bank((content_root(),), only=()).words["in_class"], _pages(app))
        path = Path(app.outdir) / SCRIPT
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(known, encoding="utf-8")
        app.whosegroup_in_class = known  # type: ignore[attr-defined]
    return known
