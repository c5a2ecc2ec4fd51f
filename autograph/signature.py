"""A Python function and a call of it in, how the call's arguments are told apart out."""

from __future__ import annotations

import ast
import functools
import types
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from autograph.decorated import Decorated
from autograph.late import engine
from autograph.tracing.places import Untraceable

if TYPE_CHECKING:
    from autograph.tracing.lifting import Flat

__all__ = ["Fixed", "Signature", "bind", "python_function"]

Fixed = frozenset[int | str]
"""The places and names of arguments that are taken by value."""

_NUMBERS: dict[str, type] = {"int": int, "float": float, "bool": bool, "complex": complex}


def python_function(target: Any) -> types.FunctionType:
    """Return the Python function behind a method, a partial, a callable object or a decorated function.

    Raises
    ------
    Untraceable
        If there is none.
    """
    found: types.FunctionType = bind(target, (), {})[0]
    return found


def bind(target: Any, args: tuple[Any, ...], kwargs: dict[str, Any]) -> tuple[Any, Any, Any]:
    """Return the Python function that a call of `target` runs, and what it is called with.

    Raises
    ------
    Untraceable
        If there is none.
    """
    while not isinstance(target, types.FunctionType):
        if isinstance(target, functools.partial):
            args, kwargs, target = (*target.args, *args), {**target.keywords, **kwargs}, target.func
        elif isinstance(target, types.MethodType):
            args, target = (target.__self__, *args), target.__func__
        elif isinstance(target, staticmethod):
            target = target.__func__
        elif isinstance(target, Decorated):
            target = target.original
        else:
            call = next((vars(c)["__call__"] for c in type(target).__mro__ if "__call__" in vars(c)), None)
            if not isinstance(call, types.FunctionType) or isinstance(target, type):
                raise Untraceable("AG001", f"a {type(target).__name__}", None)
            args, target = (target, *args), call
    return target, args, kwargs


class Signature:
    """How calls of one function are told apart.

    Parameters
    ----------
    function : function
    static : sequence of str
        The names of the arguments taken by value.
    specs : sequence or str, optional
        What each argument must be, see :func:`autograph.function`.

    Raises
    ------
    TypeError, ValueError
        If there are no such arguments, or a specification cannot be read.
    """

    def __init__(self, function: types.FunctionType, static: Sequence[str] = (), specs: Any = None) -> None:
        code = function.__code__
        self.name = function.__qualname__
        self.function = function
        self.places = code.co_varnames[: code.co_argcount]
        named = code.co_varnames[: code.co_argcount + code.co_kwonlyargcount]
        unknown = [name for name in static if name not in named]
        if unknown:
            raise ValueError(f"static_argnames: {self.name}() has no argument {unknown[0]!r}")
        self.static: Fixed = frozenset(static) | {
            place for place, name in enumerate(self.places) if name in static
        }
        self.specs = _specs(specs, self) if specs is not None else {}

    def key(self, flat: Flat, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        """Return what tells this call from others; its data goes into `flat`.

        Raises
        ------
        TypeError
            If an argument that is taken by value cannot be hashed.
        Untraceable
            If a graph cannot take an argument.
        """
        if self.static:
            return (
                tuple([self._one(flat, place, item) for place, item in enumerate(args)]),
                tuple([(name, self._one(flat, name, item)) for name, item in kwargs.items()]),
            )
        key = tuple([flat.key(item) for item in args])
        if not kwargs:
            return key
        return key, tuple([(name, flat.key(item)) for name, item in kwargs.items()])

    def _one(self, flat: Flat, place: int | str, item: Any) -> Any:
        if place not in self.static:
            return flat.key(item)
        try:
            hash(item)
        except TypeError:
            name = place if isinstance(place, str) else self.places[place]
            kind = type(item).__name__
            raise TypeError(
                f"{self.name}() takes {name!r} by value (static_argnames): it must be hashable, got a {kind}"
            ) from None
        return "static", type(item), repr(item) if isinstance(item, float | complex) else item

    def leaf_names(self, args: tuple[Any, ...], kwargs: dict[str, Any]) -> list[str]:
        """Return, for each number or array in the arguments of a call, the name of its argument."""
        flat, found = engine.Flat(), list[str]()
        named = [(self._name(place), place, item) for place, item in enumerate(args)]
        for name, place, item in (*named, *((name, name, item) for name, item in kwargs.items())):
            if place not in self.static:
                flat.key(item)
            found += [name] * (len(flat.leaves) - len(found))
        return found

    def _name(self, place: int) -> str:
        return self.places[place] if place < len(self.places) else f"argument {place}"

    def check(self, args: tuple[Any, ...], kwargs: dict[str, Any]) -> None:
        """Raise TypeError unless the arguments fit their specifications."""
        for place, item in enumerate(args):
            if place < len(self.places):
                self._fits(self.places[place], item)
        for name, item in kwargs.items():
            self._fits(name, item)

    def _fits(self, name: str, item: Any) -> None:
        spec = self.specs.get(name)
        if spec is not None and not spec.fits(item):
            got = _described(item)
            raise TypeError(
                f"{self.name}() argument {name!r} must be {spec.text} (input_signature); got {got}"
            )


class _Spec:
    """What one argument must be: a Python number, a NumPy scalar, or an array of a dtype and a rank."""

    def __init__(self, text: str, kind: type | np.dtype[Any], shape: tuple[int | None, ...] | None) -> None:
        self.text = text
        self.kind = kind
        self.shape = shape

    def fits(self, item: Any) -> bool:
        """Whether `item` is of that type and rank; sizes that are given must be equal."""
        if isinstance(self.kind, type):
            return type(item) is self.kind
        if self.shape is None:
            return isinstance(item, np.generic) and item.dtype == self.kind
        if not isinstance(item, np.ndarray) or item.dtype != self.kind or item.ndim != len(self.shape):
            return False
        return all(want is None or want == size for want, size in zip(self.shape, item.shape, strict=True))


def _specs(given: Any, signature: Signature) -> dict[str, _Spec]:
    if isinstance(given, str):
        given = _split(given)
    if isinstance(given, dict):
        found = {str(name): _spec(item) for name, item in given.items()}
    else:
        items = list(given)
        if len(items) > len(signature.places):
            count = len(signature.places)
            raise ValueError(
                f"input_signature gives {len(items)} types, {signature.name}() takes {count} arguments"
            )
        found = dict(zip(signature.places, map(_spec, items), strict=False))
    code = signature.function.__code__
    known = code.co_varnames[: code.co_argcount + code.co_kwonlyargcount]
    for name in found:
        if name not in known:
            raise ValueError(f"input_signature: {signature.name}() has no argument {name!r}")
        if name in signature.static:
            raise ValueError(f"input_signature: {name!r} is taken by value (static_argnames)")
    return found


def _split(text: str) -> list[str]:
    try:
        call = ast.parse(f"f({text}\n)", mode="eval").body
    except SyntaxError as error:
        raise ValueError(f"input_signature {text!r} cannot be read: {error.args[0]}") from None
    if not isinstance(call, ast.Call) or call.keywords:
        raise ValueError(f"input_signature {text!r} cannot be read: expected types separated by commas")
    return [ast.unparse(node) for node in call.args]


def _spec(given: Any) -> _Spec:
    """Read one specification: a text such as ``"float64[:, 3]"``, a type, a dtype, or an example."""
    if isinstance(given, np.ndarray):
        return _Spec(f"{given.dtype}[{', '.join(':' * given.ndim)}]", given.dtype, (None,) * given.ndim)
    if isinstance(given, type) and given in _NUMBERS.values():
        return _Spec(given.__name__, given, None)
    if isinstance(given, str) and given.strip() in _NUMBERS:
        return _Spec(given.strip(), _NUMBERS[given.strip()], None)
    base, bracket, rest = given.partition("[") if isinstance(given, str) else (given, "", "")
    try:
        dtype = np.dtype(base.strip().removeprefix("np.") if isinstance(base, str) else base)
        shape = tuple(_size(part) for part in _sizes(rest)) if bracket else None
    except (TypeError, ValueError):
        raise ValueError(
            f"input_signature: {given!r} is no type: expected one like 'float64[:, :]', 'float32' or int"
        ) from None
    return _Spec(str(given) if isinstance(given, str) else str(dtype), dtype, shape)


def _sizes(text: str) -> list[str]:
    inner, closing, after = text.rpartition("]")
    if not closing or after.strip():
        raise ValueError(text)
    return inner.split(",") if inner.strip() else []


def _size(text: str) -> int | None:
    return None if text.strip() == ":" else int(text)


def _described(item: Any) -> str:
    if isinstance(item, np.ndarray):
        return f"{item.dtype}[{', '.join(':' * item.ndim)}]"
    return str(item.dtype) if isinstance(item, np.generic) else f"a {type(item).__name__}"
