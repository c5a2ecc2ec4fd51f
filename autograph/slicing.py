"""What a slice picks of a sequence of some length, as `slice.indices` tells it: traced, never run itself."""

from __future__ import annotations

from typing import Any

__all__ = ["indices"]


def indices(part: Any, length: Any) -> Any:
    """Return start, stop and step, all of them ints."""
    if length < 0:
        raise ValueError("length should not be negative")
    step = 1 if part.step is None else part.step
    if step == 0:
        raise ValueError("slice step cannot be zero")
    first, last = (0, length) if step > 0 else (-1, length - 1)
    start = last if step < 0 else first
    if part.start is not None:
        start = part.start + length if part.start < 0 else part.start
        start = min(max(start, first), last)
    stop = first if step < 0 else last
    if part.stop is not None:
        stop = part.stop + length if part.stop < 0 else part.stop
        stop = min(max(stop, first), last)
    return start, stop, step
