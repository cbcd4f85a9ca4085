"""Write what a class's answers show: one page to read, and its numbers and figures as files."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd
from jinja2 import Environment, PackageLoader, StrictUndefined

from ...bank.model import Bank
from ...bank.words import Words
from ...exercises.types import type_of
from ...figures.style import as_png, as_svg
from ..findings.model import (
    FEW,
    ITEM_COLUMNS,
    POWER_COLUMNS,
    READER_COLUMNS,
    STUDENT_COLUMNS,
    WRITTEN_COLUMNS,
    Findings,
)
from .all_charts import change_charts, charts_of, class_charts
from .chart_style import Chart
from .charts_of_change import change_id
from .csv_files import plain, replace_with, write_csv
from .monday_section import two_mistakes, what_to_do
from .sections import (
    PROBLEM_COLUMNS,
    ROWS,
    Picture,
    change_section,
    exercise_section,
    people_table,
    placed_section,
    portrait_sections,
    problems_table,
    students_table,
    term,
    written_section,
)
from .wording import count

if TYPE_CHECKING:
    from ..handed_in.model import FileProblem


def write_report(
    findings: Findings,
    problems: Sequence[FileProblem],
    out: Path,
    *,
    bank: Bank,
    files: int,
    made: datetime,
    simulated: bool = False,
    title: str | None = None,
) -> Path:
    """Write `report.html`, its tables and the figures into `out`.

    The tables are items.csv, students.csv, readers.csv, powers.csv, label-and-use.csv, problems.csv
    and, where sentences were asked for, written.csv. Each file is written beside and then put in
    its place; nothing else in `out` is touched. `files` is how many
    were read, `made` when. Returns the path of the page.
    """
    out.mkdir(parents=True, exist_ok=True)
    overview = [_write_chart(chart, out) for chart in class_charts(findings, bank.words)]
    pictures = {
        about: [_write_chart(chart, out) for chart in charts]
        for about, charts in _charts(findings, bank.words)
    }
    write_csv(findings.items[[*ITEM_COLUMNS]], out / "items.csv")
    write_csv(findings.people[[*READER_COLUMNS]], out / "readers.csv")
    write_csv(findings.students[[*STUDENT_COLUMNS]], out / "students.csv")
    if len(findings.written):
        write_csv(findings.written[[*WRITTEN_COLUMNS]], out / "written.csv")
    write_csv(findings.portraits, out / "label-and-use.csv")
    powers = findings.mistakes.powers if findings.mistakes else pd.DataFrame(columns=POWER_COLUMNS)
    write_csv(powers, out / "powers.csv")
    rows = [[getattr(problem, name) for name in PROBLEM_COLUMNS] for problem in problems]
    write_csv(pd.DataFrame(rows, columns=PROBLEM_COLUMNS), out / "problems.csv")
    page = _template().render(
        **_context(findings, problems, pictures, bank.words),
        overview=overview,
        lang=bank.lang,
        title=title or bank.words.say("report.title"),
        made=bank.words.say("report.made", made=f"{made:%Y-%m-%d %H:%M}"),
        counts=_counts(findings, problems, files, bank.words),
        simulated=simulated,
    )
    replace_with(out / "report.html", page.encode("utf-8", "replace"))
    return out / "report.html"


def _template() -> Any:
    environment = Environment(
        loader=PackageLoader("whosegroup.instructor.report", "."),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["plain"] = plain
    environment.tests["text"] = lambda cell: isinstance(cell, str)
    return environment.get_template("report.html.jinja")


def _charts(findings: Findings, words: Words) -> list[tuple[str, list[Chart]]]:
    found = [(one.exercise.id, charts_of(one, findings)) for one in findings.exercises]
    return found + [(change_id(one), change_charts(one, words)) for one in findings.changes]


def _write_chart(chart: Chart, out: Path) -> Picture:
    svg = as_svg(chart.figure)
    replace_with(out / f"{chart.name}.svg", svg)
    replace_with(out / f"{chart.name}.png", as_png(chart.figure))
    return Picture(chart, f"data:image/svg+xml;base64,{b64encode(svg).decode('ascii')}")


def _context(
    findings: Findings,
    problems: Sequence[FileProblem],
    pictures: Mapping[str, Sequence[Picture]],
    words: Words,
) -> dict[str, Any]:
    answered = [one for one in findings.exercises if one.readers]
    monday = findings.monday if findings.readers else None
    placed = [one for one in answered if type_of(one.exercise.settings).places]
    wrote = set(findings.written["exercise"])
    others = [one for one in answered if not type_of(one.exercise.settings).places]
    return {
        "say": words.say,
        "words": words["report"],
        "readers": findings.readers,
        "few": _few(findings.readers, words),
        "monday": monday and what_to_do(monday, findings.exercises, words),
        "sections": [
            *(exercise_section(one, pictures[one.exercise.id]) for one in others),
            *(
                written_section(one.exercise, findings)
                for one in findings.exercises
                if one.exercise.id in wrote
            ),
        ],
        "changes": [
            *portrait_sections(findings.portraits, words),
            *(change_section(one, pictures[change_id(one)], words) for one in findings.changes),
        ],
        "placed": [placed_section(one, pictures[one.exercise.id]) for one in placed],
        "mistakes": findings.mistakes and two_mistakes(findings.mistakes, words),
        "students": students_table(findings, words),
        "people": people_table(findings, words),
        "many": [
            words.say("report.readers.many", rows=len(rows), file=file)
            for file, rows in (
                ("students.csv", findings.students),
                ("readers.csv", findings.people),
            )
            if len(rows) > ROWS
        ],
        "problems": problems_table(problems, words),
        "terms": [term(entry) for entry in words["report"]["how"]["terms"]],
    }


def _counts(
    findings: Findings, problems: Sequence[FileProblem], files: int, words: Words
) -> list[str]:
    remarks = len({problem.file for problem in problems})
    answered = sum(bool(one.readers) for one in findings.exercises)
    summary = words.say(
        "report.summary",
        readers=count("readers", findings.readers, words),
        exercises=count("exercises", answered, words),
        files=count("files", files, words),
    )
    said = count("remarks", remarks, words)
    if remarks:
        return [summary, words.say("report.remarks", remarks=said)]
    return [summary, words.say("report.no_remarks")] if files else [summary]


def _few(number: int, words: Words) -> str | None:
    if not 0 < number < FEW:
        return None
    return words.say(f"report.few.{'one' if number == 1 else 'many'}", few=FEW)
