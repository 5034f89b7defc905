"""Triage itself: trained by the command, timed by the clock."""

from pathlib import Path

from bench_clock import Clock
from bench_rows import Rows, write_prompts
from triage_command import Triage


class TriagePeer:
    title = "Triage"

    def __init__(self, rows: Rows, scratch: Path, triage: Triage, clock: Path) -> None:
        self.model = scratch / "mmlu.triage"
        models = (rows.pair.weak, rows.pair.strong)
        triage.train(rows.path, models, self.model, seed=1)
        self.probabilities = triage.score(self.model, rows.test, models)
        self.binary = clock
        timed = write_prompts(scratch / "timed.prompts", [p.encode() for p in rows.timed])
        self.clock = Clock(clock, self.model, timed)

    def time(self) -> float:
        """Nanoseconds a decision."""
        return self.clock.time(20)

    @property
    def prompts(self) -> int:
        return self.clock.prompts
