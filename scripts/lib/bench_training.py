"""Training time at fixed settings, text file to model file, and the held-out log loss that it buys.

Every tool trains two heads (is each model's answer good?) on the same training rows, and is judged on the same test
rows. Settings come from a small grid, by the log loss on a twentieth of the training rows (of 100,000 of them where there
are more), outside the clock; then all runs at these settings are interleaved.

What is timed:
  Triage         the process, from start to end: JSON Lines with the test rows in them, features, two heads,
                 calibration, storage, held-out metrics, file; groups are trusted, as the others know of none, and in
                 lines of their own with near-duplicates looked for, and solved exactly
  scikit-learn   from behind the imports: JSON Lines of the training rows, hashed TF-IDF of word 1-2-grams,
  LIBLINEAR      two logistic regressions side by side, a process each; pickle, LIBLINEAR's model file
  fastText       from behind the imports: its own labelled text, tokenised before; a process and a thread a head
  Vowpal Wabbit  the same, in its format
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from peer_words import tokens
from peer_vw import examples, features
from training_peer import prompts_and_scores

HERE = Path(__file__).parent
TITLES = {
    "triage": "Triage",
    "triage_near": "Triage, near-duplicates looked for",
    "triage_exact": "Triage, to a tolerance of 0.001",
    "vowpal_wabbit": "Vowpal Wabbit",
    "fasttext": "fastText",
    "liblinear": "LIBLINEAR",
    "scikit_learn": "scikit-learn",
}
GRIDS: dict[str, list[list[float]]] = {
    "triage": [[0.3], [1], [2], [3]],
    "triage_near": [[0.3], [1], [2], [3]],
    "triage_exact": [[0.3], [1], [2], [3]],
    # l2, passes, learning rate
    "vowpal_wabbit": [[l2, passes, rate] for l2 in (1e-7, 1e-5) for passes in (1, 3) for rate in (0.05, 0.1, 0.2, 0.5)],
    # learning rate, epochs, dimensions
    "fasttext": [[rate, epochs, 8] for rate in (0.05, 0.2) for epochs in (2, 5, 10)],
    # C, tolerance
    "liblinear": [[c, 0.01] for c in (0.3, 1, 3, 10)],
    "scikit_learn": [[c, 1e-4] for c in (0.3, 1, 3, 10)],
}
MOST_TUNED_ON = 100_000


def say(line: str) -> None:
    print(f"bench-training: {line}", file=sys.stderr, flush=True)


def write_folder(folder: Path, train: list[str], test: list[str]) -> None:
    """The rows as each tool wants them: JSON Lines, labelled text, Vowpal Wabbit's examples."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "train.jsonl").write_text("".join(train), encoding="utf-8")
    (folder / "test.jsonl").write_text("".join(test), encoding="utf-8")
    with open(folder / "both.jsonl", "w", encoding="utf-8") as both:
        for split, lines in (("train", train), ("test", test)):
            for line in lines:
                record = json.loads(line)
                both.write(json.dumps({**record, "split": split}, separators=(",", ":"), ensure_ascii=False) + "\n")
    # Shuffled for those that learn as they read.
    order = np.random.default_rng(5).permutation(len(train))
    drawn = np.random.default_rng(6).random(len(train))
    labelled = [open(folder / f"fasttext.{head}.txt", "w", encoding="utf-8") for head in (0, 1)]
    weighed = [open(folder / f"vw.{head}.txt", "w", encoding="utf-8") for head in (0, 1)]
    for i in order:
        record = json.loads(train[i])
        text, vw = " ".join(tokens(record["prompt"])), features(record["prompt"])
        for head, outcome in enumerate(record["outcomes"].values()):
            labelled[head].write(f"__label__{int(drawn[i] < outcome['score'])} {text}\n")
            weighed[head].write(examples(outcome["score"], vw))
    for file in labelled + weighed:
        file.close()


@dataclass
class Took:
    """By the wall clock; processor seconds of all its processes; peak resident memory of the largest of them."""

    seconds: float
    processor: float
    megabytes: float


class Bench:
    def __init__(self, triage: Path, models: list[str]) -> None:
        self.triage = triage
        self.models = models
        self.environment = {**os.environ, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}

    def fit(self, tool: str, setting: list[float], folder: Path) -> Took:
        if tool.startswith("triage"):
            command = [self.triage, "train", folder / "both.jsonl", "--split", "train", "--penalty", f"{setting[0]:g}"]
            command += ["--models", ",".join(self.models), "--output", folder / f"{tool}.triage"]
            command += [] if tool == "triage_near" else ["--no-near-duplicates"]
            command += ["--tolerance", "0.001"] if tool == "triage_exact" else []
        else:
            command = [sys.executable, HERE / "training_peer.py", "fit", tool, json.dumps(setting), folder]
        report = folder / "took.json"
        printed = self.run([sys.executable, "-S", HERE / "measured.py", report, *command])
        took = json.loads(report.read_text())
        # A peer's clock starts behind its imports.
        return Took(**took | ({} if tool.startswith("triage") else json.loads(printed)))

    def losses(self, tool: str, folder: Path) -> NDArray[np.float64]:
        """Mean log loss on the folder's test rows of each head."""
        if tool.startswith("triage"):
            asked = (folder / "test.jsonl").read_text(encoding="utf-8")
            answers = self.run([self.triage, "route", "--model", folder / f"{tool}.triage"], asked)
            decided = [json.loads(line)["scores"] for line in answers.splitlines()]
            chances = np.array([[scores[model] for model in self.models] for scores in decided])
        else:
            self.run([sys.executable, HERE / "training_peer.py", "predict", tool, folder])
            chances = np.load(folder / f"{tool}.npy")
        scores = prompts_and_scores(folder / "test.jsonl")[1]
        p = np.clip(chances, 1e-7, 1 - 1e-7)
        return np.asarray(-(scores * np.log(p) + (1 - scores) * np.log(1 - p)).mean(axis=0))

    def run(self, command: list[Any], text: str = "") -> str:
        arguments = [os.fspath(part) for part in command]
        done = subprocess.run(arguments, input=text, text=True, capture_output=True, env=self.environment)
        if done.returncode != 0:
            raise RuntimeError(f"{' '.join(arguments[:3])} ended with {done.returncode}:\n{done.stderr[-2000:]}")
        return done.stdout

    def choose(self, tool: str, folder: Path) -> list[float]:
        """The grid's best setting by log loss on the folder's test rows, which are training rows held back."""
        losses = []
        for setting in GRIDS[tool]:
            self.fit(tool, setting, folder)
            losses.append(float(self.losses(tool, folder).mean()))
            say(f"{tool} {setting}: {losses[-1]:.4f}")
        return GRIDS[tool][int(np.argmin(losses))]


def split_lines(path: Path) -> tuple[list[str], list[str]]:
    train, test = [], []
    with open(path, encoding="utf-8") as file:
        for line in file:
            record = json.loads(line)
            (train if record.get("split") == "train" else test).append(line)
    return train, test


def held_back(train: list[str]) -> tuple[list[str], list[str]]:
    """A twentieth of the groups of training rows, of as many as are tuned on, and the rest."""
    rng = np.random.default_rng(7)
    lines = train[:MOST_TUNED_ON]
    groups = [json.loads(line).get("group", str(i)) for i, line in enumerate(lines)]
    chosen = {group for group in dict.fromkeys(groups) if rng.random() < 0.05}
    rest = [line for line, group in zip(lines, groups, strict=True) if group not in chosen]
    return rest, [line for line, group in zip(lines, groups, strict=True) if group in chosen]


def table(path: Path, bench: Bench, tools: list[str], runs: dict[str, int], settings: dict[str, list[float]]) -> None:
    with tempfile.TemporaryDirectory(prefix="bench-training-") as name:
        train, test = split_lines(path)
        say(f"{path.name}: {len(train):,} training rows, {len(test):,} test rows")
        missing = [tool for tool in tools if tool not in settings]
        if missing:
            tuning = Path(name) / "tuning"
            write_folder(tuning, *held_back(train))
            settings = settings | {tool: bench.choose(tool, tuning) for tool in missing}
        folder = Path(name) / "all"
        write_folder(folder, train, test)
        # So that the system does not write them to disk while the first runs are timed.
        os.sync()
        took: dict[str, list[Took]] = {tool: [] for tool in tools}
        losses = {}
        for run in range(max(runs.values())):
            for tool in tools:
                if run < runs[tool]:
                    took[tool].append(bench.fit(tool, settings[tool], folder))
                    say(f"{tool}, run {run + 1}: {took[tool][-1]}")
                    if run == 0:
                        losses[tool] = bench.losses(tool, folder)
        print(f"`{path.name}`: {len(train):,} training rows, {len(test):,} test rows, {os.cpu_count()} cores\n")
        print("| tool | settings | log loss, weak / strong | mean | seconds | processor seconds | MB | runs | ÷ Triage |")
        print("| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |")
        first = tools[0]
        for tool in tools:
            lost = losses[tool]
            ratio = statistics.median(x.seconds for x in took[tool]) / statistics.median(x.seconds for x in took[first])
            print(
                f"| {TITLES[tool]} | {', '.join(f'{value:g}' for value in settings[tool])} | {lost[0]:.4f} / {lost[1]:.4f} "
                f"| {lost.mean():.4f} | {spread([x.seconds for x in took[tool]])} "
                f"| {spread([x.processor for x in took[tool]])} | {spread([x.megabytes for x in took[tool]], 0)} "
                f"| {len(took[tool])} | {ratio:.2f} |"
            )
        print(flush=True)


def spread(values: list[float], digits: int = 2) -> str:
    return " / ".join(f"{value:.{digits}f}" for value in (min(values), statistics.median(values), max(values)))


def main() -> None:
    parser = argparse.ArgumentParser(
        prog="bench-training", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("records", type=Path, nargs="+", help="JSON Lines with splits train and test, two models")
    parser.add_argument("--triage", type=Path, required=True, help=argparse.SUPPRESS)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--slow-runs", type=int, help="of scikit-learn and LIBLINEAR (default: as --runs)")
    parser.add_argument("--only", help=f"tools, of {', '.join(TITLES)}")
    parser.add_argument("--settings", type=json.loads, default={}, help='no grid for these: {"fasttext": [0.2, 5, 8]}')
    options = parser.parse_args()
    tools = options.only.split(",") if options.only else list(TITLES)
    slow = options.slow_runs or options.runs
    runs = {tool: slow if tool in ("scikit_learn", "liblinear") else options.runs for tool in tools}
    for path in options.records:
        with open(path, encoding="utf-8") as file:
            models = list(json.loads(file.readline())["outcomes"])
        table(path, Bench(options.triage, models), tools, runs, options.settings)


if __name__ == "__main__":
    main()
