"""Tables of the bank: what its cases show, and how they are spread. Each has a figure beside it.

Only here, in `analytics` and where figures are drawn is pandas loaded.
"""

from __future__ import annotations

from collections import Counter

import pandas as pd

from ..bank.loading import load_bank
from ..bank.model import Bank
from ..bank.vignettes import PLACES, POWERS, Vignette
from ..exercises.types.place import PARTS

# In these tables stand sentences, of which pandas would show no more than 50 letters.
pd.set_option("display.max_colwidth", None)


def squares(bank: Bank | None = None) -> pd.DataFrame:
    """Return the four squares of the 2 x 2 picture: what a group was, was called, and a name."""
    bank = bank or load_bank(only=[])
    words, scored = bank.words, bank.kinds.scored
    rows = [
        {
            "was": words.say(f"kinds.{kind}.label"),
            "called": words.say(f"kinds.{answer}.label"),
            "square": words.say(f"figures.squares.{kind}.{answer}"),
        }
        for kind in scored
        for answer in scored
    ]
    return pd.DataFrame(rows, columns=["was", "called", "square"])


def continuum(bank: Bank | None = None) -> pd.DataFrame:
    """Return the accepted band of each case in between, for each power and the whole.

    One row a case, from the lower end of the line to the upper; a cell is a pair, lowest and
    highest.
    """
    bank = bank or load_bank()
    cases = [v for v in bank.vignettes.values() if v.front.place]
    rows = [{"case": v.front.title, **_bands(v)} for v in cases]
    table = pd.DataFrame(rows, columns=["case", *PARTS])
    middle = table["whole"].map(sum) if len(table) else table["whole"]
    order = sorted(table.index, key=lambda row: (middle[row], table["case"][row]))
    return table.loc[order].reset_index(drop=True)


def _bands(vignette: Vignette) -> dict[str, tuple[int, int]]:
    return {part: tuple(getattr(vignette.front.place, part)) for part in PARTS}


def limits(bank: Bank | None = None) -> pd.DataFrame:
    """Return the limitations that Oka names, each with what can be done beyond the boundary."""
    words = (bank or load_bank(only=[])).words["figures"]["limits"]
    return pd.DataFrame(
        [dict(row) for row in words["rows"]], columns=["limitation", "inside", "beyond"]
    )


def powers(bank: Bank | None = None) -> pd.DataFrame:
    """Return where each power lies in four kinds of groups, as the lowest and the highest place.

    The first two are the kinds as the decision rule has them, each at its end of the line; the
    others are a case each, as `data/figures.yml` names them.
    """
    bank = bank or load_bank()
    ends = (PLACES[0], PLACES[-1])
    groups = {
        kind: dict.fromkeys(POWERS, (end, end))
        for kind, end in zip(bank.kinds.scored, ends, strict=True)
    }
    groups |= {name: _bands(bank.vignettes[id]) for name, id in bank.figures.powers.items()}
    rows = [
        {"power": bank.words.say(f"types.place.part_{power}")}
        | {bank.words.say(f"figures.groups.{name}"): bands[power] for name, bands in groups.items()}
        for power in POWERS
    ]
    return pd.DataFrame(rows)


def decisions(bank: Bank | None = None) -> pd.DataFrame:
    """Return how many ways of going on each situation offers, by what is said of them."""
    bank = bank or load_bank()
    columns = ["situation", "fits", "defensible", "look-again", "use-error"]
    rows = []
    for decision in bank.decisions.values():
        options = [o for turn in decision.front.turns.values() for o in turn.options.values()]
        counts = Counter("use-error" if o.use_error else o.verdict for o in options)
        rows.append({"situation": decision.front.title, **{c: counts[c] for c in columns[1:]}})
    return pd.DataFrame(rows, columns=columns)
