"""What there is to choose from: a row for each case, exercise, group to ask, or situation."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from tabulate import tabulate

from ..bank.model import Bank
from ..bank.vignettes import Vignette
from ..exercises.feedback import deciding
from ..exercises.loading import read_exercises
from ..exercises.model import Exercise
from ..exercises.types import type_of

Row = dict[str, Any]
WIDEST = 28  # so many letters of a cell are shown, but for the name, which is always whole


def bank_rows(bank: Bank, what: str = "vignettes") -> list[Row]:
    """Return a row for each thing of a bank that can be used, sorted by name.

    `what` is one of LISTS. All rows have the same columns, the first of which is `id`; the cells
    are text and whole numbers, and several names in one cell are joined by a comma.
    """
    exercises = sorted(read_exercises(bank)[0], key=lambda exercise: exercise.id)
    return LISTS[what](bank, exercises)


def _vignettes(bank: Bank, exercises: Sequence[Exercise]) -> list[Row]:
    return [
        {
            "id": case.id,
            "title": case.front.title,
            "kind": case.front.kind,
            "pair": case.front.pair or "",
            **case.front.setting.model_dump(),
            "words": len(case.text.split()),
            "lines": len(case.passages),
            "decided_by": _join(p.criterion for p in _deciding(case, bank)),
            "surface_cues": _join(p.surface for p in case.surface_cues),
            "note": _yes(case.front.note),
            "exercises": _join(e.id for e in exercises if case.id in e.written.cases),
            "graded": _yes(case.id in bank.kept),
        }
        for case in bank.vignettes.values()
    ]


def _deciding(case: Vignette, bank: Bank) -> list[Any]:
    return deciding(case, bank) if case.front.kind in bank.kinds.scored else []


def _exercises(_: Bank, exercises: Sequence[Exercise]) -> list[Row]:
    return [
        {
            "id": exercise.id,
            "type": exercise.settings.type,
            "title": exercise.title,
            "chapter": exercise.settings.chapter,
            "feedback": exercise.settings.says,
            "graded": _yes(exercise.settings.graded),
            "cases": len(exercise.vignettes or exercise.settings.items),
        }
        for exercise in exercises
    ]


def _asks(bank: Bank, exercises: Sequence[Exercise]) -> list[Row]:
    return [
        {
            "id": ask.id,
            "title": ask.front.title,
            "kind": ask.front.kind,
            **ask.front.setting.model_dump(),
            "settled_by": _join(ask.settling),
            "note": _yes(ask.front.note),
            "exercises": _naming(ask.id, "asks", exercises),
        }
        for ask in bank.asks.values()
    ]


def _decisions(bank: Bank, exercises: Sequence[Exercise]) -> list[Row]:
    return [
        {
            "id": decision.id,
            "title": decision.front.title,
            "turns": len(decision.front.turns),
            "note": _yes(decision.front.note),
            "exercises": _naming(decision.id, "decisions", exercises),
        }
        for decision in bank.decisions.values()
    ]


LISTS: dict[str, Callable[[Bank, Sequence[Exercise]], list[Row]]] = {
    "vignettes": _vignettes,
    "exercises": _exercises,
    "asks": _asks,
    "decisions": _decisions,
}


def _naming(id: str, content: str, exercises: Sequence[Exercise]) -> str:
    naming = (
        (whole.id, part.settings.named)
        for whole in exercises
        for part in whole.parts
        if type_of(part.settings).content == content
    )
    return _join(whole for whole, named in naming if id in named)


def _join(names: Iterable[str]) -> str:
    return ", ".join(dict.fromkeys(names))


def _yes(there: object) -> str:
    return "yes" if there else "no"


def as_text(rows: Sequence[Row], width: int = 80) -> str:
    """Return rows as a table for a terminal of so many letters a line.

    Columns that find no place are left out from the right, and named in a last line.
    """
    if not rows:
        return "There is none."
    heads = [name.replace("_", " ") for name in rows[0]]
    cells = [list(map(_cell, row.values())) for row in rows]
    cells = [[line[0], *map(_short, line[1:])] for line in cells]
    sides = ["right" if isinstance(value, int) else "left" for value in rows[0].values()]
    for shown in range(len(heads), 0, -1):
        part = [line[:shown] for line in cells]
        table = tabulate(part, heads[:shown], disable_numparse=True, colalign=sides[:shown])
        if max(map(len, table.splitlines())) <= width:
            break
    left_out = ", ".join(heads[shown:])
    return f"{table}\n\nLeft out for want of room: {left_out}." if left_out else table


def _cell(value: object) -> str:
    return "".join(letter if letter.isprintable() else " " for letter in str(value))


def _short(text: str) -> str:
    return text if len(text) <= WIDEST else f"{text[: WIDEST - 1].rstrip()}…"


def as_csv(rows: Sequence[Row]) -> str:
    """Return rows as CSV with a line of names; empty where there are no rows.

    No cell is taken for a formula by a spreadsheet.
    """
    from ..instructor.report.csv_files import safe  # brings pandas with it

    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerows([list(rows[0])] if rows else [])
    writer.writerows([safe(str(value)) for value in row.values()] for row in rows)
    return text.getvalue()
