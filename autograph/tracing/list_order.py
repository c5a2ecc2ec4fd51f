"""A list in arrays in, the same items in order out."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import Any

import numpy as np

from autograph.runtime.types import ArrayType
from autograph.tracing.encoding import types_of
from autograph.tracing.spec import Number, Sequence, Spec
from autograph.tracing.tensor import Tensor, need_value
from autograph.tracing.trace import Untraceable, emit
from autograph.tracing.traced_list import Grown

__all__ = ["in_order", "in_order_of"]


def in_order(held: Grown, *, reverse: Any = False) -> Grown:
    """Return the items sorted as Python sorts them."""
    return in_order_of(held, held, reverse=reverse)


def in_order_of(held: Grown, ranks: Grown, *, reverse: Any = False) -> Grown:
    """Return the items sorted by the ranks that they have; what is equal stays in its order."""
    if isinstance(reverse, Tensor):
        raise need_value(reverse, "as the order of sorting")
    turned = _turned if reverse else _same
    columns: list[Any] = [turned(buffer[: ranks.count]) for buffer in ranks.buffers]
    order: Any = None
    for used in reversed(_rank_columns(ranks.element, columns)):
        step = np.argsort(used if order is None else used[order], kind="stable")
        order = step if order is None else order[step]
    buffers = (turned(turned(buffer[: held.count])[order]) for buffer in held.buffers)
    return dataclasses.replace(held, buffers=tuple(emit("copy", buffer) for buffer in buffers))


def _same(column: Any) -> Any:
    return column


def _turned(column: Any) -> Any:
    return column[::-1]


def _rank_columns(spec: Spec, columns: list[Any]) -> list[Any]:
    """Return the numbers that decide the order, most significant first; takes their columns off the front.

    The run is staked on no rank's being an object such as None, which has no place in an order.
    """
    if isinstance(spec, Sequence) and spec.items:
        return [column for item in spec.items for column in _rank_columns(item, columns)]
    if not isinstance(spec, Number) or spec.type is None or spec.type.dtype.kind == "c":
        raise Untraceable("AG105", "sorting of a list whose items are no plain numbers")
    number, *tags = (columns.pop(0) for _ in types_of(spec))
    for what, tag in zip(spec.alternatives, tags, strict=True):
        if not isinstance(what, ArrayType):
            _refuse_any(tag, f"{what!r} among what is sorted")
    if number.type.dtype.kind == "f":
        _refuse_any(np.isnan(number), "nan among what is sorted")
    return [number]


def _refuse_any(bad: Any, reason: str) -> None:
    found = emit("to_python", np.any(bad), type=bool)
    emit("assume", emit("logical_not_py", found), reason=reason)


def ranked(items: Any, key: Callable[..., Any]) -> Any:
    """Return the list of what a function makes of each item."""
    from autograph.operators.builtins import BUILTINS  # noqa: PLC0415  (operators are made of lists)

    return BUILTINS[list](BUILTINS[map](key, items))
