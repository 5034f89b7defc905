"""What other models' outcomes are worth where few records know those of the router. See scripts/other-models."""

import argparse
import os
import statistics
import sys
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from comparison import knows_other_models
from grouped_splits import grouped_test_rows
from learning_curves import DATASETS, SIZES, both, some
from outcome_records import Records, read
from prior_curves import LARGEST_SHARE, measured
from result_sets import PAIRS, Pair, find
from results_table import markdown, number, with_interval
from triage_command import Triage

# A router of the few records alone; of these, with the others' outcomes on them; of all records, most of which know the
# others' outcomes alone.
ROUTERS = ("own", "beside", "all")


def without(line: dict[str, Any], models: tuple[str, str]) -> dict[str, Any]:
    """The record as it would be had these models never been tried."""
    return {**line, "outcomes": {model: told for model, told in line["outcomes"].items() if model not in models}}


def one(pair: Pair, train: Records, test: Records, few: Records, triage: Triage) -> dict[str, tuple[float, float]]:
    """APGR and log loss of each router on `test`; `few` are the rows of `train` that know the pair."""
    models = (pair.weak, pair.strong)
    kept = {id(line) for line in few.lines}
    unlabelled = [without(line, models) for line in train.lines if id(line) not in kept]
    every = replace(few, lines=few.lines + [line for line in unlabelled if line["outcomes"]])
    result = {}
    with tempfile.TemporaryDirectory(prefix="triage-others-") as scratch:
        path, output = Path(scratch) / "records.jsonl", Path(scratch) / "model.triage"
        for name, rows, options in (("own", few, ("--no-other-models",)), ("beside", few, ()), ("all", every, ())):
            both(rows, test, path)
            replace(triage, options=(*triage.options, *options)).train(path, models, output, seed=1)
            result[name] = measured(triage.score(output, test, models), test)
    return result


def curves(pair: Pair, records: Records, splits: int, triage: Triage) -> dict[int, list[dict]]:
    """For each size each split's figures. Split 0 is the file's."""
    results: dict[int, list[dict]] = {}
    for split in range(splits):
        is_test = records.is_test if split == 0 else grouped_test_rows(records.groups, split)
        train, test = records.rows(~is_test), records.rows(is_test)
        for size in SIZES:
            if size <= LARGEST_SHARE * len(train.lines):
                results.setdefault(size, []).append(one(pair, train, test, some(train, size, split), triage))
    print(f"other-models: {pair.file} done", file=sys.stderr, flush=True)
    return results


def rows(pair: Pair, results: dict[int, list[dict]]) -> list[list[str]]:
    """A line a size."""
    lines = []
    for size, splits in results.items():

        def over_own(router: str, measure: int) -> str:
            return with_interval([split[router][measure] - split["own"][measure] for split in splits])

        lines.append(
            [f"`{pair.file}`", f"{size:,}"]
            + [number(statistics.fmean(split[router][0] for split in splits)) for router in ROUTERS]
            + [over_own("beside", 0), over_own("all", 0), over_own("all", 1)]
        )
    return lines


def main() -> int:
    parser = argparse.ArgumentParser(prog="scripts/other-models", description=__doc__)
    parser.add_argument("--from", dest="folder", type=Path, default=DATASETS, help="folder of records (.datasets)")
    parser.add_argument("--splits", type=int, default=20, metavar="N", help="the file's split and N - 1 more (20)")
    parser.add_argument("--triage", type=Path, required=True, help=argparse.SUPPRESS)
    given = parser.parse_args()
    body: list[list[str]] = []
    for pair in PAIRS:
        path = find(given.folder, pair.file)
        if path is None:
            print(f"other-models: no {pair.file}.jsonl in {os.fspath(given.folder)}", file=sys.stderr)
            continue
        records = read(path, pair.weak, pair.strong)
        if knows_other_models(records):
            body += rows(pair, curves(pair, records, given.splits, Triage(given.triage.resolve())))
    if not body:
        print(f"other-models: no set of more than two models in {os.fspath(given.folder)}", file=sys.stderr)
        return 66
    print(
        f"Mean APGR over {given.splits} draws of the records that know the router's two models, each with a grouped split; "
        "the other training records know other models alone. Differences are paired, with 95 % intervals over draws, widened "
        "for the rows they share.\n"
    )
    titles = ["set", "labels", "these records, own outcomes", "these, others' outcomes too", "all records"]
    print(markdown([*titles, "gain, these", "gain, all", "log loss, all"], body), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
