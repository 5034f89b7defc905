"""Models and tiers as the model file describes them."""

from __future__ import annotations

from typing import NamedTuple, Optional, Tuple

from ._structures import ModelStructure, TierStructure


class Model(NamedTuple):
    """A language model as a router knows it."""

    name: str
    #: US dollars per million input and output tokens, where known.
    input_price: Optional[float]
    output_price: Optional[float]
    #: Mean US dollars a request in the training records, where known.
    mean_cost: Optional[float]
    #: The longest input it takes, in tokens, where known.
    context_window: Optional[int]

    @classmethod
    def _read(cls, structure: ModelStructure) -> "Model":
        return cls(
            structure.name.decode(),
            _known(structure.input_price),
            _known(structure.output_price),
            _known(structure.mean_cost),
            structure.context_window or None,
        )


class Tier(NamedTuple):
    """A rung of the ladder: its models, and how sure the router must be to stop there."""

    name: str
    #: The fallback chain, the preferred model first: names.
    models: Tuple[str, ...]
    #: The least sufficiency at which a request stays here, 0 to 1.
    threshold: float

    @classmethod
    def _read(cls, structure: TierStructure, models: Tuple[Model, ...]) -> "Tier":
        chain = structure.models[: structure.model_count]
        return cls(structure.name.decode(), tuple(models[index].name for index in chain), structure.threshold)


def _known(value: float) -> Optional[float]:
    return value if value == value else None
