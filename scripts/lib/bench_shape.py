"""How the time of a decision depends on the processor and the prompt: cycles, length, scatter at one length, heads."""

from pathlib import Path

import numpy as np

from bench_clock import Clock
from bench_rows import LENGTHS, Rows, pieces, write_prompts
from bench_spread import Spread, figures, ratios, verdict
from triage_command import Triage

Row = list[str]


# Gigahertz: what servers of some years ago have.
SLOW_RATE = 2.5


def cycles(process: Clock, rounds: int) -> list[Row]:
    """A decision in cycles of this processor, and what so many take where there are fewer a second; also without what other
    processors may lack."""
    process.time(5)
    if process.rate() == 0:
        return []
    kinds = ["pass", "portable"] if process.wide() else ["pass"]
    rates: list[float] = []
    spent: dict[str, list[float]] = {kind: [] for kind in kinds}
    for _ in range(rounds):
        for kind in kinds:
            rates.append(process.rate())
            spent[kind].append(process.time(20, kind) * rates[-1])
    found = {kind: Spread.of(values) for kind, values in spent.items()}
    slow = {kind: spread.median / SLOW_RATE / 1000 for kind, spread in found.items()}
    cell = f"{found['pass'].show()} at {Spread.of(rates).show('GHz')}: {figures(slow['pass'])} µs at {SLOW_RATE} GHz"
    reached = verdict(slow["pass"] < 1)
    if "portable" in found:
        cell += f"; without AVX-512 {found['portable'].show()}: {figures(slow['portable'])} µs"
        reached += f"; without {verdict(slow['portable'] < 1)}"
    return [["one decision in cycles, by the rate measured beside it", cell, f"< 1 µs at {SLOW_RATE} GHz", reached]]


def scatter(clock: Path, model: Path, rows: Rows, scratch: Path) -> Row:
    """p99 of single decisions against p50, at each of several lengths."""
    worst, cells = 0.0, []
    for length in LENGTHS:
        prompts = write_prompts(scratch / "one-length.prompts", pieces(rows.test.prompts, length, 400))
        with Clock(clock, model, prompts) as process:
            process.time(5)
            times = np.array(process.singles(25))
        middle, late = np.percentile(times, [50, 99])
        worst = max(worst, late / middle)
        cells.append(f"{length:,} B: {figures(middle / 1000)} µs, ×{late / middle:.2f}")
    return ["one decision at one length: p50, and p99 over it (those the system interrupted timed again)", "; ".join(cells), "≤ ×2", verdict(worst <= 2)]


def growth(clock: Path, model: Path, rows: Rows, scratch: Path) -> list[Row]:
    """Time against length over all real test prompts."""
    encoded = [p.encode() for p in rows.test.prompts]
    with Clock(clock, model, write_prompts(scratch / "real.prompts", encoded)) as process:
        process.time(3)
        times = np.array(process.singles(15), dtype=float).reshape(len(encoded), 15)
    middle = np.median(times, axis=1)
    lengths = np.array([len(p) for p in encoded], dtype=float)
    slope, start = np.polyfit(lengths, middle, 1)
    explained = np.corrcoef(lengths, middle)[0, 1] ** 2
    edges = [0, 150, 300, 600, 1200, np.inf]
    parts = [
        f"{figures(np.median(middle[inside] / lengths[inside]))} to {high:g} B"
        for low, high in zip(edges, edges[1:], strict=False)
        if (inside := (lengths > low) & (lengths <= high)).any()
    ]
    parts[-1] = parts[-1].replace("to inf B", "above")
    line = f"{start:.0f} ns + {figures(slope)} ns a byte, r² {explained:.3f}"
    return [
        [f"time over length, {len(encoded):,} real prompts of {lengths.min():.0f} to {lengths.max():,.0f} bytes"]
        + [line, "linear (r² ≥ 0.95)", verdict(explained >= 0.95)],
        ["ns a byte by length", ", ".join(parts), "", ""],
    ]


def throughput(clock: Path, model: Path, rows: Rows, scratch: Path, rounds: int) -> list[Row]:
    """Megabytes a second on long prompts; of 100 KB the first and last 8 KiB are read."""
    found = []
    for title, length, read in (("8 KB", 8000, 8000), ("100 KB", 100_000, 16_384)):
        prompts = write_prompts(scratch / "long.prompts", pieces(rows.test.prompts, length, 100))
        with Clock(clock, model, prompts) as process:
            count = max(1, 1000 // process.prompts)
            process.time(count)
            pairs = [(process.time(count, "scan"), process.time(count)) for _ in range(rounds)]
        scan = Spread.of([read * 1000 / scan for scan, _ in pairs])
        whole = Spread.of([read * 1000 / decide for _, decide in pairs])
        time = Spread.of([decide / 1000 for _, decide in pairs])
        rest = f"whole decision {whole.show('MB/s')}, {time.show('µs')}"
        rest += "" if read == length else f", of {read:,} bytes read"
        title = f"{title} prompts: tokenising and hashing"
        found.append([title, f"{scan.show('MB/s')}; {rest}", "≥ 600 MB/s", verdict(scan.median >= 600)])
    return found


def heads(clock: Path, triage: Triage, rows: Rows, scratch: Path, rounds: int) -> Row:
    """All models of a set against two of them, on the same prompts."""
    names = list(dict.fromkeys(name for line in rows.train.lines for name in line["outcomes"]))
    prompts = write_prompts(scratch / "heads.prompts", [p.encode() for p in rows.test.prompts])
    clocks = []
    for label, models in (("all", names), ("two", [rows.pair.weak, rows.pair.strong])):
        model = scratch / f"{label}.triage"
        triage.run(
            ["train", str(rows.path), "--output", str(model), "--models", ",".join(models), "--split", "train"]
        )
        clocks.append(Clock(clock, model, prompts))
    times = [[process.time(10) for process in clocks] for _ in range(rounds)]
    many, two = ([pair[i] for pair in times] for i in (0, 1))
    ratio = ratios(many, two)
    for process in clocks:
        process.__exit__()
    cell = f"{Spread.of(many).show('µs', 1000)} against {Spread.of(two).show('µs', 1000)}: ×{ratio.show()}"
    return [f"{len(names)} heads against 2, `{rows.path.name}`", cell, "≤ ×2.5", verdict(ratio.median <= 2.5)]
