"""ECE and log loss of one head in plain NumPy; labels may be graded, 0…1."""

import numpy as np

from outcome_records import Floats


def calibration_error(predicted: Floats, labels: Floats, bins: int = 15) -> float:
    """ECE over equal-mass bins: the mean of |mean prediction - mean label|, weighted by rows
    (Nixon et al., arXiv 1904.01685, call this binning adaptive)."""
    order = np.argsort(predicted, kind="stable")
    parts = zip(np.array_split(predicted[order], bins), np.array_split(labels[order], bins))
    return float(sum(len(p) * abs(p.mean() - y.mean()) for p, y in parts if len(p)) / len(predicted))


def log_loss(predicted: Floats, labels: Floats) -> float:
    """Mean of -(y log p + (1 - y) log(1 - p)), natural logarithm, p kept off 0 and 1 by 1e-15."""
    p = np.clip(predicted, 1e-15, 1 - 1e-15)
    return float(-np.mean(labels * np.log(p) + (1 - labels) * np.log1p(-p)))
