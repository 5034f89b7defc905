"""What starting from another router is worth with few labels. See scripts/prior-curves."""

import argparse
import os
import statistics
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

import numpy as np

from grouped_splits import grouped_test_rows
from learning_curves import DATASETS, SIZES, both, some
from other_sets import Others, read_all
from outcome_records import Records
from probability_metrics import log_loss
from result_sets import PAIRS, Pair
from results_table import markdown, number, with_interval
from routing_metrics import Order, apgr
from triage_command import Triage

# More labels than this share of the training rows are not drawn: the draws would be the same.
LARGEST_SHARE = 0.6
# Of the other sets' groups in each split's prior: so that the interval is over priors too.
PRIOR_SHARE = 0.8


def measured(probabilities: np.ndarray, test: Records) -> tuple[float, float]:
    """APGR, and the mean log loss of both heads."""
    gain = probabilities[:, 1] - probabilities[:, 0]
    losses = [log_loss(probabilities[:, head], test.scores[:, head]) for head in (0, 1)]
    return apgr(Order.by(gain), test.gap, np.ones(len(gain))), statistics.fmean(losses)


def one(pair: Pair, train: Records, test: Records, triage: Triage, prior: Path) -> dict[str, tuple[float, float]]:
    """What the prior alone, a router from nothing and a router from the prior come to."""
    models = (pair.weak, pair.strong)
    result = {"prior": measured(triage.score(prior, test, ("weak", "strong")), test)}
    with tempfile.TemporaryDirectory(prefix="triage-prior-") as scratch:
        path, output = Path(scratch) / "records.jsonl", Path(scratch) / "model.triage"
        both(train, test, path)
        for name, options in (("nothing", ()), ("from", ("--prior", os.fspath(prior)))):
            started = replace(triage, options=(*triage.options, *options))
            started.train(path, models, output, seed=1)
            result[name] = measured(started.score(output, test, models), test)
    return result


def curves(pair: Pair, records: Records, splits: int, triage: Triage, others: Others) -> dict[int, list[dict]]:
    """For each size each split's figures, each split with a prior of its own. Split 0 is the file's."""
    results: dict[int, list[dict]] = {}
    for split in range(splits):
        is_test = records.is_test if split == 0 else grouped_test_rows(records.groups, split)
        train, test = records.rows(~is_test), records.rows(is_test)
        with tempfile.TemporaryDirectory(prefix="triage-priors-") as scratch:
            path, prior = Path(scratch) / "others.jsonl", Path(scratch) / "prior.triage"
            others.write(path, split, PRIOR_SHARE)
            triage.train(path, ("weak", "strong"), prior, seed=1)
            for size in SIZES:
                if size <= LARGEST_SHARE * len(train.lines):
                    results.setdefault(size, []).append(one(pair, some(train, size, split), test, triage, prior))
    print(f"prior-curves: {pair.file} done", file=sys.stderr, flush=True)
    return results


def rows(pair: Pair, results: dict[int, list[dict]]) -> list[list[str]]:
    """A line a size."""
    lines = []
    for size, splits in results.items():
        apgrs = {name: [split[name][0] for split in splits] for name in splits[0]}
        losses = {name: [split[name][1] for split in splits] for name in splits[0]}
        lines.append(
            [f"`{pair.file}`", f"{size:,}"]
            + [number(statistics.fmean(apgrs[name])) for name in ("prior", "nothing", "from")]
            + [with_interval([a - b for a, b in zip(apgrs["from"], apgrs["nothing"], strict=True)])]
            + [with_interval([a - b for a, b in zip(losses["from"], losses["nothing"], strict=True)])]
        )
    return lines


def main() -> int:
    parser = argparse.ArgumentParser(prog="scripts/prior-curves", description=__doc__)
    parser.add_argument("--from", dest="folder", type=Path, default=DATASETS, help="folder of records (.datasets)")
    parser.add_argument("--splits", type=int, default=20, metavar="N", help="the file's split and N - 1 more (20)")
    parser.add_argument("--only", action="append", metavar="SET", help="this set only; may be repeated")
    parser.add_argument("--triage", type=Path, required=True, help=argparse.SUPPRESS)
    given = parser.parse_args()
    sets = read_all(given.folder)
    if len(sets) < len(PAIRS):
        missing = next(pair.file for pair in PAIRS if pair.file not in sets)
        print(f"prior-curves: no {missing}.jsonl in {os.fspath(given.folder)}", file=sys.stderr)
        return 66
    print(
        f"Mean APGR over {given.splits} draws of labels, each with a grouped split and a prior of its own, trained on four "
        "fifths of the other five sets, without prompts that share a line or more than 15 % of their runs of twelve words "
        "with this one. Differences are paired, with 95 % intervals over draws, widened for the rows they share."
    )
    # Both sides by the pair's outcomes alone: what others tell is scripts/other-models' question.
    triage = Triage(given.triage.resolve(), ("--no-other-models",))
    body: list[list[str]] = []
    for pair in PAIRS:
        if given.only and pair.file not in given.only:
            continue
        others = Others(pair, sets)
        told = f"{len(others.records)} records of other sets, {others.left_out} left out"
        print(f"prior-curves: {pair.file}: {told}", file=sys.stderr, flush=True)
        body += rows(pair, curves(pair, sets[pair.file], given.splits, triage, others))
    titles = ["set", "labels", "prior alone", "from nothing", "from the prior", "gain", "log loss, change"]
    print("\n" + markdown(titles, body), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
