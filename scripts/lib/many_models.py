"""AIQ over all models of a set with real dollars: Triage, RouterBench's two routers, the hull of the models.

See scripts/many-models. Definitions from RouterBench (arXiv 2403.12031): a router sends x to the model of the largest
λ·p_m(x) − c_m, λ the willingness to pay and c_m the mean cost of m on training rows; a sweep of λ gives points of mean
cost and quality; AIQ is the mean height of their non-decreasing convex hull. All routers share its bounds: the mean
costs of the cheapest and of the dearest model on the test rows.
"""

import argparse
import statistics
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

import numpy as np

import many_model_peers
from grouped_splits import grouped_test_rows, write_split
from many_model_records import read_all
from outcome_records import Floats, Records
from result_sets import find
from results_table import markdown, number, with_interval
from routing_metrics import area, upper_hull
from triage_command import Triage

DATASETS = Path(__file__).resolve().parents[2] / ".datasets"
SET = "routerbench_11_models_usd"
# λ in dollars a point of score: from "only the price counts" to "only the score counts".
SWEEP = np.logspace(-6, 3, 400)


@dataclass(frozen=True)
class Market:
    """What the models cost and scored: mean training cost a model, and the test rows' outcomes."""

    costs: Floats
    test: Records

    def points(self, predicted: Floats) -> Floats:
        """Mean cost and quality of the router with these heads, (rows, models), at each λ of the sweep."""
        rows = np.arange(len(predicted))
        found = []
        for worth in SWEEP:
            model = np.argmax(worth * predicted - self.costs, axis=1)
            found.append((self.test.costs[rows, model].mean(), self.test.scores[rows, model].mean()))
        return np.array(found)

    def aiq(self, points: Floats) -> float:
        """Mean height of the points' hull between the cheapest model's cost and the dearest's."""
        means = self.test.costs.mean(axis=0)
        low, high = means.min(), means.max()
        hull = upper_hull(points)
        inside = hull[(hull[:, 0] > low) & (hull[:, 0] < high), 0]
        x = np.concatenate([[low], inside, [high]])
        return area(x, np.interp(x, hull[:, 0], hull[:, 1])) / (high - low)

    def models(self) -> Floats:
        """Each model used alone: mean cost and quality on the test rows."""
        return np.column_stack([self.test.costs.mean(axis=0), self.test.scores.mean(axis=0)])


def one_split(path: Path, split: int, triage: Triage) -> dict:
    """AIQ by router, and what was chosen on the training rows."""
    records, models = read_all(path)
    is_test = records.is_test if split == 0 else grouped_test_rows(records.groups, split)
    train, test = records.rows(~is_test), records.rows(is_test)
    market = Market(train.costs.mean(axis=0), test)
    cheapest, best = int(market.costs.argmin()), int(train.scores.mean(axis=0).argmax())

    with tempfile.TemporaryDirectory(prefix="triage-many-") as scratch:
        file, output = Path(scratch) / "records.jsonl", Path(scratch) / "model.triage"
        write_split(records, is_test, file)
        triage.train(file, models, output, seed=1)
        heads = {"Triage": triage.score(output, test, models)}

    def held_out(predicted: Floats, rows: Records) -> float:
        inner = Market(market.costs, rows)
        return inner.aiq(inner.points(predicted))

    settings = {}
    for name, peer in (("KNN", many_model_peers.neighbours), ("MLP", many_model_peers.perceptron)):
        heads[name], settings[name] = peer(train, test, held_out)
    # What the hull makes of as many points of a router that knows nothing of its prompts: the noise in all of these.
    heads["Triage, shuffled among prompts"] = np.random.default_rng(split).permutation(heads["Triage"])
    alone = market.models()
    return {
        "aiq": {name: market.aiq(market.points(p)) for name, p in heads.items()}
        | {"zero router": market.aiq(alone), "best single": market.aiq(alone[[cheapest, best]])},
        "best": f"{models[best]} {alone[best, 1]:.3f}",
        "top_quality": {name: float(market.points(p)[:, 1].max()) for name, p in heads.items()}
        | {"zero router": float(alone[:, 1].max()), "best single": float(alone[best, 1])},
        "settings": settings,
    }


def report(splits: list[dict]) -> str:
    body = []
    for name in splits[0]["aiq"]:
        lead = [s["aiq"]["Triage"] - s["aiq"][name] for s in splits]
        body.append(
            [name, number(statistics.fmean(s["aiq"][name] for s in splits), 4)]
            + ["–" if name == "Triage" else with_interval(lead)]
            + [number(statistics.fmean(s["top_quality"][name] for s in splits))]
        )
    return (
        f"`{SET}`, mean over {len(splits)} grouped splits, real dollars. The zero router mixes the models' hull; best "
        "single mixes the cheapest model with the one best in training.\n\n"
        + markdown(["router", "AIQ", "Triage's lead (95 %)", "best quality of the sweep"], body)
    )


def main() -> int:
    parser = argparse.ArgumentParser(prog="scripts/many-models", description="AIQ over many models, by router.")
    parser.add_argument("--from", dest="folder", type=Path, default=DATASETS, help="folder of records (.datasets)")
    parser.add_argument("--splits", type=int, default=20, metavar="N", help="the file's split and N - 1 more (20)")
    parser.add_argument("--triage", type=Path, required=True, help=argparse.SUPPRESS)
    given = parser.parse_args()
    path = find(given.folder, SET)
    if path is None:
        print(f"many-models: no {SET}.jsonl in {given.folder}", file=sys.stderr)
        return 66
    splits = []
    for split in range(given.splits):
        splits.append(one_split(path, split, Triage(given.triage.resolve())))
        print(f"many-models: split {split}: {splits[-1]}", file=sys.stderr, flush=True)
    print(report(splits))
    return 0


if __name__ == "__main__":
    sys.exit(main())
