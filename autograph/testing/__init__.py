"""Check that decorated functions do what they did undecorated: `assert_same`, random programs, the corpus.

The Hypothesis strategy `programs` is imported on first use: Hypothesis is not needed otherwise.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from autograph.testing.copying import duplicate
from autograph.testing.generate import generate, program
from autograph.testing.program import Program
from autograph.testing.same import STAGES, Mismatch, assert_same, find_mismatch

if TYPE_CHECKING:
    from autograph.testing.strategies import programs

__all__ = [
    "STAGES",
    "Mismatch",
    "Program",
    "assert_same",
    "duplicate",
    "find_mismatch",
    "generate",
    "program",
    "programs",
]


def __getattr__(name: str) -> Any:
    if name == "programs":
        from autograph.testing.strategies import programs  # noqa: PLC0415 - Hypothesis is an extra

        return programs
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
