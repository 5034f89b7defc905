"""Vowpal Wabbit: an online logistic regression a model on hashed word 1-2-grams (2^20 weights).

Its defaults (adaptive, normalised, invariant updates) over seeded shuffled rows; l2 and passes chosen from GRID, the
same for both models. A graded score is two weighted examples.
"""

import itertools
import tempfile
import time
from pathlib import Path

import numpy as np
from vowpalwabbit import pyvw

from outcome_records import Floats, Records
from peer_choice import PeerResult, choose
from peer_words import tokens

VERSION = "1"
GRID: tuple[tuple[float, int], ...] = tuple(itertools.product((1e-4, 1e-3, 3e-3), (1, 6)))  # l2, passes
SPECIAL = str.maketrans({":": "COLON", "|": "PIPE"})


def features(prompt: str) -> str:
    return "|t " + " ".join(token.translate(SPECIAL) for token in tokens(prompt))


def examples(score: float, text: str) -> str:
    """One line for a right or wrong row, two for a graded one."""
    parts = ((1, score), (-1, 1 - score))
    return "".join(f"{label} {weight:g} {text}\n" for label, weight in parts if weight > 0)


def fit(train: Records, test: Records, setting: tuple[float, int]) -> Floats:
    """Both regressions' probabilities for `test`."""
    l2, passes = setting
    order = np.random.default_rng(5).permutation(len(train.prompts))
    texts = [features(prompt) for prompt in train.prompts]
    asked = [features(prompt) for prompt in test.prompts]
    columns = []
    with tempfile.TemporaryDirectory(prefix="vw-") as folder:
        path = Path(folder) / "train.vw"
        for m in (0, 1):
            path.write_text("".join(examples(train.scores[i, m], texts[i]) for i in order), encoding="utf-8")
            model = pyvw.Workspace(
                f"--quiet --loss_function logistic --link logistic --ngram 2 --bit_precision 20 --hash all --l2 {l2:g} "
                f"--passes {passes} --holdout_off --cache_file {path}.cache{m} --kill_cache --data {path}"
            )
            columns.append([model.predict(text) for text in asked])
            model.finish()
    return np.array(columns).T


def fit_and_score(train: Records, test: Records, jobs: int = 1) -> PeerResult:
    """Chooses the settings on training rows, fits on all of them, scores the test rows."""
    start = time.perf_counter()
    setting = choose(train, GRID, fit)
    chosen = time.perf_counter()
    probabilities = fit(train, test, setting)
    end = time.perf_counter()
    return PeerResult(probabilities, f"l2 {setting[0]:g}, passes {setting[1]}", end - chosen, end - start)
