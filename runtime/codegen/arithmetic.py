"""Python's operators and NumPy's ufuncs in a kernel: exactly their results, in exactly their dtypes."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from fractions import Fraction
from typing import Any

import numpy as np

from autograph.runtime.codegen import ranges
from autograph.runtime.codegen.elements import (
    check_fits,
    check_weak_ints,
    elementwise,
    fill_in,
    loop_dtypes,
    operand_texts,
)
from autograph.runtime.codegen.emitter import Emitter, Rule, fusing
from autograph.runtime.codegen.hosting import host, loop
from autograph.runtime.codegen.python_arithmetic import python_operator
from autograph.runtime.codegen.ranges import Range
from autograph.runtime.codegen.text import COMPARISONS, DType, cast, typed
from autograph.runtime.graph import Node

__all__ = ["cast_rule", "choose", "operator", "ufunc"]


_INT, _UINT, _FLOAT = "i", "u", "f"

# name -> dtype kinds -> template; a kind that is missing goes through NumPy's own inner loop
_TEMPLATES: dict[str, dict[str, str]] = {
    "add": {"b": "{0} | {1}", "iuf": "{0} + {1}", "c": "{0} + {1}"},
    "subtract": {"iufc": "{0} - {1}"},
    "multiply": {"b": "{0} & {1}", "iuf": "{0} * {1}"},
    "true_divide": {"f": "{0} / {1}"},
    "floor_divide": {"iuf": "floor_divide({0}, {1})"},
    "remainder": {"iuf": "remainder({0}, {1})"},
    "negative": {"iufc": "-{0}"},
    "positive": {"iufc": "{0}"},
    "absolute": {"b": "{0}", "u": "{0}", "i": "absolute({0})", "f": "absolute({0})"},
    "fabs": {"f": "absolute({0})"},
    "invert": {"b": "not {0}", "iu": "~{0}"},
    "bitwise_and": {"biu": "{0} & {1}"},
    "bitwise_or": {"biu": "{0} | {1}"},
    "bitwise_xor": {"biu": "{0} ^ {1}"},
    "left_shift": {"iu": "left_shift({0}, {1})"},
    "right_shift": {"iu": "right_shift({0}, {1})"},
    "square": {"iuf": "square({0})"},
    "sqrt": {"f": "sqrt({0})"},
    "reciprocal": {"f": "1.0 / {0}"},
    "floor": {"f": "floor({0})", "iub": "{0}"},
    "ceil": {"f": "ceil({0})", "iub": "{0}"},
    "trunc": {"f": "trunc({0})", "iub": "{0}"},
    "rint": {"f": "rint({0})"},
    "maximum": {"b": "{0} | {1}", "iuf": "maximum({0}, {1})"},
    "minimum": {"b": "{0} & {1}", "iuf": "minimum({0}, {1})"},
    "isnan": {"f": "isnan({0})", "biu": "False"},
    "isinf": {"f": "isinf({0})", "biu": "False"},
    "isfinite": {"f": "isfinite({0})", "biu": "True"},
    "signbit": {"f": "signbit({0})"},
    "copysign": {"f": "copysign({0}, {1})"},
    "logical_and": {"biufc": "({0}) & ({1})"},
    "logical_or": {"biufc": "({0}) | ({1})"},
    "logical_xor": {"biufc": "({0}) ^ ({1})"},
    "logical_not": {"b": "not {0}", "iufc": "{0} == 0"},
    "equal": {"biufc": "{0} == {1}"},
    "not_equal": {"biufc": "{0} != {1}"},
    "less": {"biuf": "{0} < {1}"},
    "less_equal": {"biuf": "{0} <= {1}"},
    "greater": {"biuf": "{0} > {1}"},
    "greater_equal": {"biuf": "{0} >= {1}"},
    "conjugate": {"iuf": "{0}"},
}
_TEMPLATES["conj"] = _TEMPLATES["conjugate"]
_TEMPLATES["divide"] = _TEMPLATES["true_divide"]
_TEMPLATES["abs"] = _TEMPLATES["absolute"]
_TEMPLATES["mod"] = _TEMPLATES["remainder"]

_KNOWN = frozenset(["float32", "float64", "complex64", "complex128"])
_LOGICAL = {"logical_and", "logical_or", "logical_xor"}


@functools.cache
def _complex_product() -> str | None:
    """Return how NumPy's arrays multiply complex numbers here: with fused products, or each rounded."""
    random = np.random.default_rng(0).normal(size=(4, 8))
    a, b = random[0] + 1j * random[1], random[2] + 1j * random[3]
    ways = {"multiply_fused({0}, {1})": _fused, "{0} * {1}": _rounded}
    for template, way in ways.items():
        if all(way(x, y) == z for x, y, z in zip(a.tolist(), b.tolist(), (a * b).tolist(), strict=True)):
            return template
    return None


def _fused(a: complex, b: complex) -> complex:
    def add(x: float, y: float, rest: float) -> float:
        return float(Fraction(x) * Fraction(y) + Fraction(rest))

    return complex(add(a.real, b.real, -(a.imag * b.imag)), add(a.real, b.imag, a.imag * b.real))


def _rounded(a: complex, b: complex) -> complex:
    return complex(a.real * b.real - a.imag * b.imag, a.real * b.imag + a.imag * b.real)


def _template(name: str, kind: str, *, scalar: bool) -> str | None:
    if name == "multiply" and kind == "c":
        return "{0} * {1}" if scalar else _complex_product()
    for kinds, template in _TEMPLATES.get(name, {}).items():
        if kind in kinds:
            return template
    return None


# ------------------------------------------------------------------ NumPy's


def _numpy(emit: Emitter, node: Node, name: str, function: np.ufunc) -> None:
    """Write a ufunc on operands of which one at least is NumPy's, or a NumPy function."""
    if name in COMPARISONS and _compare(emit, node, name):
        return
    *operands, out = loop_dtypes(function, node)
    if any(dtype.kind in "fc" and dtype.name not in _KNOWN for dtype in (*operands, out)):
        host(emit, node)  # float16 and long double
        return
    if name in ("power", "np_power") and _power(emit, node, operands[0]):
        return
    if _scalar_math(emit, node, name, operands):
        return
    scalar = all(value.type.is_scalar for value in node.inputs)
    template = _template(name, operands[0].kind, scalar=scalar)
    if template is None or len(operands) != function.nin or function.nout != 1:
        loop(emit, node, function, (*operands, out))
        return
    check_weak_ints(emit, node, operands)

    def make(texts: Sequence[str]) -> str:
        given = operand_texts(emit, node, texts, operands)
        if name in _LOGICAL:
            given = [cast(text, dtype, np.dtype(bool)) for text, dtype in zip(given, operands, strict=True)]
        text = fill_in(template, given)
        return text if out.kind == "b" or template == "{0}" else typed(text, out)

    elementwise(emit, node, make)
    result = node.outputs[0]
    if out == np.int64 and name in ("add", "subtract", "multiply"):
        known = _exact(emit, node, name)
        if known is not None and ranges.fits(known):
            emit.facts[result] = known


def _exact(emit: Emitter, node: Node, name: str) -> Range | None:
    if any(not value.type.is_scalar or value.type.dtype.kind not in "iu" for value in node.inputs):
        return None
    function = {"add": ranges.add, "subtract": ranges.subtract, "multiply": ranges.multiply}[name]
    return function(*(emit.range(value) for value in node.inputs))


def _compare(emit: Emitter, node: Node, name: str) -> bool:
    """Write a comparison in which integers of different signs, or a Python int, meet."""
    a, b = (value.type for value in node.inputs)
    kinds = a.dtype.kind + b.dtype.kind
    if not set(kinds) <= set("iu") or (a.dtype == b.dtype):
        return False
    sign = COMPARISONS[name]
    if "u8" in (a.dtype.str[1:], b.dtype.str[1:]) and "i" in kinds:
        elementwise(emit, node, lambda texts: f"compare({texts[0]}, {texts[1]}) {sign} 0")
        return True
    wide = np.dtype(np.int64) if "i" in kinds else np.dtype(np.uint64)
    elementwise(
        emit,
        node,
        lambda texts: fill_in(
            "{0} " + sign + " {1}", [cast(t, x.dtype, wide) for t, x in zip(texts, (a, b), strict=True)]
        ),
    )
    return True


_C_LIBRARY = {"power": ("f", "pow({0}, {1})"), "absolute": ("c", "hypot({0}.real, {0}.imag)")}


def _scalar_math(emit: Emitter, node: Node, name: str, operands: Sequence[DType]) -> bool:
    """Write an operator that NumPy's scalars compute by the C library, not by their arrays' inner loop."""
    kind, template = _C_LIBRARY.get(name, ("", ""))
    result = node.outputs[0].type
    own = any(value.type.kind == "scalar" and value.type.dtype == operands[0] for value in node.inputs)
    if not own or operands[0].kind != kind or any(not value.type.is_scalar for value in node.inputs):
        return False
    texts = operand_texts(emit, node, [emit.variable(value) for value in node.inputs], operands)
    texts = [emit.simple(text) for text in texts]
    emit.bind_scalar(node.outputs[0], typed(fill_in(template, texts), result.dtype), inline=False)
    return True


def _power(emit: Emitter, node: Node, dtype: DType) -> bool:
    """Write a power with a constant exponent that NumPy computes in another way."""
    base, exponent = node.inputs
    number = emit.number(exponent)
    if number is not None and dtype.kind == "c" and node.op.name == "power":
        return _complex_power(emit, node, dtype, number)
    if number is None or isinstance(number, complex | np.complexfloating) or dtype.kind not in "iuf":
        return False
    if not base.type.shape and dtype.kind == "f":
        return False
    out = node.outputs[0].type.dtype
    fast: dict[float, str] = {1: "{0}", 2: "square({0})"}
    if dtype.kind == "f" and node.op.name == "power" and exponent.type.is_scalar:
        fast |= {-1: "1.0 / {0}", 0.5: "sqrt({0})"}
    template = fast.get(number)
    if template is None:
        return False
    elementwise(
        emit, node, lambda texts: typed(fill_in(template, [cast(texts[0], base.type.dtype, out)]), out)
    )
    return True


def _complex_power(emit: Emitter, node: Node, dtype: DType, number: Any) -> bool:
    """Write a power of complex arrays that NumPy computes as a square, a root or a reciprocal."""
    base, exponent = node.inputs
    if base.type.kind != "array" or base.type.dtype != dtype or not exponent.type.is_scalar:
        return False
    function = _instead_of_power(dtype, number)
    if function is None:
        return False
    product = _template("multiply", "c", scalar=False)
    if function is np.square and product is not None:
        elementwise(emit, node, lambda texts: typed(fill_in(product, [emit.simple(texts[0])] * 2), dtype))
    else:
        loop(emit, node.replace(inputs=(base,)), function, (dtype, dtype))
    return True


@functools.lru_cache(maxsize=64, typed=True)
def _instead_of_power(dtype: DType, number: Any) -> np.ufunc | None:
    """Return the ufunc by which NumPy raises an array to that power, None for its loop of powers itself."""
    random = np.random.default_rng(0).normal(size=(2, 64))
    sample = (random[0] + 1j * random[1]).astype(dtype)
    wanted = (sample**number).tobytes()
    if np.power(sample, number).tobytes() == wanted:
        return None
    ways = (np.square, np.sqrt, np.reciprocal)
    return next((way for way in ways if way(sample).tobytes() == wanted), None)


# ------------------------------------------------------------------ the facts


def operator(name: str, function: np.ufunc) -> Rule:
    """Return the kernel fact of the op that means Python's operator on its operands."""

    def rule(emit: Emitter, node: Node) -> None:
        if node.outputs[0].type.kind == "python":  # ``1j * np.float64(2)`` too is Python's
            python_operator(emit, node, name)
        else:
            _numpy(emit, node, name, function)

    return fusing(rule)


def ufunc(name: str, function: np.ufunc) -> Rule:
    """Return the kernel fact of the op that means a ufunc."""

    def rule(emit: Emitter, node: Node) -> None:
        _numpy(emit, node, name, function)

    return fusing(rule)


def choose(emit: Emitter, node: Node) -> None:
    """Write ``where`` or a scalar choice."""
    condition, *choices = (value.type for value in node.inputs)
    out = node.outputs[0].type.dtype
    for value in node.inputs[1:]:
        if value.type.kind == "python" and value.type.dtype.kind == "i" and out.kind in "iu":
            check_fits(emit, value, out)

    def make(texts: Sequence[str]) -> str:
        test = cast(texts[0], condition.dtype, np.dtype(bool))
        a, b = (cast(text, type_.dtype, out) for text, type_ in zip(texts[1:], choices, strict=True))
        return f"select({test}, {a}, {b})"

    elementwise(emit, node, make)
    if out == np.int64 and node.outputs[0].type.is_scalar:
        emit.facts[node.outputs[0]] = ranges.either(*(emit.range(value) for value in node.inputs[1:]))


fusing(choose)


def cast_rule(emit: Emitter, node: Node) -> None:
    """Write a conversion to another dtype, element by element, as ``astype`` does."""
    source, target = node.inputs[0].type.dtype, node.outputs[0].type.dtype
    elementwise(emit, node, lambda texts: cast(texts[0], source, target))


fusing(cast_rule)
