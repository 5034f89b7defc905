"""Chains, promotion, validation, budgets, conversations, exploration and shadows, as the store tells them."""

import json
import re
from collections.abc import Callable
from typing import Any

import openai
import pytest
from conftest import Gateway, Simulator, decision, eventually, free_port, get
from test_openai_chat import EASY, WEATHER, Invoice, user

CLIENTS: dict[int, openai.OpenAI] = {}
DEAR = "Prove that every bounded monotone sequence of reals converges, and discuss the role of completeness."


def ask(server: Gateway, text: Any, **options: Any) -> tuple[Any, dict[str, Any]]:
    """A raw response and its record."""
    options.setdefault("model", "auto")
    messages = options.pop("messages", None) or user(text)
    response = CLIENTS.setdefault(server.port, server.openai()).chat.completions.with_raw_response.create(
        messages=messages, **options
    )
    return response, server.record(decision(response))


def outcomes(record: dict[str, Any]) -> list[tuple[str, str]]:
    return [(attempt["model"], attempt["outcome"]) for attempt in record["attempts"]]


@pytest.fixture(scope="module")
def down() -> dict[str, Any]:
    return {"down": {"url": f"http://127.0.0.1:{free_port()}/v1", "key": "none", "retries": 0}}


def test_the_next_of_a_chain_answers(start: Callable[..., Gateway], down: Any) -> None:
    server = start(
        upstreams=down,
        models={"first": {"upstream": "down", "price": {"input": 1, "output": 1}}},
        tiers=[{"name": "low", "models": ["first", "small"]}, "large"],
    )
    response, record = ask(server, EASY)
    assert response.headers["x-triage-tier"] == "low"
    assert response.headers["x-triage-model"] == "small"
    assert outcomes(record) == [("first", "failed"), ("small", "served")]
    assert record["cause"] == "learned", "the tier is the one that was decided"


def test_an_upstream_that_asks_to_wait_is_left_alone(start: Callable[..., Gateway], simulator: Simulator) -> None:
    server = start(
        upstreams={"busy": {"url": simulator.api, "key": "none"}},
        models={"first": {"upstream": "busy", "version": "first-1", "price": {"input": 1, "output": 1}}},
        tiers=[{"name": "low", "models": ["first", "small"]}, "large"],
    )
    _, record = ask(server, "Hello. [[simulate@first-1:limit]]", model="low")
    assert outcomes(record) == [("first", "failed"), ("small", "served")]
    assert record["attempts"][0]["status"] == 429
    _, record = ask(server, "Hello again.", model="low")
    assert outcomes(record) == [("small", "served")], "Retry-After is one second"


def test_a_breaker_opens(start: Callable[..., Gateway], simulator: Simulator) -> None:
    server = start(
        upstreams={
            "weak": {"url": simulator.api, "key": "none", "retries": 0, "breaker": {"minimum_calls": 3, "open": "60s"}}
        },
        models={"first": {"upstream": "weak", "version": "first-1", "price": {"input": 1, "output": 1}}},
        tiers=["first", "large"],
    )
    records = [ask(server, "Hello. [[simulate@first-1:error]]", model="first", stream=False)[1] for _ in range(5)]
    assert [len(record["attempts"]) for record in records] == [2, 2, 2, 1, 1]
    assert {record["tier_name"] for record in records} == {"large"}


def test_a_tier_that_is_out_promotes(start: Callable[..., Gateway], down: Any) -> None:
    server = start(
        upstreams=down,
        models={"first": {"upstream": "down", "price": {"input": 1, "output": 1}}},
        tiers=["first", "large"],
    )
    response, record = ask(server, EASY)
    assert response.headers["x-triage-tier"] == "large"
    assert (record["learned_tier"], record["tier"], record["trail"]) == (0, 1, ["learned", "delivery"])
    assert "triage_promotions_total 1" in get(server.url("/metrics"))


@pytest.fixture(scope="module")
def checked(start: Callable[..., Gateway]) -> Gateway:
    return start(
        tiers=[
            {"name": "small", "models": ["small"], "checks": ["not_empty", "no_refusal", "not_truncated", "json_schema"]},
            {"name": "large", "models": ["large"], "checks": ["not_empty"]},
        ]
    )


@pytest.mark.parametrize("stream", [False, True])
@pytest.mark.parametrize(
    ("mark", "check"),
    [
        ("[[simulate@small-1:wrong]]", "not_empty"),
        ("[[say@small-1:I'm sorry, but I can't help with that.]]", "no_refusal"),
        ("[[say@small-1:I don't know.]]", "no_refusal"),
    ],
)
def test_an_answer_that_fails_its_checks_moves_up(checked: Gateway, mark: str, check: str, stream: bool) -> None:
    messages = user("Hello. " + mark)
    # Any sufficiency will do: which tier a router would start at is not what this is about.
    response = checked.openai().chat.completions.with_raw_response.create(
        model="auto", messages=messages, stream=stream, extra_headers={"x-triage-error-tolerance": "1"}
    )
    answer: Any = response.parse()
    assert {chunk.model for chunk in answer} == {"large-1"} if stream else answer.model == "large-1"
    record = checked.record(decision(response))
    assert outcomes(record) == [("small", "invalid"), ("large", "served")]
    assert record["cause"] == "validation"
    assert check in record["trail"][-1]
    assert all(attempt["cost"] > 0 for attempt in record["attempts"])
    assert record["cost"] == sum(attempt["cost"] for attempt in record["attempts"]), "both are paid for"


def test_an_answer_that_does_not_fit_its_schema_moves_up(checked: Gateway) -> None:
    answer = checked.openai().chat.completions.with_raw_response.parse(
        model="auto",
        messages=user('Extract. [[say@small-1:{"number": 7}]]'),
        response_format=Invoice,
    )
    assert answer.parse().choices[0].message.parsed.number == "text"
    record = checked.record(decision(answer))
    assert outcomes(record) == [("small", "invalid"), ("large", "served")]
    assert record["cost"] == sum(attempt["cost"] for attempt in record["attempts"])


def test_a_bad_answer_is_better_than_none(checked: Gateway) -> None:
    response, record = ask(checked, "Hello. [[simulate:wrong]]")
    assert response.headers["x-triage-failed-checks"] == "not_empty"
    assert outcomes(record) == [("small", "invalid"), ("large", "invalid")]
    assert record["state"] == "served"


def test_a_long_request_goes_where_it_fits(start: Callable[..., Gateway]) -> None:
    narrow = {"upstream": "sim", "version": "small-1", "context": 1000, "reserved_output": 50, "price": {"input": 1, "output": 1}}
    server = start(models={"small": narrow})
    _, record = ask(server, EASY, max_tokens=50)
    assert record["tier_name"] == "small"
    messages = [{"role": "system", "content": "Be brief. " * 1000}, *user(EASY)]
    _, record = ask(server, None, messages=messages, max_tokens=50)
    assert (record["tier_name"], record["cause"]) == ("large", "context_window")


def test_budgets(start: Callable[..., Gateway]) -> None:
    server = start(
        budgets=[
            {"name": "each", "scope": "user", "period": "day", "limit": "0.000001", "action": "refuse"},
            {"name": "team", "scope": {"feature": "team"}, "period": "day", "limit": "0.000001", "action": {"cap": "small"}},
            {"name": "note", "scope": {"feature": "note"}, "period": "day", "limit": "0.000001", "action": "warn"},
        ]
    )
    ask(server, EASY, user="ann")
    with pytest.raises(openai.RateLimitError) as caught:
        server.openai().chat.completions.create(model="auto", messages=user(EASY), user="ann")
    assert caught.value.code == "budget_exceeded"
    record = server.record(decision(caught.value.response))
    assert (record["state"], record["status"], record["cost"]) == ("refused", 429, 0)
    ask(server, EASY, user="bob")

    for _ in range(2):
        _, record = ask(server, EASY, model="large", metadata={"feature": "team"})
    assert (record["tier_name"], record["trail"][-1]) == ("small", "budget")
    for _ in range(2):
        response, record = ask(server, EASY, metadata={"feature": "note"})
    assert response.headers["x-triage-budget"] == "note"
    assert record["state"] == "served"


def test_frustration_moves_a_conversation_up(gateway: Gateway) -> None:
    messages = user("How many days has a week?")
    response, record = ask(gateway, None, messages=messages)
    assert record["tier_name"] == "small"
    messages += [
        {"role": "assistant", "content": response.parse().choices[0].message.content},
        {"role": "user", "content": "That is wrong. Try again."},
    ]
    response, record = ask(gateway, None, messages=messages)
    assert (record["tier_name"], record["cause"]) == ("large", "user")
    assert "user:frustration" in record["trail"]
    messages += [
        {"role": "assistant", "content": response.parse().choices[0].message.content},
        {"role": "user", "content": EASY},
    ]
    _, record = ask(gateway, None, messages=messages)
    assert (record["tier_name"], record["cause"]) == ("large", "conversation"), "it stays there"


def test_rephrasing_moves_a_conversation_up(gateway: Gateway) -> None:
    messages = user("How many legs does an ordinary house spider have?")
    _, record = ask(gateway, None, messages=messages)
    assert record["tier_name"] == "small"
    messages += [
        {"role": "assistant", "content": "Four."},
        {"role": "user", "content": "How many legs does an ordinary house spider have then?"},
    ]
    _, record = ask(gateway, None, messages=messages)
    assert (record["tier_name"], record["cause"]) == ("large", "user")
    assert "user:rephrasing" in record["trail"]


def test_the_tier_that_is_named_counts_in_a_conversation_too(gateway: Gateway) -> None:
    _, record = ask(gateway, EASY, model="large", metadata={"conversation": "c3"})
    assert record["tier_name"] == "large"
    _, record = ask(gateway, EASY, model="small", metadata={"conversation": "c3"})
    assert (record["tier_name"], record["cause"]) == ("small", "requested")


def test_a_named_conversation_keeps_its_tier(gateway: Gateway) -> None:
    _, record = ask(gateway, EASY, metadata={"conversation": "c1", "severity": "P1"})
    assert record["tier_name"] == "large"
    _, record = ask(gateway, "Say something nice about cats.", metadata={"conversation": "c1"})
    assert (record["tier_name"], record["cause"]) == ("large", "conversation")
    _, record = ask(gateway, "Say something nice about cats.", metadata={"conversation": "c2"})
    assert record["tier_name"] == "small"


def test_a_tool_loop_stays_although_the_result_is_hard(gateway: Gateway) -> None:
    messages = user("Read me the homework sheet.")
    response, record = ask(gateway, None, messages=messages, tools=[WEATHER])
    first = record["tier_name"]
    message = response.parse().choices[0].message
    messages += [
        message.model_dump(exclude_none=True),
        {"role": "tool", "tool_call_id": message.tool_calls[0].id, "content": DEAR},
    ]
    _, record = ask(gateway, None, messages=messages, tools=[WEATHER])
    assert (record["tier_name"], record["cause"]) == (first, "conversation")


def test_exploration_is_written_down(start: Callable[..., Gateway]) -> None:
    server = start(exploration={"share": 0.5, "within": 1})
    records = [ask(server, f"Say hello number {number}.")[1] for number in range(24)]
    assert {record["propensity"] for record in records} == {0.5}
    explored = [record for record in records if record["trail"][-1] == "exploration"]
    assert 0 < len(explored) < 24, "the chance of failing is 2 in 2^24"
    assert all(record["tier"] != record["learned_tier"] for record in explored)


def test_shadows_see_the_traffic(start: Callable[..., Gateway], configuration: Callable[..., Any]) -> None:
    candidate = {"upstream": "sim", "version": "candidate-1", "price": {"input": 0.1, "output": 0.4}}
    server = start(
        models={"candidate": candidate},
        shadows=[
            {"name": "newer", "model": "candidate", "beside": "small", "share": 1},
            {"name": "router", "router": configuration()["router"], "share": 1},
        ],
    )
    response, record = ask(server, EASY, stream=True)
    list(response.parse())
    pairs = eventually(
        lambda: (rows := server.rows("SELECT * FROM shadows ORDER BY shadow")) and len(rows) == 2 and rows
    )
    assert [pair["shadow"] for pair in pairs] == ["newer", "router"]
    assert {pair["request"] for pair in pairs} == {decision(response)}
    assert pairs[1]["agreement"] == 1, "the same router agrees"
    own = server.rows("SELECT * FROM requests WHERE is_shadow = 1")
    assert [(row["model"], row["shadow"], row["cause"]) for row in own] == [("candidate", "newer", "shadow")]
    assert pairs[0]["candidate_cost"] == own[0]["cost"] > 0
    assert server.record(decision(response))["cost"] == record["cost"], "the caller's request does not pay for it"


def test_a_hook_and_a_grader_are_asked(start: Callable[..., Gateway], simulator: Simulator) -> None:
    # The simulator answers POST to an unknown path with 404, and every other with 200 or 400.
    server = start(
        rules=[
            {
                "name": "hooked",
                "when": {"features": ["hooked"]},
                "checks": [{"hook": {"url": simulator.url("/no/such/hook"), "timeout": "2s", "fails": True}}],
            },
            {
                "name": "graded",
                "when": {"features": ["graded"]},
                "checks": [{"spot_check": {"model": "large", "share": 1, "grade": 0.5}}],
            },
        ]
    )
    response, record = ask(server, EASY, metadata={"feature": "hooked"})
    assert "x-triage-failed-checks" in response.headers
    assert outcomes(record) == [("small", "invalid"), ("large", "invalid")]
    _, record = ask(server, EASY, metadata={"feature": "graded"})
    assert ("large", "check") in outcomes(record)
    assert record["cost"] == sum(attempt["cost"] for attempt in record["attempts"])


def test_totals_of_the_store_are_those_of_the_answers(gateway: Gateway) -> None:
    sums = gateway.rows(
        "SELECT (SELECT sum(cost) FROM requests) AS requests, (SELECT sum(cost) FROM attempts) AS attempts"
    )[0]
    assert sums["requests"] == sums["attempts"] > 0


def test_the_audit_has_a_line_for_each_decision(start: Callable[..., Gateway]) -> None:
    server = start(log={"level": "info"}, store={"path": "traffic.sqlite", "content": "none"})
    response, record = ask(server, "Say hello to Zebediah.", extra_headers={"x-triage-explain": "1"})
    lines = re.findall(r"\{.*\}", server.log.read_text())
    line = next(line for line in map(json.loads, lines) if decision(response) in json.dumps(line))
    assert line["gen_ai.request.model"] in ("auto", "small-1", "small")
    assert line["gen_ai.usage.input_tokens"] == record["input"]
    assert record["prompt"] is None
    assert record["answer"] is None
