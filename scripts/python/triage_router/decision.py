"""Where a request goes, and why."""

from __future__ import annotations

from typing import Dict, NamedTuple, Optional, Tuple


class Decision(NamedTuple):
    """One decision. The words are those of ``triage route``."""

    #: The tier's number, 0 the cheapest.
    tier: int
    #: The name of the model to ask first.
    model: str
    #: The calibrated probability that this tier's answer is as good as the top tier's, 0 to 1.
    sufficiency: float
    #: ``"inside"`` if the learned tier lay within the half-width of its threshold, else ``"clear"``.
    band: str
    #: How much of this prompt training had seen, 0 to 1.
    evidence: float
    #: Where the sufficiency would lie had the router seen more, 95 %; None where the file does not say.
    interval: Optional[Tuple[float, float]]
    #: What decided: ``learned``, ``band``, ``evidence``, ``minimum_tier``, ``pinned``, ``context_window``.
    cause: str
    #: P(good answer) of each model, by name.
    scores: Dict[str, float]
    #: The sufficiency of each tier, cheapest first.
    sufficiencies: Tuple[float, ...]
    #: The tier that the thresholds alone would have taken.
    learned_tier: int
    #: False if the request fits no model's context window.
    fits: bool
    #: ``sha256:…`` of the model file's content: what an audit line should name.
    router: str
