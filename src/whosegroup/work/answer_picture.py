"""A picture of one reader's answers for a live notebook, which draws it anew with each answer."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import Any

from ..exercises.model import Exercise
from ..figures.style import Drawing, styled
from .answer_figures import plot_answers, plot_words
from .answer_tables import work_summary
from .measures import unit_of


@styled
def picture_html(exercise: Exercise, payload: Mapping[str, Any], work: Mapping[str, Any]) -> str:
    """Return what `plot` draws, and for whoever cannot see it what `summary` says.

    Where what fits is said after the last case alone, the picture waits for that too.
    """
    if _in_a_test(payload, work):
        said = exercise.bank.words.say("summary.picture_later")
        return _as_html(plot_words(said), said)
    rows = work_summary(exercise, work).iterrows()
    said = "; ".join(f"{name}: {' / '.join(map(str, row))}" for name, row in rows)
    return _as_html(plot_answers(exercise, work), said)


def _in_a_test(payload: Mapping[str, Any], work: Mapping[str, Any]) -> bool:
    if payload["feedback"] != "end":
        return False
    met = {unit_of(attempt) for attempt in work["attempts"]}
    forms = payload.get("forms") or {"": [case["id"] for case in payload["cases"]]}
    return not any(met.issuperset(cases) for cases in forms.values())


def _as_html(figure: Drawing, said: str) -> str:
    svg = figure.as_text()
    svg = svg[svg.index("<svg") :]
    # Paper is white, also where a notebook is dark.
    return (
        f'<div role="img" aria-label="{escape(said)}" style="background: #fff">'
        f'<div aria-hidden="true">{svg}</div></div>'
    )
