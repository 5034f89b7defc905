"""Median, least and most of repeated measurements, and how a table shows them."""

import statistics
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Spread:
    median: float
    low: float
    high: float

    @staticmethod
    def of(values: Sequence[float]) -> "Spread":
        return Spread(statistics.median(values), min(values), max(values))

    def show(self, unit: str = "", scale: float = 1) -> str:
        """`median (min … max) unit`, three figures."""
        low, median, high = (figures(v / scale) for v in (self.low, self.median, self.high))
        return f"{median} ({low} … {high}){' ' + unit if unit else ''}"


def figures(value: float) -> str:
    """Three significant figures, never an exponent."""
    if abs(value) >= 100:
        return f"{value:,.0f}"
    return f"{value:.1f}" if abs(value) >= 10 else f"{value:.2f}"


def ratios(above: Sequence[float], below: Sequence[float]) -> Spread:
    """Round by round, so that what slowed a whole round down cancels."""
    return Spread.of([a / b for a, b in zip(above, below, strict=True)])


def verdict(reached: bool) -> str:
    return "yes" if reached else "**no**"
