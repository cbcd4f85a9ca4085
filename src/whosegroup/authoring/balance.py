"""What is measured about the scored cases: whether anything but what decides goes with a kind.

The limits are those of this bank; the classifier's follows from chance (65 in 100 for 60 or more).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import mean

from ..bank.kinds import Kinds
from ..bank.model import Bank
from ..bank.vignettes import Setting, Vignette

GUESSED, LENGTH, PAIRED, PLACE = 0.65, 0.05, 2 / 3, 0.5


@dataclass(frozen=True)
class Measure:
    """One thing counted: what was found, in words and figures, and whether it is within limits."""

    what: str
    found: str
    holds: bool

    def __str__(self) -> str:
        return f"{'ok  ' if self.holds else 'LOOK'}  {self.what}: {self.found}"


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
    paired = len([v for v in cases if v.front.pair]) / len(cases)
    yield Measure("cases that belong to a pair", f"{paired:.0%}", paired >= PAIRED)
    uneven = uneven_cues(cases, kinds)
    yield Measure("surface cues uneven between the kinds", _list(uneven), not uneven)
    for aspect in Setting.model_fields:
        uneven = uneven_settings(cases, kinds, aspect)
        yield Measure(f"{aspect}: uneven between the kinds", _list(uneven), not uneven)
    for name, length in (("words", lambda v: len(v.text.split())), ("lines", _lines)):
        means = [mean(length(v) for v in cases if v.front.kind == kind) for kind in kinds.scored]
        apart = abs(means[0] - means[1]) / max(means)
        found = f"{means[0]:.1f} and {means[1]:.1f} on average"
        yield Measure(f"{name} of each kind", found, apart <= LENGTH)
    share = most_frequent_place(cases, bank)
    yield Measure("most frequent place of what decides", f"{share:.0%} of cases", share <= PLACE)
    right = guessed_from_words([v.text for v in cases], cases)
    found = f"{right} of {len(cases)}"
    yield Measure("kinds guessed from words alone", found, right <= GUESSED * len(cases))


def _lines(vignette: Vignette) -> int:
    return len(vignette.passages)


def _list(uneven: dict[str, tuple[int, ...]]) -> str:
    return ", ".join(f"{name} {'/'.join(map(str, n))}" for name, n in uneven.items()) or "none"


def _uneven(counts: dict[str, Counter[str]]) -> dict[str, tuple[int, ...]]:
    """Return what stands on one kind more often than on the other by more than one."""
    names = sorted(set().union(*counts.values()))
    numbers = {name: tuple(count[name] for count in counts.values()) for name in names}
    return {name: n for name, n in numbers.items() if abs(n[0] - n[1]) > 1}


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


def most_frequent_place(cases: Sequence[Vignette], bank: Bank) -> float:
    """Return how often the deciding passage stands at its most frequent place, as a share.

    Were it always the last line, or the first, readers would learn its place.
    """
    places = Counter(
        p.number / len(v.passages) for v in cases for p in v.cues if bank.is_decisive(p.criterion)
    )
    return max(places.values(), default=0) / (places.total() or 1)


def guessed_from_words(texts: Sequence[str], cases: Sequence[Vignette]) -> int:
    """Return how many kinds a reader guesses who only counts words.

    Logistic regression on a bag of words; each pair is guessed from all the other cases.
    """
    from sklearn.feature_extraction.text import CountVectorizer
    from sklearn.linear_model import LogisticRegression
    from sklearn.model_selection import LeaveOneGroupOut, cross_val_predict
    from sklearn.pipeline import make_pipeline

    kinds = [v.front.kind for v in cases]
    pairs = [min(v.id, v.front.pair or v.id) for v in cases]
    words = CountVectorizer(token_pattern=r"(?u)\b\w+\b")
    reader = make_pipeline(words, LogisticRegression(max_iter=1000))
    guesses = cross_val_predict(reader, texts, kinds, groups=pairs, cv=LeaveOneGroupOut())
    return sum(guess == kind for guess, kind in zip(guesses, kinds, strict=True))
