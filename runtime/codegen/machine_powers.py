"""Powers with a small constant exponent: the C library's own bits, mostly without calling it.

The GNU C library's ``pow`` is within 0.515 units in the last place where the power is neither large nor
small (its source, ``sysdeps/ieee754/dbl-64/e_pow.c``: 0.511 for the exponential, 1.5 * 2**-68 relative for
the logarithm). A product in twice the precision says how far the exact power is from the middle between two
floats; where it is not very near, both round to the same float, and the product is it.
"""

from __future__ import annotations

import functools
import platform
import struct
from collections.abc import Callable, Sequence
from typing import Any

import llvmlite.binding as llvm
from llvmlite import ir
from numba.core import cgutils

from autograph.runtime.codegen import libraries
from autograph.runtime.codegen.machine import DOUBLE, WORD, Intrinsic, floats

__all__ = ["NUMBERED", "library_is_known"]

_WIDER = 0.5 / 0.484
_LARGE = 2.0**100
_SMALL = 2.0**-100
_LIBRARY = (2, 28)

Pair = tuple[Any, Any]


@functools.cache
def library_is_known() -> bool:
    """Whether ``pow`` is the one described above, and a product with a sum takes one instruction."""
    name, version = platform.libc_ver()
    if name != "glibc" or tuple(map(int, version.split(".")[:2])) < _LIBRARY:
        return False
    return platform.machine() == "aarch64" or bool(llvm.get_host_cpu_features().get("fma"))


def _power(halves: int) -> Callable[..., Any]:
    def build(context: Any, builder: Any, sig: Any, args: Sequence[Any]) -> Any:
        (x,) = args
        if not library_is_known():
            return _call_library(builder, x, halves / 2)
        high, low = _exactly(builder, x, halves)
        sure = _far_from_middle(builder, high, low, even=halves % 4 != 2)
        before = builder.block
        with builder.if_then(builder.not_(sure), likely=False):
            found = _call_library(builder, x, halves / 2)
            calling = builder.block
        result = builder.phi(DOUBLE)
        result.add_incoming(high, before)
        result.add_incoming(found, calling)
        return result

    return build


def _call_library(builder: Any, x: Any, exponent: float) -> Any:
    kind = ir.FunctionType(DOUBLE, [DOUBLE, DOUBLE])
    function = cgutils.get_or_insert_function(builder.module, kind, libraries.provide("pow"))
    return builder.call(function, [x, DOUBLE(exponent)])


def _exactly(builder: Any, x: Any, halves: int) -> Pair:
    """Return the power as the sum of two floats, of which the first is the nearest."""
    count, half = divmod(abs(halves), 2)
    pair: Pair = (x, DOUBLE(0.0))
    if half:
        root = builder.call(builder.module.declare_intrinsic("llvm.sqrt", [DOUBLE]), [x])
        rest = builder.fma(builder.fneg(root), root, x)
        pair = root, builder.fdiv(rest, builder.fadd(root, root))
    for _ in range(count if half else count - 1):
        high, low = pair
        product = builder.fmul(high, x)
        error = builder.fma(high, x, builder.fneg(product))
        exact = isinstance(low, ir.Constant)  # the rounded product is the nearest float already
        pair = (product, error) if exact else _nearest_first(builder, product, builder.fma(low, x, error))
    if halves < 0:
        high, low = pair
        ratio = builder.fdiv(DOUBLE(1.0), high)
        rest = builder.fma(builder.fneg(ratio), high, DOUBLE(1.0))
        rest = builder.fma(builder.fneg(ratio), low, rest)
        pair = _nearest_first(builder, ratio, builder.fmul(rest, ratio))
    return pair


def _nearest_first(builder: Any, high: Any, low: Any) -> Pair:
    total = builder.fadd(high, low)
    return total, builder.fsub(low, builder.fsub(total, high))


def _size(builder: Any, x: Any) -> Any:
    return builder.call(builder.module.declare_intrinsic("llvm.fabs", [DOUBLE]), [x])


def _far_from_middle(builder: Any, high: Any, low: Any, *, even: bool) -> Any:
    """Whether ``high`` is neither large nor small, and ``high + low`` far from the middle between two floats.

    It is where adding somewhat more than `low` still rounds to `high`. What was computed on the way to a
    power that is neither large nor small is neither, too. An `even` power has no sign.
    """
    size = builder.bitcast(high if even else _size(builder, high), WORD)
    ordinary = builder.icmp_unsigned(
        "<", builder.sub(size, WORD(_bits(_SMALL))), WORD(_bits(_LARGE) - _bits(_SMALL))
    )
    wider = builder.fma(low, DOUBLE(_WIDER), high)
    return builder.and_(ordinary, builder.fcmp_ordered("==", wider, high))


def _bits(number: float) -> int:
    return int(struct.unpack("<q", struct.pack("<d", number))[0])


NUMBERED = {
    "pow_of": lambda halves: Intrinsic(floats, _power(halves)),
    "pow_under": lambda halves: Intrinsic(floats, _power(-halves)),
}
"""``pow(x, halves / 2)`` as functions of ``x``: ``NUMBERED[name](halves)``."""
