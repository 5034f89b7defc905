"""Times Triage and its peers on the same prompts, interleaved, beside the quality each reaches. See scripts/bench-peers."""

import argparse
import os
import platform
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

import numpy as np

import bench_rows
from bench_fasttext import FastText, FastTextHeads, build
from bench_rows import Rows
from bench_shape import cycles, growth, heads, scatter, throughput
from bench_sklearn import ScikitLearn
from bench_spread import Spread, ratios, verdict
from bench_start import batch, close, cold, memory
from bench_triage import TriagePeer
from bench_vw import VowpalWabbit, VowpalWabbitHead, VowpalWabbitLabels
from outcome_records import Floats, Records
from probability_metrics import log_loss
from results_table import markdown
from routing_metrics import Order, apgr
from triage_command import Triage

ROOT = Path(__file__).resolve().parents[2]
GOALS = {"fastText": 10, "Vowpal Wabbit": 5, "scikit-learn": 50}


class Peer(Protocol):
    """What is timed: how many prompts it read, the heads' probabilities of the test rows, nanoseconds a prompt.

    What is no whole decision has no probabilities, and no goal."""

    title: str
    probabilities: Floats | None

    @property
    def prompts(self) -> int: ...

    def time(self) -> float: ...


def quality(peer: Peer, test: Records) -> tuple[float, float] | None:
    """Held-out APGR, and log loss averaged over the heads."""
    p = peer.probabilities
    if p is None:
        return None
    if p.shape != test.scores.shape:
        raise RuntimeError(f"{peer.title} answered {p.shape[0]} of {test.scores.shape[0]} rows")
    ranked = apgr(Order.by(p[:, 1] - p[:, 0]), test.gap, np.ones(len(p)))
    return ranked, (log_loss(p[:, 0], test.scores[:, 0]) + log_loss(p[:, 1], test.scores[:, 1])) / 2


def decisions(rows: Rows, triage: Peer, peers: Sequence[Peer], rounds: int) -> str:
    """The table of one decision: every peer once a round, Triage among them."""
    everyone = [triage, *peers]
    for peer in everyone:
        if peer.prompts != len(rows.timed):
            raise RuntimeError(f"{peer.title} read {peer.prompts} of {len(rows.timed)} prompts")
        peer.time()
    times: dict[str, list[float]] = {peer.title: [] for peer in everyone}
    for number in range(rounds):
        for peer in everyone[number % len(everyone) :] + everyone[: number % len(everyone)]:
            times[peer.title].append(peer.time())
        print(f"\rbench-peers: round {number + 1} of {rounds}", end="", file=sys.stderr, flush=True)
    print(file=sys.stderr)
    body = []
    ours = quality(triage, rows.test)
    for peer in everyone:
        theirs = quality(peer, rows.test)
        cells = [peer.title, Spread.of(times[peer.title]).show("µs", 1000)]
        if peer is triage:
            cells += ["", "", ""]
        else:
            ratio = ratios(times[peer.title], times[triage.title])
            goal = next(goal for name, goal in GOALS.items() if peer.title.startswith(name))
            cells.append(f"×{ratio.show()}")
            reached = ours and theirs and verdict(ratio.median >= goal and ours[0] >= theirs[0])
            cells += [f"≥ ×{goal}", reached] if reached else ["", ""]
        body.append([*cells, *([f"{number:.3f}" for number in theirs] if theirs else ["", ""])])
    return markdown(
        ["one decision", "time", "Triage is faster by", "goal", "reached", "APGR", "log loss"], body
    )


def processor() -> str:
    for line in Path("/proc/cpuinfo").read_text().splitlines() if Path("/proc/cpuinfo").exists() else []:
        if line.startswith("model name"):
            return line.partition(":")[2].strip()
    return platform.machine()


def report(given: argparse.Namespace, scratch: Path) -> str:
    rows = bench_rows.load(given.folder)
    command = Triage(given.triage.resolve())
    binaries = build(ROOT / ".build-peers")
    print("bench-peers: training", file=sys.stderr)
    triage = TriagePeer(rows, scratch, command, given.clock.resolve())
    plain, apart = (FastText(rows, scratch, binaries, apart=apart) for apart in (False, True))
    both = FastTextHeads(rows, scratch, binaries)
    vw = VowpalWabbit(rows, scratch)
    labels = VowpalWabbitLabels(rows, scratch)
    whole = ScikitLearn(rows, scratch, whole=True)
    single = ScikitLearn(rows, scratch, whole=False)
    peers: list[Peer] = [both, plain, apart, vw, labels, VowpalWabbitHead(vw), whole, single]
    timed = rows.timed
    parts = [
        f"`{rows.path.name}`: learned from {len(rows.train.prompts):,} rows, quality on {len(rows.test.prompts):,}, timed "
        f"on the {len(timed)} of them with {bench_rows.SHORTEST} to {bench_rows.LONGEST} bytes (mean "
        f"{bench_rows.mean_bytes(timed):.0f}), one thread. {processor()}, {os.cpu_count()} cores, {given.rounds} "
        "interleaved rounds; median (min … max); ratios round by round.",
        decisions(rows, triage, peers, given.rounds),
    ]
    body = cycles(triage.clock, given.rounds)
    body += [scatter(triage.binary, triage.model, rows, scratch), *growth(triage.binary, triage.model, rows, scratch)]
    body += throughput(triage.binary, triage.model, rows, scratch, given.rounds)
    body.append(heads(triage.binary, command, bench_rows.load(given.folder, bench_rows.MANY), scratch, given.rounds))
    body += cold(command.binary, triage.binary, ROOT / "models" / "default.triage", plain, whole)
    body += memory(triage, plain)
    body += batch(command.binary, triage, plain, rows, scratch, given.rounds)
    close(triage.clock, plain.clock, apart.clock, *(head.clock for head in both.heads))
    parts.append(markdown(["measured", "Triage", "goal", "reached"], body).replace("---:", "---"))
    return "\n\n".join(parts)


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="scripts/bench-peers", description=__doc__)
    parser.add_argument(
        "--from", dest="folder", type=Path, default=ROOT / ".datasets", help="folder of records (.datasets)"
    )
    parser.add_argument("--rounds", type=int, default=15, help="interleaved rounds (15)")
    parser.add_argument("--triage", type=Path, required=True, help=argparse.SUPPRESS)
    parser.add_argument("--clock", type=Path, required=True, help=argparse.SUPPRESS)
    return parser.parse_args()


def main() -> int:
    given = arguments()
    try:
        with tempfile.TemporaryDirectory(prefix="triage-bench-") as scratch:
            print(report(given, Path(scratch)))
    except FileNotFoundError as error:
        print(f"bench-peers: {error}", file=sys.stderr)
        return 66
    except RuntimeError as error:
        print(f"bench-peers: {error}", file=sys.stderr)
        return 70
    return 0


if __name__ == "__main__":
    sys.exit(main())
