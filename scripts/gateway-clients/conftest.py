"""The gateway and a simulated upstream as processes, for the tests with the official clients."""

import json
import os
import sqlite3
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeVar

import anthropic
import openai
import pytest

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "scripts/lib"))

from gateway_processes import Server, free_port, get  # noqa: E402

Json = dict[str, Any]
Found = TypeVar("Found")


class Simulator(Server):
    """The simulated upstream: what arrived there, and its addresses."""

    def __init__(self, folder: Path) -> None:
        port = free_port()
        super().__init__(
            [os.environ["UPSTREAM_SIMULATOR"], "--port", port, "--record", 200], port, folder / "simulator.log"
        )

    @property
    def api(self) -> str:
        return self.url("/v1")

    def requests(self) -> list[Json]:
        found: list[Json] = json.loads(get(self.url("/requests")))
        return found

    def last(self) -> Json:
        return self.requests()[-1]

    def release(self) -> None:
        """Lets the streams go on that `[[hold:N]]` stopped after N events."""
        get(self.url("/release"), method="POST")


class Gateway(Server):
    """A gateway with its file and its store."""

    def __init__(self, folder: Path, configuration: Json) -> None:
        port = free_port()
        self.store = folder / "traffic.sqlite"
        file = folder / "gateway.yaml"
        # JSON is YAML.
        file.write_text(json.dumps({"listen": f"127.0.0.1:{port}", **configuration}))
        super().__init__([os.environ["TRIAGE_GATEWAY"], "serve", file], port, folder / "gateway.log")

    def openai(self, key: str = "none", **options: Any) -> openai.OpenAI:
        return openai.OpenAI(base_url=self.url("/v1"), api_key=key, max_retries=0, timeout=60, **options)

    def anthropic(self, key: str = "none", **options: Any) -> anthropic.Anthropic:
        return anthropic.Anthropic(base_url=self.url(), api_key=key, max_retries=0, timeout=60, **options)

    def rows(self, query: str, *values: object) -> list[Json]:
        connection = sqlite3.connect(f"file:{self.store}?mode=ro", uri=True, timeout=60)
        try:
            connection.row_factory = sqlite3.Row
            return [dict(row) for row in connection.execute(query, values)]
        finally:
            connection.close()

    def record(self, decision: str) -> Json:
        """The row of a decision, once it is closed, with its attempts."""

        def closed() -> Json | None:
            found = self.rows("SELECT * FROM requests WHERE id = ?", decision)
            return found[0] if found and found[0]["state"] != "streaming" else None

        record = eventually(closed)
        record["trail"] = (record["trail"] or "").split("\n")
        record["attempts"] = self.rows(
            "SELECT * FROM attempts WHERE request = ? ORDER BY position", record["number"]
        )
        return record


def eventually(look: Callable[[], Found | None], seconds: float = 60) -> Found:
    """What `look` finds, as soon as it finds anything. The limit only ends a wait that would never end."""
    end = time.monotonic() + seconds
    while True:
        found = look()
        if found:
            return found
        assert time.monotonic() < end, "nothing was found in time"
        time.sleep(0.01)


def decision(response: Any) -> str:
    """The id of the decision that a raw response was made by."""
    found: str = response.headers["x-triage-decision-id"]
    return found


@pytest.fixture(scope="session")
def simulator(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Simulator]:
    with Simulator(tmp_path_factory.mktemp("simulator")) as server:
        yield server


@pytest.fixture(scope="session")
def configuration(simulator: Simulator) -> Callable[..., Json]:
    """A file of two tiers, `small` and `large`, and what a test adds to it."""

    def make(**changes: Any) -> Json:
        base: Json = {
            "router": str(ROOT / "models/default.triage"),
            # Faults are played here all the time: only tests of their own want a breaker to open.
            "upstreams": {"sim": {"url": simulator.api, "key": "none", "breaker": {"minimum_calls": 1000}}},
            "models": {
                "small": {"upstream": "sim", "version": "small-1", "price": {"input": 0.15, "output": 0.60}},
                "large": {"upstream": "sim", "version": "large-1", "price": {"input": 2.5, "output": 10}},
            },
            "tiers": ["small", "large"],
            "store": {"path": "traffic.sqlite", "content": "full"},
            "log": {"level": "warning"},
        }
        for key, value in changes.items():
            merged = key in ("upstreams", "models") and isinstance(value, dict)
            base[key] = {**base[key], **value} if merged else value
        return base

    return make


@pytest.fixture(scope="session")
def start(
    tmp_path_factory: pytest.TempPathFactory, configuration: Callable[..., Json]
) -> Iterator[Callable[..., Gateway]]:
    """Starts gateways that are stopped at the end."""
    started: list[Gateway] = []

    def make(files: dict[str, str] | None = None, **changes: Any) -> Gateway:
        folder = tmp_path_factory.mktemp("gateway")
        for name, text in (files or {}).items():
            (folder / name).write_text(text)
        started.append(Gateway(folder, configuration(**changes)))
        return started[-1]

    yield make
    for server in started:
        server.process.terminate()
    for server in started:
        server.stop()


@pytest.fixture(scope="session")
def gateway(start: Callable[..., Gateway]) -> Gateway:
    """One that nothing is wrong with."""
    return start(
        rules=[
            {"name": "p1", "when": {"severity": "P1"}, "tier": "large"},
            {"name": "bulk", "when": {"features": ["bulk"]}, "at_most": "small"},
        ]
    )


@pytest.fixture
def client(gateway: Gateway) -> openai.OpenAI:
    return gateway.openai()
