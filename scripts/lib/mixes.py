"""Mixes of many kinds of prompt, pooled from the sets: mixes.py DATASETS FOLDER writes mix_a.jsonl and mix_b.jsonl.

Real traffic is no single exam. In a mix every row's pair is called weak and strong, and its `domain` is the coarse
source it came from, so that the domain's mean, which peeks, knows exactly the kind and nothing finer. Sets that share
questions never share them in a mix: MMLU-Redux is left out and a question asked before is dropped.
"""

import json
import random
import re
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from grouped_splits import grouped_test_rows
from outcome_records import read
from result_sets import PAIRS, Pair, find

Row = dict[str, Any]


@dataclass(frozen=True)
class Recipe:
    """How many rows are drawn, and whether from each `source` or from each set."""

    name: str
    rows: int
    by_source: bool


RECIPES = (Recipe("mix_a", 500, by_source=True), Recipe("mix_b", 1500, by_source=False))
LEFT_OUT = ("mmlu_redux_12_models", "zeroeval_mmlu_redux")


def source(pair: Pair, line: Row) -> str:
    """The kind of a row: the benchmark that it is from, not the subject."""
    if pair.file == "routerbench_11_models_usd":
        return line["domain"]
    return line.get("source", pair.file)


def stem(prompt: str) -> str:
    """The question without its options, letters and digits only: the same in MMLU and MMLU-Pro."""
    return re.sub(r"\W+", " ", re.split(r"\nA[.)]", prompt)[0]).strip().lower()


def pooled(folder: Path) -> dict[str, list[Row]]:
    """The rows of all sets by set, renamed, without questions that an earlier set has already asked."""
    rows: dict[str, list[Row]] = {}
    asked: dict[str, str] = {}
    for pair in PAIRS:
        path = find(folder, pair.file)
        if pair.file in LEFT_OUT or path is None:
            continue
        for line in read(path, pair.weak, pair.strong).lines:
            kind = source(pair, line)
            if kind in LEFT_OUT or asked.setdefault(stem(line["prompt"]), pair.file) != pair.file:
                continue
            rows.setdefault(pair.file, []).append(
                {
                    "id": f"{pair.file}/{line['id']}",
                    "prompt": line["prompt"],
                    "domain": kind,
                    "group": f"{pair.file}/{line.get('group', line['id'])}",
                    "outcomes": {"weak": line["outcomes"][pair.weak], "strong": line["outcomes"][pair.strong]},
                }
            )
            for outcome in rows[pair.file][-1]["outcomes"].values():
                outcome.pop("cost", None)
    return rows


def drawn(sets: dict[str, list[Row]], recipe: Recipe, seed: int = 11) -> list[Row]:
    """The recipe's rows in a seeded order, with a split of 80/20 by group."""
    parts: dict[str, list[Row]] = {}
    for name, rows in sets.items():
        for row in rows:
            parts.setdefault(row["domain"] if recipe.by_source else name, []).append(row)
    generator = random.Random(seed)
    mix = [row for name in sorted(parts) for row in generator.sample(parts[name], min(recipe.rows, len(parts[name])))]
    generator.shuffle(mix)
    is_test = grouped_test_rows([row["group"] for row in mix], seed=0)
    return [{**row, "split": "test" if test else "train"} for row, test in zip(mix, is_test, strict=True)]


def write_mixes(datasets: Path, folder: Path) -> list[tuple[Pair, Path]]:
    """Writes each mix into `folder`, and says which pair it is. The same bytes for the same sets."""
    sets = pooled(datasets)
    written: list[tuple[Pair, Path]] = []
    if not sets:
        return written
    for recipe in RECIPES:
        path = folder / f"{recipe.name}.jsonl"
        with open(path, "w", encoding="utf-8") as file:
            for row in drawn(sets, recipe):
                file.write(json.dumps(row, ensure_ascii=False) + "\n")
        written.append((Pair(recipe.name, "weak", "strong", "weak → strong"), path))
    return written


if __name__ == "__main__":
    write_mixes(Path(sys.argv[1]), Path(sys.argv[2]))
