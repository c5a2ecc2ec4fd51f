"""C functions that kernels call by name: the C library's, NumPy's inner loops, and the way back to Python."""

from __future__ import annotations

import ctypes
import functools
import os
from collections.abc import Callable
from typing import Any

import numpy as np

from autograph.runtime.codegen import natives
from autograph.runtime.floating import STATUS

__all__ = [
    "KEPT", "POOL_WORDS", "TRAMPOLINE", "address_of", "data_name", "has_data", "name_of", "provide",
    "provide_draw", "provide_loop", "provide_memory", "provide_pool", "provide_process", "provide_result",
    "register", "status", "tell_of_symbols",
]  # fmt: skip

TRAMPOLINE = "autograph_host"
"""The symbol of the function that runs a node in Python."""


_addresses: dict[str, int] = {}
_listeners: list[Callable[[str, int], object]] = []


def register(symbol: str, address: int) -> None:
    """Make a C function known to kernels, loaded from disk or not, by a name."""
    _addresses[symbol] = address
    for tell in _listeners:
        tell(symbol, address)


def tell_of_symbols(tell: Callable[[str, int], object]) -> None:
    """Have ``tell(symbol, address)`` called for each C function that is known now, or will be."""
    _listeners.append(tell)
    for symbol, address in list(_addresses.items()):
        tell(symbol, address)


def name_of(function: str) -> str:
    """Return the symbol of a C library function: a name of our own, so that LLVM does not replace it."""
    return f"autograph_c_{function}"


@functools.cache
def _library() -> ctypes.CDLL:
    process = ctypes.CDLL(None)
    if hasattr(process, "fetestexcept"):
        return process
    from ctypes.util import find_library  # noqa: PLC0415  (it and what it does take longer than a first call)

    name = find_library("m")
    return ctypes.CDLL(name) if name else process


def status() -> int:
    """Return the bits of the floating-point errors there were in this thread."""
    return int(_library().fetestexcept(sum(STATUS.values())))


@functools.cache
def provide(function: str) -> str:
    """Make a function of the C library known to kernels and return its symbol."""
    address = ctypes.cast(getattr(_library(), function), ctypes.c_void_p).value
    assert address is not None
    register(name_of(function), address)
    return name_of(function)


KEPT = 8
"""How many freed blocks of memory are kept for new arrays."""

_ROOM = 2**28
"""How many bytes are kept at most, on a machine of 8 GiB or more: the C library would give them back to the
system, which fills them with zeros, page after page, when the next call wants them."""


def _room() -> int:
    wanted = os.environ.get("AUTOGRAPH_KEPT_MEMORY", "")
    if wanted.isdecimal():
        return min(int(wanted), 2**62)
    if not hasattr(os, "sysconf"):
        return _ROOM
    return min(_ROOM, os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") // 32)


_kept = (ctypes.c_int64 * (KEPT + 1))(*[0] * KEPT, _room())


@functools.cache
def provide_memory(function: str) -> str:
    """Make known to kernels what manages memory, and return its symbol.

    ``own(memory, free)`` of Numba's runtime returns the owner of memory, who frees it at the end; at ``kept``
    are the addresses of blocks that are kept, or 0, and for how many bytes more there is room; other names
    are the process's own functions.
    """
    address: int | None
    if function == "own":
        address = (ctypes.c_void_p * 3).from_address(natives.runtime_table())[2]
    elif function == "kept":
        address = ctypes.addressof(_kept)
    else:
        address = ctypes.cast(getattr(ctypes.CDLL(None), function), ctypes.c_void_p).value
    assert address is not None
    symbol = f"autograph_memory_{function}"
    register(symbol, address)
    return symbol


@functools.cache
def provide_process(function: str) -> str:
    """Make a function of the process known to kernels, as the C library has it, and return its symbol."""
    address = ctypes.cast(getattr(ctypes.CDLL(None), function), ctypes.c_void_p).value
    assert address is not None
    symbol = f"autograph_process_{function}"
    register(symbol, address)
    return symbol


POOL_WORDS = 64
"""How large the state is that threads share loops by."""

_pool = (ctypes.c_int64 * (POOL_WORDS + 8))()


@functools.cache
def provide_pool(helpers: int) -> str:
    """Make the state that threads share loops by known to kernels and return its symbol.

    All its words are 0 at first, and in a process that was forked from this one, but for the one at
    `helpers`: how many threads may help.
    """
    start = ctypes.addressof(_pool)
    start += -start % 64  # each group of words in a cache line of its own
    words = (ctypes.c_int64 * POOL_WORDS).from_address(start)

    def reset() -> None:
        words[:] = [0] * POOL_WORDS
        words[helpers] = _threads() - 1

    # It is never freed: helpers look at it until the process is gone.
    ctypes.pythonapi.Py_IncRef(ctypes.py_object(_pool))
    reset()
    os.register_at_fork(after_in_child=reset)
    symbol = f"autograph_pool_{helpers}"
    register(symbol, start)
    return symbol


def _threads() -> int:
    """Return how many threads loops may take, the program's own one among them."""
    wanted = os.environ.get("AUTOGRAPH_THREADS", "")
    most = int(wanted) if wanted.isdigit() else _MOST_THREADS
    return max(1, min(most, len(os.sched_getaffinity(0))))


_MOST_THREADS = 8


_NEW_ARRAY = 94
"""The place of ``PyArray_NewFromDescr`` in the table of functions that is NumPy's binary interface."""


@functools.cache
def provide_result(name: str) -> str:
    """Make known to kernels what their results are made by, and return its symbol.

    ``array`` is NumPy's function that makes an array over memory, ``owner`` the class of the objects by which
    Numba's runtime owns memory.
    """
    address: int | None
    address = natives.table_of_numpy()[_NEW_ARRAY] if name == "array" else natives.class_of_owners()
    assert address is not None
    symbol = f"autograph_result_{name}"
    register(symbol, address)
    return symbol


@functools.cache
def provide_draw(function: str) -> str:
    """Make one of NumPy's functions that draw random numbers known to kernels and return its symbol."""
    from autograph.runtime.laws import function_address  # noqa: PLC0415  (of use to few kernels)

    symbol = f"autograph_draw_{function}"
    register(symbol, function_address(function))
    return symbol


class _UFunc(ctypes.Structure):
    """The beginning of NumPy's ``PyUFuncObject``, which is part of its binary interface."""

    _fields_ = [
        ("refcount", ctypes.c_ssize_t),
        ("type", ctypes.c_void_p),
        ("nin", ctypes.c_int),
        ("nout", ctypes.c_int),
        ("nargs", ctypes.c_int),
        ("identity", ctypes.c_int),
        ("functions", ctypes.POINTER(ctypes.c_void_p)),
        ("data", ctypes.POINTER(ctypes.c_void_p)),
        ("ntypes", ctypes.c_int),
        ("reserved", ctypes.c_int),
        ("name", ctypes.c_char_p),
        ("types", ctypes.c_void_p),
    ]


def _find_loop(function: np.ufunc, numbers: tuple[int, ...]) -> tuple[int, int] | None:
    """Return the address and the data of a ufunc's inner loop for these type numbers."""
    found = _UFunc.from_address(id(function))
    if (found.nin, found.nout, found.nargs, found.ntypes) != (
        function.nin,
        function.nout,
        function.nargs,
        function.ntypes,
    ):
        return None
    table = ctypes.string_at(found.types, found.ntypes * found.nargs)
    for place in range(found.ntypes):
        if tuple(table[place * found.nargs : (place + 1) * found.nargs]) == numbers:
            return found.functions[place] or 0, (found.data[place] or 0) if found.data else 0
    return None


_with_data: dict[str, bool] = {}


@functools.cache
def provide_loop(name: str, dtypes: str) -> str:
    """Make a ufunc's inner loop known to kernels and return its symbol.

    Raises
    ------
    LookupError
        If there is no such loop.
    """
    function: Any = getattr(np, name)
    numbers = tuple(np.dtype(character).num for character in dtypes)
    found = _find_loop(function, numbers)
    if found is None or not found[0]:
        raise LookupError(f"no inner loop of {name} for {dtypes}")
    symbol = f"autograph_np_{name}_{dtypes.replace('?', 'T')}"
    register(symbol, found[0])
    _with_data[symbol] = bool(found[1])
    if found[1]:
        register(data_name(symbol), found[1])
    return symbol


def data_name(symbol: str) -> str:
    """Return the symbol of an inner loop's data."""
    return f"{symbol}_data"


def has_data(symbol: str) -> bool:
    """Whether an inner loop has data."""
    return _with_data[symbol]


def address_of(symbol: str) -> int | None:
    """Return the address of what a kernel knows by a name; None if the process lacks it."""
    if symbol not in _addresses:
        _provide(symbol)
    found = _addresses.get(symbol)
    return natives.address_of(symbol) if found is None else found


def _provide(symbol: str) -> None:
    """Make the C function of that symbol known to kernels if it is one of these."""
    _, own, rest = symbol.partition("autograph_")
    kind, _, name = rest.partition("_")
    if own and kind in _PROVIDERS:
        _PROVIDERS[kind](name)
    elif own and kind in ("reserve", "share"):
        from autograph.runtime.codegen.building import prepared  # noqa: PLC0415  (it builds on this module)

        register(symbol, prepared(kind))
    elif own and kind in ("sort", "argsort"):
        from autograph.runtime.codegen.numpy_sorts import provide_sort  # noqa: PLC0415  (as above)

        number, _, dtype = name.partition("_")
        provide_sort(kind, int(number), dtype.replace("T", "?"))


def _provide_loop(name: str) -> None:
    function, _, dtypes = name.removesuffix("_data").rpartition("_")
    provide_loop(function, dtypes.replace("T", "?"))


_PROVIDERS: dict[str, Callable[[str], Any]] = {
    "c": provide,
    "memory": provide_memory,
    "process": provide_process,
    "pool": lambda name: provide_pool(int(name)),
    "result": provide_result,
    "draw": provide_draw,
    "np": _provide_loop,
}
