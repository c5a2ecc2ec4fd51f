"""Products of matrices and vectors."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import numpy as np

from autograph.runtime.codegen import products as kernels
from autograph.runtime.ops.base import define
from autograph.runtime.ops.rules import (
    Shape,
    array,
    broadcast,
    by_sample,
    kind_for,
    require,
    require_numeric,
    shapes_may_clash,
)
from autograph.runtime.types import ArrayType

if TYPE_CHECKING:
    from autograph.runtime.graph import Node

__all__: list[str] = []


def _meets(a: ArrayType, b: ArrayType, b_axis: int) -> None:
    """Raise TraceError if the axes that are summed over are known to differ."""
    m, n = a.shape[-1], b.shape[b_axis]
    known = isinstance(m, int) and isinstance(n, int)
    require(not known or m == n, f"shapes {a.shape} and {b.shape} not aligned: {m} != {n}")


def _inner_axis(b: ArrayType) -> int:
    return 0 if b.ndim == 1 else -2


def _product_type(function: Callable[..., Any], a: ArrayType, b: ArrayType, shape: Shape) -> ArrayType:
    return ArrayType(by_sample(function, a, b).dtype, shape, kind_for(shape))


def _infer_matmul(a: ArrayType, b: ArrayType) -> tuple[ArrayType, ...]:
    require_numeric(a, b)
    message = "matmul: Input operand does not have enough dimensions (has 0, requires at least 1)"
    require(a.ndim > 0 and b.ndim > 0, message)
    _meets(a, b, _inner_axis(b))
    shape = broadcast(a.shape[:-2], b.shape[:-2])
    rows = a.shape[-2:-1] if a.ndim > 1 else ()
    columns = b.shape[-1:] if b.ndim > 1 else ()
    return (_product_type(np.matmul, a, b, (*shape, *rows, *columns)),)


def _infer_dot(a: ArrayType, b: ArrayType) -> tuple[ArrayType, ...]:
    require_numeric(a, b)
    if not a.ndim or not b.ndim:
        return (_product_type(np.dot, a, b, a.shape or b.shape),)
    axis = _inner_axis(b)
    _meets(a, b, axis)
    rest = b.shape[:-2] + b.shape[-1:] if b.ndim > 1 else ()
    return (_product_type(np.dot, a, b, (*a.shape[:-1], *rest)),)


def _product_may_fail(node: Node) -> bool:
    a, b = (value.type for value in node.inputs)
    if not a.ndim or not b.ndim:
        return False
    return a.shape[-1] != b.shape[_inner_axis(b)] or shapes_may_clash((a.shape[:-2], b.shape[:-2]))


define(
    "matmul",
    infer=_infer_matmul,
    numpy=np.matmul,
    kernel=kernels.matmul,
    may_fail=_product_may_fail,
    by_order=True,
    traces=(np.matmul,),
)

define(
    "dot",
    infer=_infer_dot,
    numpy=np.dot,
    kernel=kernels.matmul,
    may_fail=_product_may_fail,
    by_order=True,
    traces=(np.dot,),
)


def _infer_outer(a: ArrayType, b: ArrayType) -> tuple[ArrayType, ...]:
    require_numeric(a, b)
    require(a.ndim == 1 and b.ndim == 1, "outer takes two vectors")
    return (array(by_sample(np.outer, a, b).dtype, (*a.shape, *b.shape)),)


define(
    "outer",
    infer=_infer_outer,
    numpy=np.outer,
    kernel=kernels.outer,
    traces=(np.outer,),
)


def _infer_vector_product(a: ArrayType, b: ArrayType) -> tuple[ArrayType, ...]:
    require_numeric(a, b)
    require(a.ndim == 1 and b.ndim == 1, "vdot and inner take two vectors here")
    _meets(a, b, 0)
    return (_product_type(np.vdot, a, b, ()),)


_VECTOR_PRODUCTS: dict[str, Callable[..., Any]] = {"vdot": np.vdot, "inner": np.inner}

for _name, _function in _VECTOR_PRODUCTS.items():
    define(
        _name,
        infer=_infer_vector_product,
        numpy=_function,
        kernel=kernels.matmul if _name == "inner" else None,
        may_fail=_product_may_fail,
        by_order=True,
        traces=(_function,),
    )
