"""Anthropic's client, answered by upstreams of OpenAI's API and of its own."""

import json
import subprocess
from collections.abc import Callable
from os import environ
from typing import Any

import anthropic
import pytest
import test_openai_chat as chat
from conftest import Gateway, Simulator, decision, eventually
from test_openai_chat import EASY, Invoice, user

WEATHER: Any = {
    "name": "weather",
    "description": "Tells the weather.",
    "input_schema": {"type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"]},
}
TIME: Any = {"name": "time", "input_schema": {"type": "object", "properties": {}}}


@pytest.fixture(scope="module")
def both(start: Callable[..., Gateway], simulator: Simulator) -> Gateway:
    """Tier `claude` is an upstream of Anthropic's API, tier `large` of OpenAI's."""
    return start(
        upstreams={"house": {"url": simulator.api, "api": "anthropic", "key": "none"}},
        models={"claude": {"upstream": "house", "version": "claude-1", "price": {"input": 3, "output": 15}}},
        tiers=["claude", "large"],
    )


@pytest.fixture
def client(gateway: Gateway) -> anthropic.Anthropic:
    return gateway.anthropic()


def text(message: Any) -> str:
    return "".join(block.text for block in message.content if block.type == "text")


def test_a_message(gateway: Gateway, client: anthropic.Anthropic, simulator: Simulator) -> None:
    response = client.messages.with_raw_response.create(
        model="auto",
        max_tokens=64,
        system=[{"type": "text", "text": "Be brief."}],
        messages=user(EASY),
        stop_sequences=["END"],
        extra_body={"temperature": 0.5},
        metadata={"user_id": "ann", "feature": "bulk"},
    )
    message = response.parse()
    assert message.model == "small-1"
    assert message.stop_reason == "end_turn"
    assert text(message).startswith("answer ")
    assert response.headers["x-triage-tier"] == "small"
    assert message._request_id == decision(response)

    arrived = simulator.last()
    assert arrived["path"].endswith("/v1/chat/completions")
    assert arrived["body"] == {
        "model": "small-1",
        "messages": [{"role": "system", "content": "Be brief."}, *user(EASY)],
        "max_tokens": 64,
        "temperature": 0.5,
        "stop": ["END"],
        "user": "ann",
    }
    record = gateway.record(decision(response))
    assert (record["state"], record["endpoint"]) == ("served", "messages")
    assert (record["user"], record["feature"]) == ("ann", "bulk")
    counted = message.usage.input_tokens + message.usage.cache_read_input_tokens
    assert (record["input"], record["output"]) == (counted, message.usage.output_tokens)


def test_tools_one_after_the_other_and_at_once(client: anthropic.Anthropic, simulator: Simulator) -> None:
    messages = user("The weather, twice. [[calls:2]]")
    asked = client.messages.create(model="auto", max_tokens=64, messages=messages, tools=[WEATHER, TIME])
    assert asked.stop_reason == "tool_use"
    calls = [block for block in asked.content if block.type == "tool_use"]
    assert [(call.name, call.input) for call in calls] == [("weather", {"city": "text"}), ("time", {})]
    messages += [
        {"role": "assistant", "content": asked.content},
        {
            "role": "user",
            "content": [
                {"type": "tool_result", "tool_use_id": calls[0].id, "content": "rain"},
                {"type": "tool_result", "tool_use_id": calls[1].id, "content": [{"type": "text", "text": "noon"}]},
                {"type": "text", "text": "Well?"},
            ],
        },
    ]
    answer = client.messages.create(
        model="auto", max_tokens=64, messages=messages, tools=[WEATHER, TIME], tool_choice={"type": "none"}
    )
    assert text(answer).startswith("answer ")
    body = simulator.last()["body"]
    assert body["messages"][2:] == [
        {"role": "tool", "tool_call_id": calls[0].id, "content": "rain"},
        {"role": "tool", "tool_call_id": calls[1].id, "content": "noon"},
        {"role": "user", "content": "Well?"},
    ]
    assert body["tool_choice"] == "none"


def test_images(client: anthropic.Anthropic, simulator: Simulator) -> None:
    source = {"type": "base64", "media_type": "image/png", "data": "iVBORw0KGgo="}
    content = [{"type": "text", "text": "What is this?"}, {"type": "image", "source": source}]
    client.messages.create(model="small", max_tokens=64, messages=user(content))
    parts = simulator.last()["body"]["messages"][0]["content"]
    assert parts[1] == {"type": "image_url", "image_url": {"url": "data:image/png;base64,iVBORw0KGgo="}}


@pytest.mark.parametrize("tier", ["small", "claude"])
def test_streams(gateway: Gateway, both: Gateway, tier: str) -> None:
    server = gateway if tier == "small" else both
    with server.anthropic().messages.stream(model=tier, max_tokens=64, messages=user(EASY)) as stream:
        kinds = [event.type for event in stream]
        message = stream.get_final_message()
    assert kinds[0] == "message_start"
    assert kinds[-1] == "message_stop"
    assert kinds.count("content_block_start") == kinds.count("content_block_stop") == 1
    assert text(message).startswith("answer ")
    assert message.model == ("small-1" if tier == "small" else "claude-1")
    record = server.record(decision(stream.response))
    assert record["state"] == "served"
    counted = message.usage.input_tokens + (message.usage.cache_read_input_tokens or 0)
    assert (record["input"], record["output"]) == (counted, message.usage.output_tokens)


@pytest.mark.parametrize("tier", ["small", "claude"])
def test_tools_in_streams(gateway: Gateway, both: Gateway, tier: str) -> None:
    server = gateway if tier == "small" else both
    with server.anthropic().messages.stream(
        model=tier, max_tokens=64, messages=user("Both. [[calls:2]]"), tools=[WEATHER, TIME]
    ) as stream:
        message = stream.get_final_message()
    assert message.stop_reason == "tool_use"
    assert [(block.name, block.input) for block in message.content if block.type == "tool_use"] == [
        ("weather", {"city": "text"}),
        ("time", {}),
    ]


def test_an_upstream_of_its_own_gets_everything(both: Gateway, simulator: Simulator) -> None:
    messages = [
        {
            "role": "user",
            "content": [{"type": "text", "text": EASY, "cache_control": {"type": "ephemeral"}}],
        },
        {"role": "assistant", "content": [{"type": "thinking", "thinking": "Hm.", "signature": "s"}]},
        {"role": "user", "content": "Go on."},
    ]
    tools: Any = [{"type": "web_search_20250305", "name": "web_search", "max_uses": 1}]
    message = both.anthropic().beta.messages.create(
        model="claude",
        max_tokens=3000,
        messages=messages,
        tools=tools,
        tool_choice={"type": "none"},
        thinking={"type": "enabled", "budget_tokens": 2000},
        extra_body={"top_k": 4},
        metadata={"user_id": "ann", "feature": "f"},
        betas=["interleaved-thinking-2025-05-14"],
    )
    assert message.model == "claude-1"
    arrived = simulator.last()
    assert arrived["path"].endswith("/v1/messages")
    assert arrived["headers"]["anthropic-beta"] == "interleaved-thinking-2025-05-14"
    assert arrived["headers"]["anthropic-version"] == "2023-06-01"
    assert arrived["body"] == {
        "model": "claude-1",
        "max_tokens": 3000,
        "messages": messages,
        "tools": tools,
        "tool_choice": {"type": "none"},
        "thinking": {"type": "enabled", "budget_tokens": 2000},
        "top_k": 4,
        "metadata": {"user_id": "ann"},
    }


def test_what_one_api_cannot_say_goes_to_the_other(both: Gateway) -> None:
    tools: Any = [{"type": "web_search_20250305", "name": "web_search"}]
    with pytest.raises(anthropic.BadRequestError) as caught:
        both.anthropic().messages.create(model="large", max_tokens=9, messages=user(EASY), tools=tools)
    assert "web_search" in caught.value.message


def test_openais_client_and_an_upstream_of_anthropics_api(both: Gateway, simulator: Simulator) -> None:
    stream = both.openai().chat.completions.create(
        model="claude", messages=user(EASY), stream=True, stream_options={"include_usage": True}
    )
    chunks = list(stream)
    assert "".join(chunk.choices[0].delta.content or "" for chunk in chunks if chunk.choices).startswith("answer ")
    assert chunks[-1].usage.completion_tokens > 0
    assert simulator.last()["path"].endswith("/v1/messages")
    answer = both.openai().chat.completions.create(model="claude", messages=user(EASY))
    assert answer.choices[0].message.content.startswith("answer ")


def test_openais_tools_and_formats_with_an_upstream_of_anthropics_api(both: Gateway, simulator: Simulator) -> None:
    client = both.openai()
    parsed = client.chat.completions.parse(model="claude", messages=user("Extract."), response_format=Invoice)
    assert parsed.choices[0].message.parsed == Invoice(number="text", total=1.5, lines=["text"])
    messages = user("Both. [[calls:2]]")
    asked = client.chat.completions.create(model="claude", messages=messages, tools=[chat.WEATHER, chat.TIME])
    message = asked.choices[0].message
    assert [call.function.name for call in message.tool_calls] == ["weather", "time"]
    messages.append(message.model_dump(exclude_none=True))
    for call in message.tool_calls:
        messages.append({"role": "tool", "tool_call_id": call.id, "content": "rain"})
    with client.chat.completions.stream(
        model="claude", messages=messages, tools=[chat.WEATHER, chat.TIME]
    ) as stream:
        answer = stream.get_final_completion()
    assert answer.choices[0].message.content.startswith("answer ")
    results = simulator.last()["body"]["messages"][-1]["content"]
    assert [(part["type"], part["tool_use_id"]) for part in results] == [
        ("tool_result", call.id) for call in message.tool_calls
    ]


def test_falling_back_from_one_api_to_the_other(both: Gateway) -> None:
    for mark in ("[[status@claude-1:529]]", "[[simulate@claude-1:broken]]"):
        message = both.anthropic().messages.create(model="auto", max_tokens=64, messages=user("Hello. " + mark))
        assert message.model == "large-1"
        assert text(message).startswith("answer ")


def test_structured_output(client: anthropic.Anthropic, simulator: Simulator) -> None:
    schema = {"type": "object", "properties": {"n": {"type": "integer"}}, "required": ["n"], "additionalProperties": False}
    message = client.messages.create(
        model="small",
        max_tokens=64,
        messages=user("A number."),
        output_config={"format": {"type": "json_schema", "schema": schema}},
    )
    assert json.loads(text(message)) == {"n": 1}
    assert simulator.last()["body"]["response_format"]["json_schema"]["schema"] == schema


def test_count_tokens_and_models(client: anthropic.Anthropic) -> None:
    few = client.messages.count_tokens(model="auto", messages=user(EASY)).input_tokens
    many = client.messages.count_tokens(model="auto", messages=user(EASY * 100)).input_tokens
    assert 1 < few < 100 < many
    assert [model.id for model in client.models.list()] == ["auto", "small", "large"]


def test_count_tokens_has_no_limit(start: Callable[..., Gateway]) -> None:
    prices = {"input": 0.15, "output": 0.60}
    short = {"upstream": "sim", "price": prices, "context": 2000}
    server = start(models={name: {**short, "version": f"{name}-1"} for name in ("small", "large")})
    client = server.anthropic()
    assert client.messages.count_tokens(model="auto", messages=user("word " * 20_000)).input_tokens > 20_000


def test_errors(gateway: Gateway, client: anthropic.Anthropic) -> None:
    def create(model: str = "auto", prompt: Any = EASY, **options: Any) -> Any:
        return client.messages.create(model=model, max_tokens=64, messages=user(prompt), **options)

    with pytest.raises(anthropic.NotFoundError) as missing:
        create("claude-99")
    assert missing.value.body["error"]["type"] == "not_found_error"
    assert gateway.record(decision(missing.value.response))["state"] == "refused"
    with pytest.raises(anthropic.BadRequestError) as bad:
        client.post("/v1/messages", body={"model": "auto", "messages": user(EASY)}, cast_to=object)
    assert bad.value.body["error"]["type"] == "invalid_request_error"
    assert "max_tokens" in bad.value.message
    with pytest.raises(anthropic.BadRequestError) as refused:
        create(prompt="[[status:400]]")
    assert "simulated status 400" in refused.value.message
    with pytest.raises(anthropic.InternalServerError) as failed:
        create("small", "[[simulate:error]]")
    assert failed.value.body["error"]["type"] == "api_error"


def test_a_limit_is_told_with_its_wait(start: Callable[..., Gateway]) -> None:
    with pytest.raises(anthropic.RateLimitError) as caught:
        start().anthropic().messages.create(model="small", max_tokens=9, messages=user("[[simulate:limit]]"))
    assert caught.value.body["error"]["type"] == "rate_limit_error"
    assert int(caught.value.response.headers["retry-after"]) >= 1


def test_keys(start: Callable[..., Gateway]) -> None:
    made = subprocess.run([environ["TRIAGE_GATEWAY"], "key", "bob"], capture_output=True, text=True, check=True)
    words = (made.stdout + made.stderr).split()
    line = next(word for word in words if word.startswith("bob:"))
    server = start(files={"callers.keys": line + "\n"}, callers={"keys": "callers.keys"}, limits={"body": "8KB"})
    with pytest.raises(anthropic.AuthenticationError) as caught:
        server.anthropic().messages.create(model="auto", max_tokens=9, messages=user(EASY))
    assert caught.value.body["error"]["type"] == "authentication_error"
    key = next(word for word in words if word.startswith("tg-"))
    client = server.anthropic(key=key)
    response = client.messages.with_raw_response.create(model="auto", max_tokens=9, messages=user(EASY))
    assert server.record(decision(response))["caller"] == "bob"
    with pytest.raises(anthropic.APIStatusError) as large:
        client.messages.create(model="auto", max_tokens=9, messages=user("x" * 9000))
    assert large.value.body["error"]["type"] == "request_too_large"


@pytest.mark.parametrize("tier", ["small", "claude"])
def test_a_stream_that_is_left(gateway: Gateway, both: Gateway, tier: str) -> None:
    server = gateway if tier == "small" else both
    stream = server.anthropic().messages.create(
        model=tier, max_tokens=64, messages=user("Slowly. [[hold:4]]"), stream=True
    )
    seen = [next(iter(stream)) for _ in range(3)]
    assert seen[0].type == "message_start"
    stream.close()
    record = server.record(decision(stream.response))
    assert record["state"] == "cancelled"
    assert [attempt["outcome"] for attempt in record["attempts"]] == ["cancelled"]


@pytest.mark.parametrize("tier", ["small", "claude"])
@pytest.mark.parametrize("fault", ["cut", "event"])
def test_a_stream_that_breaks_off(gateway: Gateway, both: Gateway, tier: str, fault: str) -> None:
    server = gateway if tier == "small" else both
    stream = server.anthropic().messages.create(
        model=tier, max_tokens=64, messages=user(f"[[simulate:{fault}]]"), stream=True
    )
    with pytest.raises(anthropic.APIStatusError) as caught:
        list(stream)
    assert caught.value.body["type"] == "error"
    found = eventually(lambda: server.record(decision(stream.response)))
    assert (found["state"], found["attempts"][-1]["outcome"]) == ("failed", "cut")


def test_a_failed_check_moves_a_message_up(start: Callable[..., Gateway]) -> None:
    server = start(tiers=[{"name": "small", "models": ["small"], "checks": ["no_refusal"]}, "large"])
    prompt = "Hello. [[say@small-1:I'm sorry, but I can't help with that.]]"
    with server.anthropic().messages.stream(
        model="auto", max_tokens=64, messages=user(prompt), extra_headers={"x-triage-error-tolerance": "1"}
    ) as stream:
        assert stream.get_final_message().model == "large-1"
    record = server.record(decision(stream.response))
    assert [attempt["outcome"] for attempt in record["attempts"]] == ["invalid", "served"]
