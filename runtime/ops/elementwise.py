"""Elementwise ops: Python's operators, and every NumPy ufunc."""

from __future__ import annotations

import operator
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import numpy as np

from autograph.runtime.codegen import arithmetic
from autograph.runtime.errors import Deoptimize
from autograph.runtime.ops.base import define
from autograph.runtime.ops.rules import (
    broadcast,
    broadcast_may_fail,
    by_sample,
    like_ufunc,
    require,
    require_numeric,
    shapes_may_clash,
    ufunc_types,
)
from autograph.runtime.types import ArrayType, python_type

if TYPE_CHECKING:
    from autograph.runtime.graph import Node

__all__ = ["OPERATORS", "UFUNCS"]

_INT_BITS = 63


def _bounded_power(base: Any, exponent: Any) -> Any:
    """Return ``base ** exponent``; Python ints that would grow without bound are refused."""
    if type(base) is int and type(exponent) is int and abs(base) > 1 and exponent > _INT_BITS:
        raise Deoptimize("an int grows beyond 64 bits", 0)
    return operator.pow(base, exponent)


def _bounded_left_shift(number: Any, count: Any) -> Any:
    """Return ``number << count``; Python ints that would grow without bound are refused."""
    if isinstance(number, int) and isinstance(count, int) and number and count > _INT_BITS:
        raise Deoptimize("an int grows beyond 64 bits", 0)
    return operator.lshift(number, count)


OPERATORS: dict[str, tuple[Callable[..., Any], np.ufunc]] = {
    "add": (operator.add, np.add),
    "subtract": (operator.sub, np.subtract),
    "multiply": (operator.mul, np.multiply),
    "true_divide": (operator.truediv, np.true_divide),
    "floor_divide": (operator.floordiv, np.floor_divide),
    "remainder": (operator.mod, np.remainder),
    "power": (_bounded_power, np.power),
    "negative": (operator.neg, np.negative),
    "positive": (operator.pos, np.positive),
    "absolute": (operator.abs, np.absolute),
    "invert": (operator.invert, np.invert),
    "bitwise_and": (operator.and_, np.bitwise_and),
    "bitwise_or": (operator.or_, np.bitwise_or),
    "bitwise_xor": (operator.xor, np.bitwise_xor),
    "left_shift": (_bounded_left_shift, np.left_shift),
    "right_shift": (operator.rshift, np.right_shift),
    "equal": (operator.eq, np.equal),
    "not_equal": (operator.ne, np.not_equal),
    "less": (operator.lt, np.less),
    "less_equal": (operator.le, np.less_equal),
    "greater": (operator.gt, np.greater),
    "greater_equal": (operator.ge, np.greater_equal),
}
"""The ops that mean Python's operator on their operands, whatever these are."""

_COMPARISONS = {"equal", "not_equal", "less", "less_equal", "greater", "greater_equal"}
_DIVISIONS = {"true_divide", "floor_divide", "remainder"}
_SHIFTS = {"left_shift", "right_shift"}


def _python_decides(types: tuple[ArrayType, ...]) -> bool:
    """Whether Python's own operator may answer: ``1j + np.float64(1)`` is a Python complex."""
    return all(type_.is_scalar for type_ in types) and any(type_.kind == "python" for type_ in types)


def _operator_rule(function: Callable[..., Any], ufunc: np.ufunc) -> Callable[..., tuple[ArrayType, ...]]:
    """Return the type rule of an operator: Python's own where it decides, else the ufunc's."""
    ufunc_rule = like_ufunc(ufunc)

    def infer(*types: ArrayType) -> tuple[ArrayType, ...]:
        require_numeric(*types)
        if _python_decides(types):
            return (by_sample(function, *types),)
        return ufunc_rule(*types)

    return infer


def _python_operator_fails(name: str, node: Node) -> bool:
    """Whether Python's operator can raise on Python scalars of these types."""
    kinds = {value.type.dtype.kind for value in node.inputs}
    if name in _DIVISIONS or name in _SHIFTS:
        return True
    if name == "power":
        return True
    return name == "absolute" and "c" in kinds


def _weak_int_fails(ufunc: np.ufunc, types: tuple[ArrayType, ...]) -> bool:
    """Whether a Python int may not fit the integer dtype that NumPy computes in."""
    loop, _ = ufunc_types(ufunc, types)
    return any(
        type_.kind == "python" and type_.dtype.kind == "i" and dtype.kind in "iu" and dtype != np.int64
        for type_, dtype in zip(types, loop, strict=True)
    )


def _ufunc_fails(name: str, ufunc: np.ufunc, node: Node) -> bool:
    """Whether a ufunc can raise on operands of these types."""
    if broadcast_may_fail(node):
        return True
    types = tuple(value.type for value in node.inputs)
    if name in {"power", "np_power"} and node.outputs[0].type.dtype.kind in "iu":
        return types[1].dtype.kind == "i" or _weak_int_fails(ufunc, types)
    return name not in _COMPARISONS and _weak_int_fails(ufunc, types)


def _operator_may_fail(name: str, ufunc: np.ufunc) -> Callable[[Node], bool]:
    def may_fail(node: Node) -> bool:
        if all(value.type.kind == "python" for value in node.inputs):
            return _python_operator_fails(name, node)
        return _ufunc_fails(name, ufunc, node)

    return may_fail


def _ufunc_may_fail(name: str, ufunc: np.ufunc) -> Callable[[Node], bool]:
    return lambda node: _ufunc_fails(name, ufunc, node)


for _name, (_function, _ufunc) in OPERATORS.items():
    define(
        _name,
        infer=_operator_rule(_function, _ufunc),
        numpy=_function,
        kernel=arithmetic.operator(_name, _ufunc),
        elementwise=True,
        may_fail=_operator_may_fail(_name, _ufunc),
        traces=() if _name == "power" else (_ufunc,),
    )


def _named_ufuncs() -> dict[str, np.ufunc]:
    """Return NumPy's elementwise ufuncs that are not also Python operators, by op name."""
    skipped = {"isnat", "divide", "divmod"}
    found: dict[str, np.ufunc] = {}
    for name in sorted(vars(np)):
        ufunc = getattr(np, name)
        if not isinstance(ufunc, np.ufunc) or ufunc.signature is not None or ufunc.__name__ != name:
            continue
        if name not in OPERATORS and name not in skipped:
            found[name] = ufunc
    found["np_power"] = np.power
    return found


UFUNCS: dict[str, np.ufunc] = _named_ufuncs()
"""The ops that mean a ufunc, whose results are NumPy's even where all operands are Python's."""

for _name, _ufunc in UFUNCS.items():
    define(
        _name,
        infer=like_ufunc(_ufunc),
        numpy=_ufunc,
        kernel=arithmetic.ufunc(_name, _ufunc),
        elementwise=True,
        may_fail=_ufunc_may_fail(_name, _ufunc),
        traces=(_ufunc,),
    )


# ------------------------------------------------------------------ choices


def _where_dtype(*types: ArrayType) -> np.dtype[Any]:
    operands = [python_type(t.dtype)(0) if t.kind == "python" else t.dtype for t in types]
    try:
        return np.result_type(*operands)
    except TypeError as error:
        raise_from: Exception = error
        require(False, str(raise_from))
        raise


def _infer_where(condition: ArrayType, x: ArrayType, y: ArrayType) -> tuple[ArrayType, ...]:
    require_numeric(condition, x, y)
    shape = broadcast(condition.shape, x.shape, y.shape)
    return (ArrayType(_where_dtype(x, y), shape),)


def _where_may_fail(node: Node) -> bool:
    types = [value.type for value in node.inputs]
    narrow = any(t.kind == "python" and t.dtype.kind == "i" for t in types[1:])
    dtype = node.outputs[0].type.dtype
    return shapes_may_clash(t.shape for t in types) or (narrow and dtype.kind in "iu" and dtype != np.int64)


define(
    "where",
    infer=_infer_where,
    numpy=np.where,
    kernel=arithmetic.choose,
    elementwise=True,
    may_fail=_where_may_fail,
    traces=(np.where,),
)


def _infer_select(condition: ArrayType, x: ArrayType, y: ArrayType) -> tuple[ArrayType, ...]:
    require(condition.is_scalar, "select_scalar: the condition must be a scalar")
    require(x.is_scalar and (x.dtype, x.kind) == (y.dtype, y.kind), "select_scalar: the types differ")
    return (x,)


define(
    "select_scalar",
    infer=_infer_select,
    numpy=lambda condition, x, y: x if condition else y,
    kernel=arithmetic.choose,
    elementwise=True,
)
