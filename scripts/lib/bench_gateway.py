"""Times the gateway beside no gateway and beside LiteLLM's proxy, interleaved. See scripts/bench-gateway."""

import argparse
import os
import platform
import signal
import sys
import tempfile
from pathlib import Path

from bench_spread import Spread, figures, verdict
from gateway_processes import Json, Programs, Server, children, free_port, load, simulator
from gateway_accounts import Store

ROOT = Path(__file__).resolve().parents[2]
Row = list[str]
# What is measured of point "batching": the window is off by default.
WINDOW = "{delay: 20ms, count: 8}"


def gateway_file(folder: Path, port: int, upstream: int, store: str, batch: str = "", house: str = "") -> Path:
    path = folder / f"gateway-{port}.yaml"
    path.write_text(
        f"listen: 127.0.0.1:{port}\nrouter: {ROOT / 'models/default.triage'}\n"
        f"upstreams:\n  house: {{url: 'http://127.0.0.1:{upstream}/v1', key: none{house}}}\n"
        f"models:\n  small: {{upstream: house, price: {{input: 0.15, output: 0.60}}{batch}}}\n"
        f"  large: {{upstream: house, price: {{input: 2.50, output: 10}}{batch}}}\n"
        f"tiers: [small, large]\nlimits: {{concurrency: 4096}}\n{store}"
    )
    return path


def litellm_file(folder: Path, upstream: int) -> Path:
    path = folder / "litellm.yaml"
    path.write_text(
        "model_list:\n  - model_name: auto\n    litellm_params:\n      model: openai/small\n"
        f"      api_base: http://127.0.0.1:{upstream}/v1\n      api_key: none\n"
    )
    return path


def tell(server: Server, what: signal.Signals) -> None:
    for process in [server.process.pid, *children(server.process.pid)]:
        os.kill(process, what)


class Bench:
    def __init__(self, given: argparse.Namespace, folder: Path) -> None:
        self.given, self.folder = given, folder
        self.programs = Programs(given.gateway, given.simulator, given.load)
        self.upstream = simulator(self.programs, folder, free_port())
        self.servers: dict[str, Server] = {}
        port = free_port()
        store = f"store: {{path: {folder / 'traffic.db'}, content: full}}\n"
        file = gateway_file(folder, port, self.upstream.port, store)
        self.servers["gateway"] = Server([given.gateway, "serve", file], port, folder / "gateway.log")
        for name, house in (("window", ""), ("arrays", ", arrays: true")):
            port = free_port()
            store = f"store: {{path: {folder / name}.db, content: full}}\n"
            file = gateway_file(folder, port, self.upstream.port, store, f", batch: {WINDOW}", house)
            self.servers[name] = Server([given.gateway, "serve", file], port, folder / f"{name}.log")
        if given.litellm:
            os.environ.update(LITELLM_LOCAL_MODEL_COST_MAP="True", LITELLM_MODE="PRODUCTION", LITELLM_LOG="ERROR")
            # It asks for a master key otherwise; without one it also checks none.
            os.environ["LITELLM_DANGEROUSLY_PERMIT_WEAK_OR_UNSET_MASTER_KEY"] = "true"
            port = free_port()
            words = [given.litellm, "--config", litellm_file(folder, self.upstream.port), "--host", "127.0.0.1"]
            words += ["--port", port, "--num_workers", given.workers, "--timeout_worker_healthcheck", 600]
            self.servers["litellm"] = Server(words, port, folder / "litellm.log", ready="/health/liveliness")
        self.measured: dict[str, list[Json]] = {}

    def close(self) -> None:
        for server in self.servers.values():
            tell(server, signal.SIGCONT)
            server.__exit__()
        self.upstream.__exit__()

    def run(self, title: str, where: str, *options: object, path: str = "") -> None:
        server = self.servers.get(where)
        for other in self.servers.values():
            tell(other, signal.SIGSTOP if other is not server else signal.SIGCONT)
        found = load(self.programs, (server or self.upstream).url(path), "--users", 500, *options)
        if found["errors"]:
            raise RuntimeError(f"{title}: {found['errors']} of {found['sent']} failed: {found['statuses']}")
        if server:
            found["memory"] = server.resident()
        self.measured.setdefault(title, []).append(found)
        print(f"bench-gateway: {title}: {found['rate']}/s, median {found['p50']} ms, p99 {found['p99']} ms",
              file=sys.stderr, flush=True)

    def round(self, number: int) -> None:
        given = self.given
        seed = ["--seed", number + 1]
        at = ["--rate", given.rate, "--seconds", given.seconds, "--warmup", int(given.rate), *seed]
        slow = ["--rate", given.slow_rate, "--seconds", given.seconds, "--warmup", int(given.slow_rate), *seed]
        turns = [("direct", "", at), ("gateway", "gateway", at)]
        turns += [("direct, slow", "", slow), ("gateway, slow", "gateway", slow)]
        burst = ["--rate", given.window_rate, "--seconds", given.seconds, "--warmup", int(given.window_rate), *seed]
        turns += [("gateway, bursts", "gateway", burst), ("window, bursts", "window", burst)]
        turns += [(f"{name}, completions", name, burst) for name in ("gateway", "window", "arrays")]
        full = ["--connections", given.busy, *seed]
        turns.append(("gateway, full", "gateway", [*full, "--requests", 16_000, "--warmup", 2000]))
        turns.append(("direct, full", "", [*full, "--requests", 32_000, "--warmup", 2000]))
        if "litellm" in self.servers:
            turns.append(("litellm, slow", "litellm", slow))
            turns.append(("litellm, full", "litellm", [*full, "--requests", 2000, "--warmup", 300]))
        shift = number % len(turns)
        for title, where, options in turns[shift:] + turns[:shift]:
            self.run(title, where, *options, path="/v1/completions" if "completions" in title else "")

    def spread(self, title: str, key: str) -> Spread:
        return Spread.of([found[key] for found in self.measured[title]])

    def added(self, title: str, direct: str, key: str) -> Spread:
        """Round by round: this percentile through the server, less the same without it."""
        pairs = zip(self.measured[title], self.measured[direct], strict=True)
        return Spread.of([found[key] - base[key] for found, base in pairs])

    def table(self) -> str:
        given = self.given
        rows: list[Row] = []
        through = f"at {given.rate:g} requests a second"
        for key, goal in (("p50", 0.5), ("p99", 3.0)):
            added = self.added("gateway", "direct", key)
            name = {"p50": "median", "p99": "99th percentile"}[key]
            rows.append([f"added {name} {through}", added.show("ms"), f"< {goal} ms", verdict(added.median < goal)])
        for title in ("direct", "gateway"):
            shown = "; ".join(self.spread(title, key).show("ms") for key in ("p50", "p99", "p99.9"))
            rows.append([f"{title} {through}: median; p99; p99.9", shown, "", ""])
        rows.append(["most requests a second, "
                     f"{given.busy} at once", self.spread("gateway, full", "rate").show(), "", ""])
        rows.append(["the same without a gateway", self.spread("direct, full", "rate").show(), "", ""])
        windows = (("gateway", "no window"), ("window", f"a window of `{WINDOW}`"), ("arrays", "the same, `arrays: true`"))
        for kind, what in (("bursts", "chats"), ("completions", "completions")):
            for title, name in windows:
                if f"{title}, {kind}" in self.measured:
                    shown = "; ".join(self.spread(f"{title}, {kind}", key).show("ms") for key in ("p50", "p95"))
                    rows.append([f"{name}, {given.window_rate:g} {what} a second: median; p95", shown, "", ""])
        rows.append(["prompts a call there, the mean", f"{self.prompts_a_call():.1f}", "", ""])
        rows.append(["memory of the gateway (RSS)", self.spread("gateway, full", "memory").show("MB"), "", ""])
        if "litellm" in self.servers:
            rows += self.beside()
        lines = [["", "median (least … most)", "goal", "reached"], ["---", "---:", "---:", "---"], *rows]
        return "\n".join("| " + " | ".join(line) + " |" for line in lines)

    def beside(self) -> list[Row]:
        rows: list[Row] = []
        ours, theirs = self.measured["gateway, full"], self.measured["litellm, full"]
        ratio = Spread.of([a["rate"] / b["rate"] for a, b in zip(ours, theirs, strict=True)])
        rows.append(["LiteLLM's most requests a second", self.spread("litellm, full", "rate").show(), "", ""])
        rows.append(["throughput, times LiteLLM's", f"×{ratio.show()}", "≥ ×10", verdict(ratio.median >= 10)])
        for key, name in (("p50", "median"), ("p99", "99th percentile")):
            mine, other = (self.added(f"{title}, slow", "direct, slow", key) for title in ("gateway", "litellm"))
            text = f"{mine.show('ms')} against {other.show('ms')}: 1/{figures(other.median / max(mine.median, 1e-6))}"
            title = f"added {name} at {self.given.slow_rate:g} a second, against LiteLLM's"
            rows.append([title, text, "≤ 1/10", verdict(mine.median * 10 <= other.median)])
        rows.append(["memory of LiteLLM (RSS, its workers)", self.spread("litellm, full", "memory").show("MB"), "", ""])
        return rows

    def prompts_a_call(self) -> float:
        """Of the gateway that makes arrays; its attempts are one a prompt."""
        sql = "SELECT CAST(COUNT(*) * 100 / SUM(1.0 / COALESCE(array, 1)) AS INTEGER) FROM attempts"
        return Store(self.folder / "arrays.db").number(sql) / 100

    def stored(self) -> str:
        """That everything was really written."""
        sent = sum(found["sent"] for title, runs in self.measured.items() if title.startswith("gateway") for found in runs)
        rows = Store(self.folder / "traffic.db").number("SELECT COUNT(*) FROM requests WHERE prompt IS NOT NULL")
        return f"{sent:,} requests went through the gateway, {rows:,} are in its store with prompt and answer."


def use_two_cores() -> None:
    """Everything this script starts shares the first two cores."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, set(sorted(os.sched_getaffinity(0))[:2]))


def processor() -> str:
    found = Path("/proc/cpuinfo")
    for line in found.read_text().splitlines() if found.exists() else []:
        if line.startswith("model name"):
            return line.partition(":")[2].strip()
    return platform.machine()


def main() -> None:
    parser = argparse.ArgumentParser(prog="scripts/bench-gateway", description=__doc__)
    for name in ("gateway", "simulator", "load"):
        parser.add_argument(f"--{name}", type=Path, required=True, help=argparse.SUPPRESS)
    parser.add_argument("--litellm", type=Path, help="LiteLLM's command; left out without it")
    parser.add_argument("--workers", type=int, default=2, help="LiteLLM's worker processes")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--rate", type=float, default=1000)
    parser.add_argument("--slow-rate", type=float, default=50, help="what LiteLLM can bear")
    parser.add_argument("--window-rate", type=float, default=300, help="for the window that collects requests")
    parser.add_argument("--seconds", type=float, default=8)
    parser.add_argument("--busy", type=int, default=64, help="requests at once where throughput is measured")
    given = parser.parse_args()
    use_two_cores()
    with tempfile.TemporaryDirectory() as scratch:
        bench = Bench(given, Path(scratch))
        try:
            for number in range(given.rounds):
                bench.round(number)
        finally:
            bench.close()
        print(f"{processor()}, 2 cores for the load generator, the upstream and what is measured; {given.rounds} "
              f"interleaved rounds; prompts of 1 KB; the gateway with its router and content: full.\n")
        print(bench.table() + "\n\n" + bench.stored())


if __name__ == "__main__":
    main()
