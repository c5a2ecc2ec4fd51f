"""Where new arrays get their memory: large blocks are kept for the next array, or come as NumPy's own do."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterator
from typing import Any

from llvmlite import ir
from numba.core import cgutils

from autograph.runtime.codegen import libraries
from autograph.runtime.codegen.machine import WORD

__all__ = ["reserve_module", "reserved"]

_LARGE = 2**16
"""From how many bytes on memory is asked of the C library in just that size, and kept for the next array.

What the system gets back it gives with new pages, one fault for each. A block with a header would not fit
where NumPy has freed an array of the same size.
"""

_HUGE, _PAGE, _HUGE_PAGES = 2**22, 4096, 14
"""From how many bytes on NumPy asks for huge pages, the size of a page, and MADV_HUGEPAGE."""

_RESERVE = "autograph_reserve"
_ALIGNMENT = 32
_BYTE = ir.IntType(8).as_pointer()
_INT = ir.IntType(32)


def reserved(builder: Any, size: Any) -> Any:
    """Write the call that reserves a number of bytes; return the address of their owner, or null."""
    return builder.call(_declared(builder.module, _RESERVE, [WORD], _BYTE), [size])


def reserve_module() -> str:
    """Return the text of the module that has ``autograph_reserve(size)``."""
    module = ir.Module("reserve")
    function = ir.Function(module, ir.FunctionType(_BYTE, [WORD]), _RESERVE)
    (size,) = function.args
    builder = ir.IRBuilder(function.append_basic_block())
    if sys.platform == "linux":
        with builder.if_then(builder.icmp_unsigned(">=", size, WORD(_LARGE)), likely=False):
            _reserve_large(builder, size)
    plain = _declared(module, "NRT_MemInfo_alloc_safe_aligned", [WORD, _INT], _BYTE)
    builder.ret(builder.call(plain, [size, _INT(_ALIGNMENT)]))
    return str(module)


def _reserve_large(builder: Any, size: Any) -> None:
    """Write the return of memory whose owner keeps it for others at the end."""
    module = builder.module
    own = _declared(module, libraries.provide_memory("own"), [_BYTE, _BYTE], _BYTE)
    release = builder.bitcast(_release_function(module), _BYTE)
    _take_kept(builder, size, own, release)
    memory = builder.call(_declared(module, libraries.provide_memory("malloc"), [WORD], _BYTE), [size])
    with builder.if_then(cgutils.is_null(builder, memory), likely=False):
        builder.ret(ir.Constant(_BYTE, None))
    with builder.if_then(builder.icmp_unsigned(">=", size, WORD(_HUGE)), likely=False):
        advise = _declared(module, libraries.provide_memory("madvise"), [WORD, WORD, _INT], _INT)
        first = builder.ptrtoint(memory, WORD)
        skipped = builder.sub(WORD(_PAGE), builder.and_(first, WORD(_PAGE - 1)))
        rest = builder.sub(size, skipped)
        builder.call(advise, [builder.add(first, skipped), rest, _INT(_HUGE_PAGES)])
    builder.ret(builder.call(own, [memory, release]))


def _take_kept(builder: Any, size: Any, own: Any, release: Any) -> None:
    """Write the return of a kept block that is large enough and at most twice as large."""
    with _each_place(builder) as place:
        there = builder.load_atomic(place, "monotonic", 8)
        with builder.if_then(builder.icmp_unsigned("!=", there, WORD(0))):
            word = builder.atomic_rmw("xchg", place, WORD(0), "acq_rel")
            with builder.if_then(builder.icmp_unsigned("!=", word, WORD(0))):
                memory = builder.inttoptr(word, _BYTE)
                has = _usable(builder, memory)
                enough = builder.icmp_unsigned("<=", size, has)
                fits = builder.and_(enough, builder.icmp_unsigned("<=", has, builder.shl(size, WORD(1))))
                with builder.if_then(fits):
                    _room(builder, "add", has)
                    builder.ret(builder.call(own, [memory, release]))
                back = builder.cmpxchg(place, WORD(0), word, "acq_rel", "monotonic")
                with builder.if_then(builder.not_(builder.extract_value(back, 1)), likely=False):
                    _room(builder, "add", has)
                    _free(builder, memory)


def _release_function(module: Any) -> Any:
    """Return a module's function that keeps a block for the next array, or frees it."""
    function = ir.Function(module, ir.FunctionType(ir.VoidType(), [_BYTE]), "autograph_release")
    (memory,) = function.args
    builder = ir.IRBuilder(function.append_basic_block())
    word = builder.ptrtoint(memory, WORD)
    size = _usable(builder, memory)
    room = _room(builder, "sub", size)
    with builder.if_then(builder.icmp_signed(">=", room, size)), _each_place(builder) as place:
        free = builder.icmp_unsigned("==", builder.load_atomic(place, "monotonic", 8), WORD(0))
        with builder.if_then(free):
            kept = builder.cmpxchg(place, WORD(0), word, "acq_rel", "monotonic")
            with builder.if_then(builder.extract_value(kept, 1)):
                builder.ret_void()
    _room(builder, "add", size)
    _free(builder, memory)
    builder.ret_void()
    return function


@contextlib.contextmanager
def _each_place(builder: Any) -> Iterator[Any]:
    """Write a loop over the places where blocks are kept; it gives the address of each."""
    with cgutils.for_range(builder, WORD(libraries.KEPT)) as loop:
        yield builder.gep(_kept(builder), [loop.index])


def _room(builder: Any, operation: str, size: Any) -> Any:
    """Write that there is room for more or fewer bytes to be kept; return for how many there was."""
    place = builder.gep(_kept(builder), [WORD(libraries.KEPT)])
    return builder.atomic_rmw(operation, place, size, "acq_rel")


def _kept(builder: Any) -> Any:
    name = libraries.provide_memory("kept")
    return builder.module.globals.get(name) or ir.GlobalVariable(builder.module, WORD, name)


def _usable(builder: Any, memory: Any) -> Any:
    function = _declared(builder.module, libraries.provide_memory("malloc_usable_size"), [_BYTE], WORD)
    return builder.call(function, [memory])


def _free(builder: Any, memory: Any) -> None:
    function = _declared(builder.module, libraries.provide_memory("free"), [_BYTE], ir.VoidType())
    builder.call(function, [memory])


def _declared(module: Any, name: str, arguments: list[Any], result: Any) -> Any:
    found = module.globals.get(name)
    return found or ir.Function(module, ir.FunctionType(result, arguments), name)
