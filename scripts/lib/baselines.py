"""What a router has to beat: each is a predicted gain for every test row."""

import numpy as np

from outcome_records import Floats, Records


def no_information(test: Records) -> Floats:
    """The same gain everywhere: all rows tie, which is the expected value of a random router."""
    return np.zeros(len(test.prompts))


def prompt_length(test: Records) -> Floats:
    """Longer prompts first, by bytes of UTF-8."""
    return np.array([float(len(prompt.encode())) for prompt in test.prompts])


def domain_mean(train: Records, test: Records) -> Floats:
    """The mean gap of the row's domain in training. It peeks: a router is not told the domain."""
    sums: dict[str, list[float]] = {}
    for domain, gap in zip(train.domains, train.gap, strict=True):
        sums.setdefault(domain, []).append(float(gap))
    overall = float(train.gap.mean())
    means = {domain: float(np.mean(gaps)) for domain, gaps in sums.items()}
    return np.array([means.get(domain, overall) for domain in test.domains])
