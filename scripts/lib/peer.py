"""The router to compare with: two scikit-learn logistic regressions on TF-IDF of word 1-2-grams.

Both heads share one C, chosen by shuffled, grouped cross-validation on APGR: the design that did best of what was
tried before Triage was written. Only training rows are seen. Everything is redone inside each fold.
"""

import time

import numpy as np
from joblib import Parallel, delayed
from scipy import sparse
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression

from grouped_splits import grouped_folds
from outcome_records import Floats, Records
from peer_choice import PeerResult, best
from peer_words import WORDS

VERSION = "1"
GRID: tuple[float, ...] = (0.1, 0.316, 1.0, 3.16, 10.0)
FOLDS = 4


def vectorizer() -> TfidfVectorizer:
    return TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True, min_df=2, token_pattern=WORDS)


def head(x: sparse.csr_matrix, y: Floats, unseen: sparse.csr_matrix, c: float) -> Floats:
    """One regression's probabilities for `unseen`. A graded y counts as y of a right row and 1 - y of a wrong."""
    right, wrong = np.flatnonzero(y > 0), np.flatnonzero(y < 1)
    if len(right) == 0 or len(wrong) == 0:
        return np.full(unseen.shape[0], float(y.mean()))
    labels = np.concatenate([np.ones(len(right)), np.zeros(len(wrong))])
    weights = np.concatenate([y[right], 1 - y[wrong]])
    model = LogisticRegression(C=c, max_iter=1000)
    model.fit(x[np.concatenate([right, wrong])], labels, sample_weight=weights)
    return model.predict_proba(unseen)[:, 1]


def one_fold(train: Records, test: Records) -> Floats:
    """Probabilities for the fold's rows, (grid, rows, 2)."""
    words = vectorizer()
    x, unseen = words.fit_transform(train.prompts), words.transform(test.prompts)
    heads = [[head(x, train.scores[:, m], unseen, c) for m in (0, 1)] for c in GRID]
    return np.array(heads).transpose(0, 2, 1)


def choose_c(train: Records, jobs: int, seed: int) -> float:
    """The C of the best APGR over all out-of-fold predictions together."""
    fold = grouped_folds(train.groups, FOLDS, seed)
    parts = Parallel(n_jobs=jobs)(
        delayed(one_fold)(train.rows(fold != k), train.rows(fold == k)) for k in range(FOLDS)
    )
    predicted = np.empty((len(GRID), len(train.prompts), 2))
    for k, part in enumerate(parts):
        predicted[:, fold == k] = part
    return best(GRID, list(predicted), train)


def fit_and_score(train: Records, test: Records, jobs: int = 2, seed: int = 1) -> PeerResult:
    """Chooses C on training rows, fits on all of them, scores the test rows."""
    start = time.perf_counter()
    c = choose_c(train, jobs, seed)
    chosen = time.perf_counter()
    words = vectorizer()
    x, unseen = words.fit_transform(train.prompts), words.transform(test.prompts)
    probabilities = np.column_stack([head(x, train.scores[:, m], unseen, c) for m in (0, 1)])
    end = time.perf_counter()
    return PeerResult(probabilities, f"C {c:g}", end - chosen, end - start)
