"""What type rules share: broadcasting of symbolic sizes, and asking NumPy or Python for the result type."""

from __future__ import annotations

import functools
from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from autograph.runtime.errors import TraceError
from autograph.runtime.quiet import quietly
from autograph.runtime.types import ArrayType, Kind, Symbol, python_type, symbol, type_of

if TYPE_CHECKING:
    from autograph.runtime.graph import Node

__all__ = [
    "Dtype",
    "Shape",
    "array",
    "broadcast",
    "broadcast_may_fail",
    "by_sample",
    "kind_for",
    "like_ufunc",
    "require",
    "require_int",
    "require_numeric",
    "sample",
    "sized",
    "ufunc_types",
    "weak",
]

Dtype = np.dtype[Any]
Size = int | Symbol
Shape = tuple[Size, ...]

_NUMERIC = "biufc"


def require(condition: bool, message: str, *facts: object) -> None:
    """Raise TraceError with that message, the facts in its braces, unless the condition holds."""
    if not condition:
        raise TraceError(message.format(*facts) if facts else message)


def require_numeric(*types: ArrayType) -> None:
    """Raise TraceError unless all dtypes are booleans or numbers."""
    for type_ in types:
        require(type_.dtype.kind in _NUMERIC, "values of dtype {} are not supported in a graph", type_.dtype)


def require_int(type_: ArrayType, what: str) -> None:
    """Raise TraceError unless the type is that of one integer."""
    good = type_.ndim == 0 and type_.dtype.kind in "iu"
    require(good, f"{what}: expected an integer, got {_describe(type_)}")


def _describe(type_: ArrayType) -> str:
    if type_.kind == "python":
        return f"'{python_type(type_.dtype).__name__}'"
    return f"{type_.kind} of dtype {type_.dtype} with {type_.ndim} dimensions"


def array(dtype: Any, shape: Sequence[Size]) -> ArrayType:
    """Return the type of a new array."""
    return ArrayType(np.dtype(dtype), tuple(shape))


def kind_for(shape: Shape) -> Kind:
    """Return the kind NumPy's functions give: a scalar where no axis is left."""
    return "array" if shape else "scalar"


def sized(count: int, shape: Sequence[Size | None] | None) -> Shape:
    """Return `count` sizes: those given in `shape`, and fresh ones where it says None."""
    known: Sequence[Size | None] = shape if shape is not None else (None,) * count
    return tuple(symbol() if size is None else size for size in known)


def weak(type_: ArrayType) -> Any:
    """Return the type as NumPy's promotion takes it: int, float, complex or a dtype."""
    if type_.kind == "python" and type_.dtype.kind != "b":
        return python_type(type_.dtype)
    return type_.dtype


# ------------------------------------------------------------------ broadcasting


def _broadcast_sizes(a: Size, b: Size) -> Size | None:
    """Return the common size of two axes, None where they cannot fit."""
    if b in (a, 1):
        return a
    if a == 1:
        return b
    if isinstance(a, int):
        return None if isinstance(b, int) else a
    if isinstance(b, int) or not b.may_be_one:
        return b if a.may_be_one or isinstance(b, int) else a
    return a if not a.may_be_one else symbol()


def broadcast(*shapes: Shape) -> Shape:
    """Return the shape that operands of these shapes have together.

    Raises
    ------
    TraceError
        If known sizes do not fit.
    """
    rank = max(map(len, shapes), default=0)
    result: list[Size] = [1] * rank
    for shape in shapes:
        for axis, size in enumerate(shape, rank - len(shape)):
            common = _broadcast_sizes(result[axis], size)
            if common is None:
                texts = " ".join(_shape_text(shape) for shape in shapes)
                raise TraceError(f"operands could not be broadcast together with shapes {texts}")
            result[axis] = common
    return tuple(result)


def _shape_text(shape: Shape) -> str:
    inner = ",".join(str(size) for size in shape)
    return f"({inner},)" if len(shape) == 1 else f"({inner})"


def shapes_may_clash(shapes: Iterable[Shape]) -> bool:
    """Whether arrays of these shapes can fail to broadcast at run time."""
    known = list(shapes)
    rank = max(map(len, known), default=0)
    for axis in range(1, rank + 1):
        sizes = {shape[-axis] for shape in known if len(shape) >= axis} - {1}
        if len(sizes) > 1:
            return True
    return False


def broadcast_may_fail(node: Node) -> bool:
    """Whether the operands' sizes may differ at run time."""
    return shapes_may_clash(value.type.shape for value in node.inputs)


# ------------------------------------------------------------------ asking NumPy


@functools.lru_cache(maxsize=4096)
def _resolve(ufunc: np.ufunc, operands: tuple[Any, ...]) -> tuple[Dtype, ...]:
    return tuple(ufunc.resolve_dtypes((*operands, *[None] * ufunc.nout)))


def ufunc_types(ufunc: np.ufunc, types: Sequence[ArrayType]) -> tuple[tuple[Dtype, ...], tuple[Dtype, ...]]:
    """Return the dtypes a ufunc computes in: those of the operands and those of the results."""
    require_numeric(*types)
    require(
        len(types) == ufunc.nin,
        f"{ufunc.__name__}() takes {ufunc.nin} positional arguments but {len(types)} were given",
    )
    try:
        dtypes = _resolve(ufunc, tuple(map(weak, types)))
    except TypeError as error:
        raise TraceError(str(error)) from None
    require(all(dtype.kind in _NUMERIC for dtype in dtypes), f"{ufunc.__name__} of {types} is not numeric")
    return dtypes[: ufunc.nin], dtypes[ufunc.nin :]


def like_ufunc(ufunc: np.ufunc) -> Callable[..., tuple[ArrayType, ...]]:
    """Return the type rule of a ufunc: its own result dtypes, its operands' common shape."""

    def infer(*types: ArrayType) -> tuple[ArrayType, ...]:
        _, results = ufunc_types(ufunc, types)
        shape = broadcast(*(type_.shape for type_ in types))
        return tuple(ArrayType(dtype, shape, kind_for(shape)) for dtype in results)

    return infer


def sample(type_: ArrayType, value: complex = 1) -> Any:
    """Return a small value of that type, every axis of size one."""
    if type_.kind == "python":
        return python_type(type_.dtype)(value)
    content = np.full((1,) * type_.ndim, value).astype(type_.dtype)
    return content if type_.kind == "array" else content[()]


@functools.lru_cache(maxsize=4096)
def _sampled(
    function: Callable[..., Any], types: tuple[ArrayType, ...], params: tuple[tuple[str, Hashable], ...]
) -> ArrayType | str:
    message = ""
    for value in (1, 0.5, 2, 0):
        with quietly():
            try:
                return type_of(function(*(sample(type_, value) for type_ in types), **dict(params)))
            except TypeError as error:
                return str(error)
            except (ValueError, ArithmeticError, IndexError) as error:
                message = str(error)
    return message


def by_sample(function: Callable[..., Any], *types: ArrayType, **params: Any) -> ArrayType:
    """Return the type of what `function` gives for small values of these types; the sizes mean nothing.

    Raises
    ------
    TraceError
        If the function refuses such values.
    """
    require_numeric(*types)
    plain = tuple(ArrayType(type_.dtype, (1,) * type_.ndim, type_.kind) for type_ in types)
    found = _sampled(function, plain, tuple(params.items()))
    if isinstance(found, str):
        raise TraceError(found)
    return found
