"""Fonts for letters that matplotlib's own lacks, as those of Japanese: whichever is installed."""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

import matplotlib
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties, findfont, fontManager, get_font
from matplotlib.text import Text

# What Linux, a Mac and Windows bring for Japanese, those first that look best beside our own.
FAMILIES = (
    "Noto Sans CJK JP",
    "Noto Sans JP",
    "Source Han Sans JP",
    "Hiragino Sans",
    "Hiragino Kaku Gothic ProN",
    "Yu Gothic",
    "Meiryo",
    "BIZ UDGothic",
    "IPAexGothic",
    "IPAGothic",
    "TakaoPGothic",
    "VL PGothic",
    "MS Gothic",
)
# What matplotlib says of each letter that it has no sign for.
LACKING = r"Glyph \d+ .* missing from|Matplotlib currently does not support"


def families_for(letters: Iterable[str]) -> tuple[list[str], set[str]]:
    """Return the installed families that letters need beside the usual one, and what all lack."""
    left = _lacking(findfont(FontProperties()), set(letters))
    if not left:
        return [], left
    installed = {font.name for font in fontManager.ttflist}
    needed = []
    for family in FAMILIES:
        if family in installed and left:
            path = findfont(FontProperties(family=family), fallback_to_default=False)
            if (still := _lacking(path, left)) < left:
                needed.append(family)
                left = still
    return needed, left


def _lacking(path: str, letters: set[str]) -> set[str]:
    font = get_font(path)
    return {a for a in letters if not a.isspace() and not font.get_char_index(ord(a))}


def lacks_letters(figure: Figure) -> bool:
    """Tell whether no font here has some letter of a figure."""
    return bool(families_for(_letters(_texts(figure)))[1])


@contextmanager
def named_fonts(figure: Figure) -> Iterator[None]:
    """Let a figure be drawn with all the fonts that its letters need; what is lacking is not said.

    Where no font has a letter, an SVG whose words are text still shows it in the reader's own.
    """
    texts = _texts(figure)
    families, _ = families_for(_letters(texts))
    for text in texts if families else ():
        own = text.get_fontfamily()
        text.set_fontfamily([*own, *(name for name in families if name not in own)])
    usual = matplotlib.rcParams["font.family"]
    with matplotlib.rc_context({"font.family": [*usual, *families]}), warnings.catch_warnings():
        warnings.filterwarnings("ignore", LACKING)
        yield


def _texts(figure: Figure) -> list[Text]:
    for axes in figure.axes:
        for axis in (axes.xaxis, axes.yaxis):
            axis.get_ticklabels(which="both")  # they are written only now
    return figure.findobj(Text)


def _letters(texts: Iterable[Text]) -> set[str]:
    return {letter for text in texts for letter in text.get_text()}
