#!/usr/bin/env python3
"""Seeded numbers with the answers of scikit-learn and of plain NumPy, for the Swift metric tests.

    metrics_fixture.py write FILE    make the fixture
    metrics_fixture.py check FILE    remake it and compare: inputs exactly, answers to 1e-12

Needs scikit-learn: scripts/check-metrics runs it with the interpreter that has it.

Inputs come from Python's own generator, whose sequence does not change between versions. Nothing here is shared
with the Swift code: each answer is the obvious formula or scikit-learn's function.
"""

import json
import math
import random
import sys

import numpy as np
from sklearn.metrics import brier_score_loss, log_loss, roc_auc_score


def inputs(seed: int, count: int, ties: int) -> dict:
    """A case; `ties` > 0 rounds predictions and rankings to that many decimals so that many are equal."""
    rng = random.Random(seed)
    case = {name: [] for name in ("predicted", "labels", "soft", "weights", "weak", "strong", "ranking")}
    for _ in range(count):
        p = 1 / (1 + math.exp(-rng.gauss(0.3, 1.2)))
        q = min(0.99, p + 0.25 * rng.random())
        weak = float(rng.random() < p)
        case["predicted"].append(round(0.01 + 0.98 * (0.8 * p + 0.2 * rng.random()), ties or 9))
        case["labels"].append(weak)
        case["soft"].append(round(min(1.0, max(0.0, rng.gauss(p, 0.3))), 3))
        case["weights"].append(round(0.25 + 2 * rng.random(), 4))
        case["weak"].append(weak)
        case["strong"].append(float(rng.random() < q))
        case["ranking"].append(round(q - p + 0.1 * rng.gauss(0, 1), ties or 9))
    return case


def soft_rows(case: dict, weights: np.ndarray):
    """Each soft row as a positive of weight w*y and a negative of weight w*(1-y): what scikit-learn can read."""
    y = np.array(case["soft"])
    p = np.array(case["predicted"])
    n = len(y)
    labels = np.concatenate([np.ones(n), np.zeros(n)])
    return labels, np.concatenate([p, p]), np.concatenate([weights * y, weights * (1 - y)])


def recovery(case: dict, weights: np.ndarray):
    """The PGR curve as shares and recovered gap, tied prompts in one step."""
    ranking = np.array(case["ranking"])
    gap = weights * (np.array(case["strong"]) - np.array(case["weak"]))
    shares, recovered = [0.0], [0.0]
    for key in sorted(set(case["ranking"]), reverse=True):
        chosen = ranking >= key
        shares.append(weights[chosen].sum() / weights.sum())
        recovered.append(gap[chosen].sum() / gap.sum())
    return np.array(shares), np.array(recovered)


def call_share(shares, recovered, level: float) -> float:
    """Where the curve first reaches a level."""
    at = int(np.argmax(recovered >= level - 1e-15))
    rise = (level - recovered[at - 1]) / (recovered[at] - recovered[at - 1])
    return shares[at - 1] + rise * (shares[at] - shares[at - 1])


def equal_mass_error(case: dict, bins: int) -> float:
    """ECE by splitting sorted rows in equal parts: only for cases without ties, n divisible by bins."""
    order = np.argsort(case["predicted"])
    p, y = np.array(case["predicted"])[order], np.array(case["labels"])[order]
    parts = zip(np.array_split(p, bins), np.array_split(y, bins))
    return sum(len(a) * abs(a.mean() - b.mean()) for a, b in parts) / len(p)


def hull_mean_height(points) -> float:
    """AIQ by brute force: the hull at c is the best mix of two points at cost c or less."""

    def height(c):
        best = max((q for x, q in points if x <= c), default=0.0)
        for x1, q1 in points:
            for x2, q2 in points:
                if x1 <= c < x2:
                    best = max(best, q1 + (q2 - q1) * (c - x1) / (x2 - x1))
        return best

    costs = sorted({x for x, _ in points})
    heights = [height(c) for c in costs]
    area = sum((b - a) * (h + k) / 2 for a, b, h, k in zip(costs, costs[1:], heights, heights[1:]))
    return area / (costs[-1] - costs[0])


def answers(case: dict) -> dict:
    ones = np.ones(len(case["labels"]))
    w = np.array(case["weights"])
    y, p = case["labels"], case["predicted"]
    soft_y, soft_p, soft_w = soft_rows(case, w)
    shares, recovered = recovery(case, ones)
    weighted_shares, weighted_recovered = recovery(case, w)
    area = lambda x, f: float(np.sum((x[1:] - x[:-1]) * (f[1:] + f[:-1]) / 2))
    result = {
        "auroc": roc_auc_score(y, p),
        "auroc_weighted": roc_auc_score(y, p, sample_weight=w),
        "auroc_soft": roc_auc_score(soft_y, soft_p, sample_weight=soft_w),
        "log_loss": log_loss(y, p),
        "log_loss_weighted": log_loss(y, p, sample_weight=w),
        "log_loss_soft": log_loss(soft_y, soft_p, sample_weight=soft_w) * soft_w.sum() / w.sum(),
        "brier": brier_score_loss(y, p),
        "brier_weighted": brier_score_loss(y, p, sample_weight=w),
        "apgr": area(shares, recovered),
        "apgr_weighted": area(weighted_shares, weighted_recovered),
        "cpt50": call_share(shares, recovered, 0.5),
        "cpt80": call_share(shares, recovered, 0.8),
        "aiq": hull_mean_height(list(zip(case["weights"][:40], case["predicted"][:40]))),
    }
    if len(set(p)) == len(p) and len(p) % 15 == 0:
        result["ece"] = equal_mass_error(case, 15)
    return {name: float(value) for name, value in result.items()}


def fixture() -> list:
    cases = []
    for name, seed, count, ties in (("continuous", 1, 450, 0), ("tied", 2, 400, 1), ("short", 3, 23, 2)):
        case = inputs(seed, count, ties)
        cases.append({"name": name, "inputs": case, "answers": answers(case)})
    return cases


def main() -> int:
    if len(sys.argv) != 3 or sys.argv[1] not in ("write", "check"):
        print(__doc__, file=sys.stderr)
        return 64
    made = fixture()
    if sys.argv[1] == "write":
        with open(sys.argv[2], "w", encoding="utf-8") as file:
            json.dump(made, file, separators=(",", ":"))
            file.write("\n")
        return 0
    with open(sys.argv[2], encoding="utf-8") as file:
        stored = json.load(file)
    wrong = 0
    for old, new in zip(stored, made, strict=True):
        if old["inputs"] != new["inputs"]:
            wrong += 1
            print(f"{new['name']}: inputs differ")
        for key in sorted(set(old["answers"]) | set(new["answers"])):
            a, b = old["answers"].get(key, math.nan), new["answers"].get(key, math.nan)
            if not abs(a - b) <= 1e-12:
                wrong += 1
                print(f"{new['name']}: {key} stored {a!r}, now {b!r}")
    print(f"{len(made)} cases, {sum(len(c['answers']) for c in made)} answers, {wrong} differ")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
