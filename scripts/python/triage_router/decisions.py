"""The decisions for many prompts, as columns."""

from __future__ import annotations

import struct
from typing import Any, Callable, Dict, Iterator, List, Sequence, Tuple, Union, overload

from . import _structures as c
from .decision import Decision


class DecisionReader:
    """Makes a :class:`Decision` of the numbers that the library wrote."""

    __slots__ = ("identity", "models", "numbers", "read")

    def __init__(self, models: Tuple[str, ...], tiers: int, identity: str) -> None:
        self.models = models
        self.identity = identity
        #: A decision, then a score a model, then a sufficiency a tier.
        self.numbers = struct.Struct(f"{c.DECISION_FORMAT}{len(models) + tiers}f")
        #: From the values of :attr:`numbers` to a decision.
        self.read = _compile(models, tiers, identity)


def _compile(models: Tuple[str, ...], tiers: int, identity: str) -> Callable[[Tuple[Any, ...]], Decision]:
    """A function written for these models, as ``namedtuple`` writes one for its fields: half the time of a general one,
    of which a decision spends more than of anything else outside the library.

    ``new(Decision, ...)`` is what ``Decision(...)`` does, without the call in between.
    """
    scores = [f"score_{index}" for index in range(len(models))]
    sufficiencies = [f"sufficiency_{index}" for index in range(tiers)]
    by_name = ", ".join(f"{name!r}: {score}" for name, score in zip(models, scores))
    source = f"""
def read(values):
    (tier, model, learned_tier, sufficiency, evidence, low, high, band, cause, fits,
     {", ".join(scores + sufficiencies)}) = values
    return new(Decision, (
        tier, models[model], sufficiency, bands[band], evidence, (low, high) if low == low else None, causes[cause],
        {{{by_name}}}, ({", ".join(sufficiencies)},), learned_tier, fits != 0, identity))
"""
    names = {
        "Decision": Decision,
        "new": tuple.__new__,
        "models": models,
        "bands": c.BANDS,
        "causes": c.CAUSES,
        "identity": identity,
    }
    exec(source, names)
    read: Callable[[Tuple[Any, ...]], Decision] = names["read"]  # type: ignore[assignment]
    return read


class Decisions(Sequence[Decision]):
    """As many decisions as there were prompts, in their order.

    A sequence of :class:`Decision`, and, faster, one column a field: ``tier``, ``model`` (the number, an index into
    ``Router.models``), ``learned_tier``, ``sufficiency``, ``evidence``, ``interval_low``, ``interval_high`` (NaN where
    unknown), ``band`` and ``cause`` (numbers, see :attr:`bands` and :attr:`causes`), ``fits`` (0 or 1), and the matrices
    ``scores`` (prompts by models) and ``sufficiencies`` (prompts by tiers). With NumPy they are arrays that share this
    object's memory, without it lists.
    """

    #: What the numbers of the column ``band`` mean.
    bands = c.BANDS
    #: What the numbers of the column ``cause`` mean.
    causes = c.CAUSES

    __slots__ = ("_columns", "_count", "_reader", "_rows", "_scores", "_sufficiencies")

    def __init__(
        self, reader: DecisionReader, count: int, rows: bytearray, scores: bytearray, sufficiencies: bytearray
    ) -> None:
        self._reader = reader
        self._count = count
        self._rows = rows
        self._scores = scores
        self._sufficiencies = sufficiencies
        self._columns: Dict[str, Any] = {}

    def __len__(self) -> int:
        return self._count

    @overload
    def __getitem__(self, index: int) -> Decision: ...
    @overload
    def __getitem__(self, index: slice) -> List[Decision]: ...
    def __getitem__(self, index: Union[int, slice]) -> Union[Decision, List[Decision]]:
        if isinstance(index, slice):
            return [self._decision(place) for place in range(*index.indices(self._count))]
        place = index + self._count if index < 0 else index
        if not 0 <= place < self._count:
            raise IndexError(f"decision {index} of {self._count}")
        return self._decision(place)

    def __iter__(self) -> Iterator[Decision]:
        return (self._decision(place) for place in range(self._count))

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        if name not in self._columns:
            self._columns[name] = self._column(name)
        return self._columns[name]

    def _decision(self, place: int) -> Decision:
        parts = [
            block[place * size : (place + 1) * size]
            for block, size in (
                (self._rows, c.DECISION_SIZE),
                (self._scores, len(self._scores) // self._count),
                (self._sufficiencies, len(self._sufficiencies) // self._count),
            )
        ]
        return self._reader.read(self._reader.numbers.unpack(b"".join(parts)))

    def _column(self, name: str) -> Any:
        fields = [field for field, _ in c.DECISION_FIELDS]
        if name in ("scores", "sufficiencies"):
            return _matrix(self._scores if name == "scores" else self._sufficiencies, self._count)
        if name not in fields:
            raise AttributeError(f"{type(self).__name__} has no column {name}")
        place = fields.index(name)
        code = c.DECISION_FIELDS[place][1]
        try:
            import numpy
        except ImportError:
            format = f"={4 * place}x{code}{c.DECISION_SIZE - 4 * place - 4}x"
            return [value for (value,) in struct.iter_unpack(format, self._rows)]
        kind = {"I": numpy.uint32, "i": numpy.int32, "f": numpy.float32}[code]
        return numpy.frombuffer(self._rows, dtype=kind).reshape(self._count, len(fields))[:, place]


def _matrix(block: bytearray, rows: int) -> Any:
    """Numbers of four bytes, as so many rows."""
    try:
        import numpy
    except ImportError:
        width = len(block) // 4 // rows if rows else 0
        return [list(row) for row in struct.iter_unpack(f"={width}f", block)] if width else []
    return numpy.frombuffer(block, dtype=numpy.float32).reshape(rows, -1 if rows else 0)
