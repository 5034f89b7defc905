"""Learning curves: every router on the same few labels. See scripts/learning-curves."""

import argparse
import os
import random
import statistics
import sys
import tempfile
from pathlib import Path

import numpy as np

import baselines
from grouped_splits import grouped_test_rows, write_split
from outcome_records import Floats, Records, read
from peers import PEERS, Cache
from result_sets import PAIRS, Pair, find
from results_table import markdown, number, with_interval
from routing_metrics import Order, apgr
from triage_command import Triage

DATASETS = Path(__file__).resolve().parents[2] / ".datasets"
SETS = ("routellm_mmlu", "mixed_llama8b_gpt4o")
SIZES = (200, 500, 1000, 2000)
ROUTERS = ("triage", *(peer.name for peer in PEERS), "length")
TITLES = {peer.name: peer.title for peer in PEERS} | {"length": "length", "triage": "Triage"}


def some(train: Records, size: int, seed: int) -> Records:
    """`size` training rows or a few more: whole groups in a seeded order; a smaller draw is part of a larger."""
    order = sorted(set(train.groups))
    random.Random(1000 + seed).shuffle(order)
    rank = {group: i for i, group in enumerate(order)}
    at = sorted(range(len(train.groups)), key=lambda i: rank[train.groups[i]])
    last = rank[train.groups[at[min(size, len(at)) - 1]]]
    return train.rows(np.array([rank[group] <= last for group in train.groups]))


def both(train: Records, test: Records, path: Path) -> None:
    """Writes the two parts as one file of records."""
    lines = train.lines + test.lines
    joined = Records([], [], [], np.empty((0, 2)), None, np.empty(0, dtype=bool), lines)
    write_split(joined, np.arange(len(lines)) >= len(train.lines), path)


def one(pair: Pair, train: Records, test: Records, label: str, triage: Triage, cache: Cache) -> dict[str, float]:
    """APGR of every router that has seen `train`, on `test`."""
    with tempfile.TemporaryDirectory(prefix="triage-curve-") as scratch:
        path, output = Path(scratch) / "records.jsonl", Path(scratch) / "model.triage"
        both(train, test, path)
        models = (pair.weak, pair.strong)
        triage.train(path, models, output, seed=1)
        heads = {"triage": triage.score(output, test, models)}
    for peer in PEERS:
        heads[peer.name] = cache.answer(peer, label, train, test, jobs=1).probabilities
    gains: dict[str, Floats] = {name: p[:, 1] - p[:, 0] for name, p in heads.items()}
    gains["length"] = baselines.prompt_length(test)
    return {name: apgr(Order.by(gain), test.gap, np.ones(len(gain))) for name, gain in gains.items()}


def curves(pair: Pair, records: Records, splits: int, triage: Triage, cache: Cache) -> dict[int, list[dict]]:
    """For each size, each split's APGR by router. Split 0 is the file's."""
    results: dict[int, list[dict]] = {size: [] for size in SIZES}
    for split in range(splits):
        is_test = records.is_test if split == 0 else grouped_test_rows(records.groups, split)
        train, test = records.rows(~is_test), records.rows(is_test)
        for size in SIZES:
            label = f"{pair.file}.{split}.labels{size}"
            results[size].append(one(pair, some(train, size, split), test, label, triage, cache))
        print(f"learning-curves: {pair.file}, split {split} done", file=sys.stderr, flush=True)
    return results


def table(pair: Pair, results: dict[int, list[dict]]) -> str:
    """A row a size: mean APGR, then the paired difference and its interval under each rival."""
    body = []
    for size, splits in results.items():
        line = [f"{size:,}"]
        for router in ROUTERS:
            text = number(statistics.fmean(split[router] for split in splits))
            if router != "triage":
                text += f"; {with_interval([split['triage'] - split[router] for split in splits])}"
            line.append(text)
        body.append(line)
    return f"`{pair.file}`, {pair.title}\n\n" + markdown(["labels", *(TITLES[r] for r in ROUTERS)], body)


def main() -> int:
    parser = argparse.ArgumentParser(prog="scripts/learning-curves", description=__doc__)
    parser.add_argument("--from", dest="folder", type=Path, default=DATASETS, help="folder of records (.datasets)")
    parser.add_argument("--splits", type=int, default=20, metavar="N", help="the file's split and N - 1 more (20)")
    parser.add_argument("--only", action="append", metavar="SET", help="this set only; may be repeated")
    parser.add_argument("--cache", type=Path, metavar="FOLDER", help="keep what the peers answered here")
    parser.add_argument("--triage", type=Path, required=True, help=argparse.SUPPRESS)
    given = parser.parse_args()
    print(
        f"Mean APGR over {given.splits} draws of labels, each with a grouped split of its own; after the semicolon "
        "Triage's paired lead and its 95 % interval. Draws of so few rows share next to no training rows, and test "
        "rows by a fifth: the interval is widened for that as for the full sets (variance times 1/J + 1/4)."
    )
    for name in given.only or SETS:
        pair = next(pair for pair in PAIRS if pair.file == name)
        path = find(given.folder, name)
        if path is None:
            print(f"learning-curves: no {name}.jsonl in {os.fspath(given.folder)}", file=sys.stderr)
            return 66
        records = read(path, pair.weak, pair.strong)
        results = curves(pair, records, given.splits, Triage(given.triage.resolve()), Cache(given.cache))
        print("\n" + table(pair, results), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
