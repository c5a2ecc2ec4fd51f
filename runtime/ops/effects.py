"""What a graph does besides computing: printing, raising, checking what it assumes, calling Python."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any

import numpy as np

from autograph.runtime.codegen import scalars
from autograph.runtime.errors import Deoptimize
from autograph.runtime.ops.base import define
from autograph.runtime.ops.rules import require
from autograph.runtime.ops.templates import Template, format_template, operands_used
from autograph.runtime.types import ArrayType, python_type, type_of

__all__ = ["PRINT", "call_python"]


def _infer_print(
    *types: ArrayType,
    parts: tuple[Template, ...],
    sep: str | None = None,
    end: str | None = None,
    flush: bool = False,
    file: str | None = None,
) -> tuple[ArrayType, ...]:
    wrong = {number for template in parts for number in operands_used(template) if number >= len(types)}
    require(not wrong, f"the printed text names operands that are not there: {sorted(wrong)}")
    return ()


def _print(
    *values: Any,
    parts: tuple[Template, ...],
    sep: str | None = None,
    end: str | None = None,
    flush: bool = False,
    file: str | None = None,
) -> None:
    texts = [format_template(template, values) for template in parts]
    print(*texts, sep=sep, end=end, file=None if file is None else getattr(sys, file), flush=flush)


PRINT = define(
    "graph_print",
    infer=_infer_print,
    numpy=_print,
    pure=False,
    counted=True,
    may_fail=True,
)


def _check_truth(pred: ArrayType) -> None:
    require(pred.ndim == 0 and pred.dtype == np.bool_, "the condition must be one bool")


def _infer_assume(pred: ArrayType, *, reason: str) -> tuple[ArrayType, ...]:
    _check_truth(pred)
    return ()


def _assume(pred: Any, *, reason: str) -> None:
    if not pred:
        raise Deoptimize(reason, 0)


define(
    "assume",
    infer=_infer_assume,
    numpy=_assume,
    kernel=scalars.assume,
    pure=False,
)


def _infer_raise(
    pred: ArrayType, *types: ArrayType, exception: Callable[..., BaseException], name: str = ""
) -> tuple[ArrayType, ...]:
    _check_truth(pred)
    return ()


def _raise_if(pred: Any, *values: Any, exception: Callable[..., BaseException], name: str = "") -> None:
    if pred:
        raise exception(*values)


define(
    "raise_if",
    infer=_infer_raise,
    numpy=_raise_if,
    kernel=scalars.raise_if,
    pure=False,
    may_fail=True,
)


# ------------------------------------------------------------------ calling Python


def _fits(value: Any, wanted: ArrayType) -> bool:
    if wanted.kind != "array":
        return type(value) is (python_type(wanted.dtype) if wanted.kind == "python" else wanted.dtype.type)
    if type(value) is np.ndarray:
        if value.dtype is not wanted.dtype and value.dtype != wanted.dtype:
            return False
        sizes, actual = wanted.shape, value.shape
        if sizes == actual or len(sizes) != len(actual):
            return len(sizes) == len(actual)
        for size, have in zip(sizes, actual, strict=True):
            if isinstance(size, int) and size != have:
                return False
        return True
    try:
        found = type_of(value)
    except TypeError:
        return False
    if (found.dtype, found.kind, found.ndim) != (wanted.dtype, wanted.kind, wanted.ndim):
        return False
    known = zip(found.shape, wanted.shape, strict=True)
    return all(not isinstance(size, int) or size == actual for actual, size in known)


def call_python(
    *values: Any,
    function: Callable[..., Any],
    types: tuple[ArrayType, ...],
    pure: bool = True,
    name: str = "",
) -> tuple[Any, ...]:
    """Return what a Python function gives, which must be of the types that it gave before.

    Arrays are in memory of their own: what shares that of an operand, or of another result, is copied.
    """
    result = function(*values)
    results = tuple(result) if isinstance(result, tuple | list) else () if not types else (result,)
    if len(results) != len(types) or not all(map(_fits, results, types)):
        raise Deoptimize(f"{name or 'a host call'} gave a result of another type than before", 0)
    return _apart(results, values)


def _apart(results: tuple[Any, ...], values: tuple[Any, ...]) -> tuple[Any, ...]:
    seen: list[Any] = []
    found = []
    for each in results:
        own = each
        if isinstance(each, np.ndarray):
            shares = any(isinstance(other, np.ndarray) and _may_share(each, other) for other in values)
            if shares or any(np.may_share_memory(each, other) for other in seen):
                own = each.copy("K")
            seen.append(own)
        found.append(own)
    return tuple(found)


def _may_share(result: np.ndarray[Any, Any], operand: np.ndarray[Any, Any]) -> bool:
    """Whether a result may lie in an operand's memory; one with memory of its own does not."""
    if result.base is None and result.flags.owndata:
        return operand is result or operand.base is result
    return np.may_share_memory(result, operand)


def _infer_host_call(
    *operands: ArrayType,
    function: Callable[..., Any],
    types: tuple[ArrayType, ...],
    pure: bool = True,
    name: str = "",
) -> tuple[ArrayType, ...]:
    return tuple(types)


define(
    "host_call",
    infer=_infer_host_call,
    numpy=call_python,
    pure=False,
    counted=True,
    may_fail=True,
    by_order=True,
)


def _host_effect(
    *values: Any, function: Callable[..., Any], types: tuple[ArrayType, ...], name: str = ""
) -> Any:
    return call_python(*values, function=function, types=types, name=name)


def _infer_host_effect(
    *operands: ArrayType, function: Callable[..., Any], types: tuple[ArrayType, ...], name: str = ""
) -> tuple[ArrayType, ...]:
    return tuple(types)


# What it does can be undone, so it need not be counted: it draws random numbers, or checks.
define(
    "host_effect",
    infer=_infer_host_effect,
    numpy=_host_effect,
    pure=False,
    may_fail=True,
)


def _host_view(
    x: Any, *values: Any, function: Callable[..., Any], types: tuple[ArrayType, ...], name: str = ""
) -> Any:
    result = function(x, *values)
    if not _fits(result, types[0]):
        raise Deoptimize(f"{name or 'a host call'} gave a result of another type than before", 0)
    if result.size and not np.may_share_memory(result, x):
        raise Deoptimize(f"{name or 'a host call'} gave no view of its operand", 0)
    return result


def _infer_host_view(
    x: ArrayType,
    *operands: ArrayType,
    function: Callable[..., Any],
    types: tuple[ArrayType, ...],
    name: str = "",
) -> tuple[ArrayType, ...]:
    return tuple(types)


define(
    "host_view",
    infer=_infer_host_view,
    numpy=_host_view,
    may_fail=True,
    views=True,
)
