"""Counts the pairs of datasets/stuffing.jsonl that a router parts: see scripts/stuffing.

Sufficiency is P(small is as good as large). Triage's is its own. scikit-learn's is 1 - max(0, gain) of the two heads
of peer.py; it sends the share of the pairs' plain prompts to large that Triage sends, so that neither looks steady by
sending everything one way. The keyword rule has no training and no sufficiency but 0 and 1.
"""

import argparse
import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parents[2]
HARD = re.compile(
    r"step by step|pros and cons|trade-?offs?|analy[sz]e|analysis|prove|derive|design|architect|compare|evaluate"
    r"|root cause|expert|think|reason|rigorous|complexity|optimi[sz]e|urgent|critical|explain why|```",
    re.IGNORECASE,
)
EASY = re.compile(
    r"\b(hi|hello|hey|thanks|thank you|thx|quick question|simple|easy|short|lol|bye|please)\b", re.IGNORECASE
)


def triage(binary, model, prompts):
    """Tiers and sufficiencies of the cheapest tier."""
    asked = "".join(json.dumps({"prompt": prompt}) + "\n" for prompt in prompts)
    done = subprocess.run(
        [binary, "route", "--model", model], input=asked, text=True, capture_output=True, check=True
    )
    decisions = [json.loads(line) for line in done.stdout.splitlines()]
    cheapest = [next(iter(decision["sufficiencies"].values())) for decision in decisions]
    return np.array([decision["tier"] for decision in decisions]), np.array(cheapest)


def keyword_rule(prompts):
    """Large where more words sound hard than easy, or the prompt is long."""
    tiers = np.array(
        [len(HARD.findall(p)) - len(EASY.findall(p)) + len(p) / 200 >= 1 for p in prompts], dtype=int
    )
    return tiers, 1.0 - tiers


def regressions(folder, prompts, share_large):
    """peer.py's two heads on the default router's records, at a threshold with that share of large."""
    from outcome_records import Records, read
    from peer import fit_and_score

    with tempfile.TemporaryDirectory() as work:
        merged = Path(work) / "default.jsonl"
        with open(merged, "w", encoding="utf-8") as out:
            subprocess.run(
                [sys.executable, ROOT / "scripts/lib/merge_default.py", folder, ROOT / "datasets/everyday.jsonl"],
                stdout=out,
                check=True,
            )
        train = read(merged, "small", "large")
    count = len(prompts)
    asked = Records(
        list(prompts), [""] * count, [""] * count, np.zeros((count, 2)), None, np.ones(count, dtype=bool), []
    )
    heads = fit_and_score(train, asked, jobs=1).probabilities
    sufficiency = 1 - np.maximum(0, heads[:, 1] - heads[:, 0])
    threshold = np.quantile(sufficiency[0::2], share_large)
    return (sufficiency < threshold).astype(int), sufficiency


def lines(name, tiers, sufficiency, direction):
    """One row a direction. Prompts stand in pairs: plain, stuffed."""
    for way in ("easy", "hard"):
        at = np.flatnonzero(direction == way)
        plain, stuffed = tiers[2 * at], tiers[2 * at + 1]
        fooled = stuffed > plain if way == "easy" else stuffed < plain
        moved = np.abs(sufficiency[2 * at] - sufficiency[2 * at + 1])
        yield (
            f"| {name} | {way} | {len(at)} | {np.mean(plain > 0):.0%} | {np.mean(plain != stuffed):.1%} "
            f"| {np.mean(fooled):.1%} | {moved.mean():.3f} | {np.quantile(moved, 0.95):.3f} |"
        )


def main():
    parser = argparse.ArgumentParser(
        prog="scripts/stuffing", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--triage", required=True, help=argparse.SUPPRESS)
    parser.add_argument("--model", default=ROOT / "models/default.triage")
    parser.add_argument("--pairs", default=ROOT / "datasets/stuffing.jsonl", type=Path)
    parser.add_argument("--from", dest="folder")
    options = parser.parse_args()
    pairs = [json.loads(line) for line in options.pairs.read_text(encoding="utf-8").splitlines()]
    prompts = [pair[key] for pair in pairs for key in ("prompt", "stuffed")]
    direction = np.array([pair["direction"] for pair in pairs])
    found = {"Triage": triage(options.triage, options.model, prompts), "keyword rule": keyword_rule(prompts)}
    if options.folder:
        share = float(np.mean(found["Triage"][0][0::2] > 0))
        found["scikit-learn"] = regressions(options.folder, prompts, share)
    print("| router | direction | pairs | plain to large | tier changes | fooled | mean \\|Δ\\| | p95 \\|Δ\\| |")
    print("| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: |")
    for name, (tiers, sufficiency) in found.items():
        for line in lines(name, tiers, sufficiency, direction):
            print(line)
    print("\nFooled: easy prompts that went up, hard ones that went down. Δ is of the cheapest tier's sufficiency.")


if __name__ == "__main__":
    main()
