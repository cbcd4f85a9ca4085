from __future__ import annotations

import gzip
from typing import Any
from xml.etree import ElementTree

import IPython.display
import matplotlib
import pytest

from whosegroup.figures.style import Drawing, as_png, blank, label_rows

LABELS = ["A short one", "One that goes on for two lines"]


@pytest.fixture
def drawing() -> Drawing:
    figure, axes = blank(2)
    axes.barh([0, 1], [3, 5], hatch="//", edgecolor="white")
    label_rows(axes, LABELS, 18)
    axes.set_xlabel("<b> & more")
    return figure


def texts(drawing: Drawing) -> list[ElementTree.Element]:
    return list(ElementTree.fromstring(drawing.as_text()).iter("{http://www.w3.org/2000/svg}text"))


def words(drawing: Drawing) -> list[str | None]:
    return [text.text for text in texts(drawing)]


def test_a_notebook_shows_a_drawing_as_svg_and_once(
    drawing: Drawing, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[dict[str, Any]] = []
    monkeypatch.setattr(IPython.display, "display", lambda data, raw: shown.append(data))
    drawing._ipython_display_()
    assert [set(data) for data in shown] == [{"image/svg+xml", "text/plain"}]
    assert shown[0]["image/svg+xml"] == drawing.as_text()


def test_the_words_of_a_drawing_are_text(drawing: Drawing) -> None:
    assert {"A short one", "<b> & more"} <= set(words(drawing))


def test_each_line_of_a_row_s_name_ends_at_the_axis_in_any_font(drawing: Drawing) -> None:
    """Of a text of two lines, matplotlib says where each begins in its own font."""
    assert {"One that goes on", "for two lines"} <= set(words(drawing))
    ends = [text for text in texts(drawing) if "text-anchor: end" in text.attrib["style"]]
    assert len(ends) == 3
    assert len({text.attrib["x"] for text in ends}) == 1


def test_a_drawing_is_written_the_same_each_time_and_says_nothing_of_who_wrote_it(
    drawing: Drawing,
) -> None:
    first = drawing.as_text()
    assert drawing.as_text() == first
    assert "<metadata" not in first


def test_a_drawing_is_a_small_part_of_a_picture_s_weight(drawing: Drawing) -> None:
    assert len(gzip.compress(drawing.as_text().encode(), 6)) < len(as_png(drawing)) / 5


def test_the_user_s_own_settings_are_left_alone(drawing: Drawing) -> None:
    before = dict(matplotlib.rcParams)
    drawing.as_text()
    assert dict(matplotlib.rcParams) == before
