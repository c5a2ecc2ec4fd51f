"""``sin`` and ``cos`` of many doubles as the GNU C library has them, several at a time: the same bits.

The method is that of IBM's Accurate Mathematical Library, in glibc's ``sysdeps/ieee754/dbl-64/s_sin.c``, with
the products that a compiler joins with sums there. What is left of an angle after multiples of pi/2 is
``k/128 + r``; with ``s`` and ``c`` for ``sin(r)`` and ``1 - cos(r)`` the results are
``sin(k/128) + (cos(k/128) s - sin(k/128) c)`` and ``cos(k/128) - (sin(k/128) s + cos(k/128) c)``, where the
values at ``k/128`` are known as two doubles. Angles up to 2.43 need no multiples, small ones have a series of
their own. Where a library rounds otherwise in any step, the digest of many results tells.
"""

from __future__ import annotations

import functools
import hashlib
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

__all__ = ["angles", "is_known", "wave_function"]

_TINY = {"sin": 2.0**-26, "cos": 2.0**-27}
_LOW, _MIDDLE, _FAR = 0.85546875, float.fromhex("0x1.368fdp1"), 2.0**26
BOUNDS = (*_TINY.values(), _LOW, _MIDDLE, _FAR)
"""Sizes below which a sine is the angle, a cosine 1; an angle is taken as it is, off pi/2, off multiples."""
_SERIES_BELOW = 0.126
_STEPS, _ROWS = 128, 128
_BIG = 1.5 * 2.0**45  # a sum with it is rounded to a step
_WHOLE = 1.5 * 2.0**52  # likewise to a whole number
_TURNS = 2 / math.pi
_HALF_PI = (math.pi / 2, float.fromhex("0x1.1a62633145c07p-54"))
_PARTS = tuple(
    map(float.fromhex, ("0x1.921fb58p0", "-0x1.dde973cp-27", "-0x1.cb3b398p-55", "-0x1.d747f23e32ed7p-83"))
)
"""Pi/2 as a sum of which the first three have zeros at the end: products with a multiple lose nothing."""
_SERIES = [float.fromhex("-0x1.5555555555555p-3"), float.fromhex("0x1.1111111110ecep-7")] + [
    float.fromhex(text)
    for text in ("-0x1.a01a019db08b8p-13", "0x1.71de27b9a7ed9p-19", "-0x1.addffc2fcdf59p-26")
]
_SINE = [-1.66666666666664880952546298448555e-01, 8.33333214285722277379541354343671e-03]
_COSINE = [
    4.99999999999999999999950396842453e-01,
    -4.16666666666664434524222570944589e-02,
    1.38888874007937613028114285595617e-03,
]
_DIGESTS = {"sin": "1aeb413202c27785", "cos": "461dfc60c3b4ddad"}
"""Of the results for `angles`, from glibc 2.36 with fused products."""


# ------------------------------------------------------------------ the library


def angles() -> Any:
    """Return angles of all sizes, the same on every machine."""
    spread = np.arange(1.0, 6001.0) * ((math.sqrt(5) - 1) / 2) % 1.0 - 0.5
    return np.concatenate([spread * size for size in (0.25, 1.8, 5.0, 20.0, 2000.0, 2.0**26)])


@functools.cache
def is_known(name: str) -> bool:
    """Whether NumPy's ufunc of that name gives the bits of the library described above."""
    if name not in _DIGESTS or not library_is_known():
        return False
    found = getattr(np, name)(angles())
    far = [1e8, -3e9, 1e22, -1e300]
    asked = list(map(getattr(math, name), far))
    return _digest(found) == _DIGESTS[name] and getattr(np, name)(np.array(far)).tolist() == asked


def _digest(numbers: Any) -> str:
    return hashlib.sha256(numbers.astype("<f8").tobytes()).hexdigest()[:16]


# ------------------------------------------------------------------ constants


def _series(x: Fraction, first: int) -> Fraction:
    """Return the sine of an angle if `first` is 1, its cosine if it is 0."""
    terms = range(first, 32, 2)
    return sum((Fraction((-1) ** (n // 2), math.factorial(n)) * x**n for n in terms), Fraction(0))


@functools.cache
def _table() -> list[list[float]]:
    """Return for each step sine and cosine as two doubles each; then the cosine and the sine's negative."""
    rows = []
    for k in range(_ROWS):
        exact = [_series(Fraction(k, _STEPS), first) for first in (1, 0)]
        rows.append(
            [part for value in exact for part in (float(value), float(value - Fraction(float(value))))]
        )
    return rows + [[*row[2:], -row[0], -row[1]] for row in rows]


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
    """Writes the function: in groups that are computed together."""

    def __init__(self, function: Any, name: str) -> None:
        self.source, self.target, self.count = function.args
        for pointer in (self.source, self.target):
            pointer.add_attribute("noalias")
        self.builder = ir.IRBuilder(function.append_basic_block("entry"))
        self.name, self.is_sine = name, name == "sin"
        self.lanes = lanes()
        self.on = Vectors(self.builder, self.lanes)
        kind = ir.FunctionType(DOUBLE, [DOUBLE])
        self.library = cgutils.get_or_insert_function(function.module, kind, libraries.provide(name))

    def define(self) -> None:
        """Write it; the last group, if it is not a whole one, is computed in memory of its own."""
        builder = self.builder
        pads = [builder.alloca(self.on.kind) for _ in range(2)]
        odd = builder.and_(self.count, WORD(self.lanes - 1))
        whole = builder.sub(self.count, odd)
        with cgutils.for_range_slice(builder, WORD(0), whole, WORD(self.lanes), WORD) as (place, _):
            self._group(builder.gep(self.source, [place]), builder.gep(self.target, [place]))
        with builder.if_then(builder.icmp_signed("!=", odd, WORD(0))):
            given, found = (builder.bitcast(pad, DOUBLE.as_pointer()) for pad in pads)
            builder.store(self.on.number(0.0), pads[0])
            self._copy(given, builder.gep(self.source, [whole]), odd)
            self._group(given, found)
            self._copy(builder.gep(self.target, [whole]), found, odd)
        builder.ret_void()

    def _copy(self, target: Any, source: Any, count: Any) -> None:
        cgutils.raw_memcpy(self.builder, target, source, count, 8, align=8)

    def _group(self, source: Any, target: Any) -> None:
        """Write a group."""
        builder = self.builder
        given, place = (builder.bitcast(pointer, self.on.kind.as_pointer()) for pointer in (source, target))
        found, inside = self._wave(builder.load(given, align=8))
        builder.store(found, place, align=8)
        outside = self.on.bits(builder.not_(inside))
        with builder.if_then(builder.icmp_unsigned("!=", outside, outside.type(0)), likely=False):
            self._ask(outside, source, target)

    def _ask(self, outside: Any, source: Any, target: Any) -> None:
        """Write that the library is asked for these lanes."""
        builder = self.builder
        rest = cgutils.alloca_once_value(builder, outside)
        ask, done = (builder.append_basic_block(name) for name in ("ask", "done"))
        builder.branch(ask)
        builder.position_at_end(ask)
        marks = builder.load(rest)
        lane = builder.zext(builder.cttz(marks, BOOL(1)), WORD)
        asked = builder.call(self.library, [builder.load(builder.gep(source, [lane]))])
        builder.store(asked, builder.gep(target, [lane]))
        left = builder.and_(marks, builder.sub(marks, marks.type(1)))
        builder.store(left, rest)
        builder.cbranch(builder.icmp_unsigned("!=", left, left.type(0)), ask, done)
        builder.position_at_end(done)

    # -------------------------------------------------------------- one group

    def _wave(self, x: Any) -> tuple[Any, Any]:
        """Return the results, and which are: the library must be asked for the others."""
        builder, on = self.builder, self.on
        size = builder.bitcast(on.fabs(x), on.words)  # words: to compare nan as a float is an error
        inside = self._below(size, _FAR)
        tiny = self._below(size, _TINY[self.name])
        near = builder.select(builder.xor(inside, tiny), x, on.number(0.0))
        angle, more, turns = self._reduced(near, size)
        found = self._quadrant(angle, more, self._is_odd(turns))
        negative = builder.shl(builder.and_(turns, on.word(2)), on.word(62))
        found = self._signed(found, negative)
        return builder.select(tiny, x if self.is_sine else on.number(1.0), found), inside

    def _below(self, size: Any, bound: float) -> Any:
        return self.builder.icmp_unsigned("<", size, self.on.word(_bits(bound)))

    def _is_odd(self, turns: Any) -> Any:
        one = self.on.word(1)
        return self.builder.icmp_signed("==", self.builder.and_(turns, one), one)

    def _signed(self, number: Any, sign: Any) -> Any:
        """Return a number with its sign changed where that bit is one."""
        builder, on = self.builder, self.on
        return builder.bitcast(builder.xor(builder.bitcast(number, on.words), sign), on.kind)

    def _sign(self, number: Any) -> Any:
        return self.builder.and_(self.builder.bitcast(number, self.on.words), self.on.word(-(2**63)))

    def _reduced(self, x: Any, size: Any) -> tuple[Any, Any, Any]:
        """Return what is left of angles as two floats, and quarter turns: odd for cosines, two for a sign."""
        builder, on = self.builder, self.on
        low, middle = self._below(size, _LOW), self._below(size, _MIDDLE)
        middle = builder.xor(middle, low)
        whole = on.fma(x, on.number(_TURNS), on.number(_WHOLE))
        whole = builder.select(low, on.number(_WHOLE), whole)
        back = builder.fneg(builder.fsub(whole, on.number(_WHOLE)))
        first, second, third, fourth = map(on.number, _PARTS)
        most = on.fma(back, second, on.fma(back, first, x))
        nearly = on.fma(back, third, most)
        lacking = on.fma(back, third, builder.fsub(most, nearly))
        angle = on.fma(back, fourth, nearly)
        lacking = builder.fadd(lacking, on.fma(back, fourth, builder.fsub(nearly, angle)))
        turns = builder.add(builder.bitcast(whole, on.words), on.word(0 if self.is_sine else 1))
        high, rest = map(on.number, _HALF_PI)
        short = builder.fsub(high, on.fabs(x))
        if self.is_sine:  # sin(x) = +-cos(pi/2 - |x|)
            negative = builder.lshr(self._sign(x), on.word(62))
            other = short, rest, builder.or_(negative, on.word(1))
        else:
            both = builder.fadd(short, rest)
            other = both, builder.fadd(builder.fsub(short, both), rest), on.word(0)
        usual = angle, lacking, turns
        angle, lacking, turns = (builder.select(middle, a, b) for a, b in zip(other, usual, strict=True))
        return angle, lacking, turns

    def _quadrant(self, angle: Any, more: Any, is_cosine: Any) -> Any:
        """Return the sines, or the cosines, of angles up to about pi/4 as sums of two floats."""
        builder, on = self.builder, self.on
        sign = self._sign(angle)
        size, lacking = on.fabs(angle), self._signed(more, sign)
        moved = builder.fadd(on.number(_BIG), size)
        rest = builder.fsub(size, builder.fsub(moved, on.number(_BIG)))
        step = builder.and_(builder.bitcast(moved, on.words), on.word(_ROWS - 1))
        row = builder.select(is_cosine, builder.or_(step, on.word(_ROWS)), step)
        value, value_low, other, other_low = on.rows(_table(), row)
        rest = builder.select(is_cosine, builder.fadd(rest, lacking), rest)
        lacking = builder.select(is_cosine, on.number(0.0), lacking)
        square = builder.fmul(rest, rest)
        cube, curve = builder.fmul(rest, square), on.polynomial(square, _SINE)
        sine = builder.fadd(rest, on.fma(cube, curve, lacking))
        sine = builder.select(is_cosine, on.fma(cube, curve, rest), sine)
        fall = on.fma(rest, lacking, builder.fmul(square, on.polynomial(square, _COSINE)))
        small = on.fma(builder.fneg(value), fall, on.fma(sine, other_low, value_low))
        found = builder.fadd(value, on.fma(other, sine, small))
        found = builder.select(is_cosine, found, self._signed(found, sign))
        is_short = builder.fcmp_ordered("<", size, on.number(_SERIES_BELOW))
        is_short = builder.and_(is_short, builder.not_(is_cosine))
        return builder.select(is_short, self._short(angle, more), found)

    def _short(self, x: Any, more: Any) -> Any:
        """Return the sines of small angles."""
        builder, on = self.builder, self.on
        square = builder.fmul(x, x)
        half = builder.fmul(on.number(-0.5), more)
        return builder.fadd(x, on.fma(on.fma(on.polynomial(square, _SERIES), x, half), square, more))
