"""Ops on handles that may really be something else: kept apart where it shows, staked where it cannot be."""

from __future__ import annotations

from typing import Any

from autograph.runtime import ops
from autograph.runtime.errors import TraceError
from autograph.runtime.types import ArrayType, type_of
from autograph.tracing.tensor import Alternative, Tensor, clone, settle
from autograph.tracing.trace import emit

__all__ = ["emit_with"]

_DELICATE = {
    "true_divide",
    "floor_divide",
    "remainder",
    "power",
    "left_shift",
    "right_shift",
    "graph_print",
    "host_call",
    "raise_if",
    "to_array",
    "item",
    "invert",
    "round_py",
    "bit_length",
    "bit_count",
    "logical_not_py",
    "py_min2",
    "py_max2",
    "select_scalar",
    "get_item",
    "set_item",
}
"""Ops whose effect or error depends on whose scalar an operand is."""


def emit_with(name: str, operands: tuple[Any, ...], params: dict[str, Any]) -> Any:
    """Emit a node some of whose operands have alternatives."""
    if name == "set_item":
        # An element of an array has the array's dtype, whatever number it was made of.
        operands = tuple(_plain(item) if _numbers_only(item) else settle(item) for item in operands)
        return emit(name, *operands, **params)
    apart = [item for item in operands if isinstance(item, Tensor) and item.alternatives]
    if len(apart) != 1 or name in _DELICATE or not ops.get(name).elementwise or not _numbers_only(apart[0]):
        return emit(name, *(settle(item) for item in operands), **params)
    (one,) = apart
    plain = tuple(_plain(item) if item is one else item for item in operands)
    results = _types(name, operands, one, one.type, params)
    others = [
        (_types(name, operands, one, alternative.what, params), alternative)
        for alternative in one.alternatives
    ]
    if results is None or any(other is None for other, _ in others):
        return emit(name, *(settle(item) for item in operands), **params)
    made = emit(name, *plain, **params)
    kept = []
    for other, alternative in others:
        assert other is not None
        if other == results:
            continue
        if not _restorable(other, results):
            return emit(name, *(settle(item) for item in operands), **params)
        if other.dtype.kind in "iu" and results.dtype.kind in "fc":
            exact = emit("less", emit("absolute", made), float(2**53))
            either = emit("logical_or", exact, emit("logical_not_py", alternative.tag))
            emit("assume", emit("to_python", either, type=bool), reason="an int beyond 2**53 among floats")
        kept.append(Alternative(other, alternative.tag))
    return clone(made, tuple(kept))


def _plain(item: Any) -> Any:
    return clone(item, ()) if isinstance(item, Tensor) and item.alternatives else item


def _numbers_only(item: Any) -> bool:
    return not isinstance(item, Tensor) or all(isinstance(a.what, ArrayType) for a in item.alternatives)


def _types(
    name: str, operands: tuple[Any, ...], one: Tensor, as_type: ArrayType, params: dict[str, Any]
) -> ArrayType | None:
    types = [
        as_type if item is one else item.type if isinstance(item, Tensor) else type_of(item)
        for item in operands
    ]
    try:
        (result,) = ops.get(name).infer(*types, **params)
    except (TraceError, TypeError):
        return None
    return result


def _restorable(other: ArrayType, main: ArrayType) -> bool:
    """Whether a value of type `other` can be told from the same number held as `main`."""
    if not (other.is_scalar and main.is_scalar):
        return False
    short = other.dtype.kind == "u" or other.dtype.itemsize < 8
    if other.dtype != main.dtype and other.dtype.kind != "b" and short:
        return False  # It would wrap round, or be rounded, where the wider one is not.
    order = "bif c"
    ranks = [order.find("i" if t.dtype.kind == "u" else t.dtype.kind) for t in (other, main)]
    return ranks[0] <= ranks[1] and other.dtype.itemsize <= main.dtype.itemsize
