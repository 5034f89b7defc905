"""Callers of a gateway who ask the prompts of outcome records and score what they were served by the outcome recorded."""

import http.client
import json
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

Line = dict[str, Any]

CALLERS = 8


class Caller:
    """One connection, one request after another."""

    def __init__(self, port: int) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)

    def post(self, path: str, body: Any) -> http.client.HTTPResponse:
        """The answer, read; its headers are what counts."""
        self.connection.request("POST", path, json.dumps(body), {"content-type": "application/json"})
        answer = self.connection.getresponse()
        said = answer.read()
        if answer.status != 200:
            raise RuntimeError(f"{path}: {answer.status} {said[:300]!r}")
        return answer

    def ask(self, line: Line) -> None:
        """One prompt, and the score of the model that answered."""
        messages = [{"role": "user", "content": line["prompt"]}]
        answer = self.post("/v1/chat/completions", {"model": "auto", "messages": messages})
        score = line["outcomes"][answer.headers["x-triage-model"]]["score"]
        self.post("/v1/feedback", {"id": answer.headers["x-triage-decision-id"], "score": score})


def play(port: int, lines: Sequence[Line]) -> None:
    """Every prompt once, by a few callers at a time."""

    def share(place: int) -> None:
        caller = Caller(port)
        for line in lines[place::CALLERS]:
            caller.ask(line)

    with ThreadPoolExecutor(CALLERS) as callers:
        list(callers.map(share, range(CALLERS)))
