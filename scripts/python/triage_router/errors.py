"""What can go wrong, by what the caller can do about it."""

from __future__ import annotations


class TriageError(Exception):
    """Any failure of Triage; the message is one line that says what was found and what was expected."""


class LibraryNotFound(TriageError, ImportError):
    """``libtriage.so`` was not found, or is not one that this package can use."""


class MissingModel(TriageError, FileNotFoundError):
    """There is no model file at this path."""


class UnreadableModel(TriageError, OSError):
    """The system refused to open, measure or map the model file."""


class InvalidModel(TriageError, ValueError):
    """The model file is truncated, damaged, foreign, or newer than the library."""
