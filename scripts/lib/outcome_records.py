"""Outcome records as arrays: the rows of one file in which both models of a pair were tried."""

import gzip
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Records:
    """Aligned columns, one entry a record. `scores` and `costs` are (rows, 2): the weak model, then the strong.

    `costs` is None unless every row has both. `lines` are the parsed records, for writing them again.
    """

    prompts: list[str]
    domains: list[str]
    groups: list[str]
    scores: Floats
    costs: Floats | None
    is_test: NDArray[np.bool_]
    lines: list[dict[str, Any]]

    def rows(self, chosen: NDArray[np.bool_]) -> "Records":
        """The rows where `chosen` is true."""
        at = np.flatnonzero(chosen)
        return Records(
            [self.prompts[i] for i in at],
            [self.domains[i] for i in at],
            [self.groups[i] for i in at],
            self.scores[at],
            None if self.costs is None else self.costs[at],
            self.is_test[at],
            [self.lines[i] for i in at],
        )

    @property
    def gap(self) -> Floats:
        """What the strong model scored more than the weak, a row."""
        return self.scores[:, 1] - self.scores[:, 0]


def read(path: Path, weak: str, strong: str) -> Records:
    """Reads JSON Lines, gzipped or not; a record without a group is a group of its own."""
    with (
        gzip.open(path, "rt", encoding="utf-8")
        if path.suffix == ".gz"
        else open(path, encoding="utf-8") as file
    ):
        lines = [json.loads(line) for line in file if line.strip()]
    lines = [line for line in lines if weak in line["outcomes"] and strong in line["outcomes"]]
    pairs = [(line["outcomes"][weak], line["outcomes"][strong]) for line in lines]
    priced = all("cost" in outcome for pair in pairs for outcome in pair)
    return Records(
        prompts=[line["prompt"] for line in lines],
        domains=[line.get("domain", "") for line in lines],
        groups=[line.get("group", f"row {i}") for i, line in enumerate(lines)],
        scores=np.array([[o["score"] for o in pair] for pair in pairs], dtype=np.float64).reshape(-1, 2),
        costs=np.array([[o["cost"] for o in pair] for pair in pairs]) if priced and pairs else None,
        is_test=np.array([line.get("split") == "test" for line in lines], dtype=bool),
        lines=lines,
    )
