"""Where new arrays get their memory: large ones as NumPy's do, so that either takes what the other left."""

from __future__ import annotations

import sys
from typing import Any

from llvmlite import ir

from autograph.runtime.codegen import libraries
from autograph.runtime.codegen.machine import WORD

__all__ = ["reserve_function"]

_LARGE = 2**16
"""From how many bytes on memory is asked of the C library in just that size.

A block with a header does not fit where NumPy has freed an array of the same size, and one that ends
the heap is given back to the system: each call would take new pages, one fault for each.
"""

_HUGE, _PAGE, _HUGE_PAGES = 2**22, 4096, 14
"""From how many bytes on NumPy asks for huge pages, the size of a page, and MADV_HUGEPAGE."""

_BYTE = ir.IntType(8).as_pointer()
_INT = ir.IntType(32)


def reserve_function(module: Any, alignment: int) -> Any:
    """Return a module's function that reserves a number of bytes and gives their owner's address, or null."""
    name = "autograph_reserve"
    found = module.globals.get(name)
    if found is not None:
        return found
    function = ir.Function(module, ir.FunctionType(_BYTE, [WORD]), name)
    function.linkage = "internal"
    function.attributes.add("noinline")
    (size,) = function.args
    builder = ir.IRBuilder(function.append_basic_block())
    if sys.platform == "linux":
        with builder.if_then(builder.icmp_unsigned(">=", size, WORD(_LARGE)), likely=False):
            _reserve_large(builder, size)
    plain = _declared(module, "NRT_MemInfo_alloc_safe_aligned", [WORD, _INT], _BYTE)
    builder.ret(builder.call(plain, [size, _INT(alignment)]))
    return function


def _reserve_large(builder: Any, size: Any) -> None:
    """Write the return of memory whose owner frees it by the C library."""
    module = builder.module
    allocate = _declared(module, libraries.provide_memory("malloc"), [WORD], _BYTE)
    free = _declared(module, libraries.provide_memory("free"), [_BYTE], ir.VoidType())
    own = _declared(module, libraries.provide_memory("own"), [_BYTE, _BYTE], _BYTE)
    memory = builder.call(allocate, [size])
    with builder.if_then(builder.icmp_unsigned("==", memory, ir.Constant(_BYTE, None)), likely=False):
        builder.ret(ir.Constant(_BYTE, None))
    with builder.if_then(builder.icmp_unsigned(">=", size, WORD(_HUGE)), likely=False):
        advise = _declared(module, libraries.provide_memory("madvise"), [WORD, WORD, _INT], _INT)
        first = builder.ptrtoint(memory, WORD)
        skipped = builder.sub(WORD(_PAGE), builder.and_(first, WORD(_PAGE - 1)))
        rest = builder.sub(size, skipped)
        builder.call(advise, [builder.add(first, skipped), rest, _INT(_HUGE_PAGES)])
    builder.ret(builder.call(own, [memory, builder.bitcast(free, _BYTE)]))


def _declared(module: Any, name: str, arguments: list[Any], result: Any) -> Any:
    found = module.globals.get(name)
    return found or ir.Function(module, ir.FunctionType(result, arguments), name)
