"""The parts of the page: what it says of each exercise, each change, the readers and the files."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import pandas as pd

from ...bank.model import Bank
from ...bank.words import Words, fill
from ...exercises.model import Exercise, title_of
from ...exercises.types import type_of
from ..findings.model import FEW, Change, ExerciseFindings, Findings, Share, SortedClass
from .chart_style import Chart
from .charts import items_table
from .charts_of_change import change_id, change_table, shares_of
from .wording import (
    Cell,
    Numbers,
    Row,
    count,
    cue_name,
    decimal,
    decimals,
    known,
    percent,
    percents,
    say_share,
    whole,
    wholes,
    within_sentence,
    zone,
)

if TYPE_CHECKING:
    from ..handed_in.model import FileProblem

ROWS = 600  # a page with more rows of readers would be slow, and nobody would read them
CUES = 3  # so many cues that misled are named in a sentence
PROBLEM_COLUMNS = ("file", "used", "what", "remedy")


class Picture(NamedTuple):
    """A chart and its address on the page."""

    chart: Chart
    address: str


class Section(NamedTuple):
    """What the page says of one exercise or of one change; `more` is a list of sentences."""

    id: str
    title: str
    lead: str
    more: Sequence[str]
    pictures: Sequence[Picture]
    tables: Sequence[Numbers]


def exercise_section(found: ExerciseFindings, pictures: Sequence[Picture]) -> Section:
    """Return what the page says of an exercise in which no cases are placed."""
    words, sorting = found.exercise.bank.words, found.sorting
    lead = [
        words.say(
            "report.class.answered",
            readers=count("readers", found.readers, words),
            answers=count("answers", found.answered, words),
        ),
        words.say(
            f"report.class.{'fits' if sorting else 'holds'}",
            share=say_share(sorting.fits if sorting else found.holds, words),
        ),
    ]
    more: list[str] = []
    tables = [] if pictures else [items_table(found)]
    if sorting:
        lead += [
            *_mistakes(sorting, ("conflation", "mirror"), words),
            *_lean(sorting, found.exercise.bank),
        ]
        more = [*_mistakes(sorting, ("wrong_reason", "sure_and_wrong"), words)]
        more += _misled(sorting, words)
        tables = [_measures(sorting, words), _criteria(sorting, words), _cues(sorting, words)]
    tables = [table for table in tables if table.rows]
    return Section(
        found.exercise.id, found.exercise.title, words.join(lead), more, pictures, tables
    )


def written_section(exercise: Exercise, findings: Findings) -> Section:
    """Return how many wrote a sentence of their own to each question; none is judged."""
    words = exercise.bank.words
    heads = words["report"]["written"]
    rows = findings.written[findings.written["exercise"] == exercise.id]
    wrote = rows.groupby("item")["written"].sum()
    title, readers = type_of(exercise.settings).title, rows["reader"].nunique()
    table = Numbers(
        heads["caption"],
        [heads[key] for key in ("question", "wrote", "of")],
        [
            Row(item, [title(exercise, item), whole(int(wrote[item])), whole(readers)])
            for item in exercise.settings.named
            if item in wrote
        ],
    )
    return Section(exercise.id, exercise.title, heads["lead"], [], [], [table])


def _mistakes(sorting: SortedClass, names: Sequence[str], words: Words) -> list[str]:
    """Return a sentence for each share; what nobody was asked is left out."""
    shares = {name: getattr(sorting, name) for name in names}
    return [_of_answers(name, share, words) for name, share in shares.items() if share.of]


def _lean(sorting: SortedClass, bank: Bank) -> list[str]:
    """Return what the interval of the bias says of the answer to which the class leans."""
    low, high = sorting.bias_c.low, sorting.bias_c.high
    if not known(low) or not known(high):
        return []
    lean = bank.kinds.first if low > 0 else bank.kinds.second if high < 0 else "neither"
    return [bank.words.say(f"report.class.lean.{lean}")]


def _misled(sorting: SortedClass, words: Words) -> list[str]:
    said = [
        words.say(
            "report.class.misled_cue",
            cue=within_sentence(cue, words),
            times=count("times", times, words),
        )
        for cue, times in list(sorting.misled.items())[:CUES]
    ]
    return [words.say("report.class.misled", cues=", ".join(said))] if said else []


def _of_answers(name: str, share: Share, words: Words) -> str:
    answers = count("plain_answers", share.of, words)
    return words.say(f"report.class.{name}", answers=answers, share=say_share(share, words))


def _measures(sorting: SortedClass, words: Words) -> Numbers:
    heads = words["report"]["class"]["measures"]
    values: dict[str, tuple[float | None, float | None, float | None]] = {
        "d_prime": (sorting.d_prime.value, sorting.d_prime.low, sorting.d_prime.high),
        "bias_c": (sorting.bias_c.value, sorting.bias_c.low, sorting.bias_c.high),
        "alpha": (sorting.alpha, None, None),
    }
    rows = [
        Row(name, [heads[name], _interval(value, low, high, words), heads[f"{name}_means"]])
        for name, (value, low, high) in values.items()
        if known(value)
    ]
    return Numbers(heads["caption"], [heads[key] for key in ("measure", "value", "means")], rows)


def _interval(value: float, low: float | None, high: float | None, words: Words) -> str:
    if not known(low) or not known(high):
        return decimal(value)
    parts = {"value": decimal(value), "low": decimal(low), "high": decimal(high)}
    return words.say("report.number", **parts)


def _criteria(sorting: SortedClass, words: Words) -> Numbers:
    heads = words["report"]["class"]["criteria"]
    rows = [
        Row(
            criterion,
            [
                words.say(f"criteria.{criterion}.name"),
                *(percents(value, words) for value in (share.value, share.low, share.high)),
                whole(share.of),
            ],
        )
        for criterion, share in sorting.criteria.items()
        if share.of
    ]
    keys = ("criterion", "missed", "low", "high", "answers")
    return Numbers(heads["caption"], [heads[key] for key in keys], rows)


def _cues(sorting: SortedClass, words: Words) -> Numbers:
    heads = words["report"]["class"]["cues"]
    rows = [Row(cue, [cue_name(cue, words), whole(n)]) for cue, n in sorting.misled.items()]
    return Numbers(heads["caption"], [heads[key] for key in ("cue", "times")], rows)


# -- tests, placed cases, readers, files ----------------------------------------------------------


def change_section(change: Change, pictures: Sequence[Picture], words: Words) -> Section:
    """Return what the page says of a test and a later one."""
    heading = "heading_retest" if change.retest else "heading"
    names = {when: title_of(getattr(change, when), words) for when in ("first", "second")}
    lead, more = [words.say("report.changes.nobody")], []
    if change.readers:
        both = count("readers", change.readers, words)
        lead = [
            words.say("report.changes.few", few=FEW, both=both)
            if change.readers < FEW
            else words.say("report.changes.readers", readers=both)
        ]
    if change.unpaired:
        unpaired = count("readers", change.unpaired, words)
        lead.append(words.say("report.changes.unpaired", readers=unpaired))
    if change.readers >= FEW:
        more = [
            _rose(measure, change, words)
            for measure in shares_of(change)
            if known(change.before[measure].mean()) and known(change.after[measure].mean())
        ]
        more.append(words.say("report.changes.caution"))
    title = words.say(f"report.changes.{heading}", **names)
    tables = [] if pictures or not change.readers else [change_table(change, words)]
    return Section(change_id(change), title, words.join(lead), more, pictures, tables)


def portrait_sections(portraits: pd.DataFrame, words: Words) -> list[Section]:
    """Return what the page says of label and use in the tests, side by side; none without any."""
    if portraits.empty:
        return []
    heads, times = words["report"]["portrait"], list(portraits.groupby(["exercise", "run"]).groups)
    found = portraits.set_index(["exercise", "run", "measure"])
    rows = []
    for measure in heads["rows"]:
        if measure not in set(portraits["measure"]):
            continue
        cells: list[Cell] = [heads["rows"][measure]]
        for time in times:
            key = (*time, measure)
            one = found.loc[key] if key in found.index else None
            ends = ("share", "low", "high")
            cells += [percents(one[end] if one is not None else None, words) for end in ends]
            cells.append(whole(one["answers"]) if one is not None else "")
        rows.append(Row(measure, cells))
    columns = [heads["measure"]]
    for exercise, run in times:
        title = title_of(exercise, words)
        name = title if run == 1 else fill(heads["again"], title=title)
        columns += [fill(heads[key], test=name) for key in ("share", "low", "high", "answers")]
    numbers = Numbers(heads["caption"], columns, rows)
    more = [_in_a_line(heads, measure, found, times) for measure in (row.about for row in rows)]
    more.append(heads["caution"])
    return [Section("portrait", heads["title"], heads["lead"], more, [], [numbers])]


def _in_a_line(
    heads: Mapping[str, Any], measure: str, found: pd.DataFrame, times: Sequence[Any]
) -> str:
    keys = [(*time, measure) for time in times if (*time, measure) in found.index]
    said = [fill(heads["percent"], percent=percent(found.loc[key]["share"])) for key in keys]
    return fill(heads["line"], measure=heads["rows"][measure], shares=heads["then"].join(said))


def _rose(measure: str, change: Change, words: Words) -> str:
    mean = change.differences.get(measure)
    values = {
        "measure": words.say(f"report.changes.measure.{measure}"),
        "before": percent(change.before[measure].mean()),
        "after": percent(change.after[measure].mean()),
    }
    if not (mean and known(mean.value) and known(mean.low) and known(mean.high)):
        return words.say("report.changes.rose_plain", **values)
    values |= {"low": percent(mean.low), "high": percent(mean.high)}
    return words.say("report.changes.rose", change=percent(mean.value), **values)


def placed_section(found: ExerciseFindings, pictures: Sequence[Picture]) -> Section:
    """Return what the page says of an exercise in which cases are placed on a line."""
    words, placing = found.exercise.bank.words, found.placing
    cases = len(placing.spread) if placing else len(found.items)
    sentences = [
        words.say(
            "report.placed.answered",
            readers=count("readers", found.readers, words),
            cases=words.say(f"report.placed.cases.{'one' if cases == 1 else 'many'}", count=cases),
        )
    ]
    if found.holds.of:
        sentences.append(words.say("report.placed.in_band", share=say_share(found.holds, words)))
    heads = words["report"]["placed"]
    rows = [
        Row(part, [words.say(f"types.place.part_{part}"), decimals(alpha, words)])
        for part, alpha in (placing.alpha if placing else {}).items()
    ]
    table = Numbers(heads["alpha"], [heads["power"], heads["agreement"]], rows)
    more = [heads["talk"]] if rows else []
    id, title = found.exercise.id, found.exercise.title
    return Section(id, title, words.join(sentences), more, pictures, [table] if rows else [])


def people_table(findings: Findings, words: Words) -> Numbers | None:
    """Return the table of readers; None where there are none, or too many for a page."""
    people = findings.people
    if not 0 < len(people) <= ROWS:
        return None
    heads = words["report"]["readers"]["heads"]
    titles = {one.exercise.id: one.exercise.title for one in findings.exercises}
    rows = []
    for _, row in people.iterrows():
        cells: list[Cell] = [str(row["reader"]), titles.get(row["exercise"], row["exercise"])]
        cells += [wholes(row[name], words) for name in ("answered", "fits")]
        cells += [percents(row[name], words) for name in ("conflation_rate", "mirror_rate")]
        cells += [decimals(row[name], words) for name in ("d_prime", "bias_c")]
        cells.append(row["files"] if known(row["files"]) else "")
        rows.append(Row("", cells))
    return Numbers(words.say("report.readers.caption"), list(heads.values()), rows)


def students_table(findings: Findings, words: Words) -> Numbers | None:
    """Return the table of students, one row each; None where there are none, or too many.

    Columns in which there is nothing are left out, such as names where there is no class list.
    """
    students = findings.students
    if not 0 < len(students) <= ROWS:
        return None
    heads = words["report"]["students"]["heads"]
    columns = [name for name in heads if (students[name].notna() & (students[name] != "")).any()]
    shown: dict[str, Callable[[Any], Cell]] = dict.fromkeys(heads, lambda v: percents(v, words))
    shown |= dict.fromkeys(("reader", "name"), str)
    shown |= dict.fromkeys(("exercises", "answered", "fits"), whole)
    rows = [Row("", [shown[name](row[name]) for name in columns]) for _, row in students.iterrows()]
    caption = words.say("report.students.caption")
    return Numbers(caption, [heads[name] for name in columns], rows)


def problems_table(problems: Sequence[FileProblem], words: Words) -> Numbers:
    """Return the table of files that have a remark."""
    texts = words["report"]["files"]
    rows = [
        Row("", [one.file, texts["used"].get(one.used, one.used), one.what, one.remedy])
        for one in problems
    ]
    return Numbers(texts["caption"], [texts["heads"][name] for name in PROBLEM_COLUMNS], rows)


def term(entry: Mapping[str, str]) -> dict[str, str]:
    """Return a term and its explanation with their numbers filled in."""
    return {name: fill(text, **zone()) for name, text in entry.items()}
