"""A figure takes the fonts that its letters need, and says nothing of those that none has."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from matplotlib.font_manager import fontManager
from matplotlib.text import Text

from whosegroup.figures import fonts
from whosegroup.figures.fonts import families_for, lacks_letters
from whosegroup.figures.style import Drawing, as_png, as_svg, blank

FAMILY = "Whosegroup Test Gothic"
LETTERS = "自助会"
UNKNOWN = "\U0001318a"  # in no font that a test may meet by chance in FAMILIES


def make_font(path: Path) -> None:
    """Write a font that has a square for each of a few letters, and nothing else."""
    pen = TTGlyphPen(None)
    pen.moveTo((100, 0))
    for point in ((900, 0), (900, 800), (100, 800)):
        pen.lineTo(point)
    pen.closePath()
    names = {ord(letter): f"square{number}" for number, letter in enumerate(LETTERS)}
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder([".notdef", *names.values()])
    builder.setupCharacterMap(names)
    builder.setupGlyf(dict.fromkeys([".notdef", *names.values()], pen.glyph()))
    builder.setupHorizontalMetrics(dict.fromkeys([".notdef", *names.values()], (1000, 100)))
    builder.setupHorizontalHeader(ascent=880, descent=-120)
    builder.setupNameTable({"familyName": FAMILY, "styleName": "Regular"})
    builder.setupOS2()
    builder.setupPost()
    builder.save(path)


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let the font be installed, and be the one that is looked for beside one that is not."""
    make_font(tmp_path / "gothic.ttf")
    before = [*fontManager.ttflist]
    fontManager.addfont(tmp_path / "gothic.ttf")
    monkeypatch.setattr(fonts, "FAMILIES", ("Whosegroup Absent Gothic", FAMILY))
    yield
    fontManager.ttflist[:] = before


@pytest.fixture
def bare(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no font be installed but matplotlib's own."""
    monkeypatch.setattr(fonts, "FAMILIES", ("Whosegroup Absent Gothic",))


def labelled(words: str) -> Drawing:
    """Return a figure that has words in every place where a chart has some."""
    figure, axes = blank(2)
    axes.barh([0, 1], [3, 5], label=words)
    axes.set_yticks([0, 1], [words, "one"])
    axes.set_xlabel(words)
    axes.annotate(words, (1, 1))
    figure.legend(loc="outside upper center")
    return figure


def drawn(figure: Drawing) -> list[str]:
    """Draw a figure in all the ways there are; return what is said meanwhile."""
    with warnings.catch_warnings(record=True) as said:
        warnings.simplefilter("always")
        figure.as_text()
        as_svg(figure)
        as_png(figure)
        figure.canvas.draw()
    return [str(warning.message) for warning in said]


@pytest.mark.usefixtures("installed")
def test_letters_that_the_usual_font_lacks_are_looked_for_in_those_that_are_installed() -> None:
    assert families_for("Group, Zoë 12") == ([], set())
    assert families_for(f"Zoë {LETTERS}") == ([FAMILY], set())
    assert families_for(f"{LETTERS}\n{UNKNOWN}") == ([FAMILY], {UNKNOWN})
    assert families_for(UNKNOWN) == ([], {UNKNOWN})


@pytest.mark.usefixtures("installed")
def test_every_word_of_a_figure_is_drawn_in_a_font_that_has_it(
    caplog: pytest.LogCaptureFixture,
) -> None:
    figure = labelled(f"Zoë {LETTERS}")
    assert drawn(figure) == []
    assert caplog.messages == [], "A family that is not there would be named."
    texts = [text for text in figure.findobj(Text) if LETTERS in text.get_text()]
    assert len(texts) >= 4
    assert all(text.get_fontfamily()[-1] == FAMILY for text in texts)
    assert not lacks_letters(figure)


@pytest.mark.usefixtures("installed")
def test_the_letters_are_the_font_s_own_in_a_picture_and_in_an_svg(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Squares of the test's font take the place of what stands for an unknown letter."""
    with_font = (as_svg(labelled(LETTERS)), as_png(labelled(LETTERS)))
    monkeypatch.setattr(fonts, "FAMILIES", ())
    assert as_svg(labelled(LETTERS)) != with_font[0]
    assert as_png(labelled(LETTERS)) != with_font[1]


@pytest.mark.usefixtures("bare")
@pytest.mark.parametrize("words", [LETTERS, UNKNOWN, f"Zoë {LETTERS}"])
def test_where_no_font_has_a_letter_nothing_is_said_and_words_stay_text(words: str) -> None:
    """A reader's browser may have the font; a build must not fail for want of it."""
    figure = labelled(words)
    assert drawn(figure) == []
    assert lacks_letters(figure)
    for svg in (figure.as_text(), as_svg(figure).decode()):
        texts = ElementTree.fromstring(svg).iter("{http://www.w3.org/2000/svg}text")
        assert [text.text for text in texts].count(words) == 4


@pytest.mark.usefixtures("installed")
def test_a_figure_that_needs_no_other_font_is_what_it_was() -> None:
    """On any machine, so that pages are the same wherever they are built."""
    text = labelled("Zoë").as_text()
    assert FAMILY not in text
    assert "<text" not in as_svg(labelled("Zoë")).decode()


def test_other_warnings_are_still_given() -> None:
    figure = labelled("Zoë")
    with pytest.warns(UserWarning, match="of its own"), fonts.named_fonts(figure):
        warnings.warn("This has a reason of its own.", stacklevel=1)
