"""What is measured about the scored cases: whether anything but what decides goes with a kind.

What stands on one kind more is looked at where the difference is more than chance makes of it.
How cases are worded is measured in `wording`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from math import sqrt
from statistics import mean

from ..bank.kinds import Kinds
from ..bank.model import Bank
from ..bank.vignettes import Setting, Vignette
from .measure import Measure
from .wording import measure_wording

LENGTH = 0.05
ONE_SIDED = 0.40  # by so much of the cases whose look tells anything, right and wrong may differ
RIGHT, WRONG, TIED = "right", "wrong", "tied"


def scored_cases(bank: Bank) -> list[Vignette]:
    """Return the cases that are sorted."""
    return [v for v in bank.vignettes.values() if v.front.kind in bank.kinds.scored]


def measure_bank(bank: Bank) -> list[Measure]:
    """Measure all scored cases of a bank, those of graded exercises included."""
    cases = scored_cases(bank)
    if len(cases) < 4:
        return [Measure("scored cases", f"{len(cases)}, too few to measure anything", True)]
    return [*_measures(cases, bank)]


def _measures(cases: list[Vignette], bank: Bank) -> Iterator[Measure]:
    kinds = bank.kinds
    one, other = (len([v for v in cases if v.front.kind == kind]) for kind in kinds.scored)
    yield Measure("cases of each kind", f"{one} and {other}", abs(one - other) <= 1)
    uneven = uneven_cues(cases, kinds)
    yield Measure("surface cues uneven between the kinds", _list(uneven), not uneven)
    yield _looks(cases, bank)
    for aspect in Setting.model_fields:
        uneven = uneven_settings(cases, kinds, aspect)
        yield Measure(f"{aspect}: uneven between the kinds", _list(uneven), not uneven)
    for name, length in (("words", lambda v: len(v.text.split())), ("lines", _lines)):
        means = [mean(length(v) for v in cases if v.front.kind == kind) for kind in kinds.scored]
        apart = abs(means[0] - means[1]) / max(means)
        found = f"{means[0]:.1f} and {means[1]:.1f} on average"
        yield Measure(f"{name} of each kind", found, apart <= LENGTH)
    yield from measure_wording(cases, bank)


def look_of(vignette: Vignette, bank: Bank) -> str:
    """Tell whether most of what only looks telling in a case suggests its kind.

    It is tied where as much suggests the one as the other, or nothing does.
    """
    suggested = [bank.surface_cues[p.surface].suggests for p in vignette.surface_cues]
    true = suggested.count(vignette.front.kind)
    false = len(suggested) - true
    return RIGHT if true > false else WRONG if true < false else TIED


def _looks(cases: Sequence[Vignette], bank: Bank) -> Measure:
    """Measure whether readers sort by answering what a case looks like, or its opposite.

    Of a few cases the looks may differ by chance, as cues may.
    """
    looks = Counter(look_of(v, bank) for v in cases)
    untied = looks[RIGHT] + looks[WRONG]
    most = max(ONE_SIDED * untied, 2 * sqrt(untied))
    found = ", ".join(f"{looks[look]} {look}" for look in (RIGHT, WRONG, TIED))
    at_most = f"right and wrong at most {most:.0f} apart"
    what = "kinds guessed from what most surface cues suggest"
    return Measure(what, f"{found} ({at_most})", abs(looks[RIGHT] - looks[WRONG]) <= most)


def _lines(vignette: Vignette) -> int:
    return len(vignette.passages)


def _list(uneven: dict[str, tuple[int, ...]]) -> str:
    return ", ".join(f"{name} {'/'.join(map(str, n))}" for name, n in uneven.items()) or "none"


def _uneven(counts: dict[str, Counter[str]]) -> dict[str, tuple[int, ...]]:
    """Return what stands on one kind more often than by chance.

    Where each of n stands on either kind alike, the difference has a standard deviation of the root
    of n (binomial); more than two of them are uneven.
    """
    names = sorted(set().union(*counts.values()))
    numbers = {name: tuple(count[name] for count in counts.values()) for name in names}
    return {name: n for name, n in numbers.items() if abs(n[0] - n[1]) > 2 * sqrt(sum(n))}


def uneven_cues(cases: Sequence[Vignette], kinds: Kinds) -> dict[str, tuple[int, ...]]:
    """Return the surface cues that stand on one kind more, with their numbers on each kind."""
    counts = {
        kind: Counter(
            cue
            for v in cases
            if v.front.kind == kind
            for cue in {p.surface for p in v.surface_cues}
        )
        for kind in kinds.scored
    }
    return _uneven(counts)


def uneven_settings(
    cases: Sequence[Vignette], kinds: Kinds, aspect: str
) -> dict[str, tuple[int, ...]]:
    """Return the values of one part of the setting that go with one kind more."""
    counts = {
        kind: Counter(getattr(v.front.setting, aspect) for v in cases if v.front.kind == kind)
        for kind in kinds.scored
    }
    return _uneven(counts)
