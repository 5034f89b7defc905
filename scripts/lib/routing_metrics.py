"""APGR, CPT and AIQ in plain NumPy, independent of the Swift code.

Sources: PGR, APGR and CPT from RouteLLM (arXiv 2406.18665), AIQ from RouterBench (arXiv 2403.12031). Tied prompts
move in one step, so a constant ranking is the expected random router.
"""

from dataclasses import dataclass

import numpy as np

from outcome_records import Floats


@dataclass(frozen=True)
class Order:
    """Rows by falling predicted gain, and where each run of equal predictions ends."""

    rows: np.ndarray
    ends: np.ndarray

    @staticmethod
    def by(gain: Floats) -> "Order":
        rows = np.argsort(-gain, kind="stable")
        ends = np.append(np.flatnonzero(np.diff(gain[rows])), len(rows) - 1)
        return Order(rows, ends)

    def running(self, values: Floats) -> Floats:
        """0, then the sum of `values` over all rows up to the end of each run."""
        return np.concatenate([[0.0], np.cumsum(values[self.rows])[self.ends]])


def recovery(order: Order, gap: Floats, weights: Floats) -> tuple[Floats, Floats]:
    """Shares of strong calls, and PGR(k) = (quality at k - weak) / (strong - weak) at each."""
    shares = order.running(weights)
    gained = order.running(weights * gap)
    return shares / shares[-1], gained / gained[-1]


def area(x: Floats, y: Floats) -> float:
    """Trapezoid rule."""
    return float(np.sum(np.diff(x) * (y[1:] + y[:-1])) / 2)


def apgr(order: Order, gap: Floats, weights: Floats) -> float:
    """Area under PGR over the strong-call share, over all prompts."""
    return area(*recovery(order, gap, weights))


def call_share(order: Order, gap: Floats, level: float) -> float:
    """CPT(level): the smallest share at which PGR reaches `level`, interpolated."""
    shares, recovered = recovery(order, gap, np.ones(len(gap)))
    at = int(np.argmax(recovered >= level - 1e-15))
    if at == 0:
        return 0.0
    rise = (level - recovered[at - 1]) / (recovered[at] - recovered[at - 1])
    return float(shares[at - 1] + rise * (shares[at] - shares[at - 1]))


def upper_hull(points: Floats) -> Floats:
    """The concave upper hull of (cost, quality), made non-decreasing: a dearer mix may always do no more."""
    hull: list[tuple[float, float]] = []
    for x, y in sorted(map(tuple, points)):
        while len(hull) > 1 and (hull[-1][0] - hull[-2][0]) * (y - hull[-2][1]) >= (
            hull[-1][1] - hull[-2][1]
        ) * (x - hull[-2][0]):
            hull.pop()
        if hull and hull[-1][0] == x:
            hull.pop()
        hull.append((x, y))
    array = np.array(hull)
    array[:, 1] = np.maximum.accumulate(array[:, 1])
    return array


def aiq(order: Order, scores: Floats, costs: Floats) -> float:
    """Mean height of the hull between the cost of always-weak and of always-strong.

    The same bounds for every router on the same rows, so that two figures can be compared.
    """
    n = len(scores)
    quality = scores[:, 0].mean() + order.running(scores[:, 1] - scores[:, 0]) / n
    cost = costs[:, 0].mean() + order.running(costs[:, 1] - costs[:, 0]) / n
    hull = upper_hull(np.column_stack([cost, quality]))
    low, high = cost[0], cost[-1]
    inside = hull[(hull[:, 0] > low) & (hull[:, 0] < high), 0]
    x = np.concatenate([[low], inside, [high]])
    return area(x, np.interp(x, hull[:, 0], hull[:, 1])) / (high - low)
