"""Ops that change a value's dtype or kind."""

from __future__ import annotations

import operator
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import numpy as np

from autograph.runtime.codegen import arithmetic, scalars
from autograph.runtime.ops.base import define
from autograph.runtime.ops.rules import by_sample, require, require_numeric
from autograph.runtime.types import ArrayType, type_of

if TYPE_CHECKING:
    from autograph.runtime.graph import Node

__all__: list[str] = []


def _numeric(dtype: Any) -> np.dtype[Any]:
    result: np.dtype[Any] = np.dtype(dtype)
    good = result.kind in "biufc" and result.isnative
    require(good, f"values of dtype {result} are not supported in a graph")
    return result


def _infer_cast(x: ArrayType, *, dtype: Any) -> tuple[ArrayType, ...]:
    require_numeric(x)
    kind = "scalar" if x.is_scalar else "array"
    return (ArrayType(_numeric(dtype), x.shape, kind),)  # type: ignore[arg-type]


def _cast(x: Any, *, dtype: Any) -> Any:
    if isinstance(x, np.ndarray):
        return x.astype(dtype)
    return np.asarray(x).astype(dtype)[()]


define(
    "cast",
    infer=_infer_cast,
    numpy=_cast,
    kernel=arithmetic.cast_rule,
    elementwise=True,
)


def _infer_to_numpy(x: ArrayType, *, dtype: Any) -> tuple[ArrayType, ...]:
    require_numeric(x)
    require(x.ndim == 0, "to_numpy takes a scalar")
    target = _numeric(dtype)
    require(target.kind == "c" or x.dtype.kind != "c", "a complex number is not converted to a real one")
    return (ArrayType(target, (), "scalar"),)


def _to_numpy(x: Any, *, dtype: Any) -> Any:
    return np.dtype(dtype).type(x)


def _to_numpy_may_fail(node: Node) -> bool:
    source, target = node.inputs[0].type, node.outputs[0].type.dtype
    if target.kind not in "iu":
        return False
    wide = target == np.int64 and source.dtype.kind in "bi"
    return source.kind == "python" and source.dtype.kind != "b" and not wide


define(
    "to_numpy",
    infer=_infer_to_numpy,
    numpy=_to_numpy,
    kernel=scalars.to_numpy,
    elementwise=True,
    may_fail=_to_numpy_may_fail,
)


def _convert(x: Any, *, type: Callable[[Any], Any]) -> Any:
    return type(x)


def _infer_to_python(x: ArrayType, *, type: Callable[[Any], Any]) -> tuple[ArrayType, ...]:
    require_numeric(x)
    require(x.ndim == 0, "only 0-dimensional arrays can be converted to Python scalars")
    real = x.kind == "python" or x.dtype.kind != "c" or type in (bool, complex)
    require(real, "a complex number is not real")
    return (by_sample(_convert, x, type=type),)


define(
    "to_python",
    infer=_infer_to_python,
    numpy=_convert,
    kernel=scalars.to_python,
    elementwise=True,
    may_fail=lambda node: node.params["type"] is int and node.inputs[0].type.dtype.kind in "fc",
)


def _infer_to_array(x: ArrayType) -> tuple[ArrayType, ...]:
    require_numeric(x)
    return (ArrayType(x.dtype, x.shape),)


define(
    "to_array",
    infer=_infer_to_array,
    numpy=np.asarray,
    kernel=scalars.to_array,
    elementwise=True,
    views=True,
)


def _infer_item(x: ArrayType) -> tuple[ArrayType, ...]:
    require(x.ndim == 0, "item takes a 0-d array")
    return (ArrayType(x.dtype, (), "scalar"),)


define(
    "item",
    infer=_infer_item,
    numpy=lambda x: x[()],
    kernel=scalars.item,
    elementwise=True,
)


def _infer_not(x: ArrayType) -> tuple[ArrayType, ...]:
    require(x.ndim == 0, "The truth value of an array with more than one element is ambiguous.")
    return (type_of(True),)


define(
    "logical_not_py",
    infer=_infer_not,
    numpy=operator.not_,
    kernel=scalars.logical_not,
    elementwise=True,
)
