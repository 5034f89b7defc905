"""How every peer's settings are chosen: shuffled, grouped cross-validation on the training rows, by APGR."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

import numpy as np

from grouped_splits import grouped_folds
from outcome_records import Floats, Records
from routing_metrics import Order, apgr

Setting = TypeVar("Setting")
# (train, test, setting) to the probability that each model is right, (test rows, 2).
Fit = Callable[[Records, Records, Setting], Floats]

MANY = 4000


@dataclass(frozen=True)
class PeerResult:
    """`probabilities` is (test rows, 2). `fit_seconds` is the last fit alone, `all_seconds` with the choice."""

    probabilities: Floats
    settings: str
    fit_seconds: float = field(default=0.0)
    all_seconds: float = field(default=0.0)


def best(grid: Sequence[Setting], predicted: Sequence[Floats], rows: Records) -> Setting:
    """The setting whose predictions, (rows, 2) each, rank `rows` best; the first of equals."""
    ones = np.ones(len(rows.prompts))
    values = [apgr(Order.by(p[:, 1] - p[:, 0]), rows.gap, ones) for p in predicted]
    return grid[int(np.argmax(values))]


def choose(train: Records, grid: Sequence[Setting], fit: Fit, folds: int = 3, seed: int = 1) -> Setting:
    """The setting of the best APGR over all out-of-fold predictions together.

    Where rows are MANY one fold is enough to tell settings apart, and the others are not tried.
    """
    fold = grouped_folds(train.groups, folds, seed)
    tried = fold < (1 if len(fold) >= MANY else folds)
    predicted = [np.empty((len(fold), 2)) for _ in grid]
    for k in np.unique(fold[tried]):
        seen, held = train.rows(fold != k), train.rows(fold == k)
        for setting, out in zip(grid, predicted, strict=True):
            out[fold == k] = fit(seen, held, setting)
    return best(grid, [out[tried] for out in predicted], train.rows(tried))
