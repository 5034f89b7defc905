"""OpenAI's client: streams, to their end, broken off by us and by the upstream."""

import asyncio
import json
from typing import Any

import openai
import pytest
from conftest import Gateway, Simulator, decision, eventually
from test_openai_chat import TIME, WEATHER, user


def test_a_stream(gateway: Gateway, client: openai.OpenAI, simulator: Simulator) -> None:
    response = client.chat.completions.with_raw_response.create(
        model="auto", messages=user("Say hello."), stream=True
    )
    chunks = list(response.parse())
    assert response.headers["x-triage-tier"] == "small"
    assert "".join(chunk.choices[0].delta.content or "" for chunk in chunks).startswith("answer ")
    assert chunks[-1].choices[0].finish_reason == "stop"
    assert all(chunk.usage is None for chunk in chunks), "usage goes only to those who asked"
    assert simulator.last()["body"]["stream_options"] == {"include_usage": True}, "but the gateway always asks"
    record = gateway.record(decision(response))
    assert record["state"] == "served"
    assert record["input"] > 0
    assert record["cost"] > 0
    assert record["first_byte"] <= record["total"]


def test_usage_for_those_who_ask(gateway: Gateway, client: openai.OpenAI) -> None:
    response = client.chat.completions.with_raw_response.create(
        model="small", messages=user("Say hello."), stream=True, stream_options={"include_usage": True}
    )
    last = list(response.parse())[-1]
    assert last.choices == []
    record = gateway.record(decision(response))
    assert (record["input"], record["output"]) == (last.usage.prompt_tokens, last.usage.completion_tokens)


def test_tools_in_a_stream(client: openai.OpenAI) -> None:
    with client.chat.completions.stream(
        model="small", messages=user("Both. [[calls:2]]"), tools=[WEATHER, TIME]
    ) as stream:
        calls = stream.get_final_completion().choices[0].message.tool_calls
    assert [call.function.name for call in calls] == ["weather", "time"]
    assert calls[0].function.arguments == '{"city":"text"}'


def test_a_stream_that_the_caller_leaves_is_cancelled(gateway: Gateway, client: openai.OpenAI) -> None:
    response = client.chat.completions.with_raw_response.create(
        model="small", messages=user("Slowly. [[hold:2]]"), stream=True
    )
    stream = response.parse()
    next(stream), next(stream)
    begun = eventually(lambda: gateway.rows("SELECT state FROM requests WHERE id = ?", decision(response)))
    assert begun == [{"state": "streaming"}], "the decision is written down before the answer is whole"
    stream.close()
    record = gateway.record(decision(response))
    assert record["state"] == "cancelled"
    assert [attempt["outcome"] for attempt in record["attempts"]] == ["cancelled"]
    assert record["cost"] > 0, "what was streamed is paid for"


def test_leaving_while_the_upstream_is_silent(gateway: Gateway, client: openai.OpenAI) -> None:
    response = client.chat.completions.with_raw_response.create(
        model="small", messages=user("Very slowly. [[hold:1]]"), stream=True
    )
    stream = response.parse()
    next(stream)
    stream.close()
    assert gateway.record(decision(response))["state"] == "cancelled"


def test_leaving_before_there_is_an_answer(gateway: Gateway, simulator: Simulator) -> None:
    async def leave() -> None:
        async with openai.AsyncOpenAI(base_url=gateway.url("/v1"), api_key="none", max_retries=0) as client:
            asked = asyncio.create_task(
                client.chat.completions.create(
                    model="auto", messages=user("Say hello. [[simulate:hang]]"), user="impatient"
                )
            )
            # Not before the upstream has been asked.
            await asyncio.to_thread(eventually, lambda: "impatient" in json.dumps(simulator.requests()))
            asked.cancel()
            with pytest.raises(asyncio.CancelledError):
                await asked

    asyncio.run(leave())
    record = eventually(lambda: gateway.rows("SELECT * FROM requests WHERE user = 'impatient'"))[0]
    assert (record["state"], record["status"]) == ("cancelled", 499)
    assert gateway.rows("SELECT outcome FROM attempts WHERE request = ?", record["number"]) == [
        {"outcome": "cancelled"}
    ], "nobody else is asked"


@pytest.mark.parametrize("fault", ["cut", "broken", "event"])
def test_a_stream_that_breaks_off_ends_in_an_error(gateway: Gateway, client: openai.OpenAI, fault: str) -> None:
    response = client.chat.completions.with_raw_response.create(
        model="small", messages=user(f"[[simulate:{fault}]]"), stream=True
    )
    got: list[Any] = []
    with pytest.raises(openai.APIError):
        got.extend(response.parse())
    record = gateway.record(decision(response))
    assert (record["state"], record["attempts"][-1]["outcome"]) == ("failed", "cut")


def test_before_the_first_byte_a_stream_falls_back(gateway: Gateway, client: openai.OpenAI) -> None:
    response = client.chat.completions.with_raw_response.create(
        model="auto", messages=user("Say hello. [[simulate@small-1:error]]"), stream=True
    )
    assert {chunk.model for chunk in response.parse()} == {"large-1"}
    record = gateway.record(decision(response))
    assert (record["state"], record["cause"]) == ("served", "delivery")
    assert [attempt["outcome"] for attempt in record["attempts"]][-2:] == ["failed", "served"]
