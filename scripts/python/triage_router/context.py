"""What a request carries that the prompt's text does not say."""

from __future__ import annotations

import ctypes
from typing import Optional, Sequence

from ._structures import ContextStructure


class Context:
    """The caller's rules for a request. Make it once and use it for as many decisions as you like; it does not change.

    :param input_tokens: tokens of the whole request, history and system prompt included; a model whose context window is
        shorter does not get it.
    :param minimum_tier: the lowest tier this request may go to.
    :param pinned_tier: the tier this conversation is pinned to.
    :param error_tolerance: the share of insufficient answers the caller can live with, 0 to 1; the threshold becomes one
        minus it.
    :param context_windows: each model's context window in tokens, in the order of ``Router.models``, 0 where unknown; by
        default those of the model file.
    """

    __slots__ = ("_structure", "_windows", "pointer")

    def __init__(
        self,
        *,
        input_tokens: Optional[int] = None,
        minimum_tier: int = 0,
        pinned_tier: Optional[int] = None,
        error_tolerance: Optional[float] = None,
        context_windows: Optional[Sequence[int]] = None,
    ) -> None:
        for name, value in (
            ("input_tokens", input_tokens),
            ("minimum_tier", minimum_tier),
            ("pinned_tier", pinned_tier),
        ):
            if value is not None and not 0 <= value <= 2**31 - 1:
                raise ValueError(f"{name} is {value}, expected 0 or more, and below 2^31")
        if error_tolerance is not None and not 0 <= error_tolerance <= 1:
            raise ValueError(f"error_tolerance is {error_tolerance}, expected 0 to 1")
        windows = None if context_windows is None else (ctypes.c_int64 * len(context_windows))(*context_windows)
        self._windows = windows
        self._structure = ContextStructure(
            ctypes.sizeof(ContextStructure),
            minimum_tier,
            -1 if pinned_tier is None else pinned_tier,
            -1.0 if error_tolerance is None else error_tolerance,
            -1 if input_tokens is None else input_tokens,
            windows,
            0 if windows is None else len(windows),
        )
        #: Its address, for the library.
        self.pointer = ctypes.c_void_p(ctypes.addressof(self._structure))
