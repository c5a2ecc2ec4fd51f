"""A number that lies in a 0-d array on some paths: the array, and the number wherever it lies."""

from __future__ import annotations

from typing import Any

from autograph.tracing.tensor import Tensor, box_of, clone
from autograph.tracing.trace import emit

__all__ = ["holds_box", "unboxed", "without_box"]


def without_box(handle: Tensor) -> Tensor:
    """Return what a handle is where it is no array."""
    return clone(handle, tuple(a for a in handle.alternatives if not isinstance(a.what, Tensor)))


def unboxed(item: Any) -> Any:
    """Return a number that may lie in a 0-d array as the number that it is now, anything else as it is."""
    from autograph.operators.truth import choose  # noqa: PLC0415  (choosing is made of ops)

    box = box_of(item)
    if box is None:
        return item
    number = without_box(item)
    held = emit("item", box.what)
    if number.alternatives or held.type != number.type:
        return choose(box.tag, lambda: held, lambda: number)
    return emit("select_scalar", box.tag, held, number)


def holds_box(*items: Any) -> bool:
    """Whether one of these objects may be a number or a 0-d array."""
    return any(box_of(item) is not None for item in items)
