"""The glossary: an entry for each criterion and surface cue, and links to it from other pages.

The first use of a word on a page leads to its entry, but not beside a test or its first question.
Which words these are, in which forms, is content: `glossary.yml` of the words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx import addnodes
from sphinx.util import logging

from ..bank.content import find_files
from ..bank.problems import ContentError
from ..bank.roots import content_root
from ..exercises.feedback import CRITERIA, CUES
from ..exercises.payload import GLOSSARY
from .directives import BankDirective, bank_of
from .exercise_nodes import ExerciseNode

if TYPE_CHECKING:
    from sphinx.application import Sphinx

WORDS = "glossary"  # the file of words that says what leads there
LOOK = "glossary-term"
UNLINKED = "whosegroup-unlinked"  # noted of a page: a test on it asks what a link would tell
# Where a word is no word of the page's own, or leads elsewhere already.
KEPT = (
    nodes.title,
    nodes.reference,
    nodes.literal,
    nodes.literal_block,
    nodes.raw,
    nodes.block_quote,
    nodes.citation,
    nodes.caption,
    nodes.term,
    nodes.comment,
    addnodes.pending_xref,
    addnodes.toctree,
)
# A case, and what stands over what can be folded: a link within it could not be pressed.
APART = {"wg-vignette", "sd-summary-title"}


def setup(app: Sphinx) -> None:
    """Register with Sphinx."""
    app.add_directive("meanings", MeaningsDirective)
    app.connect("doctree-read", _read)
    app.connect("doctree-resolved", _link)


class MeaningsDirective(BankDirective):
    """List all criteria, or all that only looks telling, each where its name leads to."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        bank = self.bank([])
        self.follow([])
        table = self.arguments[0]
        said = {
            CRITERIA: (bank.criteria, "criteria", ("meaning", "asks")),
            CUES: (bank.surface_cues, "surface_cues", ("why",)),
        }
        if table not in said:
            raise self.error(f"There is no list '{table}'. Write {CRITERIA} or {CUES}.")
        ids, topic, keys = said[table]
        entries = []
        for id in ids:
            words = bank.words[topic][id]
            term = nodes.term("", words["name"], ids=[f"{table}-{id}"])
            self.state.document.note_explicit_target(term)
            told = nodes.paragraph("", bank.words.join(words[key] for key in keys))
            entries.append(nodes.definition_list_item("", term, nodes.definition("", told)))
        return [nodes.definition_list("", *entries)]


def _forms() -> Mapping[str, Iterable[str]]:
    """Return by the place of each entry the words that lead to it; none if they cannot be read."""
    try:
        return bank_of(()).words.get(WORDS, {})
    except ContentError:  # said wherever something of the bank is shown
        return {}


def _read(app: Sphinx, doctree: nodes.document) -> None:
    """Give each entry a place, and let every page be read again when other words lead there."""
    env = app.env
    if any(node["payload"].get("forms") for node in doctree.findall(ExerciseNode)):
        env.metadata[env.docname][UNLINKED] = True
    if GLOSSARY not in env.found_docs:
        return
    for path in find_files((content_root(),), "data/words", f"*/{WORDS}.yml"):
        env.note_dependency(str(path))
    if env.docname != GLOSSARY:
        return
    there = set(doctree.ids)
    for term in doctree.findall(nodes.term):
        name = re.split(r"[,;]", term.astext())[0]
        if not term["ids"]:
            term["ids"] = [f"term-{nodes.make_id(name)}"]
            doctree.note_explicit_target(term)
        there |= set(term["ids"])
    for place in sorted(set(_forms()) - there):
        said = "data/words: %s.yml names '%s', and the glossary has no such entry."
        logging.getLogger(__name__).warning(said, WORDS, place, location=GLOSSARY)


def _link(app: Sphinx, doctree: nodes.document, page: str) -> None:
    if app.builder.format != "html" or page == GLOSSARY or GLOSSARY not in app.env.found_docs:
        return
    if UNLINKED in app.env.metadata[page]:
        return
    places = {form.lower(): place for place, forms in _forms().items() for form in forms}
    if not places:
        return
    either = "|".join(map(re.escape, sorted(places, key=len, reverse=True)))
    # What is said in quotation marks is somebody's, or a name.
    pattern = re.compile(rf"“[^”]*”|(?<![\w-])({either})(?![\w-])", re.IGNORECASE)
    address = app.builder.get_relative_uri(page, GLOSSARY)
    linked: set[str] = set()
    for text in list(doctree.findall(nodes.Text)):
        if not _is_own(text):
            continue
        pieces = list(_pieces(text.astext(), pattern, places, linked, address))
        if len(pieces) > 1:
            text.parent.replace(text, pieces)


def _is_own(text: nodes.Text) -> bool:
    around: Any = text.parent
    while around is not None:
        if isinstance(around, KEPT) or APART.intersection(around.get("classes", ())):
            return False
        around = around.parent
    return True


def _pieces(
    text: str,
    pattern: re.Pattern[str],
    places: Mapping[str, str],
    linked: set[str],
    address: str,
) -> Iterator[nodes.Node]:
    """Yield a text with a link at each word whose entry nothing on the page leads to so far."""
    done = 0
    for found in pattern.finditer(text):
        place = places.get((found[1] or "").lower())
        if place is None or place in linked:
            continue
        linked.add(place)
        yield nodes.Text(text[done : found.start()])
        where = f"{address}#{place}"
        yield nodes.reference("", found[1], refuri=where, internal=True, classes=[LOOK])
        done = found.end()
    yield nodes.Text(text[done:])
