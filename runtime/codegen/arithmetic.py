"""Python's operators and NumPy's ufuncs in a kernel: exactly their results, in exactly their dtypes."""

from __future__ import annotations

from collections.abc import Sequence

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
from autograph.runtime.codegen.ranges import Range
from autograph.runtime.codegen.text import DType, atom, cast, typed
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
_COMPARISONS = {
    "equal": "==",
    "not_equal": "!=",
    "less": "<",
    "less_equal": "<=",
    "greater": ">",
    "greater_equal": ">=",
}
_LOGICAL = {"logical_and", "logical_or", "logical_xor"}


def _template(name: str, kind: str) -> str | None:
    for kinds, template in _TEMPLATES.get(name, {}).items():
        if kind in kinds:
            return template
    return None


# ------------------------------------------------------------------ NumPy's


def _numpy(emit: Emitter, node: Node, name: str, function: np.ufunc) -> None:
    """Write a ufunc on operands of which one at least is NumPy's, or a NumPy function."""
    if name in _COMPARISONS and _compare(emit, node, name):
        return
    *operands, out = loop_dtypes(function, node)
    if any(dtype.kind in "fc" and dtype.name not in _KNOWN for dtype in (*operands, out)):
        host(emit, node)  # float16 and long double
        return
    if name in ("power", "np_power") and _power(emit, node, operands[0]):
        return
    template = _template(name, operands[0].kind)
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
    sign = _COMPARISONS[name]
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


def _power(emit: Emitter, node: Node, dtype: DType) -> bool:
    """Write a power with a constant exponent that NumPy computes in another way."""
    base, exponent = node.inputs
    number = emit.number(exponent)
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


# ------------------------------------------------------------------ Python's


def _python(emit: Emitter, node: Node, name: str) -> None:
    """Write Python's operator on Python scalars."""
    kind = "".join(sorted({value.type.dtype.kind for value in node.inputs}))
    out = node.outputs[0].type.dtype
    if name in _COMPARISONS:
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
    sign = _COMPARISONS[name]
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
    small = f"select({base} == -1, {count} & 1, min({count}, 1))"
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


# ------------------------------------------------------------------ the facts


def operator(name: str, function: np.ufunc) -> Rule:
    """Return the kernel fact of the op that means Python's operator on its operands."""

    def rule(emit: Emitter, node: Node) -> None:
        if all(value.type.kind == "python" for value in node.inputs):
            _python(emit, node, name)
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
