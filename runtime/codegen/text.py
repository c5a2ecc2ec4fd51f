"""Small pieces of kernel source: literals, casts, parentheses, names."""

from __future__ import annotations

import cmath
import keyword
import math
import re
from collections.abc import Iterable
from typing import Any

import numpy as np

__all__ = [
    "COMPARISONS",
    "RESERVED",
    "WORD",
    "atom",
    "cast",
    "dtype_name",
    "join",
    "literal",
    "offset",
    "usable_name",
]

DType = np.dtype[Any]

_NATURAL = {"bool", "int64", "float64", "complex128"}
_INTEGER = re.compile(r"\d+\Z")
_EXACT = 2**53
_ATOM = re.compile(r"[\w.]+\Z")

WORD = re.compile(r"[A-Za-z_]\w*")
"""A name, or a function's, in kernel source."""

COMPARISONS = {
    "equal": "==",
    "not_equal": "!=",
    "less": "<",
    "less_equal": "<=",
    "greater": ">",
    "greater_equal": ">=",
}
"""The ops that compare, with the sign each is written with."""

RESERVED = frozenset(keyword.kwlist) | frozenset(
    [
        "fault",
        "clear_status",
        "tell",
        "depth",
        "range",
        "len",
        "min",
        "max",
        "abs",
        "complex",
        "True",
        "False",
        "None",
        "math",
        "np",
        "inf",
        "nan",
        "bool_",
        "int8",
        "int16",
        "int32",
        "int64",
        "uint8",
        "uint16",
        "uint32",
        "uint64",
        "float32",
        "float64",
        "complex64",
        "complex128",
        "int",
        "float",
        "bool",
        "load",
        "store",
        "empty",
        "strided",
        "reshaped",
        "share",
        "stop",
        "host",
        "fetch_scalar",
        "value_of",
        "wrap",
        "key_bits",
        "mask_bits",
        "lowest_bit",
        "number_of_bits",
        "other_bits",
        "mix",
        "outside",
        "slice_bound",
        "slice_bound_back",
        "slice_count",
        "step",
        "together",
        "select",
        "add_overflows",
        "subtract_overflows",
        "multiply_overflows",
        "shift_overflows",
        "maximum",
        "minimum",
        "first_smaller",
        "first_larger",
        "absolute",
        "square",
        "multiply_fused",
        "scratch",
        "sort_row_0",
        "sort_row_2",
        "argsort_row_0",
        "argsort_row_2",
        "sqrt",
        "floor",
        "ceil",
        "trunc",
        "rint",
        "copysign",
        "isnan",
        "isinf",
        "isfinite",
        "signbit",
        "left_shift",
        "right_shift",
        "floor_divide",
        "remainder",
        "unsigned_floor_divide",
        "unsigned_remainder",
        "compare",
        "pow",
        "hypot",
        "norm",
        "pairs_begin",
        "pairs_joined",
        "pairs_next",
        "pairs_piece_begin",
        "pairs_piece_size",
        "pairs_pieces",
        "pairs_total",
        "np_dot",
        "np_matmul",
        "compare_less",
        "compare_less_equal",
        "compare_greater",
        "compare_greater_equal",
    ]
)
"""Names that kernel source uses itself."""


def dtype_name(dtype: DType) -> str:
    """Return the name a kernel calls this dtype by."""
    return "bool_" if dtype.kind == "b" else dtype.name


def _balanced(text: str) -> bool:
    """Whether the bracket that closes at the end opens right after a leading name."""
    depth = 0
    opened = False
    for position, character in enumerate(text):
        if character in "([":
            if depth == 0:
                if opened or not re.fullmatch(r"[\w.]*", text[:position]):
                    return False
                opened = True
            depth += 1
        elif character in ")]":
            depth -= 1
        elif depth == 0 and opened:
            return False
    return opened


def atom(text: str) -> str:
    """Return `text` so that it binds as one operand."""
    if _ATOM.match(text) or (text and text[-1] in ")]" and _balanced(text)):
        return text
    return f"({text})"


def literal(content: Any) -> str:
    """Return a scalar as a kernel writes it, typed exactly as it is."""
    dtype = np.asarray(content).dtype if not isinstance(content, int) else None
    if isinstance(content, bool):
        return repr(content)
    if dtype is None:
        return repr(content)
    plain = _plain(np.asarray(content).item())
    name = dtype_name(dtype)
    if name in ("float64", "complex128") or name == "bool_":
        return plain
    return f"{name}({plain})"


def _plain(content: Any) -> str:
    if isinstance(content, complex):
        if cmath.isfinite(content) and not (_negative_zero(content.real) or _negative_zero(content.imag)):
            return f"complex({content.real!r}, {content.imag!r})"
        return f"complex({_plain(content.real)}, {_plain(content.imag)})"
    if isinstance(content, float):
        if math.isnan(content):
            return "nan"
        if math.isinf(content):
            return "inf" if content > 0 else "(-inf)"
        return repr(content) if math.copysign(1.0, content) > 0 else f"({content!r})"
    if isinstance(content, int) and not isinstance(content, bool) and content < 0:
        return f"({content})"
    return repr(content)


def _negative_zero(number: float) -> bool:
    return number == 0 and math.copysign(1.0, number) < 0


def cast(text: str, source: DType, target: DType) -> str:
    """Return `text`, a scalar of dtype `source`, converted as ``astype`` does."""
    if source == target:
        return text
    name = dtype_name(target)
    if (
        _INTEGER.match(text)
        and source.kind in "iu"
        and name in ("float64", "int64")
        and abs(int(text)) < _EXACT
    ):
        return f"{text}.0" if name == "float64" else text
    if target.kind == "b":
        return f"{atom(text)} != 0"
    if source.kind == "c" and target.kind != "c":
        part = DType_float(source)
        return cast(f"{atom(text)}.real", part, target)
    if source.kind == "f" and target.kind in "iu":
        return f"truncate_{name}({text})"
    if target.kind == "c" and source.kind != "c":
        return f"{name}({cast(text, source, DType_float(target))})"
    return f"{name}({text})"


def DType_float(dtype: DType) -> DType:  # noqa: N802  (reads as a type function)
    """Return the float dtype of a complex dtype's parts."""
    return np.dtype("f4") if dtype.itemsize == 8 else np.dtype("f8")


def typed(text: str, dtype: DType) -> str:
    """Return an arithmetic result brought back to its own width."""
    name = dtype_name(dtype)
    if name in _NATURAL or dtype.kind == "b":
        return text
    return f"{name}({text})"


def offset(text: str, number: int) -> str:
    """Return ``text + number`` without adding zero."""
    if number == 0:
        return text
    if re.fullmatch(r"-?\d+", text):
        return str(int(text) + number)
    return f"{atom(text)} {'+' if number > 0 else '-'} {abs(number)}"


def join(texts: Iterable[str]) -> str:
    """Return the texts, separated by commas."""
    return ", ".join(texts)


def usable_name(hint: str, default: str) -> str:
    """Return a Python name as near to `hint` as possible."""
    name = re.sub(r"[\W_]+", "_", hint).strip("_") if hint.isascii() else ""
    if not name or not name.isidentifier():
        return default
    taken = name in RESERVED or name.startswith(("np_", "c_", "truncate_", "fetch_"))
    return f"{name}_" if taken else name
