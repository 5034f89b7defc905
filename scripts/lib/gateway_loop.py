"""From live traffic to a router, through the gateway: see scripts/gateway-loop."""

import argparse
import json
import os
import random
import statistics
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from gateway_processes import Programs, Server, free_port, simulator
from gateway_traffic import Line, play
from grouped_splits import grouped_test_rows
from learning_curves import DATASETS
from outcome_records import read
from result_sets import find
from results_table import markdown, number, with_interval
from triage_command import Triage


@dataclass(frozen=True)
class Route:
    """A set, and the models to route between, the cheapest tier first."""

    file: str
    models: tuple[str, ...]


ROUTES = (
    Route("mixed_llama8b_gpt4o", ("Meta-Llama-3.1-8B-Instruct", "gpt-4o-2024-05-13")),
    Route("routellm_mmlu", ("mistralai/Mixtral-8x7B-Instruct-v0.1", "gpt-4-1106-preview")),
    Route("mmlu_redux_12_models", ("gpt-3.5-turbo-0125", "gpt-4o-2024-08-06")),
    Route(
        "routerbench_11_models_usd",
        ("mistralai/mistral-7b-chat", "mistralai/mixtral-8x7b-chat", "gpt-4-1106-preview"),
    ),
)


def quoted(words: Sequence[str]) -> str:
    """A list in YAML, in one line."""
    return json.dumps(list(words))


def configuration(folder: Path, router: Path, models: Sequence[str], upstream: int, port: int, share: float) -> Path:
    """A tier a model, everything stored, each prompt a question of its own."""
    path = folder / "gateway.yaml"
    named = "".join(f"  {json.dumps(model)}: {{upstream: house}}\n" for model in models)
    path.write_text(
        f"listen: 127.0.0.1:{port}\nrouter: {router}\n"
        f"upstreams: {{house: {{url: 'http://127.0.0.1:{upstream}/v1', api: openai, key: none}}}}\n"
        f"models:\n{named}tiers: {quoted(models)}\n"
        "escalation: {rephrasing: off, frustration: off, keeps_tier: false}\n"
        f"exploration: {{share: {share}, within: 1}}\n"
        f"store: {{path: {folder / 'traffic.db'}, content: full}}\nlog: {{level: error, audit: off}}\n"
    )
    return path


class Loop:
    """The programs, and what one turn of the loop comes to."""

    def __init__(self, triage: Path, programs: Programs, first: int, share: float) -> None:
        self.triage, self.programs, self.first, self.share = Triage(triage), programs, first, share

    def write(self, lines: Sequence[Line], models: Sequence[str], path: Path) -> Path:
        """The records, with the outcomes of the router's models alone: what others tell is not the point here."""
        with path.open("w") as file:
            for line in lines:
                known = {model: line["outcomes"][model] for model in models}
                kept = {name: line[name] for name in ("id", "prompt", "group") if name in line}
                file.write(json.dumps({**kept, "outcomes": known}) + "\n")
        return path

    def train(self, records: Path, models: Sequence[str], output: Path) -> Path:
        self.triage.run(["train", os.fspath(records), "--models", ",".join(models), "--output", os.fspath(output)])
        return output

    def report(self, records: Path, router: Path) -> dict[str, Any]:
        page = records.with_suffix(".json")
        self.triage.run(
            ["evaluate", os.fspath(records), "--model", os.fspath(router), "--json", os.fspath(page)]
        )
        found: dict[str, Any] = json.loads(page.read_text())
        return found

    def served(self, folder: Path, router: Path, models: Sequence[str], traffic: Sequence[Line]) -> Path:
        """The log that the gateway exports of this traffic."""
        port, log = free_port(), folder / "traffic.jsonl"
        with simulator(self.programs, folder, free_port()) as upstream:
            file = configuration(folder, router, models, upstream.port, port, self.share)
            with Server([self.programs.gateway, "serve", file], port, folder / "gateway.log"):
                play(port, traffic)
        Triage(self.programs.gateway).run(["export", os.fspath(file), "-o", os.fspath(log)])
        return log

    def turn(self, route: Route, train: Sequence[Line], test: Sequence[Line], folder: Path) -> dict[str, Any]:
        """Routers and reports of one split."""
        few, traffic = train[: self.first], train[self.first :]
        first = self.train(self.write(few, route.models, folder / "few.jsonl"), route.models, folder / "first.triage")
        log = self.served(folder, first, route.models, traffic)
        known = self.write(traffic, route.models, folder / "known.jsonl")
        judged = self.write(test, route.models, folder / "test.jsonl")
        fromlog = self.train(log, route.models, folder / "log.triage")
        full = self.train(known, route.models, folder / "full.triage")
        return {
            "requests": len(traffic),
            "logged": sum(1 for _ in log.open()),
            "apgr": [self.report(judged, router)["metrics"]["apgr"]["value"] for router in (first, fromlog, full)],
            "estimate": self.report(log, first),
            "truth": self.report(known, first),
        }


def turns(route: Route, path: Path, splits: int, loop: Loop) -> list[dict[str, Any]]:
    """The loop on splits by group, the order of prompts shuffled."""
    records = read(path, route.models[0], route.models[-1])
    found = []
    for split in range(1, splits + 1):
        is_test = grouped_test_rows(records.groups, split)
        rows = list(range(len(is_test)))
        random.Random(split).shuffle(rows)
        train, test = ([records.lines[row] for row in rows if is_test[row] == part] for part in (False, True))
        with tempfile.TemporaryDirectory(prefix="triage-loop-") as folder:
            found.append(loop.turn(route, train, test, Path(folder)))
        print(f"gateway-loop: {route.file}, split {split} done", file=sys.stderr, flush=True)
    return found


def routers(route: Route, found: list[dict[str, Any]]) -> list[str]:
    """What was learned: APGR on other prompts."""
    columns = list(zip(*(turn["apgr"] for turn in found), strict=True))
    gains = [[log - other for log, other in zip(columns[1], columns[place], strict=True)] for place in (0, 2)]
    return [
        f"`{route.file}`", str(len(route.models)), f"{statistics.fmean(turn['requests'] for turn in found):,.0f}",
        *(number(statistics.fmean(column)) for column in columns), *map(with_interval, gains),
    ]


def estimates(route: Route, found: list[dict[str, Any]]) -> list[str]:
    """What the log says of the router that served, beside what it came to on the same requests."""
    cells = [f"`{route.file}`"]
    for part, measure in (("metrics", "apgr"), ("operating", "quality")):
        pairs = [(turn["estimate"][part][measure], turn["truth"][part][measure]["value"]) for turn in found]
        held = sum(estimate["low"] <= truth <= estimate["high"] for estimate, truth in pairs)
        width = statistics.fmean(estimate["high"] - estimate["low"] for estimate, _ in pairs)
        cells += [
            number(statistics.fmean(estimate["value"] for estimate, _ in pairs)),
            number(statistics.fmean(truth for _, truth in pairs)),
            number(statistics.fmean(abs(estimate["value"] - truth) for estimate, truth in pairs)),
            f"{held} of {len(pairs)}, ±{number(width / 2)}",
        ]
    return cells


def main() -> int:
    parser = argparse.ArgumentParser(prog="scripts/gateway-loop", description=__doc__)
    parser.add_argument("--from", dest="folder", type=Path, default=DATASETS, help="folder of records (.datasets)")
    parser.add_argument("--splits", type=int, default=5, metavar="N", help="splits by group, a fifth to judge by (5)")
    parser.add_argument("--first", type=int, default=500, metavar="N", help="records of the first router (500)")
    parser.add_argument("--share", type=float, default=0.1, help="of requests sent to another tier (0.1)")
    parser.add_argument("--only", metavar="SET", help="one set")
    for program in ("--triage", "--gateway", "--simulator"):
        parser.add_argument(program, type=Path, required=True, help=argparse.SUPPRESS)
    given = parser.parse_args()
    programs = Programs(given.gateway.resolve(), given.simulator.resolve(), Path())
    loop = Loop(given.triage.resolve(), programs, given.first, given.share)
    learned: list[list[str]] = []
    told: list[list[str]] = []
    for route in ROUTES:
        path = find(given.folder, route.file)
        if path is None or given.only not in (None, route.file):
            continue
        found = turns(route, path, given.splits, loop)
        learned.append(routers(route, found))
        told.append(estimates(route, found))
    if not learned:
        print(f"gateway-loop: none of the sets in {os.fspath(given.folder)}", file=sys.stderr)
        return 66
    print(
        f"APGR on a fifth of the prompts, by group, over {given.splits} splits: of the router of {given.first} records with all "
        f"outcomes; of one trained on the log of the requests that the first routed, {given.share:.0%} of them at random to "
        "another tier; of one trained on the same requests with all outcomes known. Differences with 95 % intervals over splits.\n"
    )
    titles = ["set", "tiers", "requests", "first router", "from its log", "all outcomes", "log - first", "log - all outcomes"]
    print(markdown(titles, learned))
    print("\nWhat the log says of the first router, beside what all outcomes of the same requests say: means, the mean error, and in "
          "how many splits the log's 95 % interval holds the truth, with half its width.\n")
    columns = ["log", "truth", "error", "held"]
    print(markdown(["set", *(f"{name}: {column}" for name in ("APGR", "quality") for column in columns)], told), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
