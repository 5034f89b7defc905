"""The fault run: see scripts/gateway-faults."""

import argparse
import os
import shutil
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

from gateway_accounts import PRICES, Checks, Store, each_once, seen, totals
from gateway_processes import (
    Json, Programs, Sampler, Server, answers, counts, free_port, load, metric, simulator,
)

ROOT = Path(__file__).resolve().parents[2]
KINDS = ("slow", "wrong", "cut", "limit", "broken", "hang", "stall", "reset", "error", "event")
BUSY = 256


def configuration(folder: Path, port: int, upstream: int, store: Path) -> Path:
    """Two tiers of two models each, over two upstreams: one OpenAI-compatible, one of Anthropic's kind."""
    upstreams = "".join(
        f"  {name}:\n    url: http://127.0.0.1:{upstream}/v1\n    api: {api}\n    key: none\n"
        "    timeouts: {connect: 2s, first_byte: 2s, total: 20s}\n"
        # So many calls fail that the breakers of the defaults would hardly ever be closed.
        "    breaker: {window: 2s, minimum_calls: 100, error_rate: 0.5, open: 100ms}\n"
        for name, api in (("house", "openai"), ("other", "anthropic"))
    )
    models = "".join(
        f"  {name}: {{upstream: {'other' if name.startswith('other') else 'house'}, "
        f"price: {{input: {fresh}, cached_input: {cached}, output: {output}}}}}\n"
        for name, (fresh, cached, output) in PRICES.items()
    )
    path = folder / "gateway.yaml"
    path.write_text(
        f"listen: 127.0.0.1:{port}\nrouter: {ROOT / 'models/default.triage'}\n"
        f"upstreams:\n{upstreams}models:\n{models}"
        "tiers:\n  - {name: basic, models: [small, other-small]}\n  - {name: strong, models: [large, other-large]}\n"
        "rules:\n  - {name: checked, when: {features: [checked]}, checks: [not_empty]}\n"
        # What is remembered of conversations (1.4 KB each) shall not look like a leak.
        "escalation: {conversations: 1000}\n"
        f"store: {{path: {store}}}\nlog: {{level: warning}}\nlimits: {{concurrency: 4096}}\n"
    )
    return path


class Bench:
    """A folder, a simulated upstream, and a gateway before it."""

    def __init__(self, programs: Programs, folder: Path, share: float, store: Path | None = None,
                 file_limit: int | None = None) -> None:
        self.programs, self.folder = programs, folder
        self.store = store or folder / "traffic.db"
        faults = ["--faults", ",".join(f"{kind}={share}" for kind in KINDS)] if share else []
        self.simulator = simulator(
            programs, folder, free_port(), "--slow", 50, "--retry-after", "0.002", *faults
        )
        port = free_port()
        self.file = configuration(folder, port, self.simulator.port, self.store)
        self.gateway = Server(
            [programs.gateway, "serve", self.file], port, folder / "gateway.log", file_limit=file_limit
        )

    def load(self, *options: object) -> Json:
        return load(self.programs, self.gateway.url(), "--record", self.folder / "record.jsonl", *options)

    def clients(self) -> list[Json]:
        return seen(self.folder / "record.jsonl")

    def __enter__(self) -> "Bench":
        return self

    def __exit__(self, *_: object) -> None:
        self.gateway.__exit__()
        self.simulator.__exit__()


def mixed(requests: int, busy: int = BUSY) -> list[object]:
    return ["--connections", busy, "--requests", requests, "--streams", 0.5, "--checked", 0.25, "--users", 100]


def flat(checks: Checks, samples: list[float]) -> None:
    """Memory: the last fifth against the second; the first warms up."""
    if len(samples) < 20:
        return checks.say(f"memory: only {len(samples)} samples")
    fifth = len(samples) // 5
    early, late = statistics.median(samples[fifth : 2 * fifth]), statistics.median(samples[-fifth:])
    checks.expect("memory is flat (second fifth of the run, last fifth)", late <= 1.1 * early + 4,
                  f"{early:.1f} MB, {late:.1f} MB, at most {max(samples):.1f} MB")


def faults(programs: Programs, folder: Path, requests: int, share: float) -> Checks:
    checks = Checks()
    with Bench(programs, folder, share) as bench:
        with Sampler(bench.gateway) as memory:
            found = bench.load(*mixed(requests), "--patience", 90)
        time.sleep(0.5)
        upstream = counts(bench.simulator)
        checks.say(f"{requests:,} requests in {found['seconds']:.1f} s ({found['rate']:,}/s), median "
                   f"{found['p50']} ms, p99 {found['p99']} ms, longest {found['max']} ms")
        checks.say("faults played: " + ", ".join(f"{k} {n:,}" for k, n in upstream["faults"].items()))
        checks.say("refusals: " + (", ".join(f"{k} {n:,}" for k, n in found["reasons"].items()) or "none"))
        flat(checks, memory.samples)
        checks.expect("no record was dropped", metric(bench.gateway, "triage_store_failed") == 0)
        bench.gateway.stop()
        store = Store(bench.store)
        each_once(checks, bench.clients(), store, requests, found["unasked"])
        totals(checks, store, upstream)
    return checks


def killed(programs: Programs, folder: Path, requests: int, share: float, kills: int = 3) -> Checks:
    """kill -9 in the middle, several times, and a restart at once: what a client was told of is in the store."""
    checks = Checks()
    with Bench(programs, folder, share) as bench:

        def kill() -> None:
            for number in range(1, kills + 1):
                while counts(bench.simulator)["requests"] < requests * number / (kills + 1):
                    time.sleep(0.02)
                bench.gateway.kill()
                bench.gateway.start()

        killer = threading.Thread(target=kill)
        killer.start()
        found = bench.load(*mixed(requests), "--patience", 90, "--reconnects", 60)
        killer.join()
        time.sleep(0.5)
        upstream = counts(bench.simulator)
        bench.gateway.stop()
        store, clients = Store(bench.store), bench.clients()
        states = store.states()
        ends = found["ends"]
        checks.say(f"{requests:,} requests, {kills} times kill -9: " + ", ".join(f"{k} {n:,}" for k, n in ends.items()))
        told = [line for line in clients if line["id"]]
        missing = [line for line in told if line["id"] not in states]
        checks.expect("no acknowledged decision is missing", not missing, f"{len(missing)} of {len(told):,}")
        checks.expect("decisions' names are unique", len({line["id"] for line in told}) == len(told))
        gone = sum(ends.get(end, 0) for end in ("lost", "torn"))
        # A process that dies closes its sockets one after the other: some requests come in between.
        checks.expect("no more requests were cut off than were under way", gone <= kills * 2 * BUSY, gone)
        clear = sum(n for end, n in ends.items() if end in ("mixed", "unclear"))
        checks.expect("everything else was answered or refused clearly", clear == 0, clear)
        unseen = set(states) - {line["id"] for line in told}
        checks.expect("rows that no client knows of were under way at a kill", len(unseen) <= gone, len(unseen))
        checks.expect("no row is left as streaming", "streaming" not in states.values())
        answered = {line["id"] for line in clients if line["end"] in ("answered", "empty")}
        # A stream's last event leaves before its row is closed: at a kill between the two the row says interrupted.
        wrong = [one for one in answered if states.get(one) not in ("served", "interrupted")]
        checks.expect("what was answered in full is served in the store", not wrong,
                      f"{sum(states.get(one) == 'interrupted' for one in answered)} interrupted at their end")
        ours = sum(model["answers"] for model in store.reported().values())
        theirs = upstream["reported"]["answers"]
        checks.expect("the store counts no answer that the upstream did not give, and lacks none but those under way",
                      0 <= theirs - ours <= kills * 2 * BUSY, f"{theirs:,} given, {ours:,} in the store")
    return checks


def full_disk(programs: Programs, folder: Path, requests: int) -> Checks:
    """A disk with no room: a small tmpfs where that can be mounted, a limit on the size of files otherwise."""
    checks = Checks()
    disk = folder / "disk"
    disk.mkdir()
    mounts = os.geteuid() == 0 and not subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", disk], capture_output=True
    ).returncode
    try:
        ballast = disk / "ballast"
        with Bench(programs, folder, 0, disk / "traffic.db", None if mounts else 1 << 20) as bench:
            if mounts:
                free = os.statvfs(disk).f_bavail * os.statvfs(disk).f_bsize
                ballast.write_bytes(bytes(max(0, free - (256 << 10))))
            checks.say("a tmpfs with 256 KB left" if mounts else "no file beyond 1 MB (RLIMIT_FSIZE)")
            clients = answered(checks, bench, requests)
            failed = metric(bench.gateway, "triage_store_failed")
            checks.expect("/metrics counts records that were not written", failed > 0, f"{failed:,.0f}")
            if mounts:
                ballast.unlink()
                time.sleep(1)
                later = answered(checks, bench, 200, "--seed", 2)
            bench.gateway.stop()
            store = Store(bench.store)
            checks.expect("the store is sound", store.rows("PRAGMA integrity_check")[0][0] == "ok")
            counted(checks, clients, store, failed)
            if mounts:
                missing = {line["id"] for line in later} - set(store.states())
                checks.expect("with room again, every record is written", not missing, f"{len(missing)} missing")
    finally:
        if mounts:
            subprocess.run(["umount", "--lazy", disk], check=True)
    return checks


def locked(programs: Programs, folder: Path, requests: int) -> Checks:
    """Another process holds the database's lock for a while."""
    checks = Checks()
    with Bench(programs, folder, 0) as bench:
        bench.load(*mixed(200, 8), "--seed", 2)
        holder = sqlite3.connect(bench.store, timeout=10, isolation_level=None, check_same_thread=False)
        holder.execute("BEGIN IMMEDIATE")
        clients = answered(checks, bench, requests)
        holder.execute("ROLLBACK")
        holder.close()
        time.sleep(1)
        later = answered(checks, bench, 200, "--seed", 3)
        failed = metric(bench.gateway, "triage_store_failed")
        bench.gateway.stop()
        store = Store(bench.store)
        counted(checks, clients, store, failed)
        missing = {line["id"] for line in later} - set(store.states())
        checks.expect("once it is free, every record is written", not missing, f"{len(missing)} missing")
    return checks


def answered(checks: Checks, bench: Bench, requests: int, *options: object) -> list[Json]:
    """No request fails, whatever the store does."""
    found = bench.load(*mixed(requests, 32), *options)
    good = found["ends"].get("answered", 0)
    checks.expect("every request is answered", good == requests,
                  f"{good:,} of {requests:,}, median {found['p50']} ms, longest {found['max']} ms")
    return bench.clients()


def counted(checks: Checks, clients: list[Json], store: Store, failed: float) -> None:
    """What is not in the store was counted; a stream has two records, so more may be counted than are missing."""
    missing = {line["id"] for line in clients} - set(store.states())
    checks.expect("as many are missing as were counted, or fewer", len(missing) <= failed,
                  f"{len(missing):,} missing, {failed:,.0f} records counted as not written")


def main() -> None:
    parser = argparse.ArgumentParser(prog="scripts/gateway-faults", description=__doc__)
    for name in ("gateway", "simulator", "load"):
        parser.add_argument(f"--{name}", type=Path, required=True, help=argparse.SUPPRESS)
    parser.add_argument("--requests", type=int, default=100_000)
    parser.add_argument("--share", type=float, default=0.05, help="of each kind of fault")
    parser.add_argument("--keep", type=Path, help="a folder for what the runs leave")
    parser.add_argument("--only", choices=["faults", "killed", "full-disk", "locked"])
    given = parser.parse_args()
    programs = Programs(given.gateway.resolve(), given.simulator.resolve(), given.load.resolve())
    rest = max(1000, given.requests // 10)
    failed = 0
    with tempfile.TemporaryDirectory() as scratch:
        folder = given.keep or Path(scratch)
        for name, title, run in (
            ("faults", f"{given.share:.0%} of each of {len(KINDS)} kinds of faults",
             lambda at: faults(programs, at, given.requests, given.share)),
            ("killed", "kill -9 in the middle", lambda at: killed(programs, at, 2 * rest, given.share)),
            ("full-disk", "a full disk", lambda at: full_disk(programs, at, rest)),
            ("locked", "a locked database", lambda at: locked(programs, at, rest // 2)),
        ):
            if given.only not in (None, name):
                continue
            print(f"gateway-faults: {title}", file=sys.stderr)
            shutil.rmtree(folder / name, ignore_errors=True)
            (folder / name).mkdir(parents=True)
            checks = run(folder / name)
            failed += checks.failed
            print(f"### {title}\n\n" + "\n".join(checks.lines) + "\n", flush=True)
    if failed:
        sys.exit(f"gateway-faults: {failed} checks failed")


if __name__ == "__main__":
    main()
