"""The drawn pictures of the chapters: read on a phone, light, and whole without anything else."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest

from whosegroup.bank.yaml_files import read_yaml

ROOT = Path(__file__).parents[2]
TOC = read_yaml((ROOT / "_toc.yml").read_text(encoding="utf-8"), "_toc.yml")[0]
[LISTED] = [part["chapters"] for part in TOC["parts"] if part["caption"] == "Chapters"]
CHAPTERS = [ROOT / f"{chapter['file']}.md" for chapter in LISTED]
PICTURES = sorted(ROOT.glob("book/pictures/*"))
SVG = "{http://www.w3.org/2000/svg}"
# On a phone a picture of 720 has a little less than half of its size: 26 are some 12 pixels.
SIZE, SMALLEST, MOST_WORDS, HEAVIEST = ("720", "405"), 26, 8, 8000

# Faces and hands are circles of these sizes, or are drawn as hands; on a palm words are read.
FACES_AND_HANDS, PALM = ("9", "10", "17", "18"), "#palm"
SHEET = ROOT / "src/whosegroup/book/static/book.css"

every_chapter = pytest.mark.parametrize("chapter", CHAPTERS, ids=lambda path: path.stem)
every_picture = pytest.mark.parametrize("picture", PICTURES, ids=lambda path: path.stem)
# Of a `{figure}`: its file, its options and its caption.
FIGURE = re.compile(r"^```\{figure\} (\S+)\n((?::[^\n]*\n)*)(.*?)^```$", re.MULTILINE | re.DOTALL)


def drawn(picture: Path) -> ElementTree.Element:
    return ElementTree.fromstring(picture.read_text(encoding="utf-8"))


def sizes(node: ElementTree.Element, inherited: float = 0, scale: float = 1) -> list[float]:
    """Return how high each text is drawn: its own size or one it stands in, scaled."""
    size = float(node.get("font-size", inherited))
    for factor in re.findall(r"scale\(([\d.]+)", node.get("transform", "")):
        scale *= float(factor)
    own = [size * scale] if node.tag == f"{SVG}text" else []
    return own + [each for child in node for each in sizes(child, size, scale)]


@every_chapter
def test_a_chapter_has_its_picture(chapter: Path) -> None:
    assert chapter.parent / "pictures" / f"{chapter.stem}.svg" in PICTURES


def test_a_picture_has_its_chapter() -> None:
    assert {picture.stem for picture in PICTURES} <= {chapter.stem for chapter in CHAPTERS}


@every_picture
def test_a_picture_says_its_size_and_what_it_shows(picture: Path) -> None:
    """Sphinx reads the place that a page keeps for it from `width` and `height`."""
    root = drawn(picture)
    assert (root.get("width"), root.get("height")) == SIZE
    assert root.get("viewBox") == f"0 0 {' '.join(SIZE)}"
    for told in ("title", "desc"):
        assert (root.findtext(f"{SVG}{told}") or "").strip(), f"<{told}> is empty."


@every_picture
def test_a_picture_brings_its_own_paper(picture: Path) -> None:
    """An image does not know whether its page is light or dark."""
    paper = next(node for node in drawn(picture) if node.tag not in (f"{SVG}title", f"{SVG}desc"))
    assert (paper.tag, paper.get("width"), paper.get("height")) == (f"{SVG}rect", *SIZE)


@every_picture
def test_a_picture_has_few_words_and_they_can_be_read_on_a_phone(picture: Path) -> None:
    root = drawn(picture)
    assert [size for size in sizes(root) if size < SMALLEST] == []
    words = " ".join("".join(text.itertext()) for text in root.iter(f"{SVG}text"))
    assert len(re.findall(r"[^\W\d]+(?:-\w+)*", words)) <= MOST_WORDS, words


@every_picture
def test_a_picture_asks_for_nothing_from_outside(picture: Path) -> None:
    root = drawn(picture)
    assert {node.tag.removeprefix(SVG) for node in root.iter()} <= {
        *("svg", "title", "desc", "defs", "g", "use"),
        *("path", "rect", "circle", "ellipse", "text"),
    }
    asked = [
        f"{name}={value}"
        for node in root.iter()
        for name, value in node.items()
        if ("href" in name and not value.startswith("#")) or "url(" in value or "//" in value
    ]
    assert asked == []
    named = {id for node in root.iter() if (id := node.get("id"))}
    used = {node.get("href", "").lstrip("#") for node in root.iter(f"{SVG}use")}
    assert used == named, "What is drawn twice has an id, and nothing else has one."


@every_picture
def test_a_picture_is_light(picture: Path) -> None:
    assert picture.stat().st_size <= HEAVIEST


@every_chapter
def test_a_figure_of_a_chapter_says_what_is_to_be_seen_and_what_it_means(chapter: Path) -> None:
    for file, options, caption in FIGURE.findall(chapter.read_text(encoding="utf-8")):
        alt = re.search(r"^:alt: (.+)$", options, re.MULTILINE)
        assert (chapter.parent / file).is_file(), file
        assert alt and caption.strip() and alt[1] != caption.strip(), file
        assert ":figclass: book-picture" in options, f"{file} has no look in book.css."


@every_chapter
def test_a_chapter_shows_its_picture(chapter: Path) -> None:
    shown = [file for file, *_ in FIGURE.findall(chapter.read_text(encoding="utf-8"))]
    assert shown == [f"pictures/{chapter.stem}.svg"]


def in_the_dark(colour: tuple[float, ...]) -> tuple[float, ...]:
    """Do what the page does: `invert(0.9) hue-rotate(180deg)`, by the matrix of that filter."""
    red, green, blue = (0.9 - 0.8 * part for part in colour)
    turned = 0.426 * red + 1.43 * green + 0.144 * blue
    return tuple(min(1, max(0, turned - part)) for part in (red, green, blue))


def luminance(colour: tuple[float, ...]) -> float:
    linear = [((c + 0.055) / 1.055) ** 2.4 if c > 0.04045 else c / 12.92 for c in colour]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def seen(colour: str, dark: bool) -> float:
    """Return how light a colour of a picture is on a light page, or on a dark one."""
    said = tuple(int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return luminance(in_the_dark(said) if dark else said)


def skin(root: ElementTree.Element) -> set[str]:
    """Return the colours of the faces and hands in a picture."""
    circles = [one for one in root.iter(f"{SVG}circle") if one.get("r") in FACES_AND_HANDS]
    palms = [use for use in root.iter(f"{SVG}use") if use.get("href") == PALM]
    return {fill for one in (*circles, *palms) if (fill := one.get("fill"))}


def test_most_pictures_show_faces_or_hands() -> None:
    """Otherwise the test below would see none; two show papers alone."""
    assert len([picture for picture in PICTURES if skin(drawn(picture))]) == len(PICTURES) - 2


def test_pictures_are_turned_dark_as_it_is_reckoned_here() -> None:
    [rule] = re.findall(r"\.book-picture img \{[^}]*\}", SHEET.read_text(encoding="utf-8"))
    assert "var(--wg-dark, invert(0.9) hue-rotate(180deg))" in rule


@every_picture
def test_faces_and_hands_are_no_negatives_in_the_dark(picture: Path) -> None:
    """They stay lighter than the paper, and lines and words on them can be read."""
    root = drawn(picture)
    paper = next(root.iter(f"{SVG}rect")).get("fill", "")
    ink = root.get("stroke", "")
    for colour in skin(root):
        assert seen(colour, dark=True) > seen(paper, dark=True), f"{colour} turns black."
        for dark in (False, True):
            low, high = sorted((seen(colour, dark), seen(ink, dark)))
            assert (high + 0.05) / (low + 0.05) >= 4.5, f"{colour}, dark: {dark}"
