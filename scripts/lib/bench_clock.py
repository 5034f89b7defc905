"""A process that times itself at our word: Tests/Clock for Triage, fasttext_clock.cc for fastText."""

import subprocess
from pathlib import Path
from typing import Self


class Clock:
    """Starts it; `prompts` is how many it has read, `before` the kilobytes it held before it loaded its model."""

    def __init__(self, binary: Path, model: Path, prompts: Path) -> None:
        self.process = subprocess.Popen(
            [binary, model, prompts], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        words = self.answer().split()
        if words[:1] != ["ready"]:
            raise RuntimeError(f"{binary.name} did not start: {' '.join(words)}")
        self.prompts, self.before = int(words[1]), int(words[2])

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self.process.stdin:
            self.process.stdin.close()
        self.process.wait()

    def answer(self) -> str:
        assert self.process.stdout
        line = self.process.stdout.readline()
        if not line:
            raise RuntimeError(f"{self.process.args[0]} ended with {self.process.wait()}")  # type: ignore[index]
        return line.strip()

    def ask(self, command: str) -> str:
        assert self.process.stdin
        self.process.stdin.write(command + "\n")
        self.process.stdin.flush()
        return self.answer()

    def time(self, times: int, what: str = "pass") -> float:
        """Nanoseconds a prompt."""
        return float(self.ask(f"{what} {times}"))

    def singles(self, times: int) -> list[int]:
        """Nanoseconds of each decision, `times` a prompt."""
        return [int(word) for word in self.ask(f"singles {times}").split()]

    def rate(self) -> float:
        """Cycles that the core does in a nanosecond just now, 0 where that is not known."""
        return float(self.ask("rate"))

    def wide(self) -> bool:
        """Whether Triage does here what other processors may lack."""
        return self.ask("wide") == "1"

    def resident(self) -> int:
        """Kilobytes held beyond those before loading."""
        return int(self.ask("resident")) - self.before
