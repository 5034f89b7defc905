"""The structures and numbers of triage.h, as ctypes sees them."""

from __future__ import annotations

import ctypes

OK, USAGE, BAD_DATA, NO_INPUT, IO = 0, 64, 65, 66, 74

BANDS = ("clear", "inside")
CAUSES = ("learned", "band", "evidence", "minimum_tier", "pinned", "context_window", "maximum_tier")
KINDS = ("bias", "shape", "word", "pair", "unseen", "prior")

#: The fields of a ``triage_decision``, in order, each of four bytes: ``I`` unsigned, ``i`` signed, ``f`` float.
DECISION_FIELDS = (
    ("size", "I"),
    ("tier", "i"),
    ("model", "i"),
    ("learned_tier", "i"),
    ("sufficiency", "f"),
    ("evidence", "f"),
    ("interval_low", "f"),
    ("interval_high", "f"),
    ("band", "i"),
    ("cause", "i"),
    ("fits", "i"),
    ("reserved", "i"),
)
DECISION_SIZE = 4 * len(DECISION_FIELDS)
#: For the ``struct`` module; leaves ``size`` and ``reserved`` out.
DECISION_FORMAT = "=4x" + "".join(code for _, code in DECISION_FIELDS[1:-1]) + "4x"


class ContextStructure(ctypes.Structure):
    """``triage_context``"""

    _fields_ = [
        ("size", ctypes.c_uint32),
        ("minimum_tier", ctypes.c_int32),
        ("pinned_tier", ctypes.c_int32),
        ("error_tolerance", ctypes.c_float),
        ("input_tokens", ctypes.c_int64),
        ("context_windows", ctypes.POINTER(ctypes.c_int64)),
        ("context_window_count", ctypes.c_int64),
    ]


class ModelStructure(ctypes.Structure):
    """``triage_model``"""

    _fields_ = [
        ("name", ctypes.c_char_p),
        ("input_price", ctypes.c_double),
        ("output_price", ctypes.c_double),
        ("mean_cost", ctypes.c_double),
        ("context_window", ctypes.c_int64),
    ]


class TierStructure(ctypes.Structure):
    """``triage_tier``"""

    _fields_ = [
        ("name", ctypes.c_char_p),
        ("models", ctypes.POINTER(ctypes.c_int32)),
        ("model_count", ctypes.c_int32),
        ("threshold", ctypes.c_float),
    ]


class PartStructure(ctypes.Structure):
    """``triage_part``"""

    _fields_ = [
        ("text", ctypes.POINTER(ctypes.c_char)),
        ("length", ctypes.c_size_t),
        ("contributions", ctypes.POINTER(ctypes.c_float)),
        ("kind", ctypes.c_int32),
    ]


class ExplanationStructure(ctypes.Structure):
    """``triage_explanation``"""

    _fields_ = [
        ("owner", ctypes.c_void_p),
        ("decision", ctypes.c_void_p),
        ("logits", ctypes.POINTER(ctypes.c_float)),
        ("parts", ctypes.POINTER(ctypes.POINTER(PartStructure))),
        ("part_count", ctypes.c_size_t),
    ]
