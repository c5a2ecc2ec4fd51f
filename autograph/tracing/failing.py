"""A node about to be staged in, the exceptions that it may raise out, each with the bool that says so."""

from __future__ import annotations

import builtins
import functools
import math
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import numpy as np

from autograph.runtime import ops
from autograph.runtime.types import ArrayType, is_python_scalar, python_type
from autograph.tracing.flags import either
from autograph.tracing.tensor import Tensor
from autograph.tracing.text import Text
from autograph.tracing.trace import emit

__all__ = ["Failure", "failures"]


class Failure(NamedTuple):
    """An exception that a node may raise.

    Attributes
    ----------
    flag : bool or Tensor
        Whether it does.
    kind : type
    error : Exception or None
        The exception, where it is known what it says.
    """

    flag: Any
    kind: type[BaseException]
    error: BaseException | None


Operands = tuple[Any, ...]
Check = Callable[[str, Operands, dict[str, Any]], Iterator[Failure]]


def failures(name: str, operands: Operands, params: dict[str, Any]) -> list[Failure]:
    """Return the exceptions that a node may raise, in the order in which it looks for them."""
    check = _CHECKS.get(name)
    if check is None or any(isinstance(item, Tensor) and item.alternatives for item in operands):
        return []
    return list(check(name, operands, params))


def _type_of(item: Any) -> ArrayType | None:
    if isinstance(item, Tensor):
        return item.type
    return ArrayType(np.dtype(type(item)), (), "python") if is_python_scalar(item) else None


def _is_python(item: Any, kinds: str) -> bool:
    type_ = _type_of(item)
    return type_ is not None and type_.kind == "python" and type_.dtype.kind in kinds


def _sampled(name: str, operands: tuple[Any, ...]) -> BaseException | None:
    """Return the exception that an op raises on these numbers."""
    try:
        ops.get(name).numpy(*operands)
    except (ArithmeticError, ValueError) as error:
        return error
    return None


def _divided(name: str, operands: Operands, params: dict[str, Any]) -> Iterator[Failure]:
    if not all(_is_python(item, "bif") for item in operands):
        return
    one, two = operands
    samples = [python_type(_dtype(one))(1), python_type(_dtype(two))(0)]
    error = _sampled(name, tuple(samples))
    if isinstance(error, ZeroDivisionError):
        flag = two == 0 if not isinstance(two, Tensor) else emit("equal", two, 0)
        yield Failure(flag, ZeroDivisionError, error)


def _dtype(item: Any) -> np.dtype[Any]:
    type_ = _type_of(item)
    assert type_ is not None
    return type_.dtype


def _outside(index: Any, size: Any) -> Any:
    """Return whether an index is out of range."""
    if isinstance(index, int) and isinstance(size, int):
        return not -size <= index < size
    if isinstance(index, int):
        return emit("less_equal", size, index) if index >= 0 else emit("less", size, -index)
    place = index if index.type.kind == "python" else emit("to_python", index, type=int)
    return either(emit("greater_equal", place, size), emit("less", place, emit("negative", size)))


def _indexed(name: str, operands: Operands, params: dict[str, Any]) -> Iterator[Failure]:
    array, *indices = operands
    pattern = params["index"]
    if name == "set_item":
        value, *indices = indices
        if not (is_python_scalar(value) or (isinstance(value, Tensor) and value.type.is_scalar)):
            return
    if not isinstance(array, Tensor) or array.type.ndim != len(pattern) or {e[0] for e in pattern} != {"int"}:
        return
    if not all(isinstance(item, int) or _is_int(item) for item in indices):
        return
    for axis, (index, size) in enumerate(zip(indices, array.shape, strict=True)):
        text = "index " + _shown(index) + f" is out of bounds for axis {axis} with size " + _shown(size)
        yield Failure(_outside(index, size), IndexError, IndexError(text))


def _shown(number: Any) -> Any:
    """Return the text of an int."""
    return Text(((number, "s", ""),)) if isinstance(number, Tensor) else str(number)


def _is_int(item: Any) -> bool:
    return isinstance(item, Tensor) and item.type.is_scalar and item.type.dtype.kind == "i"


def _placed(name: str, operands: Operands, params: dict[str, Any]) -> Iterator[Failure]:
    index, size = operands
    if _is_python(index, "i"):
        yield Failure(_outside(index, size), IndexError, IndexError(params["message"]))


def _raised(name: str, operands: Operands, params: dict[str, Any]) -> Iterator[Failure]:
    kind = getattr(builtins, params.get("name", ""), None)
    if isinstance(kind, type) and issubclass(kind, Exception):
        known = len(operands) == 1 or kind is KeyError
        yield Failure(operands[0], kind, params["exception"](*operands[1:]) if known else None)


def _made_int(name: str, operands: Operands, params: dict[str, Any]) -> Iterator[Failure]:
    if params["type"] is not int or not isinstance(operands[0], Tensor):
        return
    value = operands[0]
    if not value.type.is_scalar or value.type.dtype.kind != "f":
        return
    for number, test in ((math.nan, "math_isnan"), (math.inf, "math_isinf")):
        try:
            int(number)
        except (ValueError, OverflowError) as error:
            yield Failure(_truth(emit(test, value)), type(error), error)


def _truth(flag: Any) -> Any:
    return flag if flag.type.kind == "python" else emit("to_python", flag, type=bool)


def _compared(op: str, bound: float) -> Callable[[Any], Any]:
    return lambda value: emit(op, value, bound)


def _infinite(value: Any) -> Any:
    return either(emit("equal", value, math.inf), emit("equal", value, -math.inf))


def _beyond_one(value: Any) -> Any:
    return either(emit("greater", value, 1.0), emit("less", value, -1.0))


def _not_inside_one(value: Any) -> Any:
    return either(emit("greater_equal", value, 1.0), emit("less_equal", value, -1.0))


_DOMAINS: dict[str, tuple[Callable[[Any], Any], float, float]] = {
    "math_sqrt": (_compared("less", 0.0), -1.0, -2.0),
    "math_log": (_compared("less_equal", 0.0), -1.0, -2.0),
    "math_log2": (_compared("less_equal", 0.0), -1.0, -2.0),
    "math_log10": (_compared("less_equal", 0.0), -1.0, -2.0),
    "math_log1p": (_compared("less_equal", -1.0), -1.0, -2.0),
    "math_acosh": (_compared("less", 1.0), -1.0, -2.0),
    "math_acos": (_beyond_one, 2.0, 3.0),
    "math_asin": (_beyond_one, 2.0, 3.0),
    "math_atanh": (_not_inside_one, 2.0, 3.0),
    "math_sin": (_infinite, math.inf, -math.inf),
    "math_cos": (_infinite, math.inf, -math.inf),
    "math_tan": (_infinite, math.inf, -math.inf),
}
"""Where functions of `math` are not defined, and two such numbers."""


@functools.cache
def _domain_error(name: str) -> tuple[type[BaseException], BaseException | None] | None:
    """Return what a function raises outside its domain; the exception, where it does not name the number."""
    _, *samples = _DOMAINS[name]
    one, two = (_sampled(name, (sample,)) for sample in samples)
    if one is None or type(one) is not type(two):
        return None
    return type(one), one if one.args == two.args else None


def _of_math(name: str, operands: Operands, params: dict[str, Any]) -> Iterator[Failure]:
    value = operands[0]
    raised = _domain_error(name)
    if raised is None or not isinstance(value, Tensor) or value.type.dtype.kind not in "fib":
        return
    flag = _DOMAINS[name][0](value)
    yield Failure(flag if isinstance(flag, bool) else _truth(flag), *raised)


_CHECKS: dict[str, Check] = {
    "true_divide": _divided,
    "floor_divide": _divided,
    "remainder": _divided,
    "get_item": _indexed,
    "set_item": _indexed,
    "list_place": _placed,
    "raise_if": _raised,
    "to_python": _made_int,
    **dict.fromkeys(_DOMAINS, _of_math),
}
