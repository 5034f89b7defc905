"""A router: a model file, open."""

from __future__ import annotations

import ctypes
import json
import os
import sys
from types import TracebackType
from typing import Any, Dict, Iterable, List, Mapping, NamedTuple, NoReturn, Optional, Sequence, Type, Union

from . import _structures as c
from ._library import library
from .context import Context
from .decision import Decision
from .decisions import DecisionReader, Decisions
from .description import Model, Tier
from .errors import InvalidModel, MissingModel, TriageError, UnreadableModel
from .explanation import Explanation, read_parts
from .messages import prompt_of

Prompt = Union[str, bytes]

_FAILURES: Dict[int, Type[TriageError]] = {
    c.NO_INPUT: MissingModel,
    c.IO: UnreadableModel,
    c.BAD_DATA: InvalidModel,
}


class _Handle(ctypes.c_void_p):
    """The library's router; closed when nobody holds it any more, so that no thread can be left with a closed one."""

    def __del__(self) -> None:
        if self.value:
            library().close(self)
            self.value = None


class _Scratch(NamedTuple):
    """Where one decision at a time is written, with its addresses ready to hand over."""

    buffer: bytearray
    length: ctypes.c_size_t
    decision: ctypes.c_void_p
    scores: ctypes.c_void_p
    sufficiencies: ctypes.c_void_p


class Router:
    """Decides which model a prompt needs.

    Open once and share: a router never changes, and any number of threads may use it at the same time.
    :meth:`decide` holds the interpreter's lock for the microseconds it takes, :meth:`decide_many` gives it up.

    :param path: a model file, as ``triage train`` writes it.
    :raises MissingModel: there is no such file.
    :raises UnreadableModel: the system refuses to read it.
    :raises InvalidModel: it is not a sound model file.
    """

    def __init__(self, path: Union[str, "os.PathLike[str]"]) -> None:
        handle = _Handle()
        message = ctypes.create_string_buffer(1024)
        name = os.fsencode(path)
        if b"\0" in name:
            raise ValueError("the path has a NUL inside")
        status = library().open(name, ctypes.byref(handle), message, len(message))
        self._set_up(handle, status, message)

    @classmethod
    def from_bytes(cls, data: bytes) -> "Router":
        """A router over a copy of a model file's bytes."""
        self = cls.__new__(cls)
        handle = _Handle()
        message = ctypes.create_string_buffer(1024)
        status = library().open_bytes(data, len(data), ctypes.byref(handle), message, len(message))
        self._set_up(handle, status, message)
        return self

    def _set_up(self, handle: _Handle, status: int, message: Any) -> None:
        if status != c.OK:
            raise _FAILURES.get(status, TriageError)(message.value.decode("utf-8", "replace"))
        lib = library()
        self._handle: Optional[_Handle] = handle
        #: The models, in the order of every column of scores.
        self.models = tuple(
            Model._read(lib.model_at(handle, index).contents) for index in range(lib.model_count(handle))
        )
        #: The tiers, cheapest first.
        self.tiers = tuple(
            Tier._read(lib.tier_at(handle, index).contents, self.models) for index in range(lib.tier_count(handle))
        )
        #: ``sha256:`` and 64 digits: the model file's content.
        self.identity: str = lib.identity(handle).decode()
        #: A request whose chosen tier's sufficiency is this close to the threshold goes one tier up.
        self.band_half_width: float = lib.band_half_width(handle)
        #: A request with less evidence than this goes one tier up.
        self.least_evidence: float = lib.least_evidence(handle)
        self._manifest: bytes = lib.manifest(handle)
        names = tuple(model.name for model in self.models)
        self._reader = DecisionReader(names, len(self.tiers), self.identity)
        self._unpack = self._reader.numbers.unpack_from
        self._read = self._reader.read
        self._call = lib.decide
        # One for each decision under way. A list, not a thread's own: a signal's handler that decides in the middle of a
        # decision gets another one, and threads that end leave nothing behind.
        self._scratches: List[_Scratch] = []

    @property
    def manifest(self) -> Dict[str, Any]:
        """Where the router came from: data hashes, seed, heads, prices, held-out metrics."""
        result: Dict[str, Any] = json.loads(self._manifest)
        return result

    def decide(self, prompt: Prompt, context: Optional[Context] = None) -> Decision:
        """Decides for the user's own words, without the system prompt or earlier answers.

        :param prompt: text, or bytes, of which any are accepted.
        :param context: the caller's rules.
        """
        # Written out, without helpers: in this method tenths of a microsecond count.
        try:
            data = prompt.encode() if type(prompt) is str else _utf8(prompt)
        except UnicodeEncodeError:
            data = _utf8(prompt)
        try:
            scratch = self._scratches.pop()
        except IndexError:
            scratch = self._scratch()
        buffer, length, decision, scores, sufficiencies = scratch
        length.value = len(data)
        pointer = None if context is None else _pointer(context)
        if self._call(self._handle, data, length, pointer, decision, scores, sufficiencies):
            self._refuse()
        values = self._unpack(buffer)
        self._scratches.append(scratch)
        return self._read(values)

    def decide_messages(
        self, messages: Sequence[Mapping[str, Any]], context: Optional[Context] = None
    ) -> Decision:
        """Decides for a conversation in OpenAI's format, by what the user said last."""
        return self.decide(prompt_of(messages), context)

    def decide_many(self, prompts: Iterable[Prompt], context: Optional[Context] = None) -> Decisions:
        """Decides for many prompts in one call, which gives up the interpreter's lock: run it in as many threads as there
        are cores.

        :param prompts: a list, an array, a column of texts.
        :param context: one for all.
        """
        if isinstance(prompts, (str, bytes)):
            raise TypeError(f"prompts is one {type(prompts).__name__}, expected a list of them; decide takes one")
        pointer = None if context is None else _pointer(context)
        data = [_utf8(prompt) for prompt in prompts]
        count = len(data)
        rows = bytearray(c.DECISION_SIZE * count)
        scores = bytearray(4 * len(self.models) * count)
        sufficiencies = bytearray(4 * len(self.tiers) * count)
        if count:
            rows[:4] = c.DECISION_SIZE.to_bytes(4, _BYTE_ORDER)
            status = library().decide_many(
                self._handle,
                count,
                (ctypes.c_char_p * count)(*data),
                (ctypes.c_size_t * count)(*map(len, data)),
                pointer,
                _address(rows),
                _address(scores),
                _address(sufficiencies),
            )
            if status != c.OK:
                self._refuse()
        elif self._handle is None:
            self._refuse()
        return Decisions(self._reader, count, rows, scores, sufficiencies)

    def explain(self, prompt: Prompt, context: Optional[Context] = None) -> Explanation:
        """Takes a decision apart, word by word; some hundred times as slow as :meth:`decide`."""
        data = _utf8(prompt)
        explained = ctypes.POINTER(c.ExplanationStructure)()
        pointer = None if context is None else _pointer(context)
        if library().explain(self._handle, data, len(data), pointer, ctypes.byref(explained)) != c.OK:
            self._refuse()
        try:
            names = self._reader.models
            logits = dict(zip(names, explained.contents.logits[: len(names)]))
            return Explanation(self.decide(data, context), logits, read_parts(explained.contents, names))
        finally:
            library().explanation_free(explained)

    def close(self) -> None:
        """Lets the model file go. Decisions under way in other threads still end well; later ones raise ValueError."""
        self._handle = None

    def __enter__(self) -> "Router":
        return self

    def __exit__(
        self,
        kind: Optional[Type[BaseException]],
        error: Optional[BaseException],
        trace: Optional[TracebackType],
    ) -> None:
        self.close()

    def __repr__(self) -> str:
        names = ", ".join(model.name for model in self.models)
        return f"<Router {names}, {self.identity[:15]}{'' if self._handle else ', closed'}>"

    def _scratch(self) -> _Scratch:
        buffer = bytearray(self._reader.numbers.size)
        buffer[:4] = c.DECISION_SIZE.to_bytes(4, _BYTE_ORDER)
        base = _address(buffer)
        scores = ctypes.c_void_p((base.value or 0) + c.DECISION_SIZE)
        sufficiencies = ctypes.c_void_p((scores.value or 0) + 4 * len(self.models))
        return _Scratch(buffer, ctypes.c_size_t(), base, scores, sufficiencies)

    def _refuse(self) -> NoReturn:
        if self._handle is None:
            raise ValueError("the router is closed")
        raise TriageError("the library refused its arguments: this package and libtriage.so do not fit together")


_BYTE_ORDER = sys.byteorder


def _pointer(context: Context) -> ctypes.c_void_p:
    """The address of a context, where it is one."""
    if isinstance(context, Context):
        return context.pointer
    raise TypeError(f"a context is a Context, not {type(context).__name__}")


def _utf8(prompt: Prompt) -> bytes:
    """The bytes of a prompt; half of a surrogate pair goes in as it is, the library takes any bytes."""
    if isinstance(prompt, str):
        try:
            return prompt.encode()
        except UnicodeEncodeError:
            return prompt.encode("utf-8", "surrogatepass")
    if isinstance(prompt, bytes):
        return prompt
    raise TypeError(f"a prompt is text or bytes, not {type(prompt).__name__}")


def _address(buffer: bytearray) -> ctypes.c_void_p:
    """Where a buffer lies. It must not be resized, and must be kept, while the address is used."""
    return ctypes.c_void_p(ctypes.addressof((ctypes.c_char * len(buffer)).from_buffer(buffer)) if buffer else None)
