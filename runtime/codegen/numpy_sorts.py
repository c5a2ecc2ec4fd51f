"""NumPy's compiled functions that sort the elements of a row: they need neither Python nor its lock."""

from __future__ import annotations

import ctypes
import functools

import numpy as np

from autograph.runtime.codegen import libraries, natives

__all__ = ["KINDS", "is_known", "provide_sort"]

KINDS = {None: 0, "quicksort": 0, "stable": 2, "mergesort": 2}
"""Which of a dtype's functions is meant by NumPy's word for it; heaps are left to NumPy."""

_FUNCTIONS_OF_DTYPE = 365
"""The place of ``PyDataType_GetArrFuncs`` in the table of functions that is NumPy's binary interface."""
_FIRST = {"sort": 33, "argsort": 36}
"""The places of ``sort`` and ``argsort`` among these functions, three each: ``PyArray_ArrFuncs``."""
_WORD = ctypes.sizeof(ctypes.c_void_p)


def _address(function: str, number: int, dtype: str) -> int:
    place = natives.table_of_numpy()[_FUNCTIONS_OF_DTYPE]
    functions = ctypes.PYFUNCTYPE(ctypes.c_void_p, ctypes.py_object)(place)(np.dtype(dtype))
    return ctypes.c_void_p.from_address(functions + (_FIRST[function] + number) * _WORD).value or 0


@functools.cache
def is_known(function: str, number: int, dtype: str) -> bool:
    """Whether ``np.sort`` or ``np.argsort`` of a row is that function of a dtype's and no other."""
    if int(np.__version__.partition(".")[0]) < 2 or not _address(function, number, dtype):
        return False
    x = (np.random.default_rng(0).normal(size=300) * 40).astype(dtype)
    if x.dtype.kind == "f":
        x[5:290:40] = np.nan
        x[7:290:40] = -0.0
    found = x.copy() if function == "sort" else np.arange(len(x))
    given = [x.ctypes.data, found.ctypes.data][function == "sort" :]
    form = ctypes.CFUNCTYPE(ctypes.c_int, *[ctypes.c_void_p] * len(given), ctypes.c_ssize_t, ctypes.c_void_p)
    failed = form(_address(function, number, dtype))(*given, len(x), None)
    kind = "stable" if number else "quicksort"
    wanted = np.sort(x, kind=kind) if function == "sort" else np.argsort(x, kind=kind)  # type: ignore[call-overload]
    return not failed and found.tobytes() == wanted.tobytes()


def provide_sort(function: str, number: int, dtype: str) -> str:
    """Make such a function known to kernels and return its symbol."""
    symbol = f"autograph_{function}_{number}_{dtype.replace('?', 'T')}"
    libraries.register(symbol, _address(function, number, dtype))
    return symbol
