"""LangChain's ChatOpenAI."""

import asyncio
from typing import Any

import pytest
from conftest import Gateway
from langchain_core.messages import HumanMessage, ToolMessage
from langchain_core.tools import tool
from langchain_openai import ChatOpenAI
from test_openai_chat import Invoice


@pytest.fixture
def model(gateway: Gateway) -> ChatOpenAI:
    return ChatOpenAI(base_url=gateway.url("/v1"), api_key="none", model="auto", max_retries=0, timeout=60)


@tool
def weather(city: str) -> str:
    """Tells the weather."""
    return f"rain in {city}"


def test_invoke_and_batch(model: ChatOpenAI) -> None:
    answer = model.invoke("[[say:hello]]")
    assert answer.content == "hello"
    assert answer.response_metadata["model_name"] in ("small-1", "large-1")
    assert answer.usage_metadata["input_tokens"] > 0
    answers = asyncio.run(model.abatch([f"[[say:{number}]]" for number in range(8)]))
    assert [answer.content for answer in answers] == [str(number) for number in range(8)]


def test_stream(model: ChatOpenAI) -> None:
    pieces = list(model.stream("[[say:good morning]]", stream_usage=True))
    assert len(pieces) > 1
    whole: Any = pieces[0]
    for piece in pieces[1:]:
        whole += piece
    assert whole.content == "good morning"
    assert whole.usage_metadata["output_tokens"] > 0


def test_tools(model: ChatOpenAI) -> None:
    bound = model.bind_tools([weather])
    messages: list[Any] = [HumanMessage("How is the weather in Bern? [[calls:2]]")]
    asked = bound.invoke(messages)
    assert [call["name"] for call in asked.tool_calls] == ["weather", "weather"]
    messages.append(asked)
    for call in asked.tool_calls:
        result = weather.invoke(call)
        assert isinstance(result, ToolMessage)
        messages.append(result)
    assert bound.invoke(messages).content.startswith("answer ")


def test_structured_output(model: ChatOpenAI) -> None:
    invoice = model.with_structured_output(Invoice).invoke("Extract the invoice.")
    assert invoice == Invoice(number="text", total=1.5, lines=["text"])
