"""``sin`` and ``cos`` of many doubles: the C library's own bits, mostly without calling it.

As in `machine_powers`: both are computed in twice the precision, several at a time, which says whether the
library's result, within 0.55 units in the last place by its source (``sysdeps/ieee754/dbl-64/s_sin.c``),
must be the nearest float; the few others are asked of the library. The multiple of pi/2 that is taken off
comes in three parts, of which the first two have 33 bits, as in fdlibm's ``e_rem_pio2.c``; the polynomials
are Taylor's.
"""

from __future__ import annotations

import functools
import math
import struct
from fractions import Fraction
from typing import Any

import numpy as np
from llvmlite import ir
from numba.core import cgutils

from autograph.runtime.codegen import libraries
from autograph.runtime.codegen.machine import DOUBLE, WORD
from autograph.runtime.codegen.machine_powers import library_is_known

__all__ = ["is_known", "wave_function"]

_PARTS = (1.57079632673412561417e00, 6.07710050630396597660e-11, 2.02226624879595063154e-21)
_FAR = 2.0**20
_NEAR_ZERO = 2.0**-30
_SMALLEST = 2.0**-100
_SURE = 0.47
_CHUNK = 512
_SINE = [(-1) ** k / math.factorial(2 * k + 1) for k in range(2, 9)]
_COSINE = [(-1) ** k / math.factorial(2 * k) for k in range(2, 10)]
_SIXTH = -1 / 6
_SIXTH_REST = float(Fraction(-1, 6) - Fraction(_SIXTH))

Pair = tuple[Any, Any]


@functools.cache
def is_known(name: str) -> bool:
    """Whether NumPy's ufunc of that name gives the bits of the library described above."""
    if name not in ("sin", "cos") or not library_is_known():
        return False
    random = np.random.default_rng(0)
    x = np.concatenate([random.normal(size=200) * 2, random.normal(size=100) * 1000])
    function = getattr(math, name)
    return bool(np.all(getattr(np, name)(x) == [function(number) for number in x.tolist()]))


def wave_function(module: Any, name: str) -> Any:
    """Return the function ``f(x, out, count)`` of a module that computes `count` doubles in one piece."""
    pointer = DOUBLE.as_pointer()
    kind = ir.FunctionType(ir.VoidType(), [pointer, pointer, WORD])
    function = cgutils.get_or_insert_function(module, kind, f"autograph_many_{name}")
    if function.is_declaration:
        function.linkage = "internal"
        _define(function, name)
    return function


def _define(function: Any, name: str) -> None:
    x, out, count = function.args
    for pointer in (x, out):
        pointer.add_attribute("noalias")
    builder = ir.IRBuilder(function.append_basic_block("entry"))
    open_ = builder.alloca(WORD, _CHUNK)
    doubts = builder.alloca(WORD, _CHUNK)
    own = ir.FunctionType(DOUBLE, [DOUBLE])
    library = cgutils.get_or_insert_function(function.module, own, libraries.provide(name))
    with cgutils.for_range_slice(builder, WORD(0), count, WORD(_CHUNK), WORD) as (begin, _):
        left = builder.sub(count, begin)
        size = builder.select(builder.icmp_signed("<", left, WORD(_CHUNK)), left, WORD(_CHUNK))
        source, target = builder.gep(x, [begin]), builder.gep(out, [begin])
        with cgutils.for_range(builder, size, intp=WORD) as loop:
            found, sure = _wave(builder, builder.load(builder.gep(source, [loop.index])), name)
            builder.store(found, builder.gep(target, [loop.index]))
            builder.store(builder.zext(builder.not_(sure), WORD), builder.gep(doubts, [loop.index]))
        total = cgutils.alloca_once_value(builder, WORD(0))
        builder.store(WORD(0), total)
        with cgutils.for_range(builder, size, intp=WORD) as loop:
            so_far = builder.load(total)
            builder.store(loop.index, builder.gep(open_, [so_far]))
            builder.store(builder.add(so_far, builder.load(builder.gep(doubts, [loop.index]))), total)
        with cgutils.for_range(builder, builder.load(total), intp=WORD) as loop:
            place = builder.load(builder.gep(open_, [loop.index]))
            asked = builder.call(library, [builder.load(builder.gep(source, [place]))])
            builder.store(asked, builder.gep(target, [place]))
    builder.ret_void()


def _call(builder: Any, name: str, *values: Any) -> Any:
    return builder.call(builder.module.declare_intrinsic(name, [DOUBLE]), list(values))


def _wave(builder: Any, x: Any, name: str) -> Pair:
    """Return the nearest float, and whether it is surely the library's result."""
    size = builder.bitcast(_call(builder, "llvm.fabs", x), WORD)
    inside = builder.icmp_signed("<=", size, WORD(_bits(_FAR)))  # comparing nan as a float is an error
    near = builder.select(inside, x, DOUBLE(0.0))
    turns = _call(builder, "llvm.rint", builder.fmul(near, DOUBLE(2 / math.pi)))
    rest = _reduced(builder, near, turns)
    quarter = builder.add(builder.fptosi(turns, WORD), WORD(0 if name == "sin" else 1))
    odd = builder.icmp_signed("!=", builder.and_(quarter, WORD(1)), WORD(0))
    back = builder.icmp_signed("!=", builder.and_(quarter, WORD(2)), WORD(0))
    sine, cosine = _sine(builder, rest), _cosine(builder, rest)
    high, low = (builder.select(odd, b, a) for a, b in zip(sine, cosine, strict=True))
    some = builder.fcmp_ordered("==", turns, DOUBLE(0.0))
    some = builder.or_(
        some, builder.fcmp_ordered(">", _call(builder, "llvm.fabs", rest[0]), DOUBLE(_NEAR_ZERO))
    )
    sure = builder.and_(builder.and_(inside, some), _surely_nearest(builder, high, low))
    return builder.select(back, builder.fneg(high), high), sure


def _surely_nearest(builder: Any, high: Any, low: Any) -> Any:
    """Whether a result that far from exact, and no farther, is rounded to `high`."""
    size = _call(builder, "llvm.fabs", high)
    bits = builder.bitcast(size, WORD)
    ordinary = builder.icmp_signed(">", bits, WORD(_bits(_SMALLEST)))
    below = builder.bitcast(builder.sub(bits, builder.zext(ordinary, WORD)), DOUBLE)
    limit = builder.fmul(builder.fsub(size, below), DOUBLE(_SURE))
    return builder.and_(ordinary, builder.fcmp_ordered("<", _call(builder, "llvm.fabs", low), limit))


def _bits(number: float) -> int:
    return int(struct.unpack("<q", struct.pack("<d", number))[0])


def _two_sum(builder: Any, a: Any, b: Any) -> Pair:
    total = builder.fadd(a, b)
    part = builder.fsub(total, a)
    return total, builder.fadd(builder.fsub(a, builder.fsub(total, part)), builder.fsub(b, part))


def _large_first(builder: Any, a: Any, b: Any) -> Pair:
    total = builder.fadd(a, b)
    return total, builder.fsub(b, builder.fsub(total, a))


def _reduced(builder: Any, x: Any, turns: Any) -> Pair:
    """Return ``x - turns * pi / 2`` as the sum of two floats."""
    back = builder.fneg(turns)
    first = builder.fma(back, DOUBLE(_PARTS[0]), x)
    second, rest = _two_sum(builder, first, builder.fmul(back, DOUBLE(_PARTS[1])))
    third, more = _two_sum(builder, second, builder.fmul(back, DOUBLE(_PARTS[2])))
    return _large_first(builder, third, builder.fadd(rest, more))


def _polynomial(builder: Any, x: Any, terms: list[float]) -> Any:
    total = DOUBLE(terms[-1])
    for term in reversed(terms[:-1]):
        total = builder.fma(total, x, DOUBLE(term))
    return total


def _squared(builder: Any, rest: Pair) -> Pair:
    high, low = rest
    square = builder.fmul(high, high)
    error = builder.fma(high, high, builder.fneg(square))
    return square, builder.fma(builder.fadd(high, high), low, error)


def _sine(builder: Any, rest: Pair) -> Pair:
    high, low = rest
    square, square_low = _squared(builder, rest)
    cube = builder.fmul(square, high)
    cube_low = builder.fma(square, high, builder.fneg(cube))
    cube_low = builder.fadd(cube_low, builder.fma(square_low, high, builder.fmul(square, low)))
    third = builder.fmul(cube, DOUBLE(_SIXTH))
    third_low = builder.fma(cube, DOUBLE(_SIXTH), builder.fneg(third))
    third_low = builder.fadd(
        third_low, builder.fma(cube_low, DOUBLE(_SIXTH), builder.fmul(cube, DOUBLE(_SIXTH_REST)))
    )
    tail = builder.fmul(cube, builder.fmul(square, _polynomial(builder, square, _SINE)))
    total, error = _large_first(builder, high, third)
    return _large_first(builder, total, builder.fadd(error, builder.fadd(low, builder.fadd(third_low, tail))))


def _cosine(builder: Any, rest: Pair) -> Pair:
    square, square_low = _squared(builder, rest)
    half = builder.fmul(square, DOUBLE(-0.5))
    total, error = _large_first(builder, DOUBLE(1.0), half)
    fourth = builder.fmul(square, square)
    fourth_low = builder.fma(square, square, builder.fneg(fourth))
    fourth_low = builder.fma(builder.fadd(square, square), square_low, fourth_low)
    term = builder.fmul(fourth, DOUBLE(_COSINE[0]))
    term_low = builder.fma(fourth, DOUBLE(_COSINE[0]), builder.fneg(term))
    term_low = builder.fma(fourth_low, DOUBLE(_COSINE[0]), term_low)
    tail = builder.fmul(builder.fmul(fourth, square), _polynomial(builder, square, _COSINE[1:]))
    total, more = _large_first(builder, total, term)
    low = builder.fadd(builder.fma(square_low, DOUBLE(-0.5), error), builder.fadd(more, term_low))
    return _large_first(builder, total, builder.fadd(low, tail))
