"""Linear algebra by LAPACK: called from the graph, its results having the sizes of operands."""

from __future__ import annotations

from typing import Any

import numpy as np

from autograph.tracing.host import host_call
from autograph.tracing.numpy_functions.dispatch import NotStaged, implements
from autograph.tracing.tensor import Tensor

__all__: list[str] = []

_KINDS = frozenset(np.dtype(name) for name in ("f4", "f8", "c8", "c16"))
"""What LAPACK computes in; of other dtypes NumPy makes doubles first."""


def _need(value: Any, *ranks: int) -> None:
    """Leave it to NumPy unless a value is an array of one of these ranks that LAPACK takes as it is."""
    if not isinstance(value, Tensor) or value.type.kind != "array" or value.type.ndim not in ranks:
        raise NotStaged
    if value.type.dtype not in _KINDS:
        raise NotStaged


@implements(np.linalg.inv)
def _inv(a: Any) -> Any:
    _need(a, 2)
    return host_call(np.linalg.inv, (a,), {}, (a.type.with_(layout="C"),))


@implements(np.linalg.cholesky)
def _cholesky(a: Any, /, *, upper: Any = False) -> Any:
    _need(a, 2)
    if type(upper) is not bool:
        raise NotStaged
    return host_call(np.linalg.cholesky, (a,), {"upper": True} if upper else {}, (a.type.with_(layout="C"),))


@implements(np.linalg.solve)
def _solve(a: Any, b: Any) -> Any:
    _need(a, 2)
    _need(b, 1, 2)
    dtype = np.result_type(a.type.dtype, b.type.dtype)
    return host_call(np.linalg.solve, (a, b), {}, (b.type.with_(dtype=dtype, layout="C"),))
