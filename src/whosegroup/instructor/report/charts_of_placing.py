"""The chart of one exercise in which cases are placed on a line."""

from __future__ import annotations

from matplotlib.patches import Rectangle

from ...figures.lines import fill
from ...figures.style import DARK, Drawing, styled
from ..findings.model import ExerciseFindings, PlacedClass
from .chart_style import Chart, blank, paler
from .wording import Numbers, Row, count, title_of, whole


@styled
def spread(found: ExerciseFindings) -> Chart | None:
    """Draw where each case was placed where readers parted most, its band framed.

    None where no case was placed.
    """
    words, placing = found.exercise.bank.words, found.placing
    if not placing or not placing.spread:
        return None
    places = range(1, 6)
    figure, axes = blank(0.6 * len(placing.spread) + 1.3)
    for y, (unit, counts) in enumerate(placing.spread.items()):
        of = sum(counts.values()) or 1
        for place in places:
            number = counts.get(place, 0)
            axes.add_patch(
                Rectangle(
                    (place - 0.5, y - 0.42),
                    1,
                    0.84,
                    facecolor=paler(DARK, 0.6 * number / of),
                    edgecolor="0.8",
                    linewidth=0.5,
                )
            )
            axes.text(place, y, str(number) if number else "", ha="center", va="center")
        if unit in placing.bands:
            low, high = placing.bands[unit]
            axes.add_patch(
                Rectangle(
                    (low - 0.5, y - 0.42),
                    high - low + 1,
                    0.84,
                    fill=False,
                    edgecolor="black",
                    linewidth=2.2,
                    zorder=4,
                )
            )
    titles = [fill(_said(found, placing, unit), 26) for unit in placing.spread]
    axes.set_yticks(range(len(titles)), titles)
    axes.set_xticks(places)
    axes.tick_params(length=0)
    axes.set(xlim=(0.45, 5.55), ylim=(len(titles) - 0.5, -0.5))
    axes.set_xlabel(fill(words.say("report.charts.spread.x"), 32))
    axes.spines[:].set_visible(False)
    return _spread_chart(found, placing, figure)


def _said(found: ExerciseFindings, placing: PlacedClass, unit: str) -> str:
    words = found.exercise.bank.words
    power = words.say(f"types.place.part_{placing.parts[unit]}")
    return words.say("report.charts.spread.row", title=title_of(found.exercise, unit), power=power)


def _spread_chart(found: ExerciseFindings, placing: PlacedClass, figure: Drawing) -> Chart:
    words, chart = found.exercise.bank.words, "report.charts.spread"
    said, rows = [], []
    for unit, counts in placing.spread.items():
        title = _said(found, placing, unit)
        low, high = placing.bands.get(unit, (None, None))
        most = max(range(1, 6), key=lambda place: counts.get(place, 0))
        said.append(
            words.say(
                f"{chart}.alt_row",
                title=title,
                place=most,
                readers=count("readers", counts.get(most, 0), words),
                low=low,
                high=high,
            )
        )
        band = str(low) if low == high else words.say(f"{chart}.to", low=low, high=high)
        rows.append(Row(unit, [title, *(whole(counts.get(p, 0)) for p in range(1, 6)), band]))
    title = words.say(f"{chart}.title")
    heads = [words.say(f"{chart}.case"), *map(str, range(1, 6)), words.say(f"{chart}.band")]
    return Chart(
        f"{found.exercise.id}-spread",
        title,
        figure,
        words.say(f"{chart}.caption"),
        words.say(f"{chart}.alt", cases=len(rows), rows=words.join(said)),
        Numbers(title, heads, rows),
    )
