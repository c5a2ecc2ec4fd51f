"""From an object of the program being traced to the pieces of its text, and from those to a template."""

from __future__ import annotations

import collections
import dataclasses
import enum
import functools
import sys
import types
from collections.abc import Callable
from typing import Any

import numpy as np

from autograph import streams
from autograph.decorated import as_written
from autograph.runtime.ops.templates import format_template, formatted
from autograph.runtime.types import ArrayType, python_type
from autograph.tracing.boxes import holds_box, unboxed, without_box
from autograph.tracing.choice import Choice, content_of
from autograph.tracing.containers import TracedDict
from autograph.tracing.dict_methods import is_any
from autograph.tracing.flags import both, negated
from autograph.tracing.list_methods import plain_numbers
from autograph.tracing.nothing import NOTHING
from autograph.tracing.spec import UNDEFINED, Number, is_empty
from autograph.tracing.tensor import Tensor, box_of
from autograph.tracing.text import Text, pieces_in, template_of, worded
from autograph.tracing.trace import Untraceable, emit
from autograph.tracing.traced_deque import TracedDeque
from autograph.tracing.traced_dict import PooledDict, on_its_own
from autograph.tracing.traced_list import TracedList
from autograph.tracing.traced_set import TracedSet
from autograph.tracing.traced_tuple import TracedTuple
from autograph.tracing.watching import is_known

__all__ = ["field", "frozen", "holds_data", "pieces_of"]

_STATIC = (str, int, float, complex, bytes, type, range, enum.Enum, np.generic, np.dtype, type(None))


def holds_data(value: Any) -> bool:
    """Whether the text of an object is not known before the graph runs."""
    in_arrays = isinstance(value, TracedList) and value.in_arrays
    if in_arrays or isinstance(value, Tensor | Text | Choice | TracedTuple) or is_any(value):
        return True
    if isinstance(value, BaseException):
        value = value.args
    if isinstance(value, list | tuple):
        return any(holds_data(item) for item in value)
    if isinstance(value, dict):
        return any(holds_data(item) for item in value.values())
    return is_known(value)


# -- the pieces of an object's text --------------------------------------------------------------------------


def pieces_of(value: Any, *, quoted: bool = False) -> tuple[Any, ...]:
    """Return the pieces that ``str(value)`` (``repr`` where `quoted`) is made of."""
    value = worded(value)
    if holds_box(value):
        return _of_box(value) if quoted else ((unboxed(value), "s", ""),)
    if isinstance(value, Tensor):
        return ((value, "r" if quoted else "s", ""),)
    if isinstance(value, Text):
        return ((value, "r", ""),) if quoted else pieces_in(value)
    if isinstance(value, Choice):
        return _of_choice(value, quoted=quoted)
    if isinstance(value, TracedDict | PooledDict):
        return _of_stand_in(value)
    container = _CONTAINERS.get(tuple if isinstance(value, tuple) else type(value))
    if container is not None:
        return container(value)
    if value is NOTHING:
        return ("",)
    if isinstance(value, _STATIC):
        return (repr(value) if quoted else str(value),)
    if is_known(value) and not isinstance(value, set | list | dict):
        return _of_object(value, quoted=quoted)
    return _of_exception(value, quoted=quoted)


def _of_exception(value: Any, *, quoted: bool) -> tuple[Any, ...]:
    """Return the pieces of the text of an exception, of a class that has Python's own for it."""
    kind: Any = type(value)
    own = (kind.__repr__ if quoted else kind.__str__) if isinstance(value, BaseException) else None
    if quoted and own is BaseException.__repr__:
        inside = pieces_of(value.args, quoted=True)
        if len(value.args) == 1:
            inside = ("(", *pieces_of(value.args[0], quoted=True), ")")
        return (kind.__name__, *inside)
    if own is BaseException.__str__ or own is KeyError.__str__:
        if not value.args:
            return ("",)
        if len(value.args) == 1:
            return pieces_of(value.args[0], quoted=own is KeyError.__str__)
        return pieces_of(value.args, quoted=True)
    if isinstance(own, types.WrapperDescriptorType) and all(isinstance(item, str) for item in value.args):
        return (own(value),)  # the class is Python's, and what it says is known
    raise Untraceable("AG101", f"the text of a {kind.__name__}")


def _item_by_item(shown: Callable[[Any], str], value: Any) -> tuple[Any, ...]:
    """Return the pieces of the text of a container whose length is data."""
    from autograph.operators.algorithms import traced  # noqa: PLC0415  (operators are made of texts)

    return pieces_of(traced(shown)(value))


def _of_deque(value: TracedDeque) -> tuple[Any, ...]:
    end = ")" if value.maxlen is None else f", maxlen={value.maxlen})"
    return ("deque(", *_item_by_item(streams.shown_list, value), end)


def _of_set(value: Any) -> tuple[Any, ...]:
    if is_any(value):
        return _item_by_item(streams.shown_set, value)
    return ("{", *_listed(value), "}") if value else ("set()",)


def _of_stand_in(found: TracedDict | PooledDict) -> tuple[Any, ...]:
    """Return the pieces of the text of a dict of the program, which may be an `OrderedDict` or the like."""
    value: TracedDict = on_its_own(found)
    kind = getattr(type(value), "stands_for", dict)
    if kind is dict:
        return _of_dict(value)
    if not holds_data(value):
        return (repr(value),)
    if kind is collections.defaultdict:
        return (f"defaultdict({value.fresh().default_factory!r}, ", *_of_dict(value), ")")
    if kind is collections.OrderedDict and not is_any(value) and sys.version_info >= (3, 12):
        return ("OrderedDict(", *_of_dict(value), ")")
    raise Untraceable("AG101", f"the text of a {kind.__name__} that holds data")


def _of_dict(value: Any) -> tuple[Any, ...]:
    if is_any(value):
        return _item_by_item(streams.shown_dict, value)
    found: tuple[Any, ...] = ("{",)
    for place, (key, item) in enumerate(value.items()):
        found += ((", ",) if place else ()) + (repr(key), ": ") + pieces_of(item, quoted=True)
    return (*found, "}")


def _of_choice(value: Choice, *, quoted: bool) -> tuple[Any, ...]:
    if any(alternative.what is UNDEFINED for alternative in value.alternatives):
        return pieces_of(value.settle(), quoted=quoted)
    found: list[Any] = []
    other: Any = True
    for alternative in value.alternatives:
        text = Text(pieces_of(alternative.what, quoted=quoted))
        found.append((alternative.tag, "?", text))
        other = both(other, negated(alternative.tag))
    return (*found, (other, "?", Text(pieces_of(content_of(value), quoted=quoted))))


def _of_box(value: Tensor) -> tuple[Any, ...]:
    """Return the pieces of the ``repr`` of a number that may be a 0-d array."""
    box = box_of(value)
    assert box is not None
    array, number = Text(((emit("copy", box.what), "r", ""),)), Text(((without_box(value), "r", ""),))
    return ((box.tag, "?", array), (negated(box.tag), "?", number))


def _of_list(value: Any) -> tuple[Any, ...]:
    held = getattr(value, "grown", None)
    type_ = held.element.type if held is not None and isinstance(held.element, Number) else None
    if held is not None and (type_ is None or held.element.alternatives):
        return _item_by_item(streams.shown_list, value)
    if type_ is not None:
        return ((plain_numbers(value, "the text"), "p" if type_.kind == "python" else "n", ""),)
    return ("[", *_listed(value), "]")


def _of_tuple(value: Any) -> tuple[Any, ...]:
    kind = type(value)
    if kind is tuple:
        return ("(", *_listed(value), ",)" if len(value) == 1 else ")")
    method = kind.__repr__
    if not hasattr(kind, "_fields") or _file_of(method) != collections.__file__:
        raise Untraceable("AG101", f"the text of a {kind.__name__}")
    return (f"{kind.__name__}(", *_named(zip(kind._fields, value, strict=True)), ")")


def _listed(items: Any) -> tuple[Any, ...]:
    found: tuple[Any, ...] = ()
    for place, item in enumerate(items):
        found += ((", ",) if place else ()) + pieces_of(item, quoted=True)
    return found


def _named(items: Any) -> tuple[Any, ...]:
    found: tuple[Any, ...] = ()
    for place, (name, item) in enumerate(items):
        found += (f"{', ' if place else ''}{name}=", *pieces_of(item, quoted=True))
    return found


_CONTAINERS: dict[type, Callable[[Any], tuple[Any, ...]]] = {
    tuple: _of_tuple,
    list: _of_list,
    TracedList: _of_list,
    TracedDeque: _of_deque,
    TracedTuple: functools.partial(_item_by_item, streams.shown_tuple),
    dict: _of_dict,
    set: _of_set,
    TracedSet: _of_set,
}


def _file_of(function: Any) -> str:
    code = getattr(function, "__code__", None)
    return code.co_filename if code is not None else ""


def _of_object(value: Any, *, quoted: bool) -> tuple[Any, ...]:
    kind = type(value)
    if kind is types.SimpleNamespace:
        return ("namespace(", *_named(vars(value).items()), ")")
    method: Any = kind.__repr__ if quoted or _is_own(kind, "__str__") else kind.__str__
    if dataclasses.is_dataclass(kind) and _file_of(getattr(method, "__wrapped__", None)) == "<string>":
        shown = [(one.name, getattr(value, one.name)) for one in dataclasses.fields(kind) if one.repr]
        return (f"{kind.__qualname__}(", *_named(shown), ")")
    return _by_method(method, value)


def _is_own(kind: type, name: str) -> bool:
    """Whether a class leaves a method to `object`."""
    return getattr(kind, name) is getattr(object, name)


def _by_method(method: Any, *args: Any) -> tuple[Any, ...]:
    from autograph.operators.calls import converted  # noqa: PLC0415  (calls are made of handles)

    if not isinstance(as_written(method), types.FunctionType):
        raise Untraceable("AG101", f"the text of a {type(args[0]).__name__}")
    made = worded(converted(method)(*args))
    if not isinstance(made, str | Text):
        raise Untraceable("AG101", f"`{method.__qualname__}` returns no text")
    return made.parts if isinstance(made, Text) else (made,)


# -- one field of a text -------------------------------------------------------------------------------------


def frozen(value: Tensor) -> Tensor:
    """Return `value` as it is now, whatever is written into it before the text is printed."""
    if value.type.kind != "array" or value.alternatives:
        return value
    copied: Tensor = emit("copy", value)
    return copied


def field(value: Any, conversion: str, spec: Any) -> tuple[Any, ...]:
    """Return the pieces of what a text shows in the place of a field.

    Parameters
    ----------
    value : object
    conversion : str
        One of those of a template.
    spec : str or Text
    """
    value, spec = worded(value), worded(spec)
    if holds_box(value):
        quoted = conversion in ("r", "a")
        return field(Text(_of_box(value)), "", spec) if quoted else field(unboxed(value), conversion, spec)
    if not holds_data(value) and isinstance(spec, str):
        return (formatted(value, conversion, spec),)
    if isinstance(value, Tensor):
        found = _of_objects(value, conversion, spec)
        return found if found is not None else (_of_number(frozen(value), conversion, spec),)
    kind = type(value)
    if conversion == "" and is_known(value) and not _is_own(kind, "__format__"):
        return _by_method(kind.__format__, value, spec)
    text = Text(tuple(map(_kept, pieces_of(value, quoted=conversion == "r"))))
    by_spec = isinstance(spec, Text) or spec != ""
    if conversion == "a" or (conversion == "" and by_spec and not isinstance(value, Text | str)):
        raise Untraceable("AG101", f"a {kind.__name__} that holds data is formatted")
    if isinstance(spec, Text):
        return (_checked((text, "", spec)),)
    formatted("", "", spec)  # raises what it raises for every text
    return ((text, "", spec),) if spec else text.parts


def _of_objects(value: Tensor, conversion: str, spec: Any) -> tuple[Any, ...] | None:
    """Return the piece for what is one of some objects whose texts are known; None for any other."""
    whats = [a for a in value.alternatives if a.tag is not True]
    known = isinstance(spec, str) and all(type(a.what) in (str, type(None)) for a in whats)
    if not known or not whats or not all(a.what is UNDEFINED for a in value.alternatives if a.tag is True):
        return None
    if not is_empty(value) or (spec and any(a.what is None for a in whats)):
        return None
    text = Text.chosen(tuple((a.tag, Text((formatted(a.what, conversion, spec),))) for a in whats))
    return pieces_in(text)


def _kept(piece: Any) -> Any:
    if isinstance(piece, str) or not isinstance(piece[0], Tensor):
        return piece
    return (frozen(piece[0]), *piece[1:])


def _of_number(value: Tensor, conversion: str, spec: Any) -> Any:
    """Return the piece for a number or an array, once it is known that formatting it works."""
    if isinstance(spec, Text) or spec[-1:] == "c":
        return _checked((value, conversion, spec))
    samples = [] if is_empty(value) else [_sample(value.type)]
    for alternative in value.alternatives:
        if alternative.tag is not True and alternative.what is not UNDEFINED:
            what = alternative.what
            samples.append(_sample(what) if isinstance(what, ArrayType) else what)
    for sample in samples:
        try:
            formatted(sample, conversion, spec)
        except Exception as error:
            if len(samples) == 1:
                raise
            raise Untraceable("AG101", f"a value of another type is formatted: {error}") from None
    return (value, conversion, spec)


def _sample(type_: ArrayType) -> Any:
    if type_.kind == "python":
        return python_type(type_.dtype)(1)
    return type_.dtype.type(1) if type_.kind == "scalar" else np.ones((1,) * type_.ndim, type_.dtype)


def _checked(piece: Any) -> Any:
    """Stage the formatting, whose success data decides, where the text is made."""
    handles: list[Any] = []
    template = template_of((piece,), handles)

    def check(*values: Any) -> None:
        format_template(template, values)

    emit("host_effect", *handles, function=check, types=(), name="format")
    return piece
