"""`print` and `raise` in converted code: done at once on plain values, staged on data."""

from __future__ import annotations

import builtins
import functools
import operator
import sys
from collections.abc import Callable
from typing import Any

from autograph import streams
from autograph.buffers import TextBuffer
from autograph.late import Late
from autograph.operators.collecting import list_
from autograph.operators.iteration import is_data
from autograph.operators.own_methods import converted_now
from autograph.operators.replay import skip_effect
from autograph.operators.streaming import is_stream
from autograph.runtime.errors import CAUGHT
from autograph.runtime.ops.templates import format_template
from autograph.tracing.alternatives import apart
from autograph.tracing.asking import answered
from autograph.tracing.attempts import raise_here
from autograph.tracing.choice import Choice
from autograph.tracing.exceptions import has_known_state, made_again
from autograph.tracing.pieces import pieces_of
from autograph.tracing.tensor import Tensor, settle
from autograph.tracing.text import Text, filled, template_of, worded
from autograph.tracing.trace import Untraceable, current, emit, forgo
from autograph.tracing.traced_list import TracedList
from autograph.tracing.traced_tuple import TracedTuple, as_list

__all__ = ["graph_print", "graph_raise", "printed", "staging", "stream"]


_algorithms: Any = Late("autograph.operators.algorithms")  # operators are made of texts
_Recipe = Callable[[Any], Any]
"""Makes a part of an exception of the values of its handles."""


class _Stream:
    """Stands for ``sys.stdout`` or ``sys.stderr``, whatever that is when the graph runs."""

    def __init__(self, name: str) -> None:
        self.name = name


def stream(name: str) -> Any:
    """Return one of Python's streams."""
    return getattr(sys, name) if current() is None else _Stream(name)


def staging() -> bool:
    """Whether the thread is tracing."""
    return current() is not None


def graph_print(
    *values: Any, sep: Any = " ", end: Any = "\n", file: Any = None, flush: Any = False, **unknown: Any
) -> None:
    """Print, or stage a print that happens at every run of the graph."""
    if unknown:
        builtins.print(**unknown)  # raises
    if current() is None:
        if not skip_effect():
            builtins.print(*values, sep=sep, end=end, file=file, flush=flush)
        return
    if isinstance(file, TextBuffer):
        _print_to(file, values, sep, end)
        return
    if not (file is None or isinstance(file, _Stream)):
        raise Untraceable("AG202", "print(file=...)")
    if not all(item is None or isinstance(item, str) for item in (sep, end)):
        _print_text(values, sep, end, file, flush)
        return
    if any(isinstance(value, Choice) for value in values):
        apart(lambda *given: graph_print(*given, sep=sep, end=end, file=file, flush=flush), *values)
        return
    if any(isinstance(value, _Open) for value in values):
        values = (_joined(values, " " if sep is None else sep),)
    handles: list[Any] = []
    templates = tuple(template_of(pieces_of(value), handles) for value in values)

    def stage(*given: Any) -> None:
        emit(
            "graph_print",
            *(item for item in given if isinstance(item, Tensor)),
            parts=tuple(filled(template, given) for template in templates),
            sep=" " if sep is None else sep,
            end="\n" if end is None else end,
            flush=bool(flush),
            file=None if file is None else file.name,
        )

    apart(stage, *handles)


def _print_to(file: TextBuffer, values: tuple[Any, ...], sep: Any, end: Any) -> None:
    """Write what is printed to a text in memory."""
    sep, end = (" " if sep is None else worded(sep)), ("\n" if end is None else worded(end))
    if not all(isinstance(item, str | Text) for item in (sep, end)):
        raise Untraceable("AG101", "what is printed between values, or after them")
    converted_now(TextBuffer.write)(file, _joined(values, sep) + end)


def _joined(values: tuple[Any, ...], sep: Any) -> Any:
    """Return the text of what is printed, without its end."""
    pairs = tuple((True, one.items) if isinstance(one, _Open) else (False, one) for one in values)
    return _algorithms.traced(streams.joined_by)(sep, pairs)


class _Open:
    """The items of a list whose length is data, among what is printed."""

    def __init__(self, items: TracedList) -> None:
        self.items = items


def printed(values: Any) -> Any:
    """Return what ``*values`` hands to `print`."""
    if current() is None:
        return values
    values = as_list(values) if isinstance(values, TracedTuple) else values
    if is_stream(values) or is_data(values):
        values = list_(values)
    held = values.grown if isinstance(values, TracedList) else None
    return values if held is None or not isinstance(held.count, Tensor) else (_Open(values),)


def _print_text(values: tuple[Any, ...], sep: Any, end: Any, file: Any, flush: Any) -> None:
    """Print where what stands between or after the values is data: all as one text."""
    sep, end = (" " if sep is None else worded(sep)), ("\n" if end is None else worded(end))
    if not all(isinstance(item, str | Text) for item in (sep, end)):
        raise Untraceable("AG101", "what is printed between values, or after them")
    text = Text(())
    for place, value in enumerate(values):
        text = text + (sep if place else "") + Text(pieces_of(value))
    graph_print(text + end, end="", file=file, flush=flush)


def graph_raise(make: Callable[[], Any], cause: Callable[[], Any] | None = None) -> None:
    """Stage a ``raise``: the branch ends here."""
    trace = current()
    assert trace is not None
    is_staked = trace.flight is trace.calling is None and trace.guards and trace.region is not trace.root
    if is_staked and not trace.asking:
        forgo(CAUGHT)  # the call is run as Python from its start
        return
    error = _instance(make(), "exceptions")
    answered(error)
    if is_staked:
        forgo(CAUGHT)
        return
    origin = cause() if cause is not None else None
    if origin is not None:
        origin = _instance(origin, "exception causes")
    if raise_here(error, known=cause is None):
        return
    if trace.guards and trace.region is not trace.root:
        forgo(CAUGHT)
        return
    if trace.region is trace.root:
        raise Untraceable("AG302", f"it always raises {type(error).__name__}")
    handles: list[Any] = []
    made, caused = _recipe_of(error, handles), cause is not None
    made_origin = _recipe_of(origin, handles) if origin is not None else None
    exception = functools.partial(_raised, made, made_origin, caused)
    emit("raise_if", True, *map(settle, handles), exception=exception, name=type(error).__name__)
    trace.region.terminated = True


def _raised(
    made: Callable[[Any], BaseException], origin: Callable[[Any], Any] | None, caused: bool, *values: Any
) -> BaseException:
    """Return the exception of these values; if `caused`, with what caused it, which may be nothing."""
    raised = made(values)
    if caused:
        raised.__cause__ = origin(values) if origin is not None else None
    return raised


def _instance(given: Any, role: str) -> BaseException:
    """Return the exception that a ``raise`` names by itself or by its class."""
    if isinstance(given, type) and issubclass(given, BaseException):
        given = given()
    if not isinstance(given, BaseException):
        raise TypeError(f"{role} must derive from BaseException")
    return given


def _recipe_of(error: BaseException, handles: list[Any]) -> Callable[[Any], BaseException]:
    """Return what makes an exception anew from data; that is appended to `handles`."""
    _require_known_state(error)
    kind = type(error)
    args = tuple(_recipe(item, handles) for item in error.args)
    held = {name: item for name, item in vars(error).items() if name == "__notes__" or name[:2] != "__"}
    state = {name: _recipe(item, handles) for name, item in held.items()}
    return functools.partial(_made, kind, args, state)


def _made(
    kind: type[BaseException], args: tuple[_Recipe, ...], state: dict[str, _Recipe], values: Any
) -> BaseException:
    made: BaseException = made_again(kind, tuple(item(values) for item in args))
    for name, item in state.items():
        setattr(made, name, item(values))
    return made


def _require_known_state(error: BaseException) -> None:
    """Refuse an exception that has in slots what a new one with its arguments has not."""
    kind = type(error)
    try:
        known = has_known_state(error)
    except TypeError:
        raise Untraceable("AG202", f"a {kind.__name__} without its arguments") from None
    if not known:
        raise Untraceable("AG202", f"the slots of {kind.__name__}")


def _recipe(item: Any, handles: list[Any]) -> _Recipe:
    """Return what makes a part of an exception of its data: functions that other processes know, too."""
    item = worded(item)
    if isinstance(item, Tensor):
        handles.append(item)
        return operator.itemgetter(len(handles) - 1)
    if isinstance(item, Text):
        return functools.partial(format_template, template_of(item.parts, handles))
    if isinstance(item, tuple | list):
        kind = list if isinstance(item, list) else tuple
        parts = [_recipe(part, handles) for part in item]
        return functools.partial(_gathered, kind, parts)
    if item is None or isinstance(item, str | int | float | complex | bytes | type):
        return functools.partial(_itself, item)
    raise Untraceable("AG202", f"an exception that holds a {type(item).__name__}")


def _gathered(kind: type, parts: list[_Recipe], values: Any) -> Any:
    return kind(part(values) for part in parts)


def _itself(item: Any, values: Any) -> Any:
    return item
