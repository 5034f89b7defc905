"""Microseconds a decision: the C call alone, through Python one by one, through Python all at once.

The rounds are interleaved, so that a slow minute of the machine is every way's. The C call alone is one triage_decide_many
over pointers that were made before the clock starts; each way writes scores and sufficiencies.
"""

from __future__ import annotations

import argparse
import ctypes
import json
import statistics
import sys
import threading
import time

from triage_router import Router, library_path
from triage_router import _structures as c
from triage_router._library import library

ROUNDS = 25


def c_call(router: Router, prompts: list[str]):
    """A function that makes the C call for all prompts, with everything ready."""
    data = [prompt.encode() for prompt in prompts]
    count = len(data)
    pointers = (ctypes.c_char_p * count)(*data)
    lengths = (ctypes.c_size_t * count)(*map(len, data))
    rows = ctypes.create_string_buffer(c.DECISION_SIZE * count)
    rows[:4] = c.DECISION_SIZE.to_bytes(4, sys.byteorder)
    scores = ctypes.create_string_buffer(4 * len(router.models) * count)
    sufficiencies = ctypes.create_string_buffer(4 * len(router.tiers) * count)
    many, handle = library().decide_many, router._handle

    def call() -> None:
        assert many(handle, count, pointers, lengths, None, rows, scores, sufficiencies) == 0

    return call


def one_by_one(router: Router, prompts: list[str]):
    def call() -> None:
        decide = router.decide
        for prompt in prompts:
            decide(prompt)

    return call


def in_threads(call, count: int):
    """The same work in so many threads at once; the time is of each thread's share."""

    def run() -> None:
        threads = [threading.Thread(target=call) for _ in range(count)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    return run


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--model", default="models/default.triage")
    parser.add_argument("records", nargs="?", default="datasets/everyday.jsonl")
    options = parser.parse_args()
    with open(options.records, encoding="utf-8") as lines:
        prompts = [json.loads(line)["prompt"] for line in lines if line.strip()][:5000]
    router = Router(options.model)
    ways = {
        "C call alone": c_call(router, prompts),
        "router.decide(text)": one_by_one(router, prompts),
        "router.decide_many(texts)": lambda: router.decide_many(prompts),
        "router.decide(text), 2 threads": in_threads(one_by_one(router, prompts), 2),
    }
    times: dict[str, list[float]] = {name: [] for name in ways}
    for call in ways.values():
        call()
    for _ in range(ROUNDS):
        for name, call in ways.items():
            start = time.perf_counter()
            call()
            times[name].append((time.perf_counter() - start) / len(prompts) * 1e6)

    size = statistics.mean(len(prompt.encode()) for prompt in prompts)
    print(f"{len(prompts):,} prompts of {size:.0f} bytes on average, {len(router.models)} models, {ROUNDS} rounds,")
    print(f"Python {sys.version.split()[0]}, {library_path()}")
    print()
    print("| µs a decision | min | median | max | over the C call, median |")
    print("| --- | ---: | ---: | ---: | ---: |")
    alone = times["C call alone"]
    for name, values in times.items():
        shares = 2 if "threads" in name else 1
        over = statistics.median(value / shares - base for value, base in zip(values, alone))
        figures = [value / shares for value in (min(values), statistics.median(values), max(values))]
        cells = " | ".join(f"{value:.2f}" for value in figures)
        print(f"| {name} | {cells} | {'–' if values is alone else f'{over:.2f}'} |")


if __name__ == "__main__":
    main()
