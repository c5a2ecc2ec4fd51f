"""Numba's C functions, without Numba: its extension modules are loaded, not the package around them."""

from __future__ import annotations

import builtins
import ctypes
import functools
import importlib
import importlib.util
import sys
from importlib.machinery import ModuleSpec, PathFinder
from typing import Any

import numpy as np

__all__ = [
    "address_of", "address_of_elements", "class_of_owners", "make_entry", "own_python_object",
    "runtime_table", "table_of_numpy",
]  # fmt: skip


@functools.cache
def _module(name: str) -> Any:
    """Return one of Numba's extension modules; importing all of Numba takes longer than most programs run.

    The same module is found by Numba itself, once somebody imports it.
    """
    full = f"numba.{name}"
    if "numba" not in sys.modules:
        spec = _found(name)
        if spec is not None and spec.loader is not None:
            module = importlib.util.module_from_spec(spec)
            spec.loader.exec_module(module)
            sys.modules.pop(full, None)  # so that Numba's own import is like any other
            return module
    return importlib.import_module(full)


def _found(name: str) -> ModuleSpec | None:
    package = importlib.util.find_spec("numba")
    places = None if package is None else package.submodule_search_locations
    if not places:
        return None
    *folders, _ = name.split(".")
    return PathFinder.find_spec(f"numba.{name}", ["/".join([place, *folders]) for place in places])


def _functions() -> dict[str, int]:
    found: dict[str, int] = _module("_helperlib").c_helpers
    return found


def _runtime() -> dict[str, int]:
    found: dict[str, int] = _module("core.runtime._nrt_python").c_helpers
    return found


@functools.cache
def _process() -> ctypes.CDLL:
    return ctypes.CDLL(None)


def address_of(symbol: str) -> int | None:
    """Return the address of what object code knows by a name: Numba's, Python's or the C library's."""
    if symbol == "_Py_NoneStruct":
        return id(None)
    if symbol.startswith("PyExc_"):
        kind = getattr(builtins, symbol.removeprefix("PyExc_"), None)
        if isinstance(kind, type) and issubclass(kind, BaseException):
            return id(kind)
    found = _runtime().get(symbol.removeprefix("NRT_"))
    if found is None:
        found = _functions().get(symbol.removeprefix("numba_"))
    return _exported(symbol) if found is None else found


def _exported(symbol: str) -> int | None:
    """Return the address of a symbol of the process; None if it has none."""
    try:
        return ctypes.addressof(ctypes.c_char.in_dll(_process(), symbol))
    except ValueError:
        return None


def runtime_table() -> int:
    """Return the address of the table of functions of Numba's runtime."""
    return ctypes.CFUNCTYPE(ctypes.c_void_p)(_runtime()["get_api"])() or 0


def class_of_owners() -> int:
    """Return the address of the class whose objects own memory of Numba's runtime."""
    return id(_module("core.runtime._nrt_python")._MemInfo)


def table_of_numpy() -> Any:
    """Return the table of NumPy's C functions."""
    found = ctypes.pythonapi.PyCapsule_GetPointer
    found.restype, found.argtypes = ctypes.c_void_p, (ctypes.py_object, ctypes.c_char_p)
    core: Any = np._core._multiarray_umath  # type: ignore[attr-defined]
    return ctypes.cast(found(core._ARRAY_API, None), ctypes.POINTER(ctypes.c_void_p))


@functools.cache
def _owner() -> Any:
    kind = ctypes.PYFUNCTYPE(ctypes.c_void_p, ctypes.c_void_p, ctypes.py_object)
    return kind(_runtime()["meminfo_new_from_pyobject"])


_ELEMENTS = object.__basicsize__
"""Where in an array its elements' address stands: first, behind what all objects have."""


def address_of_elements(array: Any) -> int:
    """Return ``array.ctypes.data``, sooner."""
    return ctypes.c_void_p.from_address(id(array) + _ELEMENTS).value or 0


def own_python_object(address: int, value: Any) -> int:
    """Return what Numba's runtime calls the owner of memory: here a Python object."""
    owner: int = _owner()(address, value)
    return owner


def make_entry(address: int, place: int, constants: tuple[Any, ...]) -> Any:
    """Return the callable that runs a function at an address.

    Parameters
    ----------
    address : int
    place : int
        Where the code looks for the address of the objects it refers to; 0 if nowhere.
    constants : tuple of object
        Those objects.
    """
    environment = _module("_dynfunc").Environment({"__name__": __name__})
    environment.consts[:] = constants
    if place:
        ctypes.c_void_p.from_address(place).value = id(environment)
    method = _Method(b"kernel", address, _FASTCALL, None)
    # It is never freed: Python looks at it where it frees the function, which may be the last thing to go.
    ctypes.pythonapi.Py_IncRef(ctypes.py_object(method))
    return _new_function()(ctypes.addressof(method), environment, None)


class _Method(ctypes.Structure):
    """What Python's C API has as ``PyMethodDef``."""

    _fields_ = [
        ("name", ctypes.c_char_p),
        ("address", ctypes.c_void_p),
        ("flags", ctypes.c_int),
        ("text", ctypes.c_char_p),
    ]


_FASTCALL = 0x80
"""The function takes the address of its arguments and their number."""


@functools.cache
def _new_function() -> Any:
    kind = ctypes.PYFUNCTYPE(ctypes.py_object, ctypes.c_void_p, ctypes.py_object, ctypes.py_object)
    return kind(("PyCFunction_NewEx", ctypes.pythonapi))
