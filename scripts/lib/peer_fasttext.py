"""fastText supervised (arXiv 1607.01759): a classifier a model, word 2-grams, the probability of the label "good".

Two classifiers with the same settings, chosen from GRID; 16 dimensions, 2^18 buckets, one thread, so that a run
repeats. fastText takes no weights: a graded score becomes the label "good" with that chance, by a seeded draw.
"""

import tempfile
import time
from pathlib import Path

import fasttext
import numpy as np

from outcome_records import Floats, Records
from peer_choice import PeerResult, choose
from peer_words import tokens

VERSION = "1"
GRID: tuple[tuple[float, int], ...] = ((0.1, 5), (0.1, 10), (0.5, 5))  # learning rate, epochs
MORE = ((0.5, 15), (0.5, 30))  # tried as well where rows are few: on many they cost minutes and never won
FEW = 1500


def fit(train: Records, test: Records, setting: tuple[float, int]) -> Floats:
    """Both classifiers' probabilities for `test`."""
    rate, epochs = setting
    order = np.random.default_rng(5).permutation(len(train.prompts))
    drawn = np.random.default_rng(6).random(len(train.prompts))
    texts = [" ".join(tokens(prompt)) for prompt in train.prompts]
    asked = [" ".join(tokens(prompt)) + "\n" for prompt in test.prompts]
    columns = []
    with tempfile.TemporaryDirectory(prefix="fasttext-") as folder:
        path = Path(folder) / "train.txt"
        for m in (0, 1):
            good = drawn < train.scores[:, m]
            path.write_text("".join(f"__label__{int(good[i])} {texts[i]}\n" for i in order), encoding="utf-8")
            model = fasttext.train_supervised(
                str(path), dim=16, lr=rate, epoch=epochs, wordNgrams=2, bucket=1 << 18, thread=1, verbose=0
            )
            columns.append([chance_of_good(model, text) for text in asked])
    return np.array(columns).T


def chance_of_good(model: "fasttext.FastText._FastText", line: str) -> float:
    """Asks the extension itself: the package's own `predict` does not work with NumPy 2."""
    found = {label: chance for chance, label in model.f.predict(line, 2, 0.0, "strict")}
    return min(1.0, found.get("__label__1", 0.0))


def fit_and_score(train: Records, test: Records, jobs: int = 1) -> PeerResult:
    """Chooses the settings on training rows, fits on all of them, scores the test rows."""
    start = time.perf_counter()
    setting = choose(train, GRID + MORE if len(train.prompts) < FEW else GRID, fit)
    chosen = time.perf_counter()
    probabilities = fit(train, test, setting)
    end = time.perf_counter()
    return PeerResult(probabilities, f"lr {setting[0]:g}, epochs {setting[1]}", end - chosen, end - start)
