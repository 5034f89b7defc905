"""fastText's own C++: its sources from PyPI compiled as its Makefile does.

Two classifiers, one a head, on text tokenised as for the results table; and one over both heads, whose label names which of
the two models were right (four labels), so that one prediction yields both.
"""

import subprocess
import sys
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bench_clock import Clock
from bench_rows import Rows, one_line
from outcome_records import Floats
from peer_words import tokens

SOURCE = "fasttext==0.9.3"
RATE, EPOCHS = 0.1, 10
LABEL = "__label__"
FLAGS = ["-O3", "-march=native", "-funroll-loops", "-std=c++17", "-pthread"]
HERE = Path(__file__).resolve().parent


def build(folder: Path) -> tuple[Path, Path]:
    """The `fasttext` command and the clock, built once in `folder`."""
    command, clock = folder / "fasttext", folder / "fasttext_clock"
    source = HERE / "fasttext_clock.cc"
    if clock.is_file() and clock.stat().st_mtime > source.stat().st_mtime:
        return command, clock
    folder.mkdir(parents=True, exist_ok=True)
    print("bench-peers: compiling fastText", file=sys.stderr)
    download = [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-deps"]
    subprocess.run([*download, "--no-binary", "fasttext", "--dest", folder, SOURCE], check=True, stdout=sys.stderr)
    subprocess.run(["tar", "xzf", next(folder.glob("fasttext-*.tar.gz")), "-C", folder], check=True)
    sources = sorted(next(folder.glob("fasttext-*/src")).glob("*.cc"))
    objects = []
    for path in sources:
        objects.append(folder / f"{path.stem}.o")
        subprocess.run(["g++", *FLAGS, "-c", path, "-o", objects[-1]], check=True)
    rest = [path for path in objects if path.stem != "main"]
    subprocess.run(["g++", *FLAGS, *objects, "-o", command], check=True)
    subprocess.run(["g++", *FLAGS, f"-I{sources[0].parent}", source, *rest, "-o", clock], check=True)
    return command, clock


class FastText:
    """One classifier. `apart` gives it words and punctuation marks parted beforehand (not timed), else it gets the plain
    text; its label says whether each of the models `heads` was right."""

    def __init__(
        self,
        rows: Rows,
        scratch: Path,
        binaries: tuple[Path, Path],
        apart: bool = False,
        heads: tuple[int, ...] = (0, 1),
    ) -> None:
        self.title = f"fastText, one classifier of four labels, {'text tokenised beforehand' if apart else 'plain text'}"
        self.command, self.clock_binary = binaries
        self.text = (lambda p: " ".join(tokens(p))) if apart else one_line
        self.heads = heads
        stem = scratch / f"fasttext-{'apart' if apart else 'plain'}-{''.join(map(str, heads))}"
        self.model = stem.with_suffix(".bin")
        self.lines = self.write(stem.with_suffix(".timed"), rows.timed)
        self.all_lines = self.write(stem.with_suffix(".test"), rows.test.prompts)
        order = np.random.default_rng(5).permutation(len(rows.train.prompts))
        drawn = np.random.default_rng(6).random((len(order), 1))
        good = (drawn < rows.train.scores).astype(int)
        training = stem.with_suffix(".train")
        training.write_text(
            "".join(f"{LABEL}{self.name(good[i])} {self.text(rows.train.prompts[i])}\n" for i in order),
            encoding="utf-8",
        )
        options = f"-dim 16 -lr {RATE} -epoch {EPOCHS} -wordNgrams 2 -bucket {1 << 18} -thread 1 -verbose 0"
        self.run("supervised", "-input", training, "-output", stem, *options.split())
        self.probabilities = self.predict(len(rows.test.prompts))
        self.clock = Clock(self.clock_binary, self.model, self.lines)

    def name(self, good: NDArray[np.int_]) -> str:
        """Whether each head was right, a digit each."""
        return "".join(str(good[head]) for head in self.heads)

    def write(self, path: Path, prompts: list[str]) -> Path:
        path.write_text("".join(self.text(p) + "\n" for p in prompts), encoding="utf-8")
        return path

    def run(self, *arguments: object) -> str:
        done = subprocess.run([self.command, *map(str, arguments)], check=True, capture_output=True, text=True)
        return done.stdout

    def predict(self, count: int) -> Floats:
        """P(the model is right) of the test rows, (rows, heads)."""
        found = np.zeros((count, len(self.heads)))
        for i, line in enumerate(self.run("predict-prob", self.model, self.all_lines, 4).splitlines()):
            words = line.split()
            for label, chance in zip(words[::2], words[1::2], strict=True):
                found[i] += float(chance) * np.array([int(digit) for digit in label.removeprefix(LABEL)])
        return np.clip(found, 0, 1)

    def time(self) -> float:
        return self.clock.time(10)

    @property
    def prompts(self) -> int:
        return self.clock.prompts


class FastTextHeads:
    """A classifier a head: the time of a decision is that of both, each asked for all prompts in a row."""

    title = "fastText, a classifier a head, text tokenised beforehand"

    def __init__(self, rows: Rows, scratch: Path, binaries: tuple[Path, Path]) -> None:
        self.heads = [FastText(rows, scratch, binaries, apart=True, heads=(head,)) for head in (0, 1)]
        self.probabilities = np.concatenate([head.probabilities for head in self.heads], axis=1)
        self.prompts = min(head.prompts for head in self.heads)

    def time(self) -> float:
        return sum(head.time() for head in self.heads)
