"""Nearest neighbours: each model's mean score over the k training prompts of the highest TF-IDF cosine.

k is chosen on training rows, each scored by its neighbours outside its own group: a cross-validation that leaves out
one group at a time, on a seeded sample of rows where there are many.
"""

import time
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from sklearn.feature_extraction.text import TfidfVectorizer

from outcome_records import Floats, Records
from peer_choice import PeerResult, best
from peer_words import WORDS

VERSION = "1"
GRID: tuple[int, ...] = (20, 50, 100, 200)
SAMPLE = 3000
CHUNK = 500


def means(
    asked: sparse.csr_matrix,
    known: sparse.csr_matrix,
    scores: Floats,
    grid: Sequence[int],
    not_the_same: tuple[NDArray[np.int64], NDArray[np.int64]] | None = None,
) -> Floats:
    """Mean scores of the k nearest for each k, (grid, asked rows, models).

    `not_the_same` names the groups of asked and known rows: a row's own group is never its neighbour.
    """
    out = np.empty((len(grid), asked.shape[0], scores.shape[1]))
    most = min(max(grid), known.shape[0])
    turned = known.T.tocsr()
    for start in range(0, asked.shape[0], CHUNK):
        rows = slice(start, start + CHUNK)
        likeness = (asked[rows] @ turned).toarray()
        if not_the_same is not None:
            likeness[not_the_same[0][rows][:, None] == not_the_same[1][None, :]] = -1
        near = np.argpartition(-likeness, most - 1, axis=1)[:, :most]
        near = np.take_along_axis(near, np.argsort(-np.take_along_axis(likeness, near, 1), axis=1, kind="stable"), 1)
        sums = np.cumsum(scores[near], axis=1)
        for g, k in enumerate(grid):
            out[g, rows] = sums[:, min(k, most) - 1] / min(k, most)
    return out


def vectors(train: list[str], test: list[str]) -> tuple[sparse.csr_matrix, sparse.csr_matrix]:
    words = TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True, min_df=2, token_pattern=WORDS)
    return words.fit_transform(train), words.transform(test)


def fit_and_score(train: Records, test: Records, jobs: int = 1) -> PeerResult:
    """Chooses k on training rows, scores the test rows."""
    start = time.perf_counter()
    known, asked = vectors(train.prompts, test.prompts)
    group = np.unique(train.groups, return_inverse=True)[1]
    sample = np.sort(np.random.default_rng(5).permutation(len(group))[:SAMPLE])
    held = means(known[sample], known, train.scores, GRID, (group[sample], group))
    chosen_rows = np.zeros(len(group), dtype=bool)
    chosen_rows[sample] = True
    k = best(GRID, list(held), train.rows(chosen_rows))
    chosen = time.perf_counter()
    probabilities = means(asked, known, train.scores, (k,))[0]
    end = time.perf_counter()
    return PeerResult(probabilities, f"k {k}", end - chosen, end - start)
