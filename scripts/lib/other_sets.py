"""Records of all sets but one, for a router that is to be started from: no question of the one is among them."""

import json
import random
from collections import Counter
from pathlib import Path

from outcome_records import Records, read
from peer_words import tokens
from result_sets import PAIRS, Pair, find

SHINGLE = 12
MOST_SHARED = 0.15
# A line of fewer words is an answer or a number; one that stands in more prompts of the target is an instruction.
LEAST_LINE = 5
MOST_PROMPTS = 3


def shingles(prompt: str) -> set[tuple[str, ...]]:
    """Every run of twelve words and marks; of a shorter prompt the whole."""
    split = tokens(prompt)
    return {tuple(split[at : at + SHINGLE]) for at in range(max(1, len(split) - SHINGLE + 1))}


def lines(prompt: str) -> set[tuple[str, ...]]:
    """Every line of five words and more, without its marks: a question keeps its line where its answers are others."""
    split = (tuple(word for word in tokens(line) if word.isalnum()) for line in prompt.splitlines())
    return {line for line in split if len(line) >= LEAST_LINE}


class Others:
    """The other sets' records that share no question with the target, as models `weak` and `strong`, each set's tasks as
    kinds of their own.

    Left out is a prompt of which a line also stands in the target, in up to three prompts of it, or more than 15 % of its runs
    of twelve words.
    """

    def __init__(self, target: Pair, sets: dict[str, Records]) -> None:
        own = sets[target.file].prompts
        runs = set().union(*(shingles(prompt) for prompt in own))
        counts = Counter(line for prompt in own for line in lines(prompt))
        rare = {line for line, count in counts.items() if count <= MOST_PROMPTS}
        self.left_out = 0
        self.records: list[dict] = []
        for name, records in sets.items():
            if name == target.file:
                continue
            for row, line in enumerate(records.lines):
                shared = shingles(line["prompt"])
                if lines(line["prompt"]) & rare or len(shared & runs) > MOST_SHARED * len(shared):
                    self.left_out += 1
                    continue
                weak, strong = (float(score) for score in records.scores[row])
                self.records.append(
                    {
                        "prompt": line["prompt"],
                        "domain": f"{name}/{line.get('domain', '')}",
                        "group": f"{name}/{records.groups[row]}",
                        "split": "train",
                        "outcomes": {"weak": {"score": weak}, "strong": {"score": strong}},
                    }
                )

    def write(self, path: Path, seed: int, share: float) -> None:
        """A share of the records, whole groups in a seeded draw."""
        names = sorted({record["group"] for record in self.records})
        taken = set(random.Random(seed).sample(names, round(share * len(names))))
        rows = (json.dumps(record) + "\n" for record in self.records if record["group"] in taken)
        path.write_text("".join(rows), encoding="utf-8")


def read_all(folder: Path) -> dict[str, Records]:
    """Every set of the results table that is in the folder."""
    found = {pair: find(folder, pair.file) for pair in PAIRS}
    return {pair.file: read(path, pair.weak, pair.strong) for pair, path in found.items() if path is not None}
