"""Which charts a report has: of the whole class, of each exercise, and of each change."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from matplotlib.figure import Figure

from ...bank.words import Words
from ..findings.model import Change, ExerciseFindings, Findings
from .chart_style import Chart
from .charts import calibration, confusion, facility, items, readers
from .charts_of_change import changed
from .charts_of_placing import spread
from .overview import overview


def draw_all(findings: Findings) -> dict[str, Figure]:
    """Return every figure of a report by the name of its files, such as `two-kinds-confusion`."""
    if not findings.exercises:
        return {}
    words = findings.exercises[0].exercise.bank.words
    found = class_charts(findings, words)
    found += [chart for one in findings.exercises for chart in charts_of(one, findings)]
    found += [chart for one in findings.changes for chart in change_charts(one, words)]
    return {chart.name: chart.figure for chart in found}


def class_charts(findings: Findings, words: Words) -> list[Chart]:
    """Return the chart with which a report begins, none where no cases were sorted."""
    return maybe(overview, findings.exercises, words)


def charts_of(found: ExerciseFindings, findings: Findings) -> list[Chart]:
    """Return the charts of one exercise; only those that its type and its answers give."""
    if not found.readers:
        return []
    if found.placing:
        return maybe(spread, found)
    charts = maybe(confusion, found)
    if len(found.items):
        charts.append(facility(found))
    if found.sorting:
        charts += maybe(readers, found, findings.people)
        charts += maybe(calibration, found)
    return charts + maybe(items, found, to_mend(found, findings))


def change_charts(change: Change, words: Words) -> list[Chart]:
    """Return the chart of a change, none where nobody did both tests."""
    return [changed(change, words)] if change.readers else []


def maybe(draw: Callable[..., Chart | None], *args: Any) -> list[Chart]:
    """Return what is drawn as a list, empty where there is nothing to draw."""
    chart = draw(*args)
    return [chart] if chart else []


def to_mend(found: ExerciseFindings, findings: Findings) -> list[str]:
    """Return the cases of an exercise that should be mended."""
    if not findings.monday or findings.monday.mend.empty:
        return []
    mend = findings.monday.mend
    return list(mend.loc[mend["exercise"] == found.exercise.id, "vignette"])
