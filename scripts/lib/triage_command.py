"""Runs the `triage` command: training file to file, then scoring test prompts through its standard input."""

import json
import os
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from outcome_records import Floats, Records


@dataclass(frozen=True)
class Triage:
    """The built command, and options passed to every `triage train`."""

    binary: Path
    options: tuple[str, ...] = ()

    def train(self, records: Path, models: tuple[str, str], output: Path, seed: int) -> float:
        """Wall-clock seconds from the records on disk to the model file on disk, tuning and calibration in it."""
        start = time.perf_counter()
        self.run(
            ["train", os.fspath(records), "--output", os.fspath(output), "--models", ",".join(models)]
            + ["--split", "train", "--seed", str(seed), *self.options]
        )
        return time.perf_counter() - start

    def score(self, model: Path, test: Records, models: tuple[str, str]) -> Floats:
        """Each head's probability for each test row, (rows, 2). Only prompts and contexts are handed over."""
        asked = "".join(
            json.dumps({"id": str(i), "prompt": line["prompt"], "context": line.get("context", {})}) + "\n"
            for i, line in enumerate(test.lines)
        )
        answered = self.run(["route", "--model", os.fspath(model)], asked)
        decisions = [json.loads(line) for line in answered.splitlines()]
        if [decision["id"] for decision in decisions] != [str(i) for i in range(len(test.lines))]:
            raise RuntimeError(
                f"triage route: {len(decisions)} decisions for {len(test.lines)} prompts, or out of order"
            )
        return np.array([[decision["scores"][m] for m in models] for decision in decisions], dtype=np.float64)

    def run(self, arguments: list[str], text: str | None = None) -> str:
        """Standard output; what the command said on standard error becomes the exception's text."""
        done = subprocess.run([self.binary, *arguments], input=text or "", text=True, capture_output=True)
        if done.returncode != 0:
            raise RuntimeError(f"triage {arguments[0]} ended with {done.returncode}:\n{done.stderr[-2000:]}")
        return done.stdout
