"""Sources: how a citation names one and shows its grade, and the list of them, made in less time.

sphinxcontrib-bibtex formats each source again and again, in every build, and twice: for the list,
and for what a link to it says.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from docutils import nodes
from pybtex.plugin import enumerate_plugin_names, find_plugin, register_plugin
from pybtex.richtext import BaseMultipartText, Text
from pybtex.style.formatting import BaseStyle
from pybtex.style.template import Node, field, first_of, optional
from sphinx.util import logging
from sphinxcontrib.bibtex.plugin import register_plugin as register_reference_style
from sphinxcontrib.bibtex.style.referencing import BracketStyle, PersonStyle
from sphinxcontrib.bibtex.style.referencing.author_year import AuthorYearReferenceStyle
from sphinxcontrib.bibtex.style.referencing.basic_author_year import (
    BasicAuthorYearParentheticalReferenceStyle,
    BasicAuthorYearTextualReferenceStyle,
)
from sphinxcontrib.bibtex.style.template import join, join2, post_text, pre_text, reference

from ..bank.problems import ContentError
from .directives import bank_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pybtex.backends import BaseBackend

STYLES = "pybtex.style.formatting"
PLAIN = ("pybtex.backends", "plaintext")
NBSP = "\u00a0"  # a grade stands on the line of its source
REFERENCES = ("sphinxcontrib.bibtex.style.referencing", "graded")
_formatted: dict[tuple[type, str, str, str], Any] = {}


def setup() -> None:
    """Register with pybtex, once in a process."""
    for name in enumerate_plugin_names(STYLES):
        style = find_plugin(STYLES, name)
        if not issubclass(style, Once):
            register_plugin(STYLES, name, type(style.__name__, (Once, style), {}), force=True)
    # Spares each citation a search for its writer among all installed packages.
    register_plugin(*PLAIN, find_plugin(*PLAIN), force=True)
    register_reference_style(*REFERENCES, Graded, force=True)


class Once(BaseStyle):
    """A style that formats a source once, as long as nothing in it changes."""

    def format_entry(self, label: str, entry: Any, bib_data: Any = None) -> Any:
        """Return a source as it is shown with a label."""
        if "crossref" in entry.fields:  # what it says stands in another source too
            return super().format_entry(label, entry, bib_data)
        told = (type(self), label, entry.key, repr(entry))
        if told not in _formatted:
            _formatted[told] = super().format_entry(label, entry, bib_data)
        return _formatted[told]


# ------------------------------------------------------------------------------- a citation


class Grade(BaseMultipartText):
    """The grade of a source: a short sign for eyes, and beside it the rest of its name."""

    def __init__(self, sign: str, rest: str) -> None:
        self.info = (rest,)
        super().__init__(sign)

    def render(self, backend: BaseBackend) -> list[nodes.Element]:
        """Return the sign; where no style hides the rest, as in print, the name stands whole."""
        rest = nodes.inline("", self.info[0], classes=["source-grade-rest"])
        return [nodes.inline("", "", *super().render(backend), rest, classes=["source-grade"])]


def _grade(_children: object, data: Mapping[str, Any]) -> Text:
    """Return the sign of a source's grade, or nothing if it has none."""
    entry = data["entry"]
    name = entry.fields.get("grade")
    if not name:
        return Text()
    try:
        words = bank_of(()).words["pages"]
    except ContentError:  # said wherever something of the bank is shown
        return Text()
    if f"grade_{name}" not in words:
        said = "Source '%s' has the grade '%s', and data/words: pages.yml has no words for it."
        logging.getLogger(__name__).warning(said, entry.key, name)
        return Text()
    return Text(Grade(words[f"grade_{name}"], words[f"grade_{name}_rest"]))


GRADED = Node("grade", _grade)


@dataclass
class Label(PersonStyle):
    """What a citation calls a source: its author, in short if it says how; without one, its key."""

    def author_or_editor_or_title(self, full: bool) -> Node:
        """Return the template; a title, which is too long for a sentence, comes last."""
        named = [field("shortauthor"), self.names("author", full), self.names("editor", full)]
        return first_of[[optional[way] for way in (*named, field("key"), field("title"))]]


@dataclass
class InBrackets(BasicAuthorYearParentheticalReferenceStyle):
    """A source in brackets; of one without a year no year is said."""

    def inner(self, role_name: str) -> Node:
        """Return the template of one source."""
        label = self.person.author_or_editor_or_title(full="s" in role_name)
        source = reference[join(sep=self.author_year_sep)[label, optional[field("year")]]]
        graded = join(sep=NBSP)[source, GRADED]
        return join2(sep1=self.pre_text_sep, sep2=self.post_text_sep)[pre_text, graded, post_text]


@dataclass
class InSentence(BasicAuthorYearTextualReferenceStyle):
    """A source as a part of a sentence: its name leads to it."""

    def inner(self, role_name: str) -> Node:
        """Return the template of one source."""
        label = self.person.author_or_editor_or_title(full="s" in role_name)
        year = optional[join[self.bracket.left, field("year"), self.bracket.right]]
        return join(sep=NBSP)[reference[join(sep=self.text_reference_sep)[label, year]], GRADED]


@dataclass
class Graded(AuthorYearReferenceStyle):
    """Author and year, or a short label, and the grade of what is no source of the first hand."""

    def __post_init__(self) -> None:
        """Put our two ways of citing in the place of the usual ones."""
        super().__post_init__()
        person = Label()
        for style in (
            InBrackets(bracket=BracketStyle(sep="; "), person=person),
            InSentence(bracket=BracketStyle(), person=person),
        ):
            self.role_style.update((name, style) for name in style.role_names())
