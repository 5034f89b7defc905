"""Vowpal Wabbit in test mode: its own C++ driver over a file, in this process; loading is measured and taken off.

A regression a head, as in the results table; one of the two alone; and one model of four labels, which of the two models
were right, whose probabilities yield both heads.
"""

import time
from pathlib import Path

import numpy as np
from vowpalwabbit import pyvw

from bench_rows import Rows
from outcome_records import Floats
from peer_vw import examples, features

L2, PASSES, REPEATS = 1e-3, 6, 20
COMMON = f"--quiet --ngram 2 --bit_precision 20 --hash all --l2 {L2:g} --passes {PASSES} --holdout_off --kill_cache"


class Timed:
    """The timed prompts in Vowpal Wabbit's format, many times over and the first alone."""

    def __init__(self, rows: Rows, scratch: Path) -> None:
        self.prompts = len(rows.timed)
        lines = "".join(features(p) + "\n" for p in rows.timed)
        self.many, self.one = scratch / "vw-many.txt", scratch / "vw-one.txt"
        self.many.write_text(lines * REPEATS, encoding="utf-8")
        self.one.write_text(lines[: lines.index("\n") + 1], encoding="utf-8")

    def time(self, model: Path) -> float:
        """Nanoseconds a prompt."""
        return (self.spent(model, self.many) - self.spent(model, self.one)) / (self.prompts * REPEATS)

    def spent(self, model: Path, data: Path) -> int:
        start = time.process_time_ns()
        pyvw.Workspace(f"--quiet --testonly --initial_regressor {model} --data {data}").finish()
        return time.process_time_ns() - start


class VowpalWabbit:
    """The time is that of both regressions, each asked for all prompts in a row."""

    title = "Vowpal Wabbit, a regression a head"

    def __init__(self, rows: Rows, scratch: Path) -> None:
        self.timed = Timed(rows, scratch)
        order = np.random.default_rng(5).permutation(len(rows.train.prompts))
        texts = [features(p) for p in rows.train.prompts]
        asked = [features(p) for p in rows.test.prompts]
        columns = []
        self.models = []
        for m in (0, 1):
            data, model = scratch / f"vw-{m}.txt", scratch / f"vw-{m}.model"
            data.write_text("".join(examples(rows.train.scores[i, m], texts[i]) for i in order), encoding="utf-8")
            workspace = pyvw.Workspace(
                f"{COMMON} --loss_function logistic --link logistic --cache_file {data}.cache --data {data} -f {model}"
            )
            columns.append([workspace.predict(text) for text in asked])
            workspace.finish()
            self.models.append(model)
        self.probabilities = np.array(columns).T

    @property
    def prompts(self) -> int:
        return self.timed.prompts

    def time(self) -> float:
        """Nanoseconds a prompt."""
        return sum(self.timed.time(model) for model in self.models)


class VowpalWabbitHead:
    """The first of the two alone: half of a decision."""

    title = "Vowpal Wabbit, one of the two: half a decision"

    def __init__(self, both: VowpalWabbit) -> None:
        self.both = both
        self.prompts = both.prompts
        self.probabilities: Floats | None = None

    def time(self) -> float:
        return self.both.timed.time(self.both.models[0])


class VowpalWabbitLabels:
    """One against all, over four labels."""

    title = "Vowpal Wabbit, one model of four labels"

    def __init__(self, rows: Rows, scratch: Path) -> None:
        self.timed = Timed(rows, scratch)
        self.prompts = self.timed.prompts
        order = np.random.default_rng(5).permutation(len(rows.train.prompts))
        drawn = np.random.default_rng(6).random((len(order), 1))
        good = (drawn < rows.train.scores).astype(int)
        data, self.model = scratch / "vw-labels.txt", scratch / "vw-labels.model"
        data.write_text(
            "".join(f"{1 + 2 * good[i, 0] + good[i, 1]} {features(rows.train.prompts[i])}\n" for i in order),
            encoding="utf-8",
        )
        workspace = pyvw.Workspace(
            f"{COMMON} --oaa 4 --probabilities --loss_function logistic --cache_file {data}.cache --data {data} "
            f"-f {self.model}"
        )
        found = np.array([workspace.predict(features(p)) for p in rows.test.prompts])
        workspace.finish()
        self.probabilities = np.stack([found[:, 2] + found[:, 3], found[:, 1] + found[:, 3]], axis=1)

    def time(self) -> float:
        return self.timed.time(self.model)
