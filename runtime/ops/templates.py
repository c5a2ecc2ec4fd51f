"""Text with gaps for data: what a graph prints, returns and puts into exceptions."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy as np

__all__ = ["CODES", "Piece", "Template", "format_template", "formatted", "operands_used"]

Piece = str | tuple[Any, ...]
"""Literal text, or what to format, how, and by which specification.

What is formatted is an operand's number, or a template: the text of that. The specification is text or
a template. How is one of `CONVERSIONS`, a method of `str` with its arguments, before which comes the int that
the specification says, or one of these:

``"%"``
    By the specification as Python's operator ``%`` does.
``"*"``
    The specification's text so many times.
``"?"``
    The specification's text where the operand is true, else nothing.
"""
Template = tuple[Piece, ...]

CODES = np.dtype("<u4")
"""The dtype of code points of characters."""


def _from_codes(codes: Any) -> str:
    return np.asarray(codes, CODES).tobytes().decode("utf-32-le", "surrogatepass")


CONVERSIONS: dict[str, Callable[[Any], Any]] = {
    "": lambda value: value,
    "r": repr,
    "s": str,
    "a": ascii,
    "p": lambda value: str(value.tolist()),
    "n": lambda value: str(list(value)),
    "c": _from_codes,
}
"""What is done to a value before it is formatted.

p, n: an array is a list of Python's or NumPy's numbers; c: it is characters' code points, or one.
"""


def format_template(template: Template, values: Sequence[Any]) -> str:
    """Return the text of a template.

    Examples
    --------
    >>> format_template(("mean ", (0, "", ".2f")), [1.5])
    'mean 1.50'
    >>> format_template(((0, "?", ("over ", (1, "%", "%d"))),), [True, 3.0])
    'over 3'
    """
    return "".join(piece if isinstance(piece, str) else _text(piece, values) for piece in template)


def _text(piece: tuple[Any, ...], values: Sequence[Any]) -> str:
    what, conversion, detail = piece
    value = format_template(what, values) if isinstance(what, tuple) else values[what]
    if conversion == "?" and not value:
        return ""
    return formatted(
        value, conversion, detail if isinstance(detail, str) else format_template(detail, values)
    )


def formatted(value: Any, conversion: str | tuple[Any, ...], detail: str) -> str:
    """Return the text of one value."""
    if isinstance(conversion, tuple):
        name, *arguments = conversion
        return str(getattr(value, name)(*([int(detail)] if detail else []), *arguments))
    if conversion == "?":
        return detail if value else ""
    if conversion == "%":
        return str(detail % (value,))
    if conversion == "*":
        return str(detail * value)
    return format(CONVERSIONS[conversion](value), detail)


def operands_used(template: Template) -> Iterator[int]:
    """Yield the numbers of the operands that a template names."""
    for piece in template:
        if isinstance(piece, str):
            continue
        for part in (piece[0], piece[2]):
            if isinstance(part, tuple):
                yield from operands_used(part)
            elif isinstance(part, int):
                yield part
