"""What scripts/evidence measures of decisions."""

from typing import Any

import numpy as np
from scipy import stats
from scipy.stats import rankdata

from outcome_records import Floats

Estimate = tuple[float, float, float]


def auroc(low: Floats, high: Floats) -> float:
    """P(a value of `low` is below one of `high`), ties half."""
    ranks = rankdata(np.concatenate([low, high]))[: len(low)]
    above = float(ranks.sum()) - len(low) * (len(low) + 1) / 2
    return 1 - above / (len(low) * len(high))


def mean_interval(values: list[float]) -> Estimate:
    """Mean and its 95 % t interval over what was left out."""
    mean = float(np.mean(values))
    if len(values) < 2:
        return mean, float("nan"), float("nan")
    reach = float(stats.t.ppf(0.975, len(values) - 1) * np.std(values, ddof=1) / np.sqrt(len(values)))
    return mean, mean - reach, mean + reach


def sufficiency(decision: dict[str, Any]) -> float:
    """Of the cheapest tier."""
    return next(iter(decision["sufficiencies"].values()))


def coverage(decisions: list[dict[str, Any]], scores: Floats, kind: Floats) -> dict[str, float]:
    """Over kinds: does the observed share of sufficient answers lie in the mean interval, widened by chance?

    Only rows that stay at the cheapest tier carry its interval. `plain` is the same with chance alone.
    """
    kept = np.array([decision["tier"] == 0 for decision in decisions])
    p = np.array([sufficiency(decision) for decision in decisions])
    ends = np.array([decision["interval"] for decision in decisions])
    observed = (scores[:, 0] >= scores[:, 1]).astype(float)
    inside, plain = [], []
    for name in sorted(set(kind[kept])):
        own = kept & (kind == name)
        if own.sum() < 8:
            continue
        chance = 1.96 * float(np.sqrt((p[own] * (1 - p[own])).sum())) / own.sum()
        mean, off = float(p[own].mean()), float(observed[own].mean() - p[own].mean())
        below, above = mean - float(ends[own, 0].mean()), float(ends[own, 1].mean()) - mean
        inside.append(-np.hypot(below, chance) <= off <= np.hypot(above, chance))
        plain.append(abs(off) <= chance)
    width = float((ends[kept, 1] - ends[kept, 0]).mean())
    return {
        "kinds": len(inside),
        "covered": float(np.mean(inside)),
        "plain": float(np.mean(plain)),
        "width": width,
    }


def escalation(decisions: list[dict[str, Any]], scores: Floats, resamples: int = 1000) -> dict[str, Any]:
    """What the evidence rule moved, what it bought, and that minus as many strong calls by the threshold."""
    p = np.array([sufficiency(decision) for decision in decisions])
    moved = np.array([decision["cause"] == "evidence" for decision in decisions])
    # Without the rule: strong where the threshold says so; the band is left out on both sides.
    plain = np.array([decision["tier"] > 0 and decision["cause"] == "learned" for decision in decisions])
    gap = scores[:, 1] - scores[:, 0]
    by_threshold = np.zeros(len(p), dtype=bool)
    by_threshold[np.argsort(p, kind="stable")[: int((plain | moved).sum())]] = True
    rng = np.random.default_rng(7)
    drawn = rng.integers(len(p), size=(resamples, len(p)))
    difference = gap * ((plain | moved).astype(float) - by_threshold)
    low, high = np.percentile(difference[drawn].mean(axis=1), [2.5, 97.5])
    return {
        "moved": float(moved.mean()),
        "quality": float((gap * moved).mean()),
        "difference": (float(difference.mean()), float(low), float(high)),
    }
