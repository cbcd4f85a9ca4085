from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import product

import matplotlib.pyplot as plt
import pandas as pd
import pytest
from matplotlib.figure import Figure

from toy_findings import PLACED, SORTED, findings_of, load
from whosegroup.figures.lines import shorten
from whosegroup.figures.style import as_png, as_svg
from whosegroup.instructor.findings.model import ExerciseFindings, Findings, Share
from whosegroup.instructor.report.all_charts import change_charts, charts_of, class_charts, draw_all
from whosegroup.instructor.report.chart_style import Chart
from whosegroup.instructor.report.wording import decimal, percent

TWELVE = findings_of(12)


def found_in(findings: Findings, exercise: str = SORTED[0]) -> ExerciseFindings:
    return next(one for one in findings.exercises if one.exercise.id == exercise)


def all_charts(findings: Findings) -> list[Chart]:
    words = findings.exercises[0].exercise.bank.words
    made = class_charts(findings, words)
    made += [one for found in findings.exercises for one in charts_of(found, findings)]
    return made + [one for change in findings.changes for one in change_charts(change, words)]


def chart(name: str, findings: Findings = TWELVE) -> Chart:
    """Return one chart of a report, by the name of its files."""
    of = [one for one in findings.exercises if name.startswith(one.exercise.id)]
    return next(one for one in all_charts(replace(findings, exercises=of)) if one.name == name)


def texts(figure: Figure) -> list[str]:
    return [text.get_text() for axes in figure.axes for text in axes.texts]


def rows(figure: Figure) -> list[str]:
    """Return the labels of all rows, as they are drawn."""
    figure.canvas.draw()
    return [label.get_text() for label in figure.axes[0].get_yticklabels()]


def points(figure: Figure) -> dict[tuple[float, float], float]:
    """Return every point that is drawn as a marker, with its area."""
    return {
        (float(x), float(y)): float(size)
        for one in figure.axes[0].collections
        if hasattr(one, "get_sizes") and len(one.get_offsets())
        for (x, y), size in product_of(one.get_offsets(), one.get_sizes())
    }


def product_of(places, sizes):  # one size may stand for all
    return zip(places, list(sizes) * (len(places) if len(sizes) == 1 else 1), strict=True)


def test_each_exercise_has_the_charts_of_its_type() -> None:
    names = set(draw_all(TWELVE))
    sorts = {
        f"{exercise}-{kind}"
        for exercise, kind in product(
            SORTED, ("confusion", "facility", "readers", "calibration", "items")
        )
    }
    others = {
        f"{name}-{kind}" for name in ("which-question", "asking") for kind in ("facility", "items")
    }
    assert names == sorts | others | {"overview", f"{PLACED}-spread", "last-sort.unaided-change"}


@pytest.mark.parametrize(
    ("value", "per_cent", "number"),
    [
        (0.275, "28", "0.28"),
        (-0.001, "0", "0.00"),
        (-0.256, "\N{MINUS SIGN}26", "\N{MINUS SIGN}0.26"),
    ],
)
def test_numbers_are_rounded_and_zero_has_no_sign(value: float, per_cent: str, number: str) -> None:
    assert (percent(value), decimal(value)) == (per_cent, number)


def test_nobody_has_no_chart() -> None:
    assert draw_all(findings_of(0)) == {}
    empty = replace(found_in(TWELVE), readers=0)
    assert charts_of(empty, TWELVE) == []


def overview(findings: Findings) -> Chart:
    [made] = class_charts(findings, load(SORTED[0]).bank.words)
    return made


def test_the_overview_has_two_points_with_intervals_for_each_sorting_in_its_order() -> None:
    made = overview(TWELVE)
    shown = [" ".join(row.split()) for row in rows(made.figure)]
    assert shown == [load(name).title for name in SORTED]
    heights = {}
    for (share, y), _ in points(made.figure).items():
        heights.setdefault(share, []).append(round(y))
    assert heights == {0.5: [0, 1], 0.25: [0, 1]}  # conflation, and its mirror
    values = [[getattr(c, "value", c) for c in row.cells[2:]] for row in made.numbers.rows]
    assert values == [[0.5, 0.4, 0.6, 48], [0.25, 0.15, 0.35, 48]] * 2
    lines = [
        tuple(float(x) for x, _ in line)
        for one in made.figure.axes[0].collections
        if hasattr(one, "get_segments")
        for line in one.get_segments()
    ]
    assert lines.count((0.4, 0.6)) == lines.count((0.15, 0.35)) == 2
    assert "50 per cent (40 to 60)" in made.alt and "25 per cent (15 to 35)" in made.alt


def test_the_overview_tells_the_two_mistakes_apart_by_marker_and_colour() -> None:
    conflation, mirror = overview(TWELVE).figure.legends[0].legend_handles
    support, self_help = (
        next(
            h
            for h in chart("two-kinds-facility").figure.legends[0].legend_handles
            if h.get_label() == label
        )
        for label in ("Support group", "Self-help group")
    )
    for mistake, kind in ((conflation, support), (mirror, self_help)):
        assert mistake.get_facecolor().tolist() == kind.get_facecolor().tolist()
        assert len(mistake.get_paths()[0].vertices) == len(kind.get_paths()[0].vertices)
    assert conflation.get_label() == "Support groups called self-help groups"


def test_a_mistake_that_nobody_could_make_has_no_point_in_the_overview() -> None:
    findings = findings_of(12, SORTED[0])
    [found] = findings.exercises
    sorting = replace(found.sorting, mirror=Share(0, 0, None, None, None))
    made = overview(replace(findings, exercises=[replace(found, sorting=sorting)]))
    assert [share for share, _ in points(made.figure)] == [0.5]
    assert "called support groups, nothing was counted" in made.alt


@pytest.mark.parametrize("exercise", [PLACED, "which-question", "mixed-practice"])
def test_only_sorting_that_is_not_mixed_practice_has_an_overview(exercise: str) -> None:
    findings = findings_of(12, SORTED[0], exercise)
    assert overview(findings).numbers == overview(findings_of(12, SORTED[0])).numbers
    alone = replace(findings, exercises=findings.exercises[1:])
    assert class_charts(alone, load(exercise).bank.words) == []


def test_the_four_squares_hold_the_counts_and_hatch_what_did_not_fit() -> None:
    figure = chart("two-kinds-confusion").figure
    assert texts(figure) == ["36", "12", "24", "24"]
    assert [bool(patch.get_hatch()) for patch in figure.axes[0].patches] == [
        False,
        True,
        True,
        False,
    ]


def test_the_alternative_of_the_four_squares_says_their_numbers() -> None:
    alt = chart("two-kinds-confusion").alt
    assert [int(word) for word in alt.replace(",", "").split() if word.isdigit()] == [
        36,
        12,
        24,
        24,
    ]


def test_cases_stand_with_the_hardest_first_and_a_marker_for_each_kind() -> None:
    made = chart("two-kinds-facility")
    items = found_in(TWELVE).items
    titles = [case.front.title for case in load("two-kinds").vignettes]
    assert [row.replace("\n", " ") for row in rows(made.figure)] == titles
    assert set(points(made.figure)) == {(f, float(y)) for y, f in enumerate(items["facility"])}
    [legend] = made.figure.legends
    markers = [handle.get_paths()[0].vertices.shape for handle in legend.legend_handles]
    assert len(set(markers)) == 2, "Colour alone must not tell the kinds apart."


def test_two_halves_of_a_pair_are_told_apart_in_the_numbers() -> None:
    heads = [row.cells[0] for row in chart("two-kinds-facility").numbers.rows]
    titles = {case.front.title: case.front.kind for case in load("two-kinds").vignettes}
    labels = {"self-help": "self-help group", "support": "support group"}
    assert {f"{title} ({labels[kind]})" for title, kind in titles.items()} <= set(heads)


def people_at(*places: tuple[float, float]) -> Findings:
    """Return findings in which each reader of the first exercise stands at one of the places."""
    found = findings_of(3, SORTED[0])
    person = dict(found.people.iloc[0])
    rows = [person | {"mirror_rate": x, "conflation_rate": y} for x, y in places]
    return replace(found, people=pd.DataFrame(rows))


def test_readers_at_the_same_point_are_one_circle_whose_area_counts_them() -> None:
    places = [(0.25, 0.5)] * 9_000 + [(0.5, 0.25)] * 990 + [(0.0, 0.0)] * 10
    made = chart("two-kinds-readers", people_at(*places))
    sizes = points(made.figure)
    assert set(sizes) == {(0.25, 0.5), (0.5, 0.25), (0.0, 0.0)}
    assert sizes[0.25, 0.5] > sizes[0.5, 0.25] > sizes[0.0, 0.0] > 0
    assert "10000 readers" in made.alt
    assert sum(row.cells[2].value for row in made.numbers.rows) == 10_000


def test_the_alternative_says_how_many_stand_above_and_below_the_line() -> None:
    alt = chart("two-kinds-readers", people_at((0, 1), (0, 0.5), (1, 0), (0.5, 0.5))).alt
    assert alt.endswith("stand 2; below it stand 1.")


def test_readers_who_met_one_kind_alone_have_no_place() -> None:
    nowhere = people_at((float("nan"), 0.5))
    assert f"{SORTED[0]}-readers" not in draw_all(nowhere)


def test_calibration_is_drawn_only_where_confidence_was_asked_for() -> None:
    findings = findings_of(12, SORTED[0])
    nobody = Share(0, 0, None, None, None)
    [found] = findings.exercises
    sorting = replace(found.sorting, calibration={"sure": nobody, "unsure": nobody})
    unasked = replace(findings, exercises=[replace(found, sorting=sorting)])
    assert f"{SORTED[0]}-calibration" not in draw_all(unasked)
    assert f"{SORTED[0]}-calibration" in draw_all(findings)


def test_calibration_is_drawn_where_all_were_sure() -> None:
    findings = findings_of(12, SORTED[0])
    [found] = findings.exercises
    shares = {"sure": Share(3, 4, 0.75, None, None), "unsure": Share(0, 0, None, None, None)}
    sorting = replace(found.sorting, calibration=shares)
    made = chart(
        "two-kinds-calibration",
        replace(findings, exercises=[replace(found, sorting=sorting)]),
    )
    assert set(points(made.figure)) == {(0.0, 0.75)}
    assert "nothing was counted" in made.alt


def test_only_cases_to_mend_are_named_beside_their_points() -> None:
    found = found_in(TWELVE)
    items = found.items.iloc[[1, 3, 0]]  # from the top to the bottom
    assert TWELVE.monday
    monday = replace(TWELVE.monday, mend=items)
    charts = charts_of(found, replace(TWELVE, monday=monday))
    names = next(c for c in charts if c.name == "two-kinds-items").figure.axes[0].texts
    cases = {case.id: case.front.title for case in load("two-kinds").vignettes}
    assert [name.get_text() for name in names] == [
        shorten(cases[id], 26, placeholder="…") for id in items["vignette"]
    ]
    places = zip(items["facility"], items["discrimination"], strict=True)
    assert [name.xy for name in names] == list(places)
    heights = [name.xyann[1] for name in names]
    assert heights == sorted(heights, reverse=True) and len(set(heights)) == 3
    assert texts(chart("last-sort.unaided-items").figure) == []


def test_a_class_without_discrimination_has_no_chart_of_it() -> None:
    assert "two-kinds-items" not in draw_all(findings_of(3, SORTED[0]))


def test_placements_are_counted_and_the_accepted_band_is_framed() -> None:
    made = chart(f"{PLACED}-spread")
    cases = load(PLACED).vignettes
    counts = [text for text in texts(made.figure) if text]
    assert counts == ["8", "4"] * len(cases)
    frames = [patch for patch in made.figure.axes[0].patches if not patch.get_fill()]
    bands = [(round(f.get_x() + 0.5), round(f.get_x() + f.get_width() - 0.5)) for f in frames]
    assert bands == [tuple(case.front.place.aims) for case in cases]


@pytest.mark.parametrize(("readers", "lines"), [(12, 12), (60, 60), (61, 0)])
def test_each_reader_is_a_line_from_before_to_after_up_to_sixty(readers: int, lines: int) -> None:
    made = chart("last-sort.unaided-change", findings_of(readers, "last-sort.unaided"))
    assert [len(axes.lines) for axes in made.figure.axes] == [lines + 1] * 3  # one is the mean
    mean = made.figure.axes[0].lines[-1]
    assert list(mean.get_ydata()) == [0.5, 0.75]


def test_a_retest_and_a_change_have_files_of_their_own() -> None:
    findings = findings_of(12, "last-sort.unaided")
    [change] = findings.changes
    both = replace(findings, changes=[change, replace(change, retest=True)])
    assert {"last-sort.unaided-change", "last-sort.unaided-retest"} <= set(draw_all(both))


def test_a_change_without_a_mean_says_so() -> None:
    [change] = findings_of(12, "last-sort.unaided").changes
    change = replace(change, before=change.before.assign(mirror_rate=float("nan")))
    [made] = change_charts(change, load("last-sort.unaided").bank.words)
    assert "Self-help groups called support groups: from – to 25 per cent." in made.alt


@pytest.mark.parametrize("write", [as_svg, as_png])
def test_a_figure_is_written_the_same_each_time(write: Callable[[Figure], bytes]) -> None:
    first, again = (write(chart("two-kinds-facility").figure) for _ in range(2))
    assert first == again


def test_the_user_s_own_settings_and_figures_are_left_alone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    expected = as_svg(chart("two-kinds-confusion").figure)
    monkeypatch.setitem(plt.rcParams, "font.size", 30)
    before = plt.get_fignums()
    assert as_svg(chart("two-kinds-confusion").figure) == expected
    assert plt.rcParams["font.size"] == 30
    assert plt.get_fignums() == before


@pytest.mark.parametrize("readers", [1, 9, 12])
def test_each_chart_has_words_and_numbers_for_who_does_not_see_it(readers: int) -> None:
    for made in all_charts(findings_of(readers)):
        assert made.title and made.caption and made.alt.endswith(".")
        assert "nan" not in made.alt and "None" not in made.alt
        assert {len(row.cells) for row in made.numbers.rows} == {len(made.numbers.heads)}
