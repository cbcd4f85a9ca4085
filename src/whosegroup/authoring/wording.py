"""What is measured about the wording of the scored cases: whether it gives a kind away.

A case should be hard to judge because of the group, never because of the sentence, and easy for
nobody who only watches words. The limits are those of this book's plan for its cases.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from statistics import mean
from typing import TypeVar

from ..bank.marks import Passage
from ..bank.model import Bank
from ..bank.vignettes import Vignette
from .measure import Measure

CLASSIFIED, LONGEST, COLLECTIVE, REPEATED, APART = 0.60, 0.40, 0.60, 0.12, 0.10
FIGURES_OF_DATES = r"\b(?:1[89]|20)\d\d\b|\b\d{1,2}[:.]\d\d\b"
WORD = re.compile(r"[^\W\d_]+(?:['\u2019][^\W\d_]+)?")
PUNCTUATION = re.compile(r"[,;:()\"\u201c\u201d\u2013\u2014]")

T = TypeVar("T")


def measure_wording(cases: Sequence[Vignette], bank: Bank) -> Iterator[Measure]:
    """Measure whether words alone tell the kinds apart, or what decides from what does not."""
    lists = bank.words["wording"]
    deciders = [(v, p) for v in cases for p in deciding_passages(v, bank)]
    others = [p for v in cases for p in v.passages if not bank.is_decisive(p.criterion)]
    if not deciders or not others:
        return
    right = guessed_from_words([outside_cues(v) for v in cases], cases)
    yield _share("kinds guessed from the words outside cues", right, len(cases), CLASSIFIED)
    longest = sum(longest_decides(v, bank) for v in cases)
    yield _share("cases in which the longest sentence decides", longest, len(cases), LONGEST)
    # A course on another distinction may have no use for these two, and leaves their lists empty.
    if lists["collective"]:
        said = one_of(lists["collective"])
        right = most_frequent_rule(
            [any(said(p.marked) for p in deciding_passages(v, bank)) for v in cases], cases
        )
        what = "kinds guessed from a collective where it is decided"
        yield _share(what, right, len(cases), COLLECTIVE)
    if lists["institution"]:
        named = one_of(lists["institution"])
        right = most_frequent_rule([named.count(v.text) >= 2 for v in cases], cases)
        yield _share("kinds guessed from an institution named twice", right, len(cases), COLLECTIVE)
    plain = {*lists["plain"], *(w for words in lists["collective"] for w in words.split())}
    word, times = most_repeated([p for _, p in deciders], others, plain, lists["verbs"])
    what = f"deciding passages that say '{word}'"
    yield _share(what, times, len(deciders), REPEATED)
    dated = one_of(lists["dates"], FIGURES_OF_DATES)
    for what, holds in (
        ("name a date", lambda p: bool(dated(p.text))),
        ("have punctuation within", lambda p: bool(PUNCTUATION.search(p.text[:-1]))),
    ):
        yield _apart(what, [p for _, p in deciders], others, holds)
    yield _places(deciders, others, cases)


def _share(what: str, count: int, of: int, limit: float) -> Measure:
    found = f"{count} of {of} ({count / of:.0%}; at most {limit:.0%})"
    return Measure(what, found, count <= limit * of)


def _apart(
    what: str, some: Sequence[T], others: Sequence[T], holds: Callable[[T], bool]
) -> Measure:
    one, other = (sum(map(holds, each)) / len(each) for each in (some, others))
    found = f"{one:.0%} of those that decide, {other:.0%} of the others"
    return Measure(f"sentences that {what}", found, abs(one - other) <= APART)


def _places(
    deciders: Sequence[tuple[Vignette, Passage]],
    others: Sequence[Passage],
    cases: Sequence[Vignette],
) -> Measure:
    """Measure how far into a case its sentences stand, from 0 (the first) to 1 (the last)."""
    places = {id(p): (p.number - 0.5) / len(v.passages) for v in cases for p in v.passages}
    one = mean(places[id(p)] for _, p in deciders)
    other = mean(places[id(p)] for p in others)
    found = f"{one:.0%} of the way for those that decide, {other:.0%} for the others"
    return Measure("where sentences stand", found, abs(one - other) <= APART)


def deciding_passages(vignette: Vignette, bank: Bank) -> list[Passage]:
    """Return the passages that settle a case."""
    return [p for p in vignette.cues if bank.is_decisive(p.criterion)]


def outside_cues(vignette: Vignette) -> str:
    """Return a case without what is marked as showing a criterion."""
    return "\n".join(
        p.before + p.after if p.criterion else p.text for p in vignette.passages
    ).strip()


def longest_decides(vignette: Vignette, bank: Bank) -> bool:
    """Tell whether the sentence with most words is one that decides."""
    longest = max(vignette.passages, key=lambda p: len(p.text.split()))
    return bank.is_decisive(longest.criterion)


class _OneOf:
    """Finds any of some words or phrases in a text, whole and in any case."""

    def __init__(self, words: Sequence[str], more: str = "") -> None:
        either = "|".join(map(re.escape, sorted(words, key=len, reverse=True)))
        self.pattern = re.compile(rf"\b(?:{either})\b" + (f"|{more}" if more else ""), re.I)

    def __call__(self, text: str) -> bool:
        return bool(self.pattern.search(text))

    def count(self, text: str) -> int:
        return len(self.pattern.findall(text))


def one_of(words: Sequence[str], more: str = "") -> _OneOf:
    """Return what finds any of these words, or what a further pattern describes."""
    return _OneOf(words, more)


def most_frequent_rule(shown: Sequence[bool], cases: Sequence[Vignette]) -> int:
    """Return how many kinds a sign sorts as a rule, in the direction in which it sorts more."""
    first = cases[0].front.kind
    right = sum(sign == (v.front.kind == first) for sign, v in zip(shown, cases, strict=True))
    return max(right, len(cases) - right)


def most_repeated(
    deciders: Sequence[Passage],
    others: Sequence[Passage],
    plain: set[str],
    verbs: Sequence[Sequence[str]],
) -> tuple[str, int]:
    """Return the word that most deciding passages share, of those that they say more than others.

    The forms of each of the `verbs` count as one word; words that any sentence needs are left out.
    """
    first = {form: forms[0] for forms in verbs for form in forms}

    def said(passages: Sequence[Passage], text: Callable[[Passage], str]) -> Counter[str]:
        words = ([w.lower() for w in WORD.findall(text(p))] for p in passages)
        return Counter(word for each in words for word in {first.get(w, w) for w in each})

    here, there = said(deciders, lambda p: p.marked), said(others, lambda p: p.text)
    own = {
        word: count
        for word, count in here.items()
        if word not in plain and count / len(deciders) > 2 * there[word] / len(others)
    }
    word = max(own, key=lambda w: (own[w], w), default="")
    return word, own.get(word, 0)


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
