"""Tables of the bank: what its cases show, and how they are spread. Each has a figure beside it.

Only here, in `analytics` and where figures are drawn is pandas loaded.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

import pandas as pd

from ..bank.loading import load_bank
from ..bank.model import Bank
from ..bank.vignettes import PLACES, POWERS, Vignette
from ..exercises.feedback import deciding
from ..exercises.loading import load_exercise
from ..exercises.types.place import PARTS


def cues_by_kind(bank: Bank | None = None) -> pd.DataFrame:
    """Return on how many scored cases of each kind every marked cue stands, one row a cue.

    Columns: `cue` (its name), `sort` ("decides", "agrees" or "surface"), `suggests` (the kind that
    it shows or seems to show), and a count for each kind. A criterion has a row for each kind that
    it shows.
    """
    bank = bank or load_bank()
    scored = bank.kinds.scored
    counts: dict[tuple[str, str, str], dict[str, int]] = {}
    for vignette in bank.vignettes.values():
        kind = vignette.front.kind
        for cue in _cues_on(vignette, bank) if kind in scored else ():
            counts.setdefault(cue, dict.fromkeys(scored, 0))[kind] += 1
    rows = [
        {"cue": _cue_name(sort, id, bank), "sort": sort, "suggests": suggests, **counts[cue]}
        for cue in sorted(counts, key=lambda cue: (cue[0], scored.index(cue[1]), cue[2]))
        for sort, suggests, id in [cue]
    ]
    return pd.DataFrame(rows, columns=["cue", "sort", "suggests", *scored])


def _cues_on(vignette: Vignette, bank: Bank) -> set[tuple[str, str, str]]:
    cues = {
        ("surface", bank.surface_cues[p.surface].suggests, p.surface) for p in vignette.surface_cues
    }
    for passage in vignette.cues:
        sort = "decides" if bank.is_decisive(passage.criterion) else "agrees"
        cues.add((sort, passage.shows, passage.criterion))
    return cues


def _cue_name(sort: str, id: str, bank: Bank) -> str:
    return bank.words.say(f"{'surface_cues' if sort == 'surface' else 'criteria'}.{id}.name")


def rules_of_thumb(cues: pd.DataFrame) -> pd.DataFrame:
    """Return how often each cue, taken as a rule by itself, gives the right kind.

    Columns: `cue`, `sort`, `suggests`, `cases` on which it stands, `right` (how many of them are of
    the kind suggested) and `share` (right / cases).
    """
    rules = cues[["cue", "sort", "suggests"]].copy()
    rules["cases"] = cues.drop(columns=["cue", "sort", "suggests"]).sum(axis=1)
    rules["right"] = [row[row["suggests"]] for _, row in cues.iterrows()]
    rules["share"] = rules["right"] / rules["cases"]
    return rules.sort_values(["share", "cases", "cue"], ignore_index=True)


def labels_by_kind(bank: Bank | None = None) -> pd.DataFrame:
    """Return `cues_by_kind` for the names and places alone that `data/figures.yml` lists."""
    bank = bank or load_bank()
    names = [bank.words.say(f"surface_cues.{id}.name") for id in bank.figures.labels]
    cues = cues_by_kind(bank).set_index("cue")
    return cues.loc[
        [name for name in names if name in cues.index], list(bank.kinds.scored)
    ].reset_index()


def knowing_by_kind(bank: Bank | None = None) -> pd.DataFrame:
    """Return on how many scored cases of each kind passages show what is known, and by whom.

    One row a criterion of those that `data/figures.yml` lists; a column for each kind.
    """
    bank = bank or load_bank()
    rows = []
    for id in bank.figures.knowing:
        on = [v for v in bank.vignettes.values() if any(p.criterion == id for p in v.cues)]
        counts = Counter(v.front.kind for v in on)
        name = bank.words.say(f"criteria.{id}.name")
        rows.append({"cue": name, **{kind: counts[kind] for kind in bank.kinds.scored}})
    return pd.DataFrame(rows, columns=["cue", *bank.kinds.scored])


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


def forms(test: str | None = None, bank: Bank | None = None) -> pd.DataFrame:
    """Return what the two forms of a test hold: kinds, what decides, what agrees, and traps.

    A trap is a surface cue that suggests the other kind. One row a count, a column for each form.
    Without a `test`, that is the one that `data/figures.yml` names; where it names none, there are
    no rows.
    """
    test = test or (bank or load_bank(only=[])).figures.forms
    if test is None:
        return pd.DataFrame(columns=["what"])
    exercise = load_exercise(test, bank.roots if bank else None)
    bank = bank or exercise.bank
    columns = {
        form: _held([v for v in exercise.vignettes if v.id in ids], bank)
        for form, ids in exercise.settings.forms.items()
    }
    table = pd.DataFrame(columns).fillna(0).astype(int)
    return table.rename_axis("what").reset_index()


def _held(cases: Iterable[Vignette], bank: Bank) -> Counter[str]:
    words = bank.words
    held: Counter[str] = Counter()
    for vignette in cases:
        kind = vignette.front.kind
        held[words.say(f"kinds.{kind}.label")] += 1
        criteria = {p.criterion for p in deciding(vignette, bank)}
        held.update(words.say("figures.decided_by", name=_name(id, bank)) for id in criteria)
        agreeing = {p.criterion for p in vignette.cues} - criteria
        held.update({words.say("figures.agreeing"): len(agreeing)})
        traps = [p for p in vignette.surface_cues if _suggests(p.surface, bank) != kind]
        held.update({words.say(f"figures.traps.{kind}"): len(traps)})
    return held


def _name(criterion: str, bank: Bank) -> str:
    return bank.words.say(f"criteria.{criterion}.name").lower()


def _suggests(cue: str, bank: Bank) -> str:
    return bank.surface_cues[cue].suggests
