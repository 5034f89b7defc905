"""Single decisions."""

import json
import os
import subprocess

import pytest
from triage_router import Context, Decision, Router


def test_decisions_are_those_of_the_command(router, model, prompts):
    triage = os.environ.get("TRIAGE_COMMAND")
    if not triage:
        pytest.skip("TRIAGE_COMMAND names no triage command to compare with")
    lines = "".join(json.dumps({"prompt": prompt}) + "\n" for prompt in prompts)
    output = subprocess.run(
        [triage, "route", "--model", model], input=lines.encode(), capture_output=True, check=True
    ).stdout
    expected = [json.loads(line) for line in output.splitlines()]
    assert len(expected) == len(prompts) > 800
    for prompt, line in zip(prompts, expected):
        decision = router.decide(prompt)
        for name in ("tier", "model", "band", "cause", "router"):
            assert getattr(decision, name) == line[name], prompt
        assert decision.sufficiency == pytest.approx(line["sufficiency"], abs=6e-5)
        assert decision.evidence == pytest.approx(line["evidence"], abs=6e-5)
        assert decision.interval == pytest.approx(line["interval"], abs=6e-5)
        assert decision.scores == pytest.approx(line["scores"], abs=6e-7)
        assert dict(zip(line["sufficiencies"], decision.sufficiencies)) == pytest.approx(
            line["sufficiencies"], abs=6e-7
        )
        assert decision.fits and decision.learned_tier <= decision.tier


def test_a_decision_is_a_tuple_with_names(router):
    decision = router.decide("Where is my order?")
    assert isinstance(decision, Decision) and isinstance(decision, tuple)
    assert decision._replace(tier=9).tier == 9
    assert list(decision.scores) == [model.name for model in router.models]
    assert decision.router == router.identity
    assert decision.interval[0] <= decision.sufficiency <= decision.interval[1]


def test_text_and_its_bytes_are_the_same_prompt(router, prompts):
    for prompt in [*prompts[:50], "世界 ä 😀", "", "a\0b"]:
        assert router.decide(prompt) == router.decide(prompt.encode())


@pytest.mark.parametrize("prompt", ["half a pair \ud83d", b"\xff\xfe\x80", b"\0\0", b"\xe4\xb8"])
def test_any_bytes_and_half_pairs_are_a_prompt(router, prompt):
    assert 0 <= router.decide(prompt).sufficiency <= 1
    assert router.decide_many([prompt])[0] == router.decide(prompt)


@pytest.mark.parametrize("prompt", [None, 3, ["a"], bytearray(b"a")])
def test_anything_else_is_a_type_error(router, prompt):
    with pytest.raises(TypeError, match="text or bytes"):
        router.decide(prompt)
    with pytest.raises(TypeError, match="text or bytes"):
        router.decide_many([prompt])


def test_one_text_is_not_many_and_a_number_is_no_context(router):
    for prompts in ("abc", b"abc"):
        with pytest.raises(TypeError, match="expected a list"):
            router.decide_many(prompts)
    for call in (router.decide, lambda _, context: router.decide_many(["x"], context), router.explain):
        with pytest.raises(TypeError, match="a context is a Context, not int"):
            call("x", 5)


def test_context_bounds_the_tier(router):
    prompt = "Where is my order?"
    assert router.decide(prompt).tier == 0
    assert router.decide(prompt, Context(minimum_tier=1)).cause == "minimum_tier"
    assert router.decide(prompt, Context(pinned_tier=1))[:2] == (1, "large")
    assert router.decide(prompt, Context(error_tolerance=0)).tier == 1
    assert router.decide(prompt, Context(error_tolerance=1)).tier == 0
    assert router.decide(prompt, Context()) == router.decide(prompt)
    window = Context(input_tokens=150_000)
    assert router.decide(prompt, window).cause == "context_window"
    assert router.decide(prompt, Context(input_tokens=150_000, context_windows=[200_000, 0])).tier == 0
    assert not router.decide(prompt, Context(input_tokens=500_000)).fits


@pytest.mark.parametrize(
    "wrong", [{"minimum_tier": -1}, {"pinned_tier": 2**31}, {"input_tokens": -5}, {"error_tolerance": 1.5}]
)
def test_a_context_checks_its_numbers(wrong):
    with pytest.raises(ValueError, match=next(iter(wrong))):
        Context(**wrong)


def test_conversations_are_scored_by_the_users_last_words(router):
    own = "Prove that the square root of two is irrational"
    messages = [
        {"role": "system", "content": "You are helpful " * 50},
        {"role": "user", "content": "hello"},
        {"role": "user", "content": [{"type": "text", "text": own}, {"type": "image_url", "image_url": {}}]},
        {"role": "assistant", "content": None},
    ]
    assert router.decide_messages(messages) == router.decide(own)
    assert router.decide_messages([]) == router.decide("")
    assert router.decide_messages(messages[:1]) == router.decide(messages[0]["content"])
    assert router.decide_messages(messages[3:]) == router.decide("")


def test_a_signal_in_the_middle_of_a_decision_does_no_harm(router, prompts):
    """A handler that decides too runs between any two steps of the method it interrupts."""
    import signal

    expected = [router.decide(prompt) for prompt in prompts[:20]]
    handled = []

    def decide(*_):
        index = len(handled) % 20
        handled.append(router.decide(prompts[index]) == expected[index])

    old = signal.signal(signal.SIGALRM, decide)
    signal.setitimer(signal.ITIMER_REAL, 0.0005, 0.0005)
    try:
        for _ in range(500):
            assert [router.decide(prompt) for prompt in prompts[:20]] == expected
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, old)
    assert all(handled) and len(handled) > 3
