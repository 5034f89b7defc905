"""Finds and loads ``libtriage.so``, once a process."""

from __future__ import annotations

import ctypes
import functools
import os
from pathlib import Path
from typing import Any

from . import _structures as c
from .errors import LibraryNotFound

#: The version of triage.h that this package was written for.
ABI_VERSION = 1

_NAMES = ("libtriage.so", "libtriage.so.1", "libtriage.dylib")


def library_path() -> str:
    """Where the library is loaded from: the first of these that there is.

    1. ``$TRIAGE_LIBRARY``, a file; it must be there if it is set.
    2. ``libtriage.so`` beside this package's modules: in a wheel it is.
    3. ``.build-c/lib`` of the checkout that this package stands in, where ``scripts/build-c-library`` puts it.
    4. ``libtriage.so.1``, wherever the system's loader finds it.
    """
    named = os.environ.get("TRIAGE_LIBRARY")
    if named:
        if not os.path.isfile(named):
            raise LibraryNotFound(f"TRIAGE_LIBRARY names {named}, and there is no such file")
        return named
    here = Path(__file__).resolve().parent
    for folder in (here, here.parents[2] / ".build-c" / "lib"):
        for name in _NAMES:
            if (folder / name).is_file():
                return str(folder / name)
    return "libtriage.so.1"


class Library:
    """The functions, each through the loader that fits it.

    ctypes can keep the interpreter's lock during a call (``PyDLL``) or give it up (``CDLL``). A single decision takes
    microseconds: giving the lock up would hand it to another thread for up to its whole switch interval (5 ms). What takes
    longer gives it up.
    """

    def __init__(self, path: str) -> None:
        try:
            holding: Any = ctypes.PyDLL(path)
            yielding: Any = ctypes.CDLL(path)
            found = yielding.triage_abi_version()
        except (OSError, AttributeError) as error:
            raise LibraryNotFound(
                f"{path} cannot be used: {error}; run scripts/build-c-library, or set TRIAGE_LIBRARY to libtriage.so"
            ) from error
        if found != ABI_VERSION:
            raise LibraryNotFound(f"{path} has interface version {found}, expected {ABI_VERSION}")
        pointer, size, number = ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int32

        def declare(function: Any, result: Any, *arguments: Any) -> Any:
            function.restype = result
            function.argtypes = arguments
            return function

        self.path = path
        # Without argtypes, which cost a quarter of a microsecond a call: the caller hands over ctypes objects of these
        # types, bytes, or None.
        self.decide = holding.triage_decide
        self.decide.restype = number
        self.close = declare(holding.triage_close, None, pointer)
        self.decide_many = declare(
            yielding.triage_decide_many, number, pointer, size, pointer, pointer, pointer, pointer, pointer, pointer
        )
        self.open = declare(
            yielding.triage_open, number, ctypes.c_char_p, ctypes.POINTER(pointer), ctypes.c_char_p, size
        )
        self.open_bytes = declare(
            yielding.triage_open_bytes,
            number,
            ctypes.c_char_p,
            size,
            ctypes.POINTER(pointer),
            ctypes.c_char_p,
            size,
        )
        self.explain = declare(
            yielding.triage_explain,
            number,
            pointer,
            ctypes.c_char_p,
            size,
            pointer,
            ctypes.POINTER(ctypes.POINTER(c.ExplanationStructure)),
        )
        self.explanation_free = declare(yielding.triage_explanation_free, None, pointer)
        self.model_count = declare(yielding.triage_model_count, number, pointer)
        self.tier_count = declare(yielding.triage_tier_count, number, pointer)
        self.model_at = declare(yielding.triage_model_at, ctypes.POINTER(c.ModelStructure), pointer, number)
        self.tier_at = declare(yielding.triage_tier_at, ctypes.POINTER(c.TierStructure), pointer, number)
        self.band_half_width = declare(yielding.triage_band_half_width, ctypes.c_float, pointer)
        self.least_evidence = declare(yielding.triage_least_evidence, ctypes.c_float, pointer)
        self.identity = declare(yielding.triage_identity, ctypes.c_char_p, pointer)
        self.manifest = declare(yielding.triage_manifest, ctypes.c_char_p, pointer)
        self.version = declare(yielding.triage_version, ctypes.c_char_p)


@functools.lru_cache(maxsize=None)
def library() -> Library:
    """The library; loaded when first asked for, so that importing the package cannot fail."""
    return Library(library_path())


def library_version() -> str:
    """The release of the library that is loaded."""
    return str(library().version().decode())
