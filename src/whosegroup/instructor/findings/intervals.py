"""Shares and means with their intervals.

Readers are the sampled units: one reader gives many answers, so intervals of what is counted over
answers come from resampling readers.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from scipy import stats

from .model import FEW, Mean, Share

LEVEL = 0.95
SEED = 20260413
# Resamples of the bootstrap, and how many readers are drawn in all of them together at most.
RESAMPLES, FEWEST, DRAWN = 2000, 500, 2_000_000
BATCH = 200_000  # readers drawn at once

Asked = tuple[pd.Series, pd.Series | bool]


def wilson(counts: pd.Series, of: pd.Series) -> tuple[pd.Series, pd.Series]:
    """Return the ends of the interval of each share, one answer a reader (Wilson 1927)."""
    z2 = stats.norm.isf((1 - LEVEL) / 2) ** 2
    share, wide = counts / of, 1 + z2 / of
    middle = (share + z2 / (2 * of)) / wide
    half = np.sqrt(z2 * (share * (1 - share) / of + z2 / (4 * of**2))) / wide
    return (middle - half).clip(lower=0), (middle + half).clip(upper=1)


def correlation(found: pd.Series, of: pd.Series) -> tuple[pd.Series, pd.Series]:
    """Return the ends of the interval of each correlation over so many readers (Fisher 1921).

    All are looked at together to find the lowest, so the intervals are wide enough to hold for all
    of them together (Bonferroni). NaN under four readers.
    """
    many = max(int(found.notna().sum()), 1)
    half = stats.norm.isf((1 - LEVEL) / 2 / many) / np.sqrt((of - 3).where(of > 3))
    with np.errstate(divide="ignore"):
        middle = np.arctanh(found)
    return np.tanh(middle - half), np.tanh(middle + half)


def shares(first: pd.DataFrame, asked: Sequence[Asked]) -> list[Share]:
    """Return for each pair of masks the share of the first among the second, over all answers.

    The interval comes from readers drawn again and again with all their answers (percentile
    bootstrap; Efron and Tibshirani 1993, chapter 13). There is none under FEW readers who gave such
    answers, and none where every draw gives the same share, because that says nothing.
    """
    rows, readers = pd.factorize(first["reader"], sort=True)

    def by_reader(mask: pd.Series | bool) -> np.ndarray:
        weights = np.broadcast_to(np.asarray(mask, dtype=float), len(rows))
        return np.bincount(rows, weights, minlength=len(readers))

    of = np.array([by_reader(among) for _, among in asked])
    counts = np.array([by_reader(counted & among) for counted, among in asked])
    enough = (of > 0).sum(axis=1) >= FEW
    ends = zip(*_bootstrap(counts, of), strict=True)
    return [
        _share(count, total, low, high if some else low)
        for count, total, (low, high), some in zip(
            counts.sum(axis=1), of.sum(axis=1), ends, enough, strict=True
        )
    ]


def _share(count: float, of: float, low: float, high: float) -> Share:
    """Return a share; an interval without width is none."""
    ends = (float(low), float(high)) if low < high else (None, None)
    return Share(int(count), int(of), float(count / of) if of else None, *ends)


def _bootstrap(counts: np.ndarray, of: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the ends of the interval of each ratio of sums; arrays are measures x readers."""
    readers = of.shape[1]
    if readers < FEW:
        return np.zeros(len(of)), np.zeros(len(of))

    def ratio(drawn: np.ndarray, axis: int) -> np.ndarray:
        top, bottom = (table[:, drawn].sum(axis) for table in (counts, of))
        return np.divide(top, bottom, out=np.zeros_like(top), where=bottom > 0)

    found = stats.bootstrap(
        (np.arange(readers),),
        ratio,
        n_resamples=max(FEWEST, min(RESAMPLES, DRAWN // readers)),
        batch=max(1, BATCH // readers),
        vectorized=True,
        confidence_level=LEVEL,
        method="percentile",
        random_state=np.random.default_rng(SEED),
    )
    return found.confidence_interval.low, found.confidence_interval.high


def mean_of(values: pd.Series) -> Mean:
    """Return the mean over readers with its t interval; none under FEW, or where all are alike."""
    values = values.dropna()
    if values.empty:
        return Mean(0, None, None, None)
    mean, error = float(values.mean()), float(values.sem())
    if len(values) < FEW or error < 1e-12:
        return Mean(len(values), mean, None, None)
    low, high = stats.t.interval(LEVEL, len(values) - 1, loc=mean, scale=error)
    return Mean(len(values), mean, float(low), float(high))
