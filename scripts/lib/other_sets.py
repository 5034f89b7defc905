"""Records of all sets but one, for a router that is to be started from: no question of the one is among them."""

import json
from pathlib import Path

from outcome_records import Records, read
from peer_words import tokens
from result_sets import PAIRS, Pair, find

SHINGLE = 12
MOST_SHARED = 0.15


def shingles(prompt: str) -> set[tuple[str, ...]]:
    """Every run of twelve words and marks; of a shorter prompt the whole."""
    split = tokens(prompt)
    return {tuple(split[at : at + SHINGLE]) for at in range(max(1, len(split) - SHINGLE + 1))}


def without(target: Pair, sets: dict[str, Records], path: Path) -> int:
    """Writes the other sets' records, as models `weak` and `strong`, each set's tasks as kinds of their own; how many.

    A prompt of which more than 15 % of the runs of twelve words stand in some prompt of the target is left out.
    """
    known = set().union(*(shingles(prompt) for prompt in sets[target.file].prompts))
    count = 0
    with open(path, "w", encoding="utf-8") as out:
        for name, records in sets.items():
            if name == target.file:
                continue
            for row, line in enumerate(records.lines):
                own = shingles(line["prompt"])
                if len(own & known) > MOST_SHARED * len(own):
                    continue
                weak, strong = (float(score) for score in records.scores[row])
                out.write(
                    json.dumps(
                        {
                            "prompt": line["prompt"],
                            "domain": f"{name}/{line.get('domain', '')}",
                            "group": f"{name}/{records.groups[row]}",
                            "split": "train",
                            "outcomes": {"weak": {"score": weak}, "strong": {"score": strong}},
                        }
                    )
                    + "\n"
                )
                count += 1
    return count


def read_all(folder: Path) -> dict[str, Records]:
    """Every set of the results table that is in the folder."""
    found = {pair: find(folder, pair.file) for pair in PAIRS}
    return {pair.file: read(path, pair.weak, pair.strong) for pair, path in found.items() if path is not None}
