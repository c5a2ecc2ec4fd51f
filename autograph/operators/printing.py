"""`print`, f-strings and `raise` in converted code: done at once on plain values, staged on data."""

from __future__ import annotations

import builtins
from collections.abc import Callable
from typing import Any

from autograph.operators.replay import skip_effect
from autograph.runtime.errors import CAUGHT
from autograph.runtime.ops.effects import CONVERSIONS
from autograph.tracing.alternatives import apart
from autograph.tracing.choice import Choice
from autograph.tracing.dict_methods import is_any
from autograph.tracing.tensor import Tensor, settle
from autograph.tracing.text import Text, frozen, pieces_of
from autograph.tracing.trace import Untraceable, current, emit

__all__ = ["formatted", "fstring", "graph_print", "graph_raise", "staging"]


def staging() -> bool:
    """Whether the thread is tracing."""
    return current() is not None


def graph_print(*values: Any, sep: Any = " ", end: Any = "\n", file: Any = None, flush: Any = False) -> None:
    """Print, or stage a print that happens at every run of the graph."""
    if current() is None:
        if not skip_effect():
            builtins.print(*values, sep=sep, end=end, file=file, flush=flush)
        return
    if file is not None:
        raise Untraceable("AG202", "print(file=...)")
    if any(isinstance(value, Choice) for value in values):
        apart(lambda *given: graph_print(*given, sep=sep, end=end, flush=flush), *values)
        return
    handles: list[Any] = []
    templates = tuple(_template(pieces_of(value), handles) for value in values)

    def stage(*given: Any) -> None:
        emit(
            "graph_print",
            *(item for item in given if isinstance(item, Tensor)),
            parts=tuple(_filled(template, given) for template in templates),
            sep=" " if sep is None else sep,
            end="\n" if end is None else end,
            flush=bool(flush),
            file=None,
        )

    apart(stage, *handles)


def _filled(template: tuple[Any, ...], given: tuple[Any, ...]) -> tuple[Any, ...]:
    """Return a template with the text of what turned out to be no data, and the rest numbered anew."""
    made: list[Any] = []
    for piece in template:
        if isinstance(piece, str):
            made.append(piece)
            continue
        number, conversion, spec = piece
        spec = spec if isinstance(spec, str) else _filled(spec, given)
        if isinstance(given[number], Tensor):
            made.append((sum(isinstance(item, Tensor) for item in given[:number]), conversion, spec))
        elif all(isinstance(part, str) for part in spec):
            made.append(_formatted(given[number], conversion, "".join(spec)))
        else:
            raise Untraceable("AG101", "an object is formatted as data says")
    return tuple(made)


def _template(pieces: tuple[Any, ...], handles: list[Any]) -> tuple[Any, ...]:
    made: list[Any] = []
    for piece in pieces:
        if isinstance(piece, str):
            made.append(piece)
            continue
        handle, conversion, spec = piece
        handles.append(handle)
        number = len(handles) - 1
        made.append((number, conversion, _template(spec.parts, handles) if isinstance(spec, Text) else spec))
    return tuple(made)


def fstring(*parts: Any) -> Any:
    """Return the text of an f-string: pieces are str or (value, conversion, spec)."""
    if current() is None or not any(_is_data(part) for part in parts):
        return "".join(part if isinstance(part, str) else _formatted(*part) for part in parts)
    made: list[Any] = []
    for part in parts:
        if isinstance(part, str):
            made.append(part)
        elif isinstance(part, Text):
            made.extend(part.parts)
        elif not _is_data(part):
            made.append(_formatted(*part))
        else:
            value, conversion, spec = part
            if isinstance(value, Tensor):
                made.append((frozen(value), conversion, spec))
            else:
                made.extend(_text_pieces(value, conversion, spec))
    return Text(tuple(made))


def _text_pieces(value: Any, conversion: str, spec: Any) -> tuple[Any, ...]:
    if spec:
        raise Untraceable("AG101", "text made of data is padded")
    return pieces_of(value, quoted=conversion == "r")


def _is_data(part: Any) -> bool:
    return isinstance(part, Text) or (
        not isinstance(part, str) and (_holds_data(part[0]) or isinstance(part[2], Text))
    )


def _holds_data(value: Any) -> bool:
    if isinstance(value, Tensor | Text | Choice) or getattr(value, "grown", None) is not None:
        return True
    if is_any(value):
        return True
    if isinstance(value, list | tuple):
        return any(_holds_data(item) for item in value)
    return isinstance(value, dict) and any(_holds_data(item) for item in value.values())


def formatted(value: Any, conversion: str, spec: Any) -> Any:
    """Return the text of an f-string's only field."""
    return fstring((value, conversion, spec))


def _formatted(value: Any, conversion: str, spec: str) -> str:
    return format(CONVERSIONS[conversion](value), spec)


def graph_raise(make: Callable[[], Any], cause: Callable[[], Any] | None = None) -> None:
    """Stage a ``raise``: the branch ends here."""
    trace = current()
    assert trace is not None
    if trace.guards and trace.region is not trace.root:  # the call is run as Python from its start
        emit("assume", False, reason=CAUGHT)
        trace.region.terminated = True
        return
    error = make()
    if isinstance(error, type) and issubclass(error, BaseException):
        error = error()
    if not isinstance(error, BaseException):
        raise TypeError("exceptions must derive from BaseException")
    origin = cause() if cause is not None else None
    if trace.region is trace.root:
        raise Untraceable("AG302", f"it always raises {type(error).__name__}")
    handles: list[Any] = []
    args = tuple(_recipe(item, handles) for item in error.args)
    state = {name: _recipe(item, handles) for name, item in vars(error).items() if not name.startswith("__")}
    kind, caused = type(error), cause is not None

    def exception(*values: Any) -> BaseException:
        content = tuple(_cook(item, values) for item in args)
        made = kind.__new__(kind, *content)
        made.args = content
        for name, item in state.items():
            setattr(made, name, _cook(item, values))
        if caused:
            made.__cause__ = origin
        return made

    emit("raise_if", True, *map(settle, handles), exception=exception, name=kind.__name__)
    trace.region.terminated = True


def _recipe(item: Any, handles: list[Any]) -> Any:
    if isinstance(item, Tensor):
        handles.append(item)
        number = len(handles) - 1
        return lambda values: values[number]
    if isinstance(item, Text):
        template = _template(item.parts, handles)
        return lambda values: "".join(_piece(piece, values) for piece in template)
    if isinstance(item, tuple | list):
        kind = list if isinstance(item, list) else tuple
        parts = [_recipe(part, handles) for part in item]
        return lambda values: kind(part(values) for part in parts)
    if item is None or isinstance(item, str | int | float | complex | bytes | type):
        return lambda values: item
    raise Untraceable("AG202", f"an exception that holds a {type(item).__name__}")


def _piece(piece: Any, values: Any) -> str:
    if isinstance(piece, str):
        return piece
    number, conversion, spec = piece
    text = spec if isinstance(spec, str) else "".join(_piece(part, values) for part in spec)
    return _formatted(values[number], conversion, text)


def _cook(recipe: Callable[[Any], Any], values: Any) -> Any:
    return recipe(values)
