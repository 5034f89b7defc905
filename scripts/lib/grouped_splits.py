"""More train/test splits of the same rows: 80/20, by a seeded shuffle of whole groups."""

import json
import random
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from outcome_records import Records


def grouped_test_rows(groups: list[str], seed: int, share: float = 0.2) -> NDArray[np.bool_]:
    """True for the test rows: shuffled groups, taken whole until they hold `share` of all rows."""
    sizes: dict[str, int] = {}
    for group in groups:
        sizes[group] = sizes.get(group, 0) + 1
    order = sorted(sizes)
    random.Random(seed).shuffle(order)
    chosen: set[str] = set()
    count = 0
    for group in order:
        if count >= share * len(groups):
            break
        chosen.add(group)
        count += sizes[group]
    return np.array([group in chosen for group in groups])


def grouped_folds(groups: list[str], folds: int, seed: int) -> NDArray[np.int64]:
    """A fold for each row: groups shuffled, then dealt out in turn, never along the file's order."""
    order = sorted(set(groups))
    random.Random(seed).shuffle(order)
    fold = {group: i % folds for i, group in enumerate(order)}
    return np.array([fold[group] for group in groups])


def write_split(records: Records, is_test: NDArray[np.bool_], path: Path) -> None:
    """The same records with `split` replaced."""
    with open(path, "w", encoding="utf-8") as file:
        for line, test in zip(records.lines, is_test, strict=True):
            file.write(json.dumps({**line, "split": "test" if test else "train"}, ensure_ascii=False) + "\n")
