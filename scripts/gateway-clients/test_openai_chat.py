"""OpenAI's client: chat, tools, formats, and that nothing is lost on the way."""

import asyncio
import json
from decimal import Decimal
from typing import Any

import openai
import pytest
from conftest import Gateway, Simulator, decision
from pydantic import BaseModel

EASY = "Say hello."
WEATHER: Any = {
    "type": "function",
    "function": {
        "name": "weather",
        "description": "Tells the weather.",
        "parameters": {"type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"]},
    },
}
TIME: Any = {"type": "function", "function": {"name": "time", "parameters": {"type": "object", "properties": {}}}}


def user(text: Any) -> Any:
    return [{"role": "user", "content": text}]


def test_chat(gateway: Gateway, client: openai.OpenAI) -> None:
    response = client.chat.completions.with_raw_response.create(model="auto", messages=user(EASY))
    answer = response.parse()
    assert answer.choices[0].message.content.startswith("answer ")
    assert answer.model == "small-1"
    assert answer.usage.prompt_tokens > 0

    headers = response.headers
    assert headers["x-triage-tier"] == headers["x-triage-model"] == "small"
    assert headers["x-triage-cause"] == "learned"
    assert 0 <= float(headers["x-triage-sufficiency"]) <= 1
    assert headers["x-triage-band"]
    assert headers["x-triage-router"]
    cost = Decimal(answer.usage.prompt_tokens) * Decimal("0.15e-6") + Decimal(
        answer.usage.completion_tokens
    ) * Decimal("0.60e-6")
    assert Decimal(headers["x-triage-cost"].lstrip("$")) == cost

    record = gateway.record(decision(response))
    assert record["state"] == "served"
    assert (record["tier_name"], record["model"], record["status"]) == ("small", "small", 200)
    assert record["cost"] == int(cost * 10**12)
    assert (record["input"], record["output"]) == (answer.usage.prompt_tokens, answer.usage.completion_tokens)
    assert record["prompt"] == EASY
    assert record["answer"] == answer.choices[0].message.content
    assert [attempt["outcome"] for attempt in record["attempts"]] == ["served"]


@pytest.mark.parametrize("name", ["large", "large-1"])
def test_a_tier_or_a_model_may_be_named(client: openai.OpenAI, name: str) -> None:
    response = client.chat.completions.with_raw_response.create(model=name, messages=user(EASY))
    assert response.headers["x-triage-tier"] == "large"
    assert response.headers["x-triage-cause"] == "requested"
    assert response.parse().model == "large-1"


def test_unknown_fields_arrive_untouched(client: openai.OpenAI, simulator: Simulator) -> None:
    messages: Any = [
        {"role": "system", "content": "Be brief.", "x_note": 1},
        {"role": "user", "content": "Unknown fields?", "name": "ann"},
    ]
    body: Any = {
        "seed": 7,
        "temperature": 0.25,
        "logit_bias": {"50256": -100},
        "stop": ["END"],
        "reasoning_effort": "low",
        "service_tier": "auto",
    }
    extra: Any = {"top_k": 3, "x_vendor": {"a": [1, 2.5, None, {"b": "ü\U0001f600\\"}]}, "n_probs": 0}
    client.chat.completions.create(model="small", messages=messages, extra_body=extra, **body)
    arrived = simulator.last()
    assert arrived["body"] == {"model": "small-1", "messages": messages, **body, **extra}
    assert arrived["path"].endswith("/v1/chat/completions")


def test_the_callers_key_stays_here(gateway: Gateway, simulator: Simulator) -> None:
    gateway.openai(key="sk-secret").chat.completions.create(model="small", messages=user(EASY))
    assert "sk-secret" not in json.dumps(simulator.last())


def test_content_in_parts(gateway: Gateway, client: openai.OpenAI, simulator: Simulator) -> None:
    parts = [
        {"type": "text", "text": "What is in these?"},
        {"type": "image_url", "image_url": {"url": "data:image/png;base64,iVBORw0KGgo=", "detail": "low"}},
        {"type": "input_audio", "input_audio": {"data": "AAAA", "format": "wav"}},
        {"type": "x_future", "anything": [True]},
    ]
    response = client.chat.completions.with_raw_response.create(model="small", messages=user(parts))
    assert simulator.last()["body"]["messages"][0]["content"] == parts
    assert gateway.record(decision(response))["prompt"] == "What is in these?"


def test_a_tool_is_called_and_its_result_answered(client: openai.OpenAI, simulator: Simulator) -> None:
    messages = user("What is the weather in Bern?")
    asked = client.chat.completions.create(model="auto", messages=messages, tools=[WEATHER])
    choice = asked.choices[0]
    assert choice.finish_reason == "tool_calls"
    call = choice.message.tool_calls[0]
    assert call.function.name == "weather"
    assert json.loads(call.function.arguments) == {"city": "text"}

    messages += [
        choice.message.model_dump(exclude_none=True),
        {"role": "tool", "tool_call_id": call.id, "content": "rain"},
    ]
    response = client.chat.completions.with_raw_response.create(model="auto", messages=messages, tools=[WEATHER])
    answer = response.parse()
    assert answer.choices[0].message.content.startswith("answer ")
    assert answer.model == asked.model, "a tool loop stays with its model"
    assert simulator.last()["body"]["messages"][-1] == messages[-1]


def test_parallel_tools(client: openai.OpenAI, simulator: Simulator) -> None:
    answer = client.chat.completions.create(
        model="small", messages=user("Both. [[calls:3]]"), tools=[WEATHER, TIME], parallel_tool_calls=True
    )
    calls = answer.choices[0].message.tool_calls
    assert [call.function.name for call in calls] == ["weather", "time", "weather"]
    assert len({call.id for call in calls}) == 3
    assert simulator.last()["body"]["parallel_tool_calls"] is True


class Invoice(BaseModel):
    number: str
    total: float
    lines: list[str]


def test_json_schema(client: openai.OpenAI, simulator: Simulator) -> None:
    answer = client.chat.completions.parse(
        model="small", messages=user("Extract."), response_format=Invoice
    )
    assert answer.choices[0].message.parsed == Invoice(number="text", total=1.5, lines=["text"])
    assert simulator.last()["body"]["response_format"]["json_schema"]["name"] == "Invoice"


def test_json_object(client: openai.OpenAI) -> None:
    answer = client.chat.completions.create(
        model="small", messages=user("JSON."), response_format={"type": "json_object"}
    )
    assert json.loads(answer.choices[0].message.content) == {}


def test_forty_at_once(gateway: Gateway) -> None:
    async def ask() -> list[str]:
        async with openai.AsyncOpenAI(base_url=gateway.url("/v1"), api_key="none", max_retries=0) as client:
            answers = [
                client.chat.completions.create(model="small", messages=user(f"[[say:number {number}]]"))
                for number in range(40)
            ]
            return [answer.choices[0].message.content for answer in await asyncio.gather(*answers)]

    assert asyncio.run(ask()) == [f"number {number}" for number in range(40)]


def test_completions(gateway: Gateway, client: openai.OpenAI, simulator: Simulator) -> None:
    response = client.completions.with_raw_response.create(
        model="auto", prompt="Say hello.", max_tokens=9, extra_body={"x_vendor": 1}
    )
    assert response.parse().choices[0].text.startswith("answer ")
    arrived = simulator.last()
    assert arrived["path"].endswith("/v1/completions")
    assert arrived["body"]["prompt"] == "Say hello."
    assert arrived["body"]["x_vendor"] == 1
    assert gateway.record(decision(response))["endpoint"] == "completions"
    stream = client.completions.create(model="small", prompt="Say it.", stream=True)
    assert "".join(chunk.choices[0].text for chunk in stream if chunk.choices).startswith("answer ")


def test_models(client: openai.OpenAI) -> None:
    assert [model.id for model in client.models.list()] == ["auto", "small", "large"]
    assert client.models.retrieve("large").id == "large"
    with pytest.raises(openai.NotFoundError):
        client.models.retrieve("no/such")


def test_context_from_metadata_and_headers(gateway: Gateway, client: openai.OpenAI) -> None:
    response = client.chat.completions.with_raw_response.create(
        model="auto", messages=user(EASY), metadata={"feature": "bulk", "user": "ann", "query_type": "greeting"}
    )
    record = gateway.record(decision(response))
    assert (record["user"], record["feature"], record["query_type"]) == ("ann", "bulk", "greeting")
    assert record["rules"] == "bulk"

    headers = {"x-triage-user": "bob", "x-triage-severity": "p1"}
    response = client.chat.completions.with_raw_response.create(
        model="auto", messages=user(EASY), metadata={"user": "ann"}, extra_headers=headers
    )
    record = gateway.record(decision(response))
    assert record["user"] == "bob", "headers win over metadata"
    assert (record["tier_name"], record["cause"], record["trail"][-1]) == ("large", "rule", "rule:p1")


def test_the_user_of_the_body_counts(gateway: Gateway, client: openai.OpenAI) -> None:
    response = client.chat.completions.with_raw_response.create(model="auto", messages=user(EASY), user="cleo")
    assert gateway.record(decision(response))["user"] == "cleo"


def test_route(client: openai.OpenAI, simulator: Simulator) -> None:
    before = len(simulator.requests())
    body = {"model": "auto", "messages": user(EASY), "metadata": {"severity": "P1"}}
    decided: Any = client.post("/route", body=body, cast_to=object)
    assert (decided["tier"], decided["tier_name"], decided["cause"]) == (1, "large", "rule")
    assert decided["rules"] == ["p1"]
    decided = client.post("/route", body={"prompt": EASY}, cast_to=object)
    assert (decided["tier_name"], decided["model"]) == ("small", "small")
    assert set(decided["scores"]) == {"small", "large"}
    assert len(simulator.requests()) == before, "nobody is asked"


def test_feedback(gateway: Gateway, client: openai.OpenAI) -> None:
    response = client.chat.completions.with_raw_response.create(model="small", messages=user(EASY))
    body = {"id": decision(response), "score": 0.5, "comment": "so-so"}
    client.post("/feedback", body=body, cast_to=object)
    number = gateway.record(decision(response))["number"]
    rows = gateway.rows("SELECT score, comment FROM feedback WHERE request = ?", number)
    assert rows == [{"score": 0.5, "comment": "so-so"}]
    with pytest.raises(openai.NotFoundError):
        client.post("/feedback", body={"id": "td_0", "score": 1}, cast_to=object)
    with pytest.raises(openai.BadRequestError):
        client.post("/feedback", body={"id": decision(response), "score": 2}, cast_to=object)
