"""Conversions between Python's and NumPy's scalars, and Python's own functions of numbers."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from autograph.runtime.codegen.elements import beyond, check_fits, elementwise, fill_in
from autograph.runtime.codegen.emitter import Emitter, Rule, fusing
from autograph.runtime.codegen.hosting import host
from autograph.runtime.codegen.ranges import Range
from autograph.runtime.codegen.text import atom, cast
from autograph.runtime.codegen.values import Array
from autograph.runtime.graph import Node

__all__ = [
    "assume",
    "complex_of",
    "item",
    "logical_not",
    "math_function",
    "pick",
    "raise_if",
    "round_number",
    "to_array",
    "to_numpy",
    "to_python",
]

_FLOAT64 = np.dtype("f8")


def to_python(emit: Emitter, node: Node) -> None:
    """Write ``int(x)``, ``float(x)``, ``bool(x)`` or ``complex(x)``."""
    value, result = node.inputs[0], node.outputs[0]
    source, target = value.type.dtype, result.type.dtype
    if target.kind == "i" and source.kind == "f":
        text = cast(emit.variable(value), source, _FLOAT64)
        text = emit.simple(text)
        emit.stop(f"not ({-(2.0**63)} <= {text} < {2.0**63})")
        emit.bind_scalar(result, f"truncate_int64({text})")
        return
    if target.kind == "i" and source == np.uint64:
        text = emit.variable(value)
        emit.stop(f"{text} > uint64({2**63 - 1})", reason="an int grows beyond 64 bits")
        emit.bind_scalar(result, f"int64({text})")
        return
    known = Range(0, 1) if source.kind == "b" else emit.facts.get(value)
    plain = not isinstance(emit.env[value], Array)
    if target.kind == "c" and source.kind == "c" and source != target:
        text = emit.variable(value)
        emit.bind_scalar(result, f"complex(float64({text}.real), float64({text}.imag))")
        return
    text = cast(emit.scalar(value), source, target)
    emit.bind_scalar(result, text, inline=plain, range_=known if target.kind == "i" else None)


fusing(to_python)


def to_numpy(emit: Emitter, node: Node) -> None:
    """Write ``dtype(x)`` of a scalar."""
    value, result = node.inputs[0], node.outputs[0]
    source, target = value.type.dtype, result.type.dtype
    if target.kind in "iu" and source.kind == "f":
        if value.type.kind == "python":
            text = emit.variable(value)
            emit.stop(beyond(text, target))
    elif value.type.kind == "python" and source.kind == "i":
        check_fits(emit, value, target)
        if target.kind in "iu" and value in emit.facts:
            emit.facts[result] = emit.facts[value]
    if value.type.kind == "python" and source.kind == "i" and target == np.float32:
        elementwise(emit, node, lambda texts: f"float32(float64({texts[0]}))")
        return
    elementwise(emit, node, lambda texts: cast(texts[0], source, target))


fusing(to_numpy)


def to_array(emit: Emitter, node: Node) -> None:
    """Write a scalar as a 0-d array."""
    elementwise(emit, node, lambda texts: texts[0], cost=1)


fusing(to_array)


def item(emit: Emitter, node: Node) -> None:
    """Write the element of a 0-d array."""
    elementwise(emit, node, lambda texts: texts[0], inline=False)


fusing(item)


def logical_not(emit: Emitter, node: Node) -> None:
    """Write Python's ``not``."""
    source = node.inputs[0].type.dtype
    text = emit.scalar(node.inputs[0])
    if source.kind == "b":
        emit.bind_scalar(node.outputs[0], f"not {atom(text)}")
    else:
        emit.bind_scalar(node.outputs[0], f"{atom(text)} == 0")


fusing(logical_not)


def assume(emit: Emitter, node: Node) -> None:
    """Write that the kernel gives up where the condition does not hold."""
    emit.stop(f"not ({emit.scalar(node.inputs[0])})", reason=node.params["reason"])


def raise_if(emit: Emitter, node: Node) -> None:
    """Write that the kernel stops where the condition holds; Python makes an exception that holds arrays."""
    test = emit.scalar(node.inputs[0])
    if any(value.type.kind == "array" for value in node.inputs):
        emit.stop_host(test)
    else:
        emit.hold(node.inputs)
        emit.stop(test)


def pick(sign: str) -> Rule:
    """Return the kernel fact of Python's ``min`` ("<") or ``max`` (">") of two scalars."""

    def rule(emit: Emitter, node: Node) -> None:
        name = "first_smaller" if sign == "<" else "first_larger"
        result = node.outputs[0]
        elementwise(emit, node, lambda texts: fill_in(name + "({0}, {1})", texts))
        if result.type.dtype.kind in "iu":
            a, b = (emit.range(value) for value in node.inputs)
            if sign == "<":
                under = {**a.under, **b.under}
                for key in set(a.under) & set(b.under):
                    under[key] = min(a.under[key], b.under[key])
                emit.facts[result] = Range(min(a.low, b.low), min(a.high, b.high), under)
            else:
                both = {key: max(a.under[key], b.under[key]) for key in set(a.under) & set(b.under)}
                emit.facts[result] = Range(max(a.low, b.low), max(a.high, b.high), both)

    return fusing(rule)


# ------------------------------------------------------------------ math

_LIBRARY = frozenset(
    [
        "acos",
        "acosh",
        "asin",
        "asinh",
        "atan",
        "atanh",
        "cos",
        "cosh",
        "exp",
        "expm1",
        "log1p",
        "sin",
        "sinh",
        "sqrt",
        "tan",
        "tanh",
        "log",
        "log10",
        "log2",
        "erf",
        "erfc",
        "cbrt",
        "exp2",
        "atan2",
        "fmod",
        "pow",
    ]
)
_PLAIN = {
    "fabs": "absolute({0})",
    "isnan": "isnan({0})",
    "isinf": "isinf({0})",
    "isfinite": "isfinite({0})",
    "copysign": "copysign({0}, {1})",
    "degrees": "{0} * 57.29577951308232",
    "radians": "{0} * 0.017453292519943295",
}
_ROUNDING = {"floor": "floor({0})", "ceil": "ceil({0})", "trunc": "{0}"}
_NEVER_FAIL = frozenset(["atan", "asinh", "tanh", "erf", "erfc", "cbrt", "atan2"])


def math_function(name: str) -> Rule | None:
    """Return the kernel fact of a function of Python's `math`; None for those that Python itself is asked."""
    if name in _PLAIN:
        template = _PLAIN[name]
        return fusing(
            lambda emit, node: emit.bind_scalar(node.outputs[0], fill_in(template, _floats(emit, node)))
        )
    if name in _ROUNDING:
        return fusing(lambda emit, node: _rounded(emit, node, _ROUNDING[name]))
    if name in _LIBRARY:
        return fusing(lambda emit, node: _library(emit, node, name))
    return fusing(_OWN[name]) if name in _OWN else None


def _floats(emit: Emitter, node: Node) -> list[str]:
    return [cast(emit.variable(value), value.type.dtype, _FLOAT64) for value in node.inputs]


def _rounded(emit: Emitter, node: Node, template: str) -> None:
    value, result = node.inputs[0], node.outputs[0]
    source = value.type
    if source.dtype.kind not in "f" or result.type.dtype.kind != "i":
        if source.dtype.kind in "bi" and result.type.dtype.kind == "i":
            emit.bind_scalar(
                result, cast(emit.scalar(value), source.dtype, result.type.dtype), range_=emit.range(value)
            )
            return
        host(emit, node)
        return
    text = emit.assign(fill_in(template, _floats(emit, node)))
    emit.stop(f"not ({-(2.0**63)} <= {text} < {2.0**63})")
    emit.bind_scalar(result, f"truncate_int64({text})")


def _library(emit: Emitter, node: Node, name: str) -> None:
    """Write a call of the C library's function, which Python's `math` wraps."""
    if any(value.type.dtype.kind == "c" for value in node.inputs):
        host(emit, node)
        return
    texts = [emit.simple(text) for text in _floats(emit, node)]
    if name == "log" and len(texts) == 2:
        _logarithm(emit, node, *texts)
        return
    if name == "sqrt":
        emit.stop(f"{texts[0]} < 0.0")
        emit.bind_scalar(node.outputs[0], f"sqrt({texts[0]})")
        return
    call = fill_in(f"c_{name}(" + ", ".join("{" + str(k) + "}" for k in range(len(texts))) + ")", texts)
    if name in _NEVER_FAIL:
        emit.bind_scalar(node.outputs[0], call)
        return
    text = emit.assign(call, node.outputs[0].hint)
    given = " and ".join(f"isfinite({one})" for one in texts)
    failing = f"not isfinite({text}) and {given}"
    if name in ("sin", "cos", "tan"):
        failing = f"isinf({texts[0]})"
    elif name in ("acosh", "log", "log10", "log2", "log1p", "atanh", "acos", "asin"):
        failing = f"not isfinite({text}) and not isnan({texts[0]}) and not {texts[0]} == inf"
        if name in ("atanh", "acos", "asin"):
            failing = f"not isfinite({text}) and not isnan({texts[0]})"
    elif name in ("fmod", "pow"):
        failing = f"not isfinite({text}) and not isnan({texts[0]}) and not isnan({texts[1]})"
        if name == "pow":
            failing += f" and (isfinite({texts[0]}) and isfinite({texts[1]}))"
    emit.stop(failing)
    emit.bind_scalar(node.outputs[0], text)


def _logarithm(emit: Emitter, node: Node, number: str, base: str) -> None:
    """Write ``math.log(number, base)``: a quotient, as in Python."""
    emit.stop(f"{number} <= 0.0 or {base} <= 0.0 or {base} == 1.0")
    emit.bind_scalar(node.outputs[0], f"c_log({number}) / c_log({base})")


def _norm(emit: Emitter, node: Node) -> None:
    """Write ``math.hypot``."""
    if any(value.type.dtype.kind == "c" for value in node.inputs):
        host(emit, node)
    elif node.inputs:
        emit.bind_scalar(node.outputs[0], f"norm({', '.join(_floats(emit, node))})")
    else:
        emit.bind_scalar(node.outputs[0], "0.0")


def _common_divisor(emit: Emitter, node: Node) -> None:
    """Write ``math.gcd``, by Euclid's algorithm."""
    if any(value.type.dtype.kind not in "bi" for value in node.inputs):
        host(emit, node)
        return
    divisor = emit.assign("0", node.outputs[0].hint, "divisor")
    for value in node.inputs:
        number = emit.assign(f"int64({emit.scalar(value)})", "", "number")
        emit.stop(f"{number} == {-(2**63)}", reason="an int grows beyond 64 bits")
        emit.line(f"{number} = absolute({number})")
        with emit.block(f"while {number} != 0:"):
            rest = emit.assign(f"unsigned_remainder({divisor}, {number})", "", "rest")
            emit.line(f"{divisor} = {number}")
            emit.line(f"{number} = {rest}")
    emit.bind_scalar(node.outputs[0], divisor)


_OWN: dict[str, Rule] = {"hypot": _norm, "gcd": _common_divisor}


def complex_of(emit: Emitter, node: Node) -> None:
    """Write ``complex(x, y)`` of two real numbers."""
    parts = [cast(emit.scalar(value), value.type.dtype, _FLOAT64) for value in node.inputs]
    emit.bind_scalar(node.outputs[0], f"complex({parts[0]}, {parts[1]})")


fusing(complex_of)


def round_number(emit: Emitter, node: Node) -> None:
    """Write Python's ``round`` of an int, or of a float to an int; others are Python's own."""
    value, result = node.inputs[0], node.outputs[0]
    source = value.type
    digits: Sequence[object] = (node.params.get("ndigits"),)
    if digits == (None,) and source.kind == "python" and source.dtype.kind == "f":
        text = emit.assign(f"rint({emit.variable(value)})")
        emit.stop(f"not ({-(2.0**63)} <= {text} < {2.0**63})")
        emit.bind_scalar(result, f"truncate_int64({text})")
    elif source.kind == "python" and source.dtype.kind in "bi" and digits == (None,):
        emit.bind_scalar(
            result, cast(emit.scalar(value), source.dtype, result.type.dtype), range_=emit.range(value)
        )
    else:
        host(emit, node)


fusing(round_number)
