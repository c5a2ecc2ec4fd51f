"""A class with annotated fields in, the same as a dataclass out, in a third of the time Python takes.

There are many of them, and making them was a third of what importing all that makes graphs took.
"""

from __future__ import annotations

import dataclasses
import functools
import reprlib
from typing import TYPE_CHECKING, Any

__all__ = ["record"]

if TYPE_CHECKING:
    from dataclasses import dataclass as record
else:

    def record(cls: type | None = None, /, *, frozen: bool = False, eq: bool = True) -> Any:
        """Make a class a dataclass, its methods compiled all at once.

        Parameters
        ----------
        cls : type
        frozen, eq : bool
            As of :func:`dataclasses.dataclass`.

        Examples
        --------
        >>> @record(frozen=True)
        ... class Point:
        ...     x: int
        ...     y: int = 0
        >>> Point(1) == Point(1, 0), hash(Point(1)) == hash(Point(1)), Point(2)
        (True, True, Point(x=2, y=0))
        """
        if cls is None:
            return functools.partial(record, frozen=frozen, eq=eq)
        cls.__doc__ = cls.__doc__ or cls.__name__  # else Python makes one of the signature
        dataclasses.dataclass(init=False, repr=False, eq=False)(cls)
        methods = _compiled(cls, frozen)
        methods["__repr__"] = _shown
        if frozen:
            methods |= {"__setattr__": _refuse_to_set, "__delattr__": _refuse_to_delete}
        elif eq:
            methods["__hash__"] = None
        for name, method in methods.items():
            if name in vars(cls) or (not eq and name in ("__eq__", "__hash__")):
                continue
            if method is not None and name in ("__init__", "__eq__", "__hash__"):
                method.__qualname__ = f"{cls.__qualname__}.{name}"
            setattr(cls, name, method)
        return cls


def _compiled(cls: Any, frozen: bool) -> dict[str, Any]:
    """Return the methods that name each field."""
    space: dict[str, Any] = {"set_": object.__setattr__, "MISSING": dataclasses.MISSING}
    parameters, body = ["self"], []
    for field in dataclasses.fields(cls):
        name, text = field.name, field.name
        if field.default is not dataclasses.MISSING:
            space[f"default_{name}"] = field.default
            parameters.append(f"{name}=default_{name}")
        elif field.default_factory is not dataclasses.MISSING:
            space[f"make_{name}"] = field.default_factory
            parameters.append(f"{name}=MISSING")
            text = f"make_{name}() if {name} is MISSING else {name}"
        else:
            parameters.append(name)
        body.append(f"set_(self, {name!r}, {text})" if frozen else f"self.{name} = {text}")
    if hasattr(cls, "__post_init__"):
        body.append("self.__post_init__()")
    mine, others = (
        "".join(f"{one}.{field.name}, " for field in dataclasses.fields(cls) if field.compare)
        for one in ("self", "other")
    )
    lines = [
        f"def __init__({', '.join(parameters)}):",
        *(f"    {line}" for line in body or ["pass"]),
        "def __eq__(self, other):",
        "    if other.__class__ is not self.__class__:",
        "        return NotImplemented",
        f"    return ({mine}) == ({others})",
        "def __hash__(self):",
        f"    return hash(({mine}))",
    ]
    made: dict[str, Any] = {}
    exec("\n".join(lines), {**space, "__name__": cls.__module__}, made)
    return made


@reprlib.recursive_repr()
def _shown(self: Any) -> str:
    """Return the class's name with the fields."""
    names = [field.name for field in dataclasses.fields(self) if field.repr]
    values = [f"{name}={getattr(self, name)!r}" for name in names]
    return f"{type(self).__qualname__}({', '.join(values)})"


def _refuse_to_set(self: Any, name: str, value: Any) -> None:
    raise dataclasses.FrozenInstanceError(f"cannot assign to field {name!r}")


def _refuse_to_delete(self: Any, name: str) -> None:
    raise dataclasses.FrozenInstanceError(f"cannot delete field {name!r}")
