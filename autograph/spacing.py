"""`np.linspace` between two numbers, as a plain program; traced, never run as it is."""

from __future__ import annotations

from typing import Any

import numpy as np

__all__ = ["linspace"]


def linspace(start: Any, stop: Any, num: Any, endpoint: bool, dtype: Any) -> Any:
    """Return ``np.linspace(start, stop, num, endpoint, dtype=dtype)`` for doubles, with NumPy's roundings."""
    if num < 0:
        raise ValueError(f"Number of samples, {num}, must be non-negative.")
    parts = np.maximum(num - 1 if endpoint else num, 1)
    first, last = np.float64(start), np.float64(stop)
    width = last - first
    narrow = width / parts == 0  # NumPy divides the places then
    places = np.arange(num)
    made = places / np.where(narrow, parts, 1) * np.where(narrow, width, width / parts) + first
    if endpoint:
        made = np.where((places == num - 1) & (num > 1), last, made)
    if dtype is None:
        return made
    return (np.floor(made) if np.issubdtype(dtype, np.integer) else made).astype(dtype)
