"""The records of one file in which every model was tried and has a price."""

import gzip
import json
from pathlib import Path

import numpy as np

from outcome_records import Records


def read_all(path: Path) -> tuple[Records, tuple[str, ...]]:
    """Records whose `scores` and `costs` are (rows, models), and the models, cheapest first by mean cost."""
    opened = gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else open(path, encoding="utf-8")
    with opened as file:
        lines = [json.loads(line) for line in file if line.strip()]
    models = sorted({model for line in lines for model in line["outcomes"]})
    lines = [line for line in lines if len(line["outcomes"]) == len(models)]
    costs = np.array([[line["outcomes"][model]["cost"] for model in models] for line in lines])
    order = np.argsort(costs.mean(axis=0))
    scores = np.array([[line["outcomes"][model]["score"] for model in models] for line in lines], dtype=np.float64)
    records = Records(
        prompts=[line["prompt"] for line in lines],
        domains=[line.get("domain", "") for line in lines],
        groups=[line.get("group", f"row {i}") for i, line in enumerate(lines)],
        scores=scores[:, order],
        costs=costs[:, order],
        is_test=np.array([line.get("split") == "test" for line in lines], dtype=bool),
        lines=lines,
    )
    return records, tuple(models[i] for i in order)
