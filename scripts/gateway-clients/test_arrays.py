"""Completions that share one call of an upstream that takes arrays of prompts."""

import asyncio
from collections.abc import Callable

import openai
import pytest
from conftest import Gateway, Simulator

PROMPTS = [f"Say hello in language {number}." for number in range(4)]


def own_answer(prompt: str) -> str:
    """How the simulated upstream begins its answer: with the prompt's FNV-1a hash."""
    hashed = 0xCBF29CE484222325
    for byte in prompt.encode():
        hashed = (hashed ^ byte) * 0x100000001B3 % 2**64
    return f"answer {hashed:016x}"


@pytest.fixture(scope="module")
def arrays(start: Callable[..., Gateway], simulator: Simulator) -> Gateway:
    small = {"upstream": "sim", "version": "small-1", "batch": {"delay": "100ms", "count": len(PROMPTS)}}
    return start(
        upstreams={"sim": {"url": simulator.api, "key": "none", "arrays": True}},
        models={"small": {**small, "price": {"input": 0.15, "output": 0.60}}},
    )


def test_each_caller_gets_the_answer_to_their_own_prompt(arrays: Gateway, simulator: Simulator) -> None:
    async def ask() -> list[openai.types.Completion]:
        async with openai.AsyncOpenAI(base_url=arrays.url("/v1"), api_key="none", max_retries=0) as client:
            asked = [client.completions.create(model="small", prompt=prompt, max_tokens=40) for prompt in PROMPTS]
            return await asyncio.gather(*asked)

    # On a busy machine the four may come in two windows.
    for _ in range(10):
        answers = asyncio.run(ask())
        for prompt, answer in zip(PROMPTS, answers, strict=True):
            assert len(answer.choices) == 1
            assert answer.choices[0].index == 0
            assert answer.choices[0].text.startswith(own_answer(prompt))
            assert answer.usage is not None
            assert answer.usage.total_tokens == answer.usage.prompt_tokens + answer.usage.completion_tokens
        assert len({answer.id for answer in answers}) == len(PROMPTS)
        sent = simulator.last()["body"]["prompt"]
        if isinstance(sent, list) and sorted(sent) == PROMPTS:
            return
    pytest.fail("no four prompts went in one call")
