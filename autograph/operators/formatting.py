"""f-strings, `%`, `str.format` and their kin in converted code: at once on plain values, else staged."""

from __future__ import annotations

import operator
import re
import string
import sys
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from autograph import joining
from autograph.operators.algorithms import traced
from autograph.runtime.ops.templates import CODES
from autograph.runtime.ops.templates import formatted as plainly_formatted
from autograph.tracebacks import strip
from autograph.tracing.choice import settled
from autograph.tracing.flags import either
from autograph.tracing.identities import tell
from autograph.tracing.keying import Label
from autograph.tracing.lists import used
from autograph.tracing.pieces import field, holds_data
from autograph.tracing.tensor import Tensor
from autograph.tracing.text import Text, joined, of_code_points, pieces_in, worded
from autograph.tracing.trace import Untraceable, current, emit, zero
from autograph.tracing.traced_dict import TracedDict, on_its_own
from autograph.tracing.traced_list import TracedList
from autograph.tracing.traced_tuple import TracedTuple

__all__ = [
    "character",
    "code_point",
    "format_",
    "formatted",
    "fstring",
    "in_base",
    "join_texts",
    "percent",
    "repr_",
    "str_",
    "str_format",
    "translated",
]


def _joined(pieces: Iterable[Any]) -> Any:
    """Return pieces as a string if they are no data, else as text."""
    parts: list[Any] = []
    for piece in pieces:
        if isinstance(piece, str) and parts and isinstance(parts[-1], str):
            parts[-1] += piece
        else:
            parts.append(piece)
    if all(isinstance(part, str) for part in parts):
        return "".join(parts)
    return Text(tuple(parts))


def fstring(*parts: Any) -> Any:
    """Return the text of an f-string: pieces are str or (value, conversion, spec)."""
    try:
        if current() is None:
            return "".join(part if isinstance(part, str) else plainly_formatted(*part) for part in parts)
        return _joined(_shown(parts))
    except Exception as error:
        strip(error)
        raise


def _shown(parts: Iterable[Any]) -> Iterator[Any]:
    for part in parts:
        if isinstance(part, str):
            yield part
        elif isinstance(part, Text):
            yield from pieces_in(part)
        else:
            yield from field(*part)


def formatted(value: Any, conversion: str, spec: Any) -> Any:
    """Return the text of an f-string's only field."""
    return fstring((value, conversion, spec))


# -- the operator % ------------------------------------------------------------------------------------------

_FIELD = re.compile(r"%(?:\((?P<key>[^()]*)\))?[#0\- +]*\d*(?:\.\d*)?[hlL]?(?P<kind>[diouxXeEfFgGcrsa%])")


def percent(template: str, values: Any) -> Any:
    """Return ``template % values`` for a string."""
    if current() is None or not holds_data(values):
        tell(*(values if isinstance(values, tuple) else (values,)))
        try:
            return template % values
        except Exception as error:
            strip(error)
            raise
    return _joined(_percent(template, settled(values)))


def _percent(template: str, values: Any) -> Iterator[Any]:
    if isinstance(values, TracedTuple):
        raise Untraceable("AG101", "`%` of a tuple whose length is data")
    values = on_its_own(values)
    given = list(values) if isinstance(values, tuple) else [values]
    end = 0
    for found in _FIELD.finditer(template):
        yield _literal(template[end : found.start()])
        end = found.end()
        if found["kind"] == "%":
            yield "%"
        elif found["key"] is not None:
            if not isinstance(values, dict) or found["key"] not in values:
                raise Untraceable("AG101", "`%` with the names of data")
            yield from _by_percent(found, values[found["key"]])
        elif given:
            yield from _by_percent(found, given.pop(0))
        else:
            raise Untraceable("AG101", "not enough arguments for a format string")
    yield _literal(template[end:])
    if given and not isinstance(values, dict):
        raise Untraceable("AG101", "not all arguments converted during string formatting")


def _literal(text: str) -> str:
    if "%" in text:
        raise Untraceable("AG101", "a format string with a width that is an argument")
    return text


def _by_percent(found: re.Match[str], value: Any) -> tuple[Any, ...]:
    value = worded(value)
    kind, text = found["kind"], found[0].replace(f"({found['key']})", "")
    plain = len(text) == 2
    if kind in "rsa" and (plain or not isinstance(value, Tensor)):
        pieces = field(value, "s" if kind == "s" else kind, "")
        return pieces if plain else ((Text(pieces), "%", text[:-1] + "s"),)
    if not isinstance(value, Tensor):
        if holds_data(value):
            raise Untraceable("AG101", f"`{text}` of what is no number")
        return (text % (value,),)
    if value.type.kind == "array" and value.type.ndim and kind not in "rsa":
        raise Untraceable("AG101", f"`{text}` of an array")
    if kind in "diu" and _is_float(value):
        value = emit("to_python", value, type=int)
    return field(value, "%", text)


def _is_float(value: Tensor) -> bool:
    return value.type.is_scalar and value.type.dtype.kind == "f" and not value.alternatives


# -- methods of strings --------------------------------------------------------------------------------------


def translated(text: str, *tables: Any) -> str:
    """Return ``text.translate(table)``.

    Python's method catches what a lookup raises, where a dict of a trace would stage it.
    """
    return text.translate(*map(_as_python_has_it, tables))


def _as_python_has_it(table: Any) -> Any:
    if type(table) is not TracedDict:
        return table
    held = {key: dict.__getitem__(table, key) for key in dict.__iter__(table)}
    if holds_data(held):
        raise Untraceable("AG101", "text made of data")
    return held


def str_format(template: str, *args: Any, **kwargs: Any) -> Any:
    """Return ``template.format(*args, **kwargs)``."""
    if not holds_data(args) and not holds_data(kwargs):
        return template.format(*args, **kwargs)
    return fstring(*_format_pieces(template, args, kwargs, []))


def _format_pieces(template: str, args: Any, kwargs: Any, used: list[str]) -> Iterator[Any]:
    try:
        parsed = list(string.Formatter().parse(template))
    except ValueError:
        raise Untraceable("AG101", "a format string that is wrong") from None
    for literal, name, spec, conversion in parsed:
        yield literal
        if name is None:
            continue
        value = _format_field(name, args, kwargs, used)
        inner = list(_format_pieces(spec, args, kwargs, used)) if spec else []
        yield (value, conversion or "", fstring(*inner))


def _format_field(name: str, args: Any, kwargs: Any, used: list[str]) -> Any:
    """Return what a replacement field names; `used` collects the names of the numbered ones."""
    first = re.match(r"[^.\[]*", name)
    assert first is not None
    if not first[0] or first[0].isdecimal():
        used.append(first[0])
        if len({bool(one) for one in used}) > 1:
            raise Untraceable("AG101", "a format string that numbers some fields only")
        name = (first[0] or str(len(used) - 1)) + name[first.end() :]
    try:
        return string.Formatter().get_field(name, args, kwargs)[0]
    except (IndexError, KeyError, AttributeError, ValueError, TypeError) as error:
        raise Untraceable("AG101", f"a format string's field ({type(error).__name__})") from None


def join_texts(separator: str, items: Any) -> Any:
    """Return ``separator.join(items)``."""
    from autograph.operators.iteration import Rounds  # noqa: PLC0415  (which asks for texts)
    from autograph.operators.streaming import is_stream  # noqa: PLC0415  (so does this)

    items = items.held if isinstance(items, TracedTuple) else items
    by_data = isinstance(items, Rounds) and any(isinstance(bound, Tensor) for bound in items.bounds)
    if by_data or is_stream(items) or (isinstance(items, TracedList) and items.in_arrays):
        return _join_by_rounds(separator, items)
    found = [worded(item) for item in items]
    return joined(separator, found) if any(map(holds_data, found)) else separator.join(found)


def _join_by_rounds(separator: str, items: Any) -> Any:
    """Return the texts joined that a generator gives, or that a list holds whose length is data."""
    held = items.own if isinstance(items, TracedList) else None
    if held is not None and not separator and isinstance(held.element, Label) and not held.element.whats:
        return of_code_points(used(held, held.buffers[0]).astype(CODES))
    return traced(joining.joined)(separator, items)


# -- builtins ------------------------------------------------------------------------------------------------


def str_(*args: Any, **kwargs: Any) -> Any:
    """Return ``str(...)``."""
    if len(args) != 1 or kwargs or not holds_data(args[0]):
        return str(*args, **kwargs)
    return formatted(args[0], "s", "")


def repr_(value: Any) -> Any:
    """Return ``repr(value)``."""
    return formatted(value, "r", "")


def in_base(builtin: Callable[[Any], str], spec: str) -> Callable[[Any], Any]:
    """Return what stands for `bin`, `oct` or `hex`."""

    def call(value: Any) -> Any:
        tell(value)
        plain = isinstance(value, Tensor) and value.type.is_scalar and not value.alternatives
        whole = plain and value.type.dtype.kind in ("bi" if value.type.kind == "python" else "iu")
        return formatted(value, "", spec) if whole else builtin(value)

    return call


def character(value: Any) -> Any:
    """Return ``chr(value)``."""
    if not isinstance(value, Tensor) or not value.type.is_scalar or value.alternatives:
        return chr(value)
    if value.type.dtype.kind in "fc":
        return chr(zero(value.type))  # which raises
    value = value if value.type.kind == "python" else emit("to_python", value, type=int)
    wrong: Any = either(operator.lt(value, 0), operator.gt(value, sys.maxunicode))
    emit("raise_if", wrong, exception=_no_character, name="ValueError")
    return Text(((emit("to_numpy", value, dtype=CODES), "c", ""),))


def _no_character() -> ValueError:
    return ValueError(f"chr() arg not in range({sys.maxunicode + 1:#x})")


def code_point(text: Any) -> Any:
    """Return ``ord(text)``."""
    text = worded(text)
    return text.code_point() if isinstance(text, Text) else ord(text)


def format_(value: Any, spec: Any = "") -> Any:
    """Return ``format(value, spec)``."""
    spec = worded(spec)
    if not isinstance(spec, str | Text):
        raise Untraceable("AG101", "a specification that is no text")
    return formatted(value, "", spec)
