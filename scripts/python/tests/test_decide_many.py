"""Many decisions in one call."""

import sys

import pytest
from triage_router import Context, Decisions


def test_one_by_one_or_at_once_is_the_same(router, prompts):
    decisions = router.decide_many(prompts)
    assert isinstance(decisions, Decisions) and len(decisions) == len(prompts)
    assert list(decisions) == [router.decide(prompt) for prompt in prompts]
    assert decisions[-1] == decisions[len(prompts) - 1] and decisions[2:5] == list(decisions)[2:5]
    with pytest.raises(IndexError):
        decisions[len(prompts)]
    bound = Context(minimum_tier=1)
    assert list(router.decide_many(prompts[:9], bound)) == [router.decide(p, bound) for p in prompts[:9]]


def columns_of(decisions, router):
    """The columns, made from the decisions."""
    names = [model.name for model in router.models]
    return {
        "tier": [d.tier for d in decisions],
        "model": [names.index(d.model) for d in decisions],
        "learned_tier": [d.learned_tier for d in decisions],
        "sufficiency": [d.sufficiency for d in decisions],
        "evidence": [d.evidence for d in decisions],
        "interval_low": [d.interval[0] for d in decisions],
        "interval_high": [d.interval[1] for d in decisions],
        "band": [Decisions.bands.index(d.band) for d in decisions],
        "cause": [Decisions.causes.index(d.cause) for d in decisions],
        "fits": [int(d.fits) for d in decisions],
        "scores": [list(d.scores.values()) for d in decisions],
        "sufficiencies": [list(d.sufficiencies) for d in decisions],
    }


def test_columns_are_arrays_with_numpy(router, prompts):
    numpy = pytest.importorskip("numpy")
    decisions = router.decide_many(numpy.array(prompts))
    for name, values in columns_of(decisions, router).items():
        column = getattr(decisions, name)
        assert isinstance(column, numpy.ndarray) and column.tolist() == values, name
        assert column is getattr(decisions, name)
    assert decisions.scores.shape == (len(prompts), len(router.models))
    assert 0 < decisions.tier.mean() < 1
    empty = router.decide_many([])
    assert empty.tier.shape == (0,) and empty.scores.shape[0] == 0


def test_columns_are_lists_without_numpy(router, prompts, monkeypatch):
    monkeypatch.setitem(sys.modules, "numpy", None)
    decisions = router.decide_many(prompts[:40])
    for name, values in columns_of(decisions, router).items():
        assert getattr(decisions, name) == values, name
    empty = router.decide_many([])
    assert list(empty) == [] and empty.tier == [] and empty.scores == []


def test_there_are_no_other_columns(router):
    with pytest.raises(AttributeError, match="no column nonsense"):
        router.decide_many(["a"]).nonsense  # noqa: B018
    assert not hasattr(router.decide_many(["a"]), "_nonsense")
