"""Classes of the program whose operators and properties Python calls: traced, in their converted form."""

from __future__ import annotations

import dataclasses
import functools
import operator
import sys
import types
from collections.abc import Callable
from typing import Any

from autograph.converters.origin import is_library
from autograph.converters.source import definition
from autograph.decorated import Decorated, as_written
from autograph.runtime.errors import ConversionError
from autograph.tracing.asking import asked
from autograph.tracing.class_variable import ClassVariable
from autograph.tracing.trace import current

__all__ = ["as_traced", "class_meant", "class_of"]

_BINARY = (
    "add", "sub", "mul", "matmul", "truediv", "floordiv", "mod", "divmod", "pow", "lshift", "rshift", "and",
    "xor", "or",
)  # fmt: skip
_OPERATORS = frozenset(
    f"__{name}__"
    for name in (
        *_BINARY,
        *(f"r{name}" for name in _BINARY),
        *(f"i{name}" for name in _BINARY),
        *(
            "lt",
            "le",
            "eq",
            "ne",
            "gt",
            "ge",
            "neg",
            "pos",
            "abs",
            "invert",
            "round",
            "trunc",
            "floor",
            "ceil",
        ),
        *("getitem", "setitem", "delitem", "post_init", "getattr", "setattr", "delattr"),
    )
)
"""The methods that Python calls by itself and whose result may be anything."""


def as_traced(instance: Any) -> Any:
    """Let Python call the converted operators and properties of an object that the trace made; returns it."""
    trace = current()
    assert trace is not None
    made = _standing_for(type(instance), trace.classes)
    if made is not None:
        object.__setattr__(instance, "__class__", made)
    return instance


def _standing_for(kind: type, known: dict[type, type | None]) -> type | None:
    """Return the class that stands for one of the program, made after those of its bases."""
    if kind not in known:
        bases = [_standing_for(base, known) for base in kind.__bases__ if base is not object]
        known[kind] = _traced_class(kind, tuple(base for base in bases if base is not None))
    return known[kind]


def class_of(value: Any) -> Any:
    """Return the class of a value as the program knows it."""
    return class_meant(type(value))


def class_meant(kind: type) -> Any:
    """Return the class that one stands for; any other class itself."""
    return getattr(kind, "_autograph_class", kind)


def _traced_class(kind: type, bases: tuple[type, ...]) -> type | None:
    """Return a subclass that stands for a class of the program; None where nothing needs it."""
    if any("__init_subclass__" in vars(owner) for owner in kind.__mro__[:-1]):
        return None  # making one would be seen
    members: dict[str, Any] = {}
    for owner in reversed(kind.__mro__[:-1]):
        for name, member in vars(owner).items():
            converted = _member(name, member)
            if converted is not None:
                members[name] = converted
            else:
                members.pop(name, None)
    if "__eq__" in members and "__ne__" not in members:
        members["__ne__"] = _unequal
    if not members:
        return None
    if "__getattr__" in members:
        members = {name: _with_another_answer(member) for name, member in members.items()}
    known: dict[str, Any] = {
        "__slots__": (),
        "__module__": kind.__module__,
        "__qualname__": kind.__qualname__,
    }
    known |= {"__hash__": kind.__hash__, "_autograph_class": kind, "__class__": property(lambda _: kind)}
    return type(kind)(kind.__name__, (kind, *bases), {**members, **known})


def _is_generated(function: types.FunctionType) -> bool:
    """Whether nobody has written a function.

    Notebooks too have names for their cells that are no files, and what ``python -c`` runs has the name that
    dataclasses give to what they make.
    """
    if not function.__code__.co_filename.startswith("<"):
        return False
    try:
        definition(function)
    except ConversionError:
        return True
    return False


def _member(name: str, member: Any) -> Any:
    """Return what stands for an attribute of a class; None for one that stays as it is."""
    member = as_written(member)
    if isinstance(member, ClassVariable):
        return None
    if isinstance(member, types.FunctionType) and _is_generated(member):
        return _comparing(name) if name in _COMPARISONS else None
    if isinstance(member, types.FunctionType):
        return _calling(member) if name in _OPERATORS else None
    if type(member) is functools.cached_property:
        made = functools.cached_property(_calling(member.func))
        made.__set_name__(object, name)
        return made
    if type(member) is property:
        get, store, delete = (part and _calling(part) for part in (member.fget, member.fset, member.fdel))
        return property(get, store, delete)
    return _descriptor(member) if _is_own_descriptor(type(member)) else None


def _with_another_answer(member: Any) -> Any:
    """Return an attribute of a class whose `__getattr__` is called where reading it raises AttributeError."""
    if type(member) is property and member.fget is not None:
        return property(asked(member.fget), member.fset, member.fdel)
    if "__get__" in vars(type(member)) and type(member).__module__ == __name__:
        return type(type(member).__name__, (type(member),), {"__get__": asked(type(member).__get__)})()
    return member


_DESCRIPTOR = "__get__", "__set__", "__delete__"


def _is_own_descriptor(kind: type) -> bool:
    """Whether a class of the program says in Python what it is to read or assign an attribute."""
    if issubclass(kind, Decorated):
        return False
    methods = [as_written(getattr(kind, name, None)) for name in _DESCRIPTOR]
    codes = [method.__code__ for method in methods if isinstance(method, types.FunctionType)]
    return bool(codes) and not any(is_library(code.co_filename) for code in codes)


def _descriptor(member: Any) -> Any:
    """Return what stands for a descriptor: its methods in their converted form."""
    methods: dict[str, Any] = {}
    for name in _DESCRIPTOR:
        method = getattr(type(member), name, None)
        if method is not None:
            methods[name] = _bound_to(member, _calling(method))
    return type(type(member).__name__, (), methods)()


def _bound_to(member: Any, method: Callable[..., Any]) -> Callable[..., Any]:
    """Return a method of what stands for `member` that is called for `member` itself."""

    def call(_: Any, instance: Any, *rest: Any) -> Any:
        owners = [
            getattr(item, "_autograph_class", item) if isinstance(item, type) else item for item in rest
        ]
        return method(member, instance, *owners)

    return call


_BY_FIELDS = sys.version_info >= (3, 13)
"""Whether dataclasses compare field by field for equality, not as tuples."""
_COMPARISONS = {"__lt__": "<", "__le__": "<=", "__gt__": ">", "__ge__": ">=", "__eq__": "=="}


def _comparing(name: str) -> Callable[[Any, Any], Any]:
    """Return a comparison as a dataclass has it: of the fields, in their order, of two of one class."""

    def compare(self: Any, other: Any) -> Any:
        from autograph.operators.comparison import compare as compare_tuples  # noqa: PLC0415  (the same)
        from autograph.operators.truth import and_  # noqa: PLC0415  (it knows of handles)

        if name == "__eq__" and _BY_FIELDS and self is other:
            return True
        if class_of(other) is not class_of(self):
            return NotImplemented
        names = [field.name for field in dataclasses.fields(self) if field.compare]
        one, two = (tuple(getattr(item, name) for name in names) for item in (self, other))
        if name == "__eq__" and _BY_FIELDS:
            return and_(True, *(functools.partial(operator.eq, a, b) for a, b in zip(one, two, strict=True)))
        return compare_tuples(one, (_COMPARISONS[name], lambda: two))

    return compare


def _unequal(self: Any, other: Any) -> Any:
    """Return ``self != other`` as classes that define equality alone have it."""
    from autograph.operators.truth import not_  # noqa: PLC0415  (it knows of handles)

    same = self.__eq__(other)
    return same if same is NotImplemented else not_(same)


def _calling(function: Any) -> Callable[..., Any]:
    """Return a function that calls the converted form of another."""

    @functools.wraps(function)
    def call(*args: Any) -> Any:
        from autograph.operators.calls import converted  # noqa: PLC0415  (it knows of handles)

        return converted(function)(*args)

    call.__module__ = __name__
    return call
