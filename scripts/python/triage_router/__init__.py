"""Triage decides which language model a prompt needs: in microseconds, in this process, with a calibrated probability.

>>> from triage_router import Router
>>> with Router("router.triage") as router:
...     decision = router.decide("Where is my order?")
...     decision.model, decision.sufficiency, decision.cause
('small', 0.93..., 'learned')

The work is done by ``libtriage.so``, which is looked for as :func:`library_path` says.
"""

from ._library import ABI_VERSION, library_path, library_version
from .context import Context
from .decision import Decision
from .decisions import Decisions
from .description import Model, Tier
from .errors import (
    InvalidModel,
    LibraryNotFound,
    MissingModel,
    TriageError,
    UnreadableModel,
)
from .explanation import Explanation, Part
from .messages import prompt_of
from .router import Router

__all__ = [
    "ABI_VERSION",
    "Context",
    "Decision",
    "Decisions",
    "Explanation",
    "InvalidModel",
    "LibraryNotFound",
    "MissingModel",
    "Model",
    "Part",
    "Router",
    "Tier",
    "TriageError",
    "UnreadableModel",
    "library_path",
    "library_version",
    "prompt_of",
]

__version__ = "1.0.0"
