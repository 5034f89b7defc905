"""What the clients see when something is wrong: on their side, at the gateway, upstream."""

import json
import subprocess
from collections.abc import Callable
from os import environ
from typing import Any

import openai
import pytest
from conftest import Gateway, Simulator, decision, eventually, free_port
from test_openai_chat import EASY, user


@pytest.fixture(scope="module")
def guarded(start: Callable[..., Gateway]) -> tuple[Gateway, str]:
    """A gateway with keys and tight limits, and a key."""
    made = subprocess.run([environ["TRIAGE_GATEWAY"], "key", "ann"], capture_output=True, text=True, check=True)
    words = (made.stdout + made.stderr).split()
    key = next(word for word in words if word.startswith("tg-"))
    line = next(word for word in words if word.startswith("ann:"))
    server = start(
        files={"callers.keys": line + "\n"},
        callers={"keys": "callers.keys"},
        limits={"body": "8KB", "rate": 0.001},
    )
    return server, key


def test_keys_limits_and_rates(guarded: tuple[Gateway, str]) -> None:
    server, key = guarded
    for wrong in ("none", "tg-" + "0" * 64):
        with pytest.raises(openai.AuthenticationError) as caught:
            server.openai(key=wrong).chat.completions.create(model="auto", messages=user(EASY))
        assert caught.value.code == "invalid_api_key"
    response = server.openai(key=key).chat.completions.with_raw_response.create(model="auto", messages=user(EASY))
    assert server.record(decision(response))["caller"] == "ann"
    with pytest.raises(openai.RateLimitError) as limited:
        server.openai(key=key).chat.completions.create(model="auto", messages=user(EASY))
    assert limited.value.code == "rate_limit_exceeded"
    assert int(limited.value.response.headers["retry-after"]) >= 1


def test_too_large(start: Callable[..., Gateway]) -> None:
    server = start(limits={"body": "8KB"})
    with pytest.raises(openai.APIStatusError) as caught:
        server.openai().chat.completions.create(model="auto", messages=user("x" * 9000))
    with pytest.raises(openai.APIStatusError) as caught:
        server.openai().chat.completions.create(model="auto", messages=user("x" * 5_000_000))
    assert caught.value.status_code == 413
    assert caught.value.code == "request_too_large"


def test_an_unknown_model(gateway: Gateway, client: openai.OpenAI) -> None:
    with pytest.raises(openai.NotFoundError) as caught:
        client.chat.completions.create(model="gpt-99", messages=user(EASY))
    assert (caught.value.code, caught.value.param) == ("model_not_found", "model")
    record = gateway.record(decision(caught.value.response))
    assert (record["state"], record["status"], record["cost"]) == ("refused", 404, 0)


@pytest.mark.parametrize(
    ("body", "parameter"),
    [
        ({"model": "auto"}, "messages"),
        ({"model": "auto", "messages": []}, "messages"),
        ({"model": "auto", "messages": ["hi"]}, "messages[0]"),
        ({"messages": [{"role": "user", "content": "hi"}]}, "model"),
        ({"model": "auto", "messages": [{"role": "user", "content": 7}]}, "messages[0].content"),
    ],
)
def test_a_malformed_request(client: openai.OpenAI, body: Any, parameter: str) -> None:
    with pytest.raises(openai.BadRequestError) as caught:
        client.post("/chat/completions", body=body, cast_to=object)
    assert caught.value.param == parameter
    assert caught.value.type == "invalid_request_error"


def test_an_unknown_address(client: openai.OpenAI) -> None:
    with pytest.raises(openai.NotFoundError):
        client.embeddings.create(model="auto", input="x")


@pytest.mark.parametrize("status", [400, 413, 422])
def test_what_is_the_callers_fault_upstream_is_not_tried_elsewhere(
    gateway: Gateway, client: openai.OpenAI, status: int
) -> None:
    with pytest.raises(openai.APIStatusError) as caught:
        client.chat.completions.create(model="auto", messages=user(f"Hello. [[status:{status}]]"))
    assert caught.value.status_code == status
    assert f"simulated status {status}" in caught.value.message
    record = gateway.record(decision(caught.value.response))
    assert record["state"] == "failed"
    assert [attempt["status"] for attempt in record["attempts"]] == [status]


def test_upstream_errors_fall_back(start: Callable[..., Gateway]) -> None:
    server = start()
    for status in (401, 403, 404, 500, 503):
        response = server.openai().chat.completions.with_raw_response.create(
            model="auto", messages=user(f"Hello. [[status@small-1:{status}]]")
        )
        assert response.parse().model == "large-1"
        record = server.record(decision(response))
        assert record["attempts"][0]["status"] == status
        assert (record["attempts"][0]["outcome"], record["attempts"][-1]["outcome"]) == ("failed", "served")


@pytest.mark.parametrize("fault", ["broken", "cut", "reset", "error"])
def test_faults_fall_back(start: Callable[..., Gateway], fault: str) -> None:
    server = start()
    answer = server.openai().chat.completions.create(
        model="auto", messages=user(f"Hello. [[simulate@small-1:{fault}]]")
    )
    assert answer.model == "large-1"


def test_a_limit_upstream_is_told_with_its_wait(start: Callable[..., Gateway]) -> None:
    server = start()
    with pytest.raises(openai.RateLimitError) as caught:
        server.openai().chat.completions.create(model="small", messages=user("Hello. [[simulate:limit]]"))
    assert int(caught.value.response.headers["retry-after"]) >= 1
    record = server.record(decision(caught.value.response))
    assert (record["state"], record["status"]) == ("failed", 429)


def test_nothing_answers(start: Callable[..., Gateway]) -> None:
    nowhere = {"url": f"http://127.0.0.1:{free_port()}/v1", "key": "none", "retries": 0}
    server = start(upstreams={"sim": nowhere})
    with pytest.raises(openai.InternalServerError) as caught:
        server.openai().chat.completions.create(model="auto", messages=user(EASY))
    assert caught.value.status_code == 502
    record = server.record(decision(caught.value.response))
    assert record["state"] == "failed"
    assert [attempt["outcome"] for attempt in record["attempts"]] == ["failed", "failed"]


def test_an_upstream_that_hangs_is_given_up(start: Callable[..., Gateway], simulator: Simulator) -> None:
    hasty = {"url": simulator.api, "key": "none", "timeouts": {"first_byte": "300ms"}}
    # Only the small model's calls are in a hurry: the large one may take its time on a busy machine.
    small = {"upstream": "hasty", "version": "small-1", "price": {"input": 0.15, "output": 0.60}}
    server = start(upstreams={"hasty": hasty}, models={"small": small})
    answer = server.openai().chat.completions.create(
        model="auto", messages=user("Hello. [[simulate@small-1:hang]]")
    )
    assert answer.model == "large-1"


def test_a_stream_that_stalls_ends_in_an_error(start: Callable[..., Gateway], simulator: Simulator) -> None:
    hasty = {"url": simulator.api, "key": "none", "timeouts": {"first_byte": "3s"}}
    server = start(upstreams={"sim": hasty})
    response = server.openai().chat.completions.with_raw_response.create(
        model="small", messages=user("Hello. [[simulate:stall]]"), stream=True
    )
    with pytest.raises(openai.APIError):
        list(response.parse())
    record = server.record(decision(response))
    assert (record["state"], record["attempts"][-1]["outcome"]) == ("failed", "cut")


def test_too_many_at_once(start: Callable[..., Gateway], simulator: Simulator) -> None:
    server = start(limits={"concurrency": 1})
    stream = server.openai().chat.completions.create(
        model="small", messages=user("Slowly. [[hold:1]]"), stream=True
    )
    next(iter(stream))
    with pytest.raises(openai.InternalServerError) as caught:
        server.openai().chat.completions.create(model="small", messages=user(EASY))
    assert (caught.value.status_code, caught.value.code) == (503, "overloaded")
    simulator.release()
    list(stream)

    def free() -> bool:
        """The place is given back a moment after the stream's end."""
        try:
            server.openai().chat.completions.create(model="small", messages=user(EASY))
        except openai.InternalServerError:
            return False
        return True

    assert eventually(free)


def test_keys_of_upstreams_are_never_told(start: Callable[..., Gateway], simulator: Simulator) -> None:
    server = start(
        files={"upstream.key": "sk-upstream\n"},
        upstreams={"sim": {"url": simulator.api, "key": "file:upstream.key"}},
        log={"level": "trace"},
    )
    response = server.openai().chat.completions.with_raw_response.create(model="small", messages=user(EASY))
    assert simulator.last()["headers"]["authorization"] == "Bearer sk-upstream"
    with pytest.raises(openai.APIStatusError) as caught:
        server.openai().chat.completions.create(model="small", messages=user("[[status:401]]"))
    told = json.dumps(dict(response.headers)) + response.text + caught.value.response.text + server.log.read_text()
    assert "sk-upstream" not in told
