"""The gateway, a simulated upstream and the load generator as processes, for the scripts that measure them."""

import json
import os
import resource
import signal
import socket
import subprocess
import threading
import time
import urllib.request
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

Json = dict[str, Any]


@dataclass(frozen=True)
class Programs:
    """The built programs."""

    gateway: Path
    simulator: Path
    load: Path


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def get(url: str, method: str = "GET") -> str:
    with urllib.request.urlopen(urllib.request.Request(url, method=method), timeout=10) as answer:
        return str(answer.read().decode())


def answers(url: str, seconds: float = 60) -> None:
    """Returns as soon as `url` answers 200."""
    end = time.monotonic() + seconds
    while True:
        try:
            get(url)
            return
        except OSError:
            if time.monotonic() > end:
                raise
            time.sleep(0.02)


class Server:
    """A process that serves on a port of this machine, its resident memory sampled from time to time."""

    def __init__(
        self, words: Sequence[object], port: int, log: Path, ready: str = "/health", file_limit: int | None = None
    ) -> None:
        self.words, self.port, self.log, self.ready = [str(word) for word in words], port, log, ready
        self.file_limit = file_limit
        self.memory: list[tuple[float, float]] = []
        self.start()

    def limit(self) -> None:
        """In the child: a file cannot grow beyond the limit, and trying is an error, not a signal."""
        if self.file_limit:
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (self.file_limit, self.file_limit))

    def start(self) -> None:
        with self.log.open("ab") as log:
            # The log goes through a pipe that nobody limits.
            self.process = subprocess.Popen(
                self.words,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL if self.file_limit else log,
                stderr=subprocess.DEVNULL if self.file_limit else log,
                preexec_fn=self.limit,
                restore_signals=False,
            )
        try:
            answers(self.url(self.ready))
        except OSError as error:
            end = self.process.poll()
            raise RuntimeError(f"{self.words[0]} does not answer ({error}; exit {end}), see {self.log}") from error

    def url(self, path: str = "") -> str:
        return f"http://127.0.0.1:{self.port}{path}"

    def resident(self) -> float:
        """Megabytes of the process and its children now."""
        total = 0
        for process in [self.process.pid, *children(self.process.pid)]:
            try:
                status = Path(f"/proc/{process}/status").read_text()
            except OSError:
                continue
            total += sum(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmRSS"))
        return total / 1024

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()

    def stop(self) -> int:
        """SIGTERM; how it ended."""
        if self.process.poll() is None:
            self.process.terminate()
        try:
            return self.process.wait(40)
        except subprocess.TimeoutExpired:
            self.kill()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self.process.poll() is None:
            self.stop()


def children(process: int) -> list[int]:
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            if int(stat.read_text().rpartition(")")[2].split()[1]) == process:
                found.append(int(stat.parent.name))
        except (OSError, ValueError):
            continue
    return found + [deeper for child in found for deeper in children(child)]


def simulator(programs: Programs, folder: Path, port: int, *options: object) -> Server:
    return Server([programs.simulator, "--port", port, *options], port, folder / "simulator.log")


def counts(server: Server) -> Json:
    found: Json = json.loads(get(server.url("/counts")))
    return found


@dataclass
class Sampler:
    """Samples a server's memory on the side, and whatever else is asked of it."""

    server: Server
    every: float = 0.25
    samples: list[float] = field(default_factory=list)

    def __enter__(self) -> Self:
        self.done = threading.Event()

        def sample() -> None:
            while not self.done.wait(self.every):
                if self.server.process.poll() is None:
                    self.samples.append(self.server.resident())

        self.thread = threading.Thread(target=sample)
        self.thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.done.set()
        self.thread.join()


def load(programs: Programs, url: str, *options: object) -> Json:
    """Runs the load generator to its end."""
    words = [programs.load, url, *options]
    done = subprocess.run([os.fspath(w) if isinstance(w, Path) else str(w) for w in words], capture_output=True)
    if done.returncode:
        raise RuntimeError(f"{programs.load.name} ended with {done.returncode}: {done.stderr.decode().strip()}")
    found: Json = json.loads(done.stdout)
    return found


def metric(server: Server, name: str) -> float:
    """The sum of a metric's series; 0 where there is none."""
    total = 0.0
    for line in get(server.url("/metrics")).splitlines():
        label, _, value = line.rpartition(" ")
        if label == name or label.startswith(name + "{"):
            total += float(value)
    return total
