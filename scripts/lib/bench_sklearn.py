"""scikit-learn: HashingVectorizer over words, marks and their pairs, and two logistic regressions."""

import pickle
import time
from pathlib import Path

import numpy as np
from sklearn.feature_extraction.text import HashingVectorizer
from sklearn.linear_model import LogisticRegression

from bench_rows import Rows

C = 3.0


class ScikitLearn:
    """`whole` hands all prompts over in one call; else each is a call of its own, as requests come."""

    def __init__(self, rows: Rows, scratch: Path, whole: bool) -> None:
        self.title = "scikit-learn, all prompts in one call" if whole else "scikit-learn, a call a prompt"
        self.whole = whole
        self.timed = rows.timed
        self.prompts = len(self.timed)
        self.vectorizer = HashingVectorizer(ngram_range=(1, 2), token_pattern=r"\w+|[^\w\s]", alternate_sign=False)
        found = self.vectorizer.transform(rows.train.prompts)
        asked = self.vectorizer.transform(rows.test.prompts)
        drawn = np.random.default_rng(6).random(len(rows.train.prompts))
        self.heads = [
            LogisticRegression(C=C, solver="liblinear").fit(found, drawn < rows.train.scores[:, m]) for m in (0, 1)
        ]
        self.probabilities = np.array([head.predict_proba(asked)[:, 1] for head in self.heads]).T
        self.model = scratch / "scikit-learn.pickle"
        self.model.write_bytes(pickle.dumps((self.vectorizer, self.heads), protocol=5))

    def decide(self, prompts: list[str]) -> None:
        found = self.vectorizer.transform(prompts)
        for head in self.heads:
            head.predict_proba(found)

    def time(self) -> float:
        """Nanoseconds a prompt."""
        start = time.thread_time_ns()
        if self.whole:
            self.decide(self.timed)
        else:
            for prompt in self.timed:
                self.decide([prompt])
        return (time.thread_time_ns() - start) / self.prompts
