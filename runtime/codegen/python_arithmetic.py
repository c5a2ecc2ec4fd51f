"""Python's operators on Python's scalars in a kernel: ints do not wrap, a division by zero raises."""

from __future__ import annotations

import numpy as np

from autograph.runtime.codegen import ranges
from autograph.runtime.codegen.elements import elementwise, fill_in
from autograph.runtime.codegen.emitter import Emitter
from autograph.runtime.codegen.hosting import host
from autograph.runtime.codegen.ranges import Range
from autograph.runtime.codegen.text import COMPARISONS, atom, cast
from autograph.runtime.graph import Node

__all__ = ["python_operator"]


def python_operator(emit: Emitter, node: Node, name: str) -> None:
    """Write Python's operator on Python scalars."""
    kind = "".join(sorted({value.type.dtype.kind for value in node.inputs}))
    out = node.outputs[0].type.dtype
    if name in COMPARISONS:
        _python_compare(emit, node, name, kind)
    elif "c" in kind:
        _python_complex(emit, node, name)
    elif out.kind == "f":
        _python_float(emit, node, name, kind)
    elif out.kind == "b":
        template = {"bitwise_and": "{0} & {1}", "bitwise_or": "{0} | {1}", "bitwise_xor": "{0} ^ {1}"}[name]
        elementwise(emit, node, lambda texts: fill_in(template, texts))
    else:
        _python_int(emit, node, name)


def _python_compare(emit: Emitter, node: Node, name: str, kind: str) -> None:
    sign = COMPARISONS[name]
    dtypes = [value.type.dtype for value in node.inputs]
    exact = all(
        emit.range(v).low >= -(2**53) and emit.range(v).high <= 2**53
        for v in node.inputs
        if v.type.dtype.kind == "i"
    )
    if kind == "fi" and not exact:
        elementwise(
            emit,
            node,
            lambda texts: (
                f"compare({texts[0]}, {texts[1]}) {sign} 0"
                if sign in ("==", "!=")
                else f"compare_{name}({texts[0]}, {texts[1]})"
            ),
        )
        return
    wide = (
        np.dtype("c16")
        if "c" in kind
        else np.dtype("f8")
        if "f" in kind
        else np.dtype("i8")
        if "i" in kind
        else np.dtype("?")
    )
    elementwise(
        emit,
        node,
        lambda texts: fill_in(
            "{0} " + sign + " {1}", [cast(t, d, wide) for t, d in zip(texts, dtypes, strict=True)]
        ),
    )


def _python_complex(emit: Emitter, node: Node, name: str) -> None:
    template = {
        "add": "{0} + {1}",
        "subtract": "{0} - {1}",
        "multiply": "{0} * {1}",
        "negative": "-{0}",
        "positive": "{0}",
    }.get(name)
    if name == "absolute":
        number = emit.variable(node.inputs[0])
        text = emit.assign(f"hypot({number}.real, {number}.imag)")
        emit.stop(f"isinf({text}) and isfinite({number}.real) and isfinite({number}.imag)")
        emit.bind_scalar(node.outputs[0], text)
    elif template is None:
        host(emit, node)
    else:
        out = node.outputs[0].type.dtype
        elementwise(
            emit,
            node,
            lambda texts: fill_in(
                template, [cast(t, v.type.dtype, out) for t, v in zip(texts, node.inputs, strict=True)]
            ),
        )


_FLOATS = {
    "add": "{0} + {1}",
    "subtract": "{0} - {1}",
    "multiply": "{0} * {1}",
    "true_divide": "{0} / {1}",
    "floor_divide": "floor_divide({0}, {1})",
    "remainder": "remainder({0}, {1})",
    "power": "pow({0}, {1})",
    "negative": "-{0}",
    "positive": "{0}",
    "absolute": "absolute({0})",
}
_EXACT_INTS = 2**53


def _python_float(emit: Emitter, node: Node, name: str, kind: str) -> None:
    float64 = np.dtype("f8")
    if name in ("true_divide", "floor_divide", "remainder"):
        divisor = node.inputs[1]
        number = emit.number(divisor)
        known = emit.range(divisor)
        nonzero = divisor.type.dtype.kind == "i" and (known.low > 0 or known.high < 0)
        if (number is None or number == 0) and not nonzero:
            emit.stop(f"{atom(emit.variable(divisor))} == 0")
        if kind in ("i", "bi"):
            _check_exact(emit, node)
    texts = [cast(emit.scalar(value), value.type.dtype, float64) for value in node.inputs]
    if name == "power":
        texts = [emit.simple(text) for text in texts]
        text = emit.assign(fill_in(_FLOATS[name], texts), node.outputs[0].hint)
        emit.stop(f"not isfinite({text}) and isfinite({texts[0]}) and isfinite({texts[1]})")
        emit.bind_scalar(node.outputs[0], text)
        return
    if len(node.inputs) == 2 and node.inputs[0] is node.inputs[1]:
        texts = [emit.simple(texts[0])] * 2
    emit.bind_scalar(node.outputs[0], fill_in(_FLOATS[name], texts))


def _check_exact(emit: Emitter, node: Node) -> None:
    """Write the check that a quotient of ints is that of the same floats."""
    clauses = []
    for value in node.inputs:
        known = emit.range(value)
        if known.low < -_EXACT_INTS or known.high > _EXACT_INTS:
            clauses.append(
                f"not -{_EXACT_INTS} <= {emit.variable(value)} <= {_EXACT_INTS}"
                if value.type.dtype.kind == "i"
                else "False"
            )
    clauses = [clause for clause in clauses if clause != "False"]
    if clauses:
        emit.stop(" or ".join(clauses), reason="a quotient of ints beyond 53 bits")


_CHECKED = {"add": ("+", ranges.add), "subtract": ("-", ranges.subtract), "multiply": ("*", ranges.multiply)}
_TOO_LARGE = "an int grows beyond 64 bits"


def _python_int(emit: Emitter, node: Node, name: str) -> None:
    """Write an operator whose operands and result are Python ints (or bools as operands)."""
    int64 = np.dtype("i8")
    known = [_int_range(emit, node, k) for k in range(len(node.inputs))]
    result = node.outputs[0]
    if name in _CHECKED:
        sign, combine = _CHECKED[name]
        range_ = combine(*known)
        texts = [cast(emit.scalar(value), value.type.dtype, int64) for value in node.inputs]
        if not ranges.fits(range_):
            texts = [emit.simple(text) for text in texts]
            emit.stop(f"{name}_overflows({texts[0]}, {texts[1]})", reason=_TOO_LARGE)
        emit.bind_scalar(result, fill_in(f"{{0}} {sign} {{1}}", texts), range_=range_)
        return
    texts = [emit.simple(cast(emit.scalar(value), value.type.dtype, int64)) for value in node.inputs]
    if name in ("floor_divide", "remainder"):
        _python_division(emit, node, name, texts, known)
    elif name in ("negative", "absolute"):
        if known[0].low == -(2**63):
            emit.stop(f"{texts[0]} == {-(2**63)}", reason=_TOO_LARGE)
        range_ = ranges.negate(known[0])
        if name == "absolute":
            range_ = known[0] if known[0].low >= 0 else Range(0, max(-known[0].low, known[0].high))
        emit.bind_scalar(
            result, f"-{texts[0]}" if name == "negative" else f"absolute({texts[0]})", range_=range_
        )
    elif name == "power":
        _python_power(emit, node, texts, known)
    elif name in ("left_shift", "right_shift"):
        _python_shift(emit, node, name, texts, known)
    else:
        template = {
            "bitwise_and": "{0} & {1}",
            "bitwise_or": "{0} | {1}",
            "bitwise_xor": "{0} ^ {1}",
            "invert": "~{0}",
            "positive": "{0}",
        }[name]
        emit.bind_scalar(result, fill_in(template, texts), range_=_bits(name, known))


def _int_range(emit: Emitter, node: Node, position: int) -> Range:
    value = node.inputs[position]
    return Range(0, 1) if value.type.dtype.kind == "b" else emit.range(value)


def _bits(name: str, known: list[Range]) -> Range:
    if name == "positive":
        return known[0]
    if name == "invert":
        return Range(-known[0].high - 1, -known[0].low - 1)
    if name == "bitwise_and":
        highs = [one.high for one in known if one.low >= 0]
        return Range(0, min(highs)) if highs else ranges.ANY
    if all(one.low >= 0 for one in known):
        return Range(0, (1 << max(one.high for one in known).bit_length()) - 1)
    return ranges.ANY


def _python_division(emit: Emitter, node: Node, name: str, texts: list[str], known: list[Range]) -> None:
    a, b = known
    if b.low <= 0 <= b.high:
        emit.stop(f"{texts[1]} == 0")
    if name == "floor_divide" and a.low == -(2**63) and b.low <= -1 <= b.high:
        emit.stop(f"{texts[0]} == {-(2**63)} and {texts[1]} == -1", reason=_TOO_LARGE)
    range_ = ranges.ANY
    if name == "remainder":
        if b.low > 0 or b.low == 0:
            range_ = Range(0, max(b.high - 1, 0), {key: by - 1 for key, by in b.under.items()})
        if a.low >= 0 and b.low >= 0:
            range_ = Range(0, min(range_.high, a.high), {**a.under, **range_.under})
    elif b.low >= 0:
        divisor = max(b.low, 1)
        range_ = Range(
            min(a.low // divisor, 0) if a.low < 0 else 0,
            max(a.high // divisor, 0) if a.high >= 0 else -1,
            a.under if a.low >= 0 else {},
        )
    if a.low >= 0 and b.low >= 0:
        text = f"unsigned_{name}({texts[0]}, {texts[1]})"
    else:
        text = f"{name}({texts[0]}, {texts[1]})"
    emit.bind_scalar(node.outputs[0], text, range_=range_)


_SMALL_POWER = 8


def _python_power(emit: Emitter, node: Node, texts: list[str], known: list[Range]) -> None:
    exponent = known[1].single
    if exponent is None or not 0 <= exponent <= _SMALL_POWER:
        emit.bind_scalar(node.outputs[0], _power_loop(emit, node, texts, known[1]))
        return
    text, range_ = "1", ranges.constant(1)
    for _ in range(exponent):
        range_ = ranges.multiply(range_, known[0])
        if not ranges.fits(range_):
            emit.stop(f"multiply_overflows({text}, {texts[0]})", reason=_TOO_LARGE)
        text = texts[0] if text == "1" else emit.assign(f"{text} * {texts[0]}")
        range_ = range_.clamped()
    if exponent and exponent % 2 == 0:
        range_ = Range(0, range_.high)
    emit.bind_scalar(node.outputs[0], text, range_=range_)


def _power_loop(emit: Emitter, node: Node, texts: list[str], exponent: Range) -> str:
    """Write a power of ints by repeated products; a negative exponent is not for kernels."""
    base, count = texts
    if exponent.low < 0:
        emit.stop(f"{count} < 0")
    small = f"select({base} == -1, {count} & 1, minimum({count}, 1))"
    rounds = emit.assign(f"select({base} > 1 or {base} < -1, {count}, {small})", "", "rounds")
    emit.stop(f"{rounds} > 63", reason=_TOO_LARGE)
    power = emit.assign("1", node.outputs[0].hint, "power")
    with emit.nest([rounds]):
        emit.stop(f"multiply_overflows({power}, {base})", reason=_TOO_LARGE)
        emit.line(f"{power} = {power} * {base}")
    return power


def _python_shift(emit: Emitter, node: Node, name: str, texts: list[str], known: list[Range]) -> None:
    number, count = known
    if count.low < 0:
        emit.stop(f"{texts[1]} < 0")
    if name == "right_shift":
        range_ = Range(0, number.high) if number.low >= 0 else ranges.ANY
        emit.bind_scalar(node.outputs[0], f"right_shift({texts[0]}, {texts[1]})", range_=range_)
        return
    range_ = ranges.ANY
    if count.low >= 0 and count.high < 64:
        range_ = Range(min(number.low << count.high, number.low), max(number.high << count.high, number.high))
    if not ranges.fits(range_) or count.high > 62:
        emit.stop(f"shift_overflows({texts[0]}, {texts[1]})", reason=_TOO_LARGE)
    emit.bind_scalar(node.outputs[0], f"left_shift({texts[0]}, {texts[1]})", range_=range_)
