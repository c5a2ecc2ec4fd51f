"""The text of an int as code points, and what such text says; traced, not run."""

from __future__ import annotations

from typing import Any

import numpy as np

from autograph.runtime.ops.templates import CODES
from autograph.tracing.trace import emit

__all__ = ["equal", "number_of", "written"]

_ZERO, _NINE, _MINUS = ord("0"), ord("9"), ord("-")
_TO_LETTERS = ord("a") - ord("9") - 1


def written(number: Any, base: Any, mark: Any) -> Any:
    """Return the code points of an int in a base, those of a mark between its sign and its digits."""
    rest = abs(number)
    size = 1 + len(mark)
    while rest >= base:
        rest //= base
        size += 1
    if number < 0:
        size += 1
    codes = np.empty(size, CODES)
    place = size
    rest = abs(number)
    while place > 0:
        place -= 1
        digit = rest % base
        rest //= base
        codes[place] = digit + _ZERO if digit < 10 else digit + _ZERO + _TO_LETTERS
    start = 0
    if number < 0:
        codes[0] = _MINUS
        start = 1
    for at in range(len(mark)):
        codes[start + at] = mark[at]
    return codes


def number_of(codes: Any) -> Any:
    """Return the int that code points are the text of; the call is run as Python for other texts."""
    start = 0
    if len(codes) > 1 and codes[0] == _MINUS:
        start = 1
    emit("assume", len(codes) > start, reason="a text that is no number")
    total = 0
    for place in range(start, len(codes)):
        code = int(codes[place])
        emit("assume", code >= _ZERO, reason="a text that is no number")
        emit("assume", code <= _NINE, reason="a text that is no number")
        total = total * 10 + (code - _ZERO)
    return -total if start else total


def equal(one: Any, two: Any) -> Any:
    """Return whether code points are the same."""
    if len(one) != len(two):
        return False
    return all(one[place] == two[place] for place in range(len(one)))
