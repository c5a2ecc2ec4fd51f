"""Functions that change their first argument."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from autograph.runtime.types import is_python_scalar
from autograph.tracing.host import host_call
from autograph.tracing.numpy_functions.arrays import as_array, as_array_of
from autograph.tracing.numpy_functions.dispatch import FUNCTIONS, dtype_of, implements
from autograph.tracing.tensor import Tensor
from autograph.tracing.trace import Untraceable, emit

__all__: list[str] = []


@implements(np.copyto)
def _copyto(dst: Any, src: Any, casting: str = "same_kind", where: Any = True) -> None:
    src = as_array(src)
    if not is_python_scalar(src) and not np.can_cast(dtype_of(src), dtype_of(dst), casting):  # type: ignore[arg-type]
        raise TypeError(f"Cannot cast array data from {dtype_of(src)!r} to {dtype_of(dst)!r}")
    dst[...] = (
        src if where is True else np.where(where, emit("cast", as_array_of(src), dtype=dtype_of(dst)), dst)
    )


def _changes_first(function: Callable[..., Any]) -> Callable[..., Any]:
    def changed(array_: Any, *args: Any, **kwargs: Any) -> Any:
        result = array_.copy()
        function(result, *args, **kwargs)
        return result

    def staged(target: Any, *args: Any, **kwargs: Any) -> None:
        if not isinstance(target, Tensor):
            raise Untraceable("AG203", f"{function.__name__} on an object that is not traced")
        target[...] = host_call(changed, (target, *args), kwargs, types=(target.type.with_(layout="C"),))

    return staged


for _function in (np.put, np.place, np.putmask, np.fill_diagonal, np.put_along_axis):
    FUNCTIONS[_function] = _changes_first(_function)
