"""Functions that change their first argument."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from autograph.runtime.types import is_python_scalar
from autograph.tracing.numpy_functions.arrays import as_array, as_array_of, cast
from autograph.tracing.numpy_functions.changing import changing_call
from autograph.tracing.numpy_functions.dispatch import (
    FUNCTIONS,
    assume_fitting,
    dtype_of,
    implements,
    ndim_of,
)
from autograph.tracing.tensor import Tensor

__all__: list[str] = []


def _changes_first(function: Callable[..., Any]) -> Callable[..., Any]:
    def staged(target: Any, *args: Any, **kwargs: Any) -> Any:
        return changing_call(function, (target, *args), kwargs, 0)

    return staged


for _function in (np.put, np.place, np.putmask, np.fill_diagonal, np.put_along_axis):
    FUNCTIONS[_function] = _changes_first(_function)


def _holds(dtype: np.dtype[Any], number: complex) -> bool:
    """Say whether elements of a dtype hold one of Python's numbers, which is then cast without a word."""
    if "biufc".index(dtype.kind) < "biufc".index(
        {bool: "b", int: "i", float: "f", complex: "c"}[type(number)]
    ):
        return False
    if dtype.kind not in "iu" or isinstance(number, bool):
        return True
    limits = np.iinfo(dtype)
    return int(limits.min) <= number <= int(limits.max)  # type: ignore[operator]


@implements(np.copyto)
def _copyto(dst: Any, src: Any, casting: str = "same_kind", where: Any = True) -> None:
    src = as_array(src)
    castable = (
        _holds(dtype_of(dst), src)
        if is_python_scalar(src)
        else np.can_cast(dtype_of(src), dtype_of(dst), casting)  # type: ignore[arg-type]
    )
    weak = isinstance(src, Tensor) and src.type.kind == "python"
    if not isinstance(dst, Tensor) or not castable or weak or ndim_of(where) > dst.type.ndim:
        changing_call(np.copyto, (dst, src), {"casting": casting, "where": where}, 0)
        return
    if where is True:
        dst[...] = src
        return
    assume_fitting(dst, src)
    assume_fitting(dst, as_array(where))
    dst[...] = np.where(where, cast(as_array_of(src), dtype_of(dst)), dst)
