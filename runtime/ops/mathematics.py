"""Functions of Python's own: ``math`` and ``cmath``, ``round``, ``min``, ``max``, the bits of ints."""

from __future__ import annotations

import cmath
import math
import operator
from collections.abc import Callable
from typing import Any

from autograph.runtime.codegen import scalars
from autograph.runtime.errors import Deoptimize
from autograph.runtime.ops.base import define
from autograph.runtime.ops.rules import by_sample, require
from autograph.runtime.types import ArrayType, type_of

__all__ = ["CMATH", "MATH"]

_OF_MATH = """
acos acosh asin asinh atan atan2 atanh cbrt ceil comb copysign cos cosh degrees erf erfc exp exp2 expm1 fabs
factorial floor fma fmod gamma gcd hypot isclose isfinite isinf isnan isqrt lcm ldexp lgamma log log10 log1p
log2 nextafter perm pow radians remainder sin sinh sqrt tan tanh trunc ulp
"""
_OF_CMATH = """
acos acosh asin asinh atan atanh cos cosh exp isfinite isinf isnan log log10 phase sin sinh sqrt tan tanh
"""
_CALM = """
atan atan2 asinh cbrt copysign degrees erf erfc fabs hypot isfinite isinf isnan nextafter radians tanh ulp
"""

MATH: tuple[str, ...] = tuple(name for name in _OF_MATH.split() if hasattr(math, name))
"""The functions of `math` that are ops named ``math_...``."""

CMATH: tuple[str, ...] = tuple(_OF_CMATH.split())
"""The functions of `cmath` that are ops named ``cmath_...``."""

_NEVER_RAISE = frozenset(_CALM.split())
_LARGEST_FACTORIAL = 20


def _factorial(n: Any) -> int:
    if operator.index(n) > _LARGEST_FACTORIAL:
        raise Deoptimize("an int grows beyond 64 bits", 0)
    return math.factorial(n)


def _meaning(name: str) -> Callable[..., Any]:
    return _factorial if name == "factorial" else getattr(math, name)


def _scalar_rule(function: Callable[..., Any]) -> Callable[..., tuple[ArrayType, ...]]:
    """Return the type rule of a function that takes numbers and gives a Python scalar."""

    def infer(*types: ArrayType, **params: Any) -> tuple[ArrayType, ...]:
        good = all(type_.ndim == 0 for type_ in types)
        require(good, "only 0-dimensional arrays can be converted to Python scalars")
        return (by_sample(function, *types, **params),)

    return infer


for _name in MATH:
    define(
        f"math_{_name}",
        infer=_scalar_rule(_meaning(_name)),
        numpy=_meaning(_name),
        kernel=scalars.math_function(_name),
        elementwise=True,
        may_fail=_name not in _NEVER_RAISE,
        traces=(getattr(math, _name),),
    )

for _name in CMATH:
    define(
        f"cmath_{_name}",
        infer=_scalar_rule(getattr(cmath, _name)),
        numpy=getattr(cmath, _name),
        elementwise=True,
        may_fail=not _name.startswith("is"),
        traces=(getattr(cmath, _name),),
    )


def _round(x: Any, ndigits: int | None = None) -> Any:
    return round(x) if ndigits is None else round(x, ndigits)


define(
    "round_py",
    infer=_scalar_rule(_round),
    numpy=_round,
    kernel=scalars.round_number,
    elementwise=True,
    may_fail=lambda node: node.inputs[0].type.dtype.kind not in "iu",
)


def _infer_complex(x: ArrayType, y: ArrayType) -> tuple[ArrayType, ...]:
    require(x.is_scalar and y.is_scalar, "complex() takes numbers")
    require(x.dtype.kind in "biuf" and y.dtype.kind in "biuf", "complex() takes real parts here")
    return (type_of(0j),)


define(
    "complex_of",
    infer=_infer_complex,
    numpy=lambda x, y: complex(float(x), float(y)),
    kernel=scalars.complex_of,
    elementwise=True,
)


def _same_scalars(a: ArrayType, b: ArrayType) -> tuple[ArrayType, ...]:
    require(a.is_scalar and (a.dtype, a.kind) == (b.dtype, b.kind), "min and max need scalars of one type")
    require(a.dtype.kind != "c", "'<' not supported between instances of 'complex' and 'complex'")
    return (a,)


define(
    "py_min2",
    infer=_same_scalars,
    numpy=min,
    kernel=scalars.pick("<"),
    elementwise=True,
)

define(
    "py_max2",
    infer=_same_scalars,
    numpy=max,
    kernel=scalars.pick(">"),
    elementwise=True,
)


def _bit_length(x: int) -> int:
    return x.bit_length()


def _bit_count(x: Any) -> Any:
    return x.bit_count()


def _int_rule(function: Callable[..., Any]) -> Callable[..., tuple[ArrayType, ...]]:
    def infer(x: ArrayType) -> tuple[ArrayType, ...]:
        require(x.is_scalar and x.dtype.kind in "biu", f"'{x.dtype}' object has no attribute of that name")
        try:
            return (by_sample(function, x),)
        except AttributeError as error:
            require(False, str(error))
            raise

    return infer


define(
    "bit_length",
    infer=_int_rule(_bit_length),
    numpy=_bit_length,
    elementwise=True,
)

define(
    "bit_count",
    infer=_int_rule(_bit_count),
    numpy=_bit_count,
    elementwise=True,
)
