"""`np.interp` and `np.digitize` as plain programs; traced, never run as they are."""

from __future__ import annotations

from typing import Any

import numpy as np

__all__ = ["digitize", "interp", "interp_one"]

_NEAR = 8
"""How far from the place before NumPy looks before it halves all that is left."""


def interp(x: Any, xp: Any, fp: Any, left: Any, right: Any) -> Any:
    """Return ``np.interp(x, xp, fp, left, right)`` of an array, with NumPy's roundings."""
    keys = x.ravel()
    made = np.empty(keys.size)
    if keys.size == 0:
        if len(fp) != len(xp):
            raise ValueError("fp and xp are not of the same length.")
        return made.reshape(x.shape)
    below, above = _checked(xp, fp, left, right)
    place = 0
    for k in range(keys.size):
        made[k], place = _value(keys[k], xp, fp, (below, above), place)
    return made.reshape(x.shape)


def interp_one(x: Any, xp: Any, fp: Any, left: Any, right: Any) -> Any:
    """Return ``np.interp(x, xp, fp, left, right)`` of a number."""
    return np.float64(_value(np.float64(x), xp, fp, _checked(xp, fp, left, right), 0)[0])


def _checked(xp: Any, fp: Any, left: Any, right: Any) -> Any:
    """Return what lies below and above all points."""
    if len(xp) == 0:
        raise ValueError("array of sample points is empty")
    if len(fp) != len(xp):
        raise ValueError("fp and xp are not of the same length.")
    return (
        fp[0] if left is None else np.float64(left),
        fp[len(fp) - 1] if right is None else np.float64(right),
    )


def _value(x: Any, xp: Any, fp: Any, outside: Any, guess: Any) -> Any:
    """Return the value at a place, and between which points that lies."""
    below, above = outside
    size = len(xp)
    if size == 1:
        return below if x < xp[0] else above if x > xp[0] else fp[0], 0
    if np.isnan(x):
        return x, guess
    place = _place(x, xp, guess)
    if place == -1:
        found = below
    elif place == size:
        found = above
    elif place == size - 1 or xp[place] == x:
        found = fp[place]
    else:
        found = _between(x, xp, fp, place)
    return found, place


def _between(x: Any, xp: Any, fp: Any, place: Any) -> Any:
    with np.errstate(all="ignore"):
        slope = (fp[place + 1] - fp[place]) / (xp[place + 1] - xp[place])
        found = slope * (x - xp[place]) + fp[place]
        if np.isnan(found):
            found = slope * (x - xp[place + 1]) + fp[place + 1]
            if np.isnan(found) and fp[place] == fp[place + 1]:
                found = fp[place]
    return found


def _place(x: Any, xp: Any, guess: Any) -> Any:
    """Return the last point that is not above a place: -1 and their number stand for outside."""
    size = len(xp)
    if x > xp[size - 1]:
        return size
    if x < xp[0]:
        return -1
    if size <= 4:
        place = 1
        while place < size and x >= xp[place]:
            place += 1
        return place - 1
    first, last = _near(x, xp, max(min(guess, size - 3), 1))
    while first < last:
        middle = first + ((last - first) >> 1)
        if x >= xp[middle]:
            first = middle + 1
        else:
            last = middle
    return first - 1


def _near(x: Any, xp: Any, guess: Any) -> Any:
    """Return between which points the one behind a place is searched; both are that one if it is found."""
    size = len(xp)
    first, last = 0, size
    if x < xp[guess]:
        if x >= xp[guess - 1]:
            return guess, guess
        last = guess - 1
        if guess > _NEAR and x >= xp[guess - _NEAR]:
            first = guess - _NEAR
    elif x < xp[guess + 1]:
        first = last = guess + 1
    elif x < xp[guess + 2]:
        first = last = guess + 2
    else:
        first = guess + 2
        if guess < size - _NEAR - 1 and x < xp[guess + _NEAR]:
            last = guess + _NEAR
    return first, last


def digitize(x: Any, bins: Any, right: Any) -> Any:
    """Return ``np.digitize(x, bins, right)`` for doubles."""
    rises, known = _direction(bins)
    if not known:
        raise ValueError("bins must be monotonically increasing or decreasing")
    side: Any = "left" if right else "right"
    return np.searchsorted(bins, x, side) if rises else len(bins) - np.searchsorted(bins[::-1], x, side)


def _direction(bins: Any) -> Any:
    """Return whether bins rise from the first that are not alike, and whether none goes the other way."""
    size = len(bins)
    first = 1
    while first < size and bins[first] == bins[0]:
        first += 1
    rises = first >= size or bool(bins[0] < bins[first])
    known = True
    for k in range(first + 1, size):
        before, after = bins[k - 1], bins[k]
        if (before > after) if rises else (before < after):
            known = False
    return rises, known
