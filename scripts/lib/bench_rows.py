"""What all peers of scripts/bench-peers are given: the same rows, the same prompts to be timed on."""

import json
import struct
from dataclasses import dataclass
from pathlib import Path

from outcome_records import Records, read
from result_sets import PAIRS, Pair, find

SET = "routellm_mmlu"
MANY = "routerbench_11_models_usd"
# English prompts of about 470 bytes: long enough that what a call costs is not all that is measured.
SHORTEST, LONGEST = 400, 540
LENGTHS = (120, 470, 1000, 2000, 8000)


@dataclass(frozen=True)
class Rows:
    """The rows of one set: those that peers learn from, those they are judged on, and the prompts that are timed."""

    path: Path
    pair: Pair
    train: Records
    test: Records

    @property
    def timed(self) -> list[str]:
        """Test prompts of about 470 bytes."""
        return [p for p in self.test.prompts if SHORTEST <= len(p.encode()) <= LONGEST]


def load(folder: Path, name: str = SET) -> Rows:
    """The file's own split of one set."""
    path = find(folder, name)
    if path is None:
        raise FileNotFoundError(f"no {name}.jsonl in {folder}; scripts/fetch-datasets makes it")
    pair = next(pair for pair in PAIRS if pair.file == name)
    records = read(path, pair.weak, pair.strong)
    return Rows(path, pair, records.rows(~records.is_test), records.rows(records.is_test))


def mean_bytes(prompts: list[str]) -> float:
    return sum(len(p.encode()) for p in prompts) / len(prompts)


def pieces(prompts: list[str], length: int, count: int) -> list[bytes]:
    """Up to `count` stretches of exactly `length` bytes of the prompts laid end to end."""
    text = "\n\n".join(prompts).encode()
    text *= max(1, -(-length * 4 // len(text)))
    count = min(count, len(text) // length)
    return [text[i * length : (i + 1) * length] for i in range(count)]


def write_prompts(path: Path, prompts: list[bytes]) -> Path:
    """For the clock: a 32-bit length and the bytes, each."""
    path.write_bytes(b"".join(struct.pack("<I", len(p)) + p for p in prompts))
    return path


def write_json_lines(path: Path, prompts: list[str], times: int) -> Path:
    """For `triage route`: objects with an id and a prompt."""
    lines = [json.dumps({"id": f"r{i}", "prompt": p}, ensure_ascii=False) + "\n" for i, p in enumerate(prompts)]
    path.write_text("".join(lines) * times, encoding="utf-8")
    return path


def one_line(prompt: str) -> str:
    """Plain text for tools that read a prompt a line."""
    return " ".join(prompt.split())
