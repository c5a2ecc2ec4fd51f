"""The builtin `sum` as Python's releases add; traced, never run as it is."""

from __future__ import annotations

import math
import sys
from collections.abc import Iterable
from typing import Any

import numpy as np

from autograph.tracing.alternatives import is_float

__all__ = ["added", "summed", "total"]

COMPENSATES = sys.version_info >= (3, 12)
"""Whether what rounding takes from a sum of floats is added at the end."""


def total(items: Iterable[Any], start: Any) -> Any:
    """Return ``sum(items, start)``."""
    partial, lost = start, 0.0
    for item in items:
        partial, lost = added(partial, lost, item)
    return summed(partial, lost)


def added(partial: Any, lost: Any, item: Any) -> tuple[Any, Any]:
    """Return the next partial sum, and what rounding has taken from it.

    Notes
    -----
    A. Neumaier, "Rundungsfehleranalyse einiger Verfahren zur Summation endlicher Summen", ZAMM 54 (1974).
    """
    after = partial + item
    if COMPENSATES and is_float(partial) and is_float(item):
        if abs(partial) >= abs(item):
            lost += (partial - after) + item
        else:
            lost += (item - after) + partial
    return after, lost


def summed(partial: Any, lost: Any) -> Any:
    """Return the whole sum."""
    whole = isinstance(partial, (int, np.integer))  # which stays known as it is
    if not whole and lost != 0 and math.isfinite(lost):
        partial = partial + lost
    return partial
