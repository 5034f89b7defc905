"""95 % intervals of a paired difference: over resampled groups, and over splits."""

import numpy as np
from scipy import stats

from outcome_records import Floats
from routing_metrics import Order, apgr

Interval = tuple[float, float]


def paired_apgr_bootstrap(
    a: Floats, b: Floats, gap: Floats, groups: list[str], resamples: int = 1000, seed: int = 7
) -> Interval:
    """Percentiles of APGR(a) - APGR(b) when whole groups are drawn with replacement, the same for both.

    Resamples in which strong is no better than weak are left out: PGR has no meaning there.
    """
    names, group = np.unique(groups, return_inverse=True)
    rng = np.random.default_rng(seed)
    order_a, order_b = Order.by(a), Order.by(b)
    differences: list[float] = []
    for _ in range(resamples):
        drawn = np.bincount(rng.integers(len(names), size=len(names)), minlength=len(names))
        weights = drawn[group].astype(np.float64)
        if float(weights @ gap) > 0:
            differences.append(apgr(order_a, gap, weights) - apgr(order_b, gap, weights))
    low, high = np.percentile(differences, [2.5, 97.5])
    return float(low), float(high)


def over_splits(differences: list[float], test_over_train: float = 0.25) -> Interval | None:
    """Mean ± t, the variance corrected for the training rows that splits share.

    Variance times (1/J + n_test/n_train) in place of 1/J: Nadeau and Bengio, "Inference for the generalization
    error", Machine Learning 52 (2003). None for fewer than three splits.
    """
    count = len(differences)
    if count < 3:
        return None
    values = np.array(differences)
    error = float(np.sqrt(values.var(ddof=1) * (1 / count + test_over_train)))
    reach = float(stats.t.ppf(0.975, count - 1)) * error
    return float(values.mean()) - reach, float(values.mean()) + reach
