"""Variables and objects in converted code: unbound names, outside values, things that may be changed."""

from __future__ import annotations

import types
from typing import Any, NoReturn

from autograph.operators.fields import owner
from autograph.operators.iteration import Rounds
from autograph.runtime.types import ArrayType
from autograph.tracebacks import strip
from autograph.tracing.attempts import raise_here
from autograph.tracing.choice import Choice, is_several, settled
from autograph.tracing.class_variables import assignable
from autograph.tracing.containers import TracedDict, TracedList, TracedSet
from autograph.tracing.dict_records import entered
from autograph.tracing.function_state import need_attributes
from autograph.tracing.keyed import is_keyed
from autograph.tracing.lifting import load_outside
from autograph.tracing.nothing import NOTHING, Nothing
from autograph.tracing.numpy_functions.layout import Flags
from autograph.tracing.ranges import SymbolicRange
from autograph.tracing.spec import UNDEFINED
from autograph.tracing.tensor import Tensor, clone
from autograph.tracing.trace import Untraceable, current, emit, forgo, is_converted
from autograph.tracing.traced_tuple import TracedTuple, tupled
from autograph.tracing.unpacking import Rest
from autograph.tracing.watching import is_attributes, is_known, is_mutable, register

__all__ = [
    "UNDEFINED",
    "iterate",
    "joined_dict",
    "joined_list",
    "joined_tuple",
    "load",
    "new_dict",
    "new_list",
    "new_set",
    "read",
    "read_free",
    "spread",
    "spread_dict",
    "unsupported",
    "writable",
]


_STAND_INS = (Tensor, Choice, Flags, Rounds, Nothing)
"""What stands for something of the program's own."""


def _refuse(kind: type[NameError], words: str, name: str) -> NoReturn:
    """Raise, so that the traceback ends where the variable is read."""
    raise kind(words, name=name)


def read(value: Any, name: str) -> Any:
    """Return a variable that may be unbound.

    Raises
    ------
    UnboundLocalError
        If it is.
    """
    try:
        return _read(value, name)
    except NameError as error:
        strip(error)
        raise


def _read(value: Any, name: str) -> Any:
    words = f"cannot access local variable '{name}' where it is not associated with a value"
    if value is UNDEFINED:
        trace = current()
        if raise_here(UnboundLocalError(words)):
            return NOTHING
        if trace is not None and trace.region is not trace.root:
            return _never_read(name)
        _refuse(
            UnboundLocalError,
            words,
            name,
        )
    if isinstance(value, Choice):
        unbound = value.is_object(UNDEFINED)
        if unbound is False:
            return value
        emit("assume", emit("logical_not_py", unbound), reason=f"{name} is unbound")
        return value.without(unbound)
    if isinstance(value, Tensor) and value.alternatives:
        rest = []
        for alternative in value.alternatives:
            if alternative.what is not UNDEFINED:
                rest.append(alternative)
            elif alternative.tag is not True and not raise_here(
                UnboundLocalError(words), flag=alternative.tag
            ):
                emit("assume", emit("logical_not_py", alternative.tag), reason=f"{name} is unbound")
        empty = any(a.tag is True for a in value.alternatives) and not any(
            isinstance(a.what, ArrayType) or a.what is not UNDEFINED for a in rest
        )
        return (
            value
            if empty
            else clone(value, tuple(rest) + tuple(a for a in value.alternatives if a.tag is True))
        )
    return value


def _never_read(name: str) -> Any:
    """Stake the run on not coming where a variable without a value is read."""
    forgo(f"{name} is unbound")
    return NOTHING


def read_free(value: Any, name: str) -> Any:
    """Return an outer function's variable that may be unbound.

    Raises
    ------
    NameError
        If it is.
    """
    try:
        return _read_free(value, name)
    except NameError as error:
        strip(error)
        raise


def _read_free(value: Any, name: str) -> Any:
    if value is UNDEFINED:
        words = (
            f"cannot access free variable '{name}' where it is not associated with a value in enclosing scope"
        )
        _refuse(NameError, words, name)
    return _read(value, name)


def iterate(iterable: Any) -> Any:
    """Return what a comprehension iterates over."""
    if (
        current() is not None
        and not isinstance(iterable, Tensor)
        and isinstance(iterable, Rounds | SymbolicRange)
    ):
        return iter(iterable)
    return iterable


def load(value: Any, name: str) -> Any:
    """Return a global or an outer variable; while tracing, data in it becomes an input of the graph."""
    if current() is None:
        return value
    return load_outside(value, name)


def writable(target: Any, name: str | None = None) -> Any:
    """Return the object about to be changed; refuses, while tracing, what is not the function's own.

    `name` is that of an attribute which is for stand-ins alone.
    """
    if name is not None and isinstance(target, Tensor):
        owner(target, name)
    target = target if is_several(target) else settled(target)
    if current() is None or isinstance(target, _STAND_INS) or is_known(target):
        return target
    if type(target) is dict and is_attributes(target):
        return target
    if isinstance(target, types.FunctionType):
        if not is_converted(target.__code__):
            need_attributes(target)
        _watch_attributes(target)
        return target
    if isinstance(target, type):
        return assignable(target)
    raise Untraceable("AG203", f"a {type(target).__name__} from outside is changed")


def _watch_attributes(function: types.FunctionType) -> None:
    """Watch the attributes of a function that the program has defined as it runs."""
    trace = current()
    assert trace is not None
    if not is_mutable(function.__dict__):
        register(function.__dict__)
        for taken in trace.snapshots:  # nothing has assigned one since those began
            taken.take(function.__dict__, None)


def unsupported(what: str) -> None:
    """Refuse, while tracing, a statement that must run as Python."""
    if current() is not None:
        raise Untraceable("AG202", f"`{what}`")


def new_list(items: list[Any]) -> list[Any]:
    """Return a list display."""
    if current() is None:
        return items
    rest = items[0] if len(items) == 1 else None
    return rest.items if type(rest) is Rest else TracedList(items)


class Spread:
    """The items that stand in a list display where something is spread.

    Attributes
    ----------
    items : list
    """

    __slots__ = ("items",)

    def __init__(self, items: list[Any]) -> None:
        self.items = items


def spread(value: Any) -> Spread:
    """Return what ``*value`` puts into a list display, as it is now."""
    value = value.held if isinstance(value, TracedTuple) else value
    if isinstance(value, TracedList) and value.in_arrays:
        return Spread(value.copy())
    try:
        return Spread([*value])
    except Exception as error:
        strip(error)
        raise


def joined_list(parts: list[Any]) -> list[Any]:
    """Return a list display in which something is spread."""
    made: list[Any] = [] if current() is None else TracedList()
    for part in parts:
        if isinstance(part, Spread):
            made.extend(part.items)
        else:
            made.append(part)
    return made


def joined_tuple(parts: list[Any]) -> Any:
    """Return a tuple display in which something is spread."""
    made = joined_list(parts)
    return tuple(made) if current() is None else tupled(made)  # type: ignore[arg-type]


def new_dict(items: dict[Any, Any] | list[tuple[Any, Any]]) -> dict[Any, Any]:
    """Return a dict display, given as a dict or as pairs."""
    try:
        made: dict[Any, Any] = _displayed(items, dict if current() is None else TracedDict)
    except Exception as error:
        strip(error)
        raise
    return entered(made)  # type: ignore[no-any-return]


def spread_dict(value: Any) -> Any:
    """Return what ``**value`` puts into a dict display, as it is now."""
    if isinstance(value, TracedDict) and is_keyed(value):
        return value.copy()
    try:
        return {**value}
    except Exception as error:
        strip(error)
        raise


def joined_dict(parts: list[Any]) -> dict[Any, Any]:
    """Return a dict display in which something is spread: pairs, and what `spread_dict` gives."""
    made: dict[Any, Any] = {} if current() is None else TracedDict()
    try:
        for part in parts:
            made.update([part] if isinstance(part, tuple) else part)
    except Exception as error:
        strip(error)
        raise
    return entered(made)  # type: ignore[no-any-return]


def new_set(items: set[Any] | list[Any]) -> set[Any]:
    """Return a set display, given as a set or as a list."""
    try:
        made: set[Any] = _displayed(items, set if current() is None else TracedSet)
    except Exception as error:
        strip(error)
        raise
    return made


def _displayed(items: Any, kind: Any) -> Any:
    if type(items) is kind:
        return items
    made = kind()
    made.update(items)
    return made
