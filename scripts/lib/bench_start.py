"""What it costs before the first decision, and in memory; and whole files through the commands."""

import os
import pickle
import subprocess
import sys
import time
from pathlib import Path

from bench_clock import Clock
from bench_fasttext import FastText
from bench_rows import Rows, write_json_lines
from bench_sklearn import ScikitLearn
from bench_spread import Spread, figures, ratios, verdict
from bench_triage import TriagePeer

Row = list[str]
TIMES = 20


# The system counts what a process held before it became another program: so a small one starts it, not this one.
PEAK = """
import os, sys
given, *words = sys.argv[1:]
actions = [(os.POSIX_SPAWN_OPEN, 0, given, os.O_RDONLY, 0), (os.POSIX_SPAWN_OPEN, 1, "/dev/null", os.O_WRONLY, 0)]
process = os.posix_spawn(words[0], words, os.environ, file_actions=actions)
_, status, usage = os.wait4(process, 0)
print(usage.ru_maxrss)
sys.exit(status != 0)
"""


def run(arguments: list[object], given: Path | None = None, output: Path | None = None) -> float:
    """One process: wall-clock milliseconds from start to end."""
    words = [os.fspath(word) if isinstance(word, Path) else str(word) for word in arguments]
    start = time.perf_counter()
    process = os.posix_spawn(
        words[0],
        words,
        os.environ,
        file_actions=[
            (os.POSIX_SPAWN_OPEN, 0, given or "/dev/null", os.O_RDONLY, 0),
            (os.POSIX_SPAWN_OPEN, 1, output or "/dev/null", os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600),
        ],
    )
    _, status = os.waitpid(process, 0)
    elapsed = 1000 * (time.perf_counter() - start)
    if status != 0:
        raise subprocess.CalledProcessError(os.waitstatus_to_exitcode(status), words)
    return elapsed


def peak(arguments: list[object], given: Path) -> float:
    """The most memory that a process held, in megabytes."""
    words = [sys.executable, "-I", "-S", "-c", PEAK, given, *arguments]
    done = subprocess.run([os.fspath(w) for w in words], check=True, capture_output=True, text=True)  # type: ignore[call-overload]
    return int(done.stdout) / 1024


def cold(command: Path, clock: Path, default: Path, fasttext: FastText, learned: ScikitLearn) -> list[Row]:
    """Process start, mapping the file and the first decision, the median of 50 interleaved starts."""
    prompt = "Where is my order 48213?"
    line = learned.model.parent / "one-line.txt"
    line.write_text(prompt + "\n")

    def unpickle() -> float:
        start = time.perf_counter()
        vectorizer, heads = pickle.loads(learned.model.read_bytes())
        found = vectorizer.transform([prompt])
        for head in heads:
            head.predict_proba(found)
        return 1000 * (time.perf_counter() - start)

    measured: dict[str, list[float]] = {}
    for _ in range(50):
        for title, value in (
            ("runtime alone", run([clock, default, "--first", prompt])),
            ("`triage route`", run([command, "route", "--model", default, prompt])),
            ("fastText", run([fasttext.command, "predict", fasttext.model, line])),
            ("scikit-learn, unpickling in a running Python", unpickle()),
        ):
            measured.setdefault(title, []).append(value)
    alone, routed = (Spread.of(measured[name]) for name in ("runtime alone", "`triage route`"))
    others = "; ".join(f"{name} {Spread.of(values).show('ms')}" for name, values in list(measured.items())[2:])
    return [
        [f"cold start, default model ({default.stat().st_size / 1e6:.1f} MB), a program with the runtime alone"]
        + [f"{alone.show('ms')}; {others}", "≤ 10 ms", verdict(alone.median <= 10)],
        ["cold start of the command, `triage route PROMPT`", routed.show("ms"), "≤ 10 ms"]
        + [verdict(routed.median <= 10)],
    ]


def memory(triage: TriagePeer, fasttext: FastText) -> list[Row]:
    """File, and what loading it and deciding adds to the process."""
    sizes = [peer.model.stat().st_size / 1e6 for peer in (triage, fasttext)]
    held = []
    for peer in (triage, fasttext):
        peer.clock.time(1)
        held.append(peer.clock.resident() / 1024)
    return [
        [f"model {title} against fastText's 16 dimensions"]
        + [f"{figures(a)} MB against {figures(b)} MB: 1/{b / a:.1f}", "≤ 1/5", verdict(a * 5 <= b)]
        for title, (a, b) in (("file", sizes), ("in memory", held))
    ]


def batch(
    command: Path, triage: TriagePeer, fasttext: FastText, rows: Rows, scratch: Path, rounds: int
) -> list[Row]:
    """`triage route` on JSON Lines, all of it counted, against `fasttext predict` on plain text, loading taken off."""
    prompts = rows.test.prompts
    small = write_json_lines(scratch / "batch-1.jsonl", prompts, 1)
    large = write_json_lines(scratch / "batch.jsonl", prompts, TIMES)
    text = "".join(fasttext.text(p) + "\n" for p in prompts)
    lines, one = scratch / "batch.txt", scratch / "one.txt"
    lines.write_text(text * TIMES, encoding="utf-8")
    one.write_text(text[: text.index("\n") + 1], encoding="utf-8")
    output = scratch / "decisions"
    route = [command, "route", "--model", triage.model]
    ours, theirs = [], []
    for _ in range(rounds):
        ours.append(run(route, large, output) * 1e6 / (len(prompts) * TIMES))
        whole = run([fasttext.command, "predict", fasttext.model, lines], None, output)
        load = run([fasttext.command, "predict", fasttext.model, one], None, output)
        theirs.append((whole - load) * 1e6 / (len(prompts) * TIMES))
    ratio = ratios(theirs, ours)
    cell = f"{Spread.of(ours).show('µs', 1000)} against {Spread.of(theirs).show('µs', 1000)}: ×{ratio.show()}"
    a, b = peak(route, small), peak(route, large)
    return [
        [f"`triage route`, {len(prompts) * TIMES:,} prompts of JSON Lines to decision lines, {os.cpu_count()} cores"]
        + [cell, "≥ ×3 `fasttext predict`", verdict(ratio.median >= 3)],
        [f"its memory, {len(prompts):,} and {len(prompts) * TIMES:,} prompts"]
        + [f"{a:.1f} MB and {b:.1f} MB", "flat", verdict(b <= 1.25 * a)],
    ]


def close(*clocks: Clock) -> None:
    for clock in clocks:
        clock.__exit__()
