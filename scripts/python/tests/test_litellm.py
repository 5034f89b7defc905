"""The LiteLLM example, with LiteLLM itself and made-up answers: no network."""

import asyncio
import os

import pytest

os.environ["LITELLM_LOCAL_MODEL_COST_MAP"] = "True"
litellm = pytest.importorskip("litellm", reason="litellm is not installed: pip install litellm")

EASY = [{"role": "system", "content": "Be brief."}, {"role": "user", "content": "Where is my order?"}]


@pytest.fixture()
def hard(router, prompts):
    """A conversation that goes to the large model."""
    prompt = next(prompt for prompt in prompts if router.decide(prompt).model == "large")
    return [{"role": "user", "content": "hi"}, {"role": "assistant", "content": "hello"}, {"role": "user", "content": prompt}]


def deployments(*names):
    return [
        {
            "model_name": name,
            "litellm_params": {"model": f"openai/{name}-{place}", "api_key": "-", "mock_response": f"from {name}"},
        }
        for name in names
        for place in range(2)
    ]


def test_a_program_asks_for_auto_and_gets_the_model_it_needs(router, hard):
    from litellm_triage import TriageStrategy

    gateway = litellm.Router(model_list=deployments("small", "large", "other"))
    gateway.set_custom_routing_strategy(TriageStrategy(gateway, router))

    def ask(model, messages):
        answer = gateway.completion(model, messages)
        later = asyncio.run(gateway.acompletion(model, messages))
        assert answer.choices[0].message.content == later.choices[0].message.content
        return answer.choices[0].message.content, answer.model

    assert ask("auto", EASY)[0] == "from small"
    assert ask("auto", hard)[0] == "from large"
    assert ask("other", hard)[0] == "from other"
    # LiteLLM still spreads the requests over a group's deployments.
    assert {ask("auto", EASY)[1] for _ in range(30)} == {"small-0", "small-1"}


def test_a_failure_moves_on_as_litellms_fallbacks_say(router):
    from litellm_triage import TriageStrategy

    models = deployments("small", "large")
    for deployment in models[:2]:
        deployment["litellm_params"]["mock_response"] = Exception("small is down")
    gateway = litellm.Router(model_list=models, num_retries=0, fallbacks=[{"auto": ["large"]}])
    gateway.set_custom_routing_strategy(TriageStrategy(gateway, router))
    answer = gateway.completion("auto", EASY)
    assert answer.choices[0].message.content == "from large"


def test_groups_may_have_other_names_and_the_decision_is_noted(router, hard):
    from litellm_triage import Choice

    choice = Choice(router, groups={"small": "gpt-4o-mini"})
    noted = {}
    assert choice.group(EASY, noted) == "gpt-4o-mini" and choice.group(hard, {}) == "large"
    decision = router.decide("Where is my order?")
    assert noted["triage"]["sufficiency"] == decision.sufficiency and noted["triage"]["router"] == router.identity
    assert noted["triage"]["model"] == "small" and noted["triage"]["cause"] == decision.cause


def test_the_proxys_callback_rewrites_auto_and_nothing_else(router, hard):
    from litellm_triage import Choice, TriageHook

    hook = TriageHook(Choice(router))

    def after(data, call="completion"):
        return asyncio.run(hook.async_pre_call_hook(None, None, data, call))

    easy = after({"model": "auto", "messages": EASY})
    assert easy["model"] == "small" and easy["metadata"]["triage"]["tier"] == 0
    assert after({"model": "auto", "messages": hard, "metadata": {"user": "u1"}})["metadata"]["user"] == "u1"
    assert after({"model": "auto", "messages": hard})["model"] == "large"
    for untouched in ({"model": "other", "messages": hard}, {"model": "auto", "input": "text"}):
        assert after(dict(untouched)) == untouched


def test_the_proxy_itself_serves_auto(router, hard, model, tmp_path, monkeypatch):
    pytest.importorskip("litellm.proxy.proxy_server", reason="the proxy is not installed: pip install 'litellm[proxy]'")
    import yaml
    from fastapi.testclient import TestClient
    from litellm.proxy import proxy_server

    monkeypatch.setenv("TRIAGE_MODEL", str(model))
    import importlib

    import litellm_triage

    importlib.reload(litellm_triage)
    configuration = tmp_path / "config.yaml"
    configuration.write_text(yaml.safe_dump({"model_list": deployments("small", "large", "auto")}))
    monkeypatch.setattr(litellm, "callbacks", [litellm_triage.proxy_hook])

    async def start():
        await proxy_server.initialize(config=str(configuration))

    asyncio.run(start())
    client = TestClient(proxy_server.app)

    def ask(messages):
        answer = client.post("/chat/completions", json={"model": "auto", "messages": messages})
        assert answer.status_code == 200, answer.text
        return answer.json()["choices"][0]["message"]["content"]

    assert ask(EASY) == "from small" and ask(hard) == "from large"
