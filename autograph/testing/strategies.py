"""Hypothesis strategies: random programs that shrink, and array arguments for tests of single functions."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from autograph.testing.choices import Drawn
from autograph.testing.generate import generate
from autograph.testing.program import Program

__all__ = ["programs"]


@st.composite
def programs(draw: Any, size: int = 6, *, language: bool = False) -> Program:
    """Draw a random program with its argument sets.

    Parameters
    ----------
    draw : callable
        Given by Hypothesis.
    size : int
        About how many statements the body has at its top level.
    language : bool
        Use lists, `try` and other things beyond the core.

    Returns
    -------
    Program
    """
    return generate(Drawn(lambda bound: draw(st.integers(0, bound - 1))), size, language=language)
