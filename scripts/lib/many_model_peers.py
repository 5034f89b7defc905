"""RouterBench's two learned routers (arXiv 2403.12031): nearest neighbours, and a perceptron with a score a model.

RouterBench feeds them a sentence embedding; here they see the text as TF-IDF of word 1-2-grams, or its 128 leading
directions. Settings are chosen on training rows, by the AIQ of predictions for rows of other groups.
"""

import warnings
from collections.abc import Callable

import numpy as np
from scipy import sparse
from sklearn.decomposition import TruncatedSVD
from sklearn.exceptions import ConvergenceWarning
from sklearn.neural_network import MLPRegressor
from sklearn.preprocessing import normalize

from grouped_splits import grouped_folds
from outcome_records import Floats, Records
from peer_neighbours import means, vectors

# How good predicted scores are for the rows they were predicted for.
Judge = Callable[[Floats, Records], float]
NEIGHBOURS = (5, 10, 20, 40, 80, 160)
PENALTIES = (1e-3, 0.1, 1.0)
FOLDS = 3


def directions(known: sparse.csr_matrix, asked: sparse.csr_matrix) -> tuple[Floats, Floats]:
    """The 128 leading directions of the known rows, each row of length 1."""
    svd = TruncatedSVD(min(128, known.shape[0] - 1), random_state=1)
    return normalize(svd.fit_transform(known)), normalize(svd.transform(asked))


def neighbours(train: Records, test: Records, judge: Judge) -> tuple[Floats, str]:
    """Mean scores of the k nearest by cosine; k and the space are chosen leaving out a row's own group."""
    known, asked = vectors(train.prompts, test.prompts)
    group = np.unique(train.groups, return_inverse=True)[1]
    dense = [sparse.csr_matrix(part) for part in directions(known, asked)]
    best, answer = (-np.inf, ""), np.empty(0)
    for space, (here, there) in {"TF-IDF": (known, asked), "SVD": tuple(dense)}.items():
        held = means(here, here, train.scores, NEIGHBOURS, (group, group))
        for k, predicted in zip(NEIGHBOURS, held, strict=True):
            value = judge(predicted, train)
            if value > best[0]:
                best, answer = (value, f"{space}, k {k}"), means(there, here, train.scores, (k,))[0]
    return answer, best[1]


def fitted(x: Floats, scores: Floats, asked: Floats, penalty: float) -> Floats:
    """One network of two layers of 100 for all models' scores, stopped early on a tenth of its rows."""
    model = MLPRegressor(hidden_layer_sizes=(100, 100), alpha=penalty, early_stopping=True, max_iter=100, random_state=1)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)
        model.fit(x, scores)
    return model.predict(asked)


def perceptron(train: Records, test: Records, judge: Judge) -> tuple[Floats, str]:
    """Predicted scores of the network with the best penalty by grouped cross-validation."""
    x, asked = directions(*vectors(train.prompts, test.prompts))
    fold = grouped_folds(train.groups, FOLDS, seed=1)
    values = []
    for penalty in PENALTIES:
        out = np.empty_like(train.scores)
        for k in range(FOLDS):
            out[fold == k] = fitted(x[fold != k], train.scores[fold != k], x[fold == k], penalty)
        values.append(judge(out, train))
    penalty = PENALTIES[int(np.argmax(values))]
    return fitted(x, train.scores, asked, penalty), f"penalty {penalty:g}"
