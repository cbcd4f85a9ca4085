"""What each of Sphinx's builders shows of an exercise: itself with its links, or its cases as text.

Pages of a site show it, however deep they lie and whatever their addresses look like. A printed
book, an e-book or plain text shows its cases to be read, with a sentence that says so. Builders
that write nothing for readers (`gettext`, `linkcheck`, ...) are left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.etree.ElementTree import Element, fromstring

from docutils import nodes
from sphinx.transforms.post_transforms.images import ImageConverter

from ..bank.loading import load_bank
from ..bank.roots import content_root
from ..exercises.html import fallback, pages_of

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.builders import Builder

SVG, PDF = "image/svg+xml", "application/pdf"
FRONT = "index.html"
# Leads from the site's own address to the first page, where that has another.
REDIRECT = '<!doctype html><meta charset="utf-8"><meta http-equiv="refresh" content="0; url={0}">'
STYLED = re.compile(r"<style\b.*?</style>", re.DOTALL)
# What the plain cases are made of. All other tags only hold others.
TAGS: dict[str, type[nodes.Element]] = {
    "details": nodes.block_quote,
    "em": nodes.emphasis,
    "li": nodes.list_item,
    "p": nodes.paragraph,
    "span": nodes.inline,
    "strong": nodes.strong,
    "summary": nodes.rubric,
    "ul": nodes.bullet_list,
}


def setup(app: Sphinx) -> None:
    """Register with Sphinx."""
    app.add_post_transform(FigureConverter)
    app.connect("doctree-resolved", _leave_out_styles)
    # After sphinx-external-toc, which takes every site for one of files that end in .html.
    app.connect("build-finished", _open_front_door, priority=900)


def is_site(builder: Builder) -> bool:
    """Tell whether a builder makes pages for a browser; an e-book's are read where no script runs.

    The same holds for the help of a program.
    """
    return builder.format == "html" and not getattr(builder, "embedded", False)


def writes_pages(builder: Builder) -> bool:
    """Tell whether a builder writes whole pages, and not parts that others put together."""
    return is_site(builder) and getattr(builder, "out_suffix", "") == ".html"


class FigureConverter(ImageConverter):
    """Make PDF of what is SVG for builders that take none, which is what a page shows.

    The bank's figures are drawn anew; chapters' pictures and what notebooks draw are converted.
    """

    conversion_rules = [(SVG, PDF)]

    def is_available(self) -> bool:
        """Return True: matplotlib draws, and svglib converts."""
        return True

    def convert(self, _from: str | Path, _to: str | Path) -> bool:
        """Make a PDF of a file; what cannot be read as SVG stays what it is."""
        from ..figures.bank_figures import FIGURES, draw

        path = Path(_from)
        name = path.stem.rpartition("-")[0]
        if path.parent.name == ".figures" and name in FIGURES:
            Path(_to).write_bytes(draw(name, load_bank((content_root(),))).as_pdf())
            return True
        return _converted(path, Path(_to))


def _converted(svg: Path, pdf: Path) -> bool:
    """Make a PDF of an SVG, and tell whether it could be read."""
    from reportlab.graphics.renderPDF import drawToFile
    from svglib.svglib import svg2rlg

    drawing = svg2rlg(str(svg))
    if drawing is None:
        return False
    drawToFile(drawing, str(pdf))
    return True


# ------------------------------------------------------------------------------ on a site


def addresses(app: Sphinx, payload: Mapping[str, Any], page: str) -> dict[str, str]:
    """Return where an exercise on a page finds the pages that it leads to.

    A page that the book does not hold has no address.
    """
    found = {name: _address(app, page, name) for name in pages_of(payload)}
    return {name: address for name, address in found.items() if address}


def _address(app: Sphinx, page: str, name: str) -> str | None:
    name, hash, place = name.partition("#")
    if name not in app.env.found_docs:
        return None
    address = app.builder.get_relative_uri(page, name)
    if hash or address == _first(app):
        return f"{address.partition('#')[0]}#{place}"
    return address or "#"


def from_top(app: Sphinx, page: str) -> str:
    """Return where a page of the book is, from the top of its site."""
    address = app.builder.get_target_uri(page)
    return "#" if address == _first(app) else address


def _first(app: Sphinx) -> str:
    """Return what Sphinx calls the first page in a book of a single one, where it has no place."""
    return f"#document-{app.config.root_doc}"


def _open_front_door(app: Sphinx, exception: Exception | None) -> None:
    """Let the site's own address show the book, also where its first page lies in a folder.

    A book in a single page has its links from the site's top, so the page moves there. Some of them
    still begin with the name of the page on which a heading was, before all was one.
    """
    root, front = app.config.root_doc, Path(app.outdir, FRONT)
    if exception or not writes_pages(app.builder):
        return
    if app.builder.name == "singlehtml":
        page = Path(app.builder.get_outfilename(root))  # type: ignore[attr-defined]
        text = page.read_text(encoding="utf-8")
        page.unlink()
        named = rf'href="(?:{re.escape(root)}\.html|#document-[^"#]*)#'
        front.write_text(re.sub(named, 'href="#', text), encoding="utf-8")
    elif "/" in root:
        front.write_text(REDIRECT.format(app.builder.get_target_uri(root)), encoding="utf-8")


# ------------------------------------------------------------------------------ elsewhere


def to_be_read(payload: Mapping[str, Any]) -> nodes.container:
    """Return the cases of an exercise, with the sentence that says where it can be done."""
    told = on_the_site("to_be_read_mixed" if "draws" in payload else "to_be_read")
    cases = fromstring(f"<div>{fallback(payload)}</div>")
    return nodes.container("", told, *_nodes(cases), classes=["wg-to-be-read"])


def on_the_site(name: str) -> nodes.paragraph:
    """Return the sentence that says what is on the site alone, or is done there."""
    return nodes.paragraph(
        "", "", nodes.emphasis("", load_bank((content_root(),), only=()).words["pages"][name])
    )


def _leave_out_styles(app: Sphinx, doctree: nodes.document, _page: str) -> None:
    """Let an e-book's pages be XML, as its readers need them: pandas styles each table in HTML."""
    if getattr(app.builder, "embedded", False):
        for node in list(doctree.findall(nodes.raw)):
            said = STYLED.sub("", node.astext())
            node.clear()
            node += nodes.Text(said)


def _nodes(tag: Element) -> Iterator[nodes.Node]:
    """Yield what stands inside a tag; what is folded away on a page is indented."""
    if tag.text:
        yield nodes.Text(tag.text)
    for inner in tag:
        node = TAGS.get(inner.tag, nodes.container)()
        inside = _nodes(inner)
        node.extend([nodes.paragraph("", "", *inside)] if inner.tag == "li" else inside)
        yield node
        if inner.tail:
            yield nodes.Text(inner.tail)
