"""Remakes the results table: Triage against scikit-learn and baselines, on the same rows. See scripts/results."""

import argparse
import json
import os
import platform
import sys
import tempfile
import time
from dataclasses import asdict
from pathlib import Path

import sklearn

from comparison import Options, compare, knows_other_models, pooled
from mixes import write_mixes
from outcome_records import read
from peers import Cache
from result_sets import PAIRS, Pair, find
from results_table import apgr_differences, report
from triage_command import Triage

DATASETS = Path(__file__).resolve().parents[2] / ".datasets"


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="scripts/results", description=__doc__)
    parser.add_argument(
        "--from", dest="folder", type=Path, default=DATASETS, help="folder of records (.datasets)"
    )
    parser.add_argument(
        "--splits", type=int, default=19, metavar="N", help="grouped splits besides the file's (19)"
    )
    parser.add_argument("--quick", action="store_true", help="the file's split only, training timed once")
    parser.add_argument("--only", action="append", metavar="SET", help="this set or mix only; may be repeated")
    parser.add_argument(
        "--pair",
        nargs=3,
        action="append",
        default=[],
        metavar=("FILE", "WEAK", "STRONG"),
        help="records of yours",
    )
    parser.add_argument("--json", type=Path, metavar="FILE", help="write every figure of every split here")
    parser.add_argument("--cache", type=Path, metavar="FOLDER", help="keep what the peers answered here")
    parser.add_argument("--triage", type=Path, required=True, help=argparse.SUPPRESS)
    parser.add_argument(
        "--train-option", action="append", default=[], metavar="OPTION", help="passed to triage train"
    )
    parser.add_argument(
        "--jobs", type=int, default=os.cpu_count() or 1, help="processes for scikit-learn's folds"
    )
    return parser.parse_args()


def chosen(given: argparse.Namespace, scratch: Path) -> list[tuple[Pair, Path]]:
    """The pairs to compare, with their files; those that are not there are named on stderr. Mixes are made."""
    found: list[tuple[Pair, Path]] = []
    for pair in PAIRS:
        path = find(given.folder, pair.file)
        if given.only and pair.file not in given.only:
            continue
        if path is None:
            print(f"results: no {pair.file}.jsonl in {given.folder}", file=sys.stderr)
        else:
            found.append((pair, path))
    if not given.only or any(name.startswith("mix_") for name in given.only):
        found += [mix for mix in write_mixes(given.folder, scratch) if mix[0].file in (given.only or [mix[0].file])]
    for name, weak, strong in given.pair:
        found.append((Pair(Path(name).name.split(".")[0], weak, strong, f"{weak} → {strong}"), Path(name)))
    return found


def run(pair: Pair, path: Path, splits: int, options: Options) -> dict:
    """One row of the table: the file's split if it has one, then the seeded ones."""
    records = read(path, pair.weak, pair.strong)
    if not records.is_test.any() or records.is_test.all():
        raise ValueError(f"{path}: no train/test split in the file")
    row = {**asdict(pair), "knows_other_models": knows_other_models(records), "splits": []}
    compared = []
    for split in range(splits + 1):
        start = time.perf_counter()
        compared.append(compare(pair, path, records, split, options))
        row["splits"].append(compared[-1].figures)
        print(
            f"results: {pair.file}, split {split or 'in the file'}: Triage − scikit-learn "
            f"{apgr_differences(row)[-1]:+.4f} APGR, {time.perf_counter() - start:.0f} s",
            file=sys.stderr,
            flush=True,
        )
    row["pooled"] = pooled(compared)
    return row


def main() -> int:
    given = arguments()
    with tempfile.TemporaryDirectory(prefix="triage-results-") as scratch:
        work = chosen(given, Path(scratch))
        if not work:
            print(f"results: no set in {given.folder}; scripts/fetch-datasets makes them", file=sys.stderr)
            return 66
        options = Options(
            Triage(given.triage.resolve(), tuple(given.train_option)),
            Path(scratch),
            given.jobs,
            timed=1 if given.quick else 3,
            cache=Cache(given.cache),
        )
        try:
            rows = [run(pair, path, 0 if given.quick else given.splits, options) for pair, path in work]
        except (RuntimeError, ValueError) as error:
            print(f"results: {error}", file=sys.stderr)
            return 70
    if given.json:
        about = {
            "python": platform.python_version(),
            "scikit_learn": sklearn.__version__,
            "cores": os.cpu_count(),
        }
        given.json.write_text(json.dumps({"about": about, "sets": rows}, indent=1, ensure_ascii=False) + "\n")
    print(report(rows))
    return 0


if __name__ == "__main__":
    sys.exit(main())
