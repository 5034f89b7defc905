"""Leaves domains out of training and asks whether evidence notices. See scripts/evidence."""

import argparse
import json
import random
import sys
import tempfile
from pathlib import Path

import numpy as np

from evidence_measures import auroc, coverage, escalation, mean_interval
from outcome_records import Records, read
from result_sets import PAIRS, Pair, find
from strange_prompts import strange
from triage_command import Triage

DATASETS = Path(__file__).resolve().parents[2] / ".datasets"
SETS = ("bbh_effort", "mixed_llama8b_gpt4o", "routellm_mmlu", "gaokao_zh")


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="scripts/evidence", description=__doc__)
    parser.add_argument(
        "--from", dest="folder", type=Path, default=DATASETS, help="folder of records (.datasets)"
    )
    parser.add_argument("--domains", type=int, default=12, metavar="N", help="domains left out a set (12)")
    parser.add_argument("--only", action="append", metavar="SET", help="this set only; may be repeated")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write every figure here")
    parser.add_argument("--triage", type=Path, required=True, help=argparse.SUPPRESS)
    return parser.parse_args()


def kinds(records: Records) -> list[str]:
    """What is left out at once: the source of a mix where records name it, else the domain."""
    sources = {line.get("source") for line in records.lines}
    if None not in sources and len(sources) > 2:
        return [line["source"] for line in records.lines]
    return records.domains


def write(records: Records, kind: list[str], left_out: str | None, path: Path) -> None:
    """The training records, without one kind."""
    with open(path, "w", encoding="utf-8") as file:
        for line, own, test in zip(records.lines, kind, records.is_test, strict=True):
            if not test and own != left_out:
                file.write(json.dumps(line, ensure_ascii=False) + "\n")


def route(triage: Triage, model: Path, prompts: list[str]) -> list[dict]:
    """A decision a prompt."""
    asked = "".join(json.dumps({"prompt": prompt}) + "\n" for prompt in prompts)
    lines = triage.run(["route", "--model", str(model)], asked).splitlines()
    if len(lines) != len(prompts):
        raise RuntimeError(f"{len(lines)} decisions for {len(prompts)} prompts")
    return [json.loads(line) for line in lines]


def measure(triage: Triage, pair: Pair, path: Path, domains: int) -> dict:
    """Every figure of one set."""
    records = read(path, pair.weak, pair.strong)
    kind = kinds(records)
    is_test = records.is_test
    test = records.rows(is_test)
    test_kind = np.array([k for k, t in zip(kind, is_test, strict=True) if t])
    names = sorted(k for k in set(kind) if (test_kind == k).sum() >= 5)
    random.Random(1).shuffle(names)
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        train, model = Path(folder) / "train.jsonl", Path(folder) / "m.triage"

        def trained(left_out: str | None) -> list[dict]:
            write(records, kind, left_out, train)
            triage.train(train, (pair.weak, pair.strong), model, seed=1)
            return route(triage, model, test.prompts)

        whole = trained(None)
        gibberish = {
            name: route(triage, model, prompts) for name, prompts in strange(test.prompts, seed=1).items()
        }
        left_out = []
        for name in sorted(names[:domains]):
            print(f"  {pair.file}: without {name}", file=sys.stderr)
            decisions = trained(name)
            evidence = np.array([decision["evidence"] for decision in decisions])
            own = test_kind == name
            rows.append({"domain": name, "n": int(own.sum()), "auroc": auroc(evidence[own], evidence[~own])})
            at = np.flatnonzero(own)
            left_out.append((at, [decisions[i] for i in at]))
    evidence = np.array([decision["evidence"] for decision in whole])
    place = np.concatenate([at for at, _ in left_out])
    unseen = [decision for _, decisions in left_out for decision in decisions]
    return {
        "set": pair.file,
        "domains": rows,
        "auroc": mean_interval([row["auroc"] for row in rows]),
        "gibberish": {
            name: {
                "auroc": auroc(np.array([d["evidence"] for d in decisions]), evidence),
                "escalated": float(np.mean([d["cause"] == "evidence" or d["tier"] > 0 for d in decisions])),
                "evidence": float(np.median([d["evidence"] for d in decisions])),
            }
            for name, decisions in gibberish.items()
        },
        "median": float(np.median(evidence)),
        "seen": {
            "coverage": coverage(whole, test.scores, test_kind),
            "escalation": escalation(whole, test.scores),
        },
        "unseen": {
            "coverage": coverage(unseen, test.scores[place], test_kind[place]),
            "escalation": escalation(unseen, test.scores[place]),
        },
    }


def main() -> None:
    given = arguments()
    triage = Triage(given.triage)
    found = []
    for pair in PAIRS:
        path = find(given.folder, pair.file)
        if pair.file not in (given.only or SETS) or path is None:
            continue
        found.append(measure(triage, pair, path, given.domains))
    if not found:
        sys.exit(f"no sets in {given.folder}")
    report(found)
    if given.json:
        given.json.write_text(json.dumps(found, indent=1) + "\n")


def report(found: list[dict]) -> None:
    """Three tables."""
    print("| set | left out | AUROC of \"unseen\" against low evidence | lowest | highest |")
    print("|---|---|---|---|---|")
    for one in found:
        ranked = sorted(one["domains"], key=lambda row: row["auroc"])
        mean, low, high = one["auroc"]
        ends = [f"{row['domain']} {row['auroc']:.2f}" for row in (ranked[0], ranked[-1])]
        print(f"| {one['set']} | {len(ranked)} | {mean:.3f} [{low:.3f}, {high:.3f}] | {ends[0]} | {ends[1]} |")
    names = list(found[0]["gibberish"])
    print("\nAUROC of strange prompts against the test prompts by low evidence; how many leave the cheapest tier.\n")
    print("| set | " + " | ".join(names) + " |\n|---|" + "---|" * len(names))
    for one in found:
        cells = [f"{one['gibberish'][n]['auroc']:.3f}; {one['gibberish'][n]['escalated']:.0%}" for n in names]
        print(f"| {one['set']} | " + " | ".join(cells) + " |")
    print("\nCoverage: kinds whose observed sufficiency lies in the mean interval, widened by chance. Escalation on")
    print("low evidence: share moved up, quality bought, and that minus the threshold moved to as many calls.\n")
    print("| set | rows | kinds | covered | without the width | mean width | moved | quality | against threshold |")
    print("|---|---|---|---|---|---|---|---|---|")
    for one in found:
        for name in ("seen", "unseen"):
            c, e = one[name]["coverage"], one[name]["escalation"]
            print(
                f"| {one['set']} | {name} | {c['kinds']} | {c['covered']:.0%} | {c['plain']:.0%} "
                f"| {c['width']:.2f} | {e['moved']:.1%} | {e['quality']:+.4f} "
                f"| {e['difference'][0]:+.4f} [{e['difference'][1]:+.4f}, {e['difference'][2]:+.4f}] |"
            )


if __name__ == "__main__":
    main()
