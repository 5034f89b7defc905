"""Compares what clients saw, what the gateway's traffic store holds and what the simulated upstream counted."""

import json
import sqlite3
from collections import Counter
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

from gateway_processes import Json

# Dollars for a million tokens: prompt, cached prompt, answer. A dollar for a million tokens is 10**6 picodollars each.
PRICES = {
    "small": ("0.15", "0.075", "0.60"),
    "other-small": ("0.25", "0.025", "1.25"),
    "large": ("2.50", "1.25", "10.00"),
    "other-large": ("3.00", "0.30", "15.00"),
}
CLEAR = {"answered", "empty", "refused", "broken_off"}
STATES = {"answered": {"served"}, "empty": {"served"}, "refused": {"failed", "refused"}, "broken_off": {"failed"}}


@dataclass
class Checks:
    """What was checked and what it showed."""

    failed: int = 0
    lines: list[str] = field(default_factory=list)

    def expect(self, what: str, holds: bool, shown: object = "") -> None:
        self.failed += not holds
        self.lines.append(f"- {'ok' if holds else '**FAILED**'}: {what}{f': {shown}' if shown != '' else ''}")

    def say(self, what: str) -> None:
        self.lines.append(f"- {what}")


def picodollars(model: str, count: Json) -> int:
    fresh, cached, output = (int(Decimal(price) * 10**6) for price in PRICES[model])
    return (
        (count["input"] - count["cached_input"]) * fresh + count["cached_input"] * cached + count["output"] * output
    )


class Store:
    """The traffic store, read after or beside the gateway."""

    def __init__(self, path: Path) -> None:
        self.base = sqlite3.connect(path, timeout=10)
        self.base.row_factory = sqlite3.Row

    def rows(self, sql: str, *values: object) -> list[sqlite3.Row]:
        return self.base.execute(sql, values).fetchall()

    def number(self, sql: str) -> int:
        return int(self.base.execute(sql).fetchone()[0] or 0)

    def states(self) -> dict[str, str]:
        return {row["id"]: row["state"] for row in self.rows("SELECT id, state FROM requests")}

    def reported(self) -> dict[str, Json]:
        """By model: the attempts with reported usage and their tokens and money."""
        rows = self.rows(
            "SELECT model, COUNT(*) AS answers, SUM(input) AS input, SUM(cached_input) AS cached_input, "
            "SUM(output) AS output, SUM(reasoning) AS reasoning, SUM(cost) AS cost FROM attempts "
            "WHERE outcome IN ('served', 'invalid') AND reason IS NOT 'usage estimated' GROUP BY model"
        )
        return {row["model"]: {key: row[key] for key in row.keys()} for row in rows}  # noqa: SIM118


def seen(record: Path) -> list[Json]:
    return [json.loads(line) for line in record.read_text().splitlines()]


def each_once(checks: Checks, clients: list[Json], store: Store, requests: int, unasked: int) -> None:
    """Every request answered once or refused clearly, and written down once."""
    ends = Counter(line["end"] for line in clients)
    numbers = Counter(line["number"] for line in clients)
    checks.expect("every request ended", len(numbers) == requests, f"{len(numbers):,} of {requests:,}")
    checks.expect("none ended twice, no answer came unasked", max(numbers.values()) == 1 and unasked == 0, unasked)
    shown = ", ".join(f"{end} {count:,}" for end, count in ends.most_common())
    checks.expect("all answered in full, with their own answer, or refused with a clear error", set(ends) <= CLEAR, shown)
    ids = Counter(line["id"] for line in clients)
    checks.expect("every reply names its decision", None not in ids, ids.get(None, 0))
    checks.expect("decisions' names are unique", max(ids.values()) == 1)
    states = store.states()
    checks.expect(
        "the store's rows are the clients' decisions", set(states) == set(ids), f"{len(states):,} and {len(ids):,}"
    )
    wrong = [line for line in clients if states.get(line["id"]) not in STATES.get(line["end"], set())]
    checks.expect("each row's state is what its client saw", not wrong, f"{len(wrong)} differ" if wrong else "")
    for line in wrong[:3]:
        checks.say(f"  {line} is {states.get(line['id'])!r} in the store")


def totals(checks: Checks, store: Store, upstream: Json) -> None:
    """Attempts, tokens and dollars: the store's own sums against the upstream's count."""
    attempts = store.number("SELECT COUNT(*) FROM attempts")
    checks.expect("attempts in the store = requests at the upstream", attempts == upstream["requests"],
                  f"{attempts:,} and {upstream['requests']:,}")
    reported = store.reported()
    for model in sorted(set(reported) | set(upstream["models"])):
        ours, theirs = reported.get(model, {}), upstream["models"].get(model, {})
        fields = ("answers", "input", "cached_input", "output", "reasoning")
        same = all(ours.get(name, 0) == theirs.get(name, 0) for name in fields)
        money = picodollars(model, theirs) if theirs else 0
        checks.expect(
            f"`{model}`: answers, tokens and dollars", same and ours.get("cost", 0) == money,
            f"{ours.get('answers', 0):,} answers, {ours.get('input', 0):,} + {ours.get('output', 0):,} tokens, "
            f"${ours.get('cost', 0) / 1e12:.12f}"
            + ("" if same else f"; the upstream counted {theirs}, ${money / 1e12:.12f}"),
        )
    costs = store.number("SELECT SUM(cost) FROM requests"), store.number("SELECT SUM(cost) FROM attempts")
    checks.expect("requests' costs = their attempts' costs", costs[0] == costs[1], f"${costs[0] / 1e12:.12f}")
    estimated = store.number(
        "SELECT COUNT(*) FROM attempts WHERE cost > 0 AND (outcome NOT IN ('served', 'invalid') "
        "OR reason IS 'usage estimated')"
    )
    checks.say(f"attempts paid by an estimate, because they broke off before their usage: {estimated:,}")
