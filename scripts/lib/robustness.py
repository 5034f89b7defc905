"""How many decisions one typo per 20 words flips, at two thresholds. See scripts/robustness."""

import argparse
import json
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from outcome_records import Floats, Records, read
from peers import PEERS, Cache
from result_sets import PAIRS, Pair, find
from results_table import markdown
from triage_command import Triage
from typos import with_typos

DATASETS = Path(__file__).resolve().parents[2] / ".datasets"


def mistyped(test: Records) -> Records:
    prompts = [with_typos(prompt, f"typo {i}") for i, prompt in enumerate(test.prompts)]
    lines = [{**line, "prompt": prompt} for line, prompt in zip(test.lines, prompts, strict=True)]
    return replace(test, prompts=prompts, lines=lines)


def tiers(triage: Triage, model: Path, test: Records) -> NDArray[np.int64]:
    """The tier that the command decides for each row."""
    asked = "".join(json.dumps({"id": str(i), "prompt": p}) + "\n" for i, p in enumerate(test.prompts))
    answered = triage.run(["route", "--model", str(model)], asked).splitlines()
    return np.array([json.loads(line)["tier"] for line in answered])


def peer_flips(gain: Floats, typed: Floats, share: float) -> float:
    """Flipped decisions where the peer's threshold sends `share` of the clean prompts up."""
    threshold = float(np.quantile(gain, 1 - share))
    return float(np.mean((gain >= threshold) != (typed >= threshold)))


def one(pair: Pair, path: Path, triage: Triage, cache: Cache) -> list[str]:
    """The table's line of one set, on the split in the file."""
    records = read(path, pair.weak, pair.strong)
    train, test = records.rows(~records.is_test), records.rows(records.is_test)
    typed = mistyped(test)
    peer = next(peer for peer in PEERS if peer.name == "scikit_learn")
    clean, changed = (
        cache.answer(peer, f"{pair.file}.{label}", train, part, 1).probabilities
        for label, part in (("0", test), ("typos", typed))
    )
    line = [f"`{pair.file}`"]
    with tempfile.TemporaryDirectory(prefix="triage-typos-") as scratch:
        model, half = Path(scratch) / "default.triage", Path(scratch) / "half.triage"
        triage.train(path, (pair.weak, pair.strong), model, seed=1)
        triage.run(["calibrate", str(model), str(path), "--budget", "0.5", "--split", "test", "--output", str(half)])
        for router in (model, half):
            before, after = tiers(triage, router, test), tiers(triage, router, typed)
            share = float(np.mean(before == 1))
            theirs = peer_flips(clean[:, 1] - clean[:, 0], changed[:, 1] - changed[:, 0], share)
            line += [f"{100 * value:.1f} %" for value in (share, float(np.mean(before != after)), theirs)]
    return line


def main() -> int:
    parser = argparse.ArgumentParser(prog="scripts/robustness", description=__doc__)
    parser.add_argument("--from", dest="folder", type=Path, default=DATASETS, help="folder of records (.datasets)")
    parser.add_argument("--only", action="append", metavar="SET", help="this set only; may be repeated")
    parser.add_argument("--cache", type=Path, metavar="FOLDER", help="keep what the peer answered here")
    parser.add_argument("--triage", type=Path, required=True, help=argparse.SUPPRESS)
    given = parser.parse_args()
    body = []
    for pair in PAIRS:
        path = find(given.folder, pair.file)
        if path is None or (given.only and pair.file not in given.only):
            continue
        body.append(one(pair, path, Triage(given.triage.resolve()), Cache(given.cache)))
        print(f"robustness: {body[-1]}", file=sys.stderr, flush=True)
    if not body:
        print(f"robustness: no set in {given.folder}", file=sys.stderr)
        return 66
    print("Decisions on test prompts that one typo per 20 words (at least one) flips; scikit-learn at Triage's share.\n")
    part = ["Triage flips", "scikit-learn flips"]
    print(markdown(["set", "sent up, default", *part, "sent up, budget 0.5", *part], body))
    return 0


if __name__ == "__main__":
    sys.exit(main())
