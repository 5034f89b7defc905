"""Vowpal Wabbit in test mode: its own C++ driver over a file, in this process; loading is measured and taken off.

Two regressions, as in the results table, asked one after the other; and the time of *one*, although a decision needs both.
"""

import time
from pathlib import Path

import numpy as np
from vowpalwabbit import pyvw

from bench_rows import Rows
from peer_vw import examples, features

L2, PASSES, REPEATS = 1e-3, 6, 20


class VowpalWabbit:
    title = "Vowpal Wabbit, two regressions"

    def __init__(self, rows: Rows, scratch: Path) -> None:
        self.prompts = len(rows.timed)
        order = np.random.default_rng(5).permutation(len(rows.train.prompts))
        texts = [features(p) for p in rows.train.prompts]
        asked = [features(p) for p in rows.test.prompts]
        columns = []
        self.models = []
        for m in (0, 1):
            data, model = scratch / f"vw-{m}.txt", scratch / f"vw-{m}.model"
            data.write_text("".join(examples(rows.train.scores[i, m], texts[i]) for i in order), encoding="utf-8")
            workspace = pyvw.Workspace(
                f"--quiet --loss_function logistic --link logistic --ngram 2 --bit_precision 20 --hash all --l2 {L2:g} "
                f"--passes {PASSES} --holdout_off --cache_file {data}.cache --kill_cache --data {data} -f {model}"
            )
            columns.append([workspace.predict(text) for text in asked])
            workspace.finish()
            self.models.append(model)
        self.probabilities = np.array(columns).T
        lines = "".join(features(p) + "\n" for p in rows.timed)
        self.many, self.one = scratch / "vw-many.txt", scratch / "vw-one.txt"
        self.many.write_text(lines * REPEATS, encoding="utf-8")
        self.one.write_text(lines[: lines.index("\n") + 1], encoding="utf-8")

    def spent(self, head: int, data: Path) -> int:
        start = time.process_time_ns()
        pyvw.Workspace(f"--quiet --testonly --initial_regressor {self.models[head]} --data {data}").finish()
        return time.process_time_ns() - start

    def head_time(self, head: int) -> float:
        """Nanoseconds a prompt for one head."""
        return (self.spent(head, self.many) - self.spent(head, self.one)) / (self.prompts * REPEATS)

    def time(self) -> float:
        """Nanoseconds a prompt."""
        return sum(self.head_time(head) for head in (0, 1))


class VowpalWabbitHead:
    """The first of the two alone."""

    title = "Vowpal Wabbit, one of the two"

    def __init__(self, both: VowpalWabbit) -> None:
        self.both = both
        self.prompts, self.probabilities = both.prompts, both.probabilities

    def time(self) -> float:
        return self.both.head_time(0)
