"""``sin`` and ``cos`` of many doubles: the C library's own bits, mostly without calling it.

As in `machine_powers`: both are computed to more than double precision, several at a time, which says whether
the library's result must be the nearest float; the few others are asked of the library. Its source
(``sysdeps/ieee754/dbl-64/s_sin.c``) has it within 0.518 units in the last place, in one interval 0.548; of
6 * 10**9 results that were compared none was beyond what `_WIDER` takes for certain. With ``k`` the nearest
multiple of pi/16 and ``r`` what is left, ``sin(x) = sin(k) cos(r) + cos(k) sin(r)``, as in P. T. P. Tang,
"Table-lookup algorithms for elementary functions and their error analysis" (1991): all but
``sin(k) + cos(k) r`` is so small that it need not be more exact than doubles are. The multiple that is taken
off comes in three parts, of which the first two are short enough for exact products, as in fdlibm's
``e_rem_pio2.c``.
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
from autograph.runtime.codegen.machine import BOOL, DOUBLE, WORD
from autograph.runtime.codegen.machine_powers import library_is_known
from autograph.runtime.codegen.machine_vectors import Vectors, lanes

__all__ = ["is_known", "wave_function"]

_PI = Fraction(0x3243F6A8885A308D313198A2E03707344A4093822299F31D0, 16**48)
_STEPS = 16
"""Of how many multiples of pi/16 sines are in the table; those of the next so many are their negatives."""
_FAR = 2.0**20
_NEAR = 2.0**-100
_SHORT = 30
"""How many bits the first parts of pi/16 have: products with the 23 of a multiple are exact."""
_LEAST = [2.0**-8] + [2.0**-3] * (_STEPS - 1)
"""Smaller results near each multiple may be too far from exact, unless nothing was taken off."""
_WIDER = 0.5 / 0.465
_CHUNK = 512
_BYTE = ir.IntType(8)


@functools.cache
def is_known(name: str) -> bool:
    """Whether NumPy's ufunc of that name gives the bits of the library described above."""
    if name not in ("sin", "cos") or not library_is_known():
        return False
    random = np.random.default_rng(0)
    x = np.concatenate([random.normal(size=200) * 2, random.normal(size=100) * 1000])
    function = getattr(math, name)
    return bool(np.all(getattr(np, name)(x) == [function(number) for number in x.tolist()]))


# ------------------------------------------------------------------ constants


def _short(number: Fraction) -> float:
    _, exponent = math.frexp(number)
    return math.ldexp(math.floor(math.ldexp(number, _SHORT - exponent)), exponent - _SHORT)


@functools.cache
def _parts() -> tuple[float, float, float]:
    """Return pi/16 as a sum of three floats."""
    step = _PI / _STEPS
    first = _short(step)
    second = _short(step - Fraction(first))
    return first, second, float(step - Fraction(first) - Fraction(second))


def _series(x: Fraction, first: int) -> Fraction:
    """Return the sine of an angle if `first` is 1, its cosine if it is 0."""
    terms = range(first, 64, 2)
    return sum((Fraction((-1) ** (n // 2), math.factorial(n)) * x**n for n in terms), Fraction(0))


@functools.cache
def _tables() -> tuple[list[float], ...]:
    """Return the sines of the multiples and what their doubles lack, then the cosines."""
    tables: list[list[float]] = []
    for first in (1, 0):
        exact = [_series(_PI * k / _STEPS, first) for k in range(_STEPS)]
        high = [float(value) if abs(value) > _NEAR else 0.0 for value in exact]
        tables += [high, [float(value - Fraction(near)) for value, near in zip(exact, high, strict=True)]]
    return tuple(tables)


_SINE = [(-1) ** k / math.factorial(2 * k + 1) for k in range(1, 6)]
_COSINE = [(-1) ** k / math.factorial(2 * k) for k in range(1, 6)]


def _bits(number: float) -> int:
    return int(struct.unpack("<q", struct.pack("<d", number))[0])


# ------------------------------------------------------------------ many


def wave_function(module: Any, name: str) -> Any:
    """Return the function ``f(x, out, count)`` of a module that computes `count` doubles in one piece."""
    pointer = DOUBLE.as_pointer()
    kind = ir.FunctionType(ir.VoidType(), [pointer, pointer, WORD])
    function = cgutils.get_or_insert_function(module, kind, f"autograph_many_{name}")
    if function.is_declaration:
        function.linkage = "linkonce_odr"  # the modules of a kernel are linked
        function.attributes.add("noinline")
        _Waves(function, name).define()
    return function


class _Waves:
    """Writes the function: chunk by chunk, in groups that are computed together."""

    def __init__(self, function: Any, name: str) -> None:
        self.source, self.target, self.count = function.args
        for pointer in (self.source, self.target):
            pointer.add_attribute("noalias")
        self.builder = ir.IRBuilder(function.append_basic_block("entry"))
        self.name = name
        self.lanes = lanes()
        self.on = Vectors(self.builder, self.lanes)
        kind = ir.FunctionType(DOUBLE, [DOUBLE])
        self.library = cgutils.get_or_insert_function(function.module, kind, libraries.provide(name))

    def define(self) -> None:
        """Write it."""
        builder = self.builder
        self.doubts = builder.alloca(WORD, _CHUNK // self.lanes // 8)
        self.pads = [builder.alloca(self.on.kind) for _ in range(2)]
        with cgutils.for_range_slice(builder, WORD(0), self.count, WORD(_CHUNK), WORD) as (begin, _):
            left = builder.sub(self.count, begin)
            size = builder.select(builder.icmp_signed("<", left, WORD(_CHUNK)), left, WORD(_CHUNK))
            self._chunk(builder.gep(self.source, [begin]), builder.gep(self.target, [begin]), size)
        builder.ret_void()

    def _chunk(self, source: Any, target: Any, size: Any) -> None:
        """Write a chunk; its last group, if it is not a whole one, is computed in memory of its own."""
        builder = self.builder
        given, found = (builder.bitcast(pad, DOUBLE.as_pointer()) for pad in self.pads)
        odd = builder.and_(size, WORD(self.lanes - 1))
        whole = builder.sub(size, odd)
        for word in range(_CHUNK // self.lanes // 8):
            builder.store(WORD(0), builder.gep(self.doubts, [WORD(word)]))
        doubts = builder.bitcast(self.doubts, _BYTE.as_pointer())
        with cgutils.for_range_slice(builder, WORD(0), whole, WORD(self.lanes), WORD) as (place, _):
            unsure = self._group(builder.gep(source, [place]), builder.gep(target, [place]))
            builder.store(unsure, builder.gep(doubts, [builder.udiv(place, WORD(self.lanes))]))
        with builder.if_then(builder.icmp_signed("!=", odd, WORD(0))):
            builder.store(self.on.number(0.0), self.pads[0])
            self._copy(given, builder.gep(source, [whole]), odd)
            unsure = self._group(given, found)
            within = builder.trunc(builder.sub(builder.shl(WORD(1), odd), WORD(1)), _BYTE)
            place = builder.gep(doubts, [builder.udiv(whole, WORD(self.lanes))])
            builder.store(builder.and_(unsure, within), place)
            self._copy(builder.gep(target, [whole]), found, odd)
        self._ask(source, target)

    def _copy(self, target: Any, source: Any, count: Any) -> None:
        cgutils.raw_memcpy(self.builder, target, source, count, 8, align=8)

    def _group(self, source: Any, target: Any) -> Any:
        """Write a group; return the byte of which the bits tell of which the library must be asked."""
        builder = self.builder
        pointers = (builder.bitcast(pointer, self.on.kind.as_pointer()) for pointer in (source, target))
        given, place = pointers
        found, sure = self._wave(builder.load(given, align=8))
        builder.store(found, place, align=8)
        return self.on.bits(builder.not_(sure))

    def _ask(self, source: Any, target: Any) -> None:
        """Write that the library is asked."""
        builder = self.builder
        rest = cgutils.alloca_once(builder, WORD)
        with cgutils.for_range(builder, WORD(_CHUNK // self.lanes // 8), intp=WORD) as loop:
            builder.store(builder.load(builder.gep(self.doubts, [loop.index])), rest)
            check, ask, done = (builder.append_basic_block(name) for name in ("check", "ask", "done"))
            builder.branch(check)
            builder.position_at_end(check)
            word = builder.load(rest)
            builder.cbranch(builder.icmp_signed("!=", word, WORD(0)), ask, done)
            builder.position_at_end(ask)
            bit = builder.cttz(word, BOOL(1))
            group = builder.add(builder.mul(loop.index, WORD(8)), builder.lshr(bit, WORD(3)))
            place = builder.add(builder.mul(group, WORD(self.lanes)), builder.and_(bit, WORD(7)))
            asked = builder.call(self.library, [builder.load(builder.gep(source, [place]))])
            builder.store(asked, builder.gep(target, [place]))
            builder.store(builder.and_(word, builder.sub(word, WORD(1))), rest)
            builder.branch(check)
            builder.position_at_end(done)

    # -------------------------------------------------------------- one group

    def _wave(self, x: Any) -> tuple[Any, Any]:
        """Return the nearest floats, and which are surely the library's results."""
        builder, on = self.builder, self.on
        size = builder.bitcast(on.fabs(x), on.words)
        above = builder.sub(size, on.word(_bits(_NEAR)))
        inside = builder.icmp_unsigned("<=", above, on.word(_bits(_FAR) - _bits(_NEAR)))
        near = builder.select(inside, x, on.number(0.0))  # comparing nan as a float is an error
        turns = on.rint(builder.fmul(near, on.number(_STEPS / math.pi)))
        quarter = 0 if self.name == "sin" else _STEPS // 2
        place = builder.add(builder.fptosi(turns, on.words), on.word(quarter))
        high, low = self._sum(*self._reduced(near, turns), place)
        wider = on.fma(low, on.number(_WIDER), high)
        sure = builder.and_(inside, builder.fcmp_ordered("==", wider, high))
        exact = builder.fcmp_ordered(">", on.fabs(high), on.looked_up(_LEAST, place))
        sure = builder.and_(sure, builder.or_(exact, builder.fcmp_ordered("==", turns, on.number(0.0))))
        back = builder.shl(builder.and_(place, on.word(_STEPS)), on.word(59))
        return builder.bitcast(builder.xor(builder.bitcast(high, on.words), back), on.kind), sure

    def _reduced(self, x: Any, turns: Any) -> tuple[Any, Any]:
        """Return ``x - turns * pi / 16`` as the nearest float and what it lacks."""
        builder, on = self.builder, self.on
        first, second, third = map(on.number, _parts())
        back = builder.fneg(turns)
        some = on.fma(back, first, x)
        most = on.fma(back, second, some)
        rest = on.fma(back, third, on.fma(back, second, builder.fsub(some, most)))
        high = builder.fadd(most, rest)
        return high, builder.fsub(rest, builder.fsub(high, most))

    def _sum(self, rest: Any, more: Any, place: Any) -> tuple[Any, Any]:
        """Return the sine of the angle of that place and the rest, as the nearest float and what it lacks."""
        builder, on = self.builder, self.on
        sine, sine_low, cosine, cosine_low = (on.looked_up(table, place) for table in _tables())
        square = builder.fmul(rest, rest)
        curve = builder.fmul(builder.fmul(rest, square), on.polynomial(square, _SINE))
        fall = builder.fmul(square, on.polynomial(square, _COSINE))
        slope = builder.fmul(cosine, rest)
        lacking = on.fma(cosine, rest, builder.fneg(slope))
        main = builder.fadd(sine, slope)
        lost = builder.fsub(slope, builder.fsub(main, sine))
        small = on.fma(cosine_low, rest, on.fma(cosine, more, sine_low))
        small = on.fma(cosine, curve, on.fma(sine, fall, small))
        small = builder.fadd(builder.fadd(lacking, lost), small)
        high = builder.fadd(main, small)
        return high, builder.fsub(small, builder.fsub(high, main))
