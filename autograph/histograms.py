"""`np.histogram` with bins of one width, and `np.bincount`, as plain programs; traced, never run so."""

from __future__ import annotations

from typing import Any

import numpy as np

from autograph.tracing.trace import forgo

__all__ = ["bincount", "histogram"]

_BLOCK = 65536
"""NumPy adds up the weights of so many numbers at a time."""


def histogram(a: Any, bins: Any, ends: Any, weights: Any) -> Any:
    """Return ``np.histogram(a, bins, ends, weights=weights)`` for doubles."""
    if weights is not None:
        if not _alike(weights, a):
            raise ValueError("weights should have the same shape as a.")
        weights = weights.ravel()
    a = a.ravel()
    if bins < 1:
        raise ValueError("`bins` must be positive, when an integer")
    first, last = _ends(a, ends)
    edges = _edges(first, last, bins)
    width = last - first
    # So near an integer the place may be another than the edges say: eight roundings, and those of the edges.
    close = bins * (1 + max(abs(first), abs(last)) / width) * 2.0**-50
    known = first, last, bins, edges, close
    if weights is None:
        return _counts(a, known, ends is not None), edges
    return _sums(a, weights, known, ends is not None), edges


def _edges(first: Any, last: Any, bins: Any) -> Any:
    width = last - first
    step = width / bins
    if not np.isfinite(width) or step == 0:
        forgo("bins too narrow or too wide for numbers")
    edges = np.arange(bins + 1) * step + first
    edges[-1] = last
    if np.any(edges[:-1] >= edges[1:]):
        raise ValueError(f"Too many bins for data range. Cannot create {bins} finite-sized bins.")
    return edges


def _counts(a: Any, known: Any, ends: bool) -> Any:
    first, last, bins, _, _ = known
    counts = np.zeros(bins, np.intp)
    for value in a:
        if not ends or first <= value <= last:
            counts[_place(value, *known)] += 1
    return counts


def _sums(a: Any, weights: Any, known: Any, ends: bool) -> Any:
    first, last, bins, _, _ = known
    total = np.zeros(bins, weights.dtype)
    for begin in range(0, a.size, _BLOCK):
        part = np.zeros(bins, weights.dtype)
        for k in range(begin, min(begin + _BLOCK, a.size)):
            if not ends or first <= a[k] <= last:
                part[_place(a[k], *known)] += weights[k]
        total += part
    return total


def _alike(one: Any, other: Any) -> Any:
    """Whether two arrays have the same sizes."""
    same = one.ndim == other.ndim
    for size, wanted in zip(one.shape, other.shape):  # noqa: B905  (the ranks may differ)
        same = same and size == wanted
    return same


def _ends(a: Any, ends: Any) -> Any:
    """Return the first and the last edge."""
    if ends is None:
        if a.size == 0:
            first, last = np.float64(0), np.float64(1)
        else:
            first, last = a.min(), a.max()
            if not (np.isfinite(first) and np.isfinite(last)):
                raise ValueError(f"autodetected range of [{first}, {last}] is not finite")
    else:
        first, last = np.float64(ends[0]), np.float64(ends[1])
        if first > last:
            raise ValueError("max must be larger than min in range parameter.")
        if not (np.isfinite(first) and np.isfinite(last)):
            raise ValueError(f"supplied range of [{ends[0]}, {ends[1]}] is not finite")
    if first == last:
        first = first - 0.5
        last = last + 0.5
    return first, last


def _place(value: Any, first: Any, last: Any, bins: Any, edges: Any, close: Any) -> Any:  # noqa: PLR0913, PLR0917  (what NumPy finds a place by)
    """Return the number of a value's bin."""
    exact = (value - first) / (last - first) * bins
    place: Any = np.intp(exact)
    part = exact - place
    if part < close or part > 1 - close:
        if place == bins:
            place -= 1
        if value < edges[place]:
            place -= 1
        if value >= edges[place + 1] and place != bins - 1:
            place += 1
    return place


def bincount(x: Any, weights: Any, minlength: Any) -> Any:
    """Return ``np.bincount(x, weights, minlength)`` for integers, weights being doubles."""
    if minlength < 0:
        raise ValueError("'minlength' must not be negative")
    size = minlength
    for place in x:
        if place < 0:
            raise ValueError("'list' argument must have no negative elements")
        size = max(size, int(place) + 1)
    if weights is not None and len(x) == 0:
        forgo("no numbers to weigh: they are counted")
    if weights is not None and len(weights) != len(x):
        raise ValueError("The weights and list don't have the same length.")
    if weights is None:
        counts = np.zeros(size, np.intp)
        for place in x:
            counts[place] += 1
        return counts
    total = np.zeros(size)
    for place, weight in zip(x, weights):  # noqa: B905  (they are of one length)
        total[place] += weight
    return total
