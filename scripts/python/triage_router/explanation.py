"""A decision taken apart."""

from __future__ import annotations

from typing import Dict, NamedTuple, Tuple

from . import _structures as c
from .decision import Decision


class Part(NamedTuple):
    """One part of a prompt."""

    #: ``bias``, the name of a shape feature, ``prior`` and the name of its model, or the words as they stand in the prompt.
    text: str
    #: ``bias``, ``shape``, ``word``, ``pair``, ``unseen`` (a word that training has not met), or ``prior`` (what the router that
    #: this one started from says of the text).
    kind: str
    #: What it adds to each model's logit, by name.
    contributions: Dict[str, float]


class Explanation(NamedTuple):
    """Which parts of a prompt pushed which model's logit which way. Contributions to one model sum to its logit."""

    decision: Decision
    #: Each model's logit, before calibration, by name.
    logits: Dict[str, float]
    parts: Tuple[Part, ...]


def read_parts(structure: c.ExplanationStructure, models: Tuple[str, ...]) -> Tuple[Part, ...]:
    """The parts, copied out of the library's memory."""
    result = []
    for index in range(structure.part_count):
        part = structure.parts[index].contents
        text = part.text[: part.length]
        result.append(
            Part(
                text.decode("utf-8", "replace"),
                c.KINDS[part.kind],
                dict(zip(models, part.contributions[: len(models)])),
            )
        )
    return tuple(result)
